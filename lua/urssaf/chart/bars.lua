--- Bars for a ranking: one below the other, the value at the end of each.
local number_format = require "urssaf.chart.number_format"
local description = require "urssaf.chart.description"
local extent = require "urssaf.chart.extent"
local highlight = require "urssaf.chart.highlight"
local footnotes = require "urssaf.chart.footnotes"
local scale = require "urssaf.chart.scale"
local selection = require "urssaf.panel.selection"
local titles = require "urssaf.chart.titles"
local text_layout = require "urssaf.chart.text_layout"

local bars = {}

local SIZE, ROW, THICK, BETWEEN = 12, 23, 15, 6

local function rank_options(options)
  local given = {}
  for _, name in ipairs { "measure", "at", "by", "descending", "unclassified", "missing", "how" } do
    given[name] = options[name]
  end
  return given
end

-- The first rows, and those below that are to be seen.
local function shown_rows(all, most, is_strong)
  local rows = {}
  for i, row in ipairs(all) do
    if i <= most or is_strong[row.key] then
      row.is_apart = i > most and #rows == most
      rows[#rows + 1] = row
    end
  end
  return rows
end

-- The units of the ranking, and those of the panel that have no value in it.
local function keys_of(panel, rows, by)
  local keys = {}
  for i, row in ipairs(rows) do keys[i] = row.key end
  for _, s in ipairs(by == nil and panel.series or {}) do keys[#keys + 1] = s.key end
  return keys
end

local function look_at(panel, sheet)
  titles.check(panel, math.huge, "")
  local options, language = sheet.options, sheet.language
  local all = panel:rank(rank_options(options))
  local is_strong = highlight.of(options.highlight, keys_of(panel, all, options.by))
  local measure = selection.measure(panel, options.measure)
  local s = panel:filter { measure = measure }.series[1]
  local rows = shown_rows(all, options.n or #all, is_strong)
  for _, row in ipairs(rows) do row.label = text_layout.bounded(language:place(row.key, panel.notes)) end
  return { rows = rows, is_strong = is_strong, series = s, amounts = number_format.of(language, s),
    period = all.period, notes = all.notes or {}, has_strong = next(is_strong) ~= nil }
end

local function range_of(rows)
  local low, high = 0, 0
  for _, row in ipairs(rows) do
    low, high = math.min(low, row.value), math.max(high, row.value)
  end
  return low, high
end

local function widest(list, size)
  local most = 0
  for _, said in ipairs(list) do most = math.max(most, text_layout.width(said, size)) end
  return most
end

-- Where names end, and between which coordinates the bars have room, their values beside them.
local function layout(sheet, look)
  local names, values, ranks = {}, {}, {}
  local low, high = range_of(look.rows)
  local has_right = false
  for i, row in ipairs(look.rows) do
    has_right = has_right or row.value >= 0
    names[i], values[i] = row.label, look.amounts:label(row.value)
    ranks[i] = sheet.language:number(row.rank)
  end
  local rank_room = widest(ranks, SIZE) + 8
  local name_room = math.min(widest(names, SIZE), (sheet.right - sheet.left) * 0.4)
  local value_room = widest(values, SIZE) + BETWEEN
  local left = sheet.left + rank_room + name_room + 8
  local from = left + (low < 0 and value_room or 0)
  local to = sheet.right - (has_right and value_room or 0)
  if low == high then low, high = 0, 1 end
  return { rank_at = sheet.left + rank_room - 8, name_room = name_room, left = left,
    x = scale.linear({ low = low, high = high }, from, to) }
end

local function draw_bar(sheet, look, plot, row, y)
  local zero, at = plot.x(0), plot.x(row.value)
  local class = not look.has_strong and "bar" or look.is_strong[row.key] and "strong" or "quiet"
  local label_at = row.value < 0 and at - BETWEEN or math.max(at, zero) + BETWEEN
  local middle = y + ROW / 2
  local shapes = sheet:element("rect", "hover", { x = sheet.left, y = y, height = ROW,
    width = sheet.right - sheet.left })
    .. sheet:text(plot.rank_at, middle + 4, sheet.language:number(row.rank), "tick", "end")
    .. sheet:text(plot.rank_at + 8, middle + 4,
      text_layout.shorten(row.label, plot.name_room, SIZE), look.is_strong[row.key] and "name" or "label")
    .. sheet:element("rect", class, { x = math.min(zero, at), y = middle - THICK / 2,
      width = math.abs(at - zero), height = THICK })
    .. sheet:text(label_at, middle + 4, look.amounts:label(row.value), "label",
      row.value < 0 and "end" or nil)
  return sheet:point(shapes, row.label .. ", " .. sheet.language:period(look.period),
    look.amounts:value(row.value))
end

local function draw(sheet, look, top)
  if #look.rows == 0 then return sheet:text(sheet.left, top + 14, sheet.words.nothing, "label"),
    top + 20 end
  local plot, parts, y = layout(sheet, look), {}, top
  for _, row in ipairs(look.rows) do
    if row.is_apart then
      parts[#parts + 1] = sheet:text(plot.rank_at, y + 12, "\226\139\174", "tick", "end")
      y = y + 18
    end
    parts[#parts + 1] = draw_bar(sheet, look, plot, row, y)
    y = y + ROW
  end
  local zero = sheet:line(plot.x(0), top, plot.x(0), y, "zero")
  return table.concat(parts, "\n") .. zero, y
end

--- The plan of a bar chart.
---@param panel urssaf.Panel
---@param sheet urssaf.chart.Sheet
---@return urssaf.chart.Plan
function bars.plan(panel, sheet)
  local look = look_at(panel, sheet)
  local language = sheet.language
  extent.of({ look.series })
  local title = ("%s, %s"):format(language:title(look.series), language:period(look.period))
  return {
    title = title, notes = footnotes.at_once(look.notes, sheet),
    subtitle = sheet.words.unit[look.amounts.kind or ""] or "",
    source = footnotes.source(panel, sheet),
    description = description.at_once(sheet, sheet.words.bars, look.rows, look.amounts),
    draw = function(_, top) return draw(sheet, look, top) end,
  }
end

return bars
