--- What a chart shows, in a few sentences, for screen readers.
local scale = require "urssaf.chart.scale"

local description = {}

--- First, last, highest and lowest value of a series.
---@param canvas urssaf.chart.Canvas
---@param s urssaf.Series
---@param label string
---@param number_format urssaf.chart.NumberFormat
---@return string
function description.of_series(canvas, s, label, number_format)
  local phrases, language, extent = canvas.phrases, canvas.language, scale.extent { s }
  if not extent then return label .. language.colon .. phrases.nothing end
  local function at(value, period)
    return ("%s (%s)"):format(number_format:value(value), language:period(period))
  end
  return ("%s%s%s %s, %s %s, %s %s, %s %s."):format(label, language.colon,
    phrases.first, at(s:first()), phrases.last, at(s:last()),
    phrases.highest, at(extent.high, extent.high_at),
    phrases.lowest, at(extent.low, extent.low_at))
end

--- A sentence on the chart as a whole, and one for each series.
---@param canvas urssaf.chart.Canvas
---@param what string "Line chart"
---@param list urssaf.Series[]
---@param labels string[]
---@param format_of fun(i: integer): urssaf.chart.NumberFormat of the i-th series
---@return string
function description.over_time(canvas, what, list, labels, format_of)
  local sentences = { what .. "." }
  for i, s in ipairs(list) do
    sentences[#sentences + 1] = description.of_series(canvas, s, labels[i], format_of(i))
  end
  return table.concat(sentences, " ")
end

--- Highest and lowest of the values compared at one period.
---@param canvas urssaf.chart.Canvas
---@param what string "Bar chart"
---@param rows table[] { label =, value = }
---@param number_format urssaf.chart.NumberFormat
---@return string
function description.at_once(canvas, what, rows, number_format)
  local high, low
  for _, row in ipairs(rows) do
    if not high or row.value > high.value then high = row end
    if not low or row.value < low.value then low = row end
  end
  if not high then return what .. ". " .. canvas.phrases.nothing end
  return canvas.phrases.extremes:format(what, high.label, number_format:value(high.value),
    low.label, number_format:value(low.value))
end

return description
