--- The units of a sum that begin or end within its grid. Growth across such a change also shows
-- which units there are.
--
-- A sum's `perimeter` lists the changes: { key =, change = "born" or "gone", period =, value =,
-- share = }. The period is the first with the unit, or the first without it; the value is its first
-- or its last one, and the share is the value's part of the sum in that period. Of a sum that was
-- read from a file, which does not name its units, a change is { key = that of the sum, change =
-- "renewed", period = }.
local datasets = require "urssaf.domain.datasets"
local period = require "urssaf.domain.period"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"
local unit_note = require "urssaf.panel.unit_note"
local unit_tally = require "urssaf.panel.unit_tally"

local perimeter = {}

-- ------------------------------------------------------------------ of a sum

local function share_of(value, sum)
  return value and sum and sum > 0 and value / sum or nil
end

local function change(member, kind, at, i, values)
  local s = member.series
  return { key = member.unit.key, change = kind, period = s.periods[at], value = s.values[i],
    share = share_of(s.values[i], values[i]) }
end

-- The first position at which a true unit is expected.
local function earliest(members)
  local first = math.huge
  for _, member in ipairs(members) do
    if not member.unit.role then first = math.min(first, member.start) end
  end
  return first
end

-- The changes within a member that is a sum itself, with their part of the larger one. They may be
-- of shorter periods than the sum's.
local function add_inner(list, s, values)
  local before = s.periods[1] and period.ordinal(s.periods[1], s.frequency) - 1
  for _, one in ipairs(before and s.perimeter or {}) do
    local i = period.overlap(one.period, s.frequency) - before
    local at = one.change == "gone" and i - 1 or i
    list[#list + 1] = tables.merge(one, { share = share_of(one.value, values[at]) })
  end
end

local function add_changes(list, member, first, values)
  local s, start, last = member.series, member.start, member.unit.last
  if start > first and start <= #s.periods then
    list[#list + 1] = change(member, "born", start, start, values)
  end
  if member.unit.ended and s.values[last] ~= nil then
    list[#list + 1] = change(member, "gone", last + 1, last, values)
  end
end

-- Whether there may be a change: most units are there from the first period to the last.
local function may_change(member)
  return member.start > 1 or member.unit.ended or member.series.perimeter
end

--- The changes among the members of a sum.
---@param members table[] see group_sum.lua, but for those that are there throughout; each with
-- `start`, from which position on it is expected
---@param values table<integer, number> of the sum
---@param is_from_first boolean? whether a true unit is expected from the first position on
---@return table[]? changes nil if there is none; where an empty cell very probably means none, a
-- unit is never new
function perimeter.of(members, values, is_from_first)
  if not tables.find(members, may_change)
      or datasets.is_empty_none(members[1].series.dataset) then
    return nil
  end
  local list, first = {}, is_from_first and 1 or earliest(members)
  for _, member in ipairs(members) do
    if member.series.perimeter then
      add_inner(list, member.series, values)
    elseif not member.unit.role then
      add_changes(list, member, first, values)
    end
  end
  return #list > 0 and list or nil
end

--- The changes of a sum of which no more is known than how many units are expected.
---@param s urssaf.Series with `expected`
---@return table[]? changes nil if there is none
function perimeter.of_counts(s)
  if datasets.is_empty_none(s.dataset) then return nil end
  local list, before = {}, 0
  for i, count in ipairs(s.expected) do
    if before > 0 and count ~= before then
      list[#list + 1] = { key = s.key, change = "renewed", period = s.periods[i] }
    end
    before = count
  end
  return #list > 0 and list or nil
end

-- ------------------------------------------------------------------ notes

local function larger(a, b)
  if (a.share or 0) ~= (b.share or 0) then return (a.share or 0) > (b.share or 0) end
  if a.period ~= b.period then return sorting.before(a.period, b.period) end
  return unit.before(a.key, b.key)
end

-- The largest changes, and the number of the others.
local function few_of(list)
  table.sort(list, larger)
  local few = {}
  for i = 1, math.min(unit_tally.FEW, #list) do
    few[i] = tables.merge(list[i], { name = unit.name(list[i].key) })
  end
  return few, #list - #few
end

--- A note of kind `perimeter` on some changes.
---@param measure string
---@param changes table[] not empty
---@param periods string[] whose results they affect
---@param is_common boolean? whether the units that came or went were left out
---@return urssaf.Note
function perimeter.note(measure, changes, periods, is_common)
  local units, more = few_of(tables.append({}, changes))
  return unit_note("perimeter", { measure = measure, periods = periods, units = units, more = more,
    is_common = is_common })
end

--- The note on results of a sum across a change.
---@param s urssaf.Series the sum
---@param values table<integer, number> the results, by position
---@param span function of caveats.reach or caveats.from_base: from the position of a change to
-- those of the results that it affects
---@return urssaf.Note[] notes at most one
function perimeter.notes(s, values, span)
  if not s.perimeter then return {} end
  local changes, touched, before = {}, {}, nil
  for _, one in ipairs(s.perimeter) do
    before = before or s.periods[1] and period.ordinal(s.periods[1], s.frequency) - 1
    local at = period.overlap(one.period, s.frequency) - before
    local first, last = span(at, at)
    local is_touched = false
    for i = math.max(first, 1), math.min(last, #s.periods) do
      if values[i] ~= nil then is_touched, touched[i] = true, true end
    end
    if is_touched then changes[#changes + 1] = one end
  end
  if #changes == 0 then return {} end
  local periods = {}
  for i, name in ipairs(s.periods) do
    if touched[i] then periods[#periods + 1] = name end
  end
  return { perimeter.note(s.measure, changes, periods) }
end

return perimeter
