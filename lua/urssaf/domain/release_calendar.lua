--- When publications are due: by the portal's own calendar two quarters at once, about 200 days
-- after the end of each half-year, so about mid-January and mid-July.
local timestamp = require "urssaf.base.timestamp"

local release_calendar = {}

local DAY = 86400
local LAG = 200 * DAY
-- how long before and after that day a publication may be expected
local EARLY, LATE = 30 * DAY, 60 * DAY
-- how long nothing is asked while one is expected
local PATIENCE = 6 * 3600

local HALF_YEAR_ENDS = { "06-30", "12-31" }

-- The beginning of the time in which a publication is expected, if it is such a time.
local function expected_since(now)
  local year = tonumber(timestamp.text(now):sub(1, 4))
  for before = 0, 1 do
    for _, day in ipairs(HALF_YEAR_ENDS) do
      local due = timestamp.of_iso(("%04d-%s"):format(year - before, day)) + LAG
      if now >= due - EARLY and now <= due + LATE then return due - EARLY end
    end
  end
end

--- How long a kept publication may go unchecked: no longer than `max_age`, and only hours while the
-- next one is expected.
---@param max_age number seconds
---@param processed integer? when the kept one was processed, in seconds since 1970
---@param now integer
---@return number seconds
function release_calendar.max_age(max_age, processed, now)
  local since = expected_since(now)
  if since and (not processed or processed < since) then return math.min(max_age, PATIENCE) end
  return max_age
end

return release_calendar
