-- A proxy that connects clients to whom they ask for (CONNECT), and remembers what they say:
--
--   local tunnel = require "spec.support.proxy"
--   local proxy = proxies.start()      -- or proxies.start(answer): all it says to anybody
--   proxy.root                        -- "http://127.0.0.1:…"
--   proxy:seen()                      -- every byte that clients sent, as one string
--   proxy:stop()

local shell = require "spec.support.shell"
local socket = require "socket"

local SCRIPT = shell.root .. "spec/support/standin/proxy_process.lua"

local proxies = {}

local Proxy = {}
Proxy.__index = Proxy

function Proxy:seen()
  return shell.read(self.folder .. "/seen")
end

function Proxy:stop()
  if self.stopped then return end
  self.stopped = true
  local connection = socket.connect("127.0.0.1", self.port)
  if connection then
    connection:settimeout(5)
    connection:send("STOP\n")
    connection:receive("*a") -- until it is gone
    connection:close()
  end
  shell.remove(self.folder)
end

Proxy.__gc = Proxy.stop

function proxies.start(answer)
  local folder = shell.temporary_folder()
  local words = { shell.quote(shell.lua), shell.quote(SCRIPT), shell.quote(folder .. "/seen"),
    answer and shell.quote((answer:gsub("\r\n", "|"))) or "" }
  local pipe = assert(io.popen("unset LD_PRELOAD; " .. table.concat(words, " ")
    .. " 2>" .. shell.quote(folder .. "/said") .. " </dev/null &"))
  local port = pipe:read("*n")
  pipe:close()
  if not port then
    local said = shell.read(folder .. "/said")
    shell.remove(folder)
    error("the proxy did not start: " .. said, 0)
  end
  return setmetatable({ port = port, folder = folder, root = "http://127.0.0.1:" .. port }, Proxy)
end

return proxies
