--- What a chart is drawn on: its size, its language and theme, and the style classes it uses.
local languages = require "urssaf.language"
local style = require "urssaf.chart.style"
local svg = require "urssaf.chart.svg"
local phrases = require "urssaf.language.chart"
local tables = require "urssaf.base.tables"

local canvases = {}

---@class urssaf.chart.Shared what the charts of a page in a site share, to make it small: a style
-- sheet in a file, and hover areas as data for a script
---@field prefix string of all classes
---@field periods string? which periods the last chart had, as `hover_data` writes them

---@class urssaf.chart.Canvas
---@field id string the prefix of all ids and classes in the chart
---@field width number in pixels
---@field left number where the content begins, and
---@field right number where it ends
---@field theme "auto"|"light"|"dark"
---@field language urssaf.Language
---@field phrases table texts of charts in that language
---@field options table the checked options of the chart
---@field has_no_titles boolean? whether values have no titles, which browsers show as tooltips
---@field shared urssaf.chart.Shared? what the charts of a site have in common
---@field used table<string, boolean> the classes used so far; each gets a rule in the style sheet
local Canvas = {}
Canvas.__index = Canvas

local MARGIN = 12

--- A canvas for the checked options of a chart.
---@param options table
---@return urssaf.chart.Canvas
function canvases.new(options)
  local lang, width = options.lang or "en", options.width or 760
  return setmetatable({
    id = options.id or "urssaf", width = width, left = MARGIN, right = width - MARGIN,
    theme = options.theme or "light", language = languages.of(lang), phrases = phrases[lang],
    options = options, used = {},
  }, Canvas)
end

--- The full name of a class, which from now on has a rule in the style sheet.
---@param name string
---@return string
function Canvas:class(name)
  if not self.used[name] then
    style.check(name)
    self.used[name] = true
  end
  return (self.shared and self.shared.prefix or self.id) .. "-" .. name
end

--- An element of a class.
function Canvas:element(name, class, attributes, content)
  attributes.class = self:class(class)
  return svg.element(name, attributes, content)
end

--- A rectangle of a class; `box` is { x, y, width, height }.
function Canvas:rect(box, class)
  return svg.rect(box.x, box.y, box.width, box.height, self:class(class))
end

--- A text of a class; `anchor` is "start", "middle" or "end".
function Canvas:text(x, y, text, class, anchor)
  return svg.text(x, y, text, self:class(class), anchor)
end

--- Lines of text below each other, the first on the base line `y`.
function Canvas:lines(x, y, leading, lines, class, anchor)
  return table.concat(tables.map(lines, function(line, i)
    return self:text(x, y + (i - 1) * leading, line, class, anchor)
  end))
end

--- A straight line of a class; as a path in a site, which is shorter.
function Canvas:line(x1, y1, x2, y2, class)
  if self.shared then
    return self:element("path", class, { d = svg.path { { x1, y1 }, { x2, y2 } } })
  end
  return self:element("line", class, { x1 = x1, y1 = y1, x2 = x2, y2 = y2 })
end

--- The class of the group that stands for a value; it has no rule of its own.
function Canvas:point_class()
  return (self.shared and self.shared.prefix or self.id) .. "-point"
end

--- The shapes that stand for one value, as a group with a tooltip.
---@param shapes string
---@param label string "Isère, Q2 2021"
---@param value string "1,234"
---@return string
function Canvas:point(shapes, label, value)
  label, value = svg.escape(label), svg.escape(value)
  local title = self.has_no_titles and ""
    or ("<title>%s%s%s</title>"):format(label, self.language.colon, value)
  return ('<g class="%s" data-label="%s" data-value="%s">%s%s</g>'):format(self:point_class(),
    label, value, title, shapes)
end

return canvases
