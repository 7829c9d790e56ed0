--- Compresses bytes as RFC 1951 has it ("deflate"), with the fixed codes, in one block. It is for
-- texts that repeat themselves, such as the rows of a table.
local deflated = {}

local byte, char, floor, sub = string.byte, string.char, math.floor, string.sub
local unpack = table.unpack or unpack -- luacheck: ignore 113 143

-- ------------------------------------------------------------------ codes

-- A Huffman code is written from its highest bit on, all else from its lowest.
local function reversed(code, size)
  local result = 0
  for _ = 1, size do
    result = result * 2 + code % 2
    code = floor(code / 2)
  end
  return result
end

-- The code of a literal or a length, and its size in bits (RFC 1951, section 3.2.6).
local function fixed_code(symbol)
  if symbol < 144 then return reversed(48 + symbol, 8), 8 end
  if symbol < 256 then return reversed(400 + symbol - 144, 9), 9 end
  if symbol < 280 then return reversed(symbol - 256, 7), 7 end
  return reversed(192 + symbol - 280, 8), 8
end

local function literals()
  local codes, sizes = {}, {}
  for symbol = 0, 255 do codes[symbol], sizes[symbol] = fixed_code(symbol) end
  return codes, sizes
end

local LONGEST, FARTHEST = 258, 32768

-- The codes of lengths with their further bits: the first symbols stand for one length each, then
-- each four for twice as many as those before; 258 has the last one for itself.
local function lengths()
  local codes, sizes, length = {}, {}, 3
  for symbol = 257, 284 do
    local extra = symbol < 265 and 0 or floor((symbol - 261) / 4)
    local code, size = fixed_code(symbol)
    for more = 0, 2 ^ extra - 1 do
      codes[length], sizes[length] = floor(code + more * 2 ^ size), size + extra
      length = length + 1
    end
  end
  codes[LONGEST], sizes[LONGEST] = fixed_code(285)
  return codes, sizes
end

-- The symbols of distances: the first distance of each, and how many further bits it has.
local function distances()
  local bases, extras, base = {}, {}, 1
  for symbol = 0, 29 do
    bases[symbol], extras[symbol] = base, math.max(0, floor(symbol / 2) - 1)
    base = floor(base + 2 ^ extras[symbol])
  end
  return bases, extras
end

-- The codes of distances with their further bits, and their numbers of bits, found when they are
-- first asked for.
local function distance_codes()
  local bases, extras = distances()
  local codes, sizes = {}, {}
  return setmetatable(codes, { __index = function(_, distance)
    local low, high = 0, 29
    while low < high do
      local middle = floor((low + high + 1) / 2)
      if bases[middle] <= distance then low = middle else high = middle - 1 end
    end
    sizes[distance] = 5 + extras[low]
    codes[distance] = floor(reversed(low, 5) + (distance - bases[low]) * 32)
    return codes[distance]
  end }), sizes
end

-- ------------------------------------------------------------------ bits

local POWERS = {}
for i = 0, 15 do POWERS[i] = floor(2 ^ i) end

-- How many bytes become a string at once.
local AT_ONCE = 128

-- A function that adds bits, the lowest first and no more than 36 of them, and one that gives the
-- bytes of all of them.
local function bit_writer()
  local chunks, bytes, filled, held, count = {}, {}, 0, 0, 0
  local function put(bits, size)
    held, count = held + bits * POWERS[count], count + size
    while count >= 16 do
      local low, lowest = held % 65536, held % 256
      bytes[filled + 1], bytes[filled + 2] = lowest, (low - lowest) / 256
      held, count, filled = (held - low) / 65536, count - 16, filled + 2
      if filled == AT_ONCE then
        chunks[#chunks + 1], filled = char(unpack(bytes, 1, filled)), 0
      end
    end
  end
  return put, function()
    for _ = 1, math.ceil(count / 8) do
      filled = filled + 1
      bytes[filled] = held % 256
      held = floor(held / 256)
    end
    return table.concat(chunks) .. char(unpack(bytes, 1, filled))
  end
end

-- ------------------------------------------------------------------ repetitions

local SEEN = 5 -- how many bytes have to be the same for a repetition

-- How many bytes from `a` and from `b` on are the same.
local function common_length(text, a, b)
  local size, most = SEEN, math.min(LONGEST, #text - b + 1)
  while size + 4 <= most do
    local p, q, r, s = byte(text, a + size, a + size + 3)
    local t, u, v, w = byte(text, b + size, b + size + 3)
    if p ~= t then return size end
    if q ~= u then return size + 1 end
    if r ~= v then return size + 2 end
    if s ~= w then return size + 3 end
    size = size + 4
  end
  while size < most and byte(text, a + size) == byte(text, b + size) do size = size + 1 end
  return size
end

-- A function that gives the last place of a key that is near enough, and remembers the one at hand.
-- What is too far away for a repetition is forgotten.
local function memory()
  local recent, older, next_change = {}, {}, FARTHEST
  return function(key, at)
    if at > next_change then
      recent, older, next_change = {}, recent, at + FARTHEST
    end
    local before = recent[key] or older[key]
    recent[key] = at
    return before and at - before <= FARTHEST and before or nil
  end
end

-- Only places where a literal or a repetition begins are remembered: enough for rows, whose
-- repetitions begin in the same columns.
local function put_all(text, put)
  local codes, sizes = literals()
  local length_codes, length_sizes = lengths()
  local distance_code, distance_sizes = distance_codes()
  local remembered, at = memory(), 1
  while at <= #text do
    local key = sub(text, at, at + SEEN - 1)
    local before, size = remembered(key, at), 1
    if before and #key == SEEN then
      size = common_length(text, before, at)
      local distance, length_size = at - before, length_sizes[size]
      -- a length has up to 13 bits, a distance up to 18
      put(length_codes[size] + distance_code[distance] * POWERS[length_size],
        length_size + distance_sizes[distance])
    else
      local literal = byte(text, at)
      put(codes[literal], sizes[literal])
    end
    at = at + size
  end
end

--- Compresses some bytes.
---@param text string
---@return string
function deflated.of(text)
  local put, bytes = bit_writer()
  put(3, 3) -- the last block, of fixed codes
  put_all(text, put)
  put(fixed_code(256))
  return bytes()
end

return deflated
