--- New lists and tables from others, which stay as they are (`append` apart).
local tables = {}

--- What a function returns for each element.
---@param list any[]
---@param make fun(element: any, position: integer): any never nil
---@return any[]
function tables.map(list, make)
  local made = {}
  for i, element in ipairs(list) do made[i] = make(element, i) end
  return made
end

--- The elements that a test accepts.
---@param list any[]
---@param test fun(element: any): any
---@return any[]
function tables.filter(list, test)
  local kept = {}
  for _, element in ipairs(list) do
    if test(element) then kept[#kept + 1] = element end
  end
  return kept
end

--- The first element that a test accepts; nil if it accepts none.
---@param list any[]
---@param test fun(element: any): any
---@return any?
function tables.find(list, test)
  for _, element in ipairs(list) do
    if test(element) then return element end
  end
end

--- Whether a value is in a list.
---@param list any[]
---@param value any
---@return boolean
function tables.contains(list, value)
  return tables.find(list, function(element) return element == value end) ~= nil
end

--- The elements without repetition, in the order of their first occurrence.
---@param list any[]
---@param id_of (fun(element: any): any)? those with one id count as the same; by default equal ones
---@return any[]
function tables.unique(list, id_of)
  local seen = {}
  return tables.filter(list, function(element)
    local id = id_of and id_of(element) or element
    local is_new = not seen[id]
    seen[id] = true
    return is_new
  end)
end

--- The elements in groups, in the order of their first occurrence.
---@param list any[]
---@param id_of fun(element: any): any elements with the same id are in one group
---@return table[] groups lists, each with its `id`
function tables.group(list, id_of)
  local groups, of_id = {}, {}
  for _, element in ipairs(list) do
    local id = id_of(element)
    if not of_id[id] then
      of_id[id] = { id = id }
      groups[#groups + 1] = of_id[id]
    end
    table.insert(of_id[id], element)
  end
  return groups
end

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
