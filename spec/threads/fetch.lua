-- What each state of host.c does: a whole fetch, summed up in one line that differs for any other
-- panel. lua-cjson leaks when there is no memory for what it decodes, so dkjson replaces it where
-- such a leak would look like ours.
local urssaf = require "urssaf"

local base_url, parser = ...

return function()
  local panel = assert(urssaf.fetch {
    base_url = base_url, cache = "off", retries = 0, json = parser and require(parser) or nil,
  })
  local sum, cells = 0, 0
  for i, series in ipairs(panel.series) do
    for _, value in series:each() do
      cells = cells + 1
      sum = (sum * 31 + (value or -1) + i) % 4294967291
    end
  end
  return ("%d series, %d cells, %.0f"):format(#panel.series, cells, sum)
end
