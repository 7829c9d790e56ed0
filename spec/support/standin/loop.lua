-- Tasks are coroutines: each waits for a socket or for a time, in one socket.select for all.

local socket = require "socket"

local Loop = {}
Loop.__index = Loop

-- The longest select, so that `is_over()` is called often enough.
local LONGEST_WAIT = 0.05

local loop = {}

function loop.new()
  return setmetatable({ readers = {}, writers = {}, sleepers = {} }, Loop)
end

-- Called by a task: waits until the socket can be read or written, or the time has passed.
function Loop:wait_readable(sock)
  coroutine.yield(self.readers, sock)
end

function Loop:wait_writable(sock)
  coroutine.yield(self.writers, sock)
end

function Loop:sleep(seconds)
  coroutine.yield(self.sleepers, socket.gettime() + seconds)
end

local function step(task)
  local ok, list, what = coroutine.resume(task.thread)
  if coroutine.status(task.thread) ~= "dead" then
    list[#list + 1] = { what, task }
    return
  elseif not ok then
    io.stderr:write(debug.traceback(task.thread, tostring(list)), "\n")
  end
  task.finally()
end

-- Runs `body` as a task of its own; `finally` is called when it has ended or failed.
function Loop.spawn(_, body, finally)
  step { thread = coroutine.create(body), finally = finally or function() end }
end

local function sockets_of(list)
  local sockets = {}
  for i, entry in ipairs(list) do
    sockets[i] = entry[1]
  end
  return sockets
end

-- Resumes those entries of a list that are ready, and keeps the others. Resumed tasks may put
-- themselves on the list again, so it is emptied first.
local function resume(list, is_ready)
  local entries = {}
  for i = 1, #list do
    entries[i], list[i] = list[i], nil
  end
  for _, entry in ipairs(entries) do
    if is_ready(entry[1]) then
      step(entry[2])
    else
      list[#list + 1] = entry
    end
  end
end

function Loop:next_wait()
  local wait, now = LONGEST_WAIT, socket.gettime()
  for _, entry in ipairs(self.sleepers) do
    wait = math.min(wait, entry[1] - now)
  end
  return math.max(wait, 0)
end

function Loop:turn()
  local readable, writable = socket.select(
    sockets_of(self.readers), sockets_of(self.writers), self:next_wait())
  local now = socket.gettime()
  resume(self.readers, function(sock) return readable[sock] end)
  resume(self.writers, function(sock) return writable[sock] end)
  resume(self.sleepers, function(at) return at <= now end)
end

-- Runs the tasks until `is_over()` returns true.
function Loop:run(is_over)
  while not is_over() do
    self:turn()
  end
end

return loop
