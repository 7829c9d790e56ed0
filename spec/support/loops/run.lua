-- What a program with an event loop sees of the library; prints it as JSON. Its arguments are the
-- loop, and the addresses of the stand-in: as it is, with a 503 first, mute, and of nobody.
local name, base_url, busy_url, mute_url, nobody_url = ...
local host = require("spec.support.loops.hosts")[name]()
local socket = require "socket"
local urssaf = require "urssaf"

local CODES = { "75", "13", "69", "2A", "971", "38", "01", "31", "59", "33" }
local wait = host.wait

local function options(given)
  given.wait, given.cache = wait, "off"
  given.retries = given.retries or 0
  return given
end

local function query(code)
  return { where = { code_departement = code }, measures = { "economiquement_actifs" } }
end

-- Runs the loop until as many are over as `start` started; returns ticks and pauses.
local function run(count, start, on_tick)
  local ticks, longest, last, over, began = 0, 0, socket.gettime(), 0, socket.gettime()
  function host.tick()
    local now = socket.gettime()
    ticks, longest, last = ticks + 1, math.max(longest, now - last), now
    if on_tick then on_tick(ticks) end
  end
  start(function() over = over + 1 end)
  host.run(function() return over == count end)
  return { ticks = ticks, longest = longest, took = socket.gettime() - began,
    watched = host.watched() }
end

local function figure(panel, err)
  return panel and panel.series[1]:last() or tostring(err)
end

local function ten(fetch)
  local figures = {}
  local found = run(#CODES, function(done)
    for _, code in ipairs(CODES) do
      host.spawn(function()
        figures[code] = figure(fetch(query(code)))
        done()
      end)
    end
  end)
  found.figures = figures
  return found
end

-- One call in the loop; its error's kind is added to what `run` returns.
local function one(call, on_tick)
  local panel, err
  local found = run(1, function(done)
    host.spawn(function()
      panel, err = call()
      done()
    end)
  end, on_tick)
  found.kind, found.figure = err and err.kind or nil, panel and figure(panel)
  return found
end

local cases = {}

function cases.own()
  return ten(function(given)
    given.base_url = base_url
    return urssaf.fetch(options(given))
  end)
end

function cases.shared()
  local client = urssaf.client(options { base_url = base_url })
  local found = ten(function(given) return client:fetch(given) end)
  client:close()
  return found
end

function cases.retry()
  return one(function()
    local given = query "75"
    given.base_url, given.retries = busy_url, 1
    return urssaf.fetch(options(given))
  end)
end

function cases.cancelled()
  local may_go_on = true
  return one(function()
    return urssaf.fetch(options { base_url = mute_url,
      progress = function() return may_go_on end })
  end, function(ticks) may_go_on = ticks < 5 end)
end

function cases.refused()
  return one(function() return urssaf.fetch(options { base_url = nobody_url }) end)
end

-- Two calls wait on one client when the program closes it.
function cases.closed()
  local client = urssaf.client(options { base_url = mute_url })
  local kinds, at_once, at = {}, nil, nil
  local found = run(2, function(done)
    for _ = 1, 2 do
      host.spawn(function()
        local _, err = client:fetch()
        kinds[#kinds + 1] = err.kind
        done()
      end)
    end
  end, function(ticks)
    if ticks ~= 5 then return end
    client:close()
    at = socket.gettime()
    if name == "cqueues" then at_once = host.watched() end
  end)
  found.kinds, found.at_once, found.after = kinds, at_once, socket.gettime() - at
  return found
end

-- Where pcall may yield.
if coroutine.wrap(function() return pcall(coroutine.yield, true) end)() == true then
  function cases.raised()
    local seen, problem = 0, nil
    local found = one(function()
      local ok
      ok, problem = pcall(urssaf.fetch, options { base_url = mute_url, progress = function()
        seen = seen + 1
        if seen > 3 then error("no more", 0) end
      end })
      return nil, { kind = tostring(ok) }
    end)
    found.problem = problem
    return found
  end
end

if host.closes and coroutine.close then
  function cases.abandoned()
    local threads = {}
    for i = 1, 2 do
      threads[i] = coroutine.create(function() urssaf.fetch(options { base_url = mute_url }) end)
      coroutine.resume(threads[i])
    end
    local ticks = 0
    function host.tick() ticks = ticks + 1 end
    host.run(function() return ticks > 2 end)
    local before = host.watched()
    for _, thread in ipairs(threads) do coroutine.close(thread) end
    return { before = before, watched = host.watched() }
  end
end

if host.block then
  function cases.outside()
    local given = query "75"
    given.base_url = base_url
    return { figure = figure(urssaf.fetch(options(given))), watched = host.watched() }
  end
end

-- A descriptor may be closed before `ls` reads what it is.
local function open_sockets()
  collectgarbage()
  collectgarbage()
  local pipe = assert(io.popen "ls -l /proc/$PPID/fd 2>/dev/null | grep -c socket:")
  local count = tonumber(pipe:read "*a")
  pipe:close()
  return count
end

local results, before = {}, nil
for _, case in ipairs { "outside", "own", "shared", "retry", "cancelled", "refused", "closed",
  "raised", "abandoned" } do
  if cases[case] then results[case] = cases[case]() end
  -- after the first cases the loop has opened its own
  if case == "own" then before = open_sockets() end
end
if host.finish then host.finish() end
results.sockets = open_sockets() - before
print(require("cjson").encode(results))
