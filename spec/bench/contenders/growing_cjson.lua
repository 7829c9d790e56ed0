-- What spec/bench/growing.lua measures, as one would write it without a library, with luasocket,
-- lua-cjson and loops: BASE_URL STEP MODE DATASET KEYS.
local base_url, step, mode, dataset, keys = arg[1], arg[2], arg[3], arg[4], arg[5]

local cjson = require "cjson"
local http = require "socket.http"
local ltn12 = require "ltn12"
local socket = require "socket"
local zlib = require "zlib"

local MEASURES = { "dpae_brut", "dpae_cvs" }

local names = {}
for name in keys:gmatch "[^,]+" do names[#names + 1] = name end

local function unit_of(row)
  local parts = {}
  for i, name in ipairs(names) do parts[i] = row[name] end
  return table.concat(parts, "|")
end

local function period_of(row) return row.annee .. "-Q" .. ("%d"):format(row.trimestre) end

local function rows_of()
  local parts = {}
  assert(http.request {
    url = base_url .. "/catalog/datasets/" .. dataset .. "/exports/json",
    headers = { ["Accept-Encoding"] = "gzip" }, sink = ltn12.sink.table(parts) })
  return cjson.decode((zlib.inflate()(table.concat(parts))))
end

-- ------------------------------------------------------------------ the steps

local STEPS, CELLS = {}, {}

-- A table by unit, measure and period.
function STEPS.fetch()
  local units = {}
  for _, row in ipairs(rows_of()) do
    local name = unit_of(row)
    local unit = units[name] or { dpae_brut = {}, dpae_cvs = {} }
    units[name] = unit
    local period = period_of(row)
    for _, measure in ipairs(MEASURES) do unit[measure][period] = row[measure] end
  end
  return units
end

function STEPS.aggregate(rows)
  local sums = {}
  for _, row in ipairs(rows) do
    local place = row.code_region .. "|" .. period_of(row)
    local sum = sums[place] or { dpae_brut = 0, dpae_cvs = 0 }
    sums[place] = sum
    for _, measure in ipairs(MEASURES) do sum[measure] = sum[measure] + row[measure] end
  end
  return sums
end

local function is_ranked(row)
  for _, name in ipairs(names) do
    if row[name]:find("_", 1, true) then return false end
  end
  return not ((row.departement or "") .. row.region):find("_", 1, true)
end

function STEPS.rank(rows)
  local latest, ranked = 0, {}
  for _, row in ipairs(rows) do latest = math.max(latest, row.annee * 10 + row.trimestre) end
  for _, row in ipairs(rows) do
    if row.annee * 10 + row.trimestre == latest and is_ranked(row) then
      ranked[#ranked + 1] = { unit = unit_of(row), value = row.dpae_brut }
    end
  end
  table.sort(ranked, function(a, b) return a.value > b.value end)
  for i, row in ipairs(ranked) do
    row.rank = i > 1 and ranked[i - 1].value == row.value and ranked[i - 1].rank or i
  end
  return ranked
end

local function quoted(text)
  return text:find '[,"]' and '"' .. text:gsub('"', '""') .. '"' or text
end

-- The columns that the library writes, into a file.
function STEPS.csv(rows)
  local file = assert(io.open(os.getenv "OUTPUT", "w"))
  file:write("period,region,", keys, ",nature_de_contrat,name,measure,value,unit,transform,nature,",
    "formula,numerator,denominator,status,present,expected,absent,without,addend,dataset,notes\n")
  for _, row in ipairs(rows) do
    local parts = { period_of(row), quoted(row.region) }
    for _, name in ipairs(names) do parts[#parts + 1] = quoted(row[name]) end
    parts[#parts + 1] = row.nature_de_contrat
    parts[#parts + 1] = quoted(unit_of(row))
    local head = table.concat(parts, ",")
    for _, measure in ipairs(MEASURES) do
      file:write(head, ",", measure, ",", row[measure], ",declaration,,flow,,,,final,1,1,,,,",
        dataset, ",\n")
    end
  end
  file:close()
end

-- ------------------------------------------------------------------ the cells of the results

local function print_count(counts, sums)
  for measure, count in pairs(counts) do
    print(("%s|cells\t%d"):format(measure, count))
    print(("%s|sum\t%.17g"):format(measure, sums[measure]))
  end
end

function CELLS.fetch(units)
  local counts, sums = { dpae_brut = 0, dpae_cvs = 0 }, { dpae_brut = 0, dpae_cvs = 0 }
  for _, unit in pairs(units) do
    for measure, values in pairs(unit) do
      for _, value in pairs(values) do
        counts[measure], sums[measure] = counts[measure] + 1, sums[measure] + value
      end
    end
  end
  print_count(counts, sums)
end

function CELLS.aggregate(sums)
  for place, sum in pairs(sums) do
    for measure, value in pairs(sum) do print(("%s|%s\t%.17g"):format(measure, place, value)) end
  end
end

function CELLS.rank(ranked)
  for _, row in ipairs(ranked) do
    print(("rank|%s\t%d"):format(row.unit, row.rank))
    print(("value|%s\t%.17g"):format(row.unit, row.value))
  end
end

function CELLS.csv()
  local counts, sums = {}, {}
  for line in io.lines(os.getenv "OUTPUT") do
    local measure, value = line:match ",(dpae_%l+),([%d.-]+),declaration,"
    if measure then
      counts[measure] = (counts[measure] or 0) + 1
      sums[measure] = (sums[measure] or 0) + tonumber(value)
    end
  end
  print_count(counts, sums)
end

-- ------------------------------------------------------------------ running

local rows = step ~= "fetch" and rows_of()
local cpu, wall = os.clock(), socket.gettime()
local result = STEPS[step](rows)
cpu, wall = os.clock() - cpu, socket.gettime() - wall
if mode == "check" then CELLS[step](result) end
print(("cpu %.6f wall %.6f"):format(cpu, wall))
