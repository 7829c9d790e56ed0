-- The columns and types of the portal's datasets that are series of months, quarters or years, as
-- the portal gave them in 2026: measured schemas, collected by the public data pipeline
-- subsetsio/connectors (src/urssaf). A line without indentation is a dataset and its grain; the
-- lines below it are its columns in the portal's order, `text` where no type is named.
local COLUMNS = [[
assiette-chomage-partiel-trimestrielle-du-secteur-prive-par-na38 quarter
  grand_secteur_d_activite secteur_na17 secteur_na38 annee:date trimestre:int
  dernier_jour_du_trimestre:date masse_salariale_brute:int glissement_annuel_de_la_ms:double
  assiette_chomage_partiel:int part_assiette_chomage_partiel:double
auto-entrepreneurs-par-departement quarter
  region departement annee:date trimestre:int dernier_jour_du_trimestre:date code_region
  code_departement immatriculations:double radiations:double chiffres_d_affaires:double
  economiquement_actifs:double administrativement_actifs:double
auto-entrepreneurs-par-departement-secteur quarter
  secteur_d_activite region departement annee:date trimestre:int dernier_jour_du_trimestre:date
  code_region code_departement chiffres_d_affaires:double economiquement_actifs:double
  administrativement_actifs:double
auto-entrepreneurs-par-secteur-dactivite quarter
  secteur_d_activite_me annee:date trimestre:int dernier_jour_du_trimestre:date
  immatriculations:double radiations:double economiquement_actifs:double
  administrativement_actifs:double chiffres_d_affaires:double
dpae-france-entiere-x-na38 quarter
  grand_secteur_d_activite secteur_na38 duree_de_contrat nature_de_contrat annee:date
  trimestre:int dernier_jour_du_trimestre:date dpae_brut:int dpae_cvs:int
dpae-par-departement-x-grand-secteur quarter
  region ancienne_region departement grand_secteur_d_activite duree_de_contrat nature_de_contrat
  annee:date trimestre:int dernier_jour_du_trimestre:date code_region code_ancienne_region
  code_departement dpae_brut:int dpae_cvs:double
dpae-par-region-x-na38 quarter
  region ancienne_region grand_secteur_d_activite secteur_na38 duree_de_contrat nature_de_contrat
  annee:date trimestre:int dernier_jour_du_trimestre:date code_region code_ancienne_region
  dpae_brut:int dpae_cvs:double
effectifs-salaries-et-masse-salariale-du-secteur-prive-france-entiere-x-na88 quarter
  grand_secteur_d_activite secteur_na38i secteur_na88i annee:date trimestre:int
  dernier_jour_du_trimestre:date effectifs_salaries_brut:int effectifs_salaries_cvs:int
  masse_salariale_brut:int masse_salariale_cvs:int
effectifs-salaries-et-masse-salariale-du-secteur-prive-par-departement-x-grand-s quarter
  region ancienne_region departement grand_secteur_d_activite annee:date trimestre:int
  dernier_jour_du_trimestre:date code_region code_ancienne_region code_departement
  effectifs_salaries_brut:int effectifs_salaries_cvs:int masse_salariale_brut:int
  masse_salariale_cvs:int
effectifs-salaries-et-masse-salariale-du-secteur-prive-par-region-x-na38 quarter
  region ancienne_region grand_secteur_d_activite secteur_na28i annee:date trimestre:int
  dernier_jour_du_trimestre:date code_region code_ancienne_region effectifs_salaries_brut:int
  effectifs_salaries_cvs:int masse_salariale_brut:int masse_salariale_cvs:int
effectifs-salaries-et-masse-salariale-du-secteur-prive-par-zone-demploi quarter
  libelle_zone_d_emploi zone_d_emploi region ancienne_region libelle_zone_d_emploi_reg
  zone_d_emploi_regionalisee annee:date trimestre:int dernier_jour_du_trimestre:date code_region
  code_ancienne_region code_zone_d_emploi code_zone_d_emploi_regionalisee
  effectifs_salaries_brut:int effectifs_salaries_cvs:int masse_salariale_brut:int
  masse_salariale_cvs:int
masse-salariale-du-secteur-prive-france-entiere quarter
  annee:date trimestre:int dernier_jour_trim:date ms_t_50j_brut:int ms_t_60j_brut:int
  ms_t_50j_cvs:int ms_t_60j_cvs:int gt_ms_t_50j_cvs:double gt_ms_t_60j_cvs:double
  ga_ms_t_50j_cvs:double ga_ms_t_60j_cvs:double
particuliers-employeurs-par-categorie-demploi-et-par-region quarter
  region ancienne_region categorie_d_emploi type_d_emploi systeme_declaratif annee:date
  trimestre:int dernier_jour_du_trimestre:date code_region code_ancienne_region
  code_categorie_d_emploi nombre_d_employeurs_brut:int nombre_d_heures_declarees_brut:int
  masse_salariale_nette_brut:int nombre_d_employeurs_cvs:int nombre_d_heures_declarees_cvs:int
  masse_salariale_nette_cvs:int
prime-partage-valeur-du-secteur-prive-par-trimestre-france-entiere quarter
  annee:date trimestre:int dernier_jour_du_trimestre:date nombre_etablissement_prime_ppv:int
  total_etablissements_actifs:int part_etablissements_avec_primes:double
  nombre_individus_prime_ppv:int montant_prime_ppv:double montant_ppv_moyen_par_indiv:double
  montant_di_ppv:double taux_de_couverture_des_di:double
prime-partage-valeur-du-secteur-prive-par-trimestre-france-entiere-x-secteur-n38 quarter
  secteur_na38i grand_secteur_d_activite annee:date trimestre:int dernier_jour_du_trimestre:date
  nombre_etablissement_prime_ppv:int total_etablissements_actifs:int
  part_etablissements_avec_primes:double nombre_individus_prime_ppv:int montant_prime_ppv:double
  montant_ppv_moyen_par_indiv:double montant_di_ppv:double taux_de_couverture_des_di:double
prime-partage-valeur-du-secteur-prive-par-trimestre-par-region quarter
  region ancienne_region annee:date trimestre:int dernier_jour_du_trimestre:date code_region
  code_ancienne_region nombre_etablissement_prime_ppv:int total_etablissements_actifs:int
  part_etablissements_avec_primes:double nombre_individus_prime_ppv:int montant_prime_ppv:double
  montant_ppv_moyen_par_indiv:double montant_di_ppv:double taux_de_couverture_des_di:double
prime-partage-valeur-par-trimestre-champ-large-france-entiere quarter
  champ annee:int trimestre:int dernier_jour_du_trimestre:date nombre_etablissement_prime_ppv:int
  total_etablissements_actifs:int part_etablissements_avec_primes:double
  nombre_individus_prime_ppv:int montant_prime_ppv:double montant_ppv_moyen_par_indiv:double
  montant_di_ppv:double taux_de_couverture_des_di:double
primes-exceptionnelles-du-secteur-prive-par-trimestre-france-entiere quarter
  annee:date trimestre:int dernier_jour_du_trimestre:date montant_prime_pepa:double
  montant_prime_covid:double total_montant_primes:double nombre_etablissement_prime_pepa:int
  nombre_etablissement_prime_covid:int total_etablissement_primes:int
  total_etablissements_actifs:int part_etablissements_avec_primes:double
  nombre_individus_prime_pepa:int nombre_individus_prime_covid:int total_individus_primes:int
  montant_di_pepa:double montant_di_prime_covid:double montant_di_total_primes:double
  montant_pepa_moyen_par_indiv:double mtt_prime_covid_moyen_par_indiv:double
  montant_primes_moyen_par_indiv:double taux_de_couverture_des_di:double
primes-exceptionnelles-du-secteur-prive-par-trimestre-france-x-secteur-na38 quarter
  secteur_na38i grand_secteur_d_activite annee:date trimestre:int dernier_jour_du_trimestre:date
  total_montant_primes:double total_etablissement_primes:int total_etablissements_actifs:int
  part_etablissements_avec_primes:double total_individus_primes:int montant_di_total_primes:double
  montant_primes_moyen_par_indiv:double taux_de_couverture_des_di:double
primes-exceptionnelles-du-secteur-prive-par-trimestre-par-region quarter
  region ancienne_region annee:date trimestre:int dernier_jour_du_trimestre:date code_region
  code_ancienne_region montant_prime_pepa:double montant_prime_covid:double
  total_montant_primes:double nombre_etablissement_prime_pepa:int
  nombre_etablissement_prime_covid:int total_etablissement_primes:int
  total_etablissements_actifs:int part_etablissements_avec_primes:double
  nombre_individus_prime_pepa:int nombre_individus_prime_covid:int total_individus_primes:int
  montant_di_pepa:double montant_di_prime_covid:double montant_di_total_primes:double
  montant_pepa_moyen_par_indiv:double mtt_prime_covid_moyen_par_indiv:double
  montant_primes_moyen_par_indiv:double taux_de_couverture_des_di:double
primes-exceptionnelles-par-trimestre-champ-large-france-entiere quarter
  champ annee:int trimestre:int dernier_jour_du_trimestre:date montant_prime_pepa:double
  montant_prime_covid:double total_montant_primes:double nombre_etablissement_prime_pepa:int
  nombre_etablissement_prime_covid:int total_etablissement_primes:int
  taux_de_couverture_des_di:double
procedures-collectives-france-entiere quarter
  nature_de_procedure annee:date trimestre:int dernier_jour_du_trimestre:date
  nombre_de_procedures_brut:int nombre_de_procedures_cvs:int
procedures-collectives-par-region quarter
  region ancienne_region nature_de_procedure annee:date trimestre:int
  dernier_jour_du_trimestre:date code_region code_ancienne_region nombre_de_procedures_brut:int
travailleurs-independants-actifs-trimestriels quarter
  annee:date type_de_travailleur_independant trimestre:int dernier_jour_du_trimestre:date
  nombre_de_ti_actifs:int
dpae-mensuelles-france-entiere month
  annee:date trimestre:int dernier_jour_du_mois:date duree_de_contrat nature_de_contrat
  dpae_brut:int dpae_cvs:int
dpae-mensuelles-par-region month
  region ancienne_region duree_de_contrat nature_de_contrat annee:date trimestre:int
  dernier_jour_du_mois:date code_region code_ancienne_region dpae_brut:int dpae_cvs:int
masse-sal-et-assiette-chomage-partiel-mens-secteur-prive-anciennes-regions month
  ancienne_region dernier_jour_du_mois:date code_ancienne_region masse_salariale_brute:int
  glissement_annuel_masse_salariale:double assiette_chomage_partiel:int
  part_assiette_chomage_partiel:double
masse-salariale-et-assiette-chomage-partiel-mensuelles-du-secteur-prive month
  dernier_jour_du_mois:date masse_salariale_brute:int glissement_annuel_masse_salariale:double
  assiette_chomage_partiel:int part_assiette_chomage_partiel:double
masse-salariale-et-assiette-chomage-partiel-mensuelles-secteur-prive-par-region month
  region dernier_jour_du_mois:date code_region masse_salariale_brute:int
  glissement_annuel_masse_salariale:double assiette_chomage_partiel:int
  part_assiette_chomage_partiel:double
od_effectif_cdi_cdd_caissenat month
  organisme date_dernier_jour_du_mois:date nature_du_contrat sexe code_region:int region
  effectif_organisme:int geom:geo centroid:geo
taux-rar-horsto-mensuels-entreprises-de-10-salaries-ou-plus month
  dernier_jour_du_mois:date taux_impayes_fin_mois:double taux_impayes_fin_mois_suivant:double
  taux_impayes_echeance_90_jours:double glissement_trim_tx_fin_mois:double
  glissement_trim_tx_fin_mois_suiv:double glissement_trim_tx_90_jours:double
  glissement_annuel_tx_fin_mois:double glissement_annu_tx_fin_mois_suiv:double
  glissement_annuel_tx_90_jours:double
taux-rar-horsto-mensuels-entreprises-de-10-salaries-ou-plus-par-ancienne-region month
  ancienne_region dernier_jour_du_mois:date code_ancienne_region taux_impayes_fin_mois:double
  taux_impayes_fin_mois_suivant:double taux_impayes_echeance_90_jours:double
  glissement_trim_tx_fin_mois:double glissement_trim_tx_fin_mois_suiv:double
  glissement_trim_tx_90_jours:double glissement_annuel_tx_fin_mois:double
  glissement_annu_tx_fin_mois_suiv:double glissement_annuel_tx_90_jours:double
taux-rar-horsto-mensuels-entreprises-de-10-salaries-ou-plus-par-region month
  region dernier_jour_du_mois:date code_region taux_impayes_fin_mois:double
  taux_impayes_fin_mois_suivant:double taux_impayes_echeance_90_jours:double
  glissement_trim_tx_fin_mois:double glissement_trim_tx_fin_mois_suiv:double
  glissement_trim_tx_90_jours:double glissement_annuel_tx_fin_mois:double
  glissement_annu_tx_fin_mois_suiv:double glissement_annuel_tx_90_jours:double
urssaf-effectif-par-metier month
  organisme dernier_jour_du_mois:date nature_de_contrat libelle_famille_professionnelle
  libelle_metier effectif_organisme:int
urssaf-effectif-teletravail month
  organisme date_dernier_jour_du_mois:date nature_du_contrat sexe code_region:int region
  code_formule_teletravail libelle_formule_teletravail formule_teletravail effectif_organisme:int
  geom:geo centroid:geo
urssaf-effectif-tranche-age month
  organisme dernier_jour_du_mois:date nature_de_contrat genre tranche_age effectif_organisme:int
denombrement-annuel-des-comptes-cotisants-urssaf year
  annee:date organisme region ancienne_region code_region code_ancienne_region categorie_cotisant
  comptes_cotisants:int date_timestamp:int
denombrement-annuel-des-usagers-par-region year
  annee:date region ancienne_region categorie_cotisant code_region code_ancienne_region
  comptes_cotisants:double date_timestamp:int
dpae-annuelles-sexe-age year
  annee:date tranche_age libelle_de_l_age sexe:int libelle_du_sexe secteur_na38
  grand_secteur_d_activite nature_de_contrat duree_de_contrat dpae_brut:double
effectifs-par-region year
  annee:date code_ancienne_region ancienne_region code_nouvelle_region nouvelle_region
  effectifs_urssaf:int effectifs_urssaf_caisse_nationale:int date_unix:int
encaissements-annuels-des-urssaf year
  annee:date organisme region ancienne_region categorie_encaissements
  categorie_encaissements_detaillee code_region code_ancienne_region
  montant_des_encaissements:double date_timestamp:int
exos-champ-large-par-grandes-categories year
  champ grande_categorie_de_mesures annee:date code_grande_categorie_de_mesures:int
  montant_des_exonerations:double
exos-secteur-na38i-grandes-categories year
  secteur_na38i secteur_na17i grand_secteur_d_activite grande_categorie_de_mesures
  categorie_detail_ag annee:date code_grande_categorie_de_mesures:int code_categorie_detail_ag:int
  montant_des_exonerations:double
exos-secteur-prive-france-entiere-par-mesures year
  grande_categorie_de_mesures categorie_de_mesures mesure_d_exoneration annee:date
  code_grande_categorie_de_mesures:int code_categorie_de_mesures:int code_mesure_d_exoneration:int
  montant_des_exonerations:double
exos-secteur-prive-par-depart-grandes-categories year
  grande_categorie_de_mesures categorie_detail_ag mesure_d_exo_detail_ag annee:date
  code_grande_categorie_de_mesures:int code_categorie_detail_ag:int code_mesure_detail_ag:int
  montant_des_exonerations:double code_departement departement
exos-secteur-prive-par-region-grandes-categories year
  region ancienne_region grande_categorie_de_mesures categorie_detail_ag annee:date code_region
  code_ancienne_region code_grande_categorie_de_mesures:int code_categorie_detail_ag:int
  montant_des_exonerations:double
exos-secteur-prive-tranche-ent year
  tranche_d_effectif grande_categorie_de_mesures categorie_de_mesures annee:date
  code_grande_categorie_de_mesures:int code_categorie_de_mesures:int montant_des_exonerations:int
les-revenus-des-ti-par-departement-fin-dec year
  type_de_travailleur_independant region ancienne_region departement annee:date code_region
  code_ancienne_region code_departement nombre_de_ti:int revenu:int
les-revenus-des-ti-par-secteur-fin-dec year
  type_de_travailleur_independant secteur_d_activite annee:date nombre_de_ti:int revenu:int
les-revenus-des-travailleurs-independants-par-departement year
  type_de_travailleur_independant region ancienne_region departement annee:date code_region
  code_ancienne_region code_departement nombre_de_ti:int revenu:int
les-revenus-des-travailleurs-independants-par-departement-secteur year
  type_de_travailleur_independant region ancienne_region departement secteur_d_activite annee:date
  code_region code_ancienne_region code_departement nombre_de_ti:int revenu:int
les-revenus-des-travailleurs-independants-par-secteur year
  type_de_travailleur_independant secteur_d_activite annee:date nombre_de_ti:int revenu:int
nombre-annuels-de-delais-de-paiement year
  annee:date organisme region ancienne_region code_region code_ancienne_region accords_delais:int
  date_timestamp:int
nombre-etab-effectifs-salaries-et-masse-salariale-ess-departements year
  region ancienne_region departement champ_ess famille_ess annee:date code_region
  code_ancienne_region code_departement nombre_d_etablissements:int effectifs_salaries_moyens:int
  masse_salariale:int
nombre-etab-effectifs-salaries-et-masse-salariale-ess-france-x-na88 year
  champ_ess famille_ess grand_secteur_d_activite secteur_na88 annee:date
  nombre_d_etablissements:int effectifs_salaries_moyens:int masse_salariale:int
nombre-etab-effectifs-salaries-et-masse-salariale-ess-regions-x-na88 year
  region champ_ess famille_ess secteur_na88 annee:date code_region nombre_d_etablissements:int
  effectifs_salaries_moyens:int masse_salariale:int
nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-dep-x-na17i year
  region ancienne_region departement grand_secteur_d_activite secteur_na17i annee:date
  code_region:int code_ancienne_region:int code_departement nombre_d_etablissements:int
  effectifs_salaries_moyens:int masse_salariale:int
nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-epci year
  region ancienne_region epci annee:date code_region code_ancienne_region code_epci
  nombre_d_etablissements:int effectifs_salaries_moyens:int masse_salariale:int
nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-france-x-na88 year
  grand_secteur_d_activite secteur_na38i secteur_na88i annee:date nombre_d_etablissements:int
  effectifs_salaries_moyens:int masse_salariale:int
nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-regions-x-na27 year
  region ancienne_region grand_secteur_d_activite secteur_na27i annee:date code_region:int
  code_ancienne_region:int nombre_d_etablissements:int effectifs_salaries_moyens:int
  masse_salariale:int
nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-tranche-ent year
  tranche_d_effectif annee:date nombre_d_entreprises:int nombre_d_etablissements:int
  effectifs_salaries_moyens:int masse_salariale:double
nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-zones-emploi year
  region ancienne_region zone_d_emploi zone_d_emploi_regionalise annee:date code_region
  code_ancienne_region code_zone_d_emploi code_zone_d_emploi_regionalise
  nombre_d_etablissements:int effectifs_salaries_moyens:int masse_salariale:int
prime-de-partage-de-la-valeur-du-secteur-prive-par-an-tranche-effectif year
  libelle_tranche_ema annee:date tranche_ema nombre_etablissement_prime_ppv:int
  total_etablissements_actifs:int part_etablissements_avec_primes:double
  nombre_individus_prime_ppv:int montant_prime_ppv:double montant_ppv_moyen_par_indiv:double
  montant_di_total_ppv:double taux_de_couverture_des_di:double
prime-partage-valeur-du-secteur-prive-par-an-france-entiere-x-secteur-na38 year
  secteur_na38i grand_secteur_d_activite annee:date nombre_etablissement_prime_ppv:int
  total_etablissements_actifs:int part_etablissements_avec_primes:double
  nombre_individus_prime_ppv:int montant_prime_ppv:double montant_ppv_moyen_par_indiv:double
  montant_di_total_ppv:double taux_de_couverture_des_di:double
prime-partage-valeur-du-secteur-prive-par-an-par-region year
  region ancienne_region annee:date code_region code_ancienne_region
  nombre_etablissement_prime_ppv:int total_etablissements_actifs:int
  part_etablissements_avec_primes:double nombre_individus_prime_ppv:int montant_prime_ppv:double
  montant_ppv_moyen_par_indiv:double montant_di_total_ppv:double taux_de_couverture_des_di:double
prime-partage-valeur-du-secteur-prive-par-an-par-region-x-secteur-na28 year
  region ancienne_region secteur_na28i grand_secteur_d_activite annee:date code_region
  code_ancienne_region nombre_etablissement_prime_ppv:int total_etablissements_actifs:int
  part_etablissements_avec_primes:double nombre_individus_prime_ppv:int montant_prime_ppv:double
  montant_ppv_moyen_par_indiv:double montant_di_total_ppv:double taux_de_couverture_des_di:double
prime-partage-valeur-du-secteur-prive-par-an-par-sexe-x-age year
  libelle_de_l_age libelle_du_sexe annee:date tranche_age sexe:int nombre_individus_prime_ppv:int
  montant_di_total_ppv:double montant_ppv_moyen_par_indiv:double taux_de_couverture_des_di:double
prime-partage-valeur-par-an-champ-large-france-entiere year
  champ annee:date nombre_etablissement_prime_ppv:int total_etablissements_actifs:int
  part_etablissements_avec_primes:double nombre_individus_prime_ppv:int montant_prime_ppv:double
  montant_ppv_moyen_par_indiv:double montant_di_total_ppv:double taux_de_couverture_des_di:double
primes-exceptionnelles-du-secteur-prive-par-an-france-entiere year
  annee:date montant_prime_pepa:double montant_prime_covid:double total_montant_primes:double
  nombre_etablissement_prime_pepa:int nombre_etablissement_prime_covid:int
  total_etablissement_primes:int total_etablissements_actifs:int
  part_etablissements_avec_primes:double nombre_individus_prime_pepa:int
  nombre_individus_prime_covid:int total_individus_primes:int montant_di_pepa:double
  montant_di_prime_covid:double montant_di_total_primes:double montant_pepa_moyen_par_indiv:double
  mtt_prime_covid_moyen_par_indiv:double montant_primes_moyen_par_indiv:double
  taux_de_couverture_des_di:double
primes-exceptionnelles-du-secteur-prive-par-an-france-entiere-x-secteur-na38 year
  secteur_na38i grand_secteur_d_activite annee:date total_montant_primes:double
  total_etablissement_primes:int total_etablissements_actifs:int
  part_etablissements_avec_primes:double total_individus_primes:int montant_di_total_primes:double
  montant_primes_moyen_par_indiv:double taux_de_couverture_des_di:double
primes-exceptionnelles-du-secteur-prive-par-an-par-departement-x-secteur-na17 year
  departement region ancienne_region secteur_na17i grand_secteur_d_activite annee:date code_region
  code_ancienne_region code_departement total_montant_primes:double total_etablissement_primes:int
  total_etablissements_actifs:int part_etablissements_avec_primes:double
  total_individus_primes:int montant_di_total_primes:double montant_primes_moyen_par_indiv:double
  taux_de_couverture_des_di:double
primes-exceptionnelles-du-secteur-prive-par-an-par-region year
  region ancienne_region annee:date code_region code_ancienne_region montant_prime_pepa:double
  montant_prime_covid:double total_montant_primes:double nombre_etablissement_prime_pepa:int
  nombre_etablissement_prime_covid:int total_etablissement_primes:int
  total_etablissements_actifs:int part_etablissements_avec_primes:double
  nombre_individus_prime_pepa:int nombre_individus_prime_covid:int total_individus_primes:int
  montant_di_pepa:double montant_di_prime_covid:double montant_di_total_primes:double
  montant_pepa_moyen_par_indiv:double mtt_prime_covid_moyen_par_indiv:double
  montant_primes_moyen_par_indiv:double taux_de_couverture_des_di:double
primes-exceptionnelles-du-secteur-prive-par-an-par-region-x-secteur-na28 year
  region ancienne_region secteur_na28i grand_secteur_d_activite annee:date code_region
  code_ancienne_region total_montant_primes:double total_etablissement_primes:int
  total_etablissements_actifs:int part_etablissements_avec_primes:double
  total_individus_primes:int montant_di_total_primes:double montant_primes_moyen_par_indiv:double
  taux_de_couverture_des_di:double
primes-exceptionnelles-du-secteur-prive-par-an-par-sexe-x-age year
  libelle_de_l_age libelle_du_sexe annee:date tranche_age sexe:int total_individus_primes:int
  montant_di_total_primes:double montant_primes_moyen_par_indiv:double
  taux_de_couverture_des_di:double
primes-exceptionnelles-par-an-champ-large-france-entiere year
  champ annee:date montant_prime_pepa:double montant_prime_covid:double
  total_montant_primes:double nombre_etablissement_prime_pepa:int
  nombre_etablissement_prime_covid:int total_etablissement_primes:int
  taux_de_couverture_des_di:double
primes-partage-valeur-du-secteur-prive-par-an-par-departement-x-secteur-na17 year
  departement region ancienne_region secteur_na17i grand_secteur_d_activite annee:date code_region
  code_ancienne_region code_departement nombre_etablissement_prime_ppv:int
  total_etablissements_actifs:int part_etablissements_avec_primes:double
  nombre_individus_prime_ppv:int montant_prime_ppv:double montant_ppv_moyen_par_indiv:double
  montant_di_total_ppv:double taux_de_couverture_des_di:double
resultats-de-la-lutte-contre-le-travail-illegal year
  annee:date type_d_action organisme region ancienne_region code_region code_ancienne_region
  nombre_actions:double nombre_redressements:double montant_redressements:double
  date_timestamp:int
resultats-des-enquetes-de-satisfaction year
  annee:date code_ancienne_region ancienne_region code_region region categorie_de_cotisants
  type_de_service note:double taux_de_satisfaction:double date_unix:int
resultats-du-controle-par-les-urssaf year
  annee:date type_action organisme region ancienne_region code_region code_ancienne_region
  nombre_actions:double nombre_de_regularisations:double montant_redressements:double
  montant_restitutions:double montant_regularisations:double date_timestamp:int
travailleurs-independants-par-departement year
  type_de_travailleur_independant groupe_professionnel region ancienne_region departement
  annee:date code_region code_ancienne_region code_departement administrativement_actifs:double
  economiquement_actifs:int
travailleurs-independants-par-departement-secteur year
  type_de_travailleur_independant region ancienne_region departement secteur_d_activite annee:date
  code_region code_ancienne_region code_departement administrativement_actifs:double
  economiquement_actifs:int
travailleurs-independants-par-secteur year
  type_de_travailleur_independant groupe_professionnel secteur_d_activite annee:date
  administrativement_actifs:int economiquement_actifs:int
urssaf-indicateurs-cog year
  annee:date libelle_court_fiche_cog libelle_long_fiche_cog indicateurs format_resultat
  resultats:double etat_indicateur
]]

---@class spec.MeasuredDataset
---@field id string
---@field grain "month"|"quarter"|"year"
---@field columns { name: string, type: string }[] in the portal's order

-- The datasets in the order above.
local datasets = {}
for line in COLUMNS:gmatch "[^\n]+" do
  if line:find "^%S" then
    local id, grain = line:match "^(%S+) (%S+)$"
    datasets[#datasets + 1] = { id = id, grain = grain, columns = {} }
  end
  for name, kind in (line:find "^ " and line or ""):gmatch "([%w_]+):?(%a*)" do
    table.insert(datasets[#datasets].columns, { name = name, type = kind == "" and "text" or kind })
  end
end

return datasets
