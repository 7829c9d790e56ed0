-- Heads, trailers, redirects, and bodies that do not end by themselves.
local answers = require "spec.cost.answers"
local attacks = require "spec.cost.attacks"

local KIB, MIB = 1024, 1024 * 1024

-- So many bytes in pieces, each a function of what comes before.
local function endless(first, piece)
  return answers.portal { metadata = function(n, send)
    if send(first) then answers.go_on(send, piece, n) end
  end }
end

local FIELD = "X-A: " .. ("a"):rep(1000) .. "\r\n"
local CHUNKED = answers.head("json", "Transfer-Encoding: chunked\r\n")
local BODY = answers.metadata(answers.FIELDS)
local CHUNK = ("%x\r\n%s\r\n"):format(#BODY, BODY)
local ERROR = "HTTP/1.1 500 No\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n"
local REDIRECT = "HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: "
  .. "/http-a-redirect-with-a-body-without-end/67108864/catalog/datasets/attack\r\n"

return {
  { name = "a head without end", bound = "HEAD_SIZE", size = 4 * MIB, ends = "limit",
    memory = { 0, 8 }, seconds = { 0, 0.1 },
    serve = endless("HTTP/1.1 200 OK\r\n", FIELD:rep(60)) },
  { name = "a header line without end", bound = "HEAD_SIZE", size = 4 * MIB, ends = "limit",
    memory = { 0, 8 }, seconds = { 0, 0.1 },
    serve = endless("HTTP/1.1 200 OK\r\nX-A: ", ("a"):rep(60 * KIB)) },
  { name = "heads of status 100 without end", bound = "HEAD_SIZE", size = 16 * MIB,
    ends = "limit", memory = { 0, 8 }, seconds = { 0, 0.1 },
    serve = endless("", "HTTP/1.1 100 Continue\r\n" .. FIELD:rep(30) .. "\r\n") },
  { name = "short heads of status 100 without end", bound = "HEAD_SIZE", size = 4 * MIB,
    ends = "limit", memory = { 0, 8 }, seconds = { 0, 0.2 },
    serve = endless("", ("HTTP/1.1 100 Continue\r\n\r\n"):rep(1000)) },
  { name = "trailers without end", bound = "HEAD_SIZE", size = 16 * MIB, ends = "limit",
    memory = { 0, 8 }, seconds = { 0, 0.1 },
    serve = endless(CHUNKED .. CHUNK .. "0\r\n", FIELD:rep(60)) },
  { name = "an extension of a chunk without end", bound = "is_flooded", size = 40 * MIB,
    ends = "limit", memory = { 0, 8 }, seconds = { 0, 0.2 },
    serve = endless(CHUNKED .. "1;", ("a"):rep(64 * KIB)) },
  { name = "ten redirects", bound = "MAX_REDIRECTS", size = 1, ends = "limit",
    memory = { 0, 8 }, seconds = { 0, 0.1 },
    serve = function(_, path, send)
      local hop = tonumber(path:match "/(%d+)$" or 0)
      if hop == 10 then return send(answers.whole("json", BODY)) end
      send(("HTTP/1.1 302 Found\r\nLocation: /http-ten-redirects/1/%d\r\n"):format(hop + 1)
        .. "Content-Length: 0\r\nConnection: close\r\n\r\n")
    end },
  { name = "a redirect with a body without end", size = 16 * MIB, ends = "limit",
    memory = { 0, 8 }, seconds = { 0, 0.1 },
    serve = endless(REDIRECT .. "Transfer-Encoding: chunked\r\n\r\n",
      ("10000\r\n%s\r\n"):format(("a"):rep(64 * KIB))) },
  { name = "an error page without end", bound = "MAX_ERROR_BYTES", size = 4 * MIB, ends = "http",
    memory = { 0, 8 }, seconds = { 0, 0.1 }, serve = endless(ERROR, ("a"):rep(64 * KIB)) },
  { name = "more than max_bytes", bound = "max_bytes", size = 4 * MIB, ends = "limit",
    memory = { 0, 8 }, seconds = { 0, 0.1 },
    call = function(urssaf, url)
      return urssaf.fetch("attack", attacks.options(url, { max_bytes = 1e6 }))
    end,
    serve = answers.portal { export = function(n, send)
      send(answers.head "csv" .. "annee;trimestre;region;radiations\n")
      local text = ("a"):rep(65500)
      for i = 1, n / #text do
        if not send(("2021;1;%d-%s;1\n"):format(i, text)) then return end
      end
    end } },
}
