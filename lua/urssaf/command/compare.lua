--- `urssaf compare`: places side by side, what they were and what they are.
local arithmetic = require "urssaf.arithmetic"
local heading = require "urssaf.command.heading"
local series = require "urssaf.command.series"
local settings = require "urssaf.command.settings"

local compare = {
  name = "compare",
  summary = "places side by side: first and last value, change, shape",
  examples = { "urssaf compare Isère Rhône France -m economiquement_actifs --from 2019-Q4" },
  formats = { "table", "csv", "json", "md", "svg" },
}

local DEFAULT = { "economiquement_actifs" }

local WORDS = {
  fr = { place = "Lieu", change = "Variation", growth = "Évolution", shape = "Allure" },
  en = { place = "Place", change = "Change", growth = "Growth", shape = "Shape" },
}

function compare.configure(command)
  settings.places(command)
  settings.measures(command, false)
  settings.time(command)
  settings.transforms(command)
  settings.data(command)
end

local A_YEAR = { quarter = 4, year = 1 }

-- What is compared: the ends of what is asked for, else the year to the last period.
local function ends(panel, given)
  local last = #panel.periods
  if given.from or given.to then return 1, last end
  return math.max(1, last - A_YEAR[panel.frequency]), last
end

local function columns_of(panel, words, first, last)
  local said, measured = WORDS[words.code], words:kind(panel.series[1])
  return {
    { name = "code", label = "Code", kind = "text" },
    { name = "place", label = said.place, kind = "text" },
    { name = panel.periods[first], label = words:period(panel.periods[first]), kind = "number",
      unit = measured },
    { name = panel.periods[last], label = words:period(panel.periods[last]), kind = "number",
      unit = measured },
    { name = "change", label = said.change, kind = "number", is_change = true,
      unit = words:kind_of_change(panel.series[1]) },
    { name = "growth", label = said.growth, kind = "number", unit = "1", is_change = true },
    { name = "shape", label = said.shape, kind = "line" },
  }
end

local function row_of(s, panel, words, first, last)
  local before, now = s.values[first], s.values[last]
  local both = before ~= nil and now ~= nil
  local grown = both and before > 0 and arithmetic.unit(s) ~= "1"
  return { heading.code(s.key), words:place(s.key, panel.notes), before, now,
    both and now - before or nil, grown and now / before - 1 or nil,
    { values = s.values, size = #s.periods } }
end

function compare.run(given, context)
  local panel, err = context.panel()
  if panel then panel, err = series.select(panel, given, DEFAULT) end
  if not panel then return nil, err end
  if context.format == "svg" then
    return { text = require("urssaf.chart").line(panel, { lang = context.words.code }) }
  end
  local rows, first, last = {}, ends(panel, given)
  for i, s in ipairs(panel.series) do rows[i] = row_of(s, panel, context.words, first, last) end
  return { title = heading.measure(panel.series[1], context.words),
    columns = columns_of(panel, context.words, first, last), rows = rows, notes = panel.notes,
    source = panel.source }
end

return compare
