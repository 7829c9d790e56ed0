--- Whether a series is the sum of others, cell by cell: where it equals their sum, where it is near
-- it, where they differ, and where one of them has no value.
local additivity = require "urssaf.domain.additivity"
local series = require "urssaf.panel.series"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"

local total_evidence = {}

-- A total that is farther from the sum of its parts, in more than half of its cells, is none.
local NEAR = 0.05
-- Of a sum no larger part than this is rounding.
local MOST_ROUNDING = 1e-4

--- What may be rounding in a total of some parts, each of which is rounded to a whole number or,
-- where the figures have fractions, to cents. Decimals are rounded while they are added up, too.
---@param value number
---@param sum number
---@param count integer the number of parts
---@return number
function total_evidence.rounding(value, sum, count)
  local scale = math.max(math.abs(value), math.abs(sum))
  local step = value == math.floor(value) and 1 or 0.01
  return math.max(1e-9 * scale, math.min(0.5 * (count + 1) * step, MOST_ROUNDING * scale))
end

-- The same, but whole numbers are not rounded: a total of counts that differs by one is worth
-- telling.
local function tolerance(value, sum, count)
  if value == math.floor(value) then return 1e-9 * math.max(math.abs(value), math.abs(sum)) end
  return total_evidence.rounding(value, sum, count)
end

---@class urssaf.TotalEvidence
---@field compared integer cells in which all parts have a value, not all of them zero
---@field equal integer those in which the total is their sum
---@field near integer those in which it is near it
---@field at_least_half integer those in which it is at least half of it
---@field open integer cells in which some parts have no value
---@field below integer those in which the total is less than the other parts
---@field measure string
---@field gap number? the largest difference, total less sum
---@field share number? the same as a share of the larger of the two
---@field period string? in which it is

local function new_evidence(s)
  return { measure = additivity.title(s), compared = 0, equal = 0, near = 0, at_least_half = 0,
    open = 0, below = 0 }
end

local function is_near(value, sum)
  return math.abs(value - sum) <= NEAR * math.max(math.abs(value), math.abs(sum))
end

local function compare(found, s, i, sum, count)
  local value = series.addend(s, i)
  local gap, scale = value - sum, math.max(math.abs(value), math.abs(sum))
  if scale == 0 then return end
  found.compared = found.compared + 1
  if math.abs(gap) <= tolerance(value, sum, count) then
    found.equal, found.near = found.equal + 1, found.near + 1
  else
    if is_near(value, sum) then found.near = found.near + 1 end
    if not found.gap or math.abs(gap) > math.abs(found.gap) then
      found.gap, found.share, found.period = gap, math.abs(gap) / scale, s.periods[i]
    end
  end
  if value >= sum / 2 then found.at_least_half = found.at_least_half + 1 end
end

-- Notes a cell in which a part is missing: it may be hidden, and be in the total.
local function compare_open(found, value, sum, count)
  if sum == 0 then return end
  found.open = found.open + 1
  if value < sum - tolerance(value, sum, count) then found.below = found.below + 1 end
end

-- By position: the sum of the values that are there, or of what stands in for them; their number;
-- whether a part is missing, and whether one has not begun or has ended.
local function add_up(parts, size)
  local sums, counts, open, absent = {}, {}, {}, {}
  for _, part in ipairs(parts) do
    local values, addends = part.values, part.addends or {}
    local start, stop = series.start(part), series.stop(part)
    for i = 1, size do
      local value = values[i]
      if value == nil then value = addends[i] end
      if value ~= nil then
        sums[i], counts[i] = (sums[i] or 0.0) + value, (counts[i] or 0) + 1
      elseif i >= start and i <= stop then
        open[i] = true
      else
        absent[i] = true
      end
    end
  end
  return sums, counts, open, absent
end

--- Compares a series with the sum of others. A part that has not begun, or has ended, is not
-- missing where the others alone are near the total.
---@param s urssaf.Series
---@param parts urssaf.Series[]
---@return urssaf.TotalEvidence
function total_evidence.of(s, parts)
  local found = new_evidence(s)
  local sums, counts, open, absent = add_up(parts, #s.periods)
  for i = 1, #s.periods do
    local value, sum = series.addend(s, i), sums[i]
    if value ~= nil and sum then
      if open[i] or absent[i] and not is_near(value, sum) then
        compare_open(found, value, sum, counts[i])
      else
        compare(found, s, i, sum, counts[i])
      end
    end
  end
  return found
end

local function series_of(units, like)
  local list = {}
  for _, one in ipairs(units) do
    local s = unit.series_like(one, like)
    if s then list[#list + 1] = s end
  end
  return list
end

--- Whether a series may be the sum of others at all.
---@param s urssaf.Series
---@return boolean
function total_evidence.is_additive(s)
  local nature = additivity.nature(s)
  return nature ~= "ratio" and nature ~= nil
end

-- Compares the parts of a unit's ratios with those of others; what they never have in common is not
-- in them.
local function of_ratios(one, parts)
  local evidence = {}
  for _, s in ipairs(one.series) do
    local list = s.parts and series_of(parts, s) or {}
    for _, which in ipairs(#list > 0 and { "numerator", "denominator" } or {}) do
      evidence[#evidence + 1] = total_evidence.of(s.parts[which],
        tables.map(list, function(other) return other.parts[which] end))
    end
  end
  return evidence
end

--- Compares the additive series of a unit with those of its parts; without any, the parts of its
-- ratios.
---@param one table of unit.collect
---@param parts table[] units
---@return urssaf.TotalEvidence[] evidence of each measure that can be compared
---@return urssaf.Series[]? kept the series that the parts do not have; nil if they have all
function total_evidence.of_unit(one, parts)
  local evidence, kept = {}, {}
  for _, s in ipairs(one.series) do
    local list = series_of(parts, s)
    if #list == 0 then
      kept[#kept + 1] = s
    elseif total_evidence.is_additive(s) then
      evidence[#evidence + 1] = total_evidence.of(s, list)
    end
  end
  if #evidence == 0 then evidence = of_ratios(one, parts) end
  return evidence, #kept > 0 and kept or nil
end

--- Whether the evidence is of a total: near the sum in at least half of the cells or, where a part
-- is missing from all of them, never less than the others.
---@param found urssaf.TotalEvidence
---@return boolean? is_total nil if nothing could be compared
function total_evidence.is_total(found)
  if found.compared > 0 then return found.near * 2 >= found.compared end
  if found.open > 0 then return found.below == 0 end
end

return total_evidence
