--- Sums that neither wrap around nor depend on the order of what is added up.
--
-- Lua 5.3 and later add integers of 64 bits, and go on below zero beyond the largest; a double
-- keeps whole numbers below 2^53 exactly, and rounds larger ones. Each addition of decimals is
-- rounded, too: what rounding takes away is added up beside the sum (Knuth's two-sum), and joins it
-- at the end. So a sum is the double next to the exact one, in any order and however it is divided
-- into partial sums, as long as the largest partial sum is less than some 10^13 times the smallest
-- value; beyond that it is off by some units of the 30th digit at most, before it is rounded to a
-- double. Sums of integers stay integers below 2^53.
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
function sums.plus(a, b)
  if is_exact(a) and is_exact(b) and is_exact(a + b) then return a + b end
  return a + 0.0 + b
end

--- The difference of two numbers, which does not wrap around either: exact below 2^53, else a
-- float.
---@param a number
---@param b number
---@return number
function sums.difference(a, b)
  if is_exact(a) and is_exact(b) and is_exact(a - b) then return a - b end
  return a + 0.0 - b
end

--- Adds a value to a sum.
---@param sum number 0 at first
---@param rest number what rounding has taken away so far, 0 at first
---@param value number
---@return number sum
---@return number rest
function sums.add(sum, rest, value)
  local after = sum + value
  if not is_exact(after) then
    sum, value = sum + 0.0, value + 0.0
    after = sum + value
  end
  local added = after - sum
  return after, rest + ((sum - (after - added)) + (value - added))
end

--- A sum as one number, and what is left of it beyond that number.
---@param sum number
---@param rest number
---@return number value
---@return number? low nil if nothing is left
function sums.finish(sum, rest)
  if rest ~= rest then return sum end -- the sum is infinite
  local value = sum + rest
  local low = rest - (value - sum)
  if low ~= 0 then return value, low end
  return value
end

--- The sum of what a function gives for the elements of a list, missing values left out.
---@param list any[]
---@param value_of fun(element: any): number?, number? a value, and what rounding took away from it
---@return number
function sums.of(list, value_of)
  local sum, rest = 0, 0
  for _, one in ipairs(list) do
    local value, low = value_of(one)
    if value ~= nil then
      sum, rest = sums.add(sum, rest, value)
      rest = rest + (low or 0)
    end
  end
  return (sums.finish(sum, rest))
end

return sums
