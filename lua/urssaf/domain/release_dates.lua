--- Reads the dates of the portal's release calendar as spans of days: the first day and the last
-- one, as "2026-07-16". No real row of the calendar was seen when this was written, so each form is
-- read in which the portal writes dates elsewhere.
local lazy = require "urssaf.base.lazy"
local timestamp = require "urssaf.base.timestamp"

local names = lazy "urssaf.base.names" -- needed for words

local release_dates = {}

local DAY, HOUR = 86400, 3600

local function day_of(seconds)
  return timestamp.text(seconds):sub(1, 10)
end

-- ------------------------------------------------------------------ France's days

-- When the clocks change: at one o'clock UTC, on the last Sunday of March or October, which have 31
-- days. Day 0, 1970-01-01, was a Thursday.
local function change_of_clocks(year, month)
  local last = timestamp.of_iso(("%s-%s-31T01:00:00Z"):format(year, month))
  return last - (math.floor(last / DAY) + 4) % 7 * DAY
end

--- The day in France at a moment.
---@param seconds integer since 1970, UTC
---@return string
function release_dates.day(seconds)
  local year = timestamp.text(seconds):sub(1, 4)
  local is_summer = seconds >= change_of_clocks(year, "03")
    and seconds < change_of_clocks(year, "10")
  return day_of(seconds + (is_summer and 2 or 1) * HOUR)
end

-- ------------------------------------------------------------------ spans

-- A day as a span; nothing if the year has no such day.
local function single(text)
  local seconds = timestamp.of_iso(text)
  if seconds and day_of(seconds) == text then return text, text end
end

local LENGTHS = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

local function month(year, number)
  year, number = tonumber(year), tonumber(number)
  local length = LENGTHS[number]
  if not length then return nil end
  if number == 2 and single(("%04d-02-29"):format(year)) then length = 29 end
  return ("%04d-%02d-01"):format(year, number), ("%04d-%02d-%02d"):format(year, number, length)
end

local function year_of(text)
  return text .. "-01-01", text .. "-12-31"
end

local YEAR = "[12][09]%d%d"

-- The forms of a cell: a pattern, and what makes a span of its captures.
local FORMS = {
  { "^(" .. YEAR .. "%-%d%d%-%d%d)$", single },
  { "^(" .. YEAR .. "%-%d%d%-%d%d)[T ]%d%d:%d%d[%d:.]*$", single }, -- a time in France
  { "^(" .. YEAR .. "%-%d%d%-%d%d[T ]%d%d:%d%d:%d%d.+)$", function(text)
    local seconds = timestamp.of_iso(text)
    if seconds then return single(release_dates.day(seconds)) end
  end },
  { "^(%d%d)/(%d%d)/(" .. YEAR .. ")$", function(day, of_month, year)
    return single(("%s-%s-%s"):format(year, of_month, day))
  end },
  { "^(" .. YEAR .. ")%-(%d%d)$", month },
  { "^(" .. YEAR .. ")$", year_of },
}

--- The span of a cell: of a day, a moment, a month or a year.
---@param text string? nil of an empty cell
---@return string? first nil if the cell is empty or cannot be read
---@return string? last
function release_dates.span(text)
  for _, form in ipairs(text and FORMS or {}) do
    local a, b, c = text:match(form[1])
    if a then return form[2](a, b, c) end
  end
end

local MONTHS = { janvier = 1, fevrier = 2, mars = 3, avril = 4, mai = 5, juin = 6, juillet = 7,
  aout = 8, septembre = 9, octobre = 10, novembre = 11, decembre = 12 }

--- The span of a text in words: "16 juillet 2026", "juin 2026". Of "fin juin 2026" it is the whole
-- month: nobody says where its end begins.
---@param text string?
---@return string? first nil if the text is anything else
---@return string? last
function release_dates.span_in_words(text)
  local words = names.words(text or "")
  local day, name, year = words:match("^(%d%d?)e?r? (%l+) (" .. YEAR .. ")$")
  if MONTHS[name] then
    return single(("%s-%02d-%02d"):format(year, MONTHS[name], tonumber(day)))
  end
  for _, part in ipairs { "", "debut ", "mi ", "fin ", "courant " } do
    name, year = words:match("^" .. part .. "(%l+) (" .. YEAR .. ")$")
    if MONTHS[name] then return month(year, MONTHS[name]) end
  end
end

local PARTS = {
  semaine = function(day)
    local seconds = timestamp.of_iso(day)
    local monday = seconds - (math.floor(seconds / DAY) + 3) % 7 * DAY
    return day_of(monday), day_of(monday + 6 * DAY)
  end,
  mois = function(day) return month(day:sub(1, 4), day:sub(6, 7)) end,
  annee = function(day) return year_of(day:sub(1, 4)) end,
}

--- The span around a day that is known to the week, the month or the year only.
---@param day string
---@param precision string? what the calendar says of it: "semaine", "mois", "année"
---@return string first the day itself if the precision is none of these
---@return string last
function release_dates.around(day, precision)
  local part = PARTS[precision and names.words(precision) or ""]
  if part then return part(day) end
  return day, day
end

return release_dates
