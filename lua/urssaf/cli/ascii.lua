--- Text for a terminal that does not have UTF-8: letters without accents, and other characters in
-- the place of blocks and lines.
local environment = require "urssaf.base.environment"
local plain_letters = require "urssaf.base.plain_letters"
local tables = require "urssaf.base.tables"
local terminal = require "urssaf.cli.terminal"

local ascii = {}

-- What stands for characters that are no letters. Those of the blocks of a sparkline rise; a bar
-- has whole characters only.
local OTHERS = {
  ["▁"] = "_", ["▂"] = ".", ["▃"] = ":", ["▄"] = "-", ["▅"] = "=", ["▆"] = "+", ["▇"] = "*",
  ["█"] = "#", ["░"] = "-", ["▏"] = "", ["▎"] = "", ["▍"] = "", ["▌"] = "#", ["▋"] = "#",
  ["▊"] = "#", ["▉"] = "#", ["─"] = "-", ["·"] = "*", ["–"] = "-", ["—"] = "-", ["−"] = "-",
  ["…"] = "...", ["«"] = '"', ["»"] = '"', ["“"] = '"', ["”"] = '"', ["‘"] = "'", ["°"] = "o",
  ["ᵉ"] = "e", ["ʳ"] = "r", ["×"] = "x", ["÷"] = "/", ["≤"] = "<=", ["≥"] = ">=",
  ["\194\160"] = " ", ["\226\128\175"] = " ", ["\226\129\160"] = "",
}

-- The first bytes of capital letters with accents in Latin-1, and those that follow them.
local function is_capital(character)
  local first, second = character:byte(1, 2)
  return first == 0xC3 and second < 0x9F or character == "Œ" or character == "Ÿ"
end

local function plain(character)
  local letter = plain_letters[character]
  if letter then return is_capital(character) and letter:upper() or letter end
  return OTHERS[character] or "?"
end

--- A text in ASCII, with the columns of its tables where they were.
---@param text string UTF-8
---@return string
function ascii.of(text)
  -- a cell of a table has room for the longer name of the currency
  text = text:gsub("  (%S*)€", "%1EUR"):gsub("€", "EUR")
    :gsub("«\194\160", '"'):gsub("\194\160»", '"') -- French marks have blanks inside
  return (text:gsub("[\194-\244][\128-\191]*", plain))
end

--- Whether the environment names a character set other than UTF-8, or none.
---@return boolean
function ascii.is_needed()
  for _, name in ipairs { "LC_ALL", "LC_CTYPE", "LANG" } do
    local value = environment.get(name)
    if value then return not value:lower():find "utf%-?8" end
  end
  return true
end

--- A text as a stream of this process takes it: in ASCII if that is a terminal without UTF-8.
---@param text string
---@param descriptor integer 1 or 2
---@return string
function ascii.shown(text, descriptor)
  if text:find "[\128-\255]" and ascii.is_needed() and terminal.is(descriptor) then
    return ascii.of(text)
  end
  return text
end

--- Makes argparse hand over its help, and that of its commands, as a terminal takes it.
---@param root table of argparse
---@param say fun(text: string) takes the help, and raises
function ascii.help(root, say)
  for _, parsed in ipairs(tables.append({ root }, root._commands)) do
    parsed:add_help { name = "-h --help", action = function()
      say(ascii.shown(parsed:get_help(), 1) .. "\n")
    end }
    -- which is the first again
    table.insert(parsed._options, 1, table.remove(parsed._options))
  end
end

return ascii
