--- Waiting in luasocket's `select`: see `urssaf.loop.socket`.
--
-- `select` fails if one of its descriptors is closed. Each step asks for them anew, and a nap that
-- is unwatched has none.
local errors = require "urssaf.base.errors"
local numbers = require "urssaf.base.numbers"
local selectable = require "urssaf.loop.selectable"
local waits = require "urssaf.loop.waits"

local loop = {}

-- Seconds: `select` fails with more than an integer of C holds; without a number it has no limit.
local LONGEST = 2 ^ 31

local Nap = waits.class()

function Nap:unwatch()
  self.reading, self.writing = {}, {}
end

function Nap:wake()
  self:unwatch()
  self.ends = -math.huge
end

function Nap:close()
  self.resting[self] = nil
end

local function start(socket, resting, session, seconds)
  local nap = setmetatable({ socket = socket, resting = resting, thread = waits.thread(),
    reading = {}, writing = {} }, Nap)
  local descriptors, longest = selectable.descriptors(socket, waits.take_over(session, nap))
  nap.ends = socket.gettime() + math.min(seconds, longest)
  for _, watched in ipairs(descriptors) do
    local object = selectable.new(watched.fd)
    if watched.read then table.insert(nap.reading, object) end
    if watched.write then table.insert(nap.writing, object) end
  end
  return nap
end

local function append(list, more)
  for _, element in ipairs(more or {}) do list[#list + 1] = element end
end

local function has_ready(objects, ready)
  for _, object in ipairs(objects) do
    if ready[object] then return true end
  end
  return false
end

-- Waits until one of the naps is due, or a socket of the program's ready; returns which are, and
-- what `select` returns.
local function select_due(socket, naps, seconds, reading, writing)
  local read, write, now = {}, {}, socket.gettime()
  append(read, reading)
  append(write, writing)
  for nap in pairs(naps) do
    append(read, nap.reading)
    append(write, nap.writing)
    seconds = math.min(seconds, nap.ends - now)
  end
  local longest = seconds < LONGEST and math.max(0, seconds) or nil
  local readable, writable = socket.select(read, write, longest)
  local due = {}
  now = socket.gettime()
  for nap in pairs(naps) do
    if nap.ends <= now or has_ready(nap.reading, readable) or has_ready(nap.writing, writable) then
      due[#due + 1] = nap
    end
  end
  return due, readable, writable
end

function Nap:rest()
  if not self.thread then
    repeat until select_due(self.socket, { [self] = true }, math.huge)[1]
  else
    self.resting[self] = true
    coroutine.yield()
  end
end

-- Those of the program's own sockets that are ready, as `select` lists them.
local function own(sockets, ready)
  local list = {}
  for _, socket in ipairs(sockets or {}) do
    if ready[socket] then
      list[#list + 1] = socket
      list[socket] = #list
    end
  end
  return list
end

local function is_socket(value)
  return (type(value) == "table" or type(value) == "userdata") and value.getfd ~= nil
end

local function check_sockets(list)
  if list == nil then return end
  if type(list) ~= "table" then
    errors.misuse("a step takes lists of sockets, as select does, not %s", numbers.shown(list))
  end
  for _, socket in ipairs(list) do
    if not is_socket(socket) then
      errors.misuse("a step takes lists of sockets, and %s in one has no method getfd",
        numbers.shown(socket))
    end
  end
end

local function check_step(seconds, reading, writing)
  if seconds ~= nil and (type(seconds) ~= "number" or seconds ~= seconds) then
    errors.misuse("a step takes a number of seconds, not %s", numbers.shown(seconds))
  end
  check_sockets(reading)
  check_sockets(writing)
end

local function stepping(socket, resting)
  return function(seconds, reading, writing)
    check_step(seconds, reading, writing)
    local is_endless = not seconds and not next(resting) and not (reading and reading[1])
      and not (writing and writing[1])
    local due, readable, writable = select_due(socket, resting,
      is_endless and 0 or seconds or math.huge, reading, writing)
    for _, nap in ipairs(due) do
      if resting[nap] then
        nap:close()
        waits.resume(nap.thread)
      end
    end
    local count = 0
    for _ in pairs(resting) do count = count + 1 end
    return count, own(reading, readable), own(writing, writable)
  end
end

--- See `urssaf.loop.socket`.
---@return urssaf.Wait|false wait
---@return function|urssaf.Error step or the error, of kind `host`
function loop.wait()
  local socket, err = selectable.luasocket()
  if not socket then return false, err end
  local resting = {}
  return waits.of(function(session, seconds)
    return start(socket, resting, session, seconds)
  end), stepping(socket, resting)
end

return loop
