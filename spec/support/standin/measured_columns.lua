-- The schemas of the portal's 83 time series: measured schemas of the live portal, 2026, collected
-- by the public data pipeline subsetsio/connectors (src/urssaf). Facts only; no figure of Urssaf's.
--
-- A list of
--
--   id       the identifier
--   grain    "quarter", "month" or "year"
--   rows     how many rows there were. The pipeline tells this to within one: of the two numbers,
--            the one that makes a whole grid of units and periods is here, or else the lower one
--   columns  list of { name, type, label, is_made_up, is_measure } in the file's order; the types
--            are those of the metadata, and is_made_up says that the label is not the portal's
--   key      list of columns that tell rows apart, measured; nil where none was measured
--
-- Nothing here is taken from the library, so that its own catalogue can be held against this file.

local label_of = require "spec.support.standin.measured_labels"

local QUARTER = "annee:date trimestre:int dernier_jour_du_trimestre:date"

local BONUSES =
  "montant_prime_pepa:double montant_prime_covid:double total_montant_primes:double " ..
  "nombre_etablissement_prime_pepa:int nombre_etablissement_prime_covid:int " ..
  "total_etablissement_primes:int total_etablissements_actifs:int " ..
  "part_etablissements_avec_primes:double nombre_individus_prime_pepa:int " ..
  "nombre_individus_prime_covid:int total_individus_primes:int montant_di_pepa:double " ..
  "montant_di_prime_covid:double montant_di_total_primes:double " ..
  "montant_pepa_moyen_par_indiv:double mtt_prime_covid_moyen_par_indiv:double " ..
  "montant_primes_moyen_par_indiv:double taux_de_couverture_des_di:double"
local BONUSES_TOTAL =
  "total_montant_primes:double total_etablissement_primes:int total_etablissements_actifs:int " ..
  "part_etablissements_avec_primes:double total_individus_primes:int " ..
  "montant_di_total_primes:double montant_primes_moyen_par_indiv:double " ..
  "taux_de_couverture_des_di:double"
local SHARED_VALUE =
  "nombre_etablissement_prime_ppv:int total_etablissements_actifs:int " ..
  "part_etablissements_avec_primes:double nombre_individus_prime_ppv:int " ..
  "montant_prime_ppv:double montant_ppv_moyen_par_indiv:double montant_di_ppv:double " ..
  "taux_de_couverture_des_di:double"
local SHARED_VALUE_OF_YEAR =
  "nombre_etablissement_prime_ppv:int total_etablissements_actifs:int " ..
  "part_etablissements_avec_primes:double nombre_individus_prime_ppv:int " ..
  "montant_prime_ppv:double montant_ppv_moyen_par_indiv:double montant_di_total_ppv:double " ..
  "taux_de_couverture_des_di:double"
local JOBS_AND_PAYROLL =
  "effectifs_salaries_brut:int effectifs_salaries_cvs:int masse_salariale_brut:int " ..
  "masse_salariale_cvs:int"
local MONTHLY_PAYROLL =
  "masse_salariale_brute:int glissement_annuel_masse_salariale:double " ..
  "assiette_chomage_partiel:int part_assiette_chomage_partiel:double"
local UNPAID =
  "taux_impayes_fin_mois:double taux_impayes_fin_mois_suivant:double " ..
  "taux_impayes_echeance_90_jours:double glissement_trim_tx_fin_mois:double " ..
  "glissement_trim_tx_fin_mois_suiv:double glissement_trim_tx_90_jours:double " ..
  "glissement_annuel_tx_fin_mois:double glissement_annu_tx_fin_mois_suiv:double " ..
  "glissement_annuel_tx_90_jours:double"
local FIRMS_JOBS_AND_PAYROLL =
  "nombre_d_etablissements:int effectifs_salaries_moyens:int masse_salariale:int"

-- For each grain: identifier, rows, columns (text is the type of those without one), key.
local SCHEMAS = {}

-- 24 of them
SCHEMAS.quarter = {
  { "assiette-chomage-partiel-trimestrielle-du-secteur-prive-par-na38", 1155,
    { "grand_secteur_d_activite secteur_na17 secteur_na38", QUARTER,
      "masse_salariale_brute:int glissement_annuel_de_la_ms:double",
      "assiette_chomage_partiel:int part_assiette_chomage_partiel:double" },
    "dernier_jour_du_trimestre secteur_na38 secteur_na17 annee grand_secteur_d_activite" },
  { "auto-entrepreneurs-par-departement", 6666,
    { "region departement", QUARTER,
      "code_region code_departement immatriculations:double radiations:double",
      "chiffres_d_affaires:double economiquement_actifs:double",
      "administrativement_actifs:double" },
    "dernier_jour_du_trimestre code_departement" },
  { "auto-entrepreneurs-par-departement-secteur", 144848,
    { "secteur_d_activite region departement", QUARTER,
      "code_region code_departement chiffres_d_affaires:double economiquement_actifs:double",
      "administrativement_actifs:double" } },
  { "auto-entrepreneurs-par-secteur-dactivite", 2376,
    { "secteur_d_activite_me", QUARTER,
      "immatriculations:double radiations:double economiquement_actifs:double",
      "administrativement_actifs:double chiffres_d_affaires:double" },
    "dernier_jour_du_trimestre secteur_d_activite_me annee" },
  { "dpae-france-entiere-x-na38", 11742,
    { "grand_secteur_d_activite secteur_na38 duree_de_contrat nature_de_contrat", QUARTER,
      "dpae_brut:int dpae_cvs:int" } },
  { "dpae-par-departement-x-grand-secteur", 300908,
    { "region ancienne_region departement grand_secteur_d_activite duree_de_contrat",
      "nature_de_contrat", QUARTER,
      "code_region code_ancienne_region code_departement dpae_brut:int dpae_cvs:double" } },
  { "dpae-par-region-x-na38", 290850,
    { "region ancienne_region grand_secteur_d_activite secteur_na38 duree_de_contrat",
      "nature_de_contrat", QUARTER,
      "code_region code_ancienne_region dpae_brut:int dpae_cvs:double" } },
  { "effectifs-salaries-et-masse-salariale-du-secteur-prive-france-entiere-x-na88", 8991,
    { "grand_secteur_d_activite secteur_na38i secteur_na88i", QUARTER, JOBS_AND_PAYROLL },
    "dernier_jour_du_trimestre secteur_na88i secteur_na38i annee grand_secteur_d_activite" },
  { "effectifs-salaries-et-masse-salariale-du-secteur-prive-par-departement-x-grand-s", 77700,
    { "region ancienne_region departement grand_secteur_d_activite", QUARTER,
      "code_region code_ancienne_region code_departement", JOBS_AND_PAYROLL } },
  { "effectifs-salaries-et-masse-salariale-du-secteur-prive-par-region-x-na38", 80808,
    { "region ancienne_region grand_secteur_d_activite secteur_na28i", QUARTER,
      "code_region code_ancienne_region", JOBS_AND_PAYROLL } },
  { "effectifs-salaries-et-masse-salariale-du-secteur-prive-par-zone-demploi", 38504,
    { "libelle_zone_d_emploi zone_d_emploi region ancienne_region libelle_zone_d_emploi_reg",
      "zone_d_emploi_regionalisee", QUARTER,
      "code_region code_ancienne_region code_zone_d_emploi code_zone_d_emploi_regionalisee",
      JOBS_AND_PAYROLL } },
  { "masse-salariale-du-secteur-prive-france-entiere", 117,
    { "annee:date trimestre:int dernier_jour_trim:date ms_t_50j_brut:int ms_t_60j_brut:int",
      "ms_t_50j_cvs:int ms_t_60j_cvs:int gt_ms_t_50j_cvs:double gt_ms_t_60j_cvs:double",
      "ga_ms_t_50j_cvs:double ga_ms_t_60j_cvs:double" },
    "dernier_jour_trim" },
  { "particuliers-employeurs-par-categorie-demploi-et-par-region", 21098,
    { "region ancienne_region categorie_d_emploi type_d_emploi systeme_declaratif", QUARTER,
      "code_region code_ancienne_region code_categorie_d_emploi",
      "nombre_d_employeurs_brut:int nombre_d_heures_declarees_brut:int",
      "masse_salariale_nette_brut:int nombre_d_employeurs_cvs:int",
      "nombre_d_heures_declarees_cvs:int masse_salariale_nette_cvs:int" } },
  { "prime-partage-valeur-du-secteur-prive-par-trimestre-france-entiere", 4,
    { QUARTER, SHARED_VALUE },
    "dernier_jour_du_trimestre" },
  { "prime-partage-valeur-du-secteur-prive-par-trimestre-france-entiere-x-secteur-n38", 536,
    { "secteur_na38i grand_secteur_d_activite", QUARTER, SHARED_VALUE },
    "dernier_jour_du_trimestre secteur_na38i grand_secteur_d_activite annee" },
  { "prime-partage-valeur-du-secteur-prive-par-trimestre-par-region", 390,
    { "region ancienne_region", QUARTER, "code_region code_ancienne_region", SHARED_VALUE },
    "dernier_jour_du_trimestre ancienne_region" },
  { "prime-partage-valeur-par-trimestre-champ-large-france-entiere", 45,
    { "champ annee:int trimestre:int dernier_jour_du_trimestre:date", SHARED_VALUE },
    "dernier_jour_du_trimestre annee champ" },
  { "primes-exceptionnelles-du-secteur-prive-par-trimestre-france-entiere", 14,
    { QUARTER, BONUSES },
    "dernier_jour_du_trimestre" },
  { "primes-exceptionnelles-du-secteur-prive-par-trimestre-france-x-secteur-na38", 484,
    { "secteur_na38i grand_secteur_d_activite", QUARTER, BONUSES_TOTAL },
    "dernier_jour_du_trimestre secteur_na38i grand_secteur_d_activite annee" },
  { "primes-exceptionnelles-du-secteur-prive-par-trimestre-par-region", 356,
    { "region ancienne_region", QUARTER, "code_region code_ancienne_region", BONUSES },
    "dernier_jour_du_trimestre ancienne_region" },
  { "primes-exceptionnelles-par-trimestre-champ-large-france-entiere", 42,
    { "champ annee:int trimestre:int dernier_jour_du_trimestre:date",
      "montant_prime_pepa:double montant_prime_covid:double total_montant_primes:double",
      "nombre_etablissement_prime_pepa:int nombre_etablissement_prime_covid:int",
      "total_etablissement_primes:int taux_de_couverture_des_di:double" },
    "dernier_jour_du_trimestre annee champ" },
  { "procedures-collectives-france-entiere", 267,
    { "nature_de_procedure", QUARTER,
      "nombre_de_procedures_brut:int nombre_de_procedures_cvs:int" },
    "dernier_jour_du_trimestre annee nature_de_procedure" },
  { "procedures-collectives-par-region", 7209,
    { "region ancienne_region nature_de_procedure", QUARTER,
      "code_region code_ancienne_region nombre_de_procedures_brut:int" } },
  { "travailleurs-independants-actifs-trimestriels", 112,
    { "annee:date type_de_travailleur_independant trimestre:int",
      "dernier_jour_du_trimestre:date nombre_de_ti_actifs:int" } },
}

-- 12 of them
SCHEMAS.month = {
  { "dpae-mensuelles-france-entiere", 618,
    { "annee:date trimestre:int dernier_jour_du_mois:date duree_de_contrat",
      "nature_de_contrat dpae_brut:int dpae_cvs:int" },
    "dernier_jour_du_mois annee nature_de_contrat" },
  { "dpae-mensuelles-par-region", 16632,
    { "region ancienne_region duree_de_contrat nature_de_contrat annee:date trimestre:int",
      "dernier_jour_du_mois:date code_region code_ancienne_region dpae_brut:int",
      "dpae_cvs:int" } },
  { "masse-sal-et-assiette-chomage-partiel-mens-secteur-prive-anciennes-regions", 2574,
    { "ancienne_region dernier_jour_du_mois:date code_ancienne_region", MONTHLY_PAYROLL },
    "dernier_jour_du_mois ancienne_region code_ancienne_region" },
  { "masse-salariale-et-assiette-chomage-partiel-mensuelles-du-secteur-prive", 100,
    { "dernier_jour_du_mois:date", MONTHLY_PAYROLL },
    "dernier_jour_du_mois" },
  { "masse-salariale-et-assiette-chomage-partiel-mensuelles-secteur-prive-par-region", 1683,
    { "region dernier_jour_du_mois:date code_region", MONTHLY_PAYROLL },
    "dernier_jour_du_mois region code_region" },
  { "od_effectif_cdi_cdd_caissenat", 1232,
    { "organisme date_dernier_jour_du_mois:date nature_du_contrat sexe code_region:int",
      "region effectif_organisme:int geom:geo_shape centroid:geo_point_2d" },
    "date_dernier_jour_du_mois code_region region sexe" },
  { "taux-rar-horsto-mensuels-entreprises-de-10-salaries-ou-plus", 269,
    { "dernier_jour_du_mois:date", UNPAID } },
  { "taux-rar-horsto-mensuels-entreprises-de-10-salaries-ou-plus-par-ancienne-region", 6994,
    { "ancienne_region dernier_jour_du_mois:date code_ancienne_region", UNPAID } },
  { "taux-rar-horsto-mensuels-entreprises-de-10-salaries-ou-plus-par-region", 4573,
    { "region dernier_jour_du_mois:date code_region", UNPAID } },
  { "urssaf-effectif-par-metier", 1592,
    { "organisme dernier_jour_du_mois:date nature_de_contrat",
      "libelle_famille_professionnelle libelle_metier effectif_organisme:int" } },
  { "urssaf-effectif-teletravail", 3950,
    { "organisme date_dernier_jour_du_mois:date nature_du_contrat sexe code_region:int",
      "region code_formule_teletravail libelle_formule_teletravail formule_teletravail",
      "effectif_organisme:int geom:geo_shape centroid:geo_point_2d" } },
  { "urssaf-effectif-tranche-age", 1422,
    { "organisme dernier_jour_du_mois:date nature_de_contrat genre tranche_age",
      "effectif_organisme:int" } },
}

-- 47 of them
SCHEMAS.year = {
  { "denombrement-annuel-des-comptes-cotisants-urssaf", 798,
    { "annee:date organisme region ancienne_region code_region code_ancienne_region",
      "categorie_cotisant comptes_cotisants:int date_timestamp:int" } },
  { "denombrement-annuel-des-usagers-par-region", 1350,
    { "annee:date region ancienne_region categorie_cotisant code_region",
      "code_ancienne_region comptes_cotisants:double date_timestamp:int" } },
  { "dpae-annuelles-sexe-age", 60800,
    { "annee:date tranche_age libelle_de_l_age sexe:int libelle_du_sexe secteur_na38",
      "grand_secteur_d_activite nature_de_contrat duree_de_contrat dpae_brut:double" } },
  { "effectifs-par-region", 78,
    { "annee:date code_ancienne_region ancienne_region code_nouvelle_region nouvelle_region",
      "effectifs_urssaf:int effectifs_urssaf_caisse_nationale:int date_unix:int" },
    "annee ancienne_region code_ancienne_region nouvelle_region code_nouvelle_region" },
  { "encaissements-annuels-des-urssaf", 524,
    { "annee:date organisme region ancienne_region categorie_encaissements",
      "categorie_encaissements_detaillee code_region code_ancienne_region",
      "montant_des_encaissements:double date_timestamp:int" } },
  { "exos-champ-large-par-grandes-categories", 272,
    { "champ grande_categorie_de_mesures annee:date code_grande_categorie_de_mesures:int",
      "montant_des_exonerations:double" },
    "annee grande_categorie_de_mesures code_grande_categorie_de_mesures champ" },
  { "exos-secteur-na38i-grandes-categories", 5812,
    { "secteur_na38i secteur_na17i grand_secteur_d_activite grande_categorie_de_mesures",
      "categorie_detail_ag annee:date code_grande_categorie_de_mesures:int",
      "code_categorie_detail_ag:int montant_des_exonerations:double" } },
  { "exos-secteur-prive-france-entiere-par-mesures", 888,
    { "grande_categorie_de_mesures categorie_de_mesures mesure_d_exoneration annee:date",
      "code_grande_categorie_de_mesures:int code_categorie_de_mesures:int",
      "code_mesure_d_exoneration:int montant_des_exonerations:double" },
    "annee code_mesure_d_exoneration" },
  { "exos-secteur-prive-par-depart-grandes-categories", 15838,
    { "grande_categorie_de_mesures categorie_detail_ag mesure_d_exo_detail_ag annee:date",
      "code_grande_categorie_de_mesures:int code_categorie_detail_ag:int",
      "code_mesure_detail_ag:int montant_des_exonerations:double code_departement",
      "departement" } },
  { "exos-secteur-prive-par-region-grandes-categories", 4196,
    { "region ancienne_region grande_categorie_de_mesures categorie_detail_ag annee:date",
      "code_region code_ancienne_region code_grande_categorie_de_mesures:int",
      "code_categorie_detail_ag:int montant_des_exonerations:double" } },
  { "exos-secteur-prive-tranche-ent", 2686,
    { "tranche_d_effectif grande_categorie_de_mesures categorie_de_mesures annee:date",
      "code_grande_categorie_de_mesures:int code_categorie_de_mesures:int",
      "montant_des_exonerations:int" } },
  { "les-revenus-des-ti-par-departement-fin-dec", 707,
    { "type_de_travailleur_independant region ancienne_region departement annee:date",
      "code_region code_ancienne_region code_departement nombre_de_ti:int revenu:int" },
    "annee code_departement" },
  { "les-revenus-des-ti-par-secteur-fin-dec", 294,
    { "type_de_travailleur_independant secteur_d_activite annee:date nombre_de_ti:int",
      "revenu:int" },
    "annee secteur_d_activite" },
  { "les-revenus-des-travailleurs-independants-par-departement", 4242,
    { "type_de_travailleur_independant region ancienne_region departement annee:date",
      "code_region code_ancienne_region code_departement nombre_de_ti:int revenu:int" } },
  { "les-revenus-des-travailleurs-independants-par-departement-secteur", 164192,
    { "type_de_travailleur_independant region ancienne_region departement",
      "secteur_d_activite annee:date code_region code_ancienne_region code_departement",
      "nombre_de_ti:int revenu:int" } },
  { "les-revenus-des-travailleurs-independants-par-secteur", 1680,
    { "type_de_travailleur_independant secteur_d_activite annee:date nombre_de_ti:int",
      "revenu:int" },
    "annee secteur_d_activite type_de_travailleur_independant" },
  { "nombre-annuels-de-delais-de-paiement", 286,
    { "annee:date organisme region ancienne_region code_region code_ancienne_region",
      "accords_delais:int date_timestamp:int" },
    "annee organisme" },
  { "nombre-etab-effectifs-salaries-et-masse-salariale-ess-departements", 12176,
    { "region ancienne_region departement champ_ess famille_ess annee:date code_region",
      "code_ancienne_region code_departement", FIRMS_JOBS_AND_PAYROLL } },
  { "nombre-etab-effectifs-salaries-et-masse-salariale-ess-france-x-na88", 2780,
    { "champ_ess famille_ess grand_secteur_d_activite secteur_na88 annee:date",
      FIRMS_JOBS_AND_PAYROLL },
    "annee secteur_na88 grand_secteur_d_activite famille_ess champ_ess" },
  { "nombre-etab-effectifs-salaries-et-masse-salariale-ess-regions-x-na88", 16226,
    { "region champ_ess famille_ess secteur_na88 annee:date code_region",
      FIRMS_JOBS_AND_PAYROLL } },
  { "nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-dep-x-na17i", 43226,
    { "region ancienne_region departement grand_secteur_d_activite secteur_na17i annee:date",
      "code_region:int code_ancienne_region:int code_departement", FIRMS_JOBS_AND_PAYROLL } },
  { "nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-epci", 34668,
    { "region ancienne_region epci annee:date code_region code_ancienne_region code_epci",
      FIRMS_JOBS_AND_PAYROLL } },
  { "nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-france-x-na88", 2187,
    { "grand_secteur_d_activite secteur_na38i secteur_na88i annee:date", FIRMS_JOBS_AND_PAYROLL },
    "annee secteur_na88i secteur_na38i grand_secteur_d_activite" },
  { "nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-regions-x-na27", 19683,
    { "region ancienne_region grand_secteur_d_activite secteur_na27i annee:date",
      "code_region:int code_ancienne_region:int", FIRMS_JOBS_AND_PAYROLL },
    "annee secteur_na27i ancienne_region region grand_secteur_d_activite" },
  { "nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-tranche-ent", 216,
    { "tranche_d_effectif annee:date nombre_d_entreprises:int nombre_d_etablissements:int",
      "effectifs_salaries_moyens:int masse_salariale:double" },
    "annee tranche_d_effectif" },
  { "nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-zones-emploi", 9828,
    { "region ancienne_region zone_d_emploi zone_d_emploi_regionalise annee:date",
      "code_region code_ancienne_region code_zone_d_emploi code_zone_d_emploi_regionalise",
      FIRMS_JOBS_AND_PAYROLL } },
  { "prime-de-partage-de-la-valeur-du-secteur-prive-par-an-tranche-effectif", 8,
    { "libelle_tranche_ema annee:date tranche_ema", SHARED_VALUE_OF_YEAR },
    "libelle_tranche_ema" },
  { "prime-partage-valeur-du-secteur-prive-par-an-france-entiere-x-secteur-na38", 36,
    { "secteur_na38i grand_secteur_d_activite annee:date", SHARED_VALUE_OF_YEAR },
    "secteur_na38i grand_secteur_d_activite" },
  { "prime-partage-valeur-du-secteur-prive-par-an-par-region", 26,
    { "region ancienne_region annee:date code_region code_ancienne_region",
      SHARED_VALUE_OF_YEAR },
    "ancienne_region code_ancienne_region region code_region" },
  { "prime-partage-valeur-du-secteur-prive-par-an-par-region-x-secteur-na28", 734,
    { "region ancienne_region secteur_na28i grand_secteur_d_activite annee:date code_region",
      "code_ancienne_region", SHARED_VALUE_OF_YEAR },
    "secteur_na28i ancienne_region code_ancienne_region code_region region" },
  { "prime-partage-valeur-du-secteur-prive-par-an-par-sexe-x-age", 22,
    { "libelle_de_l_age libelle_du_sexe annee:date tranche_age sexe:int",
      "nombre_individus_prime_ppv:int montant_di_total_ppv:double",
      "montant_ppv_moyen_par_indiv:double taux_de_couverture_des_di:double" },
    "libelle_de_l_age tranche_age libelle_du_sexe sexe" },
  { "prime-partage-valeur-par-an-champ-large-france-entiere", 3,
    { "champ annee:date", SHARED_VALUE_OF_YEAR },
    "champ" },
  { "primes-exceptionnelles-du-secteur-prive-par-an-france-entiere", 4,
    { "annee:date", BONUSES },
    "annee" },
  { "primes-exceptionnelles-du-secteur-prive-par-an-france-entiere-x-secteur-na38", 144,
    { "secteur_na38i grand_secteur_d_activite annee:date", BONUSES_TOTAL },
    "annee secteur_na38i grand_secteur_d_activite" },
  { "primes-exceptionnelles-du-secteur-prive-par-an-par-departement-x-secteur-na17", 6248,
    { "departement region ancienne_region secteur_na17i grand_secteur_d_activite annee:date",
      "code_region code_ancienne_region code_departement", BONUSES_TOTAL } },
  { "primes-exceptionnelles-du-secteur-prive-par-an-par-region", 104,
    { "region ancienne_region annee:date code_region code_ancienne_region", BONUSES },
    "annee ancienne_region code_ancienne_region region code_region" },
  { "primes-exceptionnelles-du-secteur-prive-par-an-par-region-x-secteur-na28", 2942,
    { "region ancienne_region secteur_na28i grand_secteur_d_activite annee:date code_region",
      "code_ancienne_region", BONUSES_TOTAL },
    "annee secteur_na28i ancienne_region" },
  { "primes-exceptionnelles-du-secteur-prive-par-an-par-sexe-x-age", 88,
    { "libelle_de_l_age libelle_du_sexe annee:date tranche_age sexe:int",
      "total_individus_primes:int montant_di_total_primes:double",
      "montant_primes_moyen_par_indiv:double taux_de_couverture_des_di:double" },
    "annee libelle_de_l_age tranche_age libelle_du_sexe sexe" },
  { "primes-exceptionnelles-par-an-champ-large-france-entiere", 12,
    { "champ annee:date montant_prime_pepa:double montant_prime_covid:double",
      "total_montant_primes:double nombre_etablissement_prime_pepa:int",
      "nombre_etablissement_prime_covid:int total_etablissement_primes:int",
      "taux_de_couverture_des_di:double" },
    "annee champ" },
  { "primes-partage-valeur-du-secteur-prive-par-an-par-departement-x-secteur-na17", 1548,
    { "departement region ancienne_region secteur_na17i grand_secteur_d_activite annee:date",
      "code_region code_ancienne_region code_departement", SHARED_VALUE_OF_YEAR } },
  { "resultats-de-la-lutte-contre-le-travail-illegal", 684,
    { "annee:date type_d_action organisme region ancienne_region code_region",
      "code_ancienne_region nombre_actions:double nombre_redressements:double",
      "montant_redressements:double date_timestamp:int" } },
  { "resultats-des-enquetes-de-satisfaction", 100,
    { "annee:date code_ancienne_region ancienne_region code_region region",
      "categorie_de_cotisants type_de_service note:double taux_de_satisfaction:double",
      "date_unix:int" } },
  { "resultats-du-controle-par-les-urssaf", 580,
    { "annee:date type_action organisme region ancienne_region code_region",
      "code_ancienne_region nombre_actions:double nombre_de_regularisations:double",
      "montant_redressements:double montant_restitutions:double",
      "montant_regularisations:double date_timestamp:int" } },
  { "travailleurs-independants-par-departement", 14868,
    { "type_de_travailleur_independant groupe_professionnel region ancienne_region",
      "departement annee:date code_region code_ancienne_region code_departement",
      "administrativement_actifs:double economiquement_actifs:int" } },
  { "travailleurs-independants-par-departement-secteur", 164192,
    { "type_de_travailleur_independant region ancienne_region departement",
      "secteur_d_activite annee:date code_region code_ancienne_region code_departement",
      "administrativement_actifs:double economiquement_actifs:int" } },
  { "travailleurs-independants-par-secteur", 5942,
    { "type_de_travailleur_independant groupe_professionnel secteur_d_activite annee:date",
      "administrativement_actifs:int economiquement_actifs:int" } },
  { "urssaf-indicateurs-cog", 104,
    { "annee:date libelle_court_fiche_cog libelle_long_fiche_cog indicateurs",
      "format_resultat resultats:double etat_indicateur" } },
}

local function words(text)
  local list = {}
  for word in text:gmatch "%S+" do list[#list + 1] = word end
  return list
end

-- Numbers that are no figures: parts of a date, when a row was made, codes, the sex.
local function is_measure(name, kind)
  local is_number = kind == "int" or kind == "double"
  return is_number and name ~= "annee" and name ~= "trimestre" and name ~= "sexe"
    and not name:find "^date_" and not name:find "^code_"
end

local function columns_of(id, texts)
  local columns = {}
  for _, word in ipairs(words(table.concat(texts, " "))) do
    local name, kind = word:match "^([%w_]+):?([%w_]*)$"
    local label, is_made_up = label_of(name, id)
    columns[#columns + 1] = { name = name, type = kind ~= "" and kind or "text", label = label,
      is_made_up = is_made_up, is_measure = is_measure(name, kind) }
  end
  return columns
end

local schemas = {}
for _, grain in ipairs { "quarter", "month", "year" } do
  for _, schema in ipairs(SCHEMAS[grain]) do
    schemas[#schemas + 1] = {
      id = schema[1],
      grain = grain,
      rows = schema[2],
      columns = columns_of(schema[1], schema[3]),
      key = schema[4] and words(schema[4]),
    }
  end
end

return schemas
