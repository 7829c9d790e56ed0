-- A host with an event loop of its own, here luasocket's `select`, that watches descriptors: a
-- fetch for each département, all in one thread, while a ticker goes on.
--
--     lua5.4 examples/select_loop.lua 75 Rhône 2A 971
--
-- Needs luasocket. Another loop does the same in its own way: watch the descriptors of
-- `session:fds()`, resume when one of them is ready or `session:timeout()` has passed, and then ask
-- for both again.
pcall(dofile, (arg[0]:match("^.*[/\\]") or "") .. "checkout.lua")

local socket = require "socket"
local urssaf = require "urssaf"

local function stop(problem)
  io.stderr:write(tostring(problem), "\n")
  os.exit(1)
end

local MEASURE, TICK = "economiquement_actifs", 0.01
local places = {}
for i, name in ipairs(arg[1] and arg or { "75", "13", "69" }) do
  local place, unknown = urssaf.geo.find(name, "departement")
  if not place then stop(unknown) end
  places[i] = place
end

-- ------------------------------------------------------------------ the host's loop

local sessions = {} -- coroutine -> the session that it waits for

-- `select` accepts any object that has a descriptor.
local function selectable(fd)
  return { getfd = function() return fd end, dirty = function() return false end }
end

-- Waits until a descriptor of any session is ready, a session's timeout has passed, or it is time
-- to tick.
local function sleep(longest)
  local reading, writing = {}, {}
  for _, session in pairs(sessions) do
    for _, watched in ipairs(session:fds()) do
      if watched.read then reading[#reading + 1] = selectable(watched.fd) end
      if watched.write then writing[#writing + 1] = selectable(watched.fd) end
    end
    longest = math.min(longest, session:timeout() or longest)
  end
  socket.select(reading, writing, longest)
end

local function resume(thread)
  local ok, session = coroutine.resume(thread)
  if not ok then error(session, 0) end
  sessions[thread] = coroutine.status(thread) ~= "dead" and session or nil
end

local function spawn(work)
  resume(coroutine.create(work))
end

-- ------------------------------------------------------------------ the fetches

local lines, failed = {}, false

for i, place in ipairs(places) do
  spawn(function()
    local panel, err = urssaf.fetch {
      where = { code_departement = place.code }, measures = { MEASURE }, wait = coroutine.yield,
    }
    local series = panel and panel.series[1]
    failed = failed or not series
    lines[i] = series and ("%-3s  %9.0f  %s"):format(place.code, series:last(), place.name)
      or ("%-3s  %s"):format(place.code, tostring(err or "these data do not cover " .. place.name))
  end)
end

local ticks, longest, last = 0, 0, socket.gettime()
while next(sessions) do
  sleep(TICK)
  local threads = {}
  for thread in pairs(sessions) do threads[#threads + 1] = thread end
  for _, thread in ipairs(threads) do resume(thread) end
  local now = socket.gettime()
  ticks, longest, last = ticks + 1, math.max(longest, now - last), now
end

print(table.concat(lines, "\n"))
print(("%d fetches, %d ticks, the longest pause between two %.0f ms"):format(#places, ticks,
  longest * 1000))
if failed then os.exit(1) end
