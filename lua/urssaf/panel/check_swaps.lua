--- Checks for figures of two units that changed places, in one period or from one on: each is far
-- from those of its own unit, and like those of the other. See check.lua.
local check_outliers = require "urssaf.panel.check_outliers"
local check_text = require "urssaf.panel.check_text"
local period = require "urssaf.domain.period"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"
local utf8 = require "urssaf.base.utf8"

local check_swaps = {}

-- A figure that is so many times, or such a part of, all those of its unit may be another's; it is
-- like those of another within this margin.
local TIMES, MARGIN = 1.5, 1.25
-- Where so many figures are far from those of their units at once, it is no mistake of two.
local MOST_CANDIDATES = 12
-- How many values show what is usual before and after figures change places for good.
local STAYS = 4

-- The least and the largest value at some positions; nil if fewer than `least_count` have one.
local function range(s, positions, least_count)
  local least, most, count = math.huge, -math.huge, 0
  for _, i in ipairs(positions) do
    local value = s.values[i]
    if value ~= nil then
      least, most, count = math.min(least, value), math.max(most, value), count + 1
    end
  end
  if count >= least_count then return { least = least, most = most } end
end

-- What a series has at a position, and what it usually has, if a figure changes places there once.
local function once(s, i, year)
  local usual = range(s, { i - 2, i - 1, i + 1, i + 2, i - year, i + year }, 2)
  return s.values[i - 1] ~= nil and usual or nil, range(s, { i }, 1)
end

-- The same if figures change places from that position on.
local function for_good(s, i)
  local before, after = {}, {}
  for j = 1, STAYS do before[j], after[j] = i - j, i + j - 1 end
  return range(s, before, STAYS), range(s, after, STAYS)
end

local function is_far(new, usual)
  return new.least >= TIMES * usual.most or new.most * TIMES <= usual.least
end

local function is_like(new, usual)
  return new.least * MARGIN >= usual.least and new.most <= usual.most * MARGIN
end

-- The units with a figure that is far from the one before: neither look finds anything in others,
-- and most positions have none.
local function jumping(units, measure, i)
  return tables.filter(units, function(one)
    local values = one.of[measure].values
    local before, value = values[i - 1], values[i]
    return before and value and (value >= TIMES * before or value * TIMES <= before)
  end)
end

-- The series at whose position something is far from what is usual; none if there are too many.
local function candidates_at(units, measure, i, look, year)
  local found = {}
  for _, one in ipairs(units) do
    local s = one.of[measure]
    local usual, new = look(s, i, year)
    local is_telling = usual and new
      and math.min(usual.least, new.least) >= check_outliers.level_of(s)
    if is_telling and is_far(new, usual) then
      found[#found + 1] = { unit = one, usual = usual, new = new }
      if #found > MOST_CANDIDATES then return {} end
    end
  end
  return found
end

local MESSAGES = {
  [once] = "%s in %s looks like that of %s, and its own like that of this unit",
  [for_good] = "%s from %s on looks like that of %s, and its own like that of this unit",
}

local function report(state, measure, i, look, candidates)
  for a, one in ipairs(candidates) do
    for b = a + 1, #candidates do
      local other = candidates[b]
      if is_like(one.new, other.usual) and is_like(other.new, one.usual) then
        local name = state.periods[i]
        state:add("swapped", "warning", { key = one.unit.key, measure = measure,
          periods = { name }, size = one.new.least, message = MESSAGES[look]:format(
            utf8.shown(measure), check_text.period(name), unit.name(other.unit.key)) })
      end
    end
  end
end

--- Adds figures of two units that seem to have changed places, as warnings.
---@param state urssaf.CheckState
function check_swaps.find(state)
  local year = period.A_YEAR[state.frequency]
  for _, measure in ipairs(#state.periods > 2 and state.measures or {}) do
    local units = tables.filter(state.members, function(one)
      return not one.role and one.of[measure] ~= nil
    end)
    for i = 2, #state.periods do
      local some = jumping(units, measure, i)
      for _, look in ipairs(#some > 1 and { once, for_good } or {}) do
        report(state, measure, i, look, candidates_at(some, measure, i, look, year))
      end
    end
  end
end

return check_swaps
