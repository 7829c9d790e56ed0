--- The kept vintages of a dataset: lists and removes them.
local entries = require "urssaf.cache.entries"
local errors = require "urssaf.base.errors"
local json = require "urssaf.base.json"
local publications = require "urssaf.portal.publication"
local stores = require "urssaf.cache.store"
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

-- The entries of a dataset, the latest publication first.
local function entries_of(request)
  local store, problem = entries.open_store(request.options)
  local list
  if store then list, problem = store:all(request) end
  if not list then return errors.fail("cache", "nothing can be kept here: " .. problem) end
  entries.sort(list, "data_processed", "fetched_at")
  return list
end

--- What is kept of a dataset: see `urssaf.vintages`.
---@param request urssaf.portal.Request
---@return urssaf.Vintage[]? vintages
---@return urssaf.Error? err kind `cache`
function vintages.list(request)
  local list, err = entries_of(request)
  if not list then return nil, err end
  for i, entry in ipairs(list) do list[i] = vintage_of(entry, request.options.json) end
  return list
end

--- Removes what is kept of a dataset, by age or count: see `urssaf.prune`.
---@param request urssaf.portal.Request
---@return urssaf.Vintage[]? removed
---@return urssaf.Error? err kind `cache`
function vintages.prune(request)
  local list, err = entries_of(request)
  if not list then return nil, err end
  local options = request.options
  local limit = options.before and timestamp.of_iso(options.before)
  local removed, seen = {}, {}
  for _, entry in ipairs(list) do
    seen[entry.folder] = (seen[entry.folder] or 0) + 1
    local surplus = options.keep and seen[entry.folder] > options.keep
    if surplus or (limit and entry:dated() < limit) then
      local ok, problem = stores.remove(entry)
      if not ok then return errors.fail("cache", "cannot be removed: " .. problem) end
      removed[#removed + 1] = vintage_of(entry, options.json)
    end
  end
  return removed
end

return vintages
