-- The methods of a series; the expected figures are worked out by hand.
local additivity = require "urssaf.domain.additivity"
local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local panel = require "urssaf.panel"
local assert_misuse = require "spec.support.assert_misuse"
local small_panel = require "spec.support.small_panel"

local listed = small_panel.listed

-- A series of a known measure from 2018-Q1 on; false is a hole.
local function series_of(measure, list, fields)
  local s = small_panel.panel(2018, { measure }, { { {}, [measure] = list } }).series[1]
  for name, value in pairs(fields or {}) do s[name] = value end
  return s
end

local function flow(...) return series_of("immatriculations", { ... }) end
local function count(...) return series_of("economiquement_actifs", { ... }) end
local function stock(...) return series_of("administrativement_actifs", { ... }) end
local function unknown(...) return series_of("mystere", { ... }) end

describe("a series", function()
  describe("change", function()
    it("is the difference from k periods before, and keeps integers", function()
      assert.are.same({ "-", 2, -5, 7 }, listed(flow(10, 12, 7, 14):change(1)))
      assert.are.same({ "-", "-", -3, 2 }, listed(flow(10, 12, 7, 14):change(2)))
      assert.are.equal("integer", lua.number_type(flow(10, 12):change(1).values[2]))
    end)

    it("over a gap is missing", function()
      assert.are.same({ "-", "-", "-", 7 }, listed(flow(10, false, 7, 14):change(1)))
    end)

    it("takes a whole number of periods", function()
      for _, bad in ipairs { 0, -1, 1.5, "x" } do
        assert_misuse(function() flow(1, 2):change(bad) end, "whole number of periods")
      end
    end)
  end)

  describe("growth", function()
    it("is a fraction", function()
      assert.are.same({ "-", 0.5, -0.5 }, listed(flow(10, 15, 7.5):growth(1)))
    end)

    it("over a gap, from zero or from a negative value is missing", function()
      assert.are.same({ "-", "-", "-", "-", "-", 1.0 }, listed(flow(10, false, 0, 5, false, 8, 16)
        :slice("2018-Q2"):growth(1)))
      assert.are.same({ "-", "-" }, listed(series_of("solde", { -5, 10 }):growth(1)))
    end)

    it("to zero is -1", function()
      assert.are.same({ "-", -1.0 }, listed(flow(10, 0):growth(1)))
    end)
  end)

  it("yoy is growth over four quarters", function()
    assert.are.same({ "-", "-", "-", "-", 0.25, 0.0 }, listed(flow(4, 5, 6, 7, 5, 5):yoy()))
  end)

  it("yoy of years is growth over one", function()
    local s = panel.new { frequency = "year", periods = { "2018", "2019" }, series = { {
      measure = "immatriculations", frequency = "year", key = {}, periods = { "2018", "2019" },
      values = { 4, 5 } } } }.series[1]
    assert.are.same({ "-", 0.25 }, listed(s:yoy()))
    assert_misuse(function() s:qoq() end, "qoq", "yoy")
  end)

  it("yoy and qoq of a share are differences", function()
    local share = series_of("taux_activite", { 0.5, 0.75, 0.5, 0.5, 0.75 })
    assert.are.same({ "-", "-", "-", "-", 0.25 }, listed(share:yoy()))
    assert.are.same({ "-", 0.25, -0.25, 0.0, 0.25 }, listed(share:qoq()))
    assert.are.equal("points", share:yoy().unit)
    assert.are.equal("points", share:change(1).unit)
  end)

  it("growth of a share is a fraction", function()
    local growth = series_of("taux_activite", { 0.5, 0.75 }):growth(1)
    assert.are.same({ "-", 0.5 }, listed(growth))
    assert.are.equal("1", growth.unit)
  end)

  it("yoy of a growth is a difference in points; its growth and index are refused", function()
    local growth = flow(4, 4, 4, 4, 5, 6, 4, 4, 8, 6):yoy()
    local again = growth:yoy()
    -- 4 to 5 is +25 %, 5 to 8 +60 %: 35 points more
    assert.is_true(math.abs(again.values[9] - 0.35) < 1e-12)
    assert.are.equal(-0.5, again.values[10])
    assert.are.equal("points", again.unit)
    assert.are.equal("points", again:yoy().unit)
    assert.are.equal("pt", series_of("taux_x", { 5, 6, 7 }, { unit = "%" }):qoq():change(1).unit)
    for what, made in pairs { ["growth(1) of yoy of"] = function() return growth:growth(1) end,
      ["an index of change(2) of"] = function() return flow(4, 5, 6):change(2):index "2018-Q3" end,
    } do
      assert_misuse(made, what, "take change")
    end
  end)

  describe("rolling", function()
    it("adds flows", function()
      assert.are.same({ "-", "-", "-", 10, 14 }, listed(flow(1, 2, 3, 4, 5):rolling(4)))
      assert.are.equal("integer", lua.number_type(flow(1, 2):rolling(2).values[2]))
    end)

    it("averages counts", function()
      assert.are.same({ "-", 1.5, 2.5 }, listed(count(1, 2, 3):rolling(2)))
    end)

    it("over a gap is missing", function()
      assert.are.same({ "-", 3, "-", "-", 9 }, listed(flow(1, 2, false, 4, 5):rolling(2)))
    end)

    it("refuses stocks, with advice", function()
      assert_misuse(function() stock(1, 2):rolling(2) end, "administrativement_actifs is a stock",
        "at(period)", "annual")
    end)

    it("refuses a ratio alone, and names the panel's method", function()
      assert_misuse(function() series_of("taux_activite", { 0.5, 0.6 }):rolling(2) end,
        "taux_activite is a ratio", "panel:rolling")
    end)

    it("refuses a growth", function()
      assert_misuse(function() flow(1, 2, 3):growth(1):rolling(2) end,
        "growth(1) of immatriculations",
        "never added")
    end)

    it("refuses rolling sums and differences", function()
      assert_misuse(function() flow(1, 2, 3):rolling(2):rolling(2) end, "several periods already")
      assert_misuse(function() flow(1, 2, 3):change(1):rolling(2) end,
        "difference between two periods")
    end)

    it("of an unknown measure asks how to add it up", function()
      assert_misuse(function() unknown(1, 2):rolling(2) end, "does not know the measure 'mystere'",
        'how = "sum", "mean", "last"')
      assert.are.same({ "-", 3, 5 }, listed(unknown(1, 2, 3):rolling(2, { how = "sum" })))
      assert.are.same({ "-", 1.5, 2.5 }, listed(unknown(1, 2, 3):rolling(2, { how = "mean" })))
      assert.are.same({ "-", 2, 3 }, listed(unknown(1, 2, 3):rolling(2, { how = "last" })))
    end)

    it("suggests the nearest name", function()
      assert_misuse(function() series_of("immatriculation", { 1, 2 }):rolling(2) end,
        "did you mean 'immatriculations'?")
    end)

    it("refuses unknown options and values", function()
      assert_misuse(function() unknown(1, 2):rolling(2, { how = "max" }) end, "how", '"sum"')
      assert_misuse(function() unknown(1, 2):rolling(2, { ho = "sum" }) end, "did you mean 'how'?")
    end)
  end)

  it("on an empty grid says that it has no period", function()
    local empty = small_panel.panel(2018, { "radiations" }, { { {}, radiations = { 1 } } })
      :filter { from = 2030 }
    assert.matches("no period", tostring(empty.series[1]), 1, true)
  end)

  describe("index", function()
    it("is 100 at a quarter", function()
      assert.are.same({ 50.0, 100.0, 150.0 }, listed(flow(2, 4, 6):index("T2 2018")))
    end)

    it("is 100 on the mean of a bare year", function()
      assert.are.same({ 50.0, 75.0, 125.0, 150.0, 200.0 },
        listed(flow(2, 3, 5, 6, 8):index(2018)))
    end)

    it("is missing throughout if the base is missing or zero", function()
      assert.are.same({ "-", "-" }, listed(flow(false, 3):index("2018-Q1")))
      assert.are.same({ "-", "-" }, listed(flow(0, 3):index("2018-Q1")))
      assert.are.same({ "-", "-", "-", "-", "-" }, listed(flow(2, false, 5, 6, 8):index(2018)))
    end)

    it("refuses a base outside the grid", function()
      assert_misuse(function() flow(2, 3):index("2030-Q1") end,
        "2030-Q1 is outside these data, quarters from 2018-Q1 to 2018-Q2")
      assert_misuse(function() flow(2, 3):index(2018) end, "outside these data")
      assert_misuse(function() flow(2, 3):index("2018-Q7") end, "not one quarter")
      for given, said in pairs { [{ period = 2015 }] = "a table", [{}] = "a table", [true] = "true",
        [print] = "a function" } do
        assert_misuse(function() flow(2, 3):index(given) end,
          "index: say when it is 100, as index(2015) or index(\"2021-Q2\"), got " .. said)
      end
      assert_misuse(function() flow(2, 3):index() end, "index(\"2021-Q2\"), got nothing")
      assert.are.equal(100, flow(2, 3):index({ 2018, 1 }):at "2018-Q1")
    end)
  end)

  describe("map", function()
    it("has no unit, whatever the series had", function()
      for _, s in ipairs { flow(1, 2), flow(1, 2):growth(1), series_of("taux_x", { 5 },
        { unit = "%" }), small_panel.panel(2020, { "radiations", "immatriculations" }, { { {},
          radiations = { 5 }, immatriculations = { 10 } } }):with("x", {
          numerator = "radiations", denominator = "immatriculations" }).series[3] } do
        assert.is_nil(additivity.unit(s:map(function(value) return value * 100 end)))
      end
    end)

    it("is called with each value and its period", function()
      local seen = {}
      local s = flow(1, false, 3):map(function(value, period)
        seen[#seen + 1] = period
        return value * 2
      end)
      assert.are.same({ 2, "-", 6 }, listed(s))
      assert.are.same({ "2018-Q1", "2018-Q3" }, seen)
    end)

    it("may return nil, but no NaN, infinity or text", function()
      assert.are.same({ "-", 2 }, listed(flow(1, 2):map(function(v) return v > 1 and v or nil end)))
      local noted = flow(1, 2)
      noted.notes = { { kind = "cut", message = "a" } }
      assert.are.same(noted.notes, noted:map(function(v) return v end).notes)
      for _, bad in ipairs { 0 / 0, math.huge, "1" } do
        assert_misuse(function() flow(1):map(function() return bad end) end, "finite number")
      end
      assert_misuse(function() flow(1):map(1) end, "a function expected")
    end)

    it("makes a measure that the library does not know", function()
      assert_misuse(function() flow(1, 2):map(math.sqrt):rolling(2) end, "say how")
    end)
  end)

  describe("slice", function()
    it("cuts a span, both ends included, and does not change the series", function()
      local s = flow(1, 2, false, 4)
      local part = s:slice("2018-Q2", "2018-Q3")
      assert.are.same({ "2018-Q2", "2018-Q3" }, part.periods)
      assert.are.same({ 2, "-" }, listed(part))
      assert.are.same({ 1, 2, "-", 4 }, listed(s))
    end)

    it("takes bare years, one end, or none", function()
      local s = flow(1, 2, 3, 4, 5)
      assert.are.same({ 5 }, listed(s:slice(2019)))
      assert.are.same({ 1, 2, 3, 4 }, listed(s:slice(nil, 2018)))
      assert.are.same({ 1, 2, 3, 4, 5 }, listed(s:slice()))
      assert.are.same({}, listed(s:slice(2030)))
      assert_misuse(function() s:slice(2019, 2018) end, "from is after to")
      assert_misuse(function() s:slice { from = 2018, to = 2019 } end,
        "two periods, as slice(2015, \"2020-Q2\")")
    end)
  end)

  it("has the name of its transform", function()
    assert.are.equal("yoy of rolling(4) of immatriculations, the whole: 2018-Q1 to 2018-Q2, "
      .. "0 of 2 values", tostring(flow(1, 2):rolling(4):yoy()))
  end)
end)

for _, module in ipairs {
  { "urssaf.panel.transform", { "change", "check_count", "check_function", "growth", "index", "map",
    "mom", "qoq", "yoy" } },
  { "urssaf.panel.time_sums", { "coarser", "coarser_grid", "rolling", "rolling_alone",
    "rolling_length" } },
  { "urssaf.panel.windows", { "combine", "frame", "mean" } },
  { "urssaf.panel.caveats", { "add", "adjusted", "after_base", "at", "baseless", "breaks",
    "concerning", "coverage", "from_base", "no_base", "nominal", "of_ratio", "outside",
    "reach", "rounded",
    "season_of_base", "season_of_lag" } },
  { "urssaf.domain.additivity", { "QUARTER", "UNITS", "WINDOW", "YEAR", "grows_in_points",
    "how_check", "id", "is_change", "is_growth", "nature", "part_measures", "refuse", "rule",
    "rules", "title", "unit", "unit_of_change" } },
} do
  describe(module[1], function() hygiene(module[1], module[2]) end)
end
