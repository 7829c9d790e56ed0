-- A server that answers with exactly the bytes a spec hands over, right or wrong:
--
--   local rawserver = require "spec.support.raw_server"
--   local server = raw_server.start()
--   local url = server:on("/cut", {
--     { send = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" }, { send = "ab", times = 2 },
--     { sleep = 0.1 }, { reset = true },
--   })
--   server:came("/cut")   -- { { head = "GET /cut …", connection = 3 }, … }
--   server:stop()
--
-- A step is `send` (`times` over, with a `pause` after each), `sleep`, `reset`, `mute` (silence
-- until the client goes) or `again` (waits for another request on the connection); after the last
-- one the connection is closed.
--
--   local tls = raw_server.start_tls { ["hello"] = "HTTP/1.1 200 OK\r\n\r\nhello" }
--   tls.root, tls.ca_file, tls:stop()
--
-- speaks TLS with a certificate for localhost; nil where there is no openssl. Both servers are
-- processes of their own and end by themselves when forgotten.

local lua = require "spec.support.lua"
local shell = require "spec.support.shell"
local socket = require "socket"

local SCRIPT = shell.root .. "spec/support/standin/raw_server_process.lua"

local raw_server = {}

-- The first line that a command says; it must leave the background to its children alone.
local function first_line(command, pattern)
  local pipe = assert(io.popen(command))
  local said = {}
  for line in pipe:lines() do
    if line:find(pattern) then
      pipe:close()
      return line:match(pattern)
    end
    said[#said + 1] = line
  end
  pipe:close()
  return nil, table.concat(said, "\n")
end

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

local Server = {}
Server.__index = Server

function Server:command(line, payload)
  local connection = assert(socket.connect("127.0.0.1", self.port))
  connection:settimeout(5)
  assert(connection:send(line .. "\n" .. (payload or "")))
  local said = connection:receive("*a")
  connection:close()
  return said and said ~= "" and assert(lua.load_alone(said, "=" .. line, {}))()
end

-- Answers requests for the path with these steps from now on; returns the address.
function Server:on(path, steps)
  local payload = serialize(steps)
  assert(self:command(("ON %s %d"):format(path, #payload), payload), "the steps are not Lua")
  return self.root .. path
end

-- The requests for the path since it was set.
function Server:came(path)
  return self:command("CAME " .. path)
end

function Server:stop()
  if not self.stopped then
    self.stopped = true
    pcall(self.command, self, "STOP")
  end
end

Server.__gc = Server.stop

-- A preloaded sanitizer is the client's business, not the server's.
function raw_server.start(idle)
  local port, said = first_line(("unset LD_PRELOAD; %s %s %d 2>&1 </dev/null &")
    :format(shell.quote(shell.lua), shell.quote(SCRIPT), idle or 30), "^%d+$")
  if not port then
    error("the raw server did not start: " .. said, 0)
  end
  return setmetatable({ port = tonumber(port), root = "http://127.0.0.1:" .. port }, Server)
end

local TLS_LIFE = 120

local Tls = {}
Tls.__index = Tls

function Tls:stop()
  if not self.stopped then
    self.stopped = true
    shell.run("kill " .. self.pid)
    shell.remove(self.folder)
  end
end

Tls.__gc = Tls.stop

local MAKE_CERTIFICATE = [[cd %s && openssl req -x509 \
  -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out cert.pem \
  -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost]]

local SERVE_TLS = [[cd %s && (timeout %d openssl s_server -HTTP -accept \
  127.0.0.1:0 -key key.pem -cert cert.pem >said 2>&1 </dev/null & echo $!)
  for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    grep ACCEPT said 2>/dev/null && break; sleep 0.1; done]]

local function serve_tls(folder)
  local quoted = shell.quote(folder)
  if shell.run(MAKE_CERTIFICATE:format(quoted)) then
    local _, _, said = shell.run(SERVE_TLS:format(quoted, TLS_LIFE))
    return said:match("^(%d+)%s.*:(%d+)")
  end
end

-- `answers` maps the last part of the address to all the bytes of its answer.
function raw_server.start_tls(answers)
  local folder = shell.temporary_folder()
  for name, bytes in pairs(answers) do
    local file = assert(io.open(folder .. "/" .. name, "wb"))
    file:write(bytes)
    file:close()
  end
  local pid, port = serve_tls(folder)
  if not pid then
    shell.remove(folder)
    return nil
  end
  return setmetatable({
    pid = tonumber(pid), folder = folder, ca_file = folder .. "/cert.pem",
    port = tonumber(port), root = "https://localhost:" .. port,
  }, Tls)
end

return raw_server
