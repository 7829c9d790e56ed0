--- The cache policy: whether a kept publication answers a fetch, or the portal.
--
-- `use`: an entry that was checked less than `max_age` ago answers without a request. If it is
-- older, the metadata are requested: if they still describe the same publication the entry answers,
-- else the dataset is fetched, and kept. If the portal cannot be reached an entry answers and is
-- marked as stale, unless `strict`. `refresh` always fetches. `only` and `as_of` never ask the
-- portal.
local lazy = require "urssaf.base.lazy"

local entries = lazy "urssaf.cache.entries" -- "off" reads none
local freshness = lazy "urssaf.cache.freshness" -- "only" does not ask it
local past = lazy "urssaf.cache.past" -- needed for `as_of`, and where nothing is kept

-- needed if the portal is asked
local fetch = lazy "urssaf.portal.fetch"
local renewal = lazy "urssaf.cache.renewal"

local cache = {}

-- ------------------------------------------------------------------ without the portal

local function from_disk_alone(request)
  local as_of = request.options.as_of
  local panel, kept, entry, err
  for _ = 1, 2 do -- another process may have replaced an entry after it was listed
    kept, err = entries.open(request)
    if not kept then return nil, err end
    if as_of then entry = past.entry(kept, as_of) else entry = kept:current() end
    if not entry then return past.none(kept, as_of) end
    panel, err = kept:read(entry)
    if panel then return kept:annotate(panel) end
    if err.kind ~= "cache" then return nil, err end
  end
  err.in_lua = "fetch it again with cache = \"refresh\""
  err.about = "refresh"
  err.message = ("%s; %s"):format(err.message, err.in_lua)
  return nil, err
end

-- ------------------------------------------------------------------ with the portal

local function use(request)
  local kept, err = entries.open(request)
  if not kept then return nil, err end
  local entry = kept:current()
  if not entry or not freshness.of(entry, request) then return renewal.panel(kept, entry) end
  local panel
  panel, err = kept:answer(entry)
  if panel or err then return panel, err end
  return renewal.panel(kept) -- it is damaged
end

--- Fetches a panel (see `urssaf.fetch`), or what else the request's `assembly` makes.
---@param request urssaf.portal.Request
---@return urssaf.Panel|urssaf.portal.Listing|nil panel
---@return urssaf.Error? err
function cache.panel(request)
  local mode = request.options.cache
  if request.options.as_of or mode == "only" then return from_disk_alone(request) end
  if mode == "use" then return use(request) end
  if mode == "off" then return fetch.panel(request) end
  local kept, err = entries.open(request)
  if not kept then return nil, err end
  return renewal.download(kept)
end

return cache
