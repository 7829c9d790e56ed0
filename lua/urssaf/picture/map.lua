--- The map of squares: a square for each département or region, shaded by a value.
local amounts = require "urssaf.picture.amounts"
local classes = require "urssaf.picture.classes"
local description = require "urssaf.picture.description"
local errors = require "urssaf.errors"
local extent = require "urssaf.picture.extent"
local geo = require "urssaf.geo"
local legend = require "urssaf.picture.legend"
local period = require "urssaf.period"
local places = require "urssaf.picture.places"
local remarks = require "urssaf.picture.remarks"
local caveats = require "urssaf.caveats"
local selection = require "urssaf.selection"
local subject = require "urssaf.picture.subject"
local svg = require "urssaf.picture.svg"
local tiles = require "urssaf.picture.tiles"

local map = {}

local LISTS = { departement = geo.departements, region = geo.regions }

-- ------------------------------------------------------------------ values

local function finest(list)
  for _, kind in ipairs { "departement", "region" } do
    for _, s in ipairs(list) do
      if s.key["code_" .. kind] then return kind end
    end
  end
  errors.misuse("a map needs units with code_departement or code_region")
end

-- The panel with one series for each place.
local function by_place(panel, wanted)
  local kind = finest(panel.series)
  if wanted == nil or wanted == kind then return panel, kind end
  if wanted == "departement" then
    errors.misuse("by = \"departement\": the units of this panel are regions")
  end
  return panel:aggregate { by = "code_region" }, wanted
end

local function last_with_value(list)
  local periods = list[1].periods
  for i = #periods, 1, -1 do
    for _, s in ipairs(list) do
      if s.values[i] ~= nil then return i end
    end
  end
  return #periods
end

local function position_of(panel, when)
  if when == nil then
    local latest = panel:latest_complete()
    return latest and period.position(panel.periods, panel.frequency, latest)
      or last_with_value(panel.series)
  end
  local i = period.position(panel.periods, panel.frequency, when)
  if not i then errors.misuse("at: %s", period.outside(panel.periods, panel.frequency, when)) end
  return i
end

-- Series by code; what has none is not on the map.
local function by_code(panel, kind)
  local of_code, others = {}, {}
  for _, s in ipairs(panel.series) do
    local code = s.key["code_" .. kind]
    if not code or not tiles.LAYOUTS[kind].tiles[code] then
      others[#others + 1] = s
    elseif of_code[code] then
      errors.misuse("several series are of the %s %s: filter or aggregate the panel", kind, code)
    else
      of_code[code] = s
    end
  end
  return of_code, others
end

local PER_SIDE, ALL = 3, 5

local function classify(values, is_signed)
  if is_signed then return classes.around_zero(values, PER_SIDE) end
  return classes.quantiles(values, ALL)
end

local function look_at(panel, sheet)
  subject.check(panel, math.huge, "")
  local options = sheet.options
  local one = panel:filter { measure = selection.measure(panel, options.measure) }
  local kind
  one, kind = by_place(one, options.by)
  extent.of(one.series)
  local at = position_of(one, options.at)
  local of_code, others = by_code(one, kind)
  local values, rows = {}, {}
  for _, place in ipairs(LISTS[kind]) do
    local s = of_code[place.code]
    values[place.code] = s and s.values[at]
    if values[place.code] ~= nil then
      rows[#rows + 1] = { label = place.name, value = values[place.code] }
    end
  end
  local own = amounts.of(sheet.language, one.series[1])
  return { panel = one, kind = kind, at = at, period = one.periods[at], values = values,
    rows = rows, others = others, amounts = own, classes = classify(values, own.is_signed),
    layout = tiles.LAYOUTS[kind] }
end

-- ------------------------------------------------------------------ drawing

local WIDE = 600

-- How large a square is, and where the first is; the legend is beside the map where there is room.
local function layout(sheet, look)
  local room = sheet.right - sheet.left
  local is_wide = sheet.width >= WIDE
  local beside = is_wide and 210 or 0
  local most = look.kind == "region" and 76 or 40
  local size = math.min(most, math.floor((room - beside) / look.layout.columns))
  return { size = size, left = sheet.left, is_wide = is_wide,
    legend_left = sheet.left + size * look.layout.columns + 24 }
end

local GAP = 1.5

local function label_of(look, place)
  if look.kind == "departement" then return place.code end
  return place.short or place.code
end

local function draw_tile(sheet, look, plot, place)
  local tile, value = look.layout.tiles[place.code], look.values[place.code]
  local x, y = plot.left + tile.column * plot.size, plot.top + tile.row * plot.size
  local side = plot.size - GAP
  local class = value ~= nil and classes.of(look.classes, value)
  local style = class and class.kind .. class.style
  local box = { x = x, y = y, width = side, height = side }
  local shapes = sheet:element("rect", style or "missing", box)
  if not style then
    shapes = shapes .. svg.element("rect", { x = x, y = y, width = side, height = side,
      fill = ("url(#%s-hatch)"):format(sheet.id) })
  end
  local text_class = style and style .. "-text" or "tick"
  shapes = shapes .. sheet:text(x + side / 2, y + side / 2 + 4, label_of(look, place), text_class,
    "middle")
  return sheet:point(shapes, ("%s (%s), %s"):format(place.name, place.code,
    sheet.language:period(look.period)),
    value ~= nil and look.amounts:value(value) or sheet.words.no_data)
end

local function hatch(sheet)
  local line = sheet:element("path", "hatch", { d = "M0 6L6 0M-1 1L1 -1M5 7L7 5" })
  return svg.element("defs", {}, svg.element("pattern", { id = sheet.id .. "-hatch", width = 6,
    height = 6, patternUnits = "userSpaceOnUse" }, line))
end

local function outlines(sheet, look, plot)
  local keys, tile_of, parts = {}, {}, {}
  for i, place in ipairs(LISTS[look.kind]) do
    keys[i] = { code = place.code, name = place.name }
    tile_of[keys[i]] = look.layout.tiles[place.code]
  end
  local is_strong = places.of(sheet.options.highlight, keys)
  for _, key in ipairs(keys) do
    if is_strong[key] then
      local tile = tile_of[key]
      parts[#parts + 1] = sheet:element("rect", "outline", { x = plot.left
        + tile.column * plot.size - 1, y = plot.top + tile.row * plot.size - 1,
        width = plot.size + 2 - GAP, height = plot.size + 2 - GAP })
    end
  end
  return table.concat(parts)
end

local function draw(sheet, look, top)
  local plot = layout(sheet, look)
  local key, bottom
  if plot.is_wide then
    key, bottom = legend.list(sheet, look, plot.legend_left, top)
    plot.top = top
  else
    key, bottom = legend.list(sheet, look, sheet.left, top)
    plot.top = bottom + 14
  end
  local parts = { hatch(sheet), key }
  for _, place in ipairs(LISTS[look.kind]) do
    parts[#parts + 1] = draw_tile(sheet, look, plot, place)
  end
  parts[#parts + 1] = outlines(sheet, look, plot)
  return table.concat(parts, "\n"), math.max(bottom, plot.top + look.layout.rows * plot.size)
end

local function notes_of(look, sheet)
  local panel = look.panel
  local notes = caveats.at(panel.notes, panel.series, look.period)
  for _, s in ipairs(panel.series) do
    notes = caveats.add(notes, caveats.at(s.notes or {}, panel.series, look.period))
  end
  local said = remarks.at_once(notes, sheet)
  table.insert(said, 1, sheet.words.mayotte)
  return said
end

--- The plan of a map.
---@param panel urssaf.Panel
---@param sheet urssaf.picture.Sheet
---@return urssaf.picture.Plan
function map.plan(panel, sheet)
  local look = look_at(panel, sheet)
  local language, words = sheet.language, sheet.words
  local parts = { words.unit[look.amounts.kind or ""] }
  parts[#parts + 1] = words["by_" .. look.kind]
  return {
    title = ("%s, %s"):format(language:title(look.panel.series[1]), language:period(look.period)),
    subtitle = table.concat(parts, ", "), notes = notes_of(look, sheet),
    source = remarks.source(panel, sheet),
    description = description.at_once(sheet, words.map, look.rows, look.amounts),
    draw = function(_, top) return draw(sheet, look, top) end,
  }
end

return map
