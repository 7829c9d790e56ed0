-- urssaf.fetch, nothing kept: BASE_URL MODE [DATASET].
local base_url, checks, dataset = arg[1], arg[2] == "check", arg[3]

local urssaf = require "urssaf"
-- the library is loaded beforehand; what that costs is in the whole process
require "urssaf.http"
require "urssaf.decode"
require "urssaf.client"
require "urssaf.portal.call"
require "urssaf.portal.fetch"
require "urssaf.portal.session"
require "urssaf.cache"
require "urssaf.panel"
require "cjson"

local started = os.clock()
local panel = assert(urssaf.fetch(dataset or "auto-entrepreneurs-par-departement",
  { base_url = base_url, cache = "off" }))
local cpu = os.clock() - started

if checks then
  local cells, sum = 0, 0
  for _, s in ipairs(panel.series) do
    for _, value in s:each() do
      if value then cells, sum = cells + 1, sum + value end
    end
  end
  print(("cells %d sum %.0f"):format(cells, sum))
end
if arg[2] == "memory" then
  collectgarbage()
  collectgarbage()
  print(("lua %.0f"):format(collectgarbage "count"))
end
print(("cpu %.6f"):format(cpu))
