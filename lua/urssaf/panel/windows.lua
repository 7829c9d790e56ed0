--- Sums, means and last values over windows of consecutive periods.
--
-- A window with a missing value has none. What the series adds to a sum over units in such a window
-- stands in its `addends`: for a unit that begins within the window, what it has since then; for a
-- pseudo-unit what there is. So sums over units and over time give the same in either order.
local composition = require "urssaf.panel.composition"
local pseudo_gaps = require "urssaf.panel.pseudo_gaps"
local series = require "urssaf.panel.series"
local sums = require "urssaf.base.sums"

local windows = {}

-- Sums of fewer and smaller whole numbers than these are exact.
local LARGE, MANY = 2 ^ 40, 2 ^ 12

-- Whether no addition of the series' values is rounded: most series are of whole numbers.
local function is_exact(s, length)
  if s.low or length > MANY then return false end
  local values = s.values
  for i = 1, #s.periods do
    local value = values[i]
    if value ~= nil and (value % 1 ~= 0 or value > LARGE or value < -LARGE) then return false end
  end
  return true
end

local function exact_sum(s, first, last)
  local values, sum = s.values, 0
  for i = first, last do
    local value = values[i]
    if value == nil then return nil end
    sum = sum + value
  end
  return sum
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
  local fields = composition.windows(s, starts, length)
  local values, addends, lows, is_expected = {}, {}, {}, nil
  local sum_of = is_exact(s, length) and exact_sum or rounded_sum
  for j, first in ipairs(starts) do
    local last = first + length - 1
    if first >= 1 and last <= #s.periods then
      local into, sum, low = values, sum_of(s, first, last)
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
  fields.filled = composition.marks_of(fields.filled, values)
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
