--- A synthetic panel, for trying things without a network, for examples and for tests.
--
-- Its form and its orders of magnitude are those of the real data; every figure is invented, and
-- the panel says so in its title, its attribution and a note. It is written as a CSV file like the
-- portal's, which is then read as any other.
local cells = require "urssaf.sample.cells"
local data = require "urssaf.sample.data"
local datasets = require "urssaf.domain.datasets"
local file = require "urssaf.csv.file"
local geo = require "urssaf.domain.geo"
local national = require "urssaf.sample.national"
local new_note = require "urssaf.domain.new_note"
local options = require "urssaf.domain.options"
local quarter = require "urssaf.domain.quarter"

local sample = {}

local HEADER = "region;departement;code_region;code_departement;dernier_jour_du_trimestre;"
  .. table.concat(cells.MEASURES, ";")

local checks = options.checks
local OPTIONS = {
  from = checks.bound, to = checks.bound, measures = checks.name_list,
}

local function unit_columns(code)
  local place, rest = geo.find(code, "departement"), data.unclassified
  if not place then return ("%s;%s;%s;%s"):format(rest.name, rest.name, rest.code, rest.code) end
  return table.concat({ place.region, place.name, place.code_region, place.code }, ";")
end

-- The CSV file as the portal would send it: unit by unit, and by quarters within a unit.
local function csv()
  local first = quarter.ordinal { national.first_year, 1 }
  local periods, codes, lines = {}, {}, { HEADER }
  for p = 1, national.quarters do periods[p] = quarter.from_ordinal(first + p - 1) end
  for u, area in ipairs(data.areas) do codes[u] = area[1] end
  local cell = cells.of(codes, periods)
  for u, code in ipairs(codes) do
    local unit = unit_columns(code)
    for p, name in ipairs(periods) do
      local row = { unit, quarter.last_day(name) }
      for m, measure in ipairs(cells.MEASURES) do
        local value = cell(u, measure, p)
        row[m + 2] = value and ("%.0f"):format(value) or ""
      end
      lines[#lines + 1] = table.concat(row, ";")
    end
  end
  return table.concat(lines, "\n") .. "\n"
end

--- The synthetic panel: see `urssaf.sample`.
---@param given table?
---@return urssaf.Panel
function sample.panel(given)
  local wanted = options.check(given, OPTIONS)
  wanted.dataset = datasets.DATASET
  local panel = assert(file.panel({ text = csv() }, wanted))
  panel.source.title = "Auto-entrepreneurs, par département (données synthétiques)"
  panel.source.attribution = "urssaf (Lua), données synthétiques"
  panel.source.read_at = nil -- no file was read, and the panel is the same at any time
  table.insert(panel.notes, 1,
    new_note("synthetic", "synthetic data, without any statistical value"))
  return panel
end

return sample
