--- What the portal's release calendar, if it is kept, says of a kept publication. It is read from
-- the disk alone; a calendar that is damaged counts as none.
local datasets = require "urssaf.domain.datasets"
local entries = require "urssaf.cache.entries"
local lazy = require "urssaf.base.lazy"
local requests = require "urssaf.portal.request"
local stores = require "urssaf.cache.store"

-- needed if there is a calendar
local records = lazy "urssaf.csv.records"
local releases = lazy "urssaf.domain.releases"

local kept_calendar = {}

-- The options of a request that say where its calendar is kept.
local OPTIONS = { "base_url", "api_key", "cache_dir", "json", "timeout" }

local function entry_of(request)
  local options = {}
  for _, name in ipairs(OPTIONS) do options[name] = request.options[name] end
  local kept = entries.open(requests.new(options, datasets.CALENDAR))
  return kept and kept:current()
end

-- The bytes of an entry; nil if they are too many, or not those that were written.
local function bytes_of(entry)
  local next_block = entry.bytes <= records.MOST_BYTES and stores.blocks(entry)
  if not next_block then return nil end
  local parts = {}
  local block, problem = next_block()
  while block do
    parts[#parts + 1] = block
    block, problem = next_block()
  end
  return not problem and table.concat(parts) or nil
end

-- The rows about a dataset; none if the bytes are no calendar.
local function rows_of(bytes, dataset)
  local decoder = records.new()
  local ok, plain = decoder:feed(records.excerpt(bytes, dataset)), nil
  if ok then plain = decoder:finish() end
  decoder:close()
  return plain and plain.records or {}
end

--- Whether a release is expected, or out, that a kept publication may not be.
---@param request urssaf.portal.Request of the publication
---@param processed integer? when the publication was processed, in seconds since 1970
---@param now integer seconds since 1970
---@return boolean? due nil if no calendar is kept, or if it cannot tell
function kept_calendar.is_due(request, processed, now)
  local dataset = request.dataset
  if dataset == datasets.CALENDAR then return false end -- the calendar is in no calendar
  local entry = entry_of(request)
  local bytes = entry and bytes_of(entry)
  if not bytes then return nil end
  return releases.is_due(releases.of(rows_of(bytes, dataset), dataset), processed, now)
end

return kept_calendar
