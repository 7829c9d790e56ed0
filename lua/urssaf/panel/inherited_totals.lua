--- Total rows of a panel that was made of another: what the figures of the other one told of its
-- rows, and what of it concerns the units that are left.
--
-- Of Ain, Isère, their region and two rows "France" and "Total" it was told, say, that the region
-- is the sum of the first two, and that France and Total both are the sum of all départements. A
-- row would be counted twice, and so is left out, where of its sum there is
--
--   a part: France beside Ain;
--   or, without any part, a total that stands for some: France beside the region, if all parts of
--   the region are parts of France;
--   or another total of the same sum: Total beside France, of which the first one stays.
--
-- Else it is what was asked for: a unit like any other. A total of which no parts are known, since
-- only its name tells it, is left out beside any unit that is no total.
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

-- The sums that were told, each once though many rows may be it: { ids = of its parts, parts =
-- those that are there, totals = the rows that are there and are it, number = its place }; and the
-- same by the list of ids.
local function sums_of(units, told, of_id)
  local sums, of_ids = {}, {}
  for _, one in ipairs(units) do
    local own = told[one.id] or {}
    local sum = own.parts and of_ids[own.parts]
    if own.parts and not sum then
      sum = { ids = own.parts, parts = {}, totals = {}, number = #sums + 1 }
      for _, id in ipairs(own.parts) do sum.parts[#sum.parts + 1] = of_id[id] end
      sums[#sums + 1], of_ids[own.parts] = sum, sum
    end
    if sum and not own.is_doubtful then sum.totals[#sum.totals + 1] = one end
  end
  return sums, of_ids
end

local function has_all(set, ids)
  return not tables.find(ids, function(id) return not set[id] end)
end

-- The sums by the ids of their parts; each gets its ids as a set.
local function by_part(sums)
  local of_part = {}
  for _, sum in ipairs(sums) do
    sum.set = tables.set(sum.ids)
    for _, id in ipairs(sum.ids) do
      of_part[id] = of_part[id] or {}
      table.insert(of_part[id], sum)
    end
  end
  return of_part
end

-- Finds for sums without a part that is there the totals that stand for some of their parts: those
-- of sums whose parts are all among theirs. Of two sums with equal parts the first stands for the
-- second.
local function find_stand_ins(sums)
  local of_part = by_part(sums)
  for _, sum in ipairs(sums) do
    for _, other in ipairs(sum.totals[1] and of_part[sum.ids[1]] or {}) do
      local is_larger = #other.ids > #sum.ids
        or #other.ids == #sum.ids and other.number > sum.number
      if is_larger and has_all(other.set, sum.ids) then
        other.stand_ins = tables.append(other.stand_ins or {}, { sum.totals[1] })
      end
    end
  end
end

-- The units beside which a row would be counted twice: the parts of its sum that are there, or the
-- totals that stand for some, or the first total of the same sum.
local function counted_with(one, sum)
  if #sum.parts > 0 then return sum.parts end
  if sum.stand_ins then return sum.stand_ins end
  return sum.totals[1] ~= one and { sum.totals[1] } or {}
end

-- What is told of a row, with its own figures as evidence if all its parts are there; nil if there
-- is nothing with which it would be counted twice.
local function concerning(one, own, sum)
  local others = counted_with(one, sum)
  if #others == 0 then return nil end
  sum.measures = sum.measures or measures_of(others)
  local kept = tables.filter(one.series, function(s) return not sum.measures[id_of(s)] end)
  if #kept == #one.series then return nil end
  local is_whole = #sum.parts == #sum.ids and own.is_compared
  return tables.merge(own, { kept = #kept > 0 and kept or nil,
    evidence = is_whole and total_evidence.of_unit(one, others) or nil })
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
  local sums, of_ids = sums_of(units, told, of_id)
  find_stand_ins(tables.filter(sums, function(sum) return #sum.parts == 0 end))
  for _, one in ipairs(units) do
    local own = told[one.id]
    if own and own.parts then
      (own.is_doubtful and doubtful or found)[one] = concerning(one, own, of_ids[own.parts])
    elseif own and has_true_unit then
      found[one] = tables.merge(own)
    end
  end
  return found, doubtful
end

return inherited_totals
