--- Which period is the latest that is complete, and why it is not the last.
local pseudo_units = require "urssaf.domain.pseudo_units"
local series = require "urssaf.panel.series"
local tallies = require "urssaf.panel.unit_tally"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"
local unit_note = require "urssaf.panel.unit_note"

local latest = {}

--- The positions at which each series is expected to have a value: a pseudo-unit never is.
---@param list urssaf.Series[]
---@return { first: integer, last: integer }[]
function latest.expected(list)
  return tables.map(list, function(s)
    if pseudo_units.role(s.key) then return { first = math.huge, last = 0 } end
    return { first = series.start(s), last = series.stop(s) }
  end)
end

local function is_missing(s, i, expected)
  return s.values[i] == nil and i >= expected.first and i <= expected.last
end

--- Whether every expected unit has a value at a position, and at least one unit does.
---@param list urssaf.Series[]
---@param expected table[] of `latest.expected`
---@param i integer
---@return boolean
function latest.is_complete(list, expected, i)
  local any = false
  for number, s in ipairs(list) do
    if is_missing(s, i, expected[number]) then return false end
    any = any or s.values[i] ~= nil
  end
  return any
end

-- The last position at which a true unit has a value; the last of all if none has.
local function last_with_value(list)
  local size = #list[1].periods
  for i = size, 1, -1 do
    for _, s in ipairs(list) do
      if s.values[i] ~= nil and not pseudo_units.role(s.key) then return i end
    end
  end
  return size
end

--- The note that the latest complete period is not the last one, and who lacks a value there.
---@param list urssaf.Series[]
---@param i integer the position of the latest complete period
---@return urssaf.Note? note kind `latest`; nil if it is the last period with values
function latest.note(list, i)
  local last, expected = last_with_value(list), latest.expected(list)
  if last <= i then return nil end
  local like, units = list[1], {}
  local tally = tallies.new(like.periods, like.frequency)
  for number, s in ipairs(list) do
    if is_missing(s, last, expected[number]) then
      local id = unit.id(s.key)
      units[id] = units[id] or { key = s.key }
      tally:add(units[id], s.measure, last)
    end
  end
  local fields = tally:fields()
  fields.period, fields.last, fields.span = like.periods[i], like.periods[last], nil
  fields.periods = nil
  return unit_note("latest", fields)
end

--- The last period in which every expected unit has a value.
---@param list urssaf.Series[]
---@return string? period
---@return integer? position
function latest.complete(list)
  local periods, expected = list[1] and list[1].periods or {}, latest.expected(list)
  for i = #periods, 1, -1 do
    if latest.is_complete(list, expected, i) then return periods[i], i end
  end
end

return latest
