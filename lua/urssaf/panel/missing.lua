--- The units that make a sum missing: those that should have a value in its period and have none.
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

-- What is to be known of the empty cells of some datasets.
local EMPTY_IS_NONE = "; an empty cell of this dataset very probably means none (Urssaf does not"
  .. " say so), and missing = \"skip\" adds up the others"

--- Notes of kind `gap`, one for each measure and period without a sum. Their field `empty` is
-- "none" if the dataset's empty cells very probably mean none.
---@param units urssaf.Panel the units that were added up
---@param sums urssaf.Panel
---@return table[] notes
function missing.notes(units, sums)
  local notes = {}
  for _, s in ipairs(sums.series) do
    local is_none = datasets.is_empty_none(s.dataset)
    for i = series.start(s), #s.periods do
      local listed = s.values[i] == nil and missing.names(units.series, s.measure, i, unit.name)
      if listed then
        notes[#notes + 1] = new_note("gap",
          ("no sum in %s, because a value is missing: %s%s"):format(s.periods[i], listed,
            is_none and EMPTY_IS_NONE or ""),
          { measure = s.measure, periods = { s.periods[i] }, period = s.periods[i], who = listed,
            empty = is_none and "none" or nil })
      end
    end
  end
  return notes
end

return missing
