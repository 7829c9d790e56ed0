--- Periods of either frequency: quarters `"2021-Q2"`, years `"2021"`.
local errors = require "urssaf.base.errors"
local numbers = require "urssaf.base.numbers"
local quarter = require "urssaf.domain.quarter"

local period = {}

--- How many periods make a year.
period.A_YEAR = { quarter = 4, year = 1 }

--- The year of a bare year (2021 or "2021"), else nil.
---@param value any
---@return integer?
function period.year(value)
  local text = type(value) == "string" and value:match("^%d%d%d%d$")
  local year = numbers.integer(text and tonumber(text) or value)
  if year and year >= 1000 and year <= 9999 then return year end
end

local function check_year(value)
  local year = period.year(value)
  if not year then errors.misuse("'%s' is not a year: write it as 2021", numbers.shown(value)) end
  return year
end

--- The ordinal of a period: consecutive periods have consecutive ordinals.
---@param value urssaf.Period
---@param frequency "quarter"|"year"
---@return integer
function period.ordinal(value, frequency)
  if frequency == "year" then return check_year(value) end
  return quarter.ordinal(value)
end

local function bound(value, frequency, quarter_of_year)
  local year = period.year(value)
  if frequency == "year" then
    if year then return year end
    -- a year that is only partly in the span is left out
    local of_quarter, number = quarter.parts(value)
    if quarter_of_year == 1 then return number == 1 and of_quarter or of_quarter + 1 end
    return number == 4 and of_quarter or of_quarter - 1
  end
  return quarter.ordinal(year and { year, quarter_of_year } or value)
end

--- The ordinal of the first period of a span that begins with a period or a bare year.
---@param value urssaf.Period
---@param frequency "quarter"|"year"
---@return integer
function period.lower(value, frequency)
  return bound(value, frequency, 1)
end

--- The ordinal of the last period of a span that ends with a period or a bare year.
---@param value urssaf.Period
---@param frequency "quarter"|"year"
---@return integer
function period.upper(value, frequency)
  return bound(value, frequency, 4)
end

--- The first and last position of a grid that are in a span; the last is before the first if none
-- is. Either end of the span may be nil; bare years are allowed.
---@param periods string[]
---@param frequency "quarter"|"year"
---@param from urssaf.Period?
---@param to urssaf.Period?
---@return integer first, integer last
function period.positions(periods, frequency, from, to)
  period.check_span(from, to)
  local lower = from ~= nil and period.lower(from, frequency)
  local upper = to ~= nil and period.upper(to, frequency)
  local size = #periods
  if size == 0 then return 1, 0 end
  local before = period.ordinal(periods[1], frequency) - 1
  local first, last = lower and lower - before or 1, upper and upper - before or size
  return math.max(first, 1), math.min(last, size)
end

--- A message that a period, or a bare year, is outside a grid.
---@param periods string[]
---@param frequency "quarter"|"year"
---@param when urssaf.Period
---@return string
function period.outside(periods, frequency, when)
  local year = period.year(when)
  local spelt = year and ("%d"):format(year) or quarter.parse(when)
  local size = #periods
  return ("%s is outside the grid, %s"):format(spelt, size == 0 and "which is empty"
    or frequency .. "s from " .. periods[1] .. " to " .. periods[size])
end

--- Raises if a span ends before it begins.
---@param from urssaf.Period?
---@param to urssaf.Period?
function period.check_span(from, to)
  if from ~= nil and to ~= nil and period.lower(from, "quarter") > period.upper(to, "quarter") then
    local function spell(value) return period.year(value) or quarter.parse(value) end
    errors.misuse("from is after to: %s, %s", spell(from), spell(to))
  end
end

--- The position of a period in a grid; nil if it is outside.
---@param periods string[]
---@param frequency "quarter"|"year"
---@param when urssaf.Period
---@return integer?
function period.position(periods, frequency, when)
  local ordinal = period.ordinal(when, frequency)
  if not periods[1] then return nil end
  local i = ordinal - period.ordinal(periods[1], frequency) + 1
  return i >= 1 and i <= #periods and i or nil
end

return period
