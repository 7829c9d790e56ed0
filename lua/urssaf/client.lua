--- A client: its options, checked, one session, and the calls of the public functions on it.
local compat = require "urssaf.base.compat"
local environment = require "urssaf.base.environment"
local errors = require "urssaf.base.errors"
local datasets = require "urssaf.domain.datasets"
local json = require "urssaf.base.json"
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.domain.options"
local requests = require "urssaf.portal.request"
local tables = require "urssaf.base.tables"
local version = require "urssaf.base.version"

local cache = lazy "urssaf.cache"
local calls = lazy "urssaf.portal.call"
local catalogs = lazy "urssaf.portal.catalog"
local fetch = lazy "urssaf.portal.fetch"
local file = lazy "urssaf.csv.file"
local listings = lazy "urssaf.portal.listing"
local odsql = lazy "urssaf.portal.odsql"
local period = lazy "urssaf.domain.period"
local provisional = lazy "urssaf.panel.provisional"
local proxies = lazy "urssaf.portal.proxy"
local releases = lazy "urssaf.domain.releases"
local revisions = lazy "urssaf.panel.revisions"
local sessions = lazy "urssaf.portal.session"
local timestamp = lazy "urssaf.base.timestamp"
local vintages = lazy "urssaf.cache.vintages"

local client = {}

local BASE_URL = "https://open.urssaf.fr/api/explore/v2.1"

---@class urssaf.Client
---@field options urssaf.ClientOptions as given to `urssaf.client`, with defaults for the others
---@field closed boolean? whether `close` was called
---@field identifiers string[]? of the datasets of the catalog, once it was fetched
local Client = {}
Client.__index = Client

local checks = options.checks

local function check_where(value)
  local kind = type(value)
  if kind ~= "table" and (kind ~= "string" or not value:find("%S")) then
    return "a table of fields and values, or an ODSQL string"
  end
  if kind == "table" and next(value) == nil then return "a table with a field" end
  -- raises if a field or a value is wrong
  if kind == "table" then odsql.condition(value) end
end

local function check_proxy(value)
  return proxies.check(value)
end

-- options of the session, and so of a client for as long as it lives
local SESSION = {
  base_url = checks.text, api_key = checks.text, ca_file = checks.text, proxy = check_proxy,
  user_agent = checks.text, transport = checks.callback, json = checks.json,
}

-- options of a client that each call may override
local CALL = {
  connect_timeout = checks.positive, stall_timeout = checks.positive, timeout = checks.positive,
  retries = checks.whole, cache = checks.cache_mode,
  max_bytes = checks.positive, progress = checks.callback, wait = checks.callback,
}

-- options of a client that each call may override whose answers are kept
local KEPT = { cache_dir = checks.text, max_age = checks.zero_or_more, strict = checks.flag }

-- options of a client that each fetch may override
local PANEL = tables.merge(KEPT, { max_units = checks.positive, max_periods = checks.positive })

-- options of a fetch alone
local FETCH = {
  where = check_where, from = checks.bound, to = checks.bound,
  measures = checks.name_list, dimensions = checks.dimensions, as_of = checks.day_or_moment,
}

local function is_identifier(value)
  return type(value) == "string" and value:find("^%w[%w_.@%-]*$") ~= nil
end

-- options of a calendar alone
local CALENDAR = {
  dataset = function(value)
    if not is_identifier(value) then return "a dataset's identifier" end
  end,
}

local PRUNE = { keep = checks.whole, before = checks.day_or_moment, cache_dir = checks.text }

local DEFAULTS = {
  base_url = BASE_URL,
  user_agent = "urssaf-lua/" .. version,
  connect_timeout = 10, stall_timeout = 30, timeout = 300, retries = 3,
  max_bytes = 1024 * 1024 * 1024, max_units = 1000000, max_periods = 2000,
  max_age = 86400,
}

-- Calls of a client refuse these, with a message that says where they belong.
local ELSEWHERE = {}
for name in pairs(SESSION) do ELSEWHERE[name] = options.elsewhere "urssaf.client" end

-- Some hosts have no files, and so no cache.
local function has_files()
  return io ~= nil and os ~= nil
end

-- The host's own transport would ignore what is meant for libcurl.
local function check_transport(given)
  for _, name in ipairs { "proxy", "ca_file" } do
    if given.transport and given[name] then
      errors.misuse("option '%s' is libcurl's: set it in your own transport instead", name)
    end
  end
end

local function need_json(given)
  local name, problem = json.name(given.json)
  if not name then errors.misuse("%s", problem) end
end

local function need_files(what)
  if has_files() then return end
  errors.misuse("%s needs files, and this host has no io or no os: use cache = \"off\"", what)
end

local function from_environment()
  local get = environment.get
  return { base_url = get "URSSAF_BASE_URL", api_key = get "URSSAF_API_KEY",
    cache_dir = get "URSSAF_CACHE_DIR" }
end

local function is_loopback(host)
  return host == "localhost" or host == "[::1]" or host:find("^127%.%d+%.%d+%.%d+$") ~= nil
end

-- The key is sent in a header, where a line break would begin another header.
local function check_key(given)
  if given.api_key and checks.text(given.api_key) then
    errors.misuse("api_key (an option, or URSSAF_API_KEY) must be %s", checks.text(given.api_key))
  end
end

local function check_base_url(given)
  local scheme, host = given.base_url:match("^(https?)://(%[?[^/?#@%]%s%c]+%]?)[^@?#%s%c]*$")
  if not scheme then
    errors.misuse("base_url (an option, or URSSAF_BASE_URL) must be an address such as %s, without"
      .. " a user name, a question mark, a fragment or a blank", BASE_URL)
  end
  if not host:find("^%[") then host = host:gsub(":%d*$", "") end
  if given.api_key and scheme == "http" and not is_loopback(host) then
    errors.misuse("option 'api_key': a key is not sent over plain http; use an https base_url")
  end
  if given.api_key and scheme == "http" then
    if given.proxy then
      errors.misuse("option 'api_key': a key is not sent over plain http through a proxy")
    end
    given.proxy = "" -- not one from the environment either
  end
  given.base_url = given.base_url:gsub("/+$", "")
end

local function check_dataset(dataset)
  if not is_identifier(dataset) then
    errors.misuse("a dataset's identifier expected, such as \"%s\", got '%s'",
      datasets.DATASET, tostring(dataset))
  end
  return dataset
end

--- Makes a client: see `urssaf.client`.
---@param given urssaf.ClientOptions?
---@return urssaf.Client
function client.new(given)
  local checked = options.check(given, tables.merge(SESSION, CALL, PANEL))
  local all = tables.merge(DEFAULTS, { cache = has_files() and "use" or "off" },
    from_environment(), checked)
  check_transport(all)
  check_key(all)
  check_base_url(all)
  return setmetatable({ options = all }, Client)
end

--- Whether an option is given to a client and not to a call.
---@param name any
---@return boolean
function client.is_session_option(name)
  return SESSION[name] ~= nil
end

local function check_open(self)
  if self.closed then errors.misuse("attempt to use a closed client") end
end

-- libcurl is loaded here, at the first request, and not before
local function session_of(self)
  check_open(self)
  if self.session and not self.session:poll(0) then -- opened before a fork, by another process
    self.session:close()
    self.session = nil
  end
  self.session = self.session or sessions.open(self.options)
  return self.session
end

-- Does the work of one request and, however that ends, closes its transfers. What is asked for is a
-- panel, unless another `assembly` is given.
local function run(self, work, dataset, given, assembly)
  check_open(self)
  need_json(self.options)
  local merged = tables.merge(self.options, given)
  -- with a host's transport, only `wait` can let time pass before a retry
  if merged.transport and not merged.wait then merged.retries = 0 end
  local request = requests.new(merged, dataset, function(request)
    return calls.new(session_of(self), request, function()
      return self.closed
    end)
  end, assembly)
  local result, err = compat.finally(function() request:close() end, work, request)
  if err and err.status == 404 and dataset then
    catalogs.name_nearest(err, dataset, self.identifiers)
  end
  return result, err
end

-- A request for metadata, which are never kept.
local function ask_portal(self, name, dataset, given)
  return run(self, function(request)
    if request.options.cache == "only" then
      return errors.fail("offline", "the portal is not asked (cache = \"only\"), and metadata are"
        .. " not kept; urssaf.vintages lists what is")
    end
    return fetch[name](request)
  end, dataset, given)
end

--- The dataset and the options of a call that may leave out the dataset.
---@param dataset string|table|nil or the options
---@param given table?
---@return string dataset
---@return table? options
function client.dataset_and_options(dataset, given)
  if type(dataset) == "table" and given == nil then return datasets.DATASET, dataset end
  return check_dataset(dataset == nil and datasets.DATASET or dataset), given
end

-- The dataset of a call, and its options, checked.
local function prepare(dataset, given, ...)
  dataset, given = client.dataset_and_options(dataset, given)
  return dataset, options.check(given, tables.merge(ELSEWHERE, ...))
end

--- Fetches a dataset: see `urssaf.fetch`.
---@overload fun(self: urssaf.Client, given: urssaf.PanelOptions?): urssaf.Panel?, urssaf.Error?
---@param dataset string? by default "auto-entrepreneurs-par-departement"
---@param given urssaf.PanelOptions? override those of the client
---@return urssaf.Panel? panel
---@return urssaf.Error? err
function Client:fetch(dataset, given)
  dataset, given = prepare(dataset, given, CALL, PANEL, FETCH)
  if given.from and given.to then period.check_span(given.from, given.to) end
  local mode = given.cache or self.options.cache
  if given.as_of and (mode == "off" or mode == "refresh") then
    errors.misuse("option 'as_of' reads what is kept: it cannot be used with cache = \"%s\"", mode)
  end
  if mode ~= "off" then need_files("the cache (cache, as_of)") end
  return run(self, cache.panel, dataset, given)
end

--- The last and the next release of a dataset: see `urssaf.calendar`.
---@param given urssaf.ClientCalendarOptions? override those of the client
---@return urssaf.Calendar? calendar
---@return urssaf.Error? err
function Client:calendar(given)
  given = options.check(given, tables.merge(ELSEWHERE, CALL, KEPT, CALENDAR))
  if (given.cache or self.options.cache) ~= "off" then need_files("the cache (cache)") end
  local listing, err = run(self, cache.panel, datasets.CALENDAR, given, listings)
  if not listing then return nil, err end
  return releases.calendar(listing, given.dataset or datasets.DATASET, timestamp.now())
end

--- A dataset's metadata: see `urssaf.describe`.
---@overload fun(self: urssaf.Client, given: urssaf.CallOptions?): urssaf.Metadata?, urssaf.Error?
---@param dataset string? by default "auto-entrepreneurs-par-departement"
---@param given urssaf.CallOptions? override those of the client
---@return urssaf.Metadata? metadata
---@return urssaf.Error? err
function Client:describe(dataset, given)
  dataset, given = prepare(dataset, given, CALL)
  local metadata, err = ask_portal(self, "metadata", dataset, given)
  return metadata and catalogs.annotate(metadata), err
end

--- The metadata of all datasets: see `urssaf.catalog`.
---@param given urssaf.ClientCatalogOptions? override those of the client
---@return urssaf.Metadata[]? datasets
---@return urssaf.Error? err
function Client:catalog(given)
  given = options.check(given, tables.merge(ELSEWHERE, CALL, catalogs.OPTIONS))
  local list, err = ask_portal(self, "catalog", nil, given)
  if not list then return nil, err end
  self.identifiers = tables.map(list, function(metadata) return metadata.dataset_id end)
  return catalogs.search(list, given)
end

--- What is kept of a dataset: see `urssaf.vintages`.
---@param dataset string? by default "auto-entrepreneurs-par-departement"
---@param given urssaf.ClientVintagesOptions?
---@return urssaf.Vintage[]? vintages
---@return urssaf.Error? err kind `cache`
function Client:vintages(dataset, given)
  dataset, given = prepare(dataset, given, { cache_dir = checks.text })
  need_files("the cache")
  return run(self, vintages.list, dataset, given)
end

--- Removes what is kept of a dataset, by age or count: see `urssaf.prune`.
---@overload fun(self: urssaf.Client, given: urssaf.ClientPruneOptions)
---@param dataset string? by default "auto-entrepreneurs-par-departement"
---@param given urssaf.ClientPruneOptions
---@return urssaf.Vintage[]? removed
---@return urssaf.Error? err kind `cache`
function Client:prune(dataset, given)
  dataset, given = prepare(dataset, given, PRUNE)
  if not (given.keep or given.before) then
    errors.misuse("say what is to be removed: keep = how many stay, before = a day")
  end
  need_files("the cache")
  return run(self, vintages.prune, dataset, given)
end

--- How the figures of a series moved from one kept publication to the next: see
-- `urssaf.revisions`.
---@overload fun(self: urssaf.Client, given: urssaf.ClientRevisionsOptions)
---@param dataset string? by default "auto-entrepreneurs-par-departement"
---@param given urssaf.ClientRevisionsOptions
---@return urssaf.Revisions? revisions
---@return urssaf.Error? err
function Client:revisions(dataset, given)
  dataset, given = prepare(dataset, given, revisions.OPTIONS, { cache_dir = checks.text })
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
  given = options.check(given, tables.merge(ELSEWHERE, provisional.OPTIONS))
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
  for _, name in ipairs { "max_bytes", "max_units", "max_periods" } do
    defaults[name] = self.options[name]
  end
  return file.panel(from, given, defaults)
end

--- Closes the session; may be called any number of times.
function Client:close()
  if self.session then self.session:close() end
  self.session, self.closed = nil, true
end

Client.__close = Client.close

return client
