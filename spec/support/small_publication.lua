-- A publication in which specs change some figures, to compare it with the one as it was.
local small_panel = require "spec.support.small_panel"

local keys = small_panel.keys
local MEASURES = { "immatriculations", "radiations" }

--- Three units, two measures, four quarters from 2020-Q1. `change` may change the list of units, as
-- `small_panel.panel` takes it, with the fields.
local function small_publication(change, fields)
  local list = {
    { keys.ain, immatriculations = { 100, 200, 300, 400 }, radiations = { 10, 20, 30, 40 } },
    { keys.isere, immatriculations = { 1000, 2000, 3000, 4000 }, radiations = { 50, 60, 70, 80 } },
    { keys.corse, immatriculations = { 1, 2, 3, 4 }, radiations = { 5, 6, 7, 8 } },
  }
  if change then change(list) end
  return small_panel.panel(2020, MEASURES, list, fields)
end

return small_publication
