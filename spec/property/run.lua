-- Random panels (random_panel.py): each result of the library is compared with what python3
-- computes from the same rows by the definitions alone, with exact fractions (definitions.py).
--
--     run.lua FIRST COUNT     the seeds FIRST to FIRST + COUNT - 1
--
-- Prints how many panels, operations and cells were compared, and what disagrees.
local expected = require "spec.property.expected"
local operations = require "spec.property.operations"
local orders = require "spec.property.orders"
local outside = require "spec.property.outside"
local perimeters = require "spec.property.perimeters"
local shell = require "spec.support.shell"
local urssaf = require "urssaf"

local state = expected.state

local function read(path)
  local panel = assert(urssaf.read(path)):with "solde"
  -- a year's flow or count is not divided by a level at the year's end
  if panel.frequency == "year" then return panel end
  return panel:with "taux_activite":with "taux_radiation":with("pour_mille",
    { numerator = "immatriculations", denominator = "economiquement_actifs", scale = 1000 })
end

-- The same file with its rows in another order gives the same figures, to the last digit.
local function compare_orders(seed, one, other)
  local skip = { missing = "skip" }
  for _, pair in ipairs { { one:total(), other:total() },
      { one:total(skip):rolling(2), other:total(skip):rolling(2) } } do
    for n, s in ipairs(pair[1].series) do
      for i = 1, #s.periods do
        if s.values[i] ~= pair[2].series[n].values[i] then
          expected.report(seed, s.measure .. " depends on the order of the rows")
        end
      end
    end
  end
end

-- What a panel without units gives: no operation fails.
local function try_empty(seed, panel, chosen)
  local empty = panel:filter { region = "Mayotte" }
  local results = setmetatable({ cells = {}, seed = seed }, expected.Expected)
  empty = empty:with("part", { numerator = "radiations", denominator = "immatriculations" })
  operations.sums(results, empty, true)
  operations.over_time(results, empty, chosen)
  operations.comparisons(results, empty, chosen)
end

-- The lines of python3, and what it chose at random.
local function lines_of(path)
  local cells, chosen = {}, nil
  for line in io.lines(path) do
    if not chosen then
      local at, base, k, from, to, year = line:match "^(.-)\t(.-)\t(.-)\t(.-)\t(.-)\t(.-)$"
      chosen = { at = at, base = base, k = tonumber(k), from = from, to = to,
        year = year ~= "" and year or nil }
    else
      local operation, unit, measure, rest, value =
        line:match "^(.-)\t(.-)\t(.-)\t(.-)\t(.-)$"
      local of = cells[operation] or {}
      cells[operation], of[measure] = of, of[measure] or {}
      of[measure][unit .. "\t" .. rest] = tonumber(value)
    end
  end
  return cells, chosen
end

local function try(folder, seed)
  local path = ("%s/%d"):format(folder, seed)
  local cells, chosen = lines_of(path .. ".txt")
  local panel = read(path .. ".csv")
  local results = setmetatable({ cells = cells, seed = seed }, expected.Expected)
  local has_sectors = next(panel.universe.keys.secteur_d_activite or {}) ~= nil
  operations.sums(results, panel, has_sectors)
  operations.coverage(results, panel)
  operations.coverage(results, operations.by(panel, "code_region", "skip"))
  operations.over_time(results, panel, chosen)
  operations.comparisons(results, panel, chosen)
  perimeters(results, panel, chosen)
  outside(results, panel, chosen, path .. ".table")
  orders(results, panel, chosen)
  compare_orders(seed, panel, read(path .. ".again.csv"))
  try_empty(seed, panel, chosen)
end

-- A folder for so many panels at a time.
local BATCH = 50

local first, count = tonumber(arg[1]), tonumber(arg[2])
for batch = first, first + count - 1, BATCH do
  local last = math.min(batch + BATCH, first + count) - 1
  local folder = shell.temporary_folder()
  local ok, _, output = shell.run(("python3 -B spec/property/oracle.py %s %d %d"):format(
    shell.quote(folder), batch, last - batch + 1))
  assert(ok, output)
  for seed = batch, last do
    local done, err = xpcall(function() try(folder, seed) end, debug.traceback)
    if not done then expected.report(seed, err) end
  end
  shell.remove(folder)
end
print(("%d panels, %d operations, %d cells compared: %d disagree"):format(count, state.operations,
  state.cells, state.wrong))
os.exit(state.wrong == 0)
