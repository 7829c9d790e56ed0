--- `urssaf top`: places ranked by a measure or by its growth.
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.cli.options"
local tables = require "urssaf.base.tables"

local errors = lazy "urssaf.base.errors"
local labels = lazy "urssaf.cli.labels"
local latest_period = lazy "urssaf.cli.latest_period"
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
  fr = { rank = "Rang", place = "Lieu" },
  en = { rank = "Rank", place = "Place" },
}

function top.configure(command)
  options.measures(command, false)
  options.by(command, "Rank")
  command:option "-n --number":argname "N":convert(options.number_above_zero):default "10"
    :description "How many places to show."
  command:flag "--ascending":description "Show the smallest first."
  options.where(command)
  options.at(command)
  options.transforms(command)
  options.sums(command)
  options.data(command)
end

local function columns_of(s, status, language, phrases)
  local columns = {
    { name = "rank", label = phrases.rank, kind = "number" },
    { name = "code", label = "Code", kind = "text" },
    { name = "place", label = phrases.place, kind = "text" },
    { name = "period", kind = "detail" }, labels.measure_column(),
    labels.column(s, language, "value", labels.measure(s, language)),
    { name = "bar", label = "", kind = "bar" },
  }
  return tables.append(tables.append(columns, labels.facts_columns()), { status })
end

local function rows_of(ranked, panel, status_of, context)
  local i, series = tables.positions(panel.periods)[ranked.period], {}
  for _, s in ipairs(panel.series) do series[s.key] = s end
  return tables.map(ranked.rows, function(one)
    local key, s = one.key, series[one.key]
    local code = context.is_for_machines and labels.code(key) or labels.place_code(key)
    local unit, transform = labels.facts(s)
    return { one.rank, code, context.language:place(key), ranked.period, s.measure, one.value,
      one.value, unit, transform, status_of(s, i) }
  end)
end

local function is_latest(note) return note.kind == "latest" end

function top.run(given, context)
  local panel, err = context.panel(selection.places)
  if not panel then return nil, err end
  local wanted = { at = given.at, n = given.number, descending = not given.ascending }
  local ranked, language, s = panel:rank(wanted), context.language, panel.series[1]
  if not ranked.period then
    return errors.fail("none", "there is no period with a value of every place")
  end
  wanted.at, err = latest_period.of(given, tables.find(ranked.notes, is_latest), panel.frequency)
  if err then return nil, err end
  if wanted.at ~= given.at then ranked = panel:rank(wanted) end
  if context.format == "svg" then return results.chart(context, "bars", panel, wanted) end
  local phrases = PHRASES[language.code]
  local status, status_of = labels.status_column(panel, "status")
  return results.new { panel = panel, notes = ranked.notes,
    title = labels.measure(s, language) .. ", " .. language:period(ranked.period),
    columns = columns_of(s, status, language, phrases),
    rows = rows_of(ranked, panel, status_of, context),
    fields = { period = ranked.period } }
end

return top
