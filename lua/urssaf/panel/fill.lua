--- Empty cells as a value, mostly zero.
--
-- Filled are the empty cells in which a value is expected: those of a unit from its own first value
-- of the measure to the panel's last period, or to the unit's end if it has ended (see
-- `lifetimes`), in periods in which another unit has a value of the measure. A dataset whose empty
-- cells very probably mean none needs no other unit. Pseudo-units are never filled, and neither is
-- what was computed from several cells: of a growth, a year or a sum an empty cell is no zero. Of a
-- total row it is none either, and a total row is no other unit.
--
-- `filled` of a series is a table by position: true where the value stands for an empty cell, or is
-- made of one that does.
local additivity = require "urssaf.domain.additivity"
local caveats = require "urssaf.panel.caveats"
local composition = require "urssaf.panel.composition"
local datasets = require "urssaf.domain.datasets"
local doubtful_zeros = require "urssaf.panel.doubtful_zeros"
local errors = require "urssaf.base.errors"
local lifetimes = require "urssaf.panel.lifetimes"
local measures = require "urssaf.domain.measures"
local options = require "urssaf.domain.options"
local period = require "urssaf.domain.period"
local pseudo_units = require "urssaf.domain.pseudo_units"
local ratio = require "urssaf.panel.ratio"
local selection = require "urssaf.panel.selection"
local series = require "urssaf.panel.series"
local tables = require "urssaf.base.tables"
local tallies = require "urssaf.panel.unit_tally"
local total_origin = require "urssaf.panel.total_origin"
local total_rows = require "urssaf.panel.total_rows"
local unit = require "urssaf.domain.unit"
local unit_note = require "urssaf.panel.unit_note"

local fill = {}

-- ------------------------------------------------------------------ one series

-- Why a series cannot be filled; nil if it can.
local function hindrance(s)
  if s.expected then return "is a sum over units" end
  if s.transform or s.span then return "is computed over several periods" end
  if additivity.nature(s) == "ratio" then return "is a ratio" end
  local known = measures.of(s.measure, s.dataset)
  if known and known.terms then return "is computed from other measures" end
end

-- The series with a value in its empty cells up to a position; itself if it has none there.
-- `is_wanted(i)` tells whether a cell is to be filled, `record(at)` takes note of those that
-- were.
local function filled(s, value, last, is_wanted, record)
  local values, marks, at
  for i = series.start(s), last do
    if s.values[i] == nil and is_wanted(i) then
      if not values then
        values, marks, at = tables.merge(s.values), tables.merge(s.filled), {}
      end
      values[i], marks[i], at[i] = value, true, true
    end
  end
  if values then record(at) end
  if not values and last == #s.periods then return s end
  local fields = composition.of(s)
  fields.values, fields.filled, fields.notes = values or s.values, marks or s.filled, s.notes
  fields.ends = last < #s.periods and (s.periods[last] or period.add(s.periods[1], -1)) or nil
  return series.like(s, fields)
end

-- ------------------------------------------------------------------ units

-- For each measure the positions at which a true unit has a value; of a ratio, both parts.
local function presence(units)
  local present = {}
  for _, one in ipairs(units) do
    for _, s in ipairs(pseudo_units.role(one.key) and {} or one.series) do
      local own = present[s.measure] or {}
      present[s.measure] = own
      for i in pairs((s.parts and s.parts.numerator or s).values) do own[i] = true end
    end
  end
  return present
end

-- How many of some empty cells are beside figures too large for none.
local function count_doubtful(s, at)
  local count = 0
  for i in pairs(doubtful_zeros.of(s)) do count = count + (at[i] and 1 or 0) end
  return count
end

-- Fills a series, or a part of that of a ratio, as one of this measure; `state` has the value, the
-- tallies by measure, and what is present.
local function fill_cells(s, one, state, measure)
  if hindrance(s) then return s end
  local present, is_none = state.present[measure] or {}, datasets.is_empty_none(s.dataset)
  local tally = state.tallies[measure] or tallies.new(s.periods, s.frequency)
  return filled(s, state.value, one.ended and one.last or #s.periods,
    function(i) return is_none or state.is_alone or present[i] end,
    function(at)
      state.tallies[measure] = tally
      tally:add(one, measure, at)
      state.doubtful[measure] = (state.doubtful[measure] or 0) + (is_none and count_doubtful(s, at)
        or 0)
    end)
end

-- Fills the series of one unit. Both parts of a ratio lack the same cells, which count once.
local function fill_series(s, one, state)
  if state.wanted and not state.wanted(s.measure) then return s end
  if not s.parts then return fill_cells(s, one, state, s.measure) end
  local top, bottom = s.parts.numerator, s.parts.denominator
  state.parts[s.measure] = { top.measure, bottom.measure }
  local uncounted = tables.merge(state, { tallies = {} })
  return ratio.of(s, { numerator = fill_cells(top, one, state, s.measure), factor = s.parts.factor,
    denominator = fill_cells(bottom, one, uncounted, s.measure) })
end

local function note_of(tally, value, is_none, doubtful)
  local fields = tally:fields()
  fields.value, fields.cells, fields.empty = value, tally.cells, is_none and "none" or nil
  fields.doubtful = doubtful > 0 and doubtful or nil
  return unit_note("filled", fields)
end

-- The cells of a measure, to be told; not of a ratio if those of its parts are.
local function tally_of(measure, state)
  local is_told = tables.find(state.parts[measure] or {}, function(part)
    return state.tallies[part]
  end)
  return not is_told and state.tallies[measure]
end

local function notes_of(units, state)
  local notes, seen = {}, {}
  for _, one in ipairs(units) do
    for _, s in ipairs(one.series) do
      local tally = not seen[s.measure] and tally_of(s.measure, state)
      seen[s.measure] = true
      if tally then
        notes[#notes + 1] = note_of(tally, state.value, datasets.is_empty_none(s.dataset),
          state.doubtful[s.measure] or 0)
      end
    end
  end
  return notes
end

--- Fills the empty cells of units, whose `series` are replaced.
---@param units table[] of unit.collect
---@param settings { value: number, wanted: (fun(measure: string): any)?, horizon: integer? } which
-- value; which measures, by default all; the last position at which a unit alone is expected
---@return urssaf.Note[] notes kind `filled`, one for each measure
function fill.units(units, settings)
  lifetimes.mark(units, settings.horizon)
  local state = { value = settings.value, wanted = settings.wanted, tallies = {},
    parts = {}, doubtful = {},
    is_alone = settings.horizon ~= nil, present = presence(units) }
  for _, one in ipairs(units) do
    if not pseudo_units.role(one.key) then
      one.series = tables.map(one.series, function(s) return fill_series(s, one, state) end)
      one.first = nil -- it has the series from before
    end
  end
  return notes_of(units, state)
end

-- ------------------------------------------------------------------ panels and series

local VALUE = { value = function(value)
  if type(value) ~= "number" or value ~= value or math.abs(value) == math.huge then
    return "a finite number"
  end
end }
local OPTIONS = tables.merge(VALUE, { measure = options.checks.name_or_names })

-- Raises if no series can be filled: the first reason.
local function check_fillable(list)
  if #list == 0 or tables.find(list, function(s) return s.parts or not hindrance(s) end) then
    return
  end
  errors.misuse("%s: %s %s, whose empty cells are no zeros", { option = "fill" },
    additivity.title(list[1]), hindrance(list[1]),
    { in_lua = ": fill the panel that it was made of" })
end

--- The panel with a value in its empty cells.
---@param panel urssaf.Panel
---@param given urssaf.FillOptions?
---@return table fields in which it differs
function fill.panel(panel, given)
  local checked = options.check(given, OPTIONS)
  local wanted = checked.measure and selection.measure_matcher(panel, checked.measure)
  check_fillable(tables.filter(panel.series, function(s)
    return not wanted or wanted(s.measure)
  end))
  local units, made = total_rows.keep_out(unit.collect(panel.series), total_origin.of(panel)), {}
  local before = tables.map(units, function(one) return one.series end)
  local notes = fill.units(units, { value = checked.value or 0, wanted = wanted })
  for n, one in ipairs(units) do
    for i, s in ipairs(before[n]) do made[s] = one.series[i] end
  end
  return { series = tables.map(panel.series, function(s) return made[s] or s end),
    notes = caveats.add(panel.notes, notes) }
end

--- The series with a value in its empty cells, from its first value to its end: that of the grid,
-- or its last value if none followed for a year.
---@param s urssaf.Series
---@param given urssaf.SeriesFillOptions?
---@return table fields in which it differs
function fill.series(s, given)
  local value = options.check(given, VALUE).value or 0
  if not s.parts then check_fillable { s } end
  local one = { key = s.key, series = { s } }
  local notes = fill.units({ one }, { value = value, horizon = #s.periods })
  local made = one.series[1]
  return tables.merge(composition.of(made), { values = made.values, filled = made.filled,
    parts = made.parts, ends = made.ends, notes = caveats.add(s.notes, notes) })
end

return fill
