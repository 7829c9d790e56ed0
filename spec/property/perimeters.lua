-- Empty cells as zeros, growth of the units at both ends, quarters of months: see perimeters.py.
local expected = require "spec.property.expected"
local operations = require "spec.property.operations"

local PER_YEAR, region_of = expected.PER_YEAR, expected.region_of
local ZERO, COMMON = { missing = "zero" }, { units = "common" }

-- Cells by the measure of a note, for those that have one.
local function cells_of_notes(panel, kind)
  local by_measure = {}
  for _, note in ipairs(panel.notes) do
    if note.kind == kind and expected.is_plain(note.measure) then
      assert(not by_measure[note.measure], "a note is said twice")
      by_measure[note.measure] = { ["-/-\tall"] = note.cells }
    end
  end
  return by_measure
end

local function filled(results, panel)
  local total, regions = panel:total(ZERO), operations.by(panel, "code_region", "zero")
  results:series("total zero", total.series)
  results:series("total zero yoy", total:yoy().series)
  results:series("region zero", regions.series, region_of)
  results:series("region zero yoy", regions:yoy().series, region_of)
  results:series("total zero", regions:total().series)
  if PER_YEAR[panel.frequency] > 1 then
    results:series("total zero annual", total:annual().series)
    results:series("regions zero annual total", regions:annual():total().series)
  end
  local whole = panel:fill()
  results:compare_all("filled", cells_of_notes(whole, "filled"))
  results:series("total zero", whole:total().series)
  if PER_YEAR[panel.frequency] > 1 then
    results:series("units zero annual total", whole:annual():total().series)
  end
  local list = {}
  for i, measure in ipairs(expected.measures_of(panel)) do
    list[i] = panel:filter { measure = measure }:total(ZERO).series[1]
  end
  results:series("total zero", list)
end

local function common(results, panel, chosen)
  local total, regions = panel:total(), operations.by(panel, "code_region")
  results:series("total common", total:yoy(COMMON).series)
  results:series("total common", panel:total { missing = "skip" }:yoy(COMMON).series)
  results:series("total common", regions:total():yoy(COMMON).series)
  results:series("region common", regions:yoy(COMMON).series, region_of)
  results:series("zero common", panel:total(ZERO):yoy(COMMON).series)
  local list = {}
  for _, s in ipairs(total.series) do
    if not s.parts then list[#list + 1] = s:index(chosen.base, COMMON) end
  end
  results:series("index common", list)
  for _, measure in ipairs(expected.measures_of(panel)) do
    if not expected.is_ratio(measure) then
      local rows = panel:contributions { measure = measure, from = chosen.from, to = chosen.to,
        units = "common" }
      results:rows("points common", rows, measure, "points", chosen.to)
      results:compare("growth common", measure,
        operations.one_cell(chosen.to, rows.total.growth))
    end
  end
end

-- Years and quarters, in each order.
local function over_time(results, panel)
  if panel.frequency == "month" then
    results:series("unit quarterly", panel:quarterly().series)
    results:series("total quarterly", panel:quarterly():total().series)
    results:series("total quarterly", panel:total():quarterly().series)
    results:series("total annual", panel:quarterly():annual():total().series)
  end
  if PER_YEAR[panel.frequency] > 1 then
    results:series("annual common", panel:total():annual():yoy(COMMON).series)
    results:series("annual common", panel:annual():total():yoy(COMMON).series)
  end
end

return function(results, panel, chosen)
  filled(results, panel)
  common(results, panel, chosen)
  over_time(results, panel)
end
