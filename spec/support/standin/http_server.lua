-- A small HTTP/1.1 server: keep-alive, one task per connection, no request bodies. Its responses
-- come from `handle(request)`, which returns
--
--   { status =, headers = { {name, value}, … }, body = string | iterator of strings }
--
-- and may ask for misbehaviour: `delay` seconds before the response, `mute` (no response until the
-- client has closed the connection), `abort` (the connection is reset without a response), `pause`
-- seconds after each piece of the body. If the iterator ends with nil, "reset" the connection is
-- reset there.
--
-- The headers decide how the client finds the end of the body: Transfer-Encoding: chunked, else
-- Content-Length (sent as it stands, true or not), else the end of the connection.

local tcp_server = require "spec.support.standin.tcp_server"

local LONGEST_HEAD = 1024 * 1024

local REASONS = {
  [200] = "OK", [301] = "Moved Permanently", [302] = "Found", [400] = "Bad Request",
  [401] = "Unauthorized", [403] = "Forbidden", [404] = "Not Found", [405] = "Method Not Allowed",
  [410] = "Gone", [429] = "Too Many Requests", [500] = "Internal Server Error",
  [502] = "Bad Gateway", [503] = "Service Unavailable",
}

-- The head of a request, up to its empty line; nil if the client closes the connection before.
local function take_head(connection)
  return connection:take("\r?\n?(.-\r?\n)\r?\n()", LONGEST_HEAD)
end

-- Resets the connection, after a moment in which the client can read what was sent.
local function reset(connection)
  connection:sleep(0.05)
  connection:reset_at_close()
end

local function parse_head(head)
  local method, target, version, rest = head:match("^(%u+) (%S+) HTTP/1%.([01])\r?\n(.*)$")
  if not method then
    return nil
  end
  local headers = {}
  for line in rest:gmatch("([^\r\n]+)\r?\n") do
    local name, value = line:match("^([^%s:]+):[ \t]*(.-)[ \t]*$")
    if not name then
      return nil
    end
    name = name:lower()
    headers[name] = headers[name] and headers[name] .. ", " .. value or value
  end
  return { method = method, target = target, version = version, headers = headers }
end

-- The connection is not kept alive after a request with a body, which is not read.
local function stays_open(request)
  local headers = request.headers
  return request.version == "1" and (headers.connection or ""):lower() ~= "close"
    and not headers["content-length"] and not headers["transfer-encoding"]
end

local function header(response, name)
  for _, pair in ipairs(response.headers) do
    if pair[1]:lower() == name then
      return pair[2]
    end
  end
end

local function head_of(response, close)
  local lines = { ("HTTP/1.1 %d %s"):format(response.status, REASONS[response.status] or "-") }
  for _, pair in ipairs(response.headers) do
    lines[#lines + 1] = pair[1] .. ": " .. pair[2]
  end
  if close then
    lines[#lines + 1] = "Connection: close"
  end
  return table.concat(lines, "\r\n") .. "\r\n\r\n"
end

local function once(text)
  return function()
    local piece = text
    text = nil
    return piece
  end
end

local function chunk(piece)
  return ("%X\r\n"):format(#piece) .. piece .. "\r\n" -- "%s" ends at a NUL in Lua 5.1
end

-- Returns true if all was sent, false if the client has closed the connection, nil after a reset.
local function send_body(connection, response, chunked)
  local body = response.body
  local next_piece = type(body) == "string" and once(body) or body
  local piece, why = next_piece()
  while piece do
    if #piece > 0 and not connection:send(chunked and chunk(piece) or piece) then
      return false
    end
    connection:sleep(response.pause or 0)
    piece, why = next_piece()
  end
  if why == "reset" then
    reset(connection)
    return nil
  end
  return not chunked or connection:send("0\r\n\r\n")
end

-- Returns whether the connection can serve another request.
local function send_response(connection, request, response)
  if response.delay then
    connection:sleep(response.delay)
  end
  if response.mute then
    connection:wait_until_gone()
    return false
  elseif response.abort then
    reset(connection)
    return false
  end
  local chunked = header(response, "transfer-encoding") == "chunked"
  local sized = type(response.body) == "string"
    and header(response, "content-length") == tostring(#response.body)
  local open = stays_open(request) and (chunked or sized)
  if not connection:send(head_of(response, not open)) or request.method == "HEAD" then
    return false
  end
  return send_body(connection, response, chunked) and open
end

local function plain(status, text)
  return {
    status = status,
    headers = { { "Content-Type", "text/plain" }, { "Content-Length", tostring(#text) } },
    body = text,
  }
end

-- Serves the next request of a connection; returns whether the connection can serve another.
local function serve_one(connection, handle)
  local head = take_head(connection)
  if not head then
    return false
  end
  local request = parse_head(head)
  if not request then
    send_response(connection, { headers = {} }, plain(400, "This is not HTTP.\n"))
    return false
  end
  connection:set_busy(true)
  request.in_progress = connection.server.busy
  local ok, response = pcall(handle, request)
  local open = send_response(connection, request, ok and response or plain(500, tostring(response)))
  connection:set_busy(false)
  return open
end

local http_server = {}

-- A tcp_server; port 0 lets the system choose.
function http_server.new(handle, port)
  return tcp_server.new(function(connection)
    while serve_one(connection, handle) do
      -- the next request of a connection kept alive
    end
  end, port)
end

return http_server
