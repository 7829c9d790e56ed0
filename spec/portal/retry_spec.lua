local hygiene = require "spec.support.hygiene"
local retry = require "urssaf.portal.retry"
local socket = require "socket"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

describe("urssaf.portal.retry", function()
  hygiene("urssaf.portal.retry", { "run", "is_transient" })

  -- A call whose pauses are told and take no time.
  local function patient(retries, chance, remaining)
    local pauses = {}
    return {
      options = { retries = retries }, pauses = pauses,
      random = function() return chance or 1 end,
      remaining = function() return remaining or 1000 end,
      pause = function(_, seconds) pauses[#pauses + 1] = seconds return true end,
    }
  end

  local function failing(...)
    local errors, count = { ... }, 0
    return function()
      count = count + 1
      local fields = errors[math.min(count, #errors)]
      if fields == "done" then return "result", "more" end
      local err = {}
      for name, value in pairs(fields) do err[name] = value end
      err.message = err.message or "it failed"
      return nil, err
    end, function() return count end
  end

  local network, busy = { kind = "network" }, { kind = "http", status = 503 }

  it("pauses twice as long each time, half of it by chance, 30 s at most", function()
    local call = patient(8, 1)
    retry.run(call, (failing(network)))
    assert.are.same({ 0.5, 1, 2, 4, 8, 16, 30, 30 }, call.pauses)
    call = patient(3, 0)
    retry.run(call, (failing(network)))
    assert.are.same({ 0.25, 0.5, 1 }, call.pauses)
  end)

  it("pauses as long as the server asks, if that is longer", function()
    local call = patient(3)
    retry.run(call, (failing { kind = "http", status = 503, retry_after = 7 }))
    assert.are.same({ 7, 7, 7 }, call.pauses)
    call = patient(3)
    retry.run(call, (failing { kind = "http", status = 503, retry_after = 0 }))
    assert.are.same({ 0.5, 1, 2 }, call.pauses)
  end)

  it("hands over what comes in the end, and what belongs to it", function()
    local result, more = retry.run(patient(3), (failing(network, busy, "done")))
    assert.are.same({ "result", "more" }, { result, more })
  end)

  local function attempts_at(fields, retries)
    local work, count = failing(fields)
    local _, err = retry.run(patient(retries or 3), work)
    assert.are.equal(count() > 1 and count() or nil, err.attempts)
    return count(), err
  end

  for name, case in pairs {
    ["no connection"] = { network, 4 },
    ["a connection that takes too long"] = { { kind = "timeout", limit = "connect_timeout" }, 4 },
    ["a body cut short"] = { { kind = "network", status = 200 }, 4 },
    ["a row cut short"] = { { kind = "incomplete", cut = true }, 4 },
    ["JSON cut short"] = { { kind = "content", cut = true }, 4 },
    ["429 without a quota"] = { { kind = "http", status = 429 }, 4 },
    ["500"] = { { kind = "portal", status = 500 }, 4 },
    ["502"] = { { kind = "http", status = 502 }, 4 },
    ["503"] = { busy, 4 },
    ["504"] = { { kind = "http", status = 504 }, 4 },
    ["a count that does not agree: once more"] = { { kind = "incomplete" }, 2 },
    ["a quota"] = { { kind = "quota", status = 429 }, 1 },
    ["400"] = { { kind = "portal", status = 400 }, 1 },
    ["401"] = { { kind = "portal", status = 401 }, 1 },
    ["404"] = { { kind = "portal", status = 404 }, 1 },
    ["410"] = { { kind = "http", status = 410 }, 1 },
    ["501"] = { { kind = "http", status = 501 }, 1 },
    ["silence"] = { { kind = "timeout", limit = "stall_timeout" }, 1 },
    ["the time limit"] = { { kind = "timeout" }, 1 },
    ["a certificate"] = { { kind = "tls" }, 1 },
    ["a page"] = { { kind = "content", status = 200 }, 1 },
    ["data that cannot be read"] = { { kind = "decode" }, 1 },
    ["a limit"] = { { kind = "limit" }, 1 },
    ["cancelling"] = { { kind = "cancelled" }, 1 },
  } do
    it(("asks %d times: %s"):format(case[2], name), function()
      assert.are.equal(case[2], (attempts_at(case[1])))
    end)
  end

  it("asks as often as `retries` says, a mismatch once more in any case", function()
    assert.are.equal(1, (attempts_at(network, 0)))
    assert.are.equal(2, (attempts_at(network, 1)))
    assert.are.equal(2, (attempts_at({ kind = "incomplete" }, 0)))
    assert.are.equal(2, (attempts_at({ kind = "incomplete", cut = true }, 0)))
  end)

  it("counts mismatches apart from faults", function()
    local mismatch = { kind = "incomplete" }
    local work, count = failing(network, mismatch, network, "done")
    assert.are.equal("result", (retry.run(patient(2), work)))
    assert.are.equal(4, count())
    work, count = failing(mismatch, network, mismatch, "done")
    assert.is_nil((retry.run(patient(2), work)))
    assert.are.equal(3, count())
  end)

  it("fails at once where the time limit ends before the pause, and says when to come", function()
    local call = patient(3, 1, 100)
    local _, err = retry.run(call, (failing { kind = "http", status = 503, retry_after = 120 }))
    assert.are.same({}, call.pauses)
    assert.are.equal(120, err.retry_after)
    assert.matches("try again in 120 seconds", err.message, 1, true)
  end)

  it("asks at once what needs no pause, however little time is left", function()
    local call = patient(3, 1, -1)
    assert.are.equal("result", (retry.run(call, (failing({ kind = "incomplete" }, "done")))))
    assert.are.same({ 0 }, call.pauses)
  end)

  it("leaves nothing of its own in the error", function()
    local _, err = attempts_at { kind = "incomplete", cut = true }
    assert.is_nil(err.cut)
    assert.matches("it failed; asked 4 times", err.message, 1, true)
  end)
end)

describe("a fetch that meets faults", function()
  local portal = standin.for_cases()
  local panel

  setup(function() panel = assert(portal:fetch()) end)

  -- The result, its error, how many requests there were, how long it took.
  local function fetch(faults, options)
    options = portal:options(options or { retries = 3 }, faults)
    local started = socket.gettime()
    local result, err = urssaf.fetch(options)
    return result, err, #portal:requests(options.base_url), socket.gettime() - started
  end

  for name, fault in pairs {
    ["503"] = { on = "export", status = 503, times = 1 },
    ["a 429 that is no quota"] = { on = "records", status = 429, body = "busy", times = 1,
      headers = { ["X-RateLimit-Remaining"] = false } },
    ["a reset before the answer"] = { on = "metadata", reset = 0, times = 1 },
    ["a reset in the body"] = { on = "export", reset = 5000, times = 1 },
    ["gzip cut before its end"] = { on = "export", cut_gzip = 3000, times = 1 },
    ["a body cut in a row"] = { on = "export", cut = 200003, times = 1 },
    ["metadata cut short"] = { on = "metadata", cut = 300, times = 1 },
    ["the portal's sentence that it broke off"] = { on = "export", times = 1,
      inject = { after_rows = 3000,
        text = "Streaming interrupted due to the following error: x" } },
  } do
    it("asks again after " .. name .. ", and decodes afresh", function()
      local result, err, requests = fetch { fault }
      assert.is_nil(err)
      assert.are.same(panel.series, result.series)
      assert.are.equal(6, requests)
    end)
  end

  it("waits between times", function()
    local _, err, requests, took = fetch({ { on = "export", status = 502 } }, { retries = 2 })
    assert.are.equal(3, err.attempts)
    assert.are.equal(9, requests)
    assert.is_true(took >= 0.75 and took < 6, took) -- 0.25 to 0.5, then 0.5 to 1
  end)

  it("comes back when the server says, in seconds or by a date", function()
    for _, later in ipairs { "1", "Thu, 16 Jul 2026 05:30:14 GMT" } do
      local result, _, _, took = fetch { { on = "export", status = 503, times = 1, headers = {
        ["Retry-After"] = later, Date = "Thu, 16 Jul 2026 05:30:13 GMT" } } }
      assert.are.same(panel.series, result.series)
      assert.is_true(took >= 1 and took < 8, took)
    end
  end)

  it("does not wait beyond its time limit", function()
    local _, err, requests, took = fetch({ { on = "export", status = 503,
      headers = { ["Retry-After"] = "40" } } }, { retries = 3, timeout = 30 })
    assert.are.equal("http", err.kind)
    assert.are.equal(40, err.retry_after)
    assert.are.equal(3, requests)
    assert.is_true(took < 15, took)
  end)

  it("does not ask again where the quota is used up, and says until when", function()
    local _, err, requests = fetch { { on = "any", status = 429, body =
      '{"errorcode":10002,"reset_time":"2126-08-18T00:00:00Z","call_limit":10000,"error":"x"}' } }
    assert.are.equal("quota", err.kind)
    assert.are.equal("2126-08-18T00:00:00Z", err.reset_time)
    assert.is_true(err.retry_after > 3e9)
    assert.is_true(requests <= 3)
  end)

  it("can be called off while it waits", function()
    local failed
    local options = portal:options({ retries = 3, progress = function(_, _, phase)
      if phase == "metadata" then failed = true end
      if failed and phase == "connect" then return false end
    end }, { { on = "export", status = 503, headers = { ["Retry-After"] = "20" } } })
    local started = socket.gettime()
    local _, err = urssaf.fetch(options)
    assert.are.equal("cancelled", err.kind)
    assert.is_true(socket.gettime() - started < 12)
  end)

  it("leaves the host's random numbers alone", function()
    math.randomseed(42)
    local expected = { math.random(), math.random() }
    math.randomseed(42)
    local first = math.random()
    fetch { { on = "export", status = 503, times = 1 } }
    assert.are.same(expected, { first, math.random() })
  end)

  it("asks for metadata and for each page of the catalog again", function()
    local options = portal:options({ retries = 1 },
      { { on = "metadata", status = 503, times = 1 } })
    assert.are.equal(12, #assert(urssaf.describe(options)).fields)
    options = portal:options({ retries = 1 }, { { on = "catalog", reset = 0, times = 1 } })
    assert.are.equal(9, #assert(urssaf.catalog(options)))
  end)
end)
