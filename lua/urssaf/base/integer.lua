--- Whole numbers as integers, on every Lua: 12.0 becomes 12 where Lua tells them apart.
local floor, tointeger = math.floor, math.tointeger

--- The integer equal to a number, nil if there is none (or a double cannot hold it exactly).
---@param number any
---@return integer?
return function(number)
  if type(number) ~= "number" or number ~= floor(number) then return nil end
  if number <= -2 ^ 53 or number >= 2 ^ 53 then return nil end
  return tointeger and tointeger(number) or number
end
