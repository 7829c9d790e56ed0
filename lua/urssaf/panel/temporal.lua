--- Aggregation over time, and growth, of every series of a panel.
local additivity = require "urssaf.domain.additivity"
local caveats = require "urssaf.panel.caveats"
local errors = require "urssaf.base.errors"
local growth_options = require "urssaf.panel.growth_options"
local joined_notes = require "urssaf.panel.joined_notes"
local new_note = require "urssaf.domain.new_note"
local note_labels = require "urssaf.panel.note_labels"
local options = require "urssaf.domain.options"
local period = require "urssaf.domain.period"
local ratio = require "urssaf.panel.ratio"
local selection = require "urssaf.panel.selection"
local series = require "urssaf.panel.series"
local tables = require "urssaf.base.tables"
local time_sums = require "urssaf.panel.time_sums"
local transform = require "urssaf.panel.transform"

local temporal = {}

-- The notes of a series that concern a panel. That there is no growth of a pseudo-unit, whose
-- figures are mostly negative if it is an adjustment, says nothing of places.
local function notes_of(s, has_units)
  if not (has_units and series.role(s)) then return s.notes end
  return tables.filter(s.notes, function(note) return note.kind ~= "base" end)
end

-- The fields of a panel of some series, which are just made, with the notes of each, once, and
-- further ones, behind those of the panel that they are made of.
local function panel_of(panel, list, more)
  local notes, seen = {}, {}
  note_labels.put(list)
  local has_units = tables.find(list, function(s) return not series.role(s) end) ~= nil
  for _, s in ipairs(list) do
    if s.notes and not seen[s.notes] then -- the series of a measure share theirs
      seen[s.notes] = true
      tables.append(notes, notes_of(s, has_units))
    end
  end
  notes = caveats.add(joined_notes.with_series(notes, list), more)
  return { series = list, notes = caveats.add(panel.notes, notes) }
end

-- The series that an operation may combine, and notes on those that it leaves out.
local function combinable(list, operation, how)
  list = ratio.with_parts(list)
  local rules, notes = additivity.rules(list, operation, how)
  local chosen = tables.set(tables.map(rules, function(one) return additivity.id(one.series) end))
  return tables.filter(list, function(s) return chosen[additivity.id(s)] end), notes
end

local function how_of(panel, given, operation)
  local how = options.check(given, { how = additivity.how_check(operation) }).how
  selection.check_how(panel, how)
  return how
end

-- Combines each series over time, or both parts of a ratio: combine(s, given) returns fields, and
-- whether no value is rounded. Also returns the notes on values that are.
local function apply(list, how, combine)
  local given, large = { how = how, memo = {} }, {}
  local function combined(s)
    local fields, is_exact = combine(s, given)
    local made = series.like(s, fields)
    if not (is_exact or given.is_part) then large[#large + 1] = made end
    return made
  end
  local result = tables.map(list, function(s)
    given.is_part = s.parts ~= nil
    if not s.parts then return combined(s) end
    large[#large + 1] = ratio.through(s, combined)
    return large[#large]
  end)
  return result, caveats.rounded(large)
end

--- Sums or means over k periods.
---@param panel urssaf.Panel
---@param k integer? by default a year's worth
---@param given urssaf.HowOptions?
---@return table fields in which the panel differs
function temporal.rolling(panel, k, given)
  local how = how_of(panel, given, additivity.WINDOW)
  local kept, notes = combinable(panel.series, additivity.WINDOW, how)
  k = kept[1] and time_sums.rolling_length(panel, k)
  local result, rounded = apply(kept, how, function(s, own) return time_sums.rolling(s, k, own) end)
  return panel_of(panel, result, caveats.add(notes, rounded))
end

-- The last of the longer periods that is over with a period.
local function last_whole(name, frequency)
  local following = period.overlap(period.add(name, 1), frequency)
  return period.from_ordinal(following - 1, frequency)
end

-- Values of longer periods, by the rules of an operation.
local function to_coarser(panel, operation, frequency, given)
  local how = how_of(panel, given, operation)
  local kept, notes = combinable(panel.series, operation, how)
  local grid = time_sums.coarser_grid(panel.periods, panel.frequency, frequency)
  local coarser = {} -- periods, by the finer one that they begin in
  local result, rounded = apply(kept, how, function(s, own)
    local fields, is_exact = time_sums.coarser(s, grid, operation, own)
    local since = series.since(s)
    if since and not coarser[since] then
      coarser[since] = period.from_ordinal(period.overlap(since, frequency), frequency)
    end
    fields.since = coarser[since or ""]
    fields.ends = s.ends and last_whole(s.ends, frequency)
    return fields, is_exact
  end)
  local fields = panel_of(panel, result, caveats.add(notes, rounded))
  fields.frequency, fields.periods = frequency, grid.periods
  return fields
end

--- Yearly values from months or quarters.
---@param panel urssaf.Panel
---@param given urssaf.HowOptions?
---@return table fields in which the panel differs
function temporal.annual(panel, given)
  if panel.frequency == "year" then errors.misuse("annual: these are years already") end
  return to_coarser(panel, additivity.YEAR, "year", given)
end

--- Quarterly values from months.
---@param panel urssaf.Panel
---@param given urssaf.HowOptions?
---@return table fields in which the panel differs
function temporal.quarterly(panel, given)
  if panel.frequency ~= "month" then
    errors.misuse("quarterly: a panel of months expected, these are %ss", panel.frequency)
  end
  return to_coarser(panel, additivity.QUARTER, "quarter", given)
end

--- Growth of every series.
---@param panel urssaf.Panel
---@param name "yoy"|"qoq"|"mom" the transform
---@param given urssaf.GrowthOptions?
---@return table fields in which the panel differs
function temporal.growth(panel, name, given)
  local memo, result, units = {}, {}, growth_options.units(given)
  for i, s in ipairs(panel.series) do
    result[i] = series.like(s, transform[name](s, memo, units))
  end
  return panel_of(panel, result, {})
end

-- The series of which a growth or an index means something, and notes on those that are left out
-- because they are growths or differences; all series if they all are, since then the first one
-- raises.
local function levels(list)
  local is_growth, notes = {}, {}
  local kept = tables.filter(list, function(s)
    local id = additivity.id(s)
    if is_growth[id] == nil then
      is_growth[id] = additivity.is_growth(s)
      notes[#notes + 1] = is_growth[id] and new_note("left_out",
        ("left out: %s is a growth or a difference already"):format(additivity.title(s)),
        { measure = s.measure }) or nil
    end
    return not is_growth[id]
  end)
  if #kept == 0 then return list, {} end
  return kept, notes
end

--- The growth or the change of every series over a number of periods.
---@param panel urssaf.Panel
---@param name "growth"|"change" the transform
---@param k integer
---@param given urssaf.GrowthOptions?
---@return table fields in which the panel differs
function temporal.over(panel, name, k, given)
  local memo, units = {}, growth_options.units(given)
  transform.check_count(k, name)
  local list, notes = panel.series, {}
  if name == "growth" then list, notes = levels(list) end
  return panel_of(panel, tables.map(list, function(s)
    return series.like(s, transform[name](s, k, memo, units))
  end), notes)
end

--- Every series as an index.
---@param panel urssaf.Panel
---@param base urssaf.Period
---@param given urssaf.GrowthOptions?
---@return table fields in which the panel differs
function temporal.index(panel, base, given)
  local units, memo = growth_options.units(given), {}
  local list, notes = levels(panel.series)
  return panel_of(panel, tables.map(list, function(s)
    return series.like(s, transform.index(s, base, units, memo))
  end), notes)
end

--- Every value as a function of it.
---@param panel urssaf.Panel
---@param f fun(value: number, period: string, key: table<string, string>, measure: string): number?
---@return table fields in which the panel differs
function temporal.map(panel, f)
  transform.check_function(f)
  return panel_of(panel, tables.map(panel.series, function(s)
    return series.like(s, transform.map(s, function(value, when)
      return f(value, when, s.key, s.measure)
    end))
  end), {})
end

return temporal
