--- Total rows by their level: units that lack a key which others in the same place have, or whose
-- name says that they are a sum over it.
--
-- A level is the set of keys that units have: région and département, région alone, none. From the
-- finest level on, each unit is compared with the sum of the units under it that are no totals
-- themselves. It is a total if it is that sum, or near it; or if it differs, but most units of its
-- level are such sums. What has nothing under it is a true unit.
local additivity = require "urssaf.domain.additivity"
local pseudo_units = require "urssaf.domain.pseudo_units"
local tables = require "urssaf.base.tables"
local total_evidence = require "urssaf.panel.total_evidence"
local total_names = require "urssaf.domain.total_names"
local unit = require "urssaf.domain.unit"

local total_levels = {}

-- How many kinds of keys are compared with each other: a file has some dozens at most.
local MOST_LEVELS = 64

-- How many rows are compared with the same parts.
local MOST_COMPARED = 8

-- The values of some fields of a key, as one text.
local function projection(key, key_names)
  local parts = {}
  for i, name in ipairs(key_names) do parts[i] = key[name] end
  return table.concat(parts, "\n")
end

local function has_all(set, list)
  for _, name in ipairs(list) do
    if not set[name] then return false end
  end
  return true
end

-- The units by the fields of their reduced keys, the finest level first; nil if there are too many
-- levels to compare each with each.
local function levels_of(units)
  local levels, of_id, of_list, memo = {}, {}, {}, {}
  for _, one in ipairs(units) do
    local rest, kind, without = total_names.reduced(one.key, memo)
    local key_names = rest == one.key and one.fields or unit.identifying(rest)
    local level = of_list[key_names] -- most units share the list
    if not level then
      local id = table.concat(key_names, "\n")
      level = of_id[id] or { key_names = key_names, set = tables.set(key_names), rows = {} }
      of_list[key_names] = level
      if not of_id[id] then
        if #levels == MOST_LEVELS then return nil end
        of_id[id], levels[#levels + 1] = level, level
      end
    end
    level.has_names = level.has_names or kind ~= nil
    level.rows[#level.rows + 1] = { unit = one, rest = rest, kind = kind,
      without_mayotte = without }
  end
  table.sort(levels, function(a, b) return #a.key_names > #b.key_names end)
  return levels
end

-- The rows under each unit of a level that are no totals, by the values of the level's keys.
local function rows_under(levels, level)
  local under = {}
  for _, other in ipairs(levels) do
    local is_finer = #other.key_names > #level.key_names and has_all(other.set, level.key_names)
    for _, row in ipairs(is_finer and other.rows or {}) do
      if not row.found then
        local id = projection(row.rest, level.key_names)
        under[id] = under[id] or {}
        table.insert(under[id], row)
      end
    end
  end
  return under
end

-- Of two rows with the same keys the one is a total of the other if its name says more.
local BREADTH = { drom = 1, metropole = 1, france = 2, all = 2 }

local function breadth(row) return BREADTH[row.kind] or 0 end

-- The units that a row may be the sum of. Rows of one kind and the same keys have the same ones.
local function parts_of(row, state)
  if not (state.under[row.id] or state.beside[row.id]) then return {} end
  local id = ("%s\n%s\n%s"):format(row.id, tostring(row.kind), tostring(row.without_mayotte))
  local parts = state.parts[id]
  if parts then return parts end
  parts = {}
  state.parts[id] = parts
  for _, other in ipairs(state.under[row.id] or {}) do
    if total_names.includes(other.unit.key, row.kind, row.without_mayotte) then
      parts[#parts + 1] = other.unit
    end
  end
  for _, other in ipairs(state.beside[row.id] or {}) do
    if not other.found and breadth(other) < breadth(row) then parts[#parts + 1] = other.unit end
  end
  return parts
end

-- Compares a unit with its parts, measure by measure: each is a vote.
local function compare(row, parts)
  local evidence, kept = total_evidence.of_unit(row.unit, parts)
  local votes = 0
  for _, one in ipairs(evidence) do
    local is_total = total_evidence.is_total(one)
    if is_total ~= nil then
      row.is_judged, votes = true, votes + (is_total and 1 or -1)
    end
  end
  row.evidence, row.kept, row.is_sum = evidence, kept, row.is_judged and votes >= 0
end

local REASONS = { named = "its name says so", sum = "it is the sum of those under it",
  like_others = "others like it are the sums of those under them" }
local NEAR = "it is near the sum of those under it"

local function mark(row, why)
  row.found = { reason = REASONS[why], if_near = why == "sum" and NEAR or nil,
    evidence = row.evidence, kept = row.kept, parts = row.parts, is_by_level = true }
end

-- The level of true units that has other keys than a level, so that the two cross; or one before it
-- of named totals that are kept, as where a table has margins alone: regions over all sectors, and
-- sectors over all of France.
local function crossing(levels, level)
  local is_before = true
  return tables.find(levels, function(other)
    is_before = is_before and other ~= level
    local is_comparable = has_all(other.set, level.key_names) or has_all(level.set, other.key_names)
    return not is_comparable and tables.find(other.rows, function(row)
      return not row.kind or is_before and not row.found
    end)
  end)
end

-- Marks the named totals of a level that is crossed by another, but for measures that the other
-- one has not.
local function mark_crossed(level, other)
  local measures = {}
  for _, row in ipairs(other.rows) do
    for _, s in ipairs(row.unit.series) do
      if next(s.values) ~= nil then measures[additivity.id(s)] = true end
    end
  end
  for _, row in ipairs(level.rows) do
    local kept = tables.filter(row.unit.series, function(s)
      return not measures[additivity.id(s)]
    end)
    if row.kind and not row.found and #kept < #row.unit.series then
      row.kept = #kept > 0 and kept or nil
      mark(row, "named")
    end
  end
end

-- A row may be compared with the same parts as others, which only names can make more than a few.
local function may_compare(row, state)
  local count = (state.compared[row.id] or 0) + 1
  state.compared[row.id] = count
  return count <= MOST_COMPARED
end

-- Of a part of France whose places are not told, only the figures show whether it is a total.
local function judge_area(row, state)
  local parts = parts_of({ id = row.id }, state)
  if #parts == 0 or not may_compare(row, state) then return end
  row.parts = parts
  compare(row, parts)
  if row.is_sum then mark(row, "named") else row.is_judged = nil end
end

-- An adjustment is one of its own level: it is no sum of those of finer ones.
local function judge_row(row, state)
  local parts = parts_of(row, state)
  local is_alone = #parts == 0
  if is_alone and not row.kind or pseudo_units.role(row.rest) == "adjustment" then return end
  if is_alone then return judge_area(row, state) end
  row.parts = parts
  if may_compare(row, state) then compare(row, parts) end
  if row.kind then mark(row, "named") elseif row.is_sum then mark(row, "sum") end
end

-- Whether a row that is not the sum of those under it is so large that it may be a total all the
-- same: what a place has beside its parts is less than half of these.
local function may_be_total(row)
  return row.is_judged and not row.found and tables.find(row.evidence, function(evidence)
    return evidence.compared > 0 and evidence.at_least_half * 2 >= evidence.compared
  end) ~= nil
end

-- Rows that differ from the sum of those under them are totals like most others of their level.
local function judge_rest(level)
  local sums, others = 0, 0
  for _, row in ipairs(level.rows) do
    if row.is_judged and not row.kind then
      sums, others = sums + (row.is_sum and 1 or 0), others + (row.is_sum and 0 or 1)
    end
  end
  for _, row in ipairs(level.rows) do
    if sums > others and may_be_total(row) then mark(row, "like_others") end
  end
end

local function by_id(rows)
  local lists = {}
  for _, row in ipairs(rows) do
    lists[row.id] = lists[row.id] or {}
    table.insert(lists[row.id], row)
  end
  return lists
end

-- The rows in the order of their units, those first of which others may be a total.
local function by_breadth(rows)
  local lists = { {}, {}, {} }
  for _, row in ipairs(rows) do table.insert(lists[breadth(row) + 1], row) end
  return tables.append(tables.append(lists[1], lists[2]), lists[3])
end

local function judge_level(levels, level)
  local has_names, under = level.has_names, rows_under(levels, level)
  if not (has_names or next(under)) then return end
  for _, row in ipairs(level.rows) do row.id = projection(row.rest, level.key_names) end
  local state = { under = under, parts = {}, compared = {},
    beside = has_names and by_id(level.rows) or {} }
  for _, row in ipairs(has_names and by_breadth(level.rows) or level.rows) do
    judge_row(row, state)
  end
  judge_rest(level)
  local other = has_names and crossing(levels, level)
  if other then mark_crossed(level, other) end
end

--- The total rows among some units, by their level.
---@param units table[] of unit.collect
---@return table<table, table> found by unit: { reason =, if_near = the reason where cells
-- differ, evidence =, kept = the series that are
-- no totals, nil if all are, parts = the units that it is the sum of, if they are known }
---@return table<table, table> doubtful units that lack a key, but are not the sum of those under
-- them, though as large as half of it: { evidence =, parts = }
function total_levels.find(units)
  local found, doubtful = {}, {}
  local levels = levels_of(units)
  for _, level in ipairs(levels or {}) do
    judge_level(levels, level)
    for _, row in ipairs(level.rows) do
      found[row.unit] = row.found
      if may_be_total(row) then
        doubtful[row.unit] = { evidence = row.evidence, parts = row.parts }
      end
    end
  end
  return found, doubtful
end

return total_levels
