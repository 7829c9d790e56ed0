--- The hover areas of a chart over time as data, a tenth of their size: a page's script makes the
-- areas of them. Without the script the chart shows all but its tooltips.
--
-- A value is "y:text", a series' values stand between bars, nothing where there is none.
local svg = require "urssaf.chart.svg"
local tables = require "urssaf.base.tables"

local hover_data = {}

-- Bars separate texts, so that they are in none.
local function listed(texts)
  return table.concat(tables.map(texts, function(text)
    return (tostring(text):gsub("|", "/"))
  end), "|")
end

-- Where several charts in a row have the same periods, the first one has their names.
local function periods_of(canvas, plot)
  local names = listed(tables.map(plot.list[1].periods, function(one)
    return canvas.language:period(one)
  end))
  if canvas.shared.periods == names then return nil end
  canvas.shared.periods = names
  return names
end

local function values_of(plot, s, text_of)
  local texts = {}
  for i = 1, #s.periods do
    local value = s.values[i]
    texts[i] = value == nil and "" or ("%d:"):format(math.floor(plot.y(value) + 0.5))
      .. text_of(s, i)
  end
  return listed(texts)
end

--- The data, as empty groups: one of the plot, and in it one for each series.
---@param canvas urssaf.chart.Canvas
---@param plot urssaf.chart.Plot
---@param text_of fun(s: urssaf.Series, i: integer): string a value as its tooltip has it
---@return string
function hover_data.of(canvas, plot, text_of)
  local parts = tables.map(plot.list, function(s, n)
    return svg.element("g", { ["data-name"] = plot.labels[n],
      ["data-dot"] = plot.has_dots and canvas:class("dot" .. n) or nil,
      ["data-values"] = values_of(plot, s, text_of) })
  end)
  return svg.element("g", { ["data-hover"] = canvas:point_class(),
    ["data-x"] = plot.x(1), ["data-slot"] = plot.time.slot,
    ["data-top"] = plot.top, ["data-bottom"] = plot.bottom,
    ["data-periods"] = periods_of(canvas, plot) }, table.concat(parts))
end

return hover_data
