-- Commands that specs run: in the project's folder, without a sanitizer that the specs themselves
-- may run under.
local shell = {}

local function folder()
  local here = debug.getinfo(1, "S").source:match("^@(.*)spec[/\\]support[/\\]shell%.lua$")
  return here ~= "" and here or "./"
end

--- The project's folder.
shell.root = folder()

--- The interpreter that specs start.
shell.lua = os.getenv("LUA") or "lua5.4"

--- Where the C modules for it are.
shell.build = os.getenv("SPEC_BUILD") or "build"

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
