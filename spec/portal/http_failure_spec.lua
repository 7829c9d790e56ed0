local raw_server = require "spec.support.raw_server"
local socket = require "socket"
local http_transfers = require "spec.support.http_transfers"
local zlib = require "zlib"

local KIB = 1024
local GZIPPED, TEXT, LARGE = http_transfers.GZIPPED, http_transfers.TEXT, http_transfers.LARGE
local GZIP_TEXT = http_transfers.GZIP_TEXT

local ok, sized, redirect = http_transfers.ok, http_transfers.sized, http_transfers.redirect
local gzip, fetch, kind_of = http_transfers.gzip, http_transfers.fetch, http_transfers.kind_of

local server = raw_server.for_cases()

local function answered(...)
  return http_transfers.answered(server, ...)
end

-- All that can go wrong: what is sent, the kind, and what can still be read before it.
describe("the failure", function()
  local cut_at = #GZIP_TEXT - 4
  local bad_sum = GZIP_TEXT:sub(1, -9) .. "\0\0\0\0" .. GZIP_TEXT:sub(-4)
  local bad_length = GZIP_TEXT:sub(1, -5) .. "\0\0\0\0"
  local full_head = http_transfers.full_gzip_head()
  local plain_head = GZIP_TEXT:sub(1, 10)
  local chunked = ok("Transfer-Encoding: chunked\r\n")
  local cases = {
    { "a body shorter than its length", sized(TEXT .. "x"):sub(1, -2), "network", TEXT },
    { "a body reset half-way", { { send = sized(TEXT .. "x"):sub(1, -2) }, { sleep = 0.1 },
      { reset = true } }, "network", TEXT },
    { "a connection reset at once", { { reset = true } }, "network" },
    { "a connection closed at once", { { sleep = 0 } }, "network" },
    { "a head without an end", "HTTP/1.1 200 OK\r\nA: b\r\n", "network" },
    { "HTTP/0.9", "hello, this has no head at all\r\n", "network" },
    { "another protocol", "SSH-2.0-OpenSSH_9.2\r\n", "network" },
    { "a NUL in the head", ok("A: b\0c\r\n", "body"), "network" },
    { "a length that is no number", ok("Content-Length: -5\r\n", "body"), "network" },
    { "chunks without a length", chunked .. "5\r\nhello\r\nzz\r\n", "network", "hello" },
    { "a chunk without its line end", chunked .. "5\r\nhelloXX", "network", "hello" },
    { "a chunk of a giant length", chunked .. "FFFFFFFFFFFFFFFFFF\r\nhello", "network" },
    { "a chunk cut short", chunked .. "9\r\nhello", "network", "hello" },
    { "chunks without the last", chunked .. "5\r\nhello\r\n", "network", "hello" },
    { "a head over 64 KiB", { { send = "HTTP/1.1 200 OK\r\n" },
      { send = "A: " .. ("b"):rep(997) .. "\r\n", times = 70 }, { mute = true } }, "limit" },
    { "a header line of 200 KB", ok("A: " .. ("b"):rep(200000) .. "\r\n", "body"), "limit" },
    { "a header line without an end", { { send = "HTTP/1.1 200 OK\r\nA: " },
      { send = ("b"):rep(64 * KIB), times = 100 }, { mute = true } }, "limit" },
    { "gzip cut before its trailer", sized(GZIP_TEXT:sub(1, cut_at), GZIPPED), "network", TEXT },
    { "gzip cut inside the header", sized(GZIP_TEXT:sub(1, 5), GZIPPED), "network", "" },
    { "gzip cut in the second member", sized(GZIP_TEXT .. GZIP_TEXT:sub(1, 12), GZIPPED),
      "network" },
    { "gzip of no bytes", sized("", GZIPPED), "network" },
    { "gzip with a bad checksum", sized(bad_sum, GZIPPED), "content", TEXT },
    { "gzip with a bad length", sized(bad_length, GZIPPED), "content", TEXT },
    { "gzip cut after a bad checksum", sized(bad_sum:sub(1, -5), GZIPPED), "content", TEXT },
    { "gzip cut in an extra field", sized(full_head:sub(1, 15), GZIPPED), "network", "" },
    { "gzip cut in a name", sized(full_head:sub(1, 20), GZIPPED), "network", "" },
    { "gzip cut in its header's checksum", sized(full_head:sub(1, -2), GZIPPED), "network", "" },
    { "gzip with a bad checksum of its header", sized(full_head:gsub(".$", "?") .. plain_head,
      GZIPPED), "content", "" },
    { "gzip of another method", sized("\31\139\7\0", GZIPPED), "content", "" },
    { "gzip with a flag that nobody knows", sized("\31\139\8\32", GZIPPED), "content", "" },
    { "gzip with a block of no type", sized(plain_head .. "\7", GZIPPED), "content", "" },
    { "gzip that refers to what was before it", sized(plain_head .. "\211\193\49\1\0\0\0",
      GZIPPED), "content" },
    { "gzip with garbage after it", sized(GZIP_TEXT .. "garbage", GZIPPED), "content", TEXT },
    { "gzip with zeros and garbage after it", sized(GZIP_TEXT .. "\0\0garbage", GZIPPED), "content",
      TEXT },
    { "gzip after zeros", sized("\0\0" .. GZIP_TEXT, GZIPPED), "content", "" },
    { "gzip of zeros alone", sized(("\0"):rep(100), GZIPPED), "content", "" },
    { "gzip that is plain text", sized(TEXT, GZIPPED), "content" },
    { "gzip that is zlib's own format", sized(zlib.deflate()(TEXT, "finish"), GZIPPED), "content" },
    { "deflate", sized("x", "Content-Encoding: deflate\r\n"), "content" },
    { "br", sized("x", "Content-Encoding: br\r\n"), "content" },
    { "gzip twice over", sized(gzip(GZIP_TEXT), "Content-Encoding: gzip, gzip\r\n"), "content" },
    { "gzip twice said", sized(gzip(GZIP_TEXT), GZIPPED .. GZIPPED), "content" },
    { "a Transfer-Encoding of gzip", ok("Transfer-Encoding: gzip\r\n", GZIP_TEXT), "content" },
  }
  for _, case in ipairs(cases) do
    it("of " .. case[1] .. " is " .. case[3], function()
      local body, err, transfer = answered(case[2], { timeout = 3 })
      assert.equal(case[3], kind_of(err))
      if case[4] then
        assert.equal(case[4], body)
      end
      assert.equal("string", type(err.message))
      assert.is_true(#err.message > 0)
      local again, same = transfer:read()
      assert.is_nil(again)
      assert.same(err, same)
    end)
  end

  it("of HTTP/0.9 is not that of a connection that was not made", function()
    local _, err = answered("hello, this has no head at all\r\n")
    assert.is_nil(err.message:find("no connection", 1, true))
    assert.matches("HTTP/0.9", err.message, 1, true)
  end)

  it("of a connection that is not made names the host, also after a redirect", function()
    for url, said in pairs { ["http://127.0.0.1:1/"] = "^no connection to 127%.0%.0%.1: ",
      ["http://nowhere.invalid/"] = "^no connection to nowhere%.invalid: ",
      ["https://[::1]:1/"] = "^no connection to %[::1%]: " } do
      assert.matches(said, select(2, fetch(url)).message)
      assert.matches(said, select(2, answered(redirect(url))).message)
    end
  end)

  it("of nobody listening is network", function()
    local closed = assert(socket.bind("127.0.0.1", 0))
    local _, port = closed:getsockname()
    closed:close()
    assert.equal("network", kind_of(select(2, fetch("http://127.0.0.1:" .. port .. "/"))))
  end)

  it("of a proxy that nobody is, is network", function()
    local _, err = fetch("http://nowhere.invalid/", nil, { proxy = "http://127.0.0.1:1" })
    assert.equal("network", err.kind)
  end)

  it("reads as kind and message", function()
    local _, err = answered(sized("abc"), { max_bytes = 2 })
    assert.equal("limit: " .. err.message, tostring(err))
  end)

  it("says the status, if there was one", function()
    local _, err = answered(sized("abcd"):sub(1, -2))
    assert.equal(200, err.status)
    _, err = answered { { reset = true } }
    assert.is_nil(err.status)
  end)

  it("comes after all that was there before it", function()
    local body, err = answered {
      { send = ok("Content-Length: 999999999\r\n") }, { send = LARGE }, { sleep = 0.1 },
    }
    assert.equal("network", err.kind)
    assert.is_true(body == LARGE)
  end)
end)

describe("a redirect", function()
  local function chain(length)
    for i = 1, length do
      server:on("/hop" .. i, { { send = redirect("/hop" .. i + 1) } })
    end
    server:on("/hop" .. length + 1, { { send = sized("arrived") } })
    return fetch(server.root .. "/hop1")
  end

  it("is followed five times", function()
    local body, err, transfer = chain(5)
    assert.is_nil(err)
    assert.equal("arrived", body)
    assert.equal(5, transfer:info().redirects)
  end)

  it("is not followed a sixth time", function()
    local body, err = chain(6)
    assert.equal("limit", kind_of(err))
    assert.equal("", body)
    assert.same({}, server:requests("/hop7"))
  end)

  it("to itself ends", function()
    assert.equal("limit", kind_of(select(2, answered(redirect("/case")))))
  end)

  local places = {
    "file:///etc/hostname", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x", "dict://127.0.0.1/x",
    "http://127.0.0.1:99999/", "http://bad host/",
  }
  for _, place in ipairs(places) do
    it("to " .. place .. " is refused as http", function()
      local body, err = answered(redirect(place))
      assert.equal("http", kind_of(err))
      assert.equal(302, err.status)
      assert.equal("", body)
    end)
  end

  it("has its own body dropped, the answer's read in its own coding", function()
    server:on("/plain", { { send = sized("plain") } })
    server:on("/packed", { { send = sized(GZIP_TEXT, GZIPPED) } })
    local packed_redirect = ("HTTP/1.1 302 -\r\nLocation: /plain\r\n%sContent-Length: %d\r\n\r\n%s")
      :format(GZIPPED, #GZIP_TEXT, GZIP_TEXT)
    assert.equal("plain", (answered(packed_redirect)))
    assert.equal(TEXT, (answered(redirect("/packed", "moved"))))
    assert.equal("plain", (answered(redirect("/plain", LARGE))))
  end)

  it("without a place is an answer like another", function()
    local body, err, transfer = answered("HTTP/1.1 302 -\r\nContent-Length: 2\r\n\r\nhi")
    assert.is_nil(err)
    assert.equal("hi", body)
    assert.equal(302, transfer:status())
  end)

  it("to where nobody answers leaves no status", function()
    local _, err, transfer = answered(redirect("http://127.0.0.1:1/"))
    assert.equal("network", err.kind)
    assert.is_nil(err.status)
    assert.is_nil(transfer:status())
  end)

  it("to HTTP/0.9 is network, as without the redirect", function()
    server:on("/no-head", { { send = "no head at all\n" } })
    assert.equal("network", kind_of(select(2, answered(redirect("/no-head")))))
  end)
end)
