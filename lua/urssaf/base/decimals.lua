--- Numbers that are not whole, as text and back: see numbers.lua.
local decimals = {}

-- A number first written with up to 15 digits is restored by 15; 17 tell any two doubles apart.
local FORMATS = { "%.15g", "%.16g", "%.17g" }

-- The text has the locale's decimal point, which `format` writes and `tonumber` reads.
local function shortest(value)
  for _, format in ipairs(FORMATS) do
    local text = format:format(value)
    if tonumber(text) == value then return text end
  end
end

--- The shortest text of 15 to 17 digits that reads back to the same double, with a decimal point.
---@param value number finite
---@return string
function decimals.text(value)
  local text = shortest(value)
  if text:find(".", 1, true) then return text end
  -- a decimal point may have several bytes: U+066B in some locales
  return (text:gsub("[^0-9eE+-]+", "."))
end

--- Reads a number with a decimal point, whatever the host's locale; nil if the text is not one.
---@param text string
---@return number?
function decimals.parse(text)
  -- LuaJIT cannot read an exponent of nine digits; 9999 overflows (or underflows) just as well
  local number = tonumber(text) or tonumber((text:gsub("([eE][+-]?)0*[1-9]%d%d%d%d+$", "%19999")))
  if number or not text:find(".", 1, true) then return number end
  -- where `tonumber` depends on the locale, it expects the decimal point that `format` writes
  local point = ("%.1f"):format(0.5):match("^0(.+)5$")
  return tonumber((text:gsub("%.", (point:gsub("%%", "%%%%")))))
end

return decimals
