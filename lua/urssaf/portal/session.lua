--- Sessions: of libcurl, which is loaded at the first request and not before, or of the host's own
-- `transport`.
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"

local certificates = lazy "urssaf.portal.certificates"
local http = lazy "urssaf.http"
local transports = lazy "urssaf.portal.transport"

local session = {}

--- What would do the requests, without opening anything: "libcurl" or "host"; nil, and why there is
-- nothing.
---@param options table `transport`
---@return string? name
---@return string? problem
function session.name(options)
  if options.transport then return "host" end
  local ok, problem = errors.try(require, "urssaf.http")
  if ok then return "libcurl" end
  return nil, errors.unloadable(problem)
end

local in_lua = "or pass transport = function(url, headers, limits) … end"

-- A session whose requests fail, as nothing can make one here.
local function without_transport(problem)
  local own = transports.session()
  function own.get()
    return errors.fail("host", ("no request can be made here: %s. Build and install the C modules"
      .. " for this Lua (%s); %s"):format(problem, _VERSION, in_lua),
      { in_lua = in_lua })
  end
  return own
end

--- Opens a session; where there is neither libcurl nor `transport`, its requests fail.
---@param options table `transport user_agent proxy ca_file`
---@return table session with the methods of `urssaf.http.Session`
function session.open(options)
  if options.transport then
    return transports.session(options.transport, options.user_agent,
      session.clock(options))
  end
  local name, problem = session.name(options)
  if not name then return without_transport(problem) end
  local trusted = certificates.of(options)
  return http.session {
    user_agent = options.user_agent, proxy = options.proxy,
    ca_file = trusted.ca_file, ca_path = trusted.ca_path,
  }
end

--- A clock: seconds since any moment. Without libcurl it is the system's, in whole seconds.
---@param options table `transport`
---@return function? now nil if the host has no clock
function session.clock(options)
  if session.name(options) == "libcurl" then return http.now end
  return rawget(_G, "os") and os.time
end

return session
