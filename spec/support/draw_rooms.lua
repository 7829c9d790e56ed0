-- Draws the rooms of `spec.support.rooms` as Markdown for docs/architecture.md: the floors of the
-- house as a picture, and a table of the rooms. To print it:
--
--     lua5.4 -e 'print(require "spec.support.draw_rooms"(require "spec.support.rooms"))'

local WIDTH = 72 -- of the picture, in characters

local function may_require(upper, lower)
  for _, name in ipairs(upper.may_require) do
    if name == lower.name then return true end
  end
  return false
end

local function is_above_any(floor, room)
  for _, upper in ipairs(floor) do
    if may_require(upper, room) then return true end
  end
  return false
end

local function is_apart(rooms, room)
  return not room.may_require[1] and not is_above_any(rooms, room)
end

-- A room is on the floor of the room before it unless one of that floor may require it.
local function floors_of(rooms)
  local floors = { {} }
  for _, room in ipairs(rooms) do
    local floor = floors[#floors]
    if not is_apart(rooms, room) then
      if is_above_any(floor, room) then
        floor = {}
        floors[#floors + 1] = floor
      end
      floor[#floor + 1] = room
    end
  end
  return floors
end

-- The rooms of a floor share its width.
local function draw_floor(floor)
  local cells, left = {}, WIDTH
  for i, room in ipairs(floor) do
    local width = math.floor(left / (#floor - i + 1))
    left = left - width
    local blanks = width - 1 - #room.name
    local before = math.floor(blanks / 2)
    cells[i] = (" "):rep(before) .. room.name .. (" "):rep(blanks - before)
  end
  return "|" .. table.concat(cells, "|") .. "|"
end

local function draw_table(rooms)
  local lines = { "| room | is | may require |", "|---|---|---|" }
  for _, room in ipairs(rooms) do
    local names = table.concat(room.may_require, ", ")
    lines[#lines + 1] = ("| %s | %s | %s |"):format(room.name, room.is,
      names == "" and "nothing" or names)
  end
  return table.concat(lines, "\n")
end

return function(rooms)
  local edge = "+" .. ("-"):rep(WIDTH - 1) .. "+"
  local lines = { edge }
  for _, floor in ipairs(floors_of(rooms)) do
    lines[#lines + 1] = draw_floor(floor)
    lines[#lines + 1] = edge
  end
  return "```text\n" .. table.concat(lines, "\n") .. "\n```\n\n" .. draw_table(rooms)
end
