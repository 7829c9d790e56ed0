local diff = require "urssaf.panel.diff"
local hygiene = require "spec.support.hygiene"
local locale = require "spec.support.locale"
local panel = require "urssaf.panel"
local assert_misuse = require "spec.support.assert_misuse"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local AIN, ISERE, CORSE = small_panel.keys.ain, small_panel.keys.isere, small_panel.keys.corse

-- Three units, two measures, four quarters from 2020-Q1.
local function units()
  return {
    { AIN, immatriculations = { 100, 200, 300, 400 }, radiations = { 10, 20, 30, 40 } },
    { ISERE, immatriculations = { 1000, 2000, 3000, 4000 }, radiations = { 50, 60, 70, 80 } },
    { CORSE, immatriculations = { 1, 2, 3, 4 }, radiations = { 5, 6, 7, 8 } },
  }
end

local MEASURES = { "immatriculations", "radiations" }

local function build(change, fields)
  local list = units()
  if change then change(list) end
  return small_panel.panel(2020, MEASURES, list, fields)
end

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

local function near(expected, value)
  assert.is_true(math.abs(expected - value) < 1e-12, ("%s expected, got %s"):format(expected,
    tostring(value)))
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
    local newer = small_panel.panel(2020, MEASURES, {
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
      local list = units()
      for i, one in ipairs(list) do
        for _, measure in ipairs { ... } do one[measure] = one[measure] or { i, i, i, i } end
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

describe("revised cells", function()
  for name, case in pairs {
    ["upwards"] = { 200, 230, 30, 0.15 },
    ["downwards"] = { 200, 150, -50, -0.25 },
    ["to zero"] = { 200, 0, -200, -1 },
    ["from zero, without a ratio"] = { 0, 5, 5, nil },
    ["from below zero, without a ratio"] = { -5, 5, 10, nil },
  } do
    it("are found: " .. name, function()
      local result = diff.compare(
        build(function(list) list[1].immatriculations[2] = case[2] end),
        build(function(list) list[1].immatriculations[2] = case[1] end))
      assert.are.equal(1, #result.revised)
      local one = result.revised[1]
      assert.are.same({ AIN, "immatriculations", "2020-Q2", case[1], case[2], case[3] },
        { one.key, one.measure, one.period, one.old, one.new, one.change })
      if case[4] then near(case[4], one.relative) else assert.is_nil(one.relative) end
    end)
  end

  it("are not an integer and a float of the same value", function()
    assert.is_true(diff.compare(build(function(list) list[1].radiations[1] = 10.0 end),
      build()).same)
  end)

  it("are sorted by relative size, the largest first", function()
    local result = diff.compare(build(function(list)
      list[1].immatriculations[1] = 110  -- of 100: +10 %
      list[2].immatriculations[1] = 1050 -- of 1000: +5 %, and more in number
      list[2].radiations[4] = 40         -- of 80: -50 %
      list[3].radiations[1] = 6          -- of 5: +20 %
    end), build())
    assert.are.same({ "Isère radiations 2020-Q4 80 > 40", "Corse-du-Sud radiations 2020-Q1 5 > 6",
      "Ain immatriculations 2020-Q1 100 > 110", "Isère immatriculations 2020-Q1 1000 > 1050" },
      in_short(result.revised))
  end)

  it("of equal relative size are sorted by change, then by unit, measure and period", function()
    local result = diff.compare(build(function(list)
      list[3].immatriculations[2] = 3    -- of 2: +50 %
      list[2].radiations[1] = 75         -- of 50
      list[2].radiations[2] = 30         -- of 60: -50 %
      list[1].radiations[4] = 60         -- of 40
      list[1].immatriculations[1] = 50   -- of 100
      list[1].radiations[2] = 30         -- of 20
      list[3].radiations[2] = 9          -- of 6
      list[3].radiations[4] = 12         -- of 8
      list[3].immatriculations[4] = 6    -- of 4
      list[3].immatriculations[3] = 3    -- unchanged
    end), build())
    assert.are.same({
      "Ain immatriculations 2020-Q1 100 > 50",      -- 50
      "Isère radiations 2020-Q2 60 > 30",           -- 30
      "Isère radiations 2020-Q1 50 > 75",           -- 25
      "Ain radiations 2020-Q4 40 > 60",             -- 20
      "Ain radiations 2020-Q2 20 > 30",             -- 10
      "Corse-du-Sud radiations 2020-Q4 8 > 12",     -- 4
      "Corse-du-Sud radiations 2020-Q2 6 > 9",      -- 3
      "Corse-du-Sud immatriculations 2020-Q4 4 > 6", -- 2
      "Corse-du-Sud immatriculations 2020-Q2 2 > 3", -- 1
    }, in_short(result.revised))
  end)

  it("of equal sizes are sorted by unit, measure and period, whatever the panels' order", function()
    local function flat(value)
      local list = {}
      for i, key in ipairs { AIN, ISERE, CORSE } do
        list[i] = { key, immatriculations = { value, value }, radiations = { value, value } }
      end
      return small_panel.panel(2020, MEASURES, list)
    end
    local expected = {}
    for _, name in ipairs { "Ain", "Isère", "Corse-du-Sud" } do
      for _, measure in ipairs(MEASURES) do
        for _, quarter in ipairs { "2020-Q1", "2020-Q2" } do
          expected[#expected + 1] = ("%s %s %s 10 > 11"):format(name, measure, quarter)
        end
      end
    end
    assert.are.same(expected, in_short(diff.compare(flat(11), flat(10)).revised))
  end)

  it("from zero are sorted by the change itself, as those from one", function()
    local result = diff.compare(build(function(list)
      list[1].radiations = { 1, 6, 30, 40 }  -- of 0 and 20
      list[3].immatriculations[1] = 2        -- of 1: +100 %
      list[2].radiations[1] = 200            -- of 50: +300 %
    end), build(function(list) list[1].radiations[1] = 0 end))
    assert.are.same({ "Isère radiations 2020-Q1 50 > 200", "Ain radiations 2020-Q1 0 > 1",
      "Corse-du-Sud immatriculations 2020-Q1 1 > 2", "Ain radiations 2020-Q2 20 > 6" },
      in_short(result.revised))
  end)

  it("are counted by measure, with their sum", function()
    local result = diff.compare(build(function(list)
      list[1].radiations[1] = 28        -- of 10
      list[2].radiations[2] = 47        -- of 60
      list[3].radiations[4] = false
    end), build(function(list) list[1].radiations[4] = false end))
    -- 386 of before, less the 40 and the 8 that one lacks: 338, and 5 more
    assert.are.same({ "immatriculations", "radiations" },
      { result.by_measure[1].measure, result.by_measure[2].measure })
    local first, second = result.by_measure[1], result.by_measure[2]
    assert.are.same({ 12, 0, 0, 0, 0 },
      { first.compared, first.revised, first.appeared, first.vanished, first.relative })
    assert.are.same({ 10, 2, 1, 1 },
      { second.compared, second.revised, second.appeared, second.vanished })
    near(5 / 338, second.relative)
  end)

  it("of ratios and of unknown measures have no sum", function()
    local function of(value)
      return small_panel.panel(2020, { "taux_activite", "nouveaux" },
        { { AIN, taux_activite = { value, 0.5 }, nouveaux = { value, 2 } } })
    end
    local result = diff.compare(of(0.75), of(0.5))
    assert.are.equal(2, #result.revised)
    for _, one in ipairs(result.by_measure) do
      assert.are.equal(1, one.revised)
      assert.is_nil(one.relative)
    end
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

describe("the summary", function()
  it("says what was published, what is new and gone, and the revisions", function()
    local newer = build(function(list)
      list[1].immatriculations = { 100, 209, 300, false }
      list[3][1] = { code_departement = "2A", departement = "Corse du Sud", code_region = "94",
        region = "Corse" }
      list[3].radiations[1] = 4
      table.remove(list, 2)
      for _, one in ipairs(list) do
        table.insert(one.immatriculations, 1)
        table.insert(one.radiations, 1)
      end
    end, { dataset = "d", source = { data_processed = "2026-07-16T07:30:12+00:00" } })
    local older = build(nil, { dataset = "d",
      source = { data_processed = "2026-01-15T07:30:12+00:00" } })
    -- immatriculations: 100 200 300 and 1 2 3 4 were 610, and are 9 more; radiations were 126
    assert.are.equal(table.concat({
      "d, published 2026-07-16, compared with 2026-01-15",
      "1 period new: Q1 2021",
      "1 unit gone: Isère (38)",
      "1 unit renamed: Corse du Sud (2A) (departement was Corse-du-Sud)",
      "immatriculations: 1 of 7 cells revised (+1.48 % in all), 0 appeared, 1 vanished",
      "radiations: 1 of 8 cells revised (-0.79 % in all), 0 appeared, 0 vanished",
      "the largest revisions:",
      "  Corse du Sud (2A), radiations, Q1 2020: 4, before 5 (-20 %)",
      "  Ain (01), immatriculations, Q2 2020: 209, before 200 (+4.5 %)",
    }, "\n"), tostring(diff.compare(newer, older)))
  end)

  it("is short: five names of a list, ten revisions", function()
    local function of(count, value)
      local list = {}
      for i = 1, count do
        list[i] = { { region = ("R%02d"):format(i) }, immatriculations = { value, 1 },
          radiations = { 1, 1 } }
      end
      return small_panel.panel(2020, MEASURES, list)
    end
    local text = tostring(diff.compare(of(20, 3), of(13, 2)))
    assert.matches("7 units new: R14, R15, R16, R17, R18 and 2 more\n", text, 1, true)
    assert.matches("\n  R10, immatriculations, Q1 2020: 3, before 2 (+50 %)\n  and 3 more", text, 1,
      true)
    assert.is_nil(text:find("R11", 1, true))
  end)

  it("has no lines on what did not change", function()
    local cells = diff.compare(
      build(function(list) list[2].radiations[3] = false end),
      build(function(list) list[1].immatriculations[2] = false end))
    assert.are.equal(table.concat({ "two panels",
      "immatriculations: 0 of 11 cells revised, 1 appeared, 0 vanished",
      "radiations: 0 of 11 cells revised, 0 appeared, 1 vanished",
    }, "\n"), tostring(cells))
    local unit = diff.compare(build(), build(function(list) table.remove(list, 1) end))
    assert.are.equal("two panels\n1 unit new: Ain (01)", tostring(unit))
    local ten = tostring(diff.compare(build(function(list)
      for i = 1, 4 do
        list[1].radiations[i], list[2].radiations[i] = 1, 2
      end
      list[3].radiations[1], list[3].radiations[2] = 1, 1
    end), build()))
    assert.matches("\n  Corse-du-Sud (2A), radiations, Q2 2020: 1, before 6 (", ten, 1, true)
    assert.is_nil(ten:find("more", 1, true))
  end)

  it("names what could not be compared", function()
    local function of(nature)
      local p = build()
      for _, s in ipairs(p.series) do
        if s.measure == "radiations" then s.nature = nature end
      end
      return p
    end
    local text = tostring(diff.compare(of(), of "ratio"))
    assert.matches("\nnot compared: radiations: it is a flow, and was a ratio", text, 1, true)
  end)

  it("shows revisions whose sum is zero", function()
    local text = tostring(diff.compare(build(function(list)
      list[1].radiations[1], list[1].radiations[2] = 11, 19
    end), build()))
    assert.matches("radiations: 2 of 12 cells revised (0 % in all), 0 appeared", text, 1, true)
  end)

  it("leaves the publication out if a panel does not have it", function()
    local result = diff.compare(build(nil, { source = { data_processed = "2026-07-16" } }), build())
    assert.are.equal("two panels\nno difference in 24 cells", tostring(result))
  end)

  it("has no decimal comma under a French locale", function()
    if not locale.has_french() then return pending(locale.MISSING) end
    local text = locale.under(locale.FRENCH, function()
      return tostring(diff.compare(build(function(list)
        list[1].immatriculations[1] = 101.25
        list[2].radiations[1] = 50.001
      end), build()))
    end)
    assert.matches(": 101.25, before 100 (+1.25 %)", text, 1, true)
    assert.matches(": 50.001, before 50 (less than 0.01 %)", text, 1, true)
    assert.is_nil(text:find("%d,%d"))
  end)
end)
