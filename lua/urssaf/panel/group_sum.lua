--- The sum of one measure over the members of a group, and its composition (see composition.lua).
--
-- A member is { unit = { number =, role = }, series = }; `role` is that of a pseudo-unit, which is
-- never expected. The series may itself be a sum with missing units. A unit's number is its id in
-- `absent` and `without`.
local composition = require "urssaf.panel.composition"
local marks = require "urssaf.panel.marks"
local perimeter = require "urssaf.panel.perimeter"
local period = require "urssaf.domain.period"
local series = require "urssaf.panel.series"
local sorting = require "urssaf.base.sorting"
local sums = require "urssaf.base.sums"
local tables = require "urssaf.base.tables"

local group_sum = {}

local ROUNDED_FROM = sums.ROUNDED_FROM
local number_type = math.type -- Lua 5.3 and later

-- A zero for each period, in the place of what a series has there: to fill an empty list takes half
-- as long again.
local function zeros(like)
  local list = composition.slice(like.values, 1, #like.periods)
  for i = 1, #like.periods do list[i] = 0 end
  return list
end

local function append(lists, i, value)
  local list = lists[i] or {}
  lists[i], list[#list + 1] = list, value
end

-- The ids of the expected units that are missing at a position, and of all that are, are one list
-- while they are the same: there may be millions. This gives the position two.
local function divide(state, i)
  local both = state.absent[i]
  if both and both == state.without[i] then state.without[i] = tables.append({}, both) end
end

-- Appends the id of a unit that is missing and expected.
local function append_absent(state, i, id)
  local absent, without = state.absent, state.without
  local is_one_list = absent[i] == without[i]
  append(without, i, id)
  if is_one_list then absent[i] = without[i] else append(absent, i, id) end
end

-- Takes note of the cells without a value: a unit is expected from its first value on, a sum where
-- one of its units is, a pseudo-unit never.
local function note_holes(state, member, holes)
  -- the id as a text, once: that of each cell would take a third of the time that gaps take
  local id, role = ("%d"):format(member.unit.number), member.unit.role
  local expected, start, stop = member.series.expected, member.start, member.stop
  for n = 1, #holes do
    local i = holes[n]
    local count = expected and expected[i] or (i >= start and i <= stop) and 1 or 0
    if count > 0 and not role then
      append_absent(state, i, id)
      state.is_missing[i], state.lacking[i] = true, (state.lacking[i] or 0) + count
    else
      divide(state, i)
      append(state.without, i, id)
    end
  end
end

-- Appends the ids of units that are missing within a member, which is a sum: "3(1,2)".
local function append_within(state, lists, member, ids_by_position, also)
  for i, ids in ipairs(ids_by_position or {}) do
    if ids ~= "" and series.addend(member.series, i) ~= nil then
      divide(state, i)
      append(lists, i, ("%d(%s)"):format(member.unit.number, ids))
      if also then also(i) end
    end
  end
end

local function note_partial(state, member)
  local s = member.series
  append_within(state, state.absent, member, s.absent, function(i)
    state.lacking[i] = (state.lacking[i] or 0) + s.coverage[i][2] - s.coverage[i][1]
  end)
  append_within(state, state.without, member, s.without)
end

local function note_expected(state, member)
  local s, starts, after = member.series, state.starts, member.stop + 1
  if s.expected then
    for i = 1, #s.periods do state.expected[i] = (state.expected[i] or 0) + s.expected[i] end
  elseif member.start <= #s.periods then
    starts[member.start], starts[after] = (starts[member.start] or 0) + 1, (starts[after] or 0) - 1
  end
end

-- Adds a value, of which rounding took `low` away.
local function add_value(state, i, value, low)
  local sum, rest = sums.add(state.sums[i], state.rests[i] or 0, value)
  state.sums[i], state.rests[i] = sum, low and rest + low or rest
end

-- Adds what a sum, or a part of a period, has at a position; returns whether it has anything there.
local function add_part(state, i, s)
  local value = series.addend(s, i)
  if value == nil then return false end
  add_value(state, i, value, s.low and s.low[i])
  return true
end

-- The same in a mean over units, where a mean counts as so many units as it is of. A part of a
-- period is no value.
local function add_to_mean(state, i, s)
  local pair, value = s.means and s.means[i], s.values[i]
  if value == nil and not pair then return false end
  add_value(state, i, pair and pair.sum or value)
  state.counts[i] = (state.counts[i] or 0) + (pair and pair.count or 1)
  return true
end

local function append_hole(member, i)
  local holes = member.holes or {}
  member.holes, holes[#holes + 1] = holes, i
end

-- Adds values of which rounding took nothing away. Where an addition is exact, two subtractions
-- tell it, in two fifths of the time of `sums.add`.
local function add_plain(state, member)
  local values, sums_at, top, bottom = member.series.values, state.sums, ROUNDED_FROM, -ROUNDED_FROM
  for i = 1, state.size do
    local value = values[i]
    if value then
      local sum = sums_at[i]
      local after = sum + value
      if after < top and after > bottom and after - sum == value and after - value == sum then
        sums_at[i] = after
      else
        add_value(state, i, value)
      end
    else
      append_hole(member, i)
    end
  end
end

-- Adds values and what stands in for them, or means.
local function add_parts(state, member)
  local add_at = state.is_mean and add_to_mean or add_part
  for i = 1, state.size do
    if not add_at(state, i, member.series) then
      append_hole(member, i)
    elseif member.series.values[i] == nil then
      state.has_part[i] = true
    end
  end
end

-- Integers are added without a look at each addition, in half the time of `add_plain`: no sum of
-- them that is small is rounded, or has wrapped around. The sums tell whether all were integers, on
-- a Lua that knows them from floats.
local function add_integers(state, members)
  local sums_at = zeros(state.like)
  local top = math.tointeger(ROUNDED_FROM)
  local bottom = -top
  for _, member in ipairs(members) do
    local values = member.series.values
    member.holes = nil
    for i = 1, state.size do
      local value = values[i]
      if value then
        local after = sums_at[i] + value
        if after >= top or after <= bottom then return false end
        sums_at[i] = after
      else
        append_hole(member, i)
      end
    end
    if number_type(sums_at[state.size]) ~= "integer" then return false end
  end
  local all = 0 -- with one float among them, it is a float
  for i = 1, state.size do all = all + sums_at[i] end
  if number_type(all) ~= "integer" then return false end
  state.sums = sums_at
  return true
end

local function is_plain(member) return not (member.series.low or member.series.addends) end

-- Adds the figures of all members; a member's `holes` are then the positions where it has none.
-- Returns true if no sum is rounded, or large.
local function add_up(state, members)
  local may_be_integers = number_type ~= nil and not state.is_mean
  for _, member in ipairs(members) do may_be_integers = may_be_integers and is_plain(member) end
  if may_be_integers and add_integers(state, members) then return true end
  state.sums = zeros(state.like)
  for _, member in ipairs(members) do
    local add = not state.is_mean and is_plain(member) and add_plain or add_parts
    member.holes = nil
    add(state, member)
  end
end

-- Takes note of where a member has a value and where it has none, of the units in it, and of marks.
local function note(state, member)
  local s, holes = member.series, member.holes
  -- in a group that has true units, pseudo-units alone are no sum
  local has_sum = member.unit.role and state.has_true_units and state.has_part or state.has_sum
  member.start, member.stop = series.start(s), series.stop(s)
  if not member.unit.role then note_expected(state, member) end
  if s.filled or s.provisional then marks.add(state.marks, s) end
  if s.absent or s.without then note_partial(state, member) end
  has_sum.everywhere = has_sum.everywhere or not (holes or s.addends or s.means)
  for i = 1, has_sum.everywhere and 0 or state.size do
    has_sum[i] = has_sum[i] or s.values[i] ~= nil
  end
  if holes then note_holes(state, member, holes) end
  member.has_holes, member.holes = holes ~= nil, nil -- many such lists are large
end

-- The number of the unit that an id begins with.
local function number_of(id)
  return tonumber(id) or tonumber(id:match "^%d+")
end

-- The ids of units as one text, whether a unit lacks one cell (`some`) or the series (`always`).
-- Both lists are in the order of the units.
local function joined(some, always)
  if #always == 0 then return table.concat(some, ",") end
  local all, at = {}, 1
  for _, id in ipairs(some) do
    while always[at] and always[at] < number_of(id) do
      all[#all + 1], at = always[at], at + 1
    end
    all[#all + 1] = id
  end
  for i = at, #always do all[#all + 1] = always[i] end
  return table.concat(all, ",")
end

-- For each position the ids in its list and those in `always`, joined; nil if no position has any.
-- Lists are forgotten then, which may be many times as large as the file; a list that is one for
-- both kinds of ids gives one text.
local function joined_by_position(state, always)
  local of_absent, of_without, rest = state.absent, state.without, joined({}, always)
  local absent = next(of_absent) ~= nil and {} or nil
  local without = (next(of_without) ~= nil or #always > 0) and {} or nil
  for i = 1, (absent or without) and state.size or 0 do
    local some, all = of_absent[i], of_without[i]
    local text = some and table.concat(some, ",") or ""
    if absent then absent[i] = text end
    if without then
      local is_same = some == all and #always == 0
      without[i] = is_same and text or all and joined(all, always) or rest
    end
    of_absent[i], of_without[i] = nil, nil
  end
  return absent, without
end

-- The number of units expected at each position.
local function expected_of(state)
  local starts, inner, begun = state.starts, state.expected, 0
  local expected = composition.slice(state.sums, 1, state.size)
  for i = 1, state.size do
    if starts[i] then begun = begun + starts[i] end
    expected[i] = begun
  end
  for i, count in pairs(inner) do expected[i] = expected[i] + count end
  return expected
end

-- { present, expected } units at each position; nil if no unit is ever missing.
local function coverage_of(state, expected)
  if next(state.lacking) == nil then return nil end
  local coverage = {}
  for i, all in ipairs(expected) do coverage[i] = { all - (state.lacking[i] or 0), all } end
  return coverage
end

local function has_sum_at(state, i)
  return state.has_sum.everywhere or state.has_sum[i]
end

local function result_at(state, i, result)
  local value, low = state.sums[i], nil
  if state.rests[i] then value, low = sums.finish(value, state.rests[i]) end
  if state.is_mean then
    result.means[i], low = { sum = value, count = state.counts[i] }, nil
    value = value / state.counts[i]
  end
  local into = has_sum_at(state, i) and result.values or result.addends
  into[i], result.low[i] = value, low
end

-- Whether there is a sum at each position, of which rounding took nothing away.
local function is_whole(state)
  return state.has_sum.everywhere and not state.is_mean and next(state.rests) == nil
    and next(state.is_missing) == nil
end

-- The values, and what stands in where there is none: a sum that is missing has neither.
local function result_of(state, options)
  if is_whole(state) then return { values = state.sums } end
  local result = { values = {}, addends = {}, low = {}, means = {} }
  for i = 1, state.size do
    local is_missing = state.is_missing[i] and options.missing ~= "skip"
    local has_any = has_sum_at(state, i) or state.has_part.everywhere or state.has_part[i]
    if has_any and not is_missing then result_at(state, i, result) end
  end
  for _, name in ipairs { "addends", "low", "means" } do
    if next(result[name]) == nil then result[name] = nil end
  end
  return result
end

-- From when on the sum is expected: as soon as one of its units is.
local function earliest_since(members, has_true_units)
  local best, best_ordinal
  for _, member in ipairs(members) do
    local counts = not (member.unit.role and has_true_units)
    local s = member.series
    local since = counts and (s.since or s.periods[member.start])
    if since and since ~= best then -- most begin together
      local ordinal = period.ordinal(since, s.frequency)
      if not best or ordinal < best_ordinal then best, best_ordinal = since, ordinal end
    end
  end
  return best
end

-- The period after which no true member is expected; nil if one is to the end.
local function latest_end(members)
  local latest
  for _, member in ipairs(members) do
    local ends = member.series.ends
    if not member.unit.role and not ends then return nil end
    if ends and (not latest or sorting.before(latest, ends)) then latest = ends end
  end
  return latest
end

-- Records the cells that a sum lacks, or leaves out.
local function record(lost, measure, members, values, is_mean)
  for _, member in ipairs(members) do
    if member.has_holes or member.series.absent then lost:add(member, measure, values, is_mean) end
  end
end

local function series_of(members)
  return tables.map(members, function(member) return member.series end)
end

local function new_state(like, options)
  return { like = like, size = #like.periods, has_true_units = options.has_true_units,
    is_mean = options.rule == "mean",
    rests = {}, counts = {}, has_sum = {}, has_part = {}, starts = {}, expected = {},
    is_missing = {}, absent = {}, without = {}, lacking = {}, marks = {} }
end

-- The members that count: a mean over places is not that of a remainder, too, and an adjustment has
-- no value of its own.
local function counted(members, options)
  if options.rule ~= "mean" or not options.has_true_units then return members end
  return tables.filter(members, function(member) return not member.unit.role end)
end

--- The sum of the members' series; or their mean, without pseudo-units if there is anything else.
---@param key table<string, string> the key of the group
---@param members table[]
---@param lacking integer[] the numbers of the group's units that have no series of this measure
---@param options table `rule` ("sum" or "mean"), `missing` ("strict" or "skip"), `has_true_units`:
-- whether the group has units other than pseudo-units, with or without this measure; `lost`: takes
-- note of the cells that a sum lacks, as those of `measure` (by default the members')
---@return urssaf.Series
---@return boolean? is_exact whether no value is rounded, or large
function group_sum.of(key, members, lacking, options)
  local like = members[1].series
  local has_true_units = options.has_true_units
  members = counted(members, options)
  local state = new_state(like, options)
  local is_exact = add_up(state, members)
  for _, member in ipairs(members) do note(state, member) end
  local sum, expected = result_of(state, options), expected_of(state)
  if next(state.marks) ~= nil then marks.keep(sum, state.marks) end
  if not state.is_mean then
    sum.members, sum.perimeter = series_of(members), perimeter.of(members, sum.values)
  end
  sum.key, sum.span, sum.notes, sum.expected = key, like.span, like.notes, expected
  sum.absent, sum.without = joined_by_position(state, lacking)
  local measure = options.measure or like.measure
  if options.lost then record(options.lost, measure, members, sum.values, state.is_mean) end
  sum.coverage = coverage_of(state, expected)
  sum.role = not has_true_units and members[1].unit.role or nil
  local made = series.like(like, sum)
  made.since, made.ends = earliest_since(members, has_true_units), latest_end(members)
  return made, is_exact
end

return group_sum
