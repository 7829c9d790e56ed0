-- Fetches a tiny dataset from the stand-in portal, with a cache if a folder is given.
package.path = "./lua/?.lua;./lua/?/init.lua;" .. package.path

local base_url, mode, folder = ...

local lua = require "spec.support.lua"
local urssaf = require "urssaf"
-- loaded beforehand: the memory that runs out is a fetch's
for _, name in ipairs { "http", "portal.call", "portal.fetch", "portal.odsql", "portal.session",
  "cache", "cache.writer", "panel" } do
  require("urssaf." .. name)
end

local function fetch(how)
  return urssaf.fetch { base_url = base_url, cache = how, cache_dir = folder, retries = 0,
    timeout = 5, where = { code_departement = "2A" }, from = 2025, measures = { "radiations" } }
end

local function check(panel)
  assert(#panel.series == 1 and panel.source.rows == 4 and #panel.periods == 4)
  local series = panel.series[1]
  assert(series.measure == "radiations" and series.key.departement == "Corse-du-Sud")
  for i = 1, 4 do assert(lua.number_type(series.values[i]) == "integer") end
end

stay(package.searchpath("cjson", package.cpath)) -- luacheck: ignore
arm() -- luacheck: ignore
local panel, err = fetch(mode)
disarm() -- luacheck: ignore
if panel then
  check(panel)
else
  assert(type(err.kind) == "string" and type(err.message) == "string")
end
-- the cache entry is whole, or there is none
if folder then check(assert(fetch "use")) end
