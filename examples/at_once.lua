-- Several fetches at once, in one thread: the latest number of active accounts of each département.
--
--     lua5.4 examples/at_once.lua 75 Corse-du-Sud 971
--
-- Each fetch is a coroutine that yields while it waits. Resuming each of them once is one round of
-- the host's loop; here the host only counts the rounds.
pcall(dofile, (arg[0]:match("^.*[/\\]") or "") .. "checkout.lua")

local urssaf = require "urssaf"

local function stop(problem)
  io.stderr:write(tostring(problem), "\n")
  os.exit(1)
end

local MEASURE = "economiquement_actifs"
local places = {}
for i, name in ipairs(arg[1] and arg or { "75", "13", "69" }) do
  local place, unknown = urssaf.geo.find(name, "departement")
  if not place then stop(unknown) end
  places[i] = place
end

local running, sessions = {}, {}
for i, place in ipairs(places) do
  running[i] = coroutine.create(function()
    return urssaf.fetch {
      where = { code_departement = place.code }, measures = { MEASURE },
      wait = function(session) sessions[i] = session coroutine.yield() end,
    }
  end)
end

-- A coroutine ends with the département's panel, or with an error.
local panels, errors, rounds, left = {}, {}, 0, #places
while left > 0 do
  for i, thread in ipairs(running) do
    if coroutine.status(thread) ~= "dead" then
      if sessions[i] then sessions[i]:poll(0.005) end
      local ok, panel, err = coroutine.resume(thread)
      if not ok then error(panel, 0) end
      if coroutine.status(thread) == "dead" then
        panels[i], errors[i], left = panel, err, left - 1
      end
    end
  end
  rounds = rounds + 1 -- the place for the host's other work
end

local failed = false
for i, place in ipairs(places) do
  local series = panels[i] and panels[i].series[1]
  if series then
    local value, period = series:last()
    print(("%-3s  %s  %9d  %s"):format(place.code, period, value, place.name))
  else
    failed = true
    local problem = errors[i] or "these data do not cover " .. place.name
    io.stderr:write(place.code, ": ", tostring(problem), "\n")
  end
end
print(("%d fetches in %d rounds of one loop"):format(#places, rounds))
if failed then os.exit(1) end
