--- Declarations before hiring (DPAE), by the period of the hiring. The monthly datasets have the
-- contracts of more than a month.
local family = require "urssaf.domain.catalogue.family"

local REGION, DEPARTEMENT = family.REGION, family.DEPARTEMENT

local LONG = { fr = "régime général, hors intérim, contrats de plus d'un mois",
  en = "general scheme, without temporary work, contracts of more than a month" }

return family.of {
  name = "hirings", source = "Urssaf",
  subject = { fr = "Déclarations préalables à l'embauche", en = "Hiring declarations" },
  scope = { fr = "régime général, hors intérim", en = "general scheme, without temporary work" },
  usual = "dpae_brut dpae_cvs",
  measures = {
    { "dpae_brut", "flow", "declaration",
      { fr = "Déclarations préalables à l'embauche (brutes)", en = "Hiring declarations (raw)" },
      { fr = "Déclarations préalables à l'embauche au régime général, sans l'intérim (séries"
          .. " mensuelles : contrats de plus d'un mois), à la période de l'embauche, données"
          .. " brutes.",
        en = "Declarations before hiring in the general scheme, without temporary work (monthly"
          .. " series: contracts of more than a month), by the period of the hiring, not"
          .. " adjusted." } },
    { "dpae_cvs", "flow", "declaration",
      { fr = "Déclarations préalables à l'embauche (CVS)", en = "Hiring declarations (adjusted)" },
      { fr = "Déclarations préalables à l'embauche au régime général, sans l'intérim (séries"
          .. " mensuelles : contrats de plus d'un mois), à la période de l'embauche, corrigées des"
          .. " variations saisonnières, et des jours ouvrables dans les séries nationales ou"
          .. " mensuelles.",
        en = "Declarations before hiring in the general scheme, without temporary work (monthly"
          .. " series: contracts of more than a month), by the period of the hiring, seasonally"
          .. " adjusted, and adjusted for working days in national or monthly series." },
      adjusted = true },
  },
  datasets = {
    { "dpae-france-entiere-x-na38", "quarter", lag = 20,
      dimensions = "grand_secteur_d_activite secteur_na38 duree_de_contrat nature_de_contrat" },
    { "dpae-par-departement-x-grand-secteur", "quarter", lag = 80, adjustment = "season",
      dimensions = DEPARTEMENT .. "grand_secteur_d_activite duree_de_contrat nature_de_contrat" },
    { "dpae-par-region-x-na38", "quarter", lag = 80, adjustment = "season",
      dimensions = REGION .. "grand_secteur_d_activite secteur_na38 duree_de_contrat "
        .. "nature_de_contrat" },
    { "dpae-mensuelles-france-entiere", "month", time = "annee trimestre dernier_jour_du_mois",
      lag = 20, scope = LONG, dimensions = "duree_de_contrat nature_de_contrat" },
    { "dpae-mensuelles-par-region", "month", time = "annee trimestre dernier_jour_du_mois",
      lag = 50, scope = LONG, dimensions = REGION .. "duree_de_contrat nature_de_contrat" },
    { "dpae-annuelles-sexe-age", "year",
      dimensions = "tranche_age libelle_de_l_age sexe libelle_du_sexe secteur_na38 "
        .. "grand_secteur_d_activite nature_de_contrat duree_de_contrat", measures = "dpae_brut" },
  },
}
