-- For each of the 83 datasets: its dimensions, its first period and how many periods there are. A
-- dataset's units are all combinations of its dimensions; the product with the periods is the
-- measured number of rows, or somewhat more, and then some units begin later (see dataset.lua).
--
-- Depths, and which sectors and rows that are no place there are, follow the portal's descriptions
-- where they tell, and otherwise the number of rows.

local dimensions = require "spec.support.standin.catalogue.dimensions"
local places = require "spec.support.standin.catalogue.places"
local sectors = require "spec.support.standin.catalogue.sectors"

-- identifier = { first period, number of periods, dimensions… }
local d, p, s = dimensions, places, sectors
return {
  -- quarters
  ["assiette-chomage-partiel-trimestrielle-du-secteur-prive-par-na38"] =
    { first = "2018-Q1", count = 33, s.na38 },
  ["auto-entrepreneurs-par-departement"] =
    { first = "2009-Q1", count = 66, p.departements_and_remainder },
  ["auto-entrepreneurs-par-departement-secteur"] =
    { first = "2015-Q3", count = 40, p.departements_and_remainders, d.activities },
  ["auto-entrepreneurs-par-secteur-dactivite"] = { first = "2009-Q1", count = 66, d.activities_me },
  ["dpae-france-entiere-x-na38"] =
    { first = "2000-Q1", count = 103, s.na38_and_pseudo_units, d.contracts },
  ["dpae-par-departement-x-grand-secteur"] =
    { first = "2000-Q1", count = 103, p.departements_and_pseudo_units,
    s.broad_and_pseudo_units, d.contracts },
  ["dpae-par-region-x-na38"] = { first = "2000-Q1", count = 103, p.former_regions_and_adjustment,
    s.na38_and_pseudo_units, d.contracts },
  ["effectifs-salaries-et-masse-salariale-du-secteur-prive-france-entiere-x-na88"] =
    { first = "1998-Q1", count = 111, s.na88_with_temporary_work },
  ["effectifs-salaries-et-masse-salariale-du-secteur-prive-par-departement-x-grand-s"] =
    { first = "1998-Q1", count = 111, p.departements, s.broad },
  ["effectifs-salaries-et-masse-salariale-du-secteur-prive-par-region-x-na38"] =
    { first = "1998-Q1", count = 111, p.former_regions, s.na28 },
  ["effectifs-salaries-et-masse-salariale-du-secteur-prive-par-zone-demploi"] =
    { first = "1998-Q1", count = 111, p.zones },
  ["masse-salariale-du-secteur-prive-france-entiere"] =
    { first = "1997-Q1", count = 117, d.country },
  ["particuliers-employeurs-par-categorie-demploi-et-par-region"] =
    { first = "2004-Q1", count = 87, p.former_regions_and_adjustment, d.home_jobs },
  ["prime-partage-valeur-du-secteur-prive-par-trimestre-france-entiere"] =
    { first = "2025-Q2", count = 4, d.country },
  ["prime-partage-valeur-du-secteur-prive-par-trimestre-france-entiere-x-secteur-n38"] =
    { first = "2022-Q3", count = 15, s.na38_with_temporary_work },
  ["prime-partage-valeur-du-secteur-prive-par-trimestre-par-region"] =
    { first = "2022-Q3", count = 15, p.former_regions },
  ["prime-partage-valeur-par-trimestre-champ-large-france-entiere"] =
    { first = "2022-Q3", count = 15, d.scopes },
  ["primes-exceptionnelles-du-secteur-prive-par-trimestre-france-entiere"] =
    { first = "2019-Q1", count = 14, d.country },
  ["primes-exceptionnelles-du-secteur-prive-par-trimestre-france-x-secteur-na38"] =
    { first = "2019-Q1", count = 14, s.na38_with_temporary_work },
  ["primes-exceptionnelles-du-secteur-prive-par-trimestre-par-region"] =
    { first = "2019-Q1", count = 14, p.former_regions },
  ["primes-exceptionnelles-par-trimestre-champ-large-france-entiere"] =
    { first = "2019-Q1", count = 14, d.scopes },
  ["procedures-collectives-france-entiere"] = { first = "2004-Q1", count = 89, d.procedures },
  ["procedures-collectives-par-region"] =
    { first = "2004-Q1", count = 89, p.today_and_former_and_adjustment, d.procedures },
  ["travailleurs-independants-actifs-trimestriels"] =
    { first = "2019-Q1", count = 28, d.four_self_employed },

  -- months
  ["dpae-mensuelles-france-entiere"] = { first = "2000-01", count = 309, d.long_contracts },
  ["dpae-mensuelles-par-region"] =
    { first = "2000-01", count = 308, p.former_regions_and_adjustment, d.long_contracts },
  ["masse-sal-et-assiette-chomage-partiel-mens-secteur-prive-anciennes-regions"] =
    { first = "2018-01", count = 99, p.former_regions },
  ["masse-salariale-et-assiette-chomage-partiel-mensuelles-du-secteur-prive"] =
    { first = "2018-01", count = 100, d.country },
  ["masse-salariale-et-assiette-chomage-partiel-mensuelles-secteur-prive-par-region"] =
    { first = "2018-01", count = 99, p.regions, february = 28 },
  ["od_effectif_cdi_cdd_caissenat"] = { first = "2022-01", count = 44, p.regions_with_shapes,
    d.national_organisation, d.permanent_contract, d.genders },
  ["taux-rar-horsto-mensuels-entreprises-de-10-salaries-ou-plus"] =
    { first = "2004-01", count = 269, d.country },
  ["taux-rar-horsto-mensuels-entreprises-de-10-salaries-ou-plus-par-ancienne-region"] =
    { first = "2004-01", count = 269, p.former_regions },
  ["taux-rar-horsto-mensuels-entreprises-de-10-salaries-ou-plus-par-region"] =
    { first = "2004-01", count = 269, p.regions },
  ["urssaf-effectif-par-metier"] = { first = "2022-01", count = 45, d.national_organisation,
    d.contracts_of_staff, d.trades },
  ["urssaf-effectif-teletravail"] = { first = "2023-01", count = 24, p.regions_with_shapes,
    d.national_organisation, d.permanent_contract, d.genders, d.telework },
  ["urssaf-effectif-tranche-age"] = { first = "2022-01", count = 45, d.national_organisation,
    d.contracts_of_staff, d.genders, d.ages_of_staff },

  -- years
  ["denombrement-annuel-des-comptes-cotisants-urssaf"] =
    { first = "2021", count = 4, d.organisations, d.most_contributors },
  ["denombrement-annuel-des-usagers-par-region"] =
    { first = "2020", count = 5, p.today_and_former_and_untold, d.contributors },
  ["dpae-annuelles-sexe-age"] =
    { first = "2000", count = 25, s.na38_and_pseudo_units, d.contracts, d.ages, d.sexes },
  ["effectifs-par-region"] = { first = "2021", count = 3, p.today_and_former },
  ["encaissements-annuels-des-urssaf"] = { first = "2021", count = 3, d.organisations, d.receipts },
  ["exos-champ-large-par-grandes-categories"] =
    { first = "1992", count = 34, d.two_scopes, d.exemptions_by_great_category },
  ["exos-secteur-na38i-grandes-categories"] =
    { first = "2003", count = 22, s.na38_with_temporary_work, d.exemptions_by_detail },
  ["exos-secteur-prive-france-entiere-par-mesures"] =
    { first = "1992", count = 34, d.exemptions_by_measure },
  ["exos-secteur-prive-par-depart-grandes-categories"] =
    { first = "2013", count = 12, p.departements_and_remainder, d.exemptions_by_detailed_measure },
  ["exos-secteur-prive-par-region-grandes-categories"] =
    { first = "2003", count = 22, p.former_regions, d.exemptions_by_detail },
  ["exos-secteur-prive-tranche-ent"] =
    { first = "1992", count = 34, d.sizes, d.exemptions_by_category },
  ["les-revenus-des-ti-par-departement-fin-dec"] =
    { first = "2017", count = 7, p.departements_and_remainder, d.classic_self_employed },
  ["les-revenus-des-ti-par-secteur-fin-dec"] =
    { first = "2017", count = 7, d.activities_and_remainder, d.classic_self_employed },
  ["les-revenus-des-travailleurs-independants-par-departement"] =
    { first = "2004", count = 21, p.departements_and_remainder, d.self_employed },
  ["les-revenus-des-travailleurs-independants-par-departement-secteur"] =
    { first = "2004", count = 20, p.departements_and_remainder, d.self_employed,
      d.activities_and_remainder },
  ["les-revenus-des-travailleurs-independants-par-secteur"] =
    { first = "2004", count = 20, d.activities_and_remainder, d.self_employed },
  ["nombre-annuels-de-delais-de-paiement"] = { first = "2014", count = 11, d.organisations },
  ["nombre-etab-effectifs-salaries-et-masse-salariale-ess-departements"] =
    { first = "2000", count = 25, p.departements_and_remainder, d.social_economy },
  ["nombre-etab-effectifs-salaries-et-masse-salariale-ess-france-x-na88"] =
    { first = "2017", count = 8, d.social_economy, s.na88 },
  ["nombre-etab-effectifs-salaries-et-masse-salariale-ess-regions-x-na88"] =
    { first = "2022", count = 3, p.regions, d.families_of_social_economy,
      s.na88_with_temporary_work },
  ["nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-dep-x-na17i"] =
    { first = "1998", count = 27, p.departements, s.na17_with_temporary_work },
  ["nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-epci"] =
    { first = "1998", count = 27, p.groupings },
  ["nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-france-x-na88"] =
    { first = "1998", count = 27, s.na88_with_temporary_work },
  ["nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-regions-x-na27"] =
    { first = "1998", count = 27, p.former_regions_and_remainder, s.na27 },
  ["nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-tranche-ent"] =
    { first = "1998", count = 27, d.sizes },
  ["nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-zones-emploi"] =
    { first = "1998", count = 27, p.zones_of_years },
  ["prime-de-partage-de-la-valeur-du-secteur-prive-par-an-tranche-effectif"] =
    { first = "2023", count = 1, d.sizes },
  ["prime-partage-valeur-du-secteur-prive-par-an-france-entiere-x-secteur-na38"] =
    { first = "2023", count = 1, s.na38_with_temporary_work },
  ["prime-partage-valeur-du-secteur-prive-par-an-par-region"] =
    { first = "2023", count = 1, p.former_regions },
  ["prime-partage-valeur-du-secteur-prive-par-an-par-region-x-secteur-na28"] =
    { first = "2023", count = 1, p.former_regions, s.na28_and_remainder },
  ["prime-partage-valeur-du-secteur-prive-par-an-par-sexe-x-age"] =
    { first = "2023", count = 1, d.ages, d.sexes },
  ["prime-partage-valeur-par-an-champ-large-france-entiere"] =
    { first = "2023", count = 1, d.scopes },
  ["primes-exceptionnelles-du-secteur-prive-par-an-france-entiere"] =
    { first = "2019", count = 4, d.country },
  ["primes-exceptionnelles-du-secteur-prive-par-an-france-entiere-x-secteur-na38"] =
    { first = "2019", count = 4, s.na38_with_temporary_work },
  ["primes-exceptionnelles-du-secteur-prive-par-an-par-departement-x-secteur-na17"] =
    { first = "2019", count = 4, p.departements, s.na17 },
  ["primes-exceptionnelles-du-secteur-prive-par-an-par-region"] =
    { first = "2019", count = 4, p.former_regions },
  ["primes-exceptionnelles-du-secteur-prive-par-an-par-region-x-secteur-na28"] =
    { first = "2019", count = 4, p.former_regions, s.na28_and_remainder },
  ["primes-exceptionnelles-du-secteur-prive-par-an-par-sexe-x-age"] =
    { first = "2019", count = 4, d.ages, d.sexes },
  ["primes-exceptionnelles-par-an-champ-large-france-entiere"] =
    { first = "2019", count = 4, d.scopes },
  ["primes-partage-valeur-du-secteur-prive-par-an-par-departement-x-secteur-na17"] =
    { first = "2023", count = 1, p.departements, s.na17 },
  ["resultats-de-la-lutte-contre-le-travail-illegal"] =
    { first = "2015", count = 9, d.organisations, d.actions_against_fraud },
  ["resultats-des-enquetes-de-satisfaction"] =
    { first = "2022", count = 2, p.former_regions, d.surveys },
  ["resultats-du-controle-par-les-urssaf"] =
    { first = "2016", count = 8, d.organisations, d.controls },
  ["travailleurs-independants-par-departement"] =
    { first = "2004", count = 21, p.departements_and_remainders, d.professions },
  ["travailleurs-independants-par-departement-secteur"] =
    { first = "2004", count = 20, p.departements_and_remainder, d.self_employed,
      d.activities_and_remainder },
  ["travailleurs-independants-par-secteur"] =
    { first = "2004", count = 21, d.activities_and_remainder, d.professions },
  ["urssaf-indicateurs-cog"] = { first = "2022", count = 4, d.indicators },
}
