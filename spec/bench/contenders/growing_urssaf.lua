-- What spec/bench/growing.lua measures, with the library: BASE_URL STEP MODE DATASET KEYS. MODE is
-- time, or check, which prints the cells of the result; load fetches nothing.
local base_url, step, mode, dataset, keys = arg[1], arg[2], arg[3], arg[4], arg[5]

local urssaf = require "urssaf"
local now = require("urssaf.http").now

local names = {}
for name in keys:gmatch "[^,]+" do names[#names + 1] = name end

local STEPS = {
  fetch = function(panel) return panel end,
  aggregate = function(panel) return panel:aggregate { by = "code_region" } end,
  rank = function(panel) return panel:rank { measure = "dpae_brut" } end,
  csv = function(panel) return panel:to_csv() end,
  report = function(panel) return assert(urssaf.report(panel, { region = "Bretagne" })) end,
}

-- ------------------------------------------------------------------ the cells of the results

local CELLS = {}

local function print_count(counts, sums)
  for measure, count in pairs(counts) do
    print(("%s|cells\t%d"):format(measure, count))
    print(("%s|sum\t%.17g"):format(measure, sums[measure]))
  end
end

function CELLS.fetch(panel)
  local counts, sums = {}, {}
  for _, s in ipairs(panel.series) do
    local count, sum = counts[s.measure] or 0, sums[s.measure] or 0
    for i = 1, #panel.periods do
      local value = s.values[i]
      if value then count, sum = count + 1, sum + value end
    end
    counts[s.measure], sums[s.measure] = count, sum
  end
  print_count(counts, sums)
end

function CELLS.aggregate(panel)
  for _, s in ipairs(panel.series) do
    for i, period in ipairs(panel.periods) do
      local value = s.values[i]
      if value then
        print(("%s|%s|%s\t%.17g"):format(s.measure, s.key.code_region, period, value))
      end
    end
  end
end

function CELLS.rank(rows)
  for _, row in ipairs(rows) do
    local parts = {}
    for i, name in ipairs(names) do parts[i] = row.key[name] end
    local unit = table.concat(parts, "|")
    print(("rank|%s\t%d"):format(unit, row.rank))
    print(("value|%s\t%.17g"):format(unit, row.value))
  end
end

-- The value stands behind the measure; the name before it may be quoted.
function CELLS.csv(text)
  local counts, sums = {}, {}
  for measure, value in text:gmatch ",(dpae_%l+),([%d.-]+),declaration," do
    counts[measure] = (counts[measure] or 0) + 1
    sums[measure] = (sums[measure] or 0) + tonumber(value)
  end
  print_count(counts, sums)
end

function CELLS.report() end

-- ------------------------------------------------------------------ running

local function fetched()
  return assert(urssaf.fetch(dataset, { base_url = base_url, cache = "off" }))
end

if mode == "load" then
  print "cpu 0"
  return
end
local panel = step ~= "fetch" and fetched()
local cpu, wall = os.clock(), now()
local result = STEPS[step](panel or fetched())
cpu, wall = os.clock() - cpu, now() - wall
if mode == "check" then CELLS[step](result) end
print(("cpu %.6f wall %.6f"):format(cpu, wall))
