--- The command `urssaf`: runs the subcommand that its arguments name, and writes the result.
--
-- Exit codes: 0 done; 1 it could not be done (network, file, unknown place …); 2 a mistake in the
-- command; 3 `check` found something unexplained; 70 a defect of this program; 130 interrupted;
-- 141 the reader of the output has gone.
local compat = require "urssaf.base.compat"
local environment = require "urssaf.base.environment"
local failure = require "urssaf.cli.failure"
local lazy = require "urssaf.base.lazy"
local misuse = require "urssaf.base.misuse"

local ascii = lazy "urssaf.cli.ascii"
local completion = lazy "urssaf.cli.completion"
local contexts = lazy "urssaf.cli.context"
local errors = lazy "urssaf.base.errors"
local formats = lazy "urssaf.cli.formats"
local input = lazy "urssaf.cli.input"
local latin1 = lazy "urssaf.cli.latin1"
local output = lazy "urssaf.cli.output"
local pictures = lazy "urssaf.cli.pictures"
local parser = lazy "urssaf.cli.parser"
local utf8 = lazy "urssaf.base.utf8"

local cli = {}

-- The language that the environment asks for: French for "fr_FR.UTF-8", else English.
local function usual_language()
  for _, name in ipairs { "LC_ALL", "LC_MESSAGES", "LANG" } do
    local value = environment.get(name)
    if value then return value:find("^fr%f[^%l]") and "fr" or "en" end
  end
  return "en"
end

-- The arguments in UTF-8, with the language in lower case.
local function plain_words(arguments)
  if table.concat(arguments):find "[\128-\255]" then arguments = latin1.read(arguments) end
  local list = {}
  for i, argument in ipairs(arguments) do
    local is_language = arguments[i - 1] == "--lang" or argument:find "^%-%-lang="
    list[i] = is_language and argument:lower() or argument
  end
  return list
end

-- The language of the output, which is known before the arguments are understood: that of the last
-- `--lang`, else the environment's.
local function language_of(arguments)
  for i = #arguments, 1, -1 do
    local code = arguments[i] == "--lang" and arguments[i + 1]
      or arguments[i]:match "^%-%-lang=(.*)$"
    if code == "fr" or code == "en" then return code end
  end
  return usual_language()
end

-- Prints the notes on the error stream when the output has no place for them.
local function warn(result, given, context)
  if given.quiet or not (result.text or context.format == "csv") then return end
  for _, sentence in ipairs(context.language:sentences(result.notes, "command")) do
    io.stderr:write("urssaf: ", ascii.shown(utf8.plain(sentence), 2), "\n")
  end
end

-- Names from the portal or a file may hold control sequences, which must not reach a terminal.
local function text_of(result, context)
  local text = result.text or formats.write(result, context)
  if context.needs_plain_text then text = utf8.plain(text) end
  return context.is_ascii and ascii.of(text) or text
end

-- What is written to a path: the text, or the picture that the path's ending asks for.
local function bytes_of(result, context, path)
  local text = text_of(result, context)
  local format = context.format == "svg" and pictures.format_of(path)
  if not format then return text end
  return pictures.draw(text, format, context.language.code)
end

local function run(command, given, code)
  local problem = input.problem(given)
  if problem then return errors.fail("usage", problem) end
  local context, result, ok, err
  context, err = contexts.new(command, given, code)
  if not context then return nil, err end
  result, err = compat.finally(context.clear, command.run, given, context)
  if not result then return nil, err end
  local bytes
  bytes, err = bytes_of(result, context, given.output)
  if bytes then ok, err = output.write(bytes, given.output) end
  if not ok then return nil, err end
  warn(result, given, context)
  return result.code
end

local function print_text(text)
  local ok, err = output.write(text)
  return ok and 0, err
end

--- Runs the command.
---@param arguments string[] as in `arg`
---@return integer code the exit code
function cli.main(arguments)
  arguments = plain_words(arguments)
  local language = language_of(arguments)
  local function work()
    if arguments[1] == "__complete" then
      return print_text(completion.text(arguments, language))
    end
    -- the parser is loaded in here, so that a host without argparse is told what is missing
    local command, given, text = parser.parse(arguments, language)
    if text then return print_text(text) end
    if not command then return failure.usage(given, arguments, language) end
    return run(command, given, language)
  end
  local done, code, err = xpcall(function() return misuse.with_fields(work) end, failure.handler)
  if done and code then return code end
  return failure.report(done and err or code, language, arguments)
end

return cli
