--- The digits of a number for people: rounded half away from zero, in groups of three.
local numbers = require "urssaf.base.numbers"

local digits = {}

-- From here on a double has no half that could be added to round it.
local WHOLE_FROM = 2 ^ 52

--- Whether a value is a figure: not missing, not infinite, and a number.
---@param value number?
---@return boolean
function digits.is_figure(value)
  return value ~= nil and value == value and value ~= math.huge and value ~= -math.huge
end

-- The digits of a number that is too large to be rounded by adding a half. An integer of 64 bits
-- has more digits than a double.
local function of_large(value, size, decimals)
  local whole = (numbers.text(value) or ""):match "^-?(%d+)$"
  if whole then return whole, ("0"):rep(decimals) end
  local text = ("%." .. decimals .. "f"):format(size)
  return text:match "^%d+", decimals > 0 and text:match "%d+$" or ""
end

--- The digits of a figure before and after the decimal point, without its sign.
---@param value number
---@param decimals integer
---@return string whole
---@return string part of so many digits
function digits.of(value, decimals)
  local scale, size = 10 ^ decimals, math.abs(value + 0.0)
  if size * scale >= WHOLE_FROM then return of_large(value, size, decimals) end
  local scaled = math.floor(size * scale + 0.5)
  local whole = math.floor(scaled / scale)
  local part = decimals > 0 and ("%0" .. decimals .. ".0f"):format(scaled - whole * scale) or ""
  return ("%.0f"):format(whole), part
end

--- Digits in groups of three.
---@param text string
---@param separator string
---@return string
function digits.grouped(text, separator)
  local first = #text % 3
  local groups = text:sub(1, first)
  for i = first + 1, #text, 3 do
    groups = groups .. (groups ~= "" and separator or "") .. text:sub(i, i + 2)
  end
  return groups
end

return digits
