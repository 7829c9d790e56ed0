-- What public objects are as texts and when they are equal, and how clients are closed.
local cjson = require "spec.support.cjson"
local decode = require "urssaf.decode"
local errors = require "urssaf.base.errors"
local http = require "urssaf.http"
local http_transfers = require "spec.support.http_transfers"
local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local raw_server = require "spec.support.raw_server"
local shell = require "spec.support.shell"
local small_panel = require "spec.support.small_panel"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

local load_text = loadstring or load -- luacheck: ignore 113

hygiene("urssaf.client.texts", { "CALENDAR", "CAPABILITIES", "CATALOG", "FIELD", "METADATA",
  "RELEASE", "VINTAGE", "VINTAGES", "client", "list", "metadata" })

describe("as a text", function()
  local portal = standin.for_cases()
  local server = raw_server.for_cases()
  local folder

  setup(function() folder = shell.temporary_folder() end)
  teardown(function() shell.remove(folder) end)

  it("a client names its portal, and says that it is closed", function()
    local client = urssaf.client { base_url = "http://127.0.0.1:1/api/" }
    assert.are.equal("urssaf client of http://127.0.0.1:1/api", tostring(client))
    client:close()
    assert.are.equal("urssaf client of http://127.0.0.1:1/api, closed", tostring(client))
  end)

  it("metadata name the dataset, and the catalog some of its datasets", function()
    local options = { base_url = portal.base_url }
    local metadata = assert(urssaf.describe(options))
    local metas = metadata.metas.default
    assert.are.equal(("auto-entrepreneurs-par-departement: %s, %d fields, %d rows, published %s")
      :format(metas.title, #metadata.fields, metas.records_count, metas.data_processed:sub(1, 10)),
      tostring(metadata))
    local field = metadata.fields[1]
    assert.are.equal(("%s: %s (%s)"):format(field.name, field.label, field.type), tostring(field))
    local catalog = assert(urssaf.catalog(options))
    local line = tostring(catalog)
    assert.matches(("^%d datasets?: %%S"):format(#catalog), line)
    assert.matches(catalog[1].dataset_id, line, 1, true)
    assert.are.equal(#catalog > 3, line:find("…", 1, true) ~= nil)
    assert.are.equal("0 datasets", tostring(assert(urssaf.catalog { base_url = portal.base_url,
      words = "nosuchword" })))
    assert.are.equal(tostring(metadata), tostring((function()
      for _, one in ipairs(catalog) do
        if one.dataset_id == metadata.dataset_id then return one end
      end
    end)()))
  end)

  it("kept publications say of which days they are", function()
    local options = { base_url = portal.base_url, cache_dir = folder, measures = { "radiations" } }
    local panel = assert(urssaf.fetch(options))
    local day = panel.source.data_processed:sub(1, 10)
    local list = assert(urssaf.vintages { base_url = portal.base_url, cache_dir = folder })
    assert.are.equal("1 publication: " .. day, tostring(list))
    assert.are.equal(("auto-entrepreneurs-par-departement: published %s, %d rows, %s"):format(day,
      panel.source.rows, list[1].path), tostring(list[1]))
    local removed = assert(urssaf.prune { base_url = portal.base_url, cache_dir = folder,
      keep = 0 })
    assert.are.equal("1 publication: " .. day, tostring(removed))
    assert.are.equal("0 publications", tostring(assert(urssaf.vintages {
      base_url = portal.base_url, cache_dir = folder })))
  end)

  it("a calendar says when the last and the next release are", function()
    local texts = require "urssaf.client.texts"
    local function line(last, next_one)
      return tostring(setmetatable({ dataset = "x", last = last, next = next_one },
        texts.CALENDAR))
    end
    assert.are.equal("x: last release 2026-07-16, next 2026-10-12 to 2026-10-16",
      line({ day = "2026-07-16", from = "2026-07-16", to = "2026-07-16" },
        { from = "2026-10-12", to = "2026-10-16" }))
    assert.are.equal("x: last release none known, next an unknown day", line(nil, {}))
    local release = { from = "2026-10-12", to = "2026-10-16", product = "Y" }
    assert.are.equal("2026-10-12 to 2026-10-16: Y", tostring(setmetatable(release, texts.RELEASE)))
    local calendar = urssaf.calendar { base_url = portal.base_url, cache = "off" }
    if calendar then
      assert.are.equal(calendar.source.title, tostring(calendar.source):match "^[^,]+")
      assert.matches("^auto%-entrepreneurs%-par%-departement: last release ", tostring(calendar))
    end
  end)

  it("capabilities are all in one line", function()
    local have = urssaf.capabilities()
    local line = tostring(have)
    for _, part in ipairs { have.version, have.lua, "decoder " .. have.decoder,
      "transport libcurl", "JSON " .. have.json, "cache ", "loops " } do
      assert.matches(part, line, 1, true)
    end
  end)

  it("a session and its transfers say how far they are #c", function()
    local session = http.session()
    assert.are.equal("urssaf.http.session: 0 transfers under way", tostring(session))
    local mute = session:get(server:on("/mute", { { mute = true } }))
    local short = session:get(server:on("/short", { { send = http_transfers.sized "x" } }))
    assert.are.equal("urssaf.http.session: 2 transfers under way", tostring(session))
    assert.are.equal("urssaf.http.transfer: under way", tostring(mute))
    http_transfers.poll_until(session, function()
      return tostring(short) == "urssaf.http.transfer: received, status 200"
    end)
    short:close()
    session:close()
    assert.are.equal("urssaf.http.transfer: closed", tostring(short))
    assert.are.equal("urssaf.http.transfer: failed", tostring(mute))
    assert.are.equal("urssaf.http.session: closed", tostring(session))
  end)

  it("a decoder says what it waits for #c", function()
    local decoder = decode.csv {}
    assert.are.equal("urssaf.decode.decoder: reads the header", tostring(decoder))
    decoder:feed "annee;x\n"
    assert.are.equal("urssaf.decode.decoder: waits for roles", tostring(decoder))
    decoder:close()
    assert.are.equal("urssaf.decode.decoder: closed", tostring(decoder))
  end)

  it("everything public has no address in it", function()
    local panel = urssaf.sample()
    for name, object in pairs { panel = panel, series = panel.series[1],
      check = panel:check(), client = urssaf.client {}, error = errors.new("none", "x"),
      capabilities = urssaf.capabilities(), language = urssaf.language.of "fr" } do
      assert.is_nil(tostring(object):find "0x%x%x", name)
    end
  end)

  it("a note has its kind and message, however it was made", function()
    local panel = urssaf.sample { from = 2018, to = 2021 }
    local labelled = panel:filter { measure = "radiations" }:map(function(value)
      return value and value * 2
    end, { label = "Twice" })
    local read = assert(urssaf.read { text = panel:yoy():to_csv() })
    local count = 0
    for _, one in ipairs { panel, panel:yoy(), panel:annual(), panel:with "taux_activite",
      panel:with("taux_activite"):annual(), panel:aggregate { by = "region" }, labelled:yoy(),
      panel:shares { measure = "radiations" }, panel:points { measure = "radiations" }, read } do
      for _, note in ipairs(one.notes) do
        assert.are.equal(("%s: %s%s"):format(note.kind, note.message,
          note.measure and " (" .. note.measure .. ")" or ""), tostring(note))
        count = count + 1
      end
    end
    assert.is_true(count > 20, count)
  end)

  it("rows, findings, revised cells and events have a line each", function()
    local panel = small_panel.panel(2021, { "radiations" }, {
      { small_panel.keys.ain, radiations = { 1, 2, false, 4, 5 } },
      { small_panel.keys.corse, radiations = { 3, 2, 3, 2, 15 } } })
    local older = small_panel.panel(2021, { "radiations" }, {
      { small_panel.keys.ain, radiations = { 1, false, 3, 4, 4 } },
      { small_panel.keys.corse, radiations = { 3, 2, 3, 2, 15 } } })
    local difference = panel:diff(older)
    assert.are.equal("Ain (01), radiations, Q1 2022: 5, before 4 (+25 %)",
      tostring(difference.revised[1]))
    assert.are.equal("Ain (01), radiations, Q2 2021: 2, before missing",
      tostring(difference.appeared[1]))
    assert.are.equal("Ain (01), radiations, Q3 2021: missing, before 3",
      tostring(difference.vanished[1]))
    local at = { measure = "radiations", at = "2022-Q1" }
    assert.matches("^1%. Corse%-du%-Sud %(2A%): 15$", tostring(panel:rank(at).rows[1]))
    assert.matches("^Ain %(01%): 5, 25", tostring(panel:share(at).rows[1]))
    assert.matches("^Ain %(01%): 4 to 5, ", tostring(panel:contributions { measure = "radiations",
      from = "2021-Q4", to = "2022-Q1" }.rows[1]))
    local findings = panel:check().findings
    assert.is_true(#findings > 0)
    for _, finding in ipairs(findings) do
      assert.are.equal(finding.message, tostring(finding))
    end
    local events = {}
    assert(urssaf.fetch { base_url = portal.base_url, cache = "off", measures = { "radiations" },
      log = function(event) events[#events + 1] = event end })
    assert.is_true(#events > 0)
    for _, event in ipairs(events) do assert.are.equal(event.message, tostring(event)) end
  end)
end)

describe("what a panel gives", function()
  local keys = small_panel.keys
  local panel = small_panel.panel(2021, { "radiations" }, {
    { keys.ain, radiations = { 1, 2, false, 4, 5 } },
    { keys.rest, radiations = { 3, 2, 3, 2, 15 } } })

  it("has a line each: sources, records, pseudo-units, the files of a site", function()
    local sample = urssaf.sample()
    assert.are.equal(sample.source.title .. ", 6868 rows", tostring(sample.source))
    for _, made in ipairs { sample:filter { region = "84" }, sample:total(), sample:yoy(),
      urssaf.panel(sample) } do
      assert.are.equal(tostring(sample.source), tostring(made.source))
    end
    local read = assert(urssaf.read { text = panel:to_csv() })
    assert.are.equal("source without a title, 10 rows", tostring(read.source))
    assert.are.equal("Ain (01), radiations, 2021-Q2: 2", tostring(panel:records().rows[2]))
    assert.are.equal("1 pseudo-unit: " .. panel:pseudo_units()[1].name,
      tostring(panel:pseudo_units()))
    assert.matches(": remainder$", tostring(panel:pseudo_units()[1]))
    local files = urssaf.site(sample:filter { code_departement = "38" })
    assert.are.equal("4 files: style.css, script.js, 38.html, …", tostring(files))
    assert.are.equal(("38.html: %d bytes"):format(#files[3].text), tostring(files[3]))
  end)

  it("has a line for what stands in results", function()
    local older = small_panel.panel(2021, { "radiations" }, {
      { { code_departement = "01", departement = "Ayn", code_region = "84",
        region = "Auvergne-Rhône-Alpes" }, radiations = { 1, 3, 3, 4, 5 } },
      { keys.corse, radiations = { 3, 2, 3, 2, 15 } } })
    local difference = panel:diff(older)
    assert.are.equal("Corse-du-Sud (2A)", tostring(difference.gone_units[1]))
    assert.are.equal("Ain (01) (departement was Ayn)", tostring(difference.renamed_units[1]))
    assert.are.equal("departement was Ayn", tostring(difference.renamed_units[1].changes[1]))
    assert.matches("^radiations: 1 of 4 cells revised .*, 0 appeared, 1 vanished$",
      tostring(difference.by_measure[1]))
    assert.are.equal("total: 6 to 20, +233.3%", tostring(panel:contributions {
      measure = "radiations", from = "2021-Q4", to = "2022-Q1" }.total))
    assert.are.equal("total: – to –, –", tostring(panel:contributions { measure = "radiations",
      from = "2021-Q3", to = "2021-Q4" }.total))
    local skipped = panel:yoy():check().skipped[1]
    assert.are.equal(("%s: %s"):format(skipped.measure or skipped.kind, skipped.reason),
      tostring(skipped))
    local gap = small_panel.notes(panel:total(), "gap")[1]
    assert.are.equal("Ain (01)", tostring(gap.units[1]))
  end)

  it("is as plain as before for encoders and comparisons", function()
    local source = { attribution = "Me", title = "T" }
    local own = urssaf.panel { source = source, series = { panel.series[1] } }
    assert.is_nil(getmetatable(source))
    assert.are.same(source, own.source)
    local result = panel:records()
    assert.are.same({ period = "2021-Q1", key = keys.ain, measure = "radiations", value = 1 },
      result.rows[1])
    assert.are.equal(getmetatable(result.rows[1]), getmetatable(result.rows[2]))
    for _, made in ipairs { panel.source, result, panel:pseudo_units(), own.source } do
      assert.are.same(made, cjson.decode(cjson.encode(made)))
    end
  end)
end)

describe("errors", function()
  it("are equal if they are of one kind", function()
    local quota = errors.new("quota", "used up", { status = 429 })
    assert.is_true(quota == errors.new("quota", "another"))
    assert.is_false(quota == errors.new("network", "used up", { status = 429 }))
    assert.is_false(rawequal(quota, errors.new("quota", "used up", { status = 429 })))
    assert.is_false(quota == "quota")
  end)

  it("of the C modules are, too #c", function()
    local function failure(text)
      local decoder = decode.csv {}
      local _, err = decoder:feed(text)
      decoder:close()
      return assert(err)
    end
    local one, other, large = failure "a;\255\n", failure "a;\254\n", errors.new("limit", "x")
    assert.is_false(rawequal(one, other))
    assert.is_true(one == other)
    assert.is_false(one == large)
    assert.matches("^" .. one.kind .. ": ", tostring(one))
  end)
end)

describe("a client is closed", function()
  local function run(text)
    local closed = assert(load_text(text))(urssaf.client { base_url = "http://127.0.0.1:1/api" })
    assert.is_true(closed)
  end

  if lua.has_close then
    it("at the end of the block of a local", function()
      run [[
        local client = ...
        do local c <close> = client end
        return client.closed]]
    end)
  end

  -- Lua 5.4 closes the fourth value of a loop.
  if lua.has_close then
    it("at the end of a loop, also by break and by an error", function()
      run [[
        local client = ...
        for _ in next, { 1, 2 }, nil, client do break end
        return client.closed]]
      run [[
        local client = ...
        pcall(function()
          for _ in next, { 1 }, nil, client do error "no more" end
        end)
        return client.closed]]
    end)
  end
end)
