--- Other programs, which this one runs where they are installed. What they read and write stands in
-- a folder of its own under a name of its own, so that no name that somebody chose is part of a
-- command line.
local compat = require "urssaf.base.compat"
local environment = require "urssaf.base.environment"

local programs = {}

--- A text as one word of a command line.
---@param text string
---@return string
function programs.quoted(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

--- The first line that a command prints; nil if there is none.
---@param command string
---@return string?
function programs.line_of(command)
  local pipe = io.popen(command .. " 2>/dev/null")
  local line = pipe and pipe:read "*l"
  if pipe then pipe:close() end
  return line ~= "" and line or nil
end

--- Where a program is; nil if it is not installed.
---@param program string
---@return string?
function programs.path_of(program)
  return programs.line_of("command -v " .. programs.quoted(program))
end

-- The exit code of a command as a shell tells it: 128 and the signal's number, if one ended it. Lua
-- 5.1 returns the status of `wait` alone.
local function code_of(status, how, code)
  if type(status) == "number" then
    if status >= 256 then return status / 256 end
    return status > 0 and 128 + status or 0
  elseif status then
    return 0
  end
  return (how == "signal" and 128 or 0) + (code or 1)
end

--- Writes a file; returns whether it is whole.
---@param path string
---@param text string
---@return boolean?
function programs.write(path, text)
  local file = io.open(path, "wb")
  if not file then return nil end
  local written = file:write(text)
  return file:close() and written and true
end

--- The contents of a file; nil if it is not there or empty.
---@param path string
---@return string?
function programs.read(path)
  local file = io.open(path, "rb")
  local text = file and file:read "*a"
  if file then file:close() end
  return text ~= "" and text or nil
end

-- What ends a program that hangs: `timeout` has exit code 124, the alarm of perl 142 (128 + 14).
local SECONDS = 60
local HUNG = { [124] = true, [137] = true, [142] = true }
local INTERRUPTED = 130 -- 128 + SIGINT

-- In the foreground, so that the key that interrupts reaches the program, too; not every `timeout`
-- has that.
local TIMEOUT = "$(timeout --foreground 1 true 2>/dev/null && echo timeout --foreground"
  .. " || echo timeout)"

local function bounded(command)
  local seconds = tonumber(environment.get "URSSAF_PROGRAM_SECONDS") or SECONDS
  if programs.path_of "timeout" then
    return ("%s -k 5 %d %s"):format(TIMEOUT, seconds, command), seconds
  elseif programs.path_of "perl" then
    return ("perl -e 'alarm shift; exec @ARGV' %d %s"):format(seconds, command), seconds
  end
  return command, seconds
end

---@class urssaf.cli.Run
---@field code integer
---@field slow_after integer? the program was ended after so many seconds
---@field why string? the last line that it printed

--- Runs a command that ends within a minute, or is ended. Raises an error of kind `interrupted` if
-- the user ends it.
---@param command string one program with its arguments
---@param folder string for what it prints, and for its temporary files
---@return urssaf.cli.Run
function programs.run(command, folder)
  local limited, seconds = bounded(command)
  local said = folder .. "/said"
  local code = code_of(os.execute(("TMPDIR=%s %s >%s 2>&1 </dev/null"):format(
    programs.quoted(folder), limited, programs.quoted(said))))
  if code == INTERRUPTED then error({ kind = "interrupted", message = "" }, 0) end
  return { code = code, slow_after = HUNG[code] and seconds or nil,
    why = (programs.read(said) or ""):match "([^\n]*%S[^\n]*)%s*$" }
end

--- What some work returns for a temporary folder, which is removed afterwards.
---@param work fun(folder: string): any, any
---@return any result nil if there can be no such folder
---@return any err
function programs.in_folder(work)
  local folder = programs.line_of "mktemp -d"
  if not folder then return nil end
  return compat.finally(function() os.execute("rm -rf " .. programs.quoted(folder)) end, work,
    folder)
end

return programs
