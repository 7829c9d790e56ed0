-- Random panels (random_panel.py): each result of the library is compared with what python3
-- computes from the same rows by the definitions alone, with exact fractions (definitions.py).
--
--     run.lua FIRST COUNT     the seeds FIRST to FIRST + COUNT - 1
--
-- Prints how many panels, operations and cells were compared, and what disagrees.
local shell = require "spec.support.shell"
local urssaf = require "urssaf"

local MEASURES = { "immatriculations", "radiations", "economiquement_actifs",
  "administrativement_actifs", "solde", "taux_activite", "sorties" }
local IS_RATIO = { taux_activite = true, sorties = true }
local PER_YEAR = { month = 12, quarter = 4, year = 1 }
local MOST_SHOWN = 20

local IS_SUM = {}
for _, level in ipairs { "total", "region", "sector", "both" } do
  for _, missing in ipairs { "strict", "skip" } do IS_SUM[level .. " " .. missing] = true end
end

local function measures_of(panel)
  local list = {}
  for i, measure in ipairs(MEASURES) do
    if panel.frequency ~= "year" or not IS_RATIO[measure] then list[i] = measure end
  end
  return list
end

local state = { operations = 0, cells = 0, wrong = 0 }

local function is_total_row(key)
  return key.departement == "France entière"
end

local function name_of(key)
  return (key.code_departement or key.code_region or "-") .. "/" .. (key.secteur_d_activite or "-")
end

local function region_of(key)
  return key.code_region or "-"
end

-- ------------------------------------------------------------------ comparing

local function report(seed, message)
  state.wrong = state.wrong + 1
  if state.wrong <= MOST_SHOWN then print(("seed %d: %s"):format(seed, message)) end
end

-- Sums are the doubles next to the exact ones; growths, shares and means are rounded several times.
local function agree(operation, measure, value, expected)
  if value == expected then return true end
  if IS_SUM[operation] and not IS_RATIO[measure] then return false end
  return math.abs(value - expected) <= 1e-9 * math.max(1, math.abs(expected))
end

-- What one panel must give: expected[operation][measure][unit and period] = value.
local Expected = {}
Expected.__index = Expected

-- Compares all cells that an operation gives of one measure.
function Expected:compare(operation, measure, cells)
  local all = (self.cells[operation] or {})[measure] or {}
  for cell, value in pairs(all) do
    state.cells = state.cells + 1
    if cells[cell] == nil or not agree(operation, measure, cells[cell], value) then
      report(self.seed, ("%s, %s, %s is %s, not %.17g"):format(operation, measure, cell,
        tostring(cells[cell]), value))
    end
  end
  for cell, value in pairs(cells) do
    if all[cell] == nil then
      report(self.seed, ("%s, %s, %s is %.17g, and should be missing"):format(operation, measure,
        cell, value))
    end
  end
end

-- Cells of all measures, by measure.
function Expected:compare_all(operation, by_measure)
  state.operations = state.operations + 1
  for _, measure in ipairs(MEASURES) do
    self:compare(operation, measure, by_measure[measure] or {})
  end
end

function Expected:series(operation, list, name)
  local by_measure = {}
  for _, s in ipairs(list) do
    by_measure[s.measure] = by_measure[s.measure] or {}
    for i, period in ipairs(is_total_row(s.key) and {} or s.periods) do
      by_measure[s.measure][(name or name_of)(s.key) .. "\t" .. period] = s.values[i]
    end
  end
  self:compare_all(operation, by_measure)
end

function Expected:rows(operation, rows, measure, field, period, name)
  local cells = {}
  for _, row in ipairs(rows) do
    if row[field] then cells[(name or name_of)(row.key) .. "\t" .. period] = row[field] end
  end
  state.operations = state.operations + 1
  self:compare(operation, measure, cells)
end

-- ------------------------------------------------------------------ operations

local function by(panel, key, missing)
  return panel:aggregate { by = key, missing = missing }
end

-- Sums by group, each also as a sum of sums.
local function sums(results, panel, has_sectors)
  local region, sector = { "code_region" }, { "secteur_d_activite" }
  local both = { "code_region", "secteur_d_activite" }
  local function both_name(key) return region_of(key) .. "/" .. key.secteur_d_activite end
  local function sector_name(key) return key.secteur_d_activite end
  for _, missing in ipairs { "strict", "skip" } do
    local function total(p) return p:total { missing = missing }.series end
    results:series("total " .. missing, total(panel))
    results:series("region " .. missing, by(panel, region, missing).series, region_of)
    results:series("total " .. missing, total(by(panel, region, missing)))
    if has_sectors then
      local fine = by(panel, both, missing)
      results:series("both " .. missing, fine.series, both_name)
      results:series("sector " .. missing, by(panel, sector, missing).series, sector_name)
      results:series("region " .. missing, by(fine, region, missing).series, region_of)
      results:series("sector " .. missing, by(fine, sector, missing).series, sector_name)
      results:series("total " .. missing, total(fine))
      results:series("total " .. missing, total(by(fine, region, missing)))
      results:series("total " .. missing, total(by(fine, sector, missing)))
    end
  end
end

local function coverage(results, panel)
  local present, expected = {}, {}
  for _, s in ipairs(panel:total { missing = "skip" }.series) do
    present[s.measure], expected[s.measure] = {}, {}
    for i, pair in ipairs(not s.parts and s.measure ~= "solde" and s.coverage or {}) do
      if pair[1] < pair[2] then
        local cell = "-/-\t" .. s.periods[i]
        present[s.measure][cell], expected[s.measure][cell] = pair[1], pair[2]
      end
    end
  end
  results:compare_all("present", present)
  results:compare_all("expected", expected)
end

local function indices(panel, base)
  local list = {}
  for i, s in ipairs(panel.series) do list[i] = s:index(base) end
  return list
end

-- Of pseudo-units, gaps count as zero over time; what they are in sums is compared.
local function true_units(panel)
  local list = {}
  for _, s in ipairs(panel.series) do
    local is_pseudo = false
    for _, value in pairs(s.key) do is_pseudo = is_pseudo or value:find "^_" ~= nil end
    if not is_pseudo then list[#list + 1] = s end
  end
  return list
end

-- Years, windows, growths and indices of the total and of each unit; where the order must not
-- matter, in each order.
local function over_time(results, panel, chosen)
  local total, regions = panel:total(), panel:aggregate { by = "code_region" }
  if PER_YEAR[panel.frequency] > 1 then
    results:series("unit annual", true_units(panel:annual()))
    results:series("total annual", total:annual().series)
    results:series("total annual", panel:annual():total().series)
    results:series("total annual", regions:annual():total().series)
    results:series("total annual", panel:annual():aggregate { by = "code_region" }:total().series)
    results:series("total skip annual", panel:total { missing = "skip" }:annual().series)
    results:series("annual total skip", panel:annual():total { missing = "skip" }.series)
  end
  local rolling = panel:rolling(chosen.k)
  results:series("unit rolling", true_units(rolling))
  results:series("total rolling", total:rolling(chosen.k).series)
  results:series("total rolling", rolling:total().series)
  results:series("total rolling", regions:rolling(chosen.k):total().series)
  results:series("rolling total skip", rolling:total { missing = "skip" }.series)
  results:series("unit yoy", panel:yoy().series)
  results:series("total yoy", total:yoy().series)
  results:series("skip yoy", panel:total { missing = "skip" }:yoy().series)
  results:series("unit index", indices(panel, chosen.base))
  results:series("total index", indices(total, chosen.base))
end

-- The cell of the whole; none if there is no period.
local function one_cell(period, value)
  return period and { ["-/-\t" .. period] = value } or {}
end

local function comparisons(results, panel, chosen)
  for _, measure in ipairs(measures_of(panel)) do
    results:rows("rank", panel:rank { measure = measure, at = chosen.at }, measure, "rank",
      chosen.at)
    results:compare("latest", measure,
      one_cell(panel:latest_complete { measure = measure }, 1))
    for _, missing in ipairs(IS_RATIO[measure] and {} or { "strict", "skip" }) do
      local wanted = { measure = measure, at = chosen.at, missing = missing }
      results:rows("share unit " .. missing, panel:share(wanted), measure, "share", chosen.at)
      wanted.by = "code_region"
      results:rows("share region " .. missing, panel:share(wanted), measure, "share", chosen.at,
        region_of)
      local rows = panel:contributions { measure = measure, from = chosen.from, to = chosen.to,
        missing = missing }
      results:rows("points " .. missing, rows, measure, "points", chosen.to)
      results:compare("growth " .. missing, measure, one_cell(chosen.to, rows.total.growth))
    end
  end
end

local function read(path)
  local panel = assert(urssaf.read(path)):with "solde"
  -- a year's flow or count is not divided by a level at the year's end
  if panel.frequency == "year" then return panel end
  return panel:with "taux_activite":with("sorties",
    { numerator = "radiations", denominator = "administrativement_actifs" })
end

-- The same file with its rows in another order gives the same figures, to the last digit.
local function compare_orders(seed, one, other)
  local skip = { missing = "skip" }
  for _, pair in ipairs { { one:total(), other:total() },
      { one:total(skip):rolling(2), other:total(skip):rolling(2) } } do
    for n, s in ipairs(pair[1].series) do
      for i = 1, #s.periods do
        if s.values[i] ~= pair[2].series[n].values[i] then
          report(seed, s.measure .. " depends on the order of the rows")
        end
      end
    end
  end
end

-- What a panel without units gives: no operation fails.
local function try_empty(seed, panel, chosen)
  local empty = panel:filter { region = "Mayotte" }
  local results = setmetatable({ cells = {}, seed = seed }, Expected)
  empty = empty:with("part", { numerator = "radiations", denominator = "immatriculations" })
  sums(results, empty, true)
  over_time(results, empty, chosen)
  comparisons(results, empty, chosen)
end

-- The lines of python3, and what it chose at random.
local function lines_of(path)
  local expected, chosen = {}, nil
  for line in io.lines(path) do
    if not chosen then
      local at, base, k, from, to = line:match "^(.-)\t(.-)\t(.-)\t(.-)\t(.-)$"
      chosen = { at = at, base = base, k = tonumber(k), from = from, to = to }
    else
      local operation, unit, measure, rest, value =
        line:match "^(.-)\t(.-)\t(.-)\t(.-)\t(.-)$"
      local of = expected[operation] or {}
      expected[operation], of[measure] = of, of[measure] or {}
      of[measure][unit .. "\t" .. rest] = tonumber(value)
    end
  end
  return expected, chosen
end

local function try(folder, seed)
  local path = ("%s/%d"):format(folder, seed)
  local cells, chosen = lines_of(path .. ".txt")
  local panel = read(path .. ".csv")
  local results = setmetatable({ cells = cells, seed = seed }, Expected)
  local has_sectors = panel.series[1] and panel.series[1].key.secteur_d_activite ~= nil
  sums(results, panel, has_sectors)
  coverage(results, panel)
  coverage(results, by(panel, "code_region", "skip"))
  over_time(results, panel, chosen)
  comparisons(results, panel, chosen)
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
    if not done then report(seed, err) end
  end
  shell.remove(folder)
end
print(("%d panels, %d operations, %d cells compared: %d disagree"):format(count, state.operations,
  state.cells, state.wrong))
os.exit(state.wrong == 0)
