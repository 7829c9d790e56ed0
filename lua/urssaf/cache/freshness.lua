--- Whether an entry answers without a request.
local lazy = require "urssaf.base.lazy"
local timestamp = require "urssaf.base.timestamp"

-- needed after an hour, and while a release is expected
local release_calendar = lazy "urssaf.domain.release_calendar"
local kept_calendar = lazy "urssaf.cache.kept_calendar"

local freshness = {}

-- Less than the patience of the release calendar, which need not be loaded so soon.
local HOUR = 3600

--- Whether the last check is recent enough: less than `max_age` ago, or six hours while a release
-- is expected. When one is, the calendar says, if it is kept; it is read only if that matters.
---@param entry urssaf.cache.Entry
---@param request urssaf.portal.Request
---@return boolean
function freshness.of(entry, request)
  local now, checked = timestamp.now(), timestamp.of_iso(entry.checked_at)
  -- a clock that was set back makes nothing fresh
  if not (checked and checked <= now) then return false end
  local age, max_age = now - checked, request.options.max_age
  if age >= max_age then return false end
  if age < HOUR then return true end
  local processed = timestamp.of_iso(entry.data_processed or "")
  local is_fresh_by_rule = age < release_calendar.max_age(max_age, processed, now,
    request.dataset)
  if age < release_calendar.PATIENCE then return is_fresh_by_rule end
  local due = kept_calendar.is_due(request, processed, now)
  if due == nil then return is_fresh_by_rule end
  return not due
end

return freshness
