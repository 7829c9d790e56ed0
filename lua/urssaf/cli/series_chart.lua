--- The SVG chart of the series that a command shows: lines on one axis, or small charts beside each
-- other where one axis cannot have them.
local line = require "urssaf.chart.line"
local pseudo_units = require "urssaf.domain.pseudo_units"
local results = require "urssaf.cli.result"
local titles = require "urssaf.chart.titles"

local series_chart = {}

-- How many series are drawn: pseudo-units have no line beside those of places.
local function size_of(panel)
  local units, pseudo = pseudo_units.split(panel.series)
  return #units > 0 and #units or #pseudo
end

--- Series in one unit share an axis. Others, those that are too many for one chart, and those for
-- which small charts are asked for, are drawn in small charts; each has a scale of its own if
-- their units differ.
---@param context urssaf.cli.Context
---@param panel urssaf.Panel
---@param given table `multiples`: whether small charts are asked for
---@return urssaf.cli.Result?
---@return urssaf.Error? err
function series_chart.of(context, panel, given)
  local share_a_unit = #panel.series == 0
    or titles.number_format(panel.series, context.language) ~= nil
  if share_a_unit and size_of(panel) <= line.MOST and not given.multiples then
    return results.chart(context, "line", panel)
  end
  return results.chart(context, "multiples", panel, { scale = not share_a_unit and "own" or nil })
end

return series_chart
