local cjson = require "spec.support.cjson"
local http_get = require "spec.support.http_get"
local socket = require "socket"
local standin = require "spec.support.standin"
local zlib = require "zlib"

local DATASET = "/catalog/datasets/auto-entrepreneurs-par-departement"
local EXPORT = DATASET .. "/exports/csv?with_bom=false"
local COUNT = DATASET .. "/records?limit=0"
local BOM = "\239\187\191"

local portal = standin.for_cases()
local whole

setup(function() whole = http_get(portal.base_url .. EXPORT).body end)

-- The response to one request with one fault.
local function under(fault, path, headers)
  fault.on = fault.on or "any"
  return http_get(portal:with { fault } .. (path or EXPORT), headers)
end

local function lines(text)
  local list = {}
  for line in text:gmatch("([^\r\n]+)\r?\n?") do
    list[#list + 1] = line
  end
  return list
end

local function timed(f, ...)
  local before = socket.gettime()
  local result = f(...)
  return result, socket.gettime() - before
end

describe("a fault", function()
  it("is absent without items, and the response is the same", function()
    assert.equal(whole, http_get(portal:with {} .. EXPORT).body)
  end)

  local kinds = {
    catalog = "/catalog/datasets", metadata = DATASET, records = COUNT, export = EXPORT,
  }
  for kind, path in pairs(kinds) do
    it("on " .. kind .. " applies to that kind only", function()
      local base = portal:with { { on = kind, status = 503 } }
      for other, other_path in pairs(kinds) do
        assert.equal(other == kind and 503 or 200, http_get(base .. other_path).status, other)
      end
      assert.equal(503, under({ on = "any", status = 503 }, path).status)
    end)
  end

  it("with times applies to the first requests only, counted for each prefix", function()
    local item = { on = "records", status = 500, times = 2 }
    for _ = 1, 2 do
      local base = portal:with { item }
      assert.equal(200, http_get(base .. DATASET).status)
      local statuses = {}
      for n = 1, 4 do
        statuses[n] = http_get(base .. COUNT).status
      end
      assert.same({ 500, 500, 200, 200 }, statuses)
    end
  end)

  it("can follow another, and be merged with it", function()
    local base = portal:with {
      { on = "records", status = 500, times = 1 }, { on = "records", count = 1 },
      { on = "any", headers = { ["x-one"] = "1" } },
    }
    assert.equal(500, http_get(base .. COUNT).status)
    local answer = http_get(base .. COUNT)
    assert.equal(6869, cjson.decode(answer.body).total_count)
    assert.equal("1", answer.headers["x-one"])
  end)

  local slips = {
    { { on = "export", cutt = 5 }, "unknown fault: cutt" },
    { { on = "export", cut = "5" }, "fault cut: number expected, got string" },
    { { on = "exports", cut = 5 }, "on" },
    { { cut = 5 }, "on" },
    { { on = "export", columns = { "nowhere" } }, "nowhere" },
    { { on = "export", order = "nowhere" }, "nowhere" },
    { { on = "export", drip = { bytes = 10 } }, "fault drip.pause: number expected, got nil" },
    { { on = "export", inject = { after_rows = 1 } }, "fault inject.text" },
  }
  for n, slip in ipairs(slips) do
    it("that is misspelt gives a 500: " .. n, function()
      local answer = http_get(portal:with { slip[1] } .. EXPORT)
      assert.equal(500, answer.status)
      assert.equal("text/plain", answer.headers["content-type"])
      assert.matches(slip[2], answer.body, 1, true)
    end)
  end
end)

describe("in the place of the response:", function()
  it("status, with a body of its own", function()
    local answer = under { status = 418, body = '{"a":1}' }
    assert.equal(418, answer.status)
    assert.equal('{"a":1}', answer.body)
    assert.is_nil(answer.headers["x-ratelimit-limit"])
  end)

  it("status 429 with the body of an exhausted quota", function()
    local answer = under { status = 429 }
    assert.equal(10002, cjson.decode(answer.body).errorcode)
    assert.is_nil(answer.headers["x-ratelimit-limit"])
  end)

  it("status 429 with an empty body", function()
    assert.same({ 429, "" }, { under({ status = 429, body = "" }).status,
      under({ status = 429, body = "" }).body })
  end)

  it("status 503 with HTML", function()
    local answer = under { status = 503 }
    assert.equal("text/html", answer.headers["content-type"])
    assert.matches("<html>", answer.body)
  end)

  it("a body alone, with status 200", function()
    local answer = under { body = "a;b\r\n" }
    assert.same({ 200, "a;b\r\n" }, { answer.status, answer.body })
  end)

  it("an HTML page with status 200", function()
    local answer = under { html = true }
    assert.equal(200, answer.status)
    assert.matches("^text/html", answer.headers["content-type"])
    assert.matches("maintenance", answer.body)
  end)

  it("a redirect", function()
    local answer = under { redirect = "http://elsewhere.example/x" }
    assert.same({ 302, "http://elsewhere.example/x" }, { answer.status, answer.headers.location })
    assert.equal(307, under({ redirect = "/y", status = 307 }).status)
  end)

  it("nothing, until the client closes the connection", function()
    local http = require "socket.http"
    http.TIMEOUT = 0.3
    local answer, seconds = timed(under, { mute = true })
    http.TIMEOUT = 60
    assert.equal("timeout", answer.error)
    assert(seconds > 0.25)
  end)

  it("a reset before the status line", function()
    assert.equal("closed", under({ reset = 0 }).error)
  end)
end)

describe("how it is sent:", function()
  it("headers are replaced, added and removed", function()
    local headers = under({ headers = { ["content-type"] = "text/plain", ["X-New"] = "  padded  ",
      ["cache-control"] = false } }).headers
    assert.equal("text/plain", headers["content-type"])
    assert.matches("padded", headers["x-new"])
    assert.is_nil(headers["cache-control"])
    assert.is_string(headers["x-ratelimit-limit"])
  end)

  it("a delay", function()
    local answer, seconds = timed(under, { delay = 0.3 }, COUNT)
    assert.equal(200, answer.status)
    assert(seconds >= 0.3 and seconds < 1)
  end)

  it("a drip, with the whole body in the end", function()
    local answer, seconds = timed(under, { drip = { bytes = 8, pause = 0.05 }, cut = 40 })
    assert.equal(whole:sub(1, 40), answer.body)
    assert(seconds >= 0.2 and seconds < 2)
  end)

  for _, n in ipairs { 0, 1, 1000, 20000, 200000 } do
    it("a cut after " .. n .. " bytes that looks complete", function()
      local answer = under { cut = n }
      assert.is_nil(answer.error)
      assert.equal(whole:sub(1, n), answer.body)
      local zipped = under({ cut = n }, EXPORT, { ["accept-encoding"] = "gzip" })
      local text, ended = zlib.inflate()(zipped.body)
      assert.equal(whole:sub(1, n), text)
      assert.is_true(ended)
    end)
  end

  for _, n in ipairs { 1, 1000, 200000 } do
    it("a reset after " .. n .. " bytes", function()
      local answer = under { reset = n }
      assert.equal("closed", answer.error)
      assert.equal(whole:sub(1, n), answer.body)
      local zipped = under({ reset = n }, EXPORT, { ["accept-encoding"] = "gzip" })
      assert.equal("closed", zipped.error)
      assert.equal(whole:sub(1, n), (zlib.inflate()(zipped.body)))
    end)
  end

  it("a Content-Length that is larger than the body", function()
    local target = portal:with { { on = "export", cut = 100,
      headers = { ["Content-Length"] = "5000" } } } .. EXPORT
    local port, path = target:match(":(%d+)(/.*)$")
    local sock = socket.connect("127.0.0.1", port)
    sock:send("GET " .. path .. " HTTP/1.1\r\n\r\n")
    local head, body = sock:receive("*a"):match("^(.-\r\n)\r\n(.*)$")
    sock:close()
    assert.matches("\r\nContent-Length: 5000\r\n", head, 1, true)
    assert.is_nil(head:lower():find("transfer-encoding", 1, true))
    assert.equal(whole:sub(1, 100), body)
  end)

  it("a body that ends with the connection", function()
    local answer = under { headers = { ["transfer-encoding"] = false } }
    assert.is_nil(answer.error)
    assert.equal(whole, answer.body)
  end)

  it("compression that the client did not accept", function()
    local gzip, deflate = under { encoding = "gzip" }, under { encoding = "deflate" }
    assert.equal("gzip", gzip.headers["content-encoding"])
    assert.equal("deflate", deflate.headers["content-encoding"])
    assert.equal("\31\139", gzip.body:sub(1, 2))
    assert.equal("\120", deflate.body:sub(1, 1))
    assert.equal(whole, (zlib.inflate()(gzip.body)))
    assert.equal(whole, (zlib.inflate()(deflate.body)))
  end)

  it("a Content-Encoding that the bytes do not have", function()
    for _, label in ipairs { "br", "identity" } do
      local answer = under({ encoding = label }, EXPORT, { ["accept-encoding"] = "gzip" })
      assert.equal(label, answer.headers["content-encoding"])
      assert.equal(whole, answer.body)
    end
  end)

  it("gzip that is invalid after its beginning", function()
    local answer = under { bad_gzip = true }
    assert.is_nil(answer.error)
    assert.equal("gzip", answer.headers["content-encoding"])
    assert.is_false((pcall(zlib.inflate(), answer.body)))
    local good = zlib.inflate()(answer.body:sub(1, 100))
    assert(#good > 0)
    assert.equal(whole:sub(1, #good), good)
  end)

  it("gzip that ends early in a complete message", function()
    local all = under({ encoding = "gzip" }).body
    for _, n in ipairs { 5, 1000, #all - 4 } do
      local answer = under { cut_gzip = n }
      assert.is_nil(answer.error)
      assert.equal(all:sub(1, n), answer.body)
    end
  end)
end)

describe("the contents:", function()
  local function export(fault, parameters)
    fault.on = "export"
    return http_get(portal:with { fault } .. EXPORT .. (parameters or "")).body
  end

  it("a wrong count", function()
    assert.equal(6865, cjson.decode(under({ count = -3 }, COUNT).body).total_count)
    local about = cjson.decode(under({ count = 10 }, DATASET).body)
    assert.equal(6878, about.metas.default.records_count)
    assert.equal(10, cjson.decode(under({ count = 1 }, "/catalog/datasets").body).total_count)
  end)

  it("another publication", function()
    local day = "2027-01-15T06:00:00+00:00"
    local about = cjson.decode(under({ publication = day }, DATASET).body)
    assert.equal(day, about.metas.default.data_processed)
  end)

  it("columns in another order, or removed", function()
    local text = export { columns = { "radiations", "annee", "code_departement" } }
    assert.equal("radiations;annee;code_departement", lines(text)[1])
    assert.matches("^%d*;20%d%d;%w*$", lines(text)[2])
    assert.equal(6869, #lines(text))
  end)

  it("columns under another name", function()
    local text = export({ rename = { annee = "year" } }, "&select=annee,trimestre&use_labels=true")
    assert.equal("year;Trimestre", lines(text)[1])
    local answer = under({ rename = { annee = "year" } }, DATASET)
    assert.equal("year", cjson.decode(answer.body).fields[3].name)
  end)

  describe("rows", function()
    local select = "&select=code_departement,dernier_jour_du_trimestre"
    local function rows(order, more)
      local list = lines(export({ order = order }, select .. (more or "")))
      table.remove(list, 1)
      return list
    end

    it("by unit, by time, or backwards", function()
      local unit, time, reverse = rows "unit", rows "time", rows "reverse"
      assert.same({ "01;2009-03-31", "01;2009-06-30" }, { unit[1], unit[2] })
      assert.same({ "01;2009-03-31", "02;2009-03-31" }, { time[1], time[2] })
      assert.same({ "NCA;2009-03-31", "01;2009-06-30" }, { time[101], time[102] })
      assert.same({ "NCA;2025-12-31", "NCA;2025-09-30" }, { reverse[1], reverse[2] })
    end)

    it("are the same rows in every order", function()
      local expected = rows "unit"
      table.sort(expected)
      for _, order in ipairs { "time", "reverse", "scrambled" } do
        local found = rows(order)
        table.sort(found)
        assert.same(expected, found)
      end
    end)

    it("are in the order of order_by, if there is one", function()
      assert.equal("01;", rows("reverse", "&order_by=code_departement&limit=1")[1]:sub(1, 3))
    end)
  end)

  for _, n in ipairs { 0, 1, 6867, 6868, 7000 } do
    it("a file that ends after " .. n .. " rows", function()
      local text = export { cut_rows = n }
      local rows = math.min(n, 6868)
      assert.equal(rows + 1, #lines(text))
      assert.equal(whole:sub(1, #text), text)
      assert.equal("\r\n", text:sub(-2))
    end)
  end

  it("JSON that ends early and is still valid", function()
    local answer = under({ cut_rows = 3 }, DATASET .. "/exports/json")
    assert.equal(3, #cjson.decode(answer.body))
  end)

  it("a sentence in the place of the rest", function()
    local text = export { inject = { after_rows = 2, text = "Streaming interrupted" } }
    local found, expected = lines(text), lines(whole)
    assert.same({ expected[1], expected[2], expected[3], "Streaming interrupted" }, found)
    assert.equal("Streaming interrupted", text:sub(-21))
  end)

  it("other line ends, none after the last row, and a BOM", function()
    assert.equal((whole:gsub("\r\n", "\n")), export { line_end = "\n" })
    assert.equal(whole:sub(1, -3), export { final_line_end = false })
    assert.equal(BOM .. whole, export { bom = true })
    local base = portal:with { { on = "export", bom = false } }
    assert.equal(whole, http_get(base .. DATASET .. "/exports/csv").body)
  end)
end)

describe("requests under way at once", function()
  it("are counted when each one arrives", function()
    local base = portal:with { { on = "any", delay = 0.2 } }
    local port = base:match(":(%d+)/")
    local path = base:match("^http://[^/]+(.*)$") .. COUNT
    local socks = {}
    for n = 1, 3 do
      socks[n] = socket.connect("127.0.0.1", port)
      socks[n]:send("GET " .. path .. " HTTP/1.1\r\nConnection: close\r\n\r\n")
    end
    for n = 1, 3 do
      assert.matches("^HTTP/1.1 200 ", socks[n]:receive("*a"))
      socks[n]:close()
    end
    local at_once = {}
    for n, entry in ipairs(portal:requests(base)) do
      at_once[n] = entry.in_progress
    end
    assert.same({ 1, 2, 3 }, at_once)
  end)
end)
