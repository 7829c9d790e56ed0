-- Real hosts for specs: programs with a Lua of their own, which run the examples.
--
--   local hosts = require "spec.support.programs.programs"
--   if not programs.has "lighttpd" then return pending("no lighttpd") end
--   local server = programs.start { command = "lighttpd -D -f some.conf", port_as = "SERVE_PORT",
--     environment = { LUA_PATH = programs.lua_path() .. ";;" }, folder = folder }
--   server.port, server.pid
--   server:said()        -- what it printed so far, both outputs
--   server:resident()    -- KiB
--   server:stop()
--
-- With `port_as` it is given a free port of loopback in that variable, and start returns when it
-- listens there. All end by themselves when forgotten.

local shell = require "spec.support.shell"
local socket = require "socket"

local programs = {}

local LIFE = 300 -- seconds
local PATIENCE = 30

-- Where Debian has servers, which not every user's PATH has.
local PATH = 'PATH="$PATH:/usr/sbin"; '

--- Whether all of these commands are here.
function programs.has(...)
  for _, command in ipairs { ... } do
    if not shell.run(PATH .. "command -v " .. shell.quote(command)) then return false end
  end
  return true
end

--- The project's folder, from the root.
function programs.root()
  return shell.run_line "pwd"
end

--- LUA_PATH and LUA_CPATH for the checkout's modules, wherever the host's own folder is.
function programs.lua_path()
  return ("%s/lua/?.lua;%s/lua/?/init.lua"):format(programs.root(), programs.root())
end

function programs.lua_cpath()
  return programs.root() .. "/build/?.so"
end

--- A port that is free now; another process may be faster to take it.
function programs.free_port()
  local listener = assert(socket.bind("127.0.0.1", 0))
  local _, port = listener:getsockname()
  listener:close()
  return math.floor(tonumber(port))
end

--- Waits until something is so; returns whether it became so.
function programs.wait_until(is_so)
  local deadline = socket.gettime() + PATIENCE
  while not is_so() do
    if socket.gettime() > deadline then return false end
    socket.sleep(0.02)
  end
  return true
end

--- A command with these variables, as a shell takes it.
function programs.with(environment, command)
  local words = { "env" }
  for name, value in pairs(environment) do
    words[#words + 1] = shell.quote(("%s=%s"):format(name, value))
  end
  words[#words + 1] = command
  return table.concat(words, " ")
end

-- ---------------------------------------------------------------- a process

local function read_if_there(path)
  local file = io.open(path, "rb")
  local text = file and file:read("*a")
  if file then file:close() end
  return text
end

local function answers(port)
  local connection = socket.connect("127.0.0.1", port)
  if connection then connection:close() end
  return connection ~= nil
end

local Process = {}
Process.__index = Process

--- Whether it is still there; one that has ended and was not waited for is not. (Its command line
-- does not tell: it is empty for a moment while a program takes the place of another.)
function Process:runs()
  local state = (read_if_there(("/proc/%d/stat"):format(self.pid)) or ""):match "^.*%) (%a)"
  return state ~= nil and state ~= "Z" and state ~= "X"
end

--- What it printed so far.
function Process:said()
  return read_if_there(self.log) or ""
end

--- The memory that it has in RAM, in KiB; nil where that is not told.
function Process:resident()
  local status = read_if_there(("/proc/%d/status"):format(self.pid)) or ""
  return tonumber(status:match "VmRSS:%s*(%d+)")
end

function Process:stop()
  if self.stopped then return end
  self.stopped = true
  if self:runs() then shell.run("kill " .. self.pid) end
  programs.wait_until(function() return not self:runs() end)
end

Process.__gc = Process.stop

-- ---------------------------------------------------------------- starting

-- The shell that becomes the program says its own number first: that of `timeout` is another.
local LAUNCH = PATH .. "timeout %d sh -c %s >%s 2>&1 </dev/null &"

local function launch(options, environment, path)
  local log, pid_file = path .. ".log", path .. ".pid"
  local script = ("echo $$ >%s; exec %s"):format(shell.quote(pid_file),
    programs.with(environment, options.command))
  shell.run(LAUNCH:format(options.life or LIFE, shell.quote(script), shell.quote(log)))
  assert(programs.wait_until(function()
    return (read_if_there(pid_file) or ""):find "\n" ~= nil
  end), "no process")
  return setmetatable({ pid = tonumber(read_if_there(pid_file)), log = log }, Process)
end

local function listens(process, port)
  programs.wait_until(function() return answers(port) or not process:runs() end)
  return process:runs() and answers(port)
end

local function copy(environment)
  local all = {}
  for name, value in pairs(environment or {}) do all[name] = value end
  return all
end

local started = 0

--- Starts a program; raises with what it said, if it does not start.
---@param options table `command`, `environment`, `port_as`, `life` (seconds); `folder`, where what
-- it says is kept
function programs.start(options)
  local environment = copy(options.environment)
  local process
  for _ = 1, 5 do
    started = started + 1
    local port = options.port_as and programs.free_port()
    if port then environment[options.port_as] = port end
    process = launch(options, environment, ("%s/host-%d"):format(options.folder, started))
    process.port = port
    if not port or listens(process, port) then return process end
    process:stop()
  end
  error(("it did not start: %s\n%s"):format(options.command, process:said()), 0)
end

return programs
