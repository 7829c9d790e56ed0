--- Sums that never wrap around. Lua 5.3 and later add integers of 64 bits, and go on below zero
-- beyond the largest; a double keeps whole numbers below 2^53 exactly, and rounds larger ones.
local sums = {}

local EXACT_BELOW = 2 ^ 53

--- From here on a figure may be rounded: not all its digits are kept.
sums.ROUNDED_FROM = EXACT_BELOW

-- Whether whole numbers of this size are told apart by one.
local function is_exact(value) return value < EXACT_BELOW and value > -EXACT_BELOW end

--- The sum of two numbers: exact below 2^53, else a float.
---@param a number
---@param b number
---@return number
function sums.add(a, b)
  if is_exact(a) and is_exact(b) and is_exact(a + b) then return a + b end
  return a + 0.0 + b
end

--- The difference of two numbers, which does not wrap around either.
---@param a number
---@param b number
---@return number
function sums.difference(a, b)
  if is_exact(a) and is_exact(b) and is_exact(a - b) then return a - b end
  return a + 0.0 - b
end

--- The sum of a list, from a position to another; nil if one of them is missing.
---@param values number[]
---@param first integer
---@param last integer
---@return number?
function sums.of(values, first, last)
  local sum = 0
  for i = first, last do
    local value = values[i]
    if value == nil then return nil end
    local more = sum + value
    -- what wrapped around is far outside, since the sum before is small or a float
    if not (more < EXACT_BELOW and more > -EXACT_BELOW) then more = sum + 0.0 + value end
    sum = more
  end
  return sum
end

return sums
