--- `urssaf chart`: lines over time, as a picture or in the terminal.
local labels = require "urssaf.cli.labels"
local language = require "urssaf.language"
local selection = require "urssaf.cli.selection"
local options = require "urssaf.cli.options"

local command_chart = {
  name = "chart",
  summary = "a line chart (SVG with -o, else bars in the terminal)",
  examples = { "urssaf chart 38 -o isere.svg",
    "urssaf chart Isère Rhône France --index 2019 -o growth.svg" },
  formats = { "table", "svg" },
}

function command_chart.configure(command)
  options.places(command)
  options.measures(command, true)
  options.time(command)
  options.transforms(command)
  command:flag "--multiples":description "A small chart for each series, in place of one."
  options.data(command)
end

-- One series as bars, a row for each period.
local function bars_of(s, panel, context)
  local words, rows = context.words, {}
  for i, name in ipairs(s.periods) do rows[i] = { name, s.values[i], s.values[i] } end
  local place = labels.place(s.key, words, panel.notes)
  return { title = place .. words.colon .. labels.measure(s, words),
    columns = {
      { name = "period", label = words.code == "fr" and "Période" or "Period", kind = "period" },
      { name = s.measure, label = words:unit_of(s) or "", kind = "number",
        unit = words:kind(s), is_change = language.is_change(s) },
      { name = "bar", label = "", kind = "bar" },
    }, rows = rows, notes = panel.notes, source = panel.source }
end

local function sparklines_of(panel, context)
  local words, rows = context.words, {}
  for i, s in ipairs(panel.series) do
    local last, at = s:last()
    rows[i] = { labels.place(s.key, words, panel.notes), labels.measure(s, words),
      { values = s.values, size = #s.periods }, at, labels.value(last, s, words) }
  end
  return { columns = {
      { name = "place", label = "", kind = "text" },
      { name = "measure", label = "", kind = "text" },
      { name = "line", label = "", kind = "line" },
      { name = "period", label = "", kind = "period" },
      { name = "value", label = "", kind = "amount" },
    }, rows = rows, notes = panel.notes, source = panel.source }
end

function command_chart.run(given, context)
  local panel, err = context.panel()
  if panel then panel, err = selection.select_one(panel, given) end
  if not panel then return nil, err end
  if context.format == "svg" then
    local chart = require "urssaf.chart"
    local draw = given.multiples and chart.multiples or chart.line
    return { text = draw(panel, { lang = context.words.code }) }
  end
  if #panel.series == 1 then return bars_of(panel.series[1], panel, context) end
  return sparklines_of(panel, context)
end

return command_chart
