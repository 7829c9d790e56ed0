-- The cells of the results of helpers_cjson.lua: "measure|unit|period" = value.
local cjson = require "cjson"
local periods = require("spec.bench.contenders.helpers_cjson_data").periods

local cells = {}

-- A function that lists cells, whose names have these parts.
local function of_units(name_of)
  return function(units)
    local found = {}
    for _, unit in ipairs(units) do
      for m, values in pairs(unit.values) do
        for i = 1, #periods do found[name_of(m, unit, i)] = values[i] end
      end
    end
    return found
  end
end

cells.by_unit = of_units(function(m, unit, i)
  return table.concat({ m, unit.key.code_departement, periods[i] }, "|")
end)
cells.by_group = of_units(function(m, unit, i)
  return table.concat({ m, unit.key.group, periods[i] }, "|")
end)
cells.by_period = of_units(function(m, _, i) return m .. "|" .. periods[i] end)
cells.by_year = of_units(function(m, unit, i)
  return table.concat({ m, unit.key.code_departement, 2008 + i }, "|")
end)
cells.by_place = of_units(function(_, unit, i)
  return unit.key.code_departement .. "|" .. periods[i]
end)

function cells.of_rows(fields)
  return function(rows)
    local found = {}
    for _, row in ipairs(rows) do
      for field, label in pairs(fields) do found[label .. row.code] = row[field] end
    end
    return found
  end
end

local function records_of(text)
  local records, header = {}, nil
  for line in text:gmatch "[^\n]+" do
    local fields, record = {}, {}
    for field in (line .. ","):gmatch "([^,]*)," do fields[#fields + 1] = field end
    for i, name in ipairs(header or {}) do record[name] = fields[i] end
    records[#records + 1], header = header and record, header or fields
  end
  return records
end

function cells.of_long(rows)
  local found = {}
  for _, row in ipairs(rows) do
    found[table.concat({ row.measure, row.code_departement, row.period }, "|")] =
      tonumber(row.value)
  end
  return found
end

function cells.of_wide(rows)
  local found, header = {}, rows.header
  for _, row in ipairs(rows) do
    for c = 2, #header do found[header[c] .. "|" .. row[1]] = tonumber(row[c]) end
  end
  return found
end

function cells.of_wide_text(text)
  local found = {}
  for _, record in ipairs(records_of(text)) do
    for name, value in pairs(record) do
      if name ~= "period" then found[name .. "|" .. record.period] = tonumber(value) end
    end
  end
  return found
end

function cells.of_json(text)
  local found = {}
  for _, s in ipairs(cjson.decode(text)) do
    for i, value in ipairs(s.values) do
      found[table.concat({ s.measure, s.code, periods[i] }, "|")] = tonumber(value)
    end
  end
  return found
end

function cells.of_diff(rows)
  local found = {}
  for _, row in ipairs(rows) do
    found[table.concat({ row.m, row.code, row.period }, "|")] = row.change
  end
  return found
end

function cells.of_long_text(text) return cells.of_long(records_of(text)) end

function cells.of_long_json(text) return cells.of_long(cjson.decode(text)) end

return cells
