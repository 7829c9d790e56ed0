-- Starts transfers and abandons them, and closes the session among them, in several orders.

local url = ...
url = url .. "/catalog/datasets"

arm() -- luacheck: ignore
local http = require "urssaf.http"
for order = 1, 4 do
  local session = http.session { user_agent = "torture" }
  local first = session:get(url, { timeout = 5, headers = { Accept = "application/json" } })
  local second = session:get(url, { timeout = 5 })
  session:poll(0)
  first:read()
  if order == 1 then
    session:close()
    first:close()
    second:close()
  elseif order == 2 then
    second:close()
    first:close()
    session:close()
  elseif order == 3 then
    first, second, session = nil, nil, nil -- luacheck: ignore
    collectgarbage()
  end
end
