-- What the operations on a panel cost beside the fetch, and beside pandas and DuckDB doing the
-- same: CPU in the process, on the whole main dataset (101 units, 5 measures, 68 quarters,
-- synthetic) in memory.
--
--     make bench-helpers        (HELPERS_ROUNDS=2 HELPERS_RUNS=3 make it shorter, and so does
--                                HELPERS_CONTENDERS=none, without the others)
--
-- First the results are compared, cell by cell: all programs must agree. Then each program does
-- each operation several times, one program after the other, in several rounds; the least time
-- counts, since whatever else the machine does only adds to it. Programs that are
-- not installed are named and left out.
--
-- Ends with an error if results differ, or if an operation that scripts repeat costs many times the
-- fetch. A figure of another run, or of another machine, says nothing.
local helpers_data = require "spec.bench.helpers_data"
local operations = require "spec.bench.operations"
local same_cells = require "spec.bench.same_cells"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

local BUILD = arg[1] or "build"
local ROUNDS = tonumber(os.getenv "HELPERS_ROUNDS" or 7)
local RUNS = tonumber(os.getenv "HELPERS_RUNS" or 9)
local FOLDER, NODE = BUILD .. "/bench/helpers", BUILD .. "/bench/node"
local WANTED = os.getenv "HELPERS_CONTENDERS" or "pandas duckdb"

local CONTENDERS = {
  { name = "pandas", needs = "/usr/bin/python3 -c 'import pandas'",
    command = "/usr/bin/python3 spec/bench/contenders/helpers_pandas.py " .. FOLDER },
  { name = "duckdb", needs = ("test -d %s/node_modules/@duckdb"):format(NODE),
    command = ("node %s/helpers_duckdb.mjs %s"):format(NODE, FOLDER) },
}

-- What scripts repeat, and how many times the fetch it may cost. The fetch decodes in C.
local REPEATED, MOST = { "aggregate", "annual", "yoy", "rolling" }, 4

local function run(command)
  local ok, _, output = shell.run(command)
  assert(ok, command .. ": " .. output)
  return output
end

local function installed()
  local list = {}
  for _, contender in ipairs(CONTENDERS) do
    if not WANTED:find(contender.name, 1, true) then
      print(("  %s is not wanted"):format(contender.name))
    elseif shell.run(contender.needs) then
      list[#list + 1] = contender
    else
      print(("  %s is not installed (make bench-deps)"):format(contender.name))
    end
  end
  return list
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

local function keep_least(least, name, seconds)
  least[name] = math.min(least[name] or math.huge, seconds)
end

local function time_ours(list, least)
  for _, operation in ipairs(list) do
    for _ = 1, RUNS do
      collectgarbage()
      local started = os.clock()
      operation.run()
      keep_least(least, operation.name, os.clock() - started)
    end
  end
end

local function time_theirs(contender, least)
  for name, seconds in run(contender.command .. " " .. RUNS):gmatch "([%l_]+) ([%d.]+)" do
    keep_least(least, name, tonumber(seconds))
  end
end

local function measure(list, contenders)
  local least = { urssaf = {} }
  for _, contender in ipairs(contenders) do least[contender.name] = {} end
  for _ = 1, ROUNDS do
    time_ours(list, least.urssaf)
    for _, contender in ipairs(contenders) do time_theirs(contender, least[contender.name]) end
  end
  return least
end

-- ------------------------------------------------------------------ the table

local function milliseconds(seconds)
  return seconds and ("%8.2f"):format(seconds * 1000) or ("%8s"):format "-"
end

local function print_table(list, least)
  print(("  %-32s %8s %8s %8s %9s %9s"):format("CPU in ms", "urssaf", "pandas", "DuckDB",
    "of best", "of fetch"))
  for _, operation in ipairs(list) do
    local name = operation.name
    local ours = least.urssaf[name]
    local pandas, duckdb = (least.pandas or {})[name], (least.duckdb or {})[name]
    local best = math.min(pandas or math.huge, duckdb or math.huge)
    print(("  %-32s %s %s %s %9s %9.2f"):format(operation.title, milliseconds(ours),
      milliseconds(pandas), milliseconds(duckdb),
      best < math.huge and ("%.2f"):format(ours / best) or "-", ours / least.urssaf.fetch))
  end
end

local function refuse_slow(least)
  for _, name in ipairs(REPEATED) do
    if least[name] > MOST * least.fetch then
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
  local contenders = installed()
  compare(list, contenders)
  local least = measure(list, contenders)
  print_table(list, least)
  refuse_slow(least.urssaf)
end

local portal = standin.start { idle = 3600 } -- the others take their turns meanwhile
local done, err = pcall(main, portal)
portal:stop()
if not done then
  io.stderr:write(tostring(err), "\n")
  os.exit(1)
end
