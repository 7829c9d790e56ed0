--- The legend of a map: a square for each class, its limits, and how the classes were made.
local svg = require "urssaf.picture.svg"
local text = require "urssaf.picture.text"

local legend = {}

local SIDE, ROW = 16, 22

local function limits(sheet, look, class)
  local words, amounts = sheet.words, look.amounts
  local low, high = class.low and amounts:value(class.low), class.high and amounts:value(class.high)
  if not low then return words.below:format(high) end
  if not high then return words.above:format(low) end
  if low == high then return low end
  return words.between:format(low, high)
end

local function entries(sheet, look)
  local list = {}
  for i, class in ipairs(look.classes) do
    list[i] = { class = class.kind .. class.style, text = limits(sheet, look, class) }
  end
  list[#list + 1] = { class = "missing", text = sheet.words.no_data, is_hatched = true }
  return list
end

local function swatch(sheet, entry, x, y)
  local box = { x = x, y = y, width = SIDE, height = SIDE }
  local made = sheet:element("rect", entry.class, box)
  if not entry.is_hatched then return made end
  return made .. svg.element("rect", { x = x, y = y, width = SIDE, height = SIDE,
    fill = ("url(#%s-hatch)"):format(sheet.id) })
end

--- The legend as a list.
---@param sheet urssaf.picture.Sheet
---@param look table with `classes` and `amounts`
---@param left number
---@param top number
---@return string svg
---@return number bottom
function legend.list(sheet, look, left, top)
  local parts, y = {}, top
  for _, entry in ipairs(entries(sheet, look)) do
    parts[#parts + 1] = swatch(sheet, entry, left, y)
      .. sheet:text(left + SIDE + 8, y + SIDE - 4, entry.text, "label")
    y = y + ROW
  end
  local how = look.amounts.is_signed and sheet.words.steps or sheet.words.quantiles
  for _, line in ipairs(text.wrap(how, sheet.right - left, 11)) do
    parts[#parts + 1] = sheet:text(left, y + 12, line, "note")
    y = y + 15
  end
  return table.concat(parts), y
end

return legend
