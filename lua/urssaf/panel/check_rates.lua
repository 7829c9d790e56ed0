--- Checks of published rates and growths against the figures beside them that they are made of. See
-- check.lua.
local additivity = require "urssaf.domain.additivity"
local check_cells = require "urssaf.panel.check_cells"
local measures = require "urssaf.domain.measures"
local period = require "urssaf.domain.period"
local ratio = require "urssaf.panel.ratio"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"

local check_rates = {}

-- Rates are rounded, and their parts too. In whole files of the portal they agree to the eighth
-- decimal.
local SHARE = 0.01
-- What rounding takes away, as a part of the last decimal that is seen; and how many decimals are
-- looked for.
local ROUNDING, MOST_DECIMALS = 0.6, 3
-- A formula that fails in more of the cells is another than that of the figures.
local MOST_WRONG = 0.25

-- ------------------------------------------------------------------ what a rate should be

-- A function that gives the quotient of the parts at a position.
local function by_parts(s)
  local parts = s.parts
  local top, bottom, factor = parts.numerator.values, parts.denominator.values, parts.factor or 1
  return function(i)
    if top[i] and bottom[i] and bottom[i] ~= 0 then return factor * top[i] / bottom[i] end
  end
end

local SPANS = { year = 1, quarter = 4, month = 12 }

-- A function that gives the growth of another measure at a position; nil if it is not there.
local function by_growth(s, one, growth)
  local other = one.of[growth.of]
  if not other or s.unit == "1" or additivity.nature(other) == "ratio" then return nil end
  local back = period.A_YEAR[s.frequency] / SPANS[growth.over]
  local values = other.values
  return function(i)
    local now, before = values[i], values[i - back]
    if now and before and before > 0 then return 100 * (now / before - 1) end
  end
end

-- A function that gives what a published rate should be at a position; nil if nothing tells.
local function expected_of(s, one)
  if s.parts then return by_parts(s) end
  local known = measures.of(s.measure, s.dataset)
  return known and known.growth and by_growth(s, one, known.growth) or nil
end

-- ------------------------------------------------------------------ rates that differ

-- Whether a number has no more decimals, but for what binary fractions lose.
local function has_decimals(value, decimals)
  local scaled = value * 10 ^ decimals
  return math.abs(scaled - math.floor(scaled + 0.5)) < 1e-6
end

-- What rounding may take away from the rates of a series, by the most decimals that one has.
local function rounding_of(s)
  local decimals = 0
  for i = 1, #s.periods do
    local value = s.values[i]
    while value and decimals < MOST_DECIMALS and not has_decimals(value, decimals) do
      decimals = decimals + 1
    end
  end
  return ROUNDING / 10 ^ decimals
end

-- The positions of a series that differ from what they should be, how many, and how many there are.
local function differences(s, expected)
  local wrong, count, compared, rounding = {}, 0, 0, rounding_of(s)
  for i = 1, #s.periods do
    local value, should = s.values[i], expected(i)
    if value ~= nil and should ~= nil then
      compared = compared + 1
      if math.abs(value - should) > math.max(rounding, SHARE * math.abs(should)) then
        wrong[i], count = true, count + 1
      end
    end
  end
  return wrong, count, compared
end

-- The published rates of a panel: those that were not computed here.
local function published_of(list)
  local set, with_parts = {}, ratio.with_parts(list)
  for i, s in ipairs(list) do
    local is_computed = s.parts or s.computed or s.transform
    set[with_parts[i]] = not is_computed and additivity.nature(s) == "ratio" or nil
  end
  return set, with_parts
end

local function compare(one, s, expected)
  local wrong, count, compared = differences(s, expected)
  return { unit = one, series = s, measure = s.measure, wrong = wrong, count = count,
    compared = compared }
end

-- The published rates by measure, in the order of the panel, with what differs in each.
local function rates_of(panel)
  local rates, published, list = {}, published_of(panel.series)
  for _, one in ipairs(next(published) and unit.collect(list) or {}) do
    one.of = {}
    for _, s in ipairs(one.series) do one.of[s.measure] = s end
    for _, s in ipairs(one.series) do
      local expected = published[s] and expected_of(s, one)
      rates[#rates + 1] = expected and compare(one, s, expected) or nil
    end
  end
  return tables.group(rates, function(rate) return rate.measure end)
end

local function findings_of(state, group)
  local list = {}
  for _, one in ipairs(group) do
    list[#list + 1] = one.count > 0 and check_cells.where(state, one.unit, one.series,
      function(_, i) return one.wrong[i] end) or nil
  end
  return list, #group
end

local function sum(list, field)
  local total = 0
  for _, one in ipairs(list) do total = total + one[field] end
  return total
end

--- Adds published rates that are not what the figures beside them make, as warnings. The measures
-- of which it was checked are recorded in `state.rates`.
---@param state urssaf.CheckState
function check_rates.find(state)
  local of_measure, measures_found = {}, {}
  for _, group in ipairs(rates_of(state.panel)) do
    local wrong, compared = sum(group, "count"), sum(group, "compared")
    if compared > 0 and wrong <= MOST_WRONG * compared then
      state.rates[group.id] = true
      measures_found[#measures_found + 1], of_measure[group.id] = group.id, group
    end
  end
  local own = tables.merge(state, { measures = measures_found })
  check_cells.report(setmetatable(own, getmetatable(state)), "rate", function(measure)
    return findings_of(state, of_measure[measure])
  end, "%s is not what the figures beside it make: %s in %s; periods: %s")
end

return check_rates
