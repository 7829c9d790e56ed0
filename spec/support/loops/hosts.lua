-- Programs with an event loop, one for each loop of `urssaf.loop`, all with the same functions:
--
--   host.wait              the function of urssaf.loop
--   host.spawn(work)       runs work in a coroutine of the loop
--   host.run(is_over)      runs the loop, and calls `host.tick` every 10 ms or so
--   host.watched()         how many descriptors and timers of the library's are in the loop
--   host.finish()          before the program ends, if there is such a function
--   host.block             whether `wait` may be called outside of a coroutine
--   host.closes            whether the program may close its coroutines
--
-- Each is for a process of its own: copas changes luasocket.
local hosts = {}

local STEP = 0.01

function hosts.cqueues()
  local cqueues = require "cqueues"
  local poll, cancel, registered = cqueues.poll, cqueues.cancel, {}
  function cqueues.poll(...)
    for i = 1, select("#", ...) do
      local object = select(i, ...)
      if type(object) == "table" and object.pollfd then registered[object.pollfd] = true end
    end
    return poll(...)
  end
  function cqueues.cancel(fd)
    registered[fd] = nil
    cancel(fd)
  end
  local queue, host = cqueues.new(), { block = true }
  host.wait = assert(require "urssaf".loop.cqueues())
  function host.spawn(work) queue:wrap(work) end
  function host.run(is_over)
    while not is_over() do
      assert(queue:step(STEP))
      host.tick()
    end
  end
  function host.watched()
    local count = 0
    for _ in pairs(registered) do count = count + 1 end
    return count
  end
  return host
end

function hosts.luv()
  local uv = require "luv"
  local host, ticker = { block = true, closes = true }, uv.new_timer()
  host.wait = assert(require "urssaf".loop.luv())
  function host.spawn(work) coroutine.wrap(work)() end
  function host.run(is_over)
    ticker:start(0, STEP * 1000, function() host.tick() end)
    while not is_over() do uv.run "once" end
    ticker:stop()
  end
  -- luv crashes if the program ends before the loop has let go of what was closed
  function host.finish() uv.run "nowait" end
  function host.watched()
    local count = 0
    uv.walk(function(handle)
      if handle ~= ticker and not handle:is_closing() then count = count + 1 end
    end)
    return count
  end
  return host
end

-- Counts the objects with a descriptor that `select` was last given.
local function counted_select(socket)
  local select_of, count = socket.select, 0
  function socket.select(reading, writing, seconds)
    count = 0
    for _, list in ipairs { reading or {}, writing or {} } do
      for _, object in ipairs(list) do
        if object:getfd() >= 0 then count = count + 1 end
      end
    end
    return select_of(reading, writing, seconds)
  end
  return function() return count end
end

function hosts.copas()
  local socket = require "socket"
  local count = counted_select(socket)
  local copas, host = require "copas", {}
  host.wait = assert(require "urssaf".loop.copas())
  function host.spawn(work) copas.addthread(work) end
  function host.run(is_over)
    while not is_over() do
      copas.step(STEP)
      host.tick()
    end
  end
  function host.watched() -- the watchers end one by one, each with a step
    for _ = 1, 100 do
      if not copas.step(0) then break end
    end
    return count()
  end
  return host
end

function hosts.socket()
  local socket = require "socket"
  local count = counted_select(socket)
  local wait, step = require "urssaf".loop.socket()
  local host = { block = true, closes = true, wait = wait }
  function host.spawn(work) coroutine.wrap(work)() end
  function host.run(is_over)
    while not is_over() do
      step(STEP)
      host.tick()
    end
  end
  function host.watched()
    return step(0) + count()
  end
  return host
end

return hosts
