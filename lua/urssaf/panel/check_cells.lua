--- Checks of single figures: counts and amounts below zero, and strike-offs that are estimates; and
-- how findings of single figures are reported. See check.lua.
local additivity = require "urssaf.domain.additivity"
local check_text = require "urssaf.panel.check_text"
local measures = require "urssaf.domain.measures"
local tables = require "urssaf.base.tables"
local utf8 = require "urssaf.base.utf8"

local check_cells = {}

-- What so many units have, and more than half of all, is reported for the whole.
local ENOUGH_FOR_WHOLE = 3
-- What is at least such a part of the figures beside it is of their size.
local SAME_SIZE = 3

-- ------------------------------------------------------------------ below zero

-- Units of what is counted one by one.
local IS_COUNT = tables.set { "account", "employee", "declaration", "proceeding", "establishment",
  "company", "employer", "person", "full-time job", "hour", "agreement", "action" }

--- Whether a series counts something, and is no balance of two counts.
---@param s urssaf.Series
---@return boolean
function check_cells.is_count(s)
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

--- The periods and values of the positions that `test` accepts; nil if there are none.
---@param state urssaf.CheckState
---@param one table a unit
---@param s urssaf.Series
---@param test fun(value: number, i: integer): boolean?
---@return table? found
function check_cells.where(state, one, s, test)
  local found
  for i, name in ipairs(state.periods) do
    if s.values[i] ~= nil and test(s.values[i], i) then
      found = found or { key = one.key, measure = s.measure, periods = {}, sizes = {} }
      table.insert(found.periods, name)
      table.insert(found.sizes, s.values[i])
    end
  end
  return found
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

--- Adds what `find` finds of each measure.
---@param state urssaf.CheckState
---@param kind string
---@param find fun(measure: string): table[], integer the findings by unit, and the number of series
---@param message string format: the measure, the farthest value, its period, all periods
function check_cells.report(state, kind, find, message)
  for _, measure in ipairs(state.measures) do
    for _, found in ipairs(joined(find(measure))) do add(state, kind, found, message) end
  end
end

-- An amount may be a correction, and below zero. One that is as large as those beside it has the
-- wrong sign.
local function has_wrong_sign(s, value, i)
  local before, after = s.values[i - 1], s.values[i + 1]
  if not (before and after) or before <= 0 or after <= 0 then return false end
  return -value * SAME_SIZE >= math.min(before, after)
end

local function is_below_zero(s, value, i)
  if value >= 0 then return false end
  if check_cells.is_count(s) then return true end
  return additivity.unit(s) == "EUR" and not s.transform and has_wrong_sign(s, value, i)
end

--- Adds counts below zero, and amounts with the wrong sign, as warnings. An adjustment may be one.
---@param state urssaf.CheckState
function check_cells.negative(state)
  check_cells.report(state, "negative", function(measure)
    local list, count = {}, 0
    for _, one in ipairs(state.members) do
      local s = one.of[measure]
      count = count + (s and 1 or 0)
      list[#list + 1] = s and one.role ~= "adjustment" and check_cells.where(state, one, s,
        function(value, i) return is_below_zero(s, value, i) end) or nil
    end
    return list, count
  end, "%s is below zero: %s in %s; periods: %s")
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
