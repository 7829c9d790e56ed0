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
  local hundredths = math.floor(math.abs(value) * 100 + 0.5)
  local rest = hundredths % 100
  local whole = ("%d"):format((hundredths - rest) / 100)
  local sign = value < 0 and hundredths > 0 and "-" or ""
  if rest == 0 then return sign .. whole end
  local digits = rest % 10 == 0 and ("%d"):format(rest / 10) or ("%02d"):format(rest)
  return sign .. whole .. "." .. digits
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

--- A text at a position.
---@param x number
---@param y number of its base line
---@param text string
---@param attributes table?
---@return string
function svg.text(x, y, text, attributes)
  local all = tables.merge({ x = x, y = y }, attributes or {})
  return svg.element("text", all, svg.escape(text))
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
