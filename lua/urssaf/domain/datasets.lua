--- What is known beforehand of the portal's quarterly datasets.
--
-- It lets a narrowed question be asked without waiting for the metadata, and tells a new column
-- from one that was always there. It never refuses a dataset: one that is not here is read by its
-- header and its metadata alone.
--
--   dimensions  the text columns that tell units apart (their `code_` columns go without saying)
--   columns     all columns, where they are known; a fetch needs each of them
local AE_MEASURES = { "immatriculations", "radiations", "chiffres_d_affaires",
  "economiquement_actifs", "administrativement_actifs" }

local function ae_columns(...)
  local columns = { "annee", "trimestre", "dernier_jour_du_trimestre", ... }
  for _, name in ipairs(AE_MEASURES) do columns[#columns + 1] = name end
  return columns
end

return {
  ["auto-entrepreneurs-par-departement"] = {
    dimensions = { "region", "departement" },
    columns = ae_columns("region", "departement", "code_region", "code_departement"),
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
