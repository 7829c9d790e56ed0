-- An older vintage of a dataset: without the last quarters, and with other values in cells that
-- have been revised since:
--
--   old_vintage(data, { quarters = 2, revised = { { unit = 3, measure = "radiations", quarter = 10,
--     by = -5 } } })
--
-- `unit` and `quarter` are positions in data.units and data.periods; `by` is added to the cell. The
-- datasets of the catalogue make their older vintages themselves; there, a quarter is any period.

local dataset = require "spec.support.standin.dataset"
local lua = require "spec.support.lua"

return function(data, older)
  if data.older then return data:older(older) end
  local changes = {}
  for _, change in ipairs(older.revised) do
    changes[("%d %s %d"):format(change.unit, change.measure, change.quarter)] = change.by
  end
  local copy = lua.merged(data)
  copy.quarters = data.quarters - older.quarters
  function copy.compute(u, measure, p)
    local value, by = data.compute(u, measure, p), changes[("%d %s %d"):format(u, measure, p)]
    return by and value + math.floor(by) or value
  end
  return dataset.new(copy)
end
