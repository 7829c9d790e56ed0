-- What is computed with a table from outside, and what a check finds: see outside.py.
local expected = require "spec.property.expected"
local operations = require "spec.property.operations"

local region_of, name_of = expected.region_of, expected.name_of

-- The rows of a table: "people;region;period;value".
local function rows_of(path)
  local tables = { people = {}, money = {}, prices = {} }
  for line in io.lines(path) do
    local name, region, period, value = line:match "^(.-);(.-);(.-);(.-)$"
    table.insert(tables[name], { code_region = region, period = period, value = tonumber(value) })
  end
  return tables
end

local function joined(panel, rows, measure, nature, unit)
  return panel:join { rows = rows, by = { "code_region", "period" }, measure = measure,
    nature = nature, unit = unit, column = "value" }
end

-- The series of a measure.
local function only(panel, measure)
  return panel:filter { measure = measure }.series
end

local function per_inhabitant(results, regions, rows)
  local panel = joined(regions, rows, "habitants", "count", "person")
  results:series("per thousand", panel and only(panel:with("par_habitant",
    { numerator = "economiquement_actifs", denominator = "habitants", scale = 1000 }),
    "par_habitant") or {}, region_of)
end

local function constant_prices(results, regions, rows, chosen)
  local panel = joined(regions, rows.money, "recettes", "flow", "EUR")
  panel = panel and joined(panel, rows.prices, "prix", "ratio", "1")
  if not (panel and results.cells.deflated) then
    return results:compare_all("deflated", {})
  end
  local deflated = panel:deflate { by = "prix", base = chosen.base }
  results:series("deflated", only(deflated, "recettes"), region_of)
  results:series("deflated total", only(deflated:total(), "recettes"))
end

local KINDS = { "born", "ended", "negative", "empty" }

local function findings(results, panel)
  local found = {}
  for _, kind in ipairs(KINDS) do found[kind] = {} end
  for _, one in ipairs(panel:check().findings) do
    local of = found[one.kind]
    for i, period in ipairs(of and one.periods or of and { "all" } or {}) do
      local name = one.key and name_of(one.key) or one.kind == "empty" and "-/-" or "whole"
      of[one.measure] = of[one.measure] or {}
      of[one.measure][name .. "\t" .. period] = one.sizes and one.sizes[i] or one.size
    end
  end
  for _, kind in ipairs(KINDS) do results:compare_all(kind, found[kind]) end
end

local function latest(results, panel)
  for _, measure in ipairs(expected.measures_of(panel)) do
    local period, note = panel:latest_complete { measure = measure }
    results:compare("latest", measure, operations.one_cell(period, 1))
    results:compare("lacking", measure,
      operations.one_cell(note and note.last, note and #note.units + note.more))
  end
end

return function(results, panel, chosen, path)
  local rows = rows_of(path)
  local regions = operations.by(panel:filter { measure = { "immatriculations",
    "economiquement_actifs" } }, "code_region")
  per_inhabitant(results, regions, rows.people)
  constant_prices(results, regions, rows, chosen)
  findings(results, panel:filter { measure = expected.is_plain })
  latest(results, panel)
end
