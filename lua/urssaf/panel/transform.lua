--- Transforms of one series: change, growth, sum over a window, index.
--
-- Each function takes a series and returns the fields in which the result differs from it. A value
-- that depends on a missing one is missing. `memo` is a table that the series of a panel share
-- during one call, so that the notes of a measure are made once and not for each unit.
local additivity = require "urssaf.domain.additivity"
local caveats = require "urssaf.panel.caveats"
local common_units = require "urssaf.panel.common_units"
local composition = require "urssaf.panel.composition"
local errors = require "urssaf.base.errors"
local growth_notes = require "urssaf.panel.growth_notes"
local marks = require "urssaf.panel.marks"
local numbers = require "urssaf.base.numbers"
local options = require "urssaf.domain.options"
local perimeter = require "urssaf.panel.perimeter"
local period = require "urssaf.domain.period"
local sums = require "urssaf.base.sums"
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

-- The name of a transform, followed by those applied before: "yoy of rolling(4)".
local function named(s, name)
  return s.transform and name .. " of " .. s.transform or name
end

local function remembered(memo, s, make)
  if not memo then return make() end
  local id = additivity.id(s)
  memo[id] = memo[id] or make()
  return memo[id]
end

-- ------------------------------------------------------------------ two periods

local difference = sums.difference

-- A growth from zero or from a negative number means nothing.
local function relative(now, before)
  if before > 0 then return now / before - 1 end
end

-- combine(x(t), x(t-k)) where both are present and made of the same units; the periods in which
-- both are present, but made of different units; and those in which combine gives nothing.
local function lagged(s, k, combine)
  local values, absent, result, uneven, baseless = s.values, s.absent, {}, {}, {}
  local first, is_growth = math.min(k, #s.periods), combine == relative
  for i = 1, first do result[i] = 0 end -- Lua fills a list from 1 on in half the time
  for i = k + 1, #s.periods do
    local now, before = values[i], values[i - k]
    local is_both = now ~= nil and before ~= nil
    if is_both and absent and absent[i] ~= absent[i - k] then
      uneven[#uneven + 1] = s.periods[i]
    elseif is_both and is_growth and before > 0 then
      result[i] = now / before - 1 -- as `relative`, without a call for each cell
    elseif is_both then
      result[i] = combine(now, before)
      if result[i] == nil then baseless[#baseless + 1] = s.periods[i] end
    end
  end
  for i = 1, first do result[i] = nil end
  return result, uneven, baseless
end

local function notes_of_lag(s, k, reach, uneven, memo)
  local notes = remembered(memo, s, function()
    local list = caveats.add(s.notes, caveats.breaks(s, caveats.reach(reach, k)))
    return caveats.add(caveats.add(list, caveats.nominal(s)), caveats.season_of_lag(s, k))
  end)
  return caveats.add(notes, caveats.coverage(s, uneven))
end

-- Growth of the units that are at both ends: its coverage is that of these.
local function over_common_units(s, k, result, memo)
  local values, left_out = common_units.lagged(s, k, result.combine)
  local span = k + (s.span or 0)
  local notes = notes_of_lag(s, k, span, {}, memo)
  local fields = { values = values, span = span, transform = named(s, result.name),
    unit = result.unit, nature = result.nature, notes = caveats.add(notes, left_out) }
  marks.lag(fields, s, k)
  return fields
end

-- `result` describes what is computed: name, combine, unit, nature, units.
local function over_lag(s, k, result, memo)
  if common_units.are_wanted(s, result.units) then return over_common_units(s, k, result, memo) end
  local values, uneven, baseless = lagged(s, k, result.combine)
  local fields = composition.of(s)
  fields.members, fields.steps = nil, nil
  fields.values, fields.span = values, k + (s.span or 0)
  marks.lag(fields, s, k)
  fields.transform, fields.unit, fields.nature = named(s, result.name), result.unit, result.nature
  fields.notes = caveats.add(notes_of_lag(s, k, fields.span, uneven, memo),
    caveats.baseless(s, baseless))
  growth_notes.add(fields, s, k, memo)
  return fields
end

--- x(t) - x(t-k), in the unit of the series; in points for a fraction or a rate in per cent.
---@param s urssaf.Series
---@param k integer
---@param memo table? shared by the series of a panel
---@param name string? of the transform
---@param units "all"|"common"|nil of a sum, whether only the units at both ends are compared
---@return table fields
function transform.change(s, k, memo, name, units)
  k = transform.check_count(k, "change")
  local is_ratio = additivity.nature(s) == "ratio"
  return over_lag(s, k, {
    name = name or ("change(%d)"):format(k), combine = difference,
    unit = additivity.unit_of_change(additivity.unit(s)),
    nature = is_ratio and "ratio" or "change", units = units,
  }, memo)
end

-- Raises for a growth or a difference, of which `what` means nothing.
local function check_level(s, what)
  if not additivity.is_change(s) then return end
  errors.misuse("%s of %s means nothing, since that is a growth or a difference already; take"
    .. " change for how much it rose or fell", what, additivity.title(s))
end

--- x(t) / x(t-k) - 1, a fraction. Raises for a growth.
---@param s urssaf.Series
---@param k integer
---@param memo table?
---@param name string? these two as in `change`, and
---@param units "all"|"common"|nil
---@return table fields
function transform.growth(s, k, memo, name, units)
  k = transform.check_count(k, "growth")
  name = name or ("growth(%d)"):format(k)
  check_level(s, name)
  return over_lag(s, k, { name = name, combine = relative, unit = "1", nature = "ratio",
    units = units }, memo)
end

-- The growth of a share, a growth or a rate in per cent is a difference in points: 0.60 after 0.50
-- is 0.10, not 0.20.
local function growth_or_points(s, k, memo, name, units)
  local points = additivity.grows_in_points(s)
  return (points and transform.change or transform.growth)(s, k, memo, name, units)
end

--- Growth over a year; for a share, a growth or a rate in per cent the difference, in points.
---@param s urssaf.Series
---@param memo table? shared by the series of a panel
---@param units "all"|"common"|nil as in `change`
---@return table fields
function transform.yoy(s, memo, units)
  return growth_or_points(s, period.A_YEAR[s.frequency], memo, "yoy", units)
end

-- Raises if a growth is not for the periods of a series; the message names those that are.
local OTHER_GROWTHS = { month = "mom or yoy", quarter = "qoq or yoy", year = "yoy" }

local function check_frequency(s, frequency, name)
  if s.frequency == frequency then return end
  errors.misuse("%s is for %ss: these are %ss, use %s", name, frequency, s.frequency,
    OTHER_GROWTHS[s.frequency])
end

--- Growth over a quarter, as in `yoy`.
---@param s urssaf.Series
---@param memo table? shared by the series of a panel
---@param units "all"|"common"|nil as in `change`
---@return table fields
function transform.qoq(s, memo, units)
  check_frequency(s, "quarter", "qoq")
  return growth_or_points(s, 1, memo, "qoq", units)
end

--- Growth over a month, as in `yoy`.
---@param s urssaf.Series
---@param memo table? shared by the series of a panel
---@param units "all"|"common"|nil as in `change`
---@return table fields
function transform.mom(s, memo, units)
  check_frequency(s, "month", "mom")
  return growth_or_points(s, 1, memo, "mom", units)
end

-- ------------------------------------------------------------------ windows

-- Where the windows of k periods begin, one for each period.
local function starts_of_windows(s, k, memo)
  local starts = memo and memo[s.periods]
  if starts then return starts end
  starts = {}
  for i = 1, #s.periods do starts[i] = i - k + 1 end
  if memo then memo[s.periods] = starts end
  return starts
end

--- The sum of flows, the mean of counts over k periods.
---@param s urssaf.Series
---@param k integer? by default a year's worth
---@param how urssaf.HowOverTime?
---@param memo table? shared by the series of a panel
---@param is_part boolean? whether it is a part of a ratio
---@return table? fields
---@return string? reason why it must not be combined
function transform.rolling(s, k, how, memo, is_part)
  k = transform.check_count(k == nil and period.A_YEAR[s.frequency] or k, "rolling")
  local rule, reason = additivity.rule(s, additivity.WINDOW, how, is_part)
  if not rule then return nil, reason end
  local fields = windows.combine(s, starts_of_windows(s, k, memo), k, rule)
  fields.span = k - 1 + (s.span or 0)
  fields.transform = named(s, ("rolling(%d)"):format(k))
  fields.unit = additivity.unit(s)
  fields.nature = additivity.nature(s) and "window" or "unknown"
  fields.notes = remembered(memo, s, function()
    return caveats.add(s.notes, caveats.breaks(s, caveats.reach(fields.span)))
  end)
  return fields
end

--- The sum or mean over k periods of a series by itself. Raises if it must not be combined.
---@param s urssaf.Series
---@param k integer?
---@param given urssaf.HowOptions?
---@return table fields
function transform.rolling_alone(s, k, given)
  local how = options.check(given, { how = additivity.how_check(additivity.WINDOW) }).how
  local fields, reason = transform.rolling(s, k, how)
  if not fields then errors.misuse("%s", reason) end
  return fields
end

---@class urssaf.CoarserGrid the longer periods that a grid's periods make
---@field frequency urssaf.Frequency
---@field periods string[] the first may begin before the finer grid, the last one end after it
---@field starts integer[] the positions at which they begin in the finer grid
---@field length integer how many periods of the finer grid each of them has

--- The quarters or years of a grid of months, or the years of a grid of quarters.
---@param periods string[]
---@param frequency urssaf.Frequency theirs
---@param coarser urssaf.Frequency
---@return urssaf.CoarserGrid
function transform.coarser_grid(periods, frequency, coarser)
  local grid = { frequency = coarser, periods = {}, starts = {},
    length = numbers.integer(period.A_YEAR[frequency] / period.A_YEAR[coarser]) }
  if not periods[1] then return grid end
  local before = period.ordinal(periods[1], frequency) - 1
  local first = period.overlap(periods[1], coarser)
  for ordinal = first, (period.overlap(periods[#periods], coarser)) do
    grid.periods[#grid.periods + 1] = period.from_ordinal(ordinal, coarser)
    grid.starts[#grid.starts + 1] = ordinal * grid.length - before
  end
  return grid
end

--- A longer period's sum of a flow, mean of a count, last value of a stock; missing unless all its
-- periods are present.
---@param s urssaf.Series
---@param grid urssaf.CoarserGrid
---@param rule "sum"|"mean"|"last"
---@param memo table? shared by the series of a panel
---@return table fields
function transform.coarser(s, grid, rule, memo)
  local fields = windows.combine(s, grid.starts, grid.length, rule)
  fields.frequency, fields.periods, fields.span = grid.frequency, grid.periods, 0
  fields.notes = remembered(memo, s, function()
    if rule == "last" then return s.notes or {} end
    return caveats.add(s.notes, caveats.breaks(s, caveats.reach(0), grid, rule == "mean"))
  end)
  return fields
end

-- ------------------------------------------------------------------ index and map

-- The first and last position of the base, which is a period of the grid, or a longer one.
local function base_positions(s, base)
  local frequency = s.frequency
  local lower, upper = period.lower(base, frequency), period.upper(base, frequency)
  if lower > upper then errors.misuse("index: the base is shorter than a %s", frequency) end
  local first = period.position(s.periods, frequency, period.from_ordinal(lower, frequency))
  local last = period.position(s.periods, frequency, period.from_ordinal(upper, frequency))
  if first and last then return first, last end
  errors.misuse("index: %s", period.outside(s.periods, frequency, base))
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
  local has_base = level and level > 0
  local values, absent, uneven = {}, s.absent or {}, {}
  for i = 1, #s.periods do
    local value = s.values[i]
    if value ~= nil and has_base then
      if absent[i] == lacking then
        values[i] = value / level * 100
      else
        uneven[#uneven + 1] = s.periods[i]
      end
    end
  end
  return values, has_base and caveats.coverage(s, uneven) or caveats.no_base(s, same)
end

-- The index of the units that are in the base; and notes on why it is missing, and on the others.
local function common_index(s, first, last)
  local values, left_out, uneven = common_units.index(s, first, last)
  return values, caveats.coverage(s, uneven or {}), left_out
end

local function notes_of_index(s, first, last, memo)
  return remembered(memo, s, function()
    local notes = caveats.breaks(s, caveats.from_base(first, last, #s.periods))
    notes = caveats.add(caveats.add(s.notes, notes), caveats.nominal(s))
    return caveats.add(notes, caveats.season_of_base(s, first, last))
  end)
end

--- 100 at the base: a period, or the mean of a longer one, such as a bare year.
---@param s urssaf.Series
---@param base urssaf.Period
---@param units "all"|"common"|nil of a sum, whether only the units at the base are compared
---@param memo table? shared by the series of a panel
---@return table fields
function transform.index(s, base, units, memo)
  check_level(s, "an index")
  local first, last = base_positions(s, base)
  local is_common = common_units.are_wanted(s, units)
  local values, why, left_out = (is_common and common_index or index_values)(s, first, last)
  local name = first == last and s.periods[first] or period.parse(base)
  local notes = notes_of_index(s, first, last, memo)
  local fields = is_common and {} or composition.of(s)
  fields.values, fields.span, fields.members, fields.steps = values, #s.periods, nil, nil
  marks.base(fields, s, first, last)
  fields.transform, fields.unit = named(s, ("index(%s)"):format(name)), "index"
  fields.nature = "ratio"
  notes = caveats.add(notes, why)
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
  fields.transform, fields.nature, fields.unit = named(s, "map"), "unknown", false
  return fields
end

return transform
