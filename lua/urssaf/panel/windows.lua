--- Sums, means and last values over windows of consecutive periods, and the units that are in them.
--
-- A window with a missing value has none. What the series adds to a sum over units in such a window
-- stands in its `addends`: for a unit that begins within the window, what it has since then; for a
-- pseudo-unit what there is, since a gap of it makes no sum missing. So sums over units and over
-- time give the same in either order.
local composition = require "urssaf.panel.composition"
local marks = require "urssaf.panel.marks"
local series = require "urssaf.panel.series"
local sums = require "urssaf.base.sums"

local windows = {}

-- ------------------------------------------------------------------ values

-- The sum of so many whole numbers is exact if their squares add up to less than the first: each is
-- less than 2^40 then.
local LARGE, MANY = 2 ^ 80, 2 ^ 12

local number_type = math.type -- Lua 5.3 and later

-- Whether sums of numbers are exact, of which the squares, and what they have beyond whole numbers,
-- add up to so much. To ask this once of a series, and not of each value, takes a tenth of the time
-- off the functions below; so does it that no statement of their loops sets several variables.
local function are_exact(squares, rests) return squares < LARGE and rests == 0 end

-- The sums over windows that each end at the period of their own position, and are each made of the
-- one before, in two thirds of the time; whether none is missing; whether all are exact; and what
-- the values have beyond whole numbers, which is a float if one of them is.
local function rolling_sums(values, frame)
  local length, result = frame.length, composition.slice(values, 1, #frame.starts)
  local sum, count, is_full, is_whole, squares, rests = 0, 0, false, true, 0, 0
  for i = 1, #frame.starts do
    local value = values[i]
    if value then
      sum = sum + value
      squares = squares + (value + 0.0) * value
      rests = rests + value % 1
      if is_full then
        sum = sum - values[i - length]
        result[i] = sum
      else
        count = count + 1
        is_full = count == length
        result[i] = is_full and sum or nil
      end
    else
      sum, count, is_full, is_whole, result[i] = 0, 0, false, false, nil
    end
  end
  return result, is_whole, are_exact(squares, rests), rests
end

-- The same of any windows.
local function window_sums(values, frame)
  local starts, after = frame.starts, frame.length - 1
  local result, is_whole, squares, rests = composition.slice(starts, 1, #starts), true, 0, 0
  for j = 1, frame.from - 1 do result[j] = nil end
  for j = frame.to + 1, #starts do result[j] = nil end
  for j = frame.from, frame.to do
    local sum, first = 0, starts[j]
    for i = first, first + after do
      local value = values[i]
      if not value then
        sum, is_whole = nil, false
        break
      end
      sum = sum + value
      squares = squares + (value + 0.0) * value
      rests = rests + value % 1
    end
    result[j] = sum
  end
  return result, is_whole, are_exact(squares, rests)
end

-- What a rule makes of such sums.
local FROM_EXACT = {}

function FROM_EXACT.sum() end

function FROM_EXACT.mean(result, _, frame)
  local length = frame.length
  for j = frame.from, frame.to do result[j] = result[j] and result[j] / length end
end

function FROM_EXACT.last(result, values, frame)
  local starts, after = frame.starts, frame.length - 1
  for j = frame.from, frame.to do result[j] = result[j] and values[starts[j] + after] end
end

-- The sums over windows, each an integer if all its values are: behind a float a sum that is made
-- of the one before would be none.
local function sums_of(values, frame)
  if not frame.is_rolling then return window_sums(values, frame) end
  local result, is_whole, is_exact, rests = rolling_sums(values, frame)
  if is_exact and number_type and number_type(rests) == "float" then
    return window_sums(values, frame)
  end
  return result, is_whole, is_exact
end

-- The values of windows whose additions are not rounded; and whether these are all.
local function exact_values(s, frame, how)
  if s.low or frame.length > MANY then return {}, false end
  local result, is_whole, is_exact = sums_of(s.values, frame)
  if not is_exact then return {}, false end
  FROM_EXACT[how](result, s.values, frame)
  return result, is_whole
end

-- The sum over a window of what the series adds to a sum over units, what rounding took away, and
-- whether it is a value of its own: none is missing. Nil if it is missing in a sum over units, too.
local function window_sum(s, first, last, is_expected)
  local values, addends, low = s.values, s.addends, s.low
  local sum, rest, has_any, is_value = 0, 0, false, true
  for i = first, last do
    local value = values[i]
    if value == nil and addends and addends[i] ~= nil then value, is_value = addends[i], false end
    if value ~= nil then
      sum, rest = sums.add(sum, rest, value)
      if low and low[i] then rest = rest + low[i] end
      has_any = true
    elseif is_expected(i) then
      return nil
    else
      is_value = false
    end
  end
  if not has_any then return nil end
  local value, lost = sums.finish(sum, rest)
  return value, lost, is_value
end

-- What a rule makes of the sum over a window.
local FINISH = {}

function FINISH.sum(_, _, _, sum, low) return sum, low end

function FINISH.mean(_, first, last, sum) return sum / (last - first + 1) end

function FINISH.last(s, _, last) return series.addend(s, last), s.low and s.low[last] end

-- Adds the windows that have no value yet to the values, or to the addends.
local function add_others(fields, s, frame, how)
  local is_expected, addends, lows = series.expectation(s), {}, {}
  for j = frame.from, frame.to do
    if not fields.values[j] then
      local first, last = frame.starts[j], frame.starts[j] + frame.length - 1
      local sum, low, is_value = window_sum(s, first, last, is_expected)
      local into = is_value and fields.values or addends
      if sum ~= nil then into[j], lows[j] = FINISH[how](s, first, last, sum, low) end
    end
  end
  fields.addends = next(addends) ~= nil and addends or nil
  fields.low = next(lows) ~= nil and lows or nil
end

-- ------------------------------------------------------------------ units

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

-- How the composition of a window is made of that of its periods; and that of a window which is
-- partly outside the grid.
local COMBINE = { coverage = pair_sum, expected = sum, absent = joined, without = joined }
local OUTSIDE = { coverage = { 0, 0 }, expected = 0, absent = "", without = "" }

-- Adds the composition of the windows, of their last period if the rule is "last".
local function add_units(fields, s, frame, how)
  local starts, length = frame.starts, frame.length
  fields.perimeter, fields.members = s.perimeter, s.members
  fields.steps = composition.step(s, { starts = starts, length = length, how = how })
  for name, combine in pairs(COMBINE) do
    local list, result = s[name], {}
    for j = 1, list and #starts or 0 do
      local last = starts[j] + length - 1
      result[j] = OUTSIDE[name]
      if j >= frame.from and j <= frame.to then
        result[j] = how == "last" and list[last] or combine(list, starts[j], last)
      end
    end
    fields[name] = list and result
  end
end

-- ------------------------------------------------------------------ both

---@class urssaf.Frame windows on a grid
---@field starts integer[] the positions at which they begin, in their order
---@field length integer how many periods each has
---@field from integer the first window that is inside the grid
---@field to integer the last one
---@field is_rolling boolean whether each ends at the period of its own position

--- Windows of consecutive periods, all of one length.
---@param starts integer[] the positions at which they begin, in their order
---@param length integer
---@param size integer how many periods the grid has
---@return urssaf.Frame
function windows.frame(starts, length, size)
  local from, to, is_rolling = 1, #starts, #starts == size
  for j, first in ipairs(starts) do is_rolling = is_rolling and first + length - 1 == j end
  while from <= to and starts[from] < 1 do from = from + 1 end
  while to >= from and starts[to] + length - 1 > size do to = to - 1 end
  return { starts = starts, length = length, from = from, to = to, is_rolling = is_rolling }
end

--- Combines windows of consecutive periods. The result is missing if a value is missing, or if a
-- part of the window is outside the grid.
---@param s urssaf.Series
---@param frame urssaf.Frame on its grid
---@param how "sum"|"mean"|"last"
---@return table fields `values`, `addends`, `low` and the composition
---@return boolean is_exact whether no value is rounded, or large
function windows.combine(s, frame, how)
  local values, is_exact = exact_values(s, frame, how)
  -- with room for what is added here and later: see composition.of
  local fields = { values = values, role = s.role, outside = s.outside, span = nil, notes = nil,
    unit = nil, nature = nil, periods = nil, frequency = nil }
  if not is_exact then add_others(fields, s, frame, how) end
  if s.expected or s.coverage then add_units(fields, s, frame, how) end
  marks.windows(fields, s, frame.starts, frame.length)
  return fields, is_exact
end

local function always() return true end

--- The mean over a window; nil if a value is missing.
---@param s urssaf.Series
---@param first integer
---@param last integer
---@return number?
function windows.mean(s, first, last)
  local total, _, is_value = window_sum(s, first, last, always)
  return is_value and total / (last - first + 1) or nil
end

return windows
