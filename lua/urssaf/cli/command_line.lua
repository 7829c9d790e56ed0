--- The command line as plain tables, for what is said of it: the man page, the completion of shells
-- and the messages about mistakes. This and ascii.lua alone know how argparse keeps it.
local parser = require "urssaf.cli.parser"
local tables = require "urssaf.base.tables"

local command_line = {}

---@class urssaf.cli.Option
---@field names string[] as they are typed: "-m", "--measure"
---@field value string? what stands for its value in the usage; nil if it has none
---@field choices string[]? the values that it takes, if they are known
---@field description string
---@field target string its name among the options that are given

---@class urssaf.cli.Argument
---@field name string
---@field is_list boolean whether there may be several
---@field description string

---@class urssaf.cli.Description of a command
---@field name string
---@field summary string
---@field arguments urssaf.cli.Argument[]
---@field options urssaf.cli.Option[]
---@field examples string[]

-- As a help has it: with the default, if argparse adds that.
local function described(element)
  local text = element._description or ""
  return element._default and ("%s (default: %s)"):format(text, element._default) or text
end

local function option_of(element)
  local value = element._maxargs > 0
    and (element._argname or ("<%s>"):format(element._name:gsub("^%-+", ""))) or nil
  return { names = element._aliases, value = type(value) == "table" and value[1] or value,
    choices = element._choices, description = described(element),
    target = element._target or element:_get_default_target() }
end

local function argument_of(element)
  return { name = element._name, is_list = element._maxargs > 1,
    description = element._description or "" }
end

local function description_of(element)
  local command = require("urssaf.cli.commands." .. element._name)
  return { name = element._name, summary = command.summary, examples = command.examples,
    arguments = tables.map(element._arguments, argument_of),
    options = tables.map(element._options, option_of) }
end

--- The commands, in the order of the help.
---@return urssaf.cli.Description[]
function command_line.commands()
  return tables.map(parser.whole()._commands, description_of)
end

--- The options that stand before a command.
---@return urssaf.cli.Option[]
function command_line.own_options()
  return tables.map(parser.whole()._options, option_of)
end

--- The first argument of a command line that is one too many for its command.
---@param arguments string[]
---@return string? nil if it cannot be told
function command_line.extra_argument(arguments)
  local root = parser.whole()
  for _, command in ipairs(root._commands) do
    command:argument "one too many":args "*":target "extra"
  end
  local ok, given = root:pparse(arguments)
  return ok and given.extra and given.extra[1] or nil
end

return command_line
