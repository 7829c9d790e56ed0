local assert_misuse = require "spec.support.assert_misuse"
local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local not_empty = require "spec.support.not_empty"
local sample = require "spec.support.standin.sample"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

describe("describe, catalog and clients", function()
  local portal = standin.for_cases()

  local function faulty(fault)
    return { base_url = portal:with { fault }, retries = 0 }
  end

  describe("describe", function()
    it("gives the portal's metadata as plain tables, without null", function()
      local metadata = assert(urssaf.describe { base_url = portal.base_url })
      assert.are.equal("auto-entrepreneurs-par-departement", metadata.dataset_id)
      assert.are.equal(12, #metadata.fields)
      assert.are.equal("region", metadata.fields[1].name)
      assert.are.equal("Région", metadata.fields[1].label)
      assert.are.equal("text", metadata.fields[1].type)
      assert.are.equal(6868, metadata.metas.default.records_count)
      assert.are.equal("integer", lua.number_type(metadata.metas.default.records_count))
      local function check(value)
        assert.are_not.equal("userdata", type(value))
        if type(value) == "table" then
          for _, inner in pairs(value) do check(inner) end
        end
      end
      check(metadata)
    end)

    it("of another dataset", function()
      local metadata = assert(urssaf.describe("masse-salariale-du-secteur-prive-france-entiere",
        { base_url = portal.base_url }))
      assert.are.equal("masse-salariale-du-secteur-prive-france-entiere", metadata.dataset_id)
    end)

    for name, case in pairs {
      ["an unknown dataset"] = { {}, "portal", "nope" },
      ["a page"] = { { on = "metadata", html = true }, "content" },
      ["no JSON"] = { { on = "metadata", body = "{", headers = {
        ["content-type"] = "application/json" } }, "content" },
      ["a reset"] = { { on = "metadata", reset = 10 }, "network" },
    } do
      it("of " .. name .. " is an error", function()
        local options = next(case[1]) and faulty(case[1]) or { base_url = portal.base_url }
        local metadata, err = urssaf.describe(case[3], options)
        assert.is_nil(metadata)
        assert.are.equal(case[2], err.kind, tostring(err))
      end)
    end
  end)

  describe("catalog", function()
    it("lists all public datasets", function()
      local ids, expected = {}, {}
      for i, metadata in ipairs(assert(urssaf.catalog { base_url = portal.base_url })) do
        ids[i] = metadata.dataset_id
      end
      for _, data in ipairs(sample.datasets()) do
        if not data.private then expected[#expected + 1] = data.id end
      end
      table.sort(ids)
      table.sort(expected)
      assert.are.same(expected, ids)
    end)

    it("finds datasets by words, grain, theme and dimension", function()
      local function found(options)
        options.base_url = portal.base_url
        local ids = {}
        for i, metadata in ipairs(assert(urssaf.catalog(options))) do
          ids[i] = metadata.dataset_id
        end
        return table.concat(ids, " ")
      end
      assert.are.equal("procedures-collectives-par-region",
        found { words = "PROCEDURES Région" })
      assert.are.equal("masse-salariale-du-secteur-prive-france-entiere",
        found { theme = "emploi", words = { "france entière" }, grain = "quarter" })
      assert.are.equal("dpae-par-departement-x-grand-secteur",
        found { dimension = "Durée de contrat" })
      assert.are.equal("", found { grain = "month" })
    end)

    it("says the grain of each, and whether the library knows it; so does describe", function()
      local list = assert(urssaf.catalog { base_url = portal.base_url, words = "planning" })
      assert.are.same({ "planning-de-mise-a-jour", false },
        { list[1].dataset_id, list[1].known })
      assert.is_nil(list[1].grain)
      local metadata = assert(urssaf.describe { base_url = portal.base_url })
      assert.are.same({ "quarter", true }, { metadata.grain, metadata.known })
    end)

    it("refuses what cannot be looked for", function()
      for _, options in ipairs { { words = 5 }, { words = {} }, { words = { 5 } },
        { grain = "week" }, { theme = "" }, { dimension = {} } } do
        assert.has_error(function() urssaf.catalog(options) end)
      end
    end)

    it("that is shorter than it says is incomplete", function()
      local list, err = urssaf.catalog(faulty { on = "catalog", headers = {
        ["content-type"] = "application/json" }, body = '{"total_count": 3, "results": '
        .. '[{"dataset_id": "a"}, {"dataset_id": "b"}]}' })
      assert.is_nil(list)
      assert.are.equal("incomplete", err.kind)
      assert.matches("2 datasets came, the portal counts 3", err.message, 1, true)
    end)

    it("of several pages is asked for page by page", function()
      -- every page is the same here, so the second brings nothing new: noticed, not repeated
      local parts = {}
      for i = 1, 100 do parts[i] = ('{"dataset_id": "d%d"}'):format(i) end
      local base_url = portal:with { { on = "catalog", headers = {
        ["content-type"] = "application/json" },
        body = ('{"total_count": 150, "results": [%s]}'):format(table.concat(parts, ",")) } }
      local _, err = urssaf.catalog { base_url = base_url }
      assert.are.equal("incomplete", err.kind)
      local offsets = {}
      for i, request in ipairs(portal:requests(base_url)) do
        offsets[i] = request.target:match("offset=(%d+)")
      end
      assert.are.same({ "0", "100" }, offsets)
    end)

    it("whose pages bring nothing new is not asked for ever", function()
      local base_url = portal:with { { on = "catalog", headers = {
        ["content-type"] = "application/json" },
        body = '{"total_count": 1000000, "results": []}' } }
      local _, err = urssaf.catalog { base_url = base_url }
      assert.are.equal("incomplete", err.kind)
      assert.are.equal(1, #portal:requests(base_url))
    end)

    it("of something else than datasets is an error", function()
      local _, err = urssaf.catalog(faulty { on = "catalog",
        body = '{"total_count": 1, "results": [1]}',
        headers = { ["content-type"] = "application/json" } })
      assert.are.equal("content", err.kind)
    end)

    it("without results is an error", function()
      local _, err = urssaf.catalog(faulty { on = "catalog", body = '{"total_count": 1}',
        headers = { ["content-type"] = "application/json" } })
      assert.are.equal("content", err.kind)
    end)
  end)

  describe("a dataset that the portal does not have", function()
    it("is an error with the nearest name that the library knows", function()
      for name, call in pairs { fetch = urssaf.fetch, describe = urssaf.describe } do
        local _, err = call("procedures-collective-par-region", portal:options())
        assert.are.same({ "portal", 404, "procedures-collectives-par-region" },
          { err.kind, err.status, err.nearest }, name)
        assert.matches("(did you mean 'procedures-collectives-par-region'?)", err.message, 1, true)
      end
    end)

    it("is an error with the nearest name of the catalog, once the client has it", function()
      local client = urssaf.client { cache = "off", base_url = portal.base_url }
      -- the library's own list has no series of that name
      local asked = "planning-de-mise-ajour"
      local _, err = client:fetch(asked)
      assert.is_nil(err.nearest)
      assert(client:catalog { words = "nothing of that kind" })
      _, err = client:fetch(asked)
      assert.are.equal("planning-de-mise-a-jour", err.nearest)
      client:close()
    end)

    it("is an error without a name that is the same, or far off", function()
      for _, case in ipairs { { "auto-entrepreneurs-par-departement", { on = "any",
        status = 404, body = '{"error_code":"NotFoundResource","message":"no"}' } },
        { "xyz", { on = "any", delay = 0 } }, { "auto-entrepreneurs-par-departemant", { on = "any",
        status = 404, body = '{"error_code":"NotFoundURI","message":"no"}' } } } do
        local _, err = urssaf.describe(case[1], portal:options({}, { case[2] }))
        assert.are.equal(404, err.status)
        assert.is_nil(err.nearest)
        assert.is_nil(err.message:find("did you mean", 1, true))
      end
    end)
  end)

  describe("a client", function()
    it("does several calls on one session", function()
      local client = urssaf.client { cache = "off", base_url = portal.base_url }
      assert.are.equal(12, #assert(client:describe()).fields)
      assert.are.equal(10, #assert(client:fetch { where = { code_departement = { "01", "38" } } })
        .series)
      assert.are.equal(9, #assert(client:catalog()))
      assert.are.equal(1, #assert(client:read { text = "annee;radiations\n2020;1\n" }).series)
      client:close()
    end)

    it("gives its options to its calls, which may say otherwise", function()
      local client = urssaf.client { cache = "off", base_url = portal.base_url, max_bytes = 1000 }
      local _, err = client:fetch()
      assert.are.equal("limit", err.kind)
      assert(client:fetch { max_bytes = 1e7 })
      client:close()
    end)

    it("bounds what it reads as well", function()
      local client = urssaf.client { cache = "off", base_url = portal.base_url, max_units = 1 }
      local _, err = client:read { text = "annee;region;radiations\n2020;A;1\n2020;B;1\n" }
      assert.are.equal("limit", err.kind)
      assert.are.equal(2, #assert(client:read({ text = "annee;region;radiations\n2020;A;1\n"
        .. "2020;B;1\n" }, { max_units = 9 })).series)
      client:close()
    end)

    it("goes on after a failure", function()
      local client = urssaf.client { cache = "off", base_url = portal.base_url }
      assert.is_nil(client:fetch "nope")
      assert(client:fetch())
      client:close()
    end)

    it("closes twice, and raises when used after", function()
      local client = urssaf.client { cache = "off", base_url = portal.base_url }
      client:close()
      client:close()
      local ok, message = pcall(client.fetch, client)
      assert.is_false(ok)
      assert.matches("closed client", message, 1, true)
    end)

    it("closed by progress is `cancelled`, whatever the phase", function()
      for _, stop in ipairs { "connect", "metadata", "download", "decode" } do
        local client
        client = urssaf.client(portal:options { progress = function(_, _, phase)
          if phase == stop then client:close() end
        end })
        local result, err = client:fetch()
        if result == nil then assert.are.equal("cancelled", err.kind, tostring(err)) end
        assert.is_true(result == nil or stop == "decode")
      end
    end)

    if lua.has_close then
      it("is closed at the end of its scope", function()
        local kept = urssaf.client { cache = "off", base_url = portal.base_url }
        assert(load "local client <close> = ...")(kept)
        assert.has_error(function() kept:fetch() end)
      end)
    end

    it("closed before it was used opens nothing", function()
      urssaf.client({}):close()
    end)
  end)

  describe("the key", function()
    it("travels in the header only, and opens what is private", function()
      local base_url = portal:with { { on = "any", delay = 0 } }
      local options = { base_url = base_url, api_key = standin.API_KEY }
      assert(urssaf.describe("jeu-prive", options))
      for _, request in not_empty.list(portal:requests(base_url)) do
        assert.are.equal("Apikey " .. standin.API_KEY, request.headers.authorization)
        assert.is_nil(request.target:find(standin.API_KEY, 1, true))
      end
    end)

    it("that is missing or wrong is the portal's refusal, without the key in it", function()
      for _, key in ipairs { false, "falsche" } do
        local _, err = urssaf.describe("jeu-prive", { base_url = portal.base_url,
          api_key = key or nil })
        assert.are.equal("portal", err.kind)
        assert.are.equal(401, err.status)
        assert.is_nil(tostring(err):find("falsche", 1, true))
      end
    end)

    for name, url in pairs { ["over plain http"] = "http://example.org/api",
      ["to a host that only begins like loopback"] = "http://127.0.0.1.example.org/api",
      ["to localhost's namesake"] = "http://localhost.example.org" } do
      it("is refused " .. name, function()
        local ok, message = pcall(urssaf.client, { base_url = url, api_key = "k" })
        assert.is_false(ok)
        assert.matches("api_key", message, 1, true)
        assert.matches("https", message, 1, true)
      end)
    end

    it("does not go over plain http through a proxy, whoever set it", function()
      local root = portal.base_url:match("^(http://[^/]+)")
      local ok, message = pcall(urssaf.client, { base_url = portal.base_url, proxy = root,
        api_key = "k" })
      assert.is_false(ok)
      assert.matches("through a proxy", message, 1, true)
      local shell = require "spec.support.shell"
      local _, _, output = shell.run("http_proxy=http://127.0.0.1:1 " .. shell.checkout .. shell.lua
        .. " -e " .. shell.quote(("print(require 'urssaf'.describe('jeu-prive', { base_url = '%s', "
        .. "api_key = '%s' }))"):format(portal.base_url, standin.API_KEY)))
      assert.matches("^jeu%-prive: ", output)
    end)

    it("is fine over https and to loopback", function()
      for _, url in ipairs { "https://example.org/api", "http://127.0.0.1:8000/a",
        "http://localhost/a", "http://[::1]:80/a" } do
        urssaf.client({ base_url = url, api_key = "k" }):close()
      end
    end)
  end)

  describe("options that raise:", function()
    for name, case in pairs {
      ["an unknown one, with the nearest"] = { { tiemout = 3 }, "did you mean 'timeout'?" },
      ["an unknown one of the session, with the nearest"] = { { base_ulr = "x" },
        "did you mean 'base_url'?" },
      ["retries"] = { { retries = 1.5 }, "option 'retries' must be a whole number, zero or more" },
      ["retries below zero"] = { { retries = -1 }, "retries" },
      ["cache"] = { { cache = "yes" }, [["use", "refresh", "only" or "off", got 'yes']] },
      ["a max_age below zero"] = { { max_age = -1 }, "max_age" },
      ["a cache_dir with a line break"] = { { cache_dir = "a\nb" }, "cache_dir" },
      ["strict in words"] = { { strict = "yes" }, "option 'strict' must be true or false" },
      ["as_of that is no day"] = { { as_of = "2026-13-01" }, "as_of" },
      ["as_of of what is not kept"] = { { as_of = "2026-07-01", cache = "off" },
        [[it cannot be used with cache = "off"]] },
      ["a timeout of zero"] = { { timeout = 0 }, "timeout" },
      ["a timeout in words"] = { { timeout = "long" }, "timeout" },
      ["a timeout that is nan"] = { { timeout = 0 / 0 }, "timeout" },
      ["a key with a line break"] = { { api_key = "a\r\nb" }, "api_key" },
      ["an agent with a line break"] = { { user_agent = "a\nb" }, "user_agent" },
      ["an address with a blank"] = { { base_url = "https://exa mple.org/x" }, "base_url" },
      ["a field of where that is no name"] = { { where = { ["a b"] = "x" } },
        "not a field's name" },
      ["a value of where that is none"] = { { where = { departement = true } },
        "must be a string or a number" },
      ["the dataset as an option"] = { { dataset = "dpae-france-entiere-x-na38" },
        "unknown option 'dataset': the dataset comes before the options" },
      ["a key as an option"] = { { departement = "38" },
        "unknown option 'departement': say where = { departement = … }" },
      ["dimensions that are no names"] = { { dimensions = { 1 } },
        "option 'dimensions' must be a list of column names" },
      ["dimensions with a hole"] = { { dimensions = { nil, "statut" } },
        "option 'dimensions' must be a list of names" },
      ["dimensions that are time"] = { { dimensions = { "annee" } }, "dimensions" },
      ["an address without scheme"] = { { base_url = "open.urssaf.fr" }, "base_url" },
      ["an address with a user name"] = { { base_url = "https://me:secret@example.org" },
        "base_url" },
      ["an address with a question"] = { { base_url = "https://example.org/?a=b" }, "base_url" },
      ["progress that is no function"] = { { progress = true }, "progress" },
      ["from that is no quarter"] = { { from = "2021-Q5" }, "from" },
      ["from after to"] = { { from = 2021, to = 2020 }, "after" },
      ["where that is a number"] = { { where = 3 }, "where" },
      ["an empty where"] = { { where = {} }, "where" },
      ["measures that are a string"] = { { measures = "radiations" }, "measures" },
      ["measures that are no names"] = { { measures = { "a b" } }, "measures" },
      ["an option by number"] = { { "x" }, "unknown option '1'" },
    } do
      it(name, function()
        case[1].base_url = case[1].base_url or portal.base_url
        local ok, message = pcall(urssaf.fetch, case[1])
        assert.is_false(ok)
        assert.are.equal("string", type(message))
        assert.matches(case[2], message, 1, true)
      end)
    end

    it("a secret is not shown", function()
      local _, message = pcall(urssaf.fetch, { base_url = "https://me:secret@example.org" })
      assert.is_nil(message:find("secret", 1, true))
      _, message = pcall(urssaf.fetch, { api_key = "hush\n" })
      assert.is_nil(message:find("hush", 1, true))
    end)

    it("those of what is kept, where nothing is", function()
      for _, name in ipairs { "describe", "catalog" } do
        assert_misuse(function() urssaf[name] { cache_dir = "x" } end,
          "unknown option 'cache_dir': nothing that this call returns is kept")
      end
    end)

    it("those of the session, in a call of a client", function()
      local client = urssaf.client { cache = "off", base_url = portal.base_url }
      local ok, message = pcall(client.fetch, client, { proxy = "http://x" })
      assert.is_false(ok)
      assert.matches("option 'proxy' must be given to urssaf.client", message, 1, true)
      client:close()
    end)

    it("what is no table", function()
      assert.has_error(function() urssaf.fetch("x", 3) end)
      assert.has_error(function() urssaf.client "x" end)
    end)

    for _, wrong in ipairs { "", "../x", "a/b", "a b", "a?b", ".x" } do
      it(("the dataset '%s'"):format(wrong), function()
        local ok, message = pcall(urssaf.fetch, wrong, { base_url = portal.base_url })
        assert.is_false(ok)
        assert.matches("dataset's identifier", message, 1, true)
      end)
    end
  end)

  describe("the environment", function()
    local shell = require "spec.support.shell"

    local function run(settings, program)
      return shell.run(settings .. " " .. shell.checkout .. shell.lua .. " -e "
        .. shell.quote("local urssaf = require 'urssaf' " .. program))
    end

    it("gives the address and the key", function()
      local base_url = portal:with { { on = "any", delay = 0 } }
      local ok, _, output = run(("URSSAF_BASE_URL=%s URSSAF_API_KEY=%s"):format(base_url,
        standin.API_KEY), "print(assert(urssaf.describe 'jeu-prive').dataset_id)")
      assert.is_true(ok, output)
      assert.are.equal("jeu-prive\n", output)
    end)

    it("that is empty gives nothing", function()
      local ok, _, output = run("URSSAF_BASE_URL= URSSAF_API_KEY=",
        "print(urssaf.client().options.base_url)")
      assert.is_true(ok, output)
      assert.are.equal("https://open.urssaf.fr/api/explore/v2.1\n", output)
    end)

    it("that is wrong is named", function()
      local _, _, output = run("URSSAF_BASE_URL=foo", "print(pcall(urssaf.fetch))")
      assert.matches("base_url must be an address", output, 1, true)
      assert.matches("(an option, or URSSAF_BASE_URL in the environment)", output, 1, true)
    end)

    it("names a proxy that is not there", function()
      local _, _, output = run("http_proxy=http://127.0.0.1:1",
        "print(select(2, urssaf.describe { base_url = 'http://portal.invalid', retries = 0 }))")
      assert.matches("^network: .*a proxy is set in the environment %(http_proxy%)", output)
    end)
  end)

  it("go through a proxy that is given", function()
    -- the stand-in answers as a proxy too: it is asked with the whole address
    local root = portal.base_url:match("^(http://[^/]+)")
    local metadata = assert(urssaf.describe { base_url = "http://portal.invalid/api/explore/v2.1",
      proxy = root })
    assert.are.equal(12, #metadata.fields)
    local _, err = urssaf.describe { base_url = portal.base_url, retries = 0,
      proxy = "http://127.0.0.1:1" }
    assert.are.equal("network", err.kind)
    assert.matches("a proxy is set (proxy)", err.message, 1, true)
  end)

  it("take a base_url that ends with a slash", function()
    assert(urssaf.describe { base_url = portal.base_url .. "/" })
  end)
end)

describe("urssaf.client", function()
  hygiene("urssaf.client", { "new", "of_dataset", "once" })
end)

describe("urssaf.client.checks", function()
  hygiene("urssaf.client.checks", { "key", "key_over_http", "proxy", "transport", "wait", "where" })
end)

describe("urssaf.client.methods", function()
  hygiene("urssaf.client.methods", { "calendar", "catalog", "describe", "provisional", "prune",
    "read", "revisions", "vintages" })

  it("are those that a client looks for there", function()
    local client = urssaf.client {}
    for name, method in pairs(require "urssaf.client.methods") do
      assert.are.equal(method, client[name], name)
    end
    assert.is_nil(client.no_method)
    client:close()
  end)
end)

describe("urssaf.client.work", function()
  hygiene("urssaf.client.work", { "CALL", "KEPT", "SESSION", "checked", "dataset_and_options",
    "has_files", "is_identifier", "run", "without_files" })
end)
