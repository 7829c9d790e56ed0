--- Classes of a map's values: quantiles, with about as many units in each, or, if there are values
-- below zero, steps of equal width on both sides of zero.
local scale = require "urssaf.chart.scale"
local tables = require "urssaf.base.tables"

local map_classes = {}

local function sorted(values)
  local list = {}
  for _, value in pairs(values) do list[#list + 1] = value end
  table.sort(list)
  return list
end

---@class urssaf.chart.MapClass
---@field low number? its lower limit; nil if it is open
---@field high number? its upper limit; nil if it is open
---@field kind "seq"|"below"|"above" the colour scale: sequential, below or above zero
---@field style integer the position in that scale

--- Quantiles: classes of about as many values each, from low to high; equal values share a class.
-- Their limits are their lowest and highest values.
---@param values table<string, number>
---@param count integer how many classes at most
---@return urssaf.chart.MapClass[]
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
    -- fewer classes are spread over the whole colour scale
    class.style = #made == 1 and math.ceil(count / 2)
      or math.floor((i - 1) * (count - 1) / (#made - 1) + 1.5)
    class.kind = "seq"
  end
  return made
end

-- The share of the values that all classes would hold if none were open.
local INNER = 0.9

local function step_of(list, per_side)
  local sizes = tables.map(list, math.abs)
  table.sort(sizes)
  local typical = sizes[math.ceil(#sizes * INNER)] or 0
  if typical == 0 then typical = sizes[#sizes] or 0 end
  return typical > 0 and scale.step(typical, per_side) or 1
end

-- Whether a value is in a class of `around_zero`; its upper limit belongs to the next class.
local function holds(class, value)
  return (not class.low or value >= class.low) and (not class.high or value < class.high)
end

--- Classes of equal width on both sides of zero, the outermost open. Empty classes at the ends are
-- left out, so that both ends of the rest may be closed.
---@param values table<string, number>
---@param per_side integer how many classes on each side
---@return urssaf.chart.MapClass[] classes with `step`, the width of a class
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
    return tables.find(list, function(value) return holds(class, value) end) ~= nil
  end
  made.step = step
  while made[1] and not is_used(made[1]) do table.remove(made, 1) end
  while made[1] and not is_used(made[#made]) do table.remove(made) end
  return made
end

--- The class of a value; both limits of a quantile belong to it.
---@param list urssaf.chart.MapClass[]
---@param value number
---@return urssaf.chart.MapClass?
function map_classes.of(list, value)
  return tables.find(list, function(class)
    if class.kind == "seq" then return value >= class.low and value <= class.high end
    return holds(class, value)
  end)
end

return map_classes
