-- A body reaches its decoder as strings, as where the bytes are kept or a host transports them, or
-- directly: both ways a fetch gives the same, has the same limits and fails alike.
local assembly = require "urssaf.portal.assembly"
local compat = require "urssaf.base.compat"
local luasocket_transport = require "spec.support.luasocket_transport"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

describe("a fetch whose body goes to the decoder as strings, or directly", function()
  local portal = standin.for_cases()

  -- What `call` returns where a decoder can be fed directly or cannot, and whether it was asked.
  local function with_sink(can_feed, call)
    local new, fed = assembly.decoder, false
    function assembly.decoder(...)
      local decoder = new(...)
      local sink = decoder.sink
      function decoder.sink(self)
        local found = sink(self)
        fed = fed or found ~= nil
        return found
      end
      if not can_feed then decoder.sink = false end
      return decoder
    end
    local panel, err = compat.finally(function() assembly.decoder = new end, call)
    return panel, err, fed
  end

  -- What can be compared of a fetch: the figures or the error, and what progress was told.
  local function outcome_of(can_feed, fault, options, is_enough)
    local phases, last, count = {}, 0, 0
    options.base_url = fault and portal:with { fault } or portal.base_url
    options.cache, options.retries = "off", options.retries or 0
    function options.progress(received, _, phase)
      if phases[#phases] ~= phase then phases[#phases + 1] = phase end
      if phase == "download" then last, count = received, count + 1 end
      if is_enough and is_enough(received, phase) then return false end
    end
    local panel, err, fed = with_sink(can_feed, function() return urssaf.fetch(options) end)
    -- how far a fetch comes before it fails depends on what arrives together
    local outcome = { phases = panel and table.concat(phases, " "),
      csv = panel and panel:to_csv(), last = panel and last }
    for _, name in ipairs { "kind", "message", "line", "column", "status", "attempts", "cut" } do
      outcome[name] = err and err[name]
    end
    outcome.message = outcome.message and outcome.message:gsub(":%d+/", ":PORT/")
    return outcome, fed, count, last
  end

  local function both(fault, given, is_enough)
    local outcomes = {}
    for i, can_feed in ipairs { false, true } do
      local options, own = {}, fault and {}
      for name, value in pairs(given or {}) do options[name] = value end
      for name, value in pairs(fault or {}) do own[name] = value end
      local outcome, fed, count, last = outcome_of(can_feed, own, options, is_enough)
      outcomes[i] = outcome
      outcomes["fed" .. i], outcomes["count" .. i], outcomes["last" .. i] = fed, count, last
    end
    assert.is_false(outcomes.fed1)
    assert.are.same(outcomes[1], outcomes[2])
    return outcomes[2], outcomes
  end

  it("gives the same panel, and tells the same of its progress", function()
    local outcome, ways = both()
    assert.is_true(ways.fed2)
    assert.are.equal("connect metadata download decode", outcome.phases)
    assert.is_true(ways.count1 > 5 and ways.count2 > 5)
    assert.is_true(outcome.last > 500000)
  end)

  it("gives the same from a host's transport, which feeds nothing directly", function()
    local direct, host = both(), nil
    local _, err, fed = with_sink(true, function()
      host = assert(urssaf.fetch { base_url = portal.base_url, cache = "off",
        transport = luasocket_transport })
    end)
    assert.is_nil(err)
    assert.is_false(fed)
    assert.are.equal(direct.csv, host:to_csv())
  end)

  it("ends in the middle if progress says so", function()
    local function is_enough(received, phase) return phase == "download" and received > 200000 end
    local outcome, ways = both(nil, {}, is_enough)
    assert.are.equal("cancelled", outcome.kind)
    assert.is_true(ways.fed2)
    for i = 1, 2 do
      local last = ways["last" .. i]
      assert.is_true(last > 200000 and last <= 200000 + 64 * 1024, last)
    end
  end)

  it("has the same limits", function()
    assert.are.equal("limit", both(nil, { max_bytes = 300000 }).kind)
    assert.are.equal("limit", both(nil, { max_units = 50 }).kind)
    assert.are.equal("limit", both(nil, { max_periods = 20 }).kind)
  end)

  local FAULTS = {
    { "a body cut in a row", { cut = 200003 }, "incomplete" },
    { "a body cut after a row", { cut_rows = 3000 }, "incomplete" },
    { "a row that is none", { inject = { after_rows = 3000, text = "no row\r\n" } }, "decode" },
    { "a connection reset in the body", { reset = 5000 }, "network" },
    { "gzip that goes bad", { bad_gzip = true }, "content" },
    { "gzip cut before its end", { cut_gzip = 3000 }, "network" },
    { "status 503", { status = 503 }, "http" },
    { "a redirect", { redirect = "file:///etc/passwd" }, "http" },
    { "an empty body", { body = "" }, "decode" },
  }
  for _, case in ipairs(FAULTS) do
    it("fails alike at " .. case[1], function()
      case[2].on = "export"
      local outcome = both(case[2])
      assert.are.equal(case[3], outcome.kind)
    end)
  end
end)
