-- Ours beside what one would use instead, each doing the same from the socket to values by unit,
-- measure and quarter, on the synthetic sample 1, 20 and 200 times over.
--
--   make bench                (BENCH_SIZES="1 20" and BENCH_RUNS=3 make it shorter)
--
-- Whole processes are run in turn, after one round in which each says what it read, so that they
-- are seen to agree. Printed are medians: CPU of the process, CPU of the work in it, wall time,
-- peak memory, and the ratios to ours. A figure counts beside those of the same run.
local nginx_portal = require "spec.bench.nginx_portal"
local timing = require "spec.bench.timing"
local shell = require "spec.support.shell"

local BUILD = arg[1]
local RUNS = tonumber(os.getenv "BENCH_RUNS" or 5)
local SIZES = os.getenv "BENCH_SIZES" or "1 20 200"
local LARGEST_JSON = 20

local bench = timing.new(BUILD)

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

local function command_of(contender, base_url, mode)
  return ("%s %s %s"):format(contender.command, base_url, mode)
end

local function check(contender, base_url, expected)
  local _, output = bench:run(command_of(contender, base_url, "check"))
  local said = output:match "cells %d+ sum %d+"
  if contender.limit then return expected end
  assert(said, output)
  assert(not expected or said == expected, ("%s read %s, not %s"):format(contender.name,
    tostring(said), tostring(expected)))
  return said
end

local function take_part(size)
  local list = {}
  for _, contender in ipairs(CONTENDERS) do
    if not shell.run(contender.needs) then
      print(("  %-28s is not installed (make bench-deps)"):format(contender.name))
    elseif contender.json and size > LARGEST_JSON then
      print(("  %-28s not at this size: half a gigabyte of JSON"):format(contender.name))
    else
      list[#list + 1] = contender
    end
  end
  return list
end

local function print_header()
  print(("  %-28s %10s %10s %10s %10s %8s %8s"):format("", "CPU s", "in it s", "wall s",
    "peak MiB", "CPU", "wall"))
end

local function print_row(name, of, ours)
  print(("  %-28s %10.4f %10.4f %10.4f %10.1f %7.2fx %7.2fx"):format(name, of.cpu, of.inner,
    of.wall, of.peak, of.cpu / ours.cpu, of.wall / ours.wall))
end

-- What the result takes in Lua, the library with it.
local function lua_size(base_url)
  local _, output = bench:run(command_of(CONTENDERS[1], base_url, "memory"))
  return tonumber(output:match "lua (%d+)") / 1024
end

local function compare(size, base_url)
  print(("%d times the sample, medians of %d runs in turn"):format(size, RUNS))
  local list, commands, expected = take_part(size), {}, nil
  for i, contender in ipairs(list) do
    expected = check(contender, base_url, expected)
    commands[i] = command_of(contender, base_url, "time")
  end
  print("  all that read it agree: " .. expected)
  local all = bench:medians(commands, RUNS)
  local ours = all[1]
  print_header()
  for i, contender in ipairs(list) do
    print_row(contender.name, all[i], ours)
    if contender.limit then
      print(("    CPU of the fetch against the limit: %.2f"):format(ours.inner / all[i].inner))
    elseif contender.json then
      print(("    CPU in it against ours: %.1f"):format(all[i].inner / ours.inner))
    end
  end
  local in_lua = lua_size(base_url)
  print(("  in Lua %.1f MiB; peak %.1f, wanted at most %.1f"):format(in_lua, ours.peak,
    in_lua * 1.5 + 16))
end

local nginx = nginx_portal.start(shell.run_line "pwd" .. "/" .. BUILD .. "/bench")
local done, err = pcall(function()
  for size in SIZES:gmatch "%d+" do compare(tonumber(size), nginx.root .. "/" .. size) end
end)
nginx:stop()
if not done then error(err, 0) end
