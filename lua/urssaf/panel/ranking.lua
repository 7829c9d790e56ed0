--- Compares units: ranks and shares in one period, contributions to growth between two.
--
-- Each function takes the series of one measure, without total rows, and checked options.
local additivity = require "urssaf.domain.additivity"
local caveats = require "urssaf.panel.caveats"
local errors = require "urssaf.base.errors"
local new_note = require "urssaf.domain.new_note"
local period = require "urssaf.domain.period"
local pseudo_notes = require "urssaf.panel.pseudo_notes"
local series = require "urssaf.panel.series"
local summation = require "urssaf.base.summation"
local tables = require "urssaf.base.tables"

local ranking = {}

-- ------------------------------------------------------------------ which period

-- Whether every expected unit has a value at a position, and at least one does.
local function is_complete(list, expectations, i)
  local any = false
  for number, s in ipairs(list) do
    if s.values[i] ~= nil then
      any = true
    elseif expectations[number](i) then
      return false
    end
  end
  return any
end

--- The last period in which every expected unit has a value.
---@param list urssaf.Series[]
---@return string? period
---@return integer? position
function ranking.latest_complete(list)
  local periods = list[1] and list[1].periods or {}
  local expectations = tables.map(list, series.expectation)
  for i = #periods, 1, -1 do
    if is_complete(list, expectations, i) then return periods[i], i end
  end
end

-- The position of a period; nil if the grid is empty, as that of a fetch without rows.
local function position(grid, when, option)
  if not grid.periods[1] then return nil end
  local i = period.position(grid.periods, grid.frequency, when)
  if i then return i end
  errors.misuse("%s: %s", option, period.outside(grid.periods, grid.frequency, when))
end

-- The position that is asked for, by default that of the latest complete period; nil if there is
-- none.
local function chosen(list, grid, when, option)
  if when then return position(grid, when, option) end
  return select(2, ranking.latest_complete(list))
end

-- No rows, because there is no unit, or no period in which all of them have a value.
local function no_rows(list)
  if not list[1] then return { notes = {} } end
  return { notes = { new_note("incomplete", "there is no period in which all units have a value, so"
    .. " that none was chosen: name one", { measure = list[1].measure }) } }
end

-- The true units of a list, and its pseudo-units: remainders first, then adjustments.
local function split(list)
  local of = { units = {}, remainder = {}, adjustment = {} }
  for _, s in ipairs(list) do table.insert(of[series.role(s) or "units"], s) end
  return of.units, tables.append(of.remainder, of.adjustment)
end

-- ------------------------------------------------------------------ ranks

-- One row for each unit with a value, by size; equal values stay in canonical order.
local function sorted_rows(list, i, descending)
  local rows, order = {}, {}
  for number, s in ipairs(list) do
    if s.values[i] ~= nil then
      local row = { key = s.key, value = s.values[i] }
      rows[#rows + 1], order[row] = row, number
    end
  end
  table.sort(rows, function(a, b)
    if a.value == b.value then return order[a] < order[b] end
    if descending then return a.value > b.value end
    return a.value < b.value
  end)
  return rows
end

local function number_rows(rows)
  for i, row in ipairs(rows) do
    local tied = i > 1 and rows[i - 1].value == row.value
    row.rank = tied and rows[i - 1].rank or i
  end
end

local function is_remainder(s) return series.role(s) == "remainder" end

--- Rows { rank =, key =, value = }. Equal values have the same rank: 1, 2, 2, 4.
---@param list urssaf.Series[]
---@param options table `at n descending unclassified`
---@param grid table the panel's `periods` and `frequency`
---@return urssaf.Ranking rows with `period` and `notes`
function ranking.rank(list, options, grid)
  local i = chosen(list, grid, options.at, "at")
  if not i then return no_rows(list) end
  local ranked, pseudo = split(list)
  if options.unclassified then tables.append(ranked, tables.filter(pseudo, is_remainder)) end
  local rows = sorted_rows(ranked, i, options.descending ~= false)
  number_rows(rows)
  for extra = #rows, (options.n or #rows) + 1, -1 do rows[extra] = nil end
  rows.period = grid.periods[i]
  rows.notes = tables.filter(pseudo_notes.left_out(list, i), function(note)
    return note.kind ~= "remainder" or not options.unclassified
  end)
  return rows
end

-- ------------------------------------------------------------------ shares

-- Sums what several values and the rests of their rounding add up to.
local function sum_of(list, value_of)
  local sum, rest = 0, 0
  for _, one in ipairs(list) do
    local value, low = value_of(one)
    if value ~= nil then
      sum, rest = summation.add(sum, rest, value)
      rest = rest + (low or 0)
    end
  end
  return (summation.finish(sum, rest))
end

-- Whether one of the true units has a value; if there are none, one of the pseudo-units.
local function any_value(list, i)
  local units, pseudo = split(list)
  return tables.find(#units > 0 and units or pseudo, function(s) return s.values[i] ~= nil end)
end

-- The sum at a position, as `total` has it; nil if an expected unit is missing, unless `skip`
-- allows it.
local function total_at(list, i, skip)
  local is_missing = not skip and tables.find(list, function(s)
    return series.addend(s, i) == nil and series.expectation(s)(i)
  end)
  if is_missing or not any_value(list, i) then return nil end
  return sum_of(list, function(s) return series.addend(s, i), s.low and s.low[i] end)
end

-- No shares of a whole that is not above zero, or that has negative parts besides pseudo-units; and
-- a note that says so.
local function sign_notes(like, whole, rows, value_of)
  local is_mixed = tables.find(rows, function(row)
    return not row.role and (value_of(row) or 0) < 0
  end)
  if not whole or (whole > 0 and not is_mixed) then return {} end
  return { new_note("signs", "no shares and no contributions, because a part is negative, or the"
    .. " whole is not above zero", { measure = like.measure }) }
end

local function check_additive(s, how)
  local rule, reason = additivity.rule(s, additivity.UNITS, how)
  if not rule then errors.misuse("%s", reason) end
  if rule ~= "sum" then
    errors.misuse("%s: only additive measures have shares and contributions", additivity.title(s))
  end
end

local function share_rows(list, i, total)
  local rows = {}
  for _, part in ipairs { split(list) } do
    for _, s in ipairs(part) do
      local value, is_partial = series.addend(s, i)
      rows[#rows + 1] = { key = s.key, value = value, total = total, partial = is_partial,
        role = series.role(s), unclassified = is_remainder(s) or nil }
    end
  end
  return rows
end

--- Rows { key =, value =, share =, total =, role = } in canonical order, pseudo-units last. The
-- shares add up to one; that of an adjustment may be negative. There are none where a true unit is
-- negative, or the total is not above zero. `partial` is true of a value that is in the total
-- though the unit as a whole has none.
---@param list urssaf.Series[]
---@param options table `at missing how`
---@param grid table the panel's `periods` and `frequency`
---@return urssaf.Shares rows with `total`, `period` and `notes`
function ranking.share(list, options, grid)
  if list[1] then check_additive(list[1], options.how) end
  local i = chosen(list, grid, options.at, "at")
  if not i then return no_rows(list) end
  local total = total_at(list, i, options.missing == "skip")
  local rows = share_rows(list, i, total)
  rows.total, rows.period = total, grid.periods[i]
  rows.notes = sign_notes(list[1] or {}, total, rows, function(row) return row.value end)
  for _, row in ipairs(total and #rows.notes == 0 and rows or {}) do
    row.share = row.value and row.value / total
  end
  rows.notes = caveats.add(rows.notes, pseudo_notes.in_sum(list, i))
  return rows
end

-- ------------------------------------------------------------------ contributions

-- The values of a unit at both ends. Where it is not expected, before its first value or because it
-- is a pseudo-unit, it counts as zero, as in the total.
local function ends_of(s, i, j)
  local from, is_partial = series.addend(s, i)
  local to, is_partial_too = series.addend(s, j)
  local is_expected = series.expectation(s)
  if from == nil and to ~= nil and not is_expected(i) then from = 0 end
  if to == nil and from ~= nil and not is_expected(j) then to = 0 end
  return from, to, is_partial or is_partial_too, is_expected(j)
end

local function contribution_rows(list, i, j)
  local rows, whole = {}, any_value(list, i) ~= nil and any_value(list, j) ~= nil
  for _, part in ipairs { split(list) } do
    for _, s in ipairs(part) do
      local from, to, is_partial, is_expected = ends_of(s, i, j)
      local is_present = from ~= nil and to ~= nil
      local role = series.role(s)
      whole = whole and (is_present or not is_expected)
      rows[#rows + 1] = {
        key = s.key, from = from, to = to, change = is_present and to - from or nil,
        role = role, unclassified = role == "remainder" or nil, partial = is_partial,
      }
    end
  end
  return rows, whole
end

-- The total over the units that have both ends.
local function total_of(rows)
  local both = tables.filter(rows, function(row) return row.change ~= nil end)
  local from = sum_of(both, function(row) return row.from end)
  local to = sum_of(both, function(row) return row.to end)
  return { from = from, to = to, change = to - from, growth = from > 0 and to / from - 1 or nil }
end

-- The positions of both ends: by default the latest complete period, and a year before. None if
-- there is no such period.
local function ends(list, options, grid)
  local j = chosen(list, grid, options.to, "to")
  if options.from then return position(grid, options.from, "from"), j end
  local i = j and j - period.A_YEAR[grid.frequency]
  if i and i < 1 and list[1] then
    errors.misuse("from: there is no period a year before %s", grid.periods[j])
  end
  return i, j
end

local function notes_of_contributions(list, i, j, rows)
  local s = list[1]
  local total = { measure = s.measure, dataset = s.dataset, frequency = s.frequency,
    periods = { rows.to }, unit = s.unit, nature = s.nature }
  local notes = caveats.add(caveats.nominal(total), caveats.breaks(total, caveats.reach(j - i)))
  local signs = sign_notes(s, rows.total.from, rows, function(row)
    return math.min(row.from or 0, row.to or 0)
  end)
  notes = caveats.add(notes, caveats.season_of_lag(s, j - i))
  return caveats.add(caveats.add(notes, pseudo_notes.in_sum(list, j)), signs), #signs > 0
end

--- Rows { key =, from =, to =, change =, points =, role = }: the contribution of each unit to the
-- growth of the total, pseudo-units last. The points add up to that growth; there are none where a
-- true unit is negative, or the total is not above zero. `partial` as in `share`.
---@param list urssaf.Series[]
---@param options table `from to missing how`
---@param grid table the panel's `periods` and `frequency`
---@return urssaf.Contributions rows with `total`, `from`, `to` and `notes`
function ranking.contributions(list, options, grid)
  if list[1] then check_additive(list[1], options.how) end
  local i, j = ends(list, options, grid)
  if i and j and i >= j then errors.misuse("from must be before to") end
  if not (i and j and list[1]) then
    return tables.merge(no_rows(list), { total = {}, from = grid.periods[i], to = grid.periods[j] })
  end
  local rows, whole = contribution_rows(list, i, j)
  rows.total = (whole or options.missing == "skip") and total_of(rows) or {}
  rows.from, rows.to = grid.periods[i], grid.periods[j]
  local has_signs
  rows.notes, has_signs = notes_of_contributions(list, i, j, rows)
  for _, row in ipairs(rows.total.growth and not has_signs and rows or {}) do
    row.points = row.change and row.change / rows.total.from
  end
  return rows
end

return ranking
