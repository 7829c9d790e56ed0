--- The number formats and words of both languages: separators, units, transforms, months.
local phrases = require "urssaf.language.phrases"

-- Blanks at which a line does not break: between groups of digits; before units and colons.
local THIN, HARD = "\226\128\175", "\194\160"

return phrases.by_language {
  code = { en = "en", fr = "fr" },
  point = { en = ".", fr = "," },
  group = { en = ",", fr = THIN },
  before_percent = { en = "", fr = HARD },
  euros = { en = "€%s", fr = "%s" .. HARD .. "€" },
  millions = { en = "M", fr = HARD .. "M" },
  billions = { en = "bn", fr = HARD .. "Md" },
  points = HARD .. "pt",
  quarters = { en = "Q%d" .. HARD .. "%d", fr = "T%d" .. HARD .. "%d" },
  colon = { en = ": ", fr = HARD .. ": " },
  to = { en = " to ", fr = " à " },
  spans = { en = "%s to %s", fr = "du %s au %s" },

  grains = {
    month = { en = "monthly", fr = "mensuel" },
    quarter = { en = "quarterly", fr = "trimestriel" },
    year = { en = "yearly", fr = "annuel" },
    none = { en = "no time series", fr = "pas une série temporelle" },
  },

  france = { en = "France without Mayotte", fr = "France hors Mayotte" },
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
    adjustment = { en = "corrections", fr = "régularisations" },
  },

  -- a pattern of the transform's name, and what it is called; `%s` stands for the pattern's capture
  transforms = {
    { "^yoy$", { en = "growth over a year", fr = "évolution sur un an" } },
    { "^qoq$", { en = "growth over a quarter", fr = "évolution sur un trimestre" } },
    { "^rolling%((%d+)%)$", { en = "over %s quarters", fr = "sur %s trimestres" } },
    { "^index%((.+)%)$", { en = "index, 100 in %s", fr = "indice, 100 en %s" } },
    { "^growth%((%d+)%)$", { en = "growth over %s periods", fr = "évolution sur %s périodes" } },
    { "^change%((%d+)%)$", { en = "change over %s periods", fr = "variation sur %s périodes" } },
    { "^map$", { en = "transformed", fr = "transformé" } },
  },

  -- the growth of a share or a rate, which is a difference
  differences = {
    yoy = { en = "difference over a year, in points", fr = "écart sur un an, en points" },
    qoq = { en = "difference over a quarter, in points",
      fr = "écart sur un trimestre, en points" },
    mom = { en = "difference over a month, in points", fr = "écart sur un mois, en points" },
  },

  months = {
    en = { "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December" },
    fr = { "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
      "octobre", "novembre", "décembre" },
  },
}
