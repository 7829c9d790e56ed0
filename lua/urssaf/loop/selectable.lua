--- Descriptors as luasocket's `select` takes them: any object with a method `getfd`.
local waits = require "urssaf.loop.waits"

local selectable = {}

local Selectable = {}
Selectable.__index = Selectable

-- Seconds between two looks at descriptors that `select` cannot watch.
local UNWATCHED = 0.01

--- What luasocket leaves out.
selectable.NO_DESCRIPTOR = -1

function Selectable:getfd()
  return self.fd
end

function Selectable.dirty()
  return false
end

--- Loads luasocket.
---@return table? socket
---@return urssaf.Error? err kind `host`
function selectable.luasocket()
  return waits.library("socket", "luasocket (Debian's lua-socket, or luarocks install luasocket)")
end

--- Makes one; without a number it is never ready.
---@param fd integer?
---@return table
function selectable.new(fd)
  return setmetatable({ fd = fd or selectable.NO_DESCRIPTOR }, Selectable)
end

--- The descriptors that `select` can watch, all or none: their numbers may be too high for it.
---@param socket table luasocket
---@param descriptors table[] as of `session:fds()`
---@return table[] descriptors
---@return number seconds how long to wait for them at most
function selectable.descriptors(socket, descriptors)
  for _, watched in ipairs(descriptors) do
    if watched.fd >= (socket._SETSIZE or 1024) then return {}, UNWATCHED end
  end
  return descriptors, math.huge
end

return selectable
