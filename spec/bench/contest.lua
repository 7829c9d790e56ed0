-- What one would use instead of urssaf, each doing the same from the socket to values by unit,
-- measure and quarter.
--
--   local contest = require("spec.bench.contest").new(5)
--   local results = contest:run { { base_url = …, is_small = true } }
--
-- Whole processes are run in turn, after one round in which each says what it read, so that they
-- are seen to agree. Printed are medians: CPU of the process and of the work in it, wall time of
-- both, peak memory, page faults, and the ratios to ours; at the end the nearest peer in each row.
-- A figure counts beside those of the same run.
-- Page faults and instructions beyond loading the library are the same whatever the machine does.
local counts = require "spec.bench.counts"
local shell = require "spec.support.shell"
local standings = require "spec.bench.standings"
local timing = require "spec.bench.timing"

local FOLDER, LUA = timing.folder, timing.lua
local HERE = "spec/bench/contenders/"

-- name, what it is called in short, command, what has to be there, whether it reads JSON
local function contenders_here()
  local node = FOLDER .. "/node/"
  local pandas = "/usr/bin/python3 -c 'import pandas'"
  local list = {
    { "urssaf", "urssaf", LUA .. " " .. HERE .. "ours.lua", "true" },
    { "limit (C, libcurl)", "limit", FOLDER .. "/limit", "true" },
    { "Lua, luasocket, lua-cjson", "cjson", LUA .. " " .. HERE .. "plain.lua",
      LUA .. " -e 'require [[socket.http]] require [[zlib]] require [[cjson]]'", true },
    { "Python, pandas, CSV", "pandas", "/usr/bin/python3 " .. HERE .. "pandas_csv.py", pandas },
    { "Python, pandas, JSON", "pandas", "/usr/bin/python3 " .. HERE .. "pandas_json.py", pandas,
      true },
    { "polars in Node, CSV", "polars", "node " .. node .. "polars_csv.mjs",
      "test -d " .. node .. "node_modules/nodejs-polars" },
    { "Node, fetch, JSON.parse", "Node", "node " .. HERE .. "node_json.mjs", "node -e 'fetch'",
      true },
    { "DuckDB in Node, CSV", "DuckDB", "node " .. node .. "duckdb_csv.mjs",
      "test -d " .. node .. "node_modules/@duckdb" },
  }
  for i, one in ipairs(list) do
    list[i] = { name = one[1], short = one[2], command = one[3], needs = one[4], json = one[5],
      limit = one[2] == "limit" }
  end
  return list
end

local Contest = {}
Contest.__index = Contest

local function command_of(contender, export, mode)
  return ("%s %s %s %s"):format(contender.command, export.base_url, mode, export.dataset or "")
end

function Contest:check(contender, export, expected)
  local _, output = self.bench:run(command_of(contender, export, "check"))
  local said = output:match "cells %d+ sum %d+"
  if contender.limit then return expected end
  assert(said, output)
  assert(not expected or said == expected, ("%s read %s, not %s"):format(contender.name,
    tostring(said), tostring(expected)))
  return said
end

function Contest:take_part(export)
  local list = {}
  for _, contender in ipairs(self.contenders) do
    if not shell.run(contender.needs) then
      print(("  %-28s is not installed (make bench-deps)"):format(contender.name))
    elseif contender.json and not export.has_json then
      print(("  %-28s reads JSON, which would be very large"):format(
        contender.name))
    else
      list[#list + 1] = contender
    end
  end
  return list
end

local function print_header()
  print(("  %-28s %9s %9s %9s %9s %9s %9s %8s %8s"):format("", "CPU s", "in it s", "wall s",
    "in it s", "peak MiB", "faults", "CPU", "wall"))
end

local function print_row(name, of, ours)
  print(("  %-28s %9.4f %9.4f %9.4f %9.4f %9.1f %9d %7.2fx %7.2fx"):format(name, of.cpu, of.inner,
    of.wall, of.inner_wall, of.peak, of.faults, of.cpu / ours.cpu, of.wall / ours.wall))
end

-- The commands of ours and of the limit, for a mode.
function Contest:commands(export)
  local list = {}
  for k = 1, 2 do
    list[k] = function(mode) return command_of(self.contenders[k], export, mode) end
  end
  return list[1], list[2]
end

-- In millions: of ours what is beyond loading, and of the limit.
local function print_instructions(ours, limit)
  local beyond = counts.instructions(ours)
  if not beyond then return print "  valgrind is not installed (make deps-valgrind)" end
  local of_limit, loading = counts.instructions(limit)
  local most = of_limit + loading
  local text = "  instructions beyond loading %.1f M; of the limit %.1f M, in all %.1f: %.2f, %.2f"
  print(text:format(beyond / 1e6, of_limit / 1e6, most / 1e6, beyond / of_limit, beyond / most))
end

-- The limit's own faults are those of libcurl's and zlib's buffers.
function Contest:print_counts(export, ours, limit, pages)
  local beyond = counts.faults(self.bench, ours, self.runs)
  local text = "  page faults beyond loading %d, of the limit %d; the result has %.0f pages: %+.0f"
  print(text:format(beyond, counts.faults(self.bench, limit, self.runs), pages, beyond - pages))
  if export.is_counted then print_instructions(ours, limit) end
end

function Contest:print_results(export, list, results)
  local ours = results[1]
  local row = {}
  print_header()
  for i, contender in ipairs(list) do
    print_row(contender.name, results[i], ours)
    if not contender.limit then
      row[#row + 1] = { name = contender.short, of = results[i] }
    end
  end
  self.standings:add(export.short_title or export.title, row)
  local command, limit = self:commands(export)
  local all, pages = counts.size(self.bench, command)
  print(("  in Lua %.1f MiB; peak %.1f, wanted at most %.1f"):format(all / 1024, ours.peak,
    all / 1024 * 1.5 + 16))
  self:print_counts(export, command, limit, pages)
end

-- Sees that those who read an export agree; adds their commands.
function Contest:prepare(export, commands)
  print(export.title)
  local list, expected = self:take_part(export), nil
  for _, contender in ipairs(list) do
    expected = self:check(contender, export, expected)
    commands[#commands + 1] = command_of(contender, export, "time")
  end
  print(("  all that read it agree: %s; urssaf has %s"):format(expected,
    counts.inflater(self.bench, (self:commands(export)))))
  return list
end

--- Runs all contenders on all exports in turn, and prints what they take. An export has a `title`,
-- a `base_url`, `has_json`, `is_counted` if instructions are counted, which takes fifty times as
-- long as a run, and the arguments that name another `dataset`, its keys and measures.
---@param exports table[]
---@return table[] results of each export: ours and the limit's, as in timing.lua
function Contest:run(exports)
  local commands, lists, found = {}, {}, {}
  for i, export in ipairs(exports) do lists[i] = self:prepare(export, commands) end
  local all, at = self.bench:medians(commands, self.runs), 0
  for i, export in ipairs(exports) do
    local results = {}
    for k = 1, #lists[i] do results[k] = all[at + k] end
    at = at + #lists[i]
    if #exports > 1 then print(export.title) end
    self:print_results(export, lists[i], results)
    found[i] = { ours = results[1], limit = results[2] }
  end
  return found
end

--- Prints the CPU of ours as a multiple of the limit's, whole process and in it, of all exports in
-- turn.
---@param exports table[]
---@param rounds integer
function Contest:print_ratios(exports, rounds)
  local commands = {}
  for _, export in ipairs(exports) do
    for k = 1, 2 do
      commands[#commands + 1] = command_of(self.contenders[k], export, "time")
    end
  end
  local all = self.bench:medians(commands, rounds)
  print(("CPU as a multiple of the limit's, medians of %d rounds in turn: process, in it"):format(
    rounds))
  for i, export in ipairs(exports) do
    local ours, limit = all[2 * i - 1], all[2 * i]
    print(("  %-28s %8.2f %8.2f"):format(export.short_title, ours.cpu / limit.cpu,
      ours.inner / limit.inner))
  end
end

--- Prints the nearest peers in all that was run.
function Contest:print_standings() self.standings:print() end

--- `runs` of each contender.
local function new(runs)
  return setmetatable({ bench = timing.new(), runs = runs, standings = standings.new(),
    contenders = contenders_here() }, Contest)
end

return { new = new }
