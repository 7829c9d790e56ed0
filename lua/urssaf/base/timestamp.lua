--- Times as the portal, HTTP and files write them, read to and written from seconds since 1970
-- (UTC). The library of Lua is not used for that: `os.time` depends on the machine's time zone,
-- `os.date` on its locale.
local timestamp = {}

local DAY = 86400

-- Days since 1970-01-01 in the Gregorian calendar. Years are counted from March on, so that a leap
-- day is the last day of a year.
local function days(year, month, day)
  if month <= 2 then year, month = year - 1, month + 12 end
  local leaps = math.floor(year / 4) - math.floor(year / 100) + math.floor(year / 400)
  return 365 * year + leaps + math.floor((153 * (month - 3) + 2) / 5) + day - 1 - 719468
end

local LENGTHS = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

local function length_of(year, month)
  local is_leap = year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
  return month == 2 and is_leap and 29 or LENGTHS[month]
end

--- The time of a day and hour; nil if there is no such one, as on 29 February of most years.
---@param year string|number
---@param month string|number
---@param day string|number
---@param hour string|number
---@param minute string|number
---@param second string|number
---@return integer? seconds
function timestamp.of_parts(year, month, day, hour, minute, second)
  year, month, day = tonumber(year), tonumber(month), tonumber(day)
  hour, minute, second = tonumber(hour), tonumber(minute), tonumber(second)
  if not LENGTHS[month] or day < 1 or day > length_of(year, month) or hour > 23 or minute > 59
      or second > 60 then
    return nil
  end
  return days(year, month, day) * DAY + hour * 3600 + minute * 60 + second
end

local function offset_of(zone)
  if zone == "" or zone == "Z" or zone == "z" then return 0 end
  local sign, hours, minutes = zone:match("^([+-])(%d%d):?(%d%d)$")
  if not sign then return nil end
  local seconds = tonumber(hours) * 3600 + tonumber(minutes) * 60
  return sign == "+" and seconds or -seconds
end

--- Reads a date, or a date and time, of ISO 8601, with a T or a space between them. Without a zone
-- it is UTC; fractions of a second are dropped. nil if it is not one.
---@param text string
---@return integer? seconds
function timestamp.of_iso(text)
  local year, month, day, rest = text:match("^(%d%d%d%d)%-(%d%d)%-(%d%d)(.*)$")
  if not year then return nil end
  if rest == "" then return timestamp.of_parts(year, month, day, 0, 0, 0) end
  local hour, minute, second, zone = rest:match("^[T ](%d%d):(%d%d):(%d%d)%.?%d*(.*)$")
  local seconds = hour and timestamp.of_parts(year, month, day, hour, minute, second)
  local offset = seconds and offset_of(zone)
  return offset and seconds - offset
end

-- The year, month and day of a number of days: the inverse of `days`.
local function date_of(day)
  day = day + 719468
  local era = math.floor(day / 146097)
  local of_era = day - era * 146097
  local year = math.floor((of_era - math.floor(of_era / 1460) + math.floor(of_era / 36524)
    - math.floor(of_era / 146096)) / 365)
  local of_year = of_era - (365 * year + math.floor(year / 4) - math.floor(year / 100))
  local month = math.floor((5 * of_year + 2) / 153)
  local of_month = of_year - math.floor((153 * month + 2) / 5) + 1
  if month >= 10 then return era * 400 + year + 1, month - 9, of_month end
  return era * 400 + year, month + 3, of_month
end

--- A time as "2026-07-16T07:30:12Z".
---@param seconds number
---@return string
function timestamp.text(seconds)
  seconds = math.floor(seconds)
  local year, month, day = date_of(math.floor(seconds / DAY))
  local rest = seconds % DAY
  return ("%04d-%02d-%02dT%02d:%02d:%02dZ"):format(year, month, day, math.floor(rest / 3600),
    math.floor(rest / 60) % 60, rest % 60)
end

--- The current time; nil in a host without a clock (`os`).
---@return integer? seconds
function timestamp.now()
  return rawget(_G, "os") and os.time()
end

--- The current time as text; nil in a host without a clock.
---@return string?
function timestamp.stamp()
  local now = timestamp.now()
  return now and timestamp.text(now)
end

return timestamp
