--- Compares names as people and portals write them, and finds the known name nearest to a mistaken
-- one. The result never depends on the host's locale.
local lazy = require "urssaf.base.lazy"

local plain_letters = lazy "urssaf.base.plain_letters"
local utf8 = lazy "urssaf.base.utf8"

local names = {}

-- Drops combining accents (U+0300 to U+036F) and byte order marks; a no-break space becomes a
-- space.
local function other_plain(character)
  local first, second = character:byte(1, 2)
  if not second then return character end -- no UTF-8
  if first == 0xCC or (first == 0xCD and second <= 0xAF) then return "" end
  if character == "\239\187\191" then return "" end
  if character == "\194\160" or character == "\226\128\175" then return " " end
  return character
end

local function lower(letter)
  return string.char(letter:byte() + 32)
end

--- A text in lower case, without accents.
---@param text string UTF-8
---@return string
function names.fold(text)
  local folded = text:gsub("[\194-\244][\128-\191]*", function(character)
    return plain_letters[character] or other_plain(character)
  end)
  return (folded:gsub("[A-Z]", lower))
end

--- The words of a text: folded, each run of other characters as one space, none at the ends.
---@param text string
---@return string
function names.words(text)
  local words = names.fold(text):gsub("[^a-z0-9]+", " "):gsub("^ ", ""):gsub(" $", "")
  return words
end

--- A column's name from its label, by the portal's own rule: "Chiffres d'affaires" is
-- `chiffres_d_affaires`. A name is returned unchanged.
---@param label string
---@return string
function names.slug(label)
  return (names.words(label):gsub(" ", "_"))
end

-- How many bytes to insert, remove or replace to turn a into b (Levenshtein).
local function distance(a, b)
  local row = {}
  for j = 0, #b do row[j] = j end
  for i = 1, #a do
    local diagonal = row[0]
    row[0] = i
    for j = 1, #b do
      local replaced = diagonal + (a:byte(i) == b:byte(j) and 0 or 1)
      diagonal = row[j]
      row[j] = math.min(replaced, row[j] + 1, row[j - 1] + 1)
    end
  end
  return row[#b]
end

-- Longer names are no slips of the pen. What is compared of the known names is bounded, too: they
-- may come from outside.
local LONGEST, MOST_STEPS = 200, 2000000

--- The known name nearest to a mistaken one. Of a great many long names only the first are
-- compared.
---@param name any
---@param known string[]
---@return string? nil if none is near
function names.nearest(name, known)
  local wanted, steps = names.fold(tostring(name)), 0
  -- where more than half of a name is to be changed, another one was meant
  local half = math.max(1, #wanted / 2)
  if #wanted > LONGEST then return nil end
  local best, best_distance
  for _, candidate in ipairs(known) do
    local folded = names.fold(candidate)
    local farthest = math.min(half, math.max(2, math.floor(#candidate / 3)))
    if math.abs(#folded - #wanted) <= farthest then
      steps = steps + #folded * #wanted
      if steps > MOST_STEPS then break end
      local d = distance(wanted, folded)
      -- of two equally near names, one that begins with the mistaken name is likelier
      if folded:sub(1, #wanted) == wanted then d = d - 0.5 end
      if d <= farthest and (not best or d < best_distance) then
        best, best_distance = candidate, d
      end
    end
  end
  return best
end

-- About how many bytes a message quotes of a name.
local NAME = 200

--- A name as a message shows it: cut if it is long, control characters as \xNN.
---@param name string
---@return string
function names.quoted(name)
  return utf8.excerpt(name, NAME)
end

--- The end of a message, " (did you mean 'x'?)"; "" without a name.
---@param nearest string? as `nearest` gives it
---@return string
function names.meant(nearest)
  return nearest and (" (did you mean '%s'?)"):format(names.quoted(nearest)) or ""
end

--- The end of a message, with the known name that may be meant; "" if none is near.
---@param name any
---@param known string[]
---@return string
function names.suggestion(name, known)
  return names.meant(type(name) == "string" and names.nearest(name, known) or nil)
end

--- The first names of a list, and how many more there are: "a, b and 3 more".
---@param list string[]
---@param most integer? how many are shown, by default 20
---@return string
function names.listed(list, most)
  local shown = {}
  for i = 1, math.min(#list, most or 20) do shown[i] = names.quoted(list[i]) end
  local more = #list - #shown
  return table.concat(shown, ", ") .. (more > 0 and (" and %d more"):format(more) or "")
end

return names
