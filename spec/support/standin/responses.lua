-- Answers as tables { status, headers = { {name, value}, … }, body }, and their headers.

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

-- A 200 of the portal; neither ETag nor Last-Modified, it sends none.
function responses.ok(kind, contents)
  return { status = 200, headers = common_headers(kind), body = contents }
end

function responses.json(value)
  return responses.ok("application/json; charset=utf-8", json.encode(value))
end

-- Anything else, with no header but its type.
function responses.plain(status, kind, contents)
  return { status = status, headers = { { "Content-Type", kind } }, body = contents }
end

-- The daily quota, counted down for show: it never runs out here.
function responses.add_quota(answer, served)
  local headers = answer.headers
  local midnight = os.date("!%Y-%m-%d 00:00:00+00:00", os.time() + 24 * 3600)
  table.insert(headers, { "X-RateLimit-Limit", tostring(QUOTA) })
  table.insert(headers, { "X-RateLimit-Remaining", tostring(math.max(QUOTA - served, 0)) })
  table.insert(headers, { "X-RateLimit-Reset", midnight })
end

-- Replaces a header, adds it, or with false removes it.
function responses.set_header(answer, name, value)
  local headers = answer.headers
  for i = #headers, 1, -1 do
    if headers[i][1]:lower() == name:lower() then
      table.remove(headers, i)
    end
  end
  if value then
    table.insert(headers, { name, tostring(value) })
  end
end

-- A body that is a plain string goes out with its length; anything else in chunks.
function responses.frame(answer)
  if type(answer.body) == "string" then
    responses.set_header(answer, "Content-Length", #answer.body)
  else
    responses.set_header(answer, "Transfer-Encoding", "chunked")
  end
end

return responses
