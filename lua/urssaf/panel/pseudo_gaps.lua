--- Gaps of pseudo-units in sums and means over time.
--
-- A remainder that has no value in a period, while others have one, is none in that period: it
-- makes no sum over units missing. So it must not be lost from a year either: the sums of years are
-- then the years of sums. Such a gap counts as zero in a window in which it has any value.
local additivity = require "urssaf.domain.additivity"
local pseudo_units = require "urssaf.domain.pseudo_units"
local tables = require "urssaf.base.tables"

local pseudo_gaps = {}

-- The values that tell whether a unit is there: those of a ratio are missing where it divides by 0.
local function values_of(s)
  return s.parts and s.parts.numerator.values or s.values
end

-- The role of a series' unit; the series of a unit share their key.
local function role_finder()
  local known = {}
  return function(s)
    local role = known[s.key]
    if role == nil then
      role = pseudo_units.role(s.key) or false
      known[s.key] = role
    end
    return role
  end
end

-- Adds the positions of the values, until all of the grid are there.
local function note_positions(set, s)
  set = set or { count = 0, at = {} }
  if set.count == #s.periods then return set end
  local at = set.at
  for i in pairs(values_of(s)) do
    if not at[i] then at[i], set.count = true, set.count + 1 end
  end
  return set
end

-- For each measure the positions at which a true unit has a value; or any unit, if none is a true
-- one.
local function positions_with_values(list, role_of)
  local of_true, of_pseudo = {}, {}
  for _, s in ipairs(list) do
    local id, of = additivity.id(s), role_of(s) and of_pseudo or of_true
    of[id] = note_positions(of[id], s)
  end
  return tables.merge(of_pseudo, of_true)
end

local function marked(s, positions)
  return setmetatable(tables.merge(s, { counts_at = positions }), getmetatable(s))
end

--- The same series, of which those of pseudo-units have `counts_at`: the positions at which a
-- missing value counts as zero.
---@param list urssaf.Series[]
---@return urssaf.Series[]
function pseudo_gaps.marked(list)
  local role_of = role_finder()
  if not tables.find(list, role_of) then return list end
  local positions = positions_with_values(list, role_of)
  return tables.map(list, function(s)
    if not role_of(s) then return s end
    local own = positions[additivity.id(s)].at
    if not s.parts then return marked(s, own) end
    local parts = tables.merge(s.parts, { numerator = marked(s.parts.numerator, own),
      denominator = marked(s.parts.denominator, own) })
    return setmetatable(tables.merge(s, { parts = parts }), getmetatable(s))
  end)
end

--- The values of a series in a window, zero where a missing one counts as that; as they are if
-- there is none at all, or no missing one counts.
---@param s urssaf.Series
---@param first integer
---@param last integer
---@return table<integer, number> values by position
function pseudo_gaps.values(s, first, last)
  if not s.counts_at then return s.values end
  local values, has_any = {}, false
  for i = first, last do
    values[i] = s.values[i]
    has_any = has_any or values[i] ~= nil
    if values[i] == nil and s.counts_at[i] then values[i] = 0 end
  end
  return has_any and values or s.values
end

return pseudo_gaps
