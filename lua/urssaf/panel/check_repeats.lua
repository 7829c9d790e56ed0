--- Checks for figures that were copied: those of a unit that are, digit by digit, the ones of the
-- period before or of the same period of the year before. See check.lua.
local check_text = require "urssaf.panel.check_text"
local period = require "urssaf.domain.period"

local check_repeats = {}

-- How likely it may be that any figures of the panel are equal by chance, of all that are compared.
local BY_CHANCE = 0.001

local function greatest_divisor(a, b)
  while b ~= 0 do a, b = b, a % b end
  return a
end

-- The step of the figures of a series: 1000 if they are thousands; nil if they are no integers.
local function step_of(s)
  local step = 0
  for i = 1, #s.periods do
    local value = s.values[i]
    if value ~= nil then
      if value ~= math.floor(value) or math.abs(value) > 2 ^ 52 then return nil end
      step = greatest_divisor(math.abs(value), step)
    end
  end
  return step > 0 and step or nil
end

-- How likely it is that a figure is equal to that so many periods before: one of the many that are
-- no farther off than the median of the changes.
local function chance_of(s, back)
  local step, changes = step_of(s), {}
  if not step then return 1 end
  for i = back + 1, #s.periods do
    local now, before = s.values[i], s.values[i - back]
    if now and before then changes[#changes + 1] = math.abs(now - before) end
  end
  table.sort(changes)
  local median = changes[math.floor((#changes + 1) / 2)] or 0
  return 1 / (2 * median / step + 1)
end

local function chances_of(one, back)
  local list = {}
  for k, s in ipairs(one.series) do list[k] = chance_of(s, back) end
  return list
end

-- Whether all figures of a unit at a position are those of a period before, and there are any.
local function are_repeated(one, i, back)
  local any = false
  for _, s in ipairs(one.series) do
    local now = s.values[i]
    if now ~= s.values[i - back] then return false end
    any = any or now ~= nil
  end
  return any
end

-- How likely that is, if figures are repeated by chance.
local function chance_at(one, i, chances)
  local chance = 1
  for k, s in ipairs(one.series) do
    if s.values[i] ~= nil then chance = chance * chances[k] end
  end
  return chance
end

local MESSAGES = {
  before = "all figures are those of the period before, in %s",
  year = "all figures are those of the same period of the year before, in %s",
}

local function report(state, one, back, message)
  local periods, chances = {}, nil
  local cells = #state.members * #state.periods
  for i = back + 1, #state.periods do
    if are_repeated(one, i, back) then
      chances = chances or chances_of(one, back)
      if chance_at(one, i, chances) * cells <= BY_CHANCE then
        periods[#periods + 1] = state.periods[i]
      end
    end
  end
  if #periods > 0 then
    state:add("repeated", "warning", { key = one.key, periods = periods, size = #periods,
      message = message:format(check_text.spans(periods, state.frequency)) })
  end
end

--- Adds units whose figures are those of an earlier period, where that is hardly by chance, as
-- warnings.
---@param state urssaf.CheckState
function check_repeats.find(state)
  local year = period.A_YEAR[state.frequency]
  for _, one in ipairs(#state.periods > 1 and state.members or {}) do
    if not one.role then
      report(state, one, 1, MESSAGES.before)
      if year > 1 then report(state, one, year, MESSAGES.year) end
    end
  end
end

return check_repeats
