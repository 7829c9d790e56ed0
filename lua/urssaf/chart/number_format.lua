--- How a chart writes the values of a series: in full in tooltips, in few characters in labels and
-- beside an axis.
local additivity = require "urssaf.domain.additivity"
local digits = require "urssaf.language.digits"
local tables = require "urssaf.base.tables"

local number_formats = {}

---@class urssaf.chart.NumberFormat
---@field language urssaf.Language
---@field kind string? the unit of the values, as `language:kind` gives it
---@field is_signed boolean whether they are growths or changes, which are written with their sign
---@field decimals integer? of values in per cent at least, if not one
---@field digits integer? significant digits of labels of an unknown unit, if not four
local NumberFormat = {}
NumberFormat.__index = NumberFormat

--- The number format of a series.
---@param language urssaf.Language
---@param s urssaf.Series
---@return urssaf.chart.NumberFormat
function number_formats.of(language, s)
  return setmetatable({ language = language, kind = language:kind(s),
    is_signed = additivity.is_change(s) }, NumberFormat)
end

-- ------------------------------------------------------------------ plain numbers

-- Numbers from LARGE on, and those below SMALL, are written with a power of ten.
local LARGE, SMALL = 1e15, 1e-5

local SUPERSCRIPT = { ["-"] = "\226\129\187", ["0"] = "\226\129\176", ["1"] = "\194\185",
  ["2"] = "\194\178", ["3"] = "\194\179", ["4"] = "\226\129\180", ["5"] = "\226\129\181",
  ["6"] = "\226\129\182", ["7"] = "\226\129\183", ["8"] = "\226\129\184",
  ["9"] = "\226\129\185" }

-- The exponent of a number's leading digit. The logarithm of a power of ten may be rounded down to
-- just below the exponent.
local function magnitude(value)
  return math.floor(math.log(math.abs(value)) / math.log(10) + 1e-9)
end

-- With as many decimals as tell multiples of `step` apart, if there is one, else with one.
local function with_power(language, value, step)
  local exponent = magnitude(value)
  local decimals = step and math.max(exponent - magnitude(step), 1) or 1
  local factor = language:number(value / 10 ^ exponent, math.min(decimals, 15))
    :gsub("[.,]0$", "")
  local power = ("%d"):format(exponent):gsub(".", SUPERSCRIPT)
  return factor .. "\194\160×\194\16010" .. power
end

local function needs_power(value)
  local size = math.abs(value)
  return size >= LARGE or size > 0 and size < SMALL
end

local FEWEST_DIGITS, DIGITS = 2, 4

-- A value of unknown unit: four significant digits, or as many as are given, but no digit of the
-- integer part is left out.
local function of_unknown_unit(language, value, most)
  local whole = math.floor(value) == value
  local decimals = not whole and math.max(0, (most or DIGITS) - 1 - magnitude(value)) or 0
  local text = language:number(value, math.min(decimals, 8))
  return decimals > 0 and text:gsub("0+$", ""):gsub("[.,]$", "") or text
end

-- ------------------------------------------------------------------ with unit and sign

-- Shares and rates in per cent, and the differences between them, are never large or small.
local IS_SHARE = { ["1"] = true, ["%"] = true, points = true, pt = true }

-- Per cent, and what a value is divided by to be a fraction.
local PER_CENT = { ["1"] = 1, ["%"] = 100 }

local function is_share(kind)
  return IS_SHARE[kind or ""] or false
end

-- Adds the euro sign, and the sign of a growth or change.
local function finished(self, text, value)
  if (self.kind or ""):find "^EUR" then text = self.language:in_euros(text) end
  return self.is_signed and self.language:signed(text, value) or text
end

--- Whether the values are growths: changes relative to what was before.
---@return boolean
function NumberFormat:is_growth()
  return self.is_signed and PER_CENT[self.kind] ~= nil
end

--- A value in full: "1 234 €", "+3.4 %".
---@param value number
---@return string
function NumberFormat:value(value)
  local language = self.language
  if needs_power(value) and not is_share(self.kind) then
    return finished(self, with_power(language, value), value)
  end
  if self.kind == nil then return finished(self, of_unknown_unit(language, value), value) end
  if PER_CENT[self.kind] then
    local share = value / PER_CENT[self.kind]
    local decimals = self.decimals and digits.decimals(share * 100, self.decimals)
    return finished(self, language:percent(share, decimals), value)
  end
  return finished(self, language:value(value, self.kind), value)
end

local MOST_DECIMALS = 3

-- Whether values that differ, one at the end of a range and one at the beginning of the next, are
-- written differently as labels.
local function are_apart(self, ranges)
  for i = 2, #ranges do
    local before, after = ranges[i - 1].high, ranges[i].low
    if before ~= after and self:label(before) == self:label(after) then return false end
  end
  return true
end

--- Gives values in per cent as many decimals as make these ranges read differently, if up to three
-- do; and labels of an unknown unit as few digits as do so.
---@param ranges { low: number, high: number }[] from low to high
function NumberFormat:tell_apart(ranges)
  if self.kind == nil then
    self.digits = FEWEST_DIGITS
    while self.digits < DIGITS and not are_apart(self, ranges) do self.digits = self.digits + 1 end
  end
  if not PER_CENT[self.kind] then return end
  for decimals = 1, MOST_DECIMALS do
    self.decimals = decimals
    local texts = tables.map(ranges, function(range)
      return self:value(range.low) .. " " .. self:value(range.high)
    end)
    if #tables.unique(texts) == #ranges then return end
  end
  self.decimals = nil
end

local MILLION = 1e6

--- A value as a label: from a million on, in millions or billions.
---@param value number
---@return string
function NumberFormat:label(value)
  local size = math.abs(value)
  if self.digits and size < MILLION and not needs_power(value) then
    return finished(self, of_unknown_unit(self.language, value, self.digits), value)
  end
  if size < MILLION or size >= LARGE or is_share(self.kind) then return self:value(value) end
  return finished(self, self.language:short(value), value)
end

local function tick_number(language, value, step, largest)
  if value == 0 and step < SMALL then return language:number(0) end
  if value ~= 0 and (math.max(math.abs(value), step) >= LARGE or step < SMALL) then
    return with_power(language, value, step)
  end
  return language:short(value, step, value ~= 0 and largest or nil)
end

--- A value as a tick label of an axis whose ticks are a step apart.
---@param value number
---@param step number
---@param largest number? the size of the largest value of the axis
---@return string
function NumberFormat:tick(value, step, largest)
  local language, decimals = self.language, digits.of_step(step * 100)
  local fine = digits.of_step(step)
  local text = self.kind == "1" and language:percent(value, decimals)
    or self.kind == "%" and language:percent(value / 100, fine)
    or self.kind == "pt" and language:number(value, fine)
    or self.kind == "points" and language:number(value * 100, decimals)
    or tick_number(language, value, step, largest)
  return finished(self, text, value)
end

return number_formats
