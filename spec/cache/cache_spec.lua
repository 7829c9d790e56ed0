-- How a fetch uses kept publications, seen from outside: by the requests to the portal and by the
-- files on the disk.
local entry_file = require "spec.support.entry_file"
local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local shell = require "spec.support.shell"
local small_panel = require "spec.support.small_panel"
local sorting = require "urssaf.base.sorting"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

local note_of = small_panel.note_text

local DAY = 86400
local BEFORE, AFTER = "2026-01-16T07:30:12+00:00", "2026-07-16T07:30:12+00:00"

describe("urssaf.cache", function()
  hygiene("urssaf.cache", { "panel" })
end)

describe("urssaf.cache.renewal", function()
  hygiene("urssaf.cache.renewal", { "panel", "download" })
end)

describe("urssaf.cache.vintages", function()
  hygiene("urssaf.cache.vintages", { "list", "panels", "prune" })
end)

describe("urssaf.cache.entries", function()
  hygiene("urssaf.cache.entries", { "open", "open_store" })
end)

describe("urssaf.cache.dataset_entries", function()
  hygiene("urssaf.cache.dataset_entries", { "list", "remove" })
end)

describe("urssaf.cache.damage", function()
  hygiene("urssaf.cache.damage", { "drop", "note", "of" })
end)

describe("urssaf.cache.freshness", function()
  hygiene("urssaf.cache.freshness", { "of" })

  local freshness = require "urssaf.cache.freshness"
  local release_calendar = require "urssaf.domain.release_calendar"
  local timestamp = require "urssaf.base.timestamp"

  -- Whether it is fresh so many seconds after it was checked.
  local function is_fresh(seconds, max_age)
    return freshness.of({ checked_at = timestamp.text(timestamp.now() - seconds) },
      { dataset = "auto-entrepreneurs-par-departement", options = { max_age = max_age } })
  end

  it("is there within the hour without the calendar, unless max_age is shorter", function()
    assert.is_true(release_calendar.PATIENCE > 3600)
    local max_age = release_calendar.max_age
    release_calendar.max_age = function() error "asked" end
    local within, over = is_fresh(3500, 86400), is_fresh(30, 20)
    local is_asked = not pcall(is_fresh, 3700, 86400)
    release_calendar.max_age = max_age
    assert.is_true(within)
    assert.is_false(over)
    assert.is_true(is_asked)
    assert.is_false(is_fresh(-60, 86400)) -- by a clock that was set back since
  end)
end)

describe("urssaf.cache.latest_first", function()
  hygiene("urssaf.cache.latest_first", "function")
end)

describe("urssaf.cache.narrowed_query", function()
  hygiene("urssaf.cache.narrowed_query", { "of" })
end)

describe("urssaf.cache.past", function()
  hygiene("urssaf.cache.past", { "entry", "none" })
end)

describe("urssaf.portal.assembly", function()
  hygiene("urssaf.portal.assembly", { "knowledge", "decoder", "verify", "make" })
end)

describe("what is kept", function()
  local portal = standin.for_cases()
  local plain, folder

  setup(function() plain = assert(portal:fetch()) end)

  before_each(function() folder = shell.temporary_folder() end)
  after_each(function()
    shell.run("chmod -R u+w " .. folder)
    shell.remove(folder)
  end)

  -- A portal of its own address, whose faults are counted afresh.
  local function address(...)
    return portal:with { { on = "any", delay = 0 }, ... }
  end

  local function fetch(base_url, options)
    return urssaf.fetch(lua.merged({ base_url = base_url, cache = "use", cache_dir = folder,
      retries = 0 }, options))
  end

  local function asked(base_url)
    local counts = { metadata = 0, records = 0, export = 0 }
    for _, request in ipairs(portal:requests(base_url)) do
      local kind = request.target:match("/records%?") and "records"
        or request.target:match("/exports/") and "export" or "metadata"
      counts[kind] = counts[kind] + 1
    end
    return ("%d metadata, %d records, %d export"):format(counts.metadata, counts.records,
      counts.export)
  end

  local function files(pattern)
    local _, _, listing = shell.run(("find %s -mindepth 1 | sort"):format(shell.quote(folder)))
    local list = {}
    for path in listing:gmatch("[^\n]+") do
      if path:find(pattern) then list[#list + 1] = path end
    end
    return list
  end

  -- Makes an entry look as if it had been checked this long ago. It is written as the library does,
  -- with its checksum.
  local function age(seconds)
    for _, path in ipairs(files "%.json$") do
      entry_file.change(path, function(entry)
        entry.checked_at = os.date("!%Y-%m-%dT%H:%M:%SZ", os.time() - seconds)
      end)
    end
  end

  describe("serves", function()
    it("the next fetch, which asks nobody", function()
      local base_url = address()
      local first = assert(fetch(base_url))
      assert.are.equal("1 metadata, 1 records, 1 export", asked(base_url))
      local second = assert(fetch(base_url))
      assert.are.equal("1 metadata, 1 records, 1 export", asked(base_url))
      assert.are.same(plain.series, first.series)
      assert.are.same(plain.series, second.series)
      assert.are.same(plain.notes, second.notes)
      assert.is_nil(first.source.cached)
      assert.is_true(second.source.cached)
      for _, name in ipairs { "url", "fetched_at", "data_processed", "rows", "licence", "title",
        "attribution", "dimensions", "measures" } do
        assert.are.same(first.source[name], second.source[name])
      end
    end)

    it("what was asked alone, and each query by itself", function()
      local base_url = address()
      local ain = { where = { code_departement = "01" } }
      local paris = { where = { code_departement = "75" }, from = 2020,
        measures = { "radiations" } }
      for _ = 1, 2 do
        assert.are.equal("01", assert(fetch(base_url, ain)).series[1].key.code_departement)
        assert.are.equal("75", assert(fetch(base_url, paris)).series[1].key.code_departement)
        assert.are.equal(505, #assert(fetch(base_url)).series)
      end
      -- before a part is kept, the metadata are requested once more
      assert.are.equal("5 metadata, 3 records, 3 export", asked(base_url))
    end)

    it("the same query in another spelling", function()
      local base_url = address()
      assert(fetch(base_url, { from = "2020-Q1", to = "2021-Q4", measures = { "radiations",
        "immatriculations" } }))
      local again = assert(fetch(base_url, { from = 2020, to = "T4 2021", measures = {
        "immatriculations", "radiations" } }))
      assert.is_true(again.source.cached)
    end)

    it("no other portal, dataset, query or reader", function()
      local base_url, seen = address(), 0
      local function is_new(where, options)
        local panel = assert(fetch(where, options))
        assert.is_nil(panel.source.cached)
        seen = seen + 1
      end
      is_new(base_url)
      is_new(address())
      is_new(base_url, { where = 'code_departement = "01"' })
      is_new(base_url, { where = { code_departement = "01" } })
      is_new(base_url, { where = { code_departement = "02" } })
      is_new(base_url, { where = { departement = "02" } })
      is_new(base_url, { from = "2020-Q1" })
      is_new(base_url, { from = "2020-01" })
      is_new(base_url, { from = "2020-03-31" }) -- March, if the data are monthly
      is_new(base_url, { from = { 2020, 1 } }) -- January
      is_new(base_url, { from = "2020-Q2" })
      is_new(base_url, { to = "2020-Q2" })
      is_new(base_url, { measures = { "radiations" } })
      is_new(base_url, { dimensions = { "departement" } })
      is_new(base_url, { api_key = standin.API_KEY })
      assert.are.equal(seen, #files "%.csv$")
    end)

    it("a client as well, in which the session is opened only when it is needed", function()
      local base_url = address()
      assert(fetch(base_url))
      local client = urssaf.client { base_url = base_url, cache_dir = folder, cache = "only" }
      assert.are.same(plain.series, assert(client:fetch()).series)
      local _, err = client:describe()
      assert.are.equal("offline", err.kind)
      _, err = client:catalog()
      assert.are.equal("offline", err.kind)
      client:close()
      assert.has_error(function() client:fetch() end)
    end)

    it("under the caller's own bounds", function()
      local base_url = address()
      assert(fetch(base_url))
      for name, value in pairs { max_bytes = 1000, max_units = 3, max_periods = 3 } do
        local _, err = fetch(base_url, { [name] = value })
        assert.are.equal("limit", err.kind)
        assert.matches(name, err.message, 1, true)
      end
      assert(fetch(base_url))
    end)

    it("an answer without rows", function()
      local base_url = address()
      for _ = 1, 2 do
        assert.are.equal(0, #assert(fetch(base_url, { where = { departement = "?" } })).series)
      end
      assert.are.equal("2 metadata, 1 records, 1 export", asked(base_url))
    end)
  end)

  describe("beyond max_age", function()
    it("serves on, if the metadata say that nothing is new", function()
      local base_url = address()
      assert(fetch(base_url))
      age(2 * DAY)
      local panel = assert(fetch(base_url))
      assert.are.equal("2 metadata, 1 records, 1 export", asked(base_url))
      assert.is_true(panel.source.cached)
      assert.are.same(plain.series, panel.series)
      assert(fetch(base_url)) -- it was checked just now
      assert.are.equal("2 metadata, 1 records, 1 export", asked(base_url))
    end)

    it("asks each time, if that is zero", function()
      local base_url = address()
      for _ = 1, 3 do assert(fetch(base_url, { max_age = 0 })) end
      assert.are.equal("3 metadata, 1 records, 1 export", asked(base_url))
    end)

    it("asks too if the clock was put back", function()
      local base_url = address()
      assert(fetch(base_url))
      age(-DAY)
      assert(fetch(base_url))
      assert.are.equal("2 metadata, 1 records, 1 export", asked(base_url))
    end)

    it("fetches where the dataset's own count has changed", function()
      local base_url = address({ on = "any", times = 3, older = { quarters = 2, revised = {} } })
      assert.are.equal(66, #assert(fetch(base_url)).periods)
      assert.are.equal(68, #assert(fetch(base_url, { max_age = 0 })).periods)
      assert.are.equal(2, #assert(urssaf.vintages { base_url = base_url, cache_dir = folder }))
    end)

    it("keeps one copy of a publication, though its rows come in another order", function()
      local base_url = address({ on = "export", times = 1, order = "reverse" })
      assert(fetch(base_url))
      assert.are.same(plain.series, assert(fetch(base_url, { cache = "refresh" })).series)
      assert.are.equal(1, #files "%.csv$")
      assert.are.same(plain.series, assert(fetch(base_url, { cache = "only" })).series)
    end)

    it("fetches where the metadata do not say what publication they are of", function()
      local nameless = { on = "metadata", publication = "" }
      local base_url = address(nameless)
      for _ = 1, 2 do
        assert.are.same(plain.series, assert(fetch(base_url, { max_age = 0 })).series)
      end
      assert.are.equal(1, #files "%.csv$")
    end)
  end)

  describe("of a part of a dataset that is published anew meanwhile", function()
    local part = { where = { code_departement = "01" } }

    it("is the new publication, under its own name", function()
      local base_url = address { on = "metadata", times = 1, publication = BEFORE }
      local panel = assert(fetch(base_url, part))
      assert.are.equal(AFTER, panel.source.data_processed)
      assert.is_nil(note_of(panel, "publication"))
      local kept = assert(urssaf.vintages { base_url = base_url, cache_dir = folder })
      assert.are.same({ AFTER }, { kept[1].data_processed, kept[2] })
    end)

    it("is nothing, if that cannot be known, which is said", function()
      local base_url = address({ on = "metadata", times = 1, publication = BEFORE },
        { on = "metadata", after = 2, times = 1, publication = BEFORE })
      local panel = assert(fetch(base_url, part))
      assert.are.equal(5, #panel.series)
      assert.is_string(note_of(panel, "publication"))
      assert.are.same({}, files "%.csv$")
    end)

    it("is fetched once more, should the metadata not come again; then not kept", function()
      local base_url = address { on = "metadata", after = 1, times = 1, status = 503 }
      assert.is_nil(note_of(assert(fetch(base_url, part)), "publication"))
      assert.are.equal(1, #files "%.csv$")
      base_url = address({ on = "metadata", after = 1, times = 1, status = 503 },
        { on = "metadata", after = 3, times = 1, status = 503 })
      local panel = assert(fetch(base_url, part))
      assert.matches("could not be requested again", note_of(panel, "publication"), 1, true)
      assert.are.equal(1, #files "%.csv$")
    end)
  end)

  describe("of two publications", function()
    local REVISED = {
      { unit = 1, measure = "radiations", quarter = 5, by = -7 },
      { unit = 40, measure = "chiffres_d_affaires", quarter = 60, by = 12345 },
      { unit = 101, measure = "administrativement_actifs", quarter = 66, by = 1 },
    }
    local base_url

    before_each(function()
      base_url = address({ on = "any", times = 3, publication = BEFORE,
        older = { quarters = 2, revised = REVISED } })
      assert(fetch(base_url))
    end)

    local function as_of(day)
      return fetch(base_url, { as_of = day })
    end

    it("the newer is noticed, and the older stays", function()
      local newer = assert(fetch(base_url, { max_age = 0 }))
      assert.are.equal(AFTER, newer.source.data_processed)
      assert.are.same(plain.series, newer.series)
      assert.are.equal(AFTER, assert(fetch(base_url)).source.data_processed)
      local kept = assert(urssaf.vintages { base_url = base_url, cache_dir = folder })
      assert.are.same({ AFTER, BEFORE }, { kept[1].data_processed, kept[2].data_processed })
      assert.are.same({ 101 * 68, 101 * 66 }, { kept[1].rows, kept[2].rows })
    end)

    it("each can be read by its day, from disk alone", function()
      assert(fetch(base_url, { max_age = 0 }))
      local before = asked(base_url)
      for day, expected in pairs { ["2026-01-16"] = BEFORE, ["2026-07-15"] = BEFORE,
        ["2026-07-16"] = AFTER, ["2031-01-01"] = AFTER, [BEFORE] = BEFORE, [AFTER] = AFTER,
        ["2026-07-16T07:30:11Z"] = BEFORE } do
        assert.are.equal(expected, assert(as_of(day)).source.data_processed)
      end
      local _, err = as_of "2026-01-15"
      assert.are.equal("offline", err.kind)
      assert.matches("the earliest that is kept is of 2026-01-16", err.message, 1, true)
      assert.are.equal(before, asked(base_url))
    end)

    it("the difference is what was revised", function()
      local newer = assert(fetch(base_url, { max_age = 0 }))
      local diff = newer:diff(assert(as_of "2026-01-16"))
      assert.are.same({ "2025-Q3", "2025-Q4" }, diff.new_periods)
      local expected, seen = {}, {}
      for i, change in ipairs(REVISED) do
        expected[i] = ("%s %s %d"):format(change.measure, plain.periods[change.quarter], -change.by)
        local cell = diff.revised[i]
        seen[i] = ("%s %s %d"):format(cell.measure, cell.period, cell.new - cell.old)
      end
      table.sort(expected, sorting.before)
      table.sort(seen, sorting.before)
      assert.are.same(expected, seen)
      assert.are.equal(#REVISED, #diff.revised)
    end)

    it("`only` gives the one that was the newest when last asked", function()
      assert(fetch(base_url, { cache = "refresh" }))
      assert.are.equal(AFTER, assert(fetch(base_url, { cache = "only" })).source.data_processed)
    end)

    it("some are removed by count or by age, when that is asked for", function()
      assert(fetch(base_url, { max_age = 0 }))
      assert(fetch(base_url, { where = { code_departement = "01" } }))
      local where = { base_url = base_url, cache_dir = folder }
      local function prune(options)
        options.base_url, options.cache_dir = where.base_url, where.cache_dir
        return assert(urssaf.prune(options))
      end
      assert.are.equal(0, #prune { keep = 2 })
      assert.are.equal(0, #prune { before = "2026-01-16" })
      local removed = prune { keep = 1 } -- of each query
      assert.are.same({ BEFORE }, { removed[1].data_processed, removed[2] })
      assert.are.equal(2, #assert(urssaf.vintages(where)))
      assert.are.equal(2, #files "%.csv$")
      assert.are.equal(2, #prune { before = "2026-07-17" })
      assert.are.same({}, files "%.csv$")
      assert.are.same({}, files "%.json$")
      assert.has_error(function() urssaf.prune { cache_dir = folder } end)
    end)
  end)

  describe("is told by urssaf.vintages", function()
    it("with what was asked for", function()
      local base_url = address()
      local where = { code_departement = { "01", "2A" } }
      assert(fetch(base_url, { where = where, from = 2020, to = "2021-Q2",
        measures = { "radiations" } }))
      local kept = assert(urssaf.vintages { base_url = base_url, cache_dir = folder })
      assert.are.equal(1, #kept)
      assert.are.same({ where, "2020-Q1", "2021-Q2", { "radiations" }, 2 * 6, AFTER }, {
        kept[1].where, kept[1].from, kept[1].to, kept[1].measures, kept[1].rows,
        kept[1].data_processed })
      local text = shell.read(kept[1].path)
      assert.are.equal(#text, kept[1].bytes)
      assert.are.equal(12, select(2, text:gsub("\r\n", "")) - 1)
      local read = assert(urssaf.read(kept[1].path))
      assert.are.equal(2, #read.series)
    end)

    it("for one dataset of one portal", function()
      local base_url = address()
      assert(fetch(base_url))
      local where = { base_url = address(), cache_dir = folder }
      assert.are.same({}, assert(urssaf.vintages(where)))
      where.base_url = base_url
      assert.are.same({}, assert(urssaf.vintages("another", where)))
      assert.are.equal(1, #assert(urssaf.vintages(where)))
      local client = urssaf.client(where)
      assert.are.equal(1, #assert(client:vintages()))
      client:close()
    end)

    it("where nothing is kept yet, as nothing", function()
      assert.are.same({}, assert(urssaf.vintages { cache_dir = folder .. "/none" }))
    end)
  end)

  describe("of which something is damaged", function()
    local base_url

    before_each(function()
      base_url = address()
      assert(fetch(base_url))
    end)

    local function damage(pattern, change)
      for _, path in ipairs(files(pattern)) do shell.write(path, change(shell.read(path))) end
    end

    local function flip(text)
      local at = math.floor(#text / 2)
      local byte = text:byte(at + 1)
      local other = byte % 2 == 0 and byte + 1 or byte - 1
      return text:sub(1, at) .. string.char(other) .. text:sub(at + 2)
    end

    for name, case in pairs {
      ["a bit of the data"] = { "%.csv$", flip },
      ["data cut short"] = { "%.csv$", function(text) return text:sub(1, -300) end },
      ["data that are empty"] = { "%.csv$", function() return "" end },
      ["data with more at the end"] = { "%.csv$", function(text) return text .. "x" end },
      ["a bit of the description"] = { "%.json$", flip },
      ["a description cut short"] = { "%.json$", function(text) return text:sub(1, 100) end },
      ["a description that is empty"] = { "%.json$", function() return "" end },
      ["a description that is something else"] = { "%.json$", function() return "[1]" end },
      ["a description of another publication"] = { "%.json$", function(text)
        return (text:gsub("2026%-07%-16T07", "2020-07-16T07"))
      end },
    } do
      it("is fetched again, and said: " .. name, function()
        damage(case[1], case[2])
        local panel = assert(fetch(base_url))
        assert.are.same(plain.series, panel.series)
        assert.is_nil(panel.source.cached)
        assert.is_string(note_of(panel, "cache"))
        assert.are.equal("2 metadata, 2 records, 2 export", asked(base_url))
        panel = assert(fetch(base_url)) -- sound again
        assert.is_true(panel.source.cached)
        assert.is_nil(note_of(panel, "cache"))
        assert.are.equal(1, #files "%.csv$")
        assert.are.equal(1, #files "%.json$")
      end)

      it("is an error where nobody may be asked: " .. name, function()
        damage(case[1], case[2])
        for _, options in ipairs { { cache = "only" }, { as_of = "2026-07-16" } } do
          local panel, err = fetch(base_url, options)
          assert.is_nil(panel)
          assert.are.equal("cache", err.kind, tostring(err))
        end
      end)
    end

    -- With the right checksum, but not as the library writes it: by another version, or by malice.
    for name, change in pairs {
      ["no question"] = function(entry) entry.question = nil end,
      ["bytes elsewhere"] = function(entry) entry.csv = "../" .. entry.csv end,
      ["no moment"] = function(entry) entry.checked_at = "yesterday" end,
      ["no metadata"] = function(entry) entry.metadata = nil end,
      ["metadata without fields"] = function(entry) entry.metadata.fields = {} end,
      ["a size in words"] = function(entry) entry.bytes = "many" end,
      ["rows in words"] = function(entry) entry.rows = "many" end,
      ["a wrong number of rows"] = function(entry) entry.rows = 3 end,
      ["a publication that is no text"] = function(entry) entry.data_processed = 5 end,
    } do
      it("and is not what the library writes is fetched again: " .. name, function()
        for _, path in ipairs(files "%.json$") do entry_file.change(path, change) end
        assert.is_table(urssaf.vintages { base_url = base_url, cache_dir = folder })
        local _, err = fetch(base_url, { cache = "only" })
        assert.is_truthy(err.kind == "cache" or err.kind == "offline", tostring(err))
        assert.are.same(plain.series, assert(fetch(base_url)).series)
        assert.is_true(assert(fetch(base_url)).source.cached)
      end)
    end

    it("and whose bytes are gone is fetched again", function()
      os.remove(files("%.csv$")[1])
      assert.is_nil(assert(fetch(base_url)).source.cached)
      assert.is_true(assert(fetch(base_url)).source.cached)
    end)

    it("is not the answer to another query, whatever its folder", function()
      local other = address()
      shell.run(("cd %s/v1 && from=$(ls) && mkdir x && cp -r $from/* x"):format(folder))
      assert(fetch(other, { where = { code_departement = "01" } }))
      local _, _, hosts = shell.run(("ls %s/v1"):format(folder))
      local target
      for name in hosts:gmatch("%S+") do
        local _, _, inside = shell.run(("ls %s/v1/%s/*"):format(folder, name))
        if name ~= "x" and not inside:find "whole" then target = name end
      end
      shell.run(("cp -r %s/v1/x/* %s/v1/%s/"):format(folder, folder, target))
      assert.is_nil(assert(fetch(other)).source.cached)
    end)
  end)
end)
