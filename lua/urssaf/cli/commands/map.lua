--- `urssaf map`: a map of squares, a département each, shaded by a measure or its growth.
local errors = require "urssaf.base.errors"
local options = require "urssaf.cli.options"
local top = require "urssaf.cli.commands.top"

local map = {
  name = "map",
  summary = "a map, one square for each département, shaded by a measure or its growth (SVG)",
  examples = { "urssaf map -m economiquement_actifs --growth -o growth.svg" },
  formats = { "svg" },
}

function map.configure(command)
  options.measures(command, false)
  command:option "--by":choices { "departement", "region" }:default "departement"
    :description "Of what; by default départements."
  options.where(command)
  options.at(command)
  options.transforms(command)
  command:option "--highlight":argname "PLACE":description "One département that is outlined."
  options.data(command)
end

function map.run(given, context)
  if context.is_terminal then
    return errors.fail("usage", "a map is a picture: say where to, such as -o map.svg")
  end
  local whole, err = context.panel()
  if not whole then return nil, err end
  local part
  part, err = top.units(whole, given)
  if not part then return nil, err end
  return { text = require("urssaf.chart").map(part,
    { at = given.at, by = given.by, lang = context.words.code, highlight = given.highlight }) }
end

return map
