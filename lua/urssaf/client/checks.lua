--- The rarer checks of a client's options.
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.domain.options"

local odsql = lazy "urssaf.portal.odsql"
local proxies = lazy "urssaf.portal.proxy"

local checks = {}

--- What `where` must be, if it is not that; raises if a field or a value in it is wrong.
---@param value any
---@return string? expected
function checks.where(value)
  local kind = type(value)
  if kind ~= "table" and (kind ~= "string" or not value:find("%S")) then
    return "a table of fields and values, or an ODSQL string"
  end
  if kind == "table" and next(value) == nil then return "a table with a field" end
  if kind == "table" then odsql.condition(value) end
end

--- What `wait` must be, if it is not that. False is what a function of `urssaf.loop` returns whose
-- loop cannot be loaded.
---@param value any
---@return string? expected
function checks.wait(value)
  if value ~= false and type(value) ~= "function" then
    return "a function, as those of urssaf.loop return"
  end
end

--- What `proxy` must be, if it is not that.
---@param value any
---@return string? expected
function checks.proxy(value)
  return proxies.check(value)
end

--- Raises if a host's own transport would ignore what is meant for libcurl.
---@param given table
function checks.transport(given)
  for _, name in ipairs { "proxy", "ca_file" } do
    if given[name] then
      errors.misuse("option '%s' is libcurl's: set it in your own transport instead",
        { option = name })
    end
  end
end

--- Raises if a key cannot be sent in a header, where a line break would begin another header.
---@param given table
function checks.key(given)
  local expected = options.checks.text(given.api_key)
  if expected then
    errors.misuse("%s must be %s", { option = "api_key" }, expected,
      { in_lua = " (an option, or URSSAF_API_KEY in the environment)" })
  end
end

local function is_loopback(host)
  return host == "localhost" or host == "[::1]" or host:find("^127%.%d+%.%d+%.%d+$") ~= nil
end

--- Raises if a key would be readable on its way over plain http.
---@param given table `proxy` is set to ""
---@param host string
function checks.key_over_http(given, host)
  if not host:find("^%[") then host = host:gsub(":%d*$", "") end
  if not is_loopback(host) then
    errors.misuse("%s: a key is not sent over plain http; use an address of https",
      { option = "api_key" })
  end
  if given.proxy then
    errors.misuse("%s: a key is not sent over plain http through a proxy",
      { option = "api_key" })
  end
  given.proxy = "" -- not one from the environment either
end

return checks
