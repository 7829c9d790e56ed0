--- `urssaf info`: a dataset, or the definition and the breaks of a measure.
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.cli.options"
local tables = require "urssaf.base.tables"

local datasets = lazy "urssaf.domain.datasets"
local measure_names = lazy "urssaf.cli.measure_names"
local measure_selection = lazy "urssaf.cli.measure_selection"
local measures = lazy "urssaf.domain.measures"
local release_text = lazy "urssaf.cli.release_text"
local results = lazy "urssaf.cli.result"
local sources = lazy "urssaf.language.source"
local unit = lazy "urssaf.domain.unit"

local info = {
  name = "info",
  summary = "describe a dataset or a measure: definition, breaks, licence",
  examples = { "urssaf info", "urssaf info radiations --lang fr" },
  formats = { "table", "csv", "json", "md" },
}

local NATURES = {
  fr = { flow = "flux", stock = "stock", count = "effectif", ratio = "rapport" },
  en = { flow = "flow", stock = "stock", count = "count", ratio = "ratio" },
}

local PHRASES = {
  fr = { measure = "Mesure", label = "Libellé", nature = "Nature", unit = "Unité",
    period = "Trimestre", reason = "Rupture de série", source = "Source",
    publications = "Publications", of = { all = "toutes", older = "anciennes",
      newer = "récentes" },
    computed = " (calculé)", keys = "Clés (--where) : %s.",
    units = "%s unités, %s à %s, %s lignes.",
    scope = "Champ : %s.", licence = "Licence : %s",
    more = "urssaf info MESURE donne une définition et les ruptures.",
    no_break = "Aucune rupture connue.",
    inferred = "Déduit en partie, et non indiqué par l'Urssaf." },
  en = { measure = "Measure", label = "Label", nature = "Nature", unit = "Unit",
    period = "Quarter", reason = "Break", source = "Source",
    publications = "Publications", of = { all = "all", older = "older", newer = "newer" },
    computed = " (computed)", keys = "Keys (--where): %s.", units = "%s units, %s to %s, %s rows.",
    scope = "Scope: %s.", licence = "Licence: %s",
    more = "urssaf info MEASURE shows its definition and breaks.",
    no_break = "No known break.",
    inferred = "Partly inferred, and not stated by Urssaf." },
}

function info.configure(command)
  command:argument "measure":args "?"
    :description "A measure; without one, the dataset is described."
  options.data(command)
end

-- ------------------------------------------------------------------ a measure

-- A measure by any of its names, as it is meant in a dataset.
local function known_measure(text, dataset)
  local known = measures.of(text, dataset)
  if known then return known end
  local name, err = measure_names.find(text, measures.names(), dataset)
  return measures.of(name, dataset), err
end

-- A row for each break, and for each quarter that is an estimate.
local function break_rows(list, language)
  local rows, of = {}, PHRASES[language.code].of
  for _, one in ipairs(list) do
    for _, name in ipairs(one.periods or { one.period }) do
      rows[#rows + 1] = { name, one.explanation[language.code], of[one.publications or "all"],
        one.source }
    end
  end
  return rows
end

local function of_measure(known, dataset, language)
  local phrases = PHRASES[language.code]
  local rows = break_rows(measures.breaks(known.name, dataset), language)
  local lines = { known.definition[language.code],
    table.concat({ NATURES[language.code][known.nature],
      language:unit(known.unit) or known.unit }, ", ") .. "." }
  lines[#lines + 1] = known.inferred and phrases.inferred or nil
  lines[#lines + 1] = #rows == 0 and phrases.no_break or nil
  return results.new {
    title = known.label[language.code] .. " (" .. known.name .. ")",
    columns = {
      { name = "period", label = phrases.period, kind = "period" },
      { name = "break", label = phrases.reason, kind = "text" },
      { name = "publications", label = phrases.publications, kind = "text" },
      { name = "source", label = phrases.source, kind = "text" },
    },
    rows = rows,
    lines = lines,
    fields = { measure = known.name, nature = known.nature, unit = known.unit,
      label = known.label, definition = known.definition, inferred = known.inferred },
  }
end

-- ------------------------------------------------------------------ a dataset

-- The measures of the panel, then those that can be computed from them.
local function rows_of(panel, context, phrases)
  local rows, language, is_for_machines = {}, context.language, context.is_for_machines
  local function add(name, is_computed)
    local known = measures.of(name, panel.dataset) or {}
    local label, nature, unit_name = language:label(name, panel.dataset), known.nature, known.unit
    if not is_for_machines then
      label = is_computed and label .. phrases.computed or label
      nature, unit_name = NATURES[language.code][nature], language:unit(unit_name) or unit_name
    end
    rows[#rows + 1] = { name, label, nature, unit_name, tostring(is_computed) }
  end
  local list, set = measure_selection.all(panel)
  for _, name in ipairs(list) do add(name, false) end
  for _, name in ipairs(measure_selection.computable(set, panel.dataset)) do add(name, true) end
  return rows
end

-- A file and the sample are in no calendar.
local function kept_releases(panel, given, context)
  if given.file or given.sample then return {}, {} end
  return release_text.kept(context, panel.dataset)
end

local function of_dataset(panel, given, context)
  local language = context.language
  local releases, fields = kept_releases(panel, given, context)
  local phrases, source = PHRASES[language.code], panel.source
  local lines = { phrases.keys:format(table.concat(unit.key_names(panel.series), ", ")),
    phrases.units:format(language:number(#unit.collect(panel.series)),
      language:period(panel.periods[1]), language:period(panel.periods[#panel.periods]),
      language:number(source.rows)) }
  local scope = (datasets.of(panel.dataset) or {}).scope
  if scope then
    table.insert(lines, 1, phrases.scope:format(scope[language.code]))
    fields.scope = scope
  end
  if source.licence_url then lines[#lines + 1] = phrases.licence:format(source.licence_url) end
  tables.append(lines, releases)
  lines[#lines + 1] = phrases.more
  return results.new { panel = panel, lines = lines, fields = fields,
    title = sources.title(source, panel.dataset) or panel.dataset,
    columns = {
      { name = "measure", label = phrases.measure, kind = "text" },
      { name = "label", label = phrases.label, kind = "text" },
      { name = "nature", label = phrases.nature, kind = "text" },
      { name = "unit", label = phrases.unit, kind = "text" },
      { name = "computed", kind = "detail" },
    }, rows = rows_of(panel, context, phrases) }
end

function info.run(given, context)
  local known, panel, err
  if given.measure then
    known, err = known_measure(given.measure, given.dataset)
    return known and of_measure(known, given.dataset, context.language), err
  end
  panel, err = context.panel()
  return panel and of_dataset(panel, given, context), err
end

return info
