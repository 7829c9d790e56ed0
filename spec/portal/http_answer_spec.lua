local http = require "urssaf.http"
local lua = require "spec.support.lua"
local raw_server = require "spec.support.raw_server"
local http_transfers = require "spec.support.http_transfers"

local KIB = 1024
local PATIENCE, GZIPPED = http_transfers.PATIENCE, http_transfers.GZIPPED
local TEXT, LARGE = http_transfers.TEXT, http_transfers.LARGE
local GZIP_TEXT, GZIP_LARGE = http_transfers.GZIP_TEXT, http_transfers.GZIP_LARGE

local ok, sized, redirect = http_transfers.ok, http_transfers.sized, http_transfers.redirect
local gzip = http_transfers.gzip
local drain, fetch = http_transfers.drain, http_transfers.fetch
local poll_for, poll_until = http_transfers.poll_for, http_transfers.poll_until

local server = raw_server.for_cases()

local function answered(...)
  return http_transfers.answered(server, ...)
end

describe("reading", function()
  local ways = {
    { "sized", sized(LARGE) },
    { "ended by the connection", ok("", LARGE) },
    { "chunked", ok("Transfer-Encoding: chunked\r\n",
      ("%X;name=value\r\n%s\r\n0\r\nTrailer: x\r\n\r\n"):format(#LARGE, LARGE)) },
    { "sized, gzip", sized(GZIP_LARGE, GZIPPED) },
    { "ended by the connection, gzip", ok(GZIPPED, GZIP_LARGE) },
    { "chunked, gzip", ok(GZIPPED .. "Transfer-Encoding: chunked\r\n",
      ("%x\r\n%s\r\n0\r\n\r\n"):format(#GZIP_LARGE, GZIP_LARGE)) },
    { "x-gzip", sized(GZIP_LARGE, "content-encoding:  X-GZip \r\n") },
    { "identity said", sized(LARGE, "Content-Encoding: identity\r\n") },
  }
  for _, way in ipairs(ways) do
    it("gives all bytes, at most 64 KiB at a time: " .. way[1], function()
      local session = http.session()
      local transfer = session:get(server:on("/large", { { send = way[2] } }))
      local longest = 0
      local body, err = drain(session, transfer, function(piece)
        longest = math.max(longest, #piece)
      end)
      assert.is_nil(err)
      assert.is_true(body == LARGE)
      assert.is_true(longest <= 64 * KIB)
    end)
  end

  it("gives all bytes, however late they are read", function()
    for _, answer in ipairs { sized(LARGE), ok("", LARGE), sized(GZIP_LARGE, GZIPPED) } do
      local session = http.session()
      local transfer = session:get(server:on("/late", { { send = answer } }))
      poll_for(session, 0.15)
      assert.is_true((drain(session, transfer)) == LARGE)
    end
  end)

  it("gives several gzip members as one body, wherever they are cut", function()
    local members = gzip("one ") .. gzip("") .. gzip("two ") .. gzip("three")
    assert.equal("one two three", (answered(sized(members, GZIPPED))))
    local steps = { { send = ok(GZIPPED) } }
    for i = 1, #members do
      steps[#steps + 1] = { send = members:sub(i, i), pause = 0.001 }
    end
    local body, err = answered(steps)
    assert.is_nil(err)
    assert.equal("one two three", body)
  end)

  it("ignores zero bytes after a gzip member, as gunzip does, wherever they are cut", function()
    local padded = gzip("one ") .. ("\0"):rep(5) .. gzip("two") .. ("\0"):rep(512)
    assert.equal("one two", (answered(sized(padded, GZIPPED))))
    local steps = { { send = ok(GZIPPED) } }
    for i = 1, #padded do
      steps[#steps + 1] = { send = padded:sub(i, i), pause = 0.0005 }
    end
    local body, err = answered(steps)
    assert.is_nil(err)
    assert.equal("one two", body)
  end)

  it("goes on over gzip that holds a lot and says nothing", function()
    local empty = gzip("")
    local body, err = answered({
      { send = ok(GZIPPED) }, { send = empty:rep(1000), times = 30 }, { send = gzip("at last") },
    }, { timeout = 2 })
    assert.is_nil(err)
    assert.equal("at last", body)
  end)

  it("goes on over a gzip header longer than any buffer", function()
    local named = "\31\139\8\8" .. ("\0"):rep(5) .. "\3" .. ("n"):rep(400000) .. "\0"
    local body, err = answered({
      { send = ok(GZIPPED) }, { send = named .. GZIP_TEXT:sub(11) },
    }, { timeout = 2 })
    assert.is_nil(err)
    assert.equal(TEXT, body)
  end)

  it("reads a gzip header with every field, wherever it is cut", function()
    local member = http_transfers.full_gzip_head() .. gzip("all"):sub(11)
    assert.equal("allall", (answered(sized(member .. member, GZIPPED))))
    local steps = { { send = ok(GZIPPED) } }
    for i = 1, #member do
      steps[#steps + 1] = { send = member:sub(i, i), pause = 0.001 }
    end
    local body, err = answered(steps)
    assert.is_nil(err)
    assert.equal("all", body)
  end)

  it("gives an empty string while nothing is there, nil at the end and ever after", function()
    local session = http.session()
    local transfer = session:get(server:on("/soon", { { sleep = 0.1 }, { send = sized("x") } }))
    assert.equal("", transfer:read())
    session:poll(0)
    assert.equal("", transfer:read())
    assert.equal("x", (drain(session, transfer)))
    for _ = 1, 3 do
      assert.equal(1, select("#", transfer:read()))
      assert.is_nil(transfer:read())
    end
  end)

  local empty = {
    ["200 of length zero"] = sized(""),
    ["200 without anything"] = ok(""),
    ["204"] = "HTTP/1.1 204 No Content\r\n\r\n",
    ["204 that says it is gzip"] = "HTTP/1.1 204 No Content\r\n" .. GZIPPED .. "\r\n",
    ["304 that says it is gzip"] = "HTTP/1.1 304 Not Modified\r\n" .. GZIPPED .. "\r\n",
    ["one empty gzip member"] = sized(gzip(""), GZIPPED),
  }
  for name, answer in pairs(empty) do
    it("gives nothing but a clean end: " .. name, function()
      local body, err = answered(answer)
      assert.is_nil(err)
      assert.equal("", body)
    end)
  end

  it("gives bytes as they come", function()
    local session = http.session()
    local transfer = session:get(server:on("/drip", {
      { send = sized("aaaabbbb"):sub(1, -5) }, { sleep = 0.2 }, { send = "bbbb" },
    }))
    local pieces = {}
    drain(session, transfer, function(piece) pieces[#pieces + 1] = piece end)
    assert.same({ "aaaa", "bbbb" }, pieces)
  end)
end)

describe("the head", function()
  it("is unknown at first", function()
    local session = http.session()
    local transfer = session:get(server:on("/mute", { { mute = true } }))
    session:poll(0.1)
    assert.is_nil(transfer:status())
    assert.same({}, transfer:headers())
  end)

  for _, status in ipairs { 200, 299, 400, 404, 599 } do
    it("is there before the body, with status " .. status, function()
      local session = http.session()
      local transfer = session:get(server:on("/head", {
        { send = ("HTTP/1.1 %d -\r\nContent-Length: 1\r\n\r\n"):format(status) },
        { mute = true },
      }))
      poll_until(session, function() return transfer:status() end)
      assert.equal(status, transfer:status())
      assert.equal("1", transfer:headers()["content-length"])
      assert.equal("", transfer:read())
    end)
  end

  for _, status in ipairs { 200, 206, 300, 404, 429, 500, 503, 599 } do
    it("has the status " .. status .. ", and the body is read as any other", function()
      local body, err, transfer = answered(
        ("HTTP/1.1 %d Some words\r\nContent-Length: 4\r\n\r\nbody"):format(status))
      assert.is_nil(err)
      assert.equal("body", body)
      assert.equal(status, transfer:status())
    end)
  end

  it("has its names in lower case, values trimmed, the same name's joined", function()
    local _, _, transfer = answered(sized("", table.concat({
      "X-Mixed-CASE:   spaced out\t ", "Set-Cookie: a=1", "Empty:", "set-cookie: b=2, c",
      "SET-COOKIE:d", "Colon: a: b:c", "",
    }, "\r\n")))
    assert.same({
      ["x-mixed-case"] = "spaced out", ["set-cookie"] = "a=1, b=2, c, d", empty = "",
      colon = "a: b:c", ["content-length"] = "0",
    }, transfer:headers())
  end)

  it("is the final one, not that of a 100 or a 103", function()
    local body, err, transfer = answered("HTTP/1.1 100 Continue\r\nA: 1\r\n\r\n"
      .. "HTTP/1.1 103 Early Hints\r\nB: 1\r\n\r\n" .. sized("x", "C: 1\r\n"))
    assert.is_nil(err)
    assert.equal("x", body)
    assert.equal(200, transfer:status())
    assert.same({ c = "1", ["content-length"] = "1" }, transfer:headers())
  end)

  it("is not changed by trailers", function()
    local chunked = "Transfer-Encoding: chunked\r\n"
    for _, trailer in ipairs { "Content-Encoding: br", "HTTP/1.1 404 Not: found", "A: 2" } do
      local body, err, transfer = answered(
        ok(chunked .. "A: 1\r\n", "5\r\nhello\r\n0\r\n" .. trailer .. "\r\n\r\n"))
      assert.is_nil(err)
      assert.equal("hello", body)
      assert.equal(200, transfer:status())
      assert.same({ a = "1", ["transfer-encoding"] = "chunked" }, transfer:headers())
    end
  end)

  it("is not replaced by a line of its own that looks like another", function()
    local _, _, transfer = answered(sized("x", "HTTP/1.1 404: x\r\n"))
    assert.not_equal(404, transfer:status())
  end)

  it("is that of the answer after a redirect", function()
    server:on("/landed", { { send = sized("here", "X-Two: 2\r\n") } })
    local url = server:on("/left", {
      { send = "HTTP/1.1 301 -\r\nX-One: 1\r\nLocation: /landed\r\nContent-Length: 0\r\n\r\n" },
    })
    local body, err, transfer = fetch(url)
    assert.is_nil(err)
    assert.equal("here", body)
    assert.equal(200, transfer:status())
    assert.same({ ["x-two"] = "2", ["content-length"] = "4" }, transfer:headers())
  end)

  it("has info beside it", function()
    server:on("/end", { { send = sized(GZIP_TEXT, GZIPPED) } })
    local _, _, transfer = fetch(server:on("/start", { { send = redirect("/end") } }))
    local info = transfer:info()
    assert.same({ "delivered", "received", "redirects", "seconds", "url" }, lua.sorted_keys(info))
    assert.equal(server.root .. "/end", info.url)
    assert.equal(1, info.redirects)
    assert.equal(#GZIP_TEXT, info.received)
    assert.equal(#TEXT, info.delivered)
    assert.is_true(info.seconds > 0 and info.seconds < PATIENCE)
  end)
end)
