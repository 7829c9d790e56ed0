--- `urssaf map`: a tile grid map, shaded by a measure or its growth.
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.cli.options"
local ranking_options = require "urssaf.cli.ranking_options"

local latest_period = lazy "urssaf.cli.latest_period"
local results = lazy "urssaf.cli.result"
local selection = lazy "urssaf.cli.selection"

local map = {
  name = "map",
  summary = "draw a map, one square for each département, shaded by a measure or its growth (SVG)",
  examples = { "urssaf map -m economiquement_actifs --growth -o growth.svg",
    "urssaf map -m immatriculations --growth --width 360 -o phone.svg" },
  formats = { "svg" },
  needs_file = "a map is an SVG chart",
}

function map.configure(command)
  options.measures(command, false)
  ranking_options.by(command, "Shade")
  options.where(command)
  ranking_options.at(command)
  options.transforms(command)
  command:option "--highlight":argname "PLACE":description "Outline one département."
  command:option "--shapes":argname "PATH":convert(options.path)
    :description("Draw the shapes of a GeoJSON file, with codes or names of départements or"
      .. " regions, in the place of squares.")
  options.sums(command)
  options.data(command)
end

function map.run(given, context)
  local panel, err, whole = context.panel(selection.places)
  if not panel then return nil, err end
  local at
  local latest, note = panel:latest_complete()
  at, err = latest_period.of(given, note, panel.frequency)
  if err then return nil, err end
  if at or latest then selection.places_at(whole, given, panel, at or latest) end
  -- where there is no département, the map is one of regions whatever was asked for, as in `top`
  return results.chart(context, "map", panel, { at = at,
    by = given.by == "region" and given.by or nil, highlight = given.highlight,
    shapes = given.shapes })
end

return map
