--- From when to when a series that was written as CSV is expected, and which units its values are
-- made of: the fields that composition.lua describes.
local perimeter = require "urssaf.panel.perimeter"

local written_composition = {}

-- What a status says of a value that a series keeps as a mark.
local MARKS = require("urssaf.panel.marks").KINDS

-- How many units are in the value of a cell, and how many should be; nil if nothing says so.
local function counts_of(one, ordinal)
  local pair = one.counts[ordinal]
  if pair then return pair.present, pair.expected end
  if one.is_counted and one.lines[ordinal] then return one.values[ordinal] ~= nil and 1 or 0, 1 end
end

-- The first period for which a value is expected, on the way from one to another; nil if none is,
-- or if nothing says so.
local function first_expected(one, from, to)
  for ordinal = from, to, from > to and -1 or 1 do
    local _, expected = counts_of(one, ordinal)
    if (expected or 0) > 0 then return ordinal end
  end
end

-- The last period of a unit that has ended: none is expected behind it, and no value is there.
local function end_of(one, first, last)
  local stop = first_expected(one, last, first) or last
  local is_over = false
  for ordinal = stop + 1, last do
    local _, expected = counts_of(one, ordinal)
    if one.values[ordinal] ~= nil then return nil end
    is_over = is_over or expected == 0
  end
  return is_over and stop or nil
end

local function has_value_before(one, ordinal, first)
  for i = first, ordinal - 1 do
    if one.values[i] ~= nil then return true end
  end
  return false
end

-- Whether the counts are those of a unit, which is no sum: its value is one of one from the first
-- expected period to its end.
local function is_unit(one, first, last)
  if next(one.absent) ~= nil or next(one.without) ~= nil then return false end
  if next(one.counts) == nil then return true end
  local start = first_expected(one, first, last) or last + 1
  local stop = end_of(one, first, last) or last
  for ordinal = first, last do
    local present, expected = counts_of(one, ordinal)
    local usual = one.values[ordinal] ~= nil and 1 or 0
    if present and present ~= usual then return false end
    local is_expected = ordinal >= start and ordinal <= stop
    if expected and expected ~= (is_expected and 1 or 0) then return false end
  end
  return true
end

-- The composition of a sum, as composition.lua describes it. Units that are missing, and of which
-- the file does not say which they are, are others in each period.
local function composition_of(one, first, last)
  local made = { coverage = {}, expected = {}, absent = {}, without = {} }
  local is_partial, has_absent = false, next(one.absent) ~= nil
  for ordinal = first, last do
    local i, present, expected = ordinal - first + 1, counts_of(one, ordinal)
    expected = expected or 0
    present = present or expected
    is_partial = is_partial or present < expected
    made.coverage[i], made.expected[i] = { present, expected }, expected
    made.absent[i] = one.absent[ordinal] or present < expected and "?" .. i or ""
    made.without[i] = one.without[ordinal] or ""
  end
  if not (is_partial or has_absent) then made.coverage, made.absent = nil, nil end
  if next(one.without) == nil then made.without = nil end
  return made
end

-- The marks of one kind by position; nil without any.
local function marks_of(marks, first)
  if next(marks) == nil then return nil end
  local list = {}
  for ordinal in pairs(marks) do list[ordinal - first + 1] = true end
  return list
end

--- Says from when to when a series is expected, of which units it is made, and what is marked.
---@param s urssaf.Series
---@param one table of `written_series`: its cells by the number of the period
---@param first integer the number of the first period of the grid
---@param last integer
function written_composition.settle(s, one, first, last)
  local start = first_expected(one, first, last)
  local stop = start and next(one.counts) ~= nil and end_of(one, first, last)
  -- else a series begins with its first value; a pseudo-unit in a sum may have one before
  if start and not has_value_before(one, start, first) then
    s.since = s.periods[start - first + 1]
  end
  if stop then s.ends = s.periods[stop - first + 1] end
  if not is_unit(one, first, last) then
    for name, list in pairs(composition_of(one, first, last)) do s[name] = list end
    s.perimeter = perimeter.of_counts(s)
  end
  for _, name in ipairs(MARKS) do s[name] = marks_of(one[name], first) end
end

-- Whether a value is ever expected of a series.
local function is_ever_expected(s)
  for _, count in ipairs(s.expected or {}) do
    if count > 0 then return true end
  end
  return s.expected == nil
end

--- Gives their role to sums of pseudo-units alone: they have values, and none is expected. A file
-- does not say whether these are remainders or adjustments.
---@param list urssaf.Series[] those of a unit share their key
function written_composition.settle_roles(list)
  local is_true, has_values = {}, {}
  for _, s in ipairs(list) do
    is_true[s.key] = is_true[s.key] or is_ever_expected(s)
    has_values[s.key] = has_values[s.key] or next(s.values) ~= nil
  end
  for _, s in ipairs(list) do
    if has_values[s.key] and not is_true[s.key] then s.role = "remainder" end
  end
end

return written_composition
