--- Scales: the extent of the values, the axis that holds them and its ticks, where a value lies.
local errors = require "urssaf.base.errors"
local numbers = require "urssaf.base.numbers"

local scale = {}

-- ------------------------------------------------------------------ the extent of values

-- The difference of two larger values may overflow; so may what is divided by a smaller one.
local LARGEST, SMALLEST = 1e300, 1e-300

local function refuse(s, value, period)
  errors.misuse("%s of %s cannot be drawn: %s", period, s.measure, numbers.shown(value))
end

---@class urssaf.chart.Extent
---@field low number the lowest value
---@field low_at string its period
---@field high number the highest value
---@field high_at string its period
---@field count integer how many values there are
---@field has_outliers boolean? whether values so far from the rest are left out that the chart is
-- to mark them

--- The extent of the values of a list of series; nil if there is no value. Raises if a value cannot
-- be drawn: infinite, not a number, or beyond 1e300.
---@param list urssaf.Series[]
---@return urssaf.chart.Extent?
function scale.extent(list)
  local extent
  for _, s in ipairs(list) do
    local values, periods = s.values, s.periods
    for i = 1, #periods do
      local value = values[i]
      if value ~= nil then
        if not (value >= -LARGEST and value <= LARGEST) then refuse(s, value, periods[i]) end
        extent = extent or { low = value, low_at = periods[i], high = value,
          high_at = periods[i], count = 0 }
        extent.count = extent.count + 1
        if value < extent.low then extent.low, extent.low_at = value, periods[i] end
        if value > extent.high then extent.high, extent.high_at = value, periods[i] end
      end
    end
  end
  return extent
end

-- ------------------------------------------------------------------ the axis

local STEPS = { 1, 2, 5, 10 }

--- The smallest step of 1, 2 or 5 times a power of ten that divides a span into at most so many
-- intervals.
---@param span number above zero
---@param most number of intervals
---@return number
function scale.step(span, most)
  local least = span / most
  local power = 10 ^ math.floor(math.log(least) / math.log(10))
  if power == 0 then return least end
  for _, factor in ipairs(STEPS) do
    -- a rounding error in `least` must not lead to a larger step
    if factor * power >= least * (1 - 1e-9) then return factor * power end
  end
  return 10 * power
end

-- Below this share of the values, doubles are too coarse for a span to be divided.
local FINEST = 1e-12

-- The span of the values, widened if it is too small to be divided.
local function widened(low, high)
  if high - low > FINEST * math.max(math.abs(low), math.abs(high)) then return low, high end
  if low == 0 and high == 0 then return 0, 1 end
  local half = math.abs(high) / 10
  return low - half, high + half
end

-- An outermost interval of which the values fill less than LEAST is left off, unless it ends at
-- zero; the axis then ends at the outermost value, plus a MARGIN.
local LEAST, MARGIN = 0.4, 0.03

local function trimmed(first, last, low, high, step)
  local margin = (high - low) * MARGIN
  local bottom, top = first * step, last * step
  if first ~= 0 and last - first > 1 and (first + 1) * step - low < LEAST * step then
    first, bottom = first + 1, low - margin
  end
  if last ~= 0 and last - first > 1 and high - (last - 1) * step < LEAST * step then
    last, top = last - 1, high + margin
  end
  return first, last, bottom, top
end

--- An axis that holds all values from `low` to `high`.
---@param low number
---@param high number
---@param most integer about how many intervals it has
---@param least number? the smallest step allowed: 1 if the values are counts
---@return table axis { low, high, step, ticks }: its ends; its ticks, from below
function scale.axis(low, high, most, least)
  low, high = widened(low, high)
  local step = math.max(scale.step(high - low, most), least or 0)
  local first, last, bottom, top = trimmed(math.floor(low / step + 1e-9),
    math.ceil(high / step - 1e-9), low, high, step)
  local ticks = {}
  for k = first, last do ticks[#ticks + 1] = k * step end
  -- rounding may put an outermost tick just inside the value it should hold
  return { low = math.min(bottom, low), high = math.max(top, high), step = step, ticks = ticks }
end

--- A function that maps values of an axis to coordinates; one beyond an end, to that end.
---@param axis table with `low` and `high`
---@param from number the coordinate of `low`
---@param to number the coordinate of `high`
---@return fun(value: number): number
function scale.linear(axis, from, to)
  local per_unit = (to - from) / math.max(axis.high - axis.low, SMALLEST)
  return function(value)
    return from + (math.max(axis.low, math.min(value, axis.high)) - axis.low) * per_unit
  end
end

-- If the value nearest to zero is beyond this share of the farthest, an axis from zero would be
-- mostly empty.
local FLAT = 0.6

--- Whether an axis includes zero: that of growths always does, that of levels unless all values
-- lie far from it.
---@param low number
---@param high number
---@param is_signed boolean whether the values are growths or changes
---@return boolean
function scale.has_zero(low, high, is_signed)
  if is_signed or low == high or low <= 0 and high >= 0 then return true end
  local near, far = math.min(math.abs(low), math.abs(high)), math.max(math.abs(low), math.abs(high))
  return near < FLAT * far
end

return scale
