-- Writes the manual page share/man/man1/urssaf.1 (`make man`) from what the command's parser knows.
--
--     lua5.4 release/man_page.lua [FILE, instead of that]
package.path = "./?.lua;./lua/?.lua;./lua/?/init.lua;" .. package.path

local command_line = require "urssaf.cli.command_line"
local files = require "mk.files"
local parser = require "urssaf.cli.parser"
local texts = require "urssaf.cli.text"
local version = require "urssaf.base.version"

-- The day of the last release.
local DAY = files.read("CHANGELOG.md"):match "\n## [%d.]+ %- (%d%d%d%d%-%d%d%-%d%d)\n"

local lines = {}

local function put(format, ...)
  lines[#lines + 1] = format:format(...)
end

-- A text as roff takes it: hyphens that are typed stay hyphens.
local function escaped(text)
  return (text:gsub("\\", "\\e"):gsub("%-", "\\-"):gsub("^([.'])", "\\&%1"))
end

local WIDTH = 70

-- Text in lines of a source that can be read, too.
local function put_text(text)
  for _, line in ipairs(texts.wrap(text, WIDTH)) do put("%s", escaped(line)) end
end

local function bold(text) return "\\fB" .. escaped(text) .. "\\fR" end

local function italic(text) return "\\fI" .. escaped(text:gsub("[<>]", "")) .. "\\fR" end

-- "-m, --measure NAME"
local function heading(option)
  local names = {}
  for i, name in ipairs(option.names) do names[i] = bold(name) end
  return table.concat(names, ", ") .. (option.value and " " .. italic(option.value) or "")
end

local function own_name(option) return option.names[#option.names] end

-- Each option once, with the commands that have it; one that differs between commands, such as what
-- there are formats for, is described with each of them.
local function shared_options(commands)
  local found, list = {}, {}
  for _, command in ipairs(commands) do
    for _, option in ipairs(command.options) do
      local id = own_name(option) .. "\n" .. option.description
      if not found[id] then
        found[id] = { option = option, commands = {} }
        list[#list + 1] = found[id]
      end
      table.insert(found[id].commands, command.name)
    end
  end
  table.sort(list, function(a, b)
    local one, other = own_name(a.option), own_name(b.option)
    if one ~= other then return one < other end
    return a.option.description < b.option.description
  end)
  return list
end

local function synopsis(command)
  local parts = { bold("urssaf " .. command.name) }
  for _, argument in ipairs(command.arguments) do
    parts[#parts + 1] = "[" .. italic(argument.name:upper()) .. (argument.is_list and " ..." or "")
      .. "]"
  end
  parts[#parts + 1] = "[" .. italic "OPTION" .. " ...]"
  return table.concat(parts, " ")
end

local function put_command(command)
  put(".SS %s", escaped(command.name))
  put("%s", synopsis(command))
  put(".PP")
  put_text(command.summary:gsub("^%l", string.upper) .. ".")
  for _, argument in ipairs(command.arguments) do
    put(".TP\n%s", italic(argument.name:upper()))
    put_text(argument.description)
  end
  local names = {}
  for i, option in ipairs(command.options) do names[i] = bold(own_name(option)) end
  put(".PP\nOptions: %s.", table.concat(names, ",\n"))
  for _, example in ipairs(command.examples) do put(".PP\n.EX\n%s\n.EE", escaped(example)) end
end

local function put_option(one, count)
  put(".TP\n%s", heading(one.option))
  put_text(one.option.description)
  local names = {}
  for i, name in ipairs(one.commands) do names[i] = bold(name) end
  if #names < count then put("(%s)", table.concat(names, ",\n")) end
end

local ENVIRONMENT = {
  { "URSSAF_API_KEY", "A key of the portal, for a larger quota." },
  { "URSSAF_BASE_URL", "The address of the portal's API, or of a copy of it." },
  { "URSSAF_CACHE_DIR", "The folder of kept publications; by default urssaf in $XDG_CACHE_HOME, or"
    .. " in ~/.cache." },
  { "LC_ALL, LC_MESSAGES, LANG", "The language of the output: French if they begin with fr, else"
    .. " English." },
  { "COLUMNS", "How many characters wide the output is." },
  { "http_proxy, https_proxy, no_proxy", "The proxy, as curl takes it." },
}

local EXIT_CODES = {
  { "0", "Done." }, { "1", "It could not be done: no connection, an unknown place, a file." },
  { "2", "A mistake in the command." }, { "3", "check found something unexplained." },
  { "70", "A defect of urssaf." }, { "130", "Interrupted." },
  { "141", "The reader of the output has gone." },
}

local function put_list(list)
  for _, one in ipairs(list) do
    put(".TP\n%s", bold(one[1]))
    put_text(one[2])
  end
end

local commands = command_line.commands()

put('.\\" Written by release/man_page.lua from the parser of the command: see make man.')
put('.TH URSSAF 1 %s "urssaf %s" "User Commands"', DAY, escaped(version))
put(".SH NAME\nurssaf \\- figures, charts and reports from Urssaf's open data")
put(".SH SYNOPSIS")
put("%s %s [%s ...] [%s ...]", bold "urssaf", italic "COMMAND", italic "ARGUMENT", italic "OPTION")
put(".br\n%s [%s]", bold "urssaf help", italic "COMMAND")
put(".SH DESCRIPTION")
put_text(parser.DESCRIPTION)
put(".PP")
put_text [[
What is fetched is kept, and asked for again when a newer publication may be out. A sum is missing
where one of its parts is, and notes below each result say what a reader has to know.]]
put(".SH COMMANDS")
for _, command in ipairs(commands) do put_command(command) end
put(".SH OPTIONS\nIn brackets stand the commands that have an option, if not all have it.")
for _, one in ipairs(shared_options(commands)) do put_option(one, #commands) end
for _, option in ipairs(command_line.own_options()) do
  if own_name(option) ~= "--help" then put_option({ option = option, commands = {} }, 0) end
end
put(".SH ENVIRONMENT")
put_list(ENVIRONMENT)
put(".SH EXIT STATUS")
put_list(EXIT_CODES)
put(".SH EXAMPLES")
put_text "With --sample, commands work without a network, on synthetic data."
for _, command in ipairs { "urssaf show 75", "urssaf chart 38 -o isere.svg",
  "urssaf report Bretagne --lang fr -o bretagne.html" } do
  put(".PP\n.EX\n%s\n.EE", escaped(command))
end
put(".SH NOTES")
put_text [[
The data are Urssaf's, under the Open Database License 1.0: name Urssaf as the source, as urssaf
cite does.]]

files.write(arg[1] or "share/man/man1/urssaf.1", table.concat(lines, "\n") .. "\n")
