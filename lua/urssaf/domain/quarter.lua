--- Quarters, which the library writes as strings like `"2021-Q2"`.
--
-- Such a string sorts in time order, can be a table key and survives JSON. The functions accept
-- every spelling that means exactly one quarter; all but `is` raise an error for anything else:
--
--     2021-Q2  2021Q2  2021-T2  T2 2021  2T2021  2e trimestre 2021  2021-06-30  {2021, 2}
--
-- A date means a quarter only if it is a quarter's last day, as in the portal's own columns.
local errors = require "urssaf.base.errors"
local names = require "urssaf.base.names"
local numbers = require "urssaf.base.numbers"
local shown_period = require "urssaf.domain.shown_period"

---@class urssaf.quarter
local quarter = {}

local LAST_DAYS = { "03-31", "06-30", "09-30", "12-31" }
local FIRST_DAYS = { "01-01", "04-01", "07-01", "10-01" }
-- the endings of the number before "trimestre", each with the numbers that it fits
local ORDINALS = { [""] = "[1-4]", e = "[2-4]", eme = "[2-4]", ["ᵉ"] = "[2-4]", er = "1",
  ["ᵉʳ"] = "1", nd = "2" }

local YEAR_FIRST = "^(%d%d%d%d)[ _/%-]?[qQtT]([1-4])$"
local QUARTER_FIRST = "^[qQtT]([1-4])[ _/%-]?(%d%d%d%d)$"
local NUMBER_FIRST = "^([1-4])[qQtT][ _/%-]?(%d%d%d%d)$"
local IN_WORDS = "^([1-4])([^ %d]*) ?trimestre (%d%d%d%d)$"
local DATE = "^(%d%d%d%d)%-(%d%d%-%d%d)$"
local MIDNIGHT = "^(%d%d%d%d%-%d%d%-%d%d)T00:00:00[%d:.+Z%-]*$"

local function parse_date(text)
  local year, day = (text:match(MIDNIGHT) or text):match(DATE)
  for number, last in ipairs(LAST_DAYS) do
    if day == last then return year, number end
  end
end

local function parse_short(text)
  local year, number = text:match(YEAR_FIRST)
  if year then return year, number end
  number, year = text:match(QUARTER_FIRST)
  if year then return year, number end
  number, year = text:match(NUMBER_FIRST)
  return year, number
end

local function parse_text(text)
  local year, number = parse_short(text)
  if year then return year, number end
  -- folding turns no-break spaces into spaces
  local folded = names.fold(text):match "^%s*(.-)%s*$"
  year, number = parse_short(folded)
  if year then return year, number end
  local suffix
  number, suffix, year = folded:match(IN_WORDS)
  if year and ORDINALS[suffix] and number:find(ORDINALS[suffix]) then return year, number end
  return parse_date(text)
end

local function parse_table(pair)
  if pair[3] ~= nil then return nil end
  local year = numbers.integer(pair[1] or pair.year)
  local number = numbers.integer(pair[2] or pair.quarter)
  if year and number and number >= 1 and number <= 4 then return year, number end
end

local function parts(value)
  local year, number
  if type(value) == "string" then
    year, number = parse_text((value:gsub("^%s+", ""):gsub("%s+$", "")))
  elseif type(value) == "table" then
    year, number = parse_table(value)
  end
  year, number = tonumber(year), tonumber(number)
  if year and number and year >= 1000 and year <= 9999 then return year, number end
end

local function spell(year, number)
  return ("%d-Q%d"):format(year, number)
end

local function check(value)
  local year, number = parts(value)
  if not year then
    errors.misuse("'%s' is not one quarter: write it as 2021-Q2 or T2 2021, or as its last day,"
      .. " 2021-06-30", shown_period(value))
  end
  return year, number
end

local function check_count(count)
  local whole = numbers.integer(count)
  if not whole then
    errors.misuse("a whole number of quarters expected, got %s", numbers.shown(count))
  end
  return whole
end

---@alias urssaf.Quarter string|integer[]|{ year: integer, quarter: integer }

--- Whether a value means exactly one quarter, in any spelling.
---@param value any
---@return boolean
function quarter.is(value)
  return parts(value) ~= nil
end

--- The canonical spelling, `"2021-Q2"`. Raises if the value is not one quarter.
---@param value urssaf.Quarter
---@return string
function quarter.parse(value)
  return spell(check(value))
end

--- The year and the number (1 to 4) of a quarter.
---@param value urssaf.Quarter
---@return integer year
---@return integer number
function quarter.parts(value)
  return check(value)
end

--- A quarter spelt `"2021-Q2"` (style `"iso"`, the default) or `"T2 2021"` (style `"fr"`).
---@param value urssaf.Quarter
---@param style "iso"|"fr"|nil
---@return string
function quarter.format(value, style)
  local year, number = check(value)
  if style == nil or style == "iso" then return spell(year, number) end
  if style == "fr" then return ("T%d %d"):format(number, year) end
  errors.misuse("unknown style '%s': 'iso' or 'fr' expected", tostring(style))
end

--- The first day, `"2021-04-01"`.
---@param value urssaf.Quarter
---@return string
function quarter.first_day(value)
  local year, number = check(value)
  return ("%d-%s"):format(year, FIRST_DAYS[number])
end

--- The last day, `"2021-06-30"`.
---@param value urssaf.Quarter
---@return string
function quarter.last_day(value)
  local year, number = check(value)
  return ("%d-%s"):format(year, LAST_DAYS[number])
end

--- The ordinal of a quarter, counted from the year 0 on: consecutive quarters have consecutive
-- ordinals.
---@param value urssaf.Quarter
---@return integer
function quarter.ordinal(value)
  local year, number = check(value)
  return year * 4 + number - 1
end

--- The quarter with an ordinal. Raises if it is not within 1000-Q1 to 9999-Q4.
---@param ordinal integer
---@return string
function quarter.from_ordinal(ordinal)
  local number = check_count(ordinal) % 4
  local year = (ordinal - number) / 4
  if year < 1000 or year > 9999 then
    errors.misuse("quarters run from 1000-Q1 to 9999-Q4")
  end
  return spell(year, numbers.integer(number) + 1)
end

--- The quarter `count` quarters later (earlier if negative).
---@param value urssaf.Quarter
---@param count integer
---@return string
function quarter.add(value, count)
  return quarter.from_ordinal(quarter.ordinal(value) + check_count(count))
end

--- How many quarters a is after b: `difference("2021-Q2", "2020-Q4")` is 2.
---@param a urssaf.Quarter
---@param b urssaf.Quarter
---@return integer
function quarter.difference(a, b)
  return quarter.ordinal(a) - quarter.ordinal(b)
end

--- -1, 0 or 1: a before, the same as, after b.
---@param a urssaf.Quarter
---@param b urssaf.Quarter
---@return integer
function quarter.compare(a, b)
  local difference = quarter.difference(a, b)
  return difference < 0 and -1 or difference > 0 and 1 or 0
end

--- All quarters from the first to the last, both included; empty if the last is before the first.
---@param first urssaf.Quarter
---@param last urssaf.Quarter
---@return string[]
function quarter.range(first, last)
  local range = {}
  for ordinal = quarter.ordinal(first), quarter.ordinal(last) do
    range[#range + 1] = quarter.from_ordinal(ordinal)
  end
  return range
end

return quarter
