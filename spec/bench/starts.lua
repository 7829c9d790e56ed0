-- What starting costs: commands on a kept publication, process included, beside `lua -e ''` in the
-- same run.
--
--   make bench-starts         (BENCH_RUNS=3 makes it shorter)
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local timing = require "spec.bench.timing"

local BUILD = arg[1]
local RUNS = tonumber(os.getenv "BENCH_RUNS" or 21)

-- Reports on all départements of the kept publication, in one process: it says its CPU.
local ALL_REPORTS = "local urssaf = require [[urssaf]]"
  .. " local panel = assert(urssaf.fetch { cache = [[only]] }) local started = os.clock()"
  .. " for _, place in ipairs(urssaf.geo.departements) do"
  .. " if place.code ~= [[976]] then assert(urssaf.report(panel, place.code)) end end"
  .. " io.write([[cpu ]], os.clock() - started)"

local folder, portal = shell.temporary_folder(), standin.start()

local LUA = ("env URSSAF_CACHE_DIR=%s URSSAF_BASE_URL=%s LUA_PATH='./lua/?.lua;./lua/?/init.lua;;'"
  .. " LUA_CPATH='./%s/?.so;;' %s"):format(folder, portal.base_url, BUILD, shell.lua)

local COMMANDS = {
  { "lua -e ''", "-e ''" },
  { 'require "urssaf"', [[-e 'require "urssaf"']] },
  { "a kept panel", "spec/bench/contenders/kept.lua " .. portal.base_url .. " only" },
  { "urssaf --help", "bin/urssaf --help" },
  { "urssaf show 38", "bin/urssaf show 38 --offline" },
  { "urssaf show 38 --sample", "bin/urssaf show 38 --sample" },
  { "urssaf report 38", "bin/urssaf report 38 --offline -o " .. folder .. "/38.html" },
}

local function print_all(bench)
  local commands = {}
  for i, one in ipairs(COMMANDS) do commands[i] = LUA .. " " .. one[2] end
  bench:run(("%s spec/bench/contenders/kept.lua %s refresh"):format(LUA, portal.base_url))
  print(("Processes, medians of %d runs in turn: ms, ms of CPU, times `lua -e ''`"):format(RUNS))
  local all = bench:medians(commands, RUNS)
  for i, of in ipairs(all) do
    print(("  %-26s %8.1f %8.1f %7.1f"):format(COMMANDS[i][1], of.wall * 1000, of.cpu * 1000,
      of.cpu / all[1].cpu))
  end
  local reports = bench:run(("%s -e '%s'"):format(LUA, ALL_REPORTS))
  print(("  reports on 100 départements in one process: %.1f s"):format(reports.inner))
end

local done, err = pcall(print_all, timing.new(BUILD))
portal:stop()
shell.remove(folder)
if not done then error(err, 0) end
