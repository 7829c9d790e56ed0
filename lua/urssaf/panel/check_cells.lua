--- Checks of single figures: counts below zero, figures a thousand times too large or too small,
-- and strike-offs that are estimates. See check.lua.
local additivity = require "urssaf.domain.additivity"
local check_text = require "urssaf.panel.check_text"
local measures = require "urssaf.domain.measures"
local tables = require "urssaf.base.tables"
local utf8 = require "urssaf.base.utf8"

local check_cells = {}

-- A figure typed in thousands, or with three digits too many, is a thousand times too small or too
-- large; it varies by less than half of that beside. From March 2020 on partial unemployment was
-- six hundred times what it had been, but it stayed so: what is checked is one figure alone.
local FACTOR = 500
-- At either end of the grid only one side shows what is usual, and amounts of money may begin to
-- rise there.
local FACTOR_AT_ENDS = 700
-- How many values on each side a figure is compared with, and how many at the least.
local SIDE, LEAST = 2, 2
-- What so many units have, and more than half of all, is reported for the whole.
local ENOUGH_FOR_WHOLE = 3

-- ------------------------------------------------------------------ below zero

-- Units of what is counted one by one. Amounts and corrections may be negative.
local IS_COUNT = tables.set { "account", "employee", "declaration", "proceeding", "establishment",
  "company", "employer", "person", "full-time job", "hour", "agreement", "action" }

-- Whether a series counts something, and is no balance of two counts.
local function is_count(s)
  local known = measures.of(s.measure, s.dataset)
  return IS_COUNT[additivity.unit(s) or ""] and not (known and known.terms)
end

local function farthest(sizes)
  local worst = 1
  for i, size in ipairs(sizes) do
    if math.abs(size) > math.abs(sizes[worst]) then worst = i end
  end
  return worst
end

local function add(state, kind, found, message)
  local worst = farthest(found.sizes)
  state:add(kind, "warning", { key = found.key, measure = found.measure, periods = found.periods,
    sizes = found.sizes, size = found.sizes[worst],
    message = message:format(utf8.shown(found.measure), check_text.rounded(found.sizes[worst]),
      check_text.period(found.periods[worst]), check_text.spans(found.periods, state.frequency)) })
end

-- The periods and values of the positions that `test` accepts; nil if there are none.
local function where(state, one, s, test)
  local found = { key = one.key, measure = s.measure, periods = {}, sizes = {} }
  for i, name in ipairs(state.periods) do
    if s.values[i] ~= nil and test(s.values[i], i) then
      table.insert(found.periods, name)
      table.insert(found.sizes, s.values[i])
    end
  end
  return found.periods[1] and found
end

-- What most units have in the same periods is reported once, for the whole, with the figures of the
-- first of them.
local function joined(list, count)
  local result = {}
  local groups = tables.group(list, function(found) return table.concat(found.periods, " ") end)
  for _, group in ipairs(groups) do
    local first = group[1]
    if #group >= ENOUGH_FOR_WHOLE and #group * 2 > count then
      result[#result + 1] = { measure = first.measure, periods = first.periods,
        sizes = first.sizes }
    else
      tables.append(result, group)
    end
  end
  return result
end

-- Adds what `find` finds in the series of each measure.
local function report(state, kind, find, message)
  for _, measure in ipairs(state.measures) do
    local list, count = {}, 0
    for _, one in ipairs(state.members) do
      local s = one.of[measure]
      count = count + (s and 1 or 0)
      list[#list + 1] = s and find(one, s) or nil
    end
    for _, found in ipairs(joined(list, count)) do add(state, kind, found, message) end
  end
end

--- Adds counts below zero as warnings. An adjustment may be one.
---@param state urssaf.CheckState
function check_cells.negative(state)
  report(state, "negative", function(one, s)
    return one.role ~= "adjustment" and is_count(s)
      and where(state, one, s, function(value) return value < 0 end)
  end, "%s is a count, and below zero: %s in %s; periods: %s")
end

-- ------------------------------------------------------------------ a thousand times

-- The least and the largest of the values beside a position, on one side or both, and how many.
local function beside(s, i)
  local least, most = math.huge, -math.huge
  local function look(from, to, step)
    local count = 0
    for j = from, to, step do
      local value = s.values[j]
      if value ~= nil then
        least, most, count = math.min(least, value), math.max(most, value), count + 1
      end
    end
    return count
  end
  local before, after = look(i - 1, i - SIDE, -1), look(i + 1, i + SIDE, 1)
  return least, most, before, after
end

local function is_far(s, value, i)
  local least, most, before, after = beside(s, i)
  local is_at_end = before == 0 or after == 0
  if before + after < LEAST or least < 0 or (is_at_end and not is_count(s)) then return false end
  local factor = is_at_end and FACTOR_AT_ENDS or FACTOR
  return most > 0 and value >= factor * most or value > 0 and value * factor <= least
end

--- Adds figures that are hundreds of times those before and after them, or as small a part of them,
-- as warnings.
---@param state urssaf.CheckState
function check_cells.outlier(state)
  report(state, "outlier", function(one, s)
    return not one.role and where(state, one, s, function(value, i) return is_far(s, value, i) end)
  end, "%s is hundreds of times larger or smaller than before and after: %s in %s; periods: %s")
end

-- ------------------------------------------------------------------ estimates

--- Adds the quarters whose strike-offs are estimates, for information.
---@param state urssaf.CheckState
function check_cells.estimated(state)
  if #state.estimated == 0 then return end
  state:add("estimated", "info", { measure = "radiations", periods = state.estimated,
    size = #state.estimated, message = "radiations have fractions in "
      .. check_text.spans(state.estimated, state.frequency)
      .. ": Urssaf has estimated and re-allocated these strike-offs" })
end

return check_cells
