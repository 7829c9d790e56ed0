--- The values that a picture shows: how far they reach, and where.
local errors = require "urssaf.base.errors"
local numbers = require "urssaf.base.numbers"

local extent = {}

-- Beyond this, differences are no numbers any more.
local LARGEST = 1e300

local function check(s, value, name)
  if value == value and math.abs(value) <= LARGEST then return end
  errors.misuse("%s of %s cannot be drawn: %s", name, s.measure, numbers.shown(value))
end

--- Lowest and highest value of a list of series; nil if there is none.
---@param list urssaf.Series[]
---@return table? { low, high, low_at, high_at, low_series, high_series, count }
function extent.of(list)
  local found
  for _, s in ipairs(list) do
    for i, name in ipairs(s.periods) do
      local value = s.values[i]
      if value ~= nil then
        check(s, value, name)
        found = found or { low = value, high = value, low_at = name, high_at = name,
          low_series = s, high_series = s, count = 0 }
        found.count = found.count + 1
        if value < found.low then
          found.low, found.low_at, found.low_series = value, name, s
        elseif value > found.high then
          found.high, found.high_at, found.high_series = value, name, s
        end
      end
    end
  end
  return found
end

return extent
