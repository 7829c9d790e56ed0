--- `urssaf info`: what a dataset has and what its measures mean: definitions, breaks, licence.
local errors = require "urssaf.base.errors"
local measures = require "urssaf.domain.measures"
local names = require "urssaf.base.names"
local options = require "urssaf.cli.options"
local unit = require "urssaf.domain.unit"

local info = {
  name = "info",
  summary = "what a dataset has, what a measure means: definitions, breaks, licence",
  examples = { "urssaf info", "urssaf info radiations --lang fr" },
  formats = { "table", "csv", "json", "md" },
}

local NATURES = {
  fr = { flow = "flux", stock = "stock", count = "effectif", ratio = "rapport" },
  en = { flow = "flow", stock = "stock", count = "count", ratio = "ratio" },
}

local WORDS = {
  fr = { measure = "Mesure", label = "Libellé", nature = "Nature", unit = "Unité",
    period = "Trimestre", reason = "Rupture de série", source = "Source",
    computed = " (calculé)", keys = "Clés (--where) : %s.",
    units = "%d unités, %s à %s, %d lignes.",
    licence = "Licence : %s", more = "urssaf info MESURE donne une définition et les ruptures.",
    without = "Aucune rupture connue." },
  en = { measure = "Measure", label = "Label", nature = "Nature", unit = "Unit",
    period = "Quarter", reason = "Break", source = "Source",
    computed = " (computed)", keys = "Keys (--where): %s.", units = "%d units, %s to %s, %d rows.",
    licence = "Licence: %s", more = "urssaf info MEASURE says its definition and breaks.",
    without = "No known break." },
}

function info.configure(command)
  command:argument "measure":args "?":description "A measure; without one, the dataset."
  options.data(command)
end

-- ------------------------------------------------------------------ a measure

local function known_measure(name)
  local wanted = names.slug(name)
  local known = measures.of(name) or measures.of(wanted)
  if known then return known end
  for _, one in ipairs(measures.names()) do
    local label = measures.of(one).label
    if names.slug(label.fr) == wanted or names.slug(label.en) == wanted then
      return measures.of(one)
    end
  end
  return errors.fail("usage", ("the library knows no measure '%s'%s; 'urssaf info' lists them")
    :format(name, names.suggestion(name, measures.names())))
end

local function of_measure(known, words)
  local said, rows = WORDS[words.code], {}
  for i, one in ipairs(measures.breaks(known.name)) do
    rows[i] = { one.period, one.explanation[words.code], one.source }
  end
  return {
    title = words:label(known.name) .. " (" .. known.name .. ")",
    columns = {
      { name = "period", label = said.period, kind = "period" },
      { name = "break", label = said.reason, kind = "text" },
      { name = "source", label = said.source, kind = "text" },
    },
    rows = rows,
    lines = { known.definition[words.code],
      ("%s, %s."):format(NATURES[words.code][known.nature], words:unit(known.unit) or known.unit),
      #rows == 0 and said.without or nil },
    fields = { measure = known.name, nature = known.nature, unit = known.unit,
      label = known.label, definition = known.definition },
  }
end

-- ------------------------------------------------------------------ a dataset

-- What can be asked for: the panel's measures, then those that are computed from them.
local function measure_names(whole)
  local list, there = {}, {}
  for _, s in ipairs(whole.series) do
    if not there[s.measure] then there[s.measure], list[#list + 1] = true, s.measure end
  end
  for _, name in ipairs(measures.names()) do
    local known = measures.of(name)
    local parts = known.parts and { known.parts.numerator, known.parts.denominator }
      or known.terms and { known.terms.plus, known.terms.minus }
    if parts and there[parts[1]] and there[parts[2]] and not there[name] then
      list[#list + 1] = name
    end
  end
  return list, there
end

local function rows_of(whole, words)
  local list, there = measure_names(whole)
  local rows = {}
  for i, name in ipairs(list) do
    local known = measures.of(name) or {}
    rows[i] = { name, words:label(name) .. (there[name] and "" or WORDS[words.code].computed),
      NATURES[words.code][known.nature], words:unit(known.unit) or known.unit }
  end
  return rows
end

local function of_dataset(whole, words)
  local said, source = WORDS[words.code], whole.source
  local lines = { said.keys:format(table.concat(unit.key_names(whole.series), ", ")),
    said.units:format(#unit.collect(whole.series), words:period(whole.periods[1]),
    words:period(whole.periods[#whole.periods]), source.rows) }
  if source.licence_url then lines[#lines + 1] = said.licence:format(source.licence_url) end
  lines[#lines + 1] = said.more
  return {
    title = source.title or whole.dataset,
    columns = {
      { name = "measure", label = said.measure, kind = "text" },
      { name = "label", label = said.label, kind = "text" },
      { name = "nature", label = said.nature, kind = "text" },
      { name = "unit", label = said.unit, kind = "text" },
    },
    rows = rows_of(whole, words), lines = lines, notes = whole.notes, source = source,
  }
end

function info.run(given, context)
  if given.measure then
    local known, err = known_measure(given.measure)
    if not known then return nil, err end
    return of_measure(known, context.words)
  end
  local whole, err = context.panel()
  if not whole then return nil, err end
  return of_dataset(whole, context.words)
end

return info
