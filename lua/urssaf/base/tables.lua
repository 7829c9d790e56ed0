--- New lists and tables from others, which stay as they are (`append` apart). Those of lists.lua
-- are found here too.
local lazy = require "urssaf.base.lazy"

local tables = setmetatable({}, { __index = lazy "urssaf.base.lists" })

--- Adds the elements of a second list to the first.
---@param list any[]
---@param more any[]
---@return any[] list the first
function tables.append(list, more)
  for _, element in ipairs(more) do list[#list + 1] = element end
  return list
end

--- The elements, or a field of theirs, as the keys of a table.
---@param list any[]
---@param field string?
---@return table<any, true>
function tables.set(list, field)
  local set = {}
  for _, element in ipairs(list) do set[field == nil and element or element[field]] = true end
  return set
end

--- Where each element is in a list.
---@param list any[]
---@return table<any, integer>
function tables.positions(list)
  local positions = {}
  for i, element in ipairs(list) do positions[element] = i end
  return positions
end

--- Whether two values are the same, tables by what is in them.
---@param a any
---@param b any
---@return boolean
function tables.equal(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then return a == b end
  for key, value in pairs(a) do
    if not tables.equal(value, b[key]) then return false end
  end
  for key in pairs(b) do
    if a[key] == nil then return false end
  end
  return true
end

--- Several tables as one; where they have the same key, the later counts.
---@param ... table?
---@return table
function tables.merge(...)
  local merged = {}
  for i = 1, select("#", ...) do
    for name, value in pairs((select(i, ...)) or {}) do merged[name] = value end
  end
  return merged
end

return tables
