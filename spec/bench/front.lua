-- nginx before the files of a folder, as the portal would serve them, packed beforehand.
--
--   local front = require "spec.bench.front".start(folder)
--   front.root .. "/20"       -- a base URL: the files of folder/20
--   front:stop()
local shell = require "spec.support.shell"
local socket = require "socket"

local CONFIG = [[
daemon off;
master_process off;
pid nginx.pid;
error_log error.log;
events { }
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  sendfile on;
  gzip_static on;
  types { text/csv csv; application/json json; }
  server {
    listen 127.0.0.1:%d;
    root %s;
    rewrite ^(/[^/]+)/catalog/datasets/[^/]+$ $1/metadata.json last;
    rewrite ^(/[^/]+)/catalog/datasets/[^/]+/records$ $1/records.json last;
    rewrite ^(/[^/]+)/catalog/datasets/[^/]+/exports/(csv|json)$ $1/export.$2 last;
  }
}
]]

local Front = {}
Front.__index = Front

function Front:stop()
  shell.run("kill " .. self.pid)
  shell.remove(self.own)
end

local function free_port()
  local listener = assert(socket.bind("127.0.0.1", 0))
  local _, port = listener:getsockname()
  listener:close()
  return math.floor(tonumber(port))
end

local function answers(port)
  local connection = socket.connect("127.0.0.1", port)
  if connection then connection:close() end
  return connection ~= nil
end

local front = {}

function front.start(folder)
  local own, port = shell.temporary_folder(), free_port()
  local file = assert(io.open(own .. "/nginx.conf", "w"))
  file:write(CONFIG:format(port, folder))
  file:close()
  local _, _, said = shell.run(([[cd %s && { PATH="$PATH:/usr/sbin" nginx -p "$PWD/" \
    -c "$PWD/nginx.conf" -e error.log >said 2>&1 </dev/null & echo $!; }]]):format(own))
  local self = setmetatable({ pid = tonumber(said:match "%d+"), own = own,
    root = "http://127.0.0.1:" .. port }, Front)
  for _ = 1, 100 do
    if answers(port) then return self end
    socket.sleep(0.05)
  end
  local problem = shell.read(own .. "/said") .. shell.read(own .. "/error.log")
  self:stop()
  error("nginx did not start: " .. problem, 0)
end

return front
