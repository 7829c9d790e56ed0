-- Runs a proxy that knows CONNECT alone as a process of its own, for tunnel.lua:
--
--   lua5.4 spec/support/standin/proxy_process.lua FILE [ANSWER]
--
-- The first line on standard output is the port. Every byte that comes from clients goes to FILE as
-- well. With an ANSWER (its lines set apart by "|") nobody is connected: it is all that is said,
-- nothing if it is empty. The process ends when told to (a line "STOP"), after thirty idle seconds,
-- and in any case after five minutes.

local root = arg[0]:match("^(.-)spec[/\\]support[/\\]standin[/\\][^/\\]*$") or "../../../"
package.path = root .. "?.lua;" .. package.path

local loops = require "spec.support.standin.loop"
local socket = require "socket"

local IDLE, LONGEST_LIFE = 30, 5 * 60

local seen = assert(io.open(arg[1], "wb"))
local refusal = arg[2] and arg[2]:gsub("|", "\r\n")
local loop = loops.new()
local listener = assert(socket.bind("127.0.0.1", 0, 128))
local started, last_news = socket.gettime(), socket.gettime()
local stopping = false

-- What has come; nil when the other side has gone.
local function receive(sock)
  loop:wait_readable(sock)
  local data, err, partial = sock:receive(65536)
  data = data or partial
  last_news = socket.gettime()
  return (#data > 0 or err == "timeout") and data or nil
end

local function send(sock, data)
  local from = 1
  while from <= #data do
    local last, err, partial = sock:send(data, from)
    if last then return true end
    if err ~= "timeout" then return false end
    from = partial + 1
    loop:wait_writable(sock)
  end
  return true
end

local function receive_from_client(sock)
  local data = receive(sock)
  if data then
    seen:write(data)
    seen:flush()
  end
  return data
end

-- Until one side has gone; then the other is told so.
local function pass_on(from, to, take)
  local data = take(from) -- not in an iterator, from which Lua 5.1 cannot yield
  while data and send(to, data) do data = take(from) end
  pcall(from.shutdown, from, "both")
  pcall(to.shutdown, to, "both")
end

local function connect(host, port)
  local sock = socket.connect(host == "localhost" and "127.0.0.1" or host, port)
  if sock then sock:settimeout(0) end
  return sock
end

local function tunnel(client, head)
  local host, port = head:match("^CONNECT (%S+):(%d+) ")
  local upstream = host and connect(host, tonumber(port))
  if not upstream then
    send(client, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
    return
  end
  send(client, "HTTP/1.1 200 Connection established\r\n\r\n")
  loop:spawn(function() pass_on(upstream, client, receive) end)
  pass_on(client, upstream, receive_from_client)
  upstream:close()
end

local function serve(client)
  local head = ""
  repeat
    local data = receive_from_client(client)
    head = head .. (data or "")
    stopping = stopping or head == "STOP\n"
  until not data or head:find("\r\n\r\n", 1, true)
  if not refusal then
    tunnel(client, head)
  elseif refusal ~= "" then
    send(client, refusal)
  else
    while receive_from_client(client) do end -- luacheck: ignore 542
  end
end

local function accept_all()
  while true do
    loop:wait_readable(listener)
    local client = listener:accept()
    if client then
      client:settimeout(0)
      loop:spawn(function() serve(client) end, function() client:close() end)
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
