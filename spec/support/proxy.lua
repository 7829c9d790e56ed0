-- A proxy that connects clients to the hosts they name (CONNECT), and records what they send:
--
--   local proxies = require "spec.support.proxy"
--   local proxy = proxies.start()      -- or proxies.start(response): sent to every client instead
--   proxy.root                         -- "http://127.0.0.1:…"
--   proxy:seen()                       -- every byte that clients sent, as one string
--   proxy:stop()

local processes = require "spec.support.processes"
local shell = require "spec.support.shell"
local socket = require "socket"

local proxy = {}

local Proxy = processes.class(function(self)
  local connection = socket.connect("127.0.0.1", self.port)
  if connection then
    connection:settimeout(5)
    connection:send("STOP\n")
    connection:receive("*a") -- returns when the process has ended
    connection:close()
  end
  shell.remove(self.folder)
end)

function Proxy:seen()
  return shell.read(self.folder .. "/seen")
end

function proxy.start(answer)
  local folder = shell.temporary_folder()
  local ok, port = pcall(processes.start_server, "proxy_process.lua",
    { folder .. "/seen", answer and (answer:gsub("\r\n", "|")) }, "^%d+$")
  if not ok then
    shell.remove(folder)
    error(port, 0)
  end
  return setmetatable({ port = tonumber(port), folder = folder,
    root = "http://127.0.0.1:" .. port }, Proxy)
end

return proxy
