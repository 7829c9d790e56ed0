--- Months, which the library writes as strings like `"2021-03"`.
--
-- The functions accept every spelling that means exactly one month; all but `is` raise an error for
-- anything else:
--
--     2021-03  03/2021  mars 2021  March 2021  2021-03-31  {2021, 3}
--
-- A date means a month only if it is the month's last day, as in the portal's own columns; the
-- 28th of February is one in every year, since some files write it so. A month of one digit could
-- be a quarter: `2021-3` is refused.
local errors = require "urssaf.base.errors"
local names = require "urssaf.base.names"
local numbers = require "urssaf.base.numbers"
local shown_period = require "urssaf.domain.shown_period"

local month = {}

--- The names of the months by language, from January on, as they are written within a sentence.
month.NAMES = {
  fr = { "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre" },
  en = { "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December" },
}

local NUMBERS = {}
for _, list in pairs(month.NAMES) do
  for number, name in ipairs(list) do NUMBERS[names.fold(name)] = number end
end

local DAYS = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

local YEAR_FIRST = "^(%d%d%d%d)%-(%d%d)$"
local MONTH_FIRST = "^(%d%d)/(%d%d%d%d)$"
local IN_WORDS = "^([a-z]+) (%d%d%d%d)$"
local DATE = "^(%d%d%d%d)%-(%d%d)%-(%d%d)$"
local MIDNIGHT = "^(%d%d%d%d%-%d%d%-%d%d)T00:00:00[%d:.+Z%-]*$"

local function days_of(year, number)
  local is_leap = year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
  return DAYS[number] + (number == 2 and is_leap and 1 or 0)
end

local function parse_date(text)
  local year, number, day = (text:match(MIDNIGHT) or text):match(DATE)
  year, number, day = tonumber(year), tonumber(number), tonumber(day)
  if year and DAYS[number] and (day == DAYS[number] or day == days_of(year, number)) then
    return year, number
  end
end

local function parse_text(text)
  local year, number = text:match(YEAR_FIRST)
  if year then return year, number end
  number, year = text:match(MONTH_FIRST)
  if year then return year, number end
  local name
  name, year = names.fold(text):match "^%s*(.-)%s*$":match(IN_WORDS)
  if year then return year, NUMBERS[name] end
  return parse_date(text)
end

local function parse_table(pair)
  if pair[3] == nil then return pair[1] or pair.year, pair[2] or pair.month end
end

local function parts(value)
  local year, number
  if type(value) == "string" then
    year, number = parse_text((value:gsub("^%s+", ""):gsub("%s+$", "")))
    year, number = tonumber(year), tonumber(number)
  elseif type(value) == "table" then
    year, number = parse_table(value)
  end
  year, number = numbers.integer(year), numbers.integer(number)
  if year and year >= 1000 and year <= 9999 and DAYS[number] then return year, number end
end

local function check(value)
  local year, number = parts(value)
  if not year then
    errors.misuse("'%s' is not one month: write it as 2021-03, 03/2021 or mars 2021, or as its last"
      .. " day, 2021-03-31", shown_period(value))
  end
  return year, number
end

--- Whether a value means exactly one month, in any spelling.
---@param value any
---@return boolean
function month.is(value)
  return parts(value) ~= nil
end

--- The canonical spelling, `"2021-03"`. Raises if the value is not one month.
---@param value any
---@return string
function month.parse(value)
  return ("%d-%02d"):format(check(value))
end

--- The year and the number (1 to 12) of a month.
---@param value any
---@return integer year
---@return integer number
function month.parts(value)
  return check(value)
end

--- A month spelt `"2021-03"` (style `"iso"`, the default) or `"mars 2021"` (style `"fr"`).
---@param value any
---@param style "iso"|"fr"|nil
---@return string
function month.format(value, style)
  local year, number = check(value)
  if style == nil or style == "iso" then return month.parse(value) end
  if style == "fr" then return ("%s %d"):format(month.NAMES.fr[number], year) end
  errors.misuse("unknown style '%s': 'iso' or 'fr' expected", tostring(style))
end

--- The first day, `"2021-03-01"`.
---@param value any
---@return string
function month.first_day(value)
  return month.parse(value) .. "-01"
end

--- The last day, `"2021-03-31"`; in February the 29th, if there is one.
---@param value any
---@return string
function month.last_day(value)
  return ("%s-%02d"):format(month.parse(value), days_of(check(value)))
end

--- The ordinal of a month, counted from the year 0 on: consecutive months have consecutive
-- ordinals.
---@param value any
---@return integer
function month.ordinal(value)
  local year, number = check(value)
  return year * 12 + number - 1
end

--- The month with an ordinal. Raises if it is not within 1000-01 to 9999-12.
---@param ordinal integer
---@return string
function month.from_ordinal(ordinal)
  local number = ordinal % 12
  local year = (ordinal - number) / 12
  if year < 1000 or year > 9999 then errors.misuse("months run from 1000-01 to 9999-12") end
  return ("%d-%02d"):format(year, number + 1)
end

return month
