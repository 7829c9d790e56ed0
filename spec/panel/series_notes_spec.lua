-- What notes the results of a series have: of breaks, of seasons, of nominal figures.
-- The figures are worked out by hand.
local lua = require "spec.support.lua"
local panel = require "urssaf.panel"
local small_panel = require "spec.support.small_panel"

local listed = small_panel.listed

-- A series of a known measure from 2018-Q1 on; false is a hole.
local function series_of(measure, list, fields)
  local s = small_panel.panel(2018, { measure }, { { {}, [measure] = list } }).series[1]
  for name, value in pairs(fields or {}) do s[name] = value end
  return s
end

local function flow(...) return series_of("immatriculations", { ... }) end

describe("a series", function()
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
