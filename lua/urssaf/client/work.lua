--- What the methods of a client have in common: the options of their calls, and a request that is
-- closed however its work ends.
local compat = require "urssaf.base.compat"
local datasets = require "urssaf.domain.datasets"
local errors = require "urssaf.base.errors"
local json = require "urssaf.base.json"
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.domain.options"
local requests = require "urssaf.portal.request"
local tables = require "urssaf.base.tables"

local calls = lazy "urssaf.portal.call"
local catalogs = lazy "urssaf.portal.catalog"
local log = lazy "urssaf.cache.log"
local own_checks = lazy "urssaf.client.checks"
local sessions = lazy "urssaf.portal.session"

local work = {}

local checks = options.checks

--- The checks of the options of the session, and so of a client for as long as it lives.
work.SESSION = {
  base_url = checks.text, api_key = checks.text, ca_file = checks.text,
  proxy = function(value) return own_checks.proxy(value) end,
  user_agent = checks.text, transport = checks.callback, json = checks.json,
}

--- Those of the options of a client that each call may override.
work.CALL = {
  connect_timeout = checks.positive, stall_timeout = checks.positive, timeout = checks.positive,
  retries = checks.whole, cache = checks.cache_mode, log = checks.callback,
  max_bytes = checks.positive, progress = checks.callback,
  wait = function(value) return own_checks.wait(value) end,
}

--- Those of the options of a client that each call may override whose answers are kept.
work.KEPT = { cache_dir = checks.text, max_age = checks.zero_or_more, strict = checks.flag }

local function is_of_client()
  return "given to urssaf.client"
end

-- Calls of a client refuse these, with a message that says where they belong.
local ELSEWHERE = {}
for name in pairs(work.SESSION) do ELSEWHERE[name] = is_of_client end

--- Whether a value can be a dataset's identifier.
---@param value any
---@return boolean
function work.is_identifier(value)
  return type(value) == "string" and value:find("^%w[%w_.@%-]*$") ~= nil
end

--- The dataset and the options of a call that may leave out the dataset.
---@param dataset string|table|nil or the options
---@param given table?
---@return string dataset
---@return table? options
function work.dataset_and_options(dataset, given)
  if type(dataset) == "table" and given == nil then return datasets.DATASET, dataset end
  if dataset == nil then return datasets.DATASET, given end
  if not work.is_identifier(dataset) then
    errors.misuse("a dataset's identifier expected, such as %s, got '%s'",
      datasets.DATASET, tostring(dataset))
  end
  return dataset, given
end

--- The options of a call, checked.
---@param given table?
---@param ... table<string, fun(value: any): string?> the checks of those that it may have
---@return table
function work.checked(given, ...)
  return options.check(given, tables.merge(ELSEWHERE, ...))
end

--- Some hosts have no files, and so no cache.
---@return boolean
function work.has_files()
  return rawget(_G, "io") ~= nil and rawget(_G, "os") ~= nil
end

--- The failure of a host without files.
---@return nil
---@return urssaf.Error err kind `host`
function work.without_files()
  return errors.fail("host", "the cache needs files, and this host has no io or no os: use cache"
    .. " = \"off\"")
end

local function check_open(client)
  if client.closed then errors.misuse("attempt to use a closed client") end
end

-- libcurl is loaded here, at the first request, and not before
local function session_of(client)
  check_open(client)
  if client.session and not client.session:fds() then -- opened before a fork, by another process
    client.session:close()
    client.session = nil
  end
  client.session = client.session or sessions.open(client.options)
  return client.session
end

--- Does the work of one request and, however that ends, closes its transfers.
---@param client urssaf.Client
---@param act fun(request: urssaf.portal.Request): any, urssaf.Error?
---@param dataset string?
---@param given table the options of the call, checked
---@param assembly table? makes what is asked for: by default a panel
---@return any result of `act`
---@return urssaf.Error? err of `act`
function work.run(client, act, dataset, given, assembly)
  check_open(client)
  local parser, problem = json.name(client.options.json)
  if not parser then
    local in_lua = "or pass json = { decode = … }"
    return errors.fail("host", ("%s; %s"):format(problem, in_lua), { in_lua = in_lua })
  end
  local merged = tables.merge(client.options, given)
  -- with a host's transport, only `wait` can let time pass before a retry
  if merged.transport and not merged.wait then merged.retries = 0 end
  local request = requests.new(merged, dataset, function(request)
    return calls.new(session_of(client), request, client)
  end, assembly)
  local result, err = compat.finally(function() request:close() end,
    merged.log and log.observed(act) or act, request)
  if err and err.status == 404 and dataset then
    -- a hint, left out where no descriptor is left to read the module that makes it
    errors.try(function() catalogs.name_nearest(err, dataset, client.identifiers) end)
  end
  return result, err
end

return work
