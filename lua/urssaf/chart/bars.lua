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
  for _, row in ipairs(rows) do row.label = titles.place(row, panel, language) end
  return { rows = rows, highlighted = highlighted, series = s, period = all.period,
    number_format = number_formats.of(language, s), notes = all.notes or {} }
end

-- ------------------------------------------------------------------ bars

local FONT_SIZE, ROW, THICK, BETWEEN = 12, 23, 15, 6

-- The extent of the values and zero.
local function range_of(rows)
  local low, high = 0, 0
  for _, row in ipairs(rows) do
    low, high = math.min(low, row.value), math.max(high, row.value)
  end
  return low, high
end

-- Columns from left to right: ranks, names, bars with a value at either end. Returns where ranks
-- and names stand and the scale of the bars.
local function layout(canvas, data)
  local low, high = range_of(data.rows)
  local function widest(text_of)
    return text_layout.widest(tables.map(data.rows, text_of), FONT_SIZE)
  end
  local rank_room = widest(function(row) return canvas.language:number(row.rank) end) + 8
  local name_room = math.min(widest(function(row) return row.label end),
    (canvas.right - canvas.left) * 0.4)
  local value_room = widest(function(row) return data.number_format:label(row.value) end) + BETWEEN
  local has_right = tables.find(data.rows, function(row) return row.value >= 0 end)
  local from = canvas.left + rank_room + name_room + 8 + (low < 0 and value_room or 0)
  local to = canvas.right - (has_right and value_room or 0)
  if low == high then low, high = 0, 1 end
  return { rank_at = canvas.left + rank_room - 8, name_room = name_room,
    x = scale.linear({ low = low, high = high }, from, to) }
end

local function draw_bar(canvas, data, plot, row, y)
  local zero, at, is_highlighted = plot.x(0), plot.x(row.value), data.highlighted[row.key]
  local class = is_highlighted and "strong" or next(data.highlighted) and "quiet" or "bar"
  local value_at = row.value < 0 and at - BETWEEN or math.max(at, zero) + BETWEEN
  local middle = y + ROW / 2
  local name = text_layout.shorten(row.label, plot.name_room, FONT_SIZE)
  local shapes = canvas:rect({ x = canvas.left, y = y, width = canvas.right - canvas.left,
    height = ROW }, "hover")
    .. canvas:text(plot.rank_at, middle + 4, canvas.language:number(row.rank), "tick", "end")
    .. canvas:text(plot.rank_at + 8, middle + 4, name, is_highlighted and "name" or "label")
    .. canvas:rect({ x = math.min(zero, at), y = middle - THICK / 2, width = math.abs(at - zero),
      height = THICK }, class)
    .. canvas:text(value_at, middle + 4, data.number_format:label(row.value), "label",
      row.value < 0 and "end" or nil)
  return canvas:point(shapes, row.label .. ", " .. canvas.language:period(data.period),
    data.number_format:value(row.value))
end

-- Stands for the rows that are left out.
local ELLIPSIS = "\226\139\174"

local function draw(canvas, data, top)
  if #data.rows == 0 then
    return canvas:text(canvas.left, top + 14, canvas.phrases.nothing, "label"), top + 20
  end
  local plot, parts, y = layout(canvas, data), {}, top
  for _, row in ipairs(data.rows) do
    if row.is_apart then
      parts[#parts + 1] = canvas:text(plot.rank_at, y + 12, ELLIPSIS, "tick", "end")
      y = y + 18
    end
    parts[#parts + 1] = draw_bar(canvas, data, plot, row, y)
    y = y + ROW
  end
  local zero = canvas:line(plot.x(0), top, plot.x(0), y, "zero")
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
    title = titles.at_once(data.series, data.period, canvas.language),
    subtitle = titles.unit(data.number_format.kind, canvas) or "",
    notes = footnotes.at_once(data.notes, canvas),
    description = description.at_once(canvas, canvas.phrases.bars, data.rows, data.number_format),
    draw = function(top) return draw(canvas, data, top) end,
  })
end

return bars
