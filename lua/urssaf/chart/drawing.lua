--- Plans of charts, each with the canvas that it is drawn on: a page that has both the drawing and
-- its texts needs one plan for them.
local canvases = require "urssaf.chart.canvas"
local chart_options = require "urssaf.chart.options"
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"
local panel_of = require "urssaf.chart.subject"
local plans = require "urssaf.chart.plan"
local sorting = require "urssaf.base.sorting"
local titles = require "urssaf.chart.titles"

local drawing = {}

local KINDS = { line = lazy "urssaf.chart.line", multiples = lazy "urssaf.chart.multiples",
  bars = lazy "urssaf.chart.bars", map = lazy "urssaf.chart.map",
  revisions = lazy "urssaf.chart.revisions" }

--- Whether there is a kind of chart of that name.
---@param kind any
---@return boolean
function drawing.is_kind(kind)
  return KINDS[kind] ~= nil
end

--- The names of the kinds of charts.
---@return string[]
function drawing.kinds()
  return sorting.keys(KINDS)
end

local function hash(text)
  local sum = 7
  for i = 1, #text do sum = (sum * 131 + text:byte(i)) % 4294967291 end
  return sum
end

-- An id derived from the content: the same chart always has the same one, and two charts in a page
-- hardly ever share one.
local function identifier(plan)
  return ("u%d"):format(hash(plan.title .. plan.subtitle .. plan.description))
end

--- The plan of a chart, and what it is drawn on.
---@param kind "line"|"multiples"|"bars"|"map"|"revisions"
---@param panel urssaf.Panel|urssaf.Series|urssaf.Series[]|urssaf.Revisions
---@param options urssaf.ChartOptions?
---@return urssaf.chart.Plan? plan nil if there is nothing to draw
---@return urssaf.chart.Canvas|urssaf.Error canvas or an error of kind `none`
function drawing.plan(kind, panel, options)
  local canvas = canvases.new(chart_options.check(kind, options))
  if kind ~= "revisions" then -- these are no panel, and their plan says what they lack
    panel = panel_of(panel)
    local nothing = titles.nothing(panel)
    if nothing then return errors.fail("none", nothing) end
  end
  local plan, err = KINDS[kind].plan(panel, canvas)
  if not plan then return nil, err end
  canvas.id = canvas.options.id or identifier(plan)
  return plan, canvas
end

--- The texts of a chart: see `chart.text`.
---@param plan urssaf.chart.Plan
---@return table
function drawing.text(plan)
  return { title = plan.title, subtitle = plans.subtitle(plan), notes = plan.notes,
    source = plan.source, description = plan.description }
end

return drawing
