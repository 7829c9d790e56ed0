-- A panel from the cache: BASE_URL, and "refresh" to fill it or "only" to read it.
local started = os.clock()
local urssaf = require "urssaf"
local panel = assert(urssaf.fetch { base_url = arg[1], cache = arg[2] })
assert(#panel.series > 0)
print(("cpu %.6f"):format(os.clock() - started))
