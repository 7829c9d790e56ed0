--- Numbers as text that every reader takes for the same number, whatever the host's locale.
local integer = require "urssaf.base.integer"

local numbers = {}

local huge, tointeger = math.huge, math.tointeger

-- 15 digits are a double's own if it came from so many; 17 tell any two apart.
local FORMATS = { "%.15g", "%.16g", "%.17g" }

-- Read back before anything is replaced: `tonumber` knows the decimal point that `format` wrote.
local function shortest(value)
  for _, format in ipairs(FORMATS) do
    local text = format:format(value)
    if tonumber(text) == value then return text end
  end
end

--- A number as text: whole numbers by their digits alone (12.0 is "12"), others in the shortest
-- form of 15 to 17 digits that reads back to the same double, with a decimal point ("0.1",
-- "1e-07"). It is a number of JSON too.
---@param value any
---@return string? text nil if the value is no finite number
function numbers.text(value)
  if type(value) ~= "number" or value ~= value or value == huge or value == -huge then
    return nil
  end
  local whole = integer(value) or (tointeger and tointeger(value))
  if whole then return ("%d"):format(whole) end
  -- a decimal point may have several bytes: U+066B in some locales
  return (shortest(value):gsub("[^0-9eE+-]+", "."))
end

--- The number that a text with a decimal point says, whatever the host's locale.
---@param text string
---@return number?
function numbers.parse(text)
  -- LuaJIT reads no exponent of nine digits; four nines are beyond any double as well
  local number = tonumber(text) or tonumber((text:gsub("([eE][+-]?)0*[1-9]%d%d%d%d+$", "%19999")))
  if number or not text:find(".", 1, true) then return number end
  -- some Luas ask the locale: then the point is what `format` writes
  local point = ("%.1f"):format(0.5):match("^0(.+)5$")
  return tonumber((text:gsub("%.", (point:gsub("%%", "%%%%")))))
end

--- What a message calls a value: a number without the locale's decimal comma.
---@param value any
---@return string
function numbers.shown(value)
  return numbers.text(value) or tostring(value)
end

return numbers
