-- What is new and gone between two publications, and which panels are compared.
local diff = require "urssaf.panel.diff"
local hygiene = require "spec.support.hygiene"
local panel = require "urssaf.panel"
local assert_misuse = require "spec.support.assert_misuse"
local small_panel = require "spec.support.small_panel"
local build = require "spec.support.small_publication"
local urssaf = require "urssaf"

local AIN, ISERE, CORSE = small_panel.keys.ain, small_panel.keys.isere, small_panel.keys.corse

-- A cell that was revised, appeared or vanished: "Ain immatriculations 2020-Q2 200 > 201".
local function in_short(cells)
  local list = {}
  for i, cell in ipairs(cells) do
    list[i] = ("%s %s %s %s > %s"):format(cell.key.departement, cell.measure, cell.period,
      cell.old or "-", cell.new or "-")
  end
  return list
end

local LISTS = { "new_periods", "gone_periods", "new_units", "gone_units", "renamed_units",
  "new_measures", "gone_measures", "revised", "appeared", "vanished", "skipped" }

-- The lists of a diff that are not empty.
local function filled(result)
  local list = {}
  for _, name in ipairs(LISTS) do
    assert.is_table(result[name])
    if #result[name] > 0 then list[#list + 1] = name end
  end
  return list
end

describe("urssaf.panel.diff", function()
  hygiene("urssaf.panel.diff", { "compare" })
end)

describe("the difference of a panel and", function()
  it("an equal one is empty, and its text says so", function()
    local result = diff.compare(build(), build())
    assert.is_true(result.same)
    assert.are.same({}, filled(result))
    assert.are.equal("two panels\nno difference in 24 cells", tostring(result))
  end)

  it("an equal one in another order of units, measures and columns is empty", function()
    local newer = assert(urssaf.read { text = "annee;trimestre;code_departement;departement;"
      .. "immatriculations;radiations\n2020;1;01;Ain;1;2\n2020;2;01;Ain;3;4\n"
      .. "2020;1;2A;Corse-du-Sud;5;6\n2020;2;2A;Corse-du-Sud;7;\n" })
    local older = assert(urssaf.read { text = "radiations;immatriculations;departement;"
      .. "code_departement;trimestre;annee\n;7;Corse-du-Sud;2A;2;2020\n6;5;Corse-du-Sud;2A;1;2020\n"
      .. "4;3;Ain;01;2;2020\n2;1;Ain;01;1;2020\n" })
    assert.is_true(diff.compare(newer, older).same)
    -- also with the lists of series in another order
    older.series[1], older.series[4] = older.series[4], older.series[1]
    assert.is_true(diff.compare(newer, older).same)
  end)

  it("a later one with the same figures is empty: the publication's date does not count", function()
    local newer = build(nil, { source = { data_processed = "2026-07-16T07:30:12+00:00" } })
    local older = build(nil, { source = { data_processed = "2026-01-15T07:30:12+00:00" } })
    local result = diff.compare(newer, older)
    assert.is_true(result.same)
    assert.are.same({ newer = "2026-07-16T07:30:12+00:00", older = "2026-01-15T07:30:12+00:00" },
      result.published)
  end)

  it("an empty one is all of it; that of two empty panels is empty", function()
    local empty = panel.new { frequency = "quarter", periods = {}, series = {} }
    local result = diff.compare(build(), empty)
    assert.are.same({ "new_periods", "new_units", "new_measures" }, filled(result))
    assert.are.same({ "gone_periods", "gone_units", "gone_measures" },
      filled(diff.compare(empty, build())))
    assert.is_true(diff.compare(empty, empty).same)
  end)

  it("another changes neither", function()
    local newer, older = build(), build(function(list) list[1].radiations[2] = false end)
    diff.compare(newer, older)
    assert.are.same(small_panel.listed(build().series[2]), small_panel.listed(newer.series[2]))
    assert.are.same({ 10, "-", 30, 40 }, small_panel.listed(older.series[2]))
    assert.are.equal(AIN, newer.series[1].key)
  end)
end)

describe("new and gone", function()
  it("are periods, on both ends", function()
    local older = build()
    local newer = small_panel.panel(2020, { "immatriculations", "radiations" }, {
      { AIN, immatriculations = { 0, 100, 200, 300, 400, 500 },
        radiations = { 0, 10, 20, 30, 40, 50 } } })
    newer = newer:filter { from = "2020-Q2" } -- 2020-Q2 to 2021-Q2: 100 to 500
    local result = diff.compare(newer, older)
    assert.are.same({ "2021-Q1", "2021-Q2" }, result.new_periods)
    assert.are.same({ "2020-Q1" }, result.gone_periods)
    -- 2020-Q2 had 200, and has 100: cells are compared by period, not by position
    assert.are.equal("Ain immatriculations 2020-Q2 200 > 100", in_short(result.revised)[1])
    assert.are.equal(6, #result.revised) -- three quarters, two measures
  end)

  it("are units, with their names", function()
    local older = build(function(list) table.remove(list, 3) end)
    local newer = build(function(list) table.remove(list, 1) end)
    local result = diff.compare(newer, older)
    assert.are.same({ { key = CORSE, name = "Corse-du-Sud (2A)" } }, result.new_units)
    assert.are.same({ { key = AIN, name = "Ain (01)" } }, result.gone_units)
    assert.are.same({ "new_units", "gone_units" }, filled(result))
    assert.is_false(result.same)
    assert.are.equal(8, result.by_measure[1].compared + result.by_measure[2].compared)
  end)

  it("are measures", function()
    local function of(...)
      local list = { { AIN }, { ISERE }, { CORSE } }
      for i, one in ipairs(list) do
        for _, measure in ipairs { ... } do one[measure] = { i, i, i, i } end
      end
      return small_panel.panel(2020, { ... }, list)
    end
    local result = diff.compare(of("immatriculations", "nouveaux"),
      of("immatriculations", "radiations"))
    assert.are.same({ "nouveaux" }, result.new_measures)
    assert.are.same({ "radiations" }, result.gone_measures)
    assert.are.same({ "new_measures", "gone_measures" }, filled(result))
  end)

  it("is not a unit with the same codes and another name: that is renamed", function()
    local renamed = { code_departement = "2A", departement = "Corse du Sud", code_region = "94" }
    local result = diff.compare(build(function(list)
      list[3][1] = renamed
      list[3].radiations[4] = 9
    end), build())
    assert.are.same({ "renamed_units", "revised" }, filled(result))
    assert.are.same({ { key = renamed, name = "Corse du Sud (2A)", changes = {
      { field = "departement", old = "Corse-du-Sud", new = "Corse du Sud" },
      { field = "region", old = "Corse" },
    } } }, result.renamed_units)
    assert.are.equal(renamed, result.revised[1].key)
  end)

  it("is a unit with the same name and another code", function()
    local result = diff.compare(build(function(list)
      list[1][1] = { code_departement = "69", departement = "Ain", code_region = "84",
        region = "Auvergne-Rhône-Alpes" }
    end), build())
    assert.are.same({ "new_units", "gone_units" }, filled(result))
  end)

  it("is a cell that was missing, or is missing now", function()
    local result = diff.compare(
      build(function(list) list[2].radiations[3] = false end),
      build(function(list) list[1].immatriculations[2] = false end))
    assert.are.same({ "appeared", "vanished" }, filled(result))
    assert.are.same({ { key = AIN, measure = "immatriculations", period = "2020-Q2", new = 200 } },
      result.appeared)
    assert.are.same({ { key = ISERE, measure = "radiations", period = "2020-Q3", old = 70 } },
      result.vanished)
  end)

  it("are the cells of a unit whose series one panel lacks", function()
    local newer, older = build(), build()
    table.remove(older.series, 6) -- radiations of the last unit
    assert.are.same({ "Corse-du-Sud radiations 2020-Q1 - > 5",
      "Corse-du-Sud radiations 2020-Q2 - > 6", "Corse-du-Sud radiations 2020-Q3 - > 7",
      "Corse-du-Sud radiations 2020-Q4 - > 8" }, in_short(diff.compare(newer, older).appeared))
    assert.are.equal(4, #diff.compare(older, newer).vanished)
  end)

  it("is nothing where both lack a cell", function()
    local function hole(list) list[1].radiations[2] = false end
    assert.is_true(diff.compare(build(hole), build(hole)).same)
  end)
end)

describe("what cannot be compared", function()
  it("raises: other datasets, other frequencies", function()
    local function of(fields) return build(nil, fields) end
    assert_misuse(function() diff.compare(of { dataset = "a" }, of { dataset = "b" }) end,
      "differ in dataset: a, b")
    assert_misuse(function() diff.compare(build():annual(), build()) end, "frequency",
      "year, quarter")
  end)

  it("does not raise if one panel has no dataset", function()
    assert.are.equal("a", diff.compare(build(nil, { dataset = "a" }), build()).dataset)
    assert.are.equal("a", diff.compare(build(), build(nil, { dataset = "a" })).dataset)
  end)

  it("raises: growths, sums over a window", function()
    assert_misuse(function() diff.compare(build():yoy(), build():yoy()) end,
      "yoy of immatriculations")
    assert_misuse(function() diff.compare(build(), build():rolling(2)) end,
      "rolling(2) of immatriculations")
  end)

  it("raises: values that are not panels", function()
    assert_misuse(function() diff.compare(build()) end, "older panel", "nil")
    assert_misuse(function() diff.compare(build(), "2026-01-15") end, "older panel", "string")
    assert_misuse(function() diff.compare({ periods = {} }, build()) end, "newer panel",
      "another table")
    assert_misuse(function() diff.compare(build(), { series = {} }) end, "older panel",
      "another table")
  end)

  it("is a measure that is a mean in one and a total in the other, which the text says", function()
    local function of(nature, unit)
      local p = small_panel.panel(2020, { "radiations", "chiffres_d_affaires" },
        { { AIN, radiations = { 1, 2 }, chiffres_d_affaires = { 4000, 5000 } } })
      p.series[2].nature, p.series[2].unit = nature, unit
      return p
    end
    local result = diff.compare(of(), of("ratio", "EUR/account"))
    assert.are.same({ "skipped" }, filled(result))
    assert.are.equal("chiffres_d_affaires", result.skipped[1].measure)
    assert.matches("flow", result.skipped[1].reason, 1, true)
    assert.matches("ratio", result.skipped[1].reason, 1, true)
    assert.is_false(result.same)
    assert.are.equal(1, #result.by_measure)
    assert.is_true(diff.compare(of("ratio", "EUR/account"), of("ratio", "EUR/account")).same)
    assert.matches("EUR/account", diff.compare(of("ratio", "1"), of("ratio", "EUR/account"))
      .skipped[1].reason, 1, true)
  end)

  it("is not an aggregate: totals and years are compared", function()
    local function change(list) list[1].radiations[1] = 12 end
    local total = diff.compare(build(change):total(), build():total())
    assert.are.equal(1, #total.revised)
    assert.are.same({ 65, 67 }, { total.revised[1].old, total.revised[1].new }) -- 10 + 50 + 5
    local annual = diff.compare(build(change):annual(), build():annual())
    assert.are.same({ "Ain radiations 2020 100 > 102" }, in_short(annual.revised))
  end)
end)
