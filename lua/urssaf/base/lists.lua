--- New lists from others: see tables.lua.
local lists = {}

--- Whether a table is a list: it has nothing but elements from 1 on, without a hole.
---@param value any
---@return boolean
function lists.is_list(value)
  if type(value) ~= "table" then return false end
  local count = 0
  for _ in pairs(value) do count = count + 1 end
  -- with a hole its length would be less; with another key as well
  for i = 1, count do
    if value[i] == nil then return false end
  end
  return true
end

--- What a function returns for each element.
---@param list any[]
---@param make fun(element: any, position: integer): any never nil
---@return any[]
function lists.map(list, make)
  local made = {}
  for i, element in ipairs(list) do made[i] = make(element, i) end
  return made
end

--- The elements that a test accepts.
---@param list any[]
---@param test fun(element: any): any
---@return any[]
function lists.filter(list, test)
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
function lists.find(list, test)
  for _, element in ipairs(list) do
    if test(element) then return element end
  end
end

--- Whether a value is in a list.
---@param list any[]
---@param value any
---@return boolean
function lists.contains(list, value)
  return lists.find(list, function(element) return element == value end) ~= nil
end

--- The elements without repetition, in the order of their first occurrence.
---@param list any[]
---@param id_of (fun(element: any): any)? those with one id count as the same; by default equal ones
---@return any[]
function lists.unique(list, id_of)
  local seen = {}
  return lists.filter(list, function(element)
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
function lists.group(list, id_of)
  local groups, of_id = {}, {}
  for _, element in ipairs(list) do
    local id = id_of(element)
    local group = of_id[id]
    if not group then
      group = { id = id }
      groups[#groups + 1], of_id[id] = group, group
    end
    group[#group + 1] = element
  end
  return groups
end

return lists
