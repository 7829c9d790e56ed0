--- Notes on pseudo-units: what is left out with them, and what they are in a sum.
--
-- There is one note for each role, of kind `remainder` or `adjustment`. `size` is the sum of the
-- pseudo-units' values in `period`, `share` its part of the total of all units, negative if they
-- lower it. Both are nil where values of the measure are not added up, and the share where the
-- total is not above zero. `variant` is why there is an adjustment, where that is known. `summed`
-- tells an adjustment that is in a sum from one that a ranking, a mean or a chart leaves out.
local additivity = require "urssaf.domain.additivity"
local check_text = require "urssaf.panel.check_text"
local datasets = require "urssaf.domain.datasets"
local measures = require "urssaf.domain.measures"
local new_note = require "urssaf.domain.new_note"
local series = require "urssaf.panel.series"
local sums = require "urssaf.base.sums"
local tables = require "urssaf.base.tables"

local pseudo_notes = {}

-- A smaller remainder changes no comparison of places, and is not worth a note.
local LARGE_REMAINDER = 0.01

local REMAINDER = "the unclassified remainder, which is no place and no sector, is left out%s"
local ADJUSTMENT = "an adjustment (calage) is %s%s: %s, and this row makes the parts add up to the"
  .. " published whole"
-- What it makes up for, where Urssaf states it of the dataset; else one of these.
local REASONS = {
  companies = "a company that is present in several regions counts in each",
  season = "Urssaf adjusts each level for the season by itself",
  secrecy = "Urssaf alters cells that would tell of someone",
}
local ANY_REASON = "Urssaf adjusts each level for the season by itself, alters cells that would"
  .. " tell of someone, or counts a company in each of its regions"

-- The sum of the values that are there at a position; nil if there is none.
local function sum_at(list, i)
  local sum
  for _, s in ipairs(list) do
    if s.values[i] ~= nil then sum = sums.plus(sum or 0, s.values[i]) end
  end
  return sum
end

-- The size of pseudo-units at a position, and their share of the whole.
local function size_of(pseudo, list, i)
  if not additivity.UNITS.rules[additivity.nature(pseudo[1]) or ""] then return nil end
  local size, whole = sum_at(pseudo, i), sum_at(list, i)
  return size, size and whole and whole > 0 and size / whole or nil
end

-- The fields of a note on pseudo-units, and their share as a text.
local function fields_of(pseudo, list, i)
  local s, size, share = pseudo[1], size_of(pseudo, list, i)
  local shown = share and (", %s %% of the total in %s"):format(check_text.rounded(share * 100),
    check_text.period(s.periods[i])) or ""
  return { measure = s.measure, period = s.periods[i], size = size, share = share }, shown
end

local function remainder_note(pseudo, list, i)
  local fields, shown = fields_of(pseudo, list, i)
  return new_note("remainder", REMAINDER:format(shown), fields)
end

-- Why the series of a dataset has an adjustment; nil if that is not known. What is not adjusted for
-- the season has none for it.
local function reason_of(s)
  local known, measure = datasets.of(s.dataset), measures.of(s.measure, s.dataset)
  local reason = known and known.adjustment
  return (reason ~= "season" or measure and measure.adjusted) and reason or nil
end

local function adjustment_note(pseudo, list, i, summed)
  local fields, shown = fields_of(pseudo, list, i)
  fields.summed, fields.variant = summed, reason_of(pseudo[1])
  return new_note("adjustment", ADJUSTMENT:format(summed and "in the sum" or "left out", shown,
    REASONS[fields.variant] or ANY_REASON), fields)
end

local function has_value(list, i)
  return tables.find(list, function(s) return s.values[i] ~= nil end) ~= nil
end

-- The series of pseudo-units by role: remainders, adjustments.
local function by_role(list)
  local of = { remainder = {}, adjustment = {} }
  for _, s in ipairs(list) do
    local role = series.role(s)
    if role then table.insert(of[role], s) end
  end
  return of
end

-- Whether a remainder is worth a note. It has no share of a total that is not above zero.
local function is_large(note)
  if not note.share then return (note.size or 0) ~= 0 end
  return math.abs(note.share) >= LARGE_REMAINDER
end

-- The notes on what is left out of the series of one measure, among which are these pseudo-units.
local function add_left_out(notes, list, i, pseudo)
  local of = by_role(pseudo)
  if has_value(of.remainder, i) then
    local note = remainder_note(of.remainder, list, i)
    if is_large(note) then notes[#notes + 1] = note end
  end
  if has_value(of.adjustment, i) then
    notes[#notes + 1] = adjustment_note(of.adjustment, list, i)
  end
end

--- The notes on the pseudo-units that a ranking or a chart leaves out: of each measure a large
-- remainder, and any adjustment.
---@param list urssaf.Series[] those of all units
---@param i integer the position of the period
---@param pseudo urssaf.Series[]? the pseudo-units among them, if these are known
---@return urssaf.Note[] notes
function pseudo_notes.left_out(list, i, pseudo)
  pseudo = pseudo or tables.filter(list, series.role)
  if #pseudo == 0 then return {} end
  local notes, is_pseudo = {}, tables.set(pseudo)
  for _, one in ipairs(tables.group(list, additivity.id)) do
    add_left_out(notes, one, i, tables.filter(one, function(s) return is_pseudo[s] end))
  end
  return notes
end

-- The last position at which one of some series has a value.
local function last_of(list)
  for i = #list[1].periods, 1, -1 do
    if has_value(list, i) then return i end
  end
end

--- The note on the adjustment that a sum over units includes.
---@param list urssaf.Series[] the units that are added up, of one measure
---@param i integer? the position of the period; by default the last one with an adjustment
---@return urssaf.Note[] notes at most one
function pseudo_notes.in_sum(list, i)
  local adjustments = by_role(list).adjustment
  if #adjustments == 0 then return {} end
  i = i or last_of(adjustments)
  if not (i and has_value(adjustments, i)) then return {} end
  return { adjustment_note(adjustments, list, i, true) }
end

-- The regions of units, as a set.
local function regions_of(list)
  local found = {}
  for _, s in ipairs(list) do found[s.key.code_region or s.key.region or ""] = true end
  found[""] = nil
  return found
end

--- Whether the figures of regions count what is in several of them in each.
---@param s urssaf.Series
---@return boolean
function pseudo_notes.is_by_region(s)
  local known = datasets.of(s.dataset)
  return known ~= nil and known.adjustment == "companies"
end

--- The note that a sum over regions counts companies several times, unless an adjustment in it
-- makes up for that.
---@param list urssaf.Series[] the units that are added up, of one measure and of such a dataset
---@return urssaf.Note[] notes at most one, of kind `overlap`
function pseudo_notes.overlap(list)
  if by_role(list).adjustment[1] then return {} end
  local regions = regions_of(list)
  local first = next(regions)
  if not (first and next(regions, first)) then return {} end
  return { new_note("overlap", "a company that is present in several regions counts in each"
    .. " of them: a sum of regions counts it several times", { measure = list[1].measure }) }
end

--- The notes on the pseudo-units that a mean over units leaves out. They have no size: the values
-- of such a measure are not added up.
---@param list urssaf.Series[] the units of one measure
---@return urssaf.Note[] notes at most one for each role
function pseudo_notes.out_of_mean(list)
  local notes, of = {}, by_role(list)
  for _, role in ipairs { "remainder", "adjustment" } do
    local i = #of[role] > 0 and last_of(of[role])
    if i then
      local note_of = role == "remainder" and remainder_note or adjustment_note
      notes[#notes + 1] = note_of(of[role], list, i)
    end
  end
  return notes
end

return pseudo_notes
