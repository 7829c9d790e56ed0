--- Checks of figures against those of other periods: one that is many times those beside it, a
-- small part of them or zero, and a level that jumps and stays. See check.lua.
--
-- A figure is compared with the two before it, the two after it, and those of the same season of
-- the years beside. What most units have at a time is no fault of one: in March 2020 compensation
-- for partial unemployment rose to six hundred times what it had been, in every region.
local additivity = require "urssaf.domain.additivity"
local check_cells = require "urssaf.panel.check_cells"
local datasets = require "urssaf.domain.datasets"
local period = require "urssaf.domain.period"

local check_outliers = {}

-- A wrong decimal point makes a figure ten times too large or too small; it varies by less than
-- four tenths of that beside. In whole files of the portal no large figure of one unit alone was
-- more than four times, or less than a third of, all of those beside it.
local FACTOR = 6
-- What all units have, and what is small, is only told if it is a thousand times too large or too
-- small, less what varies; at either end, where one side alone shows what is usual, and of few
-- units, with a wider margin.
local THOUSAND, THOUSAND_AT_ENDS = 500, 700
-- Smaller figures vary by chance.
local LEVEL, LEVEL_OF_MONEY = 50, 10000
-- So many units show what most have.
local ENOUGH_UNITS = 3
-- A series that jumps so often is like that.
local MOST_JUMPS = 2
-- How far the values are that a figure is compared with, and how many of them at the least.
local NEAR, LEAST = { 1, 2 }, 2
-- A level that stays: so many values on each side, and so many times.
local STAYS, STEP = 4, 20

--- The level from which on the figures of a series tell: smaller ones vary by chance.
---@param s urssaf.Series
---@return integer
function check_outliers.level_of(s)
  return additivity.unit(s) == "EUR" and LEVEL_OF_MONEY or LEVEL
end

-- Whether the figures of a unit may jump without a fault, as bonuses do.
local function is_irregular(s)
  local known = datasets.of(s.dataset)
  return known ~= nil and known.irregular == true
end

-- ------------------------------------------------------------------ one figure

-- The least and the largest of the values at some distances before and after a position; and how
-- many there are before and after it.
local function beside(s, i, distances)
  local least, most, before, after = math.huge, -math.huge, 0, 0
  for _, distance in ipairs(distances) do
    local one, other = s.values[i - distance], s.values[i + distance]
    least = math.min(least, one or least, other or least)
    most = math.max(most, one or most, other or most)
    before, after = before + (one and 1 or 0), after + (other and 1 or 0)
  end
  return least, most, before, after
end

-- How many times a value is beyond those beside it: above 1 if it is larger than all, below 1 if
-- smaller; and the level of these.
local function times_beyond(value, least, most)
  if value > most then return value / most, most end
  if value < least then return value / least, least end
  return 1, 0
end

local function is_beyond(times, factor)
  return times >= factor or times <= 1 / factor
end

-- Whether a value is a thousand times those near it, or a thousandth.
local function is_thousand(s, value, i)
  local least, most, before, after = beside(s, i, NEAR)
  if before + after < LEAST or least < 0 or most <= 0 or value == 0 then return false end
  local is_at_end = before == 0 or after == 0
  if is_at_end and not check_cells.is_count(s) then return false end
  return is_beyond(times_beyond(value, least, most), is_at_end and THOUSAND_AT_ENDS or THOUSAND)
end

-- Whether a value is many times those near it and of the same season, or a small part of them. Of
-- the first values nothing shows what is usual: the figures may be about to begin.
local function is_far(s, value, i, distances)
  local least, most, before, after = beside(s, i, distances)
  if before == 0 or is_irregular(s) or before + after < LEAST or least < 0 then return false end
  local times, level = times_beyond(value, least, most)
  return level >= check_outliers.level_of(s) and is_beyond(times, FACTOR)
end

-- What is found at a position, "large" or "small", and whether it is as much as a thousand times.
-- Most values are like the one beside them, and need no other look.
local function kind_at(s, i, distances)
  local value, near = s.values[i], s.values[i - 1] or s.values[i + 1]
  if value == nil or value < 0 then return nil end
  if near and value < FACTOR * near and near < FACTOR * value then return nil end
  local by_thousand = is_thousand(s, value, i)
  if not (by_thousand or is_far(s, value, i, distances)) then return nil end
  return value > (s.values[i - 1] or s.values[i + 1] or 0) and "large" or "small", by_thousand
end

-- The positions of a series at which something is found, { [i] = { kind, by_thousand } }, and
-- whether there are many; nil if there is none.
local function jumps_of(s, distances)
  local found, count
  for i = 1, #s.periods do
    local kind, by_thousand = kind_at(s, i, distances)
    if kind then
      found = found or {}
      found[i], count = { kind, by_thousand }, (count or 0) + (by_thousand and 0 or 1)
    end
  end
  return found, (count or 0) > MOST_JUMPS
end

-- The series of a measure that true units have: of those with jumps, the unit and the jumps; of
-- all, how many there are, how many have a value at each position, and how many each kind of jump.
local function series_of(state, measure, distances)
  local list, count, present, kinds = {}, 0, {}, { large = {}, small = {} }
  for _, one in ipairs(state.members) do
    local s = not one.role and one.of[measure] or nil
    count = count + (s and 1 or 0)
    for i = 1, s and #s.periods or 0 do
      if s.values[i] ~= nil then present[i] = (present[i] or 0) + 1 end
    end
    local jumps, is_restless
    if s then jumps, is_restless = jumps_of(s, distances) end
    if jumps then list[#list + 1] = { unit = one, jumps = jumps, is_restless = is_restless } end
    for i, jump in pairs(jumps or {}) do kinds[jump[1]][i] = (kinds[jump[1]][i] or 0) + 1 end
  end
  return list, count, present, kinds
end

-- Whether a jump at a position is told: as much as a thousand times, or of less than half of
-- enough units.
local function is_told(one, i, present, kinds)
  local jump = one.jumps[i]
  if not jump then return false end
  if jump[2] then return true end
  local is_own = present[i] >= ENOUGH_UNITS and kinds[jump[1]][i] * 2 < present[i]
  return is_own and not one.is_restless
end

--- Adds figures that are many times those before and after them, or a small part of them, as
-- warnings.
---@param state urssaf.CheckState
function check_outliers.figures(state)
  if #state.periods <= LEAST then return end
  local distances = { 1, 2, period.A_YEAR[state.frequency] }
  check_cells.report(state, "outlier", function(measure)
    local list, count, present, kinds = series_of(state, measure, distances)
    local found = {}
    for _, one in ipairs(list) do
      found[#found + 1] = check_cells.where(state, one.unit, one.unit.of[measure], function(_, i)
        return is_told(one, i, present, kinds)
      end)
    end
    return found, count
  end, "%s is many times larger or smaller than before and after: %s in %s; periods: %s")
end

-- ------------------------------------------------------------------ a level that stays

-- The least and the largest of the values from a position on, by a step; nil if one is missing.
local function range(s, from, step)
  local least, most = math.huge, -math.huge
  for j = 0, STAYS - 1 do
    local value = s.values[from + j * step]
    if value == nil or value < 0 then return nil end
    least, most = math.min(least, value), math.max(most, value)
  end
  return least, most
end

-- Whether a value is so far from the one before it that a level may begin. Most are not.
local function is_step(s, i)
  local now, before = s.values[i], s.values[i - 1]
  return now and before and (now >= STEP * before or before >= STEP * now)
end

-- Whether a level begins at a position that is many times the one before it, or a part of it; and
-- whether there is anything to compare.
local function begins_at(s, i, level)
  local least_before, most_before = range(s, i - 1, -1)
  local least_after, most_after = range(s, i, 1)
  if not (least_before and least_after) then return false, false end
  local rises = least_after >= level and least_after >= STEP * most_before
  local falls = least_before >= level and least_before >= STEP * most_after
  return rises or falls, true
end

-- Whether fewer than half of enough series have a step at a position.
local function is_own_step(list, i, level)
  local count, steps = 0, 0
  for _, s in ipairs(list) do
    local begins, is_comparable = begins_at(s, i, level)
    count, steps = count + (is_comparable and 1 or 0), steps + (begins and 1 or 0)
  end
  return count >= ENOUGH_UNITS and steps * 2 < count
end

--- Adds levels of one unit that become many times what they were, or a part of it, and stay so, as
-- warnings.
---@param state urssaf.CheckState
function check_outliers.levels(state)
  if #state.periods < 2 * STAYS then return end
  check_cells.report(state, "level", function(measure)
    local list, units, found, own = {}, {}, {}, {}
    for _, one in ipairs(state.members) do
      local s = not one.role and one.of[measure]
      if s and not is_irregular(s) then list[#list + 1], units[#units + 1] = s, one end
    end
    for u, s in ipairs(list) do
      local level = check_outliers.level_of(s)
      found[#found + 1] = check_cells.where(state, units[u], s, function(_, i)
        if not (is_step(s, i) and begins_at(s, i, level)) then return false end
        if own[i] == nil then own[i] = is_own_step(list, i, level) end
        return own[i]
      end)
    end
    return found, #list
  end, "the level of %s becomes many times what it was, or a small part of it, and stays so: %s in"
    .. " %s; periods: %s")
end

return check_outliers
