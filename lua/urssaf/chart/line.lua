--- The line chart: a panel's series over time, on one axis.
local break_marks = require "urssaf.chart.break_marks"
local description = require "urssaf.chart.description"
local errors = require "urssaf.base.errors"
local extent = require "urssaf.chart.extent"
local hover = require "urssaf.chart.hover"
local label_layout = require "urssaf.chart.label_layout"
local marker = require "urssaf.chart.marker"
local footnotes = require "urssaf.chart.footnotes"
local scale = require "urssaf.chart.scale"
local line_marks = require "urssaf.chart.line_marks"
local titles = require "urssaf.chart.titles"
local svg = require "urssaf.chart.svg"
local text_layout = require "urssaf.chart.text_layout"
local time_axis = require "urssaf.chart.time_axis"
local value_axis = require "urssaf.chart.value_axis"

local line = {}

--- How many series are drawn at most.
line.MOST = 8

local SIZE, LEADING = 12, 14

-- ------------------------------------------------------------------ labels at the ends

-- The lines of each label, and how wide the widest is. A single series' label is its last value:
-- its name is in the title.
local function end_labels(sheet, look)
  local most, widest, made = math.min(180, sheet.width * 0.3), 0, {}
  for i, s in ipairs(look.list) do
    local at = line_marks.last(s)
    local said = #look.list == 1 and at and look.amounts:label(s.values[at]) or look.names[i]
    made[i] = at and text_layout.wrap(said, most, SIZE, false, 2) or {}
    for _, one in ipairs(made[i]) do widest = math.max(widest, text_layout.width(one, SIZE)) end
  end
  return made, widest
end

local function wanted_places(plot, made)
  local list, of = {}, {}
  for n, s in ipairs(plot.list) do
    local at = line_marks.last(s)
    if at then
      list[#list + 1] = { y = plot.y(s.values[at]), height = #made[n] * LEADING + 2 }
      of[#of + 1] = { n = n, x = plot.x(at), y = plot.y(s.values[at]) }
    end
  end
  return list, of
end

-- From where a line ends to its label, where that is not beside it.
local function leader(sheet, from, to_x, to_y)
  local is_beside = math.abs(to_y - from.y) < 6 and to_x - from.x < 24
  if is_beside then return "" end
  local start = from.x + 6
  return sheet:element("path", "leader",
    { d = svg.path { { start, from.y }, { to_x - 9, from.y }, { to_x - 3, to_y } } })
end

local function draw_labels(sheet, plot, made)
  local list, of = wanted_places(plot, made)
  local middles, parts = label_layout.place(list, plot.top - 8, plot.bottom + 8), {}
  for k, from in ipairs(of) do
    local left = #plot.list == 1 and from.x + 10 or plot.right + 12
    parts[#parts + 1] = leader(sheet, from, left, middles[k])
    parts[#parts + 1] = marker.draw(sheet, from.n, from.x, from.y, 4, "mark" .. from.n)
    local lines = made[from.n]
    local first = middles[k] - #lines * LEADING / 2 + LEADING - 3
    for i, said in ipairs(lines) do
      parts[#parts + 1] = sheet:text(left, first + (i - 1) * LEADING, said, "label")
    end
  end
  return table.concat(parts)
end

-- ------------------------------------------------------------------ lines

-- Sums of a part of the units are hollow.
local function hollow_points(sheet, plot, n, s)
  local parts = {}
  for i = 1, #s.periods do
    local covered = s.coverage and s.values[i] ~= nil and s.coverage[i]
    if covered and covered[1] < covered[2] then
      parts[#parts + 1] = sheet:element("circle", "hollow" .. n,
        { cx = plot.x(i), cy = plot.y(s.values[i]), r = 2.5 })
    end
  end
  return table.concat(parts)
end

-- How far apart the marks on a line are, so that it can be told where lines cross.
local MARKS_APART = 110

local function marks_on(sheet, plot, n, s)
  if #plot.list == 1 then return "" end
  local every = math.max(1, math.ceil(MARKS_APART / plot.slot))
  local offset = math.floor(every * (n - 1) / #plot.list)
  local last, parts = line_marks.last(s) or 0, {}
  for i = 1 + offset, last - 1, every do
    if s.values[i] ~= nil then
      parts[#parts + 1] = marker.draw(sheet, n, plot.x(i), plot.y(s.values[i]), 3.5, "mark" .. n)
    end
  end
  return table.concat(parts)
end

local function draw_series(sheet, plot)
  local parts = {}
  for n, s in ipairs(plot.list) do
    parts[#parts + 1] = line_marks.draw(sheet, s, n, plot.x, plot.y)
      .. hollow_points(sheet, plot, n, s) .. marks_on(sheet, plot, n, s)
  end
  return table.concat(parts)
end

-- ------------------------------------------------------------------ the picture

local function height_of(sheet)
  return sheet.options.height or (sheet.width < 500 and 230 or 320)
end

-- What is where.
local function layout(sheet, look, top, right_room)
  local left = sheet.left + value_axis.width(look.axis) + 6
  local time = time_axis.new(look.list[1].periods, left, sheet.right - right_room)
  local function x(i) return time:x(i) end
  local badges = break_marks.height(look.marks, x)
  local plot = { list = look.list, labels = look.names, amounts = look.amounts, has_dots = true,
    time = time, x = x, slot = time.slot, left = left, right = time.right,
    badges = top, top = top + badges + 8 }
  plot.bottom = plot.top + height_of(sheet)
  plot.y = scale.linear(look.axis, plot.bottom, plot.top)
  return plot
end

local function draw_nothing(sheet, top)
  local height = 80
  return sheet:element("rect", "missing", { x = sheet.left, y = top, height = height,
    width = sheet.right - sheet.left })
    .. sheet:text(sheet.width / 2, top + height / 2 + 4, sheet.words.nothing, "label", "middle"),
    top + height
end

local function draw(sheet, look, top)
  if not look.axis then return draw_nothing(sheet, top) end
  local made, widest = end_labels(sheet, look)
  local plot = layout(sheet, look, top, widest + 14)
  local axis, bottom = plot.time:draw(sheet, plot.bottom)
  return table.concat({
    value_axis.draw(sheet, look.axis, plot.y, plot.left, plot.right), axis,
    break_marks.draw(sheet, look.marks, plot.x, plot.badges, plot.bottom),
    draw_series(sheet, plot), draw_labels(sheet, plot, made), hover.draw(sheet, plot),
  }, "\n"), bottom
end

local function look_at(panel, sheet)
  titles.check(panel, line.MOST, "filter it, or use multiples")
  local amounts, units = titles.amounts(panel.series, sheet.language)
  if not amounts then
    errors.misuse("the series are in different units (%s), and have no axis in common: filter one"
      .. " measure, or use multiples with scale = \"own\"", units)
  end
  local range = extent.of(panel.series)
  local marks, notes = footnotes.over_time(panel, panel.series, sheet, true)
  return { list = panel.series, amounts = amounts, marks = marks, notes = notes,
    names = titles.names(panel, sheet.language),
    axis = range and value_axis.new(range, amounts, sheet.width < 500 and 5 or 6) }
end

--- The plan of a line chart.
---@param panel urssaf.Panel
---@param sheet urssaf.chart.Sheet
---@return urssaf.chart.Plan
function line.plan(panel, sheet)
  local look = look_at(panel, sheet)
  local is_cut = look.axis and look.axis.is_cut
  return {
    title = titles.title(panel, sheet.language), notes = look.notes,
    subtitle = titles.subtitle(panel, sheet, look.amounts.kind, is_cut and sheet.words.cut),
    source = footnotes.source(panel, sheet),
    description = description.over_time(sheet, sheet.words.lines, look.list, look.names,
      function() return look.amounts end),
    draw = function(_, top) return draw(sheet, look, top) end,
  }
end

return line
