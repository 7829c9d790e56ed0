-- Commands that specs run: in the project's folder, without a sanitizer that the specs themselves
-- may run under.
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

-- The interpreter that runs this, if it looks like one: a host or a wrapper does not.
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

--- Where the C modules for it are.
shell.build = os.getenv("SPEC_BUILD") or "build"

--- LUA_PATH and LUA_CPATH for the checkout's modules, whatever the current folder.
shell.lua_path = ("%slua/?.lua;%slua/?/init.lua;;"):format(shell.root, shell.root)
shell.lua_cpath = ("%s%s/?.so;;"):format(shell.root, shell.build)

function shell.quote(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

-- What a command fetches is not kept among the user's own.
local ENVIRONMENT = "unset LD_PRELOAD; export URSSAF_CACHE_DIR="
  .. "\"${URSSAF_CACHE_DIR:-$PWD/build/cache}\""

--- Runs a command where and as the specs are run themselves; returns whether it went well, its exit
-- code, and what it printed, both outputs together.
function shell.run_here(command)
  -- the code is printed: closing a pipe gives it from Lua 5.2 on
  local pipe = assert(io.popen("( " .. command .. "\n) 2>&1; printf '\\n%d' $?"))
  local said = pipe:read("*a")
  pipe:close()
  local output, code = said:match("^(.*)\n(%d+)$")
  return code == "0", tonumber(code), output
end

--- The same in the project's folder, without a sanitizer.
function shell.run(command)
  return shell.run_here(("cd %s && { %s; %s\n}"):format(shell.quote(shell.root), ENVIRONMENT,
    command))
end

-- Where Debian has servers, which not every user's PATH has.
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

--- A file, whole.
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

--- Writes a file, whole, and returns its path.
function shell.write(path, text)
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
  return path
end

--- A file of the project, whole.
function shell.read_file(path)
  return shell.read(shell.root .. path)
end

--- A new, empty folder; the caller removes it with shell.remove.
function shell.temporary_folder()
  local ok, _, output = shell.run("mktemp -d")
  assert(ok, output)
  return (output:gsub("%s+$", ""))
end

--- How many descriptors this process has open: an exit code, which needs no pipe, for that would be
-- open or not by the time of the count.
function shell.descriptors()
  local status, _, code = os.execute("exit $(ls /proc/$PPID/fd | wc -l)")
  return code or status / 256 -- Lua 5.1 has no code, but the status as the system gives it
end

function shell.remove(path)
  assert(path:find("^/tmp/.") or path:find("^/var/.*tmp"), path)
  assert(shell.run("rm -rf " .. shell.quote(path)))
end

--- Settings for a Lua that has the checkout's modules, before the command.
shell.checkout = "LUA_PATH='lua/?.lua;lua/?/init.lua;./?.lua;;' "
  .. ("LUA_CPATH='%s/?.so;;' "):format(shell.build)

--- Flags for the compiler, where they are asked for: what a C module needs, and a host.
local NAME = shell.lua:match("[^/]*$")
shell.lua_cflags = ("$(pkg-config --cflags %s || echo -I/usr/include/%s)"):format(NAME, NAME)
shell.lua_libs = ("$(pkg-config --libs %s || echo -l%s)"):format(NAME, NAME)

return shell
