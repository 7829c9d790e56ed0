-- nginx as one process, with all its files in one folder.
--
--   local server = nginx.start(folder, { "a", "b" }, function(ports) return "server { … }" end)
--   server.ports.a, server:runs(), server:stop()    -- a process of processes.lua
local processes = require "spec.support.processes"
local shell = require "spec.support.shell"

local nginx = {}

local CONFIG = [[
daemon off;
master_process off;
pid nginx.pid;
error_log error.log;
events { worker_connections 256; }
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
%s}
]]

--- Starts it on a free port for each name.
---@param folder string
---@param names string[]
---@param configure fun(ports: table): string what stands within `http { … }`
---@param life integer? seconds
function nginx.start(folder, names, configure, life)
  -- nginx cannot be asked for any free port, so some are looked for
  local command = "nginx -p %s/ -c %s/nginx.conf -e error.log"
  local quoted, process = shell.quote(folder), nil
  for _ = 1, 5 do
    local ports = processes.free_ports(names)
    shell.write(folder .. "/nginx.conf", CONFIG:format(configure(ports)))
    process = processes.start { command = command:format(quoted, quoted), folder = folder,
      life = life }
    process.ports = ports
    -- another process may have taken the port: nginx has its own when it writes its number
    local function has_ports() return shell.exists(folder .. "/nginx.pid") end
    if process:listens(ports[names[1]], has_ports) then return process end
    process:stop()
  end
  error("nginx did not start: " .. process:output(), 0)
end

return nginx
