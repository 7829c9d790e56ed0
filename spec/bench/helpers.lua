-- What the helper layer costs beside the fetch: CPU of each operation on the full sample (101
-- units, 5 measures, 68 quarters, synthetic), best of several runs in turn, and its ratio to the
-- fetch's.
--
--     make bench-helpers
--
-- A figure counts beside the others of the same run only. Ends with an error if one operation costs
-- more than the fetch.
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

local RUNS = 15

local portal = standin.start {}
local panel = assert(urssaf.fetch(portal:options {}))

-- In this order in each run, so that all share what the machine does meanwhile.
local OPERATIONS = {
  { "fetch", function() assert(urssaf.fetch(portal:options {})) end },
  { 'aggregate { by = "code_region" }', function() panel:aggregate { by = "code_region" } end },
  { "annual", function() panel:annual() end },
  { "yoy", function() panel:yoy() end },
  { "rolling(4)", function() panel:rolling(4) end },
}

local best = {}
for _ = 1, RUNS do
  for _, operation in ipairs(OPERATIONS) do
    local name, work = operation[1], operation[2]
    collectgarbage()
    local started = os.clock()
    work()
    best[name] = math.min(best[name] or math.huge, os.clock() - started)
  end
end
portal:stop()

print(("CPU on the full sample, %d series of %d quarters; best of %d"):format(#panel.series,
  #panel.periods, RUNS))
local slower
for _, operation in ipairs(OPERATIONS) do
  local name = operation[1]
  print(("  %-34s %7.2f ms  %5.2f of fetch"):format(name, best[name] * 1000,
    best[name] / best.fetch))
  slower = slower or best[name] > best.fetch and name
end
if slower then
  io.stderr:write(slower, " costs more than the fetch\n")
  os.exit(1)
end
