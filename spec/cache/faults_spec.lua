-- The cache while other things fail: no network, no disk, many processes at once.
local lua = require "spec.support.lua"
local shell = require "spec.support.shell"
local socket = require "socket"
local small_panel = require "spec.support.small_panel"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

local note_of = small_panel.note_text

local BEFORE = "2026-01-16T07:30:12+00:00"

describe("what is kept", function()
  local portal, folder

  before_each(function()
    portal = standin.start {}
    folder = shell.temporary_folder()
  end)

  after_each(function()
    portal:stop()
    shell.remove(folder)
  end)

  local function fetch(options, base_url)
    return urssaf.fetch(lua.merged({ base_url = base_url or portal.base_url, cache = "use",
      cache_dir = folder, retries = 0 }, options))
  end

  local function find(arguments)
    local _, _, listing = shell.run(("find %s -mindepth 1 %s | sort"):format(shell.quote(folder),
      arguments))
    return listing
  end

  describe("with the network gone", function()
    local first

    before_each(function()
      first = assert(fetch())
      portal:stop()
    end)

    it("is served as it is within max_age", function()
      local panel = assert(fetch())
      assert.is_nil(panel.source.stale)
      assert.are.same(first.series, panel.series)
    end)

    it("is served as stale beyond it, which says so, its age, and what went wrong", function()
      local panel = assert(fetch { max_age = 0 })
      assert.is_true(panel.source.stale)
      assert.are.same(first.series, panel.series)
      local note = note_of(panel, "stale")
      assert.matches("2026-07-16", note, 1, true)
      assert.matches("was the newest today", note, 1, true)
      assert.matches("network: ", note, 1, true)
    end)

    it("is an error beyond it if `strict`", function()
      local panel, err = fetch { max_age = 0, strict = true }
      assert.is_nil(panel)
      assert.are.equal("network", err.kind)
    end)

    it("is not served by `refresh`", function()
      local panel, err = fetch { cache = "refresh" }
      assert.is_nil(panel)
      assert.are.equal("network", err.kind)
    end)

    it("is served by `only`; what was never fetched is `offline`", function()
      assert.are.same(first.series, assert(fetch { cache = "only" }).series)
      local panel, err = fetch { cache = "only", from = 2024 }
      assert.is_nil(panel)
      assert.are.equal("offline", err.kind)
    end)
  end)

  describe("beyond max_age", function()
    -- the first fetch goes well, what comes after it meets the fault
    local function second(fault, options)
      fault.after = fault.on == "any" and 3 or 1
      local base_url = portal:with { fault }
      assert(fetch(nil, base_url))
      options = options or {}
      options.max_age, options.timeout = 0, fault.mute and 0.5 or 60
      return fetch(options, base_url)
    end

    for name, fault in pairs {
      ["a server out of order"] = { on = "metadata", status = 503 },
      ["a maintenance page"] = { on = "metadata", html = true },
      ["a quota that is used up"] = { on = "metadata", status = 429,
        body = '{"errorcode":10002,"error":"x"}' },
      ["silence"] = { on = "metadata", mute = true },
      ["a reset"] = { on = "metadata", reset = 0 },
    } do
      it("stands in for " .. name, function()
        local panel = assert(second(fault))
        assert.is_true(panel.source.stale)
        assert.are.equal(505, #panel.series)
        local err = select(2, second(fault, { strict = true }))
        assert.is_string(err.kind)
      end)
    end

    for name, fault in pairs {
      ["a dataset that is gone"] = { on = "metadata", status = 404,
        body = '{"error_code": "NotFoundResource", "message": "gone"}' },
      ["a key that is refused"] = { on = "metadata", status = 401,
        body = '{"error_code": "ForbiddenAccess", "message": "no"}' },
      ["a column that is gone"] = { on = "any", publication = "2027-01-01T00:00:00Z",
        columns = { "region", "departement", "code_region", "code_departement", "radiations" } },
      ["a new publication that is incomplete"] = { on = "any", cut_rows = 10,
        publication = "2027-01-01T00:00:00Z" },
      ["a new publication that cannot be read"] = { on = "any",
        publication = "2027-01-01T00:00:00Z", inject = { after_rows = 3, text = "?\r\n" } },
    } do
      it("does not stand in for " .. name, function()
        local panel, err = second(fault)
        assert.is_nil(panel)
        assert.is_string(err.kind)
      end)
    end

    it("stands in for a new publication that does not come", function()
      local base_url = portal:with { { on = "any", times = 3, publication = BEFORE },
        { on = "export", after = 1, status = 503 } }
      assert(fetch(nil, base_url))
      local panel = assert(fetch({ max_age = 0 }, base_url))
      assert.is_true(panel.source.stale)
      assert.are.equal(BEFORE, panel.source.data_processed)
    end)
  end)

  it("is the newest that is sound, where the portal cannot be reached", function()
    local base_url = portal:with { { on = "any", times = 3, publication = BEFORE } }
    assert(fetch(nil, base_url))
    socket.sleep(1.1) -- times are kept in seconds
    assert(fetch({ max_age = 0 }, base_url))
    portal:stop()
    shell.run(("for f in $(find %s -name '20260716*.csv'); do printf x >>$f; done"):format(folder))
    local panel = assert(fetch(nil, base_url))
    assert.is_true(panel.source.stale)
    assert.are.equal(BEFORE, panel.source.data_processed)
    assert.matches("2026-07-16 is damaged", note_of(panel, "cache"), 1, true)
  end)

  it("is gone half-way without a trace, if the call fails or is called off", function()
    for _, fault in ipairs { { on = "export", cut = 200003 }, { on = "export", reset = 5000 },
      { on = "export", inject = { after_rows = 3000, text = "?\r\n" } },
      { on = "records", count = 3 }, { on = "metadata", html = true } } do
      assert.is_nil(fetch(nil, portal:with { fault }))
      pcall(fetch, { progress = function(_, _, phase)
        if phase == "download" then error "stop" end
      end }, portal:with { fault })
      fetch({ progress = function(_, _, phase) return phase ~= "decode" end },
        portal:with { { on = "any", delay = 0 } })
    end
    assert.are.equal("", find "-type f")
    assert.are.equal("", find "-name '.new*'")
  end)

  it("takes no publication that may be another than its metadata name", function()
    local panel = assert(fetch(nil, portal:with { { on = "metadata", count = -2 } }))
    assert.is_string(note_of(panel, "publication"))
    assert.are.equal("", find "-type f")
  end)

  describe("on a disk that cannot be used", function()
    for name, path in pairs {
      ["a file in the place of the folder"] = "/dev/null",
      ["a file above the folder"] = "/dev/null/kept",
      ["a folder that nobody may make"] = "/proc/kept",
      ["a name that is too long"] = "/tmp/" .. ("x"):rep(300),
    } do
      it("costs the cache, not the answer: " .. name, function()
        local panel = assert(fetch { cache_dir = path })
        assert.are.equal(505, #panel.series)
        assert.matches("not kept: ", note_of(panel, "cache"), 1, true)
        local _, err = fetch { cache_dir = path, cache = "only" }
        assert.is_truthy(err.kind == "offline" or err.kind == "cache")
      end)
    end

    it("costs the cache, not the answer: a disk that is full", function()
      -- a write to this device fails for want of space
      local files = require "urssaf.cache.files"
      local open = files.open
      files.open = function(path, mode) return open(mode == "wb" and "/dev/full" or path, mode) end
      local ok, panel = pcall(fetch)
      files.open = open
      assert.is_true(ok, panel)
      assert.are.equal(505, #panel.series)
      local full = assert(io.open("/dev/full", "wb"))
      local _, message = full:write(("x"):rep(1e5)) -- in the words of the locale
      full:close()
      assert.matches(message, note_of(panel, "cache"), 1, true)
      assert.are.equal("", find "-type f")
      assert.are.equal("", find "-name '.new*'")
    end)
  end)

  it("is an error of the cache, and not of the query, where the folder is a file", function()
    local path = folder .. "/a-file"
    shell.write(path, "")
    for _, options in ipairs { { cache = "only" }, { as_of = "2026-12-31" } } do
      options.cache_dir = path
      local _, err = fetch(options)
      assert.are.equal("cache", err.kind)
      assert.matches(("nothing can be kept here: %s is a file, not a folder"):format(path),
        err.message, 1, true)
    end
    for name, call in pairs { listed = urssaf.vintages, removed = urssaf.prune } do
      for _, cache_dir in ipairs { path, path .. "/below" } do
        local found, err = call { cache_dir = cache_dir, keep = name == "removed" and 1 or nil }
        assert.is_nil(found)
        assert.are.equal("cache", err.kind)
        assert.matches(("cannot be %s here: %s is a file, not a folder"):format(name, path),
          err.message, 1, true)
      end
    end
  end)

  it("is an error of the cache where it may not be looked at", function()
    assert(fetch())
    local lfs = require "lfs"
    package.loaded.lfs = lua.merged(lfs, { -- as for a user who has no right to
      symlinkattributes = function() return nil, "Permission denied", 13 end,
      dir = function() error "Permission denied" end,
      attributes = function(path, ...)
        if path == folder then return lfs.attributes(path, ...) end
        return nil, "Permission denied", 13
      end })
    local _, err = fetch { cache = "only" }
    package.loaded.lfs = lfs
    assert.are.equal("cache", err.kind)
    assert.matches("nothing can be kept here: Permission denied", err.message, 1, true)
  end)

  it("is nothing without lua-filesystem, which is said", function()
    local loaded, preload = package.loaded.lfs, package.preload.lfs
    package.loaded.lfs = nil
    package.preload.lfs = function()
      package.loaded.lfs = nil -- where Lua 5.1 remembers that loading began
      error "module 'lfs' not found: it is nowhere"
    end
    local panel = fetch()
    local _, err = fetch { cache = "only" }
    local _, unlisted = urssaf.vintages { cache_dir = folder }
    package.loaded.lfs, package.preload.lfs = loaded, preload
    assert.are.equal(505, #panel.series)
    assert.matches("lua-filesystem is not installed", note_of(panel, "cache"), 1, true)
    assert.are.equal("host", err.kind)
    assert.are.equal("host", unlisted.kind)
    assert.are.equal("kept publications cannot be listed here: lua-filesystem is not installed",
      unlisted.message)
  end)

  it("never lies outside the folder, whatever host and dataset are called", function()
    local inside = folder .. "/inside"
    local names = { "..", "../..", "...", "a/../../b", "%2e%2e%2f", "x\\..\\y", ("y"):rep(400) }
    for _, name in ipairs(names) do
      pcall(urssaf.fetch, { base_url = "http://" .. name .. "/x", cache_dir = inside, retries = 0,
        proxy = portal.base_url:match("^http://[^/]+") })
      pcall(urssaf.fetch, name, { base_url = portal.base_url, cache_dir = inside, retries = 0 })
    end
    local store = require("urssaf.cache.store").new(inside)
    local writers = require "urssaf.cache.writer"
    for _, name in ipairs(names) do
      local writer = writers.new(store, { base_url = "https://" .. name .. "/api",
        dataset = name }, function() return 0.5 end)
      writer:write "x"
      assert.is_true(writer:keep({ fields = {} }, { fetched_at = "2026-01-01T00:00:00Z" }, 1),
        writer.problem)
    end
    assert.are.equal(2 * #names, select(2, find("-type f"):gsub("\n", "")))
    assert.are.equal("", find(("-type f -not -path '%s/*'"):format(inside)))
  end)

  it("holds no key, nor do notes and errors", function()
    local key = "cle-de-demonstration"
    local said = {}
    local function say(panel, err)
      said[#said + 1] = tostring(err)
      for _, note in ipairs(panel and panel.notes or {}) do said[#said + 1] = note.message end
      said[#said + 1] = panel and panel:to_json() or ""
    end
    say(fetch { api_key = key })
    say(fetch { api_key = key, max_age = 0 })
    say(fetch({ api_key = key }, portal:with { { on = "export", status = 503 } }))
    say(urssaf.fetch("jeu-prive", { base_url = portal.base_url, api_key = key,
      cache_dir = folder, retries = 0 }))
    portal:stop()
    say(fetch { api_key = key, max_age = 0 })
    say(fetch { api_key = key, cache = "refresh" })
    assert.is_nil(table.concat(said, "\n"):find(key, 1, true))
    local ok = shell.run(("grep -r %s %s"):format(key, folder))
    assert.is_false(ok)
    assert.is_truthy(find("-name '*.csv'") ~= "")
  end)

  it("opens no socket when `only` reads it", function()
    if not shell.run "strace -o /dev/null true" then
      return pending("strace cannot trace here")
    end
    assert(fetch())
    local program = ([[
      local urssaf = require "urssaf"
      local panel = assert(urssaf.fetch { base_url = %q, cache_dir = %q, cache = "%s" })
      io.stderr:write("series: ", #panel.series, "\n")]])
    local function sockets(mode)
      local _, _, output = shell.run(("strace -f -e trace=network %s %s -e %s"):format(
        "env " .. shell.checkout, shell.lua,
        shell.quote(program:format(portal.base_url, folder, mode))))
      assert.matches("series: 505", output, 1, true)
      return select(2, output:gsub("socket%(", ""))
    end
    assert.are.equal(0, sockets "only")
    assert.are.equal(0, sockets "use")
    assert.is_true(sockets "refresh" > 0) -- or strace sees nothing at all
  end)
end)
