-- What the fetch's benchmark does not show: what a script pays before it begins, what a panel that
-- was kept costs beside pandas reading the same file, and what the order of the rows costs.
--
--   make bench                (BENCH_RUNS=3 and BENCH_ORDERS=1 make it shorter)
local nginx_portal = require "spec.bench.nginx_portal"
local timing = require "spec.bench.timing"
local shell = require "spec.support.shell"

local FOLDER, LUA = timing.folder, timing.lua
local RUNS = tonumber(os.getenv "BENCH_RUNS" or 5)
local START_RUNS = RUNS * 8 + 1 -- of a millisecond each
local SCALE = os.getenv "BENCH_ORDERS" or "20" -- of the sample for the orders of rows

local bench = timing.new()

-- What a script says of its own CPU, less than what starting env and Lua takes.
local function print_start()
  local starts = { { "nothing", "" }, { 'require "cjson"', "require [[cjson]]" },
    { 'require "urssaf"', "require [[urssaf]]" } }
  local commands = {}
  for i, start in ipairs(starts) do
    commands[i] = ([[%s -e "local t = os.clock() %s io.write([==[cpu ]==], os.clock() - t)"]])
      :format(LUA, start[2])
  end
  print(("Starting, medians of %d runs in turn: CPU in ms of the process, and of the line in it")
    :format(START_RUNS))
  for i, of in ipairs(bench:medians(commands, START_RUNS)) do
    print(("  %-28s %8.2f %8.3f"):format(starts[i][1], of.cpu * 1000, of.inner * 1000))
  end
end

local function print_kept(root)
  local folder = shell.temporary_folder()
  local ours = ("URSSAF_CACHE_DIR=%s %s spec/bench/contenders/kept.lua %s/1"):format(folder,
    LUA, root)
  assert(shell.run(("test -f %s/1/export.csv"):format(FOLDER)), "the sample once is needed")
  bench:run(ours .. " refresh")
  local kept = shell.run_line(("find %s -name '*.csv'"):format(folder))
  local pandas = "/usr/bin/python3 spec/bench/contenders/pandas_csv.py " .. kept
  print(("A panel that was kept, process start included, medians of %d runs in turn"):format(RUNS))
  if not shell.run "/usr/bin/python3 -c 'import pandas'" then
    print "  pandas is not installed (make bench-deps)"
    pandas = nil
  end
  local all = bench:medians({ ours .. " only", pandas }, RUNS)
  print(("  %-28s %8.2f ms CPU, %8.2f ms"):format("urssaf", all[1].cpu * 1e3, all[1].wall * 1e3))
  if pandas then
    print(("  %-28s %8.2f ms CPU, %8.2f ms: %.1f and %.1f times ours"):format(
      "pandas, the same file", all[2].cpu * 1e3, all[2].wall * 1e3, all[2].cpu / all[1].cpu,
      all[2].wall / all[1].wall))
  end
  shell.remove(folder)
end

local ORDERS = { "unit", "time", "scrambled" }

-- The files are written once.
local function print_orders()
  local commands = {}
  for i, order in ipairs(ORDERS) do
    local folder = ("%s/orders/%s/%s"):format(FOLDER, SCALE, order)
    if not shell.run(("test -f %s/export.csv"):format(folder)) then
      print(("writing the sample %s times over, in the order of %s"):format(SCALE, order))
      bench:run(("%s spec/bench/prepare.lua %s %s %s"):format(LUA, SCALE, folder, order))
    end
    commands[i] = ("%s spec/bench/decode.lua %s/export.csv"):format(LUA, folder)
  end
  print(("Decoding %s times the sample from memory, CPU, medians of %d runs in turn"):format(SCALE,
    RUNS))
  local all = bench:medians(commands, RUNS)
  for i, of in ipairs(all) do
    print(("  rows in the order of %-10s %8.2f ms %6.2fx"):format(ORDERS[i], of.inner * 1e3,
      of.inner / all[1].inner))
  end
end

print_start()
local nginx = nginx_portal.start(shell.root .. FOLDER)
local done, err = pcall(print_kept, nginx.root)
nginx:stop()
if not done then error(err, 0) end
print_orders()
