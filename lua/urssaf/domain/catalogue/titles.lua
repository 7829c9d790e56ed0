--- What the portal calls its datasets, for figures without the portal's metadata: those of a saved
-- file. A dataset whose title is not known for certain is not here.
--
-- Source: the titles of the datasets in a public directory of the portal's descriptions (2021),
-- without the years that some of them end with.
local titles = {}

local TITLES = {
  ["auto-entrepreneurs-par-departement"] = "Auto-entrepreneurs, par département",
  ["auto-entrepreneurs-par-secteur-dactivite"] = "Auto-entrepreneurs, par secteur d'activité",
  ["les-revenus-des-travailleurs-independants-par-secteur"] =
    "Les revenus des travailleurs indépendants, par secteur d'activité",
  ["travailleurs-independants-par-departement"] =
    "Nombre de travailleurs indépendants, par département",
  ["travailleurs-independants-par-secteur"] =
    "Nombre de travailleurs indépendants, par secteur d'activité",
  ["effectifs-salaries-et-masse-salariale-du-secteur-prive-france-entiere-x-na88"] =
    "Effectifs salariés et masse salariale du secteur privé, France entière x secteur NA88",
  ["effectifs-salaries-et-masse-salariale-du-secteur-prive-par-departement-x-grand-s"] =
    "Effectifs salariés et masse salariale du secteur privé, par département x grand secteur",
  ["effectifs-salaries-et-masse-salariale-du-secteur-prive-par-region-x-na38"] =
    "Effectifs salariés et masse salariale du secteur privé, par région x secteur NA28",
  ["effectifs-salaries-et-masse-salariale-du-secteur-prive-par-zone-demploi"] =
    "Effectifs salariés et masse salariale du secteur privé, par zone d'emploi",
  ["masse-salariale-du-secteur-prive-france-entiere"] =
    "Masse salariale trimestrielle du secteur privé (y compris estimation précoce), France entière",
  ["dpae-france-entiere-x-na38"] =
    "Déclarations préalables à l'embauche, France entière x secteur NA38",
  ["dpae-par-departement-x-grand-secteur"] =
    "Déclarations préalables à l'embauche, par département x grand secteur",
  ["dpae-par-region-x-na38"] = "Déclarations préalables à l'embauche, par région x secteur NA38",
  ["dpae-mensuelles-france-entiere"] =
    "Déclarations préalables à l'embauche mensuelles de plus d'un mois, France entière",
  ["dpae-mensuelles-par-region"] =
    "Déclarations préalables à l'embauche mensuelles de plus d'un mois, par région",
  ["procedures-collectives-france-entiere"] = "Procédures collectives, France entière",
  ["procedures-collectives-par-region"] = "Procédures collectives, par région",
  ["assiette-chomage-partiel-trimestrielle-du-secteur-prive-par-na38"] =
    "Masse salariale et assiette chômage partiel trimestrielles du secteur privé, France"
      .. " entière x secteur NA38",
  ["masse-sal-et-assiette-chomage-partiel-mens-secteur-prive-anciennes-regions"] =
    "Masse salariale et assiette chômage partiel mensuelles du secteur privé, par ancienne région",
  ["masse-salariale-et-assiette-chomage-partiel-mensuelles-du-secteur-prive"] =
    "Masse salariale et assiette chômage partiel mensuelles du secteur privé",
  ["masse-salariale-et-assiette-chomage-partiel-mensuelles-secteur-prive-par-region"] =
    "Masse salariale et assiette chômage partiel mensuelles du secteur privé, par région",
  ["particuliers-employeurs-par-categorie-demploi-et-par-region"] =
    "Particuliers employeurs, par catégorie d'emploi et par région",
  ["taux-rar-horsto-mensuels-entreprises-de-10-salaries-ou-plus"] =
    "Taux d'impayés mensuels - entreprises de 10 salariés ou plus, métropole",
  ["taux-rar-horsto-mensuels-entreprises-de-10-salaries-ou-plus-par-ancienne-region"] =
    "Taux d'impayés mensuels - entreprises de 10 salariés ou plus, par ancienne région",
  ["taux-rar-horsto-mensuels-entreprises-de-10-salaries-ou-plus-par-region"] =
    "Taux d'impayés mensuels - entreprises de 10 salariés ou plus, par région",
  ["nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-dep-x-na17i"] =
    "Nombre d'établissements employeurs, effectifs salariés et masse salariale du secteur"
      .. " privé, par département x secteur NA17i",
  ["nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-epci"] =
    "Nombre d'établissements employeurs, effectifs salariés et masse salariale du secteur privé"
      .. " hors intérimaires, par EPCI",
  ["nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-france-x-na88"] =
    "Nombre d'établissements employeurs, effectifs salariés et masse salariale du secteur"
      .. " privé, France entière x NA88i",
  ["nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-regions-x-na27"] =
    "Nombre d'établissements employeurs, effectifs salariés et masse salariale du secteur"
      .. " privé, par région x secteur NA27i",
  ["nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-zones-emploi"] =
    "Nombre d'établissements employeurs, effectifs salariés et masse salariale du secteur"
      .. " privé, par zone d'emploi",
  ["etablissements-et-effectifs-salaries-au-niveau-commune-x-ape-last"] =
    "Nombre d'établissements employeurs et effectifs salariés du secteur privé, par commune x APE",
  ["nombre-detablissements-employeurs-et-effectifs-salaries-du-secteur-prive-france-"] =
    "Nombre d'établissements employeurs et effectifs salariés du secteur privé, France entière"
      .. " x APE",
  ["nombre-detablissements-employeurs-et-effectifs-salaries-du-secteur-prive-par-dep"] =
    "Nombre d'établissements employeurs et effectifs salariés du secteur privé, par département"
      .. " x tranche d'effectif",
  ["nombre-detablissements-employeurs-et-effectifs-salaries-du-secteur-prive-par-reg"] =
    "Nombre d'établissements employeurs et effectifs salariés du secteur privé, par région x APE",
  ["nombre-detablissements-employeurs-et-effectifs-salaries-du-secteur-prive-par-zon"] =
    "Nombre d'établissements employeurs et effectifs salariés du secteur privé, par zone"
      .. " d'emploi x NA88",
  ["effectifs-par-region"] = "Effectifs par région du réseau des Urssaf",
  ["denombrement-annuel-des-comptes-cotisants-urssaf"] =
    "Dénombrement annuel des usagers des Urssaf",
  ["encaissements-annuels-des-urssaf"] = "Encaissements annuels des Urssaf",
  ["nombre-annuels-de-delais-de-paiement"] =
    "Nombre annuel de délais de paiement octroyés par les Urssaf",
  ["resultats-de-la-lutte-contre-le-travail-illegal"] =
    "Résultats de la lutte contre le travail dissimulé par les Urssaf",
  ["resultats-des-enquetes-de-satisfaction"] = "Résultats des enquêtes de satisfaction",
  ["resultats-du-controle-par-les-urssaf"] =
    "Résultats de l'activité du contrôle et de prévention par les Urssaf",
  ["urssaf-indicateurs-cog"] =
    "Résultats des indicateurs de la Convention d'Objectifs et de Gestion - Etat / Urssaf"
      .. " Caisse Nationale",
}

--- The title of a dataset, in French; nil if it is not known.
---@param id string?
---@return string?
function titles.of(id)
  return id and TITLES[id]
end

return titles
