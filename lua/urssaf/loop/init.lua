--- The option `wait` for event loops: a fetch then lets the loop go on while it waits.
--
--     local panel, err = urssaf.fetch { wait = urssaf.loop.luv() }  -- in a coroutine
--
-- Each function loads its loop, and returns the `wait` for it. Call the library in a coroutine of
-- that loop: it sleeps until a descriptor of its session is ready or its time is over, and any
-- number of calls, of one client too, sleep beside each other. Between two calls nothing stays in
-- the loop: neither a watched descriptor nor a timer.
--
-- Where a loop cannot be loaded, its function returns false and an error, which `assert` raises.
-- With false as its `wait` a call that has to wait returns an error of kind `host`, and asks
-- nothing of the portal. With nil, which is no option at all, it would block the program.
local lazy = require "urssaf.base.lazy"

local copas = lazy "urssaf.loop.copas"
local cqueues = lazy "urssaf.loop.cqueues"
local luv = lazy "urssaf.loop.luv"
local sockets = lazy "urssaf.loop.socket"
local waits = lazy "urssaf.loop.waits"

---@class urssaf.loop
local loop = {}

--- Waits in cqueues: call the library in a function that `cq:wrap` runs. Elsewhere it blocks.
---@return urssaf.Wait|false wait
---@return urssaf.Error? err kind `host`: cqueues cannot be loaded
function loop.cqueues()
  return cqueues.wait()
end

--- Waits in luv, and so in Neovim, whose own luv it takes there: call the library in a coroutine,
-- which luv's callbacks resume (in Neovim `vim.schedule`). Outside of a coroutine it runs the loop
-- until there is something to do.
--
-- What the coroutine raises, luv's callback raises: luv then ends the program.
---@param uv table? luv, if it is not what `require "luv"` or `vim.uv` is
---@return urssaf.Wait|false wait
---@return urssaf.Error? err kind `host`: luv cannot be loaded
function loop.luv(uv)
  return luv.wait(uv)
end

--- Waits in copas: call the library in a thread of `copas.addthread` or of a server.
--
-- Copas before 2.0, which Debian's 1.2.0 is, has no timers: run `copas.loop(0.05)`, not
-- `copas.loop()`, so that it looks at the time that often.
---@return urssaf.Wait|false wait
---@return urssaf.Error? err kind `host`: copas or luasocket cannot be loaded
function loop.copas()
  return copas.wait()
end

--- Waits in luasocket's `select`, without any other library. The second function is the loop: it
-- waits until a descriptor is ready, at most for so many seconds, and resumes the coroutines that
-- wait for it.
--
--     local wait, step = urssaf.loop.socket()
--     coroutine.wrap(function() panel, err = urssaf.fetch { wait = wait } end)()
--     while step(0.1) > 0 do end
--
-- `step(seconds, reading, writing)` returns how many coroutines still wait, and, as `select` does,
-- which of the program's own sockets in the lists `reading` and `writing` are ready. Without
-- seconds it waits until something is ready, or returns at once if there is nothing to wait for.
-- Outside of a coroutine `wait` blocks.
---@return urssaf.Wait|false wait
---@return urssaf.LoopStep|urssaf.Error step or the error, kind `host`: luasocket cannot be loaded
function loop.socket()
  return sockets.wait()
end

-- All but luv take no arguments.
for _, name in ipairs { "copas", "cqueues", "socket" } do
  local wait_of = loop[name]
  loop[name] = function(given)
    if given ~= nil then waits.refuse(name, "no arguments", given) end
    return wait_of()
  end
end

return loop
