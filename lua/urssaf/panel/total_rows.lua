--- Total rows: units that are themselves the sum of others, and would be counted twice.
--
-- They are told by their level and names (total_levels.lua), or because they equal the sum of all
-- others (total_sums.lua). Where a total differs from the sum of its parts, the largest difference
-- is told with it.
--
-- In a panel that was made of another the same rows are totals as in that one: see
-- total_origin.lua.
local check_text = require "urssaf.panel.check_text"
local inherited_totals = require "urssaf.panel.inherited_totals"
local new_note = require "urssaf.domain.new_note"
local tables = require "urssaf.base.tables"
local total_evidence = require "urssaf.panel.total_evidence"
local total_levels = require "urssaf.panel.total_levels"
local total_sums = require "urssaf.panel.total_sums"
local unit = require "urssaf.domain.unit"

local total_rows = {}

--- One of so few units may equal the sum of the others by chance.
total_rows.FEW_UNITS = total_sums.FEW_UNITS

---@class urssaf.TotalGap
---@field cells integer in how many cells the total differs from the sum of its parts
---@field gap number? the difference that is largest by its share of the total: total less sum
---@field measure string? in which it is
---@field period string?
---@field open integer cells in which a part is missing

-- The farthest that a total is from the sum of its parts, in any of its measures.
local function gap_of(evidence)
  local found, worst = { cells = 0, open = 0 }, 0
  for _, own in ipairs(evidence or {}) do
    found.cells, found.open = found.cells + own.compared - own.equal, found.open + own.open
    if own.gap and own.share > worst then
      worst = own.share
      found.gap, found.measure, found.period = own.gap, own.measure, own.period
    end
  end
  return (found.cells > 0 or found.open > 0) and found or nil
end

-- How a total differs from the sum of its parts, for people; "" if it does not.
local function gap_text(gap)
  if not gap then return "" end
  local parts = {}
  if gap.gap then
    parts[1] = ("; %d %s from the sum of its parts, most in %s, by %s%s (%s)"):format(gap.cells,
      gap.cells == 1 and "cell differs" or "cells differ", check_text.period(gap.period),
      gap.gap > 0 and "+" or "", check_text.rounded(gap.gap), gap.measure)
  end
  if gap.open > 0 then
    parts[#parts + 1] = ("; in %d %s a part of it is missing"):format(gap.open,
      gap.open == 1 and "cell" or "cells")
  end
  return table.concat(parts)
end

-- The total rows that the figures of some units tell, and those that may be.
local function told_by(units)
  local found, doubtful = total_levels.find(units)
  local rest = tables.filter(units, function(one) return not found[one] end)
  for one, others in pairs(total_sums.find(rest)) do
    found[one] = { reason = "it equals the sum of all others", parts = others,
      evidence = total_evidence.of_unit(one, others) }
  end
  return found, doubtful
end

-- What an origin tells of its units; its series are not needed any more then.
local function told_in(origin)
  if not origin.told then
    origin.told = inherited_totals.of(told_by(unit.collect(origin.series)))
    origin.series = nil
  end
  return origin.told
end

--- The units that are total rows.
---@param units table[] of unit.collect
---@param origin urssaf.TotalOrigin? of the panel that they are of
---@return table<table, table> found by unit: { reason =, gap = urssaf.TotalGap?, kept = the series
-- that are no totals, nil if all are }
---@return table<table, table> doubtful by unit: { gap = }
function total_rows.find(units, origin)
  local found, doubtful
  if origin then
    found, doubtful = inherited_totals.among(units, told_in(origin))
  else
    found, doubtful = told_by(units)
  end
  for one, own in pairs(found) do
    own.gap = gap_of(own.evidence)
    own.differs = gap_text(own.gap)
    own.reason = (own.gap and own.gap.gap and own.if_near or own.reason) .. own.differs
    doubtful[one] = nil
  end
  for _, own in pairs(doubtful) do own.gap = gap_of(own.evidence) end
  return found, doubtful
end

-- The fields by which a note tells, in any language, how a total differs from its parts.
local function fields_of(one, own, variant)
  local gap = own.gap or {}
  return { key = one.key, unit = unit.name(one.key), variant = variant, gap = gap.gap,
    gap_measure = gap.measure, gap_period = gap.period, gap_cells = gap.gap and gap.cells,
    open_cells = gap.open }
end

local function note_on(one, own)
  return new_note("total", ("%s is itself a total and was kept out: %s"):format(
    unit.name(one.key), own.reason), fields_of(one, own))
end

local function note_on_doubtful(one, own)
  return new_note("total", ("%s may be a total, since it lacks a key that others in it have; it was"
    .. " added up, since it is not their sum%s"):format(unit.name(one.key), gap_text(own.gap)),
    fields_of(one, own, "doubtful"))
end

-- What is left of a unit without the series that are totals; nil if nothing is.
local function rest_of(one, own)
  return own.kept and { key = one.key, id = one.id, series = own.kept } or nil
end

--- The units without total rows, and a note on each that was left out, and on each that may be a
-- total.
---@param units table[] of unit.collect
---@param origin urssaf.TotalOrigin? of the panel that they are of
---@return table[] units
---@return urssaf.Note[] notes kind `total`
function total_rows.keep_out(units, origin)
  local found, doubtful = total_rows.find(units, origin)
  local kept, notes = {}, {}
  for _, one in ipairs(units) do
    local own = found[one]
    kept[#kept + 1] = not own and one or own and rest_of(one, own)
    if own then notes[#notes + 1] = note_on(one, own) end
    if doubtful[one] then notes[#notes + 1] = note_on_doubtful(one, doubtful[one]) end
  end
  return kept, notes
end

return total_rows
