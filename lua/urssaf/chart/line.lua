--- The line chart: a panel's series over time, on one axis.
local adjusted_pairs = require "urssaf.chart.adjusted_pairs"
local break_marks = require "urssaf.chart.break_marks"
local description = require "urssaf.chart.description"
local errors = require "urssaf.base.errors"
local footnotes = require "urssaf.chart.footnotes"
local label_layout = require "urssaf.chart.label_layout"
local line_marks = require "urssaf.chart.line_marks"
local outliers = require "urssaf.chart.outliers"
local plans = require "urssaf.chart.plan"
local scale = require "urssaf.chart.scale"
local stable = require "urssaf.base.stable"
local svg = require "urssaf.chart.svg"
local tables = require "urssaf.base.tables"
local text_layout = require "urssaf.chart.text_layout"
local time_axis = require "urssaf.chart.time_axis"
local titles = require "urssaf.chart.titles"
local true_units = require "urssaf.chart.true_units"
local value_axis = require "urssaf.chart.value_axis"

local line = {}

--- How many series a line chart has room for.
line.MOST = 8

local FONT_SIZE, LEADING, MOST_LINES = 12, 14, 4

---@class urssaf.chart.LineData what a line chart shows
---@field list urssaf.Series[]
---@field names string[] of the series
---@field number_format urssaf.chart.NumberFormat of all series
---@field axis urssaf.chart.ValueAxis? nil if there is no value
---@field marks urssaf.chart.BreakMark[]
---@field notes string[]
---@field has_legend boolean? whether the names stand in a legend, also where their lines' ends have
-- room for them
---@field gutter number? the least width of the axis labels
---@field thin integer? how many of the lines, from the first on, are thin and have no markers

-- ------------------------------------------------------------------ labels at the ends

-- The height of the plot: that of the options, else by the width, from a phone's to a page's.
local function height_of(canvas)
  local by_width = canvas.width < 500 and 230 or math.min(math.max(320, canvas.width * 0.36), 460)
  return canvas.options.height or math.floor(by_width)
end

-- How far labels may stand above and below the plot, and what is between two of them.
local BEYOND, BETWEEN = 8, 2

-- The lines of text of each series' label, at most so many, and the width of the widest; nil if
-- they had to be cut, or have no room beside the plot. Several series are labelled by name; one
-- alone by its last value, since its name is in the title.
local function end_labels(canvas, data, most_lines)
  local most, widest, labels = math.min(180, canvas.width * 0.3), 0, {}
  local height, has_cut = 0, false
  for i, s in ipairs(data.list) do
    local last = line_marks.last(s)
    local text = #data.list == 1 and last and data.number_format:label(s.values[last])
      or data.names[i]
    local lines, is_cut = text_layout.wrap(last and text or "", most, FONT_SIZE, false, most_lines)
    labels[i], has_cut = lines, has_cut or is_cut
    widest = math.max(widest, text_layout.widest(lines, FONT_SIZE))
    height = height + #lines * LEADING + BETWEEN
  end
  if has_cut or height > height_of(canvas) + 2 * BEYOND then return nil end
  return labels, widest
end

-- ------------------------------------------------------------------ the legend

-- Where names have no room at the ends of their lines, they stand above the plot, each with the
-- mark of its line, in the order in which the lines end.
local MARK_ROOM = 18

local function draw_legend(canvas, data, top)
  local order, parts, y = {}, {}, top
  for n, s in ipairs(data.list) do
    local last = line_marks.last(s)
    if last then order[#order + 1] = { n = n, value = s.values[last] } end
  end
  stable.sort(order, function(a, b) return a.value > b.value end)
  for _, one in ipairs(order) do
    local lines = text_layout.wrap(data.names[one.n], canvas.right - canvas.left - MARK_ROOM,
      FONT_SIZE)
    parts[#parts + 1] = line_marks.marker(canvas, one.n, canvas.left + 6, y + 8, 4, "mark" .. one.n)
      .. canvas:lines(canvas.left + MARK_ROOM, y + FONT_SIZE, LEADING, lines, "label" .. one.n)
    y = y + #lines * LEADING + 4
  end
  return table.concat(parts), y + 6
end

-- The ends of the lines, each with the middle that its label wants.
local function ends_of(plot, labels)
  local ends = {}
  for n, s in ipairs(plot.list) do
    local last = line_marks.last(s)
    if last then
      ends[#ends + 1] = { n = n, x = plot.x(last), y = plot.y(s.values[last]),
        height = #labels[n] * LEADING + BETWEEN }
    end
  end
  return ends
end

-- A thin line from where a series ends to its label, unless the label is right beside it.
local function leader(canvas, from, to_x, to_y)
  local is_beside = math.abs(to_y - from.y) < 6 and to_x - from.x < 24
  if is_beside then return "" end
  local start = from.x + 6
  return canvas:element("path", "leader",
    { d = svg.path { { start, from.y }, { to_x - 9, from.y }, { to_x - 3, to_y } } })
end

local function draw_labels(canvas, plot, labels)
  local ends, parts = ends_of(plot, labels), {}
  local middles = label_layout.place(ends, plot.top - BEYOND, plot.bottom + BEYOND)
  for k, from in ipairs(ends) do
    local left = #plot.list == 1 and from.x + 10 or plot.right + 12
    local lines = labels[from.n]
    if lines[1] then parts[#parts + 1] = leader(canvas, from, left, middles[k]) end
    parts[#parts + 1] = line_marks.marker(canvas, from.n, from.x, from.y, 4, "mark" .. from.n)
    parts[#parts + 1] = canvas:lines(left, middles[k] - #lines * LEADING / 2 + LEADING - 3, LEADING,
      lines, "label" .. from.n)
  end
  return table.concat(parts)
end

-- ------------------------------------------------------------------ lines

-- The distance in pixels between the markers of a line, which tell lines apart where they cross.
local MARKERS_APART = 110

-- The markers of a line. Each line begins at an offset of its own, so that they do not cover each
-- other; the last value has a marker with its label.
local function markers(canvas, plot, axis, n, s)
  if #plot.list == 1 or n <= plot.thin then return "" end
  local every = math.max(1, math.ceil(MARKERS_APART / plot.time.slot))
  local offset = math.floor(every * (n - 1) / #plot.list)
  local last, parts = line_marks.last(s) or 0, {}
  for i = 1 + offset, last - 1, every do
    if s.values[i] ~= nil and value_axis.holds(axis, s.values[i]) then
      parts[#parts + 1] = line_marks.marker(canvas, n, plot.x(i), plot.y(s.values[i]), 3.5,
        "mark" .. n)
    end
  end
  return table.concat(parts)
end

local function draw_series(canvas, plot, axis)
  local parts = {}
  for n, s in ipairs(plot.list) do
    parts[#parts + 1] = line_marks.draw(canvas, s, n, plot, axis)
      .. line_marks.partial(canvas, s, n, plot, axis) .. markers(canvas, plot, axis, n, s)
  end
  return table.concat(parts)
end

-- ------------------------------------------------------------------ the chart

-- The plot, between the labels of the axis at its left and those of the series at its right.
local function layout(canvas, data, top, right_room)
  local left = canvas.left + math.max(value_axis.width(data.axis), data.gutter or 0) + 6
  local time = time_axis.new(data.list[1].periods, left, canvas.right - right_room)
  local function x(i) return time:x(i) end
  local plot = { list = data.list, labels = data.names, number_format = data.number_format,
    has_dots = true, thin = data.thin or 0, time = time, x = x, left = left, right = time.right,
    badges = top, top = top + break_marks.height(data.marks, x) + 8 }
  if data.axis.has_outliers then plot.top = plot.top + outliers.HEIGHT end
  plot.bottom = plot.top + height_of(canvas)
  plot.y = scale.linear(data.axis, plot.bottom, plot.top)
  return plot
end

local function draw_nothing(canvas, top)
  local box = { x = canvas.left, y = top, width = canvas.right - canvas.left, height = 80 }
  return canvas:rect(box, "missing") .. canvas:text(canvas.width / 2, top + box.height / 2 + 4,
    canvas.phrases.nothing, "label", "middle"), top + box.height
end

-- The labels at the ends of the lines, and the width of the widest; nil if a legend has the names.
local function labels_of(canvas, data)
  if data.has_legend then return nil end
  local labels, widest = end_labels(canvas, data, 2)
  if labels then return labels, widest end
  return end_labels(canvas, data, MOST_LINES)
end

--- The lines with their axes and labels.
---@param canvas urssaf.chart.Canvas
---@param data urssaf.chart.LineData
---@param top number
---@return string svg
---@return number bottom
---@return urssaf.chart.Plot? plot nil if there is no value
function line.draw(canvas, data, top)
  if not data.axis then return draw_nothing(canvas, top) end
  local legend, labels, widest = "", labels_of(canvas, data)
  if not labels then
    legend, top = draw_legend(canvas, data, top)
    labels, widest = tables.map(data.list, function() return {} end), 0
  end
  local plot = layout(canvas, data, top, widest + 14)
  local axis, bottom = plot.time:draw(canvas, plot.bottom)
  return table.concat({
    legend, value_axis.draw(canvas, data.axis, plot.y, plot.left, plot.right), axis,
    break_marks.draw(canvas, data.marks, plot.x, plot.badges, plot.bottom),
    draw_series(canvas, plot, data.axis), outliers.marks(canvas, plot, data.axis, true),
    draw_labels(canvas, plot, labels), line_marks.hover(canvas, plot),
  }, "\n"), bottom, plot
end

local function data_of(panel, canvas)
  local number_format, units = titles.number_format(panel.series, canvas.language)
  if not number_format then
    errors.misuse("the series are in different units (%s), and have no axis in common", units,
      { in_lua = ": filter one measure, or use multiples with scale = \"own\"" })
  end
  local extent = outliers.extent(panel.series, number_format)
  local axis = extent and value_axis.new(extent, number_format, canvas.width < 500 and 5 or 6)
  local names = titles.names(panel, canvas.language)
  local marks, notes = footnotes.over_time(panel, panel.series, canvas)
  return { list = panel.series, number_format = number_format, marks = marks, names = names,
    notes = tables.append(outliers.notes(panel.series, names, axis, canvas), notes), axis = axis }
end

--- The plan of a line chart.
---@param panel urssaf.Panel
---@param canvas urssaf.chart.Canvas
---@return urssaf.chart.Plan
function line.plan(panel, canvas)
  local shown, left_out = true_units.of(panel, canvas, line.MOST, "filter it, or use multiples")
  local thin
  shown, thin = adjusted_pairs.first(shown)
  local data = data_of(shown, canvas)
  data.thin, data.has_legend = thin, thin > 0
  return plans.new(shown, canvas, {
    title = titles.title(shown, canvas.language), notes = tables.append(data.notes, left_out),
    subtitle = titles.subtitle(shown, canvas, data.number_format.kind,
      data.axis and value_axis.remark(data.axis, canvas)),
    description = description.over_time(canvas, canvas.phrases.lines, data.list, data.names,
      function() return data.number_format end),
    draw = function(top) return line.draw(canvas, data, top) end,
  })
end

return line
