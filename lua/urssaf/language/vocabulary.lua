--- The number formats and words of both languages: separators, units, transforms, months.
local month = require "urssaf.domain.month"
local phrases = require "urssaf.language.phrases"

-- Blanks at which a line does not break: between groups of digits; before units and colons.
local THIN, HARD = "\226\128\175", "\194\160"

return phrases.by_language {
  code = { en = "en", fr = "fr" },
  point = { en = ".", fr = "," },
  group = { en = ",", fr = THIN },
  before_percent = { en = "", fr = HARD },
  euros = { en = "€%s", fr = "%s" .. HARD .. "€" },
  large_euros = { en = "€%s", fr = "%s€" }, -- behind "M" and "Md": one unit, without a blank
  millions = { en = "M", fr = HARD .. "M" },
  billions = { en = "bn", fr = HARD .. "Md" },
  points = HARD .. "pt",
  quarter = { en = "Q%d", fr = "T%d" },
  of_year = "%s" .. HARD .. "%s",
  colon = { en = ": ", fr = HARD .. ": " },
  to = { en = " to ", fr = " à " },
  spans = { en = "%s to %s", fr = "du %s au %s" },

  grains = {
    month = { en = "monthly", fr = "mensuel" },
    quarter = { en = "quarterly", fr = "trimestriel" },
    year = { en = "yearly", fr = "annuel" },
    none = { en = "no time series", fr = "pas une série temporelle" },
  },

  france = "France",
  areas = {
    en = { metropole = "Metropolitan France", drom = "Overseas départements" },
    fr = { metropole = "France métropolitaine", drom = "Départements d'outre-mer" },
  },
  without_mayotte = { en = "France without Mayotte", fr = "France hors Mayotte" },
  whole = "Total",
  calage = { en = "adjustment (calage)", fr = "calage" },
  other = { en = "not classified", fr = "non classé ailleurs" },

  units = {
    account = { en = "accounts", fr = "comptes" },
    EUR = "euros",
    ["EUR/account"] = { en = "euros per account", fr = "euros par compte" },
    ["1"] = "%",
    ["%"] = "%",
    points = "points",
    pt = "points",
    index = { en = "index", fr = "indice" },
    employee = { en = "employees", fr = "salariés" },
    declaration = { en = "declarations", fr = "déclarations" },
    proceeding = { en = "proceedings", fr = "procédures" },
    establishment = { en = "establishments", fr = "établissements" },
    company = { en = "companies", fr = "entreprises" },
    employer = { en = "employers", fr = "employeurs" },
    person = { en = "people", fr = "personnes" },
    ["EUR/person"] = { en = "euros per person", fr = "euros par personne" },
    ["full-time job"] = { en = "full-time jobs", fr = "équivalents temps plein" },
    hour = { en = "hours", fr = "heures" },
    agreement = { en = "agreements", fr = "accords" },
    action = { en = "checks", fr = "actions" },
    reassessment = { en = "reassessments", fr = "redressements" },
    correction = { en = "corrections", fr = "régularisations" },
  },
  constant_euros = { en = "euros of %s", fr = "euros de %s" },
  per = { en = "%s per %s %s", fr = "%s pour %s %s" },

  -- a pattern of the transform's name, and what it is called; `%s` stands for the pattern's
  -- capture, `%p` for what the series' periods are called
  transforms = {
    { "^yoy$", { en = "growth over a year", fr = "évolution sur un an" } },
    { "^qoq$", { en = "growth over a quarter", fr = "évolution sur un trimestre" } },
    { "^mom$", { en = "growth over a month", fr = "évolution sur un mois" } },
    { "^rolling%((%d+)%)$", { en = "over %s %p", fr = "sur %s %p" } },
    { "^index%((.+)%)$", { en = "index, 100 in %s", fr = "indice, 100 en %s" } },
    { "^growth%((%d+)%)$", { en = "growth over %s %p", fr = "évolution sur %s %p" } },
    { "^change%((%d+)%)$", { en = "change over %s %p", fr = "variation sur %s %p" } },
    { "^deflated%((.+)%)$", { en = "in euros of %s", fr = "en euros de %s" } },
    { "^share$", { en = "share of the total", fr = "part du total" } },
    { "^contribution%((%d+)%)$", { en = "contribution to the growth over %s %p, in points",
      fr = "contribution à l'évolution sur %s %p, en points" } },
    { "^map$", { en = "transformed", fr = "transformé" } },
  },

  -- the growth of a share or a rate, which is a difference
  differences = {
    yoy = { en = "difference over a year, in points", fr = "écart sur un an, en points" },
    qoq = { en = "difference over a quarter, in points",
      fr = "écart sur un trimestre, en points" },
    mom = { en = "difference over a month, in points", fr = "écart sur un mois, en points" },
  },

  -- what periods are called after a number
  periods = {
    month = { en = "months", fr = "mois" },
    quarter = { en = "quarters", fr = "trimestres" },
    year = { en = "years", fr = "ans" },
  },

  -- that something was in a period
  within_period = {
    month = { en = "in %s", fr = "en %s" },
    quarter = { en = "in %s", fr = "au %s" },
    year = { en = "in %s", fr = "en %s" },
  },

  months = month.NAMES,
  short_months = {
    en = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" },
    fr = { "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.",
      "nov.", "déc." },
  },
}
