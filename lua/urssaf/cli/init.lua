--- The command `urssaf`: what the arguments mean, and what comes of it.
--
-- Exit codes: 0 done; 1 it could not be done (network, file, unknown place …); 2 a mistake in the
-- command; 3 `check` found what nothing explains; 70 a defect of this program; 130 interrupted;
-- 141 the reader of the output has gone.
local utf8 = require "urssaf.base.utf8"
local compat = require "urssaf.base.compat"
local errors = require "urssaf.base.errors"
local failure = require "urssaf.cli.failure"
local formats = require "urssaf.cli.formats"
local language = require "urssaf.language"
local output = require "urssaf.cli.output"
local input = require "urssaf.cli.input"
local terminal = require "urssaf.cli.terminal"

local command = {}

local FOR_MACHINES = { csv = true, json = true }
local FOR_PEOPLE = { table = true, md = true, text = true }

-- "fr_FR.UTF-8" is French; whatever else there is, English.
local function language_of(given)
  if given.lang then return given.lang end
  for _, name in ipairs { "LC_ALL", "LC_MESSAGES", "LANG" } do
    local value = os.getenv(name)
    if value and value ~= "" then return value:find("^fr%f[^%l]") and "fr" or "en" end
  end
  return "en"
end

-- What goes around a command's work: who reads what it says, and how its panel comes.
local function context_of(given, one)
  local is_terminal = not given.output and terminal.is(1)
  local format, err = output.format(given, one.formats)
  if not format then return nil, err end
  local context = {
    words = language.of(language_of(given)), format = format, is_terminal = is_terminal,
    is_for_machines = FOR_MACHINES[format] or false, width = terminal.width(is_terminal),
    clear = function() end,
  }
  if not given.quiet and terminal.is(2) then
    context.progress, context.clear = require("urssaf.cli.progress").new(io.stderr,
      context.words.code)
  end
  function context.panel() return input.panel(given, context.progress) end
  return context
end

-- Notes that a format has no place for are for whoever stands at the terminal.
local function warn(result, given, context)
  if given.quiet or not (result.text or context.format == "csv") then return end
  for _, remark in ipairs(formats.remarks({ notes = result.notes }, context.words)) do
    io.stderr:write("urssaf: ", utf8.plain(remark), "\n")
  end
end

-- What a portal or a file calls things is shown, never obeyed.
local function written(result, context)
  local text = result.text
    or formats.write(result, context.format, context.words.code, context.width)
  local is_for_people = context.is_terminal or FOR_PEOPLE[context.format]
  return is_for_people and utf8.plain(text) or text
end

local function work(one, given)
  local problem = input.problem(given)
  if problem then return errors.fail("usage", problem) end
  local context, result, err
  context, err = context_of(given, one)
  if not context then return nil, err end
  result, err = compat.finally(context.clear, one.run, given, context)
  if not result then return nil, err end
  local ok
  ok, err = output.write(written(result, context), given.output)
  if not ok then return nil, err end
  warn(result, given, context)
  return result.code or 0
end

--- Runs the command.
---@param arguments string[] as in `arg`
---@return integer code what the process is to exit with
function command.main(arguments)
  local given = {}
  local done, code, err = xpcall(function()
    local one, said = require("urssaf.cli.parser").parse(arguments)
    if not one then return failure.usage(said) end
    given = said
    return work(one, given)
  end, failure.handler)
  if done and code then return code end
  return failure.report(done and err or code, language_of(given))
end

return command
