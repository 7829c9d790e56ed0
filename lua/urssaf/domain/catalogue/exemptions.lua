--- Contributions that employers of the private sector do not pay by law, by year of the work since
-- 2004. Mayotte and farms are not covered. The dataset `champ-large` has other employers too.
local family = require "urssaf.domain.catalogue.family"

local REGION = family.REGION

return family.of {
  name = "exemptions", source = "Urssaf",
  irregular = true,
  subject = { fr = "Exonérations de cotisations", en = "Exemptions from contributions" },
  usual = "montant_des_exonerations",
  measures = {
    { "montant_des_exonerations", "flow", "EUR",
      { fr = "Exonérations de cotisations", en = "Contributions not levied" },
      { fr = "Cotisations dont les employeurs sont dispensés au titre de l'année d'emploi, et"
          .. " crédit d'impôt compétitivité emploi (CICE) de 2013 à 2018, en euros courants.",
        en = "Contributions that employers need not pay for the year of the work, and the tax"
          .. " credit of 2013 to 2018 (CICE), in current euros." } },
  },
  datasets = {
    { "exos-champ-large-par-grandes-categories", "year",
      dimensions = "champ grande_categorie_de_mesures code_grande_categorie_de_mesures" },
    { "exos-secteur-na38i-grandes-categories", "year",
      dimensions = "secteur_na38i secteur_na17i grand_secteur_d_activite "
        .. "grande_categorie_de_mesures categorie_detail_ag code_grande_categorie_de_mesures "
        .. "code_categorie_detail_ag" },
    { "exos-secteur-prive-france-entiere-par-mesures", "year",
      dimensions = "grande_categorie_de_mesures categorie_de_mesures mesure_d_exoneration "
        .. "code_grande_categorie_de_mesures code_categorie_de_mesures code_mesure_d_exoneration" },
    { "exos-secteur-prive-par-depart-grandes-categories", "year",
      dimensions = "grande_categorie_de_mesures categorie_detail_ag mesure_d_exo_detail_ag "
        .. "code_grande_categorie_de_mesures code_categorie_detail_ag code_mesure_detail_ag "
        .. "code_departement departement" },
    { "exos-secteur-prive-par-region-grandes-categories", "year", lag = 200,
      dimensions = REGION .. "grande_categorie_de_mesures categorie_detail_ag "
        .. "code_grande_categorie_de_mesures code_categorie_detail_ag" },
    { "exos-secteur-prive-tranche-ent", "year",
      dimensions = "tranche_d_effectif grande_categorie_de_mesures categorie_de_mesures "
        .. "code_grande_categorie_de_mesures code_categorie_de_mesures" },
  },
}
