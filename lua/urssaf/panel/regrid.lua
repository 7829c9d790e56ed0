--- A series on a longer grid: it has no value in the periods that are added.
local composition = require "urssaf.panel.composition"
local series = require "urssaf.panel.series"
local tables = require "urssaf.base.tables"

-- The fields by position, and what of a sum stands where it has no units.
local SPARSE = { "values", "filled", "provisional", "addends", "low", "means" }
local DENSE = { coverage = { 0, 0 }, expected = 0, absent = "", without = "" }

local function shifted(by_position, offset)
  if not by_position then return nil end
  local moved = {}
  for i, value in pairs(by_position) do
    if type(i) == "number" then moved[i + offset] = value end
  end
  return moved
end

local function lengthened(list, offset, none, size)
  if not list then return nil end
  local long = {}
  for i = 1, size do
    local own = list[i - offset]
    if own == nil then own = none end
    long[i] = own
  end
  return long
end

--- The series on a grid that its own is a part of.
---@param s urssaf.Series
---@param periods string[] the longer grid
---@param offset integer how many of its periods are before the first one of the series
---@return urssaf.Series
local function regrid(s, periods, offset)
  local fields = composition.of(s)
  for _, name in ipairs(SPARSE) do fields[name] = shifted(s[name], offset) end
  for name, none in pairs(DENSE) do
    fields[name] = lengthened(s[name], offset, none, #periods)
  end
  fields.members, fields.steps = nil, nil
  fields.periods, fields.notes, fields.small_base = periods, s.notes, s.small_base
  fields.parts = s.parts and tables.merge(s.parts, {
    numerator = regrid(s.parts.numerator, periods, offset),
    denominator = regrid(s.parts.denominator, periods, offset) })
  return series.like(s, fields)
end

return regrid
