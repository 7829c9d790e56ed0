--- Bonuses that employers of the private sector pay: the value-sharing bonus (PPV, since 2022), and
-- before it the bonus for purchasing power (Pepa) and the one of the Covid crisis. Urssaf takes the
-- amounts that were declared person by person, and the total where there are none. The datasets
-- `champ-large` have other employers too.
--
-- None of the formulas was checked against rows of the portal.
local family = require "urssaf.domain.catalogue.family"

local REGION, DEPARTEMENT = family.REGION, family.DEPARTEMENT

-- What several datasets have.
local VALUE_SHARING = "nombre_etablissement_prime_ppv total_etablissements_actifs "
  .. "part_etablissements_avec_primes nombre_individus_prime_ppv montant_prime_ppv "
  .. "montant_ppv_moyen_par_indiv montant_di_ppv taux_de_couverture_des_di"
local VALUE_SHARING_YEAR = "nombre_etablissement_prime_ppv total_etablissements_actifs "
  .. "part_etablissements_avec_primes nombre_individus_prime_ppv montant_prime_ppv "
  .. "montant_ppv_moyen_par_indiv montant_di_total_ppv taux_de_couverture_des_di"
local EXCEPTIONAL = "montant_prime_pepa montant_prime_covid total_montant_primes "
  .. "nombre_etablissement_prime_pepa nombre_etablissement_prime_covid total_etablissement_primes "
  .. "total_etablissements_actifs part_etablissements_avec_primes nombre_individus_prime_pepa "
  .. "nombre_individus_prime_covid total_individus_primes montant_di_pepa montant_di_prime_covid "
  .. "montant_di_total_primes montant_pepa_moyen_par_indiv mtt_prime_covid_moyen_par_indiv "
  .. "montant_primes_moyen_par_indiv taux_de_couverture_des_di"
local EXCEPTIONAL_TOTAL = "total_montant_primes total_etablissement_primes "
  .. "total_etablissements_actifs part_etablissements_avec_primes total_individus_primes "
  .. "montant_di_total_primes montant_primes_moyen_par_indiv taux_de_couverture_des_di"
local EXCEPTIONAL_WIDE = "montant_prime_pepa montant_prime_covid total_montant_primes "
  .. "nombre_etablissement_prime_pepa nombre_etablissement_prime_covid total_etablissement_primes "
  .. "taux_de_couverture_des_di"

-- What was paid; `fr` is "of" it.
local VALUE = { fr = "de la prime de partage de la valeur",
  paid = "la prime de partage de la valeur", en = "the value-sharing bonus" }
local PEPA = { fr = "de la prime Pepa", paid = "la prime Pepa",
  en = "the purchasing power bonus (Pepa)" }
local COVID = { fr = "de la prime Covid", paid = "la prime Covid", en = "the Covid bonus" }
local ALL = { fr = "des primes exceptionnelles", paid = "une prime exceptionnelle",
  en = "exceptional bonuses" }

local function amount(name, of)
  return { name, "flow", "EUR",
    { fr = "Montant " .. of.fr, en = "Amount of " .. of.en },
    { fr = ("Montant %s de la période, en euros courants."):format(of.fr),
      en = ("Amount of %s in the period, in current euros."):format(of.en) } }
end

-- The part of the amount that employers declared person by person.
local function individual(name, of)
  return { name, "flow", "EUR",
    { fr = ("Montant %s (données individuelles)"):format(of.fr),
      en = ("Individually declared amount of %s"):format(of.en) },
    { fr = ("Part du montant %s déclarée salarié par salarié, en euros courants."):format(of.fr),
      en = ("The part of the amount of %s that was declared person by person, in current euros.")
        :format(of.en) } }
end

local function establishments(name, of)
  return { name, "count", "establishment",
    { fr = "Établissements versant " .. of.paid, en = "Establishments with " .. of.en },
    { fr = ("Nombre d'établissements qui ont versé %s au cours de la période ; sur plusieurs"
        .. " périodes, leur moyenne."):format(of.paid),
      en = ("Establishments that paid %s in the period; over several periods, their mean number.")
        :format(of.en) } }
end

local function people(name, of)
  return { name, "count", "person",
    { fr = "Bénéficiaires " .. of.fr, en = "Recipients of " .. of.en },
    { fr = ("Nombre de salariés bénéficiaires %s au cours de la période ; sur plusieurs périodes,"
        .. " leur moyenne."):format(of.fr),
      en = ("Employees who received %s in the period; over several periods, their mean number.")
        :format(of.en) } }
end

-- `formulas`: the individually declared amounts by the people they were declared for. Another
-- quarter has other recipients: a year's amounts over their mean number would be a mean of nothing.
local function mean(name, of, formulas)
  return { name, "ratio", "EUR/person",
    { fr = "Montant moyen " .. of.fr, en = "Mean amount of " .. of.en },
    { fr = ("Montant %s par bénéficiaire, en euros."):format(of.fr),
      en = ("Amount of %s per recipient, in euros."):format(of.en) },
    inferred = true, within_period = true, formulas = formulas }
end

-- The subject of the datasets with employers beyond the private sector.
local WIDE = { fr = "Primes aux salariés, champ large", en = "Employees' bonuses, wide scope" }

return family.of {
  name = "bonuses", source = "Urssaf",
  irregular = true,
  subject = { fr = "Primes aux salariés du secteur privé", en = "Bonuses in the private sector" },
  measures = {
    establishments("nombre_etablissement_prime_ppv", VALUE),
    people("nombre_individus_prime_ppv", VALUE),
    amount("montant_prime_ppv", VALUE),
    individual("montant_di_ppv", VALUE),
    individual("montant_di_total_ppv", VALUE),
    mean("montant_ppv_moyen_par_indiv", VALUE, {
      { numerator = "montant_di_ppv", denominator = "nombre_individus_prime_ppv" },
      { numerator = "montant_di_total_ppv", denominator = "nombre_individus_prime_ppv" } }),
    amount("montant_prime_pepa", PEPA),
    amount("montant_prime_covid", COVID),
    amount("total_montant_primes", ALL),
    establishments("nombre_etablissement_prime_pepa", PEPA),
    establishments("nombre_etablissement_prime_covid", COVID),
    establishments("total_etablissement_primes", ALL),
    people("nombre_individus_prime_pepa", PEPA),
    people("nombre_individus_prime_covid", COVID),
    people("total_individus_primes", ALL),
    individual("montant_di_pepa", PEPA),
    individual("montant_di_prime_covid", COVID),
    individual("montant_di_total_primes", ALL),
    mean("montant_pepa_moyen_par_indiv", PEPA, {
      { numerator = "montant_di_pepa", denominator = "nombre_individus_prime_pepa" } }),
    mean("mtt_prime_covid_moyen_par_indiv", COVID, {
      { numerator = "montant_di_prime_covid", denominator = "nombre_individus_prime_covid" } }),
    mean("montant_primes_moyen_par_indiv", ALL, {
      { numerator = "montant_di_total_primes", denominator = "total_individus_primes" } }),
    { "total_etablissements_actifs", "count", "establishment",
      { fr = "Établissements actifs", en = "Active establishments" },
      { fr = "Nombre d'établissements employeurs actifs au cours de la période, avec ou sans"
          .. " prime.",
        en = "Employers' establishments that were active in the period, with or without a"
          .. " bonus." }, inferred = true },
    { "part_etablissements_avec_primes", "ratio", "%",
      { fr = "Part des établissements avec prime", en = "Share of establishments with a bonus" },
      { fr = "Part des établissements actifs qui ont versé une prime, en pour cent ; sur plusieurs"
          .. " périodes, moyenne rapportée à moyenne.",
        en = "Establishments that paid a bonus over active establishments, in per cent; over"
          .. " several periods, mean over mean." },
      inferred = true, formulas = {
        { numerator = "nombre_etablissement_prime_ppv",
          denominator = "total_etablissements_actifs", factor = 100 },
        { numerator = "total_etablissement_primes",
          denominator = "total_etablissements_actifs", factor = 100 } } },
    -- Urssaf says what it is made of, but not whether it is in per cent.
    { "taux_de_couverture_des_di", "ratio", "%",
      { fr = "Taux de couverture des données individuelles",
        en = "Share of individually declared amounts" },
      { fr = "Montants déclarés salarié par salarié rapportés au montant total, en pour cent.",
        en = "Amounts that were declared person by person over the whole amount, in per cent." },
      inferred = true, formulas = {
        { numerator = "montant_di_ppv", denominator = "montant_prime_ppv", factor = 100 },
        { numerator = "montant_di_total_ppv", denominator = "montant_prime_ppv", factor = 100 },
        { numerator = "montant_di_total_primes", denominator = "total_montant_primes",
          factor = 100 } } },
  },
  datasets = {
    { "prime-partage-valeur-du-secteur-prive-par-trimestre-france-entiere", "quarter",
      measures = VALUE_SHARING },
    { "prime-partage-valeur-du-secteur-prive-par-trimestre-france-entiere-x-secteur-n38",
      "quarter", dimensions = "secteur_na38i grand_secteur_d_activite", measures = VALUE_SHARING },
    { "prime-partage-valeur-du-secteur-prive-par-trimestre-par-region", "quarter",
      dimensions = REGION, measures = VALUE_SHARING },
    { "prime-partage-valeur-par-trimestre-champ-large-france-entiere", "quarter", subject = WIDE,
      dimensions = "champ", measures = VALUE_SHARING },
    { "primes-exceptionnelles-du-secteur-prive-par-trimestre-france-entiere", "quarter", lag = 70,
      measures = EXCEPTIONAL },
    { "primes-exceptionnelles-du-secteur-prive-par-trimestre-france-x-secteur-na38", "quarter",
      dimensions = "secteur_na38i grand_secteur_d_activite", measures = EXCEPTIONAL_TOTAL },
    { "primes-exceptionnelles-du-secteur-prive-par-trimestre-par-region", "quarter",
      dimensions = REGION, measures = EXCEPTIONAL },
    { "primes-exceptionnelles-par-trimestre-champ-large-france-entiere", "quarter", subject = WIDE,
      dimensions = "champ", measures = EXCEPTIONAL_WIDE },
    { "prime-de-partage-de-la-valeur-du-secteur-prive-par-an-tranche-effectif", "year",
      dimensions = "libelle_tranche_ema tranche_ema", measures = VALUE_SHARING_YEAR },
    { "prime-partage-valeur-du-secteur-prive-par-an-france-entiere-x-secteur-na38", "year",
      dimensions = "secteur_na38i grand_secteur_d_activite", measures = VALUE_SHARING_YEAR },
    { "prime-partage-valeur-du-secteur-prive-par-an-par-region", "year", dimensions = REGION,
      measures = VALUE_SHARING_YEAR },
    { "prime-partage-valeur-du-secteur-prive-par-an-par-region-x-secteur-na28", "year",
      dimensions = REGION .. "secteur_na28i grand_secteur_d_activite",
      measures = VALUE_SHARING_YEAR },
    { "prime-partage-valeur-du-secteur-prive-par-an-par-sexe-x-age", "year",
      dimensions = "libelle_de_l_age libelle_du_sexe tranche_age sexe",
      measures = "nombre_individus_prime_ppv montant_di_total_ppv montant_ppv_moyen_par_indiv "
        .. "taux_de_couverture_des_di" },
    { "prime-partage-valeur-par-an-champ-large-france-entiere", "year", subject = WIDE,
      dimensions = "champ",
      measures = VALUE_SHARING_YEAR },
    { "primes-exceptionnelles-du-secteur-prive-par-an-france-entiere", "year",
      measures = EXCEPTIONAL },
    { "primes-exceptionnelles-du-secteur-prive-par-an-france-entiere-x-secteur-na38", "year",
      dimensions = "secteur_na38i grand_secteur_d_activite", measures = EXCEPTIONAL_TOTAL },
    { "primes-exceptionnelles-du-secteur-prive-par-an-par-departement-x-secteur-na17", "year",
      dimensions = DEPARTEMENT .. "secteur_na17i grand_secteur_d_activite",
      measures = EXCEPTIONAL_TOTAL },
    { "primes-exceptionnelles-du-secteur-prive-par-an-par-region", "year", dimensions = REGION,
      measures = EXCEPTIONAL },
    { "primes-exceptionnelles-du-secteur-prive-par-an-par-region-x-secteur-na28", "year",
      dimensions = REGION .. "secteur_na28i grand_secteur_d_activite",
      measures = EXCEPTIONAL_TOTAL },
    { "primes-exceptionnelles-du-secteur-prive-par-an-par-sexe-x-age", "year",
      dimensions = "libelle_de_l_age libelle_du_sexe tranche_age sexe",
      measures = "total_individus_primes montant_di_total_primes montant_primes_moyen_par_indiv "
        .. "taux_de_couverture_des_di" },
    { "primes-exceptionnelles-par-an-champ-large-france-entiere", "year", subject = WIDE,
      dimensions = "champ",
      measures = EXCEPTIONAL_WIDE },
    { "primes-partage-valeur-du-secteur-prive-par-an-par-departement-x-secteur-na17", "year",
      dimensions = DEPARTEMENT .. "secteur_na17i grand_secteur_d_activite",
      measures = VALUE_SHARING_YEAR },
  },
}
