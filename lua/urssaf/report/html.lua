--- Elements of HTML. Text is escaped; markup has to be wrapped by `raw` or `element`.
--
--     html.write(html.element("p", { class = "hint" }, "a < b"))   -- <p class="hint">a &lt; b</p>
--
-- The result is both HTML and well-formed XML: every element is closed, every attribute has a
-- value, and all entities are known to both.
local numbers = require "urssaf.base.numbers"
local sorting = require "urssaf.base.sorting"
local svg = require "urssaf.chart.svg"

local html = {}

-- HTML's void elements have no content, and no end tag.
local VOID = { meta = true, link = true, br = true, hr = true }

local Markup = {}
Markup.__index = Markup

--- Text escaped as in a chart (see `svg.escape`), except that line breaks are kept.
---@param text string
---@return string
function html.escape(text)
  return (text:gsub("[^\n]+", svg.escape))
end

--- Markup that is written as it is: a chart, a style sheet.
---@param markup string
---@return table content
function html.raw(markup)
  return setmetatable({ markup = markup }, Markup)
end

local function text_of(value)
  return type(value) == "number" and numbers.text(value) or tostring(value)
end

local function append(parts, content)
  if content == nil or content == false then return end
  if type(content) ~= "table" then
    parts[#parts + 1] = html.escape(text_of(content))
  elseif getmetatable(content) == Markup then
    parts[#parts + 1] = content.markup
  else
    for _, one in ipairs(content) do append(parts, one) end
  end
end

-- The value `true` is written as the attribute's own name; false and nil leave the attribute out.
local function attributes(given)
  local parts = {}
  for _, name in ipairs(sorting.keys(given or {})) do
    local value = given[name]
    if value == true then value = name end
    if value then parts[#parts + 1] = (' %s="%s"'):format(name, html.escape(text_of(value))) end
  end
  return table.concat(parts)
end

--- An element.
---@param name string
---@param given table? attributes; `true` stands for the attribute's own name
---@param ... any text, numbers, elements, lists of these; nil and false are left out
---@return table element that can be content of another
function html.element(name, given, ...)
  local opening = "<" .. name .. attributes(given)
  if VOID[name] then return html.raw(opening .. "/>") end
  local parts = { opening, ">" }
  for i = 1, select("#", ...) do append(parts, (select(i, ...))) end
  parts[#parts + 1] = "</" .. name .. ">"
  return html.raw(table.concat(parts))
end

--- The markup of an element, or of a list.
---@param content any as in `element`
---@return string
function html.write(content)
  local parts = {}
  append(parts, content)
  return table.concat(parts)
end

return html
