--- The part of a panel that the options ask for: units and measures, then places, transforms and
-- periods. Periods are cut last, so that the first growth shown has the year before it.
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"
local panels = require "urssaf.panel"
local period = require "urssaf.domain.period"
local place_selection = require "urssaf.cli.place_selection"
local tables = require "urssaf.base.tables"

-- few command lines need these
local caveats = lazy "urssaf.panel.caveats"
local check_text = lazy "urssaf.panel.check_text"
local finer_period = lazy "urssaf.cli.finer_period"
local measure_selection = lazy "urssaf.cli.measure_selection"
local per_file = lazy "urssaf.cli.per_file"
local unit_selection = lazy "urssaf.cli.unit_selection"
local used_periods = lazy "urssaf.cli.used_periods"

local selection = {}

local function with_series(panel, list, notes)
  return panels.of { dataset = panel.dataset, frequency = panel.frequency,
    periods = panel.periods, source = panel.source, series = list, notes = notes }
end

-- How the periods of measures are combined that the library does not know.
local OVER_TIME = { flow = "sum", stock = "last", count = "mean" }

local function over_time(given)
  return { how = OVER_TIME[given.nature] }
end

local function transformed(panel, given)
  if given.rolling then panel = panel:rolling(given.rolling, over_time(given)) end
  local compared = { units = given.units }
  if given.index then panel = panel:index(given.index, compared) end
  if given.growth then return panel:yoy(compared) end
  if given.quarterly_growth then return panel:qoq(compared) end
  if given.monthly_growth then return panel:mom(compared) end
  return panel
end

--- How units are summed, once the empty cells that count as zero have been filled.
---@param given table the options by name
---@return { missing: "strict"|"skip", how: "sum"? }
function selection.over_units(given)
  return { missing = given.missing == "skip" and "skip" or "strict",
    how = given.nature and "sum" or nil }
end

-- The units and measures that the options ask for; all measures if they name none. The second
-- result is the names of those that are named, or what is wrong.
local function of_units(panel, given, wanted)
  local _, err = finer_period.refused(given.at or given.index, panel.frequency)
  if not err then given.by, err = unit_selection.key(panel, given.by) end
  if err then return nil, err end
  wanted = wanted or given.measure or {}
  if given.missing == "zero" then panel = panel:fill() end
  if #wanted > 0 then
    panel, wanted = measure_selection.added(panel, wanted, type(given.measure) == "table")
    if not panel then return nil, wanted end
  end
  if #given.where > 0 then panel, err = unit_selection.filtered(panel, given.where) end
  if panel and #wanted > 0 then panel = measure_selection.filtered(panel, wanted) end
  if panel and given.per then panel, err = per_file.of(panel, given) end
  return panel, panel and wanted or err
end

-- Whether each value shown is made of those of its own period alone. Then periods can be cut first,
-- and what is said of missing sums is said of those that are shown.
local function is_by_period(given)
  return not (given.annual or given.rolling or given.growth or given.quarterly_growth
    or given.monthly_growth or given.index)
end

-- Whether a note is on nothing but periods before others: what began before them is in all of them.
local function is_past(note, first)
  return note.kind == "scope" and note.since ~= nil
    and period.lower(note.since, "month") <= period.lower(first, "month")
end

-- The kinds of notes on sums and on empty cells, each of its own period.
local OF_SUMS = tables.set { "gap", "ended", "partial", "filled" }

local function is_of_sums(note) return OF_SUMS[note.kind] end

-- The notes without those that name only periods that were cut off. `first` is the first period of
-- the data that is used, if that is known; with `is_used` what is missing in others of the data
-- makes results missing.
local function notes_within(notes, periods, first, is_used)
  local is_there = tables.set(periods)
  return tables.filter(notes, function(note)
    if first and is_past(note, first) then return false end
    if is_used and is_of_sums(note) then return true end
    return not note.periods or tables.find(note.periods, function(name)
      return is_there[name] or is_there[name:sub(1, 4)]
    end)
  end)
end

local function within(panel, given)
  if not (given.from or given.to) then return panel end
  local part = panel:filter { from = given.from, to = given.to }
  if #part.periods == 0 then
    local _, err = finer_period.refused(given.from or given.to, panel.frequency)
    if err then return nil, err end
    local function name_of(i) return check_text.period(panel.periods[i] or "?") end
    return errors.fail("usage", ("no period is in that span: the data go from %s to %s"):format(
      name_of(1), name_of(#panel.periods)))
  end
  part.notes = notes_within(part.notes, part.periods,
    given.used_from or is_by_period(given) and part.periods[1] or nil,
    not is_by_period(given))
  return part
end

local function has_value(s) return next(s.values) ~= nil end

-- The notes without the one on places that a file lacks, where no series is missing for that.
local function without_lacking(notes, list)
  if tables.find(list, function(s) return not has_value(s) end) then return notes end
  return tables.filter(notes, function(note)
    return not (note.kind == "joined" and note.without)
  end)
end

-- All that the options ask for. Without `has_places` the units are not summed to places.
local function selected(panel, given, wanted, has_places)
  local part, found = of_units(panel, given, wanted)
  local err = found
  if part and is_by_period(given) then part, err = within(part, given) end
  if not part then return nil, err end
  if has_places then
    local list, notes = place_selection.series(part, given.place, selection.over_units(given))
    if not list then return nil, notes end
    part = with_series(part, list, given.per and without_lacking(notes, list) or notes)
  elseif given.by then
    part = unit_selection.summed(part, given.by, selection.over_units(given))
  end
  if given.annual then part = part:annual(over_time(given)) end
  part, err = within(transformed(part, given), given)
  if not part then return nil, err end
  return #found > 1 and measure_selection.in_order(part, found) or part
end

-- The notes on a part of what was selected: on the periods from the first to the last that its
-- figures are made of.
local function notes_of(select, whole, given, part, from, to)
  if not tables.find(part.notes, function(note) return note.periods or note.since end) then
    return part.notes
  end
  local used = used_periods.of(whole, given, from, to)
  return select(used, tables.merge(given, { from = from, to = to,
    used_from = used.periods[1] })).notes
end

-- What makes figures of several periods of those of the data.
local BY_PERIOD = { rolling = false, index = false, growth = false, quarterly_growth = false,
  monthly_growth = false }

-- The notes on the figures of some spans: those on sums are on what these are made of, and not on
-- the periods between.
local function notes_on(select, whole, given, part, results)
  local from, to = results[1].from, results[#results].to
  local all = notes_of(select, whole, given, part, from, to)
  if given.annual then return all end
  local notes = tables.filter(all, function(note) return not is_of_sums(note) end)
  if #notes == #all then return all end
  local plain = tables.merge(given, BY_PERIOD)
  for _, span in ipairs(used_periods.spans(whole, given, results)) do
    local own = notes_of(select, whole, plain, part, span.from, span.to)
    notes = caveats.add(notes, tables.map(tables.filter(own, is_of_sums), function(note)
      -- it is on what is made of these periods, too
      return tables.merge(note, { periods = tables.append({ from, to }, note.periods) })
    end))
  end
  return notes
end

--- The notes on the figures of a span, and on what they are made of.
---@param select urssaf.cli.Select
---@param whole urssaf.Panel that was selected from
---@param given table the options by name
---@param part urssaf.Panel what was selected
---@param from string
---@param to string
---@return urssaf.Note[]
function selection.notes_over(select, whole, given, part, from, to)
  return notes_on(select, whole, given, part, { { from = from, to = to } })
end

--- The notes on figures of one period, or of two that are compared, and on what they are made of.
---@param select urssaf.cli.Select
---@param whole urssaf.Panel
---@param given table
---@param part urssaf.Panel
---@param from string
---@param to string
---@return urssaf.Note[]
function selection.notes_at(select, whole, given, part, from, to)
  return notes_on(select, whole, given, part,
    { { from = from, to = from }, { from = to, to = to } })
end

-- Whether what is selected has notes on periods beyond the span that is asked for.
local function reaches_beyond(given)
  return (given.from or given.to) and not given.used_from
    and not (is_by_period(given) and given.missing ~= "zero" and not given.per)
end

-- Lets the notes of a selection be about the span that is asked for.
local function narrowed(select)
  return function(panel, given)
    local part, err = select(panel, given)
    if part and part.periods[1] and reaches_beyond(given) then
      part.notes = selection.notes_over(select, panel, given, part, part.periods[1],
        part.periods[#part.periods])
    end
    return part, err
  end
end

-- Units that are chosen by a key stay as they are; else no place means France.
local function has_places(given)
  return #given.place > 0 or #given.where == 0
end

--- The series of places, of all measures unless some are named.
---@type urssaf.cli.Select
selection.series = narrowed(function(panel, given)
  return selected(panel, given, nil, has_places(given))
end)

--- The series of places, of one measure unless several are named.
---@type urssaf.cli.Select
selection.series_of_measure = narrowed(function(panel, given)
  local wanted, err = measure_selection.asked(panel, given)
  if not wanted then return nil, err end
  return selected(panel, given, wanted, has_places(given))
end)

--- The series of places if some are named, else those of all units.
---@type urssaf.cli.Select
selection.units = narrowed(function(panel, given)
  return selected(panel, given, nil, #given.place > 0)
end)

--- The series of one measure, unless several are named, for each département, region or value of
-- another key, to rank or to map.
---@type urssaf.cli.Select
function selection.places(panel, given)
  local part, wanted, found
  wanted, found = measure_selection.asked(panel, given)
  if wanted then part, found = of_units(panel, given, wanted) end
  if not part then return nil, found end
  part = unit_selection.by(part, given.by, selection.over_units(given))
  return measure_selection.in_order(transformed(part, given), found)
end

--- The same, without the places of which there is no value in any period.
---@param part urssaf.Panel
---@return urssaf.Panel
function selection.with_values(part)
  return with_series(part, tables.filter(part.series, has_value), part.notes)
end

--- Lets the notes of the same be on one period alone, or on those from one to another.
---@param whole urssaf.Panel that was selected from
---@param given table the options by name
---@param part urssaf.Panel that was selected
---@param from string
---@param to string? by default the first one
function selection.places_at(whole, given, part, from, to)
  part.notes = selection.notes_at(selection.places, whole, given, part, from, to or from)
end

return selection
