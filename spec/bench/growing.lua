-- Whether the cost of a step is proportional to the rows: the largest datasets of the catalogue as
-- they are, and with 4 and 16 times their units, from the fetch to `aggregate`, `rank`, `to_csv`
-- and `report`; and a smaller one with 4 and 16 times its periods. More units are groups into which
-- the durations of contracts are split (see support/standin/catalogue/grown.lua). Beside it, what
-- one would use instead, doing the same.
--
--   make bench-growing        (GROWING_RUNS=1 GROWING_PEERS=none GROWING_SIZES="1 4" shorten it)
--
-- Each process fetches, and then does one step, whose CPU and wall time it measures. First all
-- results are compared, cell by cell; of long tables the number and the sum of the cells of each
-- measure. Then all run in turn. CPU and memory of a step, in the process, beyond what loading the
-- library takes, are linear if a row takes at most a fifth more of them at the largest size than at
-- the smallest. Ends with an error if one is not.
local installed = require "spec.bench.installed"
local nginx_portal = require "spec.bench.nginx_portal"
local same_cells = require "spec.bench.same_cells"
local shell = require "spec.support.shell"
local standings = require "spec.bench.standings"
local timing = require "spec.bench.timing"

local RUNS = tonumber(os.getenv "GROWING_RUNS" or 3)
local SIZES = os.getenv "GROWING_SIZES" or "1 4 16"
local PEERS = os.getenv "GROWING_PEERS" or "pandas polars duckdb node cjson"
local MOST = 1.2 -- times what a row takes at the smallest size
local FOLDER, NODE = timing.folder .. "/growing", timing.folder .. "/node"
local HERE = "spec/bench/contenders/growing_"

local LUA, OUTPUT = timing.lua, FOLDER .. "/output.csv"

local CONTENDERS = {
  { name = "urssaf", command = LUA .. " " .. HERE .. "urssaf.lua", needs = "true" },
  { name = "pandas", command = "/usr/bin/python3 " .. HERE .. "pandas.py",
    needs = "/usr/bin/python3 -c 'import pandas'" },
  { name = "polars", command = ("node %s/growing_polars.mjs"):format(NODE),
    needs = ("test -d %s/node_modules/nodejs-polars"):format(NODE) },
  { name = "duckdb", command = ("node %s/growing_duckdb.mjs"):format(NODE),
    needs = ("test -d %s/node_modules/@duckdb"):format(NODE) },
  -- Node keeps each row as a list of texts
  { name = "node", command = ("node --max-old-space-size=8000 %snode.mjs"):format(HERE),
    largest = 4, needs = "node -e 'fetch'" },
  -- as JSON, four times the largest is half a gigabyte
  { name = "cjson", command = LUA .. " " .. HERE .. "cjson.lua", largest = 1,
    needs = LUA .. " -e 'require [[socket.http]] require [[zlib]] require [[cjson]]'" },
}

local ALL_STEPS = { "fetch", "aggregate", "rank", "csv", "report" }

-- `steps` are those that the dataset has what it takes for; `keys` tell its units apart.
local DATASETS = {
  { id = "dpae-par-departement-x-grand-secteur", grows = "units", rows = 300908, steps = ALL_STEPS,
    keys = "code_region,code_departement,grand_secteur_d_activite,duree_de_contrat",
    has_peers = true },
  { id = "dpae-par-region-x-na38", grows = "units", rows = 290850, steps = ALL_STEPS,
    keys = "code_region,code_ancienne_region,secteur_na38,duree_de_contrat" },
  { id = "dpae-france-entiere-x-na38", grows = "periods", rows = 11742,
    keys = "secteur_na38,duree_de_contrat", steps = { "fetch", "csv" } },
}

local sizes = {}
for size in SIZES:gmatch "%d+" do sizes[#sizes + 1] = tonumber(size) end
local smallest, largest = sizes[1], sizes[#sizes]

-- ------------------------------------------------------------------ the files

local function name_of(data, size) return ("%s-%s-%d"):format(data.id, data.grows, size) end

local function prepare(data, size)
  local folder = FOLDER .. "/" .. name_of(data, size)
  if shell.run(("test -f %s/export.csv.gz"):format(folder)) then return end
  print(("writing %s with %d times its %s"):format(data.id, size, data.grows))
  local by = data.grows == "units" and size or ("1 " .. size)
  assert(shell.run(("%s spec/bench/prepare.lua %s %s unit %s"):format(LUA, data.id, folder, by)))
end

-- ------------------------------------------------------------------ the same results

local function command_of(contender, data, size, step, mode, root)
  return ("OUTPUT=%s %s %s/%s %s %s %s %s"):format(OUTPUT, contender.command, root,
    name_of(data, size), step, mode, data.id, data.keys)
end

local function takes_part(contender, data, size, step)
  return contender.name == "urssaf"
    or data.has_peers and step ~= "report" and size <= (contender.largest or size)
end

local function cells_of(bench, command)
  local cells = {}
  local _, output = bench:run(command)
  for cell, value in output:gmatch "([^\t\n]+)\t([^\n]+)" do cells[cell] = tonumber(value) end
  return cells
end

local function compare(bench, list, one)
  local ours, count
  for _, contender in ipairs(list) do
    local cells = cells_of(bench, one.command(contender, "check"))
    ours = ours or cells
    local cell = same_cells.first_difference(ours, cells)
    if cell then
      error(("%s, %s: %s with urssaf, %s with %s"):format(one.title, cell, tostring(ours[cell]),
        tostring(cells[cell]), contender.name), 0)
    end
    count = 0
    for _ in pairs(cells) do count = count + 1 end
    assert(count > 0, one.title .. ": nothing to compare")
  end
  return count or 0
end

-- ------------------------------------------------------------------ figures

local function print_header()
  print(("  %-26s %9s %9s %9s %9s %9s %8s %8s"):format("", "CPU s", "in it", "wall s", "in it",
    "peak MiB", "CPU", "memory"))
end

local function print_row(name, of, ours)
  print(("  %-26s %9.3f %9.3f %9.3f %9.3f %9.1f %7.2fx %7.2fx"):format(name, of.cpu, of.inner,
    of.wall, of.inner_wall, of.peak, of.cpu / ours.cpu, of.peak / ours.peak))
end

local table_of_peers = standings.new()

local function measure(bench, list, one)
  local commands = {}
  for i, contender in ipairs(list) do commands[i] = one.command(contender, "time") end
  local all = bench:medians(commands, RUNS)
  local row = {}
  print(one.title)
  for i, contender in ipairs(list) do
    print_row(contender.name, all[i], all[1])
    row[i] = { name = contender.name, of = all[i] }
  end
  table_of_peers:add(one.short_title, row)
  return all[1]
end

-- ------------------------------------------------------------------ linear or not

-- What a row takes: ns of CPU in the process, bytes of memory beyond loading.
local function of_a_row(of, rows, loaded)
  return of.inner / rows * 1e9, (of.peak - loaded) / rows * 2 ^ 20
end

local function print_linear(data, found, loaded)
  local failures = {}
  print(("%s by %s: what a row takes, and at %d times the rows as a multiple"):format(data.id,
    data.grows, largest))
  print(("  %-12s %12s %8s %14s %8s"):format("", "CPU ns", "", "memory bytes", ""))
  for _, step in ipairs(data.steps) do
    local cpu, memory = of_a_row(found[step][smallest], data.rows * smallest, loaded)
    local cpu_then, memory_then = of_a_row(found[step][largest], data.rows * largest, loaded)
    print(("  %-12s %12.0f %7.2fx %14.0f %7.2fx"):format(step, cpu, cpu_then / cpu, memory,
      memory_then / memory))
    if cpu_then > MOST * cpu then failures[#failures + 1] = "CPU of " .. step end
    if memory_then > MOST * memory then failures[#failures + 1] = "memory of " .. step end
  end
  return failures
end

-- ------------------------------------------------------------------ all of it

-- A step at a size: its title, and the command of a contender.
local function new_one(data, size, step, root)
  return { title = ("%s, %d times its %s, %d rows: %s"):format(data.id, size, data.grows,
    data.rows * size, step), short_title = ("%s, %d times"):format(step, size),
    command = function(contender, mode)
      return command_of(contender, data, size, step, mode, root)
    end }
end

local function visit(contenders, data, work)
  for _, size in ipairs(sizes) do
    for _, step in ipairs(data.steps) do
      local list = {}
      for _, contender in ipairs(contenders) do
        if takes_part(contender, data, size, step) then list[#list + 1] = contender end
      end
      work(list, size, step)
    end
  end
end

local function run(nginx)
  local contenders = installed(CONTENDERS, "urssaf " .. PEERS)
  local bench, failures, cells = timing.new(), {}, 0
  for _, data in ipairs(DATASETS) do
    visit(contenders, data, function(list, size, step)
      if step == "report" then return end
      cells = cells + compare(bench, list, new_one(data, size, step, nginx.root)) * (#list - 1)
    end)
  end
  print(("%d cells and sums compared, all agree; medians of %d runs in turn"):format(cells, RUNS))
  print_header()
  for _, data in ipairs(DATASETS) do
    local loaded = bench:run(command_of(contenders[1], data, smallest, "fetch", "load", nginx.root))
    local found = {}
    visit(contenders, data, function(list, size, step)
      found[step] = found[step] or {}
      found[step][size] = measure(bench, list, new_one(data, size, step, nginx.root))
    end)
    for _, failure in ipairs(print_linear(data, found, loaded.peak)) do
      failures[#failures + 1] = ("%s is not linear in the %s of %s"):format(failure, data.grows,
        data.id)
    end
  end
  table_of_peers:print()
  if #failures > 0 then error(table.concat(failures, "\n"), 0) end
end

for _, data in ipairs(DATASETS) do
  for _, size in ipairs(sizes) do prepare(data, size) end
end
local nginx = nginx_portal.start(shell.root .. FOLDER)
local done, err = pcall(run, nginx)
nginx:stop()
os.remove(OUTPUT)
if not done then
  io.stderr:write(tostring(err), "\n")
  os.exit(1)
end
