--- `urssaf top`: places ranked by a measure or by its growth.
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.cli.options"
local ranking_options = require "urssaf.cli.ranking_options"
local tables = require "urssaf.base.tables"

local caveats = lazy "urssaf.panel.caveats"
local errors = lazy "urssaf.base.errors"
local estimate_notes = lazy "urssaf.cli.estimate_notes"
local labels = lazy "urssaf.cli.labels"
local latest_period = lazy "urssaf.cli.latest_period"
local marks = lazy "urssaf.cli.marks"
local measure_selection = lazy "urssaf.cli.measure_selection"
local missing_notes = lazy "urssaf.cli.missing_notes"
local results = lazy "urssaf.cli.result"
local selection = lazy "urssaf.cli.selection"

local top = {
  name = "top",
  summary = "rank départements or regions by a measure or by its growth",
  examples = { "urssaf top -m immatriculations -n 5",
    "urssaf top --by region -m economiquement_actifs --growth" },
  formats = { "table", "csv", "json", "md", "svg" },
}

local PHRASES = {
  fr = { rank = "Rang" },
  en = { rank = "Rank" },
}

function top.configure(command)
  options.measures(command, true)
  ranking_options.by_key(command, "Rank by", "departement")
  ranking_options.number(command)
  command:flag "--ascending":description "Show the smallest first."
  options.where(command)
  ranking_options.at(command)
  options.transforms(command)
  options.sums(command)
  options.data(command)
end

-- The columns of a ranking; bars stand behind a measure that is alone.
local function columns_of(list, status, language, phrases)
  local columns = {
    { name = "rank", label = phrases.rank, kind = "number" },
    { name = "code", label = "Code", kind = "text" },
    labels.place_column(list[1], language),
    { name = "period", kind = "detail" }, labels.measure_column(),
    labels.column(list[1], language, "value", labels.measure(list[1], language)),
    { name = "bar", label = "", kind = #list == 1 and "bar" or "detail" },
  }
  tables.append(tables.append(columns, labels.facts_columns()), { status })
  for i = 2, #list do
    columns[#columns + 1] = labels.column(list[i], language, "value_" .. i,
      labels.measure(list[i], language))
  end
  return columns
end

-- The series of a panel by key and measure.
local function series_of(panel)
  local found = {}
  for _, s in ipairs(panel.series) do
    found[s.key] = found[s.key] or {}
    found[s.key][s.measure] = s
  end
  return found
end

-- For people a row for each place, for machines one for each of its measures.
local function rows_of(ranked, panel, wanted, status_of, named, context)
  local i, series, rows = tables.positions(panel.periods)[ranked.period], series_of(panel), {}
  for _, one in ipairs(ranked.rows) do
    local code = context.is_for_machines and labels.code(one.key) or labels.place_code(one.key)
    for m, name in ipairs(wanted) do
      local s = series[one.key][name]
      local row = s and { one.rank, code, context.language:place(one.key), ranked.period, name,
        s.values[i], s.values[i], labels.facts(s) }
      if m > 1 and not context.is_for_machines then
        rows[#rows][9 + m] = s and s.values[i]
      elseif s then
        row[10] = status_of(s, i)
        row[3] = named(row[3], row[10])
        rows[#rows + 1] = row
      end
    end
  end
  return rows
end

local function is_latest(note) return note.kind == "latest" end

-- The ranking by the first measure, in the period that is asked for, or in the latest that all
-- places have; and how it was asked for. The notes are on that period alone.
local function ranking_of(whole, panel, measure, given)
  local wanted = { measure = measure, at = given.at, n = given.number or nil,
    descending = not given.ascending }
  local ranked = panel:rank(wanted)
  -- places that a file lacks, as a note says, leave the choice of the period to the others
  if not ranked.period and given.per then ranked = selection.with_values(panel):rank(wanted) end
  if not ranked.period then
    return errors.fail("none", "there is no period with a value of every place",
      { about = "every_place" })
  end
  local latest = tables.filter(ranked.notes, is_latest)
  local at, err = latest_period.of(given, latest[1], panel.frequency)
  if err then return nil, err end
  wanted.at = at or ranked.period
  selection.places_at(whole, given, panel, wanted.at)
  if #ranked == 0 then missing_notes.add(selection.places, whole, given, panel, wanted.at) end
  ranked = panel:rank(wanted)
  if not at then ranked.notes = caveats.add(ranked.notes, latest) end
  return ranked, wanted
end

function top.run(given, context)
  local panel, err, whole = context.panel(selection.places)
  if not panel then return nil, err end
  local measures = measure_selection.all(panel)
  local ranked, wanted = ranking_of(whole, panel, measures[1], given)
  if not ranked then return nil, wanted end
  if context.format == "svg" then return results.chart(context, "bars", panel, wanted) end
  local list, language = {}, context.language
  for i, name in ipairs(measures) do
    list[i] = tables.find(panel.series, function(s) return s.measure == name end)
  end
  local phrases = PHRASES[language.code]
  local notes = caveats.add(ranked.notes, estimate_notes.of(panel, { ranked.period }))
  if #list > 1 then
    notes = caveats.add(notes, caveats.at(panel.notes, panel.series, ranked.period))
  end
  local status, status_of = labels.status_column(panel, "status")
  local named, sentences = marks.of_rows(context)
  return results.new { panel = panel, notes = notes, marks = sentences,
    title = labels.measure(list[1], language) .. ", " .. language:period(ranked.period),
    columns = columns_of(context.is_for_machines and { list[1] } or list, status, language,
      phrases), rows = rows_of(ranked, panel, measures, status_of, named, context),
    fields = { period = ranked.period } }
end

return top
