-- A small HTTP/1.1 server: keep-alive, one task per connection, no request bodies. What it answers
-- comes from `handle(request)`, which returns
--
--   { status =, headers = { {name, value}, … }, body = string | iterator of strings }
--
-- and may ask for misbehaviour: `delay` seconds before the answer, `mute` (no answer until the
-- client has gone), `abort` (connection reset without an answer), `pause` seconds after each piece
-- of the body. An iterator that ends with nil, "reset" has the connection reset there.
--
-- The headers decide how the end of the body is marked: Transfer-Encoding: chunked, else
-- Content-Length (sent as it stands, true or not), else the end of the connection.

local loops = require "spec.support.standin.loop"
local socket = require "socket"

local LONGEST_HEAD = 1024 * 1024
local MOST_CONNECTIONS = 500 -- select() stops at 1024 descriptors

local REASONS = {
  [200] = "OK", [301] = "Moved Permanently", [302] = "Found", [400] = "Bad Request",
  [401] = "Unauthorized", [403] = "Forbidden", [404] = "Not Found", [405] = "Method Not Allowed",
  [410] = "Gone", [429] = "Too Many Requests", [500] = "Internal Server Error",
  [502] = "Bad Gateway", [503] = "Service Unavailable",
}

local Connection = {}
Connection.__index = Connection

-- Adds what has come to the buffer; false when the client has gone.
function Connection:fill()
  self.loop:wait_readable(self.sock)
  local data, err, partial = self.sock:receive(8192)
  data = data or partial
  self.buffer = self.buffer .. data
  return #data > 0 or err == "timeout"
end

function Connection:send(data)
  local from = 1
  while from <= #data do
    local last, err, partial = self.sock:send(data, from)
    if last then
      return true
    elseif err ~= "timeout" then
      return false
    end
    from = partial + 1
    self.loop:wait_writable(self.sock)
  end
  return true
end

-- Closes so that the client sees a reset, after a moment in which it can read what was sent.
function Connection:reset()
  self.loop:sleep(0.05)
  self.sock:setoption("linger", { on = true, timeout = 0 })
  self.sock:close()
end

function Connection:wait_until_gone()
  while self:fill() do
    self.buffer = ""
  end
end

-- The text of a request up to its empty line; nil when none comes.
function Connection:read_head()
  while true do
    local head, after = self.buffer:match("^\r?\n?(.-\r?\n)\r?\n()")
    if head then
      self.buffer = self.buffer:sub(after)
      return head
    elseif #self.buffer > LONGEST_HEAD or not self:fill() then
      return nil
    end
  end
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

-- A request with a body would leave its bytes in front of the next one.
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

-- Returns true when all went out, false when the client has gone, nil after a reset.
function Connection:send_body(response, chunked)
  local body = response.body
  local next_piece = type(body) == "string" and once(body) or body
  local piece, why = next_piece()
  while piece do
    if #piece > 0 and not self:send(chunked and chunk(piece) or piece) then
      return false
    end
    self.loop:sleep(response.pause or 0)
    piece, why = next_piece()
  end
  if why == "reset" then
    self:reset()
    return nil
  end
  return not chunked or self:send("0\r\n\r\n")
end

-- Says whether the connection can serve another request.
function Connection:answer(request, response)
  if response.delay then
    self.loop:sleep(response.delay)
  end
  if response.mute then
    self:wait_until_gone()
    return false
  elseif response.abort then
    self:reset()
    return false
  end
  local chunked = header(response, "transfer-encoding") == "chunked"
  local sized = type(response.body) == "string"
    and header(response, "content-length") == tostring(#response.body)
  local open = stays_open(request) and (chunked or sized)
  if not self:send(head_of(response, not open)) or request.method == "HEAD" then
    return false
  end
  return self:send_body(response, chunked) and open
end

local function plain(status, text)
  return {
    status = status,
    headers = { { "Content-Type", "text/plain" }, { "Content-Length", tostring(#text) } },
    body = text,
  }
end

function Connection:serve_one(http_server)
  local head = self:read_head()
  if not head then
    return false
  end
  local request = parse_head(head)
  if not request then
    self:answer({ headers = {} }, plain(400, "This is not HTTP.\n"))
    return false
  end
  http_server.busy = http_server.busy + 1
  self.serving = true
  request.in_progress = http_server.busy
  local ok, response = pcall(http_server.handle, request)
  local open = self:answer(request, ok and response or plain(500, tostring(response)))
  self:served(http_server)
  return open
end

-- Counts down once per request, also when the task failed half-way.
function Connection:served(http_server)
  if self.serving then
    self.serving = false
    http_server.busy = http_server.busy - 1
    http_server.last_request = socket.gettime()
  end
end

local Server = {}
Server.__index = Server

local http_server = {}

-- Listens on 127.0.0.1; port 0 lets the system choose.
function http_server.new(handle, port)
  local listener = assert(socket.bind("127.0.0.1", port or 0, 128))
  listener:settimeout(0)
  local _, actual = listener:getsockname()
  return setmetatable({
    handle = handle,
    listener = listener,
    port = math.floor(tonumber(actual)),
    loop = loops.new(),
    connections = 0,
    busy = 0,
    last_request = socket.gettime(),
  }, Server)
end

function Server:serve(sock)
  sock:settimeout(0)
  sock:setoption("tcp-nodelay", true)
  local connection = setmetatable({ sock = sock, loop = self.loop, buffer = "" }, Connection)
  self.connections = self.connections + 1
  self.loop:spawn(function()
    while connection:serve_one(self) do
      -- the next request of a connection kept alive
    end
  end, function()
    sock:close()
    connection:served(self)
    self.connections = self.connections - 1
  end)
end

function Server:accept_all()
  while true do
    self.loop:wait_readable(self.listener)
    local sock = self.connections < MOST_CONNECTIONS and self.listener:accept()
    if sock then
      self:serve(sock)
    else
      self.loop:sleep(0.01)
    end
  end
end

-- Takes no more connections.
function Server:refuse()
  self.listener:close()
end

-- Serves until `is_over()`; a task that is not done by then is dropped.
function Server:run(is_over)
  self.loop:spawn(function() self:accept_all() end)
  self.loop:run(is_over)
  self:refuse()
end

return http_server
