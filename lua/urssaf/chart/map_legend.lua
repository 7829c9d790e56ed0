--- The legend of a map: a square for each class, its limits, and how the classes were made.
local svg = require "urssaf.chart.svg"
local text_layout = require "urssaf.chart.text_layout"

local map_legend = {}

local SIDE, ROW, FONT_SIZE = 16, 22, 12
local NOTE_SIZE, NOTE_LEADING = 11, 15

-- ------------------------------------------------------------------ hatching

--- The definition of the hatching, which stands for a missing value.
---@param canvas urssaf.chart.Canvas
---@return string
function map_legend.hatch(canvas)
  local line = canvas:element("path", "hatch", { d = "M0 6L6 0M-1 1L1 -1M5 7L7 5" })
  return svg.element("defs", {}, svg.element("pattern", { id = canvas.id .. "-hatch", width = 6,
    height = 6, patternUnits = "userSpaceOnUse" }, line))
end

--- The hatching, as a fill.
---@param canvas urssaf.chart.Canvas
---@return string
function map_legend.hatching(canvas)
  return ("url(#%s-hatch)"):format(canvas.id)
end

--- A hatched rectangle.
---@param canvas urssaf.chart.Canvas
---@param box table { x, y, width, height }
---@return string
function map_legend.hatched(canvas, box)
  return svg.element("rect", { x = box.x, y = box.y, width = box.width, height = box.height,
    fill = map_legend.hatching(canvas) })
end

-- ------------------------------------------------------------------ classes

-- A limit of a class: that of a quantile is one of the values, that of a step is round.
local function limit_text(data, class, value)
  if value == nil then return nil end
  if class.kind == "seq" then return data.number_format:label(value) end
  return data.number_format:tick(value, data.classes.step)
end

local function limits(canvas, data, class)
  local low, high = limit_text(data, class, class.low), limit_text(data, class, class.high)
  local phrases = canvas.phrases
  if not low and not high then return phrases.all end
  if not low then return phrases.below:format(high) end
  if not high then return phrases.above:format(low) end
  if low == high then return low end
  return phrases.between:format(low, high)
end

-- What stands in the place of the values that drawn places do not have, by its phrase.
local function without_value(data)
  local found = {}
  for _, place in ipairs(data.places) do
    local is_drawn = not data.shapes or data.shapes.rings[place.code] ~= nil
    if is_drawn and data.values[place.code] == nil then
      found[data.hidden[place.code] and "not_shown" or "no_data"] = true
    end
  end
  return found
end

-- The classes from low to high, then missing values and places that are not shown, if any.
local function entries(canvas, data)
  local list, found = {}, without_value(data)
  for i, class in ipairs(data.classes) do
    list[i] = { class = class.kind .. class.style, text = limits(canvas, data, class) }
  end
  for _, name in ipairs { "no_data", "not_shown" } do
    if found[name] then
      list[#list + 1] = { class = "missing", text = canvas.phrases[name],
        is_hatched = name == "no_data" }
    end
  end
  return list
end

local function draw_entry(canvas, entry, x, y)
  local box = { x = x, y = y, width = SIDE, height = SIDE }
  local square = canvas:rect(box, entry.class)
  if entry.is_hatched then square = square .. map_legend.hatched(canvas, box) end
  return square .. canvas:text(x + SIDE + 8, y + SIDE - 4, entry.text, "label")
end

-- How the classes were made, as a phrase.
local function method(canvas, data)
  local list, phrases = data.classes, canvas.phrases
  if not list.step then return phrases.quantiles[data.kind] end
  local is_low_open, is_high_open = list[1] and not list[1].low, list[1] and not list[#list].high
  return phrases.steps[is_low_open and is_high_open and "both" or is_low_open and "low"
    or is_high_open and "high" or "closed"]
end

local function draw_method(canvas, data, left, y)
  local lines = text_layout.wrap(method(canvas, data), canvas.right - left, NOTE_SIZE)
  return canvas:lines(left, y + 12, NOTE_LEADING, lines, "note"), y + #lines * NOTE_LEADING
end

--- The legend beside a map, in one column, the highest class at the top.
---@param canvas urssaf.chart.Canvas
---@param data urssaf.chart.MapData
---@param left number
---@param top number
---@return string svg
---@return number bottom
function map_legend.column(canvas, data, left, top)
  local list, parts, y = entries(canvas, data), {}, top
  for i = #data.classes, 1, -1 do
    parts[#parts + 1] = draw_entry(canvas, list[i], left, y)
    y = y + ROW
  end
  for i = #data.classes + 1, #list do
    parts[#parts + 1] = draw_entry(canvas, list[i], left, y + 4)
    y = y + ROW
  end
  local note, bottom = draw_method(canvas, data, left, y + 4)
  return table.concat(parts) .. note, bottom
end

--- The legend above a map, from low to high, in as many columns as there is room for.
---@param canvas urssaf.chart.Canvas
---@param data urssaf.chart.MapData
---@param top number
---@return string svg
---@return number bottom
function map_legend.rows(canvas, data, top)
  local list, texts, parts = entries(canvas, data), {}, {}
  for i, entry in ipairs(list) do texts[i] = entry.text end
  local wide = text_layout.widest(texts, FONT_SIZE) + SIDE + 22
  local columns = math.max(1, math.floor((canvas.right - canvas.left) / wide))
  local tall = math.ceil(#list / columns)
  for i, entry in ipairs(list) do
    local column = math.floor((i - 1) / tall)
    parts[i] = draw_entry(canvas, entry, canvas.left + column * wide,
      top + (i - 1 - column * tall) * ROW)
  end
  local note, bottom = draw_method(canvas, data, canvas.left, top + tall * ROW)
  return table.concat(parts) .. note, bottom
end

return map_legend
