--- What is wrong with a command line that argparse refuses, and what to do about it.
local command_line = require "urssaf.cli.command_line"
local parser = require "urssaf.cli.parser"
local tables = require "urssaf.base.tables"

local usage_text = {}

local MONTHS = tables.set { "janvier", "fevrier", "février", "mars", "avril", "mai", "juin",
  "juillet", "aout", "août", "septembre", "octobre", "novembre", "decembre", "décembre", "january",
  "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
  "december" }

local PERIOD_OPTIONS = tables.set { "--at", "--from", "--to", "--index" }

-- Whether a word is the first of a period's two or three.
local function begins_period(word)
  return word:find "^[QqTt][1-4]$" or MONTHS[word:lower()] or word:find "^[1-4]%l*$"
end

-- The option and the first word of its period, and where the words behind that begin.
local function option_at(arguments, i)
  local option, word = arguments[i]:match "^(%-%-%l+)=(.*)$"
  if option then return option, word, i + 1 end
  return arguments[i], arguments[i + 1], i + 2
end

--- The period that an option has without quotes, so that only its first word is the option's:
-- `--at T1 2025`, `--at=T1 2025`. nil if there is none.
---@param arguments string[]
---@return string? option
---@return string? period
function usage_text.unquoted_period(arguments)
  for i = 1, #arguments - 1 do
    local option, period, next_word = option_at(arguments, i)
    if PERIOD_OPTIONS[option] and begins_period(period) then
      for k = next_word, math.min(next_word + 1, #arguments) do
        period = period .. " " .. arguments[k]
        if arguments[k]:find "^%d%d%d%d$" then return option, period end
      end
    end
  end
end

-- The names of the commands that have an option.
local function commands_with(name)
  local list = tables.filter(command_line.commands(), function(command)
    return tables.find(command.options, function(one) return tables.contains(one.names, name) end)
  end)
  return tables.map(list, function(command) return command.name end)
end

-- argparse finds any option of one letter similar to any other.
local function without_letters(problem)
  local first, tips = problem:match "^([^\n]*)\n(Did you mean.*)$"
  if not tips or tips:find "'%-%-" then return problem end
  return first
end

-- How many commands a message names.
local FEW = 7

local function unknown_option(problem, command)
  local option = problem:match "^unknown option '([^']*)'"
  local others = commands_with(option)
  if #others == 0 then return without_letters(problem) end
  local what = ("%s has no option '%s'"):format(command, option)
  return #others > FEW and what or what .. "; these have: " .. table.concat(others, ", ")
end

-- An option of a command that stands before it.
local function misplaced(problem, arguments)
  local option = problem:match "^unknown option '([^']*)'"
  local name = tables.find(arguments, function(word)
    return tables.contains(parser.COMMANDS, word)
  end)
  if option and name and tables.contains(commands_with(option), name) then
    return ("the option '%s' stands behind the command: urssaf %s %s"):format(option, name, option)
  end
  return without_letters(problem)
end

local function too_many(problem, arguments, name)
  local extra = name and command_line.extra_argument(arguments)
  if not extra then return problem end
  local command = tables.find(command_line.commands(), function(one) return one.name == name end)
  local taken = command.arguments[1]
  if not taken then return ("%s takes options only, and no '%s'"):format(name, extra) end
  return ("%s takes one %s: '%s' is one too many"):format(name, taken.name, extra)
end

--- What is wrong, in one or more lines.
---@param problem string of argparse
---@param arguments string[] of the command line
---@return string
function usage_text.of(problem, arguments)
  local option, period = usage_text.unquoted_period(arguments)
  if period then
    return ("a period of several words stands in quotes: %s \"%s\""):format(option, period)
  end
  local command = tables.contains(parser.COMMANDS, arguments[1]) and arguments[1] or nil
  if problem:find "^unknown option" then
    return command and unknown_option(problem, command) or misplaced(problem, arguments)
  end
  if problem == "too many arguments" then return too_many(problem, arguments, command) end
  return problem
end

--- Where to read on.
---@param arguments string[] of the command line
---@return string
function usage_text.hint(arguments)
  if tables.contains(parser.COMMANDS, arguments[1]) then
    return ("'urssaf %s --help' shows what it takes."):format(arguments[1])
  end
  return "'urssaf --help' lists the commands, 'urssaf COMMAND --help' their options."
end

return usage_text
