--- The checks of options, but for those that are in options.lua: each returns nil if the value is
-- right, else a text that says what it must be.
local lazy = require "urssaf.base.lazy"
local numbers = require "urssaf.base.numbers"
local tables = require "urssaf.base.tables"

-- only few checks need these
local period = lazy "urssaf.domain.period"
local schema = lazy "urssaf.domain.schema"
local timestamp = lazy "urssaf.base.timestamp"

local checks = {}

--- A text for readers, in one language or in both.
---@param value any
---@return string? expected
function checks.label(value)
  local is_text = type(value) == "string" and value ~= ""
  local has_both = type(value) == "table" and type(value.fr) == "string"
    and type(value.en) == "string"
  if not (is_text or has_both) then return "a text, or { fr = , en = }" end
end

--- What separates the cells of a line.
---@param value any
---@return string? expected
function checks.delimiter(value)
  if value ~= ";" and value ~= "," and value ~= "\t" and value ~= "|" then
    return "one of ; , TAB |"
  end
end

--- A number above zero.
---@param value any
---@return string? expected
function checks.positive(value)
  if type(value) ~= "number" or not (value > 0 and value < math.huge) then
    return "a number above zero"
  end
end

--- A whole number above zero.
---@param value any
---@return string? expected
function checks.count(value)
  if not (numbers.integer(value) and value > 0) then return "a whole number above zero" end
end

--- A whole number, zero or more.
---@param value any
---@return string? expected
function checks.whole(value)
  if not (numbers.integer(value) and value >= 0) then return "a whole number, zero or more" end
end

--- A number, zero or more.
---@param value any
---@return string? expected
function checks.zero_or_more(value)
  if type(value) ~= "number" or not (value >= 0 and value < math.huge) then
    return "a number, zero or more"
  end
end

--- True or false.
---@param value any
---@return string? expected
function checks.flag(value)
  if type(value) ~= "boolean" then return "true or false" end
end

--- A day, or a time.
---@param value any
---@return string? expected
function checks.day_or_moment(value)
  if type(value) ~= "string" or not timestamp.of_iso(value) then
    return "a day, such as 2026-07-31, or a time, such as 2026-07-31T08:00:00Z"
  end
end

--- A function.
---@param value any
---@return string? expected
function checks.callback(value)
  if type(value) ~= "function" then return "a function" end
end

--- What reads JSON.
---@param value any
---@return string? expected
function checks.json(value)
  if type(value) ~= "table" or type(value.decode) ~= "function" then
    return "a table with a function decode, such as lua-cjson's"
  end
end

--- A list of names of columns.
---@param value any
---@return string? expected
function checks.name_list(value)
  if not tables.is_list(value) or #value == 0 then return "a list of names" end
  for _, name in ipairs(value) do
    if type(name) ~= "string" or not name:find("^[A-Za-z0-9_]+$") then
      return "a list of column names"
    end
  end
end

--- A name, or a list of names.
---@param value any
---@return string? expected
function checks.name_or_names(value)
  local list = type(value) == "table" and value or { value }
  if #list == 0 or not tables.is_list(list) then return "a name, or a list of names" end
  for _, name in ipairs(list) do
    if type(name) ~= "string" then return "a name, or a list of names" end
  end
end

--- A list of columns other than those of time.
---@param value any
---@return string? expected
function checks.dimensions(value)
  for _, name in ipairs(type(value) == "table" and value or {}) do
    if type(name) == "string" and schema.time_part(name) then
      return "a list of columns other than those of time"
    end
  end
  return checks.name_list(value)
end

--- A list of panels; it may be empty.
---@param value any
---@return string? expected
function checks.panels(value)
  local is_wrong = not tables.is_list(value) or tables.find(value, function(one)
    return type(one) ~= "table" or type(one.series) ~= "table" or type(one.periods) ~= "table"
  end)
  return is_wrong and "a list of panels" or nil
end

local A_PERIOD = "a month, a quarter, or a year"

--- An end of a span, where the frequency is not known yet.
---@param value any
---@return string? expected
function checks.bound(value)
  if not period.is_bound(value) then return A_PERIOD end
end

--- A period of a panel, whose frequency decides what the value means.
---@param value any
---@return string? expected
function checks.period(value)
  if not (period.is_bound(value) or period.is(value, "month")) then return A_PERIOD end
end

--- Accepts any value: only a later check can judge it.
---@return nil
function checks.any() end

return checks
