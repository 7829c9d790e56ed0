-- TLS in front of a server: an nginx with certificates of a CA that is made for it.
--
--   local front = tls_front.start(portal.root)   -- nil where there is no nginx or no openssl
--   front.ca_file                          -- the CA's certificate
--   front.roots.good                       -- "https://localhost:…", which passes requests on
--   front:stop()
--   local front = tls_front.for_cases(portal)  -- before the cases of a portal, and after them:
--   front.through(front.roots.good, faults)    -- the portal's address there, perhaps with faults
--   front.case(name, work)                     -- a case that is pending where there is no front
--
-- There is an address for each of CERTIFICATES below. A request that is passed on has a header
-- `x-front` with the name of its address. nginx has all its files in a temporary folder, and ends
-- by itself after some minutes.

local nginx = require "spec.support.nginx"
local processes = require "spec.support.processes"
local shell = require "spec.support.shell"

local tls_front = {}

local NOW = { from = "20200101000000Z", to = "20491231000000Z" }
local PAST = { from = "20010101000000Z", to = "20020101000000Z" }
local FUTURE = { from = "20900101000000Z", to = "20910101000000Z" }
local OURS = "DNS:localhost,IP:127.0.0.1"

-- `by` is the CA that signs; without one the certificate is self-signed.
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

-- `openssl ca` is the only command that takes dates in every version of OpenSSL.
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

local function certificate_commands(folder, name, certificate)
  local by, valid = certificate.by, certificate.valid
  shell.write(("%s/%s.cnf"):format(folder, name), CA_CONFIG:format(name, certificate.names))
  shell.write(("%s/%s.index"):format(folder, name), "")
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

local HTTP = [[
  proxy_redirect off;
  proxy_http_version 1.1;
]]

local Front = processes.class(function(self)
  self.process:stop()
  shell.remove(self.folder)
end)

-- Whether its process or its folder still exists.
function Front:remains()
  return self.process:runs() or (shell.run("test -e " .. shell.quote(self.folder)))
end

local function start_in(folder, behind)
  local made, _, output = make_certificates(folder)
  assert(made, output)
  local names = {}
  for name in pairs(CERTIFICATES) do names[#names + 1] = name end
  return nginx.start(folder, names, function(ports)
    local parts = { HTTP }
    for name, port in pairs(ports) do
      parts[#parts + 1] = SERVER:format(port, name, name, behind, name)
    end
    return table.concat(parts)
  end)
end

function tls_front.start(behind)
  if not shell.has("nginx", "openssl") then return nil end
  local folder = shell.temporary_folder()
  local ok, process = pcall(start_in, folder, behind)
  if not ok then
    shell.remove(folder)
    error(process, 0)
  end
  local roots = {}
  for name, port in pairs(process.ports) do roots[name] = "https://localhost:" .. port end
  return setmetatable({ process = process, folder = folder, ca_file = folder .. "/ca.pem",
    port = process.ports.good, roots = roots }, Front)
end

-- Starts before the cases and stops after them. The fields of a front are there while it runs.
function tls_front.for_cases(portal)
  local busted = require "busted"
  local front
  local cases = setmetatable({}, { __index = function(_, name) return front and front[name] end })
  busted.setup(function() front = tls_front.start(portal.root) end)
  busted.teardown(function() if front then front:stop() end end)

  function cases.through(root, faults)
    return root .. (faults and portal:with(faults) or portal.base_url):sub(#portal.root + 1)
  end

  function cases.case(name, work)
    busted.it(name, function()
      if not front then return busted.pending("no nginx or no openssl to serve with") end
      work()
    end)
  end

  return cases
end

return tls_front
