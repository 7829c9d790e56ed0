--- The command line: one subcommand for each module of `commands` that is named here.
local argparse = require "argparse"
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.cli.options"
local tables = require "urssaf.base.tables"
local version = require "urssaf.base.version"

local ascii = lazy "urssaf.cli.ascii" -- for the help
local french_help = lazy "urssaf.cli.french_help"
local narrow_help = lazy "urssaf.cli.narrow_help"
local terminal = lazy "urssaf.cli.terminal"

local parser = {}

---@class urssaf.cli.Command a subcommand
---@field name string
---@field summary string a line of help, without a capital and a full stop
---@field examples string[] command lines
---@field formats string[] the first is the default
---@field needs_file string? why the output is not for a terminal: "a map is an SVG chart"
---@field configure fun(command: table) adds its options to argparse's command
---@field run fun(given: table, context: urssaf.cli.Context): urssaf.cli.Result?, urssaf.Error?

--- The names of the subcommands, in the order of the help.
parser.COMMANDS = { "show", "top", "compare", "annual", "share", "contributions", "chart", "map",
  "report", "export", "info", "catalog", "calendar", "check", "diff", "revisions", "vintages",
  "cite" }

--- What the command is for.
parser.DESCRIPTION = "Urssaf's open data, first of all on auto-entrepreneurs: figures, tables,"
  .. " charts and reports by département since 2009."

local EPILOG = [[
Three commands to begin with:
  urssaf show 75
  urssaf chart 38 -o isere.svg
  urssaf report Bretagne --lang fr -o bretagne.html
With --sample they work without a network, on synthetic data.
'urssaf help COMMAND' shows its options, 'man urssaf' those of all.

Exit codes: 0 done, 1 it could not be done, 2 a mistake in the command,
3 'check' found something unexplained, 70 a defect of urssaf itself.]]

local HELP_WIDTH, HELP_MARGIN = 79, 31

-- Adds a command to the list of them; its options only if it may be meant, since to make them takes
-- 0.1 ms.
local function add(root, name, is_named)
  local command = require("urssaf.cli.commands." .. name)
  local parsed = root:command(name):summary(command.summary)
    :description(command.summary:gsub("^%l", string.upper) .. ".")
    :help_max_width(HELP_WIDTH):help_description_margin(HELP_MARGIN)
  if not is_named then return command end
  local heading = #command.examples > 1 and "Examples:\n  " or "Example:\n  "
  parsed:epilog(heading .. table.concat(command.examples, "\n  "))
  command.configure(parsed)
  options.output(parsed, command.formats)
  return command
end

-- All commands, for the help and for the name that a mistaken one resembles; but the one alone that
-- the arguments begin with, since another cannot follow it. To load one takes 0.1 ms.
local function commands_for(arguments)
  local first = arguments[1]
  return tables.contains(parser.COMMANDS, first) and { first } or parser.COMMANDS
end

-- Where the arguments begin with a command, the language follows it. `say` takes the version.
local function new_root(begins_with_command, say)
  local root = argparse("urssaf", parser.DESCRIPTION, EPILOG):command_target "command"
    :require_command(true):help_max_width(HELP_WIDTH)
  if not begins_with_command then options.language(root) end
  root:flag "-v --version":description "Show the version and exit.":action(function()
    say(table.concat { "urssaf ", version, "\n" })
  end)
  return root
end

-- How many arguments stand before a command, to name the language.
local function leading(arguments)
  if arguments[1] == "--lang" and arguments[2] then return 2 end
  return (arguments[1] or ""):find "^%-%-lang=" and 1 or 0
end

-- Both names of an option in one line, where argparse's help has a line for each: "-m, --measure
-- NAME".
local function names_in_one_line(root)
  for _, command in ipairs(root._commands) do
    for _, option in ipairs(command._options) do
      local get_lines = option._get_label_lines
      option._get_label_lines = function(self)
        local lines = get_lines(self)
        return { #lines > 1 and table.concat(self._aliases, ", ") .. " " .. self._argname
          or lines[1] }
      end
    end
  end
end

-- `urssaf` alone and `urssaf help COMMAND` ask for help, as `urssaf COMMAND --help` does; so does
-- `urssaf help help`.
local function with_help(arguments)
  local at = leading(arguments) + 1
  if arguments[at] and arguments[at] ~= "help" then return arguments end
  local list = tables.append({}, arguments)
  while list[at] == "help" do table.remove(list, at) end
  if not list[at] then return tables.append({ "--help" }, list) end
  return tables.append(list, { "--help" })
end

-- Parses the arguments. argparse goes on behind an action that returns: a text that is asked for in
-- the place of a command is raised.
local function parsed(make_root, arguments)
  local said
  local root = make_root(function(text)
    said = text
    error(text, 0)
  end)
  local ran, ok, given = pcall(root.pparse, root, arguments)
  if said then return nil, nil, said end
  if not ran then error(ok, 0) end
  if not ok then return nil, given end
  return given
end

--- Reads the arguments.
---@param arguments string[]
---@param language "fr"|"en" of the help
---@return urssaf.cli.Command? command nil if the arguments are not understood, or ask for a text
---@return table|string|nil given the options by name, or what is wrong
---@return string? text the help or the version, if it is asked for
function parser.parse(arguments, language)
  arguments = with_help(arguments)
  local list, commands, is_named = commands_for(arguments), {}, tables.set(arguments)
  local given, problem, text = parsed(function(say)
    local root = new_root(#list == 1, say)
    for _, name in ipairs(list) do commands[name] = add(root, name, is_named[name]) end
    if language == "fr" then french_help.speak(root) end
    if is_named["-h"] or is_named["--help"] then
      ascii.help(root, say)
      names_in_one_line(root)
      local width = terminal.width(terminal.is(1))
      if width < HELP_WIDTH then narrow_help.fit(root, width) end
    end
    return root
  end, arguments)
  if not given then return nil, problem, text end
  return commands[given.command], given
end

--- The whole command line as argparse has it, with the options of every command.
---@return table root
function parser.whole()
  local root = new_root()
  for _, name in ipairs(parser.COMMANDS) do add(root, name, true) end
  return root
end

return parser
