--- Names that read alike but are not the same: with a blank at the end, a no-break space, an accent
-- as a character of its own, a hidden character. Units with such names are units of their own, and
-- easily taken for one.
local names = require "urssaf.base.names"
local new_note = require "urssaf.domain.new_note"
local unit = require "urssaf.domain.unit"
local utf8 = require "urssaf.base.utf8"

local alike = {}

-- Blanks of other widths (U+2000 to U+200A, U+3000), which `names.fold` leaves, and U+FFFD.
local WIDE, IDEOGRAPHIC, REPLACEMENT = "\226\128[\128-\138]", "\227\128\128", "\239\191\189"

local function as_read(text)
  if text:find("[\128-\255]") then
    text = utf8.plain(text):gsub(REPLACEMENT, ""):gsub(WIDE, " "):gsub(IDEOGRAPHIC, " ")
  end
  local words = {}
  for word in names.fold(text):gmatch("[^ \t\r\n]+") do words[#words + 1] = word end
  return table.concat(words, " ")
end

local function key_as_read(key)
  local parts = {}
  for i, name in ipairs(unit.identifying(key)) do parts[i] = name .. "=" .. as_read(key[name]) end
  return table.concat(parts, "\n")
end

--- The units that read like one before them, each with that one.
---@param units table[] of unit.collect
---@return table[] pairs of units: { one, the one before it }
function alike.units(units)
  local found, first = {}, {}
  for _, one in ipairs(units) do
    local text = key_as_read(one.key)
    if first[text] then found[#found + 1] = { one, first[text] } end
    first[text] = first[text] or one
  end
  return found
end

-- How many bytes of names are compared when a panel is made, which takes some half a microsecond
-- for each: several times what all the communes of France have. `check` compares all units.
local MOST_TEXT = 2 * 1024 * 1024

local function bytes_of(values)
  local bytes = 0
  for value in pairs(values) do bytes = bytes + #value end
  return bytes
end

local function has_alike(values)
  local seen = {}
  for value in pairs(values) do
    local text = as_read(value)
    if seen[text] then return true end
    seen[text] = true
  end
  return false
end

--- The notes on the columns that identify units, and in which some names read alike. Columns with a
-- great many names are not looked at.
---@param keys table<string, table<string, any>> the values of each column, as a set
---@return urssaf.Note[] notes kind `alike`
function alike.notes(keys)
  local notes, room = {}, MOST_TEXT
  for _, name in ipairs(unit.identifying(keys)) do
    local bytes = bytes_of(keys[name])
    local has_room = bytes <= room
    if has_room then room = room - bytes end
    if has_room and has_alike(keys[name]) then
      notes[#notes + 1] = new_note("alike", ("some names in the column '%s' read alike but are not"
        .. " the same, and so are different units"):format(name), { column = name })
    end
  end
  return notes
end

return alike
