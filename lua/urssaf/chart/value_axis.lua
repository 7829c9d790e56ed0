--- The axis of values: lines across the picture, and what they stand for.
local scale = require "urssaf.chart.scale"
local text_layout = require "urssaf.chart.text_layout"

local value_axis = {}

local SIZE = 11

-- What has no halves.
local COUNTED = { account = 1, employee = 1, declaration = 1, proceeding = 1 }

--- The axis for an extent of values, and whether it is cut above zero.
---@param extent table { low, high }
---@param amounts urssaf.chart.Amounts
---@param most integer about how many intervals
---@return table axis of scale.axis, with `is_cut`
function value_axis.new(extent, amounts, most)
  local low, high = extent.low, extent.high
  local has_zero = scale.has_zero(low, high, amounts.is_signed)
  if has_zero then low, high = math.min(low, 0), math.max(high, 0) end
  local axis = scale.axis(low, high, most, COUNTED[amounts.kind])
  axis.is_cut = not has_zero and (axis.low > 0 or axis.high < 0)
  axis.names, axis.amounts = {}, amounts
  for i, tick in ipairs(axis.ticks) do axis.names[i] = amounts:tick(tick, axis.step) end
  return axis
end

--- How much room the names need.
---@param axis table
---@return number
function value_axis.width(axis)
  local widest = 0
  for _, name in ipairs(axis.names) do widest = math.max(widest, text_layout.width(name, SIZE)) end
  return widest
end

-- What values are measured from, if that is not the axis' own end.
local function is_base(axis, tick)
  if axis.amounts.kind == "index" then return tick == 100 end
  return tick == 0 and (axis.low < 0 or axis.amounts.is_signed)
end

--- The lines and their names; the one that values are measured from is darker.
---@param sheet urssaf.chart.Sheet
---@param axis table
---@param y fun(value: number): number
---@param left number
---@param right number
---@param is_named boolean?
---@return string
function value_axis.draw(sheet, axis, y, left, right, is_named)
  local parts, base = {}, ""
  for i, tick in ipairs(axis.ticks) do
    local at = y(tick)
    if is_base(axis, tick) then
      base = sheet:line(left, at, right, at, "zero")
    else
      parts[#parts + 1] = sheet:line(left, at, right, at, "grid")
    end
    if is_named ~= false then
      parts[#parts + 1] = sheet:text(left - 6, at + 4, axis.names[i], "tick", "end")
    end
  end
  return table.concat(parts) .. base
end

return value_axis
