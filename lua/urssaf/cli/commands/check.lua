--- `urssaf check`: inconsistencies in the data.
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.cli.options"
local tables = require "urssaf.base.tables"

local check_text = lazy "urssaf.panel.check_text"
local labels = lazy "urssaf.cli.labels"
local messages = lazy "urssaf.language.messages"
local results = lazy "urssaf.cli.result"
local sources = lazy "urssaf.language.source"
local utf8 = lazy "urssaf.base.utf8"

local check = {
  name = "check",
  summary = "find what does not fit together in the data, and what explains it",
  examples = { "urssaf check", "urssaf check --file saved.csv --format json" },
  formats = { "table", "csv", "json", "md" },
}

-- How many findings of each kind people are shown.
local MOST = 10

-- The exit code if something is unexplained.
local UNEXPLAINED = 3

local PHRASES = {
  fr = {
    kind = "Constat", where = "Où", measure = "Mesure", periods = "Périodes",
    explained = "Explication",
    ok = "Rien d'inexpliqué : %d constats.", ok_one = "Rien d'inexpliqué : un constat.",
    not_ok = "À regarder, les constats inexpliqués : %d sur %d.",
    more = "et %d autres (%s)", others = " et %d autres", other = " et une autre",
    unchecked = "Non vérifié : %s.",
    kinds = { grid = "périodes en désordre", alike = "noms qui se lisent pareil",
      missing = "valeurs absentes", ended = "unité arrêtée", born = "unité nouvelle",
      empty = "vide comme zéro", negative = "valeur négative",
      outlier = "valeur isolée, bien trop grande ou trop petite",
      level = "niveau qui change d'échelle", rate = "taux qui ne suit pas de ses termes",
      repeated = "chiffres répétés", swapped = "chiffres échangés",
      estimated = "radiations estimées et réparties par l'Urssaf",
      active_above_registered = "plus d'actifs que d'inscrits",
      stock_flow = "stock et flux divergents",
      turnover_per_active = "chiffre d'affaires par actif hors bornes",
      total_row = "total parmi ses parties", unclassified = "non classé ailleurs",
      adjustment = "calage" },
  },
  en = {
    kind = "Finding", where = "Where", measure = "Measure", periods = "Periods",
    explained = "Explained by",
    ok = "Nothing unexplained: %d findings.", ok_one = "Nothing unexplained: one finding.",
    not_ok = "Look at the unexplained findings: %d of %d.",
    more = "and %d more (%s)", others = " and %d more", other = " and 1 more",
    unchecked = "Not checked: %s.",
    kinds = { grid = "periods out of order", alike = "names that read alike",
      missing = "missing values", ended = "unit that ended", born = "unit that begins",
      empty = "empty like zero", negative = "a figure below zero",
      outlier = "a figure many times too large or too small",
      level = "a level on another scale", rate = "a rate that its parts do not make",
      repeated = "figures repeated", swapped = "figures that changed places",
      estimated = "strike-offs estimated and re-allocated by Urssaf",
      active_above_registered = "more active than registered",
      stock_flow = "stock and flows disagree",
      turnover_per_active = "turnover per account out of its band",
      total_row = "a total among its parts", unclassified = "unclassified remainder",
      adjustment = "adjustment" },
  },
}

function check.configure(command)
  options.data(command)
end

-- Periods as spans: "Q1 2009 to Q4 2009"; for machines "2009-Q1 to 2009-Q4".
local function spans_of(periods, frequency, context, phrases)
  local language = context.language
  if context.is_for_machines then
    return check_text.spans(periods, frequency, function(name) return name end)
  end
  local spans = check_text.spans(periods, frequency, function(name)
    return language:period(name)
  end, language.to)
  return (spans:gsub(" and (%d+) more$", function(count)
    return count == "1" and phrases.other or phrases.others:format(count)
  end))
end

local function row_of(finding, frequency, context, phrases, say)
  local language, kind, measure = context.language, finding.kind, finding.measure
  local spans = finding.periods and spans_of(finding.periods, frequency, context, phrases)
    or ""
  if not context.is_for_machines then
    kind, measure = phrases.kinds[kind] or kind, measure and language:label(measure)
  end
  return { kind, finding.key and labels.code(finding.key),
    finding.key and language:place(finding.key) or say(finding.where), measure, spans,
    table.concat(finding.explained_by or {}, ", "), finding.severity, say(finding.message) }
end

-- The rows, and for each kind a line that counts the findings left out.
local function rows_of(report, frequency, context, phrases, say)
  local rows, lines, kinds, counts = {}, {}, {}, {}
  for _, finding in ipairs(report.findings) do
    local kind = finding.kind
    if not counts[kind] then kinds[#kinds + 1] = kind end
    counts[kind] = (counts[kind] or 0) + 1
    if context.is_for_machines or counts[kind] <= MOST then
      rows[#rows + 1] = row_of(finding, frequency, context, phrases, say)
    end
  end
  for _, kind in ipairs(context.is_for_machines and {} or kinds) do
    if counts[kind] > MOST then
      lines[#lines + 1] = phrases.more:format(counts[kind] - MOST, phrases.kinds[kind] or kind)
    end
  end
  return rows, lines
end

local function columns_of(phrases)
  return {
    { name = "kind", label = phrases.kind, kind = "text" },
    { name = "code", kind = "detail" },
    { name = "where", label = phrases.where, kind = "text" },
    { name = "measure", label = phrases.measure, kind = "text" },
    { name = "periods", label = phrases.periods, kind = "text" },
    { name = "explained_by", label = phrases.explained, kind = "text" },
    { name = "severity", kind = "detail" },
    { name = "message", kind = "detail" },
  }
end

local function verdict(report, phrases)
  local count = #report.findings
  if report.ok then return count == 1 and phrases.ok_one or phrases.ok:format(count) end
  local unexplained = tables.filter(report.findings, function(finding)
    return finding.severity ~= "info" and not finding.explained_by
  end)
  return phrases.not_ok:format(#unexplained, #report.findings)
end

function check.run(_, context)
  local panel, err = context.panel()
  if not panel then return nil, err end
  local report, phrases = panel:check(), PHRASES[context.language.code]
  local say = messages.translator(context.language.code)
  local rows, lines = rows_of(report, panel.frequency, context, phrases, say)
  for _, one in ipairs(report.skipped) do
    local what = phrases.kinds[one.kind] or utf8.bounded(one.kind or one.measure)
    lines[#lines + 1] = phrases.unchecked:format(what .. context.language.colon .. say(one.reason))
  end
  lines[#lines + 1] = verdict(report, phrases)
  return results.new { panel = panel,
    title = sources.title(panel.source, panel.dataset) or panel.dataset,
    columns = columns_of(phrases), rows = rows, lines = lines, fields = { ok = report.ok },
    code = not report.ok and UNEXPLAINED or nil }
end

return check
