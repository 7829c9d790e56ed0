--- Notes as sentences.
local lazy = require "urssaf.base.lazy"
local measures = require "urssaf.domain.measures"
local month = require "urssaf.domain.month"
local tables = require "urssaf.base.tables"
local utf8 = require "urssaf.base.utf8"

local messages = lazy "urssaf.language.messages" -- for French only
local method_changes = lazy "urssaf.domain.method_changes"
local unit_notes = lazy "urssaf.language.unit_notes"

local notes = {}

-- How many characters a sentence may have: names from data may be in it.
local LONGEST = 1000

-- How many measures a sentence names.
local MOST_MEASURES = 3

-- What stands before the year in the name of a period.
local IS_OF_YEAR = tables.set(month.NAMES.en)
for i = 1, 4 do IS_OF_YEAR["Q" .. i] = true end

-- What is said of an adjustment, here and there, and why there is one.
local CALAGE = " ; %s : cette ligne ramène la somme des parties au total publié"
local REASONS = {
  [""] = "l'Urssaf corrige chaque niveau des variations saisonnières séparément, altère les"
    .. " cellules soumises au secret statistique ou compte une entreprise dans chacune de ses"
    .. " régions",
  _companies = "une entreprise présente dans plusieurs régions compte dans chacune",
  _season = "l'Urssaf corrige chaque niveau des variations saisonnières séparément",
  _secrecy = "l'Urssaf altère les cellules soumises au secret statistique",
}

-- What a note says in French, by its kind; `%{field}` stands for a field of the note. The English
-- sentence is the note's own message.
local FRENCH = {
  empty = "rien dans le jeu de données ne répond à la question",
  unmatched = "aucune unité reçue n'a %{field} = « %{value} »",
  column = "la colonne « %{column} » est laissée de côté : elle varie au sein d'une unité, et rien"
    .. " ne dit ce qu'elle est",
  seconds = "la colonne « %{column} » est laissée de côté : elle répète la date de la ligne, en"
    .. " secondes",
  alike = "des noms de la colonne « %{column} » se lisent de la même façon sans être identiques :"
    .. " ce sont des unités distinctes",
  publication = "les métadonnées comptent un autre nombre de lignes que celui reçu : la date de"
    .. " publication est peut-être celle d'une autre publication",
  stale = "le portail n'a pas pu être interrogé : ces données sont celles de la publication du"
    .. " %{day}, la dernière conservée ; une plus récente a pu paraître",
  undated = "mises à jour sans date lisible : %{count} sur %{releases}",
  cut = "la dernière ligne n'a pas de fin : le fichier a pu être coupé à cet endroit",
  mean = "dans ce fichier, le chiffre d'affaires est la moyenne par compte actif, non le total : il"
    .. " n'est jamais additionné",
  rounded = "des nombres ont plus de chiffres qu'il n'en est gardé : ils sont de"
    .. " 2^53 (9 millions de milliards) ou plus, et arrondis",
  coverage = "valeur absente là où les sommes comparées ne couvrent pas les mêmes unités",
  base = "pas d'évolution à partir de zéro ou d'un nombre négatif",
  base_of_index = "pas d'indice, car sa base est absente, nulle ou négative",
  incomplete = "aucune période n'a de valeur pour toutes les unités : aucune n'est donc choisie",
  outside = "sans %{who}, où %{part} manque à chaque période",
  overlap = "une entreprise présente dans plusieurs régions compte dans chacune d'elles : une somme"
    .. " de régions la compte plusieurs fois",
  signs = "ni parts ni contributions, car une partie est négative, ou le total n'est pas au-dessus"
    .. " de zéro",
  total = "%{unit} est déjà un total, et n'est pas additionné%{differs}",
  total_doubtful = "%{unit} est peut-être un total, car il lui manque une clé que d'autres unités"
    .. " au même endroit ont ; il est additionné, car il n'en est pas la somme%{differs}",
  left_out = "laissé de côté, car cette opération n'a pas de sens pour cette mesure",
  scope = "France hors Mayotte, que ces données ne couvrent pas",
  scope_empty = "France hors Mayotte, dont aucun chiffre n'est donné",
  scope_left_out = "France hors Mayotte, laissée de côté",
  scope_overseas = "l'outre-mer sans Mayotte, que ces données ne couvrent pas",
  scope_since = "Mayotte n'est pas dans ces sommes avant %{since}",
  nominal = "évolution en euros courants, hausse des prix comprise",
  adjusted = "une somme de données corrigées des variations saisonnières n'est pas tout à fait la"
    .. " donnée corrigée de la somme",
  synthetic = "données synthétiques, sans valeur statistique",
  selection = "seulement : %{what}",
  remainder = "le reste non classé, qui n'est ni un lieu ni un secteur, est laissé de"
    .. " côté%{share}",
  season_base = "la base n'est pas une année entière : d'autres %{frequency} lui sont comparés, et"
    .. " les données ne sont pas corrigées des variations saisonnières",
  provisional = "chiffres provisoires depuis %{since} : les publications suivantes changent le plus"
    .. " souvent des chiffres aussi récents",
  provisional_unknown = "on ne sait pas quels chiffres sont provisoires : il faut deux publications"
    .. " conservées",
  season = "les deux bornes sont des %{frequency} différents, et les données ne sont pas corrigées"
    .. " des variations saisonnières",
}

-- What people read of a measure that a note names: a label of its own, if it has one.
local function measure_name(language, note, name)
  return language:label_of { measure = name, label = note.labels and note.labels[name] }
end

-- What is said of a table that was joined: where it comes from, or what did not fit.
local function joined_text(note)
  local function listed(text) return (text:gsub(" and (%d+) more$", " et %1 de plus")) end
  if note.strangers then
    return ("aucune unité de ces données n'est %s"):format(listed(note.strangers))
  elseif note.without then
    return ("valeurs absentes pour %s, que la table n'a pas"):format(listed(note.without))
  end
  return note.from and ("d'après %s, et non l'Urssaf"):format(note.from) or "hors Urssaf"
end

local function deflated_text(note, language)
  local by = measure_name(language, note, note.by)
  if note.without then
    return ("valeurs absentes en euros de %s, car %s n'y a pas de valeur : %s"):format(note.base,
      by, note.without)
  end
  return ("en euros de %s : divisé par %s, qui y vaut 1"):format(note.base, by)
end

local function method_text(note)
  local change = method_changes.of(note.id)
  return change and messages.typeset(change.explanation.fr) or note.message
end

-- Sentences that depend on what the note has.
local FRENCH_OF = { joined = joined_text, deflated = deflated_text, method = method_text }

-- What is said of a file that may be of several datasets.
local DATASETS = {
  en = { text = "several datasets have these columns: %s", library = "; the option dataset says"
    .. " which it is", command = "; --dataset says which it is", readers = "" },
  fr = { text = "plusieurs jeux de données ont ces colonnes\194\160: %s",
    library = "\194\160; l'option dataset dit lequel c'est",
    command = "\194\160; --dataset dit lequel c'est", readers = "" },
}

local function datasets_text(note, language, audience)
  local own = DATASETS[language.code]
  return own.text:format(note.datasets) .. own[audience or "library"]
end

local SHARE = { fr = ", soit %s du total %s", en = ", %s of the total %s" }

-- The share of pseudo-units in a total, behind a comma; "" if it is not known.
local function share_text(language, note)
  if not note.share then return "" end
  return SHARE[language.code]:format(language:percent(note.share), language:within(note.period))
end

-- A difference with its sign.
local function gap_text(language, note)
  return language:signed(language:number(note.gap), note.gap)
end

-- How a total differs from the sum of its parts; "" if it does not.
local function differs(language, note)
  local parts = {}
  if note.gap then
    parts[1] = (" ; écart avec la somme de ses parties dans %d cellule%s, au plus %s %s (%s)")
      :format(note.gap_cells, note.gap_cells > 1 and "s" or "",
        gap_text(language, note),
        language:within(note.gap_period), measure_name(language, note, note.gap_measure))
  end
  if (note.open_cells or 0) > 0 then
    parts[#parts + 1] = (" ; une partie manque dans %d cellule%s"):format(note.open_cells,
      note.open_cells > 1 and "s" or "")
  end
  return table.concat(parts)
end

local function filled(language, sentence, note)
  return (sentence:gsub("%%{(%w+)}", function(field)
    local value = note[field]
    if field == "part" then return measure_name(language, note, value) end
    if field == "share" then return share_text(language, note) end
    if field == "differs" then return differs(language, note) end
    if field == "day" then return language:day(value) or tostring(value) end
    if field == "frequency" then return language.periods[value] end
    if field == "since" then return (value:find "Q" and "le " or "") .. language:period(value) end
    return tostring(value)
  end))
end

-- What is said of a break that a publication may have re-allocated, and of estimates that only its
-- date tells.
local DOUBTFUL = ", sauf si cette publication les a réparties, ce que ces chiffres ne disent pas"
local BY_DATE = ", à en juger par la date de ces données"

-- A break that the library knows has an explanation in French, and so have estimates.
local function break_text(language, note)
  local known = note.measure and measures.break_of(note.id)
  if not known then return note.message end
  local text = known.explanation.fr
  if note.kind == "estimated" then
    local quarters = tables.map(note.quarters or known.periods, function(name)
      return language:period(name)
    end)
    return table.concat(quarters, ", ") .. language.colon .. text
      .. (note.variant == "by_date" and BY_DATE or "")
  end
  return ("%s%s%s (%s)%s"):format(language:period(known.period), language.colon, text,
    known.source, note.variant == "doubtful" and DOUBTFUL or "")
end

-- The kinds of notes that say themselves what they are about.
local OF_BREAKS = { ["break"] = true, estimated = true }

for variant, reason in pairs(REASONS) do
  local why = CALAGE:format(reason)
  FRENCH["adjustment" .. variant] = "une ligne de calage est laissée de côté%{share}" .. why
  FRENCH["adjustment_in_sum" .. variant] = "une ligne de calage entre dans la somme%{share}" .. why
end

-- Which sentence of its kind a note has.
local function variant_of(note)
  if note.summed then
    return note.kind .. "_in_sum" .. (note.variant and "_" .. note.variant or "")
  end
  if note.base then return note.kind .. "_base" end
  return note.variant and note.kind .. "_" .. note.variant or note.kind
end

-- A message in which no line breaks within a period: "Q2 2021", "March 2021".
local function unbroken(message)
  return (message:gsub("(%u%w+) (%d%d%d%d)%f[%D]", function(word, year)
    if IS_OF_YEAR[word] then return word .. "\194\160" .. year end
  end))
end

-- The message with its figures as they are written elsewhere.
local function with_figures(language, note)
  local message = note.message
  if note.share then
    message = message:gsub(", [%d.,e+-]+ %% of the total in [^:]*", function()
      return share_text(language, note)
    end)
  elseif note.gap then
    message = message:gsub(", by [%d.,e+-]+ %(", function()
      return (", by %s ("):format(gap_text(language, note))
    end)
  end
  return message
end

-- The message, with the label of a measure that it names.
local function with_labels(language, note)
  local name = note.part or note.by
  local message = with_figures(language, note)
  local first, last = (name and message or ""):find(name or "", 1, true)
  if not (name and first) then return message end
  return message:sub(1, first - 1) .. measure_name(language, note, name) .. message:sub(last + 1)
end

local function text_of(language, note, audience)
  if unit_notes.has(note) then return unit_notes.text(language, note, audience) end
  if note.kind == "datasets" then return datasets_text(note, language, audience) end
  if language.code == "en" then return unbroken(with_labels(language, note)) end
  if OF_BREAKS[note.kind] then return break_text(language, note) end
  if FRENCH_OF[note.kind] then return FRENCH_OF[note.kind](note, language) end
  local sentence = FRENCH[variant_of(note)]
  if sentence then return filled(language, messages.typeset(sentence), note) end
  local message = messages.in_french(note.message)
  return note.kind == "cache" and "conservation des publications" .. language.colon .. message
    or message
end

local function capitalized(text)
  local first = text:match "^[%z\1-\127\194-\244][\128-\191]*" or ""
  local upper = ({ ["é"] = "É", ["à"] = "À", ["î"] = "Î" })[first] or first:upper()
  return upper .. text:sub(#first + 1)
end

-- The measures that a note names; nil if it names none, or more than fit into a sentence.
local function labels(language, note)
  local list = note.measures or { note.measure }
  if #list == 0 or #list > MOST_MEASURES then return nil end
  return table.concat(tables.map(list, function(name)
    return measure_name(language, note, name)
  end), ", ")
end

--- A note as a sentence, behind the measures that it concerns, if it names any.
---@param language urssaf.Language
---@param note urssaf.Note
---@param audience "library"|"command"|"readers"|nil as in `Language:note`
---@return string
function notes.sentence(language, note, audience)
  local text = utf8.bounded(text_of(language, note, audience), LONGEST)
  local subject = not OF_BREAKS[note.kind] and labels(language, note)
  if subject then return subject .. language.colon .. text .. "." end
  return capitalized(text) .. "."
end

--- Whether there is a note of a kind.
---@param list table[]
---@param kind string
---@return boolean
function notes.has(list, kind)
  return tables.find(list, function(note) return note.kind == kind end) ~= nil
end

--- Whether notes say that Mayotte is in none of the figures.
---@param list table[]
---@return boolean
function notes.is_without_mayotte(list)
  return tables.find(list, function(note)
    return note.kind == "scope" and not note.since and not note.measure
  end) ~= nil
end

return notes
