--- The plan of a chart: what each kind of chart (line, multiples, bars, map) hands to the frame,
-- which draws it and sets the texts around it.
local footnotes = require "urssaf.chart.footnotes"
local titles = require "urssaf.chart.titles"

local plans = {}

---@class urssaf.chart.Plan
---@field title string
---@field subject string? whom or what the figures are about, if the title does not say so
---@field subtitle string the unit, the frequency, the periods
---@field notes string[] sentences below the chart: breaks, missing units, caveats
---@field source string the line that says where the data come from
---@field description string the chart in words, for screen readers
---@field draw fun(top: number): string, number the SVG of the chart below `top`, and its bottom
---@field parts urssaf.chart.Part[]? of small multiples

---@class urssaf.chart.Part a small chart
---@field description string in words, for screen readers
---@field draw fun(top: number, width: number): string, number its SVG below `top`, and its bottom

--- The plan of a chart of a panel: title and subtitle are the reader's own if the options have
-- them, the source is that of the panel.
---@param panel urssaf.Panel
---@param canvas urssaf.chart.Canvas
---@param fields table `title subtitle notes description draw parts`
---@return urssaf.chart.Plan
function plans.new(panel, canvas, fields)
  local options = canvas.options
  local title = options.title or fields.title
  return {
    title = title, subtitle = options.subtitle or fields.subtitle, notes = fields.notes,
    subject = not options.subtitle and titles.subject(panel, title, canvas.language) or nil,
    source = footnotes.source(panel, canvas), description = fields.description, draw = fields.draw,
    parts = fields.parts,
  }
end

--- The subtitle as a picture has it, which stands alone: it begins with the subject.
---@param plan urssaf.chart.Plan
---@return string
function plans.subtitle(plan)
  if not plan.subject or plan.subtitle == "" then return plan.subject or plan.subtitle end
  return plan.subject .. " · " .. plan.subtitle
end

return plans
