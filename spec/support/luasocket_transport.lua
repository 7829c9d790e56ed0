-- A transport over luasocket, as a host would pass it: the whole body is there before the library
-- sees a byte.
local http = require "socket.http"

return function(url, headers)
  local parts = {}
  local ok, status, fields = http.request { url = url, headers = headers,
    sink = function(bytes)
      parts[#parts + 1] = bytes
      return 1
    end }
  if not ok then return nil, status end
  return status, fields, table.concat(parts)
end
