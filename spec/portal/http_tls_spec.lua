local raw_server = require "spec.support.raw_server"
local http_transfers = require "spec.support.http_transfers"
local socket = require "socket"
local tls_server = require "spec.support.tls_server"

local redirect, sized = http_transfers.redirect, http_transfers.sized
local fetch, kind_of = http_transfers.fetch, http_transfers.kind_of

local server = raw_server.for_cases()
local tls

setup(function()
  tls = tls_server.start {
    hello = "HTTP/1.0 200 OK\r\n\r\nhello",
    down = "HTTP/1.0 302 Found\r\nLocation: " .. server.root .. "/below\r\n\r\n",
    there_and_back = "HTTP/1.0 302 Found\r\nLocation: " .. server.root .. "/below\r\n\r\n",
  }
end)

teardown(function()
  if tls then
    tls:stop()
  end
end)

describe("TLS", function()
  local function with_tls(f)
    return function()
      if not tls then
        return pending("no openssl to serve with")
      end
      f({ ca_file = tls.ca_file })
    end
  end

  it("is spoken with whom the ca_file knows", with_tls(function(settings)
    local body, err, transfer = fetch(tls.root .. "/hello", nil, settings)
    assert.is_nil(err)
    assert.equal("hello", body)
    assert.equal(200, transfer:status())
  end))

  it("is not spoken with strangers", with_tls(function()
    local body, err = fetch(tls.root .. "/hello")
    assert.equal("tls", kind_of(err))
    assert.equal("", body)
  end))

  it("is not spoken with somebody of another name", with_tls(function(settings)
    local _, err = fetch(tls.root:gsub("localhost", "127.0.0.1") .. "/hello", nil, settings)
    assert.equal("tls", kind_of(err))
  end))

  it("is not spoken without the ca_file that was named", function()
    local _, err = fetch("https://127.0.0.1:1/", nil, { ca_file = "/nowhere/at-all.pem" })
    assert.is_true(err.kind == "tls" or err.kind == "network")
  end)

  it("is not left for plain http by a redirect", with_tls(function(settings)
    server:on("/below", { { send = sized("in the clear") } })
    local body, err = fetch(tls.root .. "/down", nil, settings)
    assert.equal("http", kind_of(err))
    assert.matches("https", err.message, 1, true)
    assert.equal("", body)
    assert.same({}, server:requests("/below"))
  end))

  it("is not left for plain http on a way that began there either", with_tls(function(settings)
    server:on("/below", { { send = sized("in the clear") } })
    local url = server:on("/above", { { send = redirect(tls.root .. "/there_and_back") } })
    local _, err = fetch(url, nil, settings)
    assert.equal("http", kind_of(err))
    assert.same({}, server:requests("/below"))
  end))

  it("may be entered by a redirect", with_tls(function(settings)
    local url = server:on("/up", { { send = redirect(tls.root .. "/hello") } })
    assert.equal("hello", (fetch(url, nil, settings)))
  end))

  it("with one who does not speak it is tls", function()
    local url = server:on("/plain", { { send = sized("x") } }):gsub("^http:", "https:")
    assert.equal("tls", kind_of(select(2, fetch(url, { timeout = 2 }))))
  end)

  -- with a file of one certificate: to read all of the system's may take longer than the limit
  it("with one who is silent is ended by connect_timeout", with_tls(function(settings)
    local listener = assert(socket.bind("127.0.0.1", 0))
    local url = "https://127.0.0.1:" .. select(2, listener:getsockname()) .. "/"
    local err
    local passed = http_transfers.timed(function()
      err = select(2, fetch(url, { connect_timeout = 0.4 }, settings))
    end)
    listener:close()
    assert.equal("timeout", kind_of(err))
    assert.equal("connect_timeout", err.limit)
    assert.is_true(passed > 0.36 and passed < 1, passed)
  end))
end)
