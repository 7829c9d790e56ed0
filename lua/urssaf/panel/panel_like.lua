--- A panel like another, except for some fields.
local lazy = require "urssaf.base.lazy"
local tables = require "urssaf.base.tables"
local total_origin = require "urssaf.panel.total_origin"

local vintage = lazy "urssaf.panel.vintage"

--- Makes a panel like another, except for some fields. Without a universe of its own it has the
-- keys of the other one: what was filtered out before is still known. Its total rows are those of
-- the other one, or told in some series.
---@param panel urssaf.Panel
---@param fields table those that differ
---@param told_in urssaf.Series[]? see total_origin.lua; none if it has no total rows
---@return urssaf.Panel
return function(panel, fields, told_in)
  local made = tables.merge({ dataset = panel.dataset, frequency = panel.frequency,
    periods = panel.periods, source = panel.source, notes = panel.notes }, fields)
  vintage.settle(panel)
  local measures = tables.merge(panel.universe.measures, tables.set(made.series, "measure"))
  made.universe = made.universe or tables.merge(panel.universe, { measures = measures })
  return setmetatable(made, total_origin.metatable(panel, told_in))
end
