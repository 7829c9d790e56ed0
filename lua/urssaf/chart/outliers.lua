--- Growths so far from all others that they would flatten the rest of a chart, such as those of a
-- scheme's first year: the axis leaves them out, and the chart marks where a line leaves it.
local line_marks = require "urssaf.chart.line_marks"
local scale = require "urssaf.chart.scale"
local tables = require "urssaf.base.tables"

local outliers = {}

-- Three in four values are as large as the typical one, or smaller. Outliers are values more than
-- EARLY times as large with which a series begins, and any that are more than ANYWHERE times as
-- large. They are left out if they are more than FLAT times as large as all others.
local TYPICAL, EARLY, ANYWHERE, FLAT = 0.75, 3, 10, 2

-- With fewer values none is typical.
local FEWEST = 8

-- The typical size of the values; nil if there is none.
local function typical_of(list)
  local sizes = {}
  for _, s in ipairs(list) do
    for i = 1, #s.periods do
      if s.values[i] ~= nil then sizes[#sizes + 1] = math.abs(s.values[i]) end
    end
  end
  table.sort(sizes)
  local typical = #sizes >= FEWEST and sizes[math.ceil(#sizes * TYPICAL)] or 0
  return typical > 0 and typical or nil
end

-- A series without its outliers.
local function without(s, typical)
  local values, is_early = {}, true
  for i = 1, #s.periods do
    local value = s.values[i]
    if value ~= nil then
      local size = math.abs(value)
      is_early = is_early and size > EARLY * typical
      if not is_early and size <= ANYWHERE * typical then values[i] = value end
    end
  end
  return { measure = s.measure, periods = s.periods, values = values }
end

local function farthest_of(extent)
  return math.max(math.abs(extent.low), math.abs(extent.high))
end

--- The extent of the values that an axis is to hold: of growths without the outliers, else of all;
-- nil if there is no value.
---@param list urssaf.Series[]
---@param number_format urssaf.chart.NumberFormat
---@return urssaf.chart.Extent?
function outliers.extent(list, number_format)
  local extent = scale.extent(list)
  local typical = extent and number_format:is_growth() and typical_of(list)
  if not typical then return extent end
  local inner = scale.extent(tables.map(list, function(s) return without(s, typical) end))
  if not inner or farthest_of(extent) <= FLAT * farthest_of(inner) then return extent end
  inner.has_outliers = true
  return inner
end

---@class urssaf.chart.Outlier a value beyond the ends of an axis, the farthest of those beside it
---@field n integer the number of its series
---@field i integer its position
---@field first integer the position of the first of them
---@field last integer
---@field value number
---@field is_above boolean

-- The farthest value of each run of a series' values beyond one end of an axis.
local function of_series(s, n, axis)
  local found, last = {}, nil
  for i = 1, #s.periods do
    local value = s.values[i]
    local is_above = value ~= nil and value > axis.high
    local is_beyond = is_above or value ~= nil and value < axis.low
    if not is_beyond then
      last = nil
    elseif last and last.is_above == is_above then
      last.last = i
      if math.abs(value) > math.abs(last.value) then last.i, last.value = i, value end
    else
      last = { n = n, i = i, first = i, last = i, value = value, is_above = is_above }
      found[#found + 1] = last
    end
  end
  return found
end

--- Where lines leave an axis; none if it holds all values.
---@param list urssaf.Series[]
---@param axis urssaf.chart.ValueAxis
---@return urssaf.chart.Outlier[]
function outliers.of(list, axis)
  local found = {}
  for n, s in ipairs(axis.has_outliers and list or {}) do
    tables.append(found, of_series(s, n, axis))
  end
  return found
end

--- The farthest of them above an axis, or below it; nil if there is none.
---@param found urssaf.chart.Outlier[]
---@param is_above boolean
---@return urssaf.chart.Outlier?
function outliers.farthest(found, is_above)
  local farthest
  for _, one in ipairs(found) do
    if one.is_above == is_above
      and not (farthest and math.abs(farthest.value) >= math.abs(one.value)) then
      farthest = one
    end
  end
  return farthest
end

--- What is beyond an axis, as sentences.
---@param list urssaf.Series[]
---@param names string[] of the series
---@param axis urssaf.chart.ValueAxis? nil if there is no value
---@param canvas urssaf.chart.Canvas
---@return string[]
function outliers.notes(list, names, axis, canvas)
  local found, sentences = axis and outliers.of(list, axis) or {}, {}
  for _, is_above in ipairs { true, false } do
    local one = outliers.farthest(found, is_above)
    if one then
      local period = canvas.language:period(list[one.n].periods[one.i])
      sentences[#sentences + 1] = canvas.phrases[is_above and "above_axis" or "below_axis"]:format(
        axis.number_format:value(one.value),
        #list > 1 and names[one.n] .. ", " .. period or period)
    end
  end
  return sentences
end

-- ------------------------------------------------------------------ marks

-- The shapes of `line_marks.marker` that are arrows: upwards and downwards.
local UP, DOWN, RADIUS = 3, 5, 4

--- The height that the label of the farthest value needs above a plot.
outliers.HEIGHT = 15

--- Arrows where lines leave the plot, dots along its end for as long as they are beyond it, and the
-- value of the farthest above and below.
---@param canvas urssaf.chart.Canvas
---@param plot urssaf.chart.Plot
---@param axis urssaf.chart.ValueAxis
---@param has_labels boolean
---@param number integer? that of the lines' style, if it is not their position
---@return string
function outliers.marks(canvas, plot, axis, has_labels, number)
  local found, parts = outliers.of(plot.list, axis), {}
  for _, one in ipairs(found) do
    local x, y = plot.x(one.i), one.is_above and plot.top or plot.bottom
    local class = number or one.n
    parts[#parts + 1] = canvas:line(plot.x(math.max(one.first - 0.5, 1)), y,
      plot.x(math.min(one.last + 0.5, #plot.list[1].periods)), y, "beyond" .. class)
    parts[#parts + 1] = line_marks.marker(canvas, one.is_above and UP or DOWN, x,
      one.is_above and y + RADIUS or y - RADIUS, RADIUS, "mark" .. class)
    if has_labels and one == outliers.farthest(found, one.is_above) then
      local is_right = x > (plot.left + plot.right) / 2
      parts[#parts + 1] = canvas:text(is_right and x + RADIUS or x - RADIUS,
        one.is_above and y - 4 or y - 2 * RADIUS - 4, plot.number_format:value(one.value),
        "label" .. class, is_right and "end" or "start")
    end
  end
  return table.concat(parts)
end

return outliers
