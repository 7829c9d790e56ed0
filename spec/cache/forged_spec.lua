-- Entries that somebody else wrote, with the right checksum: whatever is in a field, a fetch raises
-- nothing and gives no other figures.
local entry_file = require "spec.support.entry_file"
local json = require "urssaf.base.json"
local json_writer = require "urssaf.base.json_writer"
local lua = require "spec.support.lua"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

-- As JSON: Lua and its encoders have no text for some of them.
local WRONG = { "null", "true", "false", "0", "1", "-1", "1.5", "1e300", "9007199254740993",
  "4294967296", "1e999", "-1e999", "NaN", '""', '"x"', '"1"', '"a\\u0000b\\u001b[31m\\n\\u202e"',
  '"../../x"', '"/etc/passwd"', '"9999-12-31T23:59:59Z"', '"2026-13-45"', '"01"', "[]", "{}", "[1]",
  "[null,1]", '["a",null,"b"]', '{"1":1}', '{"a":{"b":[{}]}}', ("["):rep(400) .. ("]"):rep(400),
  '"' .. ("x"):rep(100000) .. '"' }

local MARK = "the field that is changed"

describe("a forged entry", function()
  local portal = standin.for_cases()
  local folder, base_url, path, text, expected

  setup(function()
    folder = shell.temporary_folder()
    base_url = portal:with { { on = "any", delay = 0 } }
  end)

  teardown(function() shell.remove(folder) end)

  -- A question with all that a question can have.
  local function fetch(options)
    return urssaf.fetch(lua.merged({ base_url = base_url, cache_dir = folder, retries = 0,
      where = { code_departement = { "2A", "2B" } }, from = "2020-Q1", to = "2021-Q4",
      measures = { "radiations", "immatriculations" }, dimensions = { "departement" },
      api_key = standin.API_KEY }, options))
  end

  before_each(function()
    if path then shell.write(path, text) end
    expected = expected or assert(fetch()).series
    path = path or select(3, shell.run("find " .. folder .. " -name '*.json'")):match "%S+"
    text = text or shell.read(path)
  end)

  -- Writes the entry with one value in it replaced.
  local function forge(entry, value)
    local body = json_writer.encode(entry, "entry")
    local from, to = body:find('"' .. MARK .. '"', 1, true)
    entry_file.write(path, body:sub(1, from - 1) .. value .. body:sub(to + 1))
  end

  -- Every value that is not a table, as the list of keys that lead to it, and every table.
  local function places(value, way, list)
    list[#list + 1] = way
    for key, inner in pairs(type(value) == "table" and value or {}) do
      local further = { lua.unpack(way) }
      further[#further + 1] = key
      places(inner, further, list)
    end
    return list
  end

  local function each_forgery(ways, work)
    local count = 0
    for _, way in ipairs(ways) do
      for _, value in ipairs(WRONG) do
        local document = json.decode(text)
        local inside, keys = document, { "entry", lua.unpack(way) }
        for i = 1, #keys - 1 do inside = inside[keys[i]] end
        inside[keys[#keys]] = MARK
        forge(document.entry, value)
        work(table.concat(keys, ".") .. " = " .. value:sub(1, 60))
        count = count + 1
      end
    end
    return count
  end

  local function gives_no_other(name, options)
    local ok, panel, err = pcall(fetch, options)
    assert.is_true(ok, ("%s: %s"):format(name, tostring(panel)))
    if panel then
      assert.are.same(expected, panel.series, name)
    else
      assert.is_true(err.kind == "cache" or err.kind == "offline", name .. ": " .. tostring(err))
    end
    return panel
  end

  it("gives the same figures or is damaged, whatever field has whatever value", function()
    local ways, used = places(json.decode(text).entry, {}, {}), 0
    local count = each_forgery(ways, function(name)
      if gives_no_other(name, { cache = "only" }) then used = used + 1 end
      if not name:find("metadata", 1, true) then gives_no_other(name, { as_of = "2026-07-16" }) end
      local ok, problem = pcall(urssaf.vintages, { base_url = base_url, cache_dir = folder })
      assert.is_true(ok, name .. ": " .. tostring(problem))
    end)
    assert.is_true(#ways > 40, #ways)
    -- such as another label of a column, or title of the dataset
    assert.is_true(used > 0 and used < count, ("%d of %d are used"):format(used, count))
  end)

  it("is never used with a wrong value of what decides on the figures", function()
    for _, name in ipairs { "bytes", "rows", "checksum", "csv", "question", "metadata", "records",
      "data_processed", "url", "fetched_at", "checked_at" } do
      each_forgery({ { name } }, function(what)
        local is_moment = name:find "_at$" and what:find("9999-12-31", 1, true)
        local is_text = name == "url" and what:find '= "' and not what:find("\\", 1, true)
        if is_moment or is_text then return end
        assert.is_nil((gives_no_other(what, { cache = "only" })), what)
      end)
    end
  end)

  it("is fetched again where the portal may be asked", function()
    for _, name in ipairs { "rows", "checksum", "question", "metadata", "checked_at" } do
      each_forgery({ { name } }, function(what)
        local ok, panel, err = pcall(fetch)
        assert.is_true(ok, what .. ": " .. tostring(panel))
        assert(panel, err)
        assert.are.same(expected, panel.series, what)
      end)
    end
  end)

  it("is written again or is damaged, if the portal still has that publication", function()
    each_forgery({ { "metadata", "zzz" } }, function(what)
      local ok, panel, err = pcall(fetch, { max_age = 0 })
      assert.is_true(ok, what .. ": " .. tostring(panel))
      assert(panel, err)
      assert.are.same(expected, panel.series, what)
    end)
  end)

  it("has no field that stands in for what the library adds", function()
    local ways = {}
    for _, name in ipairs { "dated", "day", "encode", "folder", "path", "query", "proxy", "zzz" } do
      ways[#ways + 1] = { name }
      ways[#ways + 1] = { "question", name }
      ways[#ways + 1] = { "metadata", name }
    end
    each_forgery(ways, function(name) gives_no_other(name, { cache = "only" }) end)
  end)
end)
