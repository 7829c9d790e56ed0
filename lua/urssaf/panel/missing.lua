--- The units that make a sum missing: those that should have a value in its period and have none.
local check_text = require "urssaf.panel.check_text"
local datasets = require "urssaf.domain.datasets"
local new_note = require "urssaf.domain.new_note"
local pseudo_units = require "urssaf.domain.pseudo_units"
local series = require "urssaf.panel.series"
local unit = require "urssaf.domain.unit"

local missing = {}

-- How many units are listed by name.
local FEW = 3

--- The names of the first three units that make a sum missing. A pseudo-unit never makes a sum
-- missing.
---@param list urssaf.Series[] of the units that were added up
---@param measure string
---@param i integer the position of the period
---@param name_of fun(key: table<string, string>): string
---@return string? names "Cantal, Creuse, Lozère, …"; nil if there are none
function missing.names(list, measure, i, name_of)
  local names = {}
  for _, s in ipairs(list) do
    local is_gap = s.measure == measure and s.values[i] == nil and i >= series.start(s)
    if is_gap and not pseudo_units.role(s.key) then names[#names + 1] = name_of(s.key) end
  end
  if #names == 0 then return nil end
  return table.concat(names, ", ", 1, math.min(FEW, #names)) .. (#names > FEW and ", …" or "")
end

--- The gaps of a sum: spans of consecutive periods without one, each with the names of the units
-- that make it missing, as far as there are any.
---@param list urssaf.Series[] of the units that were added up
---@param s urssaf.Series the sum
---@param name_of fun(key: table<string, string>): string
---@return { from: integer, to: integer, who: string? }[] positions
function missing.gaps(list, s, name_of)
  local gaps = {}
  for i = series.start(s), #s.periods do
    if s.values[i] == nil then
      local who, last = missing.names(list, s.measure, i, name_of), gaps[#gaps]
      if last and last.to == i - 1 and last.who == who then
        last.to = i
      else
        gaps[#gaps + 1] = { from = i, to = i, who = who }
      end
    end
  end
  return gaps
end

-- What is to be known of the empty cells of some datasets.
local EMPTY_IS_NONE = "; an empty cell of this dataset very probably means none (Urssaf does not"
  .. " say so), and missing = \"skip\" adds up the others"

local function note_of(s, gap, is_none)
  local periods = {}
  for i = gap.from, gap.to do periods[#periods + 1] = s.periods[i] end
  local first, last = periods[1], periods[#periods]
  local span = check_text.period(first)
  span = first == last and "in " .. span or ("from %s to %s"):format(span, check_text.period(last))
  return new_note("gap", ("no sum %s, because a value is missing: %s%s"):format(span, gap.who,
    is_none and EMPTY_IS_NONE or ""), { measure = s.measure, periods = periods,
    period = first == last and first or nil, who = gap.who, empty = is_none and "none" or nil })
end

--- Notes of kind `gap`, one for each measure and span of periods without a sum, if units make it
-- missing. Their field `empty` is "none" if the dataset's empty cells very probably mean none.
---@param units urssaf.Panel the units that were added up
---@param sums urssaf.Panel
---@return table[] notes
function missing.notes(units, sums)
  local notes = {}
  for _, s in ipairs(sums.series) do
    local is_none = datasets.is_empty_none(s.dataset)
    for _, gap in ipairs(missing.gaps(units.series, s, unit.name)) do
      if gap.who then notes[#notes + 1] = note_of(s, gap, is_none) end
    end
  end
  return notes
end

return missing
