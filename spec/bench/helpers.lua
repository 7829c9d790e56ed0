-- What the operations on a panel cost beside the fetch, and beside other programs doing the same:
-- pandas, polars, DuckDB, and plain loops in Node and in Lua with lua-cjson; on the whole main
-- dataset (101 units, 5 measures, 68 quarters, synthetic) in memory.
--
--   make bench-helpers          (HELPERS_ROUNDS=2 HELPERS_RUNS=3 HELPERS_PROCESS_RUNS=1 make it
--                                shorter, and so does HELPERS_CONTENDERS=none, without the others)
--
-- First the results are compared, cell by cell: all programs must agree. Then each program does
-- each operation several times, one program after the other, in several rounds; the least time
-- counts, since whatever else the machine does only adds to it. Then whole processes, which read
-- the files and do one operation once, in turn: medians. Programs that are not installed are named
-- and left out.
--
-- Ends with an error if results differ, or if an operation that scripts repeat costs many times the
-- fetch. A figure of another run, or of another machine, says nothing.
local helpers_data = require "spec.bench.helpers_data"
local http = require "urssaf.http"
local installed = require "spec.bench.installed"
local operations = require "spec.bench.operations"
local same_cells = require "spec.bench.same_cells"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local standings = require "spec.bench.standings"
local timing = require "spec.bench.timing"
local urssaf = require "urssaf"

local ROUNDS = tonumber(os.getenv "HELPERS_ROUNDS" or 7)
local RUNS = tonumber(os.getenv "HELPERS_RUNS" or 9)
local PROCESS_RUNS = tonumber(os.getenv "HELPERS_PROCESS_RUNS" or 3)
local FOLDER, NODE = timing.folder .. "/helpers", timing.folder .. "/node"
local WANTED = os.getenv "HELPERS_CONTENDERS" or "pandas polars duckdb node cjson"
local HERE = "spec/bench/contenders/helpers_"
local LUA = timing.lua

local CONTENDERS = {
  { name = "pandas", needs = "/usr/bin/python3 -c 'import pandas'",
    command = "/usr/bin/python3 " .. HERE .. "pandas.py " .. FOLDER },
  { name = "polars", needs = ("test -d %s/node_modules/nodejs-polars"):format(NODE),
    command = ("node %s/helpers_polars.mjs %s"):format(NODE, FOLDER) },
  { name = "duckdb", needs = ("test -d %s/node_modules/@duckdb"):format(NODE),
    command = ("node %s/helpers_duckdb.mjs %s"):format(NODE, FOLDER) },
  { name = "node", needs = "command -v node",
    command = ("node %snode.mjs %s"):format(HERE, FOLDER) },
  { name = "cjson", needs = LUA .. " -e 'require [[cjson]] require [[socket]]'",
    command = ("%s %scjson.lua %s"):format(LUA, HERE, FOLDER) },
}
local OURS = ("%s %surssaf.lua %s"):format(LUA, HERE, FOLDER)

-- What scripts repeat, and how many times the fetch it may cost. The fetch decodes in C.
local REPEATED, MOST = { "aggregate", "annual", "yoy", "rolling" }, 4

local function run(command)
  local ok, _, output = shell.run(command)
  assert(ok, command .. ": " .. output)
  return output
end

-- ------------------------------------------------------------------ the same results

local function cells_of(contender, operation)
  local cells = {}
  local text = shell.read_file(("%s/%s/%s"):format(FOLDER, contender.name, operation.name))
  for cell, value in text:gmatch "([^\t\n]+)\t([^\n]+)" do cells[cell] = tonumber(value) end
  return cells
end

local function compare(list, contenders)
  local cells = 0
  for _, contender in ipairs(contenders) do
    run(contender.command .. " check")
    for _, operation in ipairs(list) do
      local ours = operation.cells and operation.cells(operation.run())
      local theirs = ours and cells_of(contender, operation) or {}
      local cell = same_cells.first_difference(ours or {}, theirs)
      if cell then
        error(("%s, %s: %s here, %s with %s"):format(operation.title, cell,
          tostring(ours[cell]), tostring(theirs[cell]), contender.name), 0)
      end
      for _ in pairs(theirs) do cells = cells + 1 end
    end
  end
  print(("  %d cells of %d programs compared, all agree"):format(cells, #contenders))
end

-- ------------------------------------------------------------------ time

local function keep_least(least, name, cpu, wall)
  local one = least[name] or { cpu = math.huge, wall = math.huge }
  least[name] = { cpu = math.min(one.cpu, cpu), wall = math.min(one.wall, wall) }
end

local function time_ours(list, least)
  for _, operation in ipairs(list) do
    for _ = 1, RUNS do
      collectgarbage()
      local cpu, wall = os.clock(), http.now()
      operation.run()
      keep_least(least, operation.name, os.clock() - cpu, http.now() - wall)
    end
  end
end

local function time_theirs(contender, least)
  local printed = run(contender.command .. " " .. RUNS)
  for name, cpu, wall in printed:gmatch "([%l_]+) ([%d.]+) ([%d.]+)" do
    keep_least(least, name, tonumber(cpu), tonumber(wall))
  end
end

-- The least seconds of each operation in the process, by program.
local function measure(list, contenders)
  local least = { urssaf = {} }
  for _, contender in ipairs(contenders) do least[contender.name] = {} end
  for _ = 1, ROUNDS do
    time_ours(list, least.urssaf)
    for _, contender in ipairs(contenders) do time_theirs(contender, least[contender.name]) end
  end
  return least
end

-- What processes take, each of which reads the files and does one operation once, by program.
local function measure_processes(bench, operation, contenders)
  local commands = { ("%s 1 %s"):format(OURS, operation.name) }
  for i, contender in ipairs(contenders) do
    commands[i + 1] = ("%s 1 %s"):format(contender.command, operation.name)
  end
  local found, all = {}, bench:medians(commands, PROCESS_RUNS)
  found.urssaf = all[1]
  for i, contender in ipairs(contenders) do found[contender.name] = all[i + 1] end
  return found
end

-- ------------------------------------------------------------------ the tables

local NAMES = { "urssaf" }
for i, contender in ipairs(CONTENDERS) do NAMES[i + 1] = contender.name end

local function in_columns(title, text_of)
  local texts = {}
  for i, name in ipairs(NAMES) do texts[i] = ("%8s"):format(text_of(name)) end
  return ("  %-32s %s"):format(title, table.concat(texts, " "))
end

local function milliseconds(seconds)
  return seconds and ("%.2f"):format(seconds * 1000) or "-"
end

local function print_table(list, least)
  print(in_columns("CPU in ms", function(name) return name end) .. "   of best  of fetch")
  for _, operation in ipairs(list) do
    local ours, best = least.urssaf[operation.name].cpu, math.huge
    local row = in_columns(operation.title, function(name)
      local one = least[name] and least[name][operation.name]
      if one and name ~= "urssaf" then best = math.min(best, one.cpu) end
      return milliseconds(one and one.cpu)
    end)
    print(("%s %9s %9.2f"):format(row, best < math.huge and ("%.2f"):format(ours / best) or "-",
      ours / least.urssaf.fetch.cpu))
  end
end

-- What a program takes, in the process and as a whole.
local function figures_of(inner, process)
  return { inner = inner.cpu, inner_wall = inner.wall, cpu = process.cpu, wall = process.wall,
    peak = process.peak }
end

local function print_processes(list, contenders, least)
  local bench, table_of_peers = timing.new(), standings.new()
  print(in_columns("the process, CPU in ms", function(name) return name end))
  for _, operation in ipairs(list) do
    if operation.cells then
      local found, row = measure_processes(bench, operation, contenders), {}
      print(in_columns(operation.title, function(name)
        return milliseconds(found[name] and found[name].cpu)
      end))
      for _, name in ipairs(NAMES) do
        if found[name] then
          row[#row + 1] = { name = name,
            of = figures_of(least[name][operation.name], found[name]) }
        end
      end
      table_of_peers:add(operation.title, row)
    end
  end
  table_of_peers:print()
end

local function refuse_slow(least)
  for _, name in ipairs(REPEATED) do
    if least[name].cpu > MOST * least.fetch.cpu then
      error(("%s costs more than %d times the fetch"):format(name, MOST), 0)
    end
  end
end

local function main(portal)
  helpers_data.write(FOLDER)
  local function read(name) return assert(urssaf.read(("%s/%s.csv"):format(FOLDER, name))) end
  local list = operations.list { panel = read "newer", older = read "older",
    population = helpers_data.rows(FOLDER, "population"),
    prices = helpers_data.rows(FOLDER, "prices") }
  table.insert(list, 1, { name = "fetch", title = "fetch", run = function()
    assert(urssaf.fetch(portal:options {}))
  end })
  print(("The whole dataset, the least of %d times %d runs"):format(ROUNDS, RUNS))
  local contenders = installed(CONTENDERS, WANTED)
  compare(list, contenders)
  local least = measure(list, contenders)
  print_table(list, least)
  if #contenders > 0 and PROCESS_RUNS > 0 then print_processes(list, contenders, least) end
  refuse_slow(least.urssaf)
end

local portal = standin.start { idle = 3600 } -- the others take their turns meanwhile
local done, err = pcall(main, portal)
portal:stop()
if not done then
  io.stderr:write(tostring(err), "\n")
  os.exit(1)
end
