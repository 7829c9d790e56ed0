--- The definitions of the measures (nature, unit, labels, definition), and their known breaks.
--
-- Sources: Urssaf's descriptions of its datasets on open.urssaf.fr and its half-yearly notes on
-- auto-entrepreneurs, as far as they were known when this was written.
local tables = require "urssaf.base.tables"

local URSSAF = "Urssaf"

local ACCOUNT = { unit = "account", source = URSSAF }

local function measure(name, nature, fields, label, definition)
  return tables.merge(fields,
    { name = name, nature = nature, label = label, definition = definition })
end

local STOCK_DEFINITION = {
  fr = "Comptes d'auto-entrepreneurs immatriculés à la fin de la période, avec ou sans chiffre"
    .. " d'affaires.",
  en = "Auto-entrepreneurs' accounts registered at the end of the period, with or without"
    .. " turnover.",
}

local measure_definitions = {}

-- In canonical order.
measure_definitions.measures = {
  measure("immatriculations", "flow", ACCOUNT,
    { fr = "Immatriculations", en = "Registrations" },
    { fr = "Comptes d'auto-entrepreneurs immatriculés au cours de la période.",
      en = "Auto-entrepreneurs' accounts registered during the period." }),
  measure("radiations", "flow", ACCOUNT,
    { fr = "Radiations", en = "Strike-offs" },
    { fr = "Comptes radiés au cours de la période, à la demande du titulaire ou d'office ; les"
        .. " radiations d'office prennent effet au 31 décembre.",
      en = "Accounts struck off during the period, by request or by the administration; strike-offs"
        .. " by the administration take effect on 31 December." }),
  measure("chiffres_d_affaires", "flow", { unit = "EUR", source = URSSAF },
    { fr = "Chiffre d'affaires", en = "Turnover" },
    { fr = "Total du chiffre d'affaires déclaré au titre de la période, en euros courants.",
      en = "Sum of the turnover declared for the period, in current euros." }),
  -- a count, not a flow: an account that was active in each quarter of a year is one, not four
  measure("economiquement_actifs", "count", ACCOUNT,
    { fr = "Économiquement actifs", en = "Economically active" },
    { fr = "Comptes qui ont déclaré un chiffre d'affaires positif au titre du trimestre ; sur"
        .. " plusieurs trimestres, leur nombre moyen.",
      en = "Accounts that declared a turnover above zero for the quarter; over several quarters,"
        .. " their mean number." }),
  measure("administrativement_actifs", "stock", ACCOUNT,
    { fr = "Administrativement actifs", en = "Registered accounts" }, STOCK_DEFINITION),
  -- the name of the column in files of 2021
  measure("administrativement_actifs_nb", "stock", ACCOUNT,
    { fr = "Administrativement actifs (nombre)", en = "Registered accounts (number)" },
    STOCK_DEFINITION),

  measure("solde", "flow", { unit = "account", source = "urssaf (Lua)",
      terms = { plus = "immatriculations", minus = "radiations" } },
    { fr = "Solde", en = "Net registrations" },
    { fr = "Immatriculations moins radiations.", en = "Registrations less strike-offs." }),
  measure("taux_activite", "ratio", { unit = "1", source = "urssaf (Lua)",
      parts = { numerator = "economiquement_actifs", denominator = "administrativement_actifs" } },
    { fr = "Taux d'activité", en = "Share of active accounts" },
    { fr = "Comptes économiquement actifs rapportés aux comptes administrativement actifs ; sur"
        .. " plusieurs trimestres, moyenne rapportée à moyenne.",
      en = "Economically active accounts over registered ones; over several quarters, mean over"
        .. " mean." }),
  measure("chiffre_d_affaires_moyen", "ratio", { unit = "EUR/account", source = "urssaf (Lua)",
      parts = { numerator = "chiffres_d_affaires", denominator = "economiquement_actifs" } },
    { fr = "Chiffre d'affaires moyen", en = "Mean turnover" },
    { fr = "Chiffre d'affaires rapporté aux comptes économiquement actifs, en euros par compte ;"
        .. " sur plusieurs trimestres, leur total rapporté à la moyenne des comptes.",
      en = "Turnover over economically active accounts, in euros per account; over several"
        .. " quarters, their sum over the mean of the accounts." }),

  -- Urssaf counts accounts of the self-employed, not people. It is not known whether it counts
  -- those at the quarter's end or in the quarter: a stock is not added or averaged over time.
  measure("nombre_de_ti_actifs", "stock", ACCOUNT,
    { fr = "Travailleurs indépendants actifs", en = "Active self-employed" },
    { fr = "Comptes de travailleurs indépendants actifs, tenus pour ceux de la fin du trimestre.",
      en = "Accounts of active self-employed workers, taken to be those of the quarter's end." }),
  measure("effectifs_salaries_brut", "stock", { unit = "employee", source = URSSAF },
    { fr = "Effectifs salariés (bruts)", en = "Employees (raw)" },
    { fr = "Salariés du secteur privé à la fin du trimestre, données brutes.",
      en = "Employees of the private sector at the quarter's end, not adjusted." }),
  measure("effectifs_salaries_cvs", "stock",
    { unit = "employee", source = URSSAF, adjusted = true },
    { fr = "Effectifs salariés (CVS)", en = "Employees (adjusted)" },
    { fr = "Salariés du secteur privé à la fin du trimestre, corrigés des variations saisonnières.",
      en = "Employees of the private sector at the quarter's end, seasonally adjusted." }),
  measure("masse_salariale_brut", "flow", { unit = "EUR", source = URSSAF },
    { fr = "Masse salariale (brute)", en = "Wage bill (raw)" },
    { fr = "Salaires versés par le secteur privé au cours du trimestre, en euros courants, données"
        .. " brutes.",
      en = "Wages paid by the private sector during the quarter, in current euros, not"
        .. " adjusted." }),
  measure("masse_salariale_cvs", "flow", { unit = "EUR", source = URSSAF, adjusted = true },
    { fr = "Masse salariale (CVS)", en = "Wage bill (adjusted)" },
    { fr = "Salaires versés par le secteur privé au cours du trimestre, en euros courants, corrigés"
        .. " des variations saisonnières.",
      en = "Wages paid by the private sector during the quarter, in current euros, seasonally"
        .. " adjusted." }),
  measure("dpae_brut", "flow", { unit = "declaration", source = URSSAF },
    { fr = "Déclarations préalables à l'embauche (brutes)", en = "Hiring declarations (raw)" },
    { fr = "Déclarations préalables à l'embauche, au trimestre de l'embauche, données brutes.",
      en = "Declarations before hiring, by the quarter of the hiring, not adjusted." }),
  measure("dpae_cvs", "flow", { unit = "declaration", source = URSSAF, adjusted = true },
    { fr = "Déclarations préalables à l'embauche (CVS)", en = "Hiring declarations (adjusted)" },
    { fr = "Déclarations préalables à l'embauche, au trimestre de l'embauche, corrigées des"
        .. " variations saisonnières.",
      en = "Declarations before hiring, by the quarter of the hiring, seasonally adjusted." }),
  measure("nombre_de_procedures_brut", "flow", { unit = "proceeding", source = URSSAF },
    { fr = "Procédures collectives (brutes)", en = "Insolvency proceedings (raw)" },
    { fr = "Procédures collectives du trimestre, données brutes.",
      en = "Insolvency proceedings of the quarter, not adjusted." }),
  measure("nombre_de_procedures_cvs", "flow", { unit = "proceeding", source = URSSAF,
      adjusted = true },
    { fr = "Procédures collectives (CVS)", en = "Insolvency proceedings (adjusted)" },
    { fr = "Procédures collectives du trimestre, corrigées des variations saisonnières.",
      en = "Insolvency proceedings of the quarter, seasonally adjusted." }),
}

-- Accounts without turnover for two years are struck off in the first half of a year, with effect
-- on the 31 December before it; the stock is corrected by dating them back. Where strike-offs were
-- put off, stock and flows need not add up from the quarter in which they were due to the quarter
-- to which they were moved.
local STRIKE_OFFS = { "radiations", "administrativement_actifs", "administrativement_actifs_nb",
  "solde", "taux_activite" }

---@type urssaf.Break[]
measure_definitions.breaks = {
  -- to the first 31 December after the law, when changed strike-offs first take effect
  { id = "pinel-2014", period = "2014-Q2", from = "2014-Q2", to = "2014-Q4", date = "2014-06-18",
    source = "loi n° 2014-626", measures = STRIKE_OFFS,
    explanation = {
      fr = "la loi Pinel change les radiations automatiques",
      en = "the Pinel law changes automatic strike-offs" } },
  { id = "strike-offs-2019", period = "2019-Q4", from = "2019-Q4", to = "2020-Q4",
    date = "2019-12-31", source = URSSAF, measures = STRIKE_OFFS,
    explanation = {
      fr = "les radiations d'office au 31 décembre 2019 sont reportées d'un an",
      en = "the office strike-offs of 31 December 2019 were put off by a year" } },
  { id = "strike-offs-2022", period = "2022-Q4", from = "2022-Q4", to = "2023-Q4",
    date = "2022-12-31", source = URSSAF, measures = STRIKE_OFFS,
    explanation = {
      fr = "les radiations d'office au 31 décembre 2022 sont reportées d'un an",
      en = "the office strike-offs of 31 December 2022 were put off by a year" } },
  -- the accounts that were left out can be struck off a year later at the earliest
  { id = "strike-offs-2023", period = "2023-Q4", from = "2023-Q4", to = "2024-Q4",
    date = "2023-12-31", source = URSSAF, measures = STRIKE_OFFS,
    explanation = {
      fr = "les radiations d'office effectuées en 2024, au 31 décembre 2023, sont partielles",
      en = "the office strike-offs made in 2024, with effect on 31 December 2023, were partial" } },
}

--- The definition of a measure of 2021 whose name marks it as an estimate of another measure.
---@param name string
---@param base urssaf.Measure the other measure
---@return urssaf.Measure
function measure_definitions.estimate(name, base)
  return measure(name, base.nature, { unit = base.unit, source = URSSAF, estimated = true },
    { fr = base.label.fr .. " (estimation)", en = base.label.en .. " (estimate)" },
    { fr = base.definition.fr .. " Estimation publiée en 2021, depuis intégrée à la mesure.",
      en = base.definition.en .. " An estimate published in 2021, since then part of the"
        .. " measure." })
end

return measure_definitions
