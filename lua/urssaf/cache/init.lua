--- The cache policy: whether a kept publication answers a fetch, or the portal.
--
-- `use`: an entry that was checked less than `max_age` ago answers without a request. If it is
-- older, the metadata are requested: if they still describe the same publication the entry answers,
-- else the dataset is fetched, and kept. If the portal cannot be reached an entry answers and is
-- marked as stale, unless `strict`. `refresh` always fetches. `only` and `as_of` never ask the
-- portal.
local entries = require "urssaf.cache.entries"
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"
local timestamp = require "urssaf.base.timestamp"

-- "only" does not ask these
local kept_calendar = lazy "urssaf.cache.kept_calendar"
local release_calendar = lazy "urssaf.domain.release_calendar"

-- needed if the portal is asked
local fetch = lazy "urssaf.portal.fetch"
local renewal = lazy "urssaf.cache.renewal"

local cache = {}

-- ------------------------------------------------------------------ without the portal

-- The last second that `as_of` includes: of a day, its end.
local function last_second(as_of)
  local seconds = timestamp.of_iso(as_of)
  return #as_of == 10 and seconds + 86399 or seconds
end

-- The latest publication up to `as_of`; of two with the same date, the one that was fetched last.
local function entry_as_of(kept, as_of)
  local last, best = last_second(as_of), nil
  entries.sort(kept.list, "fetched_at")
  for _, entry in ipairs(kept.list) do
    local dated = entry:dated()
    if dated <= last and (not best or dated > best:dated()) then best = entry end
  end
  return best
end

local function earliest(list)
  local first = list[1]
  for _, entry in ipairs(list) do
    if entry:dated() < first:dated() then first = entry end
  end
  return first
end

local function nothing_kept(kept, as_of)
  if kept.problem then
    return errors.fail("cache", "nothing can be kept here: " .. kept.problem)
  end
  if kept.list[1] then
    return errors.fail("offline", ("no publication up to %s is kept; the earliest that is kept is"
      .. " of %s"):format(as_of, earliest(kept.list):day()))
  end
  if kept.notes[1] then return errors.fail("cache", kept.notes[1].message) end
  return errors.fail("offline", "no kept publication answers this query: fetch it once while the"
    .. " portal can be reached")
end

local function from_disk_alone(request)
  local as_of = request.options.as_of
  local panel, kept, entry, err
  for _ = 1, 2 do -- another process may have replaced an entry after it was listed
    kept, err = entries.open(request)
    if not kept then return nil, err end
    if as_of then entry = entry_as_of(kept, as_of) else entry = kept:current() end
    if not entry then return nothing_kept(kept, as_of) end
    panel, err = kept:read(entry)
    if panel then return kept:annotate(panel) end
    if err.kind ~= "cache" then return nil, err end
  end
  err.message = err.message .. "; fetch it again with cache = \"refresh\""
  return nil, err
end

-- ------------------------------------------------------------------ with the portal

-- Whether the last check is recent enough: less than `max_age` ago, or six hours while a release is
-- expected. When one is, the calendar says, if it is kept; it is read only if that matters.
local function is_fresh(entry, request)
  local now, checked = timestamp.now(), timestamp.of_iso(entry.checked_at)
  -- a clock that was set back makes nothing fresh
  if not (checked and checked <= now) then return false end
  local age, max_age = now - checked, request.options.max_age
  local processed = timestamp.of_iso(entry.data_processed or "")
  local is_fresh_by_rule = age < release_calendar.max_age(max_age, processed, now,
    request.dataset)
  if age < release_calendar.PATIENCE or age >= max_age then return is_fresh_by_rule end
  local due = kept_calendar.is_due(request, processed, now)
  if due == nil then return is_fresh_by_rule end
  return not due
end

local function use(request)
  local kept, err = entries.open(request)
  if not kept then return nil, err end
  local entry = kept:current()
  if not entry or not is_fresh(entry, request) then return renewal.panel(kept, entry) end
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
