--- `urssaf chart`: lines over time, as SVG or in block characters.
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.cli.options"
local tables = require "urssaf.base.tables"

local labels = lazy "urssaf.cli.labels"
local marks = lazy "urssaf.cli.marks"
local missing_notes = lazy "urssaf.cli.missing_notes"
local results = lazy "urssaf.cli.result"
local selection = lazy "urssaf.cli.selection"
local series_chart = lazy "urssaf.cli.series_chart"

local chart = {
  name = "chart",
  summary = "draw a line chart (SVG with -o, else bars in the terminal)",
  examples = { "urssaf chart 38 -o isere.svg",
    "urssaf chart Isère Rhône France --index 2019 -o growth.svg" },
  formats = { "table", "svg" },
}

local PHRASES = {
  fr = { measure = "Mesure", shape = "Allure", range = "Étendue", last = "Dernière",
    value = "Valeur" },
  en = { measure = "Measure", shape = "Shape", range = "Range", last = "Last",
    value = "Value" },
}

function chart.configure(command)
  options.series(command, true)
  options.transforms(command)
  command:flag "--multiples":description "Draw a small chart for each series."
  options.sums(command)
  options.provisional(command)
  options.data(command)
end

-- A bar for each period.
local function bars_of(s, panel, language)
  local rows, marked = {}, marks.of(panel, language)
  for i, name in ipairs(s.periods) do rows[i] = { name, s.values[i], s.values[i] } end
  return results.new { panel = panel, rows = rows, marks = marked.sentences,
    notes = marks.others(panel.notes, marked),
    title = labels.place(s, language, panel.notes) .. language.colon
      .. labels.measure(s, language),
    columns = {
      labels.period_column(language, marked),
      labels.column(s, language, s.measure, language:unit_of(s) or ""),
      { name = "bar", label = "", kind = "bar" },
    } }
end

-- A sparkline and the last value for each series.
local function sparklines_of(panel, language)
  local rows, phrases, is_last = {}, PHRASES[language.code], {}
  local positions = tables.positions(panel.periods)
  for i, s in ipairs(panel.series) do
    local last, at = s:last()
    is_last[positions[at] or 0] = true
    rows[i] = { labels.place(s, language, panel.notes), labels.measure(s, language),
      { values = s.values, size = #s.periods }, labels.range(s, language, true), at,
      labels.value(last, s, language) }
  end
  local marked = marks.with_others(panel, language, function(i) return is_last[i] or false end)
  return results.new { panel = panel, rows = rows, marks = marked.sentences,
    notes = marks.others(panel.notes, marked),
    columns = {
      labels.place_column(panel.series[1], language),
      { name = "measure", label = phrases.measure, kind = "text" },
      { name = "line", label = phrases.shape, kind = "line" },
      { name = "range", label = phrases.range, kind = "text" },
      { name = "period", label = phrases.last, kind = "period", marks = marked.of_period },
      { name = "value", label = phrases.value, kind = "amount" },
    } }
end

function chart.run(given, context)
  local panel, err, whole = context.panel(selection.series_of_measure)
  if not panel then return nil, err end
  missing_notes.of_span(selection.series_of_measure, whole, given, panel)
  if context.format == "svg" then
    return series_chart.of(context, panel, given)
  end
  if #panel.series == 1 then return bars_of(panel.series[1], panel, context.language) end
  return sparklines_of(panel, context.language)
end

return chart
