--- Classes of a map's values: about as many units in each, or, of growths, steps of equal width
-- away from zero.
local scale = require "urssaf.chart.scale"

local map_classes = {}

local function sorted(values)
  local list = {}
  for _, value in pairs(values) do list[#list + 1] = value end
  table.sort(list)
  return list
end

--- Classes of about as many values each, from little to much; equal values are in one class.
---@param values table<string, number>
---@param count integer how many at most
---@return table[] { low =, high =, style = } their lowest and highest values
function map_classes.quantiles(values, count)
  local list, made, last = sorted(values), {}, nil
  local size = #list
  for i, value in ipairs(list) do
    local class = math.min(count, math.floor((i - 1) * count / size) + 1)
    if not last or (class > last.class and value > last.high) then
      last = { low = value, high = value, class = class }
      made[#made + 1] = last
    else
      last.high = value
    end
  end
  for i, class in ipairs(made) do
    -- fewer classes take styles from the whole scale
    class.style = #made == 1 and math.ceil(count / 2)
      or math.floor((i - 1) * (count - 1) / (#made - 1) + 1.5)
    class.kind = "seq"
  end
  return made
end

-- Beyond this share of the sizes the outermost class is open.
local INNER = 0.9

local function step_of(list, per_side)
  local sizes = {}
  for i, value in ipairs(list) do sizes[i] = math.abs(value) end
  table.sort(sizes)
  local typical = sizes[math.ceil(#sizes * INNER)] or 0
  if typical == 0 then typical = sizes[#sizes] or 0 end
  return typical > 0 and scale.step(typical, per_side) or 1
end

--- Classes of equal width on both sides of zero, the outermost open; those that hold nothing at
-- the ends are left out, and what is left may have no open end.
---@param values table<string, number>
---@param per_side integer
---@return table[] { low =, high =, kind = "below" or "above", style = } an open end is nil
function map_classes.around_zero(values, per_side)
  local list = sorted(values)
  local step = step_of(list, per_side)
  local made = {}
  for k = -per_side, per_side - 1 do
    local outermost_low, outermost_high = k == -per_side, k == per_side - 1
    made[#made + 1] = { low = not outermost_low and k * step or nil,
      high = not outermost_high and (k + 1) * step or nil,
      kind = k < 0 and "below" or "above", style = k < 0 and -k or k + 1 }
  end
  local function is_used(class)
    for _, value in ipairs(list) do
      if map_classes.holds(class, value) then return true end
    end
    return false
  end
  made.step = step
  while made[1] and not is_used(made[1]) do table.remove(made, 1) end
  while made[1] and not is_used(made[#made]) do table.remove(made) end
  return made
end

--- Whether a value is in a class of `around_zero`: from its lower limit to below its upper one.
---@return boolean
function map_classes.holds(class, value)
  return (not class.low or value >= class.low) and (not class.high or value < class.high)
end

--- The class of a value; quantiles hold their limits.
---@param list table[]
---@param value number
---@return table?
function map_classes.of(list, value)
  for _, class in ipairs(list) do
    local is_in
    if class.kind == "seq" then
      is_in = value >= class.low and value <= class.high
    else
      is_in = map_classes.holds(class, value)
    end
    if is_in then return class end
  end
end

return map_classes
