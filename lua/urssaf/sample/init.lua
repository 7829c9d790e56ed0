--- A synthetic panel: to try things without a network, and for examples and tests.
--
-- Right in form and in magnitude, invented in every figure; it says so in its title, its source and
-- a note. It comes as the portal's file would, and is read as one.
local areas = require "urssaf.sample.areas"
local cells = require "urssaf.sample.cells"
local geo = require "urssaf.domain.geo"
local data = require "urssaf.sample.data"
local options = require "urssaf.domain.options"
local api = require "urssaf.portal.api"
local quarter = require "urssaf.domain.quarter"
local file = require "urssaf.csv.file"

local sample = {}

local HEADER = "region;departement;code_region;code_departement;dernier_jour_du_trimestre;"
  .. table.concat(cells.MEASURES, ";")

local checks = options.checks
local OPTIONS = {
  from = checks.period_or_year, to = checks.period_or_year, measures = checks.name_list,
}

local function unit_columns(code)
  local place = geo.find(code, "departement")
  if not place then return ("%s;%s;;"):format(code, code) end
  return table.concat({ place.region, place.name, place.code_region, place.code }, ";")
end

-- The rows as the portal would send them: unit by unit.
local function text()
  local first = quarter.ordinal { data.first_year, 1 }
  local periods, codes, lines = {}, {}, { HEADER }
  for p = 1, data.quarters do periods[p] = quarter.from_ordinal(first + p - 1) end
  for u, area in ipairs(areas) do codes[u] = area[1] end
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
  wanted.dataset = api.DATASET
  local panel = assert(file.panel({ text = text() }, wanted))
  panel.source.title = "Auto-entrepreneurs, par département (données synthétiques)"
  panel.source.attribution = "urssaf (Lua), données synthétiques"
  panel.source.read_at = nil -- no file was read: the same panel at any time
  table.insert(panel.notes, 1, { kind = "synthetic",
    message = "synthetic data, without any statistical value" })
  return panel
end

return sample
