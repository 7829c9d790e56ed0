--- Small multiples: a line chart for each series, in a grid.
local breaks = require "urssaf.picture.breaks"
local description = require "urssaf.picture.description"
local amounts = require "urssaf.picture.amounts"
local errors = require "urssaf.errors"
local extent = require "urssaf.picture.extent"
local hover = require "urssaf.picture.hover"
local marker = require "urssaf.picture.marker"
local remarks = require "urssaf.picture.remarks"
local scale = require "urssaf.picture.scale"
local strokes = require "urssaf.picture.strokes"
local subject = require "urssaf.picture.subject"
local text = require "urssaf.picture.text"
local time_axis = require "urssaf.picture.time_axis"
local value_axis = require "urssaf.picture.value_axis"

local multiples = {}

--- How many series are drawn at most.
multiples.MOST = 40

local LEAST_WIDTH, BETWEEN, HEIGHT = 150, 18, 84
local SIZE, LEADING = 12, 15

-- ------------------------------------------------------------------ axes

local function own_axes(look)
  local axes = {}
  for i, s in ipairs(look.list) do
    local range = extent.of({ s })
    axes[i] = range and value_axis.new(range, look.amounts[i], 3)
  end
  return axes
end

local function same_axes(look)
  local range, axes = extent.of(look.list), {}
  local axis = range and value_axis.new(range, look.amounts[1], 3)
  for i in ipairs(look.list) do axes[i] = axis end
  return axes
end

local function widest_name(axes)
  local widest = 0
  for _, axis in pairs(axes) do widest = math.max(widest, value_axis.width(axis)) end
  return widest
end

-- ------------------------------------------------------------------ one of them

-- Its name, and at the right its last value.
local function heading(sheet, look, n, cell)
  local s, parts = look.list[n], {}
  local at = strokes.last(s)
  local value = at and look.amounts[n]:value(s.values[at]) or "\226\128\147"
  local room = cell.width - text.width(value, SIZE) - 8
  local lines = text.wrap(look.names[n], room, SIZE, true, 2)
  for i, said in ipairs(lines) do
    parts[i] = sheet:text(cell.x, cell.y + SIZE + (look.lines - #lines + i - 1) * LEADING, said,
      "name")
  end
  parts[#parts + 1] = sheet:text(cell.x + cell.width, cell.y + SIZE + (look.lines - 1) * LEADING,
    value, "label", "end")
  return table.concat(parts)
end

local function plot_of(look, n, cell)
  local s = look.list[n]
  local left = cell.x + (cell.is_named and look.gutter or 0)
  local time = time_axis.new(s.periods, left, cell.x + cell.width)
  local top = cell.y + look.lines * LEADING + 10
  return { list = { s }, labels = { look.names[n] }, amounts = look.amounts[n], time = time,
    x = function(i) return time:x(i) end, slot = time.slot, top = top, bottom = top + HEIGHT }
end

local function draw_one(sheet, look, n, cell)
  local axis, plot = look.axes[n], plot_of(look, n, cell)
  if not axis then return heading(sheet, look, n, cell) end
  local s = look.list[n]
  plot.y = scale.linear(axis, plot.bottom, plot.top)
  local at = strokes.last(s)
  return table.concat {
    heading(sheet, look, n, cell),
    value_axis.draw(sheet, axis, plot.y, plot.time.left, plot.time.right, cell.is_named),
    (plot.time:draw(sheet, plot.bottom)),
    breaks.lines(sheet, look.marks, plot.x, plot.top, plot.bottom),
    strokes.draw(sheet, s, 1, plot.x, plot.y),
    at and marker.draw(sheet, 1, plot.x(at), plot.y(s.values[at]), 3, "mark1") or "",
    hover.draw(sheet, plot),
  }
end

-- ------------------------------------------------------------------ the grid

-- How many columns, and how wide each is. The first has the names of the axis, all have if each has
-- an axis of its own.
local function grid(sheet, look)
  local room = sheet.right - sheet.left - (look.is_same and look.gutter or 0)
  local least = LEAST_WIDTH + (look.is_same and 0 or look.gutter)
  local columns = math.max(1, math.floor((room + BETWEEN) / (least + BETWEEN)))
  columns = math.min(columns, #look.list)
  return columns, (room - (columns - 1) * BETWEEN) / columns
end

local function name_lines(look, width)
  local most = 1
  for n, name in ipairs(look.names) do
    local s = look.list[n]
    local at = strokes.last(s)
    local value = at and look.amounts[n]:value(s.values[at]) or ""
    local room = width - text.width(value, SIZE) - 8
    most = math.max(most, #text.wrap(name, room, SIZE, true, 2))
  end
  return most
end

local function draw(sheet, look, top)
  local columns, width = grid(sheet, look)
  look.lines = name_lines(look, width)
  local tall = look.lines * LEADING + 10 + HEIGHT + 40
  local parts = {}
  for n in ipairs(look.list) do
    local column, row = (n - 1) % columns, math.floor((n - 1) / columns)
    local before = look.is_same and look.gutter or 0
    local cell = { x = sheet.left + before + column * (width + BETWEEN), y = top + row * tall,
      width = width, is_named = not look.is_same or column == 0 }
    if look.is_same and column == 0 then
      cell.x, cell.width = cell.x - before, cell.width + before
    end
    parts[n] = draw_one(sheet, look, n, cell)
  end
  return table.concat(parts, "\n"), top + math.ceil(#look.list / columns) * tall - 14
end

local function look_at(panel, sheet)
  subject.check(panel, multiples.MOST, "filter or aggregate it")
  local is_same = sheet.options.scale ~= "own"
  local common, units = subject.amounts(panel.series, sheet.language)
  if is_same and not common then
    errors.misuse("the series are in different units (%s), and have no scale in common: say"
      .. " scale = \"own\"", units)
  end
  local marks, notes = remarks.over_time(panel, panel.series, sheet)
  local look = { list = panel.series, names = subject.names(panel, sheet.language), marks = marks,
    notes = notes, is_same = is_same, amounts = {}, kind = common and common.kind }
  for i, s in ipairs(panel.series) do look.amounts[i] = amounts.of(sheet.language, s) end
  look.axes = is_same and same_axes(look) or own_axes(look)
  look.gutter = widest_name(look.axes) + 6
  return look
end

-- What has to be said of the axes.
local function remark(look, sheet)
  if not look.is_same then return sheet.words.own end
  return look.axes[1] and look.axes[1].is_cut and sheet.words.cut
end

--- The plan of small multiples.
---@param panel urssaf.Panel
---@param sheet urssaf.picture.Sheet
---@return urssaf.picture.Plan
function multiples.plan(panel, sheet)
  local look = look_at(panel, sheet)
  local by_series = {}
  for i, s in ipairs(look.list) do by_series[s] = look.amounts[i] end
  local what = sheet.words.multiples:format(sheet.language:number(#look.list))
  return {
    title = subject.title(panel, sheet.language), notes = look.notes,
    subtitle = subject.subtitle(panel, sheet, look.kind, remark(look, sheet)),
    source = remarks.source(panel, sheet),
    description = description.over_time(sheet, what, look.list, look.names,
      function(s) return by_series[s] end),
    draw = function(_, top) return draw(sheet, look, top) end,
  }
end

return multiples
