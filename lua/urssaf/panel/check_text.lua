--- Numbers and periods as text for notes and findings, in English, whatever the host's locale.
local lazy = require "urssaf.base.lazy"
local names = require "urssaf.base.names"
local numbers = require "urssaf.base.numbers"
local period = require "urssaf.domain.period"

local digits = lazy "urssaf.language.digits"
local languages = lazy "urssaf.language"

local check_text = {}

-- How many spans of periods are printed.
local SPANS = 6

-- How many decimals a number has at most; with more it would be written with a power of ten.
local MOST_DECIMALS = 4

--- A number rounded to hundredths; one that would read as zero to its first digit, if that is
-- within four decimals. string.format would write the locale's decimal point.
---@param value number
---@return string
function check_text.rounded(value)
  local scale = 10 ^ math.min(digits.decimals(value, 2), MOST_DECIMALS)
  return numbers.text(math.floor(value * scale + 0.5) / scale) or "?"
end

--- A share in per cent, with its sign: "+1.5 %".
---@param share number
---@return string
function check_text.signed_percent(share)
  if share == 0 then return "0 %" end
  if math.abs(share) < 0.00005 then return "less than 0.01 %" end
  return (share < 0 and "-" or "+") .. check_text.rounded(math.abs(share) * 100) .. " %"
end

--- A period in words, "Q2 2021" or "January 2021". A line may break at its blank.
---@param name string
---@return string
function check_text.period(name)
  return (languages.of("en"):period(name):gsub("\194\160", " "))
end

--- Periods as spans: "Q1 2009 to Q4 2009, Q3 2010".
---@param periods string[]
---@param frequency urssaf.Frequency
---@param name_of (fun(period: string): string)? by default `check_text.period`
---@param to string? between the first and the last period of a span, by default " to "
---@return string
function check_text.spans(periods, frequency, name_of, to)
  name_of = name_of or check_text.period
  local parts, first = {}, 1
  for i = 1, #periods do
    local following = periods[i + 1] and period.ordinal(periods[i + 1], frequency)
    if following ~= period.ordinal(periods[i], frequency) + 1 then
      local last = first < i and (to or " to ") .. name_of(periods[i]) or ""
      parts[#parts + 1] = name_of(periods[first]) .. last
      first = i + 1
    end
  end
  return names.listed(parts, SPANS)
end

return check_text
