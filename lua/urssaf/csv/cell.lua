--- Reads the text of one cell: as a number, a year, a quarter, a last day, a code.
local numbers = require "urssaf.base.numbers"

local cells = {}

local LONGEST_NUMBER, LONGEST_CODE = 64, 8

--- A number such as -3.5, 12, 12.0 or 1e6, without blanks or any other characters.
---@param cell string
---@return number? number a float in every Lua; nil if it is not a number, or too large for a double
function cells.number(cell)
  local rest = #cell <= LONGEST_NUMBER and cell:match("^%-?%d+(.*)$")
  rest = rest and (rest:match("^%.%d+(.*)$") or rest)
  if not rest or not (rest == "" or rest:find("^[eE][+-]?%d+$")) then return nil end
  local number = numbers.parse(cell)
  if number == math.huge or number == -math.huge then return nil end
  return number == 0 and 0.0 or number + 0.0 -- no -0
end

--- A year: 2021, or its first day, 2021-01-01.
---@param cell string
---@return number?
function cells.year(cell)
  local year = cell:match("^(%d%d%d%d)$") or cell:match("^(%d%d%d%d)%-01%-01$")
  year = year and tonumber(year)
  return year and year >= 1000 and year or nil
end

--- A quarter: 3, T3 or Q3.
---@param cell string
---@return number?
function cells.quarter(cell)
  return tonumber((cell:match("^[TtQq]?([1-4])$")))
end

local DAYS = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

-- T00:00:00, T00:00:00.000, T00:00:00Z, T00:00:00+00:00
local function is_midnight(tail)
  local zone = tail:match("^T00:00:00(.*)$")
  zone = zone and (zone:match("^%.0+(.*)$") or zone)
  return zone == "" or zone == "Z" or (zone or ""):find("^[+-]%d%d:%d%d$") ~= nil
end

local function is_leap(year)
  return year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
end

-- The year, month and day of 2021-09-30, with or without the time of midnight, or of 30/09/2021.
local function date(cell)
  local day, month, year = cell:match("^(%d%d)/(%d%d)/(%d%d%d%d)$")
  if day then return tonumber(year), tonumber(month), tonumber(day) end
  local tail
  year, month, day, tail = cell:match("^(%d%d%d%d)%-(%d%d)%-(%d%d)(.*)$")
  if year and (tail == "" or is_midnight(tail)) then
    return tonumber(year), tonumber(month), tonumber(day)
  end
end

--- The last day of a month. Some files write 28 for the end of February in every year.
---@param cell string
---@return number? year
---@return number? month
function cells.last_day(cell)
  local year, month, day = date(cell)
  if not year or year < 1000 then return nil end
  if day == DAYS[month] or (month == 2 and day == 29 and is_leap(year)) then return year, month end
end

--- A code in a single spelling: "1" becomes "01", "2a" becomes "2A".
---@param cell string
---@param width integer? how many digits a code of digits has; nil or 0 if the cell is not a code
---@return string
function cells.code(cell, width)
  if not width or width == 0 or cell == "" or #cell > LONGEST_CODE then return cell end
  if cell:find("^%d+$") then return ("0"):rep(width - #cell) .. cell end
  return (cell:gsub("[a-z]", function(letter) return string.char(letter:byte() - 32) end))
end

return cells
