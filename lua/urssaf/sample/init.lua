--- A synthetic panel, for trying things without a network, for examples and for tests.
--
-- Its form and its orders of magnitude are those of the real data; every figure is invented, and
-- the panel says so in its title, its attribution and a note. Otherwise it is what a fetch of the
-- main dataset gives.
local cells = require "urssaf.sample.cells"
local data = require "urssaf.sample.data"
local datasets = require "urssaf.domain.datasets"
local errors = require "urssaf.base.errors"
local geo = require "urssaf.domain.geo"
local names = require "urssaf.base.names"
local national = require "urssaf.sample.national"
local new_note = require "urssaf.domain.new_note"
local options = require "urssaf.domain.options"
local panels = require "urssaf.panel"
local period = require "urssaf.domain.period"
local quarter = require "urssaf.domain.quarter"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"

local sample = {}

local checks = options.checks
local OPTIONS = {
  from = checks.bound, to = checks.bound, measures = checks.name_list,
}

local function key_of(code)
  local place, rest = geo.lookup(code, "departement"), data.unclassified
  return { region = place and place.region or rest.name,
    departement = place and place.name or rest.name,
    code_region = place and place.code_region or rest.code,
    code_departement = code }
end

local function periods_of_sample()
  local first, periods = quarter.ordinal { national.first_year, 1 }, {}
  for p = 1, national.quarters do periods[p] = quarter.from_ordinal(first + p - 1) end
  return periods
end

-- The series of some measures, unit by unit.
local function series_of(measures, periods)
  local codes, list = tables.map(data.areas, function(area) return area[1] end), {}
  local cell = cells.of(codes, periods)
  for u, code in ipairs(codes) do
    local key = key_of(code)
    for _, measure in ipairs(measures) do
      local values = {}
      for p = 1, #periods do values[p] = cell(u, measure, p) end
      list[#list + 1] = { key = key, measure = measure, frequency = "quarter", periods = periods,
        values = values }
    end
  end
  return list
end

-- The measures that are wanted, in the order of the dataset.
local function measures_of(wanted)
  for _, name in ipairs(wanted or {}) do
    if not tables.contains(cells.MEASURES, name) then
      errors.misuse("option '%s': the sample has no measure '%s'%s", { option = "measures" },
        name, names.suggestion(name, cells.MEASURES))
    end
  end
  return tables.filter(cells.MEASURES, function(name)
    return not wanted or tables.contains(wanted, name)
  end)
end

--- The synthetic panel: see `urssaf.sample`.
---@param given table?
---@return urssaf.Panel
function sample.panel(given)
  local wanted = options.check(given, OPTIONS)
  period.check_span(wanted.from, wanted.to)
  local measures, periods = measures_of(wanted.measures), periods_of_sample()
  local panel = panels.new {
    dataset = datasets.DATASET, frequency = "quarter", periods = periods,
    series = series_of(measures, periods),
    notes = { new_note("synthetic", "synthetic data, without any statistical value") },
    source = {
      title = "Auto-entrepreneurs, par département (données synthétiques)",
      attribution = "urssaf (Lua), données synthétiques",
      rows = #data.areas * #periods, measures = sorting.keys(tables.set(measures)),
      dimensions = { "code_departement", "code_region", "departement", "region" },
    },
  }
  if not (wanted.from or wanted.to) then return panel end
  return panel:filter { from = wanted.from, to = wanted.to }
end

return sample
