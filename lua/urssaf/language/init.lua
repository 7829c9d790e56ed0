--- Numbers, periods, places, measures and notes, written for people who read French or English.
--
--     local fr = language.of "fr"
--     fr:number(1234567.5, 1)       -- "1 234 567,5"
--     fr:percent(0.123)             -- "12,3 %"
--     fr:period "2021-Q2"           -- "T2 2021"
--     fr:period "2021-03"           -- "mars 2021"
--
-- For people alone: what machines read is written by `numbers`. The blanks in numbers do not break
-- a line: U+202F between groups of three digits, U+00A0 before a unit.
local additivity = require "urssaf.domain.additivity"
local arguments = require "urssaf.language.arguments"
local digits = require "urssaf.language.digits"
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"
local measures = require "urssaf.domain.measures"
local names = require "urssaf.base.names"
local notes = require "urssaf.language.notes"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"
local timestamp = require "urssaf.base.timestamp"
local utf8 = require "urssaf.base.utf8"
local vocabulary = require "urssaf.language.vocabulary"

local pseudo_units = lazy "urssaf.domain.pseudo_units" -- as `units`, for names of units alone
local units = lazy "urssaf.domain.unit"

---@class urssaf.language
local languages = {}

---@class urssaf.Language
---@field code "fr"|"en"
local Language = {}

local MINUS = "\226\136\146"
--- The dash that stands for a missing value.
languages.MISSING = "\226\128\147"

local PRINTED = { __index = Language,
  __tostring = function(self) return "language " .. self.code end }
local KNOWN = {}
for code, own in pairs(vocabulary) do KNOWN[code] = setmetatable(own, PRINTED) end

--- A language.
---@param code "fr"|"en"
---@return urssaf.Language
function languages.of(code)
  if KNOWN[code] then return KNOWN[code] end
  errors.misuse("unknown language '%s'%s: \"fr\" or \"en\" expected", tostring(code),
    names.suggestion(code, sorting.keys(KNOWN)))
end

-- ------------------------------------------------------------------ numbers

--- A number, rounded half away from zero; a dash if it is missing. What is infinite or not a number
-- is no figure, and missing too.
---@param value number?
---@param decimals integer? by default 0 for a whole number, else 2, or more (up to six) for a value
-- that would read as zero
---@return string
function Language:number(value, decimals)
  if not digits.is_figure(value) then return languages.MISSING end
  decimals = decimals or (value == math.floor(value) and 0 or digits.decimals(value, 2))
  local whole, part = digits.of(value, decimals)
  local sign = value < 0 and (whole .. part):find "[1-9]" and MINUS or ""
  return sign .. digits.grouped(whole, self.group) .. (decimals > 0 and self.point .. part or "")
end

--- A number with one decimal, or up to six so as not to read as zero: "0,3", "0,004".
---@param value number?
---@return string
function Language:fine(value)
  return self:number(value, digits.decimals(value, 1))
end

--- A share in per cent: 0.123 is "12,3 %", 0.00004 "0,004 %".
---@param share number?
---@param decimals integer? by default as many as `fine` writes
---@return string
function Language:percent(share, decimals)
  if not digits.is_figure(share) then return languages.MISSING end
  local value = share * 100
  return (decimals and self:number(value, decimals) or self:fine(value)) .. self.before_percent
    .. "%"
end

--- The text of a growth or change, with a plus if its value is above zero, also when rounded.
---@param text string of `number` or `percent`
---@param value number?
---@return string
function Language.signed(_, text, value)
  local plus = value ~= nil and value > 0 and text:find "[1-9]"
  return plus and "+" .. text or text
end

--- A growth: 0.123 is "+12,3 %".
---@param growth number?
---@param decimals integer? as in `percent`
---@return string
function Language:growth(growth, decimals)
  return self:signed(self:percent(growth, decimals), growth)
end

-- Numbers that differ by less than the FINEST part of a million are written in full.
local BILLION, MILLION, FINEST = 1e9, 1e6, 1e-4

--- A number in few characters, from a million on in millions or billions: "1,2 M", "8,2 Md".
---@param value number?
---@param step number? what such numbers differ by, beside an axis: as many decimals are written as
-- tell them apart; by default one from a million on
---@param largest number? the largest of such numbers: all of them are in millions if it is
---@return string
function Language:short(value, step, largest)
  if not digits.is_figure(value) then return languages.MISSING end
  local size = math.max(math.abs(value), step or 0, largest or 0)
  local scale, mark = 1, ""
  if size >= BILLION and (step or size) >= BILLION * FINEST then
    scale, mark = BILLION, self.billions
  elseif size >= MILLION and (step or size) >= MILLION * FINEST then
    scale, mark = MILLION, self.millions
  end
  local fine = (step or (scale > 1 and size / 100 or 1)) / scale
  local decimals = math.min(digits.of_step(fine), step and 6 or 1)
  return self:number(value / scale, decimals) .. (value ~= 0 and mark or "")
end

--- The unit in which a series' values are written.
---@param s urssaf.Series
---@return string?
function Language.kind(_, s)
  return additivity.unit(s)
end

--- The unit in which the difference of two values of a series is written.
---@param s urssaf.Series
---@return string?
function Language:kind_of_change(s)
  return additivity.unit_of_change(self:kind(s))
end

-- A published rate below one per cent has two decimals: with one, those of a year would be alike.
local function rate_decimals(value)
  local is_small = digits.is_figure(value) and value ~= 0 and math.abs(value) < 1
  return digits.decimals(value, is_small and 2 or 1)
end

--- A value without the name of its unit, except for per cent and points: "1 234", "61,2 %". Values
-- of most known units are written without decimals: a mean of counts, too.
---@param value number?
---@param unit string? of `kind`
---@return string
function Language:value(value, unit)
  if unit == "1" then return self:percent(value) end
  if unit == "%" then return self:percent(value and value / 100, rate_decimals(value)) end
  if not digits.is_figure(value) then return languages.MISSING end
  if unit == "points" then return self:fine(value * 100) .. self.points end
  if unit == "pt" then return self:fine(value) .. self.points end
  if unit == "index" then return self:fine(value) end
  return self:number(value, self.units[unit] and 0)
end

--- A text of `number` or `short` in euros: "1 234 €", "1,2 M€", "−€1,234".
---@param text string
---@return string
function Language:in_euros(text)
  if text == languages.MISSING then return text end
  local sign, rest = text:match("^(" .. MINUS .. ")(.*)$")
  local is_large = text:sub(-#self.millions) == self.millions
    or text:sub(-#self.billions) == self.billions
  local form = is_large and self.large_euros or self.euros
  return (sign or "") .. form:gsub("%%s", function() return rest or text end)
end

--- A value with its unit, if that is written as a sign: "1 234 €", "61,2 %".
---@param value number?
---@param unit string?
---@return string
function Language:amount(value, unit)
  local text = self:value(value, unit)
  return (unit or ""):find "^EUR" and self:in_euros(text) or text
end

-- ------------------------------------------------------------------ periods and days

-- The year of a period, the number of its quarter, and that of its month; nil where it has none.
local function parts_of(period)
  local year, letter, number = period:match "^(%d+)%-(Q?)(%d+)$"
  if letter == "Q" then return year, tonumber(number) end
  return year, nil, tonumber(number)
end

--- A period: "T2 2021" or "Q2 2021", "mars 2021" or "March 2021"; a year as it is.
---@param period string
---@return string
function Language:period(period)
  local year, quarter, month = parts_of(period)
  local name = quarter and self.quarter:format(quarter) or self.months[month]
  return name and self.of_year:format(name, year) or period
end

--- Which part of its year a period is, in a few characters: "T2", "janv."; a year as it is.
---@param period string
---@return string
function Language:part_of_year(period)
  local _, quarter, month = parts_of(period)
  return quarter and self.quarter:format(quarter) or self.short_months[month] or period
end

--- That something was in a period: "au T2 2021", "en mars 2021", "in March 2021".
---@param period string
---@return string
function Language:within(period)
  local _, quarter, month = parts_of(period)
  local frequency = quarter and "quarter" or month and "month" or "year"
  return self.within_period[frequency]:format(self:period(period))
end

--- The day of a date or time: "16 juillet 2026", "16 July 2026"; nil if there is none.
---@param stamp string? "2026-07-16…"
---@return string?
function Language:day(stamp)
  local year, month, day = (stamp or ""):match("^(%d%d%d%d)-(%d%d)-(%d%d)")
  local name = month and self.months[tonumber(month)]
  if not name then return nil end
  local number = tonumber(day)
  local ordinal = self.code == "fr" and number == 1 and "1er" or ("%d"):format(number)
  return ("%s %s %s"):format(ordinal, name, year)
end

--- The grain of a dataset: "trimestriel", "quarterly"; "no time series" without one.
---@param grain "month"|"quarter"|"year"|nil
---@return string
function Language:grain(grain)
  return self.grains[grain or "none"]
end

-- Whether a span of days is a month: it ends on the day before the first of another one.
local function is_month(first, last)
  local after = timestamp.of_iso(last)
  return first:sub(1, 7) == last:sub(1, 7) and first:sub(9) == "01" and after ~= nil
    and timestamp.text(after + 86400):sub(9, 10) == "01"
end

--- A span of days: "16 July 2026", "13 to 17 July 2026", "juillet 2026" for all its days.
---@param first string "2026-07-13"
---@param last string
---@return string
function Language:days(first, last)
  if first == last then return self:day(first) end
  if is_month(first, last) then
    return ("%s %s"):format(self.months[tonumber(first:sub(6, 7))], first:sub(1, 4))
  end
  local from = self:day(first)
  if first:sub(1, 7) == last:sub(1, 7) then from = from:match "^%S+" end
  return self.spans:format(from, self:day(last))
end

-- ------------------------------------------------------------------ measures and units

--- The label of a measure; if the library does not know it, its name: of at most 300 characters,
-- none of them hidden.
---@param name string
---@param dataset string? the dataset it is a column of, as in `urssaf.measures.of`
---@return string
function Language:label(name, dataset)
  local known = measures.of(name, dataset)
  return known and known.label[self.code] or utf8.shown(name)
end

--- The label of a series' measure: its own if it has one, as a measure from outside may.
---@param s urssaf.Series
---@return string
function Language:label_of(s)
  local own = s.label
  if own then return utf8.shown(type(own) == "table" and own[self.code] or own) end
  return self:label(s.measure, s.dataset)
end

-- The name of a composed unit: "EUR of 2020", "account/1000 person".
local function composed_unit(self, unit)
  local base = unit:match "^EUR of ([^/]+)$"
  if base then return self.constant_euros:format(self:period(base)) end
  local above, count, below = unit:match "^([^/]+)/(%d+) (.+)$"
  if not above then return nil end
  return self.per:format(self:unit(above) or above, self:number(tonumber(count)),
    self:unit(below) or below)
end

--- The name of a unit: "comptes", "euros", "comptes pour 1 000 personnes"; nil if it is unknown.
---@param unit string?
---@return string?
function Language:unit(unit)
  return self.units[unit] or unit and composed_unit(self, unit)
end

-- One step of a transform of a series in words; as it is if it is unknown. The growth of a share or
-- a rate is a difference.
local function step_in_words(self, step, frequency, is_difference)
  if is_difference and self.differences[step] then return self.differences[step] end
  for _, known in ipairs(self.transforms) do
    local caught = step:match(known[1])
    if caught then
      return (known[2]:gsub("%%([sp])", { s = self:period(caught), p = self.periods[frequency] }))
    end
  end
  return step
end

-- Whether a growth is a difference in points.
local function is_in_points(self, s)
  local kind = self:kind(s)
  return kind == "points" or kind == "pt"
    or kind == nil and additivity.grows_in_points { measure = s.measure }
end

--- The measure of a series and its transform: "Immatriculations, évolution sur un an".
---@param s urssaf.Series
---@return string
function Language:title(s)
  local steps = {}
  for step in ((s.transform or "") .. " of "):gmatch "(.-) of " do
    if step ~= "" then
      table.insert(steps, 1, step_in_words(self, step, s.frequency,
        #steps == 0 and is_in_points(self, s)))
    end
  end
  table.insert(steps, 1, self:label_of(s))
  return table.concat(steps, ", ")
end

--- The name of a series' unit; nil if it is unknown.
---@param s urssaf.Series
---@return string?
function Language:unit_of(s)
  return self:unit(self:kind(s))
end

-- ------------------------------------------------------------------ places

-- A name without the underscores that tell a pseudo-unit, whose usual names are translated.
local function without_underscores(self, value)
  local plain = value:find("_", 1, true) and pseudo_units.plain_name(value)
  if plain == "non classe ailleurs" then return self.other end
  if plain == "calage" then return self.calage end
  local name = value:gsub("^_+", ""):gsub("_+$", "")
  return plain and name:gsub("_", " ") or name
end

--- The parts of a unit's name, or its code if it has none: { "Bretagne", "Construction" }.
---@param key table<string, string>
---@return string[]
function Language:place_parts(key)
  return tables.map(key.area and { self.areas[key.area] } or units.names(key), function(part)
    return without_underscores(self, utf8.bounded(part))
  end)
end

--- The parts as one text of at most 300 characters, none of them hidden. A total has no parts: it
-- is called France if it is said to be of it, without Mayotte if the notes say so.
---@param key table<string, string>
---@param panel_notes urssaf.Note[]?
---@param scope string? of the series: "france" of a sum for all of France
---@return string
function Language:place(key, panel_notes, scope)
  local parts = self:place_parts(key)
  if #parts > 0 then return utf8.shown(table.concat(parts, ", ")) end
  if notes.is_without_mayotte(panel_notes or {}) then return self.without_mayotte end
  return scope == "france" and self.france or self.whole
end

--- The name of a series' unit, as `place` gives it.
---@param s urssaf.Series
---@param panel_notes urssaf.Note[]?
---@return string
function Language:place_of(s, panel_notes)
  return self:place(s.key, panel_notes, s.scope)
end

-- ------------------------------------------------------------------ notes

--- A note of a panel or series as a sentence. What can be done about it is said in the words of the
-- library (the default) or of the command; to readers of a page nothing of it.
---@param note urssaf.Note
---@param audience "library"|"command"|"readers"|nil
---@return string
function Language:note(note, audience)
  return notes.sentence(self, note, audience)
end

--- Notes as sentences, each once: those of several measures, or of other periods, may read alike.
---@param list table[]
---@param audience "library"|"command"|"readers"|nil
---@return string[]
function Language:sentences(list, audience)
  return tables.unique(tables.map(list, function(note) return self:note(note, audience) end))
end

arguments.check(Language)

return languages
