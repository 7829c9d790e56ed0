--- Total rows of a panel that was made of another: what was told of the other one's rows, and what
-- of it concerns the units that are there.
--
-- A row that is a total is left out where a part of it is there, or another total of which it has
-- all parts. Without any of these it is what was asked for: a unit like any other.
--
-- Many rows may be sums of the same parts, so these are one list, which is looked at once.
local tables = require "urssaf.base.tables"
local total_evidence = require "urssaf.panel.total_evidence"

local inherited_totals = {}

-- ------------------------------------------------------------------ what is told

local function remember(told, units, is_doubtful, memo)
  for one, own in pairs(units) do
    local parts = own.parts
    if parts and not memo[parts] then
      memo[parts] = tables.map(parts, function(part) return part.id end)
    end
    told[one.id] = { reason = own.reason, if_near = own.if_near, is_by_level = own.is_by_level,
      is_doubtful = is_doubtful, is_compared = own.evidence ~= nil, parts = parts and memo[parts] }
  end
end

--- What is known of total rows, without their series: by the identity of each unit { reason =,
-- if_near =, is_by_level =, is_doubtful =, is_compared = whether there is evidence, parts =
-- identities, nil if not known }.
---@param found table<table, table> total rows by unit
---@param doubtful table<table, table> those that may be one
---@return table<string, table>
function inherited_totals.of(found, doubtful)
  local told, memo = {}, {}
  remember(told, doubtful, true, memo)
  remember(told, found, false, memo)
  return told
end

-- ------------------------------------------------------------------ what of it is there

local function id_of(s) return s.measure .. "\n" .. (s.transform or "") end

-- The measures of some units.
local function measures_of(units)
  local set = {}
  for _, one in ipairs(units) do
    for _, s in ipairs(one.series) do set[id_of(s)] = true end
  end
  return set
end

-- Each list of parts once: those that are there, and the total rows that are told to be their sum.
local function lists_of(units, told, of_id)
  local lists, of_parts = {}, {}
  for _, one in ipairs(units) do
    local own = told[one.id] or {}
    local list = own.parts and of_parts[own.parts]
    if own.parts and not list then
      list = { ids = own.parts, units = {}, totals = {}, number = #lists + 1 }
      for _, id in ipairs(own.parts) do list.units[#list.units + 1] = of_id[id] end
      lists[#lists + 1], of_parts[own.parts] = list, list
    end
    if list and not own.is_doubtful then list.totals[#list.totals + 1] = one end
  end
  return lists, of_parts
end

local function has_all(set, ids)
  return not tables.find(ids, function(id) return not set[id] end)
end

-- Of lists without a part that is there: those that have all parts of another get its totals for
-- parts. Of two equal ones that is the second, and of totals of one list all but the first.
local function cover(lists)
  local owners = {}
  for _, list in ipairs(lists) do
    list.set = tables.set(list.ids)
    for _, id in ipairs(list.ids) do
      owners[id] = owners[id] or {}
      table.insert(owners[id], list)
    end
  end
  for _, list in ipairs(lists) do
    for _, other in ipairs(list.totals[1] and owners[list.ids[1]] or {}) do
      local is_larger = #other.ids > #list.ids
        or #other.ids == #list.ids and other.number > list.number
      if is_larger and has_all(other.set, list.ids) then
        other.covered = tables.append(other.covered or {}, { list.totals[1] })
      end
    end
  end
end

-- The parts of a total row that are there, or what stands for them.
local function parts_of(one, list)
  if #list.units > 0 then return list.units end
  if list.covered then return list.covered end
  return list.totals[1] ~= one and { list.totals[1] } or {}
end

-- What is told of a unit, with its own figures as evidence if all its parts are there; nil if there
-- is nothing with which it would be counted twice.
local function concerning(one, own, list)
  local parts = parts_of(one, list)
  if #parts == 0 then return nil end
  list.measures = list.measures or measures_of(parts)
  local kept = tables.filter(one.series, function(s) return not list.measures[id_of(s)] end)
  if #kept == #one.series then return nil end
  local is_whole = #list.units == #list.ids and own.is_compared
  return tables.merge(own, { kept = #kept > 0 and kept or nil,
    evidence = is_whole and total_evidence.of_unit(one, parts) or nil })
end

--- The total rows among some units, by what was told of their origin.
---@param units table[] of unit.collect
---@param told table<string, table>
---@return table<table, table> found by unit, as of total_levels.find; evidence only where all parts
-- are there
---@return table<table, table> doubtful
function inherited_totals.among(units, told)
  local found, doubtful, of_id, has_true_unit = {}, {}, {}, false
  for _, one in ipairs(units) do
    of_id[one.id] = one
    has_true_unit = has_true_unit or not told[one.id] or told[one.id].is_doubtful
  end
  local lists, of_parts = lists_of(units, told, of_id)
  cover(tables.filter(lists, function(list) return #list.units == 0 end))
  for _, one in ipairs(units) do
    local own = told[one.id]
    if own and own.parts then
      (own.is_doubtful and doubtful or found)[one] = concerning(one, own, of_parts[own.parts])
    elseif own and has_true_unit then
      found[one] = tables.merge(own)
    end
  end
  return found, doubtful
end

return inherited_totals
