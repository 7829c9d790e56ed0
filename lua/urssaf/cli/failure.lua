--- The messages and exit codes of failures. The error stream gets what is wrong and what to do
-- about it, never a stack trace.
local lazy = require "urssaf.base.lazy"

local ascii = lazy "urssaf.cli.ascii"
local hints = lazy "urssaf.cli.hints"
local messages = lazy "urssaf.language.messages"
local plain_message = lazy "urssaf.cli.plain_message"
local usage_text = lazy "urssaf.cli.usage_text"
local utf8 = lazy "urssaf.base.utf8"

local failure = {}

-- How many characters of a message are printed: names from data may be in it.
local LONGEST_MESSAGE = 2000

-- Exit codes by the kind of error; 1 is that of all other kinds.
local CODES = { usage = 2, defect = 70, interrupted = 130, pipe = 141 }
local SILENT = { interrupted = true, pipe = true }

local function print_lines(...)
  io.stderr:write(ascii.shown(table.concat({ ... }), 2), "\n")
end

local function print_error(...)
  print_lines("urssaf: ", ...)
end

-- A message of the library or of argparse in the language of the output.
local function said(message, code)
  return code == "fr" and messages.in_french(message) or message
end

-- A text with the blanks of its language.
local function spaced(text, code)
  return code == "fr" and messages.typeset(text) or text
end

--- Reports a command line that cannot be parsed.
---@param problem string of argparse
---@param arguments string[] the command line
---@param code "fr"|"en" the language
---@return integer code
function failure.usage(problem, arguments, code)
  print_error(said(usage_text.of(problem, arguments), code))
  print_lines(spaced(said(usage_text.hint(arguments), code), code))
  return CODES.usage
end

--- A handler for xpcall: what was raised, as an error with a kind.
---@param raised any
---@return { kind: string, message: string }
function failure.handler(raised)
  if type(raised) == "table" and raised.kind then return raised end
  local text = tostring(raised)
  if text:find("interrupted!", 1, true) then return { kind = "interrupted", message = "" } end
  local module = text:match("module '([^']+)' not found")
  if module then
    return { kind = "lacking", message = ("the Lua module '%s' is not installed, or not where this"
      .. " Lua looks: luarocks install urssaf installs all that is needed"):format(module) }
  end
  -- misuse names a place outside the library, a defect one inside it
  if text:find("^[^\n]-urssaf/[%w_/]+%.lua:%d+: ") then
    return { kind = "defect", message = text }
  end
  return { kind = "usage", message = (text:gsub("^[^\n]-:%d+: ", "")) }
end

local DEFECT = "this is a defect of urssaf itself; please report it with the command and this line:"

local function print_defect(message, code)
  print_error(said(DEFECT, code))
  io.stderr:write("  ", utf8.plain(utf8.bounded(message:match("^[^\n]*"), LONGEST_MESSAGE)), "\n")
end

-- What to do about an error.
local function hint_of(err, code, arguments)
  local option, period = usage_text.unquoted_period(arguments)
  if option then return hints.unquoted(option, period, code) end
  return hints.of(err, code)
end

local function print_message(err, code, arguments)
  local message = code == "fr" and plain_message.in_french(err) or plain_message.of(err)
  message = utf8.plain(utf8.bounded(message:gsub("%s*[\r\n]+%s*", " "), LONGEST_MESSAGE))
  local kind = hints.kind(err.kind, code) .. (code == "fr" and " : " or ": ")
  print_error(err.kind == "usage" and "" or spaced(kind, code), message)
  local hint = hint_of(err, code, arguments)
  if hint then print_lines(spaced(hint, code)) end
end

--- Reports an error.
---@param err { kind: string, message: string }
---@param code "fr"|"en" the language
---@param arguments string[] the command line
---@return integer code the exit code
function failure.report(err, code, arguments)
  if err.kind == "defect" then
    print_defect(err.message, code)
  elseif not SILENT[err.kind] then
    print_message(err, code, arguments)
  end
  return CODES[err.kind] or 1
end

return failure
