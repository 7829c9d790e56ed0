--- The periods of the data that some results are made of: a growth over a year also of those a year
-- before, an index also of its base.
local period = require "urssaf.domain.period"
local tables = require "urssaf.base.tables"

local used_periods = {}

--- How many periods before its own a result uses.
---@param given table the options by name
---@param frequency urssaf.Frequency of the results
---@return integer
function used_periods.lag(given, frequency)
  local lag = (given.rolling or 1) - 1
  if given.growth then lag = lag + period.A_YEAR[frequency] end
  if given.quarterly_growth or given.monthly_growth then lag = lag + 1 end
  return lag
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

--- The periods that figures of two periods are made of, if no other is: these, and those that their
-- growths are compared with, the oldest first.
---@param panel urssaf.Panel of the data
---@param given table the options by name
---@param from string
---@param to string
---@return string[] those that the panel has
function used_periods.ends(panel, given, from, to)
  local lag, is_used = used_periods.lag(given, panel.frequency), {}
  for _, name in ipairs { from, to } do
    is_used[name], is_used[period.add(name, -lag)] = true, true
  end
  return tables.filter(panel.periods, function(name) return is_used[name] end)
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
