-- Everything that can go wrong with an answer, met by each of the three requests of a fetch in
-- turn. Each case says the kind of its error; none has a panel, a file, an open handle or the key
-- left over, none outlasts its time limit. The table is printed at the end.
local http = require "socket.http"
local raw_server = require "spec.support.raw_server"
local shell = require "spec.support.shell"
local socket = require "socket"
local standin = require "spec.support.standin"
local http_transfers = require "spec.support.http_transfers"
local urssaf = require "urssaf"

local ok, sized, gzip = http_transfers.ok, http_transfers.sized, http_transfers.gzip
local GZIPPED = http_transfers.GZIPPED

local DATASET = "auto-entrepreneurs-par-departement"
local WHERE = { code_departement = "2A" }
-- seconds: the time limit of a case that is about time, and of any other
local SHORT, LONG = 0.6, 10
local SLACK = 1 -- of a machine under load

local TYPES = {
  metadata = "Content-Type: application/json; charset=utf-8\r\n",
  records = "Content-Type: application/json; charset=utf-8\r\n",
  export = "Content-Type: text/csv; charset=utf-8\r\n",
}

local REQUESTS = { "metadata", "records", "export" }

-- ------------------------------------------------------------------ faults

-- A fault is made of a good body and its content type: steps of the raw server, or one text.
-- `kind` is of all three requests, or by request.
local faults = {}

local function fault(name, kind, make)
  faults[#faults + 1] = { name = name, kind = kind, make = make }
end

local function head(media, length)
  return ok(media .. (length and ("Content-Length: %d\r\n"):format(length) or ""))
end

fault("closed at once", "network", function() return { { sleep = 0 } } end)
fault("reset at once", "network", function() return { { reset = true } } end)
fault("reset in the status line", "network", function()
  return { { send = "HTTP/1.1 2" }, { sleep = 0.05 }, { reset = true } }
end)
fault("reset in the headers", "network", function(_, media)
  return { { send = "HTTP/1.1 200 OK\r\n" .. media }, { sleep = 0.05 }, { reset = true } }
end)
fault("reset before the body", "network", function(body, media)
  return { { send = head(media, #body) }, { sleep = 0.05 }, { reset = true } }
end)
fault("reset in the body", "network", function(body, media)
  return { { send = head(media, #body) .. body:sub(1, -20) }, { sleep = 0.05 }, { reset = true } }
end)
fault("closed in the headers", "network", function(_, media)
  return "HTTP/1.1 200 OK\r\n" .. media
end)
fault("closed in the body", "network", function(body, media)
  return head(media, #body) .. body:sub(1, -2)
end)
fault("no answer", "timeout", function() return { { mute = true } } end)
fault("silence in the headers", "timeout", function(_, media)
  return { { send = "HTTP/1.1 200 OK\r\n" .. media }, { mute = true } }
end)
fault("silence in the body", "timeout", function(body, media)
  return { { send = head(media, #body) .. body:sub(1, -2) }, { mute = true } }
end)
fault("slow headers", "timeout", function()
  return { { send = "HTTP/1.1 200 OK\r\n" }, { send = "X: y\r\n", times = 100, pause = 0.1 } }
end)
fault("a slow body", "timeout", function(body, media)
  return { { send = head(media, #body + 100) .. body }, { send = "x", times = 100, pause = 0.1 } }
end)
fault("headers without end", "limit", function()
  return { { send = "HTTP/1.1 200 OK\r\n" },
    { send = "X: " .. ("y"):rep(1000) .. "\r\n", times = 1000 }, { mute = true } }
end)
fault("a header line without end", "limit", function()
  return { { send = "HTTP/1.1 200 OK\r\nX: " }, { send = ("y"):rep(60000), times = 100 },
    { mute = true } }
end)
fault("a body without end", "limit", function(body, media)
  return { { send = head(media) .. body .. '"' }, { send = ("y"):rep(60000), times = 10000 } }
end)
fault("100 Continue without end", "timeout", function()
  return { { send = "HTTP/1.1 100 Continue\r\n\r\n", times = 100, pause = 0.1 } }
end)
fault("a length that is too long", "network", function(body, media)
  return head(media, #body + 1) .. body
end)
fault("a length that is too short", { metadata = "content", records = "content",
  export = "incomplete" }, function(body, media)
  return head(media, #body - 20) .. body
end)
fault("a length that is no number", "network", function(body, media)
  return head(media .. "Content-Length: many\r\n") .. body
end)
fault("a chunk without its length", "network", function(body, media)
  return head(media .. "Transfer-Encoding: chunked\r\n") .. "zz\r\n" .. body
end)
fault("chunks without the last", "network", function(body, media)
  return head(media .. "Transfer-Encoding: chunked\r\n") .. ("%x\r\n%s\r\n"):format(#body, body)
end)
fault("gzip that is none", "content", function(body, media)
  return sized(body, media .. GZIPPED)
end)
fault("gzip with a wrong checksum", "content", function(body, media)
  return sized(gzip(body):sub(1, -9) .. "\0\0\0\0" .. gzip(body):sub(-4), media .. GZIPPED)
end)
fault("gzip cut", "network", function(body, media)
  return sized(gzip(body):sub(1, -12), media .. GZIPPED)
end)
fault("gzip with more behind it", "content", function(body, media)
  return sized(gzip(body) .. "more", media .. GZIPPED)
end)
fault("a gzip bomb", "limit", function(_, media)
  return sized(gzip('"' .. ("y"):rep(20000000)), media .. GZIPPED)
end)
fault("another compression", "content", function(body, media)
  return sized(body, media .. "Content-Encoding: br\r\n")
end)
fault("a compression of the transfer", "content", function(body, media)
  return ok(media .. "Transfer-Encoding: gzip\r\n", gzip(body))
end)
fault("no HTTP", "network", function() return "SSH-2.0-OpenSSH_9.2\r\n" end)
fault("HTTP/0.9", "network", function(body) return body end)
fault("a redirect to itself", "limit", function(_, _, path)
  return http_transfers.redirect(path)
end)
fault("a redirect to a file", "http", function()
  return http_transfers.redirect "file:///etc/hostname"
end)
fault("a redirect to nobody", "network", function()
  return http_transfers.redirect "http://127.0.0.1:1/"
end)
fault("a page with status 200", "content", function()
  return sized("<!DOCTYPE html><p>maintenance</p>", "Content-Type: text/html\r\n")
end)
fault("a page that says it is what was asked for", "content", function(_, media)
  return sized(" <html><p>maintenance</p></html>", media)
end)
fault("no body", { metadata = "content", records = "content", export = "decode" },
  function(_, media) return sized("", media) end)
fault("the other type", "content", function(body, media)
  local json = media:find "json"
  return sized(body, json and TYPES.export or TYPES.metadata)
end)
fault("bytes that are no text", { metadata = "content", records = "content", export = "decode" },
  function(_, media) return sized(("\0\255\254\1"):rep(100) .. "\n", media) end)
fault("JSON of a thousand levels", "content", function(_, media)
  return sized(("["):rep(1100) .. ("]"):rep(1100), media)
end)
fault("an empty object", "content", function(_, media) return sized("{}", media) end)
fault("JSON null", { metadata = "content", records = "content", export = "incomplete" },
  function(_, media) return sized("null", media) end) -- it may be the beginning of a header

local STATUSES = { 204, 206, 300, 304, 400, 401, 403, 404, 410, 418, 429, 500, 501, 502, 503, 504 }
local ENVELOPE = '{\n  "error_code": "X",\n  "message": "said so"\n}'
local QUOTA = '{"errorcode": 10002, "reset_time": "2126-08-18T00:00:00Z", "error": "spent"}'

for _, status in ipairs(STATUSES) do
  local function answer(body, media)
    return ("HTTP/1.1 %d -\r\n%sContent-Length: %d\r\n\r\n%s"):format(status, media or "", #body,
      body)
  end
  local has_body = status ~= 204 and status ~= 304
  fault(status .. " without a body", "http", function() return answer "" end)
  if has_body then
    fault(status .. " with a page", "http", function()
      return answer("<html><p>no</p></html>", "Content-Type: text/html\r\n")
    end)
    fault(status .. " with the portal's own words", "portal", function()
      return answer(ENVELOPE, TYPES.metadata)
    end)
    fault(status .. " with what was asked for", "http", function(body, media)
      return answer(body, media)
    end)
  end
  if status == 429 then
    fault("429 with a quota's words", "quota", function() return answer(QUOTA, TYPES.records) end)
    fault("429 with a quota's headers", "quota", function()
      return answer("", "X-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: 1787011200\r\n")
    end)
  end
end

-- Faults of a single one of the requests.
local singles = {}

local function single(request, name, kind, make)
  singles[#singles + 1] = { request = request, name = name, kind = kind, make = make }
end

local function changed(from, to)
  return function(body, media)
    local text, count = body:gsub(from, to, 1)
    assert(count == 1, from)
    return sized(text, media)
  end
end

local SENTENCE = "Streaming interrupted due to the following error: out of time"

for _, rows in ipairs { 0, 1, 4, 8 } do
  for line_end, said in pairs { [""] = "", ["\r\n"] = " and a line end" } do
    single("export", ("the portal's sentence after %d rows%s"):format(rows, said), "decode",
      function(body, media)
        local from = body:match(("[^\n]*\n"):rep(rows + 1) .. "()")
        return sized(body:sub(1, from - 1) .. SENTENCE .. line_end, media)
      end)
  end
end
single("export", "a row less", "incomplete", changed("[^\n]+\n$", ""))
single("export", "a row more", "incomplete", function(body, media)
  local row, count = body:match "[^\n]+\n$":gsub("%d+;%d;%d+%-%d+%-%d+", "2026;1;2026-03-31")
  assert(count == 1)
  return sized(body .. row, media)
end)
single("export", "a row twice", "decode", function(body, media)
  return sized(body .. body:match "[^\n]+\n$", media)
end)
single("export", "half a row", "incomplete", changed(".........\r\n$", ""))
single("export", "the last line end cut", "incomplete", changed("\r\n$", ""))
single("export", "the header alone", "incomplete", changed("\n.*$", "\n"))
single("export", "half the header", "incomplete", changed("trimestre.*$", ""))
single("export", "a quarter that is none", "decode", changed("2024;2;2024%-06%-30",
  "2024;5;2024-06-30"))
single("export", "days that contradict quarters", "decode", changed("2024;2;2024%-06%-30",
  "2024;2;2024-09-30"))
single("export", "a number that is none", "decode", changed(";%d+\r\n", ";12a\r\n"))
single("export", "an infinite number", "decode", changed(";%d+\r\n", ";1e999\r\n"))
single("export", "a row with a cell less", "decode", changed(";%d+\r\n", "\r\n"))
single("export", "a row with a cell more", "decode", changed("(%d+)\r\n", "%1;1\r\n"))
single("export", "a quote that is not closed", "incomplete", changed("Corse", '"Corse'))
single("export", "text that is not UTF-8", "decode", changed("Corse", "Cors\233"))
single("export", "a measure that is gone", "schema", changed("radiations", "x_radiations"))
single("export", "the time gone", "schema", changed("annee;trimestre;dernier_jour_du_trimestre",
  "a;b;c"))
single("records", "a count too high", "incomplete", changed('("total_count": *)%d+', "%19"))
single("records", "a count too low", "incomplete", changed('("total_count": *)%d+', "%17"))
single("records", "a count of zero", "incomplete", changed('("total_count": *)%d+', "%10"))
single("records", "a count below zero", "content", changed('("total_count": *)%d+', "%1-8"))
single("records", "half a count", "content", changed('("total_count": *)%d+', "%18.5"))
single("records", "a count in words", "content", changed('("total_count": *)%d+', '%1"eight"'))
single("records", "no count", "content", changed('"total_count"', '"count"'))
single("metadata", "half of them", "content", changed("^(.*)............$", "%1"))
single("metadata", "no fields", "content", changed('"fields"', '"felder"'))
single("metadata", "fields that are none", "schema", changed('"fields": *%[', '"fields":[3,'))
single("metadata", "a field without a name", "schema", changed('"name"', '"nom"'))
single("metadata", "a measure that is gone", "schema", changed('"radiations"', '"x_radiations"'))

-- ------------------------------------------------------------------ the matrix

describe("a fetch #world", function()
  local portal, server, good, folder, number, lines = nil, nil, {}, nil, 0, {}

  -- What the stand-in answers to the three requests, to be sent again by the raw server.
  local function record()
    local base_url = portal:with { { on = "any", delay = 0 } }
    assert(urssaf.fetch { base_url = base_url, where = WHERE, from = 2024, cache = "off" })
    local root = base_url:match "^http://[^/]+"
    for _, request in ipairs(portal:requests(base_url)) do
      local kind = request.target:match("/records%?") and "records"
        or request.target:match("/exports/") and "export" or "metadata"
      good[kind] = assert(http.request(root .. request.target))
    end
  end

  setup(function()
    portal = standin.start {}
    server = raw_server.start(60)
    record()
    collectgarbage() -- what is left over from other specs
  end)

  teardown(function()
    portal:stop()
    server:stop()
    table.sort(lines, require("urssaf.base.sorting").before)
    io.stdout:write("\n", ("%-9s %-46s %-11s %s\n"):format("request", "fault", "kind", "seconds"),
      table.concat(lines), ("%d cases\n"):format(#lines))
  end)

  before_each(function() folder = shell.temporary_folder() end)
  after_each(function() shell.remove(folder) end)

  local PATHS = { metadata = "", records = "/records", export = "/exports/csv" }

  -- A base URL at which one request meets the steps, the others are answered well.
  local function address(request, make)
    number = number + 1
    local base = "/case" .. number
    for kind, below in pairs(PATHS) do
      local path = ("%s/catalog/datasets/%s%s"):format(base, DATASET, below)
      local answer = kind == request and make(good[kind], TYPES[kind], path)
        or sized(good[kind], TYPES[kind])
      server:on(path, type(answer) == "string" and { { send = answer } } or answer)
    end
    return server.root .. base
  end

  local KEY = "cle-de-demonstration"

  local function fetch(base_url, timeout)
    return urssaf.fetch { base_url = base_url, where = WHERE, from = 2024, cache_dir = folder,
      retries = 0, timeout = timeout, stall_timeout = timeout / 2, max_bytes = 1e6, api_key = KEY }
  end

  local function check(kind, base_url)
    local before, started = shell.descriptors(), socket.gettime()
    local limit = kind == "timeout" and SHORT or LONG
    local panel, err = fetch(base_url, limit)
    local took = socket.gettime() - started
    assert.is_nil(panel)
    assert.are.equal(kind, err.kind, tostring(err))
    assert.is_true(#err.message > 0)
    assert.is_nil(tostring(err):find "[\r\n]")
    assert.are.equal(base_url, err.url:sub(1, #base_url))
    assert.is_nil((tostring(err) .. err.url):find(KEY, 1, true))
    assert.is_true(took < limit + SLACK, took)
    local _, _, found = shell.run(("find %s -type f -o -name '.new*'"):format(folder))
    assert.are.equal("", found)
    assert.are.equal(before, shell.descriptors())
    return took
  end

  local function try(request, name, kind, make)
    it(("is %s if its %s is %s"):format(kind, request, name), function()
      local took = check(kind, address(request, make))
      lines[#lines + 1] = ("%-9s %-46s %-11s %.2f\n"):format(request, name, kind, took)
    end)
  end

  it("is well without a fault", function()
    local panel = assert(fetch(address(), LONG))
    assert.are.same({ 8, 5 }, { panel.source.rows, #panel.series })
    assert.are.same({}, panel.notes)
  end)

  for _, case in ipairs(faults) do
    for _, request in ipairs(REQUESTS) do
      local kind = type(case.kind) == "table" and case.kind[request] or case.kind
      try(request, case.name, kind, case.make)
    end
  end

  for _, case in ipairs(singles) do try(case.request, case.name, case.kind, case.make) end
end)
