-- Writes the manual page in English or French (`make man`) from what the command's parser knows.
--
--     lua5.4 release/man_page.lua en share/man/man1/urssaf.1
--     lua5.4 release/man_page.lua fr share/man/fr/man1/urssaf.1
package.path = "./?.lua;./lua/?.lua;./lua/?/init.lua;" .. package.path

local command_line = require "urssaf.cli.command_line"
local files = require "mk.files"
local french_help = require "urssaf.cli.french_help"
local messages = require "urssaf.language.messages"
local parser = require "urssaf.cli.parser"
local texts = require "urssaf.cli.text"
local version = require "urssaf.base.version"

-- The day of the last release.
local DAY = files.read("CHANGELOG.md"):match "\n## [%d.]+ %- (%d%d%d%d%-%d%d%-%d%d)\n"

local language, path = arg[1], arg[2]

-- A text of the parser in the language of the page.
local said = messages.translator(language)

-- What is written here, in the language of the page.
local function own(english, french) return language == "fr" and french or english end

local function example_of(line) return language == "fr" and french_help.example(line) or line end

-- A text as a sentence.
local function sentence(text)
  return text:gsub("^%l", string.upper):gsub("^é", "É") .. "."
end

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

-- The name of an argument.
local function argument_name(argument)
  local name = said("<" .. argument.name .. ">"):gsub("[<>]", "")
  return italic(name:upper())
end

-- "-m, --measure NAME"
local function heading(option)
  local names = {}
  for i, name in ipairs(option.names) do names[i] = bold(name) end
  return table.concat(names, ", ") .. (option.value and " " .. italic(said(option.value)) or "")
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
    parts[#parts + 1] = "[" .. argument_name(argument) .. (argument.is_list and " ..." or "") .. "]"
  end
  parts[#parts + 1] = "[" .. italic "OPTION" .. " ...]"
  return table.concat(parts, " ")
end

local function put_command(command)
  put(".SS %s", escaped(command.name))
  put("%s", synopsis(command))
  put(".PP")
  put_text(sentence(said(command.summary)))
  for _, argument in ipairs(command.arguments) do
    put(".TP\n%s", argument_name(argument))
    put_text(said(argument.description))
  end
  local names = {}
  for i, option in ipairs(command.options) do names[i] = bold(own_name(option)) end
  put(".PP\n%s%s.", own("Options: ", "Options\194\160: "), table.concat(names, ",\n"))
  for _, line in ipairs(command.examples) do
    put(".PP\n.EX\n%s\n.EE", escaped(example_of(line)))
  end
end

local function put_option(one, count)
  put(".TP\n%s", heading(one.option))
  put_text(said(one.option.description))
  local names = {}
  for i, name in ipairs(one.commands) do names[i] = bold(name) end
  if #names < count then put("(%s)", table.concat(names, ",\n")) end
end

local ENVIRONMENT = {
  { "URSSAF_API_KEY", own("A key of the portal, for a larger quota.",
    "Une clé du portail, pour un quota plus grand.") },
  { "URSSAF_BASE_URL", own("The address of the portal's API, or of a copy of it.",
    "L'adresse de l'API du portail, ou d'une copie.") },
  { "URSSAF_CACHE_DIR", own("The folder of kept publications; by default urssaf in"
    .. " $XDG_CACHE_HOME, or in ~/.cache.", "Le dossier des publications conservées ; par défaut,"
    .. " urssaf dans $XDG_CACHE_HOME ou dans ~/.cache.") },
  { "URSSAF_CA_FILE", own("The certificates to trust, where --ca-file names none.",
    "Les certificats auxquels se fier, si --ca-file n'en nomme pas.") },
  { "URSSAF_PROGRAM_SECONDS", own("How long a program may take that draws PNG or PDF, or writes"
    .. " Parquet: 60 if it is not set.", "Combien de secondes peut prendre un programme qui dessine"
    .. " en PNG ou en PDF, ou qui écrit du Parquet : 60 par défaut.") },
  { "LC_ALL, LC_MESSAGES, LANG", own("The language of the output: French if they begin with fr,"
    .. " else English.", "La langue de la sortie : le français si leur valeur commence par fr,"
    .. " sinon l'anglais.") },
  { "COLUMNS", own("How many characters wide the output is.",
    "La largeur de la sortie, en caractères.") },
  { "http_proxy, https_proxy, no_proxy", own("The proxy, as curl takes it.",
    "Le mandataire (proxy), comme pour curl.") },
}

local EXIT_CODES = {
  { "0", own("Done.", "Fait.") },
  { "1", own("It could not be done: no connection, an unknown place, a file.",
    "Impossible : pas de connexion, un lieu inconnu, un fichier.") },
  { "2", own("A mistake in the command.", "Une erreur dans la commande.") },
  { "3", own("check found something unexplained.", "check a trouvé un constat inexpliqué.") },
  { "70", own("A defect of urssaf.", "Un défaut d'urssaf.") },
  { "130", own("Interrupted.", "Interrompu.") },
  { "141", own("The reader of the output has gone.", "Le lecteur de la sortie est parti.") },
}

local function put_list(list)
  for _, one in ipairs(list) do
    put(".TP\n%s", bold(one[1]))
    put_text(one[2])
  end
end

local commands = command_line.commands()

local function put_section(english, french) put(".SH %s", own(english, french)) end

put('.\\" Written by release/man_page.lua from the parser of the command: see make man.')
put('.TH URSSAF 1 %s "urssaf %s" "%s"', DAY, escaped(version),
  own("User Commands", "Commandes utilisateur"))
put(".\\\" Names that are typed are not divided.\n.nr HY 0\n.nh")
put_section("NAME", "NOM")
put("urssaf \\- %s", own("figures, charts and reports from Urssaf's open data",
  "chiffres et graphiques des données ouvertes de l'Urssaf"))
put_section("SYNOPSIS", "SYNOPSIS")
put("%s %s [%s ...] [%s ...]", bold "urssaf", italic(own("COMMAND", "COMMANDE")),
  italic "ARGUMENT", italic "OPTION")
put(".br\n%s [%s]", bold "urssaf help", italic(own("COMMAND", "COMMANDE")))
put_section("DESCRIPTION", "DESCRIPTION")
put_text(said(parser.DESCRIPTION))
put(".PP")
put_text(own([[
What is fetched is kept, and asked for again when a newer publication may be out. A sum is missing
where one of its parts is, and notes below each result say what a reader has to know.]], [[
Ce qui est reçu est conservé, et redemandé quand une publication plus récente a pu paraître. Une
somme est absente là où l'une de ses parties l'est, et des notes sous chaque résultat disent ce
qu'un lecteur doit savoir.]]))
put_section("COMMANDS", "COMMANDES")
for _, command in ipairs(commands) do put_command(command) end
put_section("OPTIONS", "OPTIONS")
put_text(own("In brackets stand the commands that have an option, if not all have it.",
  "Entre parenthèses, les commandes qui ont une option, si toutes ne l'ont pas."))
for _, one in ipairs(shared_options(commands)) do put_option(one, #commands) end
for _, option in ipairs(command_line.own_options()) do
  if own_name(option) ~= "--help" then put_option({ option = option, commands = {} }, 0) end
end
put_section("ENVIRONMENT", "ENVIRONNEMENT")
put_list(ENVIRONMENT)
put_section("EXIT STATUS", "CODE DE RETOUR")
put_list(EXIT_CODES)
put_section("EXAMPLES", "EXEMPLES")
put_text(own("With --sample, commands work without a network, on synthetic data.",
  "Avec --sample, les commandes se passent de réseau : les données sont synthétiques."))
for _, command in ipairs { "urssaf show 75", "urssaf chart 38 -o isere.svg",
  "urssaf report Bretagne --lang fr -o bretagne.html" } do
  put(".PP\n.EX\n%s\n.EE", escaped(command))
end
put_section("NOTES", "NOTES")
put_text(own([[
The data are Urssaf's, under the Open Database License 1.0: name Urssaf as the source, as urssaf
cite does.]], [[
Les données sont celles de l'Urssaf, sous licence ODbL 1.0 : citez l'Urssaf comme source, comme le
fait urssaf cite.]]))

files.write(path, table.concat(lines, "\n") .. "\n")
