--- One period's values side by side: ranks, shares, contributions to growth.
local aggregate = require "urssaf.panel.aggregate"
local additivity = require "urssaf.domain.additivity"
local caveats = require "urssaf.panel.caveats"
local errors = require "urssaf.base.errors"
local period = require "urssaf.domain.period"
local series = require "urssaf.panel.series"
local total_rows = require "urssaf.panel.total_rows"
local unit = require "urssaf.domain.unit"

local ranking = {}

local A_YEAR = { quarter = 4, year = 1 }

-- ------------------------------------------------------------------ which cells

-- Whether no unit that should have a value at a position lacks it, and one has it.
local function is_complete(list, i)
  local any = false
  for _, s in ipairs(list) do
    if s.values[i] ~= nil then
      any = true
    elseif not unit.is_unclassified(s.key) and i >= series.start(s) then
      return false
    end
  end
  return any
end

--- The last period in which no unit that should have a value lacks it.
---@param list urssaf.Series[]
---@return string? period
---@return integer? position
function ranking.latest_complete(list)
  local periods = list[1] and list[1].periods or {}
  for i = #periods, 1, -1 do
    if is_complete(list, i) then return periods[i], i end
  end
end

local function position(list, when, option)
  local like = list[1]
  local i = period.position(like.periods, like.frequency, when)
  if i then return i end
  errors.misuse("%s: %s", option, period.outside(like.periods, like.frequency, when))
end

local function latest(list, option)
  local _, i = ranking.latest_complete(list)
  if not i then
    errors.misuse("there is no period with all units: say %s, and missing = \"skip\"", option)
  end
  return i
end

-- The units' series of one measure, by the key that was asked for, without rows that are totals.
local function prepare(list, by, options)
  if #list == 0 then errors.misuse("there is nothing to compare: no series in this panel") end
  if by then
    local made, notes = aggregate.by(list, aggregate.check_by(by, list), options)
    return made, notes
  end
  local units, notes = total_rows.keep_out(unit.collect(list))
  local kept = {}
  for i, one in ipairs(units) do kept[i] = one.series[1] end
  return kept, notes
end

local function split(list)
  local classified, remainder = {}, {}
  for _, s in ipairs(list) do
    local into = unit.is_unclassified(s.key) and remainder or classified
    into[#into + 1] = s
  end
  return classified, remainder
end

-- ------------------------------------------------------------------ ranks

-- The values there are, in order; the same value has the same place in canonical order.
local function sorted_rows(list, i, descending)
  local rows, place = {}, {}
  for at, s in ipairs(list) do
    if s.values[i] ~= nil then
      local row = { key = s.key, value = s.values[i] }
      rows[#rows + 1], place[row] = row, at
    end
  end
  table.sort(rows, function(a, b)
    if a.value == b.value then return place[a] < place[b] end
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

--- Rows { rank =, key =, value = }; equal values have the same rank, and the next one counts on.
---@param list urssaf.Series[] of one measure
---@param options table `at by n descending unclassified missing how`
---@return urssaf.Ranking rows with `period` and `notes`
function ranking.rank(list, options)
  local all, notes = prepare(list, options.by, options)
  local classified, remainder = split(all)
  if options.unclassified then
    for _, s in ipairs(remainder) do classified[#classified + 1] = s end
  end
  local i = options.at and position(all, options.at, "at") or latest(all, "at")
  local rows = sorted_rows(classified, i, options.descending ~= false)
  number_rows(rows)
  for extra = #rows, (options.n or #rows) + 1, -1 do rows[extra] = nil end
  rows.period, rows.notes = all[1].periods[i], notes
  return rows
end

-- ------------------------------------------------------------------ shares

-- The sum at a position; nil if a unit that should be there is not, unless that may be.
local function total_at(list, i, skip)
  if not skip and not is_complete(list, i) then return nil end
  local sum
  for _, s in ipairs(list) do
    if s.values[i] ~= nil then sum = (sum or 0) + s.values[i] end
  end
  return sum
end

local function check_additive(s, how)
  local rule, reason = additivity.rule(s, additivity.UNITS, how)
  if not rule then errors.misuse("%s", reason) end
  if rule ~= "sum" then
    errors.misuse("%s: only what is added has shares and contributions", additivity.title(s))
  end
end

--- Rows { key =, value =, share =, total = }, in canonical order, the unclassified last; their
-- shares add to one.
---@param list urssaf.Series[] of one measure
---@param options table `at by missing how`
---@return urssaf.Shares rows with `total`, `period` and `notes`
function ranking.share(list, options)
  local all, notes = prepare(list, options.by, options)
  check_additive(list[1], options.how)
  local i = options.at and position(all, options.at, "at") or latest(all, "at")
  local total = total_at(all, i, options.missing == "skip")
  local rows = { total = total, period = all[1].periods[i], notes = notes }
  for _, part in ipairs { split(all) } do
    for _, s in ipairs(part) do
      local value = s.values[i]
      rows[#rows + 1] = {
        key = s.key, value = value, total = total,
        share = value and total and total ~= 0 and value / total or nil,
        unclassified = unit.is_unclassified(s.key) or nil,
      }
    end
  end
  return rows
end

-- ------------------------------------------------------------------ contributions

-- Both ends of a unit. Before it began it was not there, which is nothing; what is missing at one
-- end of the remainder counts as nothing in the total too.
local function ends_of(s, i, j)
  local from, to = s.values[i], s.values[j]
  local remainder = unit.is_unclassified(s.key)
  if from == nil and to ~= nil and (remainder or i < series.start(s)) then from = 0 end
  if to == nil and from ~= nil and remainder then to = 0 end
  return from, to
end

local function contribution_rows(list, i, j)
  local rows, whole = {}, true
  for _, part in ipairs { split(list) } do
    for _, s in ipairs(part) do
      local from, to = ends_of(s, i, j)
      local there = from ~= nil and to ~= nil
      local expected = not unit.is_unclassified(s.key) and j >= series.start(s)
      whole = whole and (there or not expected)
      rows[#rows + 1] = { key = s.key, from = from, to = to, change = there and to - from or nil,
        unclassified = unit.is_unclassified(s.key) or nil }
    end
  end
  return rows, whole
end

-- Of the units that have both ends.
local function total_of(rows)
  local from, to = 0, 0
  for _, row in ipairs(rows) do
    if row.change then from, to = from + row.from, to + row.to end
  end
  return { from = from, to = to, change = to - from, growth = from > 0 and to / from - 1 or nil }
end

local function span(all, options)
  local j = options.to and position(all, options.to, "to") or latest(all, "to")
  if options.from then return position(all, options.from, "from"), j end
  local i = j - A_YEAR[all[1].frequency]
  if i < 1 then errors.misuse("from: there is no period a year before %s", all[1].periods[j]) end
  return i, j
end

--- Rows { key =, from =, to =, change =, points = }: how much of the total's growth each unit is,
-- in points of it; the unclassified last. The points add to the total's growth.
---@param list urssaf.Series[] of one measure
---@param options table `from to by missing how`
---@return urssaf.Contributions rows with `total`, `from`, `to` and `notes`
function ranking.contributions(list, options)
  check_additive(list[1] or {}, options.how)
  local all, notes = prepare(list, options.by, options)
  local i, j = span(all, options)
  if i >= j then errors.misuse("from must be before to") end
  local rows, whole = contribution_rows(all, i, j)
  local known = whole or options.missing == "skip"
  rows.total = known and total_of(rows) or {}
  for _, row in ipairs(rows) do
    if row.change and rows.total.growth then row.points = row.change / rows.total.from end
  end
  rows.from, rows.to = all[1].periods[i], all[1].periods[j]
  local like = { measure = all[1].measure, frequency = all[1].frequency,
    periods = { rows.to }, unit = all[1].unit, nature = all[1].nature }
  notes = caveats.add(notes, caveats.nominal(like))
  rows.notes = caveats.add(notes, caveats.breaks(like, caveats.reach(j - i)))
  return rows
end

return ranking
