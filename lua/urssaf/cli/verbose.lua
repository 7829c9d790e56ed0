--- What `--verbose` prints: each request, retry, decision of the cache and file, a line for each.
local ascii = require "urssaf.cli.ascii"
local messages = require "urssaf.language.messages"
local utf8 = require "urssaf.base.utf8"

local verbose = {}

local PHRASES = {
  fr = {
    request = "GET %s : %s, %d octets en %.0f ms", unsent = "GET %s : %s", status = "statut %d",
    none = "sans réponse",
    retry = "nouvel essai dans %.0f ms, car %s", read = "lu : %s%s", bytes = " (%d octets)",
    cache = "conservation : %s, car %s",
    decisions = { asked = "le portail est interrogé", served = "la publication conservée répond",
      downloaded = "téléchargé", stale = "une publication conservée, peut-être dépassée, répond",
      damaged = "une publication conservée est inutilisable" },
    reasons = { no_folder = "rien ne peut être conservé",
      off = "rien n'est à conserver",
      refresh = "le téléchargement est demandé, quoi qu'il soit conservé",
      absent = "rien de conservé ne répond à cette question",
      old = "la dernière vérification est trop ancienne",
      new = "la publication conservée n'est pas la dernière",
      damaged = "ce qui est conservé est endommagé",
      unreachable = "le portail n'a pas pu être interrogé",
      same = "le portail n'a pas de publication plus récente",
      alone = "le portail n'est pas à interroger",
      fresh = "le portail a été interrogé récemment" },
  },
  en = {
    request = "GET %s: %s, %d bytes in %.0f ms", unsent = "GET %s: %s", status = "status %d",
    none = "no response",
    retry = "asked again in %.0f ms, because %s", read = "read: %s%s", bytes = " (%d bytes)",
    cache = "cache: %s, because %s",
    decisions = { asked = "the portal is asked", served = "what is kept is served",
      downloaded = "downloaded", stale = "what is kept is served, though it may be out of date",
      damaged = "a kept publication cannot be used" },
    reasons = {},
  },
}

local SENTENCES = {}

function SENTENCES.request(event, phrases, say)
  local outcome = event.status and phrases.status:format(event.status) or phrases.none
  if event.err then outcome = outcome .. ", " .. say(event.err.message) end
  if not event.seconds then return phrases.unsent:format(event.url, outcome) end
  return phrases.request:format(event.url, outcome, event.bytes, event.seconds * 1000)
end

function SENTENCES.retry(event, phrases, say)
  return phrases.retry:format(event.seconds * 1000, say(event.err.message))
end

function SENTENCES.read(event, phrases)
  return phrases.read:format(event.path, event.bytes and phrases.bytes:format(event.bytes) or "")
end

-- Of what is damaged the reason names the file.
function SENTENCES.cache(event, phrases, say)
  local reason = event.decision ~= "damaged" and phrases.reasons[event.reason_kind]
  return phrases.cache:format(phrases.decisions[event.decision], reason or say(event.reason))
end

--- A function for the option `log` that prints events.
---@param stream table the error stream
---@param code "fr"|"en" the language
---@param clear fun() removes the line of progress
---@return fun(event: urssaf.LogEvent)
function verbose.new(stream, code, clear)
  local say = messages.translator(code)
  return function(event)
    clear()
    local text = SENTENCES[event.event](event, PHRASES[code], say):gsub("%s*[\r\n]+%s*", " ")
    stream:write("urssaf: ", ascii.shown(utf8.plain(text), 2), "\n")
  end
end

return verbose
