-- urssaf.fetch, nothing kept: BASE_URL MODE [DATASET]. MODE is time, check, memory, or load, which
-- fetches nothing.
local base_url, mode, dataset = arg[1], arg[2], arg[3]

local urssaf = require "urssaf"
-- the library is loaded beforehand; what that costs is in the whole process
local http = require "urssaf.http"
require "urssaf.decode"
require "urssaf.client"
require "urssaf.csv.decoder"
require "urssaf.domain.turnover"
require "urssaf.portal.assembly"
require "urssaf.portal.call"
require "urssaf.portal.certificates"
require "urssaf.portal.fetch"
require "urssaf.portal.session"
require "urssaf.cache"
require "urssaf.panel"
require "cjson"

if mode == "load" then return end

-- KiB
local function size_in_lua()
  collectgarbage()
  collectgarbage()
  return collectgarbage "count"
end

local loaded = mode == "memory" and size_in_lua()
local started, wall = os.clock(), http.now()
local panel = assert(urssaf.fetch(dataset or "auto-entrepreneurs-par-departement",
  { base_url = base_url, cache = "off" }))
local cpu = os.clock() - started
wall = http.now() - wall

if mode == "check" then
  local cells, sum = 0, 0
  for _, s in ipairs(panel.series) do
    for _, value in s:each() do
      if value then cells, sum = cells + 1, sum + value end
    end
  end
  print(("cells %d sum %.0f inflate %s"):format(cells, sum, http.inflater()))
end
if mode == "memory" then
  local size = size_in_lua()
  print(("lua %.0f result %.0f"):format(size, size - loaded))
end
print(("cpu %.6f wall %.6f"):format(cpu, wall))
