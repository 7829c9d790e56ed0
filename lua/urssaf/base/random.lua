--- Random numbers that leave `math.random` alone: the host may have seeded it, and rely on its
-- sequence. The generator is Lehmer's, with Park and Miller's multiplier: good enough for pauses
-- and names of folders, not for secrets.
local random = {}

local MODULUS, MULTIPLIER = 2147483647, 16807

-- From the time, the CPU time, and the address of a table, which differs even between processes
-- that start at the same moment.
local function seed()
  local address = tonumber(tostring({}):match("%x%x%x%x%x%x%x?%x?$") or "1", 16)
  local has_os = rawget(_G, "os") ~= nil
  local clock = has_os and os.clock and os.clock() * 1e6 or 0
  local time = has_os and os.time and os.time() or 0
  return math.floor(address + clock + time * 1009) % (MODULUS - 1) + 1
end

--- Makes a generator.
---@return function next returns a number above 0 and below 1
function random.new()
  local state = seed()
  return function()
    state = state * MULTIPLIER % MODULUS
    return state / MODULUS
  end
end

return random
