--- What the library can use in this host: the decoder, the transport, the JSON library, a cache;
-- and why one of them is missing.
local decoders = require "urssaf.csv.decoder"
local files = require "urssaf.cache.files"
local json = require "urssaf.base.json"
local lazy = require "urssaf.base.lazy"
local loops = require "urssaf.loop.installed"
local sessions = require "urssaf.portal.session"
local options = require "urssaf.domain.options"
local texts = require "urssaf.client.texts"
local version = require "urssaf.base.version"

local http = lazy "urssaf.http"

local capabilities = {}

-- "LuaJIT 2.1.0-beta3", "Lua 5.4"
local function lua_name()
  local jit = rawget(_G, "jit")
  return type(jit) == "table" and jit.version or _VERSION
end

--- See `urssaf.capabilities`.
---@param given urssaf.CapabilitiesOptions?
---@return urssaf.Capabilities
function capabilities.of(given)
  given = options.check(given, { transport = options.checks.callback, json = options.checks.json })
  local _, decoder, no_c_decoder = decoders.backend()
  local transport, no_transport = sessions.name(given)
  local parser, no_json = json.name(given.json)
  local no_cache = files.problem() or no_json
  return setmetatable({
    version = version, lua = lua_name(), decoder = decoder, transport = transport,
    inflate = transport == "libcurl" and http.inflater() or nil, json = parser,
    cache = no_cache == nil, loops = loops.list(),
    lacking = { decoder = no_c_decoder, transport = no_transport, json = no_json,
      cache = no_cache },
  }, texts.CAPABILITIES)
end

return capabilities
