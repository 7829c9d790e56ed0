--- The people who work for Urssaf.
local family = require "urssaf.domain.catalogue.family"

return family.of {
  name = "staff", source = "Urssaf",
  subject = { fr = "Personnel des Urssaf", en = "Urssaf staff" },
  usual = "effectif_organisme",
  measures = {
    { "effectif_organisme", "stock", "person",
      { fr = "Effectif de l'organisme", en = "Staff of the agency" },
      { fr = "Personnes employées par l'organisme, tenues pour celles de la fin du mois.",
        en = "People whom the agency employs, taken to be those at the month's end." },
      inferred = true },
    { "effectifs_urssaf", "count", "full-time job",
      { fr = "Effectifs des Urssaf", en = "Staff of the Urssaf agencies" },
      { fr = "Emplois en CDI des Urssaf et des caisses d'outre-mer et de Lozère qui en tiennent"
          .. " lieu, en équivalents temps plein et en moyenne annuelle.",
        en = "Permanent jobs at the Urssaf agencies, and at the offices that stand in for them"
          .. " overseas and in Lozère, as full-time jobs and as the year's mean." } },
    -- Urssaf's description does not name the national agency.
    { "effectifs_urssaf_caisse_nationale", "count", "full-time job",
      { fr = "Effectifs de l'Urssaf Caisse nationale", en = "Staff of the national Urssaf agency" },
      { fr = "Emplois en CDI de la Caisse nationale dans la région, en équivalents temps plein et"
          .. " en moyenne annuelle.",
        en = "Permanent jobs at the national agency in the region, as full-time jobs and as the"
          .. " year's mean." }, inferred = true },
  },
  datasets = {
    { "od_effectif_cdi_cdd_caissenat", "month", time = "date_dernier_jour_du_mois",
      dimensions = "organisme nature_du_contrat sexe code_region region",
      ignored = "geom centroid" },
    { "urssaf-effectif-par-metier", "month",
      dimensions = "organisme nature_de_contrat libelle_famille_professionnelle libelle_metier" },
    { "urssaf-effectif-teletravail", "month", time = "date_dernier_jour_du_mois",
      dimensions = "organisme nature_du_contrat sexe code_region region code_formule_teletravail "
        .. "libelle_formule_teletravail formule_teletravail", ignored = "geom centroid" },
    { "urssaf-effectif-tranche-age", "month",
      dimensions = "organisme nature_de_contrat genre tranche_age" },
    { "effectifs-par-region", "year",
      dimensions = "code_ancienne_region ancienne_region code_nouvelle_region nouvelle_region",
      ignored = "date_unix", measures = "effectifs_urssaf effectifs_urssaf_caisse_nationale" },
  },
}
