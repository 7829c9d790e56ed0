-- The time limit of a call holds while bytes that have come are decoded, not only while the network
-- is waited for.
local http = require "urssaf.http"
local lua = require "spec.support.lua"
local responses = require "urssaf.portal.response"
local socket = require "socket"
local standin = require "spec.support.standin"
local transport = require "spec.support.luasocket_transport"

-- The export comes in ten pieces at least; decoding one takes PIECE seconds.
local PIECE = 0.3

local function is_slow(_, _, phase)
  if phase == "download" then socket.sleep(PIECE) end
end

describe("the time limit of a call", function()
  local portal = standin.for_cases()

  local ways = {
    { "that blocks", {} },
    { "that waits as the host says", { wait = function(session, seconds)
      session:poll(math.min(seconds, 0.05))
    end } },
    -- its clock has whole seconds
    { "with the host's transport", { transport = transport, timeout = 2 } },
  }
  for _, way in ipairs(ways) do
    it("ends one " .. way[1] .. " between two pieces", function()
      local before = http.now()
      local options = lua.merged({ timeout = 1, progress = is_slow }, way[2])
      local panel, err = portal:fetch(options)
      local passed = http.now() - before
      assert.is_nil(panel)
      assert.are.equal("timeout", err.kind)
      assert.matches("(timeout)", err.message, 1, true)
      assert.matches("/exports/csv", err.url, 1, true)
      assert.is_true(passed < options.timeout + 2 * PIECE, passed)
    end)

    it("is not over before, " .. way[1], function()
      local panel = assert(portal:fetch(lua.merged(way[2], { timeout = 60 })))
      assert.are.equal(505, #panel.series)
    end)

    it("leaves `progress` to end one " .. way[1] .. " between two pieces", function()
      local pieces = 0
      local _, err = portal:fetch(lua.merged({ progress = function(_, _, phase)
        if phase ~= "download" then return end
        pieces = pieces + 1
        return pieces < 3
      end }, way[2]))
      assert.are.equal("cancelled", err.kind)
      assert.are.equal(3, pieces)
    end)
  end

  it("ends a response of JSON between two pieces", function()
    local read, over = 0, { kind = "timeout", message = "it is over" }
    local transfer = {
      read = function()
        read = read + 1
        return read < 100 and ("x"):rep(1000) or nil
      end,
      status = function() return 200 end, headers = function() return {} end,
      close = function() end,
    }
    local response = responses.new(transfer, "http://h/", "json", nil, function()
      return read > 5 and over or nil
    end)
    assert.is_true(response:advance())
    assert.are.equal(6, read)
    assert.are.equal("timeout", response.err.kind)
    assert.are.equal("http://h/", response.err.url)
  end)
end)
