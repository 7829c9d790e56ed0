--- Small multiples: a small line chart for each series, in a grid.
local break_marks = require "urssaf.chart.break_marks"
local description = require "urssaf.chart.description"
local errors = require "urssaf.base.errors"
local footnotes = require "urssaf.chart.footnotes"
local languages = require "urssaf.language"
local line_marks = require "urssaf.chart.line_marks"
local number_formats = require "urssaf.chart.number_format"
local outliers = require "urssaf.chart.outliers"
local plans = require "urssaf.chart.plan"
local scale = require "urssaf.chart.scale"
local tables = require "urssaf.base.tables"
local text_layout = require "urssaf.chart.text_layout"
local time_axis = require "urssaf.chart.time_axis"
local titles = require "urssaf.chart.titles"
local true_units = require "urssaf.chart.true_units"
local value_axis = require "urssaf.chart.value_axis"

local multiples = {}

--- How many series small multiples have room for.
multiples.MOST = 40

---@class urssaf.chart.MultiplesData what small multiples show
---@field list urssaf.Series[] one for each small chart
---@field names string[] of the series
---@field number_formats urssaf.chart.NumberFormat[] of the series
---@field axes table<integer, urssaf.chart.ValueAxis> of the series; nil for one without a value
---@field is_same boolean whether they share one axis
---@field gutter number the width of the axis labels
---@field kind string? of the values, if all have the same
---@field marks urssaf.chart.BreakMark[]
---@field notes string[]

-- ------------------------------------------------------------------ axes

local INTERVALS = 3

local function own_axes(data)
  local axes = {}
  for i, s in ipairs(data.list) do
    local extent = outliers.extent({ s }, data.number_formats[i])
    axes[i] = extent and value_axis.new(extent, data.number_formats[i], INTERVALS)
  end
  return axes
end

local function same_axes(data)
  local extent = outliers.extent(data.list, data.number_formats[1])
  local axis = extent and value_axis.new(extent, data.number_formats[1], INTERVALS)
  return tables.map(data.list, function() return axis end)
end

local function gutter_of(axes)
  local widest = 0
  for _, axis in pairs(axes) do widest = math.max(widest, value_axis.width(axis)) end
  return widest + 6
end

-- ------------------------------------------------------------------ one small chart

local FONT_SIZE, LEADING, VALUE_GAP, MOST_LINES = 12, 15, 8, 6

-- The last value, followed by its period if that is not the panel's last.
local function last_value(data, n)
  local s, number_format = data.list[n], data.number_formats[n]
  local last = line_marks.last(s)
  if not last then return languages.MISSING end
  local value = number_format:label(s.values[last])
  if last == #s.periods then return value end
  return ("%s (%s)"):format(value, number_format.language:period(s.periods[last]))
end

-- The lines of text above a chart: its name, in six lines at most; the last value, in the same line
-- if there is room, else in its own.
local function head_of(data, n, width)
  local value = last_value(data, n)
  local names = text_layout.wrap(data.names[n], width, FONT_SIZE, true, MOST_LINES)
  local lines = tables.map(names, function(text) return { name = text } end)
  local last = lines[#lines]
  local used = last and text_layout.width(last.name, FONT_SIZE, true) + VALUE_GAP or 0
  if last and used + text_layout.width(value, FONT_SIZE) <= width then
    last.value = value
  else
    lines[#lines + 1] = { value = value }
  end
  return lines
end

local function draw_head(canvas, cell)
  local parts, first = {}, cell.lines - #cell.head
  for i, line in ipairs(cell.head) do
    local y = cell.y + FONT_SIZE + (first + i - 1) * LEADING
    if line.name then parts[#parts + 1] = canvas:text(cell.x, y, line.name, "name") end
    if line.value then
      parts[#parts + 1] = canvas:text(cell.x + cell.width, y, line.value, "label", "end")
    end
  end
  return table.concat(parts)
end

-- The breaks of a series' own measure.
local function marks_of(data, s)
  return tables.filter(data.marks, function(mark)
    return mark.measures[s.measure] or mark.measures[""]
  end)
end

local function time_of(data, n, cell)
  return time_axis.new(data.list[n].periods, cell.x + cell.gutter, cell.x + cell.width)
end

-- The height of the badges above a chart.
local function badges_height(data, n, cell)
  local time = time_of(data, n, cell)
  return break_marks.height(marks_of(data, data.list[n]), function(i) return time:x(i) end)
end

-- Wide charts are higher than narrow ones, so that they do not look flat.
local LEAST_HEIGHT, MOST_HEIGHT, PART_OF_WIDTH = 84, 140, 0.45

local function height_of(cell)
  local by_width = (cell.width - cell.gutter) * PART_OF_WIDTH
  return math.floor(math.max(LEAST_HEIGHT, math.min(by_width, MOST_HEIGHT)))
end

local function plot_of(data, n, cell)
  local s, time = data.list[n], time_of(data, n, cell)
  local badges = cell.y + cell.lines * LEADING + 4
  local top = badges + cell.badges + 4
  return { list = { s }, labels = { data.names[n] }, number_format = data.number_formats[n],
    time = time, x = function(i) return time:x(i) end, badges = badges, top = top,
    bottom = top + cell.height }
end

-- The n-th chart in its cell, { x, y, width, gutter, head, lines, badges, height }; returns it and
-- its bottom.
local function draw_chart(canvas, data, n, cell)
  local s, axis, plot = data.list[n], data.axes[n], plot_of(data, n, cell)
  local head, time, below = draw_head(canvas, cell), plot.time:draw(canvas, plot.bottom)
  if not axis then return head .. time, below end
  plot.y = scale.linear(axis, plot.bottom, plot.top)
  local last = line_marks.last(s)
  return table.concat {
    head, value_axis.draw(canvas, axis, plot.y, plot.time.left, plot.time.right, cell.gutter > 0),
    time, break_marks.draw(canvas, marks_of(data, s), plot.x, plot.badges, plot.bottom),
    line_marks.draw(canvas, s, 1, plot, axis), line_marks.partial(canvas, s, 1, plot, axis),
    outliers.marks(canvas, plot, axis, false, 1),
    last and line_marks.marker(canvas, 1, plot.x(last), plot.y(s.values[last]), 3, "mark1") or "",
    line_marks.hover(canvas, plot),
  }, below
end

-- ------------------------------------------------------------------ the grid

local LEAST_WIDTH, LEAST_PART, BETWEEN, BELOW, ALONE_MARGIN = 124, 0.15, 18, 12, 4

-- How many columns there are, and how wide each is: as few as the rows allow, so that the last one
-- is nearly full. If the charts share an axis, its labels stand at the left of the first column
-- alone; else every chart has its own.
local function grid(canvas, data)
  local room = canvas.right - canvas.left - (data.is_same and data.gutter or 0)
  local least = math.max(LEAST_WIDTH, canvas.width * LEAST_PART)
    + (data.is_same and 0 or data.gutter)
  local most = math.max(1, math.floor((room + BETWEEN) / (least + BETWEEN)))
  local columns = math.ceil(#data.list / math.ceil(#data.list / most))
  return columns, (room - (columns - 1) * BETWEEN) / columns
end

local function cell_of(canvas, data, column, width)
  if not data.is_same then
    return { x = canvas.left + column * (width + BETWEEN), width = width, gutter = data.gutter }
  end
  if column == 0 then
    return { x = canvas.left, width = width + data.gutter, gutter = data.gutter }
  end
  return { x = canvas.left + data.gutter + column * (width + BETWEEN), width = width, gutter = 0 }
end

-- One row of charts, whose plots begin at the same height; returns it and its bottom.
local function draw_row(canvas, data, first, columns, width, top)
  local cells, lines, badges, parts = {}, 1, 0, {}
  for n = first, math.min(first + columns - 1, #data.list) do
    local cell = cell_of(canvas, data, n - first, width)
    cell.head = head_of(data, n, cell.width)
    lines = math.max(lines, #cell.head)
    badges = math.max(badges, badges_height(data, n, cell))
    cells[#cells + 1] = cell
  end
  local bottom
  for k, cell in ipairs(cells) do
    cell.y, cell.lines, cell.badges, cell.height = top, lines, badges, height_of(cells[#cells])
    parts[k], bottom = draw_chart(canvas, data, first + k - 1, cell)
  end
  return table.concat(parts, "\n"), bottom
end

-- A chart by itself, of a width, with an axis of its own; returns it and its bottom.
local function draw_alone(canvas, data, n, top, width)
  local cell = { x = ALONE_MARGIN, y = top, width = width - 2 * ALONE_MARGIN,
    gutter = data.gutter }
  cell.head = head_of(data, n, cell.width)
  cell.lines, cell.badges, cell.height = #cell.head, badges_height(data, n, cell), height_of(cell)
  return draw_chart(canvas, data, n, cell)
end

local function draw(canvas, data, top)
  local columns, width = grid(canvas, data)
  local parts, y = {}, top
  for first = 1, #data.list, columns do
    parts[#parts + 1], y = draw_row(canvas, data, first, columns, width, y)
    y = y + BELOW
  end
  return table.concat(parts, "\n"), y - BELOW
end

-- ------------------------------------------------------------------ the plan

-- What is beyond the axes: of one that all share, in a sentence; of those that charts have for
-- themselves, that arrows stand for it.
local function cut_notes(data, canvas)
  if data.is_same then
    return outliers.notes(data.list, data.names, data.axes[1], canvas)
  end
  for _, axis in pairs(data.axes) do
    if axis.has_outliers then return { canvas.phrases.arrows } end
  end
  return {}
end

local function data_of(panel, canvas)
  local is_same = canvas.options.scale ~= "own"
  local common, units = titles.number_format(panel.series, canvas.language)
  if is_same and not common then
    errors.misuse("the series are in different units (%s), and have no scale in common", units,
      { in_lua = ": say scale = \"own\"" })
  end
  local marks, notes = footnotes.over_time(panel, panel.series, canvas)
  table.insert(notes, 1, canvas.phrases.beside)
  local data = { list = panel.series, names = titles.names(panel, canvas.language), marks = marks,
    notes = notes, is_same = is_same, kind = common and common.kind }
  data.number_formats = tables.map(panel.series, function(s)
    return number_formats.of(canvas.language, s)
  end)
  data.axes = is_same and same_axes(data) or own_axes(data)
  data.gutter = gutter_of(data.axes)
  data.notes = tables.append(cut_notes(data, canvas), notes)
  return data
end

-- What the subtitle says of the axes, if anything.
local function remark(data, canvas)
  if not data.is_same then return canvas.phrases.own end
  return data.axes[1] and value_axis.remark(data.axes[1], canvas)
end

-- The small charts one by one.
local function parts_of(canvas, data)
  return tables.map(data.list, function(s, n)
    return { draw = function(top, width) return draw_alone(canvas, data, n, top, width) end,
      description = description.of_series(canvas, s, data.names[n], data.number_formats[n]) }
  end)
end

--- The plan of small multiples.
---@param panel urssaf.Panel
---@param canvas urssaf.chart.Canvas
---@return urssaf.chart.Plan
function multiples.plan(panel, canvas)
  local shown, left_out = true_units.of(panel, canvas, multiples.MOST, "filter or aggregate it")
  local data = data_of(shown, canvas)
  local what = canvas.phrases.multiples:format(canvas.language:number(#data.list))
  return plans.new(shown, canvas, {
    title = titles.title(shown, canvas.language), notes = tables.append(data.notes, left_out),
    subtitle = titles.subtitle(shown, canvas, data.kind, remark(data, canvas)),
    description = description.over_time(canvas, what, data.list, data.names,
      function(i) return data.number_formats[i] end),
    draw = function(top) return draw(canvas, data, top) end, parts = parts_of(canvas, data),
  })
end

return multiples
