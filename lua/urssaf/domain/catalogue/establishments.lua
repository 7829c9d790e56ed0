--- Employers' establishments of the private sector, their employees and wages, by year since 1998.
-- Mayotte and farms are not covered, nor temporary workers in the figures by EPCI. The social
-- economy (ESS) is a part of it.
local family = require "urssaf.domain.catalogue.family"

local REGION, DEPARTEMENT = family.REGION, family.DEPARTEMENT

local SCOPE = {
  fr = "établissements employeurs du secteur privé, régime général, hors agriculture, hors Mayotte",
  en = "employers' establishments of the private sector, general scheme, without farms, without"
    .. " Mayotte",
}
local WITHOUT_TEMPORARY = { fr = SCOPE.fr .. ", hors intérimaires",
  en = SCOPE.en .. ", without temporary workers" }

local SOCIAL = { fr = "Économie sociale et solidaire", en = "Social economy" }

return family.of {
  name = "establishments", source = "Urssaf",
  subject = { fr = "Secteur privé", en = "Private sector" },
  usual = "nombre_d_etablissements effectifs_salaries_moyens masse_salariale",
  measures = {
    { "nombre_d_entreprises", "count", "company",
      { fr = "Entreprises employeuses", en = "Employers" },
      { fr = "Nombre moyen d'entreprises ayant versé des salaires au cours de l'année.",
        en = "Mean number of companies that paid wages in the year." }, inferred = true },
    { "nombre_d_etablissements", "count", "establishment",
      { fr = "Établissements employeurs", en = "Employers' establishments" },
      { fr = "Nombre d'établissements ayant versé des salaires, en moyenne des quatre trimestres.",
        en = "Establishments that paid wages, as the mean of the four quarters." } },
    -- a count, though they look like a stock: the mean of a year, not the level at its end
    { "effectifs_salaries_moyens", "count", "employee",
      { fr = "Effectifs salariés moyens", en = "Mean number of employees" },
      { fr = "Nombre moyen de salariés sur l'année : la moyenne des quatre trimestres, dont chacun"
          .. " est déjà une moyenne.",
        en = "Mean number of employees over the year: the mean of the four quarters, each of which"
          .. " is a mean already." } },
    { "masse_salariale", "flow", "EUR",
      { fr = "Masse salariale", en = "Wage bill" },
      { fr = "Salaires de l'année sur lesquels les cotisations sont prélevées, sans plafond, en"
          .. " euros courants ; l'indemnisation du chômage partiel n'en fait pas partie.",
        en = "Wages of the year that contributions are levied on, without a ceiling, in current"
          .. " euros; compensation for partial unemployment is not part of them." } },
  },
  datasets = {
    { "nombre-etab-effectifs-salaries-et-masse-salariale-ess-departements", "year",
      subject = SOCIAL,
      dimensions = DEPARTEMENT .. "champ_ess famille_ess" },
    { "nombre-etab-effectifs-salaries-et-masse-salariale-ess-france-x-na88", "year", lag = 250,
      subject = SOCIAL,
      dimensions = "champ_ess famille_ess grand_secteur_d_activite secteur_na88" },
    { "nombre-etab-effectifs-salaries-et-masse-salariale-ess-regions-x-na88", "year",
      subject = SOCIAL,
      dimensions = "region champ_ess famille_ess secteur_na88 code_region" },
    { "nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-dep-x-na17i", "year",
      lag = 250, scope = SCOPE,
      dimensions = DEPARTEMENT .. "grand_secteur_d_activite secteur_na17i" },
    { "nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-epci", "year", lag = 250,
      scope = WITHOUT_TEMPORARY, dimensions = REGION .. "epci code_epci" },
    { "nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-france-x-na88", "year",
      lag = 250, scope = SCOPE,
      dimensions = "grand_secteur_d_activite secteur_na38i secteur_na88i" },
    { "nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-regions-x-na27", "year",
      lag = 250, scope = SCOPE,
      dimensions = REGION .. "grand_secteur_d_activite secteur_na27i" },
    { "nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-tranche-ent", "year",
      dimensions = "tranche_d_effectif",
      measures = "nombre_d_entreprises nombre_d_etablissements effectifs_salaries_moyens "
        .. "masse_salariale" },
    { "nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-zones-emploi", "year",
      lag = 250, scope = SCOPE,
      dimensions = REGION .. "zone_d_emploi zone_d_emploi_regionalise code_zone_d_emploi "
        .. "code_zone_d_emploi_regionalise" },
  },
}
