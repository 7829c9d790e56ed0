--- The portal's datasets that are no time series: no column dates their rows.
--
-- Each entry has its `shape`, the identifiers, and, where files are recognized by them, `columns`
-- that no other dataset has together. The shapes:
--
--     years      a dataset for each year, of which its name alone tells the year
--     deadlines  deferrals by deadline and, for some, by the day on which they were counted
--     once       totals of a measure that began in 2020
--     calendar   the release calendar
--     list       names, addresses, codes
local EMPLOYERS_BY_QUARTER = "particuliers-employeurs-par-categorie-demploi-et-par-region"

return {
  { shape = "years", columns = { "nombre_de_mois_de_declarations", "somme_des_ages" },
    instead = EMPLOYERS_BY_QUARTER,
    "particuliers-employeurs-en-2018", "particuliers-employeurs-en-2019",
    "particuliers-employeurs-en-2020", "particuliers-employeurs-en-2021",
    "particuliers-employeurs-en-2022", "particuliers-employeurs-en-2023",
    "particuliers-employeurs-en-2024",
  },
  { shape = "years", columns = { "nombre_de_relations_contract", "nombre_de_salaries_t4" },
    instead = EMPLOYERS_BY_QUARTER,
    "salaries-des-particuliers-employeurs-en-2018", "salaries-des-particuliers-employeurs-en-2019",
    "salaries-des-particuliers-employeurs-en-2020", "salaries-des-particuliers-employeurs-en-2021",
    "salaries-des-particuliers-employeurs-en-2022", "salaries-des-particuliers-employeurs-en-2023",
    "salaries-des-particuliers-employeurs-en-2024",
  },
  { shape = "deadlines", columns = { "echeance_de_paiement", "nb_etab_avec_report" },
    "mesures-exceptionnelles-covid-19-reports-france-entiere-x-secteur-na88",
    "mesures-exceptionnelles-covid-19-reports-par-departement-x-grand-secteur",
  },
  { shape = "deadlines", columns = { "mois_d_echeance", "nombre_de_ti_concernes" },
    "mesures-exceptionnelles-covid-19-reports-ti-france-entiere",
    "mesures-exceptionnelles-covid-19-reports-ti-par-departement-x-grand-secteur",
  },
  { shape = "once", columns = { "nombre_de_beneficiaires", "montant_total_de_l_aide" },
    "aide-exceptionnelle-cpsti-covid-19",
  },
  { shape = "once", columns = { "indemnisation_versee_estimee", "montant_rembourse" },
    "mesures-exceptionnelles-covid-19-indemnisation-activite-partielle-emploi-domicil",
  },
  { shape = "calendar", columns = { "periodicite", "date_de_mise_a_jour" },
    "planning-de-mise-a-jour",
  },
  { shape = "list",
    "accueil_urssaf_national", "equivalence-dida", "histocodestypescsv",
    "lexique-des-activites-et-des-services-de-lurssaf", "liste-de-marches-notifies",
    "liste-des-directrices-et-des-directeurs", "liste-des-presidents",
    "liste-des-sites-et-des-activites", "marches-notifies-par-acoss-urssaf-caisse-nationale",
    "marques-deposees-acoss-urssaf", "mentions-reutilisations-donnees-urssaf",
    "numero-de-telephone-des-services-cotisants", "reseaux-sociaux-urssaf", "sst_dpae",
    "table_taux_vmrr",
  },
}
