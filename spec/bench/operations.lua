-- The operations on a panel that `make bench-helpers` measures, and the cells of their results, by
-- which they are compared with those of other programs.
--
--   operations.list { panel =, older =, population =, prices = }
--
-- is a list of { name =, title =, run =, cells = }: `run` does it, `cells` turns the result into a
-- table, "measure|unit|period" = value. What no other program does has no `cells`. In contenders/,
-- helpers_pandas.py and helpers_duckdb.mjs do the others, under the same names.
local cjson = require "spec.support.cjson"
local urssaf = require "urssaf"

local operations = {}

local LATEST, BEFORE = "2025-Q4", "2024-Q4"
local ONE = "radiations" -- where an operation is on one measure

-- ------------------------------------------------------------------ cells of the results

-- Cells of a panel; the part that stands for the unit is the value of `key`, if it is given.
local function of_panel(key, measures)
  return function(panel)
    local cells = {}
    for _, s in ipairs(panel.series) do
      if not measures or measures[s.measure] then
        for i, period in ipairs(panel.periods) do
          local parts = { s.measure, period }
          if key then table.insert(parts, 2, s.key[key]) end
          cells[table.concat(parts, "|")] = s.values[i]
        end
      end
    end
    return cells
  end
end

local of_units = of_panel "code_departement"

-- Cells of rows; each field that is wanted is one.
local function of_rows(fields)
  return function(rows)
    local cells = {}
    for _, row in ipairs(rows) do
      for field, label in pairs(fields) do
        cells[label .. row.key.code_departement] = row[field]
      end
    end
    return cells
  end
end

local function of_wide(wide)
  local cells = {}
  for _, row in ipairs(wide.rows) do
    for c = 2, #wide.header do cells[wide.header[c] .. "|" .. row[1]] = row[c] end
  end
  return cells
end

local function of_diff(diff)
  local cells = {}
  for _, one in ipairs(diff.revised) do
    cells[table.concat({ one.measure, one.key.code_departement, one.period }, "|")] = one.change
  end
  return cells
end

-- The texts have no quotes, since no cell of the sample needs them.
local function split(line)
  local cells = {}
  for cell in (line .. ","):gmatch "([^,]*)," do cells[#cells + 1] = cell end
  return cells
end

local function lines_of(text)
  local lines = {}
  for line in text:gmatch "[^\n]+" do lines[#lines + 1] = split(line) end
  return table.remove(lines, 1), lines
end

local function long_cell(row)
  return table.concat({ row.measure, row.code_departement, row.period }, "|")
end

local function of_csv_long(text)
  local header, lines = lines_of(text)
  local cells = {}
  for _, line in ipairs(lines) do
    local row = {}
    for i, name in ipairs(header) do row[name] = line[i] end
    cells[long_cell(row)] = tonumber(row.value)
  end
  return cells
end

local function of_csv_wide(text)
  local header, lines = lines_of(text)
  for _, line in ipairs(lines) do
    for c = 2, #header do line[c] = tonumber(line[c]) end
  end
  return of_wide { header = header, rows = lines }
end

local function value_of(value)
  if value ~= cjson.null then return value end
end

local function of_json(text)
  local panel, cells = cjson.decode(text), {}
  for _, s in ipairs(panel.series) do
    for i, period in ipairs(panel.periods) do
      cells[table.concat({ s.measure, s.key.code_departement, period }, "|")] =
        value_of(s.values[i])
    end
  end
  return cells
end

local function of_json_long(text)
  local cells = {}
  for _, row in ipairs(cjson.decode(text)) do cells[long_cell(row)] = value_of(row.value) end
  return cells
end

-- ------------------------------------------------------------------ the operations

local function per_head(panel, population)
  return assert(panel:join { rows = population, by = { "code_departement", "period" },
    columns = { period = "year" }, measure = "population", nature = "stock" }):with("per_head", {
    numerator = "immatriculations", denominator = "population", scale = 1000 })
end

local function deflated(panel, prices)
  return assert(panel:join { rows = prices, by = "period", measure = "prices" })
    :deflate { by = "prices", base = 2020 }
end

local function chart_of(panel)
  return urssaf.chart.line(panel:filter { region = "Bretagne", measure = ONE })
end

local function over_units(panel)
  return {
    { "filter", 'filter { region = "Bretagne" }', function()
      return panel:filter { region = "Bretagne" }
    end, of_units },
    { "aggregate", 'aggregate { by = "code_region" }', function()
      return panel:aggregate { by = "code_region" }
    end, of_panel "code_region" },
    { "aggregate_skip", "the same, missing = skip", function()
      return panel:aggregate { by = "code_region", missing = "skip" }
    end, of_panel "code_region" },
    { "total", "total", function() return panel:total() end, of_panel() },
    { "total_zero", "total, missing = zero", function()
      return panel:total { missing = "zero" }
    end, of_panel() },
    { "fill", "fill", function() return panel:fill() end, of_units },
    { "ratio_total", "with a ratio, total", function()
      return panel:with("taux_activite"):total()
    end, of_panel() },
  }
end

local function over_time(panel)
  return {
    { "annual", "annual", function() return panel:annual() end, of_units },
    { "yoy", "yoy", function() return panel:yoy() end, of_units },
    { "rolling", "rolling(4)", function() return panel:rolling(4) end, of_units },
    { "index", 'index "2015"', function() return panel:index "2015" end, of_units },
  }
end

local function on_one_period(panel)
  return {
    { "rank", "rank", function() return panel:rank { measure = ONE, at = LATEST } end,
      of_rows { value = "value|", rank = "rank|" } },
    { "share", "share", function() return panel:share { measure = ONE, at = LATEST } end,
      of_rows { share = "" } },
    { "contributions", "contributions", function()
      return panel:contributions { measure = ONE, from = BEFORE, to = LATEST }
    end, of_rows { points = "" } },
    { "latest_complete", "latest_complete", function()
      return panel:latest_complete { measure = ONE }
    end, function(period) return { [period] = 1 } end },
  }
end

local function as_text(panel)
  return {
    { "wide", "wide", function() return panel:wide { measure = ONE } end, of_wide },
    { "csv_long", "to_csv, long", function() return panel:to_csv() end, of_csv_long },
    { "csv_wide", "to_csv, wide, bare", function()
      return panel:to_csv { measure = ONE, layout = "wide", bare = true }
    end, of_csv_wide },
    { "json", "to_json", function() return panel:to_json() end, of_json },
    { "json_long", "to_json, long", function()
      return panel:to_json { layout = "long" }
    end, of_json_long },
  }
end

local function with_others(data)
  local panel = data.panel
  return {
    { "diff", "diff against an older one", function() return panel:diff(data.older) end, of_diff },
    { "join", "join, and per 1 000 of it", function()
      return per_head(panel, data.population)
    end, of_panel("code_departement", { population = true, per_head = true }) },
    { "deflate", "join, deflate", function() return deflated(panel, data.prices) end,
      function(result)
        local cells = {}
        for cell, value in pairs(of_units(result)) do
          local place = cell:match "^chiffres_d_affaires|(.*)"
          if place then cells[place] = value end
        end
        return cells
      end },
  }
end

local function alone(panel)
  return {
    { "check", "check", function() return panel:check() end },
    { "chart", "chart.line of a region", function() return chart_of(panel) end },
    { "report", "report of a département", function()
      return urssaf.report(panel, { departement = "Ain" })
    end },
  }
end

--- The operations on some data: `panel` and its `older` publication, the rows of two tables from
-- outside.
function operations.list(data)
  local list = {}
  for _, group in ipairs { over_units(data.panel), over_time(data.panel),
    on_one_period(data.panel), as_text(data.panel), with_others(data), alone(data.panel) } do
    for _, one in ipairs(group) do
      list[#list + 1] = { name = one[1], title = one[2], run = one[3], cells = one[4] }
    end
  end
  return list
end

return operations
