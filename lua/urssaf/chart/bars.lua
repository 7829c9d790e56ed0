--- The bar chart: the rows of a ranking below each other, each value at the end of its bar.
local description = require "urssaf.chart.description"
local errors = require "urssaf.base.errors"
local footnotes = require "urssaf.chart.footnotes"
local highlight = require "urssaf.chart.highlight"
local number_formats = require "urssaf.chart.number_format"
local plans = require "urssaf.chart.plan"
local scale = require "urssaf.chart.scale"
local selection = require "urssaf.panel.selection"
local tables = require "urssaf.base.tables"
local text_layout = require "urssaf.chart.text_layout"
local titles = require "urssaf.chart.titles"

local bars = {}

---@class urssaf.chart.BarsData what a bar chart shows
---@field rows table[] of `panel:rank`, each with a `label`, and `is_apart` if rows before it are
-- left out
---@field common string[] parts of names that all units have
---@field highlighted table<table, boolean> set of the keys of the emphasised units
---@field series urssaf.Series one of the measure
---@field number_format urssaf.chart.NumberFormat
---@field period string
---@field notes urssaf.Note[]

-- ------------------------------------------------------------------ rows

local function rank_options(options)
  local given = {}
  for _, name in ipairs { "measure", "at", "by", "descending", "unclassified", "missing", "how" } do
    given[name] = options[name]
  end
  return given
end

-- The first rows, then the highlighted ones among the rest.
local function shown_rows(all, most, highlighted)
  local rows = {}
  for i, row in ipairs(all) do
    if i <= most or highlighted[row.key] then
      row.is_apart = i > most and #rows == most
      rows[#rows + 1] = row
    end
  end
  return rows
end

-- The keys of the ranking's units, and of those in the panel that have no value to rank: these may
-- be named in `highlight`, too.
local function keys_of(panel, rows, by)
  local all = tables.append({}, rows)
  if by == nil then tables.append(all, panel.series) end
  return tables.map(all, function(one) return one.key end)
end

local function data_of(panel, canvas)
  local options, language = canvas.options, canvas.language
  local all = panel:rank(rank_options(options))
  if not all.period then
    return errors.fail("none", "there is nothing to draw: no period has a value of every unit, so"
      .. " that none was chosen; name one")
  end
  local highlighted = highlight.of(options.highlight, keys_of(panel, all.rows, options.by))
  local s = panel:filter { measure = selection.measure(panel, options.measure) }.series[1]
  scale.extent { s } -- raises if a value cannot be drawn
  local rows = shown_rows(all.rows, options.n or #all.rows, highlighted)
  local common = all.rows[1] and titles.common(all.rows, language) or {}
  for _, row in ipairs(rows) do row.label = titles.place(row, panel, language, common) end
  return { rows = rows, common = common, highlighted = highlighted, series = s, period = all.period,
    number_format = number_formats.of(language, s), notes = all.notes or {} }
end

-- ------------------------------------------------------------------ bars

local FONT_SIZE, LEADING, ROW, THICK, BETWEEN = 12, 14, 23, 15, 6

-- The extent of the values and zero.
local function range_of(rows)
  local low, high = 0, 0
  for _, row in ipairs(rows) do
    low, high = math.min(low, row.value), math.max(high, row.value)
  end
  return low, high
end

-- The lines of each row's name, the width of the widest, and whether one had to be cut.
local function wrapped(data, most, most_lines)
  local widest, has_cut = 0, false
  local lines = tables.map(data.rows, function(row)
    local is_bold = data.highlighted[row.key]
    local list, is_cut = text_layout.wrap(row.label, most, FONT_SIZE, is_bold, most_lines)
    for _, text in ipairs(list) do
      widest = math.max(widest, text_layout.width(text, FONT_SIZE, is_bold))
    end
    has_cut = has_cut or is_cut
    return list
  end)
  return lines, widest, has_cut
end

local MOST_LINES, PART_OF_WIDTH = 3, 0.4

-- Names stand beside their bars, in two lines if need be; where that is not enough, all stand above
-- their bars.
local function names_layout(canvas, data, rank_room)
  local lines, widest, has_cut = wrapped(data, (canvas.right - canvas.left) * PART_OF_WIDTH, 2)
  if not has_cut then return { lines = lines, room = widest + 8 } end
  lines = wrapped(data, canvas.right - canvas.left - rank_room, MOST_LINES)
  return { lines = lines, room = 0, are_above = true }
end

-- Columns from left to right: ranks, names, bars with a value at either end. Returns where ranks
-- and names stand and the scale of the bars.
local function layout(canvas, data)
  local low, high = range_of(data.rows)
  local function widest(text_of)
    return text_layout.widest(tables.map(data.rows, text_of), FONT_SIZE)
  end
  local rank_room = widest(function(row) return canvas.language:number(row.rank) end) + 8
  local names = names_layout(canvas, data, rank_room)
  local value_room = widest(function(row) return data.number_format:label(row.value) end) + BETWEEN
  local has_right = tables.find(data.rows, function(row) return row.value >= 0 end)
  local from = canvas.left + rank_room + names.room + (low < 0 and value_room or 0)
  local to = canvas.right - (has_right and value_room or 0)
  if low == high then low, high = 0, 1 end
  return { rank_at = canvas.left + rank_room - 8, names = names,
    x = scale.linear({ low = low, high = high }, from, to) }
end

-- A row's height, the base line of its name's first line, and the middle of its bar.
local function places_in(plot, i, y)
  local tall = #plot.names.lines[i] * LEADING
  if plot.names.are_above then
    local height = tall + THICK + 14
    return height, y + FONT_SIZE + 3, y + height - 6 - THICK / 2
  end
  local height = math.max(ROW, tall + 8)
  return height, y + (height - tall) / 2 + FONT_SIZE - 1, y + height / 2
end

local function draw_name(canvas, data, plot, i, base)
  local row = data.rows[i]
  return canvas:text(plot.rank_at, base, canvas.language:number(row.rank), "tick", "end")
    .. canvas:lines(plot.rank_at + 8, base, LEADING, plot.names.lines[i],
      data.highlighted[row.key] and "name" or "label")
end

-- Returns the bar with its name and value, and where the next row begins.
local function draw_row(canvas, data, plot, i, y)
  local row = data.rows[i]
  local zero, at = plot.x(0), plot.x(row.value)
  local height, base, middle = places_in(plot, i, y)
  local class = data.highlighted[row.key] and "strong" or next(data.highlighted) and "quiet"
    or "bar"
  local value_at = row.value < 0 and at - BETWEEN or math.max(at, zero) + BETWEEN
  local shapes = canvas:rect({ x = canvas.left, y = y, width = canvas.right - canvas.left,
    height = height }, "hover") .. draw_name(canvas, data, plot, i, base)
    .. canvas:rect({ x = math.min(zero, at), y = middle - THICK / 2, width = math.abs(at - zero),
      height = THICK }, class)
  if plot.names.are_above then
    shapes = shapes .. canvas:line(zero, middle - THICK / 2, zero, middle + THICK / 2, "zero")
  end
  shapes = shapes .. canvas:text(value_at, middle + 4, data.number_format:label(row.value),
    "label", row.value < 0 and "end" or nil)
  return canvas:point(shapes, row.label .. ", " .. canvas.language:period(data.period),
    data.number_format:value(row.value)), y + height
end

-- Stands for the rows that are left out.
local ELLIPSIS = "\226\139\174"

local function draw(canvas, data, top)
  if #data.rows == 0 then
    return canvas:text(canvas.left, top + 14, canvas.phrases.nothing, "label"), top + 20
  end
  local plot, parts, y = layout(canvas, data), {}, top
  for i, row in ipairs(data.rows) do
    if row.is_apart then
      parts[#parts + 1] = canvas:text(plot.rank_at, y + 12, ELLIPSIS, "tick", "end")
      y = y + 18
    end
    parts[#parts + 1], y = draw_row(canvas, data, plot, i, y)
  end
  -- names above the bars would be struck through: there each bar has a line of its own
  local zero = plot.names.are_above and "" or canvas:line(plot.x(0), top, plot.x(0), y, "zero")
  return table.concat(parts, "\n") .. zero, y
end

--- The plan of a bar chart.
---@param panel urssaf.Panel
---@param canvas urssaf.chart.Canvas
---@return urssaf.chart.Plan?
---@return urssaf.Error? err kind `none`
function bars.plan(panel, canvas)
  local data, err = data_of(panel, canvas)
  if not data then return nil, err end
  return plans.new(panel, canvas, {
    title = titles.at_once(data.series, data.period, canvas.language, data.common),
    subtitle = titles.unit(data.number_format.kind, canvas) or "",
    notes = footnotes.at_once(data.notes, canvas),
    description = description.at_once(canvas, canvas.phrases.bars, data.rows, data.number_format),
    draw = function(top) return draw(canvas, data, top) end,
  })
end

return bars
