--- What there is in this host: what decodes, what asks the portal, what reads JSON, whether
-- publications can be kept; and where something is lacking, why.
local decoders = require "urssaf.csv.decoder"
local files = require "urssaf.cache.files"
local json = require "urssaf.base.json"
local sessions = require "urssaf.portal.session"
local options = require "urssaf.domain.options"
local version = require "urssaf.base.version"

-- "LuaJIT 2.1.0-beta3", "Lua 5.4"
local function lua_name()
  local jit = rawget(_G, "jit")
  return type(jit) == "table" and jit.version or _VERSION
end

--- See `urssaf.capabilities`.
---@param given urssaf.CapabilitiesOptions?
---@return urssaf.Capabilities
return function(given)
  given = options.check(given, { transport = options.checks.callback, json = options.checks.json })
  local _, decoder, undecoded = decoders.backend()
  local transport, unasked = sessions.name(given)
  local parser, unread = json.name(given.json)
  local unkept = files.problem() or (not parser and unread) or nil
  return {
    version = version, lua = lua_name(), decoder = decoder, transport = transport, json = parser,
    cache = unkept == nil,
    lacking = { decoder = undecoded, transport = unasked, json = unread, cache = unkept },
  }
end
