-- Filters for a body that is sent. A body is a string or an iterator of strings; where an iterator
-- ends with nil, "reset" the connection is reset.

local zlib = require "zlib"

local GATHERED = 16 * 1024
local GZIP, DEFLATE = 31, 15 -- zlib's windowBits for the two wrappings

local body_filters = {}

function body_filters.iterator(source)
  if type(source) ~= "string" then
    return source
  end
  return function()
    local piece = source
    source = nil
    return piece
  end
end

-- Joins small pieces, so that not every row is a packet.
function body_filters.gather(source)
  local ended
  return function()
    local parts, size = {}, 0
    while not ended and size < GATHERED do
      local piece = source()
      ended = piece == nil
      parts[#parts + 1] = piece
      size = size + #(piece or "")
    end
    return #parts > 0 and table.concat(parts) or nil
  end
end

-- Cuts a body after `limit` bytes; `reason` is what the iterator then ends with.
function body_filters.cut(source, limit, reason)
  local left = limit
  return function()
    if left <= 0 then
      return nil, reason
    end
    local piece, why = source()
    if not piece then
      return nil, why
    end
    piece = piece:sub(1, left)
    left = left - #piece
    return piece
  end
end

-- Cuts a body into pieces of at most `size` bytes.
function body_filters.slice(source, size)
  local piece, at, why = "", 1, nil
  return function()
    while piece and at > #piece do
      piece, why = source()
      at = 1
    end
    if not piece then
      return nil, why
    end
    at = at + size
    return piece:sub(at - size, at - 1)
  end
end

-- Compresses a body. Before a reset the compressor is flushed, so that the client can read it all.
local function compress(source, window)
  local deflate, why = zlib.deflate(6, window), nil
  return function()
    if not deflate then
      return nil, why
    end
    local piece
    piece, why = source()
    if piece then
      return (deflate(piece))
    end
    local last = deflate("", why and "sync" or "finish")
    deflate = nil
    return last
  end
end

-- A valid beginning, then a block of deflate's reserved type, which no decoder accepts.
local function spoil(source)
  local step = 0
  return function()
    step = step + 1
    if step == 1 then
      return (zlib.deflate(6, GZIP)((source() or ""):sub(1, 4096), "full"))
    elseif step == 2 then
      return ("\7"):rep(64)
    end
  end
end

local CODINGS = {
  gzip = function(source) return compress(source, GZIP) end,
  deflate = function(source) return compress(source, DEFLATE) end,
  spoiled = spoil,
}

-- "gzip", "deflate", "spoiled" (gzip that goes bad); any other coding leaves the bytes alone.
function body_filters.encode(source, coding)
  return CODINGS[coding] and CODINGS[coding](source) or source
end

return body_filters
