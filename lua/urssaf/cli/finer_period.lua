--- Periods that are shorter than those of the data: a month in data of quarters.
local check_text = require "urssaf.panel.check_text"
local errors = require "urssaf.base.errors"
local period = require "urssaf.domain.period"

local finer_period = {}

local TEXTS = {
  { "month", "quarter", "'%s' is a month, and the periods here are quarters: it is in %s" },
  { "month", "year", "'%s' is a month, and the periods here are years: it is in %s" },
  { "quarter", "year", "'%s' is a quarter, and the periods here are years: it is in %s" },
}

--- Refuses a period that is shorter than those of a grid, and names the one that it is in.
---@param value string? as it was given
---@param frequency urssaf.Frequency of the grid
---@return nil
---@return urssaf.Error? err kind `usage`; nil if the period is not shorter
function finer_period.refused(value, frequency)
  for _, one in ipairs(value and not period.is(value, frequency) and TEXTS or {}) do
    if one[2] == frequency and period.is(value, one[1]) then
      local first = period.overlap(period.parse(value, one[1]), frequency)
      return errors.fail("usage", one[3]:format(value,
        check_text.period(period.from_ordinal(first, frequency))))
    end
  end
end

return finer_period
