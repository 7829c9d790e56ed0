--- The notes on columns of nothing but dashes: why a series has no value in any of the periods that
-- are shown, where no other note says so.
local caveats = require "urssaf.panel.caveats"
local datasets = require "urssaf.domain.datasets"
local note_labels = require "urssaf.panel.note_labels"
local period = require "urssaf.domain.period"
local tables = require "urssaf.base.tables"
local tallies = require "urssaf.panel.unit_tally"
local unit = require "urssaf.domain.unit"
local unit_note = require "urssaf.panel.unit_note"
local used_periods = require "urssaf.cli.used_periods"

local missing_notes = {}

-- What makes other figures of those of the data.
local UNTRANSFORMED = { annual = false, rolling = false, growth = false, quarterly_growth = false,
  monthly_growth = false, index = false, from = false, to = false }

-- The kinds of notes that say why sums are missing, and why what is computed of them is.
local OF_SUMS = tables.set { "gap", "ended" }
local OF_RESULTS = tables.set { "gap", "ended", "coverage", "base", "signs" }

local function names_one_of(note, measures)
  if not (note.measure or note.measures) then return true end
  return tables.find(note.measures or { note.measure }, function(name)
    return measures[name]
  end) ~= nil
end

-- Whether notes of some kinds are about a series, or a part of it.
local function is_told(notes, kinds, s)
  local parts = s.parts
  local measures = tables.set { s.measure, parts and parts.numerator.measure or nil,
    parts and parts.denominator.measure or nil }
  return tables.find(notes, function(note)
    return kinds[note.kind] and names_one_of(note, measures)
  end) ~= nil
end

-- The position of the last value up to one, if there is one.
local function last_value(s, first, last)
  for i = last, first, -1 do
    if s.values[i] ~= nil then return i end
  end
end

-- Why a series has no value from a period to another, by what it is made of: a variant of the note,
-- or nil if other notes say so.
local function reason_of(base, notes, given, first, last)
  if not last_value(base, first, last) then
    return not (base.expected and is_told(notes, OF_SUMS, base)) and "absent" or nil
  elseif is_told(notes, OF_RESULTS, base) then
    return nil
  elseif given.rolling then
    return "window"
  end
  return (given.growth or given.quarterly_growth or given.monthly_growth) and "comparison"
    or given.annual and "part" or nil
end

local function identity(s)
  return unit.id(s.key) .. "\n" .. s.measure
end

-- The series without a value from a position to another.
local function empty_series(panel, first, last)
  return tables.filter(panel.series, function(s) return not last_value(s, first, last) end)
end

-- Adds a series to the tally of its reason.
local function add(tallies_of, variant, panel, one, measure, first, last)
  local tally = tallies_of[variant] or tallies.new(panel.periods, panel.frequency)
  local at = {}
  for i = first, last do at[i] = true end
  tally:add(one, measure, at)
  tallies_of[variant] = tally
end

-- A tally for each reason why series have no value, and the last values of those without one.
local function counted(empty, base, panel, given, first, last)
  local of_series, tallies_of, ones = {}, {}, {}
  for _, s in ipairs(base.series) do of_series[identity(s)] = s end
  local from, to = period.positions(base.periods, base.frequency, panel.periods[first],
    panel.periods[last])
  for _, s in ipairs(empty) do
    local own, id = of_series[identity(s)], unit.id(s.key)
    local variant = own and reason_of(own, panel.notes, given, from, to)
    local before = own and last_value(own, 1, from - 1)
    ones[id] = ones[id] or { key = s.key, before = base.periods[before or 0] }
    if variant then add(tallies_of, variant, panel, ones[id], s.measure, first, last) end
  end
  return tallies_of, ones
end

local VARIANTS = { "absent", "window", "comparison", "part" }

-- How many periods a value is made of, and the first period of the data if they are fewer.
local function reach_of(base, panel, given, last)
  local lag, frequency = used_periods.lag(given, panel.frequency), panel.frequency
  local is_beyond = period.ordinal(panel.periods[last], frequency) - lag
    < period.overlap(base.periods[1], frequency)
  return lag + 1, is_beyond and base.periods[1] or nil
end

local function fields_of(tally, variant, ones, size, is_none)
  local fields = tally:fields()
  for _, one in ipairs(fields.units) do
    one.last = variant == "absent" and ones[unit.id(one.key)].before or nil
  end
  fields.empty = variant == "absent" and is_none and "none" or nil
  fields.variant, fields.is_all = variant, #fields.units + fields.more == size or nil
  return fields
end

-- The notes on series without a value from a position of the panel to another.
local function notes_of(base, panel, given, empty, first, last)
  local tallies_of, ones = counted(empty, base, panel, given, first, last)
  local size, notes = #unit.collect(panel.series), {}
  local is_none = datasets.is_empty_none(panel.dataset)
  local length, begin = reach_of(base, panel, given, last)
  for _, variant in ipairs(VARIANTS) do
    local fields = tallies_of[variant]
      and fields_of(tallies_of[variant], variant, ones, size, is_none)
    if fields and (variant == "window" or variant == "comparison") then
      fields.size, fields.begin = variant == "window" and length or nil, begin
    end
    notes[#notes + 1] = fields and unit_note("no_value", fields) or nil
  end
  return notes
end

--- Adds to the notes of what is shown those on series that have no value in a span.
---@param select urssaf.cli.Select what made the panel
---@param whole urssaf.Panel that it was selected from
---@param given table the options by name
---@param panel urssaf.Panel whose notes become those with these
---@param from string? the first period of the span, by default that of the panel
---@param to string? the last one
function missing_notes.of_span(select, whole, given, panel, from, to)
  local first, last = period.positions(panel.periods, panel.frequency, from, to)
  local empty = last >= first and empty_series(panel, first, last) or {}
  if #empty == 0 then return end
  local base = select(whole, tables.merge(given, UNTRANSFORMED))
  local notes = notes_of(base, panel, given, empty, first, last)
  panel.notes = caveats.add(panel.notes, note_labels.of(notes, panel.series))
end

--- The same of one period, or of two, each by itself.
---@param select urssaf.cli.Select
---@param whole urssaf.Panel
---@param given table
---@param panel urssaf.Panel
---@param at string
---@param other string?
function missing_notes.add(select, whole, given, panel, at, other)
  missing_notes.of_span(select, whole, given, panel, at, at)
  if other then missing_notes.of_span(select, whole, given, panel, other, other) end
end

return missing_notes
