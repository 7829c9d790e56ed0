-- Ours beside what one would use instead (see contest.lua), on the synthetic sample 1, 20 and 200
-- times over.
--
--   make bench                (BENCH_SIZES="1 20" and BENCH_RUNS=3 make it shorter)
local contests = require "spec.bench.contest"
local nginx_portal = require "spec.bench.nginx_portal"
local shell = require "spec.support.shell"
local timing = require "spec.bench.timing"

local RUNS = tonumber(os.getenv "BENCH_RUNS" or 5)
local SIZES = os.getenv "BENCH_SIZES" or "1 20 200"
local LARGEST_JSON, LARGEST_COUNTED = 20, 20

local RATIO_ROUNDS = tonumber(os.getenv "BENCH_RATIO_ROUNDS" or 11)

local contest = contests.new(RUNS)
local nginx = nginx_portal.start(shell.root .. timing.folder)

local function export_of(size)
  return { base_url = nginx.root .. "/" .. size, has_json = tonumber(size) <= LARGEST_JSON,
    is_counted = tonumber(size) <= LARGEST_COUNTED, short_title = size .. " times the sample",
    title = ("%s times the sample, medians of %d runs in turn"):format(size, RUNS) }
end

local done, err = pcall(function()
  local exports = {}
  for size in SIZES:gmatch "%d+" do
    exports[#exports + 1] = export_of(size)
    contest:run { exports[#exports] }
  end
  contest:print_ratios(exports, RATIO_ROUNDS)
  contest:print_standings()
end)
nginx:stop()
if not done then error(err, 0) end
