--- Which publication answers a fetch: a kept one, or the portal's.
--
-- `use`: one that was checked less than `max_age` ago answers at once; beyond that the metadata are
-- asked, and if they still tell of the same publication the kept one answers; else the dataset is
-- fetched, and kept. Where the portal cannot be reached a kept one answers, and says that it is
-- stale, unless `strict`. `refresh` always fetches. `only` and `as_of` never ask the portal.
local errors = require "urssaf.base.errors"
local fetching = require "urssaf.portal.fetch"
local timestamp = require "urssaf.base.timestamp"
local json = require "urssaf.base.json"
local api = require "urssaf.portal.api"
local release_calendar = require "urssaf.domain.release_calendar"
local retry = require "urssaf.portal.retry"
local shelf = require "urssaf.cache.entries"
local store = require "urssaf.cache.store"

local keeping = {}

-- ------------------------------------------------------------------ without the portal

-- The last second that `as_of` names: a moment, or a day to its end.
local function limit_of(as_of)
  local seconds = timestamp.of_iso(as_of)
  return #as_of == 10 and seconds + 86399 or seconds
end

-- The latest publication up to then; of one that was fetched twice what came last.
local function entry_as_of(kept, as_of)
  local limit, best = limit_of(as_of), nil
  table.sort(kept.entries, store.latest_first("fetched_at"))
  for _, entry in ipairs(kept.entries) do
    local at = shelf.dated(entry)
    if at <= limit and (not best or at > shelf.dated(best)) then best = entry end
  end
  return best
end

local function first_of(entries)
  local first = entries[1]
  for _, entry in ipairs(entries) do
    if shelf.dated(entry) < shelf.dated(first) then first = entry end
  end
  return first
end

local function nothing_kept(kept, as_of)
  if kept.problem then
    return errors.fail("cache", "nothing can be kept here: " .. kept.problem)
  end
  if kept.entries[1] then
    return errors.fail("offline", ("no publication up to %s is kept; the first that is kept is of"
      .. " %s"):format(as_of, shelf.day_of(first_of(kept.entries))))
  end
  if kept.notes[1] then return errors.fail("cache", kept.notes[1].message) end
  return errors.fail("offline", "no publication is kept that answers this question: fetch it once"
    .. " while the portal can be reached")
end

local function from_disk_alone(job)
  local as_of = job.options.as_of
  local panel, err
  for _ = 1, 2 do -- another process may have put a newer one in the place of what was listed
    local kept = shelf.open(job)
    local entry
    if as_of then entry = entry_as_of(kept, as_of) else entry = kept:current() end
    if not entry then return nothing_kept(kept, as_of) end
    panel, err = kept:read(entry)
    if panel then return kept:hand_over(panel) end
    if err.kind ~= "cache" then return nil, err end
  end
  err.message = err.message .. "; fetch it again with cache = \"refresh\""
  return nil, err
end

-- ------------------------------------------------------------------ with the portal

local function is_fresh(entry, options)
  local now, checked = timestamp.now(), timestamp.of_iso(entry.about.checked_at)
  local processed = timestamp.of_iso(entry.about.data_processed or "")
  -- a clock that was put back makes nothing fresh
  return checked and checked <= now
    and now - checked < release_calendar.max_age(options.max_age, processed, now)
end

-- Failures after which nothing is known of the portal's data.
local UNREACHABLE = { network = true, timeout = true, tls = true, quota = true, content = true }

local function age_of(entry)
  local days = math.floor((timestamp.now() - timestamp.of_iso(entry.about.checked_at)) / 86400)
  return days <= 0 and "today" or days == 1 and "yesterday" or ("%d days ago"):format(days)
end

local function note_of_staleness(entry, err)
  local day = shelf.day_of(entry)
  return { kind = "stale", day = day, message = ("the portal could not be asked for a newer"
    .. " publication: this one is of %s, and was the newest %s. What went wrong: %s"):format(day,
    age_of(entry), tostring(err)) }
end

-- The newest publication that is kept and not damaged, where the portal cannot be reached.
local function stale(kept, err)
  local unreachable = UNREACHABLE[err.kind] or retry.is_passing(err)
  if kept.job.options.strict or not unreachable then return nil, err end
  local entry = kept:current()
  while entry do
    local panel, problem = kept:read(entry, true)
    if panel then return kept:hand_over(panel, note_of_staleness(entry, err)) end
    if problem.kind ~= "cache" then return nil, problem end
    kept:drop(entry, problem)
    entry = kept:current()
  end
  return nil, err
end

-- A kept publication; nil and an error, if it is one that matters, nil alone if it is damaged.
local function serve(kept, entry)
  local panel, err = kept:read(entry)
  if panel then return kept:hand_over(panel) end
  if err.kind ~= "cache" then return nil, err end
  kept:drop(entry, err)
end

-- The kept one, if the metadata still tell of the same publication.
local function revalidate(kept, entry, call)
  local metadata, err = fetching.metadata(call, kept.job)
  if not metadata then return stale(kept, err) end
  local is_named = entry.about.data_processed ~= nil
  if not (is_named and api.is_same_publication(entry.about.metadata, metadata)) then
    return nil
  end
  kept:confirm(entry)
  return serve(kept, entry)
end

local function fetch(kept, call)
  local job = kept.job
  if kept.problem then kept:note("this publication is not kept: " .. kept.problem) end
  function job.copy() return kept:copy() end
  local panel, err = fetching.panel(call, job)
  return panel and kept:hand_over(panel), err
end

local function use(job)
  local kept = shelf.open(job)
  local entry = kept:current()
  local panel, err
  if entry and is_fresh(entry, job.options) then
    panel, err = serve(kept, entry)
    entry = nil -- it served, or it is damaged
  end
  if entry then panel, err = revalidate(kept, entry, job.call()) end
  if panel or err then return panel, err end
  panel, err = fetch(kept, job.call())
  if panel then return panel end
  return stale(kept, err)
end

--- Fetches a panel: see `urssaf.fetch`.
---@param job table `base_url dataset options`, `call`: opens the network at its first use
---@return urssaf.Panel? panel
---@return urssaf.Error? err
function keeping.panel(job)
  local mode = job.options.cache
  if job.options.as_of or mode == "only" then return from_disk_alone(job) end
  if mode == "use" then return use(job) end
  if mode == "refresh" then return fetch(shelf.open(job), job.call()) end
  return fetching.panel(job.call(), job)
end

-- ------------------------------------------------------------------ what is kept

local function vintage_of(entry, parser)
  local about, asked = entry.about, entry.about.question
  local publication = api.publication(about.metadata)
  return {
    dataset = asked.dataset, base_url = asked.base_url, title = publication.title,
    data_processed = about.data_processed, fetched_at = about.fetched_at,
    checked_at = about.checked_at, rows = about.rows, bytes = about.bytes, url = about.url,
    path = entry.folder .. "/" .. about.csv, from = asked.from, to = asked.to,
    where = asked.where and json.decode(asked.where, parser) or nil, measures = asked.measures,
    dimensions = asked.dimensions,
  }
end

-- The entries of a dataset, the latest publication first.
local function entries_of(job)
  local kept, problem = shelf.open_store(job.options)
  if not kept then return errors.fail("cache", "nothing can be kept here: " .. problem) end
  local entries = shelf.sound(kept:all { base_url = job.base_url, dataset = job.dataset })
  table.sort(entries, store.latest_first("data_processed", "fetched_at"))
  return entries
end

--- What is kept of a dataset: see `urssaf.vintages`.
---@param job table `base_url dataset options`
---@return table[]? vintages
---@return urssaf.Error? err kind `cache`
function keeping.vintages(job)
  local entries, err = entries_of(job)
  if not entries then return nil, err end
  local list = {}
  for i, entry in ipairs(entries) do list[i] = vintage_of(entry, job.options.json) end
  return list
end

--- Removes what is kept of a dataset, by age or count: see `urssaf.prune`.
---@param job table `base_url dataset options`
---@return table[]? removed
---@return urssaf.Error? err kind `cache`
function keeping.prune(job)
  local entries, err = entries_of(job)
  if not entries then return nil, err end
  local limit = job.options.before and timestamp.of_iso(job.options.before)
  local removed, seen = {}, {}
  for _, entry in ipairs(entries) do
    seen[entry.folder] = (seen[entry.folder] or 0) + 1
    local late = job.options.keep and seen[entry.folder] > job.options.keep
    if late or (limit and shelf.dated(entry) < limit) then
      local ok, problem = store.remove(entry)
      if not ok then return errors.fail("cache", "cannot be removed: " .. problem) end
      removed[#removed + 1] = vintage_of(entry, job.options.json)
    end
  end
  return removed
end

return keeping
