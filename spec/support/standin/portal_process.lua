-- Runs the stand-in portal as a process of its own:
--
--   lua5.4 spec/support/standin/portal_process.lua [--scale N] [--idle SECONDS] [--port N]
--
-- The first line on standard output is the base URL. The process ends when asked to (`/_stop`),
-- after --idle seconds without a request (60), and in any case after fifteen minutes.

local root = arg[0]:match("^(.-)spec[/\\]support[/\\]standin[/\\][^/\\]*$") or "../../../"
package.path = ("%s?.lua;%slua/?.lua;%slua/?/init.lua;"):format(root, root, root) .. package.path

local portal = require "spec.support.standin.portal"
local http_server = require "spec.support.standin.http_server"
local socket = require "socket"

local LONGEST_LIFE = 15 * 60

local function read_options(words)
  local options = { scale = 1, idle = 60, port = 0 }
  for i = 1, #words, 2 do
    local name = words[i]:match("^%-%-(%l+)$")
    local value = tonumber(words[i + 1])
    if not options[name] or not value then
      io.stderr:write("usage: portal_process.lua [--scale N] [--idle SECONDS] [--port N]\n")
      os.exit(2)
    end
    options[name] = value
  end
  return options
end

local options = read_options(arg)
local stand_in = portal.new { scale = math.floor(options.scale) }
local started = socket.gettime()
local listening, stop_at

-- Once told to stop it takes no more connections, and what is being sent has a moment to go out.
local function handle(request)
  local answer = stand_in:handle(request)
  if stand_in.stopping and not stop_at then
    listening:refuse()
    stop_at = socket.gettime() + 0.05
  end
  return answer
end

local function is_over()
  local now = socket.gettime()
  local idle = listening.busy == 0 and now - listening.last_request > options.idle
  return idle or now - started > LONGEST_LIFE or (stop_at and now > stop_at)
end

listening = http_server.new(handle, math.floor(options.port))
io.stdout:write(("http://127.0.0.1:%d/api/explore/v2.1\n"):format(listening.port))
io.stdout:flush()
listening:run(is_over)
