--- Functions on series that are not methods: what the other modules of this room make series with.
local lazy = require "urssaf.base.lazy"
local tables = require "urssaf.base.tables"

local composition = lazy "urssaf.panel.composition"
local period = lazy "urssaf.domain.period"
local pseudo_units = lazy "urssaf.domain.pseudo_units"

local series = {}

--- A series with the measure, key, grid, nature, unit and transform of another, except for some
-- fields. Notes, parts and composition are not taken over: pass them. A unit is expected from its
-- first value on (see aggregate.lua): that period is kept, since the new series may begin later.
---@param s urssaf.Series
---@param fields table those that differ, which becomes the series; `unit` and `label` may be false:
-- the new series has none
---@return urssaf.Series
function series.like(s, fields)
  -- a loop over their names takes a sixth longer
  fields.measure, fields.frequency = fields.measure or s.measure, fields.frequency or s.frequency
  fields.key, fields.periods = fields.key or s.key, fields.periods or s.periods
  fields.ends, fields.since = fields.ends or s.ends, fields.since or series.since(s)
  fields.nature, fields.scope = fields.nature or s.nature, fields.scope or s.scope
  fields.transform = fields.transform or s.transform
  if fields.unit == nil then fields.unit = s.unit end
  if fields.label == nil then fields.label = s.label end
  fields.unit, fields.label = fields.unit or nil, fields.label or nil
  return setmetatable(fields, getmetatable(s))
end

-- The position of the first value; nil if there is none.
local function first_position(s)
  local values = s.values
  for i = 1, #s.periods do
    if values[i] ~= nil then return i end
  end
end

--- The first period in which the series had a value, before any period was cut off.
---@param s urssaf.Series
---@return string?
function series.since(s)
  return s.since or s.periods[s.values[1] ~= nil and 1 or first_position(s) or 0]
end

--- The last position at which a value is expected: that of the grid, unless the unit has ended and
-- its empty cells were filled (see fill.lua); 0 if it had ended before the grid begins.
---@param s urssaf.Series
---@return integer
function series.stop(s)
  if not s.ends or not s.periods[1] then return #s.periods end
  local before = period.ordinal(s.periods[1], s.frequency) - 1
  return math.max(0, math.min(#s.periods, period.ordinal(s.ends, s.frequency) - before))
end

--- The first position at which a value is expected; beyond the grid if the series never had one, or
-- if the unit had ended before.
---@param s urssaf.Series
---@return integer
function series.start(s)
  local since = s.since
  if s.ends and series.stop(s) == 0 then return #s.periods + 1 end
  if not since then return first_position(s) or #s.periods + 1 end
  if since == s.periods[1] then return 1 end
  if not s.periods[1] then return #s.periods + 1 end
  local before = period.ordinal(s.periods[1], s.frequency) - 1
  return math.max(1, period.ordinal(since, s.frequency) - before)
end

--- The role of a pseudo-unit, or of a sum of pseudo-units alone.
---@param s urssaf.Series
---@return urssaf.Role?
function series.role(s)
  return s.role or pseudo_units.role(s.key)
end

--- A function that tells whether a sum over units lacks the series where it has no value: a unit is
-- expected from its first value on, a sum where one of its units is, a pseudo-unit never.
---@param s urssaf.Series
---@return fun(i: integer): boolean
function series.expectation(s)
  if s.expected then return function(i) return s.expected[i] > 0 end end
  local start = series.role(s) and math.huge or series.start(s)
  local stop = series.stop(s)
  return function(i) return i >= start and i <= stop end
end

--- What the series adds to a sum over units at a position: its value, or what stands in for one.
---@param s urssaf.Series
---@param i integer
---@return number?
---@return boolean? stands_in
function series.addend(s, i)
  local value = s.values[i]
  if value ~= nil then return value end
  value = s.addends and s.addends[i]
  if value ~= nil then return value, true end
end

-- The values of a part of the grid: a walk over those that are there, since most may be missing.
local function values_between(values, first, last)
  local part = {}
  for i, value in pairs(values) do
    if type(i) == "number" and i >= first and i <= last then part[i - first + 1] = value end
  end
  return part
end

--- The series on a part of its grid.
---@param s urssaf.Series
---@param periods string[] those from `first` to `last`
---@param first integer
---@param last integer
---@return urssaf.Series
function series.cut(s, periods, first, last)
  local fields = composition.cut(s, first, last)
  fields.periods, fields.notes = periods, s.notes
  fields.values = values_between(s.values, first, last)
  local cut = series.like(s, fields)
  if s.parts then
    cut.parts = tables.merge(s.parts, {
      numerator = series.cut(s.parts.numerator, periods, first, last),
      denominator = series.cut(s.parts.denominator, periods, first, last),
    })
  end
  return cut
end

return series
