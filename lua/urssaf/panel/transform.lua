--- Transforms of one series that compare: change, growth, index; and any function of its values.
--
-- Each function takes a series and returns the fields in which the result differs from it. A value
-- that depends on a missing one is missing. `memo`: see measure_memo.lua.
local additivity = require "urssaf.domain.additivity"
local caveats = require "urssaf.panel.caveats"
local common_units = require "urssaf.panel.common_units"
local composition = require "urssaf.panel.composition"
local errors = require "urssaf.base.errors"
local growth_notes = require "urssaf.panel.growth_notes"
local marks = require "urssaf.panel.marks"
local measure_memo = require "urssaf.panel.measure_memo"
local numbers = require "urssaf.base.numbers"
local perimeter = require "urssaf.panel.perimeter"
local period = require "urssaf.domain.period"
local small_bases = require "urssaf.panel.small_bases"
local sums = require "urssaf.base.sums"
local transform_names = require "urssaf.panel.transform_names"
local windows = require "urssaf.panel.windows"

local transform = {}

--- Raises unless a number of periods is whole and above zero.
---@param count any
---@param what string the transform
---@return integer
function transform.check_count(count, what)
  local whole = numbers.integer(count)
  if not whole or whole < 1 then
    errors.misuse("%s: a whole number of periods above zero expected, got %s", what,
      numbers.shown(count))
  end
  return whole
end

-- The notes of a series and those of a comparison: one list for all units, but where the series are
-- comparisons themselves, of which some notes concern one unit alone.
local function with_notes_of(s, own)
  local id = s.transform and transform_names.compares(s.transform) and s.notes or own
  own.joined = own.joined or {}
  own.joined[id] = own.joined[id] or caveats.add(s.notes, own.notes)
  return own.joined[id]
end

-- ------------------------------------------------------------------ two periods

-- A growth from zero or from a negative number means nothing.
local function relative(now, before)
  if before > 0 then return now / before - 1 end
end

-- The values from the position after k on, to be replaced: a list that grows takes longer.
local function values_after(s, k)
  local size = #s.periods
  local values = composition.slice(s.values, 1, size)
  for i = 1, k < size and k or size do values[i] = nil end
  return values
end

-- Adds to one of the lists of what is found, which few series have.
local function add(found, name, one)
  local list = found[name] or {}
  found[name], list[#list + 1] = list, one
end

-- The growths of a series that is no sum with missing units: `comparisons` in half the time, since
-- there is no call in the loop.
local function growths(s, k, own, found)
  local values, result = s.values, values_after(s, k)
  local small = own.is_counted and small_bases.THRESHOLD or 0
  for i = k + 1, #s.periods do
    local now, before = values[i], values[i - k]
    if not (now and before) then
      result[i] = nil
    elseif before > small then
      result[i] = now / before - 1
    else
      result[i] = relative(now, before)
      if result[i] == nil then
        add(found, "baseless", s.periods[i])
      elseif before < small then
        add(found, "small", i - k)
      end
    end
  end
  return result
end

-- own.combine(x(t), x(t-k)) where both are present and made of the same units. `found` takes note
-- of the periods in which both are present, but made of different units; of those in which combine
-- gives nothing; and of the positions of small bases, where these matter.
local function comparisons(s, k, own, found)
  local values, absent, combine, result = s.values, s.absent, own.combine, values_after(s, k)
  local small = own.is_counted and small_bases.THRESHOLD or -math.huge
  for i = k + 1, #s.periods do
    local now, before = values[i], values[i - k]
    if now and before then
      local is_uneven = absent and absent[i] ~= absent[i - k]
      result[i] = not is_uneven and combine(now, before) or nil
      if result[i] == nil then
        add(found, is_uneven and "uneven" or "baseless", s.periods[i])
      elseif before < small then
        add(found, "small", i - k)
      end
    else
      result[i] = nil
    end
  end
  return result
end

local function notes_of_lag(s, k)
  local reach = caveats.reach(k + (s.span or 0), k)
  local notes = caveats.add(caveats.breaks(s, reach), caveats.nominal(s))
  return caveats.add(notes, caveats.season_of_lag(s, k))
end

-- Growth of the units that are at both ends: its coverage is that of these.
local function over_common_units(s, k, own)
  local values, left_out = common_units.lagged(s, k, own.combine)
  local fields = { values = values, span = k + (s.span or 0),
    notes = caveats.add(with_notes_of(s, own), left_out) }
  marks.lag(fields, s, k)
  return fields
end

local function over_all_units(s, k, own, memo)
  local found, fields = {}, composition.of(s)
  -- most series have none of what is asked for here, which takes less time of `fields` than of them
  local is_plain = own.combine == relative and not fields.absent
  if fields.members then fields.members, fields.steps = nil, nil end
  fields.values = (is_plain and growths or comparisons)(s, k, own, found)
  fields.span, fields.notes = k + (fields.span or 0), with_notes_of(s, own)
  if fields.filled or fields.provisional then marks.lag(fields, s, k) end
  local uneven, baseless = found.uneven, found.baseless
  if uneven then fields.notes = caveats.add(fields.notes, caveats.coverage(s, uneven)) end
  if baseless then fields.notes = caveats.add(fields.notes, caveats.baseless(s, baseless)) end
  if found.small or fields.perimeter then
    growth_notes.add(fields, s, k, found.small, memo ~= nil)
  end
  return fields
end

-- What the comparisons of a measure have in common.
local function lag_of(s, k, name, describe)
  local made = describe(s, name)
  made.transform, made.notes = transform_names.after(s, name), notes_of_lag(s, k)
  made.is_counted = made.unit == "1" and small_bases.is_counted(s)
  return made
end

-- A comparison over k periods; describe(s, name) tells how: `combine`, `unit`, `nature`.
local function over_lag(s, k, name, describe, memo, units)
  local own = measure_memo.of(memo, s, false, lag_of, k, name, describe)
  local is_common = units and common_units.are_wanted(s, units)
  local fields = (is_common and over_common_units or over_all_units)(s, k, own, memo)
  fields.transform, fields.unit, fields.nature = own.transform, own.unit, own.nature
  return fields
end

local function difference_of(s)
  return { combine = sums.difference, unit = additivity.unit_of_change(additivity.unit(s)),
    nature = additivity.nature(s) == "ratio" and "ratio" or "change" }
end

--- x(t) - x(t-k), in the unit of the series; in points for a fraction or a rate in per cent.
---@param s urssaf.Series
---@param k integer
---@param memo table? shared by the series of a panel
---@param units "all"|"common"|nil of a sum, whether only the units at both ends are compared
---@return table fields
function transform.change(s, k, memo, units)
  k = transform.check_count(k, "change")
  return over_lag(s, k, ("change(%d)"):format(k), difference_of, memo, units)
end

-- Raises for a growth or a difference, of which `what` means nothing, also if it was published.
local function check_level(s, what)
  if not additivity.is_growth(s) then return end
  errors.misuse("%s of %s means nothing, since that is a growth or a difference already",
    what, additivity.title(s), { in_lua = "; take change for how much it rose or fell" })
end

local function growth_of(s, name)
  check_level(s, name)
  return { combine = relative, unit = "1", nature = "ratio" }
end

--- x(t) / x(t-k) - 1, a fraction. Raises for a growth.
---@param s urssaf.Series
---@param k integer
---@param memo table?
---@param units "all"|"common"|nil as in `change`
---@return table fields
function transform.growth(s, k, memo, units)
  k = transform.check_count(k, "growth")
  return over_lag(s, k, ("growth(%d)"):format(k), growth_of, memo, units)
end

-- The growth of a share, a growth or a rate in per cent is a difference in points: 0.60 after 0.50
-- is 0.10, not 0.20.
local function growth_or_points(s, name)
  return (additivity.grows_in_points(s) and difference_of or growth_of)(s, name)
end

--- Growth over a year; for a share, a growth or a rate in per cent the difference, in points.
---@param s urssaf.Series
---@param memo table? shared by the series of a panel
---@param units "all"|"common"|nil as in `change`
---@return table fields
function transform.yoy(s, memo, units)
  return over_lag(s, period.A_YEAR[s.frequency], "yoy", growth_or_points, memo, units)
end

-- Raises if a growth is not for the periods of a series; the message names those that are.
local OTHER_GROWTHS = { month = "mom or yoy", quarter = "qoq or yoy", year = "yoy" }

local function check_frequency(s, frequency, name)
  if s.frequency == frequency then return end
  errors.misuse("%s is for %ss: these are %ss", { option = name }, frequency, s.frequency,
    { in_lua = ", use " .. OTHER_GROWTHS[s.frequency], about = name })
end

--- Growth over a quarter, as in `yoy`.
---@param s urssaf.Series
---@param memo table? shared by the series of a panel
---@param units "all"|"common"|nil as in `change`
---@return table fields
function transform.qoq(s, memo, units)
  check_frequency(s, "quarter", "qoq")
  return over_lag(s, 1, "qoq", growth_or_points, memo, units)
end

--- Growth over a month, as in `yoy`.
---@param s urssaf.Series
---@param memo table? shared by the series of a panel
---@param units "all"|"common"|nil as in `change`
---@return table fields
function transform.mom(s, memo, units)
  check_frequency(s, "month", "mom")
  return over_lag(s, 1, "mom", growth_or_points, memo, units)
end

-- ------------------------------------------------------------------ index and map

local function check_base(base)
  local kind = type(base)
  if kind == "string" or kind == "number" then return end -- what is wrong in it is told later
  if period.is_bound(base) or period.is(base, "month") then return end
  errors.misuse("index: say when it is 100, as index(2015) or index(\"2021-Q2\"), got %s",
    base == nil and "nothing" or numbers.shown(base))
end

-- The first and last position of the base, which is a period of the grid, or a longer one.
local function base_positions(s, base)
  local frequency = s.frequency
  local lower, upper = period.lower(base, frequency), period.upper(base, frequency)
  if lower > upper then
    errors.misuse("%s: the base is shorter than a %s", { option = "index" }, frequency)
  end
  local first = period.position(s.periods, frequency, period.from_ordinal(lower, frequency))
  local last = period.position(s.periods, frequency, period.from_ordinal(upper, frequency))
  if first and last then return first, last end
  errors.misuse("%s: %s", { option = "index" }, period.outside(s.periods, frequency, base))
end

-- Whether the same units are missing in all cells of the base, and their ids.
local function same_units(s, first, last)
  local absent = s.absent or {}
  for i = first + 1, last do
    if absent[i] ~= absent[first] then return false end
  end
  return true, absent[first]
end

-- The index by position, and notes on why it is missing.
local function index_values(s, first, last)
  local same, lacking = same_units(s, first, last)
  local level = same and windows.mean(s, first, last)
  if not (level and level > 0) then return {}, caveats.no_base(s, same) end
  local values, absent, indices, uneven = s.values, s.absent, {}, {}
  for i = 1, #s.periods do
    local value = values[i]
    if value ~= nil and absent and absent[i] ~= lacking then
      uneven[#uneven + 1] = s.periods[i]
    elseif value ~= nil then
      indices[i] = value / level * 100
    end
  end
  return indices, caveats.coverage(s, uneven)
end

-- The index of the units that are in the base; no note on why it is missing, and those on the
-- others.
local function common_index(s, first, last)
  local values, left_out = common_units.index(s, first, last)
  return values, {}, left_out
end

-- What the indices of a measure have in common.
local function index_of(s, base)
  check_level(s, "an index")
  check_base(base)
  local first, last = base_positions(s, base)
  local name = first == last and s.periods[first] or period.parse(base)
  local notes = caveats.breaks(s, caveats.from_base(first, last, #s.periods))
  notes = caveats.add(notes, caveats.nominal(s))
  return { first = first, last = last, transform = transform_names.after(s, ("index(%s)"):format(
    name)), notes = caveats.add(notes, caveats.season_of_base(s, first, last)) }
end

--- 100 at the base: a period, or the mean of a longer one, such as a bare year.
---@param s urssaf.Series
---@param base urssaf.Period
---@param units "all"|"common"|nil of a sum, whether only the units at the base are compared
---@param memo table? shared by the series of a panel
---@return table fields
function transform.index(s, base, units, memo)
  local own = measure_memo.of(memo, s, false, index_of, base)
  local first, last = own.first, own.last
  local is_common = common_units.are_wanted(s, units)
  local values, why, left_out = (is_common and common_index or index_values)(s, first, last)
  local fields = is_common and {} or composition.of(s)
  fields.values, fields.span, fields.members, fields.steps = values, #s.periods, nil, nil
  marks.base(fields, s, first, last)
  fields.transform, fields.unit, fields.nature = own.transform, "index", "ratio"
  local notes = caveats.add(with_notes_of(s, own), why)
  fields.notes = caveats.add(notes, left_out
    or perimeter.notes(s, values, caveats.after_base(last, #s.periods)))
  return fields
end

--- Raises unless what is to be applied to values is a function.
---@param f any
function transform.check_function(f)
  if type(f) ~= "function" then errors.misuse("map: a function expected, got %s", type(f)) end
end

local function check_result(value)
  if value == nil then return nil end
  if type(value) ~= "number" or value ~= value or value == math.huge or value == -math.huge then
    errors.misuse("map: the function must return a finite number, or nil for missing, got %s",
      tostring(value))
  end
  return value
end

--- f(value, period) for each value. Nothing is known of the results' nature and unit.
---@param s urssaf.Series
---@param f fun(value: number, period: string): number?
---@return table fields
function transform.map(s, f)
  transform.check_function(f)
  local fields = composition.of(s)
  fields.values, fields.members, fields.steps = {}, nil, nil
  for i = 1, #s.periods do
    if s.values[i] ~= nil then fields.values[i] = check_result(f(s.values[i], s.periods[i])) end
  end
  marks.keep(fields, s)
  fields.notes = s.notes
  fields.transform, fields.nature, fields.unit = transform_names.after(s, "map"), "unknown", false
  return fields
end

return transform
