--- `urssaf compare`: places side by side, what they were and what they are.
local additivity = require "urssaf.domain.additivity"
local caveats = require "urssaf.panel.caveats"
local errors = require "urssaf.base.errors"
local labels = require "urssaf.cli.labels"
local language = require "urssaf.language"
local selection = require "urssaf.cli.selection"
local options = require "urssaf.cli.options"

local compare = {
  name = "compare",
  summary = "places side by side: first and last value, change, shape",
  examples = { "urssaf compare Isère Rhône France -m economiquement_actifs --from 2019-Q4" },
  formats = { "table", "csv", "json", "md", "svg" },
}

local WORDS = {
  fr = { place = "Lieu", change = "Variation", growth = "Évolution", shape = "Allure" },
  en = { place = "Place", change = "Change", growth = "Growth", shape = "Shape" },
}

function compare.configure(command)
  options.places(command)
  options.measures(command, false)
  options.time(command)
  options.transforms(command)
  options.data(command)
end

local A_YEAR = { quarter = 4, year = 1 }

-- What is compared: the ends of what is asked for, else the year to the last period.
local function ends(panel, given)
  local last = #panel.periods
  if given.from or given.to then return 1, last end
  return math.max(1, last - A_YEAR[panel.frequency]), last
end

local function columns_of(panel, words, first, last)
  local said, s = WORDS[words.code], panel.series[1]
  local measured, is_change = words:kind(s), language.is_change(s)
  return {
    { name = "code", label = "Code", kind = "text" },
    { name = "place", label = said.place, kind = "text" },
    { name = panel.periods[first], label = words:period(panel.periods[first]), kind = "number",
      unit = measured, is_change = is_change },
    { name = panel.periods[last], label = words:period(panel.periods[last]), kind = "number",
      unit = measured, is_change = is_change },
    { name = "change", label = said.change, kind = "number", is_change = true,
      unit = words:kind_of_change(s) },
    { name = "growth", label = said.growth, kind = "number", unit = "1", is_change = true },
    { name = "shape", label = said.shape, kind = "line" },
  }
end

-- That a first quarter and a fourth are not alike.
local function seasons(panel, first, last)
  if (last - first) % A_YEAR[panel.frequency] == 0 then return {} end
  return { { kind = "season", message = "the two ends are different quarters, and the data are not"
    .. " seasonally adjusted" } }
end

-- From one of the ends to the other, as the series' own methods work it out: with their notes.
local function row_of(s, panel, words, first, last)
  local change = s:change(last - first)
  local growth = additivity.unit(s) ~= "1" and s:growth(last - first) or nil
  return { labels.code(s.key), words:place(s.key, panel.notes), s.values[first], s.values[last],
    change.values[last], growth and growth.values[last],
    { values = s.values, size = #s.periods } }, (growth or change).notes
end

function compare.run(given, context)
  local panel, err = context.panel()
  if panel then panel, err = selection.select_one(panel, given) end
  if not panel then return nil, err end
  if context.format == "svg" then
    return { text = require("urssaf.chart").line(panel, { lang = context.words.code }) }
  end
  local first, last = ends(panel, given)
  if first >= last then
    return errors.fail("usage", "there is one period to compare: say --from and --to")
  end
  local rows, notes = {}, caveats.add(panel.notes, seasons(panel, first, last))
  for i, s in ipairs(panel.series) do
    local row, said = row_of(s, panel, context.words, first, last)
    rows[i], notes = row, caveats.add(notes, said or {})
  end
  notes = caveats.at(notes, panel.series, panel.periods[last])
  return { title = labels.measure(panel.series[1], context.words),
    columns = columns_of(panel, context.words, first, last), rows = rows, notes = notes,
    source = panel.source }
end

return compare
