-- Answers the requests of the attacks: GET /<slug>/<number>/…, and counts what it sends.
-- GET /sent/<slug>/<number> answers how many bytes that were since the last such question;
-- GET /stop ends the server.
local root = arg[0]:match "^(.-)spec/" or ""
package.path = root .. "?.lua;" .. package.path

local attacks = require "spec.cost.attacks"
local tcp_server = require "spec.support.standin.tcp_server"

local sent = {}

-- Sends in small pieces: only those that were taken count.
local PIECE = 64 * 1024

local function sender(connection, key)
  return function(bytes)
    for at = 1, #bytes, PIECE do
      local piece = bytes:sub(at, at + PIECE - 1)
      if not connection:send(piece) then return false end
      sent[key] = (sent[key] or 0) + #piece
    end
    return true
  end
end

local server

local function respond(connection, target)
  if target == "/stop" then return server:stop() end
  local path = target:match "^[^?]*"
  local asked = path:match "^/sent(/.*)$"
  if asked then
    connection:send(("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n%d"):format(sent[asked] or 0))
    sent[asked] = nil
    return
  end
  local slug, n, rest = path:match "^/([^/]+)/(%d+)(/.*)$"
  attacks.named(slug).serve(tonumber(n), rest, sender(connection, ("/%s/%s"):format(slug, n)),
    target, function(seconds) connection:sleep(seconds) end)
end

server = tcp_server.new(function(connection)
  local head = connection:take("(.-\r\n\r\n)()")
  local target = head and head:match "^GET (%S+)"
  if target then respond(connection, target) end
end)
server:announce "%d"
server:run { idle = 600, life = 1800 }
