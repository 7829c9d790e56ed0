--- What stands around a picture: title and subtitle above, notes and source below, and for those
-- who do not see it a title and a description.
local svg = require "urssaf.chart.svg"
local style = require "urssaf.chart.style"
local text_layout = require "urssaf.chart.text_layout"

local frame = {}

---@class urssaf.chart.Plan
---@field title string
---@field subtitle string
---@field notes string[] sentences
---@field source string
---@field description string
---@field draw fun(sheet: urssaf.chart.Sheet, top: number): string, number what, and its end

local FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

-- Lines of text under each other; returns them and where the next begins.
local function block(sheet, lines, class, top, size, leading)
  local parts = {}
  for i, line in ipairs(lines) do
    parts[i] = sheet:text(sheet.left, top + size + (i - 1) * leading, line, class)
  end
  return table.concat(parts), top + #lines * leading
end

local function head(sheet, plan)
  local most = sheet.right - sheet.left
  local title, y = block(sheet, text_layout.wrap(plan.title, most, 17, true), "title", 10, 17, 22)
  local subtitle
  subtitle, y = block(sheet, text_layout.wrap(plan.subtitle, most, 13), "subtitle", y + 3, 13, 18)
  return title .. subtitle, y + 10
end

local function foot(sheet, plan, y)
  local most, parts = sheet.right - sheet.left, {}
  y = y + 10
  for _, sentence in ipairs(plan.notes) do
    parts[#parts + 1], y = block(sheet, text_layout.wrap(sentence, most, 11), "note", y, 11, 15)
    y = y + 2
  end
  parts[#parts + 1], y = block(sheet, text_layout.wrap(plan.source, most, 11), "note", y + 3, 11, 15)
  return table.concat(parts), y + 8
end

local function root(sheet, plan, content, height)
  local id, options = sheet.id, sheet.options
  local width, tall = svg.number(sheet.width), svg.number(math.ceil(height))
  local ground = ""
  if not options.embedded then
    ground = sheet:element("rect", "ground", { width = sheet.width, height = math.ceil(height) })
  end
  local parts = {
    svg.element("title", { id = id .. "-title" }, svg.escape(plan.title)),
    svg.element("desc", { id = id .. "-desc" }, svg.escape(plan.description)),
    "<style>" .. style.sheet(id, sheet.used, sheet.theme) .. "</style>", ground, content,
  }
  return svg.element("svg", {
    xmlns = "http://www.w3.org/2000/svg", id = id, width = width, height = tall,
    viewBox = ("0 0 %s %s"):format(width, tall), role = "img", ["font-family"] = FONT,
    ["aria-labelledby"] = ("%s-title %s-desc"):format(id, id), lang = sheet.language.code,
    style = options.embedded and "max-width:100%;height:auto" or nil,
  }, table.concat(parts, "\n"))
end

--- The whole picture.
---@param sheet urssaf.chart.Sheet
---@param plan urssaf.chart.Plan
---@return string svg
function frame.render(sheet, plan)
  local is_bare = sheet.options.bare
  local above, y = "", 4
  if not is_bare then above, y = head(sheet, plan) end
  local picture
  picture, y = plan.draw(sheet, y)
  local below = ""
  if is_bare then y = y + 4 else below, y = foot(sheet, plan, y) end
  local made = root(sheet, plan, above .. "\n" .. picture .. "\n" .. below, y)
  if sheet.options.embedded then return made end
  return '<?xml version="1.0" encoding="UTF-8"?>\n' .. made .. "\n"
end

return frame
