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

function shell.quote(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

-- What a command fetches is not kept among the user's own.
local ENVIRONMENT = "unset LD_PRELOAD; export URSSAF_CACHE_DIR="
  .. "\"${URSSAF_CACHE_DIR:-$PWD/build/cache}\""

--- Runs a command; returns whether it went well, its exit code, and what it printed, both outputs
-- together.
function shell.run(command)
  local pipe = assert(io.popen(("cd %s && { %s; %s\n} 2>&1"):format(shell.quote(shell.root),
    ENVIRONMENT, command)))
  local output = pipe:read("a")
  local ok, _, code = pipe:close()
  return ok == true, code, output
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
  local text = file:read("a")
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

function shell.remove(path)
  assert(path:find("^/tmp/.") or path:find("^/var/.*tmp"), path)
  assert(shell.run("rm -rf " .. shell.quote(path)))
end

--- Settings for a Lua that has the checkout's modules, before the command.
shell.checkout = "LUA_PATH='lua/?.lua;lua/?/init.lua;./?.lua;;' LUA_CPATH='build/?.so;;' "

return shell
