-- Ratios are computed from their parts; the expected figures are worked out by hand.
local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local assert_misuse = require "spec.support.assert_misuse"
local small_panel = require "spec.support.small_panel"

local keys, listed = small_panel.keys, small_panel.listed
local IMM, RAD, CA = "immatriculations", "radiations", "chiffres_d_affaires"
local ACTIVE, STOCK = "economiquement_actifs", "administrativement_actifs"

-- One year of two units; Isère lacks the active accounts of Q2.
local function small()
  return small_panel.panel(2020, { IMM, RAD, CA, ACTIVE, STOCK }, {
    { keys.ain, [IMM] = { 9, 8, 7, 6 }, [RAD] = { 1, 2, 3, 10 }, [CA] = { 100, 200, 300, 400 },
      [ACTIVE] = { 10, 20, 30, 40 }, [STOCK] = { 20, 40, 40, 100 } },
    { keys.isere, [IMM] = { 90, 80, 70, 60 }, [RAD] = { 10, 20, 30, 100 },
      [CA] = { 5000, 6000, 7000, 8000 }, [ACTIVE] = { 500, false, 700, 800 },
      [STOCK] = { 1000, 1000, 1000, 1000 } } })
end

local function get(panel, measure, place)
  return assert(panel:get { measure = measure, departement = place })
end

describe("with", function()
  it("adds solde, registrations less strike-offs", function()
    local solde = get(small():with "solde", "solde", "Ain")
    assert.are.same({ 8, 6, 4, -4 }, listed(solde))
    assert.are.equal("integer", lua.number_type(solde.values[1]))
  end)

  it("adds taux_activite, active over registered", function()
    local p = small():with "taux_activite"
    assert.are.same({ 0.5, 0.5, 0.75, 0.4 }, listed(get(p, "taux_activite", "Ain")))
    assert.are.same({ 0.5, "-", 0.7, 0.8 }, listed(get(p, "taux_activite", "Isère")))
  end)

  it("adds chiffre_d_affaires_moyen, turnover over active", function()
    local mean = get(small():with "chiffre_d_affaires_moyen", "chiffre_d_affaires_moyen", "Isère")
    assert.are.same({ 10.0, "-", 10.0, 10.0 }, listed(mean))
    assert.are.equal("EUR/account", mean.unit)
  end)

  it("adds any other ratio under the name that is given", function()
    local p = small():with("sorties", { numerator = RAD, denominator = STOCK })
    assert.are.same({ 0.05, 0.05, 0.075, 0.1 }, listed(get(p, "sorties", "Ain")))
    assert.are.equal("1", get(p, "sorties", "Ain").unit)
  end)

  it("has the breaks of its parts in growths and indexes", function()
    local values = {}
    for i = 1, 16 do values[i] = 10 + i end
    local p = small_panel.panel(2021, { RAD, STOCK }, { { keys.ain, [RAD] = values,
      [STOCK] = values } }):with("sorties", { numerator = RAD, denominator = STOCK })
    local function broken(s)
      local found = {}
      for _, note in ipairs(small_panel.notes(s, "break")) do
        assert.are.equal("sorties", note.measure)
        found[note.id] = note.periods
      end
      return found
    end
    local own, part = get(p, "sorties", "Ain"), get(p, RAD, "Ain")
    for _, name in ipairs { "yoy", "qoq" } do
      local expected = {}
      for _, note in ipairs(small_panel.notes(part[name](part), "break")) do
        expected[note.id] = note.periods
      end
      assert.is_not_nil(next(expected))
      for id, periods in pairs(expected) do
        assert.are.same(periods, broken(own[name](own))[id], name)
      end
    end
    assert.is_not_nil(next(broken(own:index "2021")))
  end)

  it("puts known ratios after the five measures, others last", function()
    local p = small():with("x", { numerator = RAD, denominator = IMM }):with "taux_activite"
    local order = {}
    for i = 1, 7 do order[i] = p.series[i].measure end
    assert.are.same({ IMM, RAD, CA, ACTIVE, STOCK, "taux_activite", "x" }, order)
    assert.are.equal(14, #p.series)
  end)

  it("is missing where the denominator is zero", function()
    local p = small_panel.panel(2020, { ACTIVE, STOCK }, { { keys.ain, [ACTIVE] = { 0, 1 },
      [STOCK] = { 0, 2 } } }):with "taux_activite"
    assert.are.same({ "-", 0.5 }, listed(get(p, "taux_activite", "Ain")))
  end)

  it("does not change the panel", function()
    local p = small()
    p:with "taux_activite"
    assert.are.same(small().series, p.series)
  end)

  describe("refuses", function()
    for name, case in pairs {
      ["an unknown name"] = { { "taux_activit" }, "did you mean 'taux_activite'?" },
      ["a name that is there"] = { { IMM, { numerator = RAD, denominator = IMM } }, "already" },
      ["a part that is not there"] = { { "x", { numerator = RAD, denominator = "stock" } },
        "no measure 'stock'" },
      ["a missing part"] = { { "x", { numerator = RAD } }, "(denominator)" },
      ["a name that is none"] = { { 5 }, "a measure's name" },
      ["an unknown option"] = { { "x", { numerato = RAD, denominator = IMM } },
        "did you mean 'numerator'?" },
    } do
      it(name, function()
        assert_misuse(function() small():with(case[1][1], case[1][2]) end, case[2])
      end)
    end

    it("a ratio of ratios", function()
      assert_misuse(function()
        small():with "taux_activite":with("x", { numerator = "taux_activite", denominator = IMM })
      end, "is a ratio itself")
    end)

    it("a part that was filtered out", function()
      assert_misuse(function() small():filter { measure = STOCK }:with "taux_activite" end,
        "these data have no measure 'economiquement_actifs'")
    end)

    it("parts that do not cover the same time", function()
      assert_misuse(function() small():annual():with "taux_activite" end, "same time", "annual")
    end)
  end)
end)

describe("a ratio", function()
  it("over units is computed from the sums of the units that have both parts", function()
    local p = small():with "taux_activite"
    local strict = p:total():get { measure = "taux_activite" }
    assert.are.same({ 510 / 1020, "-", 730 / 1040, 840 / 1100 }, listed(strict))
    local skip = p:total { missing = "skip" }:get { measure = "taux_activite" }
    assert.are.same({ 510 / 1020, 20 / 40, 730 / 1040, 840 / 1100 }, listed(skip))
    assert.are.same({ { 2, 2 }, { 1, 2 }, { 2, 2 }, { 2, 2 } }, skip.coverage)
  end)

  it("has its parts even after they were filtered out", function()
    local alone = small():with "taux_activite":filter { measure = "taux_activite" }
    assert.are.equal(2, #alone.series)
    assert.are.same({ 510 / 1020, "-", 730 / 1040, 840 / 1100 }, listed(alone:total().series[1]))
    local cut = alone:filter { from = "2020-Q3" }:total().series[1]
    assert.are.same({ 730 / 1040, 840 / 1100 }, listed(cut))
  end)

  it("of sums is missing where they are of different units", function()
    local total = small():total { missing = "skip" }:with "taux_activite"
    assert.are.same({ 510 / 1020, "-", 730 / 1040, 840 / 1100 },
      listed(total:get { measure = "taux_activite" }))
  end)

  it("of sums of the same units exists, even if they lack a cell or a series", function()
    local whole = small_panel.panel(2021, { ACTIVE, STOCK }, {
      { small_panel.keys.ain, [ACTIVE] = { 30, 40 }, [STOCK] = { 60, 80 } },
      { small_panel.keys.isere, [ACTIVE] = { 10, 10 }, [STOCK] = { 20, false } },
    })
    local list = {}
    for _, s in ipairs(whole.series) do -- Isère without its active, all of them
      if s.key ~= small_panel.keys.isere or s.measure ~= ACTIVE then list[#list + 1] = s end
    end
    local p = require("urssaf.panel").new { frequency = "quarter", periods = whole.periods,
      series = list }
    local total = p:total { missing = "skip" }:with "taux_activite"
    -- first the stock is of both units, the active of one; then both are of Ain only
    assert.are.same({ "-", 0.5 }, small_panel.listed(total:get { measure = "taux_activite" }))
  end)

  it("of a year: mean of the active over mean of the stocks", function()
    local p = small():with "taux_activite":annual()
    assert.are.same({ 25 / 50 }, listed(get(p, "taux_activite", "Ain")))
    assert.are.same({ "-" }, listed(get(p, "taux_activite", "Isère")))
  end)

  it("of a year: the year's turnover over the mean of the active", function()
    local p = small():with "chiffre_d_affaires_moyen":annual()
    assert.are.same({ 1000 / 25 }, listed(get(p, "chiffre_d_affaires_moyen", "Ain")))
  end)

  it("of a year and over units is the same in either order", function()
    local p = small():filter { departement = "Ain" }:with "taux_activite"
    assert.are.same(p:annual():total():get { measure = "taux_activite" }.values,
      p:total():annual():get { measure = "taux_activite" }.values)
  end)

  it("is rolled by its parts", function()
    local p = small():with "chiffre_d_affaires_moyen":filter {
      measure = "chiffre_d_affaires_moyen" }:rolling(2)
    assert.are.same({ "-", 300 / 15, 500 / 25, 700 / 35 },
      listed(get(p, "chiffre_d_affaires_moyen", "Ain")))
    assert.are.same({ "-", "-", "-", 15000 / 750 },
      listed(get(p, "chiffre_d_affaires_moyen", "Isère")))
  end)

  it("that was rolled cannot be rolled again, nor made annual", function()
    local p = small():with "taux_activite":filter { measure = "taux_activite" }
    assert_misuse(function() p:rolling(2):rolling(2) end, "several periods already")
    assert_misuse(function() p:rolling(2):annual() end, "several periods already")
  end)

  it("with unknown parts asks how to add them up", function()
    local p = small_panel.panel(2020, { "a", "b" },
      { { keys.ain, a = { 1, 2, 3, 4 }, b = { 2, 2, 2, 2 } } })
      :with("x", { numerator = "a", denominator = "b" }):filter { measure = "x" }
    assert_misuse(function() p:annual() end, "does not know the measure 'a'")
    assert.are.same({ 10 / 2 }, listed(p:annual { how = { a = "sum", b = "mean" } }.series[1]))
  end)

  it("that is a share changes by points", function()
    local p = small():with "taux_activite":filter { measure = "taux_activite" }:qoq()
    assert.are.same({ "-", 0.0, 0.25, 0.4 - 0.75 }, listed(get(p, "taux_activite", "Ain")))
  end)
end)

describe("annual", function()
  it("sums flows, averages counts, takes stocks at the year's end", function()
    local p = small():annual()
    assert.are.equal("year", p.frequency)
    assert.are.same({ "2020" }, p.periods)
    local values = {}
    for i = 1, 5 do values[i] = p.series[i].values[1] end
    assert.are.same({ 30, 16, 1000, 25.0, 100 }, values)
    assert.are.equal("integer", lua.number_type(values[1]))
    assert.is_nil(get(p, ACTIVE, "Isère").values[1])
  end)

  it("has every year that the grid touches; incomplete years are missing", function()
    local p = small_panel.panel(2020, { IMM, STOCK }, { { keys.ain, [IMM] = { 1, 2, 3, 4, 5, 6 },
      [STOCK] = { 1, 2, 3, 4, 5, 6 } } }):filter { from = "2020-Q1" }
    assert.are.same({ "2020", "2021" }, p:annual().periods)
    assert.are.same({ 10, "-" }, listed(p:annual().series[1]))
    local late = p:filter { from = "2020-Q2" }:annual()
    assert.are.same({ "2020", "2021" }, late.periods)
    assert.are.same({ "-", "-" }, listed(late.series[1]))
    assert.are.same({ "-", "-" }, listed(late.series[2]))
  end)

  it("carries coverage", function()
    local s = small():total { missing = "skip" }:annual():get { measure = ACTIVE }
    assert.are.same({ (510 + 20 + 730 + 840) / 4 }, listed(s))
    assert.are.same({ { 7, 8 } }, s.coverage)
  end)

  it("expects a unit in the year in which it began", function()
    local p = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 1, 1, 1, 1 } },
      { keys.isere, [IMM] = { false, 10, 10, 10 } } })
    assert.are.same({ "-" }, listed(get(p:annual(), IMM, "Isère")))
    assert.are.equal("2020", get(p:annual(), IMM, "Isère").since)
    assert.are.same({ 34 }, listed(p:annual():total().series[1]))
    assert.are.same({ 34 }, listed(p:total():annual().series[1]))
  end)

  it("refuses years", function()
    assert_misuse(function() small():annual():annual() end, "years already")
  end)

  it("notes breaks within sums, but not before a stock at the end", function()
    local p = small_panel.panel(2019, { RAD, STOCK }, { { keys.ain, [RAD] = { 1, 2, 3, 4 },
      [STOCK] = { 1, 2, 3, 4 } } }):annual()
    local found = small_panel.notes(p, "break")
    assert.are.equal(1, #found)
    assert.are.equal(RAD, found[1].measure)
    assert.are.same({ "2019" }, found[1].periods)
  end)
end)

describe("rolling of a panel", function()
  it("leaves stocks out, with a note", function()
    local p = small():rolling(4)
    assert.are.equal(8, #p.series)
    assert.are.equal(STOCK, small_panel.notes(p, "left_out")[1].measure)
    assert.are.same({ "-", "-", "-", 30 }, listed(get(p, IMM, "Ain")))
  end)

  it("refuses a panel of stocks only", function()
    assert_misuse(function() small():filter { measure = STOCK }:rolling(4) end, "is a stock")
  end)
end)

describe("yoy and qoq of a panel", function()
  it("do what the methods of a series do", function()
    local p = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 40, 50, 60, 70, 50, 50 } } })
    assert.are.same(p.series[1]:yoy(), p:yoy().series[1])
    assert.are.same(p.series[1]:qoq(), p:qoq().series[1])
  end)

  it("have one note for all units", function()
    local p = small_panel.panel(2020, { CA }, { { keys.ain, [CA] = { 1, 2 } },
      { keys.isere, [CA] = { 1, 2 } } })
    assert.are.equal(1, #small_panel.notes(p:qoq(), "nominal"))
    assert.are.equal(1, #small_panel.notes(p:qoq():filter { departement = "Ain" }, "nominal"))
    assert.are.equal(0, #small_panel.notes(small():qoq():filter { measure = IMM }, "nominal"))
  end)
end)

describe("urssaf.panel.ratio", function()
  hygiene("urssaf.panel.ratio",
    { "add", "is_on_one_basis", "of", "operands", "through", "with_parts" })
end)
describe("urssaf.panel.temporal", function()
  hygiene("urssaf.panel.temporal", { "annual", "growth", "index", "map", "over", "quarterly",
    "rolling" })
end)

describe("churn", function()
  local A, B = "radiations", "administrativement_actifs"

  it("is the year's strike-offs over the mean stock", function()
    local panel = small_panel.panel(2020, { A, B }, {
      { small_panel.keys.ain, [A] = { 10, 20, 30, 40 }, [B] = { 400, 500, 500, 600 } },
      { small_panel.keys.isere, [A] = { 1, 2, 3, 4 }, [B] = { 100, 100, 100, 100 } },
    }):with "taux_radiation"
    assert.are.same({ 0.025, 0.04, 0.06, 40 / 600 },
      small_panel.listed(panel:get { departement = "Ain", measure = "taux_radiation" }))
    local year = panel:total():annual():get { measure = "taux_radiation" }
    assert.is_near(110 / 600, year:at "2020", 1e-12)
    assert.is_near(110 / 600, panel:total():rolling(4):get { measure = "taux_radiation" }
      :at "2020-Q4", 1e-12)
  end)

  it("has the breaks of strike-offs, to their last quarter", function()
    local panel = small_panel.panel(2019, { A, B }, {
      { small_panel.keys.ain, [A] = { 1, 1, 1, 1, 1, 1, 1, 1, 1 },
        [B] = { 9, 9, 9, 9, 9, 9, 9, 9, 9 } } }):with "taux_radiation"
    local note = small_panel.notes(panel:annual():filter { measure = "taux_radiation" }, "break")[1]
    assert.are.same({ "strike-offs-2019", { "2019", "2020" } }, { note.id, note.periods })
  end)
end)

describe("a ratio of a year in which its unit begins", function()
  it("is missing, and what the unit has of its parts is in that of the sum", function()
    local years = small_panel.panel(2020, { RAD, IMM }, {
      { keys.ain, [RAD] = { 1, 1, 1, 1 }, [IMM] = { 4, 4, 4, 4 } },
      { keys.corse, [RAD] = { false, false, 1, 1 }, [IMM] = { false, false, 2, 2 } },
    }):annual():with("r", { numerator = RAD, denominator = IMM })
    assert.are.same({ 0.25 }, listed(years:get { measure = "r", region =
      "Auvergne-Rhône-Alpes" }))
    assert.are.same({ "-" }, listed(years:get { measure = "r", region = "Corse" }))
    -- 4 + 2 of 16 + 4
    assert.are.same({ 0.3 }, listed(years:total():get { measure = "r" }))
  end)
end)

describe("a ratio of a measure whose unit is not known", function()
  it("has no known unit", function()
    local p = small_panel.panel(2020, { "dossiers_x", IMM },
      { { keys.ain, dossiers_x = { 3 }, [IMM] = { 4 } } })
      :with("r", { numerator = "dossiers_x", denominator = IMM })
    assert.are.same({ 0.75 }, listed(p:get { measure = "r" }))
    assert.is_nil(p:get { measure = "r" }.unit)
  end)
end)

describe("a ratio of measures that come after it", function()
  it("comes first", function()
    local p = small_panel.panel(2020, { "dpae_brut", "dpae_cvs" },
      { { keys.ain, dpae_brut = { 3 }, dpae_cvs = { 4 } } })
      :with("taux_activite", { numerator = "dpae_brut", denominator = "dpae_cvs" })
    assert.are.same({ "taux_activite", "dpae_brut", "dpae_cvs" },
      { p.series[1].measure, p.series[2].measure, p.series[3].measure })
  end)
end)
