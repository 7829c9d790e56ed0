--- Finds a column of last days of months among the keys of a panel of quarters or years, whatever
-- it is called: its months would pass for quarters or years.
local cells = require "urssaf.csv.cell"
local errors = require "urssaf.base.errors"
local names = require "urssaf.base.names"
local sorting = require "urssaf.base.sorting"

local hidden_months = {}

-- How many months a period has.
local LENGTHS = { month = 1, quarter = 3, year = 12 }

-- Whether all values are last days of months, and one of them ends no longer period.
local function tells_months(values, length)
  local is_finer = false
  for value in pairs(values) do
    local year, month = cells.last_day(value)
    if not year then return false end
    is_finer = is_finer or month % length ~= 0
  end
  return is_finer
end

--- Fails if one of some columns tells months.
---@param keys table<string, table<string, boolean>> by column, its values
---@param columns string[]
---@param frequency urssaf.Frequency of the panel
---@return boolean? ok
---@return urssaf.Error? err kind `schema`
function hidden_months.check(keys, columns, frequency)
  table.sort(columns, sorting.before)
  for _, column in ipairs(columns) do
    if tells_months(keys[column], LENGTHS[frequency]) then
      local name = names.quoted(column)
      return errors.fail("schema", ("the column '%s' has the last days of months, which would pass"
        .. " for %ss: name it dernier_jour_du_mois (if it dates something else, take it in with"
        .. " dimensions = { \"%s\" })"):format(name, frequency, name))
    end
  end
  return true
end

return hidden_months
