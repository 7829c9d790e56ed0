-- A panel of one series as lines of Markdown: the last two years, their growth, the source.
local urssaf = require "urssaf"

-- How many periods are two years.
local SHOWN = { month = 24, quarter = 8, year = 2 }

-- 1234567 -> "1 234 567"
local function number(value)
  if value == nil then return "missing" end
  local text = ("%.0f"):format(value)
  return (text:reverse():gsub("(%d%d%d)", "%1 "):reverse():gsub("^(%-?) ", "%1"))
end

local function percent(value)
  return value and ("%+.1f %%"):format(value * 100) or "–"
end

-- Whether a note concerns one of the periods shown, or the series as a whole.
local function concerns(note, shown)
  for _, period in ipairs(note.periods or {}) do
    if shown[period] then return true end
  end
  return note.periods == nil
end

-- A text of the data as Markdown, on one line: nothing in it is taken for Markdown or HTML.
local function plain(text)
  return (text:gsub("[\\`*_<>%[%]|~&]", "\\%0"):gsub("[\r\n]+", " "))
end

-- A measure's name in words, and its unit, if that is not told by the name.
local function heading(series)
  local definition = urssaf.measures.of(series.measure)
  if not definition then return plain(series.measure) end
  return definition.label.en .. (definition.unit == "EUR" and " (€)" or "")
end

return function(panel)
  local series, grown = panel.series[1], panel:yoy()
  local growth, shown = grown.series[1], {}
  local lines = {
    ("# %s (%s)"):format(plain(series.key.departement), series.key.code_departement), "",
    ("| %s | %s | over a year |"):format(panel.frequency, heading(series)),
    "|---|--:|--:|",
  }
  local function add(format, ...) table.insert(lines, format:format(...)) end
  for i = math.max(1, #series.periods - SHOWN[panel.frequency] + 1), #series.periods do
    local period = series.periods[i]
    shown[period] = true
    add("| %s | %s | %s |", period, number(series.values[i]), percent(growth:at(period)))
  end
  local english = urssaf.language.of "en"
  for _, note in ipairs(grown.notes) do
    if concerns(note, shown) then add("") add("%s", plain(english:note(note, "readers"))) end
  end
  add ""
  add("%s", plain(panel:cite "en"))
  return lines
end
