--- Shares and contributions of units in every period, as panels of ratios.
--
-- The ratios of all units have one denominator: the whole. So their parts have `whole`, and a sum
-- over units adds up the numerators alone: the share of a region is the sum of its départements'
-- shares. A longer period's ratio has the sums, or means, of both parts.
local additivity = require "urssaf.domain.additivity"
local aggregate = require "urssaf.panel.aggregate"
local caveats = require "urssaf.panel.caveats"
local changed_note = require "urssaf.domain.changed_note"
local comparison = require "urssaf.panel.comparison"
local contributions = require "urssaf.panel.contributions"
local marks = require "urssaf.panel.marks"
local period = require "urssaf.domain.period"
local ranking = require "urssaf.panel.ranking"
local ratio = require "urssaf.panel.ratio"
local series = require "urssaf.panel.series"
local tables = require "urssaf.base.tables"
local transform = require "urssaf.panel.transform"
local unit_comparison = require "urssaf.panel.unit_comparison"

local parts_over_time = {}

-- What is compared has no total rows.
local NO_TOTALS = { origin = { told = {} } }

-- The settings of the sum of a list, on which there are notes.
local function settings_of(checked, notes)
  return tables.merge(checked, NO_TOTALS, { told = notes })
end

-- The numerators of each unit and the wholes, by position; and the notes on periods without any.
-- rows_at(i) gives rows, the whole, and notes; value_of(row) the numerator.
local function cells_of(list, rows_at, value_of)
  local cells, notes = { of_key = {}, wholes = {} }, {}
  for _, s in ipairs(list) do cells.of_key[s.key] = {} end
  for i, name in ipairs(list[1].periods) do
    local rows, whole, signs = rows_at(i)
    for _, note in ipairs(signs) do
      notes[#notes + 1] = changed_note(note, { periods = { name } })
    end
    if whole and #signs == 0 then
      cells.wholes[i] = whole
      for _, row in ipairs(rows) do cells.of_key[row.key][i] = value_of(row) end
    end
  end
  cells.notes = caveats.add({}, notes)
  return cells
end

-- The ratio of a unit's values to those of the whole. `result`: transform, unit, nature, k.
local function ratio_of(s, values, whole, result)
  local fields = { values = values, nature = result.nature or additivity.nature(s),
    unit = additivity.unit(s), role = s.role, notes = s.notes,
    span = result.k and result.k + (s.span or 0) or s.span }
  if result.k then marks.lag(fields, s, result.k) else marks.keep(fields, s) end
  local top = series.like(s, fields)
  if result.k then top.since = nil end -- that of the first change
  return ratio.of({ measure = s.measure, label = s.label, unit = result.unit },
    { numerator = top, denominator = whole, whole = true,
      transform = result.transform })
end

local function panel_of(panel, list, cells, result)
  local s = list[1]
  local whole = series.like(s, { measure = "total of " .. s.measure, values = cells.wholes,
    nature = additivity.nature(s), unit = additivity.unit(s), key = {}, span = s.span })
  whole.since, whole.ends = nil, nil -- those of the first unit
  return { notes = caveats.add(caveats.add(panel.notes, result.notes), cells.notes),
    series = tables.map(list, function(one)
      return ratio_of(one, cells.of_key[one.key], whole, result)
    end) }
end

--- Each unit's share in the total, in every period.
---@param panel urssaf.Panel
---@param given urssaf.SharesOptions?
---@return table fields in which the panel differs
function parts_over_time.shares(panel, given)
  local list, notes, checked = unit_comparison.series(panel, given, "shares")
  if not list[1] then return { series = {} } end
  comparison.check_additive(list[1], checked.how)
  local cells = cells_of(list, function(i)
    return ranking.shares_at(list, i, checked.missing == "skip")
  end, function(row) return not row.partial and row.value or nil end)
  local _, more = aggregate.by(list, {}, settings_of(checked, caveats.add(panel.notes, notes)))
  return panel_of(panel, list, cells, { transform = "share", unit = "1",
    notes = caveats.add(notes, more) })
end

--- Each unit's contribution, in points, to the growth of the total over k periods, in every period.
---@param panel urssaf.Panel
---@param given urssaf.PointsOptions?
---@return table fields in which the panel differs
function parts_over_time.points(panel, given)
  local list, notes, checked = unit_comparison.series(panel, given, "points")
  local k = transform.check_count(checked.k or period.A_YEAR[panel.frequency], "points")
  if not list[1] then return { series = {} } end
  comparison.check_additive(list[1], checked.how)
  local cells = cells_of(list, function(i)
    if i <= k then return {}, nil, {} end
    local rows, total, signs = contributions.points_at(list, i - k, i, checked.missing == "skip")
    return rows, total.growth and total.from, signs
  end, function(row) return row.change end)
  local sums, more = aggregate.by(list, {}, settings_of(checked, caveats.add(panel.notes, notes)))
  notes = caveats.add(caveats.add(notes, more), transform.growth(sums[1], k).notes or {})
  return panel_of(panel, list, cells, { transform = ("contribution(%d)"):format(k),
    unit = "points", nature = "change", k = k, notes = notes })
end

return parts_over_time
