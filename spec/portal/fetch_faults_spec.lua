local shell = require "spec.support.shell"
local socket = require "socket"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

local MAIN = "auto-entrepreneurs-par-departement"

describe("fetch", function()
  local portal = standin.for_cases()
  local panel

  setup(function() panel = assert(urssaf.fetch { cache = "off", base_url = portal.base_url }) end)

  describe("yields no panel from", function()
    local sentence = "Streaming interrupted due to the following error: out of time"
    local function export(fault)
      fault.on = "export"
      return fault
    end
    local cases = {
      { "a body cut in the middle of a row", export { cut = 200003 }, "incomplete" },
      { "a body cut in the header", export { cut = 20 }, "incomplete" },
      { "a body cut exactly after a row", export { cut_rows = 3000 }, "incomplete" },
      { "a body cut exactly after the header", export { cut_rows = 0 }, "incomplete" },
      { "a last row without its line end", export { final_line_end = false }, "incomplete" },
      { "an empty body", export { body = "" }, "decode" },
      { "a sentence in the place of rows",
        export { inject = { after_rows = 3000, text = sentence } }, "decode" },
      { "a sentence with a line end",
        export { inject = { after_rows = 3, text = sentence .. "\r\n" } }, "decode" },
      { "a maintenance page with status 200", export { html = true }, "content" },
      { "HTML that says it is CSV", export { body = "<html><p>maintenance</p></html>",
        headers = { ["content-type"] = "text/csv" } }, "content" },
      { "a connection reset in the body", export { reset = 5000 }, "network" },
      { "a connection reset before the answer", export { reset = 0 }, "network" },
      { "gzip that goes bad", export { bad_gzip = true }, "content" },
      { "gzip cut before its end", export { cut_gzip = 3000 }, "network" },
      { "another compression than was asked for", export { encoding = "br" }, "content" },
      { "a count too high", { on = "records", count = 1 }, "incomplete" },
      { "a count too low", { on = "records", count = -1 }, "incomplete" },
      { "a count that is no JSON", { on = "records", body = "oops",
        headers = { ["content-type"] = "application/json" } }, "content" },
      { "a count beyond any integer", { on = "records", body = '{"total_count": 1e300}',
        headers = { ["content-type"] = "application/json" } }, "content" },
      { "a count that is infinite", { on = "records", body = '{"total_count": 1e999}',
        headers = { ["content-type"] = "application/json" } }, "content" },
      { "a count that is null and nothing else", { on = "records", body = "null",
        headers = { ["content-type"] = "application/json" } }, "content" },
      { "a count that is none", { on = "records", body = '{"total_count": null}',
        headers = { ["content-type"] = "application/json" } }, "content" },
      { "a count that fails", { on = "records", status = 500 }, "http" },
      { "metadata that are a page", { on = "metadata", html = true }, "content" },
      { "metadata that name no fields", { on = "metadata", body = "{}",
        headers = { ["content-type"] = "application/json" } }, "content" },
      { "status 503 with a page", export { status = 503 }, "http" },
      { "status 204", export { status = 204, body = "" }, "http" },
      { "status 206", export { status = 206, body = "region;annee\r\n" }, "http" },
      { "a redirect to another scheme", export { redirect = "file:///etc/passwd" }, "http" },
    }
    for _, case in ipairs(cases) do
      it(case[1], function()
        local result, err = portal:fetch({}, { case[2] })
        assert.is_nil(result)
        assert.are.equal(case[3], err.kind, tostring(err))
        assert.is_string(err.message)
        assert.is_string(err.url)
        assert.is_nil(tostring(err):find("\n", 1, true))
      end)
    end

    it("a timeout of the whole call, and ends in time", function()
      local started = socket.gettime()
      local result, err = portal:fetch({ timeout = 0.3 }, { { on = "export", mute = true } })
      assert.is_nil(result)
      assert.are.equal("timeout", err.kind)
      assert.matches("after 0.3 seconds (timeout)", err.message, 1, true)
      assert.is_true(socket.gettime() - started < 3)
    end)

    it("redirects without end, but not from a few", function()
      local path = "/catalog/datasets/" .. MAIN .. "/exports/csv"
      local function redirected(times)
        local base_url = portal.base_url
        for _ = 1, times do
          base_url = portal:with { { on = "export", redirect = base_url .. path } }
        end
        return urssaf.fetch { cache = "off", retries = 0, base_url = base_url }
      end
      assert.are.same(panel.series, assert(redirected(3)).series)
      local result, err = redirected(7)
      assert.is_nil(result)
      assert.are.equal("limit", err.kind, tostring(err))
    end)

    it("a server that stalls", function()
      local result, err = portal:fetch({ stall_timeout = 0.3 },
        { { on = "export", drip = { bytes = 100, pause = 5 } } })
      assert.is_nil(result)
      assert.are.equal("timeout", err.kind)
    end)

    it("a port where nobody listens", function()
      local result, err = urssaf.fetch { cache = "off", retries = 0,
        base_url = "http://127.0.0.1:1/api/explore/v2.1" }
      assert.is_nil(result)
      assert.are.equal("network", err.kind)
    end)
  end)

  describe("of a mismatch", function()
    it("says both numbers", function()
      local _, err = portal:fetch({}, { { on = "records", count = 3 } })
      assert.matches("6868", err.message)
      assert.matches("6871", err.message)
    end)

    it("asks once more, and takes what agrees then", function()
      local base_url = portal:with { { on = "records", count = 3, times = 1 } }
      local result = assert(urssaf.fetch { cache = "off", retries = 0, base_url = base_url })
      assert.are.same(panel.series, result.series)
      assert.are.equal(6, #portal:requests(base_url))
    end)

    it("asks once more after a cut, and takes what is whole then", function()
      local base_url = portal:with { { on = "export", cut = 5000, times = 1 } }
      local result = assert(urssaf.fetch { cache = "off", retries = 0, base_url = base_url })
      assert.are.equal(505, #result.series)
    end)

    it("says after the second time that it was the second", function()
      local _, err = portal:fetch({}, { { on = "records", count = 3 } })
      assert.are.equal(2, err.attempts)
      _, err = portal:fetch({}, { { on = "records", count = 3, times = 1 },
        { on = "metadata", status = 503 } })
      assert.is_nil(err.attempts)
    end)

    it("keeps to one time limit, both times together", function()
      local started = socket.gettime()
      local _, err = portal:fetch({ timeout = 1 }, { { on = "records", count = 3 },
        { on = "export", delay = 0.7 } })
      assert.are.equal("timeout", err.kind)
      assert.matches("the call was not over after 1 seconds (timeout)", err.message, 1, true)
      assert.is_true(socket.gettime() - started < 2.5)
    end)

    it("asks only once more", function()
      local base_url = portal:with { { on = "export", cut_rows = 10 } }
      assert.is_nil(urssaf.fetch { cache = "off", retries = 0, base_url = base_url })
      assert.are.equal(6, #portal:requests(base_url))
    end)
  end)

  describe("tells what the portal says", function()
    it("of an unknown dataset", function()
      local result, err = urssaf.fetch("no-such-dataset", portal:options())
      assert.is_nil(result)
      assert.are.equal("portal", err.kind)
      assert.are.equal(404, err.status)
      assert.matches("NotFoundResource", err.message)
      assert.matches("no%-such%-dataset", err.message)
    end)

    it("of an unknown field in a query", function()
      local _, err = portal:fetch { where = "no_such_field = 3" }
      assert.are.equal("portal", err.kind)
      assert.are.equal(400, err.status)
      assert.matches("no_such_field", err.message)
    end)

    it("of a query that does not parse", function()
      local _, err = portal:fetch { where = "departement = = 3" }
      assert.are.equal("portal", err.kind)
      assert.matches("ODSQLSyntaxError", err.message)
    end)

    it("of a quota, by its envelope", function()
      local _, err = portal:fetch({}, { { on = "export", status = 429, body =
        '{"errorcode":10002,"reset_time":"2026-08-18T00:00:00Z","limit_time_unit":"day",'
        .. '"call_limit":10000,"error":"Too many requests on the domain."}' } })
      assert.are.equal("quota", err.kind)
      assert.are.equal(429, err.status)
      assert.matches("2026-08-18", err.message, 1, true)
      assert.matches("10000", err.message, 1, true)
    end)

    it("of a quota, by its headers, a limit beyond 64 bits included", function()
      local _, err = portal:fetch({}, { { on = "export", status = 429, body = "", headers = {
        ["X-RateLimit-Remaining"] = "0", ["X-RateLimit-Limit"] = "99999999999999999999999",
        ["X-RateLimit-Reset"] = "2026-08-18 00:00:00+00:00", ["Retry-After"] = "120" } } })
      assert.are.equal("quota", err.kind)
      assert.are.equal(120, err.retry_after)
      assert.matches("2026-08-18", err.message, 1, true)
    end)

    it("of a 429 that is no quota: it is a fault like others", function()
      local _, err = portal:fetch({}, { { on = "export", status = 429, body = "busy",
        headers = { ["X-RateLimit-Remaining"] = false } } })
      assert.are.equal("http", err.kind)
      assert.are.equal(429, err.status)
    end)
  end)

  describe("bounds", function()
    for option, value in pairs { max_bytes = 10000, max_units = 10, max_periods = 10 } do
      it(option .. " ends in limit, naming it", function()
        local result, err = portal:fetch { [option] = value }
        assert.is_nil(result)
        assert.are.equal("limit", err.kind)
        assert.matches(option, err.message, 1, true)
      end)
    end
  end)

  describe("waits", function()
    local function cpu(faults)
      local before, started = os.clock(), socket.gettime()
      assert(portal:fetch({}, faults))
      return os.clock() - before, socket.gettime() - started
    end

    for _, what in ipairs { "metadata", "records", "export" } do
      it(("for slow %s without turning in circles"):format(what), function()
        local used, took = cpu { { on = what, delay = 1 },
          { on = "export", encoding = "identity" } }
        assert.is_true(took >= 1)
        assert.is_true(used < 0.5, ("%.2f s of CPU"):format(used))
      end)
    end
  end)

  it("leaves no connection open", function()
    portal:fetch()
    collectgarbage()
    local before = shell.descriptors()
    for _, faults in ipairs { {}, { { on = "export", cut = 1000 } },
      { { on = "export", reset = 9 } }, { { on = "records", status = 500 } },
      { { on = "metadata", html = true } } } do
      portal:fetch({}, faults)
      pcall(portal.fetch, portal, { progress = function() error "stop" end }, faults)
    end
    assert.are.equal(before, shell.descriptors())
  end)
end)
