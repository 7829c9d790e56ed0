-- Which cells were revised, by how much, and in what order they come. The figures are
-- worked out by hand.
local diff = require "urssaf.panel.diff"
local small_panel = require "spec.support.small_panel"
local build = require "spec.support.small_publication"

local MEASURES = { "immatriculations", "radiations" }
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

local function near(expected, value)
  assert.is_true(math.abs(expected - value) < 1e-12, ("%s expected, got %s"):format(expected,
    tostring(value)))
end

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
