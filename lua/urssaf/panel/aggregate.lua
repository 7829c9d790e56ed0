--- Sums over units, by group.
--
-- A sum is missing where an expected unit is missing. A unit is expected from its own first value
-- of the measure to the panel's last period; a pseudo-unit never makes a sum missing. Notes say
-- which units make sums missing.
-- With missing = "skip" the units that are present are added, and `coverage` gives their number and
-- the number expected. With "zero" the empty cells of the units are filled first: see fill.lua.
local additivity = require "urssaf.domain.additivity"
local caveats = require "urssaf.panel.caveats"
local errors = require "urssaf.base.errors"
local fill = require "urssaf.panel.fill"
local group_sum = require "urssaf.panel.group_sum"
local hierarchy = require "urssaf.domain.hierarchy"
local joined_notes = require "urssaf.panel.joined_notes"
local lifetimes = require "urssaf.panel.lifetimes"
local missing = require "urssaf.panel.missing"
local names = require "urssaf.base.names"
local options = require "urssaf.domain.options"
local pseudo_notes = require "urssaf.panel.pseudo_notes"
local pseudo_units = require "urssaf.domain.pseudo_units"
local ratio = require "urssaf.panel.ratio"
local scope = require "urssaf.panel.scope"
local selection = require "urssaf.panel.selection"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"
local total_origin = require "urssaf.panel.total_origin"
local total_rows = require "urssaf.panel.total_rows"
local unit = require "urssaf.domain.unit"

local aggregate = {}

-- ------------------------------------------------------------------ groups

-- Keeps a key and the coarser ones that follow from it; a code and its name always stay together.
local function keep(kept, name)
  local plain = name:gsub("^code_", "")
  if kept[plain] then return end
  kept[plain], kept["code_" .. plain] = true, true
  for _, coarser in ipairs(hierarchy.above(plain)) do keep(kept, coarser) end
end

-- The keys that an aggregate by some keys keeps.
local function kept_keys(by)
  local kept = {}
  for _, name in ipairs(by) do keep(kept, name) end
  return sorting.keys(kept)
end

local function has_all(key, list)
  for _, name in ipairs(list) do
    if key[name] == nil then return false end
  end
  return true
end

-- A value by which units are grouped: pseudo-units may share a code, and their names tell them
-- apart. `plain` is the name of the key without `code_`.
local function value_of(key, name, plain)
  local own, value = key[plain], key[name]
  local is_shared = own and own ~= value and pseudo_units.is_marked(own)
  return is_shared and value .. "\0" .. own or value
end

-- A function that gives the same text for the units of a group: those with the same values of the
-- keys `by`. Units that lack one of these are grouped by all keys that stay.
local function group_id(by, kept)
  local plain, parts = {}, {}
  for _, name in ipairs(kept) do plain[name] = name:gsub("^code_", "") end
  return function(one)
    local key = one.key
    local is_whole = has_all(key, by)
    local names_of = is_whole and by or kept
    for i, name in ipairs(names_of) do
      parts[i] = key[name] and value_of(key, name, plain[name]) or "\0"
    end
    parts[#names_of + 1] = is_whole and "all" or "lacking"
    return table.concat(parts, "\n", 1, #names_of + 1)
  end
end

-- The key of a group: of the keys that stay, those with one value throughout the group.
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
  local kept = kept_keys(by)
  for number, one in ipairs(units) do
    one.number, one.role = number, one.series[1].role or pseudo_units.role(one.key)
  end
  local groups = tables.group(units, group_id(by, kept))
  for _, one_group in ipairs(groups) do one_group.key = shared_key(one_group, kept) end
  unit.sort(groups, function(one_group) return one_group.key end)
  return groups
end

-- ------------------------------------------------------------------ sums

-- Gives each rule `found`, the series of its measure by the numbers of their units.
local function find_series(units, rules)
  local of_measure = {}
  for _, one in ipairs(rules) do
    one.found = {}
    of_measure[additivity.id(one.series)] = one.found
  end
  for _, one in ipairs(units) do
    local number, list = one.number, one.series
    for i = 1, #list do
      local s = list[i]
      local found = of_measure[s.transform and additivity.id(s) or s.measure]
      if found and not found[number] then found[number] = s end
    end
  end
end

-- The units of a group that have a measure, and the numbers of those that lack it.
local function members_of(one_group, found)
  local members, lacking = {}, {}
  for _, one in ipairs(one_group) do
    local s = found[one.number]
    if s then
      members[#members + 1] = { unit = one, series = s }
    else
      lacking[#lacking + 1] = one.number
    end
  end
  return members, lacking
end

local function parts_of(members, which)
  return tables.map(members, function(member)
    return { unit = member.unit, series = member.series.parts[which] }
  end)
end

local function combined(key, members, lacking, settings)
  local like = members[1].series
  if not like.parts then return group_sum.of(key, members, lacking, settings) end
  -- both parts lack the same cells, which are told once
  local of_ratio, parts = tables.merge(settings, { measure = like.measure }), like.parts
  if parts.whole then -- whose notes say already where the whole is missing
    of_ratio.lost = settings.missing == "skip" and settings.lost or nil
    return ratio.of(like, tables.merge(parts, { numerator = group_sum.of(key,
      parts_of(members, "numerator"), lacking, of_ratio) }))
  end
  settings.lost:ratio(like.measure, { parts.numerator.measure, parts.denominator.measure })
  local top = group_sum.of(key, parts_of(members, "numerator"), lacking, of_ratio)
  of_ratio.lost = nil
  return ratio.of(like, { numerator = top, factor = parts.factor,
    denominator = group_sum.of(key, parts_of(members, "denominator"), lacking, of_ratio) })
end

local function has_true_unit(one_group)
  return tables.find(one_group, function(one) return not one.role end) ~= nil
end

-- The units of the groups that have true units and pseudo-units; and the roles that are there.
local function mixed_units(groups)
  local list, roles = {}, {}
  for _, one_group in ipairs(groups) do
    local own = tables.set(tables.map(one_group, function(one) return one.role or "none" end))
    if own.none and next(own, next(own)) then
      tables.append(list, one_group)
      roles = tables.merge(roles, own)
    end
  end
  return list, roles
end

-- The notes on pseudo-units: adjustments are in the sums, and none is in a mean.
local function notes_on_pseudo_units(groups, rules)
  local units, roles = mixed_units(groups)
  local notes = {}
  for _, one in ipairs(#units > 0 and rules or {}) do
    local of = one.rule == "mean" and pseudo_notes.out_of_mean
      or roles.adjustment and pseudo_notes.in_sum
    local members = of and members_of(units, one.found) or {}
    local list = tables.map(members, function(member) return member.series end)
    tables.append(notes, of and of(list) or {})
  end
  return notes
end

-- The notes on regions that count the same companies, one for each measure.
local function notes_on_overlap(groups, rules)
  local notes = {}
  for _, one in ipairs(rules) do
    for _, one_group in ipairs(pseudo_notes.is_by_region(one.series) and groups or {}) do
      notes = caveats.add(notes, pseudo_notes.overlap(tables.map(members_of(one_group, one.found),
        function(member) return member.series end)))
    end
  end
  return notes
end

local function notes_on_adjusted(rules, notes)
  for _, one in ipairs(rules) do notes = caveats.add(notes, caveats.adjusted(one.series)) end
  return notes
end

-- The sums of each group by each rule; those in which a value may be rounded; and whether one is of
-- several units.
local function sums_of(groups, rules, settings)
  local list, large, is_sum, counts = {}, {}, false, {}
  for _, one_group in ipairs(groups) do
    local has_true_units = has_true_unit(one_group)
    for _, one in ipairs(rules) do
      local members, lacking = members_of(one_group, one.found)
      is_sum = is_sum or #members > 1
      if #members > 0 then
        local sum, is_exact = combined(one_group.key, members, lacking,
          { missing = settings.missing, rule = one.rule, lost = settings.lost,
            has_true_units = has_true_units, counts = counts })
        list[#list + 1], large[#large + 1] = sum, not is_exact and sum or nil
      end
    end
  end
  return list, large, is_sum
end

-- Finds the units that have ended; fills the empty cells if these count as zero. Returns notes.
local function expected_cells(units, settings, is_wanted)
  if settings.missing == "zero" then
    return fill.units(units, { value = 0, wanted = is_wanted })
  end
  lifetimes.mark(units)
  return {}
end

-- The series of one measure, if one is named; and a function that tells whether a measure is.
local function wanted_of(list, name)
  if not name then return list end
  return tables.filter(list, function(s) return s.measure == name end),
    function(measure) return measure == name end
end

--- The sums over groups of units, with their notes.
---@param list urssaf.Series[]
---@param by string[] the keys that tell groups apart; none for the sum over all
---@param settings table `missing` ("strict", "skip" or "zero"), `how`; `measure`, if only one is
-- added up: the others still show which rows are totals, and which units have ended; `origin`,
-- which tells the total rows: see total_origin.lua; `told`, the notes that there are on the series
---@return urssaf.Series[] series in canonical order
---@return urssaf.Note[] notes
function aggregate.by(list, by, settings)
  list = ratio.with_parts(list)
  local units, notes = total_rows.keep_out(unit.collect(list), settings.origin)
  local is_wanted
  list, is_wanted = wanted_of(list, settings.measure)
  local rules, left_out = additivity.rules(list, additivity.UNITS, settings.how)
  notes = caveats.add(caveats.add(notes, left_out), expected_cells(units, settings, is_wanted))
  notes = caveats.add(notes, caveats.outside(list))
  local lost = list[1] and missing.cells(list[1], settings)
  local groups = group(units, by)
  find_series(units, rules)
  notes = caveats.add(notes, notes_on_pseudo_units(groups, rules))
  local sums, large, is_sum = sums_of(groups, rules, { missing = settings.missing, lost = lost })
  notes = caveats.add(notes, lost and lost:notes() or {})
  notes = caveats.add(notes, notes_on_overlap(groups, rules))
  notes = notes_on_adjusted(is_sum and rules or {}, notes)
  return sums, caveats.add(notes, caveats.rounded(large))
end

-- The list of keys to add up by. Raises if no unit has one of them, with the nearest key; of an
-- empty panel, if nobody knows it.
local function check_by(by, list, panel)
  if type(by) == "string" then by = { by } end
  if not tables.is_list(by) then
    errors.misuse("by: a key or a list of keys expected, such as \"code_region\", got %s",
      type(by) == "table" and "a table that is no list" or type(by))
  end
  if #list == 0 then
    for _, name in ipairs(by) do selection.check_key(panel, name, {}) end
    return by
  end
  local present, last = {}, nil
  for _, s in ipairs(list) do
    if s.key ~= last then -- the series of a unit share their key
      last = s.key
      for name in pairs(last) do present[name] = true end
    end
  end
  for _, name in ipairs(by) do
    if type(name) ~= "string" or not present[name] then
      errors.misuse("no unit has a key '%s'%s; the keys are: %s", tostring(name),
        names.suggestion(name, sorting.keys(present)),
        names.listed(sorting.keys(present)))
    end
  end
  return by
end

-- ------------------------------------------------------------------ panels

local OPTIONS = { missing = options.one_of("strict", "skip", "zero"),
  how = additivity.how_check(additivity.UNITS) }

--- The options of a sum by a key, for `options.check`. Keys are checked against those of the panel.
aggregate.OPTIONS_BY = tables.merge(OPTIONS, { by = options.checks.any })

-- The options with what is known of the panel: which rows are totals, what its notes tell.
local function with_known(given, panel)
  return tables.merge(given, { origin = total_origin.of(panel), told = panel.notes })
end

--- The sums over the units of a panel, by one key or several.
---@param list urssaf.Series[]
---@param given table checked options: `by`, `missing`, `how`, `measure`
---@param panel urssaf.Panel that they belong to
---@return urssaf.Series[]
---@return urssaf.Note[] notes
function aggregate.by_key(list, given, panel)
  return aggregate.by(list, check_by(given.by, list, panel), with_known(given, panel))
end

-- The keys of sums and what is in these. Of the keys that stay, also the values that were filtered
-- out before.
local function universe_of(panel, list, by, own)
  local before, keys = panel.universe, selection.universe(list).keys
  for _, name in ipairs(kept_keys(by)) do
    local values = tables.merge(before.keys[name], keys[name])
    keys[name] = next(values) and values or before.keys[name]
  end
  return { keys = keys, measures = before.measures, summed = own }
end

--- The panel of sums by one key or several.
---@param panel urssaf.Panel
---@param given urssaf.AggregateOptions
---@return table fields in which it differs
function aggregate.panel(panel, given)
  given = options.check(given, aggregate.OPTIONS_BY)
  selection.check_how(panel, given.how)
  local list, notes = aggregate.by_key(panel.series, given, panel)
  return { series = list, notes = caveats.add(joined_notes.still(panel.notes, list), notes),
    universe = universe_of(panel, list, type(given.by) == "table" and given.by or { given.by },
      scope.of(panel, panel.series)) }
end

--- The panel of sums over all units.
---@param panel urssaf.Panel
---@param given urssaf.TotalOptions?
---@return table fields in which it differs
function aggregate.total(panel, given)
  given = options.check(given, OPTIONS)
  selection.check_how(panel, given.how)
  local list, notes = aggregate.by(panel.series, {}, with_known(given, panel))
  local own = scope.of(panel, panel.series)
  if scope.is_france(panel, own) then
    for _, s in ipairs(list) do s.scope = "france" end
  end
  notes = caveats.add(caveats.add(joined_notes.still(panel.notes, list), notes),
    scope.notes(panel, own))
  return { series = list, notes = notes, universe = universe_of(panel, list, {}, own) }
end

return aggregate
