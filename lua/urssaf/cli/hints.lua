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

-- What an option that names a file reads.
local FILE_HINTS = {
  fr = {
    ["--file"] = "--file lit le CSV que publie le portail et celui qu'écrit urssaf export.",
    ["--per"] = "--per lit un CSV : une colonne de lieux ou de périodes, et une de chiffres.",
    ["--with"] = "--with lit le CSV que publie le portail et celui qu'écrit urssaf export.",
  },
  en = {
    ["--file"] = "--file reads the CSV that the portal publishes and the one that urssaf export"
      .. " writes.",
    ["--per"] = "--per reads CSV with a column of places or periods, and one of figures.",
    ["--with"] = "--with reads the CSV that the portal publishes and the one that urssaf export"
      .. " writes.",
  },
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

-- What to do about an error by what it is about, as its field `about` says: for those of which the
-- library advises on Lua calls, or that are not about what their kind mostly is. `{x}` stands for
-- the field `x` of the error.
local HINTS_BY_TOPIC = {
  fr = {
    choose_one = "Ici : --where NOM=VALEUR pour n'en garder qu'une.",
    column = "Ici : --per-column nomme la colonne des valeurs.",
    datasets = "'urssaf catalog' donne les jeux de données du portail.",
    every_place = "Ici : --at PÉRIODE, ou --missing zero (une cellule vide compte pour zéro) ou"
      .. " skip (une somme se fait sans elle).",
    former_region = "Dans les données d'anciennes régions : --where ancienne_region=NOM.",
    joined_twice = "Il manque au fichier la colonne qui les distingue.",
    keys = "'urssaf info' donne les clés.",
    measure = "Ici : -m MESURE.",
    more_measures = "'urssaf info' les donne toutes.",
    mom = "Ici : --growth, ou --quarterly-growth pour des trimestres.",
    nature = "Ici : --nature flow, stock ou count dit ce qu'elle est.",
    no_date = "Ici : sans --date.",
    no_key_alone = "Ici : -m MESURE garde une mesure, --wide CLÉ dit ce que sont les colonnes.",
    one_of_each_place = "Ici : --by region (ou departement), ou --where NOM=VALEUR pour n'en garder"
      .. " qu'une.",
    pseudo_unit = "Pour ses chiffres : urssaf show, compare, chart ou export.",
    qoq = "Ici : --growth, ou --monthly-growth pour des mois.",
    region_code = "Un code seul est celui d'un département ; {name} est region:{code}.",
    refresh = "Ici : --refresh la télécharge de nouveau.",
    several_measures = "Ici : -m {one} garde une mesure, --wide measure en fait des colonnes.",
    several_periods = "Ici : --from et --to n'en gardent qu'une.",
    several_units = "Ici : un seul lieu, ou --wide {finer}.",
    several_units_of_key = "Ici : --by {by} les additionne, --wide {finer} les distingue, --where"
      .. " en choisit.",
    since_too_early = "Ici : --since avec un jour plus récent ; 'urssaf vintages' donne ce qui"
      .. " est conservé.",
    stock = "Ici : urssaf annual, ou show sans --rolling.",
    too_early = "Ici : --as-of avec un jour plus récent ; 'urssaf vintages' donne ce qui est"
      .. " conservé.",
    too_many_series = "Ici : moins de lieux, -m MESURE, ou --where NOM=VALEUR.",
    vintages = "'urssaf vintages' donne celles qui sont conservées.",
    wide = "Ici : --wide CLÉ dit ce que sont les colonnes.",
  },
  en = {
    choose_one = "Here: --where NAME=VALUE to keep one of them.",
    column = "Here: --per-column names the one with the values.",
    datasets = "'urssaf catalog' lists the portal's datasets.",
    every_place = "Here: --at PERIOD, or --missing zero (an empty cell counts as none) or skip (a"
      .. " sum is made without it).",
    former_region = "In data of former regions: --where ancienne_region=NAME.",
    joined_twice = "The file lacks the column that tells them apart.",
    keys = "'urssaf info' lists the keys.",
    measure = "Here: -m MEASURE.",
    more_measures = "'urssaf info' lists all of them.",
    mom = "Here: --growth, or --quarterly-growth for quarters.",
    nature = "Here: --nature flow, stock or count says what it is.",
    no_date = "Here: without --date.",
    no_key_alone = "Here: -m MEASURE keeps one measure, --wide KEY says what has the columns.",
    one_of_each_place = "Here: --by region (or departement), or --where NAME=VALUE to keep one of"
      .. " them.",
    pseudo_unit = "For its figures: urssaf show, compare, chart or export.",
    qoq = "Here: --growth, or --monthly-growth for months.",
    region_code = "A code alone is that of a département; {name} is region:{code}.",
    refresh = "Here: --refresh fetches it again.",
    several_measures = "Here: -m {one} keeps one measure, --wide measure has a column for each.",
    several_periods = "Here: --from and --to keep one of them.",
    several_units = "Here: name one place, or --wide {finer}.",
    several_units_of_key = "Here: --by {by} adds them up, --wide {finer} tells them apart, --where"
      .. " chooses.",
    since_too_early = "Here: --since with a later day; 'urssaf vintages' lists what is kept.",
    stock = "Here: urssaf annual, or show without --rolling.",
    too_early = "Here: --as-of with a later day; 'urssaf vintages' lists what is kept.",
    too_many_series = "Here: fewer places, -m MEASURE, or --where NAME=VALUE.",
    vintages = "'urssaf vintages' lists those that are kept.",
    wide = "Here: --wide KEY says what has the columns.",
  },
}

local OF_COLUMNS = { schema = true, incomplete = true, decode = true }

-- What to do about what an error is about; nil if there is nothing to say.
local function by_topic(err, code)
  local list = {}
  for _, topic in ipairs(type(err.about) == "table" and err.about or { err.about }) do
    local text = HINTS_BY_TOPIC[code][topic]
    list[#list + 1] = text and text:gsub("{(%l+)}", err) or nil
  end
  return list[1] and table.concat(list, " ") or nil
end

--- What to do about an error.
---@param err urssaf.Error|urssaf.Misuse with `read_by`, the option that named a file, if that is
-- not `--file`
---@param code "fr"|"en" the language
---@return string? hint nil if there is nothing to say
function hints.of(err, code)
  if err.shape then return HINTS_BY_SHAPE[code][err.shape] or HINTS_BY_SHAPE[code].other end
  if err.is_shapes then return SHAPES_HINT[code] end
  local hint = by_topic(err, code)
  if hint then return hint end
  -- the columns of a file do not tell whether the portal's have changed
  local is_of_file = err.path and (OF_COLUMNS[err.kind] or err.kind == "none")
  if is_of_file then return FILE_HINTS[code][err.read_by or "--file"] end
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
