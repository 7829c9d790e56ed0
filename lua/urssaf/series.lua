--- One measure of one unit over time.
--
-- `values[i]` belongs to `periods[i]`; a missing value is nil. Walk a series with
-- `for i = 1, #s.periods` or `for period, value in s:each()`: `#s.values` means nothing.
-- Series are immutable by convention: no method writes to its receiver.
local names = require "urssaf.names"
local period = require "urssaf.period"

local series = {}

---@class urssaf.Series
---@field measure string
---@field frequency "quarter"|"year"
---@field key table<string, string> the unit's codes and names
---@field periods string[] the panel's
---@field values table<integer, number> values[i] belongs to periods[i]; missing is nil
local Series = {}
Series.__index = Series

--- Makes a series of a plain table (`measure`, `frequency`, `key`, `periods`, `values`).
---@param plain table
---@return urssaf.Series
function series.new(plain)
  return setmetatable(plain, Series)
end

--- The value at a period, in any spelling; nil if it is missing or outside the grid. Raises if it
-- is no period.
---@param when string|integer|integer[]
---@return number?
function Series:at(when)
  local ordinal = period.ordinal(when, self.frequency)
  local first = self.periods[1]
  if not first then return nil end
  return self.values[ordinal - period.ordinal(first, self.frequency) + 1]
end

--- The first value there is, and its period; nil if there is none.
---@return number? value
---@return string? period
function Series:first()
  for i = 1, #self.periods do
    if self.values[i] ~= nil then return self.values[i], self.periods[i] end
  end
end

--- The last value there is, and its period; nil if there is none.
---@return number? value
---@return string? period
function Series:last()
  for i = #self.periods, 1, -1 do
    if self.values[i] ~= nil then return self.values[i], self.periods[i] end
  end
end

--- Iterates over the whole grid: period, value; the value is nil where it is missing.
---@return fun(): string?, number?
function Series:each()
  local i = 0
  return function()
    i = i + 1
    return self.periods[i], self.values[i]
  end
end

--- How many values there are.
---@return integer
function Series:count()
  local count = 0
  for i = 1, #self.periods do
    if self.values[i] ~= nil then count = count + 1 end
  end
  return count
end

local PLACE = { departement = true, region = true, code_departement = true, code_region = true }

-- The finest place, with its code.
local function place_name(key)
  local name = key.departement or key.region
  local code = key.departement and key.code_departement or key.region and key.code_region
  return name and code and ("%s (%s)"):format(name, code) or name or key.code_departement
    or key.code_region
end

local function unit_name(key)
  local parts = { place_name(key) }
  for _, field in ipairs(names.sorted_keys(key)) do
    if not PLACE[field] then parts[#parts + 1] = key[field] end
  end
  return parts[1] and table.concat(parts, ", ") or "the whole"
end

--- One line: measure, unit, span, how many values.
function Series:__tostring()
  local count, size = self:count(), #self.periods
  return ("%s, %s: %s, %d of %d values"):format(tostring(self.measure), unit_name(self.key),
    size > 0 and self.periods[1] .. " to " .. self.periods[size] or "no period", count, size)
end

return series
