local http = require "urssaf.http"
local lua = require "spec.support.lua"
local raw_server = require "spec.support.raw_server"
local shell = require "spec.support.shell"
local socket = require "socket"
local http_transfers = require "spec.support.http_transfers"

local drain, fetch = http_transfers.drain, http_transfers.fetch
local redirect, sized = http_transfers.redirect, http_transfers.sized

local server = raw_server.for_cases()

require "spec.support.hygiene"("urssaf.http", { "inflater", "now", "session" })

describe("the module", function()
  local function load_again()
    local before = package.loaded["urssaf.http"]
    lua.unload "urssaf.http"
    local again = require "urssaf.http"
    package.loaded["urssaf.http"] = before
    return again
  end

  for name, load in pairs {
    ["loads twice"] = load_again,
    ["loads twice, in a coroutine"] = function() return coroutine.wrap(load_again)() end,
  } do
    it(name .. ", and what the first gave still works", function()
      local session = http.session()
      local again = load()
      assert.not_equal(http, again)
      local transfer = session:get(server:on("/twice", { { send = sized("one") } }))
      again.session():close()
      assert.equal("one", (drain(session, transfer)))
    end)
  end

  it("gives sessions and transfers the documented methods, and no others", function()
    local session = http.session()
    local transfer = session:get(server.root .. "/")
    assert.same({ "close", "fds", "get", "poll", "timeout" },
      lua.sorted_keys(getmetatable(session).__index))
    assert.same({ "close", "feed", "headers", "info", "read", "status" },
      lua.sorted_keys(getmetatable(transfer).__index))
  end)

  it("has no symbol but the one that opens it", function()
    if http_transfers.under_a_sanitizer() or not http_transfers.has_command("nm") then
      return pending("no nm, or a sanitizer's names")
    end
    -- which Lua 5.1 does not have, but what busted builds on brings
    local path = assert(package.searchpath("urssaf.http", package.cpath))
    local ran, _, listing = shell.run("nm -D --defined-only " .. shell.quote(path))
    assert.is_true(ran, listing)
    local names = {}
    for name in listing:gmatch("(%S+)\n") do
      names[#names + 1] = name
    end
    assert.same({ "luaopen_urssaf_http" }, names)
  end)

  it("takes no notice of further arguments", function()
    local url = server:on("/more", { { send = sized("x") } })
    local session = http.session({ user_agent = "one" }, { user_agent = "two" })
    assert.equal("x", (drain(session, session:get(url, {}, { user_agent = "two" }))))
    assert.matches("User-Agent: one\r\n", server:requests("/more")[1].head, 1, true)
  end)

  it("has a clock that goes forward", function()
    local before = http.now()
    socket.sleep(0.05)
    local passed = http.now() - before
    assert.is_true(passed >= 0.05 and passed < 1)
    if lua.has_integers then assert.equal("float", lua.number_type(before)) end
  end)
end)

describe("misuse raises:", function()
  local function get(options)
    return function() http.session():get(server.root .. "/", options) end
  end

  local function get_from(url)
    return function() http.session():get(url) end
  end

  local function open(options)
    return function() http.session(options) end
  end

  local URL_EXPECTED = "http:// or https:// expected"
  local cases = {
    { "a session of a string", open "x", "table expected, got string" },
    { "an unknown option of a session", open { agent = "x" }, "unknown option 'agent'" },
    { "an option of a session by number", open { "x" }, "unknown option '1'" },
    { "user_agent a number", open { user_agent = 1 }, "'user_agent': string expected, got number" },
    { "proxy a table", open { proxy = {} }, "'proxy': string expected, got table" },
    { "ca_file a boolean", open { ca_file = true }, "'ca_file': string expected, got boolean" },
    { "ca_path a number", open { ca_path = 1 }, "'ca_path': string expected, got number" },
    { "a line break in user_agent", open { user_agent = "a\nb" }, "'user_agent': no line break" },
    { "a NUL in ca_file", open { ca_file = "a\0b" }, "'ca_file': no line break or NUL" },
    { "no address", get_from(nil), "string expected" },
    { "another scheme", get_from "ftp://localhost/", URL_EXPECTED },
    { "a file", get_from "file:///etc/passwd", URL_EXPECTED },
    { "an address without a scheme", get_from "localhost/", URL_EXPECTED },
    { "a NUL in the address", get_from "http://a\0b/", "control character" },
    { "options a number", get(1), "table expected, got number" },
    { "an unknown option", get { time_out = 1 }, "unknown option 'time_out'" },
    { "timeout a string", get { timeout = "1" }, "'timeout': number expected, got string" },
    { "timeout zero", get { timeout = 0 }, "'timeout': must be above zero" },
    { "connect_timeout below zero", get { connect_timeout = -1 }, "'connect_timeout': must be" },
    { "stall_timeout not a number", get { stall_timeout = 0 / 0 }, "'stall_timeout': must be" },
    { "max_bytes a table", get { max_bytes = {} }, "'max_bytes': number expected, got table" },
    { "max_bytes zero", get { max_bytes = 0 }, "'max_bytes': must be above zero" },
    { "headers a string", get { headers = "a: b" }, "'headers': table expected, got string" },
    { "headers a list", get { headers = { "a: b" } }, "'headers': names and values are strings" },
    { "a header's value a number", get { headers = { a = 1 } }, "'headers': names and values" },
    { "a header's name with a colon", get { headers = { ["a:"] = "b" } }, "'headers': not a" },
    { "a header's name with a space", get { headers = { ["a b"] = "b" } }, "'headers': not a" },
    { "an empty header's name", get { headers = { [""] = "b" } }, "'headers': not a" },
    { "a NUL in a header's name", get { headers = { ["a\0"] = "b" } }, "'headers': not a" },
    { "a line feed in a header", get { headers = { a = "b\nc: d" } }, "'headers': no line break" },
    { "a return in a header", get { headers = { a = "b\rc: d" } }, "'headers': no line break" },
    { "a NUL in a header", get { headers = { a = "b\0" } }, "'headers': no line break or NUL" },
    { "poll of a string", function() http.session():poll("x") end, "number expected" },
    { "poll below zero", function() http.session():poll(-1) end, "seconds, zero or more" },
    { "poll of no number", function() http.session():poll(0 / 0) end, "seconds, zero or more" },
    { "a method on another value", function() http.session().poll(io.stdout) end,
      "urssaf.http.session expected" },
    { "a transfer's method on a session",
      function()
        local session = http.session()
        session:get(server.root .. "/").read(session)
      end, "urssaf.http.transfer expected" },
  }
  for _, case in ipairs(cases) do
    it(case[1], function()
      local ran, message = pcall(case[2])
      assert.is_false(ran)
      assert.matches(case[3], message, 1, true)
    end)
  end

  it("and nothing was sent by then", function()
    local url = server:on("/never", { { send = sized("") } })
    local session = http.session()
    pcall(session.get, session, url, { headers = { a = "b", c = 1 } })
    session:poll(0.1)
    assert.same({}, server:requests("/never"))
  end)
end)

describe("the request", function()
  local function sent(options, settings)
    local url = server:on("/sent", { { send = sized("") } })
    fetch(url, options, settings)
    return server:requests("/sent")[1].head
  end

  it("asks for gzip and nothing else, over HTTP/1.1", function()
    local head = sent()
    assert.matches("^GET /sent HTTP/1%.1\r\n", head)
    assert.matches("\r\nAccept-Encoding: gzip\r\n", head, 1, true)
  end)

  it("has the headers given, the empty ones too", function()
    local head = sent { headers = { ["X-One"] = "eins  zwei", ["x-two"] = "" } }
    assert.matches("\r\nX-One: eins  zwei\r\n", head, 1, true)
    assert.matches("\r\nx%-two: ?\r\n", head)
  end)

  it("has the session's user agent", function()
    assert.matches("\r\nUser-Agent: urssaf/1 (test)\r\n",
      sent(nil, { user_agent = "urssaf/1 (test)" }), 1, true)
  end)

  it("goes through the session's proxy", function()
    server:on("/proxied", { { send = sized("from the proxy") } })
    local body = fetch("http://nowhere.invalid/proxied", nil, { proxy = server.root })
    assert.equal("from the proxy", body)
    assert.matches("^GET http://nowhere%.invalid/proxied ", server:requests("/proxied")[1].head)
  end)

  it("does not follow the caller's table of settings", function()
    local settings = { user_agent = "first" }
    local session = http.session(settings)
    settings.user_agent = "second"
    local url = server:on("/kept", { { send = sized("") } })
    drain(session, session:get(url))
    assert.matches("User-Agent: first\r\n", server:requests("/kept")[1].head, 1, true)
  end)

  it("uses the last one's connection again", function()
    local url = server:on("/kept-alive", { { send = sized("x") }, { again = true } })
    local session = http.session()
    for _ = 1, 2 do
      assert.equal("x", (drain(session, session:get(url))))
    end
    local came = server:requests("/kept-alive")
    assert.equal(2, #came)
    assert.equal(came[1].connection, came[2].connection)
  end)

  it("goes out again when a kept connection has died", function()
    local url = server:on("/died", { { send = sized("one") }, { sleep = 0.05 }, { reset = true } })
    local session = http.session()
    drain(session, session:get(url))
    socket.sleep(0.2)
    local body, err = drain(session, session:get(url))
    assert.is_nil(err)
    assert.equal("one", body)
  end)

  it("keeps Authorization from another host", function()
    local other = server:on("/other-host", { { send = sized("") } }):gsub("127.0.0.1", "localhost")
    local url = server:on("/this-host", { { send = redirect(other) } })
    fetch(url, { headers = { Authorization = "Apikey secret" } })
    assert.matches("Apikey secret", server:requests("/this-host")[1].head, 1, true)
    assert.not_matches("secret", server:requests("/other-host")[1].head, 1, true)
  end)
end)
