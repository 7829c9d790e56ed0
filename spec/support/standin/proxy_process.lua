-- Runs a proxy that knows CONNECT alone as a process of its own, for proxy.lua:
--
--   lua5.4 spec/support/standin/proxy_process.lua FILE [RESPONSE]
--
-- The first line on standard output is the port. Every byte that clients send is written to FILE.
-- With a RESPONSE (its lines separated by "|") no client is connected: each gets that response, or
-- none if it is empty. The process ends after a line "STOP", after thirty idle seconds, and at the
-- latest after five minutes.

local root = arg[0]:match("^(.-)spec[/\\]support[/\\]standin[/\\][^/\\]*$") or "../../../"
package.path = root .. "?.lua;" .. package.path

local socket = require "socket"
local tcp_server = require "spec.support.standin.tcp_server"

local seen = assert(io.open(arg[1], "wb"))
local refusal = arg[2] and arg[2]:gsub("|", "\r\n")
local server

local function receive_from_client(client)
  local data = client:receive()
  if data then
    seen:write(data)
    seen:flush()
  end
  return data
end

local function receive_from_upstream(upstream)
  return upstream:receive()
end

-- Until one side closes its connection; then the other one is closed.
local function pass_on(from, to, receive)
  local data = receive(from) -- an iterator could not yield on Lua 5.1
  while data and to:send(data) do data = receive(from) end
  pcall(from.sock.shutdown, from.sock, "both")
  pcall(to.sock.shutdown, to.sock, "both")
end

local function connect(host, port)
  local sock = socket.connect(host == "localhost" and "127.0.0.1" or host, port)
  return sock and server:connection(sock)
end

local function tunnel(client, head)
  local host, port = head:match("^CONNECT (%S+):(%d+) ")
  local upstream = host and connect(host, tonumber(port))
  if not upstream then
    client:send("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
    return
  end
  client:send("HTTP/1.1 200 Connection established\r\n\r\n")
  server.loop:spawn(function() pass_on(upstream, client, receive_from_upstream) end)
  pass_on(client, upstream, receive_from_client)
  upstream.sock:close()
end

local function serve(client)
  local head = ""
  repeat
    local data = receive_from_client(client)
    head = head .. (data or "")
    if head == "STOP\n" then return server:stop() end
  until not data or head:find("\r\n\r\n", 1, true)
  if not refusal then
    tunnel(client, head)
  elseif refusal ~= "" then
    client:send(refusal)
  else
    while receive_from_client(client) do end -- luacheck: ignore 542
  end
end

server = tcp_server.new(serve)
server:announce "%d"
server:run { idle = 30, life = 5 * 60 }
