--- The command line as argparse is told it: one subcommand for each module of this folder that is
-- named here.
local argparse = require "argparse"
local options = require "urssaf.cli.options"
local version = require "urssaf.base.version"

local parsing = {}

local COMMANDS = { "show", "top", "compare", "annual", "chart", "map", "report", "export", "info",
  "catalog", "check", "diff", "vintages", "cite" }

local DESCRIPTION = "Urssaf's quarterly open data on auto-entrepreneurs: figures, tables, charts"
  .. " and reports by département since 2009."

local EPILOG = [[
Three to begin with:
  urssaf show 75
  urssaf chart 38 -o isere.svg
  urssaf report Bretagne --lang fr -o bretagne.html
With --sample each works without a network, on synthetic data.

Exit codes: 0 done, 1 it could not be done, 2 a mistake in the command,
3 'check' found what nothing explains, 70 a defect of urssaf itself.]]

local HELP_WIDTH, HELP_MARGIN = 79, 31

local function show_version()
  io.stdout:write("urssaf ", version, "\n")
  os.exit(0)
end

local function add(parser, name)
  local one = require("urssaf.cli.commands." .. name)
  local command = parser:command(name):summary(one.summary)
    :description(one.summary:gsub("^%l", string.upper) .. ".")
    :help_max_width(HELP_WIDTH):help_description_margin(HELP_MARGIN)
  command:epilog((#one.examples > 1 and "Examples:\n  " or "Example:\n  ")
    .. table.concat(one.examples, "\n  "))
  one.configure(command)
  options.output(command, one.formats)
  return one
end

local function new_parser()
  local parser = argparse("urssaf", DESCRIPTION, EPILOG):command_target "command"
    :require_command(true):help_max_width(HELP_WIDTH):add_help "-h --help"
  parser:flag "-v --version":description "The version, and nothing else.":action(show_version)
  local commands = {}
  for _, name in ipairs(COMMANDS) do commands[name] = add(parser, name) end
  return parser, commands
end

--- What the arguments say.
---@param arguments string[]
---@return table? command the module of the subcommand; nil if they say nothing that is known
---@return table|string given the options by name, or what is wrong
function parsing.parse(arguments)
  local parser, commands = new_parser()
  local ok, given = parser:pparse(arguments)
  if not ok then return nil, given end
  return commands[given.command], given
end

--- The names of the subcommands.
parsing.COMMANDS = COMMANDS

return parsing
