--- The sum of one measure over the members of a group, and its composition (see composition.lua).
--
-- A member is { unit = { number =, role = }, series = }; `role` is that of a pseudo-unit, which is
-- never expected. The series may itself be a sum with missing units. A unit's number is its id in
-- `absent` and `without`.
local composition = require "urssaf.panel.composition"
local marks = require "urssaf.panel.marks"
local member_sums = require "urssaf.panel.member_sums"
local perimeter = require "urssaf.panel.perimeter"
local period = require "urssaf.domain.period"
local series = require "urssaf.panel.series"
local sorting = require "urssaf.base.sorting"
local sums = require "urssaf.base.sums"
local tables = require "urssaf.base.tables"

local group_sum = {}

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
    starts[member.start] = (starts[member.start] or 0) + 1
    if after <= #s.periods then starts[after] = (starts[after] or 0) - 1 end
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
  local has_absent, has_without = next(of_absent) ~= nil, next(of_without) ~= nil
  local absent = has_absent and composition.constant("", state.like) or nil
  local without = (has_without or #always > 0) and composition.constant(rest, state.like) or nil
  for i = 1, (has_absent or has_without) and state.size or 0 do
    local some, all = of_absent[i], of_without[i]
    local text = some and table.concat(some, ",")
    if some then absent[i], of_absent[i] = text, nil end
    if all then
      without[i] = some == all and #always == 0 and text or joined(all, always)
      of_without[i] = nil
    end
  end
  return absent, without
end

-- The number of units expected at each position.
local function expected_of(state)
  local starts, begun = state.starts, state.starts[1] or 0
  local expected = composition.constant(begun, state.like)
  starts[1] = nil
  for i = 2, next(starts) ~= nil and state.size or 0 do -- most are there from first to last
    if starts[i] then begun = begun + starts[i] end
    expected[i] = begun
  end
  for i, count in pairs(state.expected) do expected[i] = expected[i] + count end
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

-- The values where there is a sum at each position, of which rounding took nothing away.
local function plain_result(state, options)
  for i in pairs(options.missing ~= "skip" and state.is_missing or {}) do state.sums[i] = nil end
  return { values = state.sums }
end

-- The values, and what stands in where there is none: a sum that is missing has neither.
local function result_of(state, options)
  if state.has_sum.everywhere and not state.is_mean and next(state.rests) == nil then
    return plain_result(state, options)
  end
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
    local since = counts and (s.since or s.periods[member.start or 1])
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
  local list = {}
  for n = 1, #members do list[n] = members[n].series end
  return list
end

-- What is noted of the members, beside their sums.
local function new_state(added, options)
  return tables.merge(added, { size = #added.like.periods, is_mean = options.rule == "mean",
    has_true_units = options.has_true_units, has_sum = {}, starts = {}, expected = {},
    is_missing = {}, absent = {}, without = {}, lacking = {}, marks = {} })
end

-- The members that count: a mean over places is not that of a remainder, too, and an adjustment has
-- no value of its own.
local function counted(members, options)
  if options.rule ~= "mean" or not options.has_true_units then return members end
  return tables.filter(members, function(member) return not member.unit.role end)
end

-- Whether a member has a value at each position, and no composition: then there is nothing to note
-- of it but that it is there. Most are such.
local function is_plain(member)
  local s = member.series
  return not (member.holes or member.unit.ended or s.ends or s.expected or s.absent or s.without
    or s.filled or s.provisional or s.addends or s.means or s.perimeter)
    and (s.since == nil or series.start(s) == 1)
end

-- The plain members, and the `others`: how many true units are among the plain ones, and whether
-- these make a sum (`is_sum`), or a part of one: pseudo-units alone make none in a group that has
-- true units.
local function divided(members, has_true_units)
  local plain = { count = 0, is_sum = false, is_part = false, others = {} }
  for _, member in ipairs(members) do
    local role = member.unit.role
    if not is_plain(member) then
      table.insert(plain.others, member)
    elseif role and has_true_units then
      plain.is_part = true
    else
      plain.is_sum, plain.count = true, role and plain.count or plain.count + 1
    end
  end
  return plain
end

-- The fields of a sum that has a value everywhere, and lacks no unit but those that never have one.
local function whole_sum(added, plain, lacking, options)
  local like, counts, count = added.like, options.counts, plain.count
  counts[count] = counts[count] or composition.constant(count, like)
  local without = #lacking > 0 and composition.constant(table.concat(lacking, ","), like) or nil
  -- with room for what is added below: see composition.of
  return { values = added.sums, expected = counts[count], without = without, members = nil,
    key = nil, span = nil, notes = nil, role = nil, since = nil }
end

-- The fields of any other sum, or mean.
local function noted_sum(added, plain, lacking, options)
  local state, others = new_state(added, options), plain.others
  state.starts[1], state.has_sum.everywhere = plain.count, plain.is_sum
  state.has_part.everywhere = plain.is_part
  for _, member in ipairs(others) do note(state, member) end
  local sum, expected = result_of(state, options), expected_of(state)
  if next(state.marks) ~= nil then marks.keep(sum, state.marks) end
  if not state.is_mean then sum.perimeter = perimeter.of(others, sum.values, plain.count > 0) end
  sum.absent, sum.without = joined_by_position(state, lacking)
  local measure = options.measure or added.like.measure
  if options.lost then record(options.lost, measure, others, sum.values, state.is_mean) end
  sum.expected, sum.coverage = expected, coverage_of(state, expected)
  return sum
end

--- The sum of the members' series; or their mean, without pseudo-units if there is anything else.
---@param key table<string, string> the key of the group
---@param members table[]
---@param lacking integer[] the numbers of the group's units that have no series of this measure
---@param options table `rule` ("sum" or "mean"), `missing` ("strict" or "skip"), `has_true_units`:
-- whether the group has units other than pseudo-units, with or without this measure; `lost`: takes
-- note of the cells that a sum lacks, as those of `measure` (by default the members'); `counts`:
-- lists of numbers of expected units, which the sums of a panel share
---@return urssaf.Series
---@return boolean? is_exact whether no value is rounded, or large
function group_sum.of(key, members, lacking, options)
  local like, has_true_units = members[1].series, options.has_true_units
  members = counted(members, options)
  local added, is_exact = member_sums.of(members, like, options.rule == "mean")
  local plain = divided(members, has_true_units)
  local is_whole = plain.is_sum and #plain.others == 0 and options.rule ~= "mean"
    and next(added.rests) == nil
  local sum = (is_whole and whole_sum or noted_sum)(added, plain, lacking, options)
  if options.rule ~= "mean" then sum.members = series_of(members) end
  sum.key, sum.span, sum.notes = key, like.span, like.notes
  sum.role = not has_true_units and members[1].unit.role or nil
  local made = series.like(like, sum)
  made.since, made.ends = earliest_since(members, has_true_units), latest_end(members)
  return made, is_exact
end

return group_sum
