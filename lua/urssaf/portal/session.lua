--- What requests go through: libcurl, loaded at the first one and not before, or what the host
-- hands in.
local errors = require "urssaf.base.errors"

local sessions = {}

--- What it would be, without opening anything: "libcurl", "host"; or nil, and why there is none.
---@param options table `transport`
---@return string? name
---@return string? problem
function sessions.name(options)
  if options.transport then return "host" end
  local ok, problem = errors.try(require, "urssaf.http")
  if ok then return "libcurl" end
  return nil, errors.unloadable(problem)
end

--- Opens a session.
---@param options table `transport user_agent proxy ca_file`
---@return table session as of `urssaf.http`
function sessions.open(options)
  if options.transport then
    return require("urssaf.portal.transport").session(options.transport, options.user_agent,
      sessions.clock(options))
  end
  local name, problem = sessions.name(options)
  if not name then
    errors.misuse("no request can be made here: %s. Build and install the C modules for this Lua"
      .. " (%s), or hand in transport = function(url, headers, limits) … end", problem, _VERSION)
  end
  return require("urssaf.http").session {
    user_agent = options.user_agent, proxy = options.proxy, ca_file = options.ca_file,
  }
end

--- A clock: seconds, from any moment on. Without libcurl it is the system's, in whole seconds.
---@param options table `transport`
---@return function? now nil where the host has no clock
function sessions.clock(options)
  if not options.transport then return require("urssaf.http").now end
  return os and os.time
end

return sessions
