-- Runs the raw server as a process of its own, for rawserver.lua:
--
--   lua5.4 spec/support/standin/raw_server_process.lua [IDLE-SECONDS]
--
-- The first line on standard output is the port. A GET is answered by its path, with or without a
-- host in front. What is not a GET is a command:
--
--   ON <path> <length>   followed by that many bytes, a Lua chunk that returns a list of steps
--   CAME <path>          the heads of the requests that came, as a Lua chunk
--   STOP
--
-- The process ends when told to, after so many idle seconds (30), and in any case after five
-- minutes.

local root = arg[0]:match("^(.-)spec[/\\]support[/\\]standin[/\\][^/\\]*$") or "../../../"
package.path = root .. "?.lua;" .. package.path

local loops = require "spec.support.standin.loop"
local lua = require "spec.support.lua"
local socket = require "socket"

local IDLE = tonumber(arg[1]) or 30
local LONGEST_LIFE = 5 * 60

local loop = loops.new()
local listener = assert(socket.bind("127.0.0.1", 0, 128))
local scripts, came = {}, {}
local started, last_news = socket.gettime(), socket.gettime()
local connections, stopping = 0, false

local Connection = {}
Connection.__index = Connection

-- Adds what has come to the buffer; false when the client has gone.
function Connection:fill()
  loop:wait_readable(self.sock)
  local data, err, partial = self.sock:receive(65536)
  data = data or partial
  self.buffer = self.buffer .. data
  return #data > 0 or err == "timeout"
end

function Connection:take(pattern)
  while true do
    local from, to = self.buffer:find(pattern)
    if from then
      local text = self.buffer:sub(1, to)
      self.buffer = self.buffer:sub(to + 1)
      return text
    elseif not self:fill() then
      return nil
    end
  end
end

function Connection:take_bytes(n)
  while #self.buffer < n do
    if not self:fill() then
      return nil
    end
  end
  local bytes = self.buffer:sub(1, n)
  self.buffer = self.buffer:sub(n + 1)
  return bytes
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
    last_news = socket.gettime()
    from = partial + 1
    loop:wait_writable(self.sock)
  end
  return true
end

local steps = {}

function steps.send(connection, bytes, step)
  for _ = 1, step.times or 1 do
    if not connection:send(bytes) then
      return "over"
    end
    if step.pause then
      loop:sleep(step.pause)
    end
  end
end

function steps.sleep(_, seconds)
  loop:sleep(seconds)
end

-- Says nothing more until the client has gone.
function steps.mute(connection)
  while connection:fill() do
    connection.buffer = ""
  end
  return "over"
end

function steps.reset(connection)
  connection.sock:setoption("linger", { on = true, timeout = 0 })
  return "over"
end

-- Waits for another request on this connection.
function steps.again()
  return "again"
end

local function play(connection, script)
  for _, step in ipairs(script) do
    for name, play_step in pairs(steps) do
      if step[name] then
        local outcome = play_step(connection, step[name], step)
        if outcome then
          return outcome == "again"
        end
      end
    end
  end
  return false
end

local function answer(connection, head)
  local path = head:match("^GET (/[^ ?]*)") or head:match("^GET %l+://[^/ ]*(/[^ ?]*)")
  if not path then
    return false
  end
  came[path] = came[path] or {}
  table.insert(came[path], { head = head, connection = connection.number })
  return play(connection, scripts[path] or { { send = "HTTP/1.1 404 -\r\n\r\n" } })
end

local commands = {}

function commands.ON(connection, path, length)
  scripts[path] = assert(lua.load_alone(connection:take_bytes(tonumber(length)), "=steps", {}))()
  came[path] = nil
  connection:send("return true\n")
end

function commands.CAME(connection, path)
  local items = {}
  for i, item in ipairs(came[path] or {}) do
    items[i] = ("{head=%q,connection=%d}"):format(item.head, item.connection)
  end
  connection:send("return {" .. table.concat(items, ",") .. "}\n")
end

function commands.STOP()
  stopping = true
end

local function serve_one(connection)
  local line = connection:take("\n")
  last_news = socket.gettime()
  if not line then
    return false
  elseif line:find("^GET ") then
    connection.buffer = line .. connection.buffer
    local head = connection:take("\r\n\r\n")
    return head and answer(connection, head)
  end
  local name, path, length = line:match("^(%u+) ?(%S*) ?(%d*)\n$")
  if commands[name] then
    commands[name](connection, path, length)
  end
  return false
end

local function serve(sock)
  sock:settimeout(0)
  sock:setoption("tcp-nodelay", true)
  connections = connections + 1
  local connection = setmetatable({ sock = sock, buffer = "", number = connections }, Connection)
  loop:spawn(function()
    while serve_one(connection) do
      -- the next request of a connection kept alive
    end
  end, function() sock:close() end)
end

local function accept_all()
  while true do
    loop:wait_readable(listener)
    local sock = listener:accept()
    if sock then
      serve(sock)
    end
  end
end

local function is_over()
  local now = socket.gettime()
  return stopping or now - last_news > IDLE or now - started > LONGEST_LIFE
end

listener:settimeout(0)
local _, port = listener:getsockname()
io.stdout:write(math.floor(tonumber(port)), "\n")
io.stdout:flush()
loop:spawn(accept_all)
loop:run(is_over)
