-- A pseudo-random number, at least -1 and below 1, that depends on the arguments alone: the same on
-- every machine and every Lua. They are integers, small and not negative.

local MODULUS = 2147483647 -- 2^31 - 1: the products below stay under 2^53, exact as floats too

local function mix(state, x)
  return (state * 48271 + x * 69621 + 12345) % MODULUS
end

-- The step that is no straight line: without it, units would always differ by the same amount.
local function bend(state)
  return state * (state % 4093 + 1) % MODULUS
end

return function(a, b, c)
  local state = bend(mix(bend(mix(bend(mix(1031, a)), b)), c))
  return mix(state, 7) / MODULUS * 2 - 1
end
