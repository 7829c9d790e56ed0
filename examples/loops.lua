-- The latest number of active accounts of each département: a fetch for each, all at once in an
-- event loop, beside a ticker.
--
--     lua5.4 examples/loops.lua cqueues 75 Rhône 2A 971
--
-- The loop is cqueues, luv, copas or socket (luasocket's `select`), which has to be installed.
pcall(dofile, (arg[0]:match("^.*[/\\]") or "") .. "checkout.lua")

local urssaf = require "urssaf"

local MEASURE, TICK = "economiquement_actifs", 0.01

-- Each runs functions in its loop, and calls `tick` now and then, which tells whether to go on.
local loops = {}

function loops.cqueues(works, tick)
  local cqueues = require "cqueues"
  local queue = cqueues.new()
  for _, work in ipairs(works) do queue:wrap(work) end
  queue:wrap(function()
    while tick() do cqueues.sleep(TICK) end
  end)
  assert(queue:loop())
end

function loops.luv(works, tick)
  local uv = require "luv"
  local timer = uv.new_timer()
  timer:start(0, TICK * 1000, function()
    if not tick() then timer:close() end
  end)
  for _, work in ipairs(works) do coroutine.wrap(work)() end
  uv.run()
end

function loops.copas(works, tick)
  local copas = require "copas"
  for _, work in ipairs(works) do copas.addthread(work) end
  while tick() do copas.step(TICK) end
end

function loops.socket(works, tick, step)
  for _, work in ipairs(works) do coroutine.wrap(work)() end
  while tick() do step(TICK) end
end

-- ------------------------------------------------------------------ the arguments

local function stop(problem, code)
  io.stderr:write(tostring(problem), "\n")
  os.exit(code or 1)
end

local name = arg[1]
if not loops[name] then stop("which loop? One of cqueues, luv, copas and socket", 2) end

local wait, step = urssaf.loop[name]()
if not wait then stop(step) end -- the error says what to install

local places = {}
for i, given in ipairs(arg[2] and { select(2, ...) } or { "75", "13", "69" }) do
  local place, unknown = urssaf.geo.find(given, "departement")
  if not place then stop(unknown) end
  places[i] = place
end

-- ------------------------------------------------------------------ the fetches

local lines, left, failed, works = {}, #places, false, {}
local client = urssaf.client { wait = wait }
for i, place in ipairs(places) do
  works[i] = function()
    local panel, err = client:fetch { where = { code_departement = place.code },
      measures = { MEASURE } }
    local series = panel and panel.series[1]
    failed = failed or not series
    lines[i] = series and ("%-3s  %9.0f  %s"):format(place.code, series:last(), place.name)
      or ("%-3s  %s"):format(place.code, tostring(err or "these data do not cover " .. place.name))
    left = left - 1
  end
end

local ticks = 0
loops[name](works, function()
  ticks = ticks + 1
  return left > 0
end, step)
client:close()

print(table.concat(lines, "\n"))
print(("%d fetches and %d ticks in one loop of %s"):format(#places, ticks, name))
if failed then os.exit(1) end
