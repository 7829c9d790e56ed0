--- Employers' establishments of the private sector and their employees at the end of each year
-- since 2006. The datasets have a column for each year, and are read as if they had a row. Their
-- columns' names were measured; their labels were not.
local family = require "urssaf.domain.catalogue.family"

local REGION, DEPARTEMENT = family.REGION, family.DEPARTEMENT
local SECTORS = "grand_secteur_d_activite secteur_na17 secteur_na38 secteur_na88 "

---@type urssaf.MethodChange[]
local CHANGES = {
  { id = "contracts-2022", day = "2022-01-20", measures = { "effectifs_salaries" },
    explanation = {
      fr = "depuis janvier 2022, les publications comptent les salariés dans les seules"
        .. " déclarations de chaque contrat (DSN) : les niveaux peuvent en être révisés plus que"
        .. " d'habitude",
      en = "publications since January 2022 count employees in the declarations of each contract"
        .. " (DSN) alone: levels may be revised more than usual" } },
  { id = "december-2022", day = "2022-01-20", measures = { "nombre_d_etablissements" },
    explanation = {
      fr = "depuis janvier 2022, les publications comptent les établissements qui ont déclaré des"
        .. " salaires en décembre ; celles d'avant, au cours du dernier trimestre",
      en = "publications since January 2022 count the establishments that declared wages in"
        .. " December; those before, in the last quarter" } },
}

return family.of {
  name = "employment_at_year_end", source = "Urssaf", inferred = "labels", changes = CHANGES,
  subject = { fr = "Secteur privé", en = "Private sector" },
  scope = { fr = "établissements employeurs du secteur privé, régime général",
    en = "employers' establishments of the private sector, general scheme" },
  usual = "nombre_d_etablissements effectifs_salaries",
  measures = {
    { "nombre_d_etablissements", "stock", "establishment",
      { fr = "Établissements employeurs", en = "Employers' establishments" },
      { fr = "Établissements qui ont déclaré des salaires pour le mois de décembre.",
        en = "Establishments that declared wages for the month of December." } },
    { "effectifs_salaries", "stock", "employee",
      { fr = "Effectifs salariés", en = "Employees" },
      { fr = "Salariés dont le contrat court au 31 décembre, données brutes.",
        en = "Employees whose contract runs on 31 December, not adjusted." } },
  },
  datasets = {
    { "etablissements-et-effectifs-salaries-au-niveau-commune-x-ape-last", "year", lag = 160,
      dimensions = DEPARTEMENT .. SECTORS .. "zone_d_emploi code_zone_d_emploi epci code_epci "
        .. "commune intitule_commune code_commune ape code_ape" },
    { "nombre-detablissements-employeurs-et-effectifs-salaries-du-secteur-prive-france-", "year",
      lag = 160, dimensions = SECTORS .. "ape code_ape" },
    { "nombre-detablissements-employeurs-et-effectifs-salaries-du-secteur-prive-par-dep", "year",
      dimensions = DEPARTEMENT .. "grand_secteur_d_activite tranche_d_effectif" },
    { "nombre-detablissements-employeurs-et-effectifs-salaries-du-secteur-prive-par-reg", "year",
      lag = 160, dimensions = REGION .. SECTORS .. "ape code_ape" },
    { "nombre-detablissements-employeurs-et-effectifs-salaries-du-secteur-prive-par-zon", "year",
      lag = 160,
      dimensions = "region code_region zone_d_emploi code_zone_d_emploi " .. SECTORS },
  },
}
