--- `urssaf compare`: places side by side, in their first and last period.
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.cli.options"
local tables = require "urssaf.base.tables"

local additivity = lazy "urssaf.domain.additivity"
local caveats = lazy "urssaf.panel.caveats"
local errors = lazy "urssaf.base.errors"
local labels = lazy "urssaf.cli.labels"
local marks = lazy "urssaf.cli.marks"
local missing_notes = lazy "urssaf.cli.missing_notes"
local period = lazy "urssaf.domain.period"
local pseudo_notes = lazy "urssaf.panel.pseudo_notes"
local pseudo_units = lazy "urssaf.domain.pseudo_units"
local results = lazy "urssaf.cli.result"
local selection = lazy "urssaf.cli.selection"
local series_chart = lazy "urssaf.cli.series_chart"

local compare = {
  name = "compare",
  summary = "compare places: first and last value, change, shape",
  examples = { "urssaf compare Isère Rhône France -m economiquement_actifs --from 2019-Q4" },
  formats = { "table", "csv", "json", "md", "svg" },
}

local PHRASES = {
  fr = { change = "Variation", growth = "Évolution", shape = "Allure",
    ranges = "Allure, du plus bas au plus haut : %s.", between = "\194\160; " },
  en = { change = "Change", growth = "Growth", shape = "Shape",
    ranges = "Shape, from the lowest to the highest: %s.", between = "; " },
}

function compare.configure(command)
  options.series(command, false)
  options.transforms(command)
  options.sums(command)
  options.data(command)
end

-- The positions that are compared: by default the last period and the one a year before.
local function ends_of(panel, given)
  local last = #panel.periods
  if given.from or given.to then return 1, last end
  return math.max(1, last - period.A_YEAR[panel.frequency]), last
end

local function columns_of(panel, marked, statuses, language, first, last)
  local phrases, s = PHRASES[language.code], panel.series[1]
  local function value_column(name, i)
    local period_name = panel.periods[i]
    return labels.column(s, language, name,
      language:period(period_name) .. (marked.of_period[period_name] or ""))
  end
  local columns = tables.append({
    { name = "code", label = "Code", kind = "text" },
    labels.place_column(s, language),
    labels.measure_column(), { name = "from", kind = "detail" }, { name = "to", kind = "detail" },
    value_column("value_from", first), value_column("value_to", last),
    { name = "change", label = phrases.change, kind = "number", is_change = true,
      unit = language:kind_of_change(s) },
    -- the growth of a share or a rate is the change, in points
    { name = "growth", label = phrases.growth, unit = "1", is_change = true,
      kind = additivity.grows_in_points(s) and "detail" or "number" },
    { name = "shape", label = phrases.shape, kind = "line" },
  }, labels.facts_columns())
  return tables.append(columns, statuses)
end

-- The series that are compared, and whether pseudo-units beside them are not. Those that were asked
-- for by name, or by themselves, are.
local function compared(panel, is_named)
  local units, pseudo = pseudo_units.split(panel.series)
  if is_named or #units == 0 then return panel.series, false end
  return units, #pseudo > 0
end

-- The row of a series, and the notes of its change or growth.
local function row_of(s, panel, status_of, language, first, last)
  local change = s:change(last - first)
  local growth = not additivity.grows_in_points(s) and s:growth(last - first) or nil
  local unit, transform = labels.facts(s)
  return { labels.code(s.key), language:place_of(s, panel.notes), s.measure,
    panel.periods[first], panel.periods[last], s.values[first], s.values[last],
    change.values[last], growth and growth.values[last],
    { values = s.values, size = #s.periods }, unit, transform, status_of(s, first),
    status_of(s, last) }, (growth or change).notes or {}
end

-- What the shapes go from and to, in one line; none if none has a shape.
local function range_lines(series, panel, language)
  local parts = {}
  for _, s in ipairs(series) do
    local range = labels.range(s, language)
    if range ~= "" then
      parts[#parts + 1] = ("%s %s"):format(language:place_of(s, panel.notes), range)
    end
  end
  local phrases = PHRASES[language.code]
  return #parts > 0 and { phrases.ranges:format(table.concat(parts, phrases.between)) } or {}
end

-- Lets the notes be about the periods that are compared, and what is missing there.
local function narrow_notes(panel, whole, given, from, to)
  local select = selection.series_of_measure
  panel.notes = selection.notes_at(select, whole, given, panel, from, to)
  missing_notes.add(select, whole, given, panel, from, to)
end

function compare.run(given, context)
  local panel, err, whole = context.panel(selection.series_of_measure)
  if not panel then return nil, err end
  if context.format == "svg" then return series_chart.of(context, panel, given) end
  local series, has_pseudo = compared(panel, #given.place > 0)
  local first, last = ends_of(panel, given)
  if first >= last then
    return errors.fail("usage", "there is only one period: choose two with --from and --to")
  end
  narrow_notes(panel, whole, given, panel.periods[first], panel.periods[last])
  local language, rows = context.language, {}
  local notes = panel.notes
  if has_pseudo then notes = caveats.add(notes, pseudo_notes.left_out(panel.series, last)) end
  local status_from, status_of = labels.status_column(panel, "status_from")
  for i, s in ipairs(series) do
    local row, row_notes = row_of(s, panel, status_of, language, first, last)
    if not context.is_for_machines and next(s.key) then row[1] = labels.place_code(s.key) end
    rows[i], notes = row, caveats.add(notes, row_notes)
  end
  local marked = marks.of(panel, language, function(i) return i == first or i == last end)
  if context.is_for_machines then marked.ids = {} end
  return results.new { panel = panel, title = labels.measure(panel.series[1], language),
    columns = columns_of(panel, marked, { status_from, { name = "status_to", kind = "detail" } },
      language, first, last), rows = rows, marks = marked.sentences,
    lines = range_lines(series, panel, language),
    notes = marks.others(caveats.at(notes, panel.series, panel.periods[last],
      panel.periods[first]), marked) }
end

return compare
