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
local lazy = require "urssaf.base.lazy"
local marks = require "urssaf.panel.marks"

local small_bases = lazy "urssaf.panel.small_bases"
local tables = lazy "urssaf.base.tables"

local composition = {}

local unpack = table.unpack or unpack -- luacheck: ignore 113 143 (each Lua has one of them)
-- A function may return some thousands of values, and a grid may have more periods.
local MOST_VALUES = 256

local BY_POSITION = { "coverage", "expected", "absent", "without", "addends", "low", "means" }

--- The elements of a list from a position to another.
---@param list table
---@param first integer
---@param last integer
---@return table
function composition.slice(list, first, last)
  -- three quarters of the time that it takes to fill a list, in half the memory
  if last - first < MOST_VALUES then return { unpack(list, first, last) } end
  local slice = {}
  for i = first, last do slice[i - first + 1] = list[i] end
  return slice
end

--- A list with the same value for each period of a series.
---@param value any
---@param s urssaf.Series
---@return any[]
function composition.constant(value, s)
  -- in the place of what the series has there: to fill an empty list takes half as long again
  local list = composition.slice(s.values, 1, #s.periods)
  for i = 1, #s.periods do list[i] = value end
  return list
end

--- The composition of a series as a table of its own, to which a result adds its fields.
---@param s urssaf.Series
---@return table fields
function composition.of(s)
  -- with room for what results add: a table that grows by each field takes half as long again
  local fields = { span = s.span, filled = s.filled, provisional = s.provisional, role = s.role,
    outside = s.outside, values = nil, notes = nil, unit = nil, nature = nil }
  if s.expected or s.coverage then
    fields.coverage, fields.expected = s.coverage, s.expected
    fields.absent, fields.without, fields.perimeter = s.absent, s.without, s.perimeter
    fields.members, fields.steps = s.members, s.steps
  end
  return fields
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

-- What a growth of a part of the grid has of its small bases.
local function small_base_of(s, first, last)
  if not s.small_base then return nil end
  local is_there = tables.set(composition.slice(s.periods, first, last))
  return small_bases.within(s.small_base, function(name) return is_there[name] end)
end

--- The composition of a part of the grid.
---@param s urssaf.Series
---@param first integer
---@param last integer
---@return table fields
function composition.cut(s, first, last)
  local fields = { span = s.span, small_base = small_base_of(s, first, last),
    perimeter = s.perimeter, role = s.role, outside = s.outside, members = s.members,
    steps = composition.step(s, { first = first, last = last }) }
  marks.cut(fields, s, first, last)
  for _, name in ipairs(BY_POSITION) do
    fields[name] = s[name] and composition.slice(s[name], first, last)
  end
  return fields
end

return composition
