--- Charts of a panel, each one SVG text that depends on nothing outside it.
--
--     local svg = urssaf.chart.line(panel:filter { departement = "Isère", measure = "radiations" })
--
-- In the place of a panel they take a series, or a list of series of one frequency, also of
-- different panels: `urssaf.chart.line { one, other }`.
--
-- Options of all charts: `lang` ("en", "fr"), `title` (by default made from the data), `width` in
-- pixels (760; at least 240), `theme` ("auto" follows the reader's settings, "light", "dark"), `id`
-- (the prefix of all ids and classes, so that several charts can share a page; by default derived
-- from the content), `embedded` (for an HTML page: no XML declaration, no background), `bare` (the
-- chart alone, without title, subtitle, notes and source: see `chart.text`).
--
-- The shapes that stand for a value are a group with `data-label` ("Isère, Q2 2021"), `data-value`
-- ("1,234") and a title that holds both.
--
-- Of a panel without series or periods there is no chart, but `nil` and an error of kind `none`.
local frame = require "urssaf.chart.frame"
local canvases = require "urssaf.chart.canvas"
local chart_options = require "urssaf.chart.options"
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"
local names = require "urssaf.base.names"
local panel_of = require "urssaf.chart.subject"
local sorting = require "urssaf.base.sorting"
local titles = require "urssaf.chart.titles"

---@class urssaf.chart
local chart = {}

local KINDS = { line = lazy "urssaf.chart.line", multiples = lazy "urssaf.chart.multiples",
  bars = lazy "urssaf.chart.bars", map = lazy "urssaf.chart.map" }

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

-- The plan of a chart and its canvas; nil and an error if there is nothing to draw.
local function plan_of(kind, panel, options)
  local canvas = canvases.new(chart_options.check(kind, options))
  panel = panel_of(panel)
  local nothing = titles.nothing(panel)
  if nothing then return errors.fail("none", nothing) end
  local plan, err = KINDS[kind].plan(panel, canvas)
  if not plan then return nil, err end
  canvas.id = canvas.options.id or identifier(plan)
  return plan, canvas
end

local function draw(kind, panel, options)
  local plan, canvas = plan_of(kind, panel, options)
  if not plan then return nil, canvas end
  return frame.render(canvas, plan)
end

--- All series of a panel over time, on one axis; at most eight.
--
-- Lines are broken where values are missing. The axis of growths includes zero; that of levels too,
-- unless all values lie far from it: then the subtitle says so. Breaks in the series are marked,
-- and explained in the notes. Lines to provisional values (see `urssaf.provisional`) are dashed.
---@param panel urssaf.Panel|urssaf.Series|urssaf.Series[]
---@param options urssaf.LineOptions? those of all charts; `height` of the plot in pixels
---@return string? svg
---@return urssaf.Error? err kind `none`
function chart.line(panel, options)
  return draw("line", panel, options)
end

--- A small line chart for each series of a panel, at most forty.
---@param panel urssaf.Panel|urssaf.Series|urssaf.Series[]
---@param options urssaf.MultiplesOptions? those of all charts; `scale`: "same" (the default) or
-- "own"
---@return string? svg
---@return urssaf.Error? err kind `none`
function chart.multiples(panel, options)
  return draw("multiples", panel, options)
end

--- Units ranked by size, as bars: the rows of `panel:rank`.
---@param panel urssaf.Panel|urssaf.Series|urssaf.Series[]
---@param options urssaf.BarsOptions? those of all charts; of `panel:rank`: `measure at by n
-- descending unclassified missing how`; `highlight`: a place, a list of places, or a set
-- { code = true }
---@return string? svg
---@return urssaf.Error? err kind `none`
function chart.bars(panel, options)
  return draw("bars", panel, options)
end

--- A tile grid map: each département (or region) is a square, placed roughly where it is in France
-- and shaded by a measure.
---@param panel urssaf.Panel|urssaf.Series|urssaf.Series[]
---@param options urssaf.MapOptions? those of all charts; `measure` (if there are several), `at` (by
-- default the latest complete period), `by`: "departement" or "region"; `missing`, as in
-- `panel:aggregate`; `highlight`, as in `bars`
---@return string? svg
---@return urssaf.Error? err kind `none`
function chart.map(panel, options)
  return draw("map", panel, options)
end

--- The texts of a chart, for a page that sets them itself: { title =, subtitle =,
-- notes = { sentences }, source =, description = }.
---@param kind "line"|"multiples"|"bars"|"map"
---@param panel urssaf.Panel|urssaf.Series|urssaf.Series[]
---@param options urssaf.ChartOptions? those of the chart
---@return table?
---@return urssaf.Error? err kind `none`
function chart.text(kind, panel, options)
  if not KINDS[kind] then
    errors.misuse("no chart is called '%s'%s", tostring(kind),
      names.suggestion(kind, sorting.keys(KINDS)))
  end
  local plan, err = plan_of(kind, panel, options)
  if not plan then return nil, err end
  return { title = plan.title, subtitle = plan.subtitle, notes = plan.notes,
    source = plan.source, description = plan.description }
end

return chart
