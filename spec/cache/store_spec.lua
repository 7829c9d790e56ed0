local checksum = require "urssaf.checksum"
local file_changes = require "urssaf.cache.file_changes"
local files = require "urssaf.cache.files"
local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local new_entry = require "urssaf.cache.new_entry"
local publications = require "urssaf.portal.publication"
local shell = require "spec.support.shell"
local store = require "urssaf.cache.store"
local writers = require "urssaf.cache.writer"

describe("urssaf.checksum", function()
  hygiene("urssaf.checksum", { "crc32" })

  it("is the CRC-32 of zip and PNG", function()
    assert.are.equal(0, checksum.crc32 "")
    assert.are.equal(0xCBF43926, checksum.crc32 "123456789") -- the check value of the standard
    assert.are.equal(0x414FA339, checksum.crc32 "The quick brown fox jumps over the lazy dog")
  end)

  it("goes on from a block to the next", function()
    for cut = 0, 9 do
      local text = "123456789"
      assert.are.equal(0xCBF43926, checksum.crc32(text:sub(cut + 1), checksum.crc32(
        text:sub(1, cut))))
    end
  end)

  it("refuses what it cannot take", function()
    for _, arguments in ipairs { {}, { {} }, { "x", -1 }, { "x", 2 ^ 32 }, { "x", 0.5 },
      { "x", "y" } } do
      assert.is_false((pcall(checksum.crc32, lua.unpack(arguments))))
    end
  end)
end)

describe("urssaf.cache.files", function()
  hygiene("urssaf.cache.files", { "attributes", "call", "close", "kind", "list", "open", "problem",
    "read", "read_all", "size" })

  it("raises nothing of what is not there", function()
    local names, problem = files.list "/none/at/all"
    assert.is_nil(names)
    assert.is_string(problem)
    assert.is_nil((files.open("/none/at/all", "rb")))
  end)
end)

describe("urssaf.cache.file_changes", function()
  hygiene("urssaf.cache.file_changes", { "age", "is_folder", "make_folder", "make_folders",
    "remove", "remove_folder", "rename", "write", "write_all" })

  it("raises nothing of what is not there", function()
    assert.is_nil(file_changes.age "/none/at/all")
    assert.is_false(file_changes.is_folder "/none/at/all")
    for _, name in ipairs { "make_folder", "remove_folder", "remove" } do
      local result, problem = file_changes[name] "/none/at/all"
      assert.is_nil(result)
      assert.is_string(problem)
    end
    assert.is_nil((file_changes.rename("/none/at/all", "/none/more")))
  end)
end)

describe("urssaf.base.random", function()
  hygiene("urssaf.base.random", { "new" })

  it("gives numbers between 0 and 1, all over, and others each time", function()
    local first, second = require("urssaf.base.random").new(), require("urssaf.base.random").new()
    local same, low, high = 0, 1, 0
    for _ = 1, 1000 do
      local x, y = first(), second()
      assert.is_true(x > 0 and x < 1 and y > 0 and y < 1)
      same, low, high = same + (x == y and 1 or 0), math.min(low, x), math.max(high, x)
    end
    assert.is_true(same < 1000 and low < 0.05 and high > 0.95)
  end)
end)

describe("urssaf.portal.request", function()
  hygiene("urssaf.portal.request", { "new" })
end)

describe("urssaf.cache.entry", function()
  local entries = require "urssaf.cache.entry"

  hygiene("urssaf.cache.entry", { "FIELDS", "MOST_BYTES", "construct", "crc", "decode",
    "file_names", "is_file_name" })
  hygiene("urssaf.cache.new_entry", { "encode", "of" })
  hygiene("urssaf.cache.reformatted", "function")

  it("knows the names that it gives, whatever the portal says", function()
    for _, metas in ipairs { {}, { records_count = 0 }, { data_processed = "2026-07-16" },
      { data_processed = "2026-07-16T07:30:12+02:00", records_count = 6868 },
      { data_processed = "0000-01-01", records_count = -5 },
      { data_processed = "9999-12-31T23:59:59-12:00", records_count = 2 ^ 53 - 1 },
      { data_processed = "\n", records_count = 1.5 } } do
      local metadata = { fields = { { name = "a" } }, metas = { default = metas } }
      local moment = "2026-01-01T00:00:00Z"
      local entry = new_entry.of({ question = { base_url = "b", dataset = "d" }, bytes = 1,
        rows = 1, checksum = 4294967295, url = "u", fetched_at = moment, checked_at = moment,
        data_processed = metas.data_processed, records = publications.stated_rows(metadata),
        metadata = metadata }, "/f")
      local name = entry.path:match("^/f/([^/]+)$")
      assert.is_true(entries.is_file_name(name, "json"), name)
      assert.is_true(entries.is_file_name(entry.csv, "csv"), entry.csv)
      assert.are.equal(entry.csv, assert(entries.decode(new_entry.encode(entry), entry.path)).csv)
    end
    for _, name in ipairs { "letter.json", ".json", "undated.json", "20260101T000000Z.json",
      "20260101T000000Z-1.csv", "20260101T000000Z-1.json.bak", "../undated-1.json",
      "undated-g.json" } do
      assert.is_false(entries.is_file_name(name, "json"), name)
    end
  end)
end)

describe("urssaf.cache.writer", function()
  hygiene("urssaf.cache.writer", { "new", "confirm" })
end)

describe("urssaf.cache.store", function()
  hygiene("urssaf.cache.store", { "new", "timer", "entry_at", "is_there", "has_bytes",
    "blocks" })

  local folder, kept
  local QUERY = { base_url = "https://example.org/api", dataset = "d" }

  before_each(function()
    folder = shell.temporary_folder()
    kept = store.new(folder .. "/kept")
  end)

  after_each(function() shell.remove(folder) end)

  local chance = require("urssaf.base.random").new()

  -- The metadata of a publication.
  local function published(day, rows)
    return { fields = { { name = "annee" } },
      metas = { default = { data_processed = day, records_count = rows } } }
  end

  local FETCHED = { url = "u", fetched_at = "2026-01-01T00:00:00Z" }

  local function keep(bytes, metadata, rows, query)
    local writer = writers.new(kept, query or QUERY, chance)
    for block in bytes:gmatch "..?" do writer:write(block) end
    assert.is_true(writer:keep(metadata, FETCHED, rows), writer.problem)
  end

  local function bytes_of(entry)
    local next_block, problem = store.blocks(entry)
    if not next_block then return nil, problem end
    local parts = {}
    local block
    repeat
      block, problem = next_block()
      parts[#parts + 1] = block
    until not block
    return table.concat(parts), problem
  end

  local function listing()
    return select(3, shell.run(("cd %s && find . -type f -o -name '.new*' | sort"):format(folder)))
  end

  it("counts time in whole seconds, never too early", function()
    local now, clock, seen = 100, os.time, {}
    os.time = function() return now end -- luacheck: ignore 122
    local half, two = store.timer(0.5), store.timer(2)
    for second = 100, 103 do
      now = second
      seen[#seen + 1] = { half(), two() }
    end
    os.time = clock -- luacheck: ignore 122
    assert.are.same({ { false, false }, { false, false }, { true, false }, { true, true } }, seen)
  end)

  it("gives back what was kept", function()
    keep("some bytes", published("2026-07-16T07:30:12+00:00", 7), 7)
    local entries, damaged = kept:entries(QUERY)
    assert.are.same({}, damaged)
    assert.are.equal(1, #entries)
    assert.are.equal("some bytes", (bytes_of(entries[1])))
    assert.are.same({ 7, 10, QUERY }, { entries[1].rows, entries[1].bytes, entries[1].query })
    assert.matches("/example%.org%-%x+/d/whole/20260716T073012Z%-7%-%x+%.csv\n", listing())
  end)

  it("reads an entry that another program has reformatted, and none that it changed", function()
    keep("some bytes", published("2026-07-16T07:30:12+00:00", 7), 7)
    local path = kept:entries(QUERY)[1].path
    local text = shell.read(path)
    local indented, changed = text:gsub(",\"", ",\n  \""), text:gsub("\"rows\":7", "\"rows\":9")
    assert.are_not.equal(text, indented)
    assert.are_not.equal(text, changed)
    for other, count in pairs { [" " .. text] = 1, [indented] = 1, [changed] = 0, null = 0,
      ["[1]"] = 0, [""] = 0 } do
      shell.write(path, other)
      assert.are.equal(count, #kept:entries(QUERY), other)
    end
  end)

  it("keeps nothing whose description could not be read again, and says so", function()
    local writer = writers.new(kept, { base_url = "b", dataset = "d", where = ("x"):rep(3e5) },
      chance)
    writer:write "x"
    assert.is_false(writer:keep(published(), FETCHED, 0))
    assert.matches("too long", writer.problem, 1, true)
    assert.are.equal("", listing())
  end)

  it("forgets what is not kept in the end", function()
    local writer = writers.new(kept, QUERY, chance)
    writer:write "x"
    writer:close()
    writer:close()
    writer:write "y"
    assert.is_false(writer:keep(published(), FETCHED, 0))
    local function drop() writers.new(kept, QUERY, chance):write "x" end
    drop()
    collectgarbage()
    collectgarbage()
    assert.are.equal("", listing())
  end)

  it("tells queries apart whose folders have one name", function()
    keep("one", published(), 1, { base_url = "b", dataset = "d", where = "1" })
    local path = listing():match "(%S+)%.json"
    local other = { base_url = "b", dataset = "d", where = "2" }
    keep("two", published "2020-01-01", 1, other)
    local target = kept:entries(other)[1].folder
    shell.run(("cd %s && cp %s* %s/"):format(folder, path, target))
    assert.are.equal(1, #kept:entries(other))
  end)

  it("writes down that an entry was confirmed", function()
    keep("some", published(), 1)
    writers.confirm(kept:entries(QUERY)[1], chance, "2026-02-02T00:00:00Z")
    local entries = kept:entries(QUERY)
    assert.are.equal("2026-02-02T00:00:00Z", entries[1].checked_at)
    assert.are.equal(1, #entries)
    assert.are.equal(2, select(2, listing():gsub("\n", "")))
  end)

  it("sweeps away what was left by those who were killed, once it is a day old", function()
    keep("some", published(), 1)
    local inside = kept:entries(QUERY)[1].folder
    local nameless, young = "undated-00000001-00000001.csv", "20260101T000000Z-x-00000002.csv"
    shell.run(("cd %s && mkdir .new-1 .new-2 .new-3 && touch .new-1/csv %s %s .new-3/csv"
      .. " && touch -d '2 days ago' .new-1/csv .new-1 .new-2 %s .new-3")
      :format(inside, nameless, young, nameless))
    keep("more", published "2026-01-01", 1)
    local left = listing()
    assert.is_nil(left:find("%.new%-1"))
    assert.is_nil(left:find("%.new%-2"))
    assert.is_nil(left:find(nameless, 1, true))
    assert.matches(".new-3", left, 1, true) -- somebody writes in it
    assert.matches(young, left, 1, true)
    assert.are.equal(2, #kept:entries(QUERY))
  end)
end)
