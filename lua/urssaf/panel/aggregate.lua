--- Sums over units, and what they are made of.
--
-- A sum is missing where a unit that should be there is not. A unit should be there from its own
-- first value of that measure to the panel's last period; the remainder that nobody classified
-- never makes a sum missing. With missing = "skip" what is there is added, and `coverage` says how
-- many units of how many that is.
local additivity = require "urssaf.domain.additivity"
local caveats = require "urssaf.panel.caveats"
local errors = require "urssaf.base.errors"
local names = require "urssaf.base.names"
local plan = require "urssaf.domain.plan"
local ratio = require "urssaf.panel.ratio"
local group_sum = require "urssaf.panel.group_sum"
local total_rows = require "urssaf.panel.total_rows"
local unit = require "urssaf.domain.unit"

local aggregate = {}

-- ------------------------------------------------------------------ groups

-- What stays beside a key because it follows from it; a code and its name always go together.
local FOLLOWS = {
  departement = { "region" },
  ancienne_region = { "region" },
  secteur_na28i = { "grand_secteur_d_activite" },
}

local function keep(kept, name)
  local plain = name:gsub("^code_", "")
  kept[plain], kept["code_" .. plain] = true, true
  for _, coarser in ipairs(FOLLOWS[plain] or {}) do keep(kept, coarser) end
end

--- The key names that stay in an aggregate by these.
---@param by string[]
---@return string[]
function aggregate.kept(by)
  local kept = {}
  for _, name in ipairs(by) do keep(kept, name) end
  return names.sorted_keys(kept)
end

local function has_all(key, list)
  for _, name in ipairs(list) do
    if key[name] == nil then return false end
  end
  return true
end

-- What the units of a group have in common: the values of `by`; or, of units that lack one of
-- them, everything that may stay.
local function group_id(key, by, kept)
  local parts, told_by = {}, has_all(key, by) and by or kept
  for i, name in ipairs(told_by) do parts[i] = key[name] or "\0" end
  parts[#parts + 1] = told_by == by and "all" or "lacking"
  return table.concat(parts, "\n")
end

-- A key's values that may stay, those that differ within the group left out.
local function shared_key(members, kept)
  local key = {}
  for _, name in ipairs(kept) do
    local value = members[1].key[name]
    for _, one in ipairs(members) do
      if one.key[name] ~= value then value = nil end
    end
    key[name] = value
  end
  return key
end

local function group(units, by)
  local kept, groups, of_id = aggregate.kept(by), {}, {}
  for number, one in ipairs(units) do
    one.number = number
    one.unclassified = unit.is_unclassified(one.key)
    local id = group_id(one.key, by, kept)
    if not of_id[id] then
      of_id[id] = { members = {} }
      groups[#groups + 1] = of_id[id]
    end
    table.insert(of_id[id].members, one)
  end
  for _, made in ipairs(groups) do made.key = shared_key(made.members, kept) end
  table.sort(groups, function(a, b) return unit.before(a.key, b.key) end)
  return groups
end

-- ------------------------------------------------------------------ sums

-- The units of a group that have a measure, and those that have not.
local function members_of(one_group, wanted)
  local there, gone = {}, {}
  for _, one in ipairs(one_group.members) do
    local found
    for _, s in ipairs(one.series) do
      if s.measure == wanted.measure and s.transform == wanted.transform then found = s end
    end
    if found then there[#there + 1] = { unit = one, series = found } end
    if not found then gone[#gone + 1] = one.number end
  end
  return there, gone
end

local function parts_of(there, which)
  local list = {}
  for i, member in ipairs(there) do
    list[i] = { unit = member.unit, series = member.series.parts[which] }
  end
  return list
end

local function combined(key, there, gone, options)
  local like = there[1].series
  if not like.parts then return group_sum.up(key, there, gone, options) end
  return ratio.of(like, {
    numerator = group_sum.up(key, parts_of(there, "numerator"), gone, options),
    denominator = group_sum.up(key, parts_of(there, "denominator"), gone, options),
  })
end

-- ------------------------------------------------------------------ panels

local function notes_of(plans, made, notes)
  for _, one in ipairs(plans) do notes = caveats.add(notes, caveats.adjusted(one.series)) end
  return caveats.add(notes, caveats.partial(made))
end

--- The series of an aggregate, and what has to be said of them.
---@param list urssaf.Series[]
---@param by string[] the keys that tell groups apart; none for the sum over all
---@param options table `missing` ("strict" or "skip"), `how`
---@return urssaf.Series[] series in canonical order
---@return table[] notes
function aggregate.by(list, by, options)
  local units, notes = total_rows.keep_out(unit.collect(list))
  local plans, left_out = plan.make(list, additivity.UNITS, options.how)
  notes = caveats.add(notes, left_out)
  local made, is_sum = {}, false
  for _, one_group in ipairs(group(units, by)) do
    for _, one in ipairs(plans) do
      local there, gone = members_of(one_group, one.series)
      is_sum = is_sum or #there > 1
      if #there > 0 then
        made[#made + 1] = combined(one_group.key, there, gone,
          { missing = options.missing, rule = one.rule })
      end
    end
  end
  return made, notes_of(is_sum and plans or {}, made, notes)
end

--- Raises if a key is not there, naming the nearest.
---@param by any a name, or a list of names
---@param list urssaf.Series[]
---@return string[] by
function aggregate.check_by(by, list)
  if type(by) == "string" then by = { by } end
  if type(by) ~= "table" then
    errors.misuse("by: a key or a list of keys expected, such as \"code_region\", got %s", type(by))
  end
  local there = {}
  for _, s in ipairs(list) do
    for name in pairs(s.key) do there[name] = true end
  end
  for _, name in ipairs(by) do
    if type(name) ~= "string" or (not there[name] and #list > 0) then
      errors.misuse("no unit has a key '%s'%s; there are: %s", tostring(name),
        names.suggestion(name, names.sorted_keys(there)),
        table.concat(names.sorted_keys(there), ", "))
    end
  end
  return by
end

return aggregate
