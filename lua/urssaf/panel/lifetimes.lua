--- When units begin and end.
--
-- A unit begins with its first value. It has ended if it has no value of any measure throughout a
-- year or more up to the last period in which another unit has one; where an empty cell very
-- probably means none, a unit never ends. Sums and other computed series are missing for other
-- reasons, and never end either.
local datasets = require "urssaf.domain.datasets"
local period = require "urssaf.domain.period"
local pseudo_units = require "urssaf.domain.pseudo_units"
local series = require "urssaf.panel.series"
local tables = require "urssaf.base.tables"

local lifetimes = {}

local function last_of(one)
  local last = 0
  for _, s in ipairs(one.series) do
    local i = #s.periods
    while i > last and s.values[i] == nil do i = i - 1 end
    last = math.max(last, i)
  end
  return last
end

-- Whether a unit had a value, maybe before the grid was cut.
local function has_begun(one)
  return one.last > 0 or tables.find(one.series, series.since) ~= nil
end

local function may_end(one, horizon)
  local s = one.series[1]
  local is_plain = s ~= nil and not (s.expected or s.span or s.transform)
  return is_plain and has_begun(one) and horizon - one.last >= period.A_YEAR[s.frequency]
    and not datasets.is_empty_none(s.dataset)
end

--- Gives each unit `last`, the position of its last value (0 if it has none in this grid), and
-- `ended`, which is true if it has ended. Pseudo-units never end.
---@param units table[] of unit.collect
---@param horizon integer? the last position at which they are expected; by default that of the last
-- value of any of them
---@return table[] units the same
function lifetimes.mark(units, horizon)
  local latest = 0
  for _, one in ipairs(units) do
    one.last = last_of(one)
    latest = math.max(latest, one.last)
  end
  horizon = horizon or latest
  for _, one in ipairs(units) do
    one.ended = may_end(one, horizon) and not pseudo_units.role(one.key) or nil
  end
  return units
end

return lifetimes
