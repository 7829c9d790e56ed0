-- Real TLS before a server of specs: an nginx with certificates of a CA that is made for it.
--
--   local tls = require "spec.support.tls_front"
--   local front = tls_front.start(portal.root)   -- nil where there is no nginx or no openssl
--   front.ca_file                          -- knows the CA, and no other
--   front.roots.good                       -- "https://localhost:…": all it is asked goes to portal
--   front:stop()
--
-- There is an address for each certificate of CERTIFICATES below. What the server behind gets has a
-- header `x-front`, the name of the address that it came through. nginx is one process with all its
-- files in a temporary folder; it ends by itself when forgotten.

local shell = require "spec.support.shell"
local socket = require "socket"

local tls_front = {}

local LIFE = 300 -- seconds
local PATIENCE = 20

local NOW = { from = "20200101000000Z", to = "20491231000000Z" }
local PAST = { from = "20010101000000Z", to = "20020101000000Z" }
local FUTURE = { from = "20900101000000Z", to = "20910101000000Z" }
local OURS = "DNS:localhost,IP:127.0.0.1"

-- `by` is the CA that signs, itself if there is none.
local CERTIFICATES = {
  good = { by = "ca", names = OURS, valid = NOW },
  other = { by = "ca", names = OURS, valid = NOW },
  stranger = { by = "unknown", names = OURS, valid = NOW },
  misnamed = { by = "ca", names = "DNS:portal.invalid", valid = NOW },
  expired = { by = "ca", names = OURS, valid = PAST },
  future = { by = "ca", names = OURS, valid = FUTURE },
  own = { names = OURS, valid = NOW },
}

-- ---------------------------------------------------------------- certificates

-- `openssl ca` is the one command whose dates can be said in every version.
local CA_CONFIG = [[
[ca]
default_ca = here
[here]
database = %s.index
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
x509_extensions = server
[any]
commonName = supplied
[server]
basicConstraints = CA:FALSE
subjectAltName = %s
]]

local NEW_KEY = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout %s.key"
local MAKE_CA = "openssl req -x509 " .. NEW_KEY .. " -out %s.pem -days 2 -subj '/CN=specs %s'"
local ASK = "openssl req -new " .. NEW_KEY .. " -out %s.csr -subj /CN=%s"
local SIGN = "openssl ca -batch -notext -config %s.cnf -in %s.csr -out %s.pem "
  .. "-startdate %s -enddate %s %s"

local function write(path, text)
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
end

local function certificate_commands(folder, name, certificate)
  local by, valid = certificate.by, certificate.valid
  write(("%s/%s.cnf"):format(folder, name), CA_CONFIG:format(name, certificate.names))
  write(("%s/%s.index"):format(folder, name), "")
  return ASK:format(name, name, name), SIGN:format(name, name, name, valid.from, valid.to,
    by and ("-cert %s.pem -keyfile %s.key"):format(by, by)
      or ("-selfsign -keyfile %s.key"):format(name))
end

local function make_certificates(folder)
  local commands = { "set -e; cd " .. shell.quote(folder) }
  for _, name in ipairs { "ca", "unknown" } do
    commands[#commands + 1] = MAKE_CA:format(name, name, name)
  end
  for name, certificate in pairs(CERTIFICATES) do
    local ask, sign = certificate_commands(folder, name, certificate)
    commands[#commands + 1] = ask
    commands[#commands + 1] = sign
  end
  return shell.run(table.concat(commands, "\n"))
end

-- ---------------------------------------------------------------- nginx

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
  proxy_redirect off;
  proxy_http_version 1.1;
%s}
]]

local SERVER = [[
  server {
    listen 127.0.0.1:%d ssl;
    ssl_certificate %s.pem;
    ssl_certificate_key %s.key;
    location / {
      proxy_pass %s;
      proxy_set_header X-Front %s;
    }
  }
]]

-- nginx cannot be asked for any free port, so some are looked for; another process may be faster.
local function free_ports()
  local listening, ports = {}, {}
  for name in pairs(CERTIFICATES) do
    listening[name] = assert(socket.bind("127.0.0.1", 0))
    local _, port = listening[name]:getsockname()
    ports[name] = math.floor(tonumber(port))
  end
  for _, listener in pairs(listening) do listener:close() end
  return ports
end

local function answers(port)
  local connection = socket.connect("127.0.0.1", port)
  if connection then connection:close() end
  return connection ~= nil
end

local function wait_until(is_so)
  local deadline = socket.gettime() + PATIENCE
  while not is_so() do
    if socket.gettime() > deadline then return false end
    socket.sleep(0.02)
  end
  return true
end

-- One that has ended and was not waited for has no command line any more.
local function runs(pid)
  local file = io.open(("/proc/%d/cmdline"):format(pid), "rb")
  local words = file and file:read("*a") or ""
  if file then file:close() end
  return words ~= ""
end

local START = [[cd %s && { PATH="$PATH:/usr/sbin"
  timeout %d nginx -p "$PWD/" -c "$PWD/nginx.conf" -e error.log >said 2>&1 </dev/null & echo $!; }]]

-- Whether it listens, and its process.
local function start_nginx(folder, ports, behind)
  local servers = {}
  for name, port in pairs(ports) do
    servers[#servers + 1] = SERVER:format(port, name, name, behind, name)
  end
  write(folder .. "/nginx.conf", CONFIG:format(table.concat(servers)))
  local _, _, said = shell.run(START:format(shell.quote(folder), LIFE))
  local pid = assert(tonumber(said:match("^(%d+)%s*$")), said)
  local function listens_or_ended()
    return not runs(pid) or io.open(folder .. "/nginx.pid", "rb") ~= nil and answers(ports.good)
  end
  wait_until(listens_or_ended)
  return runs(pid) and pid
end

local Front = {}
Front.__index = Front

-- Whether anything of it is still there: its process, or its folder.
function Front:remains()
  return runs(self.pid) or (shell.run("test -e " .. shell.quote(self.folder)))
end

function Front:stop()
  if self.stopped then return end
  self.stopped = true
  shell.run("kill " .. self.pid)
  wait_until(function() return not runs(self.pid) and not answers(self.port) end)
  shell.remove(self.folder)
end

Front.__gc = Front.stop

local function has_commands()
  return (shell.run('PATH="$PATH:/usr/sbin"; command -v nginx && command -v openssl'))
end

local function start_in(folder, behind)
  local made, _, said = make_certificates(folder)
  assert(made, said)
  for _ = 1, 5 do
    local ports = free_ports()
    local pid = start_nginx(folder, ports, behind)
    if pid then return pid, ports end
  end
  error("nginx did not start: " .. shell.read(folder .. "/said"), 0)
end

function tls_front.start(behind)
  if not has_commands() then return nil end
  local folder = shell.temporary_folder()
  local ok, pid, ports = pcall(start_in, folder, behind)
  if not ok then
    shell.remove(folder)
    error(pid, 0)
  end
  local roots = {}
  for name, port in pairs(ports) do roots[name] = "https://localhost:" .. port end
  return setmetatable({
    pid = pid, folder = folder, ca_file = folder .. "/ca.pem", port = ports.good, ports = ports,
    roots = roots,
  }, Front)
end

return tls_front
