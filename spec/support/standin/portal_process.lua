-- Runs the stand-in portal as a process of its own:
--
--   lua5.4 spec/support/standin/portal_process.lua [--scale N] [--idle SECONDS] [--life SECONDS]
--     [--port N] [--catalogue part|full]
--
-- The first line on standard output is the base URL. The process ends when asked to (`/_stop`),
-- after --idle seconds without a request (60), and in any case after --life (fifteen minutes).

local root = arg[0]:match("^(.-)spec[/\\]support[/\\]standin[/\\][^/\\]*$") or "../../../"
package.path = ("%s?.lua;%slua/?.lua;%slua/?/init.lua;"):format(root, root, root) .. package.path

local portal = require "spec.support.standin.portal"
local http_server = require "spec.support.standin.http_server"

local USAGE = "usage: portal_process.lua [--scale N] [--idle SECONDS] [--life SECONDS] "
  .. "[--port N] [--catalogue part|full]\n"
local READERS = {
  scale = tonumber, idle = tonumber, life = tonumber, port = tonumber,
  catalogue = function(word) return (word == "part" or word == "full") and word or nil end,
}

local function read_options(words)
  local options = { scale = 1, idle = 60, life = 15 * 60, port = 0 }
  for i = 1, #words, 2 do
    local name = words[i]:match("^%-%-(%l+)$")
    local value = READERS[name] and READERS[name](words[i + 1])
    if not value then
      io.stderr:write(USAGE)
      os.exit(2)
    end
    options[name] = value
  end
  return options
end

local options = read_options(arg)
local stand_in = portal.new { scale = math.floor(options.scale), catalogue = options.catalogue }
local server

-- When it is to stop, the server waits a moment for responses that are being sent.
local function handle(request)
  local response = stand_in:handle(request)
  if stand_in.stopping and not server.stop_at then server:stop(0.05) end
  return response
end

server = http_server.new(handle, math.floor(options.port))
server:announce "http://127.0.0.1:%d/api/explore/v2.1"
server:run { idle = options.idle, life = options.life }
