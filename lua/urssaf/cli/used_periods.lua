--- The periods of the data that some results are made of: a growth over a year also of those a year
-- before, an index also of its base.
local period = require "urssaf.domain.period"

local used_periods = {}

-- How many periods before its own a growth is compared with; 0 if it is none.
local function growth_lag(given, frequency)
  if given.growth then return period.A_YEAR[frequency] end
  return (given.quarterly_growth or given.monthly_growth) and 1 or 0
end

--- How many periods before its own a result uses.
---@param given table the options by name
---@param frequency urssaf.Frequency of the results
---@return integer
function used_periods.lag(given, frequency)
  return (given.rolling or 1) - 1 + growth_lag(given, frequency)
end

-- The ordinals of the first and the last period that results of a span use, in periods of these.
local function span_of(panel, given, frequency, from, to)
  local first = period.overlap(panel.periods[1], frequency)
  local _, size = period.overlap(panel.periods[#panel.periods], frequency)
  local last = to and math.min(period.upper(to, frequency), size) or size
  local start = from and period.lower(from, frequency) - used_periods.lag(given, frequency) or first
  if given.index then
    start = math.min(start, period.lower(given.index, frequency))
    last = math.max(last, period.upper(given.index, frequency))
  end
  return math.max(start, first), last
end

-- Spans of ordinals, the first ones first, those that overlap or touch as one.
local function joined(spans)
  table.sort(spans, function(a, b) return a.first < b.first end)
  local list = {}
  for _, span in ipairs(spans) do
    local before = list[#list]
    if before and span.first <= before.last + 1 then
      before.last = math.max(before.last, span.last)
    else
      list[#list + 1] = span
    end
  end
  return list
end

-- What a panel has of spans of ordinals, by the names of their periods.
local function named(spans, panel)
  local size, before = #panel.periods, period.ordinal(panel.periods[1], panel.frequency) - 1
  local list = {}
  for _, span in ipairs(spans) do
    local i, j = math.max(span.first - before, 1), math.min(span.last - before, size)
    if i <= j then list[#list + 1] = { from = panel.periods[i], to = panel.periods[j] } end
  end
  return list
end

--- The spans of periods that results are made of: their own, those that growths are compared with,
-- and the base of an index, each with those before it that a sum over several periods takes in.
---@param panel urssaf.Panel of the data
---@param given table the options by name
---@param results { from: string, to: string }[] the spans of the results
---@return { from: string, to: string }[] what the panel has of them, the oldest first
function used_periods.spans(panel, given, results)
  local frequency, before = panel.frequency, (given.rolling or 1) - 1
  local spans, lag = {}, growth_lag(given, panel.frequency)
  local function add(first, last) spans[#spans + 1] = { first = first - before, last = last } end
  for _, span in ipairs(results) do
    local first, last = period.ordinal(span.from, frequency), period.ordinal(span.to, frequency)
    add(first, last)
    add(first - lag, last - lag)
  end
  if given.index then
    add(period.lower(given.index, frequency), period.upper(given.index, frequency))
  end
  return named(joined(spans), panel)
end

--- The part of a panel that the results of a span are made of.
---@param panel urssaf.Panel
---@param given table the options by name
---@param from string? the first period of the results; nil for that of the panel
---@param to string? the last one
---@return urssaf.Panel
function used_periods.of(panel, given, from, to)
  local frequency = given.annual and "year" or panel.frequency
  local first, last = span_of(panel, given, frequency, from, to)
  return panel:filter { from = period.from_ordinal(first, frequency),
    to = period.from_ordinal(last, frequency) }
end

return used_periods
