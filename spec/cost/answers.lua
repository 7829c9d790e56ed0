-- Answers for the attacks that need HTTP: heads, bodies, gzip, and a small portal of which an
-- attack replaces a part.
local zlib = require "zlib"

local answers = {}

local MEDIA = { json = "application/json", csv = "text/csv" }

--- A head with status 200.
---@param media "json"|"csv"
---@param headers string? lines
---@return string
function answers.head(media, headers)
  return ("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nConnection: close\r\n%s\r\n"):format(MEDIA[media],
    headers or "")
end

--- A whole answer.
---@param media "json"|"csv"
---@param body string
---@param headers string? lines
---@return string
function answers.whole(media, body, headers)
  return answers.head(media, ("Content-Length: %d\r\n%s"):format(#body, headers or "")) .. body
end

answers.GZIP = "Content-Encoding: gzip\r\n"

--- Text as gzip.
---@param text string
---@return string
function answers.gzip(text)
  return (zlib.deflate(6, 31)(text, "finish"))
end

--- Sends a piece until so many bytes are sent or the client is gone.
---@param send fun(bytes: string): boolean
---@param piece string
---@param bytes number
function answers.go_on(send, piece, bytes)
  for _ = 1, math.ceil(bytes / #piece) do
    if not send(piece) then return end
  end
end

--- The metadata's JSON, with these fields.
---@param fields string JSON, without the brackets
---@return string
function answers.metadata(fields)
  return ('{"dataset_id":"attack","fields":[%s],"metas":{"default":{"records_count":2}}}'):format(
    fields)
end

--- Fields of dates and of a measure.
answers.FIELDS = '{"name":"annee","type":"date"},{"name":"trimestre","type":"int"},'
  .. '{"name":"region","type":"text"},{"name":"radiations","type":"int"}'

local PARTS = {
  metadata = { "^/catalog/datasets/[^/]+$",
    answers.whole("json", answers.metadata(answers.FIELDS)) },
  count = { "/records$", answers.whole("json", '{"total_count":2}') },
  export = { "/exports/csv$", answers.whole("csv",
    "annee;trimestre;region;radiations\n2021;1;A;1\n2021;2;A;2\n") },
}

--- A portal that answers, but for these parts: `metadata`, `count`, `export`, each a function(n,
-- send) or a function(n) that returns the answer.
---@param parts table<string, function>
---@return function serve
function answers.portal(parts)
  return function(n, path, send)
    for name, part in pairs(PARTS) do
      if path:find(part[1]) then
        return send(parts[name] and (parts[name](n, send) or "") or part[2])
      end
    end
  end
end

return answers
