-- The base of the servers of the specs: it listens on a port of 127.0.0.1, runs a task for each
-- connection, and ends when it has been idle for long enough.
--
--   local server = tcp_server.new(function(connection) … end)
--   server:announce "http://127.0.0.1:%d"   -- the first line on standard output names the port
--   server:run { idle = 30, life = 300 }    -- seconds without a byte sent or received, altogether

local loops = require "spec.support.standin.loop"
local socket = require "socket"

local MOST_CONNECTIONS = 500 -- select() stops at 1024 descriptors

local Connection = {}
Connection.__index = Connection

-- The bytes that have arrived, possibly none; nil if the other side has closed the connection.
function Connection:receive()
  self.server.loop:wait_readable(self.sock)
  local data, err, partial = self.sock:receive(65536)
  data = data or partial
  self.server.last_news = socket.gettime()
  return (#data > 0 or err == "timeout") and data or nil
end

-- Adds what arrives to the buffer; false if the other side has closed the connection.
function Connection:fill()
  local data = self:receive()
  self.buffer = self.buffer .. (data or "")
  return data ~= nil
end

-- Takes what matches `pattern` from the beginning of the buffer and returns its first capture; its
-- second is the position after the match, "()". nil if the connection is closed before, or the
-- buffer has more than `most` bytes.
function Connection:take(pattern, most)
  while true do
    local taken, after = self.buffer:match("^" .. pattern)
    if taken then
      self.buffer = self.buffer:sub(after)
      return taken
    elseif #self.buffer > (most or math.huge) or not self:fill() then
      return nil
    end
  end
end

function Connection:take_bytes(n)
  while #self.buffer < n do
    if not self:fill() then return nil end
  end
  local bytes = self.buffer:sub(1, n)
  self.buffer = self.buffer:sub(n + 1)
  return bytes
end

-- False if the other side has closed the connection.
function Connection:send(data)
  local from = 1
  while from <= #data do
    local last, err, partial = self.sock:send(data, from)
    self.server.last_news = socket.gettime()
    if last then return true end
    if err ~= "timeout" then return false end
    from = partial + 1
    self.server.loop:wait_writable(self.sock)
  end
  return true
end

function Connection:wait_until_gone()
  while self:receive() do end -- luacheck: ignore 542
end

function Connection:sleep(seconds)
  self.server.loop:sleep(seconds)
end

-- While a connection is busy the server is not idle, even if nothing is sent or received.
function Connection:set_busy(is_busy)
  if self.is_busy == is_busy then return end
  self.is_busy = is_busy
  self.server.busy = self.server.busy + (is_busy and 1 or -1)
  self.server.last_news = socket.gettime()
end

-- Makes the end of the connection, when its task ends, a reset.
function Connection:reset_at_close()
  self.sock:setoption("linger", { on = true, timeout = 0 })
end

local Server = {}
Server.__index = Server

local tcp_server = {}

-- Listens; port 0, the default, lets the system choose. `serve(connection)` is run as a task.
function tcp_server.new(serve, port)
  local listener = assert(socket.bind("127.0.0.1", port or 0, 128))
  listener:settimeout(0)
  local _, actual = listener:getsockname()
  return setmetatable({
    serve = serve,
    listener = listener,
    port = math.floor(tonumber(actual)),
    loop = loops.new(),
    accepted = 0,
    open = 0,
    busy = 0,
    last_news = socket.gettime(),
  }, Server)
end

-- A connection for any socket; the caller closes the socket.
function Server:connection(sock)
  sock:settimeout(0)
  sock:setoption("tcp-nodelay", true)
  return setmetatable({ sock = sock, server = self, buffer = "", is_busy = false },
    Connection)
end

function Server:accept(sock)
  self.accepted, self.open = self.accepted + 1, self.open + 1
  local connection = self:connection(sock)
  connection.number = self.accepted
  self.loop:spawn(function() self.serve(connection) end, function()
    sock:close()
    connection:set_busy(false) -- also where the task failed
    self.open = self.open - 1
  end)
end

function Server:accept_all()
  while true do
    self.loop:wait_readable(self.listener)
    local sock = self.open < MOST_CONNECTIONS and self.listener:accept()
    if sock then
      self:accept(sock)
    else
      self.loop:sleep(0.01)
    end
  end
end

-- Takes no more connections, and ends after so many seconds.
function Server:stop(seconds)
  self.listener:close()
  self.stop_at = socket.gettime() + (seconds or 0)
end

-- The starter waits for this line.
function Server:announce(format)
  io.stdout:write(format:format(self.port), "\n")
  io.stdout:flush()
end

-- Serves until it is stopped, has been idle for `idle` seconds or has run for `life` seconds. Tasks
-- that are not done by then are dropped.
function Server:run(limits)
  local started = socket.gettime()
  self.loop:spawn(function() self:accept_all() end)
  self.loop:run(function()
    local now = socket.gettime()
    return self.busy == 0 and now - self.last_news > limits.idle
      or now - started > limits.life
      or self.stop_at ~= nil and now >= self.stop_at
  end)
  self.listener:close()
end

return tcp_server
