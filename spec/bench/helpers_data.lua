-- The files that the operations work on: the synthetic sample, an older publication of it, and two
-- tables from outside. All figures are invented.
--
--   helpers_data.write("build/bench/helpers")      -- newer.csv older.csv population.csv prices.csv
local export = require "spec.support.standin.export"
local lua = require "spec.support.lua"
local query = require "spec.support.standin.query"
local sample = require "spec.support.standin.sample"

local helpers_data = {}

local CSV = { delimiter = ";", use_labels = false, with_bom = false }
local FIRST_YEAR, LAST_YEAR = 2009, 2025

local function write(folder, name, text)
  local file = assert(io.open(folder .. "/" .. name .. ".csv", "wb"))
  file:write(text)
  file:close()
end

local function sample_text(data)
  local pieces = {}
  for piece in export.pieces("csv", query.view(data, { limit = -1 }, {}), CSV, {}) do
    pieces[#pieces + 1] = piece
  end
  return table.concat(pieces)
end

-- Without the last two quarters; the strike-offs of 2024 were lower by three.
local function older_text(text)
  local lines = {}
  for line in text:gmatch "[^\n]+" do
    if not line:find ";2025;[34];" then
      lines[#lines + 1] = line:gsub("^(.-;2024;.-;.-;.-;.-;.-;)(%d+)", function(before, value)
        return ("%s%d"):format(before, value - 3)
      end)
    end
  end
  return table.concat(lines, "\n") .. "\n"
end

-- What each département has beside its accounts: a figure by year.
local function population_text(codes)
  local lines = { "code_departement,year,population" }
  for i, code in ipairs(codes) do
    for year = FIRST_YEAR, LAST_YEAR do
      lines[#lines + 1] = ("%s,%d,%d"):format(code, year, 80000 + 9000 * i + 1000 * (year % 7))
    end
  end
  return table.concat(lines, "\n") .. "\n"
end

local function prices_text()
  local lines = { "period,prices" }
  for year = FIRST_YEAR, LAST_YEAR do
    lines[#lines + 1] = ("%d,%d"):format(year, 95 + 2 * (year - FIRST_YEAR))
  end
  return table.concat(lines, "\n") .. "\n"
end

--- Writes the four files into a folder.
function helpers_data.write(folder)
  assert(lua.execute(("mkdir -p '%s'"):format(folder)))
  local data, codes = sample.auto_entrepreneurs(), {}
  for _, key in ipairs(data.units) do
    if key.code_departement ~= "NCA" then codes[#codes + 1] = key.code_departement end
  end
  local text = sample_text(data)
  write(folder, "newer", text)
  write(folder, "older", older_text(text))
  write(folder, "population", population_text(codes))
  write(folder, "prices", prices_text())
end

--- The rows of one of the tables from outside, as `panel:join` takes them.
function helpers_data.rows(folder, name)
  local rows, header = {}, nil
  for line in io.lines(folder .. "/" .. name .. ".csv") do
    local cells = {}
    for cell in line:gmatch "[^,]+" do cells[#cells + 1] = cell end
    local row = {}
    for i, heading in ipairs(header or {}) do row[heading] = cells[i] end
    rows[#rows + 1], header = header and row, header or cells
  end
  return rows
end

return helpers_data
