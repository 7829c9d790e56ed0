-- Natures, units and breaks, as the portal and the field define them.
local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local measure_order = require "urssaf.domain.measure_order"
local measures = require "urssaf.domain.measures"
local quarter = require "urssaf.domain.quarter"
local schema = require "urssaf.domain.schema"

-- In canonical order: the five measures, the stock's heading of 2021, the derived measures, and
-- those of other datasets.
local EXPECTED = {
  { "immatriculations", "flow", "account" },
  { "radiations", "flow", "account" },
  { "chiffres_d_affaires", "flow", "EUR" },
  { "economiquement_actifs", "count", "account" },
  { "administrativement_actifs", "stock", "account" },
  { "administrativement_actifs_nb", "stock", "account" },
  { "solde", "flow", "account" },
  { "taux_activite", "ratio", "1" },
  { "chiffre_d_affaires_moyen", "ratio", "EUR/account" },
  { "taux_radiation", "ratio", "1" },
  { "nombre_de_ti_actifs", "stock", "account" },
  { "effectifs_salaries_brut", "stock", "employee" },
  { "effectifs_salaries_cvs", "stock", "employee" },
  { "masse_salariale_brut", "flow", "EUR" },
  { "masse_salariale_cvs", "flow", "EUR" },
  { "dpae_brut", "flow", "declaration" },
  { "dpae_cvs", "flow", "declaration" },
  { "nombre_de_procedures_brut", "flow", "proceeding" },
  { "nombre_de_procedures_cvs", "flow", "proceeding" },
}

local ESTIMATES = { radiations_estimees = "radiations", radiations_nb_estime = "radiations",
  administrativement_actifs_estimes = "administrativement_actifs",
  administrativement_actifs_nb_estim = "administrativement_actifs" }

describe("urssaf.domain.measure_order", function()
  hygiene("urssaf.domain.measure_order", { "SIZE", "estimate_of", "names", "rank" })
end)

describe("urssaf.domain.measures", function()
  hygiene("urssaf.domain.measures",
    { "TURNOVER_PER_ACTIVE", "break_of", "breaks", "estimate_of", "names", "of", "rank" })

  it("defines each measure of the canonical order", function()
    local seen = {}
    for _, name in ipairs(measures.names()) do
      assert.is_nil(seen[name], name)
      seen[name] = true
      assert.are.equal(name, measures.of(name).name)
    end
  end)

  for _, expected in ipairs(EXPECTED) do
    it(("%s is a %s, in %s"):format(lua.unpack(expected)), function()
      local definition = measures.of(expected[1])
      assert.are.same(expected, { definition.name, definition.nature, definition.unit })
    end)
  end

  it("ranks the five first, then those derived from them, then the others", function()
    local names = measures.names()
    for i, expected in ipairs(EXPECTED) do
      assert.are.equal(expected[1], names[i])
      assert.are.equal(i, measures.rank(expected[1]))
    end
    for i = #EXPECTED + 1, #names do
      assert.is_true(measures.rank(names[i]) > #EXPECTED, names[i])
      assert.is_nil(measure_order.rank(names[i]), names[i])
    end
  end)

  it("has labels, definitions and a source for each, in both languages", function()
    for _, name in ipairs(measures.names()) do
      local definition = measures.of(name)
      for _, language in ipairs { "fr", "en" } do
        local label, text = definition.label[language], definition.definition[language]
        assert.matches("^[%u\195]", label)
        assert.matches("^%u.*[^.]%.$", text)
        -- all apostrophes are ASCII, not U+2019
        assert.is_nil((label .. text):find("\226\128\153", 1, true))
      end
      assert.are_not.equal(definition.definition.fr, definition.definition.en)
      assert.matches("^%a", definition.source)
      -- Urssaf adjusts the rates of unpaid contributions too, which have no raw figures beside them
      local is_adjusted = name:find("_cvs$") or name:find("_tx_") or name:find("^taux_impayes")
      assert.are.equal(is_adjusted ~= nil, definition.adjusted == true, name)
      assert.is_nil(definition.estimated)
    end
  end)

  it("gives raw and adjusted figures one nature and unit, and different labels", function()
    for _, stem in ipairs { "effectifs_salaries", "masse_salariale", "dpae",
      "nombre_de_procedures", "ms_t_50j", "ms_t_60j", "nombre_d_employeurs",
      "nombre_d_heures_declarees", "masse_salariale_nette" } do
      local raw, adjusted = measures.of(stem .. "_brut"), measures.of(stem .. "_cvs")
      assert.are.same({ raw.nature, raw.unit }, { adjusted.nature, adjusted.unit })
      assert.are_not.equal(raw.label.fr, adjusted.label.fr)
      assert.are_not.equal(raw.label.en, adjusted.label.en)
      assert.are.same({ adjusted.name, raw.name }, { raw.counterpart, adjusted.counterpart })
    end
  end)

  it("knows the parts of ratios and differences", function()
    assert.are.same({ numerator = "economiquement_actifs",
      denominator = "administrativement_actifs" }, measures.of("taux_activite").parts)
    assert.are.same({ numerator = "chiffres_d_affaires", denominator = "economiquement_actifs" },
      measures.of("chiffre_d_affaires_moyen").parts)
    assert.are.same({ plus = "immatriculations", minus = "radiations" }, measures.of("solde").terms)
    for _, expected in ipairs(EXPECTED) do
      local definition = measures.of(expected[1])
      assert.are.equal(definition.nature == "ratio", definition.parts ~= nil)
      assert.are.equal(definition.name == "solde", definition.terms ~= nil)
    end
    for _, name in ipairs(measures.names()) do
      local definition = measures.of(name)
      assert.is_true(definition.nature == "ratio" or not definition.parts, name)
    end
  end)

  describe("of an estimate of 2021", function()
    for name, base in pairs(ESTIMATES) do
      it(("takes %s for an estimate of %s"):format(name, base), function()
        local definition, known = measures.of(name), measures.of(base)
        assert.are.same({ name, known.nature, known.unit, true },
          { definition.name, definition.nature, definition.unit, definition.estimated })
        assert.matches("estimat", definition.label.fr)
        assert.matches("estimate", definition.label.en)
        assert.matches("2021", definition.definition.fr)
        assert.matches("2021", definition.definition.en)
        assert.are.equal("Urssaf", definition.source)
        assert.are.equal(measures.rank(base), measures.rank(name))
        assert.are.same(measures.breaks(base), measures.breaks(name))
      end)

      it(("makes the column %s a measure"):format(name), function()
        assert.is_true(schema.is_measure { name = name, type = "text" })
        local roles = assert(schema.roles({ "annee", "trimestre", name, base },
          schema.knowledge(nil, {})))
        assert.are.same({ "measure", name }, { roles[3].role, roles[3].name })
        assert.are.same({ "measure", base }, { roles[4].role, roles[4].name })
      end)
    end

    it("does not mark the measure itself as an estimate", function()
      assert.is_truthy(measures.of "radiations_estimees".estimated)
      assert.is_nil(measures.of "radiations".estimated)
    end)
  end)

  it("knows no other measures", function()
    for _, name in ipairs { "mystere", "", "immatriculations_estimees", "Radiations",
      "nb_radiations_estimees", "radiations_brutes", "estim", 5, true, {} } do
      assert.is_nil(measures.of(name))
      assert.is_nil(measures.rank(name))
      assert.are.same({}, measures.breaks(name))
    end
    assert.is_nil(measures.of(nil))
    assert.is_nil(measures.rank(nil))
    assert.are.same({}, measures.breaks(nil))
  end)

  it("gives copies of its lists", function()
    measures.names()[1] = "changed"
    assert.are.equal("immatriculations", measures.names()[1])
    measures.breaks("radiations")[1] = nil
    assert.are.equal("pinel-2014", measures.breaks("radiations")[1].id)
  end)

  describe("breaks", function()
    -- Strike-offs of one 31 December were postponed to the next, so this break spans the quarters
    -- from that fourth quarter to the one a year later. The law of June 2014 shows in the data at
    -- the end of that year.
    local WINDOWS = {
      { "pinel-2014", "2014-06-18", "2014-Q2", "2014-Q2", "2014-Q4" },
      { "strike-offs-2019", "2019-12-31", "2019-Q4", "2019-Q4", "2020-Q4" },
      { "strike-offs-2022", "2022-12-31", "2022-Q4", "2022-Q4", "2023-Q4" },
      { "strike-offs-2023", "2023-12-31", "2023-Q4", "2023-Q4", "2024-Q4" },
      -- three estimates, the last of which is in the stock until 31 December 2025
      { "strike-offs-estimated", "2022-12-31", "2022-Q4", "2022-Q4", "2025-Q4" },
    }

    for _, name in ipairs { "radiations", "administrativement_actifs",
      "administrativement_actifs_nb", "solde", "taux_activite", "radiations_estimees" } do
      it("of strike-offs, and of the law of 2014, are in " .. name, function()
        local windows = {}
        for i, known in ipairs(measures.breaks(name)) do
          windows[i] = { known.id, known.date, known.period, known.from, known.to }
        end
        assert.are.same(WINDOWS, windows)
      end)
    end

    it("say in which publications they are", function()
      local publications = {}
      for i, known in ipairs(measures.breaks "radiations") do
        publications[i] = known.publications or "all"
      end
      assert.are.same({ "all", "older", "older", "older", "newer" }, publications)
      assert.are.same({ "2022-Q4", "2023-Q4", "2024-Q4" },
        measures.break_of("strike-offs-estimated").periods)
    end)

    it("affect only the measures that strike-offs affect", function()
      local touched = { radiations = true, administrativement_actifs = true,
        administrativement_actifs_nb = true, solde = true, taux_activite = true,
        taux_radiation = true }
      for _, expected in ipairs(EXPECTED) do
        assert.are.equal(touched[expected[1]] or false, #measures.breaks(expected[1]) > 0)
      end
    end)

    it("have a date in their quarter, a window around it, a reason and a source", function()
      for _, known in ipairs(measures.breaks "radiations") do
        local year, month = known.date:match("^(%d%d%d%d)%-(%d%d)%-%d%d$")
        assert.are.equal(known.period,
          quarter.parse { tonumber(year), math.ceil(tonumber(month) / 3) })
        assert.is_true(quarter.compare(known.from, known.period) <= 0)
        assert.is_true(quarter.compare(known.period, known.to) <= 0)
        -- what the first quarter lacks is in a later one
        assert.is_true(quarter.compare(known.from, known.to) < 0)
        assert.is_true(#known.explanation.fr > 10 and #known.explanation.en > 10)
        assert.are_not.equal(known.explanation.fr, known.explanation.en)
        assert.matches("%a", known.source)
        for _, name in ipairs(known.measures) do assert.is_table(measures.of(name)) end
      end
    end)

    it("are found by their ids, as notes have them", function()
      for _, known in ipairs(measures.breaks "radiations") do
        assert.are.equal(known, measures.break_of(known.id))
      end
      assert.is_nil(measures.break_of "mystere")
      assert.is_nil(measures.break_of(nil))
    end)

    it("name the law", function()
      assert.matches("2014%-626", measures.breaks("radiations")[1].source)
    end)
  end)

  describe("turnover by active account", function()
    -- published: quarterly turnover and active
    local TOTALS = { { 1.57e9, 465000 }, { 5.2e9, 1145000 }, { 6.389e9, 1302000 },
      { 8.05e9, 1587000 } }
    -- published means, 2014-Q4 to 2025-Q2
    local MEANS = { 3290, 3319, 3368, 4498, 4567, 4707, 4907, 5070 }

    it("is plausible in every published quarter, and would be after growth by half", function()
      local band = measures.TURNOVER_PER_ACTIVE
      for _, mean in ipairs(MEANS) do assert.is_true(band.low < mean and mean < band.high) end
      for _, case in ipairs(TOTALS) do
        local mean = case[1] / case[2]
        assert.is_true(band.low < mean and mean < band.high)
      end
      assert.is_true(band.high >= 1.5 * 5070)
    end)

    it("is not plausible if the total is wrong by a factor of three", function()
      local band = measures.TURNOVER_PER_ACTIVE
      for _, mean in ipairs(MEANS) do
        assert.is_true(mean / 3 < band.low)
        assert.is_true(mean * 3 > band.high)
      end
    end)
  end)
end)
