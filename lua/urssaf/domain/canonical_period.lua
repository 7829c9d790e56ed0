--- Periods as the library spells them: `"2021-03"`, `"2021-Q2"`, `"2021"`.
local canonical_period = {}

local MONTHS = {}
for number = 1, 12 do MONTHS[("%02d"):format(number)] = true end

--- The frequency of a period in this spelling; nil if the text is another.
---@param text string
---@return urssaf.Frequency?
function canonical_period.frequency(text)
  local rest = text:match "^[1-9]%d%d%d(.*)$"
  if rest == "" then return "year" end
  if not rest then return nil end
  if rest:find "^%-Q[1-4]$" then return "quarter" end
  return MONTHS[rest:match "^%-(%d%d)$"] and "month" or nil
end

return canonical_period
