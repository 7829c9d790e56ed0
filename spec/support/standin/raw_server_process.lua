-- Runs the raw server as a process of its own, for raw_server.lua:
--
--   lua5.4 spec/support/standin/raw_server_process.lua [IDLE-SECONDS]
--
-- The first line on standard output is the port. A GET is answered by its path, with or without a
-- host in front. Any other first line is a command:
--
--   ON <path> <length>   followed by that many bytes, a Lua chunk that returns a list of steps
--   REQUESTS <path>      the heads of the requests for the path, as a Lua chunk
--   STOP
--
-- The process ends after STOP, after so many idle seconds (30), and at the latest after five
-- minutes.

local root = arg[0]:match("^(.-)spec[/\\]support[/\\]standin[/\\][^/\\]*$") or "../../../"
package.path = root .. "?.lua;" .. package.path

local lua = require "spec.support.lua"
local tcp_server = require "spec.support.standin.tcp_server"

local scripts, requests = {}, {}
local server

local steps = {}

function steps.send(connection, bytes, step)
  for _ = 1, step.times or 1 do
    if not connection:send(bytes) then
      return "over"
    end
    if step.pause then
      connection:sleep(step.pause)
    end
  end
end

function steps.sleep(connection, seconds)
  connection:sleep(seconds)
end

-- Sends nothing more until the client has closed the connection.
function steps.mute(connection)
  connection:wait_until_gone()
  return "over"
end

function steps.reset(connection)
  connection:reset_at_close()
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

local function respond(connection, head)
  local path = head:match("^GET (/[^ ?]*)") or head:match("^GET %l+://[^/ ]*(/[^ ?]*)")
  if not path then
    return false
  end
  requests[path] = requests[path] or {}
  table.insert(requests[path], { head = head, connection = connection.number })
  return play(connection, scripts[path] or { { send = "HTTP/1.1 404 -\r\n\r\n" } })
end

local commands = {}

function commands.ON(connection, path, length)
  scripts[path] = assert(lua.load_alone(connection:take_bytes(tonumber(length)), "=steps", {}))()
  requests[path] = nil
  connection:send("return true\n")
end

function commands.REQUESTS(connection, path)
  local items = {}
  for i, item in ipairs(requests[path] or {}) do
    items[i] = ("{head=%q,connection=%d}"):format(item.head, item.connection)
  end
  connection:send("return {" .. table.concat(items, ",") .. "}\n")
end

function commands.STOP()
  server:stop()
end

local function serve_one(connection)
  local line = connection:take("(.-\n)()")
  if not line then
    return false
  elseif line:find("^GET ") then
    connection.buffer = line .. connection.buffer
    local head = connection:take("(.-\r\n\r\n)()")
    return head and respond(connection, head)
  end
  local name, path, length = line:match("^(%u+) ?(%S*) ?(%d*)\n$")
  if commands[name] then
    commands[name](connection, path, length)
  end
  return false
end

server = tcp_server.new(function(connection)
  while serve_one(connection) do
    -- the next request of a connection kept alive
  end
end)
server:announce "%d"
server:run { idle = tonumber(arg[1]) or 30, life = 5 * 60 }
