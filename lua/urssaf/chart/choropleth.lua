--- The map of a reader's own shapes: each place shaded by its value, the small départements around
-- Paris and the overseas ones in boxes below.
local borders = require "urssaf.chart.borders"
local map_data = require "urssaf.chart.map_data"
local map_legend = require "urssaf.chart.map_legend"
local svg = require "urssaf.chart.svg"
local tables = require "urssaf.base.tables"
local text_layout = require "urssaf.chart.text_layout"
local tile_grid = require "urssaf.chart.tile_grid"

local choropleth = {}

-- ------------------------------------------------------------------ frames

---@class urssaf.chart.MapFrame a part of the map, with a scale of its own
---@field places urssaf.Place[]
---@field label string? below it
---@field left number
---@field top number
---@field width number
---@field height number

local AROUND_PARIS = { ["75"] = true, ["92"] = true, ["93"] = true, ["94"] = true }

local function with_shape(data, is_wanted)
  return tables.filter(data.places, function(place)
    return data.shapes.rings[place.code] ~= nil and is_wanted(place)
  end)
end

local function is_metropolitan(place) return place.area == "metropole" end

-- The boxes below the map: the départements around Paris, if all are there, and each overseas one.
local function boxes_of(data, phrases)
  local boxes = {}
  local paris = with_shape(data, function(place)
    return data.kind == "departement" and AROUND_PARIS[place.code]
  end)
  if #paris == 4 and #with_shape(data, is_metropolitan) > 4 then
    boxes[1] = { places = paris, label = phrases.around_paris, short = "Paris" }
  end
  for _, place in ipairs(with_shape(data, function(one) return not is_metropolitan(one) end)) do
    boxes[#boxes + 1] = { places = { place }, label = place.name,
      short = data.kind == "region" and tile_grid.SHORT[place.code] or place.code }
  end
  return boxes
end

-- The rings of a frame's places, and the extent of them all.
local function rings_of(frame, data)
  local rings, extent = {}, { math.huge, math.huge, -math.huge, -math.huge }
  for _, place in ipairs(frame.places) do
    for _, ring in ipairs(data.shapes.rings[place.code]) do
      rings[#rings + 1] = ring
      for i = 1, #ring, 2 do
        local x, y = ring[i], ring[i + 1]
        extent[1], extent[2] = math.min(extent[1], x), math.min(extent[2], y)
        extent[3], extent[4] = math.max(extent[3], x), math.max(extent[4], y)
      end
    end
  end
  return rings, extent
end

-- Points lie on tenths of a pixel. One that spans less than this many square pixels with its
-- neighbours is not seen.
local FINE, SEEN = 10, 0.6

-- The frame as large as its room allows: its rings as points, and its own width and height.
local function fit(frame, data, room, most_height)
  local rings, extent = rings_of(frame, data)
  local wide = math.max(extent[3] - extent[1], 1e-9)
  local tall = math.max(extent[4] - extent[2], 1e-9)
  local scale = math.min(room / wide, most_height / tall)
  frame.width, frame.height = wide * scale, tall * scale
  local points = tables.map(rings, function(ring)
    local made = {}
    for i = 1, #ring, 2 do
      made[#made + 1] = borders.point(math.floor((ring[i] - extent[1]) * scale * FINE + 0.5),
        math.floor((extent[4] - ring[i + 1]) * scale * FINE + 0.5))
    end
    return made
  end)
  frame.firsts = tables.map(points, function(ring) return ring[1] or false end)
  frame.rings = borders.simplified(points, SEEN * FINE * FINE)
  return frame
end

-- ------------------------------------------------------------------ drawing

local function path_of(ring, frame)
  return svg.path(tables.map(ring, function(point)
    local x, y = borders.coordinates(point)
    return { frame.left + x / FINE, frame.top + y / FINE }
  end)) .. "Z"
end

-- A place too small to be seen is a dot where it is.
local function dot_of(point, frame)
  local x, y = borders.coordinates(point)
  x, y = frame.left + x / FINE, frame.top + y / FINE
  return svg.path { { x - 1, y - 1 }, { x + 1, y - 1 }, { x + 1, y + 1 }, { x - 1, y + 1 } } .. "Z"
end

-- The outline of each place of a frame, by code. Where rings lie in each other they alternate:
-- what is inside two is outside again.
local function outlines_of(frame, data)
  local outlines, n = {}, 0
  for _, place in ipairs(frame.places) do
    local rings, given = {}, data.shapes.rings[place.code]
    for _ in ipairs(given) do
      n = n + 1
      rings[#rings + 1] = frame.rings[n] or nil
    end
    local parts = tables.map(#rings > 1 and borders.dissolved(rings) or rings, function(ring)
      return path_of(ring, frame)
    end)
    local first = frame.firsts[n]
    outlines[place.code] = parts[1] and table.concat(parts) or first and dot_of(first, frame) or ""
  end
  return outlines
end

local function draw_place(canvas, data, place, outline)
  local value = data.values[place.code]
  local class, is_hidden = map_data.class(data, value), data.hidden[place.code]
  local function shape(attributes)
    attributes.d, attributes["fill-rule"] = outline, "evenodd"
    return attributes
  end
  local shapes = canvas:element("path", class or "missing", shape {})
  if not class and not is_hidden then
    shapes = shapes .. svg.element("path", shape { fill = map_legend.hatching(canvas) })
  end
  return canvas:point(shapes, map_data.label(data, place, canvas),
    map_data.value_text(data, place, canvas))
end

local function draw_frame(canvas, data, frame, codes)
  local outlines, parts, above = outlines_of(frame, data), {}, {}
  for _, place in ipairs(frame.places) do
    local outline = outlines[place.code]
    if outline ~= "" then parts[#parts + 1] = draw_place(canvas, data, place, outline) end
    if outline ~= "" and codes[place.code] then
      -- a light line and a dark one, so that one of them differs from what is under it
      above[#above + 1] = canvas:element("path", "outline-ground", { d = outline })
        .. canvas:element("path", "outline", { d = outline })
    end
  end
  return svg.element("g", { class = canvas:class "border" }, table.concat(parts, "\n"))
    .. table.concat(above)
end

-- ------------------------------------------------------------------ the boxes

local LABEL, FONT_SIZE, GAP, INSIDE, MOST_BOX = 16, 11, 8, 4, 90

-- How wide each of the boxes is, and whether all have room for their names.
local function side_of(boxes, width)
  local side = math.min(MOST_BOX, (width - (#boxes - 1) * GAP) / #boxes)
  local widest = text_layout.widest(tables.map(boxes, function(box) return box.label end),
    FONT_SIZE)
  return side, widest <= side
end

local function draw_boxes(canvas, data, plot, codes, top)
  local boxes = boxes_of(data, canvas.phrases)
  if #boxes == 0 then return "", top end
  local side, has_names = side_of(boxes, plot.width)
  local parts = {}
  for i, box in ipairs(boxes) do
    local left = plot.left + (i - 1) * (side + GAP)
    fit(box, data, side - 2 * INSIDE, side - 2 * INSIDE)
    box.left, box.top = left + (side - box.width) / 2, top + (side - box.height) / 2
    parts[#parts + 1] = canvas:element("rect", "axis",
      { x = left, y = top, width = side, height = side })
    parts[#parts + 1] = draw_frame(canvas, data, box, codes)
    parts[#parts + 1] = canvas:text(left + side / 2, top + side + LABEL - 3,
      has_names and box.label or box.short, "tick", "middle")
  end
  return table.concat(parts, "\n"), top + side + LABEL
end

--- The map: its main part and the boxes.
---@param canvas urssaf.chart.Canvas
---@param data urssaf.chart.MapData with `shapes`
---@param codes table<string, boolean> of the places to outline
---@param plot { left: number, top: number, width: number, height: number } the room that it may
-- take
---@return string svg
---@return number bottom
function choropleth.draw(canvas, data, codes, plot)
  local frame = { places = with_shape(data, is_metropolitan) }
  local parts, y = {}, plot.top
  if #frame.places > 0 then
    fit(frame, data, plot.width, plot.height)
    frame.left, frame.top = plot.left + (plot.width - frame.width) / 2, y
    parts[1] = draw_frame(canvas, data, frame, codes)
    y = y + frame.height + 12
  end
  local boxes, bottom = draw_boxes(canvas, data, plot, codes, y)
  parts[#parts + 1] = boxes
  return table.concat(parts, "\n"), bottom
end

-- How many names of features a sentence lists.
local FEW = 3

-- What the letters below the boxes of regions stand for; nil if these have their names.
local function explained_letters(data, canvas, width)
  local boxes = data.kind == "region" and boxes_of(data, canvas.phrases) or {}
  if #boxes == 0 or select(2, side_of(boxes, width)) then return nil end
  local letters = tables.map(boxes, function(box) return tile_grid.letters(box.places[1]) end)
  return table.concat(letters, ", ") .. "."
end

--- What is to be said of the shapes: which places have none, and which are of no place here.
---@param data urssaf.chart.MapData
---@param canvas urssaf.chart.Canvas
---@param width number of the map
---@return string[] sentences
function choropleth.notes(data, canvas, width)
  local phrases, notes = canvas.phrases, {}
  local without = tables.filter(data.places, function(place)
    return data.values[place.code] ~= nil and not data.shapes.rings[place.code]
  end)
  local function tell(phrase, list)
    if #list == 0 then return end
    local shown = table.concat(list, ", ", 1, math.min(FEW, #list)) .. (#list > FEW and "…" or ".")
    notes[#notes + 1] = phrase:format(canvas.language:number(#list), shown)
  end
  tell(phrases.without_shape, tables.map(without, function(place)
    return ("%s (%s)"):format(place.name, place.code)
  end))
  tell(phrases.unknown_shapes, data.shapes.unknown)
  notes[#notes + 1] = explained_letters(data, canvas, width)
  return notes
end

return choropleth
