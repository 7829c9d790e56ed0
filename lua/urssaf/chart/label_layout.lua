--- Places labels below each other without overlaps, each as near as possible to where it belongs.
--
-- Labels that would overlap form a group, a stack without gaps. A group stands where the sum of its
-- members' squared distances from their wanted places is least, as far as the limits allow.
local stable = require "urssaf.base.stable"
local tables = require "urssaf.base.tables"

local label_layout = {}

-- Puts a group where its members want it, inside the limits. `wanted` is the sum of the middles
-- that each member wants for the group.
local function settle(group, top, bottom)
  local middle = group.wanted / group.count
  local half = group.height / 2
  group.top = math.max(top, math.min(middle - half, bottom - group.height))
  return group
end

local function joined(a, b, top, bottom)
  local group = { height = a.height + b.height, count = a.count + b.count,
    members = tables.append(a.members, b.members) }
  -- a member's own middle lies `offset + height / 2` below the top of the group
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
  for i, item in ipairs(list) do order[i] = { y = item.y, height = item.height, index = i } end
  return stable.sort(order, function(a, b) return a.y < b.y end)
end

--- The middles of labels so that none overlap.
---@param list table[] { y = the middle it wants, height = }
---@param top number the limits that labels keep to
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
      middles[member.index] = at + member.height / 2
      at = at + member.height
    end
  end
  return middles
end

return label_layout
