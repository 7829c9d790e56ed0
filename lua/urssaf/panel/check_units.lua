--- Checks of units that begin or end within the grid, and of empty cells that look like zeros. See
-- check.lua.
local check_text = require "urssaf.panel.check_text"
local datasets = require "urssaf.domain.datasets"
local numbers = require "urssaf.base.numbers"
local series = require "urssaf.panel.series"
local utf8 = require "urssaf.base.utf8"

local check_units = {}

-- ------------------------------------------------------------------ beginnings and ends

-- The first position at which a unit is expected; beyond the grid if it never has a value.
local function start_of(one)
  local start = math.huge
  for _, s in ipairs(one.series) do start = math.min(start, series.start(s)) end
  return start
end

-- The first measure of a unit with a value at a position, and the value.
local function figure_at(one, i)
  for _, s in ipairs(one.series) do
    if s.values[i] ~= nil then return s.measure, s.values[i] end
  end
end

local function add_change(state, kind, severity, one, i, text)
  local measure, value = figure_at(one, i)
  local figure = measure and (" (%s: %s)"):format(utf8.shown(measure), check_text.rounded(value))
  state:add(kind, severity, { key = one.key, measure = measure, size = value,
    periods = { state.periods[i] }, message = text:format(state.periods[i], figure or "") })
end

local function earliest(units)
  local first = math.huge
  for _, one in ipairs(units) do
    if not one.role then first = math.min(first, start_of(one)) end
  end
  return first
end

-- Where an empty cell very probably means none, a unit that begins later had none before.
local function may_be_new(one, first)
  local start, s = start_of(one), one.series[1]
  return not one.role and s ~= nil and start > first and start <= #s.periods
    and not datasets.is_empty_none(s.dataset), start
end

--- Adds units that have ended, as warnings, since sums lack them from then on, and for information
-- those that begin later than others.
---@param state urssaf.CheckState
function check_units.lifetimes(state)
  local first = earliest(state.units)
  for _, one in ipairs(state.units) do
    local is_new, start = may_be_new(one, first)
    if one.ended and one.last == 0 then
      add_change(state, "ended", "warning", one, 1, "no value of any measure from %s on%s: sums are"
        .. " missing, unless they leave it out")
    elseif one.ended then
      add_change(state, "ended", "warning", one, one.last, "no value of any measure after %s%s:"
        .. " later sums are missing, unless they leave it out")
    end
    if is_new then
      add_change(state, "born", "info", one, start, "it begins in %s%s: growth of sums across that"
        .. " also shows that it is there")
    end
  end
end

-- ------------------------------------------------------------------ empty cells

-- The smallest values that are not zero, and how many of them show that small cells are not hidden.
local SMALL, ENOUGH = 3, 10

local function count(tally, s, last)
  for i = series.start(s), last do
    local value = s.values[i]
    if value == nil then
      tally.empty = tally.empty + 1
    elseif value == 0 then
      tally.zero = tally.zero + 1
    elseif value > 0 and value <= SMALL and numbers.integer(value) then
      tally.small = tally.small + 1
    end
  end
end

local function tally_of(state, measure)
  local tally = { empty = 0, zero = 0, small = 0 }
  for _, one in ipairs(state.units) do
    local s = one.of[measure]
    if s and not one.role then count(tally, s, one.ended and one.last or #s.periods) end
  end
  return tally
end

--- Adds, for information, the measures whose empty cells look like zeros: no cell is 0 while 1, 2
-- and 3 occur, and there are as many empty cells as there would be zeros.
---@param state urssaf.CheckState
function check_units.empty(state)
  for _, measure in ipairs(state.measures) do
    local tally = tally_of(state, measure)
    local looks_so = tally.zero == 0 and tally.small >= ENOUGH
      and tally.empty >= tally.small / SMALL
    if looks_so then
      state:add("empty", "info", { measure = measure, size = tally.empty, message = ("%s: %d cells"
        .. " are empty and none is 0, while 1, 2 or 3 stand in %d: an empty cell may mean none, as"
        .. " the option missing (zero) counts it"):format(utf8.shown(measure), tally.empty,
        tally.small) })
    end
  end
end

return check_units
