-- A fetch of the sample 20 times over, with each inflater, beside the limit, which has zlib: in
-- instructions and page faults, which are the same whatever else the machine does.
--
--   make bench-inflaters
--
-- The arguments are the inflaters: the C modules with each are in a folder of its name, below the
-- build folder.
local counts = require "spec.bench.counts"
local nginx_portal = require "spec.bench.nginx_portal"
local shell = require "spec.support.shell"
local timing = require "spec.bench.timing"

local SIZE, RUNS = 20, 5
-- What is wanted: instructions as a multiple of the limit's, and page faults beyond the result's
-- pages.
local MOST_TIMES, MOST_FAULTS = { isal = 1.1, zlib = 1.6 }, 300

local HEAD = "  %-20s %14s %6s %8s %12s %8s %8s"
local ROW = "  %-20s %14.1f %6.3f %8.1f %12d %+8.0f %+8d"
local LIMIT = "  %-20s %14.1f %6.3f %8s %12d"

local bench = timing.new()

local function print_ours(inflater, command, limit)
  assert(counts.inflater(bench, command) == inflater, "built with another inflater: " .. inflater)
  local times = counts.instructions(command) / limit
  local faults = counts.faults(bench, command, RUNS)
  local _, pages = counts.size(bench, command)
  print(ROW:format("urssaf with " .. inflater, times * limit / 1e6, times, MOST_TIMES[inflater],
    faults, faults - pages, MOST_FAULTS))
end

local function run(nginx)
  local function of(program)
    return function(mode) return ("%s %s/%d %s"):format(program, nginx.root, SIZE, mode) end
  end
  local limit = of(timing.folder .. "/limit")
  local beyond, loading = counts.instructions(limit)
  if not beyond then return print "valgrind is not installed (make deps-valgrind)" end
  print(("A fetch of %d times the sample, beyond loading; of page faults also those beyond the"
    .. " result's pages"):format(SIZE))
  print(HEAD:format("", "M instructions", "times", "at most", "page faults", "beyond", "at most"))
  for _, inflater in ipairs(arg) do
    print_ours(inflater, of(timing.lua_in(inflater) .. " spec/bench/contenders/ours.lua"),
      beyond + loading)
  end
  print(LIMIT:format("limit, with loading", (beyond + loading) / 1e6, 1, "",
    counts.faults(bench, limit, RUNS)))
end

local nginx = nginx_portal.start(shell.root .. timing.folder)
local done, err = pcall(run, nginx)
nginx:stop()
if not done then error(err, 0) end
