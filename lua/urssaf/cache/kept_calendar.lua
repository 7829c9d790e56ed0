--- What the portal's release calendar, if it is kept, says of a kept publication. It is read from
-- the disk alone; a calendar that is damaged counts as none.
local entries = require "urssaf.cache.entries"
local listings = require "urssaf.portal.listing"
local releases = require "urssaf.domain.releases"
local requests = require "urssaf.portal.request"

local kept_calendar = {}

-- The options of a request that say where its calendar is kept.
local OPTIONS = { "base_url", "api_key", "cache_dir", "json", "timeout", "max_bytes" }

local function rows_of(request)
  local options = {}
  for _, name in ipairs(OPTIONS) do options[name] = request.options[name] end
  local kept = entries.open(requests.new(options, releases.DATASET, nil, listings))
  local entry = kept and kept:current()
  local calendar = entry and kept:read(entry)
  return calendar and calendar.rows or {}
end

--- Whether a release is expected, or out, that a kept publication may not be.
---@param request urssaf.portal.Request of the publication
---@param processed integer? when the publication was processed, in seconds since 1970
---@param now integer seconds since 1970
---@return boolean? due nil if no calendar is kept, or if it cannot tell
function kept_calendar.is_due(request, processed, now)
  if request.dataset == releases.DATASET then return false end -- the calendar is in no calendar
  return releases.is_due(releases.of(rows_of(request), request.dataset), processed, now)
end

return kept_calendar
