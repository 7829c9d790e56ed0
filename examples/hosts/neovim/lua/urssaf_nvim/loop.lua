-- Work that waits in Neovim's own loop, so that the editor never does.
-- luacheck: globals vim
local uv = vim.loop

local loop = {}

-- Seconds from one look at a connection that is being made to the next.
local CONNECTING = 0.01

--- Runs work in a coroutine; `done` is given what pcall would give for it.
--
-- To wait, the work yields a function, which sets off what is waited for. That is handed `wake`,
-- whose first call ends the wait, and `own`, which takes what is to be closed then: luv's handles.
---@param task table its `wake` ends the wait that is under way
---@param work function
---@param done function
function loop.run(task, work, done)
  local thread, step = coroutine.create(work), nil

  local function wait(set_off)
    local handles, awake = {}, false
    function task.wake()
      if awake then return end
      awake = true
      for _, handle in ipairs(handles) do handle:close() end
      vim.schedule(step) -- luv's callbacks must not touch the editor, and the work may
    end
    set_off(task.wake, function(handle)
      table.insert(handles, handle)
      return handle
    end)
  end

  function step()
    local ok, result, err = coroutine.resume(thread)
    if coroutine.status(thread) == "suspended" then return wait(result) end
    done(ok, result, err)
  end

  step()
end

--- The library's `wait`: until one of the session's descriptors is ready, or its time has come.
--
-- Which they are is asked anew each time: there are others after each step of the library's.
function loop.wait(session, seconds)
  local longest = math.min(seconds, session:timeout() or seconds)
  coroutine.yield(function(wake, own)
    for _, watched in ipairs(session:fds()) do
      if watched.write then
        -- being connected: if that is refused, luv would write "EBADF" over the screen
        longest = math.min(longest, CONNECTING)
      else
        own(assert(uv.new_poll(watched.fd))):start("r", wake)
      end
    end
    own(uv.new_timer()):start(math.ceil(longest * 1000), 0, wake)
  end)
end

return loop
