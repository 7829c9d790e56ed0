--- Arguments that were typed on a terminal that has ISO-8859-1, as UTF-8.
local tables = require "urssaf.base.tables"
local utf8 = require "urssaf.base.utf8"

local latin1 = {}

-- Options with the name of a file, whose bytes are its own.
local OF_FILES = tables.set { "-o", "--output", "--file", "--per", "--shapes", "--with",
  "--ca-file" }

local function names_file(argument, before)
  return OF_FILES[before or ""] or OF_FILES[argument:match "^(%-%-[%l-]+)=" or ""]
end

--- Arguments in UTF-8: those that are not, and name no file, are read as ISO-8859-1.
---@param arguments string[]
---@return string[]
function latin1.read(arguments)
  local list = {}
  for i, argument in ipairs(arguments) do
    local is_other = utf8.repaired(argument) ~= argument and not names_file(argument, list[i - 1])
    list[i] = is_other and utf8.of_latin1(argument) or argument
  end
  return list
end

return latin1
