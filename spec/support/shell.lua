-- Commands that specs run, in the project's folder. The specs may run under a sanitizer; the
-- commands do not.
local shell = {}

-- Absolute, since the current folder may be another one later.
local function folder()
  local here = debug.getinfo(1, "S").source:match("^@(.*)spec[/\\]support[/\\]shell%.lua$")
  if here:sub(1, 1) == "/" then return here end
  local pipe = assert(io.popen("pwd"))
  local current = pipe:read("*l")
  pipe:close()
  return current .. "/" .. here:gsub("^%./", "")
end

-- The program that runs this, if it is a Lua interpreter and not a host or a wrapper.
local function interpreter()
  local words = rawget(_G, "arg") or {}
  local first = 0
  while words[first - 1] do first = first - 1 end
  local running = first < 0 and words[first]
  return running and running:match("[^/]*$"):match("^lua[jit%d.-]*$") and running
end

--- The project's folder, absolute and with a slash at its end.
shell.root = folder()

--- The interpreter that specs start.
shell.lua = os.getenv("LUA") or interpreter() or "lua5.4"

--- The one that the specs' own servers run on: another, where that of the specs is slow.
shell.server_lua = os.getenv("SERVER_LUA") or shell.lua

--- Where the C modules for it are.
shell.build = os.getenv("SPEC_BUILD") or "build"

--- LUA_PATH and LUA_CPATH for the checkout's modules, whatever the current folder.
shell.lua_path = ("%slua/?.lua;%slua/?/init.lua;;"):format(shell.root, shell.root)
shell.lua_cpath = ("%s%s/?.so;;"):format(shell.root, shell.build)

function shell.quote(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

-- A command's cache is not the user's.
local ENVIRONMENT = "unset LD_PRELOAD; export URSSAF_CACHE_DIR="
  .. "\"${URSSAF_CACHE_DIR:-$PWD/build/cache}\""

--- Runs a command in the current folder and environment; returns whether it succeeded, its exit
-- code, and its output and errors together.
function shell.run_here(command)
  -- the exit code is printed, since Lua 5.1 does not return it when the pipe is closed
  local pipe = assert(io.popen("( " .. command .. "\n) 2>&1; printf '\\n%d' $?"))
  local printed = pipe:read("*a")
  pipe:close()
  local output, code = printed:match("^(.*)\n(%d+)$")
  return code == "0", tonumber(code), output
end

--- Runs a command in the project's folder, without a sanitizer.
function shell.run(command)
  return shell.run_here(("cd %s && { %s; %s\n}"):format(shell.quote(shell.root), ENVIRONMENT,
    command))
end

-- Debian's servers are in a folder that not every user's PATH has.
shell.path = 'PATH="$PATH:/usr/sbin"; '

--- Whether all of these commands are on this machine.
function shell.has(...)
  for _, name in ipairs { ... } do
    if not shell.run(shell.path .. "command -v " .. shell.quote(name)) then return false end
  end
  return true
end

--- A command with these environment variables.
function shell.with(environment, command)
  local words = { "env" }
  for name, value in pairs(environment) do
    words[#words + 1] = shell.quote(("%s=%s"):format(name, value))
  end
  words[#words + 1] = command
  return table.concat(words, " ")
end

--- The one line that a command prints.
function shell.run_line(command)
  local ok, _, output = shell.run(command)
  assert(ok, output)
  return (output:gsub("%s+$", ""))
end

--- The contents of a file.
function shell.read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("*a")
  file:close()
  return text
end

function shell.exists(path)
  local file = io.open(path, "rb")
  if file then file:close() end
  return file ~= nil
end

--- Writes a file and returns its path.
function shell.write(path, text)
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
  return path
end

--- The contents of a file of the project.
function shell.read_file(path)
  return shell.read(shell.root .. path)
end

--- A new, empty folder; the caller removes it with shell.remove.
function shell.temporary_folder()
  local ok, _, output = shell.run("mktemp -d")
  assert(ok, output)
  return (output:gsub("%s+$", ""))
end

--- How many descriptors this process has open. The count comes as an exit code, since a pipe would
-- be a descriptor more.
function shell.descriptors()
  local status, _, code = os.execute("exit $(ls /proc/$PPID/fd | wc -l)")
  return code or status / 256 -- Lua 5.1 has no code, but the status as the system gives it
end

function shell.remove(path)
  assert(path:find("^/tmp/.") or path:find("^/var/.*tmp"), path)
  assert(shell.run("rm -rf " .. shell.quote(path)))
end

--- Variables that give a command in the project's folder the checkout's modules.
shell.checkout = "LUA_PATH='lua/?.lua;lua/?/init.lua;./?.lua;;' "
  .. ("LUA_CPATH='%s/?.so;;' "):format(shell.build)

--- Compiler flags for a C module, and linker flags for a host. The shell expands them.
local NAME = shell.lua:match("[^/]*$")
shell.lua_cflags = ("$(pkg-config --cflags %s || echo -I/usr/include/%s)"):format(NAME, NAME)
shell.lua_libs = ("$(pkg-config --libs %s || echo -l%s)"):format(NAME, NAME)

return shell
