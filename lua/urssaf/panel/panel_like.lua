--- A panel like another, except for some fields.
local lazy = require "urssaf.base.lazy"
local tables = require "urssaf.base.tables"
local total_origin = require "urssaf.panel.total_origin"

local note_labels = lazy "urssaf.panel.note_labels"
local vintage = lazy "urssaf.panel.vintage"

--- Makes a panel like another, except for some fields. Without a universe of its own it has the
-- keys of the other one: what was filtered out before is still known. Its total rows are those of
-- the other one.
---@param panel urssaf.Panel
---@param fields table those that differ
---@param has_no_totals boolean? whether none of its units is a total row, as of sums
---@return urssaf.Panel
return function(panel, fields, has_no_totals)
  local made = tables.merge({ dataset = panel.dataset, frequency = panel.frequency,
    periods = panel.periods, source = panel.source, notes = panel.notes }, fields)
  made.notes = note_labels.of(made.notes, made.series)
  vintage.settle(panel)
  local measures = tables.merge(panel.universe.measures, tables.set(made.series, "measure"))
  made.universe = made.universe or tables.merge(panel.universe, { measures = measures })
  return setmetatable(made, total_origin.metatable(panel, has_no_totals))
end
