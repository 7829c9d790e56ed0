-- A server that speaks TLS, with a certificate for localhost that is its own authority:
--
--   local tls = tls_server.start { ["hello"] = "HTTP/1.1 200 OK\r\n\r\nhello" }
--   tls.root .. "/hello", tls.ca_file, tls:stop()
--
-- It is `openssl s_server`, and ends by itself when forgotten.

local processes = require "spec.support.processes"
local shell = require "spec.support.shell"

local tls_server = {}

local MAKE_CERTIFICATE = [[cd %s && openssl req -x509 \
  -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out cert.pem \
  -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost]]

local SERVE = [[cd %s && exec openssl s_server -HTTP -accept "127.0.0.1:$PORT" \
  -key key.pem -cert cert.pem]]

local Server = processes.class(function(self)
  self.process:stop()
  shell.remove(self.folder)
end)

--- nil where there is no openssl that can.
---@param responses table<string, string> all bytes, by the last part of the address
function tls_server.start(responses)
  local folder = shell.temporary_folder()
  for name, bytes in pairs(responses) do shell.write(folder .. "/" .. name, bytes) end
  local quoted = shell.quote(folder)
  if not shell.run(MAKE_CERTIFICATE:format(quoted)) then
    shell.remove(folder)
    return nil
  end
  local process = processes.start { command = "sh -c " .. shell.quote(SERVE:format(quoted)),
    port_as = "PORT", folder = folder }
  return setmetatable({ process = process, folder = folder, ca_file = folder .. "/cert.pem",
    root = "https://localhost:" .. process.port }, Server)
end

return tls_server
