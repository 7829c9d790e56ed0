--- What the command says of a failure beside its message: its kind, and what to do about it.
local hints = {}

-- What to do about an error, by its kind.
local HINTS = {
  fr = {
    network = "Vérifiez la connexion ; --offline répond à partir de ce qui est conservé, --sample"
      .. " se passe de réseau.",
    timeout = "Le portail est lent ou absent : réessayez plus tard, ou --offline.",
    tls = "Vérifiez la date de la machine et un éventuel mandataire (proxy) ; --ca-file nomme les"
      .. " certificats de l'entreprise.",
    quota = "Le quota du portail est épuisé : attendez, ou donnez une clé (URSSAF_API_KEY).",
    offline = "Demandez une fois sans --offline ni --as-of : la réponse est alors conservée.",
    none = "Un lieu est un département, une région ou la France, par code ou nom : 38, Isère,"
      .. " region:84, PACA, France.",
    portal = "'urssaf catalog' donne les jeux de données du portail.",
    incomplete = "Le portail n'a pas tout envoyé : réessayez ; rien d'incomplet n'est montré.",
    schema = "Les colonnes du portail ont changé : cherchez une version plus récente d'urssaf.",
  },
  en = {
    network = "Check the connection; --offline answers from kept publications, --sample needs no"
      .. " network.",
    timeout = "The portal is slow or unreachable: try again later, or use --offline.",
    tls = "Check this machine's date, and the proxy if there is one; --ca-file names the"
      .. " certificates of a company.",
    quota = "The portal's quota is used up: wait, or give an API key (URSSAF_API_KEY).",
    offline = "Ask once without --offline and --as-of: the answer is then kept.",
    none = "A place is a département, a region or France, by code or name: 38, Isère, region:84,"
      .. " PACA, France.",
    portal = "'urssaf catalog' lists the portal's datasets.",
    incomplete = "The portal did not send all the data: try again; incomplete data are not shown.",
    schema = "The portal's columns have changed: look for a newer version of urssaf.",
  },
}

-- The kinds of error in French. The message that follows is the library's or the portal's own.
local KINDS_IN_FRENCH = {
  network = "pas de connexion au portail", timeout = "pas de réponse à temps",
  tls = "connexion refusée, car elle n'est pas sûre", quota = "quota du portail épuisé",
  portal = "le portail refuse la question", http = "le portail répond par une erreur",
  content = "la réponse n'est pas des données", decode = "données illisibles",
  schema = "colonnes inattendues", incomplete = "réponse incomplète", limit = "réponse trop grande",
  offline = "rien de conservé", cache = "conservation impossible", file = "fichier",
  none = "introuvable", cancelled = "interrompu",
  host = "installation incomplète", lacking = "installation incomplète", empty = "rien trouvé",
  ambiguous = "ambigu",
}

local SHAPES_HINT = {
  fr = "--shapes lit du GeoJSON : des contours avec les codes ou les noms de départements ou de"
    .. " régions.",
  en = "--shapes reads GeoJSON: shapes with the codes or the names of départements or regions.",
}

local FILE_HINT = {
  fr = "--file lit le CSV que publie le portail et celui qu'écrit urssaf export.",
  en = "--file reads the CSV that the portal publishes and the one that urssaf export writes.",
}

-- What to do about a dataset that is no time series, by its shape; `other` is for all but these.
local HINTS_BY_SHAPE = {
  fr = {
    years = "Un jeu de données par année ; par trimestre : --dataset"
      .. " particuliers-employeurs-par-categorie-demploi-et-par-region.",
    calendar = "Ici : urssaf calendar.",
    other = "Ce n'est pas une série temporelle ; 'urssaf catalog --grain quarter' (ou month, year)"
      .. " donne celles du portail.",
  },
  en = {
    years = "A dataset for each year; by quarter: --dataset"
      .. " particuliers-employeurs-par-categorie-demploi-et-par-region.",
    calendar = "Here: urssaf calendar.",
    other = "It is no time series; 'urssaf catalog --grain quarter' (or month, year) lists those of"
      .. " the portal.",
  },
}

-- Hints for messages that advise on Lua calls, which are no help at a command line, or that are not
-- about what their kind mostly is: a part of the message, and the hint.
local HINTS_BY_MESSAGE = {
  { "release calendar", { fr = "'urssaf catalog' donne les jeux de données du portail.",
    en = "'urssaf catalog' lists the portal's datasets." } },
  { "panel:annual", { fr = "Ici : urssaf annual, ou show sans --rolling.",
    en = "Here: urssaf annual, or show without --rolling." } },
  { "qoq is for", { fr = "Ici : --growth, ou --monthly-growth pour des mois.",
    en = "Here: --growth, or --monthly-growth for months." } },
  { "mom is for", { fr = "Ici : --growth, ou --quarterly-growth pour des trimestres.",
    en = "Here: --growth, or --quarterly-growth for quarters." } },
  { "several series are of the", {
    fr = "Ici : --by region (ou departement), ou --where NOM=VALEUR pour n'en garder qu'une.",
    en = "Here: --by region (or departement), or --where NAME=VALUE to keep one of them." } },
  { "is a former region", {
    fr = "Dans les données d'anciennes régions : --where ancienne_region=NOM.",
    en = "In data of former regions: --where ancienne_region=NAME." } },
  { "with a value of every place", {
    fr = "Ici : --at PÉRIODE, ou --missing zero (une cellule vide compte pour zéro) ou skip (une"
      .. " somme se fait sans elle).",
    en = "Here: --at PERIOD, or --missing zero (an empty cell counts as none) or skip (a sum is"
      .. " made without it)." } },
  { "say which measure", { fr = "Ici : -m MESURE ; 'urssaf info' les donne.",
    en = "Here: -m MEASURE; 'urssaf info' lists them." } },
  { "a remainder or an adjustment", {
    fr = "Pour ses chiffres : urssaf show, compare, chart ou export.",
    en = "For its figures: urssaf show, compare, chart or export." } },
  { "no unit of these data has", { fr = "'urssaf info' donne les clés.",
    en = "'urssaf info' lists the keys." } },
  { "are too many for one chart", {
    fr = "Ici : moins de lieux, -m MESURE, ou --where NOM=VALEUR.",
    en = "Here: fewer places, -m MEASURE, or --where NAME=VALUE." } },
  { "the earliest that is kept", {
    fr = "Ici : --as-of avec un jour plus récent ; 'urssaf vintages' donne ce qui est conservé.",
    en = "Here: --as-of with a later day; 'urssaf vintages' lists what is kept." } },
  { "cannot read", {} }, { "no publication that is kept", {} },
  { "unknown key", { fr = "'urssaf info' donne les clés.", en = "'urssaf info' lists the keys." } },
}

local OF_COLUMNS = { schema = true, incomplete = true, decode = true }
local BY_MESSAGE = { usage = true, none = true, offline = true }

--- What to do about an error.
---@param err { kind: string, message: string }
---@param code "fr"|"en" the language
---@return string? hint nil if there is nothing to say
function hints.of(err, code)
  if err.shape then return HINTS_BY_SHAPE[code][err.shape] or HINTS_BY_SHAPE[code].other end
  if err.is_shapes then return SHAPES_HINT[code] end
  -- the columns of a file do not tell whether the portal's have changed
  if OF_COLUMNS[err.kind] and err.path then return FILE_HINT[code] end
  for _, one in ipairs(BY_MESSAGE[err.kind] and HINTS_BY_MESSAGE or {}) do
    if tostring(err.message):find(one[1], 1, true) then return one[2][code] end
  end
  return HINTS[code][err.kind]
end

local UNQUOTED = { fr = "Une période de plusieurs mots s'écrit entre guillemets : %s \"%s\".",
  en = "A period of several words stands in quotes: %s \"%s\"." }

--- What to do about a period whose words are not in quotes.
---@param option string
---@param period string
---@param code "fr"|"en" the language
---@return string
function hints.unquoted(option, period, code)
  return UNQUOTED[code]:format(option, period)
end

--- What a kind of error is called.
---@param kind string
---@param code "fr"|"en" the language
---@return string
function hints.kind(kind, code)
  return code == "fr" and KINDS_IN_FRENCH[kind] or kind
end

return hints
