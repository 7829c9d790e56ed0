-- One question has one answer, whatever the order of operations. The figures are worked out by
-- hand.
local hygiene = require "spec.support.hygiene"
local small_panel = require "spec.support.small_panel"
local assert_misuse = require "spec.support.assert_misuse"

local keys, listed = small_panel.keys, small_panel.listed
local IMM, RAD = "immatriculations", "radiations"
local ACTIVE, STOCK = "economiquement_actifs", "administrativement_actifs"

local REST = "_non classé ailleurs_"
local BRETAGNE, CORSE = { code_region = "53", region = "Bretagne" },
  { code_region = "94", region = "Corse" }

local function in_sector(region, sector)
  return { code_region = region.code_region, region = region.region, secteur_d_activite = sector }
end

local function only(panel, measure)
  return assert(panel:get { measure = measure })
end

describe("years of a sum whose units have ended", function()
  local function end_after(quarters)
    local values, others = {}, {}
    for i = 1, 16 do values[i], others[i] = i <= quarters and 1, 10 end
    local years = small_panel.panel(2020, { RAD }, {
      { { departement = "A1", region = "A" }, [RAD] = values },
      { { departement = "B1", region = "B" }, [RAD] = others } })
      :aggregate { by = "region", missing = "zero" }:annual()
    return years:get { region = "A" }.ends
  end

  it("end with the last that is over", function()
    assert.are.equal("2021", end_after(8))
    assert.are.equal("2020", end_after(6))
  end)
end)

describe("years of a region whose units all begin within one", function()
  it("are missing, and what they have is in the sum of all", function()
    local late = { false, false, 1, 1 }
    local regions = small_panel.panel(2020, { RAD }, {
      { { departement = "A1", region = "A" }, [RAD] = late },
      { { departement = "A2", region = "A" }, [RAD] = late },
      { { departement = "B1", region = "B" }, [RAD] = { 10, 10, 10, 10 } } })
      :annual():aggregate { by = "region" }
    assert.are.same({ "-" }, listed(regions:get { region = "A" }))
    assert.are.same({ 44 }, listed(regions:total().series[1]))
  end)
end)

describe("windows of sums", function()
  it("expect the units of each of their periods", function()
    local total = small_panel.panel(2020, { RAD }, { { { region = "A" }, [RAD] = { 1, 2, 3 } },
      { { region = "B" }, [RAD] = { false, 5, 6 } } }):total()
    assert.are.same({ 1, 2, 2 }, total.series[1].expected)
    assert.are.same({ 0, 3, 4 }, total:rolling(2).series[1].expected)
  end)
end)

describe("windows of decimals", function()
  it("are added up without rounding", function()
    local p = small_panel.panel(2020, { "chiffres_d_affaires" },
      { { { region = "A" }, chiffres_d_affaires = { 0.1, 0.2, 0.3 } } })
    assert.are.equal(0.6, p:rolling(3).series[1].values[3]) -- 0.1 + 0.2 + 0.3 is more
  end)
end)

describe("years of quarters of months", function()
  it("have what a unit adds to a quarter that it began in", function()
    local all, later = {}, { false }
    for i = 1, 12 do all[i], later[i] = 1, i > 1 and 1 end
    local p = small_panel.panel(2020, { RAD }, { { { region = "A" }, [RAD] = all },
      { { region = "B" }, [RAD] = later } }, { frequency = "month" })
    assert.are.same({ 23 }, listed(p:quarterly():annual():total().series[1]))
  end)
end)

describe("windows of whole numbers", function()
  local function rolling(...)
    local p = small_panel.panel(2020, { RAD }, { { { region = "A" }, [RAD] = { ... } } })
    return listed(p:rolling(2).series[1])
  end

  it("go on behind a gap, and behind a decimal or a large number", function()
    assert.are.same({ "-", 3, "-", "-", 9, 11 }, rolling(1, 2, false, 4, 5, 6))
    assert.are.same({ "-", 3, 2.5, 4.5, 9 }, rolling(1, 2, 0.5, 4, 5))
    -- 2^41 is past what is added without a look at rounding
    assert.are.same({ "-", 3, 2 ^ 41 + 2, 2 ^ 41 + 4, 9 }, rolling(1, 2, 2 ^ 41, 4, 5))
    assert.are.same({ "-", -3, 2 - 2 ^ 41, 4 - 2 ^ 41, 9 }, rolling(-5, 2, -2 ^ 41, 4, 5))
  end)
end)

describe("sums of more digits than a number keeps", function()
  it("do not wrap around where units are integers", function()
    local large = math.tointeger and math.tointeger(2 ^ 62) or 2 ^ 62
    local p = small_panel.panel(2020, { RAD }, { { { region = "A" }, [RAD] = { large, 1 } },
      { { region = "B" }, [RAD] = { large, 1 } }, { { region = "C" }, [RAD] = { large, 1 } } })
    assert.are.same({ 3 * 2 ^ 62, 3 }, listed(p:total().series[1]))
  end)

  it("have one note for a measure", function()
    local total = small_panel.panel(2020, { RAD }, {
      { { departement = "A1", region = "A" }, [RAD] = { 2 ^ 53 } },
      { { departement = "A2", region = "A" }, [RAD] = { 1 } },
      { { departement = "B1", region = "B" }, [RAD] = { 2 ^ 53 } },
      { { departement = "B2", region = "B" }, [RAD] = { 1 } } }):aggregate { by = "region" }
    assert.are.equal(1, #small_panel.notes(total, "rounded"))
  end)
end)

describe("sums over windows of figures with many digits", function()
  it("keep for sums over units what the windows round", function()
    local large = { 1e16, 1 }
    local panel = small_panel.panel(2020, { "chiffres_d_affaires" }, {
      { { region = "A" }, chiffres_d_affaires = large },
      { { region = "B" }, chiffres_d_affaires = large },
      { { region = "C" }, chiffres_d_affaires = large } })
    -- 3e16 + 3; the numbers are 4 apart there
    assert.are.equal(3e16 + 4, panel:rolling(2):total().series[1].values[2])
    assert.are.equal(3e16 + 4, panel:total():rolling(2).series[1].values[2])
  end)
end)

describe("a unit that never has one part of a ratio", function()
  local function panel()
    return small_panel.panel(2024, { IMM, RAD, ACTIVE, STOCK }, {
      { keys.ain, [ACTIVE] = { 50, 60 }, [STOCK] = { 100, 100 }, [IMM] = { 9, 9 },
        [RAD] = { 4, 5 } },
      { keys.isere, [ACTIVE] = { 60, 60 }, [STOCK] = { false, false }, [IMM] = { 7, 7 },
        [RAD] = { false, false } } })
  end

  it("is outside it, and does not block the others", function()
    local total = panel():with "taux_activite":total()
    assert.are.same({ 0.5, 0.6 }, listed(only(total, "taux_activite")))
    assert.is_nil(only(total, "taux_activite").coverage)
    local region = panel():with "taux_activite":aggregate { by = "code_region" }:total()
    assert.are.same({ 0.5, 0.6 }, listed(only(region, "taux_activite")))
  end)

  it("is outside a difference too", function()
    assert.are.same({ 5, 4 }, listed(only(panel():with "solde":total(), "solde")))
  end)

  it("is named in a note, with the part that it lacks", function()
    local found = small_panel.notes(panel():with "taux_activite":rolling(2):total(), "outside")
    assert.are.equal(1, #found)
    assert.are.equal("without Isère (38), where administrativement_actifs is missing in every"
      .. " period", found[1].message)
    assert.are.equal("taux_activite", found[1].measure)
    assert.are.same({}, small_panel.notes(panel():with "taux_activite"
      :filter { departement = "Ain" }:total(), "outside"))
  end)

  it("does not keep the latest period from being complete", function()
    local with = panel():with "taux_activite"
    assert.are.equal("2024-Q2", with:latest_complete { measure = "taux_activite" })
    assert.are.equal("2024-Q2", with:rank { measure = "taux_activite" }.period)
  end)

  it("counts once both parts have begun", function()
    local late = small_panel.panel(2024, { ACTIVE, STOCK }, {
      { keys.ain, [ACTIVE] = { 50, 60, 70 }, [STOCK] = { 100, 100, 100 } },
      { keys.isere, [ACTIVE] = { 60, 60, 60 }, [STOCK] = { false, 100, false } } })
    assert.are.same({ 0.5, 0.6, "-" }, listed(only(late:with "taux_activite":total(),
      "taux_activite")))
  end)
end)

describe("a region whose only values are the remainder's", function()
  local function panel(commerce)
    return small_panel.panel(2024, { RAD, IMM }, {
      { in_sector(BRETAGNE, "Commerce"), [RAD] = { 10, 11 }, [IMM] = { 1, 1 } },
      { in_sector(CORSE, "Commerce"), [RAD] = commerce or { false, false }, [IMM] = { 1, 1 } },
      { in_sector(CORSE, REST), [RAD] = { 5, 6 }, [IMM] = { 1, 1 } } })
  end

  it("has no figure, but is in the total, however sums are nested", function()
    local by_region = panel():aggregate { by = "code_region" }
    assert.are.same({ "-", "-" }, listed(assert(by_region:get { region = "Corse",
      measure = RAD })))
    for _, p in ipairs { panel(), by_region, panel():aggregate { by = "secteur_d_activite" },
        panel():aggregate { by = { "code_region", "secteur_d_activite" } },
        panel():aggregate { by = { "code_region", "secteur_d_activite" } }
          :aggregate { by = "region" } } do
      local s = only(p:total(), RAD)
      assert.are.same({ 15, 17 }, listed(s))
      assert.is_nil(s.coverage)
      s = only(p:total { missing = "skip" }, RAD)
      assert.are.same({ 15, 17 }, listed(s))
      assert.is_nil(s.coverage)
    end
  end)

  it("is missing where a true unit of it is, and skipped without its figure alone", function()
    local p = panel { 3, false }
    local by_region = p:aggregate { by = "code_region" }
    assert.are.same({ 18, "-" }, listed(only(by_region:total(), RAD)))
    local skip = { missing = "skip" }
    by_region = p:aggregate { by = "code_region", missing = "skip" }
    for _, one in ipairs { p, by_region } do
      local s = only(one:total(skip), RAD)
      assert.are.same({ 18, 17 }, listed(s))
      assert.are.same({ { 2, 2 }, { 1, 2 } }, s.coverage)
    end
  end)

  it("is no sum where it is all there is", function()
    local p = small_panel.panel(2024, { RAD }, {
      { in_sector(BRETAGNE, "Commerce"), [RAD] = { false, 11 } },
      { in_sector(CORSE, REST), [RAD] = { 5, false } } })
    local by_region = p:aggregate { by = "code_region" }
    assert.are.same({ 5, "-" }, listed(assert(by_region:get { region = "Corse" })))
    assert.are.same({ "-", 11 }, listed(p:total().series[1]))
    assert.are.same({ "-", 11 }, listed(by_region:total().series[1]))
    assert.are.same({ "53" }, { by_region:rank { at = "2024-Q2" }[1].key.code_region })
    assert.are.equal(0, #by_region:rank { at = "2024-Q1" })
  end)

  it("has its part in the shares", function()
    local rows = panel():share { measure = RAD, by = "code_region", at = "2024-Q1" }
    assert.are.equal(15, rows.total)
    assert.are.equal(10 / 15, rows[1].share)
    assert.are.equal(5 / 15, rows[2].share)
    assert.is_true(rows[2].partial)
    assert.is_nil(rows[1].partial)
  end)
end)

describe("a unit that begins within a year", function()
  -- Isère begins in the third quarter
  local function panel(second)
    return small_panel.panel(2024, { IMM, ACTIVE, STOCK }, {
      { keys.ain, [IMM] = { 10, second, 10, 10 }, [ACTIVE] = { 8, 8, 8, 8 },
        [STOCK] = { 16, 16, 16, 16 } },
      { keys.isere, [IMM] = { false, false, 5, 5 }, [ACTIVE] = { false, false, 4, 2 },
        [STOCK] = { false, false, 8, 8 } } })
  end

  it("has no year of its own, but is in that of the total, whichever comes first", function()
    local annual = panel(10):annual()
    assert.is_nil(assert(annual:get { departement = "Isère", measure = IMM }):at(2024))
    for _, p in ipairs { panel(10):total():annual(), annual:total(),
        annual:total { missing = "skip" }, annual:aggregate { by = "code_region" },
        panel(10):aggregate { by = "code_region" }:annual():total() } do
      assert.are.equal(50, only(p, IMM):at(2024))
      assert.are.equal((8 + 8 + 12 + 10) / 4, only(p, ACTIVE):at(2024))
      assert.are.equal(24, only(p, STOCK):at(2024))
      assert.is_nil(only(p, IMM).coverage)
    end
  end)

  it("is in moving sums and in ratios likewise", function()
    assert.are.same({ "-", 20, 25, 30 }, listed(only(panel(10):total():rolling(2), IMM)))
    assert.are.same({ "-", 20, 25, 30 }, listed(only(panel(10):rolling(2):total(), IMM)))
    local ratio = panel(10):with "taux_activite"
    local rate = (8 + 8 + 12 + 10) / (16 + 16 + 24 + 24)
    assert.are.equal(rate, only(ratio:total():annual(), "taux_activite"):at(2024))
    assert.are.equal(rate, only(ratio:annual():total(), "taux_activite"):at(2024))
  end)

  it("has its part of the year in shares and contributions, and no rank", function()
    local annual = panel(10):annual()
    local rows = annual:share { measure = IMM, at = 2024 }
    assert.are.equal(50, rows.total)
    assert.are.same({ 0.8, 0.2 }, { rows[1].share, rows[2].share })
    assert.is_true(rows[2].partial)
    assert.are.equal(1, #annual:rank { measure = IMM, at = 2024 })
    assert.is_nil(annual:latest_complete { measure = IMM })
  end)

  it("makes no year of a measure that begins within it", function()
    local p = small_panel.panel(2024, { IMM, RAD }, {
      { keys.ain, [IMM] = { 1, 1, 1, 1 }, [RAD] = { false, 2, 2, 2 } },
      { keys.isere, [IMM] = { 1, 1, 1, 1 }, [RAD] = { false, false, 3, 3 } } })
    assert.is_nil(only(p:total():annual(), RAD):at(2024))
    assert.is_nil(only(p:annual():total(), RAD):at(2024))
    assert.is_nil(only(p:annual():total { missing = "skip" }, RAD):at(2024))
  end)

  it("does not hide a gap, which counts by quarters or by years", function()
    local p = panel(false)
    assert.is_nil(only(p:total():annual(), IMM):at(2024))
    assert.is_nil(only(p:annual():total(), IMM):at(2024))
    -- what is there: 10 + 0 + 15 + 15; there is no unit with a whole year
    local skipped = only(p:total { missing = "skip" }:annual(), IMM)
    assert.is_nil(skipped:at(2024))
    assert.is_nil(only(p:annual():total { missing = "skip" }, IMM):at(2024))
  end)

  it("counts gaps of the remainder as the sum over units does", function()
    local p = small_panel.panel(2024, { IMM }, { { keys.ain, [IMM] = { 10, 10, 10, 10 } },
      { keys.rest, [IMM] = { 1, false, 1, 1 } } })
    assert.are.same({ 43 }, listed(p:total():annual().series[1]))
    assert.are.same({ 43 }, listed(p:annual():total().series[1]))
  end)
end)

describe("sums with missing = \"skip\"", function()
  local p = small_panel.panel(2024, { IMM }, { { keys.ain, [IMM] = { 10, 10, 10, 10 } },
    { keys.isere, [IMM] = { 5, 5, false, 5 } } })

  it("leave out cells or years, by what comes first, and say so", function()
    local skip = { missing = "skip" }
    local quarters, years = p:total(skip):annual(), p:annual():total(skip)
    assert.are.same({ 55 }, listed(quarters.series[1]))
    assert.are.same({ { 7, 8 } }, quarters.series[1].coverage)
    assert.are.same({ 40 }, listed(years.series[1]))
    assert.are.same({ { 1, 2 } }, years.series[1].coverage)
    assert.are.equal("partial sums in 2024; missing: Isère; a unit that lacks a part of a period is"
      .. " left out with all of it, unlike in sums that are made first",
      small_panel.note_text(years, "partial"))
    assert.are.equal("partial sums in Q3 2024; missing: Isère",
      (small_panel.note_text(quarters, "partial"):gsub("\194\160", " ")))
  end)
end)

describe("sums of decimals", function()
  local function panel(order)
    local values, units = { ["01"] = 0.1, ["02"] = 0.2, ["03"] = 0.3 }, {}
    for i, code in ipairs(order) do
      units[i] = { { code_departement = code, code_region = code == "03" and "53" or "84" },
        [RAD] = { values[code], values[code] } }
    end
    return small_panel.panel(2024, { RAD }, units)
  end

  it("do not depend on the order of units, nor on how they are nested", function()
    -- python3: math.fsum([0.1, 0.2, 0.3]) is 0.6; from left to right it is 0.6000000000000001
    for _, order in ipairs { { "01", "02", "03" }, { "03", "02", "01" }, { "02", "03", "01" } } do
      local p = panel(order)
      assert.are.same({ 0.6, 0.6 }, listed(p:total().series[1]))
      assert.are.same({ 0.6, 0.6 }, listed(p:aggregate { by = "code_region" }:total().series[1]))
      assert.are.equal(0.6, p:share { at = "2024-Q1" }.total)
      assert.are.equal(1.2, p:total():rolling(2).series[1]:last())
      assert.are.equal(1.2, p:rolling(2):total().series[1]:last())
    end
  end)

  it("are the same where all other figures are whole", function()
    for at = 1, 3 do
      local units = {}
      for i, value in ipairs { 0.1, 0.2, 0.3 } do
        units[i] = { { code_departement = "0" .. i }, [RAD] = { 1, 1, 1 } }
        units[i][RAD][at] = value
      end
      local expected = { 3, 3, 3 }
      expected[at] = 0.6
      assert.are.same(expected, listed(small_panel.panel(2024, { RAD }, units):total().series[1]))
    end
  end)

  it("keep what rounding took away in differences", function()
    local p = small_panel.panel(2024, { IMM, RAD }, {
      { keys.ain, [IMM] = { 1.2 }, [RAD] = { 7.6 } },
      { keys.isere, [IMM] = { 6.9 }, [RAD] = { 2.3 } } })
    -- python3: math.fsum([1.2, 6.9, -7.6, -2.3]); from left to right it is -1.799999999999999
    assert.are.equal(-1.7999999999999992, (only(p:with "solde":total(), "solde"):last()))
    assert.are.equal(-1.7999999999999992, (only(p:total():with "solde", "solde"):last()))
  end)
end)

describe("a mean over units", function()
  it("is that of all units, not of the groups' means", function()
    local p = small_panel.panel(2024, { "score" }, { { keys.ain, score = { 1 } },
      { keys.isere, score = { 3 } }, { keys.corse, score = { 5 } } })
    local mean = { how = "mean" }
    local by_region = p:aggregate { by = "code_region", how = "mean" }
    assert.are.same({ 2 }, listed(by_region.series[1]))
    assert.are.same({ 3 }, listed(p:total(mean).series[1]))
    assert.are.same({ 3 }, listed(by_region:total(mean).series[1]))
  end)
end)

describe("how by measure", function()
  local p = small_panel.panel(2024, { "alpha", "beta" }, { { keys.ain, alpha = { 1 },
    beta = { 2 } } })

  it("refuses a measure that nobody knows, with the nearest name", function()
    local how = { alpha = "sum", beta = "sum", alhpa = "sum" }
    for _, call in ipairs {
      function() p:total { how = how } end,
      function() p:aggregate { by = "region", how = how } end,
      function() p:annual { how = how } end,
      function() p:rolling(2, { how = how }) end,
      function() p:share { measure = "alpha", how = how } end,
    } do
      assert_misuse(call, "unknown measure 'alhpa'", "did you mean 'alpha'?")
    end
  end)

  it("takes one that was filtered out", function()
    local how = { alpha = "sum", beta = "sum" }
    assert.are.equal(1, p:filter { measure = "alpha" }:total { how = how }.series[1]:last())
  end)
end)

describe("names that a filter knows", function()
  local p = small_panel.panel(2024, { "alpha", "beta" }, {
    { in_sector(BRETAGNE, "Mercerie"), alpha = { 1, 2 }, beta = { 1, 2 } },
    { in_sector(CORSE, "Peausserie"), alpha = { 1, 2 }, beta = { 3, 2 } } })
  local one = p:filter { secteur_d_activite = "Mercerie", measure = "alpha" }

  it("are those before any filter, through every operation", function()
    for _, derived in ipairs { one:yoy(), one:rolling(2, { how = "sum" }),
        one:annual { how = "sum" }, one:aggregate { by = "secteur_d_activite", how = "sum" } } do
      assert.are.equal(0, #derived:filter { secteur_d_activite = "Peausserie" }.series)
      assert.are.equal(0, #derived:filter { measure = "beta" }.series)
      assert_misuse(function() derived:filter { secteur_d_activite = "Peauserie" } end,
        "did you mean 'Peausserie'?")
    end
  end)
end)

describe("signs", function()
  local function panel(ain, isere, rest)
    return small_panel.panel(2024, { RAD }, { { keys.ain, [RAD] = ain },
      { keys.isere, [RAD] = isere }, { keys.rest, [RAD] = rest } })
  end
  local function shares(p, when)
    local rows, list = p:share { at = when }, {}
    for i, row in ipairs(rows) do list[i] = row.share or "-" end
    return list, rows
  end

  it("leave no shares of a whole with a negative part, or that is not above zero", function()
    local list, rows = shares(panel({ 5 }, { -4 }, { 0 }), "2024-Q1")
    assert.are.same({ "-", "-", "-" }, list)
    assert.are.equal(1, rows.total)
    assert.are.equal("no shares and no contributions, because a part is negative, or the whole is"
      .. " not above zero", small_panel.note_text(rows, "signs"))
    list, rows = shares(panel({ 0 }, { 0 }, { 0 }), "2024-Q1")
    assert.are.same({ "-", "-", "-" }, list)
    assert.are.equal(1, #small_panel.notes(rows, "signs"))
    list = shares(panel({ 1 }, { 1 }, { -3 }), "2024-Q1")
    assert.are.same({ "-", "-", "-" }, list)
  end)

  it("may be negative of a pseudo-unit", function()
    local list, rows = shares(panel({ 5 }, { 4 }, { -1 }), "2024-Q1")
    assert.are.same({ 5 / 8, 4 / 8, -1 / 8 }, list)
    assert.are.same({}, small_panel.notes(rows, "signs"))
  end)

  it("leave no contributions either, but the growth of the whole", function()
    local rows = panel({ 5, 6 }, { -4, 2 }, { 0, 0 }):contributions { from = "2024-Q1",
      to = "2024-Q2" }
    assert.are.equal(7, rows.total.growth)
    assert.is_nil(rows[1].points)
    assert.are.equal(1, rows[1].change)
    assert.are.equal(1, #small_panel.notes(rows, "signs"))
    rows = panel({ 5, 6 }, { 4, 2 }, { -1, 0 }):contributions { from = "2024-Q1", to = "2024-Q2" }
    assert.are.equal(1 / 8, rows[1].points)
    assert.are.equal(-2 / 8, rows[2].points)
    assert.are.same({}, small_panel.notes(rows, "signs"))
  end)

  it("and zeros leave no growth and no index, with a note", function()
    local p = panel({ 0, 5, 5, 5, 7, -5, 5, 5, 8, 5 }, { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 },
      { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 })
    local growth = p:filter { departement = "Ain" }:yoy()
    assert.are.same({ "-", "-", "-", "-", "-", -2, 0, 0, 8 / 7 - 1, "-" },
      listed(growth.series[1]))
    local notes = small_panel.notes(growth, "base")
    assert.are.equal(1, #notes)
    assert.are.same({ "2025-Q1", "2026-Q2" }, notes[1].periods)
    assert.are.equal("there is no growth from zero or from a negative value",
      notes[1].message)
    -- the growth of an adjustment, which is mostly negative, is missing without a word, unless the
    -- panel is of nothing else
    local adjusted = small_panel.panel(2024, { IMM }, { { keys.ain, [IMM] = { 1, 1, 1, 1, 2 } },
      { { departement = "_calage_" }, [IMM] = { -1, -1, -1, -1, -2 } } })
    assert.are.same({}, small_panel.notes(adjusted:yoy(), "base"))
    assert.are.equal(1, #small_panel.notes(adjusted:filter { departement = "calage" }:yoy(),
      "base"))
    local index = p.series[1]:index "2024-Q1"
    assert.are.equal(0, index:count())
    assert.are.equal("there is no index, because its base is missing, zero or negative",
      small_panel.note_text(index, "base"))
    assert.are.same({}, small_panel.notes(p.series[1]:index "2024-Q2", "base"))
  end)
end)

describe("contributions", function()
  it("have the notes on both ends", function()
    local p = small_panel.panel(2024, { IMM }, { { keys.ain, [IMM] = { 1, 2, 3 } } }, {
      notes = { { kind = "x", message = "at the beginning", periods = { "2024-Q1" } },
        { kind = "x", message = "between", periods = { "2024-Q2" } },
        { kind = "x", message = "at the end", periods = { "2024-Q3" } } } })
    local rows = p:contributions { from = "2024-Q1", to = "2024-Q3" }
    local messages = {}
    for i, note in ipairs(small_panel.notes(rows, "x")) do messages[i] = note.message end
    assert.are.same({ "at the beginning", "at the end" }, messages)
  end)
end)

describe("a code", function()
  local p = small_panel.panel(2024, { RAD }, {
    { { code_departement = "01", departement = "Département 01" }, [RAD] = { 1 } },
    { { code_departement = "Z1", departement = "Ain" }, [RAD] = { 2 } },
    { { departement = "Ain" }, [RAD] = { 3 } } })
  local function found(wanted)
    local values = {}
    for i, s in ipairs(p:filter(wanted).series) do values[i] = s.values[1] end
    table.sort(values)
    return values
  end

  it("matches codes, and by name only units without a code", function()
    for _, code in ipairs { "01", "1", 1 } do
      assert.are.same({ 1, 3 }, found { code_departement = code })
      assert.are.same({ 1, 3 }, found { departement = code })
    end
    assert.are.same({ 2 }, found { code_departement = "Z1" })
    assert.are.same({ 1, 2, 3 }, found { code_departement = { "01", "Z1" } })
  end)

  it("may be left to a name", function()
    assert.are.same({ 1, 2, 3 }, found { departement = "Ain" })
  end)
end)

describe("urssaf.panel.windows", function()
  hygiene("urssaf.panel.windows", { "combine", "frame", "mean" })
end)
