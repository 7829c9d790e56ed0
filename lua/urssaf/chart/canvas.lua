--- What a picture is drawn on: its width, language and theme, the classes it uses.
local languages = require "urssaf.language"
local style = require "urssaf.chart.style"
local svg = require "urssaf.chart.svg"
local phrases = require "urssaf.language.chart"

local canvases = {}

---@class urssaf.chart.Sheet
---@field id string what ids and classes begin with
---@field width number
---@field language urssaf.Language
---@field words table phrases
---@field used table<string, boolean> classes
local Sheet = {}
Sheet.__index = Sheet

--- How far from the edges things are drawn.
canvases.MARGIN = 12

--- A sheet for checked options.
---@param options table `lang width theme id`
---@return urssaf.chart.Sheet
function canvases.new(options)
  local lang = options.lang or "en"
  return setmetatable({
    width = options.width or 760, theme = options.theme or "auto", id = options.id or "urssaf",
    language = languages.of(lang), words = phrases[lang], used = {}, options = options,
    left = canvases.MARGIN, right = (options.width or 760) - canvases.MARGIN,
  }, Sheet)
end

--- A class by its name, which from then on is in the style sheet.
---@param name string
---@return string
function Sheet:class(name)
  style.check(name)
  self.used[name] = true
  return self.id .. "-" .. name
end

--- An element of a class.
function Sheet:element(name, class, attributes, content)
  attributes.class = self:class(class)
  return svg.element(name, attributes, content)
end

--- A text of a class; `anchor` is "start", "middle" or "end".
function Sheet:text(x, y, said, class, anchor)
  local attributes = { class = self:class(class) }
  if anchor and anchor ~= "start" then attributes["text-anchor"] = anchor end
  return svg.text(x, y, said, attributes)
end

--- A straight line of a class.
function Sheet:line(x1, y1, x2, y2, class)
  return self:element("line", class, { x1 = x1, y1 = y1, x2 = x2, y2 = y2 })
end

--- What stands for a value and can be pointed at: the shapes, with what they say.
---@param shapes string
---@param label string "Isère, Q2 2021"
---@param value string "1,234"
---@return string
function Sheet:point(shapes, label, value)
  local title = svg.element("title", {}, svg.escape(label .. self.language.colon .. value))
  return svg.element("g", { class = self.id .. "-point", ["data-label"] = label,
    ["data-value"] = value }, title .. shapes)
end

return canvases
