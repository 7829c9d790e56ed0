--- How figures were revised: for each period the first figure and the latest one as lines, and
-- below them, on the same time axis, by how much they differ.
--
-- The lines tell whether a revision matters for the level; the bars its size, its direction, and
-- whether revisions go one way.
local additivity = require "urssaf.domain.additivity"
local description = require "urssaf.chart.description"
local errors = require "urssaf.base.errors"
local footnotes = require "urssaf.chart.footnotes"
local line = require "urssaf.chart.line"
local number_formats = require "urssaf.chart.number_format"
local panels = require "urssaf.panel"
local period = require "urssaf.domain.period"
local plans = require "urssaf.chart.plan"
local scale = require "urssaf.chart.scale"
local tables = require "urssaf.base.tables"
local text_layout = require "urssaf.chart.text_layout"
local titles = require "urssaf.chart.titles"
local value_axis = require "urssaf.chart.value_axis"

local revisions = {}

---@class urssaf.chart.RevisionsData : urssaf.chart.LineData what a chart of revisions shows
---@field changes urssaf.Series by how much the latest figures differ from the first ones
---@field change_format urssaf.chart.NumberFormat of these
---@field change_axis urssaf.chart.ValueAxis
---@field change_title string

-- ------------------------------------------------------------------ the series

-- The first and the latest figure of a period; nil where a single publication has one.
local function ends_of(row, count)
  local first, last
  for k = 1, count do
    if row.values[k] ~= nil then
      first, last = first or k, k
    end
  end
  if first ~= last then return row.values[first], row.values[last] end
end

-- Whether all changes can be told in per cent: not those of rates, nor from zero or below.
local function is_relative(found, s)
  if additivity.grows_in_points(s) then return false end
  return not tables.find(found.rows, function(row)
    local first = ends_of(row, #found.publications)
    return first ~= nil and first <= 0
  end)
end

local function change(first, latest, in_per_cent)
  if first == nil then return nil end
  return in_per_cent and latest / first - 1 or latest - first
end

-- What was revised long ago has its figures before it for some years; the years before these, in
-- which all publications agree, are left out.
local YEARS_BEFORE, LEAST_YEARS = 1, 4

-- The position of the first row that is drawn.
local function first_shown(found)
  local a_year, count = period.A_YEAR[found.frequency], #found.publications
  local last = #found.rows - LEAST_YEARS * a_year + 1
  for i, row in ipairs(found.rows) do
    local from, to = ends_of(row, count)
    if from ~= to then return math.max(1, math.min(i - YEARS_BEFORE * a_year, last)) end
  end
  return math.max(1, last)
end

-- The series of the first figures, of the latest ones, and of their differences.
local function series_of(found)
  local count, periods = #found.publications, tables.map(found.rows, function(row)
    return row.period
  end)
  local function new(transform, own)
    return setmetatable({ measure = found.measure, key = found.key, frequency = found.frequency,
      periods = periods, values = {}, transform = transform, unit = own },
      panels.series_of(found.dataset))
  end
  local first, latest = new(), new()
  local in_per_cent = is_relative(found, latest)
  local changes = in_per_cent and new("growth(1)", "1")
    or new("change(1)", additivity.unit_of_change(additivity.unit(latest)))
  for i, row in ipairs(found.rows) do
    local from, to = ends_of(row, count)
    first.values[i] = from
    latest.values[i] = to == nil and row.values[count] or to
    changes.values[i] = change(from, to, in_per_cent)
  end
  return first, latest, changes
end

-- ------------------------------------------------------------------ the sentences

-- The last period of the oldest publication, whose older figures may have been revised before.
local function oldest_note(found, canvas)
  local oldest, language = found.publications[1], canvas.language
  local day = language:day(oldest.published)
  return canvas.phrases.before_oldest:format(language:period(oldest.last),
    day and (" (%s)"):format(day) or "")
end

-- How many figures were revised, and by how much at most.
local function summary(changes, format, canvas)
  local count, revised, most = 0, 0, nil
  for i = 1, #changes.periods do
    local value = changes.values[i]
    if value ~= nil then count = count + 1 end
    if value ~= nil and value ~= 0 then
      revised = revised + 1
      if not most or math.abs(value) > math.abs(changes.values[most]) then most = i end
    end
  end
  local language, phrases = canvas.language, canvas.phrases
  if not most then return phrases.none_revised:format(language:number(count)) end
  return phrases.revised:format(language:number(revised), language:number(count),
    format:value(changes.values[most]), language:period(changes.periods[most]))
end

-- ------------------------------------------------------------------ the differences

local FONT_SIZE, LEADING, ABOVE, HEIGHT, PART = 12, 15, 14, 84, 0.6

local function draw_bars(canvas, data, plot)
  local thick = math.max(1, math.min(plot.time.slot * PART, 12))
  local zero, parts = plot.y(0), {}
  for i, name in ipairs(data.changes.periods) do
    local value = data.changes.values[i]
    if value ~= nil then
      local at, x, slot = plot.y(value), plot.x(i), plot.time.slot
      parts[#parts + 1] = canvas:point(canvas:rect({ x = x - slot / 2, y = plot.top, width = slot,
        height = plot.bottom - plot.top }, "hover")
        .. canvas:rect({ x = x - thick / 2, y = math.min(at, zero), width = thick,
          height = math.abs(at - zero) }, "strong"),
        canvas.phrases.revision_at:format(canvas.language:period(name)),
        data.change_format:value(value))
    end
  end
  return table.concat(parts, "\n")
end

-- The differences below the lines, whose plot they share the time axis of; and their bottom.
local function draw_changes(canvas, data, above, top)
  local heading = text_layout.wrap(data.change_title, canvas.right - canvas.left, FONT_SIZE, true)
  local plot = { time = above.time, x = above.x, left = above.left, right = above.right }
  plot.top = top + #heading * LEADING + ABOVE
  plot.bottom = plot.top + HEIGHT
  plot.y = scale.linear(data.change_axis, plot.bottom, plot.top)
  return table.concat({
    canvas:lines(canvas.left, top + FONT_SIZE + 4, LEADING, heading, "name"),
    value_axis.draw(canvas, data.change_axis, plot.y, plot.left, plot.right),
    draw_bars(canvas, data, plot),
  }, "\n"), plot.bottom + 6
end

local function draw(canvas, data, top)
  local lines, bottom, plot = line.draw(canvas, data, top)
  local changes
  changes, bottom = draw_changes(canvas, data, plot, bottom)
  return lines .. "\n" .. changes, bottom
end

-- ------------------------------------------------------------------ the plan

-- What the lines are called: the first figures, the publication of the latest ones.
local function names_of(found, canvas)
  local day = canvas.language:day(found.publications[#found.publications].published)
  return { canvas.phrases.first_figures,
    day and canvas.phrases.published:format(day) or canvas.phrases.latest_figures }
end

local INTERVALS = 3

local function add_changes(data, changes, canvas)
  local format = number_formats.of(canvas.language, changes)
  format.decimals = 2
  data.changes, data.change_format = changes, format
  data.change_axis = value_axis.new(scale.extent { changes }, format, INTERVALS)
  data.change_title = canvas.phrases.difference:format(
    (titles.unit(format.kind, canvas) or ""):gsub("^%u", string.lower))
  data.gutter = value_axis.width(data.change_axis)
  return data
end

-- By how much at most, among all figures; and which of them are not drawn.
local function notes_of(found, data, all, canvas)
  local list = { summary(all, data.change_format, canvas), oldest_note(found, canvas) }
  local first = data.list[1].periods[1]
  if first ~= found.rows[1].period then
    list[3] = canvas.phrases.same_before:format(canvas.language:period(first))
  end
  return list
end

local function data_of(found, panel, all, canvas)
  local format = number_formats.of(canvas.language, panel.series[1])
  local marks, notes = footnotes.over_time(panel, panel.series, canvas)
  local data = add_changes({ list = panel.series, number_format = format, marks = marks,
    names = names_of(found, canvas), has_legend = true,
    axis = value_axis.new(scale.extent(panel.series), format, canvas.width < 500 and 5 or 6) },
    all:slice(panel.periods[1], panel.periods[#panel.periods]), canvas)
  data.notes = tables.append(notes_of(found, data, all, canvas), notes)
  return data
end

local function check(found)
  if type(found) ~= "table" or type(found.publications) ~= "table"
    or type(found.rows) ~= "table" then
    errors.misuse("revisions expected, got %s",
      type(found) == "table" and "another table" or type(found))
  end
end

-- The panel of both lines: the latest figures are drawn on top, and so come last.
local function panel_of(found, first, latest)
  return panels.of { dataset = found.dataset, frequency = found.frequency, periods = latest.periods,
    source = found.source, notes = found.notes, series = { first, latest } }:filter {
      from = found.rows[first_shown(found)].period }
end

--- The plan of a chart of revisions.
---@param found urssaf.Revisions
---@param canvas urssaf.chart.Canvas
---@return urssaf.chart.Plan?
---@return urssaf.Error? err kind `none`: no figure is in two publications
function revisions.plan(found, canvas)
  check(found)
  local first, latest, changes = series_of(found)
  if not scale.extent { first } then
    return errors.fail("none", "there is nothing to draw: no figure is in two publications yet",
      { about = "vintages" })
  end
  local panel = panel_of(found, first, latest)
  local data = data_of(found, panel, changes, canvas)
  return plans.new(panel, canvas, { notes = data.notes,
    title = canvas.phrases.revisions_of:format(titles.title(panel, canvas.language)),
    subtitle = titles.subtitle(panel, canvas, data.number_format.kind,
      value_axis.remark(data.axis, canvas)),
    description = description.over_time(canvas, canvas.phrases.revisions, data.list, data.names,
      function() return data.number_format end) .. " " .. data.notes[1],
    draw = function(top) return draw(canvas, data, top) end,
  })
end

return revisions
