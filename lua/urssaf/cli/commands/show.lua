--- `urssaf show`: series as columns, a row for each period; for machines a row for each value.
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.cli.options"
local tables = require "urssaf.base.tables"

local blocks = lazy "urssaf.cli.blocks"
local estimate_notes = lazy "urssaf.cli.estimate_notes"
local labels = lazy "urssaf.cli.labels"
local marks = lazy "urssaf.cli.marks"
local missing_notes = lazy "urssaf.cli.missing_notes"
local results = lazy "urssaf.cli.result"
local selection = lazy "urssaf.cli.selection"
local series_chart = lazy "urssaf.cli.series_chart"
local text = lazy "urssaf.cli.text"

local show = {
  name = "show",
  summary = "print the series of a département, a region or France, period by period",
  examples = { "urssaf show 75 --measure economiquement_actifs --from 2024-Q1",
    "urssaf show PACA Bretagne -m immatriculations --growth --format csv" },
  formats = { "table", "csv", "json", "md", "svg" },
}

-- How many periods people are shown if they name none: of months a year, and before it the month
-- with which the last one compares.
local USUAL_PERIODS = { month = 13, quarter = 12, year = 12 }

local PHRASES = {
  fr = { part = "Les %d dernières périodes sur %d%s ; --from %s les montre toutes.",
    lines = " (courbes\194\160: %s)" },
  en = { part = "The last %d of %d periods%s; --from %s shows all.", lines = " (lines: %s)" },
}

-- How wide a sparkline may be.
local LONGEST, SHORTEST = 60, 8

function show.configure(command)
  options.series(command, true)
  options.transforms(command)
  options.sums(command)
  options.provisional(command)
  options.data(command)
end

local function rows_of(panel, first)
  local rows = {}
  for i = first, #panel.periods do
    local row = { panel.periods[i] }
    for c, s in ipairs(panel.series) do row[c + 1] = s.values[i] end
    rows[#rows + 1] = row
  end
  return rows
end

-- A line for each series with a shape: its sparkline, its name and what it goes from and to.
local function sparklines(panel, columns, language, width)
  local lines, names, widest = {}, {}, 0
  for i, s in ipairs(panel.series) do
    local range = labels.range(s, language)
    names[i] = range ~= "" and columns[i].label .. language.colon .. range or nil
    widest = math.max(widest, text.length(names[i] or ""))
  end
  local room = math.max(math.min(width - widest - 1, LONGEST), SHORTEST)
  for i, s in ipairs(panel.series) do
    if names[i] then
      lines[#lines + 1] = blocks.sparkline(s.values, #s.periods, room) .. " " .. names[i]
    end
  end
  return lines
end

local function first_row(panel, given)
  if given.from or given.to then return 1 end
  return math.max(1, #panel.periods - USUAL_PERIODS[panel.frequency] + 1)
end

-- Lets the notes be about the periods that are shown.
local function narrow_notes(panel, whole, given, first)
  local from = panel.periods[first]
  if first > 1 then
    panel.notes = selection.notes_over(selection.series, whole, given, panel, from,
      panel.periods[#panel.periods])
  end
  local before = panel.notes
  missing_notes.of_span(selection.series, whole, given, panel, from)
  -- a last year may be one that is not over
  if given.annual and panel.notes == before then
    missing_notes.add(selection.series, whole, given, panel, panel.periods[#panel.periods])
  end
end

-- That the table has some of the periods, and the lines all of them.
local function part_text(panel, first, language, has_lines)
  local phrases, size = PHRASES[language.code], #panel.periods
  local of_lines = has_lines and phrases.lines:format(language:period(panel.periods[1])
    .. language.to .. language:period(panel.periods[size])) or ""
  return phrases.part:format(size - first + 1, size, of_lines, panel.periods[1]:sub(1, 4))
end

local function table_of(panel, context, given, whole)
  local language, first = context.language, first_row(panel, given)
  narrow_notes(panel, whole, given, first)
  local columns = labels.columns(panel, language)
  local lines = context.format == "table" and sparklines(panel, columns, language, context.width)
    or {}
  if first > 1 then lines[#lines + 1] = part_text(panel, first, language, #lines > 0) end
  local marked = marks.of(panel, language, function(i) return i >= first end)
  table.insert(columns, 1, labels.period_column(language, marked))
  return results.new { panel = panel, title = labels.title(panel, language), columns = columns,
    rows = rows_of(panel, first), lines = lines, marks = marked.sentences,
    notes = marks.others(panel.notes, marked) }
end

-- The same columns whatever the series are.
local function for_machines(panel, context, given, whole)
  local language, rows = context.language, {}
  missing_notes.of_span(selection.series, whole, given, panel)
  local columns = tables.append({ labels.period_column(language), { name = "code", kind = "text" },
    { name = "place", kind = "text" }, labels.measure_column(), { name = "value", kind = "number" },
  }, labels.facts_columns())
  local status, status_of = labels.status_column(panel, "status")
  columns[#columns + 1] = status
  for _, s in ipairs(panel.series) do
    local code, place = labels.code(s.key), language:place_of(s, panel.notes)
    local unit, transform = labels.facts(s)
    for i, name in ipairs(panel.periods) do
      rows[#rows + 1] = { name, code, place, s.measure, s.values[i], unit, transform,
        status_of(s, i) }
    end
  end
  return results.new { panel = panel, title = labels.title(panel, language), columns = columns,
    rows = rows, notes = estimate_notes.added(panel, panel.periods) }
end

function show.run(given, context)
  local panel, err, whole = context.panel(selection.series)
  if not panel then return nil, err end
  if context.format == "svg" then return series_chart.of(context, panel, given) end
  return (context.is_for_machines and for_machines or table_of)(panel, context, given, whole)
end

return show
