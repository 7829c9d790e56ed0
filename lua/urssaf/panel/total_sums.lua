--- Total rows that no key and no name tells: units that equal the sum of all others.
--
-- They are looked for among all units, and for each key among those that agree on the others: the
-- sectors of each département. A few cells may differ; there must be enough equal ones, and enough
-- units, to rule out coincidence.
local additivity = require "urssaf.domain.additivity"
local datasets = require "urssaf.domain.datasets"
local tables = require "urssaf.base.tables"
local total_evidence = require "urssaf.panel.total_evidence"
local unit = require "urssaf.domain.unit"

local total_sums = {}

-- Fewer equal cells may be equal by chance; so may cells of fewer groups, if each is small.
local ENOUGH_CELLS, ENOUGH_GROUPS = 8, 3
-- The share of cells that must be equal.
local MOST = 0.75
-- A unit is compared in all cells if it is half of the sum over all in one of so many of them.
local PROBES = 7
-- How many kinds of keys are told apart.
local MOST_FIELDS = 8

--- One of so few units may equal the sum of the others by chance.
total_sums.FEW_UNITS = 3

-- Whether a value may be half of a sum: most are far less, beyond any rounding.
local function may_be_half(value, sum)
  return value < 0 or value * 2.02 >= sum
end

-- The sum over the values of all series at a position, and whether one may be half of it; nil if
-- one is missing, unless that very probably means none, or if the sum has no more than two parts:
-- of two equal ones nothing tells which is the sum of the other.
local function sum_at(all, i, is_none)
  local sum, count, least, largest = 0.0, 0, 0, 0
  for u = 1, #all do
    local value = all[u][i]
    if value == nil then
      if not is_none then return nil end
      value = 0
    end
    sum = sum + value
    if value > largest then largest = value elseif value < least then least = value end
    if value ~= 0 then count = count + 1 end
  end
  if count > 2 then return sum, may_be_half(least, sum) or may_be_half(largest, sum) end
end

-- The sums at some positions from the first to the last, `size`; at all if none of those is whole.
-- Whether a value may be half of one.
local function probes_of(all, size, is_none)
  local sums, has_half = {}, false
  local function probe(i)
    local sum, is_half = sum_at(all, i, is_none)
    sums[i], has_half = sum, has_half or is_half
  end
  for j = 0, PROBES - 1 do probe(1 + math.floor((size - 1) * j / (PROBES - 1))) end
  for i = 1, next(sums) == nil and size or 0 do probe(i) end
  return sums, has_half
end

local function all_sums(all, size, is_none)
  local sums = {}
  for i = 1, size do sums[i] = sum_at(all, i, is_none) end
  return sums
end

local function is_half(value, sum, parts)
  return math.abs(value * 2 - sum) <= total_evidence.rounding(value, sum - value, parts)
end

-- In how many cells, of how many, a series equals the sum of its parts: the sum over all less
-- itself.
local function equal_cells(s, sums, parts)
  local values, equal, whole = s.values, 0, 0
  for i, sum in pairs(sums) do
    local value = values[i] or 0
    whole = whole + 1
    if may_be_half(value, sum) and is_half(value, sum, parts) then equal = equal + 1 end
  end
  return equal, whole
end

-- The unit that equals the sum of all others in most cells of a measure, and in how many of how
-- many. Of several such units nothing tells which is the sum, so there is none.
local function equal_to_others(list, owners)
  local is_none = list[1] ~= nil and datasets.is_empty_none(list[1].dataset)
  local all, size = {}, list[1] and #list[1].periods or 0
  for u = 1, #list do all[u] = list[u].values end
  local probes, has_half = probes_of(all, size, is_none)
  if not has_half then return nil, 0, next(probes) and 1 or 0 end
  local parts, sums, found, cells = #list - 1, nil, nil, nil
  for u, s in ipairs(list) do
    if equal_cells(s, probes, parts) > 0 then
      sums = sums or all_sums(all, size, is_none)
      local equal, whole = equal_cells(s, sums, parts)
      if equal >= MOST * whole then
        if found then return nil, 0, whole end
        found, cells = u, equal
      end
    end
  end
  if found then return owners[found], cells, select(2, equal_cells(list[found], sums, parts)) end
  return nil, 0, next(probes) and 1 or 0
end

local function series_like(units, like)
  local list, owners = {}, {}
  for _, one in ipairs(units) do
    local s = unit.series_like(one, like)
    if s then list[#list + 1], owners[#owners + 1] = s, one end
  end
  return list, owners
end

-- Iterates over the measures of some units, each by the first series that has it. Mostly the first
-- one tells all that is asked.
local function measures_of(units)
  local seen, at, n = {}, 1, 0
  return function()
    while units[at] do
      n = n + 1
      local s = units[at].series[n]
      local id = s and (s.transform and additivity.id(s) or s.measure)
      if not s then
        at, n = at + 1, 0
      elseif not seen[id] then
        seen[id] = true
        return s
      end
    end
  end
end

local function none() end

--- The units that equal the sum of all others in at least one measure that all units have.
---@param units table[] of unit.collect
---@return table<table, { cells: integer, compared: integer, measures: string[] }> evidence by unit
function total_sums.equal_in_some(units)
  local evidence = {}
  for like in #units > total_sums.FEW_UNITS and measures_of(units) or none do
    local list, owners = series_like(units, like)
    local found, cells, compared = equal_to_others(list, owners)
    if found and #list == #units and cells >= ENOUGH_CELLS then
      local own = evidence[found] or { cells = 0, compared = 0, measures = {} }
      evidence[found], own.cells, own.compared = own, own.cells + cells, own.compared + compared
      table.insert(own.measures, like.measure)
    end
  end
  return evidence
end

-- The unit of a group that equals the sum of its others in all its additive measures that can be
-- compared, and in how many cells.
local function sum_of_group(units)
  local found, equal = nil, 0
  for like in measures_of(units) do
    local list, owners = series_like(units, like)
    if total_evidence.is_additive(like) and #list > 2 then
      local one, cells, compared = equal_to_others(list, owners)
      if compared > 0 and (not one or (found and found ~= one)) then return nil, 0 end
      found, equal = one or found, equal + cells
    end
  end
  return found, equal
end

local function without(units, one)
  return tables.filter(units, function(other) return other ~= one end)
end

-- The fields in which units differ.
local function fields_of(units)
  local first, varying, list = {}, {}, {}
  for _, one in ipairs(units) do
    for _, name in ipairs(one.fields) do
      first[name] = first[name] or one.key[name]
      if first[name] ~= one.key[name] and not varying[name] then
        varying[name], list[#list + 1] = true, name
      end
    end
  end
  return list
end

-- A function that numbers values as they come: 1, 2, 3 … The same value has the same number.
local function numbering()
  local numbers, count = {}, 0
  return function(value)
    local number = numbers[value]
    if not number then
      count = count + 1
      number, numbers[value] = count, count
    end
    return number
  end
end

-- For each field the numbers of the units' values.
local function numbers_of(units, fields)
  local number_of, numbers = {}, {}
  for i = 1, #fields do number_of[i], numbers[i] = numbering(), {} end
  for u = 1, #units do
    local key = units[u].key
    for i = 1, #fields do numbers[i][u] = number_of[i](key[fields[i]]) end
  end
  return numbers
end

-- A number for each pair of numbers, the same for the same pair. None of the numbers is larger than
-- the count of pairs, so that no two pairs make the same sum.
local function pair_numbers(first, second)
  local number, numbers, base = numbering(), {}, #first + 1
  for u = 1, #first do numbers[u] = number(first[u] * base + second[u]) end
  return numbers
end

-- Groups of the units that have the same number.
local function grouped(units, numbers)
  local groups = {}
  for u = 1, #units do
    local number = numbers[u]
    local group = groups[number]
    if not group then
      group = {}
      groups[number] = group
    end
    group[#group + 1] = units[u]
  end
  return groups
end

-- Adds for each field of some units, which have the same fields, the groups of those that differ in
-- nothing else. Two numbers tell them, one of all values before the field and one of all behind it;
-- to make a text of these values instead takes three times as long.
local function add_groups(units, by_field)
  local fields, behind = units[1].fields, {}
  local numbers = numbers_of(units, fields)
  local before = tables.map(units, function() return 0 end)
  behind[#fields] = before
  for i = #fields - 1, 1, -1 do behind[i] = pair_numbers(numbers[i + 1], behind[i + 1]) end
  for i, name in ipairs(fields) do
    by_field[name] = tables.append(by_field[name] or {}, grouped(units, pair_numbers(before,
      behind[i])))
    before = pair_numbers(before, numbers[i])
  end
end

-- For each field, the groups of units that agree on all others.
local function groups_by_field(units)
  local texts, by_field = {}, {} -- texts of lists of fields, which most units share
  local with_same_fields = tables.group(units, function(one)
    texts[one.fields] = texts[one.fields] or table.concat(one.fields, "\n")
    return texts[one.fields]
  end)
  for _, list in ipairs(with_same_fields) do add_groups(list, by_field) end
  return by_field
end

-- The values of a key whose units equal the sum of those beside them, in enough groups; the
-- groups of too few units count together.
local function values_that_are_sums(groups, field)
  local by_value = {}
  for _, group in ipairs(groups) do
    local one, cells = nil, 0
    if #group > 2 then one, cells = sum_of_group(group) end
    if one then
      local value = one.key[field]
      local own = by_value[value] or { groups = 0, cells = 0, units = {} }
      by_value[value] = own
      own.groups, own.cells = own.groups + 1, own.cells + cells
      own.is_large = own.is_large or #group > total_sums.FEW_UNITS
      own.units[one] = group
    end
  end
  return by_value
end

-- How many units of groups that are large enough have each value of a field.
local function counts_of(groups, field)
  local counts = {}
  for _, group in ipairs(groups) do
    for _, one in ipairs(#group > 2 and group or {}) do
      local value = one.key[field]
      if value then counts[value] = (counts[value] or 0) + 1 end
    end
  end
  return counts
end

local function find_by_field(groups, field, found)
  local by_value = values_that_are_sums(groups, field)
  local present = next(by_value) and counts_of(groups, field)
  for value, own in pairs(by_value) do
    local is_enough = own.cells >= ENOUGH_CELLS and (own.is_large or own.groups >= ENOUGH_GROUPS)
    if is_enough and own.groups >= MOST * present[value] then
      for one, group in pairs(own.units) do found[one] = without(group, one) end
    end
  end
end

--- The units that equal the sum of all others, or of those beside them by one key.
---@param units table[] of unit.collect
---@return table<table, table[]> others by unit, those that it is the sum of
function total_sums.find(units)
  local found = {}
  if #units > total_sums.FEW_UNITS then
    local one, cells = sum_of_group(units)
    if one and cells >= ENOUGH_CELLS then found[one] = without(units, one) end
  end
  local fields = fields_of(units)
  if #fields < 2 or #fields > MOST_FIELDS then return found end
  local groups = groups_by_field(units)
  for _, field in ipairs(fields) do find_by_field(groups[field], field, found) end
  return found
end

return total_sums
