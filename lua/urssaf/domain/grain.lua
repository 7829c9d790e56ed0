--- The grain of a dataset, what a row of it is about: a month, a quarter or a year. It follows from
-- the columns that date a row.
local time_columns = require "urssaf.domain.time_columns"

local grain = {}

-- The grains by the part of the period that a column gives, and their order, the finest first:
-- months may come with their quarter and their year.
local GRAINS = { month_end = "month", last_day = "quarter", quarter = "quarter", year = "year" }
local FINENESS = { month = 3, quarter = 2, year = 1 }

--- Whether a column dates a row.
---@param name string
---@return boolean
function grain.is_time(name)
  return time_columns.part(name) ~= nil
end

--- The grain of a dataset with these columns.
---@param names string[]
---@return "month"|"quarter"|"year"|nil grain nil of what is no time series
function grain.of(names)
  local finest
  for _, name in ipairs(names) do
    local one = GRAINS[time_columns.part(name)]
    if one and (not finest or FINENESS[one] > FINENESS[finest]) then finest = one end
  end
  return finest
end

return grain
