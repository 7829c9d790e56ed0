-- Starts the stand-in portal:
--
--   local standin = require "spec.support.standin"
--   local portal = standin.start { scale = 1, idle = 300 }
--   local portal = standin.start { catalogue = "part" }  -- all time series (standin/catalogue.lua)
--   portal.base_url                              -- "http://127.0.0.1:…/api/explore/v2.1"
--   portal:with { { on = "export", cut = 1000 } }  -- a base URL with faults (see faults.lua)
--   portal:fetch({ measures = … }, faults)       -- urssaf.fetch, once, without the cache
--   portal:requests(base_url)                    -- the requests under it, or all of them
--   portal:memory()                              -- bytes that the server holds
--   portal:stop()
--   local portal = standin.for_cases { … }       -- starts before the cases and stops after them
--
-- The server is a process of its own, so that a client under test may block. It ends after stop(),
-- when the object is collected, or when it has been idle for long enough.

local cjson = require "spec.support.cjson"
local http = require "socket.http"
local processes = require "spec.support.processes"
local url = require "spec.support.standin.url"

local standin = { API_KEY = "cle-de-demonstration" }

local function get(address)
  local contents, status = http.request(address)
  if status ~= 200 then
    error(("stand-in: %s gave %s"):format(address, tostring(status)), 0)
  end
  return contents
end

local Portal = processes.class(function(self) pcall(get, self.root .. "/_stop") end)

-- A new base URL under which these faults are active; their counters begin at zero.
function Portal:with(faults)
  self.prefixes = self.prefixes + 1
  local list = { tostring(self.prefixes) }
  for _, fault in ipairs(faults) do
    list[#list + 1] = fault
  end
  return self.root .. "/with/" .. url.encode(cjson.encode(list)) .. self.path
end

-- Completes the options of a call: the base URL, with these faults if there are any; and, unless
-- the options say otherwise, no retries and no cache.
function Portal:options(options, faults)
  options = options or {}
  if options.retries == nil then options.retries = 0 end
  if options.cache == nil then options.cache = "off" end
  options.base_url = faults and self:with(faults) or self.base_url
  return options
end

-- A fetch with completed options, by the library as it is loaded now; the server does without it.
function Portal:fetch(options, faults)
  return require("urssaf").fetch(self:options(options, faults))
end

-- The requests so far, under one base URL or all of them, oldest first:
-- { method, target, headers, at = seconds, in_progress = requests under way when it came }.
function Portal:requests(base_url)
  local prefix = base_url and base_url:sub(#self.root + 1) or ""
  return cjson.decode(get(self.root .. "/_requests?prefix=" .. url.encode(prefix)))
end

local function start(portal, options)
  local arguments = {
    "--scale", tostring(options.scale or 1),
    "--idle", (tostring(options.idle or 300):gsub(",", ".")), -- whatever the locale
  }
  if options.catalogue then
    arguments[#arguments + 1], arguments[#arguments + 2] = "--catalogue", options.catalogue
  end
  local root, path = processes.start_server("portal_process.lua", arguments,
    "^(http://127%.0%.0%.1:%d+)(/%S+)$")
  portal.base_url, portal.root, portal.path, portal.prefixes = root .. path, root, path, 0
  return portal
end

-- How many bytes of memory the server holds in Lua.
function Portal:memory()
  return tonumber((get(self.root .. "/_memory")))
end

function standin.start(options)
  return start(setmetatable({}, Portal), options or {})
end

-- A portal for the cases of the current `describe` or file: started before them, stopped after.
function standin.for_cases(options)
  return processes.for_cases(Portal, function(portal) start(portal, options or {}) end)
end

return standin
