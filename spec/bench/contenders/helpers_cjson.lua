-- Lua with lua-cjson alone, as one would write it: the operations of spec/bench/operations.lua as
-- loops over tables.
--
--   helpers_cjson.lua FOLDER RUNS [NAME]  prints for each operation, or for one, its name and the
--                                         least CPU and wall seconds
--   helpers_cjson.lua FOLDER check        writes FOLDER/cjson/NAME: each cell of the result and its
--                                         value
--
-- In memory are the units, each with its key and a list of values for each measure.
local cells = require "spec.bench.contenders.helpers_cjson_cells"
local cjson = require "cjson"
local helpers_data = require "spec.bench.contenders.helpers_cjson_data"
local gettime = require("socket").gettime

local folder, mode, wanted = arg[1], arg[2], arg[3]

local MEASURES = helpers_data.MEASURES
local COUNT, STOCK = MEASURES[4], MEASURES[5]
local LATEST, BEFORE, REMAINDER = "2025-Q4", "2024-Q4", "NCA"
local DATASET = "auto-entrepreneurs-par-departement"

local periods, position = helpers_data.periods, helpers_data.position
local N = #periods

local data, older = helpers_data.units(folder, "newer"), helpers_data.units(folder, "older")
local population = helpers_data.rows(folder, "population", ",")
local prices = helpers_data.rows(folder, "prices", ",")

-- ------------------------------------------------------------------ the operations

-- Units with what a function makes of the values of each measure.
local function mapped(make, measures)
  local result = {}
  for u, unit in ipairs(data) do
    local values = {}
    for _, m in ipairs(measures or MEASURES) do values[m] = make(unit.values[m], m) end
    result[u] = { key = unit.key, values = values }
  end
  return result
end

-- Sums of a measure. Strict: missing where a unit is missing that had a value before.
local function sum_of(units, m, is_strict)
  local sums, lost = {}, {}
  for _, unit in ipairs(units) do
    local values, has_begun = unit.values[m], false
    for i = 1, N do
      local value = values[i]
      if value then
        has_begun, sums[i] = true, (sums[i] or 0) + value
      elseif has_begun and is_strict then
        lost[i] = true
      end
    end
  end
  for i in pairs(lost) do sums[i] = nil end
  return sums
end

local function group_sums(units, group_of, is_strict, measures)
  local groups, list = {}, {}
  for _, unit in ipairs(units) do
    local name = group_of(unit)
    local group = groups[name]
    if not group then
      group = { key = { group = name }, members = {}, values = {} }
      groups[name], list[#list + 1] = group, group
    end
    group.members[#group.members + 1] = unit
  end
  for _, group in ipairs(list) do
    for _, m in ipairs(measures or MEASURES) do
      group.values[m] = sum_of(group.members, m, is_strict)
    end
  end
  return list
end

local function of_region(unit) return unit.key.code_region end
local function of_all() return "" end

-- The sum of four values up to a position; nil if one is missing.
local function sum_of_four(values, i)
  local a, b, c, d = values[i - 3], values[i - 2], values[i - 1], values[i]
  return a and b and c and d and a + b + c + d or nil
end

local function annual()
  return mapped(function(values, m)
    local years = {}
    for year = 1, N / 4 do
      local sum = sum_of_four(values, 4 * year)
      if sum then years[year] = m == STOCK and values[4 * year] or m == COUNT and sum / 4 or sum end
    end
    return years
  end)
end

local function yoy()
  return mapped(function(values)
    local growth = {}
    for i = 5, N do
      local value, before = values[i], values[i - 4]
      if value and before and before > 0 then growth[i] = value / before - 1 end
    end
    return growth
  end)
end

local function rolling()
  return mapped(function(values, m)
    local sums = {}
    for i = 4, N do
      local sum = sum_of_four(values, i)
      sums[i] = sum and (m == COUNT and sum / 4 or sum)
    end
    return sums
  end, { MEASURES[1], MEASURES[2], MEASURES[3], MEASURES[4] })
end

local function index()
  return mapped(function(values)
    local sum, indexed = sum_of_four(values, position["2015-Q4"]), {}
    for i = 1, sum and N or 0 do indexed[i] = values[i] and values[i] / (sum / 4) * 100 end
    return indexed
  end)
end

local function ratio_total()
  local paired = {}
  for u, unit in ipairs(data) do
    local top, bottom = {}, {}
    for i = 1, N do
      local a, b = unit.values[COUNT][i], unit.values[STOCK][i]
      if a and b then top[i], bottom[i] = a, b end
    end
    paired[u] = { key = unit.key, values = { top = top, bottom = bottom } }
  end
  local total = group_sums(data, of_all, true)[1]
  local parts, rate = group_sums(paired, of_all, true, { "top", "bottom" })[1].values, {}
  for i = 1, N do
    local top, bottom = parts.top[i], parts.bottom[i]
    rate[i] = top and bottom and top / bottom
  end
  total.values.taux_activite = rate
  return { total }
end

local function rank()
  local rows, now = {}, position[LATEST]
  for _, unit in ipairs(data) do
    local value = unit.values.radiations[now]
    if value and unit.key.code_departement ~= REMAINDER then
      rows[#rows + 1] = { code = unit.key.code_departement, value = value }
    end
  end
  table.sort(rows, function(a, b) return a.value > b.value end)
  for i, row in ipairs(rows) do
    row.rank = i > 1 and rows[i - 1].value == row.value and rows[i - 1].rank or i
  end
  return rows
end

local function total_at(i)
  local sum = 0
  for _, unit in ipairs(data) do sum = sum + (unit.values.radiations[i] or 0) end
  return sum
end

local function share()
  local rows, now = {}, position[LATEST]
  local all = total_at(now)
  for u, unit in ipairs(data) do
    local value = unit.values.radiations[now]
    rows[u] = { code = unit.key.code_departement, value = value and value / all }
  end
  return rows
end

local function contributions()
  local rows, now, before = {}, position[LATEST], position[BEFORE]
  local all = total_at(before)
  for u, unit in ipairs(data) do
    local values = unit.values.radiations
    rows[u] = { code = unit.key.code_departement,
      value = ((values[now] or 0) - (values[before] or 0)) / all }
  end
  return rows
end

local function is_complete(i)
  for _, unit in ipairs(data) do
    local is_place = unit.key.code_departement ~= REMAINDER
    if is_place and not unit.values.radiations[i] then return false end
  end
  return true
end

local function latest_complete()
  for i = N, 1, -1 do
    if is_complete(i) then return periods[i] end
  end
end

local function wide_header()
  local header = { "period" }
  for u, unit in ipairs(data) do header[u + 1] = unit.key.code_departement end
  return header
end

local function wide()
  local rows = { header = wide_header() }
  for i, period in ipairs(periods) do
    local row = { period }
    for u, unit in ipairs(data) do row[u + 1] = unit.values.radiations[i] or "" end
    rows[i] = row
  end
  return rows
end

local function csv(header, rows)
  local lines = { table.concat(header, ",") }
  for i, row in ipairs(rows) do lines[i + 1] = table.concat(row, ",") end
  lines[#lines + 1] = ""
  return table.concat(lines, "\n")
end

local LONG = { "period", "code_departement", "departement", "code_region", "region", "name",
  "measure", "value", "unit", "transform", "nature", "formula", "numerator", "denominator",
  "status", "present", "expected", "absent", "without", "addend", "dataset", "notes" }
local UNITS, NATURES = { chiffres_d_affaires = "EUR" }, { [COUNT] = "count", [STOCK] = "stock" }

local function long()
  local rows = {}
  for _, unit in ipairs(data) do
    local key = unit.key
    for _, m in ipairs(MEASURES) do
      for i, period in ipairs(periods) do
        local value = unit.values[m][i]
        rows[#rows + 1] = { period, key.code_departement, key.departement, key.code_region,
          key.region, key.departement, m, value or "", UNITS[m] or "account", "",
          NATURES[m] or "flow", "", "", "", value and "final" or "missing", value and 1 or 0, 1,
          "", "", "", DATASET, "" }
      end
    end
  end
  return rows
end

local function long_records()
  local records = {}
  for r, row in ipairs(long()) do
    local record = {}
    for k, name in ipairs(LONG) do record[name] = row[k] end
    records[r] = record
  end
  return records
end

local function panel()
  local list = {}
  for _, unit in ipairs(data) do
    for _, m in ipairs(MEASURES) do
      local values = {}
      for i = 1, N do values[i] = unit.values[m][i] or cjson.null end
      list[#list + 1] = { measure = m, code = unit.key.code_departement, values = values }
    end
  end
  return list
end

local function diff()
  local before, revised = {}, {}
  for _, unit in ipairs(older) do before[unit.key.code_departement] = unit end
  for _, unit in ipairs(data) do
    local old = before[unit.key.code_departement]
    for _, m in ipairs(MEASURES) do
      for i, period in ipairs(periods) do
        local value, then_ = unit.values[m][i], old and old.values[m][i]
        if value and then_ and value ~= then_ then
          revised[#revised + 1] = { m = m, code = unit.key.code_departement, period = period,
            change = value - then_ }
        end
      end
    end
  end
  return revised
end

local function join()
  local known, result = {}, {}
  for _, row in ipairs(population) do
    known[row.code_departement .. "|" .. row.year] = tonumber(row.population)
  end
  for u, unit in ipairs(data) do
    local counts, per_head = {}, {}
    for i, period in ipairs(periods) do
      counts[i] = known[unit.key.code_departement .. "|" .. period:sub(1, 4)]
      local value = unit.values.immatriculations[i]
      per_head[i] = value and counts[i] and value * 1000 / counts[i]
    end
    result[u] = { key = unit.key, values = { population = counts, per_head = per_head } }
  end
  return result
end

local function deflate()
  local level, result = {}, {}
  for _, row in ipairs(prices) do level[row.period] = tonumber(row.prices) end
  for u, unit in ipairs(data) do
    local deflated = {}
    for i, period in ipairs(periods) do
      local value = unit.values.chiffres_d_affaires[i]
      deflated[i] = value and value / (level[period:sub(1, 4)] / level["2020"])
    end
    result[u] = { key = unit.key, values = { value = deflated } }
  end
  return result
end

local function filled(values)
  local result, has_begun = {}, false
  for i = 1, N do
    has_begun = has_begun or values[i] ~= nil
    result[i] = values[i] or has_begun and 0 or nil
  end
  return result
end

local function filter()
  local kept = {}
  for _, unit in ipairs(data) do
    if unit.key.code_region == "53" then kept[#kept + 1] = unit end
  end
  return kept
end

-- ------------------------------------------------------------------ running

local OPERATIONS = {
  filter = { filter, cells.by_unit },
  aggregate = { function() return group_sums(data, of_region, true) end, cells.by_group },
  aggregate_skip = { function() return group_sums(data, of_region, false) end, cells.by_group },
  total = { function() return group_sums(data, of_all, true) end, cells.by_period },
  annual = { annual, cells.by_year },
  yoy = { yoy, cells.by_unit },
  rolling = { rolling, cells.by_unit },
  index = { index, cells.by_unit },
  ratio_total = { ratio_total, cells.by_period },
  rank = { rank, cells.of_rows { value = "value|", rank = "rank|" } },
  share = { share, cells.of_rows { value = "" } },
  contributions = { contributions, cells.of_rows { value = "" } },
  latest_complete = { latest_complete, function(period) return { [period] = 1 } end },
  wide = { wide, cells.of_wide },
  csv_long = { function() return csv(LONG, long()) end,
    cells.of_long_text },
  csv_wide = { function() return csv(wide_header(), wide()) end, cells.of_wide_text },
  json = { function() return cjson.encode(panel()) end, cells.of_json },
  json_long = { function() return cjson.encode(long_records()) end,
    cells.of_long_json },
  diff = { diff, cells.of_diff },
  join = { join, cells.by_unit },
  deflate = { deflate, cells.by_place },
  fill = { function() return mapped(filled) end, cells.by_unit },
  total_zero = { function() return group_sums(mapped(filled), of_all, false) end, cells.by_period },
}

local function least_of(work, runs)
  local cpu, wall = math.huge, math.huge
  for _ = 1, runs do
    collectgarbage()
    local started, at = os.clock(), gettime()
    work()
    cpu, wall = math.min(cpu, os.clock() - started), math.min(wall, gettime() - at)
  end
  return ("%.7f %.7f"):format(cpu, wall)
end

local function write_cells(name, found)
  local file = assert(io.open(("%s/cjson/%s"):format(folder, name), "w"))
  for cell, value in pairs(found) do file:write(cell, "\t", ("%.17g"):format(value), "\n") end
  file:close()
end

os.execute(("mkdir -p '%s/cjson'"):format(folder))
for name, operation in pairs(OPERATIONS) do
  if mode == "check" then
    write_cells(name, operation[2](operation[1]()))
  elseif not wanted or name == wanted then
    print(name .. " " .. least_of(operation[1], tonumber(mode)))
  end
end
