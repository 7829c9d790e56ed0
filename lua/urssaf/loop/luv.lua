--- Waiting in luv, libuv's loop, also in Neovim: see `urssaf.loop.luv`.
--
-- A watcher of a descriptor that is closed stays in libuv's table under its number, and the next
-- one of that number is never told anything. So they are closed before libcurl goes on.
local waits = require "urssaf.loop.waits"

local luv = {}

-- Seconds between two looks at a connection that is being made, which is not watched: if it is
-- refused, luv would write "EBADF" to the standard error.
local CONNECTING = 0.01

local Nap = waits.class()

function Nap:unwatch()
  for _, poll in ipairs(self.polls) do poll:close() end
  self.polls = {}
end

function Nap:wake()
  self:unwatch()
  if self.timer then self.timer:start(0, 0, self.fire) end
end

function Nap:close()
  self:unwatch()
  if self.timer then self.timer:close() end
  self.timer = nil
end

function Nap:rest()
  self.is_resting = true
  if self.thread then
    coroutine.yield()
  else
    self.host.run_until(function() return not self.timer end)
  end
  self.is_resting = false
end

-- The callback of a nap's handles.
local function firing(nap)
  local function resume()
    if nap.is_resting and nap.thread then waits.resume(nap.thread) end
  end
  return function()
    if not nap.timer then return end
    nap:close()
    nap.host.schedule(resume)
  end
end

local function start(host, session, seconds)
  local uv = host.uv
  local nap = setmetatable({ host = host, polls = {}, timer = uv.new_timer(),
    thread = waits.thread() }, Nap)
  nap.fire = firing(nap)
  for _, watched in ipairs(waits.take_over(session, nap)) do
    local poll = not watched.write and uv.new_poll(watched.fd)
    if poll then
      nap.polls[#nap.polls + 1] = poll
      poll:start("r", nap.fire)
    else
      seconds = math.min(seconds, CONNECTING)
    end
  end
  nap.timer:start(math.ceil(seconds * 1000), 0, nap.fire)
  return nap
end

-- What else depends on the host. Neovim allows most of its functions only where vim.schedule calls.
local function host_of(uv, vim)
  if vim and (uv == vim.uv or uv == vim.loop) then
    return { uv = uv, schedule = vim.schedule, run_until = function(is_over)
      repeat until vim.wait(1000, is_over, 10)
    end }
  end
  return { uv = uv, schedule = function(resume) resume() end, run_until = function(is_over)
    repeat uv.run "once" until is_over()
  end }
end

-- Whether a value has the functions of luv that a nap calls.
local function is_luv(value)
  return type(value) == "table" and type(value.new_timer) == "function"
    and type(value.new_poll) == "function"
end

--- See `urssaf.loop.luv`.
---@param uv table?
---@return urssaf.Wait|false wait
---@return urssaf.Error? err kind `host`
function luv.wait(uv)
  if uv ~= nil and not is_luv(uv) then waits.refuse("luv", "luv itself, or nothing", uv) end
  local vim, err = rawget(_G, "vim"), nil
  vim = type(vim) == "table" and vim or nil
  uv = uv or vim and (vim.uv or vim.loop)
  if not uv then
    uv, err = waits.library("luv", "luv (Debian's lua-luv, or luarocks install luv)")
  end
  if not uv then return false, err end
  local host = host_of(uv, vim)
  return waits.of(function(session, seconds) return start(host, session, seconds) end)
end

return luv
