--- Labels one under the other, each as near as can be to where it belongs.
local label_layout = {}

-- The middle that a group of labels has by itself, kept inside.
local function settle(group, top, bottom)
  local middle = group.wanted / group.count
  local half = group.height / 2
  group.top = math.max(top, math.min(middle - half, bottom - group.height))
  return group
end

local function joined(a, b, top, bottom)
  local group = { height = a.height + b.height, count = a.count + b.count,
    wanted = a.wanted + b.wanted, members = {} }
  for _, one in ipairs { a, b } do
    for _, member in ipairs(one.members) do group.members[#group.members + 1] = member end
  end
  -- the middle wanted for all is the mean of what each wants of it
  local offset, sum = 0, 0
  for _, member in ipairs(group.members) do
    sum = sum + member.y - (offset + member.height / 2) + group.height / 2
    offset = offset + member.height
  end
  group.wanted = sum
  return settle(group, top, bottom)
end

local function sorted(list)
  local order = {}
  for i, item in ipairs(list) do order[i] = { y = item.y, height = item.height, place = i } end
  table.sort(order, function(a, b)
    if a.y ~= b.y then return a.y < b.y end
    return a.place < b.place
  end)
  return order
end

--- Places labels without overlaps.
---@param list table[] { y = the middle that is wanted, height = }
---@param top number
---@param bottom number
---@return number[] middles in the order of the list
function label_layout.place(list, top, bottom)
  local groups = {}
  for _, member in ipairs(sorted(list)) do
    local group = settle({ height = member.height, count = 1, wanted = member.y,
      members = { member } }, top, bottom)
    while groups[1] and groups[#groups].top + groups[#groups].height > group.top do
      group = joined(table.remove(groups), group, top, bottom)
    end
    groups[#groups + 1] = group
  end
  local middles = {}
  for _, group in ipairs(groups) do
    local at = group.top
    for _, member in ipairs(group.members) do
      middles[member.place] = at + member.height / 2
      at = at + member.height
    end
  end
  return middles
end

return label_layout
