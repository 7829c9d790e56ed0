--- Reads a date of HTTP in any of its three forms (RFC 9110, section 5.6.7).
local timestamp = require "urssaf.base.timestamp"

local MONTHS = { jan = 1, feb = 2, mar = 3, apr = 4, may = 5, jun = 6, jul = 7, aug = 8, sep = 9,
  oct = 10, nov = 11, dec = 12 }

local function full_year(digits)
  local year = tonumber(digits)
  if #digits > 2 then return year end
  return year + (year < 70 and 2000 or 1900)
end

---@param text string
---@return integer? seconds since 1970; nil if it is not one
return function(text)
  local day, month, year, hour, minute, second = text:match(
    "^%s*%a+, (%d%d?)[ -](%a%a%a)[ -](%d+) (%d%d):(%d%d):(%d%d) GMT%s*$")
  if not day then -- the form of asctime
    month, day, hour, minute, second, year = text:match(
      "^%s*%a+ (%a%a%a) +(%d%d?) (%d%d):(%d%d):(%d%d) (%d%d%d%d)%s*$")
  end
  month = month and MONTHS[month:lower()]
  return month and timestamp.of_parts(full_year(year), month, day, hour, minute, second)
end
