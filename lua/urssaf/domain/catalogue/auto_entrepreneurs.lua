--- Auto-entrepreneurs: the measures of the main dataset and those computed from them, and the
-- breaks of the series. Mayotte is not covered.
--
-- Sources: Urssaf's descriptions of its datasets on open.urssaf.fr and its half-yearly notes on
-- auto-entrepreneurs, as far as they were known when this was written.
local family = require "urssaf.domain.catalogue.family"

-- What the library computes, it defines.
local LIBRARY = "urssaf (Lua)"

local STOCK_DEFINITION = {
  fr = "Comptes d'auto-entrepreneurs immatriculés à la fin de la période, avec ou sans chiffre"
    .. " d'affaires.",
  en = "Auto-entrepreneurs' accounts registered at the end of the period, with or without"
    .. " turnover.",
}

-- Accounts without turnover for two years are struck off in the first half of a year, with effect
-- on the 31 December before it; the stock is corrected by dating them back. Where strike-offs were
-- put off, stock and flows of older publications need not add up from the quarter in which they
-- were due to the quarter to which they were moved. Newer ones share them out, as estimates: stock
-- and flows add up, and the strike-offs of the fourth quarters of 2022 to 2024 have fractions.
local STRIKE_OFFS = { "radiations", "administrativement_actifs", "administrativement_actifs_nb",
  "solde", "taux_activite", "taux_radiation" }

---@type urssaf.Break[]
local BREAKS = {
  -- to the first 31 December after the law, when changed strike-offs first take effect
  { id = "pinel-2014", period = "2014-Q2", from = "2014-Q2", to = "2014-Q4", date = "2014-06-18",
    source = "loi n° 2014-626", measures = STRIKE_OFFS,
    explanation = {
      fr = "la loi Pinel change les radiations automatiques",
      en = "the Pinel law changes automatic strike-offs" } },
  { id = "strike-offs-2019", period = "2019-Q4", from = "2019-Q4", to = "2020-Q4",
    date = "2019-12-31", source = "Urssaf", measures = STRIKE_OFFS, publications = "older",
    explanation = {
      fr = "les radiations d'office au 31 décembre 2019 sont reportées d'un an",
      en = "the office strike-offs of 31 December 2019 were put off by a year" } },
  { id = "strike-offs-2022", period = "2022-Q4", from = "2022-Q4", to = "2023-Q4",
    date = "2022-12-31", source = "Urssaf", measures = STRIKE_OFFS, publications = "older",
    explanation = {
      fr = "les radiations d'office au 31 décembre 2022 sont reportées d'un an",
      en = "the office strike-offs of 31 December 2022 were put off by a year" } },
  -- the accounts that were left out can be struck off a year later at the earliest
  { id = "strike-offs-2023", period = "2023-Q4", from = "2023-Q4", to = "2024-Q4",
    date = "2023-12-31", source = "Urssaf", measures = STRIKE_OFFS, publications = "older",
    explanation = {
      fr = "les radiations d'office effectuées en 2024, au 31 décembre 2023, sont partielles",
      en = "the office strike-offs made in 2024, with effect on 31 December 2023, were partial" } },
  -- no break, but the quarters that are not counted; until the next 31 December the stock rests on
  -- them
  { id = "strike-offs-estimated", period = "2022-Q4", from = "2022-Q4", to = "2025-Q4",
    periods = { "2022-Q4", "2023-Q4", "2024-Q4" }, date = "2022-12-31", source = "Urssaf",
    measures = STRIKE_OFFS, publications = "newer",
    explanation = {
      fr = "les radiations sont estimées et réparties par l'Urssaf",
      en = "the strike-offs are estimated and re-allocated by Urssaf" } },
}

return family.of {
  name = "auto_entrepreneurs", source = "Urssaf", breaks = BREAKS, lag = 200,
  subject = { fr = "Auto-entrepreneurs", en = "Auto-entrepreneurs" },
  scope = { fr = "auto-entrepreneurs inscrits à l'Urssaf, France hors Mayotte",
    en = "auto-entrepreneurs registered with Urssaf, France without Mayotte" },
  released = "half-year",
  measures = {
    { "immatriculations", "flow", "account",
      { fr = "Immatriculations", en = "Registrations" },
      { fr = "Comptes d'auto-entrepreneurs immatriculés au cours de la période.",
        en = "Auto-entrepreneurs' accounts registered during the period." } },
    { "radiations", "flow", "account",
      { fr = "Radiations", en = "Strike-offs" },
      { fr = "Comptes radiés au cours de la période, à la demande du titulaire ou d'office ; les"
          .. " radiations d'office prennent effet au 31 décembre.",
        en = "Accounts struck off during the period, by request or by the administration;"
          .. " strike-offs by the administration take effect on 31 December." } },
    { "chiffres_d_affaires", "flow", "EUR",
      { fr = "Chiffre d'affaires", en = "Turnover" },
      { fr = "Total du chiffre d'affaires déclaré au titre de la période, en euros courants.",
        en = "Sum of the turnover declared for the period, in current euros." } },
    -- a count, not a flow: an account that was active in each quarter of a year is one, not four
    { "economiquement_actifs", "count", "account",
      { fr = "Économiquement actifs", en = "Economically active" },
      { fr = "Comptes qui ont déclaré un chiffre d'affaires positif au titre du trimestre ; sur"
          .. " plusieurs trimestres, leur nombre moyen.",
        en = "Accounts that declared a turnover above zero for the quarter; over several quarters,"
          .. " their mean number." } },
    { "administrativement_actifs", "stock", "account",
      { fr = "Administrativement actifs", en = "Registered accounts" }, STOCK_DEFINITION },
    -- the name of the column in files of 2021
    { "administrativement_actifs_nb", "stock", "account",
      { fr = "Administrativement actifs (nombre)", en = "Registered accounts (number)" },
      STOCK_DEFINITION },

    { "solde", "flow", "account", source = LIBRARY,
        terms = { plus = "immatriculations", minus = "radiations" },
      { fr = "Solde", en = "Net registrations" },
      { fr = "Immatriculations moins radiations.", en = "Registrations less strike-offs." } },
    { "taux_activite", "ratio", "1", source = LIBRARY,
        parts = { numerator = "economiquement_actifs", denominator = "administrativement_actifs" },
      { fr = "Taux d'activité", en = "Share of active accounts" },
      { fr = "Comptes économiquement actifs rapportés aux comptes administrativement actifs ; sur"
          .. " plusieurs trimestres, moyenne rapportée à moyenne.",
        en = "Economically active accounts over registered ones; over several quarters, mean over"
          .. " mean." } },
    { "chiffre_d_affaires_moyen", "ratio", "EUR/account", source = LIBRARY,
        parts = { numerator = "chiffres_d_affaires", denominator = "economiquement_actifs" },
      { fr = "Chiffre d'affaires moyen", en = "Mean turnover" },
      { fr = "Chiffre d'affaires rapporté aux comptes économiquement actifs, en euros par compte ;"
          .. " sur plusieurs trimestres, leur total rapporté à la moyenne des comptes.",
        en = "Turnover over economically active accounts, in euros per account; over several"
          .. " quarters, their sum over the mean of the accounts." } },
    -- the churn of the field: what leaves over the year, over the mean stock
    { "taux_radiation", "ratio", "1", source = LIBRARY,
        parts = { numerator = "radiations", denominator = "administrativement_actifs" },
      { fr = "Taux de radiation", en = "Churn (strike-offs per registered account)" },
      { fr = "Radiations rapportées aux comptes administrativement actifs ; sur plusieurs"
          .. " trimestres, leur total rapporté à la moyenne des comptes.",
        en = "Strike-offs over registered accounts; over several quarters, their sum over the mean"
          .. " of the accounts." } },
  },
  datasets = {
    { "auto-entrepreneurs-par-departement", "quarter",
      dimensions = "region departement code_region code_departement",
      measures = "immatriculations radiations chiffres_d_affaires economiquement_actifs "
        .. "administrativement_actifs" },
    { "auto-entrepreneurs-par-departement-secteur", "quarter",
      dimensions = "secteur_d_activite region departement code_region code_departement",
      measures = "chiffres_d_affaires economiquement_actifs administrativement_actifs" },
    { "auto-entrepreneurs-par-secteur-dactivite", "quarter", dimensions = "secteur_d_activite_me",
      labels = { secteur_d_activite = "secteur_d_activite_me" },
      measures = "immatriculations radiations economiquement_actifs administrativement_actifs "
        .. "chiffres_d_affaires" },
  },
}
