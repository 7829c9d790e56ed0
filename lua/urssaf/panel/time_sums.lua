--- Sums, means and last values over time: over the k periods up to each one, or over the longer
-- periods that those of a grid make.
--
-- Each function takes a series and returns the fields in which the result differs from it.
local additivity = require "urssaf.domain.additivity"
local caveats = require "urssaf.panel.caveats"
local measure_memo = require "urssaf.panel.measure_memo"
local numbers = require "urssaf.base.numbers"
local options = require "urssaf.domain.options"
local period = require "urssaf.domain.period"
local transform = require "urssaf.panel.transform"
local transform_names = require "urssaf.panel.transform_names"
local windows = require "urssaf.panel.windows"

local time_sums = {}

-- The windows of k periods, one for each period of the grid.
local function rolling_frame(s, k, memo)
  local frame = memo and memo[s.periods]
  if frame then return frame end
  local starts = {}
  for i = 1, #s.periods do starts[i] = i - k + 1 end
  frame = windows.frame(starts, k, #s.periods)
  if memo then memo[s.periods] = frame end
  return frame
end

-- What the rolling sums or means of a measure have in common; the reason why it has none.
local function rolling_of(s, k, how, is_part)
  local rule, why, advice = additivity.rule(s, additivity.WINDOW, how, is_part)
  if not rule then return { why = why, advice = advice } end
  local span = k - 1 + (s.span or 0)
  return { rule = rule, span = span, unit = additivity.unit(s),
    nature = additivity.nature(s) and "window" or "unknown",
    transform = transform_names.after(s, ("rolling(%d)"):format(k)),
    notes = caveats.add(s.notes, caveats.breaks(s, caveats.reach(span))) }
end

---@class urssaf.Combination how the series of a panel are combined over time
---@field how urssaf.HowOverTime?
---@field memo table? shared by the series
---@field is_part boolean? whether the series is a part of a ratio

--- The sum of flows, the mean of counts over k periods.
---@param s urssaf.Series
---@param k integer
---@param given urssaf.Combination
---@return table? fields
---@return boolean|string is_exact as of windows.combine; or why it must not be combined
---@return table? advice what to do about it: see `additivity.refuse`
function time_sums.rolling(s, k, given)
  local memo, is_part = given.memo, given.is_part
  local own = measure_memo.of(memo, s, is_part, rolling_of, k, given.how, is_part)
  if own.why then return nil, own.why, own.advice end
  local fields, is_exact = windows.combine(s, rolling_frame(s, k, memo), own.rule)
  fields.span, fields.transform, fields.unit = own.span, own.transform, own.unit
  fields.nature, fields.notes = own.nature, own.notes
  return fields, is_exact
end

--- How many periods a rolling sum has. Raises unless it is a whole number above zero.
---@param s { frequency: urssaf.Frequency }
---@param k integer? by default a year's worth
---@return integer
function time_sums.rolling_length(s, k)
  return transform.check_count(k == nil and period.A_YEAR[s.frequency] or k, "rolling")
end

--- The sum or mean over k periods of a series by itself. Raises if it must not be combined.
---@param s urssaf.Series
---@param k integer?
---@param given urssaf.HowOptions?
---@return table fields
function time_sums.rolling_alone(s, k, given)
  local how = options.check(given, { how = additivity.how_check(additivity.WINDOW) }).how
  local fields, why, advice = time_sums.rolling(s, time_sums.rolling_length(s, k), { how = how })
  if not fields then additivity.refuse(why, advice) end
  return fields
end

---@class urssaf.CoarserGrid the longer periods that a grid's periods make
---@field frequency urssaf.Frequency
---@field periods string[] the first may begin before the finer grid, the last one end after it
---@field frame urssaf.Frame where they are in the finer grid

--- The quarters or years of a grid of months, or the years of a grid of quarters.
---@param periods string[]
---@param frequency urssaf.Frequency theirs
---@param coarser urssaf.Frequency
---@return urssaf.CoarserGrid
function time_sums.coarser_grid(periods, frequency, coarser)
  local names, starts = {}, {}
  local length = numbers.integer(period.A_YEAR[frequency] / period.A_YEAR[coarser])
  local before = periods[1] and period.ordinal(periods[1], frequency) - 1
  local first = periods[1] and period.overlap(periods[1], coarser) or 1
  for ordinal = first, periods[1] and period.overlap(periods[#periods], coarser) or 0 do
    names[#names + 1], starts[#starts + 1] = period.from_ordinal(ordinal, coarser),
      ordinal * length - before
  end
  return { frequency = coarser, periods = names,
    frame = windows.frame(starts, length, #periods) }
end

local function coarser_of(s, grid, operation, how, is_part)
  local rule = additivity.rule(s, operation, how, is_part)
  local notes = rule == "last" and (s.notes or {})
    or caveats.add(s.notes, caveats.breaks(s, caveats.reach(0), grid, rule == "mean"))
  return { rule = rule, notes = notes }
end

--- A longer period's sum of a flow, mean of a count, last value of a stock; missing unless all its
-- periods are present.
---@param s urssaf.Series
---@param grid urssaf.CoarserGrid
---@param operation table of additivity.lua
---@param given urssaf.Combination
---@return table fields
---@return boolean is_exact as of windows.combine
function time_sums.coarser(s, grid, operation, given)
  local how, is_part = given.how, given.is_part
  local own = measure_memo.of(given.memo, s, is_part, coarser_of, grid, operation, how, is_part)
  local fields, is_exact = windows.combine(s, grid.frame, own.rule)
  fields.frequency, fields.periods, fields.span = grid.frequency, grid.periods, 0
  fields.notes = own.notes
  return fields, is_exact
end

return time_sums
