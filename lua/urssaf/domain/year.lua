--- Years, which the library writes as strings like `"2021"`.
local errors = require "urssaf.base.errors"
local numbers = require "urssaf.base.numbers"
local shown_period = require "urssaf.domain.shown_period"

local year = {}

--- The number of a year, from 2021 or "2021"; nil for anything else.
---@param value any
---@return integer?
function year.number(value)
  local text = type(value) == "string" and value:match("^%d%d%d%d$")
  local number = numbers.integer(text and tonumber(text) or value)
  if number and number >= 1000 and number <= 9999 then return number end
end

--- Whether a value means a year.
---@param value any
---@return boolean
function year.is(value)
  return year.number(value) ~= nil
end

--- The ordinal of a year: the year itself. Raises if the value is no year.
---@param value any
---@return integer
function year.ordinal(value)
  local number = year.number(value)
  if not number then
    errors.misuse("'%s' is not a year: write it as 2021", shown_period(value))
  end
  return number
end

--- The canonical spelling, `"2021"`.
---@param value any
---@return string
function year.parse(value)
  return ("%d"):format(year.ordinal(value))
end

--- The year with an ordinal. Raises if it is not within 1000 to 9999.
---@param ordinal integer
---@return string
function year.from_ordinal(ordinal)
  if not year.is(ordinal) then errors.misuse("years run from 1000 to 9999") end
  return year.parse(ordinal)
end

--- A year is written alike in every style.
---@param value any
---@return string
function year.format(value)
  return year.parse(value)
end

--- The first day, `"2021-01-01"`.
---@param value any
---@return string
function year.first_day(value)
  return year.parse(value) .. "-01-01"
end

--- The last day, `"2021-12-31"`.
---@param value any
---@return string
function year.last_day(value)
  return year.parse(value) .. "-12-31"
end

return year
