--- `urssaf check`: what does not fit together in the data.
local options = require "urssaf.cli.options"
local check_text = require "urssaf.panel.check_text"

local check = {
  name = "check",
  summary = "what does not fit together in the data, and what explains it",
  examples = { "urssaf check", "urssaf check --file saved.csv --format json" },
  formats = { "table", "csv", "json", "md" },
}

-- How many findings of one kind people are shown.
local MOST = 10

local WORDS = {
  fr = {
    kind = "Constat", where = "Où", measure = "Mesure", periods = "Périodes",
    explained = "Explication",
    ok = "Rien d'inexpliqué : %d constats.",
    not_ok = "À regarder : %d constats inexpliqués sur %d.",
    more = "et %d autres (%s)", unchecked = "Non vérifié : %s.",
    kinds = { grid = "périodes en désordre", missing = "valeurs absentes",
      active_above_registered = "plus d'actifs que d'inscrits",
      stock_flow = "stock et flux divergents",
      turnover_per_active = "chiffre d'affaires par actif hors bornes",
      total_row = "total parmi ses parties", unclassified = "non classé ailleurs" },
  },
  en = {
    kind = "Finding", where = "Where", measure = "Measure", periods = "Periods",
    explained = "Explained by",
    ok = "Nothing unexplained: %d findings.",
    not_ok = "Look at: %d findings of %d are unexplained.",
    more = "and %d more (%s)", unchecked = "Not checked: %s.",
    kinds = { grid = "periods out of order", missing = "missing values",
      active_above_registered = "more active than registered",
      stock_flow = "stock and flows disagree",
      turnover_per_active = "turnover per account out of its band",
      total_row = "a total among its parts", unclassified = "unclassified remainder" },
  },
}

function check.configure(command)
  options.data(command)
end

local function is_unexplained(one)
  return one.severity ~= "info" and not one.explained_by
end

-- "2009-Q1 to 2009-Q4" as people say it.
local function spelt(spans, words)
  local named = spans:gsub("%d%d%d%d%-Q%d", function(name) return words:period(name) end)
  return (named:gsub(" to ", words.to))
end

local function row_of(one, context, said)
  local spans = one.periods and check_text.spans(one.periods, context.frequency) or ""
  if not context.is_for_machines then spans = spelt(spans, context.words) end
  local place = one.key and context.words:place(one.key) or one.where
  return { context.is_for_machines and one.kind or said.kinds[one.kind] or one.kind, place,
    one.measure and (context.is_for_machines and one.measure or context.words:label(one.measure)),
    spans, one.explained_by and table.concat(one.explained_by, ", ") or "", one.severity,
    one.message }
end

local function rows_of(findings, context, said)
  local rows, count, lines = {}, {}, {}
  for _, one in ipairs(findings) do
    count[one.kind] = (count[one.kind] or 0) + 1
    if context.is_for_machines or count[one.kind] <= MOST then
      rows[#rows + 1] = row_of(one, context, said)
    end
  end
  for _, one in ipairs(findings) do
    local more = (count[one.kind] or 0) - MOST
    if more > 0 and not context.is_for_machines then
      lines[#lines + 1] = said.more:format(more, said.kinds[one.kind] or one.kind)
    end
    count[one.kind] = nil
  end
  return rows, lines
end

local function columns_of(said)
  return {
    { name = "kind", label = said.kind, kind = "text" },
    { name = "where", label = said.where, kind = "text" },
    { name = "measure", label = said.measure, kind = "text" },
    { name = "periods", label = said.periods, kind = "text" },
    { name = "explained_by", label = said.explained, kind = "text" },
    { name = "severity", kind = "detail" },
    { name = "message", kind = "detail" },
  }
end

local function verdict(report, said)
  local open = 0
  for _, one in ipairs(report.findings) do open = open + (is_unexplained(one) and 1 or 0) end
  return report.ok and said.ok:format(#report.findings)
    or said.not_ok:format(open, #report.findings)
end

function check.run(_, context)
  local whole, err = context.panel()
  if not whole then return nil, err end
  local report = whole:check()
  local said = WORDS[context.words.code]
  context.frequency = whole.frequency
  local rows, lines = rows_of(report.findings, context, said)
  for _, one in ipairs(report.skipped) do
    lines[#lines + 1] = said.unchecked:format((one.kind or one.measure) .. ": " .. one.reason)
  end
  lines[#lines + 1] = verdict(report, said)
  return { title = whole.source.title or whole.dataset, columns = columns_of(said),
    rows = rows, lines = lines, notes = whole.notes, source = whole.source,
    fields = { ok = report.ok }, code = not report.ok and 3 or nil }
end

return check
