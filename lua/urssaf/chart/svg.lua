--- SVG as text: elements, escapes, coordinates.
--
-- The same chart is the same bytes on every Lua and under every locale: attributes are sorted by
-- name, and coordinates are written with a point whatever the locale's decimal separator is.
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"
local utf8 = require "urssaf.base.utf8"

local svg = {}

local ESCAPES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;",
  ["'"] = "&#39;" }

--- A text for content or attribute values; what is not shown (see `utf8.plain`), which includes all
-- that XML does not allow, is replaced by U+FFFD.
---@param text string
---@return string
function svg.escape(text)
  if text:find("[%z\1-\31\127-\255]") then text = utf8.plain(text:gsub("[\t\r\n]", " ")) end
  return (text:gsub("[&<>\"']", ESCAPES))
end

--- A coordinate, to a hundredth.
---@param value number
---@return string
function svg.number(value)
  if value % 1 == 0 then return ("%d"):format(value) end
  local hundredths = math.floor(math.abs(value) * 100 + 0.5)
  local sign, rest = value < 0 and hundredths > 0 and "-" or "", hundredths % 100
  local whole = (hundredths - rest) / 100
  if rest == 0 then return ("%s%d"):format(sign, whole) end
  if rest % 10 == 0 then return ("%s%d.%d"):format(sign, whole, rest / 10) end
  return ("%s%d.%02d"):format(sign, whole, rest)
end

local function attribute_value(value)
  return type(value) == "number" and svg.number(value) or svg.escape(value)
end

--- An element. Attributes that are nil are left out; content is taken as markup, so texts in it
-- must be escaped already.
---@param name string
---@param attributes table<string, string|number>
---@param content string?
---@return string
function svg.element(name, attributes, content)
  local parts = { "<", name }
  for _, attribute in ipairs(sorting.keys(attributes)) do
    parts[#parts + 1] = (' %s="%s"'):format(attribute, attribute_value(attributes[attribute]))
  end
  if not content or content == "" then return table.concat(parts) .. "/>" end
  return table.concat(parts) .. ">" .. content .. "</" .. name .. ">"
end

-- Charts have hundreds of the shapes below, and a template takes a third of the time of `element`.

local function class_of(class)
  return class and (' class="%s"'):format(class) or ""
end

--- A rectangle, as `element` writes it.
---@param x number
---@param y number
---@param width number
---@param height number
---@param class string? the full name
---@return string
function svg.rect(x, y, width, height, class)
  local number = svg.number
  return ('<rect%s height="%s" width="%s" x="%s" y="%s"/>'):format(class_of(class), number(height),
    number(width), number(x), number(y))
end

--- A circle, as `element` writes it.
---@param x number of its middle
---@param y number
---@param radius number
---@param class string? the full name
---@return string
function svg.circle(x, y, radius, class)
  local number = svg.number
  return ('<circle%s cx="%s" cy="%s" r="%s"/>'):format(class_of(class), number(x), number(y),
    number(radius))
end

--- A text at a position, as `element` writes it.
---@param x number
---@param y number of its base line
---@param text string
---@param class string? the full name
---@param anchor "start"|"middle"|"end"|nil
---@return string
function svg.text(x, y, text, class, anchor)
  local anchored = anchor and anchor ~= "start" and (' text-anchor="%s"'):format(anchor) or ""
  return ('<text%s%s x="%s" y="%s">%s</text>'):format(class_of(class), anchored, svg.number(x),
    svg.number(y), svg.escape(text))
end

--- The data of a path through points, `{ { x, y }, … }`.
---@param points number[][]
---@return string
function svg.path(points)
  return table.concat(tables.map(points, function(point, i)
    return (i == 1 and "M" or "L") .. svg.number(point[1]) .. " " .. svg.number(point[2])
  end))
end

return svg
