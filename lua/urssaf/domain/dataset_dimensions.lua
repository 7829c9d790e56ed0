--- Dimensions of few datasets, in the order that sorts units. Their names are words that may mean
-- something else in a file of another origin: they are dimensions in the datasets that have them.
return {
  "code_commune", "commune", "intitule_commune", "code_ape", "ape", "champ", "champ_ess",
  "famille_ess", "organisme", "nature_du_contrat", "code_categorie_d_emploi",
  "categorie_d_emploi", "type_d_emploi", "systeme_declaratif", "categorie_cotisant",
  "categorie_de_cotisants", "type_de_service", "type_action", "type_d_action",
  "categorie_encaissements", "categorie_encaissements_detaillee",
  "code_grande_categorie_de_mesures", "grande_categorie_de_mesures", "code_categorie_de_mesures",
  "categorie_de_mesures", "code_categorie_detail_ag", "categorie_detail_ag",
  "code_mesure_d_exoneration", "mesure_d_exoneration", "code_mesure_detail_ag",
  "mesure_d_exo_detail_ag", "tranche_d_effectif", "tranche_ema", "libelle_tranche_ema", "sexe",
  "libelle_du_sexe", "genre", "tranche_age", "libelle_de_l_age", "libelle_famille_professionnelle",
  "libelle_metier", "code_formule_teletravail", "formule_teletravail",
  "libelle_formule_teletravail", "libelle_court_fiche_cog", "libelle_long_fiche_cog", "indicateurs",
}
