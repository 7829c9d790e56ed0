--- What figures are called, and how they are written, for people who read French or English.
--
--     local fr = language.of "fr"
--     fr:number(1234567.5, 1)       -- "1 234 567,5"
--     fr:percent(0.123)             -- "12,3 %"
--     fr:period "2021-Q2"           -- "T2 2021"
--
-- For people alone: what machines read is written by `numbers`. The blanks in numbers are those at
-- which no line is broken: U+202F between groups of three digits, U+00A0 before a unit.
local additivity = require "urssaf.domain.additivity"
local errors = require "urssaf.base.errors"
local numbers = require "urssaf.base.numbers"
local measures = require "urssaf.domain.measures"
local names = require "urssaf.base.names"

local language = {}

---@class urssaf.Language
---@field code "fr"|"en"
local Language = {}
Language.__index = Language

local THIN, HARD = "\226\128\175", "\194\160"
local MINUS = "\226\136\146"

--- What stands where a value is missing.
language.MISSING = "\226\128\147"

-- ------------------------------------------------------------------ words

local UNITS = {
  account = { fr = "comptes", en = "accounts" },
  EUR = { fr = "euros", en = "euros" },
  ["EUR/account"] = { fr = "euros par compte", en = "euros per account" },
  ["1"] = { fr = "%", en = "%" },
  points = { fr = "points", en = "points" },
  index = { fr = "indice", en = "index" },
  employee = { fr = "salariés", en = "employees" },
  declaration = { fr = "déclarations", en = "declarations" },
  proceeding = { fr = "procédures", en = "proceedings" },
}

-- What was done to a series: a pattern of its name, and the words for it; `%s` is what the pattern
-- caught.
local TRANSFORMS = {
  fr = {
    { "^yoy$", "évolution sur un an" }, { "^qoq$", "évolution sur un trimestre" },
    { "^rolling%((%d+)%)$", "sur %s trimestres" }, { "^index%((.+)%)$", "indice, 100 en %s" },
    { "^growth%((%d+)%)$", "évolution sur %s périodes" },
    { "^change%((%d+)%)$", "variation sur %s périodes" }, { "^map$", "transformé" },
  },
  en = {
    { "^yoy$", "growth over a year" }, { "^qoq$", "growth over a quarter" },
    { "^rolling%((%d+)%)$", "over %s quarters" }, { "^index%((.+)%)$", "index, 100 in %s" },
    { "^growth%((%d+)%)$", "growth over %s periods" },
    { "^change%((%d+)%)$", "change over %s periods" }, { "^map$", "transformed" },
  },
}

local MONTHS = {
  fr = { "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre" },
  en = { "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December" },
}

-- A note's sentence by its kind, `%{field}` being a field of the note. The library says its notes
-- in English; these say the same in French.
local FRENCH_NOTES = {
  empty = "rien dans le jeu de données ne répond à la question",
  unmatched = "aucune unité reçue n'a %{field} = « %{value} »",
  column = "la colonne « %{column} » est laissée de côté : elle varie au sein d'une unité, et rien"
    .. " ne dit ce qu'elle est",
  publication = "les métadonnées comptent un autre nombre de lignes que celui reçu : la date de"
    .. " publication est peut-être celle d'une autre publication",
  stale = "le portail n'a pas pu être interrogé : ces données sont celles de la publication du"
    .. " %{day}, la dernière conservée ; une plus récente a pu paraître",
  cut = "la dernière ligne n'a pas de fin : le fichier a pu être coupé à cet endroit",
  mean = "dans ce fichier, le chiffre d'affaires est la moyenne par compte actif, non le total : il"
    .. " n'est jamais additionné",
  partial = "toutes les unités ne sont pas dans ces sommes",
  coverage = "valeur absente, car les sommes comparées ne couvrent pas les mêmes unités",
  total = "%{unit} est déjà un total, et n'est pas additionné",
  left_out = "laissé de côté : cette opération n'a pas de sens pour cette mesure",
  scope = "France hors Mayotte, que ces données ne couvrent pas",
  nominal = "évolution en euros courants, hausse des prix comprise",
  adjusted = "une somme de données corrigées des variations saisonnières n'est pas tout à fait la"
    .. " donnée corrigée de la somme",
  synthetic = "données synthétiques, sans valeur statistique",
  selection = "seulement : %{what}",
  gap = "pas de somme au %{period}, car une valeur manque : %{who}",
  season = "les deux bornes sont des trimestres différents, et les données ne sont pas corrigées"
    .. " des variations saisonnières",
}

local FRENCH = setmetatable({
  code = "fr", point = ",", group = THIN, before_percent = HARD, quarters = "T%d" .. HARD .. "%d",
  colon = HARD .. ": ", euros = "%s" .. HARD .. "€", millions = HARD .. "M",
  billions = HARD .. "Md",
  points = HARD .. "pt", to = " à ",
  france = "France hors Mayotte", whole = "Total", other = "non classé ailleurs",
}, Language)

local ENGLISH = setmetatable({
  code = "en", point = ".", group = ",", before_percent = "", quarters = "Q%d" .. HARD .. "%d",
  colon = ": ", euros = "€%s", millions = "M", billions = "bn",
  points = HARD .. "pt", to = " to ",
  france = "France without Mayotte", whole = "Total", other = "not classified",
}, Language)

local KNOWN = { fr = FRENCH, en = ENGLISH }

--- A language.
---@param code "fr"|"en"
---@return urssaf.Language
function language.of(code)
  if KNOWN[code] then return KNOWN[code] end
  errors.misuse("unknown language '%s'%s: \"fr\" or \"en\" expected", tostring(code),
    names.suggestion(code, names.sorted_keys(KNOWN)))
end

local CHANGES = { yoy = true, qoq = true, growth = true, change = true }

--- Whether a series says how something changed, so that its values are written with their sign.
---@param s urssaf.Series
---@return boolean
function language.is_change(s)
  return CHANGES[s.transform and s.transform:match "^%l+"] or false
end

-- ------------------------------------------------------------------ numbers

local function grouped(digits, separator)
  local first = #digits % 3
  local groups = digits:sub(1, first)
  for i = first + 1, #digits, 3 do
    groups = groups .. (groups ~= "" and separator or "") .. digits:sub(i, i + 2)
  end
  return groups
end

--- A number with so many decimals (those of a whole number: 0; else 2), rounded half away from
-- zero; a dash where it is missing.
---@param value number?
---@param decimals integer?
---@return string
function Language:number(value, decimals)
  if value == nil then return language.MISSING end
  decimals = decimals or (numbers.integer(value) and 0 or 2)
  local scale = 10 ^ decimals
  local scaled = math.floor(math.abs(value) * scale + 0.5)
  local whole = math.floor(scaled / scale)
  local part = decimals > 0 and self.point
    .. ("%0" .. decimals .. ".0f"):format(scaled - whole * scale) or ""
  local sign = value < 0 and scaled > 0 and MINUS or ""
  return sign .. grouped(("%.0f"):format(whole), self.group) .. part
end

--- A share in per cent: 0.123 is "12,3 %".
---@param share number?
---@param decimals integer? by default 1
---@return string
function Language:percent(share, decimals)
  if share == nil then return language.MISSING end
  return self:number(share * 100, decimals or 1) .. self.before_percent .. "%"
end

--- With a plus where it is above zero: growths and changes.
---@param text string of `number` or `percent`
---@param value number?
---@return string
function Language.signed(_, text, value)
  local plus = value ~= nil and value > 0 and text:find "[1-9]"
  return plus and "+" .. text or text
end

--- A growth: 0.123 is "+12,3 %".
---@param growth number?
---@param decimals integer? by default 1
---@return string
function Language:growth(growth, decimals)
  return self:signed(self:percent(growth, decimals), growth)
end

-- From here on in thousands of millions, from here in millions.
local BILLION, MILLION = 1e9, 1e6

--- A number in few characters, as beside an axis: "1,2 M", "8,2 Md". `step` is what such numbers
-- differ by: as many decimals are written as tell them apart.
---@param value number?
---@param step number?
---@return string
function Language:short(value, step)
  if value == nil then return language.MISSING end
  local size = math.max(math.abs(value), step or 0)
  local scale, mark = 1, ""
  if size >= BILLION then
    scale, mark = BILLION, self.billions
  elseif size >= MILLION then
    scale, mark = MILLION, self.millions
  end
  local fine = (step or (scale > 1 and size / 100 or 1)) / scale
  local decimals = 0
  while decimals < 6 and math.abs(fine - math.floor(fine + 0.5)) > 1e-9 * fine do
    fine, decimals = fine * 10, decimals + 1
    if not step and decimals == 1 then break end
  end
  return self:number(value / scale, decimals) .. (value ~= 0 and mark or "")
end

-- What is counted is written in whole numbers, a mean of counts too.
local DECIMALS = { index = 1 }

--- What a series' values are, to be written: its unit, but "points" of a difference between shares.
---@param s urssaf.Series
---@return string?
function Language.kind(_, s)
  local step = s.transform and s.transform:match "^%l+"
  local own = measures.of(s.measure)
  local is_difference = (step == "yoy" or step == "qoq" or step == "change") and own
    and own.unit == "1"
  return is_difference and "points" or additivity.unit(s)
end

--- What the difference of two values of a series is.
---@param s urssaf.Series
---@return string?
function Language:kind_of_change(s)
  local kind = self:kind(s)
  return kind == "1" and "points" or kind
end

--- A value of a unit, without the unit's name but for per cent: "1 234", "61,2 %".
---@param value number?
---@param unit string? of `kind`
---@return string
function Language:value(value, unit)
  if unit == "1" then return self:percent(value) end
  if unit == "points" then
    return value and self:number(value * 100, 1) .. self.points or language.MISSING
  end
  return self:number(value, DECIMALS[unit] or UNITS[unit] and 0)
end

--- The same with its unit where a sign says it: "1 234 €".
---@param value number?
---@param unit string?
---@return string
function Language:amount(value, unit)
  local text = self:value(value, unit)
  if value == nil or not (unit or ""):find "^EUR" then return text end
  local sign, digits = text:match("^(" .. MINUS .. ")(.*)$")
  return (sign or "") .. self.euros:gsub("%%s", function() return digits or text end)
end

-- ------------------------------------------------------------------ names

--- "T2 2021", "Q2 2021"; a year as it is.
---@param period string
---@return string
function Language:period(period)
  local year, quarter = period:match "^(%d+)%-Q(%d)$"
  return year and self.quarters:format(quarter, year) or period
end

--- "16 juillet 2026", "16 July 2026", of a date or a moment; nil if it is none.
---@param stamp string? "2026-07-16…"
---@return string?
function Language:day(stamp)
  local year, month, day = (stamp or ""):match("^(%d%d%d%d)-(%d%d)-(%d%d)")
  local name = month and MONTHS[self.code][tonumber(month)]
  if not name then return nil end
  local number = tonumber(day)
  local spelt = self.code == "fr" and number == 1 and "1er" or ("%d"):format(number)
  return ("%s %s %s"):format(spelt, name, year)
end

--- What a measure is called: its label, or its name where the library does not know it.
---@param name string
---@return string
function Language:label(name)
  local known = measures.of(name)
  return known and known.label[self.code] or name
end

--- What is counted: "comptes", "euros"; nil if nobody knows it.
---@param unit string?
---@return string?
function Language:unit(unit)
  return UNITS[unit] and UNITS[unit][self.code]
end

-- One step of a transform in words.
local function step_in_words(self, step)
  for _, known in ipairs(TRANSFORMS[self.code]) do
    local caught = step:match(known[1])
    if caught then
      return (known[2]:gsub("%%s", function() return self:period(caught) end))
    end
  end
  return step
end

--- What a series is: its measure and what was done to it, "Immatriculations, évolution sur un an".
---@param s urssaf.Series
---@return string
function Language:title(s)
  local steps = {}
  for step in ((s.transform or "") .. " of "):gmatch "(.-) of " do
    if step ~= "" then table.insert(steps, 1, step_in_words(self, step)) end
  end
  table.insert(steps, 1, self:label(s.measure))
  return table.concat(steps, ", ")
end

--- The unit of a series in words, nil if nobody knows it.
---@param s urssaf.Series
---@return string?
function Language:unit_of(s)
  return self:unit(self:kind(s))
end

local function without_marks(value)
  return (value:gsub("^_+", ""):gsub("_+$", ""))
end

local function is_france(notes)
  for _, note in ipairs(notes or {}) do
    if note.kind == "scope" then return true end
  end
  return false
end

--- A unit's name without its codes: "Isère", "Bretagne, Construction". What has no key is a sum of
-- all units there were: France, if the notes say so.
---@param key table<string, string>
---@param notes table[]? of the panel
---@return string
function Language:place(key, notes)
  local code = key.code_departement or key.code_region
  local parts = { key.departement or key.region or code }
  for _, field in ipairs(names.sorted_keys(key)) do
    local is_place = field:find "departement$" or field:find "region$"
    if not is_place and not field:find "^code_" then parts[#parts + 1] = key[field] end
  end
  for i, part in ipairs(parts) do
    parts[i] = without_marks(part)
    if self.code == "en" and part:find "^_non class" then parts[i] = self.other end
  end
  if #parts > 0 then return table.concat(parts, ", ") end
  return is_france(notes) and self.france or self.whole
end

-- ------------------------------------------------------------------ notes

local function capital(text)
  local first = text:match "^[%z\1-\127\194-\244][\128-\191]*" or ""
  local upper = ({ ["é"] = "É", ["à"] = "À", ["î"] = "Î" })[first] or first:upper()
  return upper .. text:sub(#first + 1)
end

local function of_break(self, note)
  for _, known in ipairs(note.measure and measures.breaks(note.measure) or {}) do
    if known.id == note.id then
      return ("%s%s%s (%s)"):format(self:period(known.period), self.colon,
        known.explanation[self.code], known.source)
    end
  end
  return note.message
end

local function filled(self, sentence, note)
  return (sentence:gsub("%%{(%w+)}", function(field)
    local value = note[field]
    if field == "day" then return self:day(value) or tostring(value) end
    if field == "period" then return self:period(value) end
    return tostring(value)
  end))
end

--- A note of a panel or series as a sentence.
---@param note table `kind message` …
---@return string
function Language:note(note)
  local text = note.message
  if note.kind == "break" then
    text = of_break(self, note)
  elseif self.code == "fr" and FRENCH_NOTES[note.kind] then
    text = filled(self, FRENCH_NOTES[note.kind], note)
  elseif self.code == "fr" and note.kind == "cache" then
    text = "conservation des publications" .. HARD .. ": " .. text
  end
  local subject = note.measure and note.kind ~= "break" and self:label(note.measure) .. self.colon
  return (subject and subject .. text or capital(text)) .. "."
end

return language
