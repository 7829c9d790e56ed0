--- Growth and indices of sums over the units that are present at both ends.
--
-- A sum has `members`, the series that it adds up, and `steps`, what was done to it since: windows
-- { starts =, length =, how = } and cuts { first =, last = }. The same steps make of a member's
-- values those that it has in the sum.
local additivity = require "urssaf.domain.additivity"
local errors = require "urssaf.base.errors"
local perimeter = require "urssaf.panel.perimeter"
local period = require "urssaf.domain.period"
local pseudo_units = require "urssaf.domain.pseudo_units"
local series = require "urssaf.panel.series"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"

local common_units = {}

-- ------------------------------------------------------------------ members

local function cut(values, step)
  local part = {}
  for i = step.first, step.last do part[i - step.first + 1] = values[i] end
  return part
end

-- The value at a position of a window; zero for a gap of a pseudo-unit where another unit has a
-- value, since it makes no sum missing.
local function value_at(values, i, gaps)
  local value = values[i]
  if value == nil and gaps and gaps[i] then return 0 end
  return value
end

-- The sum of a window; nil if a value is missing, or all are.
local function window_sum(values, first, last, gaps)
  local sum, has_any = 0, false
  for i = first, last do
    local value = value_at(values, i, gaps)
    if value == nil then return nil end
    sum, has_any = sum + value, has_any or values[i] ~= nil
  end
  return has_any and sum or nil
end

-- The sum, mean or last value of each window that has all its values.
local function windows(values, step, gaps)
  local made = {}
  for j, first in ipairs(step.starts) do
    local last = first + step.length - 1
    local sum = window_sum(values, first, last, gaps)
    if sum and step.how == "last" then
      made[j] = values[last]
    elseif sum then
      made[j] = step.how == "mean" and sum / step.length or sum
    end
  end
  return made
end

-- The positions at which a unit that makes a sum has a value.
local function positions_of(leaves)
  local positions = {}
  for _, leaf in ipairs(leaves) do
    for i in pairs(leaf.leads and leaf.values or {}) do positions[i] = true end
  end
  return positions
end

-- Does with the values of each unit what was done with their sum.
local function apply(leaves, steps)
  for _, step in ipairs(steps or {}) do
    local gaps = step.starts and positions_of(leaves)
    for _, leaf in ipairs(leaves) do
      leaf.values = step.starts and windows(leaf.values, step, leaf.role and gaps)
        or cut(leaf.values, step)
      leaf.addends = leaf.addends and not step.starts and cut(leaf.addends, step) or nil
    end
  end
  return leaves
end

-- Marks the units that make a sum: pseudo-units alone make one only where there is no other unit.
local function with_leaders(leaves)
  local has_true = tables.find(leaves, function(leaf) return not leaf.role end) ~= nil
  for _, leaf in ipairs(leaves) do leaf.leads = not (has_true and leaf.role) end
  return leaves
end

-- A series as a unit of a sum. A pseudo-unit adds to it also where it has no value of its own.
local function new_leaf(s)
  local role = pseudo_units.role(s.key)
  local addends = role and s.addends
  return { series = s, values = addends and tables.merge(addends, s.values) or s.values,
    addends = addends, role = role }
end

-- Whether a unit by itself makes a sum at two positions.
local function makes_sum(leaf, from, to)
  local addends = leaf.addends or {}
  return leaf.leads and addends[from] == nil and addends[to] == nil
end

--- The units of a sum, with their values in it: { series =, values =, role =, leads = whether it
-- makes a sum, addends = which values are only part of one }; of a sum of sums those of the inner
-- ones.
---@param s urssaf.Series with `members`
---@return table[]
function common_units.leaves(s)
  local leaves = {}
  for _, member in ipairs(s.members) do
    local inner = member.members and common_units.leaves(member) or { new_leaf(member) }
    for _, leaf in ipairs(inner) do leaves[#leaves + 1] = tables.merge(leaf) end
  end
  return apply(with_leaders(leaves), s.steps)
end

-- ------------------------------------------------------------------ sums of the common ones

-- The first period after the end of a unit that has ended before a position; nil if it has not.
local function gone_since(own, s, at)
  local after = own.ends and period.add(own.ends, 1)
  if after and period.overlap(after, s.frequency) <= period.ordinal(s.periods[at], s.frequency) then
    return after
  end
end

-- The first period of a unit that began within the months of which a value at a position is made,
-- or after them; nil if it began before. Of a series of years the year alone is known.
local function began_late(own, s, at)
  local start, name = series.since(own), s.periods[at]
  if not start or start == name then return start end
  local first = period.ordinal(name, s.frequency) - (s.span or 0)
  first = period.from_ordinal(first, s.frequency)
  return period.lower(start, "month") > period.lower(first, "month") and start or nil
end

-- What a unit with a value at one end alone does: it begins, ends, or lacks a value. Nil for a
-- pseudo-unit.
local function change_of(leaf, s, from, to)
  local own = leaf.series
  if leaf.role then return nil end
  local is_first = leaf.values[from] == nil
  local start = is_first and began_late(own, s, from)
  if start then return { key = own.key, change = "born", period = start } end
  local after = not is_first and gone_since(own, s, to)
  if after then return { key = own.key, change = "gone", period = after } end
  return { key = own.key, change = "lacks", period = s.periods[is_first and from or to] }
end

--- The sums over the units with values at two positions, and what is left out.
---@param s urssaf.Series the sum, for its grid
---@param leaves table[] of `leaves`
---@param from integer
---@param to integer
---@param left_out table<table, table> by leaf, what the units do that have a value at one end alone
---@return number? at_from nil if there is no such unit
---@return number? at_to
function common_units.sums(s, leaves, from, to, left_out)
  local at_from, at_to, has_sum, others = 0, 0, false, {}
  for _, leaf in ipairs(leaves) do
    local a, b = leaf.values[from], leaf.values[to]
    if a ~= nil and b ~= nil then
      at_from, at_to, has_sum = at_from + a, at_to + b, has_sum or makes_sum(leaf, from, to)
    elseif (a ~= nil or b ~= nil) and not left_out[leaf] then
      others[#others + 1] = leaf
    end
  end
  if not has_sum then return nil end
  for _, leaf in ipairs(others) do left_out[leaf] = change_of(leaf, s, from, to) end
  return at_from, at_to
end

-- The leaves of both parts of a ratio, each with values only where the unit has both.
local function part_leaves(parts)
  local bottoms, pairs_of = {}, {}
  for _, leaf in ipairs(common_units.leaves(parts.denominator)) do
    bottoms[unit.id(leaf.series.key)] = leaf
  end
  for _, top in ipairs(common_units.leaves(parts.numerator)) do
    local bottom = bottoms[unit.id(top.series.key)]
    local one = { series = top.series, role = top.role, values = {}, below = {}, leads = top.leads,
      addends = tables.merge(top.addends, bottom and bottom.addends) }
    for i, value in pairs(bottom and top.values or {}) do
      if bottom.values[i] ~= nil then one.values[i], one.below[i] = value, bottom.values[i] end
    end
    pairs_of[#pairs_of + 1] = one
  end
  return pairs_of
end

-- The ratio of two sums at both ends.
local function ratios(s, leaves, from, to, left_out)
  local a, b = common_units.sums(s, leaves, from, to, left_out)
  local c, d, factor = 0, 0, s.parts.factor or 1
  for _, leaf in ipairs(leaves) do
    local below, above = leaf.below[from], leaf.below[to]
    if below ~= nil and above ~= nil then c, d = c + below, d + above end
  end
  if not a or c == 0 or d == 0 then return nil end
  return factor * a / c, factor * b / d
end

local function leaves_of(s)
  if s.parts then return part_leaves(s.parts), ratios end
  return common_units.leaves(s), common_units.sums
end

local function has_members(s)
  local parts = s.parts
  if parts then return parts.numerator.members and parts.denominator.members end
  return s.members
end

--- Whether only the units at both ends are to be compared, as the option says, and the series is a
-- sum over units; a single unit is compared with itself in any case. Raises if it is a sum whose
-- units are not known.
---@param s urssaf.Series
---@param units "all"|"common"|nil
---@return boolean
function common_units.are_wanted(s, units)
  if units ~= "common" or not s.expected then return false end
  if has_members(s) then return true end
  errors.misuse("%s 'common': %s is a sum whose units are no longer known: add up last",
    { option = "units" }, additivity.title(s))
end

local function notes_of(s, left_out, periods)
  local changes = {}
  for _, one in pairs(left_out) do changes[#changes + 1] = one end
  if #changes == 0 then return {} end
  return { perimeter.note(s.measure, changes, periods, true) }
end

--- combine(x(t), x(t-k)) of the units that have both values.
---@param s urssaf.Series
---@param k integer
---@param combine fun(now: number, before: number): number?
---@return table<integer, number> values
---@return urssaf.Note[] notes kind `perimeter`: who was left out
function common_units.lagged(s, k, combine)
  local leaves, sums_at = leaves_of(s)
  local values, left_out, periods = {}, {}, {}
  for i = k + 1, #s.periods do
    local before, now = sums_at(s, leaves, i - k, i, left_out)
    values[i] = before and combine(now, before)
    if values[i] ~= nil then periods[#periods + 1] = s.periods[i] end
  end
  return values, notes_of(s, left_out, periods)
end

-- The leaves with their mean over the base in the place of its first value.
local function based(leaves, first, last)
  return tables.map(leaves, function(leaf)
    local mean = windows(leaf.values, { starts = { first }, length = last - first + 1,
      how = "mean" })[1]
    return tables.merge(leaf, { base = mean })
  end)
end

--- An index of a sum over the units that have values at the base and at each period.
---@param s urssaf.Series
---@param first integer position of the base
---@param last integer
---@return table<integer, number> values
---@return urssaf.Note[] notes kind `perimeter`: who was left out
function common_units.index(s, first, last)
  if s.parts then
    errors.misuse("%s: %s 'common' is not for ratios", { option = "index" }, { option = "units" })
  end
  local leaves = based(common_units.leaves(s), first, last)
  local values, left_out = {}, {}
  for i = 1, #s.periods do
    local base, now, has_sum = 0, 0, false
    for _, leaf in ipairs(leaves) do
      local value = leaf.values[i]
      if value ~= nil and leaf.base then
        base, now, has_sum = base + leaf.base, now + value, has_sum or leaf.leads
      elseif (value ~= nil or leaf.base) and not left_out[leaf] then
        left_out[leaf] = change_of(leaf, s, value == nil and i or first,
          value == nil and first or i)
      end
    end
    if has_sum and base > 0 then values[i] = now / base * 100 end
  end
  return values, notes_of(s, left_out, s.periods)
end

return common_units
