--- The certificates that TLS trusts: the system's, or those that an option or a variable names.
local environment = require "urssaf.base.environment"

local certificates = {}

---@class urssaf.portal.Certificates
---@field ca_file string? for libcurl; nil for its own
---@field ca_path string? a folder; "" for libcurl's own, nil for none besides `ca_file`
---@field from string? the option or variable that names the file, else the folder

--- Those of a client. The option and URSSAF_CA_FILE replace the system's; after them come the
-- variables of curl, with the meaning that they have for it.
---@param options table `ca_file`
---@return urssaf.portal.Certificates
function certificates.of(options)
  if options.ca_file then return { ca_file = options.ca_file, from = "ca_file" } end
  local own = environment.get "URSSAF_CA_FILE"
  if own then return { ca_file = own, from = "URSSAF_CA_FILE" } end
  local bundle = environment.get "CURL_CA_BUNDLE"
  if bundle then return { ca_file = bundle, ca_path = "", from = "CURL_CA_BUNDLE" } end
  local file, folder = environment.get "SSL_CERT_FILE", environment.get "SSL_CERT_DIR"
  return { ca_file = file, ca_path = folder or "",
    from = file and "SSL_CERT_FILE" or folder and "SSL_CERT_DIR" }
end

-- Why a file cannot be read; nil if it can, and in a host without files.
local function problem_of(path)
  local file, problem = nil, nil
  if io then file, problem = io.open(path, "rb") end
  if file then file:close() end
  return problem
end

--- Adds to an error which certificates are trusted, unless they are the system's.
---@param err urssaf.Error kind `tls`
---@param options table `ca_file`
function certificates.explain(err, options)
  local trusted = certificates.of(options)
  local path = trusted.ca_file or trusted.ca_path
  if not trusted.from then return end
  if trusted.from == "ca_file" then err.in_lua = trusted.from end
  local problem = trusted.ca_file and problem_of(path)
  if problem then
    err.message = ("the file of certificates (%s) cannot be read: %s"):format(trusted.from, problem)
  else
    err.message = ("%s; the certificates to trust are those of %s (%s)"):format(err.message, path,
      trusted.from)
  end
end

return certificates
