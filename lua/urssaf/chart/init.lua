--- Charts of a panel, each one SVG text that depends on nothing outside it.
--
--     local svg = urssaf.chart.line(panel:filter { departement = "Isère", measure = "radiations" })
--
-- In the place of a panel they take a series, or a list of series of one frequency, also of
-- different panels: `urssaf.chart.line { one, other }`.
--
-- Options of all charts: `lang` ("en", "fr"), `title` and `subtitle` (by default made from the
-- data), `width` in pixels (760; at least 240), `theme` ("light", the default; "dark"; "auto"
-- follows the reader's settings, and looks right only in a page that does so too), `id` (the
-- prefix of all ids and classes, so that several charts can share a page; by default derived from
-- the content), `embedded` (for an HTML page: no XML declaration, no background), `bare` (the chart
-- alone, without title, subtitle, notes and source: see `chart.text`).
--
-- The shapes that stand for a value are a group with `data-label` ("Isère, Q2 2021"), `data-value`
-- ("1,234") and a title that holds both.
--
-- Of a panel without series or periods there is no chart, but `nil` and an error of kind `none`.
local drawing = require "urssaf.chart.drawing"
local errors = require "urssaf.base.errors"
local frame = require "urssaf.chart.frame"
local names = require "urssaf.base.names"

---@class urssaf.chart
local chart = {}

local function draw(kind, panel, options)
  local plan, canvas = drawing.plan(kind, panel, options)
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

--- A map: each département (or region) is a square, placed roughly where it is in France, or has
-- the shape that a file of the reader gives it, and is shaded by a measure.
--
-- `shapes` is the path of a GeoJSON file (RFC 7946) with polygons; in any property its features
-- tell which place they are, by its code or its name. Degrees are projected (Lambert-93), metres
-- are taken as they are. Borders are simplified for the width. Those around Paris and overseas are
-- in boxes of their own.
---@param panel urssaf.Panel|urssaf.Series|urssaf.Series[]
---@param options urssaf.MapOptions? those of all charts; `measure` (if there are several), `at` (by
-- default the latest complete period), `by`: "departement" or "region"; `missing`, as in
-- `panel:aggregate`; `highlight`, as in `bars`; `shapes`
---@return string? svg
---@return urssaf.Error? err kind `none`; of the shapes `file`, `decode`, `limit`, `schema`
function chart.map(panel, options)
  return draw("map", panel, options)
end

--- How the figures of a series were revised: the first figure of each period and the latest one as
-- lines, and below them by how much they differ, in per cent or, of rates, in points.
--
--     local found = assert(urssaf.revisions { measure = "radiations", key = { region = "84" } })
--     local svg = urssaf.chart.revisions(found)
---@param found urssaf.Revisions
---@param options urssaf.LineOptions? those of all charts; `height` of the plot of lines in pixels
---@return string? svg
---@return urssaf.Error? err kind `none`: no figure is in two publications
function chart.revisions(found, options)
  return draw("revisions", found, options)
end

--- The texts of a chart, for a page that sets them itself: { title =, subtitle =,
-- notes = { sentences }, source =, description = }.
---@param kind "line"|"multiples"|"bars"|"map"|"revisions"
---@param panel urssaf.Panel|urssaf.Series|urssaf.Series[]|urssaf.Revisions
---@param options urssaf.ChartOptions? those of the chart
---@return table?
---@return urssaf.Error? err kind `none`
function chart.text(kind, panel, options)
  if not drawing.is_kind(kind) then
    errors.misuse("no chart is called '%s'%s", tostring(kind),
      names.suggestion(kind, drawing.kinds()))
  end
  local plan, err = drawing.plan(kind, panel, options)
  if not plan then return nil, err end
  return drawing.text(plan)
end

return chart
