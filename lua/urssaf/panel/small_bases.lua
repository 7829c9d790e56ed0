--- Growth from a small base, of which chance makes much.
--
-- Two counts of the same size differ by chance alone: a count of n varies by about the root of n.
-- The National Center for Health Statistics of the United States calls a rate from fewer than 20
-- events unreliable (a relative standard error of 23 %). A growth compares two counts, and so has
-- twice the variance: the threshold here is 40.
local additivity = require "urssaf.domain.additivity"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"
local unit_note = require "urssaf.panel.unit_note"

local small_bases = {}

--- Growth from a base below this is mostly chance.
small_bases.THRESHOLD = 40

local THRESHOLD = small_bases.THRESHOLD

local IS_COUNTED = { flow = true, stock = true, count = true, window = true }

--- Whether the values of a series are numbers of something, and not money or hours.
---@param s urssaf.Series
---@return boolean
function small_bases.is_counted(s)
  local own = additivity.unit(s)
  return own ~= nil and not own:find "^EUR" and own ~= "hour"
    and IS_COUNTED[additivity.nature(s) or ""] or false
end

--- The growths of a series from a small base, as the fields of a note on the last of these bases.
---@param s urssaf.Series
---@param values table<integer, number> the growths, by position
---@param k integer how many periods before its own the base of each is
---@return table? fields of `small_bases.note`; nil if there is none
function small_bases.find(s, values, k)
  local own, periods, last = s.values, nil, nil
  for i = 1, #s.periods - k do
    local base = own[i]
    if base and base < THRESHOLD and values[i + k] ~= nil then
      periods, last = periods or {}, i
      periods[#periods + 1] = s.periods[i + k]
    end
  end
  return last and { kind = "small_base", measure = s.measure, periods = periods, more = 0,
    threshold = THRESHOLD,
    units = { { key = s.key, base = own[last], period = s.periods[last] } } }
end

--- The note: kind `small_base`.
---@param fields table of `find`, or several of these joined
---@return urssaf.Note
function small_bases.note(fields)
  local units = tables.map(fields.units, function(one)
    return tables.merge(one, { name = unit.name(one.key) })
  end)
  return unit_note("small_base", tables.merge(fields, { units = units }))
end

return small_bases
