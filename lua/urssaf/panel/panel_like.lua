--- A panel like another, except for some fields.
local tables = require "urssaf.base.tables"

--- Makes a panel like another, except for some fields. Without a universe of its own it has the
-- keys of the other one: what was filtered out before is still known.
---@param panel urssaf.Panel
---@param fields table those that differ
---@return urssaf.Panel
return function(panel, fields)
  local made = tables.merge({ dataset = panel.dataset, frequency = panel.frequency,
    periods = panel.periods, source = panel.source, notes = panel.notes }, fields)
  local measures = tables.merge(panel.universe.measures, tables.set(made.series, "measure"))
  made.universe = made.universe or tables.merge(panel.universe, { measures = measures })
  return setmetatable(made, getmetatable(panel))
end
