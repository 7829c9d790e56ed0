-- Sums over units; the expected figures are worked out by hand.
local geography = require "spec.support.oracle.geography"
local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local assert_misuse = require "spec.support.assert_misuse"
local small_panel = require "spec.support.small_panel"

local keys, listed, notes = small_panel.keys, small_panel.listed, small_panel.notes
local IMM, ACTIVE, STOCK = "immatriculations", "economiquement_actifs", "administrativement_actifs"

-- 2020-Q1 to Q3; Isère lacks Q2; the remainder lacks Q1
local function small()
  return small_panel.panel(2020, { IMM }, {
    { keys.ain, [IMM] = { 1, 2, 3 } },
    { keys.corse, [IMM] = { 100, 200, 300 } },
    { keys.isere, [IMM] = { 10, false, 30 } },
    { keys.rest, [IMM] = { false, 2000, 3000 } },
  })
end

local function only(panel)
  assert.are.equal(1, #panel.series)
  return panel.series[1]
end

describe("aggregate", function()
  it("by code keeps the code and its name, and no finer key", function()
    local regions = small():aggregate { by = "code_region" }
    assert.are.equal(3, #regions.series)
    assert.are.same({ code_region = "84", region = "Auvergne-Rhône-Alpes" }, regions.series[1].key)
    assert.are.same({ code_region = "94", region = "Corse" }, regions.series[2].key)
  end)

  it("by name does the same", function()
    local by_name, by_code = small():aggregate { by = "region" },
      small():aggregate { by = "code_region" }
    assert.are.same(by_code.series, by_name.series)
  end)

  it("puts units without the key into a group of their own, after the others", function()
    local rest = small():aggregate { by = "code_region" }.series[3]
    assert.are.same({ region = "_non classé ailleurs_" }, rest.key)
    assert.are.same({ "-", 2000, 3000 }, listed(rest))
  end)

  it("by département keeps the region", function()
    local same = small():aggregate { by = "departement" }
    assert.are.same(keys.ain, same.series[1].key)
    assert.are.equal(4, #same.series)
  end)

  it("by several keys makes a group of each combination", function()
    local function unit(region, sector, value)
      local key = { code_region = region, secteur_na28i = sector,
        code_departement = region .. sector }
      return { key, [IMM] = { value } }
    end
    local p = small_panel.panel(2020, { IMM },
      { unit("11", "A", 1), unit("11", "B", 2), unit("24", "A", 4) })
    p = p:aggregate { by = { "code_region", "secteur_na28i" } }
    assert.are.equal(3, #p.series)
    assert.are.same({ code_region = "11", secteur_na28i = "B" }, p.series[2].key)
    assert.are.same({ 3 }, listed(p:aggregate { by = "code_region" }.series[1]))
    assert.are.same({ 5 }, listed(p:aggregate { by = "secteur_na28i" }.series[1]))
  end)

  it("puts groups in official order, whatever the units' order", function()
    local function unit(code) return { { code_departement = code }, [IMM] = { 1 } } end
    local p = small_panel.panel(2020, { IMM },
      { unit "971", unit "21", unit "2B", unit "19", unit "2A" })
    local order = {}
    for i, s in ipairs(p:aggregate { by = "code_departement" }.series) do
      order[i] = s.key.code_departement
    end
    assert.are.same({ "19", "2A", "2B", "21", "971" }, order)
  end)

  describe("strict, the default,", function()
    it("is missing where an expected unit is missing", function()
      local auvergne = small():aggregate { by = "code_region" }.series[1]
      assert.are.same({ 11, "-", 33 }, listed(auvergne))
      assert.are.equal("integer", lua.number_type(auvergne.values[1]))
      assert.are.same({ { 2, 2 }, { 1, 2 }, { 2, 2 } }, auvergne.coverage)
    end)

    it("expects a unit from its first value on", function()
      local p = small_panel.panel(2020, { IMM }, {
        { keys.ain, [IMM] = { 1, 2, 3 } }, { keys.isere, [IMM] = { false, 20, 30 } } })
      assert.are.same({ 1, 22, 33 }, listed(only(p:total())))
      assert.is_nil(only(p:total()).coverage)
    end)

    it("expects a unit up to the panel's last period", function()
      local p = small_panel.panel(2020, { IMM }, {
        { keys.ain, [IMM] = { 1, 2, 3 } }, { keys.isere, [IMM] = { 10, 20, false } } })
      assert.are.same({ 11, 22, "-" }, listed(only(p:total())))
    end)

    it("never expects a unit that has no value at all", function()
      local p = small_panel.panel(2020, { IMM }, {
        { keys.ain, [IMM] = { 1, 2 } }, { keys.isere, [IMM] = { false, false } } })
      assert.are.same({ 1, 2 }, listed(only(p:total())))
    end)

    it("knows when a unit began even if that period was filtered out", function()
      local p = small_panel.panel(2020, { IMM }, {
        { keys.ain, [IMM] = { 1, 2, 3 } }, { keys.isere, [IMM] = { 10, false, 30 } } })
      local cut = p:filter { from = "2020-Q2" }
      assert.are.same({ "-", 33 }, listed(only(cut:total())))
      assert.are.same({ "-", 33 }, listed(only(cut:aggregate { by = "region" }:total())))
      assert.are.same({ "-", 33 }, listed(only(cut:filter { from = "2020-Q2" }:total())))
    end)

    it("adds the unclassified remainder, but does not expect it", function()
      assert.are.same({ 111, "-", 3333 }, listed(only(small():total())))
      local whole = small():filter { departement = { "Ain", "Corse-du-Sud",
        "_non classé ailleurs_" } }
      assert.are.same({ 101, 2202, 3303 }, listed(only(whole:total())))
    end)

    it("is missing where only the remainder has a value", function()
      local p = small_panel.panel(2020, { IMM }, {
        { keys.ain, [IMM] = { false, 2 } }, { keys.rest, [IMM] = { 1000, 2000 } } })
      assert.are.same({ "-", 2002 }, listed(only(p:total())))
    end)
  end)

  describe("with missing = \"skip\"", function()
    it("adds what is there, and has the coverage", function()
      local auvergne = small():aggregate { by = "region", missing = "skip" }.series[1]
      assert.are.same({ 11, 2, 33 }, listed(auvergne))
      assert.are.same({ { 2, 2 }, { 1, 2 }, { 2, 2 } }, auvergne.coverage)
      assert.is_nil(small():aggregate { by = "region", missing = "skip" }.series[2].coverage)
    end)

    it("has a note", function()
      local found = notes(small():total { missing = "skip" }, "partial")
      assert.are.equal(1, #found)
      assert.are.same({ "2020-Q2" }, found[1].periods)
      assert.are.equal(IMM, found[1].measure)
      assert.are.same({}, notes(small():total(), "partial"))
    end)

    it("has no growth between sums of different units, with a note", function()
      local growth = small():filter { region = "Auvergne-Rhône-Alpes" }
        :total { missing = "skip" }:qoq()
      assert.are.same({ "-", "-", "-" }, listed(only(growth)))
      assert.are.same({ "2020-Q2", "2020-Q3" }, notes(growth, "coverage")[1].periods)
    end)

    it("distinguishes the same units from the same number of units", function()
      local p = small_panel.panel(2020, { IMM }, {
        { keys.ain, [IMM] = { 1, false, 1, 1 } }, { keys.isere, [IMM] = { 10, 10, false, false } },
        { keys.corse, [IMM] = { 100, 100, 100, 200 } } })
      local growth = only(p:total { missing = "skip" }:qoq())
      assert.are.same({ "-", "-", "-", 201 / 101 - 1 }, listed(growth))
    end)

    it("carries coverage through sums of sums", function()
      local regions = small():aggregate { by = "region", missing = "skip" }
      for _, missing in ipairs { "skip", "strict" } do
        local s = only(regions:total { missing = missing })
        assert.are.same({ 111, 2202, 3333 }, listed(s))
        assert.are.same({ { 3, 3 }, { 2, 3 }, { 3, 3 } }, s.coverage)
        assert.are.same({ "-", "-", "-" }, listed(s:qoq()))
      end
      -- a missing sum covers none of its units
      local s = only(small():aggregate { by = "region" }:total { missing = "skip" })
      assert.are.same({ 111, 2200, 3333 }, listed(s))
      assert.are.same({ { 3, 3 }, { 1, 3 }, { 3, 3 } }, s.coverage)
    end)

    it("carries coverage through a ratio of sums of sums", function()
      local p = small_panel.panel(2020, { ACTIVE, STOCK }, {
        { keys.ain, [ACTIVE] = { 1, 1 }, [STOCK] = { 2, 2 } },
        { keys.isere, [ACTIVE] = { 1, false }, [STOCK] = { 4, 4 } },
        { keys.corse, [ACTIVE] = { 1, 1 }, [STOCK] = { 8, 8 } } })
      local s = p:with "taux_activite":aggregate { by = "region", missing = "skip" }:total()
        :get { measure = "taux_activite" }
      assert.are.same({ 3 / 14, 2 / 10 }, listed(s))
      assert.are.same({ { 3, 3 }, { 2, 3 } }, s.coverage)
    end)

    it("carries coverage through sums over time", function()
      local s = only(small():total { missing = "skip" }:rolling(2))
      assert.are.same({ "-", 111 + 2202, 2202 + 3333 }, listed(s))
      assert.are.same({ { 0, 0 }, { 5, 6 }, { 5, 6 } }, s.coverage)
      -- in one window Isère lacks its last quarter, in the other its first: they do not compare
      assert.are.same({ "-", "-", "-" }, listed(s:qoq()))
    end)

    it("has no sum of a year of which the grid has a part, and expects nobody in it", function()
      local p = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 1, 2, 3, 4, 5, 6 } },
        { keys.isere, [IMM] = { 3, false, 3, 4, 5, 6 } } }):total { missing = "skip" }
      local years, late = only(p:annual()), only(p:filter { from = "2020-Q2" }:annual())
      assert.are.same({ 20, "-" }, listed(years)) -- 4 + 2 + 6 + 8; 10 + 12 of two quarters
      assert.are.same({ { 7, 8 }, { 0, 0 } }, years.coverage)
      assert.are.same({ 8, 0 }, years.expected)
      assert.are.same({ "-", "-" }, listed(late))
      assert.are.same({ { 0, 0 }, { 0, 0 } }, late.coverage)
      local quarter = p:filter { to = "2020-Q1" }:annual()
      assert.are.same({ { "2020" }, { "-" } }, { quarter.periods, listed(only(quarter)) })
    end)
  end)

  it("of years is missing where a unit that began within one lacks another", function()
    local ones = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 }
    local p = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = ones },
      { keys.isere, [IMM] = { false, false, 3, 4, 5, false, 7, 8, 9, 10, 11, 12 } } })
    assert.are.same({ 11, "-", 46 }, listed(only(p:annual():total()))) -- 4 + 3 + 4, …, 4 + 42
    assert.are.same({ 11, "-", 46 }, listed(only(p:total():annual())))
    local some = only(p:annual():total { missing = "skip" })
    assert.are.same({ 11, 4, 46 }, listed(some))
    assert.are.same({ { 2, 2 }, { 1, 2 }, { 2, 2 } }, some.coverage)
  end)

  it("keeps what rounding takes away, also of the sum so far", function()
    -- a double of 10^15 has eighths, so that the first addition makes 0.125 of 0.1
    for _, values in ipairs { { 0.1, 1e15, -1e15 }, { 1e15, 0.1, -1e15 }, { 1e15, -1e15, 0.1 } } do
      local p = small_panel.panel(2020, { "chiffres_d_affaires" }, {
        { keys.ain, chiffres_d_affaires = { values[1] } },
        { keys.isere, chiffres_d_affaires = { values[2] } },
        { keys.corse, chiffres_d_affaires = { values[3] } } })
      assert.are.same({ 0.1 }, listed(only(p:total())))
    end
  end)

  it("of whole numbers is one below 2^53, and a float from there on", function()
    local half = 4503599627370496 -- 2^52
    local function total_of(a, b)
      return only(small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { a } },
        { keys.isere, [IMM] = { b } } }):total()).values[1]
    end
    for _, case in ipairs { { half, half - 1, 2 ^ 53 - 1, "integer" },
        { half, half, 2 ^ 53, "float" }, { -half, 1 - half, 1 - 2 ^ 53, "integer" },
        { -half, -half, -2 ^ 53, "float" } } do
      local total = total_of(case[1], case[2])
      assert.are.equal(case[3], total)
      if math.type then assert.are.equal(case[4], math.type(total)) end
    end
  end)

  it("knows since when it is expected, also if that was before the grid", function()
    local cut = small():filter { from = "2020-Q2" }
    assert.are.equal("2020-Q1", only(cut:total()).since)
    assert.are.equal("2020-Q1", only(cut:filter { departement = "Ain" }:total()).since)
  end)

  it("has no tables of what none of its values has", function()
    local total = only(small():total())
    assert.are.same({ 111, "-", 3333 }, listed(total))
    assert.are.same({}, { total.addends, total.low, total.means })
    local whole = only(small():filter { departement = "Ain" }:total())
    assert.are.same({}, { whole.coverage, whole.absent, whole.without })
  end)

  it("of windows lacks nobody in those in which no period does", function()
    local s = only(small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 1, 2, 3, 4, 5 } },
      { keys.isere, [IMM] = { 1, false, 3, 4, 5 } } }):total { missing = "skip" }:rolling(2))
    assert.are.same({ "-", 4, 8, 14, 18 }, listed(s))
    assert.are.same({ "", "" }, { s.absent[4], s.without[5] })
    assert.are_not.equal("", s.absent[3])
  end)

  it("treats each measure separately", function()
    local p = small_panel.panel(2020, { IMM, ACTIVE, STOCK }, {
      { keys.ain, [IMM] = { 1, 2 }, [ACTIVE] = { 5, 6 }, [STOCK] = { 7, 8 } },
      { keys.isere, [IMM] = { 1, false }, [ACTIVE] = { 5, 6 }, [STOCK] = { false, 8 } } })
    local total = p:total()
    assert.are.same({ { 2, "-" }, { 10, 12 }, { 7, 16 } },
      { listed(total.series[1]), listed(total.series[2]), listed(total.series[3]) })
  end)

  it("refuses an unknown key, and suggests the nearest", function()
    assert_misuse(function() small():aggregate { by = "code_regoin" } end, "no unit has a key",
      "did you mean 'code_region'?")
    assert_misuse(function() small():aggregate {} end, "by:")
    assert_misuse(function() small():aggregate { by = { 5 } } end, "no unit has a key '5'")
    assert_misuse(function() small():aggregate { by = { code_region = true } } end,
      "by: a key or a list of keys expected", "got a table that is no list")
    assert_misuse(function() small():filter { departement = "Rhône" }:aggregate { by = { 5 } } end,
      "unknown key '5'")
    assert_misuse(function() small():aggregate { by = "region", mising = "skip" } end,
      "did you mean 'missing'?")
    assert_misuse(function() small():aggregate { by = "region", missing = "none" } end, '"zero"')
  end)

  it("of an empty panel is empty", function()
    local none = small():filter { departement = "Rhône" }
    assert.are.same({}, none:total().series)
    assert.are.same({}, none:aggregate { by = "region" }.series)
  end)

  it("does not change the panel", function()
    local p = small()
    p:aggregate { by = "region" }
    assert.are.same(small().series, p.series)
    assert.are.same({}, p.notes)
  end)

  it("notes that France is without Mayotte, if all other départements are there", function()
    local units = {}
    for i, place in ipairs(geography.departements) do
      units[i] = { { code_departement = place.code, code_region = place.code_region },
        [IMM] = { 1 } }
    end
    local p = small_panel.panel(2020, { IMM }, units,
      { dataset = "auto-entrepreneurs-par-departement" })
    assert.matches("Mayotte", notes(p:total(), "scope")[1].message, 1, true)
    assert.are.equal(1, #notes(p:aggregate { by = "code_region" }:total(), "scope"))
    assert.are.same({}, notes(p:aggregate { by = "code_region" }, "scope"))
    assert.are.same({}, notes(p:filter { region = "Bretagne" }:total(), "scope"))
    assert.are.same({}, notes(p:filter { area = "metropole" }:total(), "scope"))
    assert.are.same({}, notes(small():total(), "scope"))
    local sectors = small_panel.panel(2020, { IMM },
      { { { secteur_d_activite_me = "A" }, [IMM] = { 1 } },
      { { secteur_d_activite_me = "B" }, [IMM] = { 1 } } },
      { dataset = "auto-entrepreneurs-par-secteur-dactivite" })
    assert.are.equal(1, #notes(sectors:total(), "scope"))
    assert.are.same({}, notes(sectors:filter { secteur_d_activite_me = "A" }:total(), "scope"))
    -- all départements, but only one sector of two
    local both = {}
    for _, place in ipairs(geography.departements) do
      for _, sector in ipairs { "A", "B" } do
        both[#both + 1] = { { code_departement = place.code, secteur_d_activite_me = sector },
          [IMM] = { 1 } }
      end
    end
    p = small_panel.panel(2020, { IMM }, both,
      { dataset = "auto-entrepreneurs-par-departement-secteur" })
    assert.are.equal(1, #notes(p:total(), "scope"))
    assert.are.same({}, notes(p:filter { secteur_d_activite_me = "A" }:total(), "scope"))
  end)
end)

describe("urssaf.panel.aggregate", function()
  hygiene("urssaf.panel.aggregate", { "OPTIONS_BY", "by", "by_key", "panel", "total" })
end)

describe("urssaf.panel.group_sum", function() hygiene("urssaf.panel.group_sum", { "of" }) end)

describe("urssaf.panel.composition", function()
  hygiene("urssaf.panel.composition", { "constant", "cut", "of", "slice", "step" })
end)

describe("urssaf.domain.unit", function()
  hygiene("urssaf.domain.unit", { "before", "collect", "id", "identifies", "identifying",
    "key_names", "lasting_id", "name", "names", "series_like", "sort", "varies" })
end)
