-- nginx before the files of a folder, as the portal would serve them, packed beforehand.
--
--   local nginx_portal = require "spec.bench.nginx_portal".start(folder)
--   nginx_portal.root .. "/20"       -- a base URL: the files of folder/20
--   nginx_portal:stop()
local nginx = require "spec.support.nginx"
local processes = require "spec.support.processes"
local shell = require "spec.support.shell"

local HTTP = [[
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
]]

local Front = processes.class(function(self)
  self.process:stop()
  shell.remove(self.own)
end)

local LIFE = 4 * 3600 -- seconds

local nginx_portal = {}

function nginx_portal.start(folder)
  local own = shell.temporary_folder()
  local process = nginx.start(own, { "http" }, function(ports)
    return HTTP:format(ports.http, folder)
  end, LIFE)
  return setmetatable({ process = process, own = own,
    root = "http://127.0.0.1:" .. process.ports.http }, Front)
end

return nginx_portal
