--- The plan of a chart: what each kind of chart (line, multiples, bars, map) hands to the frame,
-- which draws it and sets the texts around it.
local footnotes = require "urssaf.chart.footnotes"

local plans = {}

---@class urssaf.chart.Plan
---@field title string
---@field subtitle string the unit, the frequency, the periods
---@field notes string[] sentences below the chart: breaks, missing units, caveats
---@field source string the line that says where the data come from
---@field description string the chart in words, for screen readers
---@field draw fun(top: number): string, number the SVG of the chart below `top`, and its bottom

--- The plan of a chart of a panel: the title is the reader's own if the options have one, the
-- source is that of the panel.
---@param panel urssaf.Panel
---@param canvas urssaf.chart.Canvas
---@param fields table `title subtitle notes description draw`
---@return urssaf.chart.Plan
function plans.new(panel, canvas, fields)
  return {
    title = canvas.options.title or fields.title, subtitle = fields.subtitle, notes = fields.notes,
    source = footnotes.source(panel, canvas), description = fields.description, draw = fields.draw,
  }
end

return plans
