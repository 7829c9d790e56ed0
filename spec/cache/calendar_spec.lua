-- The release calendar: how it is fetched and kept, and what the cache makes of a kept one. The
-- days are those of the stand-in's calendar; the clock is set.
local entry_file = require "spec.support.entry_file"
local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local timestamp = require "urssaf.base.timestamp"
local urssaf = require "urssaf"

local CALENDAR, MAIN = "planning-de-mise-a-jour", "auto-entrepreneurs-par-departement"
local HOUR, DAY = 3600, 86400

describe("urssaf.cache.kept_calendar", function()
  hygiene("urssaf.cache.kept_calendar", { "is_due" })
end)

describe("urssaf.portal.listing", function()
  hygiene("urssaf.portal.listing", { "knowledge", "decoder", "verify", "make" })
end)

describe("the release calendar", function()
  local portal = standin.for_cases()
  local clock = os.time
  local folder, base_url

  before_each(function()
    folder = shell.temporary_folder()
    base_url = portal:with { { on = "any", delay = 0 } }
  end)

  after_each(function()
    os.time = clock -- luacheck: ignore 122
    shell.remove(folder)
  end)

  local function set_clock(moment)
    os.time = function() return timestamp.of_iso(moment) end -- luacheck: ignore 122
  end

  local function options(more)
    return lua.merged({ base_url = base_url, cache = "use", cache_dir = folder, retries = 0 }, more)
  end

  local function calendar(more)
    return urssaf.calendar(options(more))
  end

  local function fetch(more)
    return urssaf.fetch(options(more))
  end

  local function asked(dataset)
    local count = 0
    for _, request in ipairs(portal:requests(base_url)) do
      if request.target:find("/datasets/" .. dataset:gsub("%-", "%%-") .. "%f[/?%z]") then
        count = count + 1
      end
    end
    return count
  end

  describe("tells", function()
    before_each(function() set_clock "2026-11-24T08:00:00Z" end)

    it("the last and the next release of the main dataset", function()
      local found = assert(calendar())
      assert.are.equal(MAIN, found.dataset)
      assert.are.same({ day = "2026-07-16", from = "2026-07-16", to = "2026-07-16",
        product = "Auto-entrepreneurs, par département", publication = "Acoss Stat (synthétique)",
        periodicity = "Semestrielle", theme = "Auto-entrepreneurs" }, found.last)
      assert.are.equal("2027-01-18", found.next.day)
      local days = {}
      for i, release in ipairs(found.releases) do days[i] = release.from .. " " .. release.to end
      assert.are.same({ "2026-01-16 2026-01-16", "2026-07-16 2026-07-16", "2027-01-18 2027-01-18",
        "2027-07-12 2027-07-23" }, days)
      assert.are.same({ {}, 11, "2026-07-16T07:30:12+00:00" },
        { found.notes, found.source.rows, found.source.data_processed })
      assert.matches("synthétiques", found.source.attribution, 1, true)
    end)

    it("those of another dataset, a span of days for a week", function()
      local found = assert(calendar { dataset = "procedures-collectives-par-region" })
      assert.are.equal("2026-10-21", found.last.day)
      assert.are.same({ nil, "2027-01-18", "2027-01-24", "Semaine" },
        { found.next.day, found.next.from, found.next.to, found.next.precision })
    end)

    it("the same with the dataset before the options, as other calls take it", function()
      local id = "procedures-collectives-par-region"
      assert.are.equal("2026-10-21", assert(urssaf.calendar(id, options())).last.day)
      local client = urssaf.client { base_url = base_url, cache_dir = folder }
      assert.are.equal("2026-10-21", assert(client:calendar(id)).last.day)
      client:close()
    end)

    it("of a release without a date that there is one", function()
      local found = assert(calendar { dataset = "auto-entrepreneurs-par-secteur-dactivite" })
      assert.are.equal("2027-07-31", found.next.to)
      assert.are.equal("à déterminer", found.releases[3].precision)
      assert.are.same({ "undated", 1 }, { found.notes[1].kind, found.notes[1].count })
    end)

    it("nothing of a dataset that is not in it, but the nearest", function()
      local found, err = calendar { dataset = "procedures-collectives-par-regoin" }
      assert.is_nil(found)
      assert.are.equal("none", err.kind)
      assert.matches("did you mean 'procedures-collectives-par-region'?", err.message, 1, true)
    end)

    it("a client the same", function()
      local client = urssaf.client { base_url = base_url, cache_dir = folder }
      assert.are.equal("2027-01-18", assert(client:calendar()).next.day)
      assert.are.equal("2026-10-21", assert(client:calendar {
        dataset = "procedures-collectives-par-region" }).last.day)
      client:close()
      assert.are.equal(3, asked(CALENDAR))
    end)

    it("that an option is wrong", function()
      assert.has_error(function() calendar { dataset = "a/b" } end)
      assert.has_error(function() calendar { dataset = 5 } end)
      assert.has_error(function() urssaf.calendar("a/b", options()) end)
      assert.has_error(function() calendar { from = 2020 } end)
    end)
  end)

  describe("is kept", function()
    it("and answers until max_age, then is asked after", function()
      set_clock "2026-11-24T08:00:00Z"
      assert.is_nil(assert(calendar()).source.cached)
      assert.are.equal(3, asked(CALENDAR))
      assert.is_true(assert(calendar()).source.cached)
      set_clock "2026-11-25T07:59:59Z"
      assert(calendar())
      assert.are.equal(3, asked(CALENDAR))
      set_clock "2026-11-25T08:00:00Z"
      assert.is_true(assert(calendar()).source.cached)
      assert.are.equal(4, asked(CALENDAR))
    end)

    it("as any publication: it is listed, and can be removed", function()
      assert(calendar())
      local where = { base_url = base_url, cache_dir = folder }
      local kept = assert(urssaf.vintages(CALENDAR, where))
      assert.are.same({ CALENDAR, 11 }, { kept[1].dataset, kept[1].rows })
      where.keep = 0
      assert.are.equal(1, #assert(urssaf.prune(CALENDAR, where)))
      local _, err = calendar { cache = "only" }
      assert.are.equal("offline", err.kind)
    end)

    for mode, expected in pairs { refresh = 6, off = 6, only = 3, use = 3 } do
      it(("and asked for with cache = \"%s\" as a panel is"):format(mode), function()
        assert(calendar())
        assert(calendar { cache = mode })
        assert.are.equal(expected, asked(CALENDAR))
      end)
    end

    it("and stands in for the portal, which is said", function()
      assert(calendar())
      set_clock "2026-12-24T08:00:00Z"
      local found, err = calendar { timeout = 1e-9 }
      assert(found, tostring(err))
      assert.is_true(found.source.stale)
      assert.are.equal("stale", found.notes[1].kind)
      found, err = calendar { timeout = 1e-9, strict = true }
      assert.is_nil(found)
      assert.are.equal("timeout", err.kind)
    end)

    for name, change in pairs {
      ["a bit of the rows"] = function(text) return (text:gsub("2027%-01%-18", "2027-01-19")) end,
      ["rows that are gone"] = function(text) return text:sub(1, 300) end,
    } do
      it("and fetched again, if it is damaged: " .. name, function()
        assert(calendar())
        local path = assert(urssaf.vintages(CALENDAR, { base_url = base_url,
          cache_dir = folder }))[1].path
        shell.write(path, change(shell.read(path)))
        local _, err = calendar { cache = "only" }
        assert.are.equal("cache", err.kind)
        local found = assert(calendar())
        assert.are.same({ 6, "2027-01-18" }, { asked(CALENDAR), found.releases[3].day })
        assert.are.equal("cache", found.notes[1].kind)
      end)
    end
  end)

  describe("is complete, or an error:", function()
    local ENDS = {
      ["an export that breaks off"] = { { on = "export", cut = 900 }, "decode incomplete network" },
      ["another number of rows"] = { { on = "records", count = 1 }, "incomplete" },
      ["columns that are gone"] = { { on = "export", columns = { "precision",
        "nom_du_produit" } }, "schema" },
      ["a page of HTML"] = { { on = "export", status = 200, body = "<html>", headers = {
        ["Content-Type"] = "text/html" } }, "content" },
    }
    for name, case in pairs(ENDS) do
      it(name, function()
        base_url = portal:with { case[1] }
        local found, err = calendar { cache = "off" }
        assert.is_nil(found)
        assert.is_truthy(case[2]:find(err.kind, 1, true), tostring(err))
      end)
    end
  end)

  -- The publication was processed on 2026-07-16, and is due by the calendar on 2027-01-18; by the
  -- rule without a calendar it is, from 30 days before 2027-01-16 on.
  describe("decides how long a kept publication goes unchecked:", function()
    -- Keeps a panel, and with it the calendar, and makes it look as if it had been processed and
    -- checked then.
    local function keep(with_calendar, processed, checked)
      set_clock(checked)
      if with_calendar then assert(calendar()) end
      base_url = portal:with { { on = "any", publication = processed } }
      if with_calendar then assert(calendar()) end
      assert(fetch())
    end

    local function is_asked(moment, more)
      set_clock(moment)
      local before = asked(MAIN)
      assert(fetch(lua.merged({ max_age = 30 * DAY }, more)))
      return asked(MAIN) > before
    end

    local BEFORE, AFTER = "2026-07-16T07:30:12+00:00", "2027-01-18T06:00:00+00:00"

    for _, case in ipairs {
      { "before the release not, where the rule would ask", true, BEFORE, "2026-12-28T08:00:00Z",
        "2026-12-28T20:00:00Z", false },
      { "without a calendar by the rule", false, BEFORE, "2026-12-28T08:00:00Z",
        "2026-12-28T20:00:00Z", true },
      { "within six hours not, though it is due", true, BEFORE, "2027-01-18T08:00:00Z",
        "2027-01-18T13:59:59Z", false },
      { "after six hours when it is due", true, BEFORE, "2027-01-18T08:00:00Z",
        "2027-01-18T14:00:00Z", true },
      { "on the day before, in time", true, BEFORE, "2027-01-10T08:00:00Z",
        "2027-01-17T00:00:00Z", true },
      { "not on the day before that", true, BEFORE, "2027-01-10T08:00:00Z",
        "2027-01-16T23:59:59Z", false },
      { "not once the release is kept", true, AFTER, "2027-01-18T08:00:00Z",
        "2027-01-25T08:00:00Z", false },
      { "by the rule where the calendar ends", true, "2027-07-16T00:00:00+00:00",
        "2027-12-27T08:00:00Z", "2027-12-28T08:00:00Z", true },
      { "by the rule where the calendar ends, out of season", true, "2027-07-16T00:00:00+00:00",
        "2027-11-01T08:00:00Z", "2027-11-04T08:00:00Z", false },
    } do
      it(case[1], function()
        keep(case[2], case[3], case[4])
        assert.are.equal(case[6], is_asked(case[5]))
      end)
    end

    it("never longer than max_age", function()
      keep(true, BEFORE, "2026-11-24T08:00:00Z")
      assert.is_false(is_asked("2026-11-24T08:59:59Z", { max_age = HOUR }))
      assert.is_true(is_asked("2026-11-24T09:00:00Z", { max_age = HOUR }))
      assert.is_true(is_asked("2026-11-24T09:00:00Z", { max_age = 0 }))
      assert.is_true(is_asked("2027-01-24T09:00:00Z", { max_age = DAY }))
    end)

    it("not if it is damaged: then by the rule", function()
      keep(true, BEFORE, "2026-12-28T08:00:00Z")
      for _, one in ipairs(assert(urssaf.vintages(CALENDAR, { base_url = base_url,
        cache_dir = folder }))) do
        shell.write(one.path, (shell.read(one.path):gsub("2026", "2025")))
      end
      assert.is_true(is_asked "2026-12-28T20:00:00Z")
    end)

    it("not if another portal's is kept", function()
      set_clock "2026-12-28T08:00:00Z"
      assert(calendar())
      keep(false, BEFORE, "2026-12-28T08:00:00Z")
      assert.is_true(is_asked "2026-12-28T20:00:00Z")
    end)

    it("whatever part of the dataset it is", function()
      keep(true, BEFORE, "2026-12-28T08:00:00Z")
      local part = { where = { code_departement = "01" }, from = 2020, measures = { "radiations" } }
      assert(fetch(part))
      assert.is_false(is_asked("2026-12-28T20:00:00Z", part))
    end)

    it("for its own key", function()
      local key = { api_key = standin.API_KEY }
      set_clock "2026-12-28T08:00:00Z"
      assert(calendar(key))
      assert(fetch(key))
      assert(fetch())
      assert.is_false(is_asked("2026-12-28T20:00:00Z", key))
      assert.is_true(is_asked "2026-12-28T20:00:00Z")
    end)
  end)

  it("is not read by a fetch that asks nobody", function()
    assert(calendar())
    assert(fetch())
    local script = ([[
      local urssaf = require "urssaf"
      for _, mode in ipairs { "only", "use" } do
        assert(urssaf.fetch { base_url = %q, cache_dir = %q, cache = mode })
        print(package.loaded["urssaf.domain.releases"], package.loaded["urssaf.csv.records"])
      end
    ]]):format(base_url, folder)
    local ok, _, output = shell.run(shell.checkout .. shell.lua .. " -e " .. shell.quote(script))
    assert.is_true(ok, output)
    assert.are.equal("nil\tnil\nnil\tnil\n", output)
  end)

  it("may be forged, with rows that are none", function()
    set_clock "2026-12-28T08:00:00Z"
    assert(calendar())
    assert(fetch())
    local kept = assert(urssaf.vintages(CALENDAR, { base_url = base_url, cache_dir = folder }))[1]
    local body = ("\0"):rep(kept.bytes)
    shell.write(kept.path, body)
    entry_file.change(kept.path:gsub("%-%x+%.csv$", ".json"), function(entry)
      entry.checksum = require("urssaf.checksum").crc32(body)
      entry.csv = entry.csv:gsub("%x+%.csv$", ("%08x.csv"):format(entry.checksum))
      os.rename(kept.path, kept.path:gsub("[^/]+$", entry.csv))
    end)
    local _, err = calendar { cache = "only" }
    assert.are.equal("cache", err.kind)
    set_clock "2026-12-28T20:00:00Z"
    assert(fetch { max_age = 30 * DAY })
  end)
end)
