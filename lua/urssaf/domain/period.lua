--- Periods of each frequency: months `"2021-03"`, quarters `"2021-Q2"`, years `"2021"`.
--
-- Such a string sorts in time order, can be a table key and survives JSON. The functions accept
-- every spelling that means exactly one period; all but `is` raise an error for anything else:
--
--     2021-03  03/2021  mars 2021  March 2021
--     2021-Q2  2021Q2  2021-T2  T2 2021  2T2021  2e trimestre 2021
--     2021
--
-- A last day (`2021-06-30`) and a pair (`{2021, 2}`) do not tell a month from a quarter: these two
-- are taken only where the frequency is given.
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"
local month = require "urssaf.domain.month"
local numbers = require "urssaf.base.numbers"
local quarter = require "urssaf.domain.quarter"
local year = require "urssaf.domain.year"

local shown_period = lazy "urssaf.domain.shown_period"

---@class urssaf.period
local period = {}

--- How many periods make a year.
period.A_YEAR = { month = 12, quarter = 4, year = 1 }

local MODULES = { month = month, quarter = quarter, year = year }
-- The order in which a spelling is tried; no text without a date is of two frequencies.
local FREQUENCIES = { "year", "quarter", "month" }

---@alias urssaf.Frequency "month"|"quarter"|"year"

-- ------------------------------------------------------------------ what a value means

-- A last day, or a pair of numbers.
local function is_undecided(value)
  if type(value) == "table" then return value[1] ~= nil end
  return type(value) == "string" and value:find("^%s*%d%d%d%d%-%d%d%-%d%d") ~= nil
end

local function find_frequency(value)
  if is_undecided(value) then return nil end
  for _, name in ipairs(FREQUENCIES) do
    if MODULES[name].is(value) then return name end
  end
end

local SPELLINGS = "write a month as 2021-06 or juin 2021, a quarter as 2021-Q2 or T2 2021, a year"
  .. " as 2021"

-- Raises, and says whether the frequency is all that lacks.
local function refuse(value)
  if is_undecided(value) and (month.is(value) or quarter.is(value)) then
    errors.misuse("'%s' may be a month or a quarter: write it as 2021-06 or 2021-Q2",
      shown_period(value), { in_lua = ", or say which to period.parse: \"month\" or \"quarter\"" })
  end
  errors.misuse("'%s' is not one period: %s", shown_period(value), SPELLINGS)
end

--- The frequency of a period. Raises if the value is not one period, or may be two.
---@param value urssaf.Period
---@return urssaf.Frequency
function period.frequency(value)
  return find_frequency(value) or refuse(value)
end

-- The module of a frequency, or else of the value's own.
local function module_of(value, frequency)
  local found = MODULES[frequency or period.frequency(value)]
  if not found then
    errors.misuse("unknown frequency '%s': 'month', 'quarter' or 'year' expected",
      numbers.shown(frequency))
  end
  return found
end

--- Whether a value means exactly one period, of this frequency if one is given.
---@param value any
---@param frequency urssaf.Frequency?
---@return boolean
function period.is(value, frequency)
  if frequency == nil then return find_frequency(value) ~= nil end
  return module_of(value, frequency).is(value)
end

--- The canonical spelling: `"2021-03"`, `"2021-Q2"` or `"2021"`.
---@param value urssaf.Period
---@param frequency urssaf.Frequency?
---@return string
function period.parse(value, frequency)
  return module_of(value, frequency).parse(value)
end

--- A period spelt as the library does (style `"iso"`, the default), or `"mars 2021"`, `"T2 2021"`
-- (style `"fr"`).
---@param value urssaf.Period
---@param style "iso"|"fr"|nil
---@return string
function period.format(value, style)
  return module_of(value).format(value, style)
end

--- The first day, `"2021-03-01"`.
---@param value urssaf.Period
---@return string
function period.first_day(value)
  return module_of(value).first_day(value)
end

--- The last day, `"2021-03-31"`.
---@param value urssaf.Period
---@return string
function period.last_day(value)
  return module_of(value).last_day(value)
end

-- ------------------------------------------------------------------ counting

--- The ordinal of a period: consecutive periods of a frequency have consecutive ordinals.
---@param value urssaf.Period
---@param frequency urssaf.Frequency?
---@return integer
function period.ordinal(value, frequency)
  return module_of(value, frequency).ordinal(value)
end

--- The period with an ordinal. Raises if it is not within the years 1000 to 9999.
---@param ordinal integer
---@param frequency urssaf.Frequency
---@return string
function period.from_ordinal(ordinal, frequency)
  local whole = numbers.integer(ordinal)
  if not whole then
    errors.misuse("a whole number of periods expected, got %s", numbers.shown(ordinal))
  end
  return module_of(nil, frequency or "").from_ordinal(whole)
end

--- The period `count` periods later (earlier if negative).
---@param value urssaf.Period
---@param count integer
---@return string
function period.add(value, count)
  if not numbers.integer(count) then
    errors.misuse("a whole number of periods expected, got %s", numbers.shown(count))
  end
  local frequency = period.frequency(value)
  return period.from_ordinal(period.ordinal(value, frequency) + count, frequency)
end

-- The ordinals of two periods, which must be of one frequency.
local function ordinals(a, b)
  local frequency, other = period.frequency(a), period.frequency(b)
  if frequency ~= other then
    errors.misuse("'%s' is a %s, '%s' a %s: only periods of one frequency can be compared",
      shown_period(a), frequency, shown_period(b), other)
  end
  return period.ordinal(a, frequency), period.ordinal(b, frequency), frequency
end

--- How many periods a is after b: `difference("2021-03", "2020-12")` is 3. Raises if they are not
-- of one frequency.
---@param a urssaf.Period
---@param b urssaf.Period
---@return integer
function period.difference(a, b)
  local one, other = ordinals(a, b)
  return one - other
end

--- -1, 0 or 1: a before, the same as, after b. Raises if they are not of one frequency.
---@param a urssaf.Period
---@param b urssaf.Period
---@return integer
function period.compare(a, b)
  local difference = period.difference(a, b)
  return difference < 0 and -1 or difference > 0 and 1 or 0
end

--- All periods from the first to the last, both included; empty if the last is before the first.
-- Raises if they are not of one frequency.
---@param first urssaf.Period
---@param last urssaf.Period
---@return string[]
function period.range(first, last)
  local from, to, frequency = ordinals(first, last)
  local range = {}
  for ordinal = from, to do range[#range + 1] = period.from_ordinal(ordinal, frequency) end
  return range
end

-- ------------------------------------------------------------------ spans

--- The number of a bare year (2021 or "2021"), else nil.
---@param value any
---@return integer?
function period.year(value)
  return year.number(value)
end

-- The frequency of a bound: the grid's if it can be. Elsewhere than in a grid of months, a last day
-- and a pair mean a quarter.
local function frequency_of_bound(value, frequency)
  if MODULES[frequency].is(value) then return frequency end
  local found = find_frequency(value) or (quarter.is(value) and "quarter")
  if found then return found end
  if type(value) == "string" and value:find "[QqTt]" then quarter.ordinal(value) end -- raises
  errors.misuse("'%s' is not one period: %s", shown_period(value), SPELLINGS)
end

--- Whether a value can be the end of a span in a grid of any frequency.
---@param value any
---@return boolean
function period.is_bound(value)
  return find_frequency(value) ~= nil or quarter.is(value)
end

-- The first month of a bound and the one after its last, as ordinals; and how many months a period
-- of the grid has.
local function months_of_bound(value, frequency)
  local own = frequency_of_bound(value, frequency)
  local length, ordinal = 12 / period.A_YEAR[own], period.ordinal(value, own)
  return ordinal * length, (ordinal + 1) * length, 12 / period.A_YEAR[frequency]
end

--- The ordinal of the first period of a span that begins with a period of any frequency. A longer
-- period begins with its first month; one of the grid that is only partly in the span is left out.
---@param value urssaf.Period
---@param frequency urssaf.Frequency of the grid
---@return integer
function period.lower(value, frequency)
  local first, _, length = months_of_bound(value, frequency)
  return math.ceil(first / length)
end

--- The ordinal of the last period of a span that ends with a period of any frequency, in the same
-- way.
---@param value urssaf.Period
---@param frequency urssaf.Frequency of the grid
---@return integer
function period.upper(value, frequency)
  local _, beyond, length = months_of_bound(value, frequency)
  return math.floor(beyond / length) - 1
end

--- The ordinals of the first and the last period of a grid that have a month in common with a
-- period of any frequency.
---@param value urssaf.Period
---@param frequency urssaf.Frequency of the grid
---@return integer first, integer last
function period.overlap(value, frequency)
  local first, beyond, length = months_of_bound(value, frequency)
  return math.floor(first / length), math.ceil(beyond / length) - 1
end

-- A bound as a message shows it.
local function spell_bound(value, frequency)
  return period.parse(value, frequency_of_bound(value, frequency))
end

local function is_backwards(from, to, frequency)
  local first = months_of_bound(from, frequency)
  local _, beyond = months_of_bound(to, frequency)
  return first >= beyond
end

--- Raises if a span ends before it begins. Without a frequency, a span is right that is right in
-- months or in quarters.
---@param from urssaf.Period?
---@param to urssaf.Period?
---@param frequency urssaf.Frequency? of the grid
function period.check_span(from, to, frequency)
  if from == nil or to == nil then return end
  local one, other = frequency or "quarter", frequency or "month"
  if is_backwards(from, to, one) and is_backwards(from, to, other) then
    errors.misuse("%s is after %s: %s, %s", { option = "from" }, { option = "to" },
      spell_bound(from, one), spell_bound(to, one))
  end
end

--- The first and last position of a grid that are in a span; the last is before the first if none
-- is. Either end of the span may be nil, or of another frequency.
---@param periods string[]
---@param frequency urssaf.Frequency
---@param from urssaf.Period?
---@param to urssaf.Period?
---@return integer first, integer last
function period.positions(periods, frequency, from, to)
  period.check_span(from, to, frequency)
  local lower = from ~= nil and period.lower(from, frequency)
  local upper = to ~= nil and period.upper(to, frequency)
  local size = #periods
  if size == 0 then return 1, 0 end
  local before = period.ordinal(periods[1], frequency) - 1
  local first, last = lower and lower - before or 1, upper and upper - before or size
  return math.max(first, 1), math.min(last, size)
end

-- ------------------------------------------------------------------ one period in a grid

--- The position of a period in a grid; nil if it is outside.
---@param periods string[]
---@param frequency urssaf.Frequency
---@param when urssaf.Period
---@return integer?
function period.position(periods, frequency, when)
  local ordinal = period.ordinal(when, frequency)
  if not periods[1] then return nil end
  local i = ordinal - period.ordinal(periods[1], frequency) + 1
  return i >= 1 and i <= #periods and i or nil
end

--- A message that a period, or a bare year, is outside a grid.
---@param periods string[]
---@param frequency urssaf.Frequency
---@param when urssaf.Period
---@return string
function period.outside(periods, frequency, when)
  local size = #periods
  return ("%s is outside these data, %s"):format(spell_bound(when, frequency), size == 0
    and "which is empty" or frequency .. "s from " .. periods[1] .. " to " .. periods[size])
end

return period
