--- The kept vintages of a dataset: lists and removes them.
local dataset_entries = require "urssaf.cache.dataset_entries"
local entries = require "urssaf.cache.entries"
local errors = require "urssaf.base.errors"
local files = require "urssaf.cache.files"
local json = require "urssaf.base.json"
local latest_first = require "urssaf.cache.latest_first"
local publications = require "urssaf.portal.publication"
local timestamp = require "urssaf.base.timestamp"

local vintages = {}

local function vintage_of(entry, parser)
  local query = entry.query
  return {
    dataset = query.dataset, base_url = query.base_url,
    title = publications.source(entry.metadata).title, data_processed = entry.data_processed,
    fetched_at = entry.fetched_at, checked_at = entry.checked_at, rows = entry.rows,
    bytes = entry.bytes, url = entry.url, path = entry.folder .. "/" .. entry.csv,
    where = query.where and json.decode(query.where, parser) or nil, from = query.from,
    to = query.to, measures = query.measures, dimensions = query.dimensions,
  }
end

-- The entries of a dataset, the latest publication first; `message` says that there are none here.
local function entries_of(request, message)
  local store, problem = entries.open_store(request.options)
  local list
  if store then list, problem = dataset_entries.list(store, request) end
  if not list then
    return errors.fail(files.problem() and "host" or "cache", message:format(problem))
  end
  latest_first(list, "data_processed", "fetched_at")
  return list
end

--- What is kept of a dataset: see `urssaf.vintages`.
---@param request urssaf.portal.Request
---@return urssaf.Vintage[]? vintages
---@return urssaf.Error? err kinds `host`, `cache`
function vintages.list(request)
  local list, err = entries_of(request, "kept publications cannot be listed here: %s")
  if not list then return nil, err end
  for i, entry in ipairs(list) do list[i] = vintage_of(entry, request.options.json) end
  return list
end

--- Removes what is kept of a dataset, by age or count: see `urssaf.prune`.
---@param request urssaf.portal.Request
---@return urssaf.Vintage[]? removed
---@return urssaf.Error? err kinds `host`, `cache`
function vintages.prune(request)
  local list, err = entries_of(request, "kept publications cannot be removed here: %s")
  if not list then return nil, err end
  local options = request.options
  local limit = options.before and timestamp.of_iso(options.before)
  local removed, seen = {}, {}
  for _, entry in ipairs(list) do
    seen[entry.folder] = (seen[entry.folder] or 0) + 1
    local surplus = options.keep and seen[entry.folder] > options.keep
    if surplus or (limit and entry:dated() < limit) then
      local ok, problem = dataset_entries.remove(entry)
      if not ok then return errors.fail("cache", "cannot be removed: " .. problem) end
      removed[#removed + 1] = vintage_of(entry, options.json)
    end
  end
  return removed
end

-- The moments of the publications of which all is kept, the oldest first.
local function moments_of(list)
  local moments, seen = {}, {}
  for i = #list, 1, -1 do
    local one = list[i]
    local is_whole = not (one.where or one.from or one.to or one.measures or one.dimensions)
    local moment = is_whole and one.data_processed
    if moment and not seen[moment] then moments[#moments + 1], seen[moment] = moment, true end
  end
  return moments
end

--- The kept publications of a whole dataset as panels, the oldest first, each read when it is asked
-- for; or the panels that are given instead.
---@param client urssaf.Client
---@param dataset string
---@param given table `panels cache_dir log`
---@return (fun(): urssaf.Panel?, urssaf.Error?)? next_panel
---@return urssaf.Error? err
function vintages.panels(client, dataset, given)
  local at, list, err = 0, given.panels, nil
  if not list then list, err = client:vintages(dataset, { cache_dir = given.cache_dir }) end
  if not list then return nil, err end
  local moments = given.panels or moments_of(list)
  return function()
    at = at + 1
    if given.panels or not moments[at] then return moments[at] end
    return client:fetch(dataset, { as_of = moments[at], cache = "only",
      cache_dir = given.cache_dir, log = given.log })
  end
end

return vintages
