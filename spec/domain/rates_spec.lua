local additivity = require "urssaf.domain.additivity"
local hygiene = require "spec.support.hygiene"
local rates = require "urssaf.domain.rates"

describe("urssaf.domain.rates", function()
  hygiene("urssaf.domain.rates", { "is_growth", "kind" })

  -- measures of Urssaf's datasets
  for name, kind in pairs {
    part_assiette_chomage_partiel = "percent", part_etablissements_avec_primes = "percent",
    taux_de_couverture_des_di = "percent", taux_impayes_fin_mois = "percent",
    glissement_annuel_de_la_ms = "percent", glissement_trim_tx_90_jours = "percent",
    ga_ms_t_50j_cvs = "percent", gt_ms_t_60j_cvs = "percent",
    montant_ppv_moyen_par_indiv = "mean", age_moyen_categ_x_dep = "mean",
    montant_primes_moyen_par_indiv = "mean", duree_moyenne = "mean", salaire_moyen = "mean",
    note = "mark",
    -- of other tables
    part = "percent", taux = "percent", tx_chomage = "percent", pct_x = "percent",
    pourcentage_de_femmes = "percent", proportion = "percent", moyenne_des_salaires = "mean",
    indice_base_100 = "mark", ratio = "mark", mediane_revenu = "mark",
  } do
    it("tells by its name that " .. name .. " is a rate", function()
      assert.are.equal(kind, rates.kind(name))
      assert.are.equal("ratio", additivity.nature { measure = name })
      assert.are.equal(kind == "percent", additivity.grows_in_points { measure = name })
    end)
  end

  for _, name in ipairs { "effectifs_salaries_moyens", "masse_salariale_brute", "gain", "parts",
    "partenaires", "nombre_de_notes", "notes", "moyens", "apparts_taux", "garanties",
    "indices", "gt1_x", "tx2", "rations_servies", "medianes" } do
    it("takes " .. name .. " for no rate", function()
      assert.is_nil(rates.kind(name))
      assert.are_not.equal("ratio", additivity.nature { measure = name })
      assert.is_false(additivity.grows_in_points { measure = name })
    end)
  end

  it("counts less than a definition, and than what was done to a series", function()
    assert.are.equal("1", additivity.unit { measure = "taux_activite" })
    assert.are.equal("change", additivity.nature { measure = "taux_x", nature = "change" })
    assert.is_nil(additivity.nature { measure = "taux_x", nature = "unknown" })
    assert.is_false(additivity.grows_in_points { measure = "taux_x", unit = "index" })
    assert.is_true(additivity.grows_in_points { measure = "x", unit = "%" })
  end)
end)
