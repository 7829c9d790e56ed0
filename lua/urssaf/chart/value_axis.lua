--- The axis of values: grid lines across the chart, and their labels.
local scale = require "urssaf.chart.scale"
local text_layout = require "urssaf.chart.text_layout"

local value_axis = {}

local FONT_SIZE = 11

-- The smallest step of an axis, for units that are counted: there are no half accounts.
local LEAST_STEP = { account = 1, employee = 1, declaration = 1, proceeding = 1 }

---@class urssaf.chart.ValueAxis
---@field low number its lower end, a value
---@field high number
---@field step number between ticks
---@field ticks number[] from below
---@field labels string[] of the ticks
---@field is_cut boolean whether zero lies beyond its ends
---@field has_outliers boolean? whether values lie beyond its ends
---@field number_format urssaf.chart.NumberFormat of the values

-- The labels of the ticks. No label is there twice: where the ticks are so close together that
-- their labels would be the same, one of them has it.
local function labels_of(axis)
  local labels, is_there = {}, {}
  local largest = math.max(math.abs(axis.ticks[1]), math.abs(axis.ticks[#axis.ticks]))
  for i, tick in ipairs(axis.ticks) do
    local label = axis.number_format:tick(tick, axis.step, largest)
    labels[i] = is_there[label] and "" or label
    is_there[label] = true
  end
  return labels
end

--- The axis for values of an extent.
---@param extent urssaf.chart.Extent
---@param number_format urssaf.chart.NumberFormat
---@param most integer about how many intervals
---@return urssaf.chart.ValueAxis
function value_axis.new(extent, number_format, most)
  local low, high = extent.low, extent.high
  local has_zero = scale.has_zero(low, high, number_format.is_signed)
  if has_zero then low, high = math.min(low, 0), math.max(high, 0) end
  local axis = scale.axis(low, high, most, LEAST_STEP[number_format.kind])
  axis.is_cut = not has_zero and (axis.low > 0 or axis.high < 0)
  axis.number_format, axis.has_outliers = number_format, extent.has_outliers
  axis.labels = labels_of(axis)
  return axis
end

--- Whether a value lies between the ends of an axis.
---@param axis urssaf.chart.ValueAxis
---@param value number
---@return boolean
function value_axis.holds(axis, value)
  return value >= axis.low and value <= axis.high
end

--- What a subtitle says of an axis that does not hold zero, or not all values; nil if it does.
---@param axis urssaf.chart.ValueAxis
---@param canvas urssaf.chart.Canvas
---@return string?
function value_axis.remark(axis, canvas)
  return axis.has_outliers and canvas.phrases.beyond or axis.is_cut and canvas.phrases.cut or nil
end

--- The width of the widest label.
---@param axis urssaf.chart.ValueAxis
---@return number
function value_axis.width(axis)
  return text_layout.widest(axis.labels, FONT_SIZE)
end

-- Whether a tick is the base line: 100 of an index; zero of changes, and of values of both signs.
local function is_base(axis, tick)
  if axis.number_format.kind == "index" then return tick == 100 end
  return tick == 0 and (axis.low < 0 or axis.number_format.is_signed)
end

--- The grid lines and their labels; the base line of the values is darker, and above the others.
---@param canvas urssaf.chart.Canvas
---@param axis urssaf.chart.ValueAxis
---@param y fun(value: number): number
---@param left number
---@param right number
---@param has_labels boolean? true by default
---@return string
function value_axis.draw(canvas, axis, y, left, right, has_labels)
  local parts, base = {}, ""
  for i, tick in ipairs(axis.ticks) do
    local at = y(tick)
    if is_base(axis, tick) then
      base = canvas:line(left, at, right, at, "zero")
    else
      parts[#parts + 1] = canvas:line(left, at, right, at, "grid")
    end
    if has_labels ~= false then
      parts[#parts + 1] = canvas:text(left - 6, at + 4, axis.labels[i], "tick", "end")
    end
  end
  return table.concat(parts) .. base
end

return value_axis
