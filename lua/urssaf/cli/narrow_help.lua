--- Helps that fit a terminal that is narrow.
local tables = require "urssaf.base.tables"
local text = require "urssaf.cli.text"

local narrow_help = {}

-- In terminals narrower than this, what an option does stands below its names: beside them the
-- longest word, a dataset's identifier, has no room.
local BESIDE, MARGIN = 67, 8

-- Stands for a blank where no line breaks.
local GLUE = "\1"

-- An option stays with what it takes and with the "|" behind it, "..." with what it repeats.
local function glued(usage)
  return (usage:gsub("%b[]", function(part) return (part:gsub(" ", GLUE)) end)
    :gsub(" %f[|.]", GLUE))
end

-- argparse breaks a usage by the width of its English heading, and keeps a choice of options in one
-- line, however long.
local function with_usage(help, width)
  local heading, usage, rest = help:match "^(.-: )(.-)(\n\n.*)$"
  local margin = math.min(text.length(heading), MARGIN)
  local lines = text.wrap(heading:gsub(" $", GLUE) .. glued(usage), width - margin)
  return table.concat(lines, "\n" .. (" "):rep(margin)):gsub(GLUE, " ") .. rest
end

--- Makes the helps of a parser, and of its commands, fit a width.
---@param root table of argparse, with all its commands, in the language of the help
---@param width integer
function narrow_help.fit(root, width)
  for _, parsed in ipairs(tables.append({ root }, root._commands)) do
    parsed:help_max_width(width)
    if width < BESIDE then parsed:help_description_margin(MARGIN) end
    local get_help = parsed.get_help
    parsed.get_help = function(self) return with_usage(get_help(self), width) end
  end
end

return narrow_help
