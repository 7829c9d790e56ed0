-- What helpers_cjson.lua works on: units, each with its key and a list of values for each measure.
local helpers_data = {}

helpers_data.MEASURES = { "immatriculations", "radiations", "chiffres_d_affaires",
  "economiquement_actifs", "administrativement_actifs" }
local KEYS = { "code_departement", "departement", "code_region", "region" }

helpers_data.periods, helpers_data.position = {}, {}
for year = 2009, 2025 do
  for quarter = 1, 4 do
    local period = ("%d-Q%d"):format(year, quarter)
    table.insert(helpers_data.periods, period)
    helpers_data.position[period] = #helpers_data.periods
  end
end

--- The rows of a file as tables of texts; no cell of these files has quotes.
function helpers_data.rows(folder, name, delimiter)
  local rows, header = {}, nil
  local field = ("([^%s]*)%s"):format(delimiter, delimiter)
  for line in io.lines(("%s/%s.csv"):format(folder, name)) do
    local cells, row = {}, {}
    for cell in (line:gsub("\r$", "") .. delimiter):gmatch(field) do cells[#cells + 1] = cell end
    for i, heading in ipairs(header or {}) do row[heading] = cells[i] end
    rows[#rows + 1], header = header and row, header or cells
  end
  return rows
end

local function new_unit(row)
  local unit = { key = {}, values = {} }
  for _, key in ipairs(KEYS) do unit.key[key] = row[key] end
  for _, m in ipairs(helpers_data.MEASURES) do unit.values[m] = {} end
  return unit
end

--- The units of a file.
function helpers_data.units(folder, name)
  local units, by_code = {}, {}
  for _, row in ipairs(helpers_data.rows(folder, name, ";")) do
    local unit = by_code[row.code_departement]
    if not unit then
      unit = new_unit(row)
      by_code[row.code_departement], units[#units + 1] = unit, unit
    end
    local i = helpers_data.position[row.annee .. "-Q" .. row.trimestre]
    for _, m in ipairs(helpers_data.MEASURES) do unit.values[m][i] = tonumber(row[m]) end
  end
  return units
end

return helpers_data
