--- The columns that date a row, by their names.
local lazy = require "urssaf.base.lazy"

local time_words = lazy "urssaf.domain.time_words" -- needed for names that are not the portal's

local time_columns = {}

local PARTS = {
  annee = "year",
  trimestre = "quarter",
  dernier_jour_du_trimestre = "last_day",
  dernier_jour_trim = "last_day",
  dernier_jour_du_mois = "month_end",
  date_dernier_jour_du_mois = "month_end",
}

--- Which part of the period a column gives: "year", "quarter", "last_day" (of a quarter) or
-- "month_end"; nil for others.
---@param name string
---@return "year"|"quarter"|"last_day"|"month_end"|nil
function time_columns.part(name)
  return PARTS[name] or name:find("dernier", 1, true) and time_words.last_day(name) or nil
end

return time_columns
