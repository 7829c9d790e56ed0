--- Sums that do not depend on the order of what is added up.
--
-- Each addition of decimals is rounded. What rounding takes away is added up beside the sum
-- (Knuth's two-sum), and joins it at the end. So a sum is the double next to the exact one, in any
-- order and however it is divided into partial sums, as long as the largest partial sum is less
-- than some 10^13 times the smallest value; beyond that it is off by some units of the 30th digit
-- at most, before it is rounded to a double. Sums of integers stay integers.
local summation = {}

--- Adds a value to a sum.
---@param sum number 0 at first
---@param rest number what rounding has taken away so far, 0 at first
---@param value number
---@return number sum
---@return number rest
function summation.add(sum, rest, value)
  local after = sum + value
  local added = after - sum
  return after, rest + ((sum - (after - added)) + (value - added))
end

--- A sum as one number, and what is left of it beyond that number.
---@param sum number
---@param rest number
---@return number value
---@return number? low nil if nothing is left
function summation.finish(sum, rest)
  if rest ~= rest then return sum end -- the sum is infinite
  local value = sum + rest
  local low = rest - (value - sum)
  if low ~= 0 then return value, low end
  return value
end

return summation
