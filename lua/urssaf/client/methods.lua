--- The methods of clients that a fetch does not need. They are methods like those of init.lua,
-- which loads them when one of them is called.
local datasets = require "urssaf.domain.datasets"
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.domain.options"
local receivers = require "urssaf.base.receivers"
local tables = require "urssaf.base.tables"
local texts = require "urssaf.client.texts"
local work = require "urssaf.client.work"

local cache = lazy "urssaf.cache"
local catalogs = lazy "urssaf.portal.catalog"
local fetch = lazy "urssaf.portal.fetch"
local file = lazy "urssaf.csv.file"
local listings = lazy "urssaf.portal.listing"
local provisional = lazy "urssaf.panel.provisional"
local releases = lazy "urssaf.domain.releases"
local revisions = lazy "urssaf.panel.revisions"
local timestamp = lazy "urssaf.base.timestamp"
local vintages = lazy "urssaf.cache.vintages"

---@class urssaf.Client
local Client = {}

local checks = options.checks

-- options of a calendar alone
local CALENDAR = {
  dataset = function(value)
    if not work.is_identifier(value) then return "a dataset's identifier" end
  end,
}

local PRUNE = { keep = checks.whole, before = checks.day_or_moment, cache_dir = checks.text }

-- The dataset of a call, and its options, checked.
local function prepare(dataset, given, ...)
  dataset, given = work.dataset_and_options(dataset, given)
  return dataset, work.checked(given, ...)
end

-- A request for metadata, which are never kept.
local function ask_portal(self, name, dataset, given)
  return work.run(self, function(request)
    if request.options.cache == "only" then
      return errors.fail("offline", "the portal is not asked (cache = \"only\"), and metadata are"
        .. " not kept; urssaf.vintages lists what is")
    end
    return fetch[name](request)
  end, dataset, given)
end

--- The last and the next release of a dataset: see `urssaf.calendar`.
---@overload fun(self: urssaf.Client, given: urssaf.ClientCalendarOptions?)
---@param dataset string? by default "auto-entrepreneurs-par-departement"
---@param given urssaf.ClientCalendarOptions? override those of the client
---@return urssaf.Calendar? calendar
---@return urssaf.Error? err
function Client:calendar(dataset, given)
  dataset, given = prepare(dataset, given, work.CALL, work.KEPT, CALENDAR)
  if (given.cache or self.options.cache) ~= "off" and not work.has_files() then
    return work.without_files()
  end
  local listing, err = work.run(self, cache.panel, datasets.CALENDAR, given, listings)
  if not listing then return nil, err end
  local calendar, none = releases.calendar(listing, given.dataset or dataset, timestamp.now())
  if not calendar then return nil, none end
  for _, release in ipairs(calendar.releases) do setmetatable(release, texts.RELEASE) end
  return setmetatable(calendar, texts.CALENDAR)
end

--- A dataset's metadata: see `urssaf.describe`.
---@overload fun(self: urssaf.Client, given: urssaf.CallOptions?): urssaf.Metadata?, urssaf.Error?
---@param dataset string? by default "auto-entrepreneurs-par-departement"
---@param given urssaf.CallOptions? override those of the client
---@return urssaf.Metadata? metadata
---@return urssaf.Error? err
function Client:describe(dataset, given)
  dataset, given = prepare(dataset, given, work.CALL)
  local metadata, err = ask_portal(self, "metadata", dataset, given)
  if not metadata then return nil, err end
  return texts.metadata(catalogs.annotate(metadata))
end

--- The metadata of all datasets: see `urssaf.catalog`.
---@param given urssaf.ClientCatalogOptions? override those of the client
---@return urssaf.Metadata[]? datasets
---@return urssaf.Error? err
function Client:catalog(given)
  given = work.checked(given, work.CALL, catalogs.OPTIONS)
  local list, err = ask_portal(self, "catalog", nil, given)
  if not list then return nil, err end
  self.identifiers = tables.map(list, function(metadata) return metadata.dataset_id end)
  return setmetatable(tables.map(catalogs.search(list, given), texts.metadata), texts.CATALOG)
end

--- What is kept of a dataset: see `urssaf.vintages`.
---@param dataset string? by default "auto-entrepreneurs-par-departement"
---@param given urssaf.ClientVintagesOptions?
---@return urssaf.Vintage[]? vintages
---@return urssaf.Error? err kinds `host`, `cache`
function Client:vintages(dataset, given)
  dataset, given = prepare(dataset, given, { cache_dir = checks.text })
  local list, err = work.run(self, vintages.list, dataset, given)
  return list and texts.list(list, texts.VINTAGE, texts.VINTAGES), err
end

--- Removes what is kept of a dataset, by age or count: see `urssaf.prune`.
---@overload fun(self: urssaf.Client, given: urssaf.ClientPruneOptions)
---@param dataset string? by default "auto-entrepreneurs-par-departement"
---@param given urssaf.ClientPruneOptions
---@return urssaf.Vintage[]? removed
---@return urssaf.Error? err kinds `host`, `cache`
function Client:prune(dataset, given)
  dataset, given = prepare(dataset, given, PRUNE)
  if not (given.keep or given.before) then
    errors.misuse("say what is to be removed: keep = how many stay, before = a day")
  end
  local list, err = work.run(self, vintages.prune, dataset, given)
  return list and texts.list(list, texts.VINTAGE, texts.VINTAGES), err
end

--- How the figures of a series moved from one kept publication to the next: see
-- `urssaf.revisions`.
---@overload fun(self: urssaf.Client, given: urssaf.ClientRevisionsOptions)
---@param dataset string? by default "auto-entrepreneurs-par-departement"
---@param given urssaf.ClientRevisionsOptions
---@return urssaf.Revisions? revisions
---@return urssaf.Error? err
function Client:revisions(dataset, given)
  dataset, given = prepare(dataset, given, revisions.OPTIONS,
    { cache_dir = checks.text, log = checks.callback })
  local next_panel, err = vintages.panels(self, dataset, given)
  if not next_panel then return nil, err end
  return revisions.of(next_panel, given)
end

--- A panel with the figures marked that later publications usually change: see
-- `urssaf.provisional`.
---@param panel urssaf.Panel
---@param given urssaf.ClientProvisionalOptions?
---@return urssaf.Panel? panel
---@return urssaf.Error? err
function Client:provisional(panel, given)
  if type(panel) ~= "table" or type(panel.series) ~= "table" then
    errors.misuse("a panel expected, got %s", type(panel))
  end
  given = work.checked(given, provisional.OPTIONS)
  local dataset = panel.dataset or given.panels and datasets.DATASET
  if not dataset then return provisional.by_publications(panel, function() end) end
  local next_panel, err = vintages.panels(self, dataset, given)
  if not next_panel then return nil, err end
  return provisional.by_publications(panel, next_panel)
end

--- Reads a saved file: see `urssaf.read`.
---@param from string|{ text: string } a path, or the text itself
---@param given urssaf.ReadOptions?
---@return urssaf.Panel? panel
---@return urssaf.Error? err
function Client:read(from, given)
  local defaults = {}
  for _, name in ipairs { "max_bytes", "max_units", "max_periods", "log" } do
    defaults[name] = self.options[name]
  end
  return file.panel(from, given, defaults)
end

receivers.check(Client, "client", "options")

return Client
