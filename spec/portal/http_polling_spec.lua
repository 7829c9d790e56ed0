local http = require "urssaf.http"
local lua = require "spec.support.lua"
local raw_server = require "spec.support.raw_server"
local socket = require "socket"
local http_transfers = require "spec.support.http_transfers"

local MIB = 1024 * 1024
local PATIENCE, GZIPPED = http_transfers.PATIENCE, http_transfers.GZIPPED
local TEXT, LARGE, GZIP_LARGE = http_transfers.TEXT, http_transfers.LARGE, http_transfers.GZIP_LARGE

local ok, sized, drain, timed = http_transfers.ok, http_transfers.sized, http_transfers.drain,
  http_transfers.timed
local poll_for, poll_until = http_transfers.poll_for, http_transfers.poll_until

local server = raw_server.for_cases()

describe("polling", function()
  it("for zero seconds returns at once", function()
    local session = http.session()
    session:get(server:on("/mute", { { mute = true } }))
    assert.is_true(timed(session.poll, session, 0) < 0.1)
    assert.is_true(timed(session.poll, session) < 0.1)
  end)

  it("returns early on news", function()
    local quickest = math.huge -- of three: a busy machine may take longer
    for _ = 1, 3 do
      local session = http.session()
      local transfer = session:get(server:on("/later", { { sleep = 0.3 }, { send = sized("x") } }))
      local passed = timed(poll_until, session, function()
        session:poll(4)
        return transfer:read() == "x"
      end)
      assert.is_true(passed > 0.25, passed)
      quickest = math.min(quickest, passed)
      if quickest < 1.5 then break end
    end
    assert.is_true(quickest < 1.5, quickest)
  end)

  it("returns at once if a time limit has passed since the last time", function()
    local session = http.session()
    local transfer = session:get(server:on("/mute", { { mute = true } }), { timeout = 0.2 })
    session:poll(0)
    socket.sleep(0.3)
    assert.is_true(timed(session.poll, session, 4) < 1)
    assert.equal("timeout", http_transfers.kind_of(select(2, transfer:read())))
  end)

  it("waits that long when nothing happens", function()
    local idle, waiting = http.session(), http.session()
    waiting:get(server:on("/mute", { { mute = true } }))
    poll_for(waiting, 0.1)
    for _, session in ipairs { idle, waiting } do
      local passed = timed(session.poll, session, 0.3)
      assert.is_true(passed > 0.25 and passed < 0.8, passed)
    end
  end)

  it("takes no time of the processor while a full transfer waits for its reader #timed", function()
    local session = http.session()
    session:get(server:on("/full", {
      { send = ok("Content-Length: " .. 2 * MIB .. "\r\n") }, { send = LARGE, times = 2 },
    }))
    poll_for(session, 0.2)
    local before = os.clock()
    poll_for(session, 0.5)
    assert.is_true(os.clock() - before < 0.1)
  end)

  it("takes none while nothing comes, once libcurl's own timers are over #timed", function()
    local session = http.session()
    session:get(server:on("/mute", { { mute = true } }), { connect_timeout = 0.2 })
    poll_for(session, 0.4)
    local before = os.clock()
    local passed = timed(function()
      for _ = 1, 3 do session:poll(0.3) end
    end)
    assert.is_true(passed > 0.8, tostring(passed))
    assert.is_true(os.clock() - before < 0.1)
    assert.is_true(session:timeout() > 1)
  end)

  it("returns how many are still running", function()
    local session = http.session()
    assert.equal(0, session:poll(0))
    local mute = session:get(server:on("/mute", { { mute = true } }))
    local short = session:get(server:on("/short", { { send = sized("x") } }))
    assert.equal(2, session:poll(0))
    drain(session, short)
    assert.equal(1, session:poll(0))
    mute:close()
    assert.equal(0, session:poll(0))
    assert.equal("integer", lua.number_type(session:poll(0)))
  end)

  it("drives several transfers, read in turns", function()
    local session, transfers, bodies = http.session(), {}, {}
    for i, answer in ipairs {
      sized(LARGE), sized(GZIP_LARGE, GZIPPED), ok("", LARGE), sized(TEXT), sized(""),
    } do
      transfers[i] = session:get(server:on("/turn" .. i, { { send = answer } }))
      bodies[i] = {}
    end
    local open, deadline = #transfers, http.now() + PATIENCE
    while open > 0 and http.now() < deadline do
      local nothing = true
      for i, transfer in pairs(transfers) do
        local bytes, err = transfer:read()
        assert.is_nil(err)
        if bytes == nil then
          transfers[i], open = nil, open - 1
        elseif bytes ~= "" then
          nothing = false
          table.insert(bodies[i], bytes)
        end
      end
      if nothing and open > 0 then
        session:poll(0.5)
      end
    end
    for i, expected in ipairs { LARGE, LARGE, LARGE, TEXT, "" } do
      assert.is_true(table.concat(bodies[i]) == expected, i)
    end
  end)

  it("drives more transfers than there are connections", function()
    local session, transfers = http.session(), {}
    local url = server:on("/many", { { sleep = 0.05 }, { send = sized(TEXT) } })
    for i = 1, 20 do
      transfers[i] = session:get(url)
    end
    for i = 20, 1, -1 do
      local body, err = drain(session, transfers[i])
      assert.is_nil(err)
      assert.equal(TEXT, body)
    end
  end)
end)
