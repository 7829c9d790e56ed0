--- Where values stand on an axis: its span, its ticks, a value's place.
local scale = {}

local STEPS = { 1, 2, 5, 10 }

--- The step of 1, 2 or 5 times a power of ten with which a span has at most so many intervals.
---@param span number above zero
---@param most number how many
---@return number
function scale.step(span, most)
  local least = span / most
  local power = 10 ^ math.floor(math.log(least) / math.log(10))
  if power == 0 then return least end
  for _, factor in ipairs(STEPS) do
    -- what rounding adds is no reason for a larger step
    if factor * power >= least * (1 - 1e-9) then return factor * power end
  end
  return 10 * power
end

-- Far from zero, doubles have no steps as small as that.
local FINEST = 1e-12

-- A span that has a width, round the values there are.
local function widened(low, high)
  if high - low > FINEST * math.max(math.abs(low), math.abs(high)) then return low, high end
  if low == 0 and high == 0 then return 0, 1 end
  local half = math.abs(high) / 10
  return low - half, high + half
end

-- An outermost interval with less in it than this share is left off; zero never is.
local LEAST, MARGIN = 0.4, 0.03

-- Where the axis ends: at its outermost tick, or, if that is far from all values, near these.
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

--- The ticks of an axis that holds all values from `low` to `high`.
---@param low number
---@param high number
---@param most integer about how many intervals
---@param least number? the smallest step: 1 of what is counted
---@return table axis { low, high, step, ticks }: its ends and its ticks, from below
function scale.axis(low, high, most, least)
  low, high = widened(low, high)
  local step = math.max(scale.step(high - low, most), least or 0)
  local first, last, bottom, top = trimmed(math.floor(low / step + 1e-9),
    math.ceil(high / step - 1e-9), low, high, step)
  local ticks = {}
  for k = first, last do ticks[#ticks + 1] = k * step end
  -- a multiple of the step may be a hair's breadth beyond the value it stands for
  return { low = math.min(bottom, low), high = math.max(top, high), step = step, ticks = ticks }
end

--- A function that gives a value's place between two coordinates.
---@param axis table with `low` and `high`
---@param from number the coordinate of `low`
---@param to number the coordinate of `high`
---@return fun(value: number): number
function scale.linear(axis, from, to)
  local per_unit = (to - from) / (axis.high - axis.low)
  return function(value) return from + (value - axis.low) * per_unit end
end

-- Where levels all lie in the upper part of an axis from zero, it would show little but the gap.
local FLAT = 0.6

--- Whether zero is on an axis: on that of growths always, on that of levels unless all of them lie
-- far from it, and nearer to each other.
---@param low number
---@param high number
---@param is_signed boolean of growths and changes
---@return boolean
function scale.has_zero(low, high, is_signed)
  if is_signed or low == high or low <= 0 and high >= 0 then return true end
  local near, far = math.min(math.abs(low), math.abs(high)), math.max(math.abs(low), math.abs(high))
  return near < FLAT * far
end

return scale
