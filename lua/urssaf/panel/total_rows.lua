--- Total rows: units that are themselves the sum of others, and would be counted twice.
--
-- A unit is a total row if its name says so ("France entière", "Ensemble"); if it lacks a key that
-- others have, and equals the sum of the units that agree with it on its own keys; or if it equals
-- the sum of all others in each of its additive measures, in enough cells and among enough units to
-- rule out coincidence.
local additivity = require "urssaf.domain.additivity"
local new_note = require "urssaf.domain.new_note"
local pseudo_units = require "urssaf.domain.pseudo_units"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"

local total_rows = {}

-- Fewer equal cells may be equal by chance.
local ENOUGH_CELLS = 8

-- How many units are added up without one of them, to compare it. Of values that are not negative,
-- two at most can each be the sum of all others.
local MOST_COMPARED = 4

-- How many kinds of keys are compared with each other: a file has some dozens at most.
local MOST_LEVELS = 64

--- One of so few units may equal the sum of the others by chance.
total_rows.FEW_UNITS = 3

local function is_additive(s)
  local nature = additivity.nature(s)
  return nature ~= "ratio" and nature ~= nil
end

-- The sum of several series at a position; nil if one of them is missing there.
local function sum_at(list, i)
  local sum = 0
  for _, s in ipairs(list) do
    if s.values[i] == nil then return nil end
    sum = sum + s.values[i]
  end
  return sum
end

-- In how many cells a series equals the sum of others; nil if it differs in one. Zeros are no
-- evidence.
local function equal_cells(s, others)
  local equal = 0
  for i = 1, #s.periods do
    local value = s.values[i]
    local sum = value ~= nil and sum_at(others, i)
    if sum and sum ~= value then return nil end
    if sum and sum ~= 0 then equal = equal + 1 end
  end
  return equal
end

-- The series of a measure, and the units they belong to.
local function series_like(units, like)
  local list, owners = {}, {}
  for _, one in ipairs(units) do
    local s = unit.series_like(one, like)
    if s then list[#list + 1], owners[#owners + 1] = s, one end
  end
  return list, owners
end

-- ------------------------------------------------------------------ the sum of all others

local function without(list, position)
  local others = tables.append({}, list)
  table.remove(others, position)
  return others
end

local function are_all_zero(list, i)
  return not tables.find(list, function(s) return s.values[i] ~= 0 end)
end

-- The last position at which all series have a value, not all of them zero; and their sum there.
local function last_whole(list)
  for i = #list[1].periods, 1, -1 do
    local sum = sum_at(list, i)
    if sum and not are_all_zero(list, i) then return i, sum end
  end
end

-- Whether a value may be half of a sum. Decimals are rounded while they are added up.
local function may_be_half(value, sum)
  return math.abs(value * 2 - sum) <= 1e-9 * (math.abs(value) + math.abs(sum))
end

-- The sum of several series at each position where all have a value.
local function sums_of(list)
  local sums = {}
  for i = 1, #list[1].periods do sums[i] = sum_at(list, i) end
  return sums
end

-- In how many cells a series is half of the sum over all; nil if it is not in one.
local function half_cells(s, sums)
  local count = 0
  for i = 1, #s.periods do
    if sums[i] and not may_be_half(s.values[i], sums[i]) then return nil end
    if sums[i] and sums[i] ~= 0 then count = count + 1 end
  end
  return count
end

-- The number of cells in which each unit equals the sum of all others in one measure; nil for a
-- unit that differs; and whether all units have the measure. A unit that equals the sum of the
-- others is half of the sum over all: that is tested first, at one position and then at all, so
-- that few are compared with a sum of their own.
local function equal_to_others(units, like)
  local list, owners = series_like(units, like)
  local i, sum = last_whole(list)
  local cells, compared, sums = {}, 0, nil
  for u, s in ipairs(list) do
    if not i then
      cells[owners[u]] = 0
    elseif may_be_half(s.values[i], sum) then
      sums = sums or sums_of(list)
      local count = half_cells(s, sums)
      if count and count > 0 then
        compared = compared + 1
        count = compared <= MOST_COMPARED and equal_cells(s, without(list, u)) or nil
      end
      cells[owners[u]] = count
    end
  end
  return cells, #list == #units
end

-- For each measure { series =, cells = by unit, is_of_all = whether all units have the measure }.
local function evidence_by_measure(units)
  local evidence, seen = {}, {}
  for _, one in ipairs(#units > total_rows.FEW_UNITS and units or {}) do
    for _, s in ipairs(one.series) do
      local id = additivity.id(s)
      if not seen[id] then
        local cells, is_of_all = equal_to_others(units, s)
        seen[id] = { series = s, cells = cells, is_of_all = is_of_all }
        evidence[#evidence + 1] = seen[id]
      end
    end
  end
  return evidence
end

--- The units that equal the sum of all others in at least one measure that all units have.
---@param units table[] of unit.collect
---@return table<table, { cells: integer, measures: string[] }> evidence by unit
function total_rows.equal_in_some(units)
  local found = {}
  for _, one_measure in ipairs(evidence_by_measure(units)) do
    for one, cells in pairs(one_measure.is_of_all and one_measure.cells or {}) do
      if cells >= ENOUGH_CELLS then
        found[one] = found[one] or { cells = 0, measures = {} }
        found[one].cells = found[one].cells + cells
        table.insert(found[one].measures, one_measure.series.measure)
      end
    end
  end
  return found
end

-- Units that equal the sum of all others in all their additive measures.
local function find_equal(units, found)
  local evidence = evidence_by_measure(units)
  for _, one in ipairs(units) do
    local equal = 0
    for _, one_measure in ipairs(evidence) do
      local is_compared = is_additive(one_measure.series)
        and unit.series_like(one, one_measure.series)
      if is_compared then equal = equal + (one_measure.cells[one] or -math.huge) end
    end
    if equal >= ENOUGH_CELLS then found[one] = "it equals the sum of all others" end
  end
end

-- ------------------------------------------------------------------ the sum of finer units

-- The values of some fields of a key, as one text; nil if the key lacks one of them.
local function projection(key, key_names)
  local parts = {}
  for i, name in ipairs(key_names) do
    if not key[name] then return nil end
    parts[i] = key[name]
  end
  return table.concat(parts, "\n")
end

-- The units grouped by the fields of their keys; nil if there are too many groups to compare each
-- with each.
local function by_key_names(units)
  local levels, count = {}, 0
  for _, one in ipairs(units) do
    local key_names = unit.identifying(one.key)
    local id = table.concat(key_names, "\n")
    if not levels[id] then levels[id], count = { key_names = key_names, units = {} }, count + 1 end
    if count > MOST_LEVELS then return nil end
    table.insert(levels[id].units, one)
  end
  return levels
end

-- The units of finer levels, grouped by their values of a level's keys.
local function finer_units(levels, level)
  local finer = {}
  for _, other in pairs(levels) do
    for _, one in ipairs(#other.key_names > #level.key_names and other.units or {}) do
      local id = projection(one.key, level.key_names)
      if id then
        finer[id] = finer[id] or {}
        table.insert(finer[id], one)
      end
    end
  end
  return finer
end

local function equals_sum(one, others)
  local equal = 0
  for _, s in ipairs(one.series) do
    if is_additive(s) then
      local cells = equal_cells(s, (series_like(others, s)))
      if not cells then return false end
      equal = equal + cells
    end
  end
  return equal > 0
end

local function find_coarser(units, found)
  local levels = by_key_names(units)
  for _, level in pairs(levels or {}) do
    local finer = finer_units(levels, level)
    for _, one in ipairs(next(finer) and level.units or {}) do
      local others = finer[projection(one.key, level.key_names)]
      if others and #others > 1 and not pseudo_units.role(one.key)
          and equals_sum(one, others) then
        found[one] = "it equals the sum of those under it"
      end
    end
  end
end

-- ------------------------------------------------------------------ total rows

--- The units that are total rows, each with the reason.
---@param units table[] of unit.collect
---@return table<table, string> reasons
function total_rows.find(units)
  local found, rest = {}, {}
  for _, one in ipairs(units) do
    if unit.is_named_total(one.key) then
      found[one] = "its name says so"
    else
      rest[#rest + 1] = one
    end
  end
  if #rest == 0 then return {} end
  find_coarser(rest, found)
  find_equal(rest, found)
  return found
end

--- The units without total rows, and a note on each that was left out.
---@param units table[] of unit.collect
---@return table[] units
---@return urssaf.Note[] notes kind `total`
function total_rows.keep_out(units)
  local found = total_rows.find(units)
  local kept, notes = {}, {}
  for _, one in ipairs(units) do
    if found[one] then
      local name = unit.name(one.key)
      notes[#notes + 1] = new_note("total",
        ("%s is itself a total and was kept out: %s"):format(name, found[one]),
        { key = one.key, unit = name })
    else
      kept[#kept + 1] = one
    end
  end
  return kept, notes
end

return total_rows
