-- The newest publication that is kept, read once and held in memory for all requests.
--
-- Nothing here opens a connection. Checking for a newer one reads some small files, in less than a
-- millisecond; reading a publication takes some milliseconds, a few times a day.
local dataset = require "dataset"
local urssaf = require "urssaf"

local publication = {}

-- Seconds between two checks.
publication.LOOK_EVERY = tonumber(os.getenv "SERVE_LOOK_EVERY") or 60

local panel, version
local looked_at = -math.huge

-- Differs for each publication, and each time that refresh.lua has confirmed the newest one.
local function newest_version()
  local newest = (urssaf.vintages(dataset) or {})[1]
  return newest and newest.path .. " " .. newest.checked_at
end

local function look()
  local newest = newest_version()
  if panel and newest == version then return end
  local read, err = urssaf.fetch(dataset, { cache = "only" })
  if read then
    panel, version = read, newest
  else
    print(tostring(err)) -- to lighttpd's error log; the panel in memory stays
  end
end

--- The panel; nil if none is kept.
function publication.current()
  local now = os.time()
  if math.abs(now - looked_at) >= publication.LOOK_EVERY then -- also if the clock was put back
    -- HAProxy may interrupt this for another request, which is answered from the panel there is
    if panel then looked_at = now end
    look()
    looked_at = now
  end
  return panel
end

return publication
