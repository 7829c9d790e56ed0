--- One of the small multiples: a name, the last value, a line.
local break_marks = require "urssaf.chart.break_marks"
local hover = require "urssaf.chart.hover"
local languages = require "urssaf.language"
local marker = require "urssaf.chart.marker"
local scale = require "urssaf.chart.scale"
local line_marks = require "urssaf.chart.line_marks"
local text_layout = require "urssaf.chart.text_layout"
local time_axis = require "urssaf.chart.time_axis"
local value_axis = require "urssaf.chart.value_axis"

local small = {}

local SIZE, LEADING, HEIGHT, BETWEEN = 12, 15, 84, 8

-- The last value; with its period, where that is not the last one of all.
local function last_value(look, n)
  local s, own = look.list[n], look.amounts[n]
  local at = line_marks.last(s)
  if not at then return languages.MISSING end
  local value = own:label(s.values[at])
  if at == #s.periods then return value end
  return ("%s (%s)"):format(value, own.language:period(s.periods[at]))
end

--- The lines above a chart: its name in two at most, the last value behind it, if there is room, or
-- below.
---@param look table `list names amounts`
---@param n integer which series
---@param width number
---@return table[] lines { name =, value = }
function small.head(look, n, width)
  local lines, value = {}, last_value(look, n)
  for i, said in ipairs(text_layout.wrap(look.names[n], width, SIZE, true, 2)) do
    lines[i] = { name = said }
  end
  local last = lines[#lines]
  local used = last and text_layout.width(last.name, SIZE, true) + BETWEEN or 0
  if last and used + text_layout.width(value, SIZE) <= width then
    last.value = value
  else
    lines[#lines + 1] = { value = value }
  end
  return lines
end

local function draw_head(sheet, cell)
  local parts, first = {}, cell.lines - #cell.head
  for i, line in ipairs(cell.head) do
    local y = cell.y + SIZE + (first + i - 1) * LEADING
    if line.name then parts[#parts + 1] = sheet:text(cell.x, y, line.name, "name") end
    if line.value then
      parts[#parts + 1] = sheet:text(cell.x + cell.width, y, line.value, "label", "end")
    end
  end
  return table.concat(parts)
end

local function plot_of(look, n, cell)
  local s = look.list[n]
  local time = time_axis.new(s.periods, cell.x + cell.gutter, cell.x + cell.width)
  local top = cell.y + cell.lines * LEADING + 8
  return { list = { s }, labels = { look.names[n] }, amounts = look.amounts[n], time = time,
    x = function(i) return time:x(i) end, slot = time.slot, top = top, bottom = top + HEIGHT }
end

-- The breaks of its own measure.
local function marks_of(look, s)
  local own = {}
  for _, mark in ipairs(look.marks) do
    if mark.measures[s.measure] or mark.measures[""] then own[#own + 1] = mark end
  end
  return own
end

--- The chart in its cell.
---@param sheet urssaf.chart.Sheet
---@param look table `list names amounts axes marks`
---@param n integer which series
---@param cell table { x, y, width, gutter, head, lines }
---@return string svg
---@return number bottom
function small.draw(sheet, look, n, cell)
  local s, axis, plot = look.list[n], look.axes[n], plot_of(look, n, cell)
  local head, time, below = draw_head(sheet, cell), plot.time:draw(sheet, plot.bottom)
  if not axis then return head .. time, below end
  plot.y = scale.linear(axis, plot.bottom, plot.top)
  local at = line_marks.last(s)
  return table.concat {
    head, value_axis.draw(sheet, axis, plot.y, plot.time.left, plot.time.right, cell.gutter > 0),
    time, break_marks.lines(sheet, marks_of(look, s), plot.x, plot.top, plot.bottom),
    line_marks.draw(sheet, s, 1, plot.x, plot.y),
    at and marker.draw(sheet, 1, plot.x(at), plot.y(s.values[at]), 3, "mark1") or "",
    hover.draw(sheet, plot),
  }, below
end

return small
