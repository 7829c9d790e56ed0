--- Sums, means and last values over windows of consecutive periods.
--
-- A window with a missing value has none. What the series adds to a sum over units in such a window
-- stands in its `addends`: for a unit that begins within the window, what it has since then; for a
-- pseudo-unit what there is. So sums over units and over time give the same in either order.
local composition = require "urssaf.panel.composition"
local marks = require "urssaf.panel.marks"
local pseudo_gaps = require "urssaf.panel.pseudo_gaps"
local series = require "urssaf.panel.series"
local sums = require "urssaf.base.sums"

local windows = {}

-- Sums of fewer and smaller whole numbers than these are exact.
local LARGE, MANY = 2 ^ 40, 2 ^ 12

-- Whether no addition of the series' values is rounded: most series are of whole numbers.
local function is_exact(s, length)
  if s.low or length > MANY then return false end
  local values, top, bottom = s.values, LARGE, -LARGE
  for i = 1, #s.periods do
    local value = values[i]
    if value and (value > top or value < bottom or value % 1 ~= 0) then return false end
  end
  return true
end

-- The sum over each window, as `rounded_sum`, of a series whose additions are not rounded; nothing
-- where a value is missing.
local function exact_sums(values, starts, length)
  local result, before = {}, 0
  while starts[before + 1] and starts[before + 1] < 1 do
    before = before + 1
    result[before] = 0 -- Lua fills a list from 1 on in half the time
  end
  for j = before + 1, #starts do
    local first, sum = starts[j], 0
    for i = first, first + length - 1 do
      local value = values[i]
      if not value then
        sum = nil
        break
      end
      sum = sum + value
    end
    result[j] = sum
  end
  for j = 1, before do result[j] = nil end
  return result
end

-- What a rule makes of such sums.
local FROM_EXACT = {}

function FROM_EXACT.sum(result) return result end

function FROM_EXACT.mean(result, _, starts, length)
  for j = 1, #starts do
    if result[j] then result[j] = result[j] / length end
  end
  return result
end

function FROM_EXACT.last(result, values, starts, length)
  for j = 1, #starts do
    if result[j] then result[j] = values[starts[j] + length - 1] end
  end
  return result
end

local function exact_values(s, starts, length, how)
  if not is_exact(s, length) then return {} end
  local result = exact_sums(s.values, starts, length)
  return FROM_EXACT[how](result, s.values, starts, length)
end

-- The sum over a window, and what rounding took away; nil if a value is missing.
local function rounded_sum(s, first, last)
  local values, low, sum, rest = s.values, s.low, 0, 0
  for i = first, last do
    local value = values[i]
    if value == nil then return nil end
    sum, rest = sums.add(sum, rest, value)
    if low and low[i] then rest = rest + low[i] end
  end
  return sums.finish(sum, rest)
end

-- The same over what the series adds to a sum over units; nil if it is missing in such a sum.
local function addend_of(s, first, last, is_expected)
  local sum, rest, any = 0, 0, false
  for i = first, last do
    local value = series.addend(s, i)
    if value == nil and is_expected(i) then return nil end
    if value ~= nil then
      sum, rest = sums.add(sum, rest, value)
      rest, any = rest + (s.low and s.low[i] or 0), true
    end
  end
  if any then return sums.finish(sum, rest) end
end

-- The sum of a pseudo-unit, of which a gap counts as zero.
local function with_gaps(s, first, last)
  return rounded_sum({ values = pseudo_gaps.values(s, first, last), low = s.low }, first, last)
end

-- What a rule makes of the sum over a window.
local FINISH = {}

function FINISH.sum(_, _, _, sum, low) return sum, low end

function FINISH.mean(_, first, last, sum) return sum / (last - first + 1) end

function FINISH.last(s, _, last)
  return series.addend(s, last), s.low and s.low[last]
end

--- Combines windows of consecutive periods. The result is missing if a value is missing, or if a
-- part of the window is outside the grid.
---@param s urssaf.Series
---@param starts integer[] the positions at which the windows begin
---@param length integer
---@param how "sum"|"mean"|"last"
---@return table fields `values`, `addends`, `low` and the composition
function windows.combine(s, starts, length, how)
  local fields = composition.windows(s, starts, length, how)
  local values, addends, lows, is_expected = exact_values(s, starts, length, how), {}, {}, nil
  local size = #s.periods
  for j = 1, #starts do
    local first, last = starts[j], starts[j] + length - 1
    if not values[j] and first >= 1 and last <= size then
      local into, sum, low = values, rounded_sum(s, first, last)
      if sum == nil and s.counts_at then
        sum, low = with_gaps(s, first, last)
      end
      if sum == nil then
        is_expected = is_expected or series.expectation(s)
        into, sum, low = addends, addend_of(s, first, last, is_expected)
      end
      if sum ~= nil then into[j], lows[j] = FINISH[how](s, first, last, sum, low) end
    end
  end
  fields.values = values
  fields.addends = next(addends) ~= nil and addends or nil
  fields.low = next(lows) ~= nil and lows or nil
  marks.windows(fields, s, starts, length)
  fields.steps = composition.step(s, { starts = starts, length = length, how = how })
  return fields
end

--- The mean over a window; nil if a value is missing.
---@param s urssaf.Series
---@param first integer
---@param last integer
---@return number?
function windows.mean(s, first, last)
  local sum = rounded_sum(s, first, last)
  return sum and sum / (last - first + 1)
end

return windows
