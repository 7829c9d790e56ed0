-- One question has one answer, whatever the order of operations. The figures are worked out by
-- hand.
local hygiene = require "spec.support.hygiene"
local small_panel = require "spec.support.small_panel"
local assert_misuse = require "spec.support.assert_misuse"

local keys, listed = small_panel.keys, small_panel.listed
local IMM, RAD = "immatriculations", "radiations"
local ACTIVE, STOCK = "economiquement_actifs", "administrativement_actifs"

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

describe("years of quarters of months", function()
  it("have what a unit adds to a quarter that it began in", function()
    local all, later = {}, { false }
    for i = 1, 12 do all[i], later[i] = 1, i > 1 and 1 end
    local p = small_panel.panel(2020, { RAD }, { { { region = "A" }, [RAD] = all },
      { { region = "B" }, [RAD] = later } }, { frequency = "month" })
    assert.are.same({ 23 }, listed(p:quarterly():annual():total().series[1]))
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

describe("urssaf.panel.windows", function()
  hygiene("urssaf.panel.windows", { "combine", "frame", "mean" })
end)
