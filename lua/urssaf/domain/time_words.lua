--- Columns of time whose names are not the portal's own: last days in other words, and columns that
-- tell months and the like in a way that is not read.
local time_words = {}

-- Last days in other words, without those that do not matter: a heading need not be the portal's
-- own, as in "Date (dernier jour de mois)".
local LAST_DAYS = {
  dernier_jour_mois = "month_end",
  dernier_jour_trimestre = "last_day",
  dernier_jour_trim = "last_day",
}

local function set_of(text)
  local set = {}
  for word in text:gmatch "%a+" do set[word] = true end
  return set
end

local IDLE = set_of "a au d date de des du l la le les"

-- What a column tells that has one of these words in its name, and how many of it a year has.
local SPANS = {
  semaine = { "weeks", 52 }, mois = { "months", 12 }, month = { "months", 12 },
  trimestre = { "quarters", 4 }, trim = { "quarters", 4 }, quarter = { "quarters", 4 },
  semestre = { "half-years", 2 },
}

-- Words that may stand beside these.
local BESIDE_SPAN = set_of "annee code declaration fin iso jour libelle nom num numero"
for word in pairs(set_of "observation periode premier reference") do BESIDE_SPAN[word] = true end

local function words_of(name)
  local words = {}
  for word in name:gmatch "[^_]+" do
    if not IDLE[word] then words[#words + 1] = word end
  end
  return words
end

--- Which last day a column gives, if its name says so in other words than the portal's.
---@param name string
---@return "last_day"|"month_end"|nil
function time_words.last_day(name)
  return LAST_DAYS[table.concat(words_of(name), "_")]
end

--- What a column tells of a row's time, and nothing else, though in a way that is not read: of
-- `mois`, `numero_du_mois` or `mois_de_reference` it is the month.
---@param name string
---@return "weeks"|"months"|"quarters"|"half-years"|nil what
---@return number? count how many of these a year has
function time_words.unread(name)
  local span
  for _, word in ipairs(words_of(name)) do
    span = span or SPANS[word]
    if not (SPANS[word] or BESIDE_SPAN[word]) then return nil end
  end
  if span and not time_words.last_day(name) then return span[1], span[2] end
end

return time_words
