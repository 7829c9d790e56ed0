-- What sums, growths and ranks do with units of which only a part is there. All figures are worked
-- out by hand.
local assert_misuse = require "spec.support.assert_misuse"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local keys, listed, notes_of = small_panel.keys, small_panel.listed, small_panel.notes
local RAD, ACTIVE = "radiations", "economiquement_actifs"
local STOCK = "administrativement_actifs"
local COMMON, ZERO = { units = "common" }, { missing = "zero" }
local REGION = { code_region = "84", region = "Auvergne-Rhône-Alpes" }

describe("units = \"common\"", function()
  local function born()
    return small_panel.panel(2023, { RAD }, {
      { keys.ain, [RAD] = { false, false, false, false, 10, 10, 10, 10 } },
      { keys.rest, [RAD] = { 1, 1, 1, 1, 2, 2, 2, 2 } } })
  end

  it("has no growth and no index of a remainder alone", function()
    local total = born():total()
    assert.is_nil(total:yoy(COMMON).series[1]:at "2024-Q1")
    assert.is_nil(total.series[1]:index("2023-Q1", COMMON):at "2024-Q1")
    for _, missing in ipairs { "strict", "skip" } do
      local rows = born():contributions { measure = RAD, from = "2023-Q1", to = "2024-Q1",
        units = "common", missing = missing }
      assert.is_nil(rows.total.growth)
    end
  end)

  it("has no contribution to a total of which it is all", function()
    for _, missing in ipairs { "strict", "skip" } do
      local points = born():points { measure = RAD, missing = missing }
      for _, s in ipairs(points.series) do assert.is_nil(s:at "2024-Q1") end
    end
  end)

  it("has the same growth of years in either order, whatever quarters a remainder lacks", function()
    local panel = small_panel.panel(2023, { RAD }, {
      { keys.ain, [RAD] = { 10, 10, 10, 10, 20, 20, 20, 20 } },
      { keys.rest, [RAD] = { 5, false, 5, 5, 5, 5, 5, 5 } } })
    for _, years in ipairs { panel:total():annual(), panel:annual():total() } do
      assert.are.equal(100 / 55 - 1, years:yoy(COMMON).series[1]:at "2024")
    end
  end)
end)

describe("a sum of sums", function()
  it("counts units that are missing though nobody knows which they are", function()
    local header = "period,code_region,measure,value,present,expected\n"
    local regions = assert(urssaf.read { text = header
      .. "2020-Q1,84,radiations,10,2,3\n2020-Q2,84,radiations,11,3,3\n"
      .. "2020-Q1,94,radiations,5,2,2\n2020-Q2,94,radiations,6,2,2\n" })
    local total = regions:total { missing = "skip" }
    assert.are.same({ 15, 17 }, listed(total.series[1]))
    assert.are.same({ { 4, 5 }, { 5, 5 } }, total.series[1].coverage)
    assert.are.same({ "2020-Q1" }, notes_of(total, "partial")[1].periods)
    -- four units in one quarter and five in the other do not compare
    assert.are.same({ "-", "-" }, listed(total:qoq().series[1]))
  end)
end)

describe("units = \"common\" of other sums", function()
  it("is refused in constant prices of a sum, whose units are in current ones", function()
    local panel = small_panel.panel(2023, { "chiffres_d_affaires" }, {
      { keys.ain, chiffres_d_affaires = { 100, 100, 100, 100, 120, 120, 120, 120 } },
      { keys.isere, chiffres_d_affaires = { 100, 100, 100, 100, 120, 120, 120, 120 } } })
    local joined = assert(panel:total():join { by = "period", measure = "prix", nature = "ratio",
      rows = { { period = "2023", prix = 100 }, { period = "2024", prix = 120 } } })
    local deflated = joined:deflate { by = "prix", base = 2023 }
      :filter { measure = "chiffres_d_affaires" }
    assert.are.equal(0, deflated:yoy().series[1]:at "2024-Q1")
    assert.has_error(function() deflated:yoy(COMMON) end)
  end)

  it("is refused of a ratio to a figure from outside, of which no units are known", function()
    local panel = small_panel.panel(2023, { RAD }, { { keys.ain, [RAD] = { 1, 2 } },
      { keys.isere, [RAD] = { 3, 4 } } }):total()
    local rate = assert(panel:join { by = "period", measure = "population", nature = "stock",
      rows = { { period = "2023-Q1", population = 8 }, { period = "2023-Q2", population = 10 } } })
      :with("rate", { numerator = RAD, denominator = "population" }):filter { measure = "rate" }
    assert.are.same({ "-", 0.6 / 0.5 - 1 }, listed(rate:qoq().series[1]))
    assert_misuse(function() rate:qoq(COMMON) end, "units are no longer known")
  end)

  it("says of a unit that it has ended", function()
    local panel = small_panel.panel(2023, { RAD }, {
      { keys.ain, [RAD] = { 10, 10, 10, 10, 20, 20, 20, 20 } },
      { keys.corse, [RAD] = { 7, 7, false, false, false, false, false, false } } })
    local note = notes_of(panel:total(ZERO):yoy(COMMON), "perimeter")[1]
    assert.are.equal("gone", note.units[1].change)
    assert.are.equal("2023-Q3", note.units[1].period)
    note = notes_of(panel:total(ZERO):qoq(COMMON), "perimeter")[1] -- in that quarter itself
    assert.are.same({ "gone", "2023-Q3" }, { note.units[1].change, note.units[1].period })
  end)
end)

describe("missing = \"zero\"", function()
  it("keeps the year of a stock whole after a region ended in it", function()
    local panel = small_panel.panel(2023, { STOCK }, {
      { keys.ain, [STOCK] = { 10, 10, 10, 12, 12, 12, 12, 14 } },
      { keys.corse, [STOCK] = { 7, 7, false, false, false, false, false, false } } })
    local regions = panel:aggregate { by = "code_region", missing = "zero" }
    assert.are.same({ 12, 14 }, listed(regions:annual():total().series[1]))
    assert.are.same({ 12, 14 }, listed(panel:total(ZERO):annual().series[1]))
  end)

  local function with_churn()
    return small_panel.panel(2023, { RAD, STOCK }, {
      { keys.ain, [RAD] = { 10, 20 }, [STOCK] = { 100, 100 } },
      { keys.isere, [RAD] = { 5, false }, [STOCK] = { 50, 50 } } }):with "taux_radiation"
  end

  it("fills a ratio whether or not its parts are in the panel", function()
    local alone = with_churn():filter { measure = "taux_radiation" }:total(ZERO)
    assert.are.same({ 0.1, 0.2 }, listed(alone.series[1]))
    local whole = with_churn():total(ZERO)
    assert.are.same({ 0.1, 0.2 }, listed(whole:get { measure = "taux_radiation" }))
    assert.are.equal("taux_radiation", notes_of(alone, "filled")[1].measure)
  end)

  it("tells each empty cell once", function()
    local notes = notes_of(with_churn():fill(), "filled")
    assert.are.equal(1, #notes)
    assert.are.equal(RAD, notes[1].measure)
    assert.are.equal(1, notes[1].cells)
  end)
end)

describe("a total row", function()
  local function panel_of()
    return small_panel.panel(2023, { RAD, STOCK }, {
      { keys.ain, [RAD] = { 10, 10 }, [STOCK] = { 100, 100 } },
      { keys.isere, [RAD] = { 40, 40 }, [STOCK] = { 200, 200 } },
      { REGION, [RAD] = { 50, 50 }, [STOCK] = { 300, 300 } } }):with "taux_radiation"
  end

  it("has no rank by a ratio", function()
    local rows = panel_of():rank { measure = "taux_radiation", at = "2023-Q1" }
    assert.are.equal(2, #rows)
    assert.are.equal("38", rows[1].key.code_departement)
  end)

  it("is kept out where a ratio is alone", function()
    local alone = panel_of():filter { measure = "taux_radiation" }
    assert.are.equal(2, #alone:rank { at = "2023-Q1" })
    assert.are.equal(1, #notes_of(alone:total(), "total"))
  end)

  it("is told where only parts of windows are there", function()
    local panel = small_panel.panel(2021, { RAD }, {
      { keys.ain, [RAD] = { false, 10, 20 } }, { REGION, [RAD] = { false, 10, 20 } },
      { keys.corse, [RAD] = { 1, 1, 1 } } }, { frequency = "year" })
    assert.are.same({ "-", "-", 33 }, listed(panel:rolling(3):total().series[1]))
  end)
end)

describe("a ratio to a figure from outside", function()
  it("is there where a unit has not begun, and missing where one is skipped", function()
    local panel = small_panel.panel(2023, { ACTIVE }, {
      { keys.ain, [ACTIVE] = { 10, 20, false } }, { keys.isere, [ACTIVE] = { false, 30, 30 } } })
    for missing, wanted in pairs { strict = { 10, 50, "-" }, skip = { 10, 50, "-" } } do
      local regions = panel:aggregate { by = "code_region", missing = missing }
      local joined = assert(regions:join { rows = { { code_region = "84", habitants = 1000 } },
        by = "code_region", measure = "habitants", nature = "count", unit = "person" })
      local with = joined:with("par_habitant",
        { numerator = ACTIVE, denominator = "habitants", scale = 1000 })
      assert.are.same(wanted, listed(with:get { measure = "par_habitant" }))
    end
  end)
end)

describe("latest_complete", function()
  it("has no note where only a remainder ever has a value", function()
    local panel = small_panel.panel(2023, { RAD }, {
      { keys.ain, [RAD] = { false, false } }, { keys.rest, [RAD] = { 5, false } } })
    local period, note = panel:latest_complete()
    assert.are.equal("2023-Q1", period)
    assert.is_nil(note)
  end)
end)
