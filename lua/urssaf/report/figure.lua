--- A figure: a chart with its title above it, and its subtitle and notes as HTML.
local breaks = require "urssaf.report.breaks"
local drawing = require "urssaf.chart.drawing"
local frame = require "urssaf.chart.frame"
local html = require "urssaf.report.html"
local tables = require "urssaf.base.tables"

local element = html.element

local figure = {}

-- As wide as the room of a phone of 360 pixels, so that no text is scaled down there: 328 and the
-- margins, which the style sheet cancels. Of small multiples, two are side by side there.
local WIDTH, PART_WIDTH = 352, 158

-- Notes that stand once in the report, and not under each chart: at its top, in its title, or among
-- the remarks, if they are about the file's columns.
local STATED_ONCE = { synthetic = true, scope = true, column = true, seconds = true,
  datasets = true }

local function stated_elsewhere(panel, language)
  return tables.set(language:sentences(tables.filter(panel.notes, function(note)
    return STATED_ONCE[note.kind]
  end), "readers"))
end

-- Whether a numbered sentence about a break is in the report's list of breaks, under its number.
local function is_listed(sentence, data)
  local number, text = sentence:match "^%((%d+)%) (.*)$"
  local one = number and data.breaks[tonumber(number)]
  return one ~= nil and breaks.sentence(one, data.language) == text
end

local function caption(text, panel, data)
  local elsewhere, lines, is_numbered = stated_elsewhere(panel, data.language), {}, false
  for _, sentence in ipairs(text.notes) do
    if is_listed(sentence, data) then
      is_numbered = true
    elseif not elsewhere[sentence] then
      lines[#lines + 1] = element("p", nil, sentence)
    end
  end
  if is_numbered then
    table.insert(lines, 1, element("p", nil,
      element("a", { href = "#breaks" }, data.phrases[breaks.has_estimates(data.breaks)
        and "numbers_estimates" or "numbers"])))
  end
  return #lines > 0 and element("figcaption", nil, lines) or nil
end

-- These have hundreds of marks, each with a title that browsers show as a tooltip. In a report the
-- script shows the same text, and the titles would be a sixth of the file. The title of the chart
-- itself stays.
local HAS_MANY_MARKS = { line = true, multiples = true }

-- The chart's plan and what it is drawn on. The chart's id has to be short, since every mark has it
-- in its class.
local function planned(data, kind, id, panel, title, given)
  local options = tables.merge({ lang = data.language.code, title = title, id = id,
    embedded = true, bare = true, theme = "auto", width = WIDTH }, given or {})
  local plan, canvas = drawing.plan(kind, panel, options)
  canvas.has_no_titles = HAS_MANY_MARKS[kind] or data.site ~= nil
  canvas.shared = data.shared
  return plan, canvas
end

local function heading(id, title)
  return element("h3", { id = id .. "-heading" }, title)
end

--- A figure in a column.
---@param data urssaf.report.Data
---@param kind "line"|"map"|"bars"
---@param id string of the chart, unique in the report
---@param panel urssaf.Panel
---@param title string
---@param given table? further options of the chart
---@return table element
function figure.of(data, kind, id, panel, title, given)
  local plan, canvas = planned(data, kind, id, panel, title, given)
  return element("figure", { ["aria-labelledby"] = id .. "-heading" }, heading(id, title),
    element("p", { class = "hint" }, plan.subtitle), html.raw(frame.render(canvas, plan)),
    caption(plan, panel, data))
end

--- A figure of small multiples, as wide as the report: each is a chart of its own, and as many are
-- side by side as there is room for, two on a phone.
---@param data urssaf.report.Data
---@param id string of the chart, unique in the report
---@param panel urssaf.Panel
---@param title string
---@return table element
function figure.multiples(data, id, panel, title)
  local plan, canvas = planned(data, "multiples", id, panel, title)
  local named = id .. "-heading"
  return element("figure", { class = "across", ["aria-labelledby"] = named },
    heading(id, title), element("p", { class = "hint" }, plan.subtitle),
    element("div", { class = "parts", id = id, role = "group", ["aria-labelledby"] = named },
      html.raw(table.concat(frame.parts(canvas, plan, PART_WIDTH), "\n"))),
    caption(plan, panel, data))
end

--- Figures side by side, and a wide one below them.
---@param list table[] elements
---@param below table? element
---@return table content
function figure.layout(list, below)
  local parts = tables.map(list, function(one) return { one, "\n" } end)
  local attributes = { class = "charts", ["data-four"] = #list == 4 or nil } -- two rows of two
  return { #parts > 0 and element("div", attributes, parts) or nil, below }
end

return figure
