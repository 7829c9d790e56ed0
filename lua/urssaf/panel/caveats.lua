--- Makes the notes (caveats) that a result must carry; merges and selects lists of notes.
local additivity = require "urssaf.domain.additivity"
local lazy = require "urssaf.base.lazy"
local measures = require "urssaf.domain.measures"
local sorting = require "urssaf.base.sorting"
local sums = require "urssaf.base.sums"
local tables = require "urssaf.base.tables"

local break_notes = lazy "urssaf.panel.break_notes"
local changed_note = lazy "urssaf.domain.changed_note"
local names = lazy "urssaf.base.names"
local new_note = lazy "urssaf.domain.new_note"
local period = lazy "urssaf.domain.period"
local unit = lazy "urssaf.domain.unit"

local caveats = {}

-- ------------------------------------------------------------------ lists of notes

local function identity(note)
  return table.concat({ note.kind, note.measure or "", note.message }, "\n")
end

-- Adds the periods of a note to those of an equal one, as a set by its place in the list.
local function join_periods(joined, list, at, note)
  if not note.periods or note.periods == list[at].periods then return end
  joined[at] = joined[at] or tables.set(list[at].periods or {})
  for _, name in ipairs(note.periods) do joined[at][name] = true end
end

--- A list of notes followed by others. Notes that differ only in their periods become one note
-- with the periods of both.
---@param notes urssaf.Note[]?
---@param more urssaf.Note[]
---@return urssaf.Note[]
function caveats.add(notes, more)
  if notes and #more == 0 then return notes end
  local place, list, joined = {}, {}, {}
  for _, some in ipairs { notes or {}, more } do
    for _, note in ipairs(some) do
      local id = identity(note)
      if place[id] then
        join_periods(joined, list, place[id], note)
      else
        list[#list + 1], place[id] = note, #list + 1
      end
    end
  end
  -- once for all that were joined: sorting takes longest
  for at, periods in pairs(joined) do
    list[at] = changed_note(list[at], { periods = sorting.keys(periods) })
  end
  return list
end

--- The notes of a ratio's parts, as notes of the ratio.
---@param measure string
---@param notes urssaf.Note[]?
---@param more urssaf.Note[]?
---@return urssaf.Note[]? notes nil if there are none
function caveats.of_ratio(measure, notes, more)
  local list = tables.map(caveats.add(notes, more or {}) or {}, function(note)
    return changed_note(note, { measure = note.measure and measure })
  end)
  return #list > 0 and caveats.add(nil, list) or nil
end

-- The measures of some series, and of the parts of those that are ratios.
local function measures_of(list)
  local present, parts, computed = tables.set(list, "measure"), {}, {}
  for _, s in ipairs(list) do
    for _, part in ipairs(s.parts and { s.parts.numerator, s.parts.denominator } or {}) do
      parts[part.measure] = true
    end
    if s.computed then computed[s.computed] = true end
  end
  -- most series have the same texts: each is taken apart once
  for text in pairs(parts) do
    for name in text:gmatch "[^ +]+" do present[name] = true end
  end
  for text in pairs(computed) do
    for name in text:gmatch "[^ +*/()]+" do present[name] = true end
  end
  return present
end

--- The notes that concern some series: general ones, those about a measure of these series or of
-- their parts, and those that say which measure was left out.
---@param notes urssaf.Note[]
---@param list urssaf.Series[]
---@return urssaf.Note[]
function caveats.concerning(notes, list)
  local present = measures_of(list)
  local function is_present(measure) return present[measure] end
  local kept = tables.filter(notes, function(note)
    local list_of = note.measures or { note.measure }
    return #list_of == 0 or tables.find(list_of, is_present) or note.kind == "left_out"
  end)
  return #kept == #notes and notes or kept
end

--- The notes that concern some series at a period, or at one of two: a note with periods must name
-- it.
---@param notes urssaf.Note[]
---@param list urssaf.Series[]
---@param when string
---@param also string?
---@return urssaf.Note[]
function caveats.at(notes, list, when, also)
  return tables.filter(caveats.concerning(notes, list), function(note)
    return not note.periods or tables.contains(note.periods, when)
      or (also and tables.contains(note.periods, also))
  end)
end

-- ------------------------------------------------------------------ breaks

--- The span of results that use up to `reach` periods before their own. Those that compare two
-- periods, `lag` apart, span more than they use: with a third argument that is true the span is in
-- two parts, the results that use a position, and those that are compared with it.
---@param reach integer
---@param lag integer?
---@return fun(from: integer, to: integer, is_use: boolean?): integer, integer, integer?, integer?
function caveats.reach(reach, lag)
  return function(from, to, is_use)
    if not (is_use and lag) then return from, to + reach end
    return from, to + reach - lag, from + lag, to + reach
  end
end

--- The span of results that are compared with a base.
---@param first integer position of the base
---@param last integer
---@param size integer of the grid
---@return fun(from: integer, to: integer, is_use: boolean?): integer, integer
function caveats.from_base(first, last, size)
  return function(from, to, is_use)
    if is_use and (to < first or from > last) then return from, to end
    if to < first then return 1, to end
    if from > last then return from, size end
    return 1, size
  end
end

--- The span of results after a change of the units, which are compared with a base before or after
-- it.
---@param base integer the last position of the base
---@param size integer of the grid
---@return fun(at: integer): integer, integer
function caveats.after_base(base, size)
  return function(at)
    if at > base then return at, size end
    return 1, at - 1
  end
end

--- The notes on breaks, and on estimates, that affect sums or growths.
---@param s urssaf.Series for its measure, parts, publication and grid
---@param span function of caveats.reach or caveats.from_base
---@param grid { frequency: urssaf.Frequency, periods: string[] }? if it is not that of the series
---@param is_mean boolean? whether the results are means of levels
---@return urssaf.Note[] notes kinds `break` and `estimated`
function caveats.breaks(s, span, grid, is_mean)
  local notes = break_notes.of(s, span, grid or s, is_mean)
  return #notes > 1 and caveats.add(nil, notes) or notes
end

-- ------------------------------------------------------------------ growths and sums

--- The note that a growth or a change of money is nominal.
---@param s urssaf.Series the series that grows
---@return urssaf.Note[] notes kind `nominal`
function caveats.nominal(s)
  local own = additivity.unit(s) or ""
  if not own:find "^EUR" or own:find "^EUR of " then return {} end
  return { new_note("nominal", "this growth is nominal: in current euros, price changes included",
    { measure = s.measure }) }
end

-- Whether a step of a transform takes the season out: it covers whole years, or compares with the
-- same time of another year.
local function is_of_years(step, a_year)
  local name, count = step:match "^(%l+)%((%d+)%)$"
  local has_length = name == "rolling" or name == "growth" or name == "change"
  return step == "yoy" or (has_length and count % a_year == 0)
end

-- Whether a series that is not of years goes up and down with the season: it is not adjusted, and
-- no transform has taken the season out.
local function is_seasonal(s)
  local a_year = period.A_YEAR[s.frequency]
  if (measures.of(s.measure, s.dataset) or {}).adjusted then return false end
  for step in ((s.transform or "") .. " of "):gmatch "(.-) of " do
    if step ~= "" and is_of_years(step, a_year) then return false end
  end
  return true
end

local function season_note(s, is_base, sentence)
  return { new_note("season", sentence:format(s.frequency),
    { measure = s.measure, frequency = s.frequency, base = is_base or nil }) }
end

--- The note that figures which are not seasonally adjusted are compared with those of another time
-- of the year.
---@param s urssaf.Series
---@param k integer how many periods lie between the two
---@return urssaf.Note[] notes kind `season`
function caveats.season_of_lag(s, k)
  if k % period.A_YEAR[s.frequency] == 0 or not is_seasonal(s) then return {} end
  return season_note(s, false, "the two ends are different %ss, and the data are not seasonally"
    .. " adjusted")
end

--- The note that figures which are not seasonally adjusted are compared with a base that is not a
-- whole year.
---@param s urssaf.Series
---@param first integer the base's first position
---@param last integer its last position
---@return urssaf.Note[] notes kind `season`
function caveats.season_of_base(s, first, last)
  if (last - first + 1) % period.A_YEAR[s.frequency] == 0 or not is_seasonal(s) then return {} end
  return season_note(s, true, "the base is not a whole year, so that other %ss are compared with"
    .. " it, and the data are not seasonally adjusted")
end

--- The note that a growth is missing where its two ends are not made of the same units.
---@param s urssaf.Series
---@param periods string[]
---@return urssaf.Note[] notes kind `coverage`
function caveats.coverage(s, periods)
  if #periods == 0 then return {} end
  return { new_note("coverage", "missing where the sums that are compared do not cover the same"
    .. " units", { measure = s.measure, periods = periods }) }
end

--- The note that a growth is missing where its base is zero or negative.
---@param s urssaf.Series
---@param periods string[]
---@return urssaf.Note[] notes kind `base`
function caveats.baseless(s, periods)
  if #periods == 0 then return {} end
  return { new_note("base", "there is no growth from zero or from a negative value",
    { measure = s.measure, periods = periods }) }
end

--- The note that there is no index.
---@param s urssaf.Series
---@param is_even boolean whether all cells of the base are made of the same units
---@return urssaf.Note[] notes kind `base`
function caveats.no_base(s, is_even)
  if not is_even then return caveats.coverage(s, s.periods) end
  return { new_note("base", "there is no index, because its base is missing, zero or negative",
    { measure = s.measure, variant = "of_index" }) }
end

-- Whether a value may be rounded, by its size.
local function may_be_rounded(s)
  local values, top, bottom = s.values, sums.ROUNDED_FROM, -sums.ROUNDED_FROM
  for i = 1, #s.periods do
    local value = values[i]
    if value and (value >= top or value <= bottom) then return true end
  end
end

--- The notes that some sums are so large that not all their digits are kept.
---@param list urssaf.Series[] sums
---@return urssaf.Note[] notes kind `rounded`, one for each measure
function caveats.rounded(list)
  local notes, seen = {}, {}
  for _, s in ipairs(list) do
    if not seen[s.measure] and may_be_rounded(s) then
      seen[s.measure] = true
      notes[#notes + 1] = new_note("rounded", "some figures have more digits than a number keeps:"
        .. " they are 2^53 (some 9 quadrillion) or more, and rounded", { measure = s.measure })
    end
  end
  return notes
end

-- How many units a note names.
local FEW = 3

--- The notes that units are not in a measure computed from two others, because they never have one
-- of these.
---@param list urssaf.Series[] those that are added up
---@return urssaf.Note[] notes kind `outside`
function caveats.outside(list)
  local outside = tables.filter(list, function(s) return s.outside ~= nil end)
  local groups = tables.group(outside, function(s) return s.measure .. "\n" .. s.outside end)
  return tables.map(groups, function(group)
    local who = names.listed(tables.map(group, function(s) return unit.name(s.key) end), FEW)
    return new_note("outside", ("without %s, where %s is missing in every period"):format(who,
      group[1].outside), { measure = group[1].measure, part = group[1].outside, who = who,
      count = #group })
  end)
end

--- The note that a sum of seasonally adjusted figures is not adjusted itself.
---@param s urssaf.Series
---@return urssaf.Note[] notes kind `adjusted`
function caveats.adjusted(s)
  local definition = measures.of(s.measure, s.dataset)
  if not (definition and definition.adjusted) then return {} end
  return { new_note("adjusted", "a sum of seasonally adjusted figures is not quite the adjusted"
    .. " figure of the sum", { measure = s.measure }) }
end

return caveats
