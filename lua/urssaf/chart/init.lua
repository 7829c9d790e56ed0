--- Pictures of a panel, each one SVG text without anything it depends on.
--
--     local svg = urssaf.chart.line(panel:filter { departement = "Isère", measure = "radiations" })
--
-- Options of all: `lang` ("en", "fr"), `title` (else made from the data), `width` in pixels (760;
-- down to 240), `theme` ("auto" follows the reader's, "light", "dark"), `id` (what all ids and
-- classes begin with, so that several pictures can stand in one page; else made from what is
-- shown), `embedded` (for a page of HTML: no XML declaration, no ground of its own), `bare` (the
-- picture alone, without title, subtitle, notes and source: see `chart.text`).
--
-- Whatever stands for a value is a group with `data-label` ("Isère, Q2 2021"), `data-value`
-- ("1,234") and a title that says both.
local frame = require "urssaf.chart.frame"
local settings = require "urssaf.chart.options"
local canvases = require "urssaf.chart.canvas"

---@class urssaf.chart
local chart = {}

local KINDS = { line = "urssaf.chart.line", multiples = "urssaf.chart.multiples",
  bars = "urssaf.chart.bars", map = "urssaf.chart.map" }

-- A number that another text hardly has too.
local function hash(text)
  local sum = 7
  for i = 1, #text do sum = (sum * 131 + text:byte(i)) % 4294967291 end
  return sum
end

-- The same for the same picture; other ones in the same page have others.
local function identifier(plan)
  return ("u%d"):format(hash(plan.title .. plan.subtitle .. plan.description))
end

local function plan_of(kind, panel, given)
  local on = canvases.new(settings.check(kind, given))
  local plan = require(KINDS[kind]).plan(panel, on)
  plan.title = on.options.title or plan.title
  on.id = on.options.id or identifier(plan)
  return plan, on
end

local function drawn(kind, panel, given)
  local plan, on = plan_of(kind, panel, given)
  return frame.render(on, plan)
end

--- All series of a panel over time, on one axis; at most eight.
--
-- Lines are broken where values are missing. Growths have their zero; levels too, unless all lie
-- far above it: then the subtitle says so. Breaks in the series are marked and told in the notes.
---@param panel urssaf.Panel
---@param options urssaf.LineOptions? those of all; `height` of the plot in pixels
---@return string svg
function chart.line(panel, options)
  return drawn("line", panel, options)
end

--- A small line chart for each series of a panel, at most forty.
---@param panel urssaf.Panel
---@param options urssaf.MultiplesOptions? those of all; `scale`: "same" (the default) or "own"
---@return string svg
function chart.multiples(panel, options)
  return drawn("multiples", panel, options)
end

--- Units by size, as bars: the rows of `panel:rank`.
---@param panel urssaf.Panel
---@param options urssaf.BarsOptions? those of all; of `panel:rank`: `measure at by n descending
-- unclassified missing how`; `highlight`: a place, a list of places, or a set { code = true }
---@return string svg
function chart.bars(panel, options)
  return drawn("bars", panel, options)
end

--- The départements as squares that are arranged as France is, shaded by a measure; or the regions.
---@param panel urssaf.Panel
---@param options urssaf.MapOptions? those of all; `measure` (if there are several), `at` (by
-- default the latest complete period), `by`: "departement" or "region"; `highlight`, as in `bars`
---@return string svg
function chart.map(panel, options)
  return drawn("map", panel, options)
end

--- What stands around a picture, for a page that sets it by itself: { title =, subtitle =, notes =
-- { sentences }, source =, description = }.
---@param kind "line"|"multiples"|"bars"|"map"
---@param panel urssaf.Panel
---@param options urssaf.ChartOptions? those of the picture
---@return table
function chart.text(kind, panel, options)
  if not KINDS[kind] then
    require("urssaf.base.errors").misuse("no picture is '%s'%s", tostring(kind),
      require("urssaf.base.names").suggestion(kind, { "bars", "line", "map", "multiples" }))
  end
  local plan = plan_of(kind, panel, options)
  return { title = plan.title, subtitle = plan.subtitle, notes = plan.notes,
    source = plan.source, description = plan.description }
end

return chart
