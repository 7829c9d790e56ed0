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
  local text = ("%%.%df"):format(decimals):format(size)
  return text:match "^%d+", decimals > 0 and text:match "%d+$" or ""
end

--- The digits of a figure before and after the decimal point, without its sign.
---@param value number
---@param decimals integer
---@return string whole
---@return string part of so many digits
function digits.of(value, decimals)
  local scale, size = decimals == 0 and 1 or 10 ^ decimals, math.abs(value + 0.0)
  if size * scale >= WHOLE_FROM then return of_large(value, size, decimals) end
  local scaled = math.floor(size * scale + 0.5)
  if decimals == 0 then return ("%.0f"):format(scaled), "" end
  local whole = math.floor(scaled / scale)
  return ("%.0f"):format(whole), ("%%0%d.0f"):format(decimals):format(scaled - whole * scale)
end

--- The decimals that tell apart numbers which differ by a multiple of `step`; at most six.
---@param step number
---@return integer
function digits.of_step(step)
  local decimals = 0
  while decimals < 6 and math.abs(step - math.floor(step + 0.5)) > 1e-9 * step do
    step, decimals = step * 10, decimals + 1
  end
  return decimals
end

-- A figure below half of the last of so many decimals is nothing but the rounding of others.
local MOST_DECIMALS = 6

--- The decimals of a figure that is not to read as zero: at least so many, and as many as show one
-- digit that is not zero, if up to six do.
---@param value number?
---@param least integer
---@return integer
function digits.decimals(value, least)
  local size = digits.is_figure(value) and math.abs(value) or 0
  if size * 10 ^ MOST_DECIMALS < 0.5 then return least end
  local decimals = least
  while size * 10 ^ decimals < 0.5 do decimals = decimals + 1 end
  return decimals
end

--- Digits in groups of three.
---@param text string
---@param separator string
---@return string
function digits.grouped(text, separator)
  if #text <= 3 then return text end
  local first = (#text - 1) % 3 + 1
  return text:sub(1, first) .. text:sub(first + 1):gsub("...", separator .. "%0")
end

return digits
