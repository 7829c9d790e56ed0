--- How the values of a picture are written: whole where they are pointed at, in few characters
-- beside an axis.
local languages = require "urssaf.language"

local number_format = {}

---@class urssaf.chart.Amounts
---@field kind string? of language:kind
---@field is_signed boolean whether they are growths or changes, with a sign
local Amounts = {}
Amounts.__index = Amounts

--- How the values of a series are written.
---@param language urssaf.Language
---@param s urssaf.Series
---@return urssaf.chart.Amounts
function number_format.of(language, s)
  return setmetatable({ language = language, kind = language:kind(s),
    is_signed = languages.is_change(s) }, Amounts)
end

-- ------------------------------------------------------------------ plain numbers

-- From here on, and below there, a number is written with a power of ten.
local LARGE, SMALL = 1e15, 1e-5

local SUPERSCRIPT = { ["-"] = "\226\129\187", ["0"] = "\226\129\176", ["1"] = "\194\185",
  ["2"] = "\194\178", ["3"] = "\194\179", ["4"] = "\226\129\180", ["5"] = "\226\129\181",
  ["6"] = "\226\129\182", ["7"] = "\226\129\183", ["8"] = "\226\129\184",
  ["9"] = "\226\129\185" }

-- The power of ten that a number begins with; what rounding takes is given back.
local function magnitude(value)
  return math.floor(math.log(math.abs(value)) / math.log(10) + 1e-9)
end

local function with_power(language, value)
  local exponent = magnitude(value)
  local factor = language:number(value / 10 ^ exponent, 1):gsub("[.,]0$", "")
  local power = ("%d"):format(exponent):gsub(".", SUPERSCRIPT)
  return factor .. "\194\160×\194\16010" .. power
end

local function needs_power(value)
  local size = math.abs(value)
  return size >= LARGE or size > 0 and size < SMALL
end

local DIGITS = 4

-- Of what nobody knows the unit, some digits of any size.
local function of_unknown(language, value)
  local whole = math.floor(value) == value
  local decimals = not whole and math.max(0, DIGITS - 1 - magnitude(value)) or 0
  local text = language:number(value, math.min(decimals, 8))
  return decimals > 0 and text:gsub("0+$", ""):gsub("[.,]$", "") or text
end

-- How many decimals tell apart what differs by a step.
local function decimals_of(step)
  local decimals = 0
  while decimals < 6 and math.abs(step - math.floor(step + 0.5)) > 1e-6 * step do
    step, decimals = step * 10, decimals + 1
  end
  return decimals
end

-- ------------------------------------------------------------------ with unit and sign

local function finished(self, text, value)
  if (self.kind or ""):find "^EUR" then
    local plain = text
    text = self.language.euros:gsub("%%s", function() return plain end)
  end
  return self.is_signed and self.language:signed(text, value) or text
end

--- A value whole, with its unit where a sign says it: "1 234 €", "+3.4 %".
---@param value number
---@return string
function Amounts:value(value)
  local language = self.language
  if needs_power(value) and self.kind ~= "1" and self.kind ~= "points" then
    return finished(self, with_power(language, value), value)
  end
  if self.kind == nil then return finished(self, of_unknown(language, value), value) end
  return finished(self, language:value(value, self.kind), value)
end

-- From here on a label is written in millions.
local MILLION = 1e6

--- A value as a label in a picture: in millions where it is that large.
---@param value number
---@return string
function Amounts:label(value)
  local size = math.abs(value)
  if size < MILLION or size >= LARGE or self.kind == "1" or self.kind == "points" then
    return self:value(value)
  end
  return finished(self, self.language:short(value), value)
end

local function tick_number(language, value, step)
  if value == 0 and step < SMALL then return language:number(0) end
  if value ~= 0 and (math.max(math.abs(value), step) >= LARGE or step < SMALL) then
    return with_power(language, value)
  end
  return language:short(value, step)
end

--- A value beside an axis whose ticks are a step apart.
---@param value number
---@param step number
---@return string
function Amounts:tick(value, step)
  local language = self.language
  if self.kind == "1" then
    return finished(self, language:percent(value, decimals_of(step * 100)), value)
  end
  if self.kind == "points" then
    return finished(self, language:number(value * 100, decimals_of(step * 100)), value)
  end
  return finished(self, tick_number(language, value, step), value)
end

return number_format
