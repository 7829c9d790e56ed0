--- Compares units: ranks and shares in one period, contributions to growth between two.
--
-- Each function takes the series of one measure, without total rows, and checked options.
local additivity = require "urssaf.domain.additivity"
local caveats = require "urssaf.panel.caveats"
local datasets = require "urssaf.domain.datasets"
local errors = require "urssaf.base.errors"
local latest = require "urssaf.panel.latest"
local perimeter = require "urssaf.panel.perimeter"
local period = require "urssaf.domain.period"
local pseudo_notes = require "urssaf.panel.pseudo_notes"
local pseudo_units = require "urssaf.domain.pseudo_units"
local series = require "urssaf.panel.series"
local sums = require "urssaf.base.sums"
local tables = require "urssaf.base.tables"

local ranking = {}

-- ------------------------------------------------------------------ which period

local function position(list, when, option)
  local like = list[1]
  local i = period.position(like.periods, like.frequency, when)
  if i then return i end
  errors.misuse("%s: %s", option, period.outside(like.periods, like.frequency, when))
end

-- The position of a period or, by default, of the latest complete one; and notes on why that is not
-- the last one.
local function position_or_latest(list, when, option)
  if when then return position(list, when, option), {} end
  local _, i = latest.complete(list)
  if not i then
    errors.misuse("there is no period with all units: say %s, and missing = \"skip\"", option)
  end
  return i, { latest.note(list, i) }
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

local function is_remainder(s) return pseudo_units.role(s.key) == "remainder" end

--- Rows { rank =, key =, value = }. Equal values have the same rank: 1, 2, 2, 4.
---@param list urssaf.Series[]
---@param options table `at n descending unclassified`
---@return urssaf.Ranking rows with `period` and `notes`
function ranking.rank(list, options)
  local ranked, pseudo = pseudo_units.split(list)
  if options.unclassified then tables.append(ranked, tables.filter(pseudo, is_remainder)) end
  local i, notes = position_or_latest(list, options.at, "at")
  local rows = sorted_rows(ranked, i, options.descending ~= false)
  number_rows(rows)
  for extra = #rows, (options.n or #rows) + 1, -1 do rows[extra] = nil end
  rows.period = list[1].periods[i]
  rows.notes = tables.append(notes, tables.filter(pseudo_notes.left_out(list, i), function(note)
    return note.kind ~= "remainder" or not options.unclassified
  end))
  return rows
end

-- ------------------------------------------------------------------ shares

-- The sum at a position; nil if an expected unit is missing, unless `skip` allows it.
local function total_at(list, i, skip)
  if not skip and not latest.is_complete(list, latest.expected(list), i) then return nil end
  local sum
  for _, s in ipairs(list) do
    if s.values[i] ~= nil then sum = sums.add(sum or 0, s.values[i]) end
  end
  return sum
end

local function check_additive(s, how)
  local rule, reason = additivity.rule(s, additivity.UNITS, how)
  if not rule then errors.misuse("%s", reason) end
  if rule ~= "sum" then
    errors.misuse("%s: only additive measures have shares and contributions", additivity.title(s))
  end
end

--- Rows { key =, value =, share =, total =, role = } in canonical order, pseudo-units last. The
-- shares add up to one; that of an adjustment may be negative.
---@param list urssaf.Series[]
---@param options table `at missing how`
---@return urssaf.Shares rows with `total`, `period` and `notes`
function ranking.share(list, options)
  check_additive(list[1], options.how)
  local i, notes = position_or_latest(list, options.at, "at")
  local total = total_at(list, i, options.missing == "skip")
  local rows = { total = total, period = list[1].periods[i],
    notes = tables.append(notes, pseudo_notes.in_sum(list, i)) }
  for _, part in ipairs { pseudo_units.split(list) } do
    for _, s in ipairs(part) do
      local value = s.values[i]
      rows[#rows + 1] = {
        key = s.key, value = value, total = total,
        share = value and total and total ~= 0 and value / total or nil,
        role = pseudo_units.role(s.key), unclassified = is_remainder(s) or nil,
      }
    end
  end
  return rows
end

-- ------------------------------------------------------------------ contributions

-- The values of a unit at both ends. Before its first value it counts as zero, as does after its
-- end one that has ended and was filled, and a missing end of a pseudo-unit: so it is in the total.
local function ends_of(s, i, j)
  local from, to = s.values[i], s.values[j]
  local is_pseudo = pseudo_units.role(s.key)
  if from == nil and to ~= nil and (is_pseudo or i < series.start(s)) then from = 0 end
  if to == nil and from ~= nil and (is_pseudo or j > series.stop(s)) then to = 0 end
  return from, to
end

-- Whether the sum of a later period lacks a unit for want of this one's value.
local function is_lacking(s, role, j)
  return not role and j >= series.start(s) and j <= series.stop(s)
end

local function contribution_rows(list, i, j)
  local rows, whole = {}, true
  for _, part in ipairs { pseudo_units.split(list) } do
    for _, s in ipairs(part) do
      local from, to = ends_of(s, i, j)
      local is_present = from ~= nil and to ~= nil
      local role = pseudo_units.role(s.key)
      whole = whole and (is_present or not is_lacking(s, role, j))
      rows[#rows + 1] = {
        key = s.key, from = from, to = to, change = is_present and to - from or nil,
        role = role, unclassified = role == "remainder" or nil,
      }
    end
  end
  return rows, whole
end

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
    if has_from ~= has_to and not pseudo_units.role(s.key) then
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

-- The total over the units that have both ends.
local function total_of(rows)
  local from, to = 0, 0
  for _, row in ipairs(rows) do
    if row.change then from, to = from + row.from, to + row.to end
  end
  return { from = from, to = to, change = to - from, growth = from > 0 and to / from - 1 or nil }
end

-- The positions of both ends: by default the latest complete period, and a year before.
local function ends(list, options)
  local j, notes = position_or_latest(list, options.to, "to")
  if options.from then return position(list, options.from, "from"), j, notes end
  local i = j - period.A_YEAR[list[1].frequency]
  if i < 1 then errors.misuse("from: there is no period a year before %s", list[1].periods[j]) end
  return i, j, notes
end

-- The notes on the growth of a total between two periods.
local function notes_of_growth(s, rows, reach)
  local total = { measure = s.measure, dataset = s.dataset, frequency = s.frequency,
    periods = { rows.to }, unit = s.unit, nature = s.nature }
  local notes = caveats.add(caveats.nominal(total), caveats.breaks(total, caveats.reach(reach)))
  return caveats.add(notes, caveats.season_of_lag(s, reach))
end

--- Rows { key =, from =, to =, change =, points =, role = }: the contribution of each unit to the
-- growth of the total, pseudo-units last. The points add up to that growth. With `units` "common"
-- only those with values at both ends are there.
---@param list urssaf.Series[]
---@param options table `from to missing how units`
---@return urssaf.Contributions rows with `total`, `from`, `to` and `notes`
function ranking.contributions(list, options)
  check_additive(list[1], options.how)
  local i, j, notes = ends(list, options)
  if i >= j then errors.misuse("from must be before to") end
  local is_common, s = options.units == "common", list[1]
  local kept, changes = common(list, i, j)
  local rows, whole = contribution_rows(is_common and kept or list, i, j)
  local known = whole or options.missing == "skip"
  rows.total = known and total_of(rows) or {}
  for _, row in ipairs(rows) do
    if row.change and rows.total.growth then row.points = row.change / rows.total.from end
  end
  rows.from, rows.to = s.periods[i], s.periods[j]
  notes = caveats.add(notes, notes_of_growth(s, rows, j - i))
  notes = caveats.add(notes, perimeter_notes(s, changes, rows, is_common))
  rows.notes = caveats.add(notes, pseudo_notes.in_sum(list, j))
  return rows
end

return ranking
