--- The proxy that libcurl goes through: where its address comes from, and whether it is an address.
-- It may hold a password, so no message quotes it.
local environment = require "urssaf.base.environment"
local options = require "urssaf.domain.options"

local proxy = {}

local ADDRESS = "an address such as http://user:password@host:3128; in the user name and the"
  .. " password, write @ as %40, # as %23, / as %2F, ? as %3F, % as %25 and a blank as %20"

-- "socks" means SOCKS4 to libcurl; desktops put it into `all_proxy`.
local SCHEMES = { http = true, https = true, socks = true, socks4 = true, socks4a = true,
  socks5 = true, socks5h = true }

local function is_host(text)
  local port = text:match("^[^:@%[%]%s%c]+(.*)$") or text:match("^%[[%x:.%%%w]+%](.*)$")
  local number = port and (port == "" and 80 or tonumber(port:match("^:(%d+)$")))
  return number ~= nil and number > 0 and number < 65536
end

-- Whether libcurl reads it as it was meant: a character that ends a host, in a password that is not
-- escaped, would make the user name the host.
local function is_address(text)
  local scheme, rest = text:match("^([^:/?#@]*)://(.*)$")
  if scheme and not SCHEMES[scheme:lower()] then return false end
  local authority, tail = (rest or text):match("^([^/?#]*)(.*)$")
  local user, host = authority:match("^([^@]*)@(.*)$")
  if tail:find("@", 1, true) or (user or ""):find("[%s%c]") then return false end
  return is_host(host or authority)
end

--- A check of the option `proxy`, as those of `urssaf.domain.options`.
---@param value any
---@return string? expected
function proxy.check(value)
  local expected = options.checks.text(value)
  if expected then return expected end
  if not is_address(value) then return ADDRESS end
end

-- The environment variables that libcurl reads, by the scheme of the address.
local VARIABLES = {
  http = { "http_proxy", "all_proxy", "ALL_PROXY" },
  https = { "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY" },
}

-- The variable from which libcurl takes the proxy, and its value; nil if there is none.
local function from_environment(url)
  for _, name in ipairs(VARIABLES[url:match("^(https?):") or "https"]) do
    local value = environment.get(name)
    if value then return name, value end
  end
end

--- Adds to an error that there is a proxy, as one that cannot be reached looks like a portal that
-- cannot be reached. If its address cannot be right, `err.lasting` is set: a retry is of no use.
---@param err urssaf.Error kind `network`
---@param given string? the option `proxy`; "" for none
function proxy.explain(err, given)
  if given == "" then return end
  if given then
    err.message = err.message .. "; a proxy is set (proxy)"
    return
  end
  local name, value = from_environment(err.url or "")
  if not name then return end
  if is_address(value) or err.status then
    err.message = ("%s; a proxy is set in the environment (%s)"):format(err.message, name)
  else
    err.message = ("%s; the proxy in the environment (%s) must be %s"):format(err.message, name,
      ADDRESS)
    err.lasting = true
  end
end

return proxy
