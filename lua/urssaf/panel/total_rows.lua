--- Rows that are themselves the sum of others: counted with them, they would count twice.
--
-- A unit is such a total if its name says so ("France entière", "Ensemble"); if it lacks a key that
-- others have, and equals the sum of those that agree with it on the rest; or if it equals the sum
-- of all others, cell by cell, with evidence enough that it is no coincidence.
local additivity = require "urssaf.domain.additivity"
local names = require "urssaf.base.names"
local unit = require "urssaf.domain.unit"

local total_rows = {}

-- Fewer equal cells, or fewer units to add, may be equal by chance.
local ENOUGH_CELLS, ENOUGH_UNITS = 8, 3

local function is_additive(s)
  local nature = additivity.nature(s)
  return nature ~= "ratio" and nature ~= nil
end

local function same_measure(one, s)
  for _, other in ipairs(one.series) do
    if other.measure == s.measure and other.transform == s.transform then return other end
  end
end

-- The sum at one place of the others' series; nil if one is missing there.
local function sum_at(list, i)
  local sum = 0
  for _, s in ipairs(list) do
    if s.values[i] == nil then return nil end
    sum = sum + s.values[i]
  end
  return sum
end

-- How many cells of a series equal the others' sum; nil if one does not. Zeros prove nothing.
local function equal_cells(s, others)
  local list = {}
  for _, other in ipairs(others) do list[#list + 1] = same_measure(other, s) end
  local equal = 0
  for i = 1, #s.periods do
    local value = s.values[i]
    local sum = value ~= nil and sum_at(list, i)
    if sum and sum ~= value then return nil end
    if sum and sum ~= 0 then equal = equal + 1 end
  end
  return equal
end

-- Whether a unit equals the sum of others in all its measures, in so many cells at least.
local function equals_sum(one, others, enough)
  local equal = 0
  for _, s in ipairs(one.series) do
    if is_additive(s) then
      local cells = equal_cells(s, others)
      if not cells then return false end
      equal = equal + cells
    end
  end
  return equal >= enough
end

local function without(units, one)
  local others = {}
  for _, other in ipairs(units) do
    if other ~= one then others[#others + 1] = other end
  end
  return others
end

-- One place where all units of a measure have a value, and their sum there: what equals all the
-- others is half of it. Only what passes this is looked at closely.
local function probe(units)
  for _, s in ipairs(units[1].series) do
    local list = {}
    for _, other in ipairs(units) do list[#list + 1] = same_measure(other, s) end
    for i = #s.periods, 1, -1 do
      local sum = is_additive(s) and #list == #units and sum_at(list, i)
      if sum and sum ~= 0 then return list, i, sum end
    end
  end
end

local function find_equal(units, found)
  if #units <= ENOUGH_UNITS then return end
  local list, i, sum = probe(units)
  for u, s in ipairs(list or {}) do
    if s.values[i] * 2 == sum and equals_sum(units[u], without(units, units[u]), ENOUGH_CELLS) then
      found[units[u]] = "it equals the sum of all others"
    end
  end
end

local function identifying_names(key)
  local list = {}
  for _, name in ipairs(names.sorted_keys(key)) do
    if not key["code_" .. name] then list[#list + 1] = name end
  end
  return list
end

-- A key's values under these names; nil if it lacks one.
local function projection(key, pattern)
  local parts = {}
  for i, name in ipairs(pattern) do
    if not key[name] then return nil end
    parts[i] = key[name]
  end
  return table.concat(parts, "\n")
end

-- Units by which names their keys have: few patterns, whatever the number of units.
local function by_pattern(units)
  local patterns = {}
  for _, one in ipairs(units) do
    local list = identifying_names(one.key)
    local id = table.concat(list, "\n")
    patterns[id] = patterns[id] or { names = list, units = {} }
    table.insert(patterns[id].units, one)
  end
  return patterns
end

-- The units with more names than a pattern has, by what they are under the pattern's names.
local function finer_units(patterns, pattern)
  local finer = {}
  for _, other in pairs(patterns) do
    for _, one in ipairs(#other.names > #pattern.names and other.units or {}) do
      local id = projection(one.key, pattern.names)
      if id then
        finer[id] = finer[id] or {}
        table.insert(finer[id], one)
      end
    end
  end
  return finer
end

local function find_coarser(units, found)
  local patterns = by_pattern(units)
  for _, pattern in pairs(patterns) do
    local finer = finer_units(patterns, pattern)
    for _, one in ipairs(next(finer) and pattern.units or {}) do
      local others = finer[projection(one.key, pattern.names)]
      if others and #others > 1 and not unit.is_unclassified(one.key)
          and equals_sum(one, others, 1) then
        found[one] = "it equals the sum of those under it"
      end
    end
  end
end

--- The units that are totals of others, each with the reason.
---@param units table[] of unit.collect
---@return table<table, string> reasons
function total_rows.find(units)
  local found = {}
  for _, one in ipairs(units) do
    if unit.is_named_total(one.key) then found[one] = "its name says so" end
  end
  -- alone, a total is no double
  local rest = {}
  for _, one in ipairs(units) do
    if not found[one] then rest[#rest + 1] = one end
  end
  if #rest == 0 then return {} end
  find_coarser(rest, found)
  find_equal(rest, found)
  return found
end

--- The units without those that are totals of others, and a note of each that was kept out.
---@param units table[] of unit.collect
---@return table[] units
---@return table[] notes kind `total`
function total_rows.keep_out(units)
  local found = total_rows.find(units)
  local kept, notes = {}, {}
  for _, one in ipairs(units) do
    if found[one] then
      notes[#notes + 1] = { kind = "total", key = one.key, unit = unit.name(one.key),
        message = ("%s is itself a total and was kept out: %s"):format(unit.name(one.key),
          found[one]) }
    else
      kept[#kept + 1] = one
    end
  end
  return kept, notes
end

return total_rows
