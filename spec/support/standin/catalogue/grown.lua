-- Larger datasets than the portal's: with so many times the units of one of its datasets of
-- hirings, or so many times the periods, and as many times the rows.
--
--   local schema = grown.schema(schema, { units = 4 })        { periods = 16 }
--   grown.grid(grids[schema.id], schema.grown)
--
-- More units: each duration of a contract is split into groups, "CDI, groupe 2", which share its
-- figures. More periods: they go on after the last.

local lua = require "spec.support.lua"

local SPLIT = "duree_de_contrat"

-- The dimension with so many entries for each of its entries.
local function split(dimension, times)
  local list = {}
  for _, entry in ipairs(dimension) do
    for group = 1, times do
      list[#list + 1] = lua.merged(entry, { weight = entry.weight / times,
        [SPLIT] = ("%s, groupe %d"):format(entry[SPLIT], group) })
    end
  end
  return list
end

local grown = {}

--- A schema of measured_columns.lua whose dataset has so many times the `units` or the `periods`.
function grown.schema(schema, times)
  local rows = schema.rows * (times.units or 1) * (times.periods or 1)
  return lua.merged(schema, { grown = times, rows = rows })
end

--- A dataset's entry of grids.lua, as large; without `times` it is the same.
function grown.grid(made, times)
  if not times then return made end
  local larger = { first = made.first, count = made.count * (times.periods or 1) }
  for k, dimension in ipairs(made) do
    local is_split = times.units and dimension[1][SPLIT]
    larger[k] = is_split and split(dimension, times.units) or dimension
  end
  return larger
end

return grown
