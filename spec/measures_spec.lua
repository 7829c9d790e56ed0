-- Natures, units and breaks, as the portal and the field define them.
local hygiene = require "spec.support.hygiene"
local measures = require "urssaf.measures"
local quarter = require "urssaf.quarter"

describe("urssaf.measures", function()
  hygiene("urssaf.measures",
    { "TURNOVER_PER_ACTIVE", "breaks", "names", "of", "rank", "turnover_is" })

  for name, expected in pairs {
    immatriculations = { "flow", "account" }, radiations = { "flow", "account" },
    chiffres_d_affaires = { "flow", "EUR" }, economiquement_actifs = { "count", "account" },
    administrativement_actifs = { "stock", "account" }, solde = { "flow", "account" },
    taux_activite = { "ratio", "1" }, chiffre_d_affaires_moyen = { "ratio", "EUR/account" },
    effectifs_salaries_brut = { "stock", "employee" }, masse_salariale_cvs = { "flow", "EUR" },
    dpae_brut = { "flow", "declaration" }, nombre_de_procedures_brut = { "flow", "proceeding" },
    administrativement_actifs_nb = { "stock", "account" },
  } do
    it(("%s is a %s, in %s"):format(name, expected[1], expected[2]), function()
      local definition = measures.of(name)
      assert.are.same(expected, { definition.nature, definition.unit })
    end)
  end

  it("has labels, definitions and a source for each, in both languages", function()
    local NATURES = { flow = true, stock = true, count = true, ratio = true }
    for _, name in ipairs(measures.names()) do
      local definition = measures.of(name)
      assert.are.equal(name, definition.name)
      assert.is_true(NATURES[definition.nature])
      for _, field in ipairs { "label", "definition" } do
        for _, language in ipairs { "fr", "en" } do
          assert.is_true(#definition[field][language] > 2, name)
        end
      end
      assert.is_string(definition.source)
      assert.are.equal(name:find("_cvs$") ~= nil, definition.adjusted == true)
    end
  end)

  it("knows what ratios and differences are made of", function()
    assert.are.same({ numerator = "economiquement_actifs",
      denominator = "administrativement_actifs" }, measures.of("taux_activite").parts)
    assert.are.same({ numerator = "chiffres_d_affaires", denominator = "economiquement_actifs" },
      measures.of("chiffre_d_affaires_moyen").parts)
    assert.are.same({ plus = "immatriculations", minus = "radiations" }, measures.of("solde").terms)
    for _, name in ipairs(measures.names()) do
      local definition = measures.of(name)
      assert.are.equal(definition.nature == "ratio", definition.parts ~= nil)
      for _, part in pairs(definition.parts or definition.terms or {}) do
        assert.is_not_nil(measures.of(part))
      end
    end
  end)

  it("takes the estimates of 2021 for what they estimate", function()
    for name, nature in pairs { radiations_estimees = "flow", radiations_nb_estime = "flow",
      administrativement_actifs_estimes = "stock" } do
      local definition = measures.of(name)
      assert.are.same({ name, nature, true },
        { definition.name, definition.nature, definition.estimated })
      assert.matches("estimat", definition.label.en)
      assert.is_true(#measures.breaks(name) > 0)
    end
    assert.are.equal(measures.rank "radiations", measures.rank "radiations_estimees")
  end)

  it("knows nothing of others", function()
    for _, name in ipairs { "mystere", "", "immatriculations_estimees", "Radiations" } do
      assert.is_nil(measures.of(name))
      assert.is_nil(measures.rank(name))
      assert.are.same({}, measures.breaks(name))
    end
    assert.is_nil(measures.of(nil))
    assert.is_nil(measures.rank(5))
  end)

  it("ranks the five first, then what is derived from them", function()
    local names = measures.names()
    assert.are.same({ "immatriculations", "radiations", "chiffres_d_affaires",
      "economiquement_actifs", "administrativement_actifs" }, { table.unpack(names, 1, 5) })
    for i, name in ipairs(names) do assert.are.equal(i, measures.rank(name)) end
    for _, name in ipairs { "solde", "taux_activite", "chiffre_d_affaires_moyen" } do
      assert.is_true(measures.rank(name) < measures.rank "nombre_de_ti_actifs")
    end
  end)

  it("gives copies of its list of names", function()
    measures.names()[1] = "changed"
    assert.are.equal("immatriculations", measures.names()[1])
  end)

  describe("breaks", function()
    it("are those of strike-offs put off, and of the law of 2014", function()
      for _, name in ipairs { "radiations", "administrativement_actifs", "solde",
        "taux_activite" } do
        local periods = {}
        for i, known in ipairs(measures.breaks(name)) do periods[i] = known.period end
        assert.are.same({ "2014-Q2", "2019-Q4", "2022-Q4", "2023-Q4" }, periods)
      end
    end)

    it("do not touch registrations, turnover and the active", function()
      for _, name in ipairs { "immatriculations", "chiffres_d_affaires", "economiquement_actifs",
        "chiffre_d_affaires_moyen", "dpae_brut" } do
        assert.are.same({}, measures.breaks(name))
      end
    end)

    it("have a date in their quarter, a window around it, a reason and a source", function()
      for _, known in ipairs(measures.breaks "radiations") do
        local month = tonumber(known.date:sub(6, 7))
        assert.are.equal(known.period, quarter.parse { tonumber(known.date:sub(1, 4)),
          math.ceil(month / 3) })
        assert.is_true(quarter.compare(known.from, known.period) <= 0)
        assert.is_true(quarter.compare(known.period, known.to) <= 0)
        assert.is_true(#known.explanation.fr > 10 and #known.explanation.en > 10)
        assert.is_string(known.source)
      end
    end)
  end)

  it("tells a total of turnover from a mean, by the active", function()
    -- published: 3 368 and 5 070 euros an account
    assert.are.equal("total", measures.turnover_is(1570e6, 465000))
    assert.are.equal("total", measures.turnover_is(8.05e9, 1587000))
    -- 100 means of some 4 567 euros, 1 145 000 active
    assert.are.equal("mean", measures.turnover_is(100 * 4567, 1145000))
    -- one small unit: 4 500 euros each of 50 accounts
    assert.are.equal("mean", measures.turnover_is(4500, 50))
    -- of 8 accounts it cannot be told
    assert.is_nil(measures.turnover_is(4500, 8))
    assert.is_nil(measures.turnover_is(0, 0))
    assert.is_nil(measures.turnover_is(-5, 3))
  end)
end)
