-- Keeps complete bodies for later requests of the same: rendering and compressing an export takes
-- longer than the rest of most specs.

local MOST_BYTES = 64 * 1024 * 1024

local BodyCache = {}
BodyCache.__index = BodyCache

local body_cache = {}

local function replay(pieces)
  local at = 0
  return function()
    at = at + 1
    return pieces[at]
  end
end

function BodyCache:remember(key, pieces, size)
  if self.size + size > MOST_BYTES then
    self.bodies, self.size = {}, 0
  end
  if size <= MOST_BYTES and not self.bodies[key] then
    self.bodies[key], self.size = pieces, self.size + size
  end
end

-- The pieces of the body with this key: from the cache, or else from `source`, and then they are
-- stored. A body that ends with a reset is not stored.
function BodyCache:body(key, source)
  if self.bodies[key] then
    return replay(self.bodies[key])
  end
  local pieces, size = {}, 0
  return function()
    local piece, why = source()
    if piece then
      size = size + #piece
      -- pieces of a body that is too large to be stored are not held
      pieces[#pieces + 1] = size <= MOST_BYTES and piece or nil
    elseif not why then
      self:remember(key, pieces, size)
    end
    return piece, why
  end
end

function body_cache.new()
  return setmetatable({ bodies = {}, size = 0 }, BodyCache)
end

return body_cache
