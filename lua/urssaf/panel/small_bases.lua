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

-- The fields of a note on the last of the bases; `periods` are those of the growths, `bases` and
-- `froms` the bases and their periods, in parallel.
local function fields_of(measure, key, periods, bases, froms)
  local last = #periods
  return last > 0 and { kind = "small_base", measure = measure, periods = periods, bases = bases,
    froms = froms, more = 0, threshold = THRESHOLD,
    units = { { key = key, base = bases[last], period = froms[last] } } } or nil
end

--- The growths of a series from small bases, as the fields of a note on the last of these.
---@param s urssaf.Series
---@param positions integer[] of the bases
---@param k integer how many periods before its own the base of each is
---@return table? fields of `small_bases.note`; nil if there is none
function small_bases.of(s, positions, k)
  local periods, bases, froms = {}, {}, {}
  for n, i in ipairs(positions) do
    periods[n], bases[n], froms[n] = s.periods[i + k], s.values[i], s.periods[i]
  end
  return fields_of(s.measure, s.key, periods, bases, froms)
end

--- The fields of a note on the growths of some periods alone.
---@param fields table of `of`
---@param is_wanted fun(period: string): any
---@return table? fields nil if there is none
function small_bases.within(fields, is_wanted)
  local periods, bases, froms = {}, {}, {}
  for i, name in ipairs(fields.periods) do
    if is_wanted(name) then
      local n = #periods + 1
      periods[n], bases[n], froms[n] = name, fields.bases[i], fields.froms[i]
    end
  end
  return fields_of(fields.measure, fields.units[1].key, periods, bases, froms)
end

--- The note: kind `small_base`.
---@param fields table of `of`, or several of these joined
---@return urssaf.Note
function small_bases.note(fields)
  local units = tables.map(fields.units, function(one)
    return tables.merge(one, { name = unit.name(one.key) })
  end)
  return unit_note("small_base", { measure = fields.measure, periods = fields.periods,
    threshold = fields.threshold, units = units, more = fields.more })
end

return small_bases
