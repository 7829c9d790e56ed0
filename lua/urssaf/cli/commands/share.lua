--- `urssaf share`: what part of the total each place has.
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.cli.options"
local ranking_options = require "urssaf.cli.ranking_options"
local tables = require "urssaf.base.tables"

local caveats = lazy "urssaf.panel.caveats"
local errors = lazy "urssaf.base.errors"
local labels = lazy "urssaf.cli.labels"
local latest_period = lazy "urssaf.cli.latest_period"
local marks = lazy "urssaf.cli.marks"
local missing_notes = lazy "urssaf.cli.missing_notes"
local part_rows = lazy "urssaf.cli.part_rows"
local results = lazy "urssaf.cli.result"
local selection = lazy "urssaf.cli.selection"

local share = {
  name = "share",
  summary = "print each place's share in the total of a measure",
  examples = { "urssaf share -m immatriculations -n 5", "urssaf share --by region" },
  formats = { "table", "csv", "json", "md" },
}

local PHRASES = {
  fr = { share = "Part" },
  en = { share = "Share" },
}

function share.configure(command)
  options.measures(command, false)
  ranking_options.by_key(command, "Shares by", "departement")
  ranking_options.number(command)
  options.where(command)
  ranking_options.at(command)
  options.sums(command)
  options.data(command)
end

local function columns_of(s, language)
  local phrases = PHRASES[language.code]
  return {
    { name = "code", label = "Code", kind = "text" },
    labels.place_column(s, language),
    { name = "period", kind = "detail" }, labels.measure_column(),
    labels.column(s, language, "value", labels.measure(s, language)),
    { name = "share", label = phrases.share, kind = "number", unit = "1" },
    { name = "bar", label = "", kind = "bar" },
    { name = "role", kind = "detail" }, { name = "unit", kind = "detail" },
    { name = "status", kind = "detail" },
  }
end

local function is_latest(note) return note.kind == "latest" end

-- The shares in the period that is asked for, or in the latest that all places have, and the panel
-- that they are of. The notes are on that period alone.
local function shares_of(whole, given)
  local panel, problem = selection.places(whole, given)
  if not panel then return nil, problem end
  local wanted = selection.over_units(given)
  wanted.at = given.at
  local found = panel:share(wanted)
  if not found.period then
    return errors.fail("none", "there is no period with a value of every place",
      { about = "every_place" })
  end
  local latest = tables.filter(found.notes, is_latest)
  local at, err = latest_period.of(given, latest[1], panel.frequency)
  if err then return nil, err end
  wanted.at = at or found.period
  selection.places_at(whole, given, panel, wanted.at)
  missing_notes.add(selection.places, whole, given, panel, wanted.at)
  found = panel:share(wanted)
  if not at then found.notes = caveats.add(found.notes, latest) end
  return found, panel
end

function share.run(given, context)
  local whole, err = context.panel()
  if not whole then return nil, err end
  local found, panel = shares_of(whole, given)
  if not found then return nil, panel end
  local s, language = panel.series[1], context.language
  local status_of = part_rows.statuses(panel, selection.over_units(given))
  local unit = labels.facts(s)
  local named, sentences = marks.of_rows(context)
  local function row_of(one, code, place)
    local status = status_of(one, found.period)
    return { code, named(place, status), found.period, s.measure, one.value, one.share, one.share,
      one.role, unit, status }
  end
  local rows = part_rows.of(found.rows, given.number, "value", row_of, context)
  if found.total then
    -- where the parts have no shares, the whole has none either
    local has_shares = tables.find(found.rows, function(one) return one.share end)
    rows[#rows + 1] = row_of({ value = found.total, share = has_shares and 1 or nil,
      role = "total" }, "all", language.whole)
  end
  return results.new { panel = panel, notes = found.notes,
    columns = columns_of(s, language), rows = rows, marks = sentences,
    fields = { period = found.period },
    title = labels.measure(s, language) .. ", " .. language:period(found.period) }
end

return share
