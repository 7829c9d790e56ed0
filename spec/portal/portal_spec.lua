local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local api = require "urssaf.portal.api"
local error_response = require "urssaf.portal.error_response"
local publications = require "urssaf.portal.publication"
local urssaf = require "urssaf"
local utf8 = require "urssaf.base.utf8"

local BASE = "https://example.org/api"

describe("urssaf.portal.publication", function()
  hygiene("urssaf.portal.publication", { "check", "is_same", "metas", "source", "stated_rows" })
end)

describe("urssaf.portal.error_response", function()
  hygiene("urssaf.portal.error_response", { "excerpt", "failure", "of_other_type" })
end)

describe("urssaf.portal.api", function()
  hygiene("urssaf.portal.api", { "PAGE", "metadata_url", "export_url",
    "count_url", "catalog_url", "unexpected", "is_interruption", "count", "page", "is_cut" })

  it("knows the live address", function()
    assert.are.equal("https://open.urssaf.fr/api/explore/v2.1", urssaf.client({}).options.base_url)
  end)

  describe("addresses", function()
    it("escape every byte that could mean something", function()
      local url = api.count_url(BASE, "d", { where = "a = \"é&b\"\n+1%" })
      assert.are.equal(BASE .. "/catalog/datasets/d/records?limit=0"
        .. "&where=a%20%3D%20%22%C3%A9%26b%22%0A%2B1%25", url)
    end)

    it("of an export name everything that has a default which moved once", function()
      assert.are.equal(BASE .. "/catalog/datasets/d/exports/csv?delimiter=%3B&use_labels=false"
        .. "&with_bom=false", api.export_url(BASE, "d", {}))
    end)

    it("of metadata and catalog", function()
      assert.are.equal(BASE .. "/catalog/datasets/d", api.metadata_url(BASE, "d"))
      assert.are.equal(BASE .. "/catalog/datasets?limit=100&offset=200",
        api.catalog_url(BASE, 200))
    end)
  end)

  describe("failures", function()
    for name, case in pairs {
      ["the portal's own"] = { 400, {}, '{\n  "error_code": "ODSQLError",\n  "message": "bad"\n}',
        "portal", "ODSQLError: bad" },
      ["keys in another order"] = { 404, {}, '{"message": "gone", "error_code": "NotFoundURI"}',
        "portal", "NotFoundURI: gone" },
      ["a quota's envelope"] = { 429, {}, '{"errorcode":10005,"call_limit":50,"error":"x"}',
        "quota", "50 calls" },
      ["exhausted quota headers"] = { 429, { ["x-ratelimit-remaining"] = "0",
        ["x-ratelimit-reset"] = "1787011200" }, "", "quota", "until 2026-08-18T00:00:00Z" },
      ["a bare 429"] = { 429, {}, "", "http", "429" },
      ["calls left at a 429"] = { 429, { ["x-ratelimit-remaining"] = "17" }, "busy", "http",
        "busy" },
      ["a page"] = { 502, {}, "<html>\n<h1>Bad</h1>", "http", "<html> <h1>Bad</h1>" },
      ["no body"] = { 500, {}, "", "http", "status 500 and no body" },
      ["JSON that is something else"] = { 500, {}, '{"a": 1}', "http", '{"a": 1}' },
      ["a JSON list"] = { 500, {}, "[1]", "http", "[1]" },
      ["a code and no message"] = { 400, {}, '{"error_code": "X"}', "portal", "X" },
      ["control characters in a message"] = { 400, {},
        '{"error_code": "X", "message": "a\\u001b[31m\\nb"}', "portal", "X: a [31m b" },
      ["broken JSON"] = { 400, {}, '{"error_code": ', "http", "error_code" },
    } do
      it(("%s: %s"):format(name, case[4]), function()
        local err = error_response.failure(case[1], case[2], case[3])
        assert.are.equal(case[4], err.kind)
        assert.are.equal(case[1], err.status)
        assert.matches(case[5], err.message, 1, true)
      end)
    end
  end)

  describe("failures whose fields are not what they should be", function()
    for name, case in pairs {
      ["a code that is a table"] = { 400, {}, '{"error_code": ["X"]}', "http", "status 400" },
      ["a code that is empty"] = { 400, {}, '{"error_code": "", "message": "m"}', "http", "400" },
      ["a message that is a table"] = { 400, {}, '{"error_code": "X", "message": {}}', "portal",
        "X" },
      ["a limit that is a table"] = { 429, {}, '{"errorcode": 1, "call_limit": {}}', "quota",
        "the portal's quota is used up; ask" },
      ["a reset that is true"] = { 429, {}, '{"errorcode": 1, "reset_time": true}', "quota",
        "the portal's quota is used up; ask" },
      ["a reset beyond all numbers"] = { 429, {}, '{"errorcode": 1, "reset_time": 1e400}', "quota",
        "used up until " },
      ["a reset that is no number"] = { 429, { ["x-ratelimit-remaining"] = "0",
        ["x-ratelimit-reset"] = "nan" }, "", "quota", "used up until nan" },
      ["a reset of many bytes"] = { 429, {},
        '{"errorcode": 1, "reset_time": "' .. ("x"):rep(5000) .. '"}', "quota", "…" },
    } do
      it(("%s: %s"):format(name, case[4]), function()
        local err = error_response.failure(case[1], case[2], case[3])
        assert.are.equal(case[4], err.kind)
        assert.matches(case[5], err.message, 1, true)
        assert.is_true(#err.message < 400)
      end)
    end

    it("a wait of a hundred digits is no wait", function()
      local function wait(digits)
        return error_response.failure(503, { ["retry-after"] = digits }, "").retry_after
      end
      assert.are.equal(120, wait " 120 ")
      assert.is_nil(wait(("9"):rep(100)))
    end)
  end)

  describe("a message is UTF-8, with", function()
    local LATIN1 = "<p>Acc\232s refus\233\160: \171\128\187</p>" -- 128: a control character
    local AS_UTF8 = "<p>Accès refusé\194\160: «\194\128»</p>"
    local REPLACED = ("<p>Acc?s refus??: ???</p>"):gsub("?", "\239\191\189")
    for name, case in pairs {
      ["a page in Latin-1"] = { { ["content-type"] = "text/html; charset=ISO-8859-1" }, LATIN1,
        AS_UTF8 },
      ["a charset in quotes"] = { { ["content-type"] = 'text/html;charset="iso-8859-1"' }, LATIN1,
        AS_UTF8 },
      ["a page in Windows-1252"] = { { ["content-type"] = "text/html; charset=windows-1252" },
        "\233t\233", "été" },
      ["Latin-1 that is not declared"] = { {}, LATIN1, REPLACED },
      ["Latin-1 that is declared as UTF-8"] = { { ["content-type"] = "text/html; charset=utf-8" },
        LATIN1, REPLACED },
      ["UTF-8"] = { { ["content-type"] = "text/html; charset=utf-8" }, "été", "été" },
      ["a long page in Latin-1"] = { { ["content-type"] = "a/b; charset=latin1" },
        ("\233"):rep(300), ("é"):rep(99) .. "…" },
      ["the portal's own words"] = { {}, '{"error_code": "E\233", "message": "\233"}',
        "E\239\191\189: \239\191\189", '"message": "\239\191\189"}' },
    } do
      it(name, function()
        local err = error_response.failure(404, case[1], case[2])
        assert.are.equal(case[3], err.message:sub(-#case[3]))
        assert.is_nil((err.error_code or ""):find("\233"))
        local unexpected = api.unexpected({ ["content-type"] = "text/html\233; "
          .. (case[1]["content-type"] or "") }, case[2], "csv")
        local shown = case[4] or case[3]
        assert.are.equal(shown, unexpected.message:sub(-#shown))
        assert.matches("text/html\239\191\189", unexpected.message, 1, true)
      end)
    end

    it("a quota's header", function()
      local err = error_response.failure(429, { ["x-ratelimit-remaining"] = "0",
        ["x-ratelimit-reset"] = "\233", ["x-ratelimit-limit"] = ("\233"):rep(1000) }, "")
      assert.are.equal("\239\191\189", err.reset_time)
      assert.is_true(utf8.is_text(err.message))
      assert.is_true(#err.message < 1000)
    end)

    it("a host's transport", function()
      local _, err = urssaf.describe { transport = function() return nil, "d\233faut" end }
      assert.are.equal("d\239\191\189faut", err.message)
    end)
  end)

  it("excerpts are one line of whole characters", function()
    assert.are.equal("a b c", error_response.excerpt("a\r\nb\0c"))
    local long = error_response.excerpt(("é"):rep(150))
    assert.are.equal(("é"):rep(99) .. "…", long)
    assert.are.equal(100, lua.utf8_length(long))
  end)

  describe("what was not asked for", function()
    for name, case in pairs {
      ["HTML by its type"] = { "text/html; charset=utf-8", "x", "csv", true },
      ["HTML by its look"] = { "text/csv", "\n <!DOCTYPE html>", "csv", true },
      ["JSON for CSV"] = { "application/json", "{}", "csv", true },
      ["CSV for JSON"] = { "text/csv", "a;b", "json", true },
      ["CSV"] = { "text/csv; charset=utf-8", "a;b", "csv", false },
      ["CSV without a type"] = { nil, "a;b", "csv", false },
      ["CSV in capitals"] = { "TEXT/CSV", "a;b", "csv", false },
      ["JSON"] = { "application/json", "{}", "json", false },
    } do
      it(("%s: %s"):format(name, case[4] and "content" or "fine"), function()
        local err = api.unexpected({ ["content-type"] = case[1] }, case[2], case[3])
        assert.are.equal(case[4], err ~= nil)
        if err then assert.are.equal("content", err.kind) end
      end)
    end
  end)

  it("a count is a whole number of rows", function()
    assert.are.equal(3, api.count { total_count = 3 })
    for _, wrong in ipairs { {}, { total_count = -1 }, { total_count = 1.5 }, { total_count = "3" },
      { total_count = 1e300 }, { total_count = math.huge }, { total_count = 0 / 0 }, "x" } do
      local count, err = api.count(wrong)
      assert.is_nil(count)
      assert.are.equal("content", err.kind)
    end
  end)

  it("metadata name fields", function()
    local sound = { fields = { { name = "a", label = "A", type = "text" } } }
    assert.are.equal(sound, publications.check(sound))
    for _, wrong in ipairs { {}, { fields = {} }, { fields = "x" }, 3 } do
      local metadata, err = publications.check(wrong)
      assert.is_nil(metadata)
      assert.are.equal("content", err.kind)
    end
    for _, field in ipairs { {}, { name = "" }, { name = 3 }, { name = "a", label = 3 },
      { name = "a", type = { [2] = 1 } }, { name = "a", type = math.huge } } do
      local metadata, err = publications.check { fields = { { name = "b" }, field } }
      assert.is_nil(metadata)
      assert.are.equal("schema", err.kind)
      assert.matches("field 2", err.message, 1, true)
    end
    local _, err = publications.check { fields = { { name = "a" }, nil, { name = "b" } } }
    assert.matches("field 2", err.message, 1, true)
  end)

  it("a page of the catalog lists datasets", function()
    local results = { { dataset_id = "a" }, { dataset_id = "b" } }
    assert.are.same({ results, 7 }, { api.page { total_count = 7, results = results } })
    for _, wrong in ipairs { { results = results }, { total_count = 7 },
      { total_count = 7, results = 3 }, { total_count = 7, results = { 1 } },
      { total_count = 7, results = { {} } },
      { total_count = 7, results = { { dataset_id = 3 } } } } do
      local page, err = api.page(wrong)
      assert.is_nil(page)
      assert.are.equal("content", err.kind)
    end
  end)

  it("metadata state their rows, if they do", function()
    assert.are.equal(3, publications.stated_rows { metas = { default = { records_count = 3.0 } } })
    assert.is_nil(publications.stated_rows { metas = { default = { records_count = "3" } } })
    assert.is_nil(publications.stated_rows {})
  end)

  it("a publication is told from whatever metas there are", function()
    assert.are.same({ attribution = "Urssaf" }, publications.source { metas = { default = {
      title = 3, data_processed = {}, license = true, publisher = { "x" } } } })
    assert.are.equal("Urssaf", publications.source({}).attribution)
    assert.are.equal("Urssaf", publications.source({ metas = { default = "odd" } }).attribution)
    local publication = publications.source { metas = { default = { title = "T", license = "L",
      license_url = "U", data_processed = "D", publisher = "P" } } }
    assert.are.same({ title = "T", licence = "L", licence_url = "U", data_processed = "D",
      attribution = "P" }, publication)
  end)
end)
