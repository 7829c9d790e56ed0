--- The legend of a map: a square for each class, its limits, and how the classes were made.
local svg = require "urssaf.chart.svg"
local text_layout = require "urssaf.chart.text_layout"

local map_legend = {}

local SIDE, ROW, SIZE, NOTE = 16, 22, 12, 11

-- ------------------------------------------------------------------ hatching

--- The definition of the hatching for what has no value.
---@param sheet urssaf.chart.Sheet
---@return string
function map_legend.hatch(sheet)
  local line = sheet:element("path", "hatch", { d = "M0 6L6 0M-1 1L1 -1M5 7L7 5" })
  return svg.element("defs", {}, svg.element("pattern", { id = sheet.id .. "-hatch", width = 6,
    height = 6, patternUnits = "userSpaceOnUse" }, line))
end

--- A hatched rectangle.
---@param sheet urssaf.chart.Sheet
---@param box table { x, y, width, height }
---@return string
function map_legend.hatched(sheet, box)
  return svg.element("rect", { x = box.x, y = box.y, width = box.width, height = box.height,
    fill = ("url(#%s-hatch)"):format(sheet.id) })
end

-- ------------------------------------------------------------------ classes

-- Limits of steps are round; those of quantiles are values.
local function spelt(look, class, value)
  if value == nil then return nil end
  if class.kind == "seq" then return look.amounts:label(value) end
  return look.amounts:tick(value, look.classes.step)
end

local function limits(sheet, look, class)
  local low, high = spelt(look, class, class.low), spelt(look, class, class.high)
  local words = sheet.words
  if not low and not high then return words.all end
  if not low then return words.below:format(high) end
  if not high then return words.above:format(low) end
  if low == high then return low end
  return words.between:format(low, high)
end

-- From little to much, and after the classes what has no value, and what was left out.
local function entries(sheet, look)
  local list = {}
  for i, class in ipairs(look.classes) do
    list[i] = { class = class.kind .. class.style, text = limits(sheet, look, class) }
  end
  list[#list + 1] = { class = "missing", text = sheet.words.no_data, is_hatched = true }
  if look.has_hidden then
    list[#list + 1] = { class = "missing", text = sheet.words.not_shown }
  end
  return list
end

local function draw_entry(sheet, entry, x, y)
  local box = { x = x, y = y, width = SIDE, height = SIDE }
  local made = sheet:element("rect", entry.class, { x = x, y = y, width = SIDE, height = SIDE })
  if entry.is_hatched then made = made .. map_legend.hatched(sheet, box) end
  return made .. sheet:text(x + SIDE + 8, y + SIDE - 4, entry.text, "label")
end

local function how(sheet, look)
  local list = look.classes
  if not list.step then return sheet.words.quantiles[look.kind] end
  local is_low, is_high = list[1] and not list[1].low, list[1] and not list[#list].high
  return sheet.words.steps[is_low and is_high and "both" or is_low and "low" or is_high and "high"
    or "closed"]
end

local function remark(sheet, look, left, y)
  local parts = {}
  for i, line in ipairs(text_layout.wrap(how(sheet, look), sheet.right - left, NOTE)) do
    parts[i] = sheet:text(left, y + 12, line, "note")
    y = y + 15
  end
  return table.concat(parts), y
end

--- The legend beside a map, much above little.
---@param sheet urssaf.chart.Sheet
---@param look table of mapped.of
---@param left number
---@param top number
---@return string svg
---@return number bottom
function map_legend.column(sheet, look, left, top)
  local list, parts, y = entries(sheet, look), {}, top
  for i = #look.classes, 1, -1 do
    parts[#parts + 1] = draw_entry(sheet, list[i], left, y)
    y = y + ROW
  end
  for i = #look.classes + 1, #list do
    parts[#parts + 1] = draw_entry(sheet, list[i], left, y + 4)
    y = y + ROW
  end
  local said, bottom = remark(sheet, look, left, y + 4)
  return table.concat(parts) .. said, bottom
end

--- The legend above a map: little to much in rows, as many side by side as there is room for.
---@param sheet urssaf.chart.Sheet
---@param look table of mapped.of
---@param top number
---@return string svg
---@return number bottom
function map_legend.rows(sheet, look, top)
  local list, widest, parts = entries(sheet, look), 0, {}
  for _, entry in ipairs(list) do widest = math.max(widest, text_layout.width(entry.text, SIZE)) end
  local wide = widest + SIDE + 22
  local columns = math.max(1, math.floor((sheet.right - sheet.left) / wide))
  local tall = math.ceil(#list / columns)
  for i, entry in ipairs(list) do
    local column = math.floor((i - 1) / tall)
    parts[i] = draw_entry(sheet, entry, sheet.left + column * wide,
      top + (i - 1 - column * tall) * ROW)
  end
  local said, bottom = remark(sheet, look, sheet.left, top + tall * ROW)
  return table.concat(parts) .. said, bottom
end

return map_legend
