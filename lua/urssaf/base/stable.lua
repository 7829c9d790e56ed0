--- A sort that keeps the order of what is equal, which `table.sort` does not.
local tables = require "urssaf.base.tables"

local stable = {}

--- Sorts a list of tables; of two of which neither comes before the other, the first stays first.
---@param list table[] each of them once
---@param before fun(a: table, b: table): boolean
---@return table[] list the same
function stable.sort(list, before)
  local places = tables.positions(list)
  table.sort(list, function(a, b)
    if before(a, b) then return true end
    return not before(b, a) and places[a] < places[b]
  end)
  return list
end

return stable
