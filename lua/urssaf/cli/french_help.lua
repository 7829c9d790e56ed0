--- The help of the command in French: argparse's texts, which are English, are translated when a
-- help is asked for.
local messages = require "urssaf.language.messages"

local french_help = {}

-- argparse lays out columns and breaks lines by bytes. So that a letter with an accent counts as
-- one character, it is one byte until all is laid out.
local function byte_coding()
  local byte_of, text_of, next_byte = {}, {}, 128
  local function encoded(character)
    if not byte_of[character] then
      byte_of[character], next_byte = string.char(next_byte), next_byte + 1
      text_of[byte_of[character]] = character
    end
    return byte_of[character]
  end
  return function(text) return (text:gsub("[\194-\244][\128-\191]+", encoded)) end,
    function(text) return (text:gsub("[\128-\255]", text_of)) end
end

-- What argparse itself writes between the descriptions, and what stands there in French.
local HEADINGS = { ["Arguments:"] = "Arguments :", ["Options:"] = "Options :",
  ["Commands:"] = "Commandes :" }
local USAGE = { "^Usage: ", "Utilisation : " }

-- What files are called in examples.
local FILES = { growth = "evolution", phone = "telephone", everything = "tout", out = "sortie",
  older = "ancien", saved = "fichier" }

--- A command line of an example, with French names of files.
---@param line string
---@return string
function french_help.example(line)
  return (line:gsub("%f[%w](%l+)%.(%l+)%f[%W]", function(name, ending)
    return FILES[name] and FILES[name] .. "." .. ending
  end))
end

-- A text of several lines, each of which is translated by itself and keeps its margin.
local function by_line(translate, text)
  return (text:gsub("[^\n]+", function(line)
    return line:find "^ +urssaf " and french_help.example(line) or translate(line)
  end))
end

local function describe(element, translate)
  if type(element._argname) == "string" then element._argname = translate(element._argname) end
  local description = element._description and translate(element._description)
  if element._default and element._show_default then
    element._show_default = false
    description = translate(("%s (default: %s)"):format(element._description, element._default))
  end
  element._description = description
end

local function describe_argument(argument, translate)
  describe(argument, translate)
  if not argument._choices then
    local name = translate("<" .. argument._name .. ">")
    argument._argname = argument._argname or name
    argument._get_label_lines = function() return { name:sub(2, -2) } end
  end
end

-- A summary as a sentence.
local function sentence(summary)
  return (summary:gsub("^%l", string.upper):gsub("^\195([\160-\190])", function(letter)
    return "\195" .. string.char(letter:byte() - 32)
  end)) .. "."
end

-- Translates what a help of a parser shows beside its description.
local function describe_parser(parser, translate)
  if parser._epilog then parser._epilog = by_line(translate, parser._epilog) end
  for _, argument in ipairs(parser._arguments) do describe_argument(argument, translate) end
  for _, option in ipairs(parser._options) do describe(option, translate) end
  for _, command in ipairs(parser._commands) do command._summary = translate(command._summary) end
end

local function with_headings(help)
  help = help:gsub(USAGE[1], messages.typeset(USAGE[2])):gsub("<command>", "<commande>", 1)
  return (("\n" .. help):gsub("\n(%u%l+:)%f[\n]", function(heading)
    return HEADINGS[heading] and "\n" .. messages.typeset(HEADINGS[heading])
  end):sub(2))
end

local function french(get_help)
  return function(self)
    local encode, decode = byte_coding()
    local in_french = messages.translator "fr"
    -- a command's description is its summary
    self._description = encode(self._summary and sentence(in_french(self._summary))
      or by_line(in_french, self._description))
    describe_parser(self, function(text) return encode(in_french(text)) end)
    return with_headings(decode(get_help(self)))
  end
end

--- Makes a parser, and those of its commands, give their help in French.
---@param parser table of argparse, with all its commands
function french_help.speak(parser)
  parser:usage_margin(#USAGE[2])
  for _, one in ipairs(parser._commands) do one.get_help = french(one.get_help) end
  parser.get_help = french(parser.get_help)
end

return french_help
