-- Folders that somebody else may have prepared: links, pipes, files without end, other people's
-- files beside ours.
local files = require "urssaf.cache.files"
local ownership = require "urssaf.cache.ownership"
local lua = require "spec.support.lua"
local shell = require "spec.support.shell"
local small_panel = require "spec.support.small_panel"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

local note_of = small_panel.note_text

describe("a cache folder", function()
  local portal = standin.for_cases()
  local folder, kept, base_url, part

  before_each(function()
    folder = shell.temporary_folder()
    kept, base_url = folder .. "/kept", portal:with { { on = "any", delay = 0 } }
  end)

  after_each(function() shell.remove(folder) end)

  local function fetch(options)
    return urssaf.fetch(lua.merged({ base_url = base_url, cache = "use", cache_dir = kept,
      retries = 0, where = { code_departement = "2A" } }, options))
  end

  local function sh(command, ...)
    local ok, _, output = shell.run(command:format(...))
    assert(ok, output)
    return output
  end

  -- Keeps a publication, and remembers where.
  local function keep()
    assert(fetch())
    part = sh("find %s -name '*.csv'", kept):match("^(%S+)/[^/]+%s*$")
  end

  -- A fetch that may ask the portal has the panel, one that may not has a clean error.
  local function costs_the_cache_alone(message)
    local panel = assert(fetch())
    assert.are.equal(5, #panel.series)
    assert.is_nil(panel.source.cached)
    assert.matches(message, note_of(panel, "cache"), 1, true)
    local none, err = fetch { cache = "only" }
    assert.is_nil(none)
    assert.are.equal("cache", err.kind)
    assert.matches(message, err.message, 1, true)
  end

  describe("with links", function()
    -- Files of the user's, old enough to be swept, two of them with names that we write too.
    local NAMES = "csv json letter 20200101T000000Z-1-00000000.csv 20200101T000000Z-1.json"
    local elsewhere

    before_each(function()
      keep()
      elsewhere = folder .. "/elsewhere"
      sh("mkdir %s && cd %s && touch -d '3 days ago' %s && touch -d '3 days ago' .", elsewhere,
        elsewhere, NAMES)
    end)

    local function link_to_elsewhere(path)
      sh("rm -rf %s && ln -s %s %s && touch -h -d '3 days ago' %s", path, elsewhere, path, path)
    end

    local function is_untouched()
      local before = {}
      for name in NAMES:gmatch "%S+" do before[#before + 1] = name end
      table.sort(before)
      assert.are.equal(table.concat(before, "\n") .. "\n", sh("cd %s && LC_ALL=C ls", elsewhere))
    end

    for depth = 0, 3 do
      it("uses none of its folders that is one, and says so: level " .. depth, function()
        local path = part
        for _ = 1, depth do path = path:match("^(.*)/") end
        link_to_elsewhere(path)
        costs_the_cache_alone(path .. " is a link, not a folder")
        assert.are.equal(5, #assert(fetch { cache = "refresh" }).series)
        local listed = urssaf.vintages { base_url = base_url, cache_dir = kept }
        assert.are.same(depth == 0 and {} or nil, listed)
        local removed = urssaf.prune { base_url = base_url, cache_dir = kept, keep = 0 }
        assert.are.same(depth == 0 and {} or nil, removed)
        is_untouched()
      end)
    end

    it("sweeps through none", function()
      link_to_elsewhere(part .. "/.new-1")
      link_to_elsewhere(part .. "/20200101T000000Z-2-00000000.csv")
      sh("mkdir %s/.new-2 && ln -s %s/letter %s/.new-2/csv && touch -d '3 days ago' %s/.new-2",
        part, elsewhere, part, part)
      assert.are.equal(5, #assert(fetch { cache = "refresh" }).series)
      is_untouched()
      assert.are.equal(5, #assert(fetch { cache = "only" }).series)
    end)

    it("reads and writes no file through one", function()
      local json = sh("ls %s/*.json", part):match "%S+"
      local csv = sh("ls %s/*.csv", part):match "%S+"
      for _, path in ipairs { json, csv } do
        sh("mv %s %s/real && ln -s %s/real %s", path, folder, folder, path)
        local before = sh("cksum < %s/real", folder)
        local none, err = fetch { cache = "only" }
        assert.is_nil(none)
        assert.are.equal("cache", err.kind)
        local panel = assert(fetch())
        assert.is_string(note_of(panel, "cache"))
        assert.are.equal(before, sh("cksum < %s/real", folder))
        assert.is_true(assert(fetch()).source.cached)
      end
    end)

    it("may be one itself: the user made it", function()
      sh("mv %s %s/real && ln -s real %s", kept, folder, kept)
      assert.is_true(assert(fetch()).source.cached)
      assert.is_nil(assert(fetch { cache = "refresh" }).source.cached)
      assert.is_true(assert(fetch { cache = "only" }).source.cached)
    end)
  end)

  it("keeps what has no name that the library writes", function()
    keep()
    local names = "letter notes.json list.csv .new-x .new-1x"
    sh("cd %s && touch %s && mkdir .new-3 && touch .new-3/letter && touch -d '3 days ago' * .new*"
      .. " .new-3/letter", part, names)
    local panel = assert(fetch { cache = "refresh" })
    assert.is_nil(note_of(panel, "cache"))
    assert.are.same({}, assert(fetch()).notes)
    assert(urssaf.prune { base_url = base_url, cache_dir = kept, keep = 0 })
    for name in (names .. " .new-3/letter"):gmatch "%S+" do
      assert.are.equal("file", files.kind(part .. "/" .. name))
    end
  end)

  describe("with files that have no end", function()
    before_each(keep)

    -- In a program of its own, whose memory is measured.
    local function run_only()
      local program = folder .. "/program.lua"
      shell.write(program, ([[
        local urssaf = require "urssaf"
        local before = os.clock()
        local panel, err = urssaf.fetch { base_url = %q, cache_dir = %q, cache = "only",
          where = { code_departement = "2A" } }
        local most = io.open("/proc/self/status"):read("*a"):match "VmHWM:%%s*(%%d+)"
        print(panel and #panel.series or err.kind, most, os.clock() - before)]]):format(base_url,
        kept))
      local output = sh("env %s timeout 20 %s %s", shell.checkout, shell.lua, program)
      local said, memory, seconds = output:match "^(%S+)%s+(%S+)%s+(%S+)"
      assert.is_true(tonumber(memory) < 64 * 1024, memory .. " KiB")
      assert.is_true(tonumber(seconds) < 2, seconds .. " s")
      return said
    end

    local OTHER = "20990101T000000Z-1.json"

    it("is not held up by a description of 3 GB", function()
      sh("truncate -s 3G %s/%s", part, OTHER)
      assert.are.equal("5", run_only())
      sh("cd %s && rm %s && truncate -s 3G *.json", part, OTHER)
      assert.are.equal("cache", run_only())
    end)

    it("is not held up by data of 40 GB", function()
      sh("truncate -s 40G %s/*.csv", part)
      assert.are.equal("cache", run_only())
    end)

    it("is not held up by a pipe, a device, a folder", function()
      sh("cd %s && mkfifo %s && mkdir 2%s", part, OTHER, OTHER)
      assert.are.equal("5", run_only())
      sh("cd %s && rm *.csv && mkfifo $(ls 2026*.json | sed 's/json$/x/')", part)
      assert.are.equal("cache", run_only())
      for _, make in ipairs { "mkfifo $f", "ln -s /dev/zero $f", "mkdir $f" } do
        sh("cd %s && f=$(ls 2026*.json) && rm -rf $f && %s", part, make)
        assert.are.equal("cache", run_only())
        assert.are.equal(5, #assert(fetch { cache = "refresh" }).series)
        sh("cd %s && rm -rf 2026*.json 2026*.csv", part)
        keep()
        sh("cd %s && f=$(ls 2026*.csv) && rm $f && %s", part, make)
        assert.are.equal("cache", run_only())
      end
    end)

    it("stops where data grow while they are read", function()
      local store = require "urssaf.cache.store"
      local path = sh("ls %s/*.json", part):match "%S+"
      local entry = assert(store.entry_at(path))
      local read, count = files.read, 0
      files.read = function()
        count = count + 1
        return ("x"):rep(16384)
      end
      local next_block = assert(store.blocks(entry))
      local block, problem
      for _ = 1, 10 do
        block, problem = next_block()
        if not block then break end
      end
      files.read = read
      assert.is_nil(block)
      assert.matches("is not what was written", problem, 1, true)
      assert.are.equal(1, count) -- it has less than a block
    end)
  end)

  describe("of the user's home", function()
    local program

    before_each(function()
      program = folder .. "/program.lua"
      shell.write(program, ([[
        local urssaf = require "urssaf"
        local panel, err = urssaf.fetch { base_url = %q, retries = 0, cache = arg[1],
          where = { code_departement = "2A" } }
        print(panel and #panel.series or err.kind, panel and panel.source.cached,
          err and err.message)
        for _, note in ipairs(panel and panel.notes or {}) do print(note.kind, note.message) end
        ]]):format(base_url))
      kept = folder .. "/home/urssaf"
      sh("umask 022; mkdir -p %s", kept)
    end)

    local function run(mode, named)
      return sh("unset URSSAF_CACHE_DIR; env %s XDG_CACHE_HOME=%s %s %s %s %s", shell.checkout,
        folder .. "/home", named and "URSSAF_CACHE_DIR=" .. kept or "", shell.lua, program, mode)
    end

    local function is_refused(message)
      for _, mode in ipairs { "use", "refresh" } do
        local output = run(mode)
        assert.matches("^5%s+nil", output)
        assert.matches(message, output, 1, true)
      end
      local output = run "only"
      assert.matches("^cache%s", output)
      assert.matches(message, output, 1, true)
      assert.are.equal(kept .. "\n", sh("find %s", kept))
      run("use", true) -- the user named it
      assert.matches("^5%s+true", run("only", true))
    end

    it("is used if nobody else may write in it", function()
      assert.matches("^5%s+nil", run "use")
      assert.matches("^5%s+true", run "use")
      assert.matches("^5%s+true", run "only")
    end)

    it("is not used, unless it is named, if everybody may write in it", function()
      sh("chmod o+w %s", kept)
      is_refused("everybody may write in " .. kept)
    end)

    it("nor is a folder in it", function()
      run "use"
      local inside = sh("ls -d %s/v1/*/*", kept):match "%S+"
      sh("chmod o+w %s", inside)
      assert.matches("everybody may write in " .. inside, run "use", 1, true)
    end)

    it("nor if a group may, other than the user's own, or another user owns it", function()
      if sh "id -u" ~= "0\n" then return pending "only root can give a folder away" end
      sh("chgrp 1 %s && chmod g+w %s", kept, kept)
      is_refused("a group may write in " .. kept)
      sh("rm -r %s/* && chown 1:1 %s && chmod 755 %s", kept, kept, kept)
      is_refused("another user owns " .. kept)
      sh("rm -r %s/* && chown 0:0 %s && chmod 775 %s", kept, kept, kept)
      assert.matches("^5%s+nil", run "use")
      assert.matches("^5%s+true", run "use")
    end)
  end)

  it("is the user's own by the owner of what is new, with /proc or without", function()
    local lfs = require "lfs"
    local expected = tonumber(sh "id -u")
    assert.are.equal(expected, ownership.own_number())
    local attributes = lfs.attributes
    lfs.attributes = function(path, ...) -- luacheck: ignore 122
      if path:find "^/proc" then return nil, "none" end
      return attributes(path, ...)
    end
    local ok, number = pcall(ownership.own_number)
    lfs.attributes = attributes -- luacheck: ignore 122
    assert.is_true(ok, number)
    assert.are.equal(expected, number)
  end)

  it("may have another owner if that is root; a stranger's is refused", function()
    assert.is_nil(ownership.other_writers("/", ownership.own_number()))
    assert.is_nil(ownership.other_writers(folder .. "/none", ownership.own_number()))
    assert.are.equal("everybody may write in", ownership.other_writers("/tmp", 0))
    if ownership.own_number() ~= 0 then
      assert.are.equal("another user owns",
        ownership.other_writers(folder, ownership.own_number() + 1))
    end
  end)
end)
