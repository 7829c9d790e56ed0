--- Integers on every Lua, and numbers as text that reads back to the same number whatever the
-- host's locale.
local lazy = require "urssaf.base.lazy"

local decimals = lazy "urssaf.base.decimals"

local numbers = {}

local floor, huge, tointeger = math.floor, math.huge, math.tointeger
local type_of_number = math.type or function() end -- Lua 5.3 and later

--- The integer equal to a number: 12.0 becomes 12 where Lua tells them apart. nil if the value is
-- not a whole number, or so large that a double may have rounded it.
---@param value any
---@return integer?
function numbers.integer(value)
  if type(value) ~= "number" or value ~= floor(value) then return nil end
  if value <= -2 ^ 53 or value >= 2 ^ 53 then return nil end
  return tointeger and tointeger(value) or value
end

--- A number as text: whole numbers by their digits alone (12.0 is "12"), others in the shortest
-- form of 15 to 17 digits that reads back to the same double, with a decimal point ("0.1",
-- "1e-07"). The text is also a number in JSON.
---@param value any
---@return string? text nil if the value is not a finite number
function numbers.text(value)
  if type_of_number(value) == "integer" then return ("%d"):format(value) end
  if type(value) ~= "number" or value ~= value or value == huge or value == -huge then
    return nil
  end
  local whole = (tointeger or numbers.integer)(value)
  if whole then return ("%d"):format(whole) end
  return decimals.text(value)
end

--- Reads a number with a decimal point, whatever the host's locale; nil if the text is not one.
---@param text string
---@return number?
function numbers.parse(text)
  return decimals.parse(text)
end

-- Values whose text is an address, which tells nothing.
local WITHOUT_TEXT = { table = "a table", ["function"] = "a function", thread = "a thread",
  userdata = "a userdata" }

--- A value as text for messages; a number has a decimal point whatever the host's locale.
---@param value any
---@return string
function numbers.shown(value)
  return numbers.text(value) or WITHOUT_TEXT[type(value)] or tostring(value)
end

return numbers
