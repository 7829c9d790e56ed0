--- `urssaf diff`: what a publication revised.
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.cli.options"
local tables = require "urssaf.base.tables"

local additivity = lazy "urssaf.domain.additivity"
local caveats = lazy "urssaf.panel.caveats"
local difference_rows = lazy "urssaf.cli.difference_rows"
local domain_options = lazy "urssaf.domain.options"
local errors = lazy "urssaf.base.errors"
local labels = lazy "urssaf.cli.labels"
local messages = lazy "urssaf.language.messages"
local results = lazy "urssaf.cli.result"
local sources = lazy "urssaf.language.source"

local diff = {
  name = "diff",
  summary = "show what the latest publication changed: periods, units and measures, revised"
    .. " figures",
  examples = { "urssaf diff", "urssaf diff --since 2026-03-31",
    "urssaf diff --with older.csv" },
  formats = { "table", "csv", "json", "md" },
}

-- How many revisions people are shown.
local MOST = 20

local SINCE = { since = function(day) return domain_options.checks.day_or_moment(day) end }

local PHRASES = {
  fr = { place = "Lieu", measure = "Mesure", period = "Période", old = "Avant", new = "Après",
    change = "Révision", relative = "en %",
    title = "%s : publication %s, comparée à la publication %s", on = "du ",
    unknown = "de date inconnue", same = "Aucune différence.",
    periods = "Nouvelles périodes : %s.", gone = "Périodes disparues : %s.",
    units = "Nouvelles unités : %s.", gone_units = "Unités disparues : %s.",
    renamed = "Unités renommées : %s.", renaming = "%s (%s : %s auparavant)", absent = "rien",
    measures = "Nouvelles mesures : %s.", gone_measures = "Mesures disparues : %s.",
    skipped = "Non comparé : %s (%s).",
    revised = "%s : valeurs révisées : %d sur %d, apparues : %d, disparues : %d.",
    more = "%d révisions de plus ; --format csv les donne toutes." },
  en = { place = "Place", measure = "Measure", period = "Period", old = "Before", new = "Now",
    change = "Revision", relative = "in %", on = "",
    title = "%s: published %s, compared with the publication of %s",
    unknown = "an unknown date", same = "No difference.",
    periods = "New periods: %s.", gone = "Periods that are gone: %s.",
    units = "New units: %s.", gone_units = "Units that are gone: %s.",
    renamed = "Renamed units: %s.", renaming = "%s (%s was %s)", absent = "absent",
    measures = "New measures: %s.", gone_measures = "Measures that are gone: %s.",
    skipped = "Not compared: %s (%s).",
    revised = "%s: %d of %d values revised, %d appeared, %d vanished.",
    more = "%d more revisions; --format csv lists them all." },
}

function diff.configure(command)
  command:option "--since":argname "DAY"
    :description("Compare with the latest kept publication up to that day; by default with"
      .. " the one before.")
  command:option "--with":argname "PATH":convert(options.path)
    :description "Compare with a CSV file saved from the portal."
  options.data(command)
end

-- The date of the latest whole publication that is kept and older than this one.
local function previous(library, given, newer)
  local list, err = library.vintages(given.dataset)
  if not list then return nil, err end
  local current = newer.source.data_processed or ""
  for _, one in ipairs(list) do
    local is_whole = not (one.where or one.from or one.to or one.measures)
    if is_whole and (one.data_processed or "") < current then return one.data_processed end
  end
  return errors.fail("empty", "no earlier publication is kept to compare with: those fetched from"
    .. " now on are kept; --with compares with a saved CSV file")
end

-- A saved file, or a kept publication. An error speaks of the option that asked for it.
local function older_panel(library, given, newer, log)
  local panel, moment, err
  if given["with"] then
    panel, err = library.read(given["with"], { dataset = newer.dataset, log = log })
    if err then err.read_by = "--with" end
    return panel, err
  end
  moment = given.since
  if not moment then moment, err = previous(library, given, newer) end
  if not moment then return nil, err end
  panel, err = library.fetch(given.dataset, { as_of = moment, log = log })
  if err and err.about == "too_early" then err.about = "since_too_early" end
  return panel, err
end

local function lines_of(found, language, phrases)
  local lines = {}
  local function add(format, list, name_of)
    local shown = table.concat(tables.map(list, name_of), ", ")
    if #list > 0 then lines[#lines + 1] = format:format(shown) end
  end
  local function period_name(period) return language:period(period) end
  local function unit_name(unit) return language:place(unit.key) end
  local function measure_name(measure) return language:label(measure) end
  local function renaming(unit)
    return table.concat(tables.map(unit.changes, function(change)
      return phrases.renaming:format(unit_name(unit), change.field, change.old or phrases.absent)
    end), ", ")
  end
  add(phrases.periods, found.new_periods, period_name)
  add(phrases.gone, found.gone_periods, period_name)
  add(phrases.units, found.new_units, unit_name)
  add(phrases.gone_units, found.gone_units, unit_name)
  add(phrases.renamed, found.renamed_units, renaming)
  add(phrases.measures, found.new_measures, measure_name)
  add(phrases.gone_measures, found.gone_measures, measure_name)
  for _, one in ipairs(found.by_measure) do
    if one.revised + one.appeared + one.vanished > 0 then
      lines[#lines + 1] = phrases.revised:format(language:label(one.measure), one.revised,
        one.compared, one.appeared, one.vanished)
    end
  end
  for _, one in ipairs(found.skipped) do
    lines[#lines + 1] = phrases.skipped:format(language:label(one.measure),
      messages.translator(language.code)(one.reason))
  end
  if found.same then lines[#lines + 1] = phrases.same end
  return lines
end

local function units_of_measures(newer, older)
  local unit_of = {}
  for _, panel in ipairs { older, newer } do
    for _, s in ipairs(panel.series) do unit_of[s.measure] = additivity.unit(s) end
  end
  return unit_of
end

-- The largest revisions for people, all differences for machines.
local function rows_of(found, newer, older, context)
  local rows, language = {}, context.language
  if context.is_for_machines then
    return difference_rows.of(found, units_of_measures(newer, older), language)
  end
  for i = 1, math.min(#found.revised, MOST) do
    local cell = found.revised[i]
    rows[i] = { labels.place_code(cell.key), language:place(cell.key), language:label(cell.measure),
      cell.period, cell.old, cell.new, cell.change, cell.relative }
  end
  return rows
end

local function columns_of(phrases, is_for_machines)
  return tables.append({
    { name = "code", label = "Code", kind = "text" },
    { name = "place", label = phrases.place, kind = "text" },
    { name = "measure", label = phrases.measure, kind = "text" },
    { name = "period", label = phrases.period, kind = "period" },
    { name = "old", label = phrases.old, kind = "number" },
    { name = "new", label = phrases.new, kind = "number" },
    { name = "change", label = phrases.change, kind = "number", is_change = true },
    { name = "relative", label = phrases.relative, kind = "number", unit = "1", is_change = true },
    { name = "unit", kind = "detail" },
  }, is_for_machines and difference_rows.COLUMNS or {})
end

local function title_of(panel, published, language, phrases)
  local function day_of(stamp)
    local day = language:day(stamp)
    return day and phrases.on .. day or phrases.unknown
  end
  local source = panel.source
  local name = sources.title(source, panel.dataset) or panel.dataset
    or (source.path or "CSV"):match "[^/\\]*$"
  return phrases.title:format(name, day_of(published.newer),
    day_of(published.older))
end

local function result_of(found, newer, older, context)
  local language, is_for_machines = context.language, context.is_for_machines
  local phrases = PHRASES[language.code]
  local rows = rows_of(found, newer, older, context)
  local lines = lines_of(found, language, phrases)
  if #rows < #found.revised then lines[#lines + 1] = phrases.more:format(#found.revised - #rows) end
  return results.new { panel = newer, rows = rows, lines = lines,
    columns = columns_of(phrases, is_for_machines),
    title = title_of(newer, found.published, language, phrases),
    notes = caveats.add(newer.notes, found.notes),
    fields = is_for_machines and difference_rows.fields(found, language) or nil }
end

function diff.run(given, context)
  if given.sample then
    return errors.fail("usage", "diff compares two publications: --sample has only one")
  end
  domain_options.check({ since = given.since }, SINCE)
  local newer, older, err
  newer, err = context.panel()
  if newer then older, err = older_panel(context.library, given, newer, context.log) end
  if not older then return nil, err end
  return result_of(newer:diff(older), newer, older, context)
end

return diff
