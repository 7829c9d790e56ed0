--- Compresses bytes as RFC 1951 has it ("deflate"), with the fixed codes, in one block. It is for
-- texts that repeat themselves, such as the rows of a table.
local deflated = {}

local byte, char, floor, sub = string.byte, string.char, math.floor, string.sub

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

-- A function that gives the code of a distance with its further bits, and their number.
local function distance_coder()
  local bases, extras = distances()
  return function(distance)
    local low, high = 0, 29
    while low < high do
      local middle = floor((low + high + 1) / 2)
      if bases[middle] <= distance then low = middle else high = middle - 1 end
    end
    return floor(reversed(low, 5) + (distance - bases[low]) * 32), 5 + extras[low]
  end
end

-- ------------------------------------------------------------------ bits

-- A function that adds bits, the lowest first, and one that gives the bytes of all of them.
local function bit_writer()
  local chunks, held, count = {}, 0, 0
  local function put(bits, size)
    held, count = held + bits * 2 ^ count, count + size
    while count >= 16 do
      local low = held % 65536
      chunks[#chunks + 1] = char(low % 256, floor(low / 256))
      held, count = (held - low) / 65536, count - 16
    end
  end
  return put, function()
    for _ = 1, math.ceil(count / 8) do
      chunks[#chunks + 1] = char(held % 256)
      held = floor(held / 256)
    end
    return table.concat(chunks)
  end
end

-- ------------------------------------------------------------------ repetitions

local SEEN = 5 -- how many bytes have to be the same for a repetition

-- How many bytes from `a` and from `b` on are the same.
local function common_length(text, a, b)
  local size, most = SEEN, math.min(LONGEST, #text - b + 1)
  while size + 16 <= most
    and sub(text, a + size, a + size + 15) == sub(text, b + size, b + size + 15) do
    size = size + 16
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
  local distance_code, remembered, at = distance_coder(), memory(), 1
  while at <= #text do
    local key = sub(text, at, at + SEEN - 1)
    local before, size = remembered(key, at), 1
    if before and #key == SEEN then
      size = common_length(text, before, at)
      put(length_codes[size], length_sizes[size])
      put(distance_code(at - before))
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
