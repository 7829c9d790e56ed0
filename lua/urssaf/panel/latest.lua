--- Which period is the latest that is complete, and why it is not the last.
local lifetimes = require "urssaf.panel.lifetimes"
local series = require "urssaf.panel.series"
local tallies = require "urssaf.panel.unit_tally"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"
local unit_note = require "urssaf.panel.unit_note"

local latest = {}

-- Whether every expected unit has a value at a position, and at least one unit does. `expectations`
-- keeps those of the units that were asked for theirs: few are, of which a value is missing.
local function is_complete(list, expectations, i)
  local any = false
  for number, s in ipairs(list) do
    if s.values[i] ~= nil then
      any = true
    else
      local is_expected = expectations[number] or series.expectation(s)
      expectations[number] = is_expected
      if is_expected(i) then return false end
    end
  end
  return any
end

-- The last position at which a true unit has a value; or a pseudo-unit, if no other unit has one.
local function last_with_value(list)
  local last_of_pseudo
  for i = #list[1].periods, 1, -1 do
    for _, s in ipairs(list) do
      local is_there = s.values[i] ~= nil
      if is_there and not series.role(s) then return i end
      if is_there then last_of_pseudo = last_of_pseudo or i end
    end
  end
  return last_of_pseudo
end

--- The note that the latest complete period is not the last one, and who lacks a value there.
---@param list urssaf.Series[]
---@param i integer the position of the latest complete period
---@return urssaf.Note? note kind `latest`; nil if it is the last period with values
function latest.note(list, i)
  local last = last_with_value(list)
  if last <= i then return nil end
  local like, units = list[1], {}
  local tally = tallies.new(like.periods, like.frequency)
  for _, s in ipairs(list) do
    if s.values[last] == nil and series.expectation(s)(last) then
      local id = unit.id(s.key)
      units[id] = units[id] or { key = s.key }
      tally:add(units[id], s.measure, { [last] = true })
    end
  end
  local fields = tally:fields()
  fields.period, fields.last, fields.span = like.periods[i], like.periods[last], nil
  fields.periods = nil
  -- of what is computed from several cells, an empty one is no zero
  fields.is_derived = (like.expected or like.span or like.transform) ~= nil or nil
  return unit_note("latest", fields)
end

--- The last period in which every expected unit has a value.
---@param list urssaf.Series[]
---@return string? period
---@return integer? position
function latest.complete(list)
  local periods, expectations = list[1] and list[1].periods or {}, {}
  for i = #periods, 1, -1 do
    if is_complete(list, expectations, i) then return periods[i], i end
  end
end

--- The units that have ended and so need no value in later periods, in two lists: all other series,
-- and these units, each with `last`, the position of its last value, 0 if that is before the grid.
---@param list urssaf.Series[] of one measure, each of another unit
---@return urssaf.Series[] others
---@return table[] ended
function latest.without_ended(list)
  local units = lifetimes.mark(tables.map(list, function(s)
    return { key = s.key, series = { s } }
  end))
  local ended = tables.filter(units, function(one) return one.ended end)
  if #ended == 0 then return list, ended end
  local gone = {}
  for _, one in ipairs(ended) do
    for _, s in ipairs(one.series) do gone[s] = true end
  end
  return tables.filter(list, function(s) return not gone[s] end), ended
end

return latest
