--- Sums, means and last values over windows of consecutive periods, and the units that are in them.
--
-- A window with a missing value has none. What the series adds to a sum over units in such a window
-- stands in its `addends`: for a unit that begins within the window, what it has since then; for a
-- pseudo-unit what there is, since a gap of it makes no sum missing. So sums over units and over
-- time give the same in either order.
local composition = require "urssaf.panel.composition"
local marks = require "urssaf.panel.marks"
local numbers = require "urssaf.base.numbers"
local series = require "urssaf.panel.series"
local sums = require "urssaf.base.sums"

local windows = {}

-- ------------------------------------------------------------------ values

-- Sums of fewer and smaller whole numbers than these are exact.
local LARGE, MANY = numbers.integer(2 ^ 40), 2 ^ 12

-- The sums over the windows from one to another where no addition is rounded, as in most series,
-- which are of small whole numbers; and whether none is missing. Nil if a value is not such a
-- number. A window that begins a period after another is made of that, which takes a third of the
-- time off rolling(4).
local function exact_sums(values, starts, length, from, to)
  local result, is_whole, sum, following, top, bottom = {}, true, nil, nil, LARGE, -LARGE
  for j = 1, from - 1 do result[j] = 0 end -- Lua fills a list from 1 on in half the time
  for j = from, to do
    local first = starts[j]
    local last = first + length - 1
    local value = first == following and values[last]
    if value and sum and value < top and value > bottom and value % 1 == 0 then
      sum = sum - values[first - 1] + value
    else
      sum = 0
      for i = first, last do
        value = values[i]
        if not value then
          sum, is_whole = nil, false
          break
        elseif value > top or value < bottom or value % 1 ~= 0 then
          return nil
        end
        sum = sum + value
      end
    end
    result[j], following = sum, first + 1
  end
  for j = 1, from - 1 do result[j] = nil end
  return result, is_whole
end

-- What a rule makes of such sums.
local FROM_EXACT = {}

function FROM_EXACT.sum() end

function FROM_EXACT.mean(result, _, _, length, from, to)
  for j = from, to do result[j] = result[j] and result[j] / length end
end

function FROM_EXACT.last(result, values, starts, length, from, to)
  for j = from, to do result[j] = result[j] and values[starts[j] + length - 1] end
end

-- The values of windows whose additions are not rounded; and whether these are all.
local function exact_values(s, starts, length, how, from, to)
  if s.low or length > MANY then return {}, false end
  local result, is_whole = exact_sums(s.values, starts, length, from, to)
  if not result then return {}, false end
  FROM_EXACT[how](result, s.values, starts, length, from, to)
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
local function add_others(fields, s, starts, length, how, from, to)
  local is_expected, addends, lows = series.expectation(s), {}, {}
  for j = from, to do
    if not fields.values[j] then
      local first, last = starts[j], starts[j] + length - 1
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
local function add_units(fields, s, starts, length, how, from, to)
  fields.perimeter, fields.members = s.perimeter, s.members
  fields.steps = composition.step(s, { starts = starts, length = length, how = how })
  for name, combine in pairs(COMBINE) do
    local list, result = s[name], {}
    for j = 1, list and #starts or 0 do
      local last = starts[j] + length - 1
      result[j] = OUTSIDE[name]
      if j >= from and j <= to then
        result[j] = how == "last" and list[last] or combine(list, starts[j], last)
      end
    end
    fields[name] = list and result
  end
end

-- ------------------------------------------------------------------ both

-- The first and the last window that is inside the grid.
local function inside(starts, length, size)
  local from, to = 1, #starts
  while from <= to and starts[from] < 1 do from = from + 1 end
  while to >= from and starts[to] + length - 1 > size do to = to - 1 end
  return from, to
end

--- Combines windows of consecutive periods. The result is missing if a value is missing, or if a
-- part of the window is outside the grid.
---@param s urssaf.Series
---@param starts integer[] the positions at which the windows begin, in their order
---@param length integer
---@param how "sum"|"mean"|"last"
---@return table fields `values`, `addends`, `low` and the composition
---@return boolean is_exact whether no value is rounded, or large
function windows.combine(s, starts, length, how)
  local from, to = inside(starts, length, #s.periods)
  local values, is_exact = exact_values(s, starts, length, how, from, to)
  local fields = { values = values, role = s.role, outside = s.outside }
  if not is_exact then add_others(fields, s, starts, length, how, from, to) end
  if s.expected or s.coverage then add_units(fields, s, starts, length, how, from, to) end
  marks.windows(fields, s, starts, length)
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
