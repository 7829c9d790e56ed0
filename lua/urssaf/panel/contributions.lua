--- Contributions of units to the growth of their total between two periods.
local caveats = require "urssaf.panel.caveats"
local comparison = require "urssaf.panel.comparison"
local datasets = require "urssaf.domain.datasets"
local errors = require "urssaf.base.errors"
local perimeter = require "urssaf.panel.perimeter"
local period = require "urssaf.domain.period"
local pseudo_notes = require "urssaf.panel.pseudo_notes"
local series = require "urssaf.panel.series"
local sums = require "urssaf.base.sums"
local tables = require "urssaf.base.tables"

local contributions = {}

-- ------------------------------------------------------------------ rows

-- The values of a unit at both ends. Where it is not expected, before its first value, after its
-- end or because it is a pseudo-unit, it counts as zero, as in the total.
local function ends_of(s, i, j)
  local from, is_partial = series.addend(s, i)
  local to, is_partial_too = series.addend(s, j)
  local is_expected = series.expectation(s)
  if from == nil and to ~= nil and not is_expected(i) then from = 0 end
  if to == nil and from ~= nil and not is_expected(j) then to = 0 end
  return from, to, is_partial or is_partial_too, is_expected(j)
end

-- A row for each unit, and whether no unit lacks a value.
local function contribution_rows(list, i, j)
  local rows, whole = {}, true
  for _, part in ipairs { comparison.split(list) } do
    for _, s in ipairs(part) do
      local from, to, is_partial, is_expected = ends_of(s, i, j)
      local is_present = from ~= nil and to ~= nil
      local role = series.role(s)
      whole = whole and (is_present or not is_expected)
      rows[#rows + 1] = {
        key = s.key, from = from, to = to, change = is_present and sums.difference(to, from) or nil,
        role = role, unclassified = role == "remainder" or nil, partial = is_partial,
      }
    end
  end
  return rows, whole
end

-- Whether there is a total at both ends, of units that have both: pseudo-units alone are none where
-- there are other units.
local function has_total(list, rows, i, j)
  local has_true = #comparison.split(list) > 0
  local leader = tables.find(rows, function(row)
    return row.change ~= nil and not (has_true and row.role)
  end)
  return leader ~= nil and comparison.has_value(list, i) and comparison.has_value(list, j)
end

-- The total over the units that have both ends; empty if it is missing at one of them.
local function total_of(list, rows, i, j)
  if not has_total(list, rows, i, j) then return {} end
  local both = tables.filter(rows, function(row) return row.change ~= nil end)
  local from = sums.of(both, function(row) return row.from end)
  local to = sums.of(both, function(row) return row.to end)
  return { from = from, to = to, change = sums.difference(to, from),
    growth = from > 0 and to / from - 1 or nil }
end

-- ------------------------------------------------------------------ units at one end alone

-- What a unit with a value at one end alone does between them: it begins, ends, or lacks a value.
local function change_of(s, i, j)
  local from, to = s.values[i], s.values[j]
  local is_born, is_gone = from == nil and i < series.start(s), to == nil and j > series.stop(s)
  local when = is_born and series.since(s) or is_gone and period.add(s.ends, 1)
    or s.periods[from == nil and i or j]
  return { key = s.key, change = is_born and "born" or is_gone and "gone" or "lacks",
    period = when, value = to or from }
end

-- The series with values at both ends, and what the true units do that have a value at one alone.
local function common(list, i, j)
  local kept, changes = {}, {}
  for _, s in ipairs(list) do
    local has_from, has_to = s.values[i] ~= nil, s.values[j] ~= nil
    if has_from and has_to then kept[#kept + 1] = s end
    if has_from ~= has_to and not series.role(s) then
      changes[#changes + 1] = change_of(s, i, j)
    end
  end
  return kept, changes
end

-- The note on units that came or went, with their part of the total at the end where they are.
-- Where an empty cell very probably means none, a unit does not come or go.
local function perimeter_notes(s, changes, rows, is_common)
  if not is_common then
    changes = datasets.is_empty_none(s.dataset) and {} or tables.filter(changes, function(one)
      return one.change ~= "lacks"
    end)
  end
  if #changes == 0 then return {} end
  local total = rows.total
  for _, one in ipairs(is_common and {} or changes) do
    local whole = one.change == "born" and total.to or total.from
    one.share = whole and whole > 0 and one.value / whole or nil
  end
  return { perimeter.note(s.measure, changes, { rows.to }, is_common) }
end

-- ------------------------------------------------------------------ contributions

-- The positions of both ends: by default the latest complete period, and a year before. None if
-- there is no such period. And notes on the choice.
local function ends(list, options, grid)
  local j, notes = comparison.chosen(list, grid, options.to, "to")
  if options.from then return comparison.position(grid, options.from, "from"), j, notes end
  local i = j and j - period.A_YEAR[grid.frequency]
  if i and i < 1 and list[1] then
    errors.misuse("%s: there is no period a year before %s", { option = "from" },
      grid.periods[j])
  end
  return i, j, notes
end

-- The notes on the growth of a total between two periods.
local function notes_of_growth(s, to, reach)
  local span = caveats.reach(reach + (s.span or 0), reach)
  local grid = { frequency = s.frequency, periods = { to } }
  local notes = caveats.add(caveats.nominal(s), caveats.breaks(s, span, grid))
  return caveats.add(notes, caveats.season_of_lag(s, reach))
end

local function sign_notes(s, rows, total)
  return comparison.sign_notes(s.measure, total.from, rows, function(row)
    return math.min(row.from or 0, row.to or 0)
  end)
end

--- Rows with the changes of all units between two positions, and the total's.
---@param list urssaf.Series[] of one measure, without total rows
---@param i integer
---@param j integer
---@param skip boolean whether units may be missing
---@return table[] rows without their points
---@return { from: number?, to: number?, change: number?, growth: number? } total
---@return urssaf.Note[] notes kind `signs`, if there are no points
function contributions.points_at(list, i, j, skip)
  local rows, whole = contribution_rows(list, i, j)
  local total = (whole or skip) and total_of(list, rows, i, j) or {}
  return rows, total, sign_notes(list[1], rows, total)
end

-- The points of each row; none, and a note, if the signs do not fit.
local function add_points(s, rows)
  local signs = sign_notes(s, rows, rows.total)
  for _, row in ipairs(rows.total.growth and #signs == 0 and rows or {}) do
    row.points = row.change and row.change / rows.total.from
  end
  return signs
end

--- Rows { key =, from =, to =, change =, points =, role = }: the contribution of each unit to the
-- growth of the total, pseudo-units last. The points add up to that growth; there are none where a
-- true unit is negative, or the total is not above zero. `partial` is true of a value that is in
-- the total though the unit as a whole has none. With `units` "common" only those with values at
-- both ends are there.
---@param list urssaf.Series[] of one measure, without total rows
---@param options table `from to missing how units`, checked
---@param grid table the panel's `periods` and `frequency`
---@return urssaf.Contributions rows with `total`, `from`, `to` and `notes`
function contributions.of(list, options, grid)
  local s = list[1]
  if s then comparison.check_additive(s, options.how) end
  local i, j, notes = ends(list, options, grid)
  if i and j and i >= j then
    errors.misuse("%s must be before %s", { option = "from" }, { option = "to" })
  end
  if not (i and j and s) then
    return tables.merge(comparison.no_rows(list),
      { total = {}, from = grid.periods[i], to = grid.periods[j] })
  end
  local is_common = options.units == "common"
  local kept, changes = common(list, i, j)
  local rows, whole = contribution_rows(is_common and kept or list, i, j)
  local is_given = whole or options.missing == "skip"
  rows.total = is_given and total_of(list, rows, i, j) or {}
  rows.from, rows.to = grid.periods[i], grid.periods[j]
  notes = caveats.add(notes, notes_of_growth(s, rows.to, j - i))
  notes = caveats.add(notes, perimeter_notes(s, changes, rows, is_common))
  rows.notes = caveats.add(caveats.add(notes, pseudo_notes.in_sum(list, j)), add_points(s, rows))
  return rows
end

return contributions
