--- Finds figures whose thousands a program has set apart with points, as 28.800: read as numbers,
-- they would be a thousand times too small.
local errors = require "urssaf.base.errors"
local measures = require "urssaf.domain.measures"

local pointed_thousands = {}

-- So many figures must look like it.
local FEWEST = 3

-- Whether a number has exactly three decimals, up to rounding; nil if it has more.
local function has_three_decimals(value)
  local thousandths = value * 1000
  if math.abs(thousandths - math.floor(thousandths + 0.5)) > 1e-6 then return nil end
  local hundredths = value * 100
  return math.abs(hundredths - math.floor(hundredths + 0.5)) > 1e-6
end

-- How many values of a series are no integers, and whether one of them has three decimals; nil if a
-- value is none that thousands with points can give.
local function count_of(series)
  local count, found = 0, false
  for i = 1, #series.periods do
    local value = math.abs(series.values[i] or 0)
    if value >= 1000 then return nil end
    if value % 1 ~= 0 then
      local has_three = has_three_decimals(value)
      if has_three == nil or value < 1 then return nil end
      count, found = count + 1, found or has_three
    end
  end
  return count, found
end

local function is_of_whole_numbers(measure, dataset)
  local known = measures.of(measure, dataset)
  return known ~= nil and known.nature ~= "ratio"
end

-- The measures of which a value tells that they are not of this kind, and the counts of the others.
-- What was computed, such as a growth, may have any decimals.
local function suspects(series, dataset)
  local counts, found, cleared = {}, {}, {}
  for _, one in ipairs(series) do
    local name = one.measure
    if cleared[name] == nil then cleared[name] = not is_of_whole_numbers(name, dataset) end
    local count, has_three = 0, false
    if not (cleared[name] or one.transform) then count, has_three = count_of(one) end
    if not count then cleared[name] = true end
    counts[name], found[name] = (counts[name] or 0) + (count or 0), found[name] or has_three
  end
  return function(name) return not cleared[name] and found[name] and counts[name] >= FEWEST end
end

--- Fails if the figures of a known measure look like it.
---@param plain table of `decoder:finish`
---@return boolean? ok
---@return urssaf.Error? err kind `decode`
function pointed_thousands.check(plain)
  local is_suspect = suspects(plain.series, plain.dataset)
  for _, name in ipairs(plain.measures) do
    if is_suspect(name) then
      return errors.fail("decode", ("the figures of '%s' look like thousands set apart with points"
        .. " (28.800): save them without"):format(name))
    end
  end
  return true
end

return pointed_thousands
