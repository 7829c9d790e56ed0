--- `urssaf show`: the series of places, a row for each period.
local labels = require "urssaf.cli.labels"
local blocks = require "urssaf.cli.blocks"
local selection = require "urssaf.cli.selection"
local options = require "urssaf.cli.options"
local text = require "urssaf.cli.text"

local show = {
  name = "show",
  summary = "the series of a département, a region or France, period by period",
  examples = { "urssaf show 75 --measure economiquement_actifs --from 2024-Q1",
    "urssaf show PACA Bretagne -m immatriculations --growth --format csv" },
  formats = { "table", "csv", "json", "md", "svg" },
}

-- So many periods are shown to people who say nothing of time.
local USUAL = 12

local WORDS = {
  fr = { part = "Les %d dernières périodes sur %d ; --from %s les montre toutes." },
  en = { part = "The last %d of %d periods; --from %s shows all." },
}

-- The width of a line of values: of the longest, and of one that still says something.
local LONGEST, SHORTEST = 60, 8

function show.configure(command)
  options.places(command)
  options.measures(command, true)
  options.time(command)
  options.transforms(command)
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

local function sparklines(panel, columns, width)
  local lines, label = {}, 0
  for _, column in ipairs(columns) do label = math.max(label, text.length(column.label)) end
  local room = math.max(math.min(width - label - 1, LONGEST), SHORTEST)
  for i, s in ipairs(panel.series) do
    lines[i] = blocks.sparkline(s.values, #s.periods, room) .. " " .. columns[i].label
  end
  return lines
end

local function first_row(panel, given, context)
  if context.is_for_machines or given.from or given.to then return 1 end
  return math.max(1, #panel.periods - USUAL + 1)
end

local function result(panel, given, context)
  local words, first = context.words, first_row(panel, given, context)
  local columns = labels.columns(panel, words)
  local lines = context.format == "table" and sparklines(panel, columns, context.width) or {}
  if first > 1 then
    lines[#lines + 1] = WORDS[words.code].part:format(#panel.periods - first + 1, #panel.periods,
      panel.periods[1]:sub(1, 4))
  end
  table.insert(columns, 1, { name = "period", kind = "period",
    label = words.code == "fr" and "Période" or "Period" })
  return { title = labels.title(panel, words), columns = columns,
    rows = rows_of(panel, first), lines = lines, notes = panel.notes, source = panel.source }
end

function show.run(given, context)
  local panel, err = context.panel()
  if panel then panel, err = selection.select(panel, given) end
  if not panel then return nil, err end
  if context.format == "svg" then
    return { text = require("urssaf.chart").line(panel, { lang = context.words.code }) }
  end
  return result(panel, given, context)
end

return show
