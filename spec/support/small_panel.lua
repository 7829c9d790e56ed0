-- Small panels for specs, made from lists of values.
local lua = require "spec.support.lua"
local panel = require "urssaf.panel"

local small_panel = {}

--- The keys of some units.
small_panel.keys = {
  ain = { code_departement = "01", departement = "Ain", code_region = "84",
    region = "Auvergne-Rhône-Alpes" },
  isere = { code_departement = "38", departement = "Isère", code_region = "84",
    region = "Auvergne-Rhône-Alpes" },
  corse = { code_departement = "2A", departement = "Corse-du-Sud", code_region = "94",
    region = "Corse" },
  rest = { departement = "_non classé ailleurs_", region = "_non classé ailleurs_" },
}

local function periods(first_year, count, a_year, format)
  local list = {}
  for i = 0, count - 1 do
    list[i + 1] = format:format(first_year + math.floor(i / a_year), i % a_year + 1)
  end
  return list
end

--- Consecutive quarters.
function small_panel.quarters(first_year, count)
  return periods(first_year, count, 4, "%d-Q%d")
end

--- Consecutive months.
function small_panel.months(first_year, count)
  return periods(first_year, count, 12, "%d-%02d")
end

--- Consecutive years.
function small_panel.years(first_year, count)
  return periods(first_year, count, 1, "%d")
end

local GRIDS = { quarter = small_panel.quarters, month = small_panel.months,
  year = small_panel.years }

--- A panel of quarters, or of the `frequency` among the fields, from `first_year` on. `units` lists
-- { key, measure = { values } }, where false is a hole; measures come in the given order.
function small_panel.panel(first_year, measures, units, fields)
  local frequency, grid, list = fields and fields.frequency or "quarter", nil, nil
  for _, unit in ipairs(units) do
    for _, measure in ipairs(measures) do
      local values, given, count = {}, unit[measure] or {}, 0
      for i, value in ipairs(given) do values[i], count = value or nil, i end
      assert(count == #given, "a hole is false, not nil")
      grid = grid or GRIDS[frequency](first_year, #given)
      list = list or {}
      list[#list + 1] = { measure = measure, frequency = frequency, key = unit[1],
        periods = grid, values = values }
    end
  end
  return panel.new(lua.merged({ frequency = frequency, periods = grid or {},
    series = list or {} }, fields))
end

--- Places R1, R2, …, and in each the sectors A, B and C, and Z, which has the sum of these: 7 times
-- the number of the place, in the next quarter that number and one, in the third that and five.
-- `factor_of_z` gives the factor of a place whose Z has other figures than 7 times as many.
function small_panel.sectors(measure, count, factor_of_z)
  local units = {}
  for i = 1, count do
    for sector, factor in pairs { A = 1, B = 2, C = 4, Z = factor_of_z and factor_of_z(i) or 7 } do
      units[#units + 1] = { { region = "R" .. i, secteur_d_activite = sector },
        [measure] = { factor * i, factor * (i + 1), factor * (i + 5) } }
    end
  end
  return small_panel.panel(2020, { measure }, units)
end

--- The values of a series as a list, "-" for each that is missing.
function small_panel.listed(s)
  local list = {}
  for i = 1, #s.periods do list[i] = s.values[i] == nil and "-" or s.values[i] end
  return list
end

--- The notes of one kind.
function small_panel.notes(result, kind)
  local found = {}
  for _, note in ipairs(result.notes or {}) do
    if note.kind == kind then found[#found + 1] = note end
  end
  return found
end

--- The message of the first note of one kind, nil if there is none.
function small_panel.note_text(result, kind)
  local note = small_panel.notes(result, kind)[1]
  return note and note.message
end

return small_panel
