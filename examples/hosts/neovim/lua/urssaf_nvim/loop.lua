-- Work that waits in Neovim's own event loop, so that the editor never blocks.
-- luacheck: globals vim
local uv = vim.loop

local loop = {}

-- Seconds between two checks of a connection that is being established.
local CONNECTING = 0.01

--- Runs work in a coroutine; `done` gets what pcall would return for it.
--
-- To wait, the work yields a function that starts what it waits for. That function is given `wake`,
-- whose first call ends the wait, and `own`, which registers luv's handles to be closed then.
---@param task table gets `wake`, which ends the wait under way
---@param work function
---@param done function
function loop.run(task, work, done)
  local thread, step = coroutine.create(work), nil

  local function wait(start)
    local handles, awake = {}, false
    function task.wake()
      if awake then return end
      awake = true
      for _, handle in ipairs(handles) do handle:close() end
      vim.schedule(step) -- the work may call the editor, luv's callbacks may not
    end
    start(task.wake, function(handle)
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

--- The library's `wait`: until one of the session's descriptors is ready, or its timeout is over.
--
-- The descriptors are asked for each time: they may change with each step of the library.
function loop.wait(session, seconds)
  local longest = math.min(seconds, session:timeout() or seconds)
  coroutine.yield(function(wake, own)
    for _, watched in ipairs(session:fds()) do
      if watched.write then
        -- still connecting: if that is refused, luv would write "EBADF" over the screen
        longest = math.min(longest, CONNECTING)
      else
        own(assert(uv.new_poll(watched.fd))):start("r", wake)
      end
    end
    own(uv.new_timer()):start(math.ceil(longest * 1000), 0, wake)
  end)
end

return loop
