--- A client: checked options, one session, the calls of the public functions.
local compat = require "urssaf.base.compat"
local errors = require "urssaf.base.errors"
local json = require "urssaf.base.json"
local sessions = require "urssaf.portal.session"
local options = require "urssaf.domain.options"
local period = require "urssaf.domain.period"
local api = require "urssaf.portal.api"
local version = require "urssaf.base.version"

local client = {}

---@class urssaf.Client
---@field options urssaf.ClientOptions those it was made with, and the defaults of the others
---@field closed boolean? whether `close` was called
local Client = {}
Client.__index = Client

local checks = options.checks

-- what belongs to a session, and so to the whole life of a client
local SESSION = {
  base_url = checks.text, api_key = checks.text, ca_file = checks.text, proxy = checks.text,
  user_agent = checks.text, transport = checks.callback, json = checks.json,
}

-- what any call may say anew
local CALL = {
  connect_timeout = checks.positive, stall_timeout = checks.positive, timeout = checks.positive,
  retries = checks.whole, cache = checks.cache_mode,
  max_bytes = checks.positive, progress = checks.callback, wait = checks.callback,
}

-- what only a fetch may say, a client's for all its fetches
local BOUNDS = { max_units = checks.positive, max_periods = checks.positive }
local KEPT = { cache_dir = checks.text, max_age = checks.zero_or_more, strict = checks.flag }

local FETCH = {
  where = checks.where, from = checks.period_or_year, to = checks.period_or_year,
  measures = checks.name_list, dimensions = checks.dimensions, as_of = checks.day_or_moment,
}

local PRUNE = { keep = checks.whole, before = checks.day_or_moment, cache_dir = checks.text }

local DEFAULTS = {
  base_url = api.BASE_URL,
  user_agent = "urssaf-lua/" .. version,
  connect_timeout = 10, stall_timeout = 30, timeout = 300, retries = 3,
  max_bytes = 1024 * 1024 * 1024, max_units = 1000000, max_periods = 2000,
  max_age = 86400,
}

-- named in a call of a client, they are met with the place they belong to
local ELSEWHERE = {}
for name in pairs(SESSION) do ELSEWHERE[name] = options.elsewhere "urssaf.client" end

-- Some hosts have none; nothing can be kept there.
local function has_files()
  return io ~= nil and os ~= nil
end

-- What is said to libcurl alone would be lost on a transport of the host's.
local function check_transport(given)
  for _, name in ipairs { "proxy", "ca_file" } do
    if given.transport and given[name] then
      errors.misuse("option '%s' is libcurl's: a transport of your own has its own way to say it",
        name)
    end
  end
end

local function need_json(given)
  local name, problem = json.name(given.json)
  if not name then errors.misuse("%s", problem) end
end

local function need_files(what)
  if has_files() then return end
  errors.misuse("%s needs files, and this host has no io or no os: cache = \"off\" goes without",
    what)
end

local function merge(...)
  local merged = {}
  for i = 1, select("#", ...) do
    for name, value in pairs((select(i, ...))) do merged[name] = value end
  end
  return merged
end

local function from_environment()
  local getenv = os and os.getenv
  if not getenv then return {} end
  local function get(name)
    local value = getenv(name)
    return value ~= "" and value or nil
  end
  return { base_url = get "URSSAF_BASE_URL", api_key = get "URSSAF_API_KEY",
    cache_dir = get "URSSAF_CACHE_DIR" }
end

local function is_loopback(host)
  return host == "localhost" or host == "[::1]" or host:find("^127%.%d+%.%d+%.%d+$") ~= nil
end

-- The key goes into a header: a line break in it would begin another one.
local function check_key(given)
  if given.api_key and checks.text(given.api_key) then
    errors.misuse("api_key (an option, or URSSAF_API_KEY) must be %s", checks.text(given.api_key))
  end
end

local function check_base_url(given)
  local scheme, host = given.base_url:match("^(https?)://(%[?[^/?#@%]%s%c]+%]?)[^@?#%s%c]*$")
  if not scheme then
    errors.misuse("base_url (an option, or URSSAF_BASE_URL) must be an address such as %s, without"
      .. " a user name, a question mark, a fragment or a blank", api.BASE_URL)
  end
  if not host:find("^%[") then host = host:gsub(":%d*$", "") end
  if given.api_key and scheme == "http" and not is_loopback(host) then
    errors.misuse("option 'api_key': a key is not sent over plain http; use an https base_url")
  end
  if given.api_key and scheme == "http" then
    if given.proxy then
      errors.misuse("option 'api_key': a key is not sent over plain http through a proxy")
    end
    given.proxy = "" -- nor through one of the environment
  end
  given.base_url = given.base_url:gsub("/+$", "")
end

local function check_dataset(dataset)
  if type(dataset) ~= "string" or not dataset:find("^%w[%w_.@%-]*$") then
    errors.misuse("a dataset's identifier expected, such as \"%s\", got '%s'", api.DATASET,
      tostring(dataset))
  end
  return dataset
end

--- Makes a client: see `urssaf.client`.
---@param given urssaf.ClientOptions? options of the session and of its calls
---@return urssaf.Client
function client.new(given)
  local checked = options.check(given, merge(SESSION, CALL, BOUNDS, KEPT))
  local files = { cache = has_files() and "use" or "off" }
  local all = merge(DEFAULTS, files, from_environment(), checked)
  check_transport(all)
  check_key(all)
  check_base_url(all)
  return setmetatable({ options = all }, Client)
end

--- Whether an option belongs to a client rather than to a call.
---@param name any
---@return boolean
function client.is_session_option(name)
  return SESSION[name] ~= nil
end

-- libcurl is loaded here, at the first request, and not before
local function session_of(self)
  if self.closed then errors.misuse("attempt to use a closed client") end
  if self.session and not self.session:poll(0) then -- from before a fork: not this process's
    self.session:close()
    self.session = nil
  end
  if not self.session then
    self.session = sessions.open(self.options)
  end
  return self.session
end

-- Runs a call; whatever happens in it, its requests are ended. Its network is there from the first
-- time that it asks for it.
local function run(self, work, dataset, given)
  if self.closed then errors.misuse("attempt to use a closed client") end
  need_json(self.options)
  local job = {
    base_url = self.options.base_url, dataset = dataset, options = merge(self.options, given),
  }
  -- a host's transport alone does not tell how to let time pass before asking again
  if job.options.transport and not job.options.wait then job.options.retries = 0 end
  local call
  function job.call()
    call = call or require("urssaf.portal.call").new(session_of(self), job.options, function()
      return self.closed
    end)
    return call
  end
  return compat.finally(function() if call then call:close() end end, work, job)
end

-- The same for what only the portal can answer.
local function ask_portal(self, name, dataset, given)
  return run(self, function(job)
    if job.options.cache == "only" then
      return errors.fail("offline", "the portal is not asked (cache = \"only\"), and of metadata"
        .. " nothing is kept but what urssaf.vintages tells")
    end
    return require("urssaf.portal.fetch")[name](job.call(), job)
  end, dataset, given)
end

--- A call's dataset, by default the main one, and its options, in whichever place they are.
---@param dataset string|table|nil
---@param given table?
---@return string dataset
---@return table? options
function client.dataset_and_options(dataset, given)
  if type(dataset) == "table" and given == nil then return api.DATASET, dataset end
  return check_dataset(dataset == nil and api.DATASET or dataset), given
end

--- Fetches a dataset: see `urssaf.fetch`.
---@overload fun(self: urssaf.Client, given: urssaf.PanelOptions?): urssaf.Panel?, urssaf.Error?
---@param dataset string? by default "auto-entrepreneurs-par-departement"
---@param given urssaf.PanelOptions? before those of the client
---@return urssaf.Panel? panel
---@return urssaf.Error? err
function Client:fetch(dataset, given)
  dataset, given = client.dataset_and_options(dataset, given)
  given = options.check(given, merge(ELSEWHERE, CALL, BOUNDS, KEPT, FETCH))
  period.check_span(given.from, given.to)
  local cache = given.cache or self.options.cache
  if given.as_of and (cache == "off" or cache == "refresh") then
    errors.misuse("option 'as_of' is about what is kept: cache = \"%s\" does not go with it", cache)
  end
  if cache ~= "off" then need_files("what is kept (cache, as_of)") end
  return run(self, require("urssaf.cache").panel, dataset, given)
end

--- A dataset's metadata: see `urssaf.describe`.
---@overload fun(self: urssaf.Client, given: urssaf.CallOptions?): urssaf.Metadata?, urssaf.Error?
---@param dataset string? by default "auto-entrepreneurs-par-departement"
---@param given urssaf.CallOptions? before those of the client
---@return urssaf.Metadata? metadata
---@return urssaf.Error? err
function Client:describe(dataset, given)
  dataset, given = client.dataset_and_options(dataset, given)
  given = options.check(given, merge(ELSEWHERE, CALL))
  return ask_portal(self, "metadata", dataset, given)
end

--- The metadata of all datasets: see `urssaf.catalog`.
---@param given urssaf.CallOptions? before those of the client
---@return urssaf.Metadata[]? datasets
---@return urssaf.Error? err
function Client:catalog(given)
  given = options.check(given, merge(ELSEWHERE, CALL))
  return ask_portal(self, "catalog", nil, given)
end

--- What is kept of a dataset: see `urssaf.vintages`.
---@param dataset string? by default "auto-entrepreneurs-par-departement"
---@param given urssaf.ClientVintagesOptions?
---@return urssaf.Vintage[]? vintages
---@return urssaf.Error? err kind `cache`
function Client:vintages(dataset, given)
  dataset, given = client.dataset_and_options(dataset, given)
  given = options.check(given, merge(ELSEWHERE, { cache_dir = checks.text }))
  need_files("what is kept")
  return run(self, require("urssaf.cache").vintages, dataset, given)
end

--- Removes what is kept of a dataset, by age or count: see `urssaf.prune`.
---@overload fun(self: urssaf.Client, given: urssaf.ClientPruneOptions)
---@param dataset string? by default "auto-entrepreneurs-par-departement"
---@param given urssaf.ClientPruneOptions
---@return urssaf.Vintage[]? removed
---@return urssaf.Error? err kind `cache`
function Client:prune(dataset, given)
  dataset, given = client.dataset_and_options(dataset, given)
  given = options.check(given, merge(ELSEWHERE, PRUNE))
  if not (given.keep or given.before) then
    errors.misuse("say what is to be removed: keep = how many stay, before = a day")
  end
  need_files("what is kept")
  return run(self, require("urssaf.cache").prune, dataset, given)
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
  return require("urssaf.csv.file").panel(from, given, defaults)
end

--- Ends the session; may be called any number of times.
function Client:close()
  if self.session then self.session:close() end
  self.session, self.closed = nil, true
end

Client.__close = Client.close

return client
