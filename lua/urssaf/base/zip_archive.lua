--- Writes zip archives (PKWARE's APPNOTE, 6.3). The same parts give the same bytes: each has the
-- earliest time that the format has.
local crc32 = require "urssaf.base.crc32"
local deflated = require "urssaf.base.deflated"

local zip_archive = {}

local EARLIEST = "\0\0\33\0" -- midnight of 1980-01-01
local UTF8_NAMES = 2048
local STORED, DEFLATED = 0, 8
local MOST_IN_ARCHIVE = 2 ^ 32 - 1

-- A number in so many bytes, the lowest first.
local function bytes_of(number, size)
  local list = {}
  for i = 1, size do
    list[i] = string.char(number % 256)
    number = math.floor(number / 256)
  end
  return table.concat(list)
end

local function word(number)
  return bytes_of(number, 2)
end

local function long(number)
  return bytes_of(number, 4)
end

-- What both headers of a part have, and its bytes as they are written.
local function packed(part)
  local body, method = deflated.of(part.bytes), DEFLATED
  if #body >= #part.bytes then body, method = part.bytes, STORED end
  return word(20) .. word(UTF8_NAMES) .. word(method) .. EARLIEST .. long(crc32.of(part.bytes))
    .. long(#body) .. long(#part.bytes) .. word(#part.name) .. word(0), body
end

--- An archive.
---@param parts { name: string, bytes: string }[] fewer than 65536, in the order of the archive
---@return string? bytes nil if it needs more than the 4 GiB that the format has without extensions
function zip_archive.of(parts)
  local pieces, entries, at, size = {}, {}, 0, 0
  for _, part in ipairs(parts) do
    local common, body = packed(part)
    local header = "PK\3\4" .. common .. part.name
    pieces[#pieces + 1], pieces[#pieces + 2] = header, body
    entries[#entries + 1] = "PK\1\2" .. word(20) .. common .. word(0) .. word(0) .. word(0)
      .. long(0) .. long(at) .. part.name
    at, size = at + #header + #body, size + #part.bytes
  end
  if math.max(at, size) > MOST_IN_ARCHIVE then return nil end
  local directory = table.concat(entries)
  pieces[#pieces + 1] = directory .. "PK\5\6" .. word(0) .. word(0) .. word(#parts)
    .. word(#parts) .. long(#directory) .. long(at) .. word(0)
  return table.concat(pieces)
end

return zip_archive
