-- A server that sends exactly the bytes a spec hands over, correct HTTP or not:
--
--   local raw_server = require "spec.support.raw_server"
--   local server = raw_server.start()
--   local url = server:on("/cut", {
--     { send = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" }, { send = "ab", times = 2 },
--     { sleep = 0.1 }, { reset = true },
--   })
--   server:requests("/cut")   -- { { head = "GET /cut …", connection = 3 }, … }
--   server:stop()
--   local server = raw_server.for_cases()   -- starts before the cases and stops after them
--
-- A step is `send` (`times` over, with a `pause` after each), `sleep`, `reset`, `mute` (silence
-- until the client has closed the connection) or `again` (waits for another request on the
-- connection); after the last step the connection is closed.
--
-- The server is a process of its own and ends by itself when idle.

local lua = require "spec.support.lua"
local processes = require "spec.support.processes"
local socket = require "socket"

local raw_server = {}

local function is_step(step)
  return step.send or step.sleep or step.reset or step.mute or step.again
end

local function serialize(steps)
  local items = {}
  for i, step in ipairs(steps) do
    assert(is_step(step), "a step that does nothing")
    local fields = {}
    for name, value in pairs(step) do
      local text = type(value) == "string" and ("%q"):format(value)
        or tostring(value):gsub(",", ".") -- whatever the locale
      fields[#fields + 1] = ("[%q]=%s"):format(name, text)
    end
    items[i] = "{" .. table.concat(fields, ",") .. "}"
  end
  return "return {" .. table.concat(items, ",") .. "}"
end

local Server = processes.class(function(self)
  pcall(self.command, self, "STOP")
end)

function Server:command(line, payload)
  local connection = assert(socket.connect("127.0.0.1", self.port))
  connection:settimeout(5)
  assert(connection:send(line .. "\n" .. (payload or "")))
  local reply = connection:receive("*a")
  connection:close()
  return reply and reply ~= "" and assert(lua.load_alone(reply, "=" .. line, {}))()
end

-- From now on, responds to requests for the path with these steps; returns the address.
function Server:on(path, steps)
  local payload = serialize(steps)
  assert(self:command(("ON %s %d"):format(path, #payload), payload), "the steps are not Lua")
  return self.root .. path
end

-- The requests for the path since its steps were set.
function Server:requests(path)
  return self:command("REQUESTS " .. path)
end

local function start(server, idle)
  local port = processes.start_server("raw_server_process.lua",
    { ("%d"):format(idle or 300) }, "^%d+$")
  server.port, server.root = tonumber(port), "http://127.0.0.1:" .. port
  return server
end

-- The server ends after `idle` seconds (300) in which nothing is sent or received.
function raw_server.start(idle)
  return start(setmetatable({}, Server), idle)
end

-- A server for the cases of the current `describe` or file: started before them, stopped after.
function raw_server.for_cases(idle)
  return processes.for_cases(Server, function(server) start(server, idle) end)
end

return raw_server
