--- Series as users give them: checked, and spelt as the library spells them.
local errors = require "urssaf.base.errors"
local names = require "urssaf.base.names"
local numbers = require "urssaf.base.numbers"
local options = require "urssaf.domain.options"
local period = require "urssaf.domain.period"
local sorting = require "urssaf.base.sorting"
local unit = require "urssaf.domain.unit"

local plain_series = {}

---@class urssaf.CheckedSeries a series as it was given, its periods told by their first and last
---@field measure string
---@field key table<string, string>
---@field frequency urssaf.Frequency
---@field first integer the ordinal of its first period
---@field last integer that of its last period; before the first if it has none
---@field values table<integer, number> from `first` on
---@field place string how messages name it

local checks = options.checks

-- ------------------------------------------------------------------ fields

local FIELDS = { measure = checks.text, unit = checks.text, label = checks.label,
  frequency = options.one_of("month", "quarter", "year"), transform = checks.text,
  nature = options.one_of("flow", "stock", "count", "ratio", "change", "window", "unknown"),
  key = checks.any, values = checks.any, periods = checks.any,
  coverage = checks.any } -- as in the JSON of a panel; sums that are made anew have their own

local function check_fields(given, place)
  for name, value in pairs(given) do
    local check = FIELDS[name]
    if not check then
      errors.misuse("%s: unknown field '%s'%s", place, tostring(name),
        names.suggestion(name, sorting.keys(FIELDS)))
    end
    local expected = check(value)
    if expected then
      errors.misuse("%s: %s must be %s, got %s", place, name, expected, numbers.shown(value))
    end
  end
  if given.measure == nil then errors.misuse("%s: say which measure it is", place) end
end

-- Names that exports and tables have for something else.
local RESERVED = { period = true, measure = true }

--- The key of a unit, checked: texts by name.
---@param key any nil for none
---@param place string
---@return table<string, string>
function plain_series.key(key, place)
  if key == nil then return {} end
  if type(key) ~= "table" then
    errors.misuse("%s: key must be a table, such as { code_departement = \"01\" }, got %s", place,
      numbers.shown(key))
  end
  local checked = {}
  for name, value in pairs(key) do
    if checks.text(name) or RESERVED[name] then
      errors.misuse("%s: '%s' cannot be the name of a key", place, numbers.shown(name))
    end
    if checks.text(value) then
      errors.misuse("%s: the key %s must be a text, such as \"01\", got %s", place, name,
        numbers.shown(value))
    end
    checked[name] = value
  end
  return checked
end

-- ------------------------------------------------------------------ values

--- Whether a value is the null of a JSON decoder, which stands for what is missing.
---@param value any
---@return boolean
function plain_series.is_null(value)
  return type(value) == "userdata" and not getmetatable(value)
end

--- A value, checked; nil if it is missing.
---@param value any
---@param place string
---@param when string its period
---@return number?
function plain_series.value(value, place, when)
  if value == nil or plain_series.is_null(value) then return nil end
  if type(value) == "number" and value == value and math.abs(value) ~= math.huge then
    return value
  end
  local shown = type(value) == "string" and ('"%s"'):format(value) or numbers.shown(value)
  errors.misuse("%s, %s: a finite number expected, or nil where there is no value, got %s", place,
    when, shown)
end

-- How many periods a grid may have.
local MOST_PERIODS = 2000

--- Raises if a grid is too long to be meant.
---@param first integer
---@param last integer
---@param frequency urssaf.Frequency
function plain_series.check_length(first, last, frequency)
  if last - first < MOST_PERIODS then return end
  errors.misuse("from %s to %s there are more than %d %ss: is one of them misspelt?",
    period.from_ordinal(first, frequency), period.from_ordinal(last, frequency), MOST_PERIODS,
    frequency)
end

--- The first and last ordinal of a grid, which is a list of consecutive periods.
---@param periods any
---@param frequency urssaf.Frequency? by default that of the first period
---@param place string
---@return integer first, integer last
---@return urssaf.Frequency? frequency nil if there is no period to tell it
function plain_series.grid(periods, frequency, place)
  if type(periods) ~= "table" then
    errors.misuse("%s: periods must be a list, such as { \"2021-Q1\", \"2021-Q2\" }, got %s", place,
      numbers.shown(periods))
  end
  if periods[1] == nil then return 1, 0, frequency end
  frequency = frequency or period.frequency(periods[1])
  local first = period.ordinal(periods[1], frequency)
  for i = 2, #periods do
    if period.ordinal(periods[i], frequency) ~= first + i - 1 then
      errors.misuse("%s: %s follows %s; the periods must be consecutive, with nil among the values"
        .. " where there is none", place, period.parse(periods[i], frequency),
        period.parse(periods[i - 1], frequency))
    end
  end
  local last = first + #periods - 1
  plain_series.check_length(first, last, frequency)
  return first, last, frequency
end

-- Whether a number is that of a year, and no position in a list.
local function is_year(when)
  return (numbers.integer(when) or 0) >= 1000 and period.is(when, "year")
end

-- Values by their periods: { ["2021-Q1"] = 12, ["2021-Q3"] = 15 }, { [2021] = 12 }.
local function by_period(values, frequency, place)
  local of, first, last = {}, math.huge, -math.huge
  for when, value in pairs(values) do
    local is_period = type(when) == "string" or is_year(when)
    if not (is_period and period.is(when, frequency)) then
      errors.misuse("%s: the value '%s' is of no %s: write 2021-06, 2021-Q2 or 2021", place,
        numbers.shown(when), frequency or "period")
    end
    frequency = frequency or period.frequency(when)
    local ordinal = period.ordinal(when, frequency)
    if of[ordinal] ~= nil then
      errors.misuse("%s: %s is there twice", place, period.from_ordinal(ordinal, frequency))
    end
    of[ordinal] = plain_series.value(value, place, period.from_ordinal(ordinal, frequency))
    first, last = math.min(first, ordinal), math.max(last, ordinal)
  end
  plain_series.check_length(first, last, frequency)
  local list = {}
  for ordinal, value in pairs(of) do list[ordinal - first + 1] = value end
  return list, first, last, frequency
end

-- Values by position, one for each period.
local function by_position(values, periods, frequency, place)
  local first, last, own = plain_series.grid(periods, frequency, place)
  local list, size = {}, last - first + 1
  for i, value in pairs(values) do
    if not numbers.integer(i) or i < 1 or i > size then
      errors.misuse("%s: there is a value number %s, and the number of periods is %d", place,
        numbers.shown(i), size)
    end
    list[i] = plain_series.value(value, place, period.parse(periods[i], own))
  end
  return list, first, last, own
end

-- ------------------------------------------------------------------ a series

local function place_of(number, given, key)
  return ("series %d (%s, %s)"):format(number, tostring(given.measure), unit.name(key))
end

-- Whether values are by period: by a text, or without periods by a year.
local function are_by_period(values, periods)
  for when in pairs(values) do
    if type(when) == "string" or periods == nil and is_year(when) then return true end
  end
  return false
end

--- A plain table as a series, checked.
---@param given table `measure key values` and, unless the values are by period, `periods`
---@param number integer its place in the list, for messages
---@param defaults { periods: any, frequency: urssaf.Frequency? }
---@return urssaf.CheckedSeries
function plain_series.of(given, number, defaults)
  local place = ("series %d"):format(number)
  check_fields(given, place)
  local key, values = plain_series.key(given.key, place), given.values
  place = place_of(number, given, key)
  if type(values) ~= "table" then
    errors.misuse("%s: values must be a table, got %s", place, numbers.shown(values))
  end
  local frequency, periods = given.frequency or defaults.frequency, given.periods
  local is_by_period = are_by_period(values, periods or defaults.periods)
  if not is_by_period and periods == nil then periods = defaults.periods end
  if not is_by_period and periods == nil then
    errors.misuse("%s: say which periods the values belong to: periods = { \"2021-Q1\", … }, or"
      .. " values = { [\"2021-Q1\"] = 12, … }", place)
  end
  local made = { measure = given.measure, key = key, unit = given.unit, label = given.label,
    nature = given.nature, transform = given.transform, place = place }
  if is_by_period then
    made.values, made.first, made.last, made.frequency = by_period(values, frequency, place)
  else
    made.values, made.first, made.last, made.frequency = by_position(values, periods, frequency,
      place)
  end
  return made
end

return plain_series
