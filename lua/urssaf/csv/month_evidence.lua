--- Whether a column tells months, in whatever spelling, within the quarters or years of its rows:
-- their figures would pass for those of the whole. Written to be obviously right, since the specs
-- compare the C module (src/csv/month.c) with it.
local NAMES = {
  janvier = 1, january = 1, fevrier = 2, february = 2, mars = 3, march = 3, avril = 4, april = 4,
  mai = 5, may = 5, juin = 6, june = 6, juillet = 7, july = 7, aout = 8, august = 8,
  septembre = 9, september = 9, octobre = 10, october = 10, novembre = 11, november = 11,
  decembre = 12, december = 12,
}

local month_evidence = {}

local Evidence = {}
Evidence.__index = Evidence

local LONGEST, MOST_NUMBERS, LONGEST_NUMBER, LONGEST_WORD = 40, 8, 15, 12
local LENGTHS = { quarter = 3, year = 12 }

--- Starts with no cells.
---@param frequency urssaf.Frequency of the rows
---@return table evidence
function month_evidence.new(frequency)
  return setmetatable({ length = LENGTHS[frequency], count = 0, quarters = {} }, Evidence)
end

-- ------------------------------------------------------------------ splitting a cell

-- Small letters without accents, as far as names of months have them.
local ACCENTS = { ["\195\169"] = "e", ["\195\137"] = "e", ["\195\187"] = "u", ["\195\155"] = "u" }

local function plain(cell)
  return (cell:gsub("\195.", ACCENTS):gsub("[A-Z]", function(letter)
    return string.char(letter:byte() + 32)
  end))
end

-- 1 to 12 for the beginning of a month's name, of three letters or more. No two names of different
-- months begin alike but juin and juillet: "jui" is June.
local function named_month(word)
  if #word < 3 then return nil end
  local found
  for name, month in pairs(NAMES) do
    if name:sub(1, #word) == word and not (found and found < month) then found = month end
  end
  return found
end

local function place_word(said, word)
  if word == "t" then return #said == 3 end
  if word == "z" then return #said >= 5 end
  if word == "m" or word == "mois" then
    said.is_numbered = true
    return true
  end
  if said.named or #word > LONGEST_WORD then return false end
  said.named = named_month(word)
  return said.named ~= nil
end

local function place_number(said, digits)
  if #digits > LONGEST_NUMBER or #said == MOST_NUMBERS then return false end
  said[#said + 1] = { value = tonumber(digits), digits = #digits,
    is_padded = #digits > 1 and digits:sub(1, 1) == "0" }
  return true
end

local function place_separator(said, separator)
  if (separator == "+" or separator == "-") and #said >= 5 then said.zone = said.zone or #said end
  return separator:find("^[ %-/._:+]$") ~= nil
end

-- The numbers of a cell as a list, with `named`, the month in words, `is_numbered`, as in M03, and
-- `zone`, how many numbers stand before the time's zone.
local function split(cell)
  if #cell > LONGEST or cell:sub(1, 1) == "-" then return nil end
  local said, rest = {}, plain(cell:match("^(%d+)%.0+$") or cell)
  while rest ~= "" do
    local number, word = rest:match("^%d+"), rest:match("^[a-z]+")
    local ok
    if number then
      ok = place_number(said, number)
    elseif word then
      ok = place_word(said, word)
    else
      ok = place_separator(said, rest:sub(1, 1))
    end
    if not ok then return nil end
    rest = rest:sub(#(number or word or " ") + 1)
  end
  return said
end

-- ------------------------------------------------------------------ the month that a cell tells

local DAYS = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

local function days_of(year, month)
  local is_leap = year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
  return month == 2 and is_leap and 29 or DAYS[month]
end

local function tell_month(year, month, kind)
  if year < 1000 or year > 9999 or month < 1 or month > 12 then return nil end
  return { kind = kind, month = year * 12 + month - 1 }
end

-- `later`: how many days are to be added.
local function tell_day(year, month, day, later)
  local last = days_of(year, month)
  if not last or day < 1 or day > last then return nil end
  day = day + (later or 0)
  if day > last then
    local number = year * 12 + month
    year, month, day = math.floor(number / 12), number % 12 + 1, 1
  end
  if day == 1 then return tell_month(year, month, "first day") end
  local is_last = day == days_of(year, month) or month == 2 and day == 28
  return is_last and tell_month(year, month, "last day") or nil
end

local floor = math.floor

-- Seconds since 1970. Midnight in Paris is one or two hours before it.
local function tell_seconds(seconds)
  local rest, day = seconds % 86400, floor(seconds / 86400) + 719468
  if rest ~= 0 and rest ~= 82800 and rest ~= 79200 then return nil end
  local era, of_era = floor(day / 146097), day % 146097
  local year = floor((of_era - floor(of_era / 1460) + floor(of_era / 36524)
    - floor(of_era / 146096)) / 365)
  local of_year = of_era - (365 * year + floor(year / 4) - floor(year / 100))
  local month = floor((5 * of_year + 2) / 153)
  day = of_year - floor((153 * month + 2) / 5) + 1
  month = month < 10 and month + 3 or month - 9
  return tell_day(year + era * 400 + (month <= 2 and 1 or 0), month, day, rest ~= 0 and 1 or 0)
end

local function tell_alone(month)
  return month >= 1 and month <= 12 and { kind = "alone", month = month - 1 } or nil
end

local function read_one(number)
  local n, digits = number.value, number.digits
  if digits <= 2 then return tell_alone(n) end
  if digits == 6 then return tell_month(floor(n / 100), n % 100, "of year") end
  if digits == 8 then return tell_day(floor(n / 10000), floor(n / 100) % 100, n % 100) end
  if digits == 9 or digits == 10 then return tell_seconds(n) end
  if (digits == 12 or digits == 13) and n % 1000 == 0 then return tell_seconds(n / 1000) end
end

local function read_two(one, other)
  if one.digits == 4 and other.digits <= 2 then
    return tell_month(one.value, other.value, "of year")
  elseif other.digits == 4 and one.digits <= 2 then
    return tell_month(other.value, one.value, "of year")
  end
end

-- 1 if the next day begins at the time of a date, as midnight in Paris may be written, 0 if the day
-- itself does; else nil.
local function days_later(said)
  for i = 5, said.zone or #said do
    if said[i].value ~= 0 then return nil end
  end
  local hour = said[4] and said[4].value or 0
  if hour == 0 then return 0 end
  return (hour == 22 or hour == 23) and 1 or nil
end

local function read_date(said)
  local a, b, c = said[1], said[2], said[3]
  local later = days_later(said)
  if not later then return nil end
  if a.digits == 4 then return tell_day(a.value, b.value, c.value, later) end
  if c.digits ~= 4 then return nil end
  return tell_day(c.value, b.value, a.value, later) or tell_day(c.value, a.value, b.value, later)
end

local function read_named(said)
  local a, b = said[1], said[2]
  if not a then return tell_alone(said.named) end
  if not b then
    return tell_month((a.digits == 2 and 2000 or 0) + a.value, said.named, "of year")
  end
  return not said[3] and tell_day(b.value, said.named, a.value) or nil
end

local function read(cell)
  local said = split(cell)
  if not said then return nil end
  local told
  if said.named then
    told = read_named(said)
  elseif said[3] then
    told = read_date(said)
  elseif said[2] then
    told = read_two(said[1], said[2])
  elseif said[1] then
    told = read_one(said[1])
  end
  return told, said
end

-- ------------------------------------------------------------------ the cells of a column

local function is_within(told, length, period)
  local at = floor(told.month / length)
  if told.kind == "alone" then return at == period % (12 / length) end
  return at == period
end

-- Whether a month is not where the whole period ends, or begins.
local function is_finer(told, length)
  local place = told.month % length
  if told.kind == "last day" then return place ~= length - 1 end
  return told.kind ~= "first day" or place ~= 0
end

--- Adds a cell of a row. An empty one shows nothing.
---@param cell string
---@param period integer of the row, as a number
function Evidence:note(cell, period)
  if not self.length or self.is_other or cell == "" then return end
  local told, said = read(cell)
  if not told or (self.kind or told.kind) ~= told.kind
    or not is_within(told, self.length, period) then
    self.is_other = true
    return
  end
  self.kind, self.count = told.kind, self.count + 1
  self.is_finer = self.is_finer or is_finer(told, self.length)
  self.is_named = self.is_named or said.named ~= nil or said.is_numbered
  self.is_padded = self.is_padded or told.kind == "alone" and said[1] and said[1].is_padded
  self.quarters[period % 4] = true
end

--- Whether the cells tell months: "maybe", if they are a few numbers from 1 to 12 that fit.
---@return "yes"|"maybe"|"no"
function Evidence:judge()
  if self.is_other or self.count == 0 or not self.is_finer then return "no" end
  if self.kind ~= "alone" or self.is_named then return "yes" end
  local several = next(self.quarters, (next(self.quarters))) ~= nil
  local is_sure = self.length == 3 and self.count >= 3 and (several or self.is_padded)
  return is_sure and "yes" or "maybe"
end

return month_evidence
