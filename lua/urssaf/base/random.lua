--- Numbers by chance, from a generator of one's own: the host's `math.random` is the host's to seed
-- and to count on. Lehmer's, with Park and Miller's multiplier; good for pauses and for names of
-- folders, not for secrets.
local random = {}

local MODULUS, MULTIPLIER = 2147483647, 16807

-- Something that differs between processes that start at the same moment: where memory is.
local function seed()
  local address = tonumber(tostring({}):match("%x%x%x%x%x%x%x?%x?$") or "1", 16)
  local clock = os and os.clock and os.clock() * 1e6 or 0
  local time = os and os.time and os.time() or 0
  return math.floor(address + clock + time * 1009) % (MODULUS - 1) + 1
end

--- A generator.
---@return function next returns a number above 0 and below 1
function random.new()
  local state = seed()
  return function()
    state = state * MULTIPLIER % MODULUS
    return state / MODULUS
  end
end

return random
