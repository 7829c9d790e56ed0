--- The map: a square for each département or region, or the reader's own shapes of them, shaded by
-- values.
local lazy = require "urssaf.base.lazy"

local description = require "urssaf.chart.description"
local highlight = require "urssaf.chart.highlight"
local map_data = require "urssaf.chart.map_data"
local map_legend = require "urssaf.chart.map_legend"
local plans = require "urssaf.chart.plan"
local tables = require "urssaf.base.tables"
local text_layout = require "urssaf.chart.text_layout"
local tile_grid = require "urssaf.chart.tile_grid"
local titles = require "urssaf.chart.titles"

-- only maps of shapes need these
local choropleth = lazy "urssaf.chart.choropleth"
local shapes = lazy "urssaf.chart.shapes"

local map = {}

-- ------------------------------------------------------------------ layout

-- From WIDE on, the legend stands beside the map, not above it.
local WIDE, LEGEND_WIDTH, BETWEEN = 600, 200, 24
local LARGEST = { departement = 52, region = 82 }

-- The size of a square in halves of a pixel, whether the legend is beside the map, and the width
-- that the map may take.
local function size_of(canvas, data)
  local is_wide = canvas.width >= WIDE
  local room = canvas.right - canvas.left - (is_wide and LEGEND_WIDTH + BETWEEN or 0)
  local size = math.min(LARGEST[data.kind], room / data.grid.columns)
  return math.floor(size * 2) / 2, is_wide, room
end

-- The position of the first square, the size of all, and the legend, drawn.
local function layout(canvas, data, top)
  local size, is_wide, room = size_of(canvas, data)
  local width = size * data.grid.columns
  if is_wide then
    local legend, bottom = map_legend.column(canvas, data, canvas.left + width + BETWEEN, top)
    return { size = size, left = canvas.left, top = top, legend = legend, bottom = bottom }
  end
  local legend, bottom = map_legend.rows(canvas, data, top)
  return { size = size, left = canvas.left + (room - width) / 2, top = bottom + 16,
    legend = legend, bottom = bottom }
end

local GAP = 1.5

local function box_of(data, plot, code)
  local tile = data.grid.tiles[code]
  return { x = plot.left + tile.column * plot.size, y = plot.top + tile.row * plot.size,
    width = plot.size - GAP, height = plot.size - GAP }
end

-- ------------------------------------------------------------------ squares

local FONT_SIZE, LEADING = 11, 13

-- From this size on, a square has room for a region's name.
local NAMED = 74

-- The text in a square: a département's code; a region's name and value, or its letters if the
-- square is too small.
local function lines_of(data, place, size, value)
  if data.kind == "departement" then return { place.code } end
  if size < NAMED then return { tile_grid.SHORT[place.code] } end
  local lines = text_layout.wrap(place.name, size - 4, FONT_SIZE)
  lines[#lines + 1] = value ~= nil and data.number_format:label(value) or nil
  return lines
end

local function draw_text(canvas, lines, box, class)
  return canvas:lines(box.x + box.width / 2,
    box.y + box.height / 2 - (#lines - 1) * LEADING / 2 + 4, LEADING, lines, class, "middle")
end

-- The square of a place without a value: hatched around its text, or plain if it was filtered out.
local function draw_empty(canvas, box, lines, is_hatched)
  local hatching = ""
  if is_hatched then
    local width, height = text_layout.widest(lines, FONT_SIZE) + 2, #lines * LEADING + 2
    hatching = map_legend.hatched(canvas, box)
      .. canvas:rect({ x = box.x + (box.width - width) / 2, y = box.y + (box.height - height) / 2,
        width = width, height = height }, "missing")
  end
  return canvas:rect(box, "missing") .. hatching .. draw_text(canvas, lines, box, "code")
end

local function draw_square(canvas, data, plot, place)
  local box, value = box_of(data, plot, place.code), data.values[place.code]
  local class, lines = map_data.class(data, value), lines_of(data, place, box.width, value)
  local is_hidden = data.hidden[place.code]
  local drawn
  if class then
    drawn = canvas:rect(box, class) .. draw_text(canvas, lines, box, class .. "-text")
  else
    drawn = draw_empty(canvas, box, lines, not is_hidden)
  end
  return canvas:point(drawn, map_data.label(data, place, canvas),
    map_data.value_text(data, place, canvas))
end

-- ------------------------------------------------------------------ highlighted places

-- The codes of the places to outline.
local function highlighted_codes(canvas, data)
  local field = "code_" .. data.kind
  local keys = tables.map(data.places, function(place) return { [field] = place.code } end)
  local highlighted = highlight.of(canvas.options.highlight, keys)
  local wanted = tables.filter(keys, function(key) return highlighted[key] end)
  return tables.map(wanted, function(key) return key[field] end)
end

local function outlines(canvas, data, plot, codes)
  return table.concat(tables.map(codes, function(code)
    local box = box_of(data, plot, code)
    return canvas:rect(box, "outline-ground") .. canvas:rect(box, "outline")
  end))
end

-- ------------------------------------------------------------------ the chart

-- From this width on, a map of shapes grows no more.
local LARGEST_SHAPES = 620

-- The width of a map of shapes.
local function shapes_room(canvas, data)
  local _, _, room = size_of(canvas, data)
  return math.min(room, LARGEST_SHAPES)
end

-- A map of the reader's shapes, with the legend beside it or above.
local function draw_shapes(canvas, data, codes, top)
  local _, is_wide = size_of(canvas, data)
  local width = shapes_room(canvas, data)
  local plot = { left = canvas.left, top = top, width = width, height = width }
  local legend, beside
  if is_wide then
    legend, beside = map_legend.column(canvas, data, canvas.left + width + BETWEEN, top)
  else
    legend, beside = map_legend.rows(canvas, data, top)
    plot.top = beside + 12
  end
  local drawn, bottom = choropleth.draw(canvas, data, tables.set(codes), plot)
  return table.concat({ map_legend.hatch(canvas), legend, drawn }, "\n"),
    math.max(bottom, beside)
end

local function draw_squares(canvas, data, codes, top)
  local plot = layout(canvas, data, top)
  local parts = { map_legend.hatch(canvas), plot.legend }
  for _, place in ipairs(data.places) do
    parts[#parts + 1] = draw_square(canvas, data, plot, place)
  end
  parts[#parts + 1] = outlines(canvas, data, plot, codes)
  return table.concat(parts, "\n"),
    math.max(plot.bottom, plot.top + data.grid.rows * plot.size)
end

-- The names behind the letters in small squares: "BRE = Bretagne, …"; nil if names are written out.
local function explained_letters(canvas, data)
  if data.kind ~= "region" or size_of(canvas, data) - GAP >= NAMED then return nil end
  local parts = tables.map(data.places, function(region)
    return tile_grid.letters(region)
  end)
  return table.concat(parts, ", ") .. "."
end

local function notes_of(data, canvas)
  return tables.append(map_data.notes(data, canvas),
    data.shapes and choropleth.notes(data, canvas, shapes_room(canvas, data))
      or { explained_letters(canvas, data) })
end

local function subtitle(data, canvas)
  local parts = { titles.unit(data.number_format.kind, canvas) }
  parts[#parts + 1] = canvas.phrases["by_" .. data.kind]
  return table.concat(parts, ", ")
end

--- The plan of a map.
---@param panel urssaf.Panel
---@param canvas urssaf.chart.Canvas
---@return urssaf.chart.Plan?
---@return urssaf.Error? err that of the shapes
function map.plan(panel, canvas)
  local data, path, err = map_data.of(panel, canvas), canvas.options.shapes, nil
  if path then data.shapes, err = shapes.read(path, data.kind) end
  if err then return nil, err end
  local codes = highlighted_codes(canvas, data)
  return plans.new(panel, canvas, {
    title = titles.at_once(data.panel.series[1], data.period, canvas.language),
    subtitle = subtitle(data, canvas), notes = notes_of(data, canvas),
    description = description.at_once(canvas, canvas.phrases[path and "map_of_shapes" or "map"],
      data.rows, data.number_format),
    draw = function(top)
      return (path and draw_shapes or draw_squares)(canvas, data, codes, top)
    end,
  })
end

return map
