--- What a command says when it fails: what is wrong and what to do, on the error stream, and never
-- a stack trace.
local utf8 = require "urssaf.base.utf8"

local failure = {}

local CODES = { usage = 2, pipe = 141 }
local DEFECT, INTERRUPTED = 70, 130

-- What to do, by the kind of error.
local HINTS = {
  fr = {
    network = "Vérifiez la connexion ; --offline répond à partir de ce qui est conservé, --sample"
      .. " se passe de réseau.",
    timeout = "Le portail est lent ou absent : réessayez plus tard, ou --offline.",
    tls = "Vérifiez la date de la machine, les certificats, un éventuel mandataire (proxy).",
    quota = "Le quota du portail est épuisé : attendez, ou donnez une clé (URSSAF_API_KEY).",
    offline = "Aucune publication conservée ne répond à cette question : demandez une fois sans"
      .. " --offline ni --as-of.",
    none = "Un lieu est un code ou un nom : 38, Isère, region:84, PACA, France.",
    portal = "'urssaf catalog' donne les jeux de données du portail.",
    incomplete = "Le portail n'a pas tout envoyé : réessayez ; rien d'incomplet n'est montré.",
    schema = "Les colonnes du portail ont changé : cherchez une version plus récente d'urssaf.",
  },
  en = {
    network = "Check the connection; --offline answers from what is kept, --sample needs no"
      .. " network.",
    timeout = "The portal is slow or away: try again later, or --offline.",
    tls = "Check this machine's date, its certificates, a proxy if there is one.",
    quota = "The portal's quota is used up: wait, or give a key (URSSAF_API_KEY).",
    offline = "Nothing that is kept answers: ask once without --offline and --as-of.",
    none = "A place is a code or a name: 38, Isère, region:84, PACA, France.",
    portal = "'urssaf catalog' lists the portal's datasets.",
    incomplete = "The portal did not send all of it: try again; nothing incomplete is shown.",
    schema = "The portal's columns have changed: look for a newer version of urssaf.",
  },
}

-- The kinds of error in French; what follows comes from the library or the portal as it is.
local KINDS = {
  network = "pas de connexion au portail", timeout = "pas de réponse à temps",
  tls = "connexion refusée, car elle n'est pas sûre", quota = "quota du portail épuisé",
  portal = "le portail refuse la question", http = "le portail répond par une erreur",
  content = "la réponse n'est pas des données", decode = "données illisibles",
  schema = "colonnes inattendues", incomplete = "réponse incomplète", limit = "réponse trop grande",
  offline = "rien de conservé", cache = "conservation impossible", file = "fichier",
  none = "introuvable", cancelled = "interrompu", lacking = "installation incomplète",
}

local FILE_HINT = {
  fr = "--file lit le CSV que publie le portail, non ce qu'écrit urssaf export.",
  en = "--file reads the CSV that the portal publishes, not what urssaf export writes.",
}

local function say(...)
  io.stderr:write("urssaf: ", ...)
  io.stderr:write("\n")
end

--- A command line that cannot be understood.
---@param problem string of argparse
---@return integer code
function failure.usage(problem)
  say(problem)
  io.stderr:write("'urssaf --help' lists the commands, 'urssaf COMMAND --help' their options.\n")
  return CODES.usage
end

--- For xpcall: what was raised, with the place if it is a defect.
---@param raised any
---@return table
function failure.handler(raised)
  if type(raised) == "table" and raised.kind then return raised end
  local text = tostring(raised)
  if text:find("interrupted!", 1, true) then return { kind = "interrupted", message = "" } end
  local lacking = text:match("module '([^']+)' not found")
  if lacking then
    return { kind = "lacking", message = ("the Lua module '%s' is not installed, or not where this"
      .. " Lua looks: luarocks install urssaf brings all that is needed"):format(lacking) }
  end
  -- misuse is told of the place outside of the library, a defect of the place in it
  if text:find("^[^\n]-urssaf/[%w_/]+%.lua:%d+: ") then
    return { kind = "defect", message = text }
  end
  return { kind = "usage", message = (text:gsub("^[^\n]-:%d+: ", "")) }
end

-- What messages of the library say in Lua, for those who are at a command line.
local IN_COMMANDS = {
  { "panel:annual", { fr = "Ici : urssaf annual, ou show sans --rolling.",
    en = "Here: urssaf annual, or show without --rolling." } },
  { "multiples", { fr = "Ici : --multiples, ou une seule mesure (-m).",
    en = "Here: --multiples, or a single measure (-m)." } },
  { "say which measure", { fr = "Ici : -m MESURE ; 'urssaf info' les donne.",
    en = "Here: -m MEASURE; 'urssaf info' lists them." } },
  { "unknown key", { fr = "'urssaf info' donne les clés.", en = "'urssaf info' lists the keys." } },
}

local function hint_of(err, code)
  -- the portal's columns are not to blame for a file's
  if err.kind == "schema" and err.path then return FILE_HINT[code] end
  for _, known in ipairs(err.kind == "usage" and IN_COMMANDS or {}) do
    if tostring(err.message):find(known[1], 1, true) then return known[2][code] end
  end
  return HINTS[code][err.kind]
end

local function defect(message)
  say("this is a defect of urssaf itself; please report it with the command and this line:")
  io.stderr:write("  ", message:match("^[^\n]*"), "\n")
  return DEFECT
end

--- Says what went wrong.
---@param err table `kind message`
---@param code "fr"|"en"
---@return integer code
function failure.report(err, code)
  if err.kind == "interrupted" then return INTERRUPTED end
  if err.kind == "pipe" then return CODES.pipe end
  if err.kind == "defect" then return defect(err.message) end
  local message = utf8.plain(tostring(err.message):gsub("%s*[\r\n]+%s*", " "))
  local kind = code == "fr" and KINDS[err.kind] or err.kind
  say(err.kind == "usage" and "" or kind .. ": ", message)
  local hint = hint_of(err, code)
  if hint then io.stderr:write(hint, "\n") end
  return CODES[err.kind] or 1
end

return failure
