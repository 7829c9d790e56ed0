--- A client: its options, checked, one session, and the calls of the public functions on it.
local compat = require "urssaf.base.compat"
local environment = require "urssaf.base.environment"
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.domain.options"
local tables = require "urssaf.base.tables"
local version = require "urssaf.base.version"
local work = require "urssaf.client.work"

local cache = lazy "urssaf.cache"
local methods = lazy "urssaf.client.methods"
local own_checks = lazy "urssaf.client.checks"
local period = lazy "urssaf.domain.period"
local receivers = lazy "urssaf.base.receivers"

local client = {}

local BASE_URL = "https://open.urssaf.fr/api/explore/v2.1"

---@class urssaf.Client
---@field options urssaf.ClientOptions as given to `urssaf.client`, with defaults for the others
---@field closed boolean whether `close` was called
---@field identifiers string[]? of the datasets of the catalog, once it was fetched
local Client = {}

-- The methods besides those of this file, which are loaded when one of them is called.
local OTHERS = tables.set { "calendar", "catalog", "describe", "provisional", "prune", "read",
  "revisions", "vintages" }

function Client.__index(_, name)
  return Client[name] or OTHERS[name] and methods[name] or nil
end

local checks = options.checks

-- options of a client that each fetch may override
local PANEL = tables.merge(work.KEPT, { max_units = checks.positive,
  max_periods = checks.positive })

-- options of a fetch alone
local FETCH = {
  where = function(value) return own_checks.where(value) end,
  from = checks.bound, to = checks.bound,
  measures = checks.name_list, dimensions = checks.dimensions, as_of = checks.day_or_moment,
}

local DEFAULTS = {
  base_url = BASE_URL,
  user_agent = "urssaf-lua/" .. version,
  connect_timeout = 10, stall_timeout = 30, timeout = 300, retries = 3,
  max_bytes = 1024 * 1024 * 1024, max_units = 1000000, max_periods = 2000,
  max_age = 86400,
}

local function from_environment()
  local get = environment.get
  return { base_url = get "URSSAF_BASE_URL", api_key = get "URSSAF_API_KEY",
    cache_dir = get "URSSAF_CACHE_DIR" }
end

local function check_base_url(given)
  local scheme, host = given.base_url:match("^(https?)://(%[?[^/?#@%]%s%c]+%]?)[^@?#%s%c]*$")
  if not scheme then
    errors.misuse("%s must be an address such as %s, without a user name, a question mark,"
      .. " a fragment or a blank", { option = "base_url" }, BASE_URL,
      { in_lua = " (an option, or URSSAF_BASE_URL in the environment)" })
  end
  if given.api_key and scheme == "http" then own_checks.key_over_http(given, host) end
  given.base_url = given.base_url:gsub("/+$", "")
end

--- Makes a client: see `urssaf.client`.
---@param given urssaf.ClientOptions?
---@return urssaf.Client
function client.new(given)
  local checked = options.check(given, tables.merge(work.SESSION, work.CALL, PANEL))
  local all = tables.merge(DEFAULTS, { cache = work.has_files() and "use" or "off" },
    from_environment(), checked)
  if all.transport then own_checks.transport(all) end
  if all.api_key then own_checks.key(all) end
  check_base_url(all)
  return setmetatable({ options = all, closed = false }, Client)
end

local function is_client(self)
  return type(self) == "table" and self.closed ~= nil
end

--- Fetches a dataset: see `urssaf.fetch`.
---@overload fun(self: urssaf.Client, given: urssaf.PanelOptions?): urssaf.Panel?, urssaf.Error?
---@param dataset string? by default "auto-entrepreneurs-par-departement"
---@param given urssaf.PanelOptions? override those of the client
---@return urssaf.Panel? panel
---@return urssaf.Error? err
function Client:fetch(dataset, given)
  if not is_client(self) then receivers.refuse("fetch", "client") end
  dataset, given = work.dataset_and_options(dataset, given)
  given = work.checked(given, work.CALL, PANEL, FETCH)
  if given.from and given.to then period.check_span(given.from, given.to) end
  local mode = given.cache or self.options.cache
  if given.as_of and (mode == "off" or mode == "refresh") then
    errors.misuse("option '%s' reads what is kept", { option = "as_of" },
      { in_lua = (": it cannot be used with cache = \"%s\""):format(mode) })
  end
  if mode ~= "off" and not work.has_files() then return work.without_files() end
  return work.run(self, cache.panel, dataset, given)
end

--- Closes the session; may be called any number of times.
function Client:close()
  if not is_client(self) then receivers.refuse("close", "client") end
  if self.session then require("urssaf.portal.call").close_session(self) end
  self.session, self.closed = nil, true
end

Client.__close = Client.close

--- One line: the portal's address, and whether the client is closed.
---@return string
function Client:__tostring() return require("urssaf.client.texts").client(self) end

-- ------------------------------------------------------------------ one call

-- Options as those of a client and those of its call.
local function split(given)
  if type(given) ~= "table" then return nil, given end
  local session, rest = {}, {}
  for name, value in pairs(given) do
    if work.SESSION[name] then session[name] = value else rest[name] = value end
  end
  return session, rest
end

--- Calls a method of a client that is made for this call, and closed afterwards.
---@param method string
---@param given table? the options of the client and of the call
---@param subject any what the method has before its options; nil if it has nothing
---@return any? result of the method
---@return urssaf.Error? err of the method
function client.once(method, given, subject)
  local session, rest = split(given)
  local own = client.new(session)
  local function close() own:close() end
  if subject == nil then return compat.finally(close, own[method], own, rest) end
  return compat.finally(close, own[method], own, subject, rest)
end

--- The same of a method of a dataset, which may be left out.
---@param method string
---@param dataset string|table|nil or the options
---@param given table?
---@return any? result of the method
---@return urssaf.Error? err of the method
function client.of_dataset(method, dataset, given)
  dataset, given = work.dataset_and_options(dataset, given)
  return client.once(method, given, dataset)
end

return client
