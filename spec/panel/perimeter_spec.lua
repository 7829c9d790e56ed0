local assert_misuse = require "spec.support.assert_misuse"
local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local panels = require "urssaf.panel"
local small_panel = require "spec.support.small_panel"

local keys, listed, notes_of = small_panel.keys, small_panel.listed, small_panel.notes
local RAD = "radiations"
local MAYOTTE = { departement = "Mayotte", code_departement = "976", region = "Mayotte",
  code_region = "06" }

-- Values rounded to a ten-thousandth.
local function rounded(s)
  local list = listed(s)
  for i, value in ipairs(list) do
    if value ~= "-" then list[i] = math.floor(value * 10000 + 0.5) / 10000 end
  end
  return list
end

-- Two départements of 100 that grow by 5 %, and Mayotte, which begins in 2024 with 10.
local function birth(fields)
  return small_panel.panel(2023, { RAD }, {
    { keys.ain, [RAD] = { 100, 100, 100, 100, 105, 105, 105, 105 } },
    { keys.isere, [RAD] = { 100, 100, 100, 100, 105, 105, 105, 105 } },
    { MAYOTTE, [RAD] = { false, false, false, false, 10, 10, 10, 10 } } }, fields)
end

describe("urssaf.panel.perimeter", function()
  hygiene("urssaf.panel.perimeter", { "note", "notes", "of", "of_counts" })

  it("is of a sum the units that begin in it, with their size", function()
    local s = birth():total().series[1]
    assert.are.equal(1, #s.perimeter)
    local one = s.perimeter[1]
    assert.are.same({ "976", "born", "2024-Q1", 10 },
      { one.key.code_departement, one.change, one.period, one.value })
    assert.is_near(10 / 220, one.share, 1e-12)
    assert.are.same({ "Mayotte (976)" }, { notes_of(birth():total():yoy(), "perimeter")[1]
      .units[1].name })
    assert.is_nil(birth():filter { departement = { "01", "38" } }:total().series[1].perimeter)
  end)

  it("has the largest unit first, whatever their order", function()
    local p = small_panel.panel(2023, { RAD }, {
      { keys.ain, [RAD] = { 100, 100, 100, 100, 105, 105, 105, 105 } },
      { keys.isere, [RAD] = { false, false, false, false, 10, 10, 10, 10 } },
      { MAYOTTE, [RAD] = { false, false, false, false, 40, 40, 40, 40 } } })
    local units = notes_of(p:total():yoy(), "perimeter")[1].units
    assert.are.same({ "Mayotte (976)", "Isère (38)" }, { units[1].name, units[2].name })
    assert.are.equal(40 / 155, units[1].share)
  end)

  it("makes a note of growth across a birth, with the periods", function()
    local growth = birth():total():yoy()
    assert.are.same({ "-", "-", "-", "-", 0.1, 0.1, 0.1, 0.1 }, rounded(growth.series[1]))
    local note = notes_of(growth, "perimeter")[1]
    assert.are.same({ "2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4" }, note.periods)
    assert.are.same({ "2024-Q1" }, notes_of(birth():total():qoq(), "perimeter")[1].periods)
    assert.are.same({ "2024-Q1", "2024-Q2" },
      notes_of(birth():total().series[1]:growth(2), "perimeter")[1].periods)
    assert.are.equal(1, #notes_of(birth():total():annual():yoy(), "perimeter"))
    assert.are.same({}, notes_of(birth():yoy(), "perimeter")) -- of units alone
  end)

  it("reaches as far as the windows that are compared", function()
    -- over two quarters: 2024-Q1 to 2024-Q2 against a year before, up to 2024-Q4 less one
    local growth = birth():total():rolling(2):qoq()
    assert.are.same({ "2024-Q1", "2024-Q2" }, notes_of(growth, "perimeter")[1].periods)
  end)

  it("makes a note of an index and of contributions across a birth", function()
    local s = birth():total().series[1]
    assert.are.same({ "2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4" },
      notes_of(s:index "2023", "perimeter")[1].periods)
    assert.are.same({ "2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4" },
      notes_of(s:index "2024-Q2", "perimeter")[1].periods)
    local parts = birth():contributions {}
    local note = notes_of(parts, "perimeter")[1]
    assert.are.equal("Mayotte (976)", note.units[1].name)
    assert.is_near(10 / 220, note.units[1].share, 1e-12)
  end)

  it("can be common in the change of a series, as in that of a panel", function()
    local total = birth():total()
    for units, change in pairs { all = 20, common = 10 } do -- 220 and 210, less 200
      local expected = { "-", "-", "-", "-", change, change, change, change }
      assert.are.same(expected, listed(total.series[1]:change(4, { units = units })))
      assert.are.same(expected, listed(total:change(4, { units = units }).series[1]))
    end
    assert_misuse(function() total.series[1]:change(4, { unit = "all" }) end,
      "did you mean 'units'?")
  end)

  it("has no births where an empty cell very probably means none", function()
    local panel = birth { dataset = "procedures-collectives-par-region" }
    assert.are.same({}, notes_of(panel:total():yoy(), "perimeter"))
    assert.are.same({}, notes_of(panel:contributions {}, "perimeter"))
  end)

  it("tells of ends, too", function()
    local panel = small_panel.panel(2023, { RAD }, {
      { keys.ain, [RAD] = { 90, 90, 90, 90, 90, 90, 90, 90 } },
      { keys.isere, [RAD] = { 10, 10, 10, 10, false, false, false, false } } })
    local growth = panel:total { missing = "zero" }:yoy()
    assert.are.same({ "-", "-", "-", "-", -0.1, -0.1, -0.1, -0.1 }, rounded(growth.series[1]))
    local one = notes_of(growth, "perimeter")[1].units[1]
    assert.are.same({ "gone", "2024-Q1", 10, 0.1 },
      { one.change, one.period, one.value, one.share })
    local parts = panel:contributions { missing = "zero" }
    assert.are.same({ 100, 90 }, { parts.total.from, parts.total.to })
    assert.are.equal("gone", notes_of(parts, "perimeter")[1].units[1].change)
  end)

  it("is that of the units of inner sums", function()
    local sums = birth():aggregate { by = "code_region" }:total()
    local one = sums.series[1].perimeter[1]
    assert.are.same({ "Mayotte", "born", "2024-Q1" },
      { one.key.region, one.change, one.period })
    assert.is_near(10 / 220, one.share, 1e-12)
  end)

  it("is one short note of thousands of sums", function()
    local units = {}
    for i = 1, 2000 do
      units[2 * i - 1] = { { zone = ("Z%04d"):format(i), part = "A" }, [RAD] = { 100, 100 } }
      units[2 * i] = { { zone = ("Z%04d"):format(i), part = "B" }, [RAD] = { false, i } }
    end
    local growth = small_panel.panel(2023, { RAD }, units):aggregate { by = "zone" }:qoq()
    local notes = notes_of(growth, "perimeter")
    assert.are.equal(1, #notes)
    -- the largest part is that of the last zone: 2000 of 2100
    assert.are.equal("Z2000, B", notes[1].units[1].key.zone .. ", " .. notes[1].units[1].key.part)
    assert.is_near(2000 / 2100, notes[1].units[1].share, 1e-12)
    assert.are.same({ 3, 1997 }, { #notes[1].units, notes[1].more })
    assert.is_true(#notes[1].message < 400)
    -- of one zone, its own
    local own = notes_of(growth:filter { zone = "Z0007" }, "perimeter")
    assert.are.same({ 1, 0 }, { #own[1].units, own[1].more })
    assert.is_near(7 / 107, own[1].units[1].share, 1e-12)
  end)
end)

describe("urssaf.panel.common_units", function()
  hygiene("urssaf.panel.common_units", { "are_wanted", "index", "lagged", "leaves", "sums" })

  local COMMON = { units = "common" }

  it("compares only the units at both ends: yoy, growth, qoq", function()
    local total = birth():total()
    assert.are.same({ "-", "-", "-", "-", 0.05, 0.05, 0.05, 0.05 },
      rounded(total:yoy(COMMON).series[1]))
    assert.are.same({ "-", 0, 0, 0, 0.05, 0, 0, 0 }, rounded(total:qoq(COMMON).series[1]))
    assert.are.same({ "-", "-", 0, 0, 0.05, 0.05, 0, 0 },
      rounded(total.series[1]:growth(2, COMMON)))
    local note = notes_of(total:yoy(COMMON), "perimeter")[1]
    assert.is_true(note.is_common)
    assert.are.same({ "Mayotte (976)", "born" }, { note.units[1].name, note.units[1].change })
  end)

  it("does so after years, windows, a cut and inner sums", function()
    local total = birth():total()
    assert.are.same({ "-", 0.05 }, rounded(total:annual():yoy(COMMON).series[1]))
    assert.are.same({ "-", "-", "-", "-", "-", "-", "-", 0.05 },
      rounded(total:rolling(4):yoy(COMMON).series[1]))
    assert.are.same({ "-", "-", "-", "-", 0.05 },
      rounded(total:filter { from = "2023-Q4" }:yoy(COMMON).series[1]))
    local sums = birth():aggregate { by = "code_region" }:total()
    assert.are.same({ "-", "-", "-", "-", 0.05, 0.05, 0.05, 0.05 },
      rounded(sums:yoy(COMMON).series[1]))
  end)

  it("says nothing of a remainder that is left out", function()
    local growth = small_panel.panel(2023, { RAD }, { { keys.ain, [RAD] = { 100, 110 } },
      { keys.rest, [RAD] = { false, 7 } } }):total():qoq(COMMON)
    assert.are.same({ "-", 0.1 }, rounded(growth.series[1]))
    assert.are.same({}, notes_of(growth, "perimeter"))
  end)

  it("says of a unit that it begins, also within the first year or window", function()
    local panel = small_panel.panel(2020, { RAD }, {
      { keys.ain, [RAD] = { 1, 2, 3, 4, 5, 6, 7, 8 } },
      { keys.isere, [RAD] = { false, false, 3, 4, 5, 6, 7, 8 } } })
    local function told(result)
      local one = notes_of(result, "perimeter")[1].units[1]
      return { one.name, one.change, one.period }
    end
    local begins = { "Isère (38)", "born", "2020-Q3" }
    local growth = panel:total():annual():yoy(COMMON)
    assert.are.same({ "-", 1.6 }, rounded(growth.series[1])) -- 26 after 10
    assert.are.same(begins, told(growth))
    assert.are.same({ "Isère (38)", "born", "2020" }, told(panel:annual():total():yoy(COMMON)))
    -- the first window is that of all quarters of 2020
    assert.are.same(begins, told(panel:total():rolling(4):growth(2, COMMON)))
    -- in the year of 2021 a quarter is lacking, in which it had begun long before
    local gap = small_panel.panel(2020, { RAD }, { { keys.ain, [RAD] = { 1, 2, 3, 4, 5, 6, 7, 8 } },
      { keys.isere, [RAD] = { 1, 1, 1, 1, false, 6, 7, 8 } } })
    assert.are.same({ "Isère (38)", "lacks", "2021" }, told(gap:annual():total():yoy(COMMON)))
  end)

  it("leaves out units with a gap, where a sum would be missing", function()
    local panel = small_panel.panel(2023, { RAD }, {
      { keys.ain, [RAD] = { 100, 110, 120 } }, { keys.isere, [RAD] = { 50, false, 60 } } })
    assert.are.same({ "-", 0.1, 0.0909 }, rounded(panel:total():qoq(COMMON).series[1]))
    local one = notes_of(panel:total():qoq(COMMON), "perimeter")[1].units[1]
    assert.are.same({ "Isère (38)", "lacks", "2023-Q2" }, { one.name, one.change, one.period })
    assert.are.same({ "-", "-", "-" }, listed(panel:total():qoq().series[1]))
  end)

  it("is the difference of ratios of those that have both parts at both ends", function()
    local A, B = "economiquement_actifs", "administrativement_actifs"
    local panel = small_panel.panel(2023, { A, B }, {
      { keys.ain, [A] = { 50, 60 }, [B] = { 100, 100 } },
      { keys.isere, [A] = { false, 10 }, [B] = { 100, 100 } } }):with "taux_activite"
    -- Ain alone: 0.6 - 0.5; with Isère in the later quarter it would be 0.35 - 0.5
    local ratio = panel:total():get { measure = "taux_activite" }
    assert.are.same({ "-", 0.1 }, rounded(ratio:qoq(COMMON)))
    assert_misuse(function() ratio:index("2023-Q1", COMMON) end, "not for ratios")
  end)

  it("is an index of the units at the base", function()
    local s = birth():total().series[1]
    assert.are.same({ 100, 100, 100, 100, 105, 105, 105, 105 }, rounded(s:index("2023", COMMON)))
    assert.are.same({ 100, 100, 100, 100, 110, 110, 110, 110 }, rounded(s:index "2023"))
    assert.are.equal("Mayotte (976)",
      notes_of(s:index("2023", COMMON), "perimeter")[1].units[1].name)
  end)

  it("leaves the units out of contributions that lack an end", function()
    local rows = birth():contributions { units = "common" }
    assert.are.equal(2, #rows)
    assert.is_near(0.05, rows.total.growth, 1e-12)
    assert.is_near(0.025, rows[1].points, 1e-12)
    assert.is_true(notes_of(rows, "perimeter")[1].is_common)
  end)

  it("changes nothing of a unit alone, and is refused where the units are not known", function()
    assert.are.same(listed(birth():yoy().series[3]), listed(birth():yoy(COMMON).series[3]))
    local panel = small_panel.panel(2023, { "immatriculations", RAD }, {
      { keys.ain, immatriculations = { 5, 6 }, [RAD] = { 1, 2 } },
      { keys.isere, immatriculations = { 5, 6 }, [RAD] = { 1, 2 } } })
    local net = panel:total():with "solde":get { measure = "solde" }
    assert_misuse(function() net:qoq(COMMON) end, "units are no longer known")
    assert_misuse(function() net:yoy { unit = "common" } end, "did you mean 'units'")
  end)

  it("keeps nothing of the members in a file", function()
    local s = birth():total()
    assert.is_nil(s:to_json():find("members", 1, true))
    assert.are.equal(1, #panels.new(lua.merged({}, { frequency = "quarter", periods = s.periods,
      series = { s.series[1] } })).series)
  end)
end)
