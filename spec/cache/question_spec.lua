-- Which kept publication answers: equal questions, other keys, folders spelt with ~, a clock that
-- was ahead, and processes that remove what others read.
local checksum = require "urssaf.checksum"
local dataset_entries = require "urssaf.cache.dataset_entries"
local entry_file = require "spec.support.entry_file"
local files = require "urssaf.cache.files"
local json = require "urssaf.base.json"
local lua = require "spec.support.lua"
local shell = require "spec.support.shell"
local small_panel = require "spec.support.small_panel"
local standin = require "spec.support.standin"
local store = require "urssaf.cache.store"
local urssaf = require "urssaf"
local writers = require "urssaf.cache.writer"

local note_of = small_panel.note_text

local BEFORE, AFTER = "2026-01-16T07:30:12+00:00", "2026-07-16T07:30:12+00:00"

describe("a kept publication", function()
  local portal = standin.for_cases()
  local folder, base_url

  before_each(function()
    folder = shell.temporary_folder()
    base_url = portal:with { { on = "any", delay = 0 } }
  end)

  after_each(function() shell.remove(folder) end)

  local function fetch(options)
    return urssaf.fetch(lua.merged({ base_url = base_url, cache = "use", cache_dir = folder,
      retries = 0 }, options))
  end

  local function requests()
    return #portal:requests(base_url)
  end

  local function find(pattern)
    local _, _, listing = shell.run(("find %s -name '%s' | sort"):format(folder, pattern))
    local list = {}
    for path in listing:gmatch "[^\n]+" do list[#list + 1] = path end
    return list
  end

  describe("answers an equal question:", function()
    for name, case in pairs {
      ["a code, a number, a list of one"] = { { where = { code_departement = "01" } },
        { where = { code_departement = 1 } }, { where = { code_departement = { "01" } } },
        { where = { code_departement = { 1, "1", "01" } } } },
      ["a list in another order"] = { { where = { code_departement = { "01", "2A" } } },
        { where = { code_departement = { "2A", "01" } } },
        { where = { code_departement = { "2A", 1, "2A" } } } },
      ["columns in another order, or twice"] = { { from = 2025,
        measures = { "radiations", "immatriculations" } }, { from = "2025-Q1",
        measures = { "immatriculations", "radiations", "immatriculations" } } },
    } do
      it(name, function()
        local first = assert(fetch(case[1]))
        local before = requests()
        for i = 2, #case do
          local again = assert(fetch(case[i]))
          assert.is_true(again.source.cached)
          assert.are.same(first.series, again.series)
        end
        assert.are.equal(before, requests())
        assert.are.equal(1, #find "*.csv")
      end)
    end
  end)

  it("answers nobody with another API key, and does not tell the key", function()
    local where = { code_departement = "01" }
    assert(fetch { where = where, api_key = standin.API_KEY })
    assert.is_true(assert(fetch { where = where, api_key = standin.API_KEY }).source.cached)
    for _, key in ipairs { "another", standin.API_KEY .. "x", "123456789" } do
      local _, err = fetch { where = where, api_key = key, cache = "only" }
      assert.are.equal("offline", err.kind)
    end
    local query = json.decode(shell.read(find("*.json")[1])).entry.question
    -- half of the CRC-32 of the key, whatever its length
    assert.are.equal(("%08x"):format(checksum.crc32(standin.API_KEY)):sub(1, 4), query.key)
    assert.are.equal(4, #query.key)
  end)

  it("of a key, from an earlier version, is listed and answers nobody", function()
    assert(fetch { api_key = standin.API_KEY })
    entry_file.change(find("*.json")[1], function(entry)
      entry.question.key, entry.question.keyed = nil, true
    end)
    assert.are.equal(1, #assert(urssaf.vintages { base_url = base_url, cache_dir = folder }))
    for _, key in ipairs { standin.API_KEY, nil } do
      local _, err = fetch { api_key = key, cache = "only" }
      assert.are.equal("offline", err.kind)
    end
    local panel = assert(fetch { api_key = standin.API_KEY })
    assert.are.same({}, panel.notes)
  end)

  describe("in a folder spelt with ~", function()
    local function run(environment, cache_dir)
      local program = folder .. "/program.lua"
      shell.write(program, ([[
        local urssaf = require "urssaf"
        local panel = assert(urssaf.fetch { base_url = %q, cache_dir = arg[1], retries = 0,
          where = { code_departement = "2A" } })
        print(panel.source.cached)
        for _, note in ipairs(panel.notes) do print(note.kind, note.message) end]]):format(
        base_url))
      local _, _, output = shell.run_here(("cd %s && env %s %s"):format(folder, environment,
        shell.with({ LUA_PATH = shell.lua_path, LUA_CPATH = shell.lua_cpath },
          ("%s %s %s"):format(shell.lua, program, cache_dir and shell.quote(cache_dir) or ""))))
      return output
    end

    it("lies in the user's home", function()
      shell.run(("mkdir %s/home"):format(folder))
      local home = "HOME=" .. folder .. "/home "
      assert.matches("^nil", run(home .. "URSSAF_CACHE_DIR='~/kept'"))
      assert.are.equal(1, #find "kept")
      assert.are.equal(1, #find "*.csv")
      assert.matches("/home/kept/v1/", find("*.csv")[1], 1, true)
      assert.matches("^true", run(home, "~/kept"))
      assert.matches("^true", run("HOME=" .. folder .. "/home/kept", "~"))
      assert.are.same({}, find "~*")
    end)

    it("is refused where it is not known what that is", function()
      for cache_dir, environment in pairs { ["~dupont/kept"] = "HOME=" .. folder,
        ["~/kept"] = "--unset=HOME" } do
        local output = run(environment, cache_dir)
        assert.matches("^nil", output)
        assert.matches("not kept: the cache folder " .. cache_dir, output, 1, true)
      end
      assert.are.same({}, find "~*")
      assert.are.same({}, find "kept")
    end)

    it("is as it is written where that begins otherwise", function()
      assert.matches("^nil", run("HOME=/none", "./~kept"))
      assert.are.equal(1, #find "~kept")
    end)
  end)

  describe("that a clock which was ahead noted", function()
    before_each(function()
      base_url = portal:with { { on = "any", times = 3, publication = BEFORE } }
      assert(fetch())
    end)

    local function note_ahead(pattern, name)
      for _, path in ipairs(find(pattern)) do
        entry_file.change(path, function(entry) entry[name] = "2099-01-01T00:00:00Z" end)
      end
    end

    local function published(options)
      return assert(fetch(options)).source.data_processed
    end

    for _, name in ipairs { "checked_at", "fetched_at" } do
      it("does not stand before one that is newer: " .. name, function()
        assert.are.equal(AFTER, published { max_age = 0 })
        note_ahead("202601*.json", name)
        assert.are.equal(AFTER, published { cache = "only" })
        local before = requests()
        assert.are.equal(AFTER, published())
        assert.are.equal(before, requests())
      end)
    end

    it("is asked about once", function()
      note_ahead("*.json", "checked_at")
      local before = requests()
      assert.are.equal(AFTER, published())
      assert.is_true(requests() > before)
      before = requests()
      assert.are.equal(AFTER, published())
      assert.are.equal(AFTER, published { cache = "only" })
      assert.are.equal(before, requests())
    end)

    it("comes after a newer publication, if that was noted so too", function()
      assert.are.equal(AFTER, published { max_age = 0 })
      note_ahead("*.json", "checked_at")
      note_ahead("*.json", "fetched_at")
      assert.are.equal(AFTER, published { cache = "only" })
      local before = requests()
      assert.are.equal(AFTER, published())
      assert.are.equal(before + 1, requests()) -- the metadata
      assert.are.equal(AFTER, published())
      assert.are.equal(before + 1, requests())
    end)
  end)

  describe("that another process removes while it is read", function()
    before_each(function()
      base_url = portal:with { { on = "any", times = 3, publication = BEFORE } }
      assert(fetch())
      assert(fetch { max_age = 0 })
    end)

    -- Removes once, after the entries were read and before the first of their bytes are.
    local function while_removing(options, work)
      local size = files.size
      files.size = function(path)
        if path:find "%.csv$" then
          files.size = size
          options.base_url, options.cache_dir = base_url, folder
          assert.is_true(#assert(urssaf.prune(options)) > 0)
        end
        return size(path)
      end
      local ok, panel, err = pcall(work)
      files.size = size
      assert.is_true(ok, panel)
      return panel, err
    end

    it("is as if it had never been there", function()
      local panel = assert(while_removing({ keep = 0 }, fetch))
      assert.is_nil(panel.source.cached)
      assert.is_nil(note_of(panel, "cache"))
    end)

    it("is not there for `only` and `as_of`", function()
      for _, options in ipairs { { cache = "only" }, { as_of = "2026-01-31" } } do
        assert(fetch { cache = "refresh" })
        local panel, err = while_removing({ before = "2027-01-01" }, function()
          return fetch(options)
        end)
        assert.is_nil(panel)
        assert.are.equal("offline", err.kind)
      end
    end)

    it("leaves the others", function()
      local panel = assert(while_removing({ keep = 1 }, function()
        return fetch { as_of = "2026-12-31" }
      end))
      assert.are.equal(AFTER, panel.source.data_processed)
      local _, err = fetch { as_of = "2026-01-31" }
      assert.are.equal("offline", err.kind)
    end)

    it("is not noted as the newest", function()
      local entry = assert(store.entry_at(find("202607*.json")[1]))
      assert.is_true(dataset_entries.remove(entry))
      writers.confirm(entry, function() return 0.5 end, "2026-08-01T00:00:00Z")
      assert.are.same({}, find "202607*")
      assert.are.same({}, find ".new*")
    end)

    it("is removed by both, should both do that", function()
      local entry = assert(store.entry_at(find("202607*.json")[1]))
      assert.is_true(dataset_entries.remove(entry))
      assert.is_true(dataset_entries.remove(entry))
    end)
  end)

  it("is not read beyond `timeout`, and left closed", function()
    assert(fetch())
    local open, read = files.open, files.read
    local last
    files.open = function(...)
      last = open(...)
      return last
    end
    files.read = function(handle)
      os.execute "sleep 0.4"
      return read(handle)
    end
    local before = os.time()
    local ok, panel, err = pcall(fetch, { cache = "only", timeout = 1 })
    files.open, files.read = open, read
    assert.is_true(ok, panel)
    assert.is_nil(panel)
    assert.are.equal("timeout", err.kind)
    assert.are.equal("closed file", io.type(last))
    assert.is_true(os.time() - before <= 4)
  end)

  it("is not looked for beyond `timeout`", function()
    assert(fetch())
    local path = find("*.json")[1]
    for i = 1, 30 do
      shell.write(path:gsub("[^/]+$", ("20200101T000000Z-%d.json"):format(i)), "{}")
    end
    local read_all = files.read_all
    files.read_all = function(...)
      os.execute "sleep 0.4"
      return read_all(...)
    end
    local failures = {}
    local before = os.time()
    for _, mode in ipairs { "only", "use", "refresh" } do
      local ok, panel, err = pcall(fetch, { cache = mode, timeout = 1 })
      failures[#failures + 1] = ok and panel == nil and err.kind
    end
    files.read_all = read_all
    assert.are.same({ "timeout", "timeout", "timeout" }, failures)
    assert.is_true(os.time() - before <= 12)
    assert(fetch())
  end)
end)
