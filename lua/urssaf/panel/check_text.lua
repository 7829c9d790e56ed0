--- Numbers and periods as text for reports, whatever the host's locale.
local names = require "urssaf.base.names"
local numbers = require "urssaf.base.numbers"
local period = require "urssaf.domain.period"

local check_text = {}

-- How many spans of periods are printed.
local SPANS = 6

--- A number rounded to hundredths. string.format would write the locale's decimal point.
---@param value number
---@return string
function check_text.rounded(value)
  return numbers.text(math.floor(value * 100 + 0.5) / 100) or "?"
end

--- A share in per cent, with its sign: "+1.5 %".
---@param share number
---@return string
function check_text.signed_percent(share)
  if share == 0 then return "0 %" end
  if math.abs(share) < 0.00005 then return "less than 0.01 %" end
  return (share < 0 and "-" or "+") .. check_text.rounded(math.abs(share) * 100) .. " %"
end

--- Periods as spans: "2009-Q1 to 2009-Q4, 2010-Q3".
---@param periods string[]
---@param frequency urssaf.Frequency
---@return string
function check_text.spans(periods, frequency)
  local parts, first = {}, 1
  for i = 1, #periods do
    local following = periods[i + 1] and period.ordinal(periods[i + 1], frequency)
    if following ~= period.ordinal(periods[i], frequency) + 1 then
      parts[#parts + 1] = periods[first] .. (first < i and " to " .. periods[i] or "")
      first = i + 1
    end
  end
  return names.listed(parts, SPANS)
end

return check_text
