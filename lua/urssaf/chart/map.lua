--- The map of squares: a square for each département or region, shaded by a value.
local description = require "urssaf.chart.description"
local geo = require "urssaf.domain.geo"
local map_legend = require "urssaf.chart.map_legend"
local map_data = require "urssaf.chart.map_data"
local highlight = require "urssaf.chart.highlight"
local footnotes = require "urssaf.chart.footnotes"
local text_layout = require "urssaf.chart.text_layout"
local tile_grid = require "urssaf.chart.tile_grid"

local map = {}

local LISTS = { departement = geo.departements, region = geo.regions }

-- ------------------------------------------------------------------ where things are

local WIDE, LEGEND_WIDTH, BETWEEN = 600, 200, 24
local LARGEST = { departement = 40, region = 82 }

-- How large a square is; the legend is beside the map if there is room.
local function size_of(sheet, look)
  local is_wide = sheet.width >= WIDE
  local room = sheet.right - sheet.left - (is_wide and LEGEND_WIDTH + BETWEEN or 0)
  local size = math.min(LARGEST[look.kind], room / look.layout.columns)
  return math.floor(size * 2) / 2, is_wide, room
end

-- Where the first square is, and the legend.
local function layout(sheet, look, top)
  local size, is_wide, room = size_of(sheet, look)
  if is_wide then
    local left = sheet.left + size * look.layout.columns + BETWEEN
    local key, bottom = map_legend.column(sheet, look, left, top)
    return { size = size, left = sheet.left, top = top, key = key, bottom = bottom }
  end
  local key, bottom = map_legend.rows(sheet, look, top)
  local spare = room - size * look.layout.columns
  return { size = size, left = sheet.left + spare / 2, top = bottom + 16, key = key,
    bottom = bottom }
end

local GAP = 1.5

local function box_of(look, plot, code)
  local tile = look.layout.tiles[code]
  return { x = plot.left + tile.column * plot.size, y = plot.top + tile.row * plot.size,
    width = plot.size - GAP, height = plot.size - GAP }
end

-- ------------------------------------------------------------------ squares

local SIZE, LEADING = 11, 13

-- From this side on a square has room for a region's name.
local NAMED = 74

-- What is written in a square: a département's code; a region's name and value, or its letters.
local function lines_of(look, place, side, value)
  if look.kind == "departement" then return { place.code } end
  if side < NAMED then return { tile_grid.SHORT[place.code] } end
  local lines = text_layout.wrap(place.name, side - 4, SIZE)
  lines[#lines + 1] = value
  return lines
end

local function letters(sheet, lines, box, class)
  local parts = {}
  local x = box.x + box.width / 2
  local first = box.y + box.height / 2 - (#lines - 1) * LEADING / 2 + 4
  for i, line in ipairs(lines) do
    parts[i] = sheet:text(x, first + (i - 1) * LEADING, line, class, "middle")
  end
  return table.concat(parts)
end

local function left_out(sheet, box, lines)
  return sheet:element("rect", "missing", { x = box.x, y = box.y, width = box.width,
    height = box.height }) .. letters(sheet, lines, box, "code")
end

-- What has no value is hatched, but for where its code stands.
local function without_value(sheet, box, lines)
  local widest = 0
  for _, line in ipairs(lines) do widest = math.max(widest, text_layout.width(line, SIZE)) end
  local tall = #lines * LEADING + 2
  return sheet:element("rect", "missing", { x = box.x, y = box.y, width = box.width,
    height = box.height }) .. map_legend.hatched(sheet, box)
    .. sheet:element("rect", "missing", { x = box.x + (box.width - widest) / 2 - 1,
      y = box.y + (box.height - tall) / 2, width = widest + 2, height = tall })
    .. letters(sheet, lines, box, "code")
end

local function draw_square(sheet, look, plot, place)
  local box, value = box_of(look, plot, place.code), look.values[place.code]
  local said = value ~= nil and look.amounts:value(value) or nil
  local lines = lines_of(look, place, box.width, value ~= nil and look.amounts:label(value) or nil)
  local class, is_hidden = map_data.class(look, value), look.hidden[place.code]
  local shapes
  if class then
    shapes = sheet:element("rect", class, { x = box.x, y = box.y, width = box.width,
      height = box.height }) .. letters(sheet, lines, box, class .. "-text")
  else
    shapes = (is_hidden and left_out or without_value)(sheet, box, lines)
  end
  local nothing = is_hidden and sheet.words.not_shown or sheet.words.no_data
  return sheet:point(shapes, ("%s (%s), %s"):format(place.name, place.code,
    sheet.language:period(look.period)), said or nothing)
end

-- ------------------------------------------------------------------ what is outlined

local function keys_of(kind)
  local keys = {}
  for i, place in ipairs(LISTS[kind]) do keys[i] = { ["code_" .. kind] = place.code } end
  return keys
end

local function outlines(sheet, look, plot)
  local keys, parts = keys_of(look.kind), {}
  local is_strong = highlight.of(sheet.options.highlight, keys)
  for _, key in ipairs(keys) do
    if is_strong[key] then
      local box = box_of(look, plot, key["code_" .. look.kind])
      for _, class in ipairs { "outline-ground", "outline" } do
        parts[#parts + 1] = sheet:element("rect", class, { x = box.x, y = box.y,
          width = box.width, height = box.height })
      end
    end
  end
  return table.concat(parts)
end

local function draw(sheet, look, top)
  local plot = layout(sheet, look, top)
  local parts = { map_legend.hatch(sheet), plot.key }
  for _, place in ipairs(LISTS[look.kind]) do
    parts[#parts + 1] = draw_square(sheet, look, plot, place)
  end
  parts[#parts + 1] = outlines(sheet, look, plot)
  return table.concat(parts, "\n"),
    math.max(plot.bottom, plot.top + look.layout.rows * plot.size)
end

-- What the letters in narrow squares stand for.
local function key_to_letters(sheet, look)
  if look.kind ~= "region" or size_of(sheet, look) - GAP >= NAMED then return nil end
  local parts = {}
  for i, region in ipairs(geo.regions) do
    parts[i] = tile_grid.SHORT[region.code] .. " = " .. region.name
  end
  return table.concat(parts, ", ") .. "."
end

local function notes_of(look, sheet)
  local said = map_data.notes(look, sheet)
  said[#said + 1] = key_to_letters(sheet, look)
  return said
end

--- The plan of a map.
---@param panel urssaf.Panel
---@param sheet urssaf.chart.Sheet
---@return urssaf.chart.Plan
function map.plan(panel, sheet)
  local look = map_data.of(panel, sheet)
  highlight.of(sheet.options.highlight, keys_of(look.kind))
  local language, words = sheet.language, sheet.words
  local parts = { words.unit[look.amounts.kind or ""] }
  parts[#parts + 1] = words["by_" .. look.kind]
  return {
    title = ("%s, %s"):format(language:title(look.panel.series[1]), language:period(look.period)),
    subtitle = table.concat(parts, ", "), notes = notes_of(look, sheet),
    source = footnotes.source(panel, sheet),
    description = description.at_once(sheet, words.map, look.rows, look.amounts),
    draw = function(_, top) return draw(sheet, look, top) end,
  }
end

return map
