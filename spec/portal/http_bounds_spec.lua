local http = require "urssaf.http"
local raw_server = require "spec.support.raw_server"
local socket = require "socket"
local http_transfers = require "spec.support.http_transfers"
local zlib = require "zlib"

local KIB, MIB = 1024, 1024 * 1024
local PATIENCE, GZIPPED = http_transfers.PATIENCE, http_transfers.GZIPPED
local TEXT, LARGE = http_transfers.TEXT, http_transfers.LARGE
local GZIP_TEXT, GZIP_LARGE = http_transfers.GZIP_TEXT, http_transfers.GZIP_LARGE

local ok, sized, redirect = http_transfers.ok, http_transfers.sized, http_transfers.redirect
local count, drain, fetch = http_transfers.count, http_transfers.drain, http_transfers.fetch
local kind_of, poll_for, timed = http_transfers.kind_of, http_transfers.poll_for,
  http_transfers.timed

local server = raw_server.for_cases()

local function answered(...)
  return http_transfers.answered(server, ...)
end

-- This many MiB of zeros, never held in memory.
local function gzip_of_zeros(mebibytes)
  local deflate, zeros, parts = zlib.deflate(9, 31), ("\0"):rep(MIB), {}
  for i = 1, mebibytes do
    parts[i] = deflate(zeros)
  end
  parts[#parts + 1] = deflate("", "finish")
  return table.concat(parts)
end

local function resident()
  for line in io.lines("/proc/self/status") do
    local kib = line:match("^VmRSS:%s*(%d+) kB")
    if kib then
      return tonumber(kib) * KIB
    end
  end
end

local function memory_can_be_measured()
  return not http_transfers.under_a_sanitizer() and io.open("/proc/self/status") ~= nil
end

describe("memory", function()
  local function growth_while(f)
    collectgarbage()
    collectgarbage()
    local before, most = resident(), 0
    f(function() most = math.max(most, resident() - before) end)
    return most
  end

  -- The collector may leave a few MiB, depending on what the other specs hold. The body, which must
  -- not be in memory, has at least twice as much.
  local function small(bytes)
    assert.is_true(bytes < 8 * MIB, ("grew by %.1f MiB"):format(bytes / MIB))
  end

  it("does not follow a body that nobody reads", function()
    if not memory_can_be_measured() then
      return pending("no way to measure memory")
    end
    local url = server:on("/20-mib", {
      { send = ok("Content-Length: " .. 20 * MIB .. "\r\n") },
      { send = ("x"):rep(64 * KIB), times = 320 },
    })
    local session = http.session()
    local transfer = session:get(url)
    small(growth_while(function(measure)
      for _ = 1, 20 do
        session:poll(0.02)
        measure()
      end
    end))
    assert.equal(20 * MIB, (count(session, transfer)))
  end)

  local function reads_flat(answer, options, kind)
    local url = server:on("/bomb", { { send = answer } })
    local session = http.session()
    local transfer = session:get(url, options)
    local read, err = 0
    small(growth_while(function(measure)
      -- a full collection takes long in a process with many specs: one every 3 MiB
      local deadline, reads = http.now() + PATIENCE, 0
      repeat
        local bytes
        bytes, err = transfer:read()
        if bytes == "" then
          session:poll(0.5)
        else
          deadline = http.now() + PATIENCE
        end
        read, reads = read + #(bytes or ""), reads + 1
        if reads % 48 == 0 then collectgarbage() end
        measure()
      until not bytes or http.now() > deadline
    end))
    assert.equal(kind, kind_of(err))
    return read
  end

  it("does not follow a gzip bomb, which max_bytes ends", function()
    if not memory_can_be_measured() then
      return pending("no way to measure memory")
    end
    local bomb = sized(gzip_of_zeros(100), GZIPPED)
    local read = reads_flat(bomb, { max_bytes = 50 * MIB }, "limit")
    assert.is_true(read <= 50 * MIB and read > 49 * MIB)
  end)

  it("does not follow a bomb in a Transfer-Encoding nobody asked for", function()
    if not memory_can_be_measured() then
      return pending("no way to measure memory")
    end
    local bomb = gzip_of_zeros(20)
    reads_flat(ok("Transfer-Encoding: gzip, chunked\r\n",
      ("%x\r\n%s\r\n0\r\n\r\n"):format(#bomb, bomb)), nil, "content")
  end)
end)

describe("max_bytes", function()
  local function bounded(answer, max_bytes)
    local body, err = answered(answer, { max_bytes = max_bytes })
    return #body, kind_of(err)
  end

  it("lets a body of that length through", function()
    assert.same({ #TEXT }, { bounded(sized(TEXT), #TEXT) })
    assert.same({ #TEXT }, { bounded(sized(GZIP_TEXT, GZIPPED), #TEXT) })
  end)

  it("ends one that is a byte longer", function()
    assert.equal("limit", select(2, bounded(sized(TEXT), #TEXT - 1)))
    assert.equal("limit", select(2, bounded(sized(GZIP_TEXT, GZIPPED), #TEXT - 1)))
  end)

  it("never gives more than that", function()
    for _, answer in ipairs { sized(LARGE), sized(GZIP_LARGE, GZIPPED), ok("", LARGE) } do
      local read, kind = bounded(answer, 300000)
      assert.is_true(read <= 300000)
      assert.equal("limit", kind)
    end
  end)

  it("names itself and its value", function()
    local _, err = answered(sized("abc"), { max_bytes = 2 })
    assert.matches("2 bytes (max_bytes)", err.message, 1, true)
  end)
end)

-- What never ends and gives no byte of a body.
describe("endless", function()
  local chunked = ok("Transfer-Encoding: chunked\r\n")
  local empty = http_transfers.gzip("")
  local floods = {
    { "trailers", chunked .. "1\r\nx\r\n0\r\n", "A: b\r\n", "x" },
    { "heads of 103", "", "HTTP/1.1 103 Early Hints\r\nA: b\r\n\r\n" },
    { "marks of a chunk", chunked .. "1;", "e" },
    { "marks of chunks", chunked, "1;" .. ("e"):rep(10000) .. "\r\nx\r\n" },
    { "body of a redirect", "HTTP/1.1 302 -\r\nLocation: /x\r\n"
        .. "Transfer-Encoding: chunked\r\n\r\n",
      "40\r\n" .. ("e"):rep(64) .. "\r\n" },
    { "empty members of gzip", ok(GZIPPED), empty },
    { "empty blocks of gzip", ok(GZIPPED) .. empty:sub(1, 10), "\0\0\0\255\255" },
    { "zeros after gzip", ok(GZIPPED) .. empty, "\0" },
  }
  for _, flood in ipairs(floods) do
    it(flood[1] .. " ends by a bound before a time limit", function()
      local steps = { { send = flood[2] },
        { send = flood[3]:rep(math.ceil(60000 / #flood[3])), times = 1e6 } }
      local body, err = answered(steps, { max_bytes = 1e6, timeout = 4 })
      assert.equal("limit", kind_of(err))
      assert.is_true(#body < 1e5)
      if flood[4] then assert.equal(flood[4], body) end
    end)
  end
end)

-- Each is shorter than the bound, which is a little over twice max_bytes.
describe("the bodies of redirects", function()
  local PART = ("e"):rep(1e5)

  -- Bodies of a megabyte each, one of them in chunks.
  local function after(redirects)
    local head = "HTTP/1.1 302 -\r\nLocation: /%d\r\n%s\r\n\r\n"
    server:on("/0", { { send = sized("here") } })
    for i = 1, redirects do
      local in_chunks = i == 2
      server:on("/" .. i, {
        { send = head:format(i - 1, in_chunks and "Transfer-Encoding: chunked"
          or "Content-Length: 1000000") },
        { send = in_chunks and ("%x\r\n%s\r\n"):format(#PART, PART) or PART, times = 10 },
        in_chunks and { send = "0\r\n\r\n" } or nil,
      })
    end
    return http_transfers.fetch(server.root .. "/" .. redirects, { max_bytes = 1e6 })
  end

  it("count as what comes for a request", function()
    assert.equal("here", (after(2)))
    local body, err = after(3)
    assert.equal("limit", kind_of(err))
    assert.matches("more than twice 1000000 bytes", err.message, 1, true)
    assert.equal("", body)
  end)

  it("are ended by stall_timeout where their chunks say nothing but go on", function()
    local _, err = answered({
      { send = "HTTP/1.1 302 -\r\nLocation: /x\r\nTransfer-Encoding: chunked\r\n\r\n1;" },
      { send = ("e"):rep(1000), times = 1e6, pause = 0.01 },
    }, { stall_timeout = 0.3 })
    assert.equal("timeout", kind_of(err))
    assert.equal("stall_timeout", err.limit)
  end)
end)

describe("the heads of a transfer", function()
  -- Two redirects and an answer; each head has at most this many bytes besides short lines.
  local function with_heads_of(size)
    local line = ("A: %s\r\n"):format(("b"):rep(997))
    local pad = line:rep(math.floor(size / #line))
    local function moved(to)
      return ("HTTP/1.1 302 -\r\nLocation: %s\r\nContent-Length: 0\r\n%s\r\n"):format(to, pad)
    end
    server:on("/second", { { send = moved("/third") } })
    server:on("/third", { { send = sized("here", pad) } })
    return answered(moved("/second"))
  end

  it("may take 64 KiB in all", function()
    assert.equal("here", (with_heads_of(20 * KIB)))
  end)

  it("may not take more in all, redirects included", function()
    local body, err = with_heads_of(22 * KIB)
    assert.equal("limit", kind_of(err))
    assert.matches("64 KiB", err.message, 1, true)
    assert.equal("", body)
  end)
end)

describe("a time limit:", function()
  -- A socket that listens while its queue is full: what connects then gets no answer.
  local function full_queue()
    local listener = assert(socket.tcp())
    assert(listener:bind("127.0.0.1", 0))
    assert(listener:listen(0))
    local _, port = listener:getsockname()
    local held = { listener }
    for i = 1, 4 do
      local client = assert(socket.tcp())
      client:settimeout(0.05)
      held[i + 1] = client
      local connected, err = client:connect("127.0.0.1", port)
      if not connected and err == "timeout" then
        return port, held
      end
    end
    return nil, held
  end

  local function release(held)
    for _, sock in ipairs(held) do
      sock:close()
    end
  end

  local function ends_in_time(limit, url, options)
    local err
    local passed = timed(function()
      err = select(2, fetch(url, options))
    end)
    assert.equal("timeout", kind_of(err))
    assert.is_true(passed > limit * 0.9 and passed < limit + 0.6, passed)
    return err
  end

  it("connect_timeout ends what does not connect", function()
    local port, held = full_queue()
    if not port then
      release(held)
      return pending("the queue of this system does not fill")
    end
    ends_in_time(0.4, "http://127.0.0.1:" .. port .. "/", { connect_timeout = 0.4 })
    release(held)
  end)

  it("stall_timeout ends silence before the head", function()
    local err = ends_in_time(0.4, server:on("/mute", { { mute = true } }), { stall_timeout = 0.4 })
    assert.is_nil(err.status)
  end)

  -- fractions are told in milliseconds, which have no decimal point
  for _, case in ipairs { { 1, "1 seconds" }, { 0.4, "400 ms" }, { 1.5, "1500 ms" } } do
    it("is told as " .. case[2], function()
      local err = ends_in_time(case[1], server:on("/mute", { { mute = true } }),
        { timeout = case[1] })
      assert.equal(("the request was not over after %s (timeout)"):format(case[2]), err.message)
    end)
  end

  it("stall_timeout ends silence inside the head", function()
    ends_in_time(0.4, server:on("/half", { { send = "HTTP/1.1 200 OK\r\nA: " }, { mute = true } }),
      { stall_timeout = 0.4 })
  end)

  it("stall_timeout ends silence inside the body, and says the status", function()
    local url = server:on("/stall", { { send = sized(TEXT .. "x"):sub(1, -2) }, { mute = true } })
    local err = ends_in_time(0.4, url, { stall_timeout = 0.4 })
    assert.equal(200, err.status)
  end)

  it("stall_timeout leaves alone what is slow but goes on", function()
    local body, err = answered({
      { send = ok("Content-Length: 8\r\n") }, { send = "x", times = 8, pause = 0.1 },
    }, { stall_timeout = 0.3 })
    assert.is_nil(err)
    assert.equal("xxxxxxxx", body)
  end)

  it("stall_timeout leaves alone what waits for its reader", function()
    local session = http.session()
    local url = server:on("/patient", { { send = sized(LARGE) } })
    local transfer = session:get(url, { stall_timeout = 0.2 })
    poll_for(session, 0.6)
    local body, err = drain(session, transfer)
    assert.is_nil(err)
    assert.is_true(body == LARGE)
  end)

  it("timeout ends what goes on and on", function()
    ends_in_time(0.5, server:on("/drip", {
      { send = ok("") }, { send = "x", times = 50, pause = 0.05 },
    }), { timeout = 0.5 })
  end)

  it("timeout holds across redirects", function()
    server:on("/a", { { sleep = 0.3 }, { send = redirect("/b") } })
    server:on("/b", { { sleep = 0.3 }, { send = redirect("/a") } })
    ends_in_time(0.5, server.root .. "/a", { timeout = 0.5 })
  end)

  it("timeout holds while all connections are taken", function()
    local session, transfers = http.session(), {}
    local url = server:on("/mute", { { mute = true } })
    for i = 1, 20 do
      transfers[i] = session:get(url, { timeout = i < 20 and 2 or 0.4 })
      session:poll(0)
    end
    local err
    local passed = timed(function() err = select(2, drain(session, transfers[20])) end)
    session:close()
    assert.equal("timeout", kind_of(err))
    assert.is_true(passed > 0.3 and passed < 1, passed)
  end)

  it("as large as can be is none at all", function()
    local body, err = answered(sized("x"), {
      timeout = math.huge, connect_timeout = math.huge, stall_timeout = math.huge,
      max_bytes = math.huge,
    })
    assert.is_nil(err)
    assert.equal("x", body)
  end)

  it("as short as can be is over at once", function()
    local _, err = fetch(server:on("/mute", { { mute = true } }), { timeout = 1e-9 })
    assert.equal("timeout", kind_of(err))
  end)
end)
