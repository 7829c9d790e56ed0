-- What starting costs: commands on a kept publication, process included, beside `lua -e ''` in the
-- same run; and beside an earlier version, if BEFORE is the path of a checkout of it that is built.
--
--   make bench-starts         (BENCH_RUNS=3 makes it shorter, BEFORE=../urssaf-before compares)
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local timing = require "spec.bench.timing"

local RUNS = tonumber(os.getenv "BENCH_RUNS" or 21)
local BEFORE = os.getenv "BEFORE"

-- Reports on all départements of the kept publication, in one process: it says its CPU.
local ALL_REPORTS = "local urssaf = require [[urssaf]]"
  .. " local panel = assert(urssaf.fetch { cache = [[only]] }) local started = os.clock()"
  .. " for _, place in ipairs(urssaf.geo.departements) do"
  .. " if place.code ~= [[976]] then assert(urssaf.report(panel, place.code)) end end"
  .. " io.write([[cpu ]], os.clock() - started)"

local KEPT = shell.root .. "spec/bench/contenders/kept.lua "

local folder, portal = shell.temporary_folder(), standin.start()

-- How Lua is started in a checkout, each with a cache of its own.
local function lua_in(checkout, build, cache)
  return ("-C %s URSSAF_CACHE_DIR=%s/%s URSSAF_BASE_URL=%s"
    .. " LUA_PATH='./lua/?.lua;./lua/?/init.lua;;' LUA_CPATH='./%s/?.so;;' %s "):format(
    shell.quote(checkout), folder, cache, portal.base_url, build, shell.lua)
end

local CHECKOUTS = { lua_in(shell.root, shell.build, "now"),
  BEFORE and lua_in(BEFORE, "build", "before") or nil }

local COMMANDS = {
  { "lua -e ''", "-e ''" },
  { 'require "urssaf"', [[-e 'require "urssaf"']] },
  { "a kept panel", KEPT .. portal.base_url .. " only" },
  { "urssaf --help", "bin/urssaf --help" },
  { "urssaf show 38", "bin/urssaf show 38 --offline" },
  { "urssaf show 38 --sample", "bin/urssaf show 38 --sample" },
  { "urssaf report 38", "bin/urssaf report 38 --offline -o " .. folder .. "/38.html" },
}

-- Millions of instructions; 0 where valgrind is not installed.
local function instructions(command)
  return (timing.instructions(command) or 0) / 1e6
end

-- The figures of a command: `now` and `before` in both checkouts, `nothing` of `lua -e ''`.
local function print_line(one, now, before, nothing)
  local count = instructions(CHECKOUTS[1] .. one[2])
  local line = ("  %-24s %8.1f %8.1f %+8.1f %7.2f %8.1f"):format(one[1], now.wall * 1000,
    now.cpu * 1000, (now.cpu - nothing.cpu) * 1000, now.cpu / nothing.cpu, count)
  if before then
    local count_before = instructions(CHECKOUTS[2] .. one[2])
    line = line .. (" %10.1f %7.2f %8.1f %7.2f"):format(before.cpu * 1000, now.cpu / before.cpu,
      count_before, count / math.max(count_before, 1e-9))
  end
  print(line)
end

local function print_head()
  print(("Processes, medians of %d runs in turn: ms, ms of CPU, how many more than `lua -e ''`, how"
    .. " many times that, M instructions"):format(RUNS))
  if BEFORE then
    print(("then, of %s: ms of CPU, how many times that, M instructions, how many times these")
      :format(BEFORE))
  end
end

local function print_starts(bench)
  local commands, count = {}, #CHECKOUTS
  for _, one in ipairs(COMMANDS) do
    for _, lua in ipairs(CHECKOUTS) do commands[#commands + 1] = lua .. one[2] end
  end
  print_head()
  local all = bench:medians(commands, RUNS)
  for i, one in ipairs(COMMANDS) do
    local first = (i - 1) * count + 1
    print_line(one, all[first], BEFORE and all[first + 1], all[1])
  end
end

local function print_reports(bench)
  local seconds = {}
  for i, lua in ipairs(CHECKOUTS) do
    seconds[i] = bench:run(("%s -e '%s'"):format(lua, ALL_REPORTS)).inner
  end
  local line = ("  reports on 100 départements in one process: %.1f s"):format(seconds[1])
  if BEFORE then line = line .. (", %.1f s before: %.2f"):format(seconds[2],
    seconds[1] / seconds[2]) end
  print(line)
end

local function print_all(bench)
  for _, lua in ipairs(CHECKOUTS) do bench:run(lua .. KEPT .. portal.base_url .. " refresh") end
  print_starts(bench)
  print_reports(bench)
end

local done, err = pcall(print_all, timing.new())
portal:stop()
shell.remove(folder)
if not done then error(err, 0) end
