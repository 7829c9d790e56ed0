--- What the library knows about the portal's quarterly datasets before it asks the portal.
--
-- With it, a query for a part of a dataset need not wait for the metadata, and a new column can be
-- distinguished from the known ones. A dataset that is not listed is read with its header and its
-- metadata alone.
local datasets = {}

--- The default dataset.
datasets.DATASET = "auto-entrepreneurs-par-departement"

--- The datasets by identifier:
--
--   dimensions  the text columns that tell units apart; their `code_` columns are implied
--   columns     all columns, where they are known; a fetch fails if one of them is missing
datasets.known = {
  [datasets.DATASET] = {
    dimensions = { "region", "departement" },
    columns = { "annee", "trimestre", "dernier_jour_du_trimestre", "region", "departement",
      "code_region", "code_departement", "immatriculations", "radiations", "chiffres_d_affaires",
      "economiquement_actifs", "administrativement_actifs" },
  },
  ["auto-entrepreneurs-par-secteur-dactivite"] = {
    dimensions = { "secteur_d_activite_me" },
  },
  ["travailleurs-independants-actifs-trimestriels"] = {
    dimensions = { "type_de_travailleur_independant" },
  },
  ["effectifs-salaries-et-masse-salariale-du-secteur-prive-par-region-x-na38"] = {
    dimensions = { "region", "ancienne_region", "grand_secteur_d_activite", "secteur_na28i" },
  },
  ["masse-salariale-du-secteur-prive-france-entiere"] = {
    dimensions = {},
  },
  ["procedures-collectives-france-entiere"] = { dimensions = { "nature_de_procedure" } },
  ["procedures-collectives-par-region"] = { dimensions = { "nature_de_procedure", "region" } },
  ["prime-partage-valeur-du-secteur-prive-par-trimestre-france-entiere"] = { dimensions = {} },
}

return datasets
