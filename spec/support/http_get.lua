-- An HTTP client for the specs of the stand-in: luasocket's, which shares no code with the server.

local http = require "socket.http"
local ltn12 = require "ltn12"

-- { status, headers, body, error } of a GET. `error` is set if the response is incomplete; `body`
-- is then what arrived before.
return function(address, headers)
  local parts = {}
  local done, status, received = http.request {
    url = address,
    headers = headers,
    redirect = false,
    sink = ltn12.sink.table(parts),
  }
  return {
    status = done and status,
    error = not done and status or nil,
    headers = received or {},
    body = table.concat(parts),
  }
end
