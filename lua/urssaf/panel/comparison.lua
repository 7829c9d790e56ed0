--- What ranks, shares and contributions have in common: which period, which units, which total.
--
-- Each function takes the series of one measure, without total rows. `grid` is the panel's
-- `periods` and `frequency`, which it has without any series, too.
local additivity = require "urssaf.domain.additivity"
local errors = require "urssaf.base.errors"
local latest = require "urssaf.panel.latest"
local new_note = require "urssaf.domain.new_note"
local period = require "urssaf.domain.period"
local series = require "urssaf.panel.series"
local sums = require "urssaf.base.sums"
local tables = require "urssaf.base.tables"

local comparison = {}

-- ------------------------------------------------------------------ which period

--- The position of a period; nil if the grid is empty, as that of a fetch without rows. Raises if
-- it is outside.
---@param grid table
---@param when urssaf.Period
---@param option string its name, for the message
---@return integer?
function comparison.position(grid, when, option)
  if not grid.periods[1] then return nil end
  local i = period.position(grid.periods, grid.frequency, when)
  if i then return i end
  errors.misuse("%s: %s", { option = option }, period.outside(grid.periods, grid.frequency, when))
end

--- The position that is asked for, by default that of the latest complete period; nil if there is
-- none. And notes on why that is not the last period.
---@param list urssaf.Series[]
---@param grid table
---@param when urssaf.Period?
---@param option string its name, for the message
---@return integer?
---@return urssaf.Note[] notes kind `latest`
function comparison.chosen(list, grid, when, option)
  if when then return comparison.position(grid, when, option), {} end
  local _, i = latest.complete(list)
  return i, { i and latest.note(list, i) }
end

--- As `chosen`, where units that have ended have no value and no part: they do not make a period
-- incomplete.
---@param list urssaf.Series[]
---@param grid table
---@param when urssaf.Period?
---@param option string
---@return integer?
---@return urssaf.Note[] notes kind `latest`
---@return table[] ended units, as of latest.without_ended; none if `when` is given
function comparison.chosen_for_ranks(list, grid, when, option)
  if when then return comparison.position(grid, when, option), {}, {} end
  local others, ended = latest.without_ended(list)
  local i, notes = comparison.chosen(others, grid, nil, option)
  return i, notes, ended
end

--- No rows, because there is no unit, or no period in which all of them have a value.
---@param list urssaf.Series[]
---@return { notes: urssaf.Note[] }
function comparison.no_rows(list)
  if not list[1] then return { notes = {} } end
  return { notes = { new_note("incomplete", "there is no period in which all units have a value, so"
    .. " that none was chosen: name one", { measure = list[1].measure }) } }
end

-- ------------------------------------------------------------------ which units

--- The true units of a list, and its pseudo-units: remainders first, then adjustments.
---@param list urssaf.Series[]
---@return urssaf.Series[] units
---@return urssaf.Series[] pseudo
function comparison.split(list)
  local of = { units = {}, remainder = {}, adjustment = {} }
  for _, s in ipairs(list) do table.insert(of[series.role(s) or "units"], s) end
  return of.units, tables.append(of.remainder, of.adjustment)
end

--- Whether one of the true units has a value; if there are none, one of the pseudo-units.
---@param list urssaf.Series[]
---@param i integer the position
---@return boolean
function comparison.has_value(list, i)
  local units, pseudo = comparison.split(list)
  return tables.find(#units > 0 and units or pseudo, function(s)
    return s.values[i] ~= nil
  end) ~= nil
end

-- ------------------------------------------------------------------ which total

--- Raises unless a measure may be added up over units.
---@param s urssaf.Series
---@param how string|table|nil
function comparison.check_additive(s, how)
  local rule, why, fields = additivity.rule(s, additivity.UNITS, how)
  if not rule then additivity.refuse(why, fields) end
  if rule ~= "sum" then
    errors.misuse("%s: only additive measures have shares and contributions", additivity.title(s))
  end
end

--- The sum at a position, as `total` has it; nil if an expected unit is missing, unless `skip`
-- allows it.
---@param list urssaf.Series[]
---@param i integer
---@param skip boolean
---@return number?
function comparison.total(list, i, skip)
  local is_missing = not skip and tables.find(list, function(s)
    return series.addend(s, i) == nil and series.expectation(s)(i)
  end)
  if is_missing or not comparison.has_value(list, i) then return nil end
  return sums.of(list, function(s) return series.addend(s, i), s.low and s.low[i] end)
end

--- The note that a whole has no shares, because it is not above zero, or has negative parts besides
-- pseudo-units.
---@param measure string
---@param whole number?
---@param rows table[]
---@param value_of fun(row: table): number?
---@return urssaf.Note[] notes kind `signs`
function comparison.sign_notes(measure, whole, rows, value_of)
  local is_mixed = tables.find(rows, function(row)
    return not row.role and (value_of(row) or 0) < 0
  end)
  if not whole or (whole > 0 and not is_mixed) then return {} end
  return { new_note("signs", "no shares and no contributions, because a part is negative, or the"
    .. " whole is not above zero", { measure = measure }) }
end

return comparison
