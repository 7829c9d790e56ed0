--- What the waits of all loops have in common.
--
-- A loop starts a nap: an object that watches descriptors and has a timer. Its methods: `rest()`
-- suspends the coroutine until one of them wakes it, `wake()` has that happen soon, `unwatch()`
-- removes the descriptors from the loop at once and leaves the timer, `close()` removes both.
--
-- The rule about descriptors: libcurl closes them while it is driven, and a loop that still watches
-- one that is closed, or whose number is in use again, fails or hangs. So whatever watches them is
-- removed before the session is driven: by `close` if this wait is over, by `wake` if another call
-- of the client drives the session.
local errors = require "urssaf.base.errors"
local numbers = require "urssaf.base.numbers"

local waits = {}

-- The nap that watches a session's descriptors. It is one at most, the newest, since loops know no
-- two watchers of a descriptor: whoever it wakes drives the session, and so wakes the others.
local watching = setmetatable({}, { __mode = "k" })

local function is_object(value)
  return type(value) == "userdata" or type(value) == "table"
end

-- An iterator of one round.
local function once(state, control)
  if control ~= state then return state end
end

--- Makes a wait function.
---@param start fun(session: urssaf.http.Session, seconds: number): table starts a nap
---@return urssaf.Wait
function waits.of(start)
  return function(session, seconds, set_end)
    if type(seconds) ~= "number" or not is_object(session) then
      errors.misuse("a wait of urssaf.loop is called by the library: give it as the option 'wait'")
    end
    local nap = start(session, math.min(seconds, session:timeout() or seconds))
    if set_end then set_end(function() nap:wake() end) end
    -- Lua 5.4 closes the fourth value, even if the coroutine is closed while it rests
    for _ in once, true, nil, nap do nap:rest() end
    nap:close()
    if watching[session] == nap then watching[session] = nil end
  end
end

--- The descriptors of a session, for a nap that watches them from now on, and in the place of the
-- one that did.
---@param session urssaf.http.Session
---@param nap table
---@return table[] descriptors
function waits.take_over(session, nap)
  if watching[session] then watching[session]:unwatch() end
  watching[session] = nap
  return session:fds() or {}
end

--- A class of naps.
---@return table class
function waits.class()
  local Nap = {}
  Nap.__index = Nap
  function Nap.__close(nap) nap:close() end
  return Nap
end

--- The coroutine that is running; nil outside of one.
---@return thread?
function waits.thread()
  local thread, is_main = coroutine.running()
  return not is_main and thread or nil
end

--- Resumes a coroutine; what it raises is raised again, as nobody else would hear of it.
---@param thread thread
function waits.resume(thread)
  if coroutine.status(thread) ~= "suspended" then return end
  local ok, problem = coroutine.resume(thread)
  if not ok then error(problem, 0) end
end

--- Raises: a function of `urssaf.loop` was given what it does not take. Mostly it was the option
-- `wait` itself, without its parentheses, or called with a colon.
---@param name string of the function
---@param takes string what it takes
---@param given any
function waits.refuse(name, takes, given)
  errors.misuse("urssaf.loop.%s takes %s, not %s: write wait = urssaf.loop.%s()", name, takes,
    numbers.shown(given), name)
end

--- Loads the library of a loop.
---@param name string of its module
---@param install string what to install
---@return table? module
---@return urssaf.Error? err kind `host`
function waits.library(name, install)
  local ok, module = errors.try(require, name)
  if ok then return module end
  return errors.fail("host", ("%s cannot be loaded in %s: %s; install %s"):format(name, _VERSION,
    errors.unloadable(module), install))
end

return waits
