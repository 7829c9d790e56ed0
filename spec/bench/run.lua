-- Ours beside what one would use instead, each doing the same from the socket to values by unit,
-- measure and quarter, on the synthetic sample 1, 20 and 200 times over.
--
--   make bench                (BENCH_SIZES="1 20" and BENCH_RUNS=3 make it shorter)
--
-- Whole processes are run in turn, after one round in which each says what it read, so that they
-- are seen to agree. Printed are medians: CPU of the process, CPU of the work in it, wall time,
-- peak memory, and the ratios to ours. A figure counts beside those of the same run.
local front = require "spec.bench.front"
local shell = require "spec.support.shell"

local BUILD = arg[1]
local RUNS = tonumber(os.getenv "BENCH_RUNS" or 5)
local SIZES = os.getenv "BENCH_SIZES" or "1 20 200"
local LARGEST_JSON = 20

local LUA = ("env LUA_PATH='./lua/?.lua;./lua/?/init.lua;;' LUA_CPATH='./build/?.so;;' %s"):format(
  shell.lua)
local HERE = "spec/bench/contenders/"

-- name, command, what has to be there, whether it reads JSON
local CONTENDERS = {
  { name = "urssaf", command = LUA .. " " .. HERE .. "ours.lua", needs = "true" },
  { name = "limit (C, libcurl)", command = BUILD .. "/bench/limit", needs = "true", limit = true },
  { name = "Lua, luasocket, lua-cjson", command = LUA .. " " .. HERE .. "plain.lua", json = true,
    needs = LUA .. " -e 'require [[socket.http]] require [[zlib]] require [[cjson]]'" },
  { name = "Python, pandas, CSV", command = "/usr/bin/python3 " .. HERE .. "pandas_csv.py",
    needs = "/usr/bin/python3 -c 'import pandas'" },
  { name = "Python, pandas, JSON", command = "/usr/bin/python3 " .. HERE .. "pandas_json.py",
    needs = "/usr/bin/python3 -c 'import pandas'", json = true },
  { name = "Node, fetch, JSON.parse", command = "node " .. HERE .. "node_json.mjs", json = true,
    needs = "node -e 'fetch'" },
  { name = "DuckDB in Node, CSV", command = "node " .. BUILD .. "/bench/node/duckdb_csv.mjs",
    needs = "test -d " .. BUILD .. "/bench/node/node_modules/@duckdb" },
}

local function median(list)
  table.sort(list)
  return list[#list // 2 + 1]
end

-- Runs a contender once: what it says, and its CPU, wall time and peak memory.
local function run(contender, base_url, mode)
  local took = BUILD .. "/bench/took"
  local ok, _, output = shell.run(("%s/bench/measure %s %s %s %s"):format(BUILD, took,
    contender.command, base_url, mode))
  assert(ok, contender.name .. ": " .. output)
  local cpu, wall, peak = shell.read(shell.root .. took):match "(%S+) (%S+) (%d+)"
  return { cpu = tonumber(cpu), wall = tonumber(wall), peak = tonumber(peak) / 1024,
    inner = tonumber(output:match "cpu ([%d.e-]+)") }, output
end

local function check(contender, base_url, expected)
  local _, output = run(contender, base_url, "check")
  local said = output:match "cells %d+ sum %d+"
  if contender.limit then return expected end
  assert(said, output)
  assert(not expected or said == expected, ("%s read %s, not %s"):format(contender.name,
    tostring(said), tostring(expected)))
  return said
end

local function take_part(size)
  local list, expected = {}, nil
  for _, contender in ipairs(CONTENDERS) do
    if not shell.run(contender.needs) then
      print(("  %-28s is not installed (make bench-deps)"):format(contender.name))
    elseif contender.json and size > LARGEST_JSON then
      print(("  %-28s not at this size: half a gigabyte of JSON"):format(contender.name))
    else
      list[#list + 1] = contender
    end
  end
  return list, expected
end

local function measure(list, base_url)
  local all = {}
  for _ = 1, RUNS do
    for i, contender in ipairs(list) do
      all[i] = all[i] or { cpu = {}, wall = {}, peak = {}, inner = {} }
      for name, value in pairs((run(contender, base_url, "time"))) do
        table.insert(all[i][name], value)
      end
    end
  end
  for _, of in ipairs(all) do
    for name, values in pairs(of) do of[name] = median(values) end
  end
  return all
end

local nginx = front.start(shell.run_line "pwd" .. "/" .. BUILD .. "/bench")
local done, err = pcall(function()
  for size in SIZES:gmatch "%d+" do
    print(("%s times the sample, medians of %d runs in turn"):format(size, RUNS))
    local base_url = nginx.root .. "/" .. size
    local list, expected = take_part(tonumber(size))
    for _, contender in ipairs(list) do expected = check(contender, base_url, expected) end
    print("  all that read it agree: " .. expected)
    print(("  %-28s %10s %10s %10s %10s %8s %8s"):format("", "CPU s", "in it s", "wall s",
      "peak MiB", "CPU", "wall"))
    local all = measure(list, base_url)
    for i, contender in ipairs(list) do
      local of, ours = all[i], all[1]
      print(("  %-28s %10.4f %10.4f %10.4f %10.1f %7.2fx %7.2fx"):format(contender.name, of.cpu,
        of.inner, of.wall, of.peak, of.cpu / ours.cpu, of.wall / ours.wall))
      if contender.limit then
        print(("  %-28s %.2f"):format("  fetch against the limit", ours.inner / of.inner))
      end
    end
  end
end)
nginx:stop()
if not done then error(err, 0) end
