--- Reproducible variety for the sample data: the same arguments give the same number on every
-- machine and every Lua, which math.random does not promise.

local MODULUS = 2147483647 -- 2^31 - 1; the products below stay under 2^53, exact as floats too

local function mix(state, x)
  return (state * 48271 + x * 69621 + 12345) % MODULUS
end

-- A number in [-1, 1) for up to three small non-negative integers.
local function noise(a, b, c)
  local state = mix(mix(mix(1031, a), b or 0), c or 0)
  return mix(mix(state, 7), 11) / MODULUS * 2 - 1
end

return noise
