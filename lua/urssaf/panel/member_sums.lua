--- The figures of a group's members, added up position by position; see group_sum.lua.
local composition = require "urssaf.panel.composition"
local series = require "urssaf.panel.series"
local sums = require "urssaf.base.sums"

local member_sums = {}

local ROUNDED_FROM = sums.ROUNDED_FROM
local number_type = math.type -- Lua 5.3 and later
local TOP = number_type and math.tointeger(ROUNDED_FROM)
local BOTTOM = TOP and -TOP

local function append_hole(member, i)
  local holes = member.holes or {}
  member.holes, holes[#holes + 1] = holes, i
end

-- ------------------------------------------------------------------ integers

-- What the sums begin with: the figures of the first member, and 0 where it has none.
local function first_figures(member, like)
  local totals = composition.slice(member.series.values, 1, #like.periods)
  for i = 1, #like.periods do
    if totals[i] == nil then
      totals[i] = 0
      append_hole(member, i)
    end
  end
  return totals
end

-- Adds the integers of a member from a position on. The same sum in doubles tells whether it has
-- wrapped around, since it is some 2^64 off then. Returns false if the two differ.
local function add_one(totals, member, first, size)
  local values = member.series.values
  for i = first, size do
    local value = values[i]
    if value then
      local before = totals[i]
      local after = before + value
      if before + 0.0 + value - after ~= 0 then return false end
      totals[i] = after
    else
      append_hole(member, i)
    end
  end
  return true
end

-- Adds those of four members at once, in half the time. Returns the first position at which a
-- member has no value; false if the two sums differ.
local function add_four(totals, one, two, three, four, size)
  one, two, three, four = one.series.values, two.series.values, three.series.values,
    four.series.values
  for i = 1, size do
    local a, b, c, d = one[i], two[i], three[i], four[i]
    if not (a and b and c and d) then return i end
    local before = totals[i]
    local after = before + a + b + c + d
    if before + 0.0 + a + b + c + d - after ~= 0 then return false end
    totals[i] = after
  end
  return size + 1
end

-- Adds the figures of up to four members; returns whether all sums are integers, as far as the last
-- one tells.
local function add_some(totals, members, n, size)
  local last = math.min(n + 3, #members)
  local first = last < n + 3 and 1 or add_four(totals, members[n], members[n + 1], members[n + 2],
    members[last], size)
  if not first then return false end
  for m = n, first <= size and last or 0 do
    if not add_one(totals, members[m], first, size) then return false end
  end
  return number_type(totals[size]) == "integer"
end

-- Whether all are integers below 2^53: with one float among them, their sum is one.
local function are_small_integers(totals, size)
  local all, top, bottom = 0, TOP, BOTTOM
  for i = 1, size do
    local sum = totals[i]
    if sum >= top or sum <= bottom then return false end
    all = all + sum
  end
  return number_type(all) == "integer"
end

-- The sums of integers, in a third of the time of `add_plain`; nil if one of them is large, or some
-- values are no integers.
local function integer_sums(members, like)
  local size, totals = #like.periods, first_figures(members[1], like)
  if number_type(totals[size]) ~= "integer" then return nil end
  for n = 2, #members, 4 do
    if not add_some(totals, members, n, size) then return nil end
  end
  return are_small_integers(totals, size) and totals or nil
end

-- ------------------------------------------------------------------ any figures

-- Adds a value, of which rounding took `low` away.
local function add_value(result, i, value, low)
  local sum, rest = sums.add(result.sums[i], result.rests[i] or 0, value)
  result.sums[i], result.rests[i] = sum, low and rest + low or rest
end

-- Adds what a sum, or a part of a period, has at a position; returns whether it has anything there.
local function add_part(result, i, s)
  local value = series.addend(s, i)
  if value == nil then return false end
  add_value(result, i, value, s.low and s.low[i])
  return true
end

-- The same in a mean over units, where a mean counts as so many units as it is of. A part of a
-- period is no value.
local function add_to_mean(result, i, s)
  local pair, value = s.means and s.means[i], s.values[i]
  if value == nil and not pair then return false end
  add_value(result, i, pair and pair.sum or value)
  result.counts[i] = (result.counts[i] or 0) + (pair and pair.count or 1)
  return true
end

-- Adds values of which rounding took nothing away. Where an addition is exact, two subtractions
-- tell it, in two fifths of the time of `sums.add`.
local function add_plain(result, member, size)
  local values, totals, top, bottom = member.series.values, result.sums, ROUNDED_FROM, -ROUNDED_FROM
  for i = 1, size do
    local value = values[i]
    if value then
      local sum = totals[i]
      local after = sum + value
      if after < top and after > bottom and after - sum == value and after - value == sum then
        totals[i] = after
      else
        add_value(result, i, value)
      end
    else
      append_hole(member, i)
    end
  end
end

-- Adds values and what stands in for them, or means.
local function add_parts(result, member, size, is_mean)
  local add_at = is_mean and add_to_mean or add_part
  for i = 1, size do
    if not add_at(result, i, member.series) then
      append_hole(member, i)
    elseif member.series.values[i] == nil then
      result.has_part[i] = true
    end
  end
end

local function is_plain(member) return not (member.series.low or member.series.addends) end

local function are_plain(members)
  for _, member in ipairs(members) do
    if not is_plain(member) then return false end
  end
  return true
end

---@class urssaf.MemberSums
---@field like urssaf.Series one of the group
---@field sums table<integer, number> by position, as all below: 0 where there is no figure
---@field rests table<integer, number> what rounding took away from them
---@field counts table<integer, integer> how many units are in a mean
---@field has_part table<integer, boolean> where a member has no value, but something stands in

--- Adds the figures of members.
---@param members table[] each gets its `holes`, the positions where it has no figure; nil if none
---@param like urssaf.Series one of the group
---@param is_mean boolean whether a mean is to be made of the sums
---@return urssaf.MemberSums
---@return boolean? is_exact whether no sum is rounded, or large
function member_sums.of(members, like, is_mean)
  local result = { like = like, rests = {}, counts = {}, has_part = {} }
  if number_type and not is_mean and are_plain(members) then
    result.sums = integer_sums(members, like)
    if result.sums then return result, true end
  end
  result.sums = composition.constant(0, like)
  for _, member in ipairs(members) do
    local add = not is_mean and is_plain(member) and add_plain or add_parts
    member.holes = nil
    add(result, member, #like.periods, is_mean)
  end
  return result
end

return member_sums
