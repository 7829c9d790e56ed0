--- Gaps of pseudo-units in sums and means over time.
--
-- A remainder that has no value in a period, while others have one, is none in that period: it
-- makes no sum over units missing. So it must not be lost from a year either: the sums of years are
-- then the years of sums. Such a gap counts as zero in a window in which it has any value.
local additivity = require "urssaf.domain.additivity"
local pseudo_units = require "urssaf.domain.pseudo_units"

local pseudo_gaps = {}

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

-- Adds the positions of the values, until all of the grid are there. Those of a ratio are missing
-- where it divides by 0.
local function note_positions(set, s)
  if set.count == #s.periods then return end
  local at = set.at
  for i in pairs(s.parts and s.parts.numerator.values or s.values) do
    if not at[i] then at[i], set.count = true, set.count + 1 end
  end
end

-- The positions at which a true unit has a value of a measure; or any unit, if none is a true one.
local function positions_with_values(list, role_of, id)
  local of_true, of_pseudo = { count = 0, at = {} }, { count = 0, at = {} }
  local has_true = false
  for _, s in ipairs(list) do
    if additivity.id(s) == id then
      local is_true = not role_of(s)
      has_true = has_true or is_true
      note_positions(is_true and of_true or of_pseudo, s)
    end
  end
  return has_true and of_true.at or of_pseudo.at
end

--- A function that gives the positions at which a missing value of a series counts as zero; nil for
-- a series of a true unit.
---@param list urssaf.Series[] all that are combined
---@return fun(s: urssaf.Series): table<integer, boolean>?
function pseudo_gaps.finder(list)
  local role_of, known = role_finder(), {}
  return function(s)
    if not role_of(s) then return nil end
    local id = additivity.id(s)
    known[id] = known[id] or positions_with_values(list, role_of, id)
    return known[id]
  end
end

return pseudo_gaps
