-- Processes that specs start and stop: the servers of spec/support/standin, and other programs
-- (nginx, lighttpd, …). Each ends by itself after some minutes.
--
--   local processes = require "spec.support.processes"
--   local server = processes.start { command = "lighttpd -D -f some.conf", port_as = "SERVE_PORT",
--     environment = { LUA_PATH = shell.lua_path }, folder = folder }
--   server.port, server.pid
--   server:output()        -- what it printed so far, both outputs
--   server:resident()    -- KiB
--   server:stop()
--
-- With `port_as` the program gets a free port in that variable, and start returns when it listens
-- there.

local lua = require "spec.support.lua"
local shell = require "spec.support.shell"
local socket = require "socket"

local processes = {}

local LIFE = 300 -- seconds
local PATIENCE = 30

--- A class whose objects are stopped once, by `stop` or by the garbage collector.
---@param stop fun(self: table)
function processes.class(stop)
  local class = {}
  class.__index = class
  function class:stop()
    if self.stopped then return end
    self.stopped = true
    stop(self)
  end
  class.__gc = class.stop
  return class
end

--- An object of such a class for the cases of the current `describe` or file: `start` fills it
-- before them, and it is stopped after them.
---@param class table
---@param start fun(object: table)
function processes.for_cases(class, start)
  local busted = require "busted"
  local object = setmetatable({ stopped = true }, class)
  busted.setup(function()
    start(object)
    object.stopped = nil
  end)
  busted.teardown(function() object:stop() end)
  return object
end

--- A port for each name, all free now; another process may be faster to take one.
function processes.free_ports(names)
  local listeners, ports = {}, {}
  for _, name in ipairs(names) do
    listeners[name] = assert(socket.bind("127.0.0.1", 0))
    local _, port = listeners[name]:getsockname()
    ports[name] = math.floor(tonumber(port))
  end
  for _, listener in pairs(listeners) do listener:close() end
  return ports
end

function processes.free_port()
  return processes.free_ports({ "one" }).one
end

--- Waits until a condition holds; returns whether it does.
function processes.wait_until(is_so)
  local deadline = socket.gettime() + PATIENCE
  while not is_so() do
    if socket.gettime() > deadline then return false end
    socket.sleep(0.02)
  end
  return true
end

-- ---------------------------------------------------------------- our own servers

-- Runs in the background of a shell that ends at once, so that closing the pipe does not wait. What
-- the process prints before it is ready becomes part of the error message; later output is lost,
-- unless STANDIN_LOG names a file. A sanitizer preloaded for the client is not for the server.
local function in_background(words)
  local log = os.getenv("STANDIN_LOG")
  return ("unset LD_PRELOAD; %s %s </dev/null &"):format(table.concat(words, " "),
    log and "2>>" .. shell.quote(log) or "2>&1")
end

--- Starts a server of spec/support/standin and waits for the line in which it says where it
-- listens; returns the captures of `pattern`. A sanitizer or a loader may print something before.
---@param script string "portal_process.lua"
---@param arguments string[]
---@param pattern string
function processes.start_server(script, arguments, pattern)
  local words = { shell.quote(shell.server_lua),
    shell.quote(shell.root .. "spec/support/standin/" .. script) }
  for _, argument in ipairs(arguments) do words[#words + 1] = shell.quote(argument) end
  local pipe, output = assert(io.popen(in_background(words))), {}
  for line in pipe:lines() do
    if line:find(pattern) then
      pipe:close()
      return line:match(pattern)
    end
    output[#output + 1] = line
  end
  pipe:close()
  error(("%s did not start: %s"):format(script, table.concat(output, "\n")), 0)
end

-- ---------------------------------------------------------------- a program

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

local Process = processes.class(function(self)
  if self:runs() then shell.run("kill " .. self.pid) end
  processes.wait_until(function() return not self:runs() end)
end)

--- Whether it is running; a zombie is not. (Its command line would not do: it is empty for a moment
-- during exec.)
function Process:runs()
  local state = (read_if_there(("/proc/%d/stat"):format(self.pid)) or ""):match "^.*%) (%a)"
  return state ~= nil and state ~= "Z" and state ~= "X"
end

--- What it printed so far.
function Process:output()
  return read_if_there(self.log) or ""
end

--- The resident memory of a process in KiB; nil where the system does not tell.
function processes.resident(pid)
  local status = read_if_there(("/proc/%d/status"):format(pid)) or ""
  return tonumber(status:match "VmRSS:%s*(%d+)")
end

function Process:resident()
  return processes.resident(self.pid)
end

--- Waits until it listens on a port; returns whether it does.
---@param is_ready? fun(): boolean a further condition
function Process:listens(port, is_ready)
  local function listens() return (not is_ready or is_ready()) and answers(port) end
  processes.wait_until(function() return not self:runs() or listens() end)
  return self:runs() and listens()
end

-- The shell prints its process id and then becomes the program; `timeout` has another id.
local LAUNCH = shell.path .. "timeout %d sh -c %s >%s 2>&1 </dev/null &"

local function launch(options, environment, path)
  local log, pid_file = path .. ".log", path .. ".pid"
  local script = ("echo $$ >%s; exec %s"):format(shell.quote(pid_file),
    shell.with(environment, options.command))
  shell.run(LAUNCH:format(options.life or LIFE, shell.quote(script), shell.quote(log)))
  assert(processes.wait_until(function()
    return (read_if_there(pid_file) or ""):find "\n" ~= nil
  end), "no process")
  return setmetatable({ pid = tonumber(read_if_there(pid_file)), log = log }, Process)
end

local started = 0

--- Starts a program; raises with its output if it does not start.
---@param options table `command`, `environment`, `port_as`, `life` (seconds); `folder` for its
-- output
function processes.start(options)
  local environment = lua.merged(options.environment or {})
  local process
  for _ = 1, 5 do
    started = started + 1
    local port = options.port_as and processes.free_port()
    if port then environment[options.port_as] = port end
    process = launch(options, environment, ("%s/process-%d"):format(options.folder, started))
    process.port = port
    if not port or process:listens(port) then return process end
    process:stop()
  end
  error(("it did not start: %s\n%s"):format(options.command, process:output()), 0)
end

return processes
