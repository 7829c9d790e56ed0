-- What specs use of the stand-in portal:
--
--   local standin = require "spec.support.standin"
--   local portal = standin.start { scale = 1, idle = 60 }
--   portal.base_url                              -- "http://127.0.0.1:…/api/explore/v2.1"
--   portal:with { { on = "export", cut = 1000 } }  -- a base URL with faults (see faults.lua)
--   portal:requests(base_url)                    -- what came, all of it without an argument
--   portal:stop()
--
-- The server is a process of its own, so that a client under test may block. It is stopped by
-- stop(), by the garbage collector, or by its own idle time, whichever comes first.

local cjson = require "spec.support.cjson"
local http = require "socket.http"
local url = require "spec.support.standin.url"

local standin = { API_KEY = "cle-de-demonstration" }

local function shell_quote(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

local function current_folder()
  local pipe = assert(io.popen("pwd"))
  local folder = pipe:read("*l")
  pipe:close()
  return folder
end

-- Found when this file is loaded, since the current folder may be another one later.
local function script_path()
  local here = debug.getinfo(1, "S").source:match("^@(.*)standin%.lua$")
  if here:sub(1, 1) ~= "/" then
    here = current_folder() .. "/" .. here
  end
  return here .. "standin/portal_process.lua"
end

local SCRIPT = script_path()

-- The interpreter that runs this, if it looks like one: a host or a wrapper does not.
local function interpreter()
  local words = rawget(_G, "arg") or {}
  local first = 0
  while words[first - 1] do
    first = first - 1
  end
  local running = first < 0 and words[first]
  local looks_right = running and running:match("[^/]*$"):match("^lua[jit%d.-]*$")
  return os.getenv("LUA") or looks_right and running or "lua5.4"
end

-- In the background of a shell that ends at once, so that closing the pipe waits for nobody. What
-- the process says before its first line comes with the error; later its messages are dropped,
-- unless STANDIN_LOG names a file. A preloaded sanitizer is the client's business, not ours.
local function command(options)
  local log = os.getenv("STANDIN_LOG")
  return table.concat({
    "unset LD_PRELOAD;", shell_quote(interpreter()), shell_quote(SCRIPT),
    "--scale", shell_quote(tostring(options.scale or 1)),
    "--idle", shell_quote((tostring(options.idle or 60):gsub(",", "."))), -- whatever the locale
    log and "2>>" .. shell_quote(log) or "2>&1", "</dev/null &",
  }, " ")
end

local Portal = {}
Portal.__index = Portal

local function get(address)
  local contents, status = http.request(address)
  if status ~= 200 then
    error(("stand-in: %s gave %s"):format(address, tostring(status)), 0)
  end
  return contents
end

-- The base URL under which these faults are active, their counters fresh.
function Portal:with(faults)
  self.prefixes = self.prefixes + 1
  local list = { tostring(self.prefixes) }
  for _, fault in ipairs(faults) do
    list[#list + 1] = fault
  end
  return self.root .. "/with/" .. url.encode(cjson.encode(list)) .. self.path
end

-- Options of a call with the base URL in them, under these faults if there are any. Unless they say
-- otherwise, nothing is asked again and nothing kept: what a spec sees is one answer.
function Portal:options(options, faults)
  options = options or {}
  if options.retries == nil then options.retries = 0 end
  if options.cache == nil then options.cache = "off" end
  options.base_url = faults and self:with(faults) or self.base_url
  return options
end

-- The requests that have come so far, under one base URL or altogether, oldest first:
-- { method, target, headers, at = seconds, in_progress = requests under way when it came }.
function Portal:requests(base_url)
  local prefix = base_url and base_url:sub(#self.root + 1) or ""
  return cjson.decode(get(self.root .. "/_requests?prefix=" .. url.encode(prefix)))
end

function Portal:stop()
  if not self.stopped then
    self.stopped = true
    pcall(get, self.root .. "/_stop")
  end
end

Portal.__gc = Portal.stop

-- The first line that is an address; a sanitizer or a loader may have a word to say before.
local function read_address(pipe)
  local said = {}
  for line in pipe:lines() do
    local root, path = line:match("^(http://127%.0%.0%.1:%d+)(/%S+)$")
    if root then
      return root, path
    end
    said[#said + 1] = line
  end
  return nil, table.concat(said, "\n")
end

function standin.start(options)
  local pipe = assert(io.popen(command(options or {})))
  local root, path = read_address(pipe)
  pipe:close()
  if not root then
    error("the stand-in portal did not start: " .. path, 0)
  end
  return setmetatable({ base_url = root .. path, root = root, path = path, prefixes = 0 }, Portal)
end

return standin
