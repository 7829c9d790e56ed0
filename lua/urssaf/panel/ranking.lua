--- Compares units in one period: ranks and shares.
--
-- Each function takes the series of one measure, without total rows, and checked options.
local caveats = require "urssaf.panel.caveats"
local comparison = require "urssaf.panel.comparison"
local pseudo_notes = require "urssaf.panel.pseudo_notes"
local series = require "urssaf.panel.series"
local tables = require "urssaf.base.tables"
local tallies = require "urssaf.panel.unit_tally"
local unit_note = require "urssaf.panel.unit_note"

local ranking = {}

-- The value of a series at a position; nil if there is none, or if it is no number (NaN), as the
-- ratio of two infinite sums is.
local function value_at(s, i)
  local value = s.values[i]
  if value == value then return value end
end

-- One row for each unit with a value, by size; equal values stay in canonical order. It is the
-- values that are sorted: to sort rows takes a comparison in Lua, and a tenth more time.
local function sorted_rows(list, i, descending)
  local values, first, rest, rows = {}, {}, {}, {}
  for _, s in ipairs(list) do
    local value = value_at(s, i)
    if value ~= nil then
      local row = { key = s.key, value = value }
      if first[value] then
        rest[value] = tables.append(rest[value] or {}, { row })
      else
        first[value], values[#values + 1] = row, value
      end
    end
  end
  table.sort(values)
  for place = 1, #values do
    local value = values[descending and #values + 1 - place or place]
    rows[#rows + 1] = first[value]
    tables.append(rows, rest[value] or {})
  end
  return rows
end

local function number_rows(rows)
  for i, row in ipairs(rows) do
    local tied = i > 1 and rows[i - 1].value == row.value
    row.rank = tied and rows[i - 1].rank or i
  end
end

-- The note that units have no rank, because they have no value; of those that have ended it says
-- when.
local function unranked_notes(list, i, ended)
  local tally = list[1] and tallies.new(list[1].periods, list[1].frequency)
  for _, s in ipairs(list) do
    if value_at(s, i) == nil then tally:add({ key = s.key }, s.measure, { [i] = true }) end
  end
  if not tally or tally.cells == 0 then return {} end
  local fields = tally:fields()
  fields.period, fields.span, fields.periods = list[1].periods[i], nil, nil
  local last = {}
  for _, one in ipairs(ended) do last[one.key] = list[1].periods[one.last] end
  for _, one in ipairs(fields.units) do one.last = last[one.key] end
  return { unit_note("unranked", fields) }
end

local function is_remainder(s) return series.role(s) == "remainder" end

--- Rows { rank =, key =, value = }. Equal values have the same rank: 1, 2, 2, 4.
---@param list urssaf.Series[]
---@param options table `at n descending unclassified`
---@param grid table the panel's `periods` and `frequency`
---@return urssaf.Ranking rows with `period` and `notes`
function ranking.rank(list, options, grid)
  local i, notes, ended = comparison.chosen_for_ranks(list, grid, options.at, "at")
  if not i then return comparison.no_rows(list) end
  local ranked, pseudo = comparison.split(list)
  tables.append(notes, unranked_notes(ranked, i, ended))
  if options.unclassified then tables.append(ranked, tables.filter(pseudo, is_remainder)) end
  local rows = sorted_rows(ranked, i, options.descending ~= false)
  number_rows(rows)
  for extra = #rows, (options.n or #rows) + 1, -1 do rows[extra] = nil end
  rows.period = grid.periods[i]
  local left_out = pseudo_notes.left_out(list, i, pseudo)
  rows.notes = tables.append(notes, tables.filter(left_out, function(note)
    return note.kind ~= "remainder" or not options.unclassified
  end))
  return rows
end

local function share_rows(list, i, total)
  local rows = {}
  for _, part in ipairs { comparison.split(list) } do
    for _, s in ipairs(part) do
      local value, is_partial = series.addend(s, i)
      rows[#rows + 1] = { key = s.key, value = value, total = total, partial = is_partial,
        role = series.role(s), unclassified = is_remainder(s) or nil }
    end
  end
  return rows
end

--- Rows with the values of all units at a position, and their sum.
---@param list urssaf.Series[]
---@param i integer
---@param skip boolean whether units may be missing
---@return table[] rows without their shares
---@return number? total
---@return urssaf.Note[] notes kind `signs`, if there are no shares
function ranking.shares_at(list, i, skip)
  local total = comparison.total(list, i, skip)
  local rows = share_rows(list, i, total)
  return rows, total, comparison.sign_notes(list[1].measure, total, rows, function(row)
    return row.value
  end)
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
  if list[1] then comparison.check_additive(list[1], options.how) end
  local i, notes = comparison.chosen(list, grid, options.at, "at")
  if not (i and list[1]) then return comparison.no_rows(list) end
  local rows, total, signs = ranking.shares_at(list, i, options.missing == "skip")
  rows.total, rows.period = total, grid.periods[i]
  for _, row in ipairs(total and #signs == 0 and rows or {}) do
    row.share = row.value and row.value / total
  end
  rows.notes = caveats.add(caveats.add(notes, signs), pseudo_notes.in_sum(list, i))
  return rows
end

return ranking
