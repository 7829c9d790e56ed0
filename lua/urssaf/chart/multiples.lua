--- Small multiples: a line chart for each series, in a grid.
local number_format = require "urssaf.chart.number_format"
local description = require "urssaf.chart.description"
local errors = require "urssaf.base.errors"
local extent = require "urssaf.chart.extent"
local footnotes = require "urssaf.chart.footnotes"
local small = require "urssaf.chart.small"
local titles = require "urssaf.chart.titles"
local value_axis = require "urssaf.chart.value_axis"

local multiples = {}

--- How many series are drawn at most.
multiples.MOST = 40

local INTERVALS = 3

-- ------------------------------------------------------------------ axes

local function own_axes(look)
  local axes = {}
  for i, s in ipairs(look.list) do
    local range = extent.of({ s })
    axes[i] = range and value_axis.new(range, look.amounts[i], INTERVALS)
  end
  return axes
end

local function same_axes(look)
  local range, axes = extent.of(look.list), {}
  local axis = range and value_axis.new(range, look.amounts[1], INTERVALS)
  for i in ipairs(look.list) do axes[i] = axis end
  return axes
end

-- How much room the names of the axes need.
local function gutter_of(axes)
  local widest = 0
  for _, axis in pairs(axes) do widest = math.max(widest, value_axis.width(axis)) end
  return widest + 6
end

-- ------------------------------------------------------------------ the grid

local LEAST_WIDTH, BETWEEN, BELOW = 124, 18, 12

-- How many columns, and how wide each is. The first has the names of the axis; all have, if each
-- has an axis of its own.
local function grid(sheet, look)
  local room = sheet.right - sheet.left - (look.is_same and look.gutter or 0)
  local least = LEAST_WIDTH + (look.is_same and 0 or look.gutter)
  local columns = math.max(1, math.floor((room + BETWEEN) / (least + BETWEEN)))
  columns = math.min(columns, #look.list)
  return columns, (room - (columns - 1) * BETWEEN) / columns
end

local function cell_of(sheet, look, column, width)
  if not look.is_same then
    return { x = sheet.left + column * (width + BETWEEN), width = width, gutter = look.gutter }
  end
  if column == 0 then
    return { x = sheet.left, width = width + look.gutter, gutter = look.gutter }
  end
  return { x = sheet.left + look.gutter + column * (width + BETWEEN), width = width, gutter = 0 }
end

-- One row of charts, whose plots begin at one height; returns where the next begins.
local function draw_row(sheet, look, first, columns, width, top)
  local cells, lines, parts = {}, 1, {}
  for n = first, math.min(first + columns - 1, #look.list) do
    local cell = cell_of(sheet, look, n - first, width)
    cell.head = small.head(look, n, cell.width)
    lines = math.max(lines, #cell.head)
    cells[#cells + 1] = cell
  end
  local bottom
  for k, cell in ipairs(cells) do
    cell.y, cell.lines = top, lines
    parts[k], bottom = small.draw(sheet, look, first + k - 1, cell)
  end
  return table.concat(parts, "\n"), bottom
end

local function draw(sheet, look, top)
  local columns, width = grid(sheet, look)
  local parts, y = {}, top
  for first = 1, #look.list, columns do
    parts[#parts + 1], y = draw_row(sheet, look, first, columns, width, y)
    y = y + BELOW
  end
  return table.concat(parts, "\n"), y - BELOW
end

-- ------------------------------------------------------------------ the plan

local function look_at(panel, sheet)
  titles.check(panel, multiples.MOST, "filter or aggregate it")
  local is_same = sheet.options.scale ~= "own"
  local common, units = titles.amounts(panel.series, sheet.language)
  if is_same and not common then
    errors.misuse("the series are in different units (%s), and have no scale in common: say"
      .. " scale = \"own\"", units)
  end
  local marks, notes = footnotes.over_time(panel, panel.series, sheet, false)
  table.insert(notes, 1, sheet.words.beside)
  local look = { list = panel.series, names = titles.names(panel, sheet.language), marks = marks,
    notes = notes, is_same = is_same, amounts = {}, kind = common and common.kind }
  for i, s in ipairs(panel.series) do look.amounts[i] = number_format.of(sheet.language, s) end
  look.axes = is_same and same_axes(look) or own_axes(look)
  look.gutter = gutter_of(look.axes)
  return look
end

-- What has to be said of the axes.
local function remark(look, sheet)
  if not look.is_same then return sheet.words.own end
  return look.axes[1] and look.axes[1].is_cut and sheet.words.cut
end

--- The plan of small multiples.
---@param panel urssaf.Panel
---@param sheet urssaf.chart.Sheet
---@return urssaf.chart.Plan
function multiples.plan(panel, sheet)
  local look = look_at(panel, sheet)
  local of_series = {}
  for i, s in ipairs(look.list) do of_series[s] = look.amounts[i] end
  local what = sheet.words.multiples:format(sheet.language:number(#look.list))
  return {
    title = titles.title(panel, sheet.language), notes = look.notes,
    subtitle = titles.subtitle(panel, sheet, look.kind, remark(look, sheet)),
    source = footnotes.source(panel, sheet),
    description = description.over_time(sheet, what, look.list, look.names,
      function(s) return of_series[s] end),
    draw = function(_, top) return draw(sheet, look, top) end,
  }
end

return multiples
