--- What reports say besides names, numbers and notes, in both languages.
local by_language = require("urssaf.language.phrases").by_language
local tables = require "urssaf.base.tables"

local phrases = {}

local PHRASES = by_language {
  skip = { en = "Skip to the content", fr = "Aller au contenu" },
  contents = { en = "On this page", fr = "Sur cette page" },
  auto_entrepreneurs = "Auto-entrepreneurs",
  synthetic = {
    en = { "Synthetic data.", "Every figure on this page is invented, to show what such a page"
      .. " looks like. None has any statistical value." },
    fr = { "Données synthétiques.", "Tous les chiffres de cette page sont inventés, pour montrer à"
      .. " quoi elle ressemble. Aucun n'a de valeur statistique." },
  },
  departement = "département %s, %s",
  region = { en = "region %s", fr = "région %s" },
  france = { en = "the départements together, without Mayotte",
    fr = "l'ensemble des départements, hors Mayotte" },
  only = { en = "only: %s", fr = "seulement\194\160: %s" },
  published = { en = "published %s", fr = "publication du %s" },
  nobody_published = { en = "read on %s", fr = "fichier lu le %s" },

  says = { en = "%s: %s %s, %s%s.", fr = "%s\194\160: %s %s, %s%s." },
  up = { en = "up %s over a year", fr = "en hausse de %s sur un an" },
  down = { en = "down %s over a year", fr = "en baisse de %s sur un an" },
  little_changed = { en = "little changed over a year, at %s",
    fr = "sans grand changement sur un an, à %s" },
  little_means = { en = "Little changed: by less than 1%.",
    fr = "Sans grand changement\194\160: de moins de 1\194\160%." },

  site = { en = "All places", fr = "Tous les territoires" },
  site_title = { en = "all départements and regions", fr = "tous les départements et régions" },
  elsewhere = { en = "Other pages", fr = "Autres pages" },
  its_departements = { en = "Départements of this region", fr = "Départements de la région" },
  its_neighbours = { en = "Neighbouring départements", fr = "Départements voisins" },
  other_regions = { en = "Regions", fr = "Régions" },
  search = { en = "Search by name or code", fr = "Chercher par nom ou par code" },
  none_found = { en = "No place has this name or code.",
    fr = "Aucun territoire n'a ce nom ou ce code." },
  one_found = { en = "1 place", fr = "1 territoire" },
  several_found = { en = "# places", fr = "# territoires" },
  all_regions = { en = "all regions", fr = "toutes les régions" },
  choose_departement = { en = "Choose a département", fr = "Choisir un département" },
  choose_region = { en = "Choose a region", fr = "Choisir une région" },
  squares_region = { en = "A square for each region, roughly where it is in France.",
    fr = "Un carré par région, à peu près à sa place en France." },
  squares_departement = { en = "A square for each département, roughly where it is in France.",
    fr = "Un carré par département, à peu près à sa place en France." },
  arrow_keys = { en = "The arrow keys go from square to square.",
    fr = "Les flèches du clavier vont d'un carré à l'autre." },
  list = { en = "All pages", fr = "Toutes les pages" },
  download = { en = "Download these figures (CSV)", fr = "Télécharger ces chiffres (CSV)" },

  figures = { en = "Key figures", fr = "Chiffres clés" },
  change = { en = "%s over a year", fr = "%s sur un an" },
  nominal = { en = "nominal, not adjusted for inflation",
    fr = "en euros courants, hausse des prix comprise" },
  no_change = { en = "change over a year: %s", fr = "évolution sur un an\194\160: %s" },
  why_missing = { en = "why this is missing", fr = "pourquoi il manque" },
  points = "%s points",
  few_points = { en = "%s points", fr = "%s point" },
  beside = { en = "France: %s", fr = "France\194\160: %s" },
  across_break = { en = "across a break in the series",
    fr = "de part et d'autre d'une rupture de série" },
  with_estimates = { en = "with strike-offs that are estimates",
    fr = "avec des radiations estimées" },
  ranked = { en = "Rank by level: %s of %s %s", fr = "Rang par le niveau\194\160: %s sur %s %s" },
  tied = { en = "Rank by level: %s (tied) of %s %s",
    fr = "Rang par le niveau\194\160: %s ex æquo sur %s %s" },
  departements = "départements",
  regions = { en = "regions", fr = "régions" },
  spark = { en = "from %s %s to %s %s", fr = "de %s %s à %s %s" },

  charts = { en = "Over time", fr = "Dans le temps" },
  beside_france = { en = "%s: %s and France, 100 in %s",
    fr = "%s\194\160: %s et France, 100 en %s" },
  levels = { en = "%s: %s and France", fr = "%s\194\160: %s et France" },
  parts_region = { en = "%s by département, 100 in %s", fr = "%s par département, 100 en %s" },
  parts_france = { en = "%s by region, 100 in %s", fr = "%s par région, 100 en %s" },
  provisional = { en = "provisional", fr = "provisoire" },
  numbers = { en = "Numbers mark breaks in the series.",
    fr = "Les numéros marquent les ruptures de série." },
  numbers_estimates = { en = "Numbers mark breaks in the series, and estimates.",
    fr = "Les numéros marquent les ruptures de série et les estimations." },
  raw_and_adjusted = { en = "%s: raw and seasonally adjusted", fr = "%s\194\160: données brutes et"
    .. " corrigées des variations saisonnières" },
  map = { en = "Map", fr = "Carte" },
  at_period = "%s, %s",
  ranking = { en = "Side by side", fr = "Côte à côte" },
  among_region = { en = "départements of %s", fr = "départements de la région %s" },
  among_overseas = { en = "overseas départements", fr = "départements d'outre-mer" },
  among_regions = { en = "regions", fr = "régions" },

  data_hint = { en = "Newest first. A missing value is –.",
    fr = "Du plus récent au plus ancien. Valeur absente\194\160: –." },
  sort_hint = { en = "A column's heading sorts the table.",
    fr = "L'en-tête d'une colonne trie le tableau." },

  reading = { en = "How to read these figures", fr = "Comment lire ces chiffres" },
  empty_cells = {
    strict = { en = "A missing value is shown as –, never as zero; a sum is missing if one of its"
        .. " units is.",
      fr = "Une valeur absente est notée –, jamais zéro\194\160; une somme est absente là où il"
        .. " manque une unité qui en fait partie." },
    skip = { en = "A missing value is shown as –, never as zero; a sum is that of the units that"
        .. " have a value.",
      fr = "Une valeur absente est notée –, jamais zéro\194\160; une somme est celle des unités"
        .. " qui ont une valeur." },
    zero = { en = "Empty cells count as zero; what is missing all the same is shown as –.",
      fr = "Les cellules vides comptent pour zéro\194\160; ce qui manque malgré tout est noté"
        .. " –." },
  },
  ranks = { en = "Ranks are among the %s that have a value then, the largest first; figures that"
      .. " belong to no place are in the sums for France and have no rank.",
    fr = "Les rangs sont parmi les %s qui ont alors une valeur, le plus grand d'abord\194\160; ce"
      .. " qui n'est classé dans aucun territoire compte dans les sommes de la France et n'a pas"
      .. " de rang." },
  breaks = { en = "Breaks in the series", fr = "Ruptures de série" },
  breaks_estimates = { en = "Breaks in the series, and estimates",
    fr = "Ruptures de série et estimations" },
  concerns = { en = "Concerns: %s.", fr = "Concerne\194\160: %s." },
  definitions = { en = "Definitions", fr = "Définitions" },
  source = { en = "Source and licence", fr = "Source et licence" },
  source_is = "Source",
  dataset = { en = "Dataset", fr = "Jeu de données" },
  publication = "Publication",
  taken = { en = "Fetched", fr = "Consultation" },
  read = { en = "Read", fr = "Lecture" },
  licence = "Licence",
  file = { en = "File", fr = "Fichier" },
  cite = { en = "To cite", fr = "Pour citer" },
  reproduce = { en = "To make this page again", fr = "Pour refaire cette page" },
  made_by = { en = "Made by urssaf %s, a Lua module for Urssaf's open data; it is not Urssaf's.",
    fr = "Page faite par urssaf %s, un module Lua pour les données ouvertes de l'Urssaf, qui n'est"
      .. " pas de l'Urssaf." },
}

-- The phrases that name the panel's periods.
local OF_PERIODS = by_language {
  month = {
    latest = { en = "latest complete month: %s", fr = "dernier mois complet\194\160: %s" },
    at_end = { en = "at the end of %s", fr = "fin %s" },
    over_a_year = { en = "over twelve months, to %s", fr = "sur douze mois, jusqu'en %s" },
    accounts = { en = "Accounts, month by month", fr = "Comptes, mois par mois" },
    flows = { en = "Registrations and strike-offs, over twelve months",
      fr = "Immatriculations et radiations, sur douze mois" },
    data = { en = "All months", fr = "Tous les mois" },
    caption = { en = "%s, month by month", fr = "%s, mois par mois" },
    period = { en = "Month", fr = "Mois" },
    not_adjusted = { en = "Figures are not seasonally adjusted: compare a month with the same month"
        .. " of the year before, or sums over twelve months.",
      fr = "Les données ne sont pas corrigées des variations saisonnières\194\160: comparer un mois"
        .. " au même mois de l'année précédente, ou des sommes sur douze mois." },
    some_not_adjusted = { en = "Not seasonally adjusted: %s. Of these, compare a month with the"
        .. " same month of the year before, or sums over twelve months.",
      fr = "Sans correction des variations saisonnières\194\160: %s. En comparer un mois au même"
        .. " mois de l'année précédente, ou des sommes sur douze mois." },
    revised = { en = "Each publication revises earlier months.",
      fr = "Chaque publication révise les mois antérieurs." },
    since = { en = "%s: nothing before %s.", fr = "%s\194\160: rien avant %s." },
    lacking = { en = "%s: missing in %s.", fr = "%s\194\160: il manque %s." },
  },
  quarter = {
    latest = { en = "latest complete quarter: %s", fr = "dernier trimestre complet\194\160: %s" },
    at_end = { en = "at the end of %s", fr = "à la fin du %s" },
    over_a_year = { en = "over four quarters, to %s", fr = "sur quatre trimestres, jusqu'au %s" },
    accounts = { en = "Accounts, quarter by quarter", fr = "Comptes, trimestre par trimestre" },
    flows = { en = "Registrations and strike-offs, over four quarters",
      fr = "Immatriculations et radiations, sur quatre trimestres" },
    data = { en = "All quarters", fr = "Tous les trimestres" },
    caption = { en = "%s, quarter by quarter", fr = "%s, trimestre par trimestre" },
    period = { en = "Quarter", fr = "Trimestre" },
    not_adjusted = { en = "Figures are not seasonally adjusted: compare a quarter with the same"
        .. " quarter of the year before, or sums over four quarters.",
      fr = "Les données ne sont pas corrigées des variations saisonnières\194\160: comparer un"
        .. " trimestre au même trimestre de l'année précédente, ou des sommes sur quatre"
        .. " trimestres." },
    some_not_adjusted = { en = "Not seasonally adjusted: %s. Of these, compare a quarter with the"
        .. " same quarter of the year before, or sums over four quarters.",
      fr = "Sans correction des variations saisonnières\194\160: %s. En comparer un trimestre au"
        .. " même trimestre de l'année précédente, ou des sommes sur quatre trimestres." },
    revised = { en = "Each publication revises earlier quarters.",
      fr = "Chaque publication révise les trimestres antérieurs." },
    since = { en = "%s: nothing before %s.", fr = "%s\194\160: rien avant le %s." },
    lacking = { en = "%s: missing in %s.", fr = "%s\194\160: valeur absente au %s." },
  },
  year = {
    latest = { en = "latest complete year: %s", fr = "dernière année complète\194\160: %s" },
    at_end = { en = "at the end of %s", fr = "fin %s" },
    accounts = { en = "Accounts, year by year", fr = "Comptes, année par année" },
    flows = { en = "Registrations and strike-offs, by year",
      fr = "Immatriculations et radiations, par année" },
    data = { en = "All years", fr = "Toutes les années" },
    caption = { en = "%s, year by year", fr = "%s, année par année" },
    period = { en = "Year", fr = "Année" },
    revised = { en = "A publication may revise earlier years.",
      fr = "Une publication peut réviser les années antérieures." },
    since = { en = "%s: nothing before %s.", fr = "%s\194\160: rien avant %s." },
    lacking = { en = "%s: missing in %s.", fr = "%s\194\160: il manque %s." },
  },
}

--- The phrases of a language, for panels of a frequency.
---@param code "fr"|"en"
---@param frequency urssaf.Frequency
---@return table<string, string>
function phrases.of(code, frequency)
  return tables.merge(PHRASES[code], OF_PERIODS[code][frequency])
end

local ENDINGS = { "st", "nd", "rd" }

--- A rank: "1st", "12th"; "1er", "12e".
---@param rank integer
---@param code "fr"|"en"
---@return string
function phrases.ordinal(rank, code)
  local digits = ("%d"):format(rank)
  if code == "fr" then return digits .. (rank == 1 and "er" or "e") end
  local is_teen = rank % 100 >= 11 and rank % 100 <= 13
  return digits .. (not is_teen and ENDINGS[rank % 10] or "th")
end

return phrases
