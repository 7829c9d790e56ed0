--- Sessions over a function of the host's, for where libcurl cannot be loaded or is not wanted:
-- objects with the methods of `urssaf.http` that call `transport(url, headers, limits)`. It returns
-- a status, headers and the whole body, or nil and what went wrong. The limits `max_bytes timeout
-- connect_timeout stall_timeout` are passed for it to keep if it can; `max_bytes` and `timeout` are
-- checked here once more.
local errors = require "urssaf.base.errors"
local numbers = require "urssaf.base.numbers"

local transport = {}

local Session = {}
Session.__index = Session

local Transfer = {}
Transfer.__index = Transfer

--- Makes a session.
---@param call function the host's transport
---@param user_agent string?
---@param clock function? seconds
---@return table session
function transport.session(call, user_agent, clock)
  return setmetatable({ call = call, user_agent = user_agent, clock = clock }, Session)
end

--- Prepares a GET: the host is called by the first `read`.
---@param url string
---@param options table `headers max_bytes timeout connect_timeout stall_timeout`
---@return table transfer
function Session:get(url, options)
  local headers = { ["User-Agent"] = self.user_agent }
  for name, value in pairs(options.headers or {}) do headers[name] = value end
  local ends = self.clock and self.clock() + options.timeout
  local limits = { max_bytes = options.max_bytes, timeout = options.timeout,
    connect_timeout = options.connect_timeout, stall_timeout = options.stall_timeout }
  return setmetatable({ session = self, url = url, request_headers = headers, ends = ends,
    limits = limits }, Transfer)
end

-- There is nothing to wait for: the host's function returns when the whole body is there.
function Session.poll()
  return 0
end

function Session.fds()
  return {}
end

function Session.timeout() end

function Session:close()
  self.closed = true
end

-- ------------------------------------------------------------------ transfers

-- As from libcurl, a body comes in blocks of this many bytes at most.
local BLOCK = 64 * 1024

local function with_lower_names(headers)
  local fields = {}
  for name, value in pairs(headers or {}) do fields[tostring(name):lower()] = tostring(value) end
  return fields
end

-- The status as an integer; raises if the host's function returned something else than agreed.
local function check_returned(status, headers, body)
  local code = numbers.integer(status)
  if code and code >= 100 and code < 600 and type(body) == "string"
      and (headers == nil or type(headers) == "table") then
    return code
  end
  errors.misuse("transport must return a status, a table of headers and the body, or nil and what"
    .. " went wrong; it returned a %s, a %s and a %s", type(status), type(headers), type(body))
end

local function problem_of_body(self)
  local coding = self.fields["content-encoding"]
  if coding and coding ~= "" and coding:lower() ~= "identity" then
    return { kind = "content", message = ("the host's transport left the body encoded (%s)"):format(
      coding) }
  end
  local most = self.limits.max_bytes
  if #self.body > most then
    return { kind = "limit", message = ("the body is over %.0f bytes (max_bytes)"):format(most) }
  end
end

-- The host's message may quote the address of a proxy, with its password. That ends at the last @
-- of a line, and begins after the line's first slash; without a slash it may begin with the line.
local function failure_of(message)
  if type(message) ~= "string" then return "the host's transport failed, and did not say why" end
  return (message:gsub("[^\r\n]+", function(line)
    local last = line:match("^.*()@")
    if last then return (line:sub(1, last):match("^[^/]*/") or "") .. "…" .. line:sub(last) end
  end))
end

local function timeout_of(self)
  if not self.ends or self.session.clock() < self.ends then return nil end
  return { kind = "timeout", message = "the call's time limit is over (timeout)" }
end

-- Requests before this one may have used up part of the time limit, or all of it.
local function perform(self)
  self.err = timeout_of(self)
  if self.err then return end
  if self.ends then self.limits.timeout = self.ends - self.session.clock() end
  local status, headers, body = self.session.call(self.url, self.request_headers, self.limits)
  if self.closed or self.session.closed then
    self.err = { kind = "cancelled", message = "the request was given up" }
  elseif status == nil then
    self.err = { kind = "network", message = failure_of(headers) }
  else
    self.code, self.body = check_returned(status, headers, body), body
    self.fields = with_lower_names(headers)
    self.err = timeout_of(self) or problem_of_body(self)
  end
end

--- The next block of the body, which the first call fetches as a whole; then nil, and the error if
-- there is one.
---@return string? bytes
---@return table? err
function Transfer:read()
  if not self.at then
    self.at = 1
    perform(self)
  end
  local block = not self.err and self.body and self.body:sub(self.at, self.at + BLOCK - 1) or ""
  self.at = self.at + #block
  if block ~= "" then return block end
  return nil, self.err
end

function Transfer:status()
  return self.code
end

function Transfer:headers()
  return self.fields or {}
end

function Transfer:close()
  self.closed, self.body = true, nil
end

return transport
