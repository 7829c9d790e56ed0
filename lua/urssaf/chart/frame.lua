--- The whole SVG of a chart: title and subtitle above, the chart, notes and source below, and a
-- title and description for screen readers.
local plans = require "urssaf.chart.plan"
local svg = require "urssaf.chart.svg"
local style = require "urssaf.chart.style"
local tables = require "urssaf.base.tables"
local text_layout = require "urssaf.chart.text_layout"

local frame = {}

local FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

-- A text wrapped to the canvas; returns it and where the next begins.
local function paragraph(canvas, text, class, top, font)
  local lines = text_layout.wrap(text, canvas.right - canvas.left, font.size, font.is_bold)
  return canvas:lines(canvas.left, top + font.size, font.leading, lines, class),
    top + #lines * font.leading
end

local TITLE = { size = 17, leading = 22, is_bold = true }
local SUBTITLE = { size = 13, leading = 18 }
local NOTE = { size = 11, leading = 15 }

local function head(canvas, plan)
  local title, y = paragraph(canvas, plan.title, "title", 10, TITLE)
  local subtitle
  subtitle, y = paragraph(canvas, plans.subtitle(plan), "subtitle", y + 3, SUBTITLE)
  return title .. subtitle, y + 10
end

local function foot(canvas, plan, y)
  local parts = {}
  y = y + 10
  for _, sentence in ipairs(plan.notes) do
    parts[#parts + 1], y = paragraph(canvas, sentence, "note", y, NOTE)
    y = y + 2
  end
  parts[#parts + 1], y = paragraph(canvas, plan.source, "note", y + 3, NOTE)
  return table.concat(parts), y + 8
end

local function style_of(canvas)
  return canvas.shared and ""
    or "<style>" .. style.sheet(canvas.id, canvas.used, canvas.theme) .. "</style>"
end

local function root(canvas, plan, content, height)
  local id, options = canvas.id, canvas.options
  local width, tall = svg.number(canvas.width), svg.number(math.ceil(height))
  local ground = ""
  if not options.embedded then
    ground = canvas:element("rect", "ground", { width = canvas.width, height = math.ceil(height) })
  end
  local parts = {
    svg.element("title", { id = id .. "-title" }, svg.escape(plan.title)),
    svg.element("desc", { id = id .. "-desc" }, svg.escape(plan.description)),
    style_of(canvas), ground, content,
  }
  return svg.element("svg", {
    xmlns = "http://www.w3.org/2000/svg", id = id, width = width, height = tall,
    viewBox = ("0 0 %s %s"):format(width, tall), role = "img",
    ["font-family"] = not canvas.shared and FONT or nil,
    ["aria-labelledby"] = ("%s-title %s-desc"):format(id, id), lang = canvas.language.code,
    style = options.embedded and "max-width:100%;height:auto" or nil,
  }, table.concat(parts, "\n"))
end

--- Draws a chart by its plan.
---@param canvas urssaf.chart.Canvas
---@param plan urssaf.chart.Plan
---@return string svg
function frame.render(canvas, plan)
  local is_bare = canvas.options.bare
  local above, y = "", 4
  if not is_bare then above, y = head(canvas, plan) end
  local chart
  chart, y = plan.draw(y)
  local below = ""
  if is_bare then y = y + 4 else below, y = foot(canvas, plan, y) end
  local made = root(canvas, plan, above .. "\n" .. chart .. "\n" .. below, y)
  if canvas.options.embedded then return made end
  return '<?xml version="1.0" encoding="UTF-8"?>\n' .. made .. "\n"
end

--- Small multiples as an SVG for each of them, without the texts around them, for an HTML page that
-- sets as many beside each other as it has room for. The last one has the style sheet of all.
---@param canvas urssaf.chart.Canvas
---@param plan urssaf.chart.Plan
---@param width number of each, in pixels
---@return string[] svgs
function frame.parts(canvas, plan, width)
  return tables.map(plan.parts, function(part, n)
    local content, bottom = part.draw(0, width)
    return svg.element("svg", { role = "img", ["aria-label"] = part.description,
      viewBox = ("0 0 %s %s"):format(svg.number(width), svg.number(math.ceil(bottom))) },
      content .. (n == #plan.parts and style_of(canvas) or ""))
  end)
end

return frame
