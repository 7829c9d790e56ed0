--- When publications are due. By the portal's calendar, two quarters are published at once, about
-- 200 days after the end of each half-year: about mid-January and mid-July.
local timestamp = require "urssaf.base.timestamp"

local release_calendar = {}

local DAY = 86400
local LAG = 200 * DAY
-- how long before and after the due day a publication is expected
local EARLY, LATE = 30 * DAY, 60 * DAY

--- The longest time between two checks while a publication is expected: six hours, in seconds.
release_calendar.PATIENCE = 6 * 3600

local HALF_YEAR_ENDS = { "06-30", "12-31" }

-- The beginning of the time in which a publication is expected; nil if none is expected now.
local function expected_since(now)
  local year = tonumber(timestamp.text(now):sub(1, 4))
  for before = 0, 1 do
    for _, day in ipairs(HALF_YEAR_ENDS) do
      local due = timestamp.of_iso(("%04d-%s"):format(year - before, day)) + LAG
      if now >= due - EARLY and now <= due + LATE then return due - EARLY end
    end
  end
end

--- How long a kept publication may go unchecked: no longer than `max_age`, and at most six hours
-- while the next one is expected.
---@param max_age number seconds
---@param processed integer? when the kept publication was processed, in seconds since 1970
---@param now integer seconds since 1970
---@return number seconds
function release_calendar.max_age(max_age, processed, now)
  local since = expected_since(now)
  if since and (not processed or processed < since) then
    return math.min(max_age, release_calendar.PATIENCE)
  end
  return max_age
end

return release_calendar
