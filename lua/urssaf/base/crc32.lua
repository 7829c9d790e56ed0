--- CRC-32 of ISO 3309, as zip and gzip have it: by the C module where it can be loaded, else in
-- Lua.
--
-- The Luas that the library runs on share no operators on bits. So the checksum is held as four
-- bytes, and a table has the exclusive or of each pair of them.
local errors = require "urssaf.base.errors"

local crc32 = {}

local floor = math.floor

-- At `a * 256 + b` the exclusive or of two bytes, made from that of their halves.
local function exclusive_ors()
  local of, size = { [0] = 0 }, 1
  while size < 256 do
    for a = 0, size - 1 do
      for b = 0, size - 1 do
        local low = of[a * 256 + b]
        of[(a + size) * 256 + b], of[a * 256 + b + size] = low + size, low + size
        of[(a + size) * 256 + b + size] = low
      end
    end
    size = size * 2
  end
  return of
end

local POLYNOMIAL = { 0x20, 0x83, 0xB8, 0xED } -- 0xEDB88320, its lowest byte first

-- The four bytes, the lowest first, that each byte stands for: a table for each of the four.
local function remainders(xor)
  local of = { {}, {}, {}, {} }
  for index = 0, 255 do
    local bytes = { index, 0, 0, 0 }
    for _ = 1, 8 do
      local is_odd, carry = bytes[1] % 2 == 1, 0
      for k = 4, 1, -1 do
        local byte = bytes[k]
        bytes[k] = carry * 128 + floor(byte / 2)
        carry = byte % 2
        if is_odd then bytes[k] = xor[bytes[k] * 256 + POLYNOMIAL[k]] end
      end
    end
    for k = 1, 4 do of[k][index] = bytes[k] end
  end
  return of
end

--- The checksum computed in Lua.
---@param bytes string
---@return integer
function crc32.in_lua(bytes)
  local xor = exclusive_ors()
  local r = remainders(xor)
  local r1, r2, r3, r4 = r[1], r[2], r[3], r[4]
  local a, b, c, d = 255, 255, 255, 255
  for i = 1, #bytes do
    local k = xor[a * 256 + bytes:byte(i)]
    a, b, c, d = xor[b * 256 + r1[k]], xor[c * 256 + r2[k]], xor[d * 256 + r3[k]], r4[k]
  end
  return (255 - a) + (255 - b) * 256 + (255 - c) * 65536 + (255 - d) * 16777216
end

--- The checksum of some bytes.
---@param bytes string
---@return integer from 0 to 2^32 - 1
function crc32.of(bytes)
  local is_there, checksum = errors.try(require, "urssaf.checksum")
  return is_there and checksum.crc32(bytes) or crc32.in_lua(bytes)
end

return crc32
