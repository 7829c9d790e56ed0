-- The portal's 83 time series as the stand-in serves them: the measured columns, types and keys, at
-- the measured number of rows. Of those with more than MOST_ROWS rows a tenth is served, their last
-- periods, unless all of it is asked for.

local dataset = require "spec.support.standin.catalogue.dataset"
local schemas = require "spec.support.standin.measured_columns"

local MOST_ROWS = 100000

return function(is_full)
  local list = {}
  for i, schema in ipairs(schemas) do
    local rows = schema.rows
    if rows > MOST_ROWS and not is_full then rows = math.floor(rows / 10) end
    list[i] = dataset.new(schema, rows)
  end
  return list
end
