--- Who makes a sum missing: the units that should have a value then and have none.
local series = require "urssaf.panel.series"
local unit = require "urssaf.domain.unit"

local missing = {}

-- How many are named.
local FEW = 3

local function lacking(units, measure, i)
  local names, count = {}, 0
  for _, s in ipairs(units) do
    local should = s.measure == measure and i >= series.start(s) and not unit.is_unclassified(s.key)
    if should and s.values[i] == nil then
      count = count + 1
      if count <= FEW then names[count] = unit.name(s.key) end
    end
  end
  if count == 0 then return nil end
  return table.concat(names, ", ") .. (count > FEW and ", …" or "")
end

--- Notes of kind `gap`, one for each measure and period without a sum.
---@param units urssaf.Panel what was added
---@param sums urssaf.Panel
---@return table[] notes
function missing.notes(units, sums)
  local notes = {}
  for _, s in ipairs(sums.series) do
    for i = series.start(s), #s.periods do
      local who = s.values[i] == nil and lacking(units.series, s.measure, i)
      if who then
        notes[#notes + 1] = { kind = "gap", measure = s.measure, periods = { s.periods[i] },
          period = s.periods[i], who = who,
          message = ("no sum in %s, for a value is missing: %s"):format(s.periods[i], who) }
      end
    end
  end
  return notes
end

return missing
