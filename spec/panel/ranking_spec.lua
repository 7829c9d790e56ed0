-- Ranks, shares and contributions; the expected figures are worked out by hand.
local hygiene = require "spec.support.hygiene"
local assert_misuse = require "spec.support.assert_misuse"
local small_panel = require "spec.support.small_panel"

local keys = small_panel.keys
local IMM = "immatriculations"

local function small()
  return small_panel.panel(2020, { IMM }, {
    { keys.ain, [IMM] = { 40, 44, 50 } },
    { keys.corse, [IMM] = { 10, 30, 50 } },
    { keys.isere, [IMM] = { 30, 16, false } },
    { keys.rest, [IMM] = { 20, 10, 900 } },
  })
end

local function shown(rows)
  local list = {}
  for i, row in ipairs(rows) do
    list[i] = ("%s %s %s"):format(row.rank or "", row.key.code_departement or row.key.region or "-",
      tostring(row.value))
  end
  return list
end

describe("share and contributions", function()
  it("refuse a measure that does not add up, though it is of one unit", function()
    local p = small_panel.panel(2020, { "taux_activite" },
      { { keys.ain, taux_activite = { 0.5, 0.6 } } })
    assert_misuse(function() p:share {} end, "taux_activite")
    assert_misuse(function() p:contributions { from = "2020-Q1" } end, "taux_activite")
  end)

  it("have no total where no unit has a value", function()
    local p = small_panel.panel(2020, { IMM },
      { { keys.ain, [IMM] = { false, 5 } }, { keys.isere, [IMM] = { false, 7 } } })
    local rows = p:contributions { from = "2020-Q1", to = "2020-Q2" }
    assert.are.same({}, rows.total)
    assert.are.same({ 0, 5, 5 }, { rows[1].from, rows[1].to, rows[1].change })
  end)
end)

describe("rank", function()
  it("has the largest first, without the remainder", function()
    assert.are.same({ "1 01 44", "2 2A 30", "3 38 16" }, shown(small():rank { at = "2020-Q2" }))
  end)

  it("has the remainder if asked", function()
    assert.are.equal("4 _non classé ailleurs_ 10",
      shown(small():rank { at = "2020-Q2", unclassified = true })[4])
  end)

  it("names the units without a value, which have no rank, and no pseudo-unit", function()
    local ranking = small():rank { at = "2020-Q3", n = 1 }
    assert.are.same({ "1 01 50" }, shown(ranking.rows))
    local notes = small_panel.notes(ranking, "unranked")
    assert.are.equal(1, #notes)
    assert.are.same({ IMM, "2020-Q3", 1, "Isère (38)", 0 }, { notes[1].measure, notes[1].period,
      #notes[1].units, notes[1].units[1].name, notes[1].more })
    assert.are.equal("without a value in Q3 2020, and so without a rank: Isère",
      (notes[1].message:gsub("\194\160", " ")))
    assert.are.same({}, small_panel.notes(small():rank { at = "2020-Q2" }, "unranked"))
    local rest = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 40 } },
      { keys.rest, [IMM] = { false } } })
    assert.are.same({}, small_panel.notes(rest:rank { unclassified = true }, "unranked"))
  end)

  it("waits for no unit that has ended, also before the grid was cut", function()
    local p = small_panel.panel(2023, { IMM }, { { keys.ain, [IMM] = { 1, 2, 3, 4, 5, 6, 7, 8 } },
      { keys.corse, [IMM] = { 1, 2, 3, false, false, false, false, false } } })
    for _, one in ipairs { p, p:filter { from = 2024 } } do
      local ranking = one:rank()
      assert.are.equal("2024-Q4", ranking.period)
      assert.are.same({ "1 01 8" }, shown(ranking.rows))
      assert.are.equal("Corse-du-Sud (2A)",
        small_panel.notes(ranking, "unranked")[1].units[1].name)
    end
  end)

  it("falls back to the latest complete period, with a note that names both", function()
    local notes = small_panel.notes(small():rank(), "latest")
    assert.are.equal(1, #notes)
    assert.are.same({ period = "2020-Q2", last = "2020-Q3" },
      { period = notes[1].period, last = notes[1].last, periods = notes[1].periods,
        span = notes[1].span })
  end)

  it("has the first n alone, if there are more", function()
    assert.are.same({ "1 01 40" }, shown(small():rank { at = "2020-Q1", n = 1 }.rows))
    assert.are.same({ "1 01 40", "2 38 30" }, shown(small():rank { at = "2020-Q1", n = 2 }.rows))
    assert.are.equal(3, #small():rank { at = "2020-Q1", n = 7 }.rows)
    assert_misuse(function() small():rank { n = 1.5 } end, "n' must be a whole number above zero")
  end)

  it("has the smallest first if asked", function()
    assert.are.same({ "1 38 16", "2 2A 30" },
      shown(small():rank { at = "2020-Q2", descending = false, n = 2 }))
  end)

  it("gives equal values one rank, and leaves out missing ones", function()
    local p = small_panel.panel(2020, { IMM },
      { { keys.ain, [IMM] = { 5 } }, { keys.corse, [IMM] = { 7 } },
      { keys.isere, [IMM] = { 5 } }, { { code_departement = "95" }, [IMM] = { 4 } } })
    assert.are.same({ "1 2A 7", "2 01 5", "2 38 5", "4 95 4" }, shown(p:rank {}))
    assert.are.equal(2, #small():rank { at = "2020-Q3" })
  end)

  it("gives no rank to the ratio of two infinite sums, which is no number", function()
    local p = small_panel.panel(2020, { IMM, "radiations" }, {
      { keys.ain, [IMM] = { 1e308 }, radiations = { 1e308 } },
      { keys.isere, [IMM] = { 1e308 }, radiations = { 1e308 } },
      { keys.corse, [IMM] = { 4 }, radiations = { 2 } } })
    local rows = p:with("rate", { numerator = "radiations", denominator = IMM }):rank {
      measure = "rate", by = "region" }
    assert.are.equal(1, #rows.rows)
    assert.are.same({ 1, 0.5, "Corse" }, { rows.rows[1].rank, rows.rows[1].value,
      rows.rows[1].key.region })
    assert.are.equal(1, #small_panel.notes(rows, "unranked"))
  end)

  it("is of the latest complete period by default", function()
    local rows = small():rank {}
    assert.are.equal("2020-Q2", rows.period)
    assert.are.same({ "1 01 44", "2 2A 30", "3 38 16" }, shown(rows))
  end)

  it("ranks the sums of a key", function()
    local rows = small():rank { by = "region", at = "2020-Q1" }
    assert.are.same({ "1 Auvergne-Rhône-Alpes 70", "2 Corse 10" }, shown(rows))
    assert.are.same({ "1 Corse 50" }, shown(small():rank { by = "region", at = "2020-Q3" }))
    assert.are.equal(2, #small():rank { by = "region", at = "2020-Q3", missing = "skip" })
  end)

  it("leaves out total rows", function()
    local p = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 5 } },
      { { region = "France entière" }, [IMM] = { 500 } } })
    local rows = p:rank {}
    assert.are.same({ "1 01 5" }, shown(rows))
    assert.are.equal(1, #small_panel.notes(rows, "total"))
  end)

  it("has the notes on its measure and period", function()
    local p = small_panel.panel(2019, { "radiations" }, { { keys.ain,
      radiations = { 1, 2, 3, 4, 5, 6, 7, 8 } } }):qoq()
    assert.are.equal(0, #small_panel.notes(p:rank { at = "2019-Q3" }, "break"))
    assert.are.equal(1, #small_panel.notes(p:rank { at = "2019-Q4" }, "break"))
  end)

  it("refuses wrong periods, measures, keys and options", function()
    assert_misuse(function() small():rank { at = "2030-Q1" } end,
      "2030-Q1 is outside these data, quarters from 2020-Q1 to 2020-Q3")
    assert_misuse(function() small():rank { at = { 2030, 1 } } end, "2030-Q1 is outside")
    assert_misuse(function() small():rank { measure = "radiations" } end, "no measure 'radiations'")
    assert_misuse(function() small():rank { by = "regio" } end, "did you mean 'region'?")
    assert_misuse(function() small():rank { nb = 3 } end, "unknown option 'nb'")
  end)

  it("asks which of several measures", function()
    local p = small_panel.panel(2020, { IMM, "radiations" }, { { keys.ain, [IMM] = { 5 },
      radiations = { 6 } } })
    assert_misuse(function() p:rank {} end, "say which measure: immatriculations, radiations")
    assert.are.equal(6, p:rank { measure = "radiations" }[1].value)
  end)
end)

describe("share", function()
  it("divides by the total with the remainder", function()
    local rows = small():share { at = "2020-Q1" }
    assert.are.equal(100, rows.total)
    local shares, sum = {}, 0
    for i, row in ipairs(rows) do shares[i], sum = row.share, sum + row.share end
    assert.are.same({ 0.4, 0.1, 0.3, 0.2 }, shares)
    assert.are.equal(1, sum)
    assert.is_true(rows[4].unclassified)
    assert.are.equal(100, rows[1].total)
  end)

  it("is missing where the total is", function()
    local rows = small():share { at = "2020-Q3" }
    assert.is_nil(rows.total)
    assert.is_nil(rows[1].share)
    assert.are.equal(50, rows[1].value)
    assert.are.equal(0.05, small():share { at = "2020-Q3", missing = "skip" }[1].share)
  end)

  it("of a ratio is refused", function()
    assert_misuse(function() small():yoy():share { at = "2020-Q1" } end, "never added")
  end)
end)

describe("contributions", function()
  it("are points of the total's growth, and add up to it", function()
    local rows = small():contributions { from = "2020-Q1", to = "2020-Q2" }
    local points = {}
    for i, row in ipairs(rows) do points[i] = row.points end
    assert.are.same({ 0.04, 0.2, -0.14, -0.1 }, points)
    assert.are.same({ from = 100, to = 100, change = 0, growth = 0.0 }, rows.total)
    assert.is_true(rows[4].unclassified)
    assert.are.equal(-14, rows[3].change)
  end)

  it("are missing where the total is", function()
    local rows = small():contributions { from = "2020-Q1", to = "2020-Q3" }
    for _, row in ipairs(rows) do assert.is_nil(row.points) end
    assert.are.same({}, rows.total)
  end)

  it("are of the units that have both values, with missing = skip", function()
    local rows = small():filter { departement = { "01", "2A", "38" } }
      :contributions { from = "2020-Q1", to = "2020-Q3", missing = "skip" }
    assert.are.equal(1.0, rows.total.growth)
    assert.are.equal(0.2, rows[1].points)
    assert.are.equal(0.8, rows[2].points)
    assert.is_nil(rows[3].points)
  end)

  it("let a unit that began in between grow from zero", function()
    local p = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 100, 100 } },
      { keys.isere, [IMM] = { false, 10 } } })
    local rows = p:contributions { from = "2020-Q1", to = "2020-Q2" }
    assert.are.equal(0.1, rows[2].points)
    assert.are.equal(110 / 100 - 1, rows.total.growth)
  end)

  it("are of the year up to the latest complete period by default", function()
    local p = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 1, 2, 3, 4, 5, 6 } },
      { keys.isere, [IMM] = { 1, 2, 3, 4, 5, false } } })
    local rows = p:contributions {}
    assert.are.same({ "2020-Q1", "2021-Q1" }, { rows.from, rows.to })
    assert_misuse(function() small():contributions {} end, "a year before")
  end)

  it("have notes on breaks and on nominal growth", function()
    local p = small_panel.panel(2019, { "radiations" }, { { keys.ain,
      radiations = { 1, 2, 3, 4, 5, 6, 7, 8 } } })
    local rows = p:contributions { from = "2019-Q3", to = "2020-Q1" }
    assert.are.same({ "2020-Q1" }, small_panel.notes(rows, "break")[1].periods)
    assert.are.same({}, small_panel.notes(p:contributions { from = "2019-Q1", to = "2019-Q2" },
      "break"))
    local money = small_panel.panel(2019, { "chiffres_d_affaires" }, { { keys.ain,
      chiffres_d_affaires = { 1, 2 } } })
    assert.are.equal(1, #small_panel.notes(money:contributions { from = "2019-Q1", to = "2019-Q2" },
      "nominal"))
  end)

  it("refuse an empty span", function()
    assert_misuse(function() small():contributions { from = "2020-Q2", to = "2020-Q1" } end,
      "before")
  end)
end)

describe("latest_complete", function()
  it("is the last period in which no expected value is missing", function()
    assert.are.equal("2020-Q2", small():latest_complete())
    assert.are.equal("2020-Q3", small():filter { departement = "Ain" }:latest_complete())
  end)

  it("can be that of one measure", function()
    local p = small_panel.panel(2020, { IMM, "radiations" }, { { keys.ain, [IMM] = { 1, 2 },
      radiations = { 1, false } } })
    assert.are.equal("2020-Q1", p:latest_complete())
    assert.are.equal("2020-Q2", p:latest_complete { measure = IMM })
  end)

  it("does not expect the remainder, nor units that have not begun", function()
    local p = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 1, 2 } },
      { keys.rest, [IMM] = { 1, false } }, { keys.isere, [IMM] = { false, false } } })
    assert.are.equal("2020-Q2", p:latest_complete())
  end)

  it("is nil if there is none", function()
    assert.is_nil(small():filter { departement = "Rhône" }:latest_complete())
  end)
end)

describe("urssaf.panel.ranking", function()
  hygiene("urssaf.panel.ranking", { "rank", "share", "shares_at" })
  hygiene("urssaf.panel.contributions", { "of", "points_at" })
  hygiene("urssaf.panel.comparison", { "check_additive", "chosen",
    "chosen_for_ranks", "has_value", "no_rows", "position", "sign_notes", "split", "total" })
end)
