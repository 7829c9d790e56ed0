--- `urssaf contributions`: what each place adds to the growth of the total.
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.cli.options"
local ranking_options = require "urssaf.cli.ranking_options"
local tables = require "urssaf.base.tables"

local caveats = lazy "urssaf.panel.caveats"
local errors = lazy "urssaf.base.errors"
local finer_period = lazy "urssaf.cli.finer_period"
local labels = lazy "urssaf.cli.labels"
local marks = lazy "urssaf.cli.marks"
local missing_notes = lazy "urssaf.cli.missing_notes"
local part_rows = lazy "urssaf.cli.part_rows"
local results = lazy "urssaf.cli.result"
local selection = lazy "urssaf.cli.selection"

local contributions = {
  name = "contributions",
  summary = "print what each place adds to the growth of the total, in points",
  examples = { "urssaf contributions -m immatriculations -n 5",
    "urssaf contributions --by region --from 2019-Q4 --to 2024-Q4" },
  formats = { "table", "csv", "json", "md" },
}

local PHRASES = {
  fr = { change = "Variation", points = "Contribution" },
  en = { change = "Change", points = "Contribution" },
}

function contributions.configure(command)
  options.measures(command, false)
  ranking_options.by_key(command, "Contributions by", "departement")
  ranking_options.number(command)
  options.where(command)
  command:option "--from":argname "PERIOD"
    :description "The first period that is compared; by default a year before the last one."
  command:option "--to":argname "PERIOD"
    :description "The last period that is compared; by default the latest complete one."
  options.units(command)
  options.sums(command)
  options.data(command)
end

local function columns_of(s, found, language)
  local phrases = PHRASES[language.code]
  local function value_column(name, period)
    return labels.column(s, language, name, language:period(period))
  end
  return {
    { name = "code", label = "Code", kind = "text" },
    labels.place_column(s, language),
    labels.measure_column(), { name = "from", kind = "detail" }, { name = "to", kind = "detail" },
    value_column("value_from", found.from), value_column("value_to", found.to),
    { name = "change", label = phrases.change, kind = "number", is_change = true,
      unit = language:kind_of_change(s) },
    { name = "points", label = phrases.points, kind = "number", unit = "points", is_change = true },
    { name = "role", kind = "detail" }, { name = "unit", kind = "detail" },
    { name = "status_from", kind = "detail" }, { name = "status_to", kind = "detail" },
  }
end

local function is_latest(note) return note.kind == "latest" end

-- The contributions between two periods, and the panel that they are of. The notes are on these
-- periods and those between them alone.
local function contributions_of(whole, given, wanted)
  local panel, err = selection.places(whole, given)
  if not panel then return nil, err end
  for _, name in ipairs { "from", "to" } do
    local _, refused = finer_period.refused(wanted[name], panel.frequency)
    if refused then return nil, refused end
  end
  local found = panel:contributions(wanted)
  if not (found.from and found.to) then
    return errors.fail("none", "there are no two periods with a value of every place",
      { about = "every_place" })
  end
  local latest, ends = tables.filter(found.notes, is_latest), { from = found.from, to = found.to }
  selection.places_at(whole, given, panel, ends.from, ends.to)
  missing_notes.add(selection.places, whole, given, panel, ends.from, ends.to)
  found = panel:contributions(tables.merge(wanted, ends))
  found.notes = caveats.add(found.notes, latest)
  return found, panel
end

function contributions.run(given, context)
  local wanted = tables.merge(selection.over_units(given),
    { from = given.from, to = given.to, units = given.units })
  given.from, given.to = nil, nil -- they are ends here, and cut no panel
  local whole, err = context.panel()
  if not whole then return nil, err end
  local found, panel = contributions_of(whole, given, wanted)
  if not found then return nil, panel end
  local s, language, total = panel.series[1], context.language, found.total
  local unit = labels.facts(s)
  local status_of = part_rows.statuses(panel, selection.over_units(given))
  local named, sentences = marks.of_rows(context)
  local function row_of(one, code, place)
    local status_from, status_to = status_of(one, found.from), status_of(one, found.to)
    return { code, named(place, status_from .. status_to), s.measure, found.from, found.to,
      one.from, one.to, one.change, one.points, one.role, unit, status_from, status_to }
  end
  local rows = part_rows.of(found.rows, given.number, "change", row_of, context)
  if total.change then
    rows[#rows + 1] = row_of({ from = total.from, to = total.to, change = total.change,
      points = total.growth, role = "total" }, "all", language.whole)
  end
  return results.new { panel = panel, notes = found.notes, rows = rows, marks = sentences,
    columns = columns_of(s, found, language), title = labels.measure(s, language),
    fields = { from = found.from, to = found.to } }
end

return contributions
