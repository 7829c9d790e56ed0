-- Bodies that went out whole, kept by what they were made of: rendering and compressing an export
-- takes longer than most specs need for all the rest.

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

-- The same pieces as `source`: those of the last time if there was one, else they are noted as they
-- go by. What ends for a reason (a reset) is not kept.
function BodyCache:body(key, source)
  if self.bodies[key] then
    return replay(self.bodies[key])
  end
  local pieces, size = {}, 0
  return function()
    local piece, why = source()
    if piece then
      size = size + #piece
      -- a body that will not be kept is not gathered either
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
