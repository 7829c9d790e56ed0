--- The page's own sentences, in French and English. Measures, periods, numbers and notes are
-- `language`'s.
local phrases = {}

local ENGLISH = {
  skip = "Skip to the content",
  contents = "On this page",
  auto_entrepreneurs = "Auto-entrepreneurs",
  synthetic = { "Synthetic data.", "Every figure on this page is invented, to show what such a page"
    .. " looks like. None has any statistical value." },
  departement = "département %s, %s",
  region = "region %s",
  france = "the départements together, without Mayotte",
  only = "only: %s",
  latest = "latest complete quarter: %s",
  published = "published %s",
  nobody_published = "read on %s",

  figures = "Key figures",
  at_end = "at the end of %s",
  within = "in %s",
  over_a_year = "over four quarters, to %s",
  change = "%s over a year",
  nominal = "nominal, prices included",
  no_change = "change over a year: %s",
  points = "%s points", few_points = "%s points",
  beside = "France: %s",
  across_break = "across a break in the series",
  ranked = "Rank by level: %s of %s %s",
  tied = "Rank by level: %s (tied) of %s %s",
  departements = "départements", regions = "regions",
  spark = "from %s in %s to %s in %s",

  charts = "Over time",
  accounts = "Accounts, quarter by quarter",
  flows = "Registrations and strike-offs, over four quarters",
  beside_france = "%s: %s and France, 100 in %s",
  levels = "%s: %s and France",
  parts_region = "%s by département, 100 in %s", parts_france = "%s by region, 100 in %s",
  numbers = "Numbers mark breaks in the series.",
  scrolls = "The pictures scroll sideways.",
  map = "Map",
  at_period = "%s, %s",
  ranking = "Side by side",
  among_region = "départements of %s", among_overseas = "overseas départements",
  among_regions = "regions",

  data = "All quarters",
  data_hint = "Newest first. Missing is –.",
  sort_hint = "A column's heading sorts the table by it.",
  caption = "%s, quarter by quarter",
  period = "Quarter",

  reading = "How to read these figures",
  not_adjusted = "Figures are not seasonally adjusted: compare a quarter with the same quarter of"
    .. " the year before, or sums over four quarters.",
  some_not_adjusted = "Not seasonally adjusted: %s. Of these, compare a quarter with the same"
    .. " quarter of the year before, or sums over four quarters.",
  revised = "Each publication revises earlier quarters.",
  missing = "A value that is missing is shown as – and never as zero; a sum is missing where a unit"
    .. " that belongs to it is.",
  since = "%s: nothing before %s.",
  lacking = "%s: missing in %s.",
  ranks = "Ranks are among the %s that have a value in that quarter, the largest first; what no"
    .. " place claims is in the sums for France and has no rank.",
  breaks = "Breaks in the series",
  concerns = "Concerns: %s.",
  definitions = "Definitions",
  source = "Source and licence",
  source_is = "Source",
  dataset = "Dataset",
  publication = "Publication",
  taken = "Fetched", read = "Read",
  licence = "Licence",
  file = "File",
  cite = "To cite",
  reproduce = "To make this page again",
  made_by = "Made by urssaf %s, a Lua module for Urssaf's open data; it is not Urssaf's.",
}

local FRENCH = {
  skip = "Aller au contenu",
  contents = "Sur cette page",
  auto_entrepreneurs = "Auto-entrepreneurs",
  synthetic = { "Données synthétiques.", "Tous les chiffres de cette page sont inventés, pour"
    .. " montrer à quoi elle ressemble. Aucun n'a de valeur statistique." },
  departement = "département %s, %s",
  region = "région %s",
  france = "l'ensemble des départements, hors Mayotte",
  only = "seulement\194\160: %s",
  latest = "dernier trimestre complet\194\160: %s",
  published = "publication du %s",
  nobody_published = "fichier lu le %s",

  figures = "Chiffres clés",
  at_end = "à la fin du %s",
  within = "au %s",
  over_a_year = "sur quatre trimestres, jusqu'au %s",
  change = "%s sur un an",
  nominal = "en euros courants, hausse des prix comprise",
  no_change = "évolution sur un an\194\160: %s",
  points = "%s points", few_points = "%s point",
  beside = "France\194\160: %s",
  across_break = "de part et d'autre d'une rupture de série",
  ranked = "Rang par le niveau\194\160: %s sur %s %s",
  tied = "Rang par le niveau\194\160: %s ex æquo sur %s %s",
  departements = "départements", regions = "régions",
  spark = "de %s au %s à %s au %s",

  charts = "Dans le temps",
  accounts = "Comptes, trimestre par trimestre",
  flows = "Immatriculations et radiations, sur quatre trimestres",
  beside_france = "%s\194\160: %s et France, 100 en %s",
  levels = "%s\194\160: %s et France",
  parts_region = "%s par département, 100 en %s", parts_france = "%s par région, 100 en %s",
  numbers = "Les numéros marquent les ruptures de série.",
  scrolls = "Les graphiques défilent sur le côté.",
  map = "Carte",
  at_period = "%s, %s",
  ranking = "Côte à côte",
  among_region = "départements de la région %s", among_overseas = "départements d'outre-mer",
  among_regions = "régions",

  data = "Tous les trimestres",
  data_hint = "Du plus récent au plus ancien. Valeur absente\194\160: –.",
  sort_hint = "L'en-tête d'une colonne trie le tableau.",
  caption = "%s, trimestre par trimestre",
  period = "Trimestre",

  reading = "Comment lire ces chiffres",
  not_adjusted = "Les données ne sont pas corrigées des variations saisonnières\194\160:"
    .. " comparer un"
    .. " trimestre au même trimestre de l'année précédente, ou des sommes sur quatre trimestres.",
  some_not_adjusted = "Sans correction des variations saisonnières\194\160: %s. En comparer un"
    .. " trimestre au même trimestre de l'année précédente, ou des sommes sur quatre trimestres.",
  revised = "Chaque publication révise les trimestres antérieurs.",
  missing = "Une valeur absente est notée –, jamais zéro\194\160; une somme est absente là où il"
    .. " manque une unité qui en fait partie.",
  since = "%s\194\160: rien avant le %s.",
  lacking = "%s\194\160: valeur absente au %s.",
  ranks = "Les rangs sont parmi les %s qui ont une valeur à ce trimestre, le plus grand d'abord"
    .. "\194\160; ce qui n'est classé dans aucun territoire compte dans les sommes de la France et"
    .. " n'a pas de rang.",
  breaks = "Ruptures de série",
  concerns = "Concerne\194\160: %s.",
  definitions = "Définitions",
  source = "Source et licence",
  source_is = "Source",
  dataset = "Jeu de données",
  publication = "Publication",
  taken = "Consultation", read = "Lecture",
  licence = "Licence",
  file = "Fichier",
  cite = "Pour citer",
  reproduce = "Pour refaire cette page",
  made_by = "Page faite par urssaf %s, un module Lua pour les données ouvertes de l'Urssaf, qui"
    .. " n'est"
    .. " pas de l'Urssaf.",
}

local KNOWN = { en = ENGLISH, fr = FRENCH }

--- The sentences of a language.
---@param code "fr"|"en"
---@return table<string, string>
function phrases.of(code)
  return KNOWN[code]
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
