-- A busted helper: lets the specs run as in hosts of another kind, named by SPEC_HOST.
--
--   french-first    the host sets a French locale before it loads anything
--   french-later    … after it has loaded the library and lua-cjson
--   integer-cjson   lua-cjson decodes whole numbers as integers, as OpenResty's does (simulated,
--                   since the installed one decodes floats)
--   without-c       the decoder in C cannot be loaded, and the one in Lua takes its place. Cases
--                   tagged #c test how the one in C treats wrong calls.
local lua = require "spec.support.lua"
local shell = require "spec.support.shell"

local LOCALE = "fr_FR.UTF-8"

local function be_french()
  assert(os.setlocale(LOCALE), LOCALE .. " is not on this machine: make test compiles it")
end

-- Every module of the library, since what is loaded here stays loaded for all specs: a module that
-- one of these loads at first use, within a spec, would not be the one that the next spec gets.
local function load_all()
  require "cjson"
  local rockspec = {}
  assert(lua.load_alone(shell.read_file "rockspec/urssaf-scm-1.rockspec", "rockspec", rockspec))()
  for name in pairs(rockspec.build.modules) do require(name) end
end

local function with_integers(value)
  if type(value) == "number" then return lua.integer(value) or value end
  if type(value) ~= "table" then return value end
  for key, element in pairs(value) do value[key] = with_integers(element) end
  return value
end

local function simulate_integers()
  local cjson = require "cjson"
  local function wrap(codec)
    local decode, new = codec.decode, codec.new
    codec.decode = function(text) return with_integers(decode(text)) end
    codec.new = function() return wrap(new()) end
    return codec
  end
  wrap(cjson)
  assert(lua.number_type(cjson.decode "[1]"[1]) == "integer")
  assert(lua.number_type(cjson.new().decode "[1.5]"[1]) == "float")
end

local HOSTS = {
  ["french-first"] = be_french,
  ["french-later"] = function()
    load_all()
    be_french()
  end,
  ["integer-cjson"] = simulate_integers,
  ["without-c"] = function()
    package.preload["urssaf.decode"] = function() return require "urssaf.csv.lua_decoder" end
  end,
}

local host = os.getenv "SPEC_HOST"
assert(HOSTS[host], "SPEC_HOST: unknown host " .. tostring(host))()
