--- A panel made from series, or from plain tables that are checked.
local caveats = require "urssaf.panel.caveats"
local errors = require "urssaf.base.errors"
local joined_notes = require "urssaf.panel.joined_notes"
local measures = require "urssaf.domain.measures"
local note_labels = require "urssaf.panel.note_labels"
local numbers = require "urssaf.base.numbers"
local options = require "urssaf.domain.options"
local period = require "urssaf.domain.period"
local plain_series = require "urssaf.panel.plain_series"
local regrid = require "urssaf.panel.regrid"
local series = require "urssaf.panel.series"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"

local construction = {}

local checks = options.checks

-- ------------------------------------------------------------------ what is given

local function check_list(value)
  if type(value) ~= "table" then return "a list of series" end
end

-- How deep a table is that is written out: one that is deeper contains itself, most likely.
local DEEPEST = 10

local function is_too_deep(value, depth)
  if type(value) ~= "table" then return false end
  for _, inner in pairs(depth > 0 and value or {}) do
    if is_too_deep(inner, depth - 1) then return true end
  end
  return depth == 0
end

local function check_notes(value)
  if type(value) ~= "table" then return "a list of notes" end
  for _, note in ipairs(value) do
    if type(note) ~= "table" or checks.text(note.kind) or type(note.message) ~= "string" then
      return "a list of notes { kind = , message = }"
    end
  end
  if is_too_deep(value, DEEPEST) then return "a list of notes that do not contain themselves" end
end

-- The fields of a source that are written out as texts.
local SOURCE_TEXTS = { "attribution", "title", "url", "path", "licence", "licence_url",
  "data_processed", "fetched_at", "read_at", "checked_at" }

local function check_source(value)
  if type(value) ~= "table" then
    return checks.text(value) and "a text, or a table such as { attribution = , title = }"
  end
  for _, name in ipairs(SOURCE_TEXTS) do
    if value[name] ~= nil and type(value[name]) ~= "string" then
      return ("a table whose %s is a text"):format(name)
    end
  end
  if is_too_deep(value, DEEPEST) then return "a table that does not contain itself" end
end

local OPTIONS = { series = check_list, periods = checks.any, dataset = checks.text,
  frequency = options.one_of("month", "quarter", "year"), notes = check_notes,
  source = check_source, universe = checks.any } -- which a panel has

-- Whether a table is a series of the library's, with methods.
local function is_series(one)
  return type(one) == "table" and getmetatable(one) ~= nil and type(one.each) == "function"
end

-- A series of the library's as one that was given.
local function known(s, number)
  local place = ("series %d (%s, %s)"):format(number, s.measure, unit.name(s.key))
  local first, last = plain_series.grid(s.periods, s.frequency, place)
  for i, value in pairs(s.values) do plain_series.value(value, place, s.periods[i]) end
  return { measure = s.measure, key = s.key, frequency = s.frequency, first = first, last = last,
    transform = s.transform, series = s, place = place }
end

local function given_series(list, defaults)
  return tables.map(list, function(one)
    defaults.count = defaults.count + 1
    if type(one) ~= "table" then
      errors.misuse("series %d: a series, or a table, expected, got %s", defaults.count,
        numbers.shown(one))
    end
    if type(one.series) == "table" then
      errors.misuse("series %d is a panel: give its series", defaults.count)
    end
    if is_series(one) then return known(one, defaults.count) end
    return plain_series.of(one, defaults.count, defaults)
  end)
end

-- ------------------------------------------------------------------ checks between series

-- The frequency of all series.
local function common_frequency(list, frequency)
  local first
  for _, one in ipairs(list) do
    first = first or one.frequency and one
    if first and one.frequency and one.frequency ~= (frequency or first.frequency) then
      errors.misuse("%s has %ss, %s: a panel has one frequency, and panel:quarterly() or"
        .. " panel:annual() make longer periods", one.place, one.frequency,
        frequency and ("the panel " .. frequency .. "s")
          or ("%s has %ss"):format(first.place, first.frequency))
    end
  end
  frequency = frequency or first and first.frequency
  return frequency or errors.misuse("say which frequency: \"month\", \"quarter\" or \"year\"")
end

local function refuse_twice(list)
  local seen = {}
  for _, one in ipairs(list) do
    local id = table.concat({ one.id, one.measure, one.transform or "" }, "\n")
    if seen[id] then
      errors.misuse("%s is there already, as %s: a unit has one series of a measure", one.place,
        seen[id].place)
    end
    seen[id] = one
  end
end

-- The grid of all series: that which is given, or from the first period of any to the last.
local function common_grid(list, given, frequency)
  local first, last = math.huge, -math.huge
  for _, one in ipairs(list) do
    if one.last >= one.first then
      first, last = math.min(first, one.first), math.max(last, one.last)
    end
  end
  if given.periods ~= nil then
    local from, to = plain_series.grid(given.periods, frequency, "periods")
    if first < from or last > to then
      errors.misuse("periods: the series go from %s to %s, which is not all in there",
        period.from_ordinal(first, frequency), period.from_ordinal(last, frequency))
    end
    first, last = from, to
  end
  local periods = {}
  if last >= first then plain_series.check_length(first, last, frequency) end
  for ordinal = first, last do
    periods[#periods + 1] = period.from_ordinal(ordinal, frequency)
  end
  return periods, first
end

-- ------------------------------------------------------------------ order

local function measure_before(a, b, dataset)
  local x, y = measures.rank(a.measure, dataset), measures.rank(b.measure, dataset)
  if x ~= y then
    if x and y then return x < y end
    return x ~= nil
  end
  return a.order < b.order
end

-- In canonical order: unit, then measure, then as they were given. The series of a unit share
-- their key.
local function sort(list, dataset)
  local units = tables.group(list, function(one) return one.id end)
  unit.sort(units, function(of_unit) return of_unit[1].key end)
  local sorted = {}
  for _, of_unit in ipairs(units) do
    for _, one in ipairs(of_unit) do
      if tables.equal(one.key, of_unit[1].key) then one.key = of_unit[1].key end
    end
    table.sort(of_unit, function(a, b) return measure_before(a, b, dataset) end)
    tables.append(sorted, of_unit)
  end
  return sorted
end

-- ------------------------------------------------------------------ the panel

local function made_series(one, periods, first, metatable)
  local offset = one.last < one.first and 0 or one.first - first
  if one.series then
    local s = one.series
    if #s.periods ~= #periods or offset ~= 0 then s = regrid(s, periods, offset) end
    return series.like(s, tables.merge(s, { key = one.key, periods = periods }))
  end
  local values = {}
  for i, value in pairs(one.values) do values[i + offset] = value end
  return setmetatable({ measure = one.measure, key = one.key, frequency = one.frequency,
    periods = periods, values = values, unit = one.unit, label = one.label, nature = one.nature,
    transform = one.transform }, metatable)
end

-- The notes of series, each once.
local function notes_of(list, notes)
  local all, seen = {}, {}
  for _, s in ipairs(list) do
    if s.notes and not seen[s.notes] then
      seen[s.notes] = true
      tables.append(all, s.notes)
    end
  end
  return caveats.add(notes or {}, joined_notes.with_series(all, list))
end

-- Of series of one dataset, that one.
local function dataset_of(list)
  local dataset = list[1] and list[1].series and list[1].series.dataset
  for _, one in ipairs(list) do
    if not one.series or one.series.dataset ~= dataset then return nil end
  end
  return dataset
end

-- Figures of a user's own are not Urssaf's, unless they are said to be of one of its datasets.
local function source_of(given, list)
  local source = given.source
  if type(source) == "string" then return { attribution = source } end
  local is_own = tables.find(list, function(one) return not one.series end)
  if not is_own or source and (source.attribution or given.dataset) then
    return tables.merge(source)
  end
  return tables.merge(source, { is_unknown = true })
end

-- JSON has null for a dataset that is not known.
local function without_nulls(given)
  if type(given) ~= "table" then return given end
  local kept = {}
  for name, value in pairs(given) do
    if not plain_series.is_null(value) then kept[name] = value end
  end
  return kept
end

--- The panel of some series: see `urssaf.panel`.
---@param given urssaf.GivenPanel|table[]
---@param panels table the module of panels, which loads this one when it is called
---@return urssaf.Panel
function construction.panel(given, panels)
  if type(given) == "table" and given[1] ~= nil then given = { series = given } end
  if is_series(given) then given = { series = { given } } end
  given = options.check(without_nulls(given), OPTIONS)
  local list = given_series(given.series or {}, { periods = given.periods, count = 0,
    frequency = given.frequency })
  local dataset = given.dataset or dataset_of(list)
  for order, one in ipairs(list) do one.order, one.id = order, unit.id(one.key) end
  local frequency = common_frequency(list, given.frequency or given.periods
    and select(3, plain_series.grid(given.periods, nil, "periods")))
  refuse_twice(list)
  local periods, first = common_grid(list, given, frequency)
  local metatable = panels.series_of(dataset)
  local made = tables.map(sort(list, dataset), function(one)
    return made_series(one, periods, first, metatable)
  end)
  return panels.of { dataset = dataset, frequency = frequency, periods = periods, series = made,
    notes = note_labels.of(notes_of(made, given.notes), made), source = source_of(given, list) }
end

return construction
