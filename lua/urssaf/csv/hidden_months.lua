--- Finds a column that tells months in a file of quarters or years, whatever it is called: their
-- figures would pass for those of quarters or years.
local errors = require "urssaf.base.errors"
local names = require "urssaf.base.names"
local tables = require "urssaf.base.tables"

local hidden_months = {}

-- With one of these words in the column's name, a few numbers from 1 to 12 are enough.
local WORDS = tables.set { "date", "day", "jour", "month", "num", "numero", "period",
  "periode", "temps", "time" }

local function may_date(heading)
  for word in names.slug(heading):gmatch "[^_]+" do
    if WORDS[word] then return true end
  end
  return false
end

local function frequency_of(roles)
  local is_quarterly = tables.find(roles, function(role)
    return role.role == "last_day" or role.role == "quarter"
  end)
  return is_quarterly and "quarter" or "year"
end

local function fail(heading, frequency)
  local name = names.quoted(heading)
  local in_lua = ("dimensions = { \"%s\" } takes it in"):format(names.slug(heading))
  return errors.fail("schema", ("the column '%s' tells months, which would pass for %ss: if the"
    .. " figures are of these months, name it dernier_jour_du_mois and write their last days in it;"
    .. " if it dates something else, leave it out of the file (%s)"):format(name, frequency,
    in_lua), { in_lua = in_lua })
end

--- Fails if a column that nobody knows tells months.
---@param header string[]
---@param seen table<integer, urssaf.decode.Column> of `decoder:columns`
---@param roles urssaf.decode.Role[]
---@return boolean? ok
---@return urssaf.Error? err kind `schema`
function hidden_months.check(header, seen, roles)
  for position, heading in ipairs(header) do
    local months = seen[position] and seen[position].months
    if months == "yes" or months == "maybe" and may_date(heading) then
      return fail(heading, frequency_of(roles))
    end
  end
  return true
end

return hidden_months
