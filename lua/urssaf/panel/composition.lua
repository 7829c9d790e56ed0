--- Which units the values of a series are made of, carried through every operation on it.
--
-- A series that is a sum over units has, by position:
--
--   coverage  { present, expected }: how many units are in the sum, and how many should be; nil if
--             no expected unit is ever missing
--   expected  how many units should be in it
--   absent    the ids of the expected units that are missing, joined by commas; "" if none is; nil
--             if none ever is
--   without   the same for all units that are missing, expected or not
--
-- And what it adds to sums over units:
--
--   addends   what it adds where it has no value of its own: of a year in which the unit began, the
--             part since then; of a region without figures of its own, its pseudo-units' sum
--   low       what rounding took away from its values and addends (see base/sums.lua)
--   means     of means over units, by position: { sum =, count = }
--   role      of a sum of pseudo-units alone: theirs
--   outside   the part that the unit never has, of a measure computed from two
--
-- Any series may have
--
--   filled     true at the positions of values that stand for empty cells, or are made of one (see
--              fill.lua); `provisional` of values that are (see marks.lua)
--   perimeter  of a sum, the units that came or went (see perimeter.lua)
--   members    of a sum, the series that it adds up; `steps` what was done to it since (see
--              common_units.lua)
--
-- A growth may have a `small_base`, the fields of a note (see small_bases.lua).
--
-- A series whose values are made of several values each has a `span`: how many periods before its
-- own a value uses; 0 if it is made of the months or quarters of its own.
local marks = require "urssaf.panel.marks"

local composition = {}

local BY_POSITION = { "coverage", "expected", "absent", "without", "addends", "low", "means" }

--- The elements of a list from a position to another.
---@param list table
---@param first integer
---@param last integer
---@return table
function composition.slice(list, first, last)
  local slice = {}
  for i = first, last do slice[i - first + 1] = list[i] end
  return slice
end

--- The composition of a series as a table of its own, to which a result adds its fields.
---@param s urssaf.Series
---@return table fields
function composition.of(s)
  return { coverage = s.coverage, expected = s.expected, absent = s.absent, without = s.without,
    span = s.span, filled = s.filled, provisional = s.provisional, perimeter = s.perimeter,
    members = s.members, steps = s.steps, role = s.role, outside = s.outside }
end

--- The steps of a sum with one more; nil if its units are not known.
---@param s urssaf.Series
---@param step table
---@return table[]?
function composition.step(s, step)
  if not s.members then return nil end
  local steps = {}
  for i, one in ipairs(s.steps or {}) do steps[i] = one end
  steps[#steps + 1] = step
  return steps
end

--- The composition of a part of the grid.
---@param s urssaf.Series
---@param first integer
---@param last integer
---@return table fields
function composition.cut(s, first, last)
  local fields = { span = s.span, small_base = s.small_base, perimeter = s.perimeter,
    role = s.role, outside = s.outside, members = s.members,
    steps = composition.step(s, { first = first, last = last }) }
  marks.cut(fields, s, first, last)
  for _, name in ipairs(BY_POSITION) do
    fields[name] = s[name] and composition.slice(s[name], first, last)
  end
  return fields
end

-- ------------------------------------------------------------------ windows

local function sum(counts, first, last)
  local total = 0
  for i = first, last do total = total + counts[i] end
  return total
end

local function pair_sum(coverage, first, last)
  local present, expected = 0, 0
  for i = first, last do
    present, expected = present + coverage[i][1], expected + coverage[i][2]
  end
  return { present, expected }
end

-- The ids of a window's periods, one after the other; "" if no period lacks a unit.
local function joined(ids, first, last)
  local parts, any = {}, false
  for i = first, last do
    any = any or ids[i] ~= ""
    parts[#parts + 1] = ids[i]
  end
  return any and table.concat(parts, "/") or ""
end

--- The composition of windows of consecutive periods, of their last one if the rule is "last"; one
-- that is partly outside the grid has no units.
---@param s urssaf.Series
---@param starts integer[] the positions at which the windows begin
---@param length integer
---@param how "sum"|"mean"|"last"
---@return table fields
function composition.windows(s, starts, length, how)
  local function over(list, combine, none)
    if not list then return nil end
    local result = {}
    for j, first in ipairs(starts) do
      local last = first + length - 1
      local is_inside = first >= 1 and last <= #s.periods
      result[j] = none
      if is_inside then
        result[j] = how == "last" and list[last] or combine(list, first, last)
      end
    end
    return result
  end
  return { coverage = over(s.coverage, pair_sum, { 0, 0 }), expected = over(s.expected, sum, 0),
    absent = over(s.absent, joined, ""), without = over(s.without, joined, ""),
    perimeter = s.perimeter, members = s.members, role = s.role, outside = s.outside }
end

return composition
