-- Responses: tables { status, headers = { {name, value}, … }, body }.

local json = require "spec.support.standin.json"

local QUOTA = 10000

local responses = { QUOTA = QUOTA }

local function common_headers(kind)
  return {
    { "Server", "openresty" },
    { "Date", os.date("!%a, %d %b %Y %H:%M:%S GMT") },
    { "Content-Type", kind },
    { "Cache-Control", "no-cache, no-store, max-age=0, must-revalidate" },
    { "Content-Language", "fr" },
    { "Vary", "Accept-Language, Cookie, Host" },
    { "Access-Control-Allow-Origin", "*" },
  }
end

-- A 200 of the portal, which sends neither ETag nor Last-Modified.
function responses.ok(kind, contents)
  return { status = 200, headers = common_headers(kind), body = contents }
end

function responses.json(value)
  return responses.ok("application/json; charset=utf-8", json.encode(value))
end

-- Any other response: its type is the only header.
function responses.plain(status, kind, contents)
  return { status = status, headers = { { "Content-Type", kind } }, body = contents }
end

-- The headers of the daily quota, which is counted down but never exhausted.
function responses.add_quota(response, served)
  local headers = response.headers
  local midnight = os.date("!%Y-%m-%d 00:00:00+00:00", os.time() + 24 * 3600)
  table.insert(headers, { "X-RateLimit-Limit", tostring(QUOTA) })
  table.insert(headers, { "X-RateLimit-Remaining", tostring(math.max(QUOTA - served, 0)) })
  table.insert(headers, { "X-RateLimit-Reset", midnight })
end

-- Sets a header, or removes it if the value is false.
function responses.set_header(response, name, value)
  local headers = response.headers
  for i = #headers, 1, -1 do
    if headers[i][1]:lower() == name:lower() then
      table.remove(headers, i)
    end
  end
  if value then
    table.insert(headers, { name, tostring(value) })
  end
end

-- A string is sent with its length, an iterator in chunks.
function responses.frame(response)
  if type(response.body) == "string" then
    responses.set_header(response, "Content-Length", #response.body)
  else
    responses.set_header(response, "Transfer-Encoding", "chunked")
  end
end

return responses
