--- What a map shows: a value for each département or region at one period, and its class.
local number_format = require "urssaf.chart.number_format"
local caveats = require "urssaf.panel.caveats"
local map_classes = require "urssaf.chart.map_classes"
local errors = require "urssaf.base.errors"
local extent = require "urssaf.chart.extent"
local geo = require "urssaf.domain.geo"
local period = require "urssaf.domain.period"
local footnotes = require "urssaf.chart.footnotes"
local selection = require "urssaf.panel.selection"
local titles = require "urssaf.chart.titles"
local text_layout = require "urssaf.chart.text_layout"
local tile_grid = require "urssaf.chart.tile_grid"
local places = require "urssaf.domain.places"

local map_data = {}

local LISTS = { departement = geo.departements, region = geo.regions }

-- ------------------------------------------------------------------ units

local function finest(list)
  for _, kind in ipairs { "departement", "region" } do
    for _, s in ipairs(list) do
      if s.key["code_" .. kind] then return kind end
    end
  end
  errors.misuse("a map needs units with code_departement or code_region")
end

-- The panel with units of the kind that is wanted.
local function by_place(panel, wanted)
  local kind = finest(panel.series)
  if wanted == nil or wanted == kind then return panel, kind end
  if wanted == "departement" then
    errors.misuse("by = \"departement\": the units of this panel are regions")
  end
  return panel:aggregate { by = "code_region" }, wanted
end

-- Series by code; what has no square is not on the map.
local function by_code(panel, kind)
  local of_code, others = {}, {}
  for _, s in ipairs(panel.series) do
    local code = s.key["code_" .. kind]
    if not code or not tile_grid.LAYOUTS[kind].tiles[code] then
      others[#others + 1] = s
    elseif of_code[code] then
      errors.misuse("several series are of the %s %s: filter or aggregate the panel", kind, code)
    else
      of_code[code] = s
    end
  end
  return of_code, others
end

-- The places that the data have and this panel has not: they were filtered out.
local function hidden(panel, kind, of_code)
  local found, has_any = {}, false
  for code in pairs(panel.universe.keys["code_" .. kind] or {}) do
    if not of_code[code] and tile_grid.LAYOUTS[kind].tiles[code] then
      found[code], has_any = true, true
    end
  end
  return found, has_any
end

-- ------------------------------------------------------------------ time

local function last_with_value(panel)
  for i = #panel.periods, 1, -1 do
    for _, s in ipairs(panel.series) do
      if s.values[i] ~= nil then return i end
    end
  end
  return #panel.periods
end

local function position_of(panel, when)
  if when == nil then
    local latest = panel:latest_complete()
    return latest and period.position(panel.periods, panel.frequency, latest)
      or last_with_value(panel)
  end
  local i = period.position(panel.periods, panel.frequency, when)
  if not i then errors.misuse("at: %s", period.outside(panel.periods, panel.frequency, when)) end
  return i
end

-- ------------------------------------------------------------------ values

local PER_SIDE, ALL = 3, 5

-- Ordered from little to much, growths too where all are above zero: steps from there would be few
-- for those that lie together. What lies below zero is measured from it.
local function classify(look)
  local has_below = false
  for _, row in ipairs(look.rows) do has_below = has_below or row.value < 0 end
  if has_below then return map_classes.around_zero(look.values, PER_SIDE) end
  return map_classes.quantiles(look.values, ALL)
end

--- What a map shows.
---@param panel urssaf.Panel
---@param sheet urssaf.chart.Sheet
---@return table look { panel, kind, period, values = by code, rows, others, amounts, classes,
-- layout, hidden = by code, has_hidden }
function map_data.of(panel, sheet)
  titles.check(panel, math.huge, "")
  local options = sheet.options
  local one, kind = by_place(
    panel:filter { measure = selection.measure(panel, options.measure) }, options.by)
  extent.of(one.series)
  local at = position_of(one, options.at)
  local of_code, others = by_code(one, kind)
  local look = { panel = one, kind = kind, period = one.periods[at], values = {}, rows = {},
    others = others, layout = tile_grid.LAYOUTS[kind],
    amounts = number_format.of(sheet.language, one.series[1]) }
  look.hidden, look.has_hidden = hidden(panel, kind, of_code)
  for _, place in ipairs(LISTS[kind]) do
    local value = of_code[place.code] and of_code[place.code].values[at]
    look.values[place.code] = value
    if value ~= nil then look.rows[#look.rows + 1] = { label = place.name, value = value } end
  end
  look.classes = classify(look)
  return look
end

--- The class of the style sheet for a value; nil where it is missing.
---@param look table
---@param value number?
---@return string?
function map_data.class(look, value)
  local class = value ~= nil and map_classes.of(look.classes, value)
  return class and class.kind .. class.style or nil
end

-- ------------------------------------------------------------------ notes

local function notes_at(panel, when)
  local notes = caveats.at(panel.notes, panel.series, when)
  for _, s in ipairs(panel.series) do
    notes = caveats.add(notes, caveats.at(s.notes or {}, panel.series, when))
  end
  return notes
end

--- What has to be said under the map.
---@param look table
---@param sheet urssaf.chart.Sheet
---@return string[] sentences
function map_data.notes(look, sheet)
  local words, said = sheet.words, {}
  local is_missing = look.values[places.MAYOTTE[look.kind]] == nil
  if is_missing and places.is_without_mayotte(look.panel) then said[1] = words.mayotte end
  local others = {}
  for i, s in ipairs(look.others) do
    others[i] = text_layout.bounded(sheet.language:place(s.key, look.panel.notes))
  end
  if #others > 0 then said[#said + 1] = words.not_drawn:format(table.concat(others, ", ")) end
  for _, sentence in ipairs(footnotes.at_once(notes_at(look.panel, look.period), sheet)) do
    said[#said + 1] = sentence
  end
  return said
end

return map_data
