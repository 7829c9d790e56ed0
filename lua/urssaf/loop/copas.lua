--- Waiting in copas: see `urssaf.loop.copas`.
--
-- Copas watches what a thread of its own reads or connects, one descriptor each. So each descriptor
-- gets a watcher: a thread that reads from an object with its number. A watcher that is no longer
-- needed has no number, and is used again; when nothing is left to wait for, they end, woken by a
-- socket that is always ready, since only `select` can resume them.
local errors = require "urssaf.base.errors"
local selectable = require "urssaf.loop.selectable"
local waits = require "urssaf.loop.waits"

local loop = {}

local Nap = waits.class()

local function nothing() end

-- ------------------------------------------------------------------ watchers

-- What copas calls of a socket. It asks again once `select` has found the descriptor ready.
local function attempt(watcher)
  watcher.is_asked = not watcher.is_asked
  if watcher.is_asked then return nil, "timeout" end
  return ""
end

local function is_idle(host)
  return next(host.naps) == nil
end

local function object_of(getfd)
  local object = selectable.new()
  object.getfd, object.receive, object.connect = getfd, attempt, attempt
  object.settimeout, object.close = nothing, nothing
  return object
end

local function new_watcher(host, act)
  local watcher = object_of(function(self)
    if self.nap then return self.fd end
    return is_idle(host) and host.ready:getfd() or selectable.NO_DESCRIPTOR
  end)
  watcher.act = act
  host.copas.addthread(function()
    repeat
      host.copas[act](watcher)
      if watcher.nap then watcher.nap:wake() end
    until is_idle(host) and host.unused[act][watcher]
    host.unused[act][watcher] = nil
  end)
  return watcher
end

local function watch(nap, fd, act)
  local host = nap.host
  local watcher = next(host.unused[act]) or new_watcher(host, act)
  host.unused[act][watcher] = nil
  watcher.nap, watcher.fd = nap, fd
  nap.watchers[#nap.watchers + 1] = watcher
end

-- ------------------------------------------------------------------ naps

function Nap:unwatch()
  for _, watcher in ipairs(self.watchers) do
    watcher.nap = nil
    self.host.unused[watcher.act][watcher] = true
  end
  self.watchers = {}
end

function Nap:close()
  self:unwatch()
  self.host.naps[self] = nil
end

function Nap:wake()
  self:unwatch()
  if self.is_awake then return end
  self.is_awake = true
  if self.host.pause then self.host.copas.wakeup(self.thread) end
end

-- Copas before 2.0 has no timers: the nap is itself an object, ready when it is over. Copas looks
-- at its descriptor in each step.
local function rest_without_timers(nap)
  local host = nap.host
  host.copas.connect(object_of(function()
    local is_over = nap.is_awake or host.socket.gettime() >= nap.ends
    return is_over and host.ready:getfd() or selectable.NO_DESCRIPTOR
  end))
end

function Nap:rest()
  local host = self.host
  if not host.pause then return rest_without_timers(self) end
  host.pause(math.max(0, self.ends - host.socket.gettime()))
end

local function start(host, session, seconds)
  local thread = waits.thread()
  if not thread then
    errors.misuse("urssaf.loop.copas waits in a thread of copas: call the library in one"
      .. " (copas.addthread)")
  end
  local nap = setmetatable({ host = host, thread = thread, watchers = {} }, Nap)
  local descriptors, longest = selectable.descriptors(host.socket, waits.take_over(session, nap))
  nap.ends = host.socket.gettime() + math.min(seconds, longest)
  host.naps[nap] = true
  for _, watched in ipairs(descriptors) do
    if watched.read then watch(nap, watched.fd, "receive") end
    if watched.write then watch(nap, watched.fd, "connect") end
  end
  return nap
end

-- A socket that can always be read and written: it has sent itself a datagram.
local function always_ready(socket)
  local udp = assert(socket.udp())
  assert(udp:setsockname("127.0.0.1", 0))
  assert(udp:setpeername(udp:getsockname()))
  assert(udp:send "ready")
  return udp
end

--- See `urssaf.loop.copas`.
---@return urssaf.Wait|false wait
---@return urssaf.Error? err kind `host`
function loop.wait()
  local socket, err = selectable.luasocket()
  if not socket then return false, err end
  local copas
  copas, err = waits.library("copas",
    "copas (luarocks install copas, or Debian's lua-copas, which is in /usr/share/lua/5.1)")
  if not copas then return false, err end
  local host = { socket = socket, copas = copas, ready = always_ready(socket),
    pause = copas.wakeup and (copas.pause or copas.sleep), naps = {},
    unused = { receive = {}, connect = {} } }
  return waits.of(function(session, seconds) return start(host, session, seconds) end)
end

return loop
