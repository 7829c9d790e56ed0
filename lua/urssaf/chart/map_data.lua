--- What a map shows: the value of each département or region at one period, and its class.
local additivity = require "urssaf.domain.additivity"
local caveats = require "urssaf.panel.caveats"
local joined_notes = require "urssaf.panel.joined_notes"
local errors = require "urssaf.base.errors"
local footnotes = require "urssaf.chart.footnotes"
local geo = require "urssaf.domain.geo"
local map_classes = require "urssaf.chart.map_classes"
local note_labels = require "urssaf.panel.note_labels"
local number_formats = require "urssaf.chart.number_format"
local period = require "urssaf.domain.period"
local places = require "urssaf.domain.places"
local pseudo_notes = require "urssaf.panel.pseudo_notes"
local pseudo_units = require "urssaf.domain.pseudo_units"
local scale = require "urssaf.chart.scale"
local selection = require "urssaf.panel.selection"
local tables = require "urssaf.base.tables"
local tile_grid = require "urssaf.chart.tile_grid"
local titles = require "urssaf.chart.titles"
local unit = require "urssaf.domain.unit"

local map_data = {}

---@class urssaf.chart.MapData what a map shows
---@field panel urssaf.Panel of one measure, its units being places of the kind
---@field kind "departement"|"region"
---@field places table[] all places of the kind, of `urssaf.geo`
---@field grid table the tile grid of the kind
---@field period string
---@field late urssaf.Note? if it is the latest complete period, but not the last
---@field values table<string, number> by code
---@field rows table[] the same as a list, { label, value }
---@field classes urssaf.chart.MapClass[]
---@field hidden table<string, boolean> by code: places of the data that were filtered out
---@field others urssaf.Series[] those of units without a square
---@field number_format urssaf.chart.NumberFormat
---@field shapes urssaf.chart.Shapes? those of the reader, in the place of squares

local PLACES = { departement = geo.departements, region = geo.regions }

-- ------------------------------------------------------------------ units

local function finest(list)
  local units = pseudo_units.split(list)
  for _, kind in ipairs { "departement", "region" } do
    for _, s in ipairs(units) do
      if s.key["code_" .. kind] then return kind end
    end
  end
  if #units == 0 and #list > 0 then
    errors.misuse("a map needs départements or regions, and there are only pseudo-units here, which"
      .. " are no places: %s", unit.name(list[1].key))
  end
  errors.misuse("a map needs units with code_departement or code_region")
end

-- The panel with units of the kind of place that is asked for, and that kind; by default the
-- panel's own.
local function by_place(panel, wanted, missing)
  local kind = finest(panel.series)
  if wanted == nil or wanted == kind then return panel, kind end
  if wanted == "departement" then
    errors.misuse("there is no map of départements: the units of these data are regions")
  end
  return panel:aggregate { by = "code_region", missing = missing }, wanted
end

-- The series by the code of their place, and a list of those whose units have no square: a
-- pseudo-unit has none even if its code is a region's.
local function by_code(panel, kind)
  local series_of, others = {}, {}
  for _, s in ipairs(panel.series) do
    local code = s.key["code_" .. kind]
    if not code or pseudo_units.role(s.key) or not tile_grid.LAYOUTS[kind].tiles[code] then
      others[#others + 1] = s
    elseif series_of[code] then
      errors.misuse("several series are of the %s %s", kind, code,
        { in_lua = ": filter or aggregate the panel", about = "one_of_each_place" })
    else
      series_of[code] = s
    end
  end
  return series_of, others
end

-- The places that the data have but this panel has not, because they were filtered out.
local function hidden_places(panel, kind, series_of)
  local hidden = {}
  for code in pairs(panel.universe.keys["code_" .. kind] or {}) do
    if not series_of[code] and tile_grid.LAYOUTS[kind].tiles[code] then hidden[code] = true end
  end
  return hidden
end

-- ------------------------------------------------------------------ the period

local function last_with_value(panel)
  for i = #panel.periods, 1, -1 do
    for _, s in ipairs(panel.series) do
      if s.values[i] ~= nil then return i end
    end
  end
  return #panel.periods
end

-- The position of the period asked for; by default the latest complete one, with a note if that is
-- not the last, else the last in which there is a value.
local function position_of(panel, when)
  if when == nil then
    local latest, note = panel:latest_complete()
    if not latest then return last_with_value(panel) end
    return period.position(panel.periods, panel.frequency, latest), note
  end
  local i = period.position(panel.periods, panel.frequency, when)
  if not i then
    errors.misuse("%s: %s", { option = "at" },
      period.outside(panel.periods, panel.frequency, when))
  end
  return i
end

-- ------------------------------------------------------------------ values

local PER_SIDE, ALL = 3, 5

-- Values below zero need a scale that diverges at zero. All others are in quantiles, growths too:
-- if all are above zero and close together, steps from zero would put them into a class or two.
local function classify(data)
  local is_negative = tables.find(data.rows, function(row) return row.value < 0 end)
  if is_negative then return map_classes.around_zero(data.values, PER_SIDE) end
  return map_classes.quantiles(data.values, ALL)
end

--- What the map of a panel shows, by the options of the canvas.
---@param panel urssaf.Panel
---@param canvas urssaf.chart.Canvas
---@return urssaf.chart.MapData
function map_data.of(panel, canvas)
  local options = canvas.options
  local part = panel:filter { measure = selection.measure(panel, options.measure) }
  if options.missing == "zero" then part = part:fill() end
  local one, kind = by_place(part, options.by, options.missing)
  scale.extent(one.series) -- raises if a value cannot be drawn
  local at, late = position_of(one, options.at)
  local series_of, others = by_code(one, kind)
  local data = { panel = one, kind = kind, places = PLACES[kind], grid = tile_grid.LAYOUTS[kind],
    late = late,
    period = one.periods[at], values = {}, rows = {}, others = others,
    hidden = hidden_places(panel, kind, series_of),
    number_format = number_formats.of(canvas.language, one.series[1]) }
  for _, place in ipairs(data.places) do
    local value = series_of[place.code] and series_of[place.code].values[at]
    data.values[place.code] = value
    if value ~= nil then data.rows[#data.rows + 1] = { label = place.name, value = value } end
  end
  data.classes = classify(data)
  -- the limits of quantiles are values of the data, those of steps are round
  if not data.classes.step then data.number_format:tell_apart(data.classes) end
  return data
end

--- What the tooltip of a place is headed.
---@param data urssaf.chart.MapData
---@param place urssaf.Place
---@param canvas urssaf.chart.Canvas
---@return string
function map_data.label(data, place, canvas)
  return ("%s (%s), %s"):format(place.name, place.code, canvas.language:period(data.period))
end

--- The value of a place as text, or why it has none.
---@param data urssaf.chart.MapData
---@param place urssaf.Place
---@param canvas urssaf.chart.Canvas
---@return string
function map_data.value_text(data, place, canvas)
  local value, phrases = data.values[place.code], canvas.phrases
  if value ~= nil then return data.number_format:value(value) end
  return data.hidden[place.code] and phrases.not_shown or phrases.no_data
end

--- The style class of a value; nil if it is missing.
---@param data urssaf.chart.MapData
---@param value number?
---@return string?
function map_data.class(data, value)
  local class = value ~= nil and map_classes.of(data.classes, value)
  return class and class.kind .. class.style or nil
end

-- ------------------------------------------------------------------ notes

local function notes_at(panel, when)
  local own, seen = {}, {}
  for _, s in ipairs(panel.series) do
    if s.notes and not seen[s.notes] then -- the series of a measure share theirs
      seen[s.notes] = true
      tables.append(own, s.notes)
    end
  end
  local notes = caveats.add(caveats.at(panel.notes, panel.series, when),
    caveats.at(own, panel.series, when))
  notes = joined_notes.at(joined_notes.concerning(notes, panel.series), panel.series, when)
  local i = period.position(panel.periods, panel.frequency, when)
  notes = caveats.add(notes, pseudo_notes.left_out(panel.series, i))
  return note_labels.of(notes, panel.series)
end

-- Units in which a large place has no more than a small one; nor has it in one thing per another.
local IS_RELATIVE = { ["1"] = true, ["%"] = true, points = true, pt = true, index = true }

-- Whether large places have larger values than small ones for no other reason than their size: not
-- of ratios, growths and indices, nor of what nobody knows what it is.
local function is_absolute(s)
  local nature, kind = additivity.nature(s), additivity.unit(s) or ""
  return nature ~= nil and nature ~= "ratio" and not IS_RELATIVE[kind] and not kind:find "/"
end

--- The footnotes of a map.
---@param data urssaf.chart.MapData
---@param canvas urssaf.chart.Canvas
---@return string[] sentences
function map_data.notes(data, canvas)
  local phrases, notes = canvas.phrases, {}
  if is_absolute(data.panel.series[1]) then notes[1] = phrases.absolute[data.kind] end
  if places.is_auto_entrepreneurs(data.panel) and not places.had_mayotte(data.panel) then
    notes[#notes + 1] = phrases.mayotte
  end
  local others = tables.map(data.others, function(s)
    return titles.place(s, data.panel, canvas.language)
  end)
  if #others > 0 then notes[#notes + 1] = phrases.not_drawn:format(table.concat(others, ", ")) end
  local all = tables.append({ data.late }, notes_at(data.panel, data.period))
  return tables.append(notes, footnotes.at_once(all, canvas))
end

return map_data
