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

  describe("of figures that go with the season", function()
    local function noted(s) return #small_panel.notes(s, "season") end
    local some = flow(4, 5, 6, 7, 5, 6, 7, 8, 9, 9)

    it("says so where it compares other times of the year", function()
      for _, s in ipairs { some:qoq(), some:growth(1), some:growth(3), some:change(1),
        some:index "2019-Q1", some:rolling(2):growth(6) } do
        assert.are.equal(1, noted(s), s.transform)
      end
      assert.matches("the base is not a whole year, so that other quarters are compared with it",
        small_panel.note_text(some:index "2019-Q1", "season"), 1, true)
      assert.matches("the two ends are different quarters",
        small_panel.note_text(some:qoq(), "season"), 1, true)
    end)

    it("says nothing where whole years are compared, nor of adjusted figures", function()
      for _, s in ipairs { some:yoy(), some:growth(8), some:index "2019", some:rolling(4):qoq(),
        some:yoy():change(1), some:growth(4):change(1), some:rolling(4):index "2019-Q1",
        series_of("masse_salariale_cvs", { 4, 5, 6 }, { dataset =
          "masse-salariale-et-assiette-chomage-partiel-trimestrielles-france-entiere" }):qoq() } do
        assert.are.equal(0, noted(s), s.transform)
      end
    end)

    it("counts twelve months as a year", function()
      local months = small_panel.panel(2018, { "immatriculations" }, { { {},
        immatriculations = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 } } },
        { frequency = "month" }).series[1]
      assert.are.equal(1, noted(months:growth(4)))
      assert.are.equal(0, noted(months:growth(12)))
    end)
  end)

  it("has the breaks of its own dataset after any operation", function()
    local function broken(dataset)
      local values, key = {}, small_panel.keys.ain
      for i = 1, 12 do values[i] = 10 + i end
      local p = small_panel.panel(2021, { "radiations" }, { { key, radiations = values } },
        { dataset = dataset })
      for _, s in ipairs(p.series) do s.dataset = dataset end
      local found = {}
      for name, made in pairs { annual = p:annual(), yoy = p:yoy().series[1],
        index = p.series[1]:index "2021", rolling = p:rolling(4).series[1],
        contributions = p:contributions { measure = "radiations", to = "2023-Q4" } } do
        if #small_panel.notes(made, "break") > 0 then found[#found + 1] = name end
      end
      table.sort(found)
      return table.concat(found, " ")
    end
    assert.are.equal("annual contributions index rolling yoy",
      broken "auto-entrepreneurs-par-departement")
    assert.are.equal("", broken "travailleurs-independants-actifs-trimestriels")
  end)

  it("change of euros is nominal, too", function()
    local turnover = series_of("chiffres_d_affaires", { 4, 5 })
    assert.are.equal(1, #small_panel.notes(turnover:change(1), "nominal"))
    assert.are.equal(0, #small_panel.notes(flow(4, 5):change(1), "nominal"))
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
        "2030-Q1 is outside the grid, quarters from 2018-Q1 to 2018-Q2")
      assert_misuse(function() flow(2, 3):index(2018) end, "outside the grid")
      assert_misuse(function() flow(2, 3):index("2018-Q7") end, "not one quarter")
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
    end)
  end)

  it("has the name of its transform", function()
    assert.are.equal("yoy of rolling(4) of immatriculations, the whole: 2018-Q1 to 2018-Q2, "
      .. "0 of 2 values", tostring(flow(1, 2):rolling(4):yoy()))
  end)

  describe("has notes:", function()
    local function periods_of(notes, kind, id)
      for _, note in ipairs(notes or {}) do
        if note.kind == kind and (not id or note.id == id) then return note.periods or {} end
      end
    end

    local function strike_offs(values) return series_of("radiations", values) end
    local twelve = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 } -- 2018-Q1 to 2020-Q4

    it("on a sum or growth that spans a break", function()
      -- strike-offs of 2019-Q4 are in 2020-Q4; the grid is 2018-Q1 to 2022-Q4
      local id, twenty = "strike-offs-2019", {}
      for i = 1, 20 do twenty[i] = i end
      local s = strike_offs(twenty)
      local function ends(list) return list[1], list[#list] end
      for last, changed in pairs {
        ["2021-Q3"] = s:rolling(4), ["2021-Q4"] = s:yoy(), ["2021-Q1"] = s:qoq(),
        -- 2021-Q2 over two quarters, compared with the two before
        ["2021-Q2"] = s:rolling(2):growth(1),
      } do
        assert.are.same({ "2019-Q4", last }, { ends(periods_of(changed.notes, "break", id)) })
      end
      -- a level is right again when they are made up for
      local level = series_of("administrativement_actifs", twenty):yoy()
      assert.are.same({ "2019-Q4", "2021-Q3" }, { ends(periods_of(level.notes, "break", id)) })
      -- of years, the level of 2019's end; in a mean of levels there are those of 2020 as well
      local both = panel.new { frequency = "quarter", periods = s.periods, series = {
        series_of("economiquement_actifs", twenty), series_of("administrativement_actifs", twenty),
      } }:with "taux_activite":annual()
      local function of_measure(name)
        return periods_of(both:yoy():filter { measure = name }.notes, "break", id)
      end
      assert.are.same({ "2019", "2020" }, of_measure "administrativement_actifs")
      assert.are.same({ "2019", "2020", "2021" }, of_measure "taux_activite")
      -- a year's sums, and growth from the year with two years' strike-offs
      local quarters = panel.new { frequency = "quarter", periods = s.periods, series = { s } }
      local years = quarters:annual()
      assert.are.same({ "2019", "2020" }, periods_of(years.notes, "break", id))
      assert.are.same({ "2019", "2020", "2021" }, periods_of(years:yoy().notes, "break", id))
    end)

    it("on an index whose base is on the other side of a break", function()
      local s = strike_offs(twelve)
      assert.are.same({ "2019-Q4", "2020-Q1", "2020-Q2", "2020-Q3", "2020-Q4" },
        periods_of(s:index("2019-Q1").notes, "break"))
      -- a base in what the break changed: nothing is beyond it
      assert.are.equal(12, #periods_of(s:index("2020-Q2").notes, "break", "strike-offs-2019"))
    end)

    it("but none without a break", function()
      assert.is_nil(periods_of(series_of("radiations", { 1, 2, 3, 4, 5 }):yoy().notes, "break"))
      assert.is_nil(periods_of(flow(lua.unpack(twelve)):yoy().notes, "break"))
    end)

    it("on nominal growth of turnover", function()
      local turnover = series_of("chiffres_d_affaires", { 1, 2 })
      assert.is_not_nil(periods_of(turnover:qoq().notes, "nominal"))
      assert.is_not_nil(periods_of(turnover:rolling(2):qoq().notes, "nominal"))
      assert.is_nil(periods_of(turnover:rolling(2).notes, "nominal"))
      assert.is_nil(periods_of(flow(1, 2):qoq().notes, "nominal"))
    end)

    it("on missing growth between sums of different units", function()
      local s = series_of("immatriculations", { 10, 11, 12, 13 }, {
        absent = { "", "7", "7", "" },
        coverage = { { 2, 2 }, { 1, 2 }, { 1, 2 }, { 2, 2 } },
      })
      local growth = s:qoq()
      assert.are.same({ "-", "-", 12 / 11 - 1, "-" }, listed(growth))
      assert.are.same({ "2018-Q2", "2018-Q4" }, periods_of(growth.notes, "coverage"))
      local index = s:index "2018-Q1"
      assert.are.same({ 100, "-", "-", 130 }, listed(index))
      assert.are.same({ "2018-Q2", "2018-Q3" }, periods_of(index.notes, "coverage"))
      assert.are.same({ 3, 4 }, s:rolling(2).coverage[2])
    end)

    it("of its own unit alone where a panel compares growths", function()
      local p = small_panel.panel(2018, { "immatriculations" }, {
        { small_panel.keys.ain, immatriculations = { 0, 50, 60, 70 } },
        { small_panel.keys.isere, immatriculations = { 50, 60, 70, 80 } } })
      local changes = p:qoq():change(1).series
      assert.are.same({ "2018-Q2" }, periods_of(changes[1].notes, "base"))
      assert.is_nil(periods_of(changes[2].notes, "base"))
      local index = p:index "2018-Q1" -- 100 at zero there is none
      assert.is_nil(periods_of(index:qoq().series[2].notes, "base"))
      assert.is_nil(periods_of(index:index("2018-Q2").series[2].notes, "base"))
    end)
  end)
end)

describe("what a break affects of an index", function()
  local span = require "urssaf.panel.caveats".from_base(3, 4, 8) -- the base is 3 to 4 of 8

  it("is the side of the base it is on, or all if it is in the base", function()
    assert.are.same({ 1, 2 }, { span(1, 2) })
    assert.are.same({ 5, 8 }, { span(5, 6) })
    for at = 3, 4 do assert.are.same({ 1, 8 }, { span(at, at) }) end
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
    "how_check", "id", "is_change", "nature", "part_measures", "rule", "rules", "title", "unit",
    "unit_of_change" } },
} do
  describe(module[1], function() hygiene(module[1], module[2]) end)
end
