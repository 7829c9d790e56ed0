-- What the portal says as JSON is bounded: in bytes, in memory, in datasets, pages and fields, and
-- so is what a message says of it. The real catalogue has 108 datasets with at most 59 fields; ten
-- times as much is accepted.
local lua = require "spec.support.lua"
local urssaf = require "urssaf"

local MIB = 1024 * 1024
local MEDIA = { ["content-type"] = "application/json" }

-- One dataset's metadata, as long as the portal's.
local function dataset(id, fields)
  local list = {}
  for i = 1, fields do
    list[i] = ('{"name": "nombre_de_procedures_%d", "label": "Nombre de procédures %d",'
      .. ' "type": "double", "description": null, "annotations": {"facet": true, "order": true}}')
      :format(i, i)
  end
  return ('{"dataset_id": "%s", "fields": [%s], "metas": {"default": {"title": "Un titre",'
    .. ' "description": "%s", "records_count": 1, "keyword": null, "theme": ["a", "b"]}}}')
    :format(id, table.concat(list, ","), ("Des cotisations, des salaires. "):rep(50))
end

-- A portal whose catalog has as many datasets as `total`; `make` returns those of a page.
local function catalog(total, make)
  local pages = 0
  local function transport(url)
    pages = pages + 1
    local offset, list = tonumber(url:match("offset=(%d+)")), {}
    for i = offset + 1, math.min(total, offset + 100) do list[#list + 1] = make(i) end
    return 200, MEDIA, ('{"total_count": %d, "results": [%s]}'):format(total,
      table.concat(list, ","))
  end
  return transport, function() return pages end
end

-- What a call costs: its results, the seconds of CPU time, and the bytes of memory that were taken
-- and not given back at once.
local function cost(call)
  lua.collect_all()
  local before, started = collectgarbage("count"), os.clock()
  collectgarbage("stop")
  local result, err = call()
  local bytes, seconds = (collectgarbage("count") - before) * 1024, os.clock() - started
  collectgarbage("restart")
  return { result = result, err = err, bytes = bytes, seconds = seconds }
end

local function described(body, options)
  return cost(function()
    return urssaf.describe("d", lua.merged({ transport = function() return 200, MEDIA, body end },
      options))
  end)
end

describe("the portal's JSON", function()
  it("of ten times as many datasets as there are is accepted", function()
    local transport, pages = catalog(1080, function(i) return dataset("d" .. i, 20) end)
    local list = assert(urssaf.catalog { transport = transport })
    assert.are.equal(1080, #list)
    assert.are.equal(11, pages())
    assert.are.equal(20, #list[1080].fields)
  end)

  it("of ten times the widest dataset's fields is accepted", function()
    assert.are.equal(590, #assert(described(dataset("d", 590)).result).fields)
  end)

  it("of tiny tables is refused before it is decoded #timed", function()
    for _, piece in ipairs { "[],", "{},", '"a",', "1,", '"\\n",' } do
      local body = '{"fields": [' .. piece:rep(math.floor(7.9 * MIB / #piece)) .. "0]}"
      local spent = described(body)
      assert.are.equal("limit", spent.err.kind, piece)
      assert.matches("67108864 bytes of memory", spent.err.message, 1, true)
      -- copies of the text, three on Lua 5.1; decoded, it would take 30 to 60 times as much
      assert.is_true(spent.bytes < 32 * MIB, ("%s: %.0f bytes"):format(piece, spent.bytes))
      assert.is_true(spent.seconds < 1, ("%s: %.2f s"):format(piece, spent.seconds))
    end
  end)

  -- the largest that are decoded: 3 bytes and 2 marks of 128 bytes a piece
  it("that is decoded takes less than a second and 64 MiB #timed", function()
    local most = math.floor(64 * MIB / (3 + 2 * 128)) - 10
    for what, body in pairs {
      lists = '{"a": [' .. ("[],"):rep(most) .. "0]}",
      deep_lists = '{"a": [' .. (("["):rep(900) .. ("]"):rep(900) .. ","):rep(570) .. "0]}",
      text = '{"a": "' .. ("x"):rep(8 * MIB - 100) .. '"}',
      blanks = (" "):rep(8 * MIB - 100) .. '{"a": 1}',
      digits = '{"a": ' .. ("1"):rep(8 * MIB - 100) .. "}",
      escapes = '{"a": "' .. ("\\u00e9"):rep(490000) .. '"}',
    } do
      local spent = described(body)
      assert.are.equal("content", spent.err.kind, what)
      assert.matches("name no fields", spent.err.message, 1, true)
      assert.is_true(spent.seconds < 1, ("%s: %.2f s"):format(what, spent.seconds))
      assert.is_true(spent.bytes < 64 * MIB, ("%s: %.0f bytes"):format(what, spent.bytes))
    end
  end)

  it("is refused if it is larger than any answer should be", function()
    local spent = described('{"a": "' .. ("x"):rep(8 * MIB) .. '"}')
    assert.are.equal("limit", spent.err.kind)
    assert.matches("8388608 bytes", spent.err.message, 1, true)
  end)

  it("is bounded over all pages of a catalog together", function()
    local filler = "[" .. ("[],"):rep(30000) .. "[]]"
    local transport, pages = catalog(2000, function(i)
      return ('{"dataset_id": "d%d", "x": %s}'):format(i, i % 100 == 1 and filler or "0")
    end)
    local list, err = urssaf.catalog { transport = transport }
    assert.is_nil(list)
    assert.are.equal("limit", err.kind)
    -- a page has 60 000 tables and commas, and some hundreds more, of 128 bytes each
    assert.are.equal(math.floor(64 * MIB / (60000 * 128 + 30000 * 3)) + 1, pages())
  end)

  it("counts at most 2000 datasets", function()
    local transport, pages = catalog(2001, function(i)
      return ('{"dataset_id": "d%d"}'):format(i)
    end)
    local list, err = urssaf.catalog { transport = transport }
    assert.is_nil(list)
    assert.are.equal("limit", err.kind)
    assert.matches("2001 datasets", err.message, 1, true)
    assert.are.equal(1, pages())
    assert.are.equal(2000, #assert(urssaf.catalog { transport = catalog(2000, function(i)
      return ('{"dataset_id": "d%d"}'):format(i)
    end) }))
  end)

  it("of an error is read at its beginning alone", function()
    local body = '{"error_code": "X", "message": [' .. ("[],"):rep(2 * MIB) .. "0]}"
    local spent = cost(function()
      return urssaf.describe("d", { transport = function() return 500, MEDIA, body end })
    end)
    assert.are.equal("http", spent.err.kind)
    assert.is_true(#spent.err.message < 300)
    assert.is_true(spent.bytes < 4 * MIB, ("%.0f bytes"):format(spent.bytes))
  end)
end)

-- ------------------------------------------------------------------ fields

-- Metadata with this many fields, whose names begin alike and have this length.
local function many_fields(count, length, field_type)
  local list = { '{"name": "annee", "type": "date"}' }
  for i = 2, count do
    local number = tostring(i)
    list[i] = ('{"name": "%s%s", "type": "%s"}'):format(("x"):rep(length - #number), number,
      field_type or "double")
  end
  return '{"fields": [' .. table.concat(list, ",") .. "]}"
end

local function fetched(metadata, options)
  return cost(function()
    return urssaf.fetch("d", lua.merged({ cache = "off", transport = function(url)
      if url:find("/exports/", 1, true) then return 200, {}, "a" end
      return 200, MEDIA, url:find("/records", 1, true) and '{"total_count": 1}' or metadata
    end }, options))
  end)
end

describe("metadata", function()
  it("name at most 4096 fields", function()
    local spent = described(many_fields(4097, 10))
    assert.are.equal("limit", spent.err.kind)
    assert.matches("4097 fields", spent.err.message, 1, true)
    assert.are.equal(4096, #assert(described(many_fields(4096, 10)).result).fields)
  end)

  it("name fields with at most 256 bytes", function()
    for _, name in ipairs { "name", "label", "type" } do
      local body = '{"fields": [{"name": "a", "%s": "%s"}]}'
      assert.are.equal(256, #described(body:format(name, ("x"):rep(256))).result.fields[1][name])
      local spent = described(body:format(name, ("x"):rep(257)))
      if name == "label" then -- nothing needs it
        assert.is_nil(spent.result.fields[1].label)
      else
        assert.are.equal("schema", spent.err.kind)
      end
    end
  end)

  it("put names of at most 32 KiB into a query", function()
    -- annee, and 163 or 164 names of 200 bytes
    for _, case in ipairs { { 164, "schema" }, { 165, "limit" } } do
      local spent = fetched(many_fields(case[1], 200, "text"), { measures = { "x" } })
      assert.are.equal(case[2], spent.err.kind, tostring(spent.err))
      assert.is_true(#tostring(spent.err) < 10000)
    end
  end)

  -- asked for in vain: the nearest name is looked for, and the names are listed
  for what, options in pairs {
    ["a measure"] = { measures = { ("y"):rep(190) } },
    ["a dimension"] = { dimensions = { ("y"):rep(190) } },
    ["a short name"] = { measures = { "x" } },
  } do
    for _, length in ipairs { 20, 190, 256 } do
      it(("with 4096 names of %d bytes end a fetch in a second #timed: %s"):format(length, what),
        function()
          local kind = options.dimensions and "text" or "double"
          local spent = fetched(many_fields(4096, length, kind), options)
          assert.are.equal("schema", spent.err.kind, tostring(spent.err))
          assert.is_true(spent.seconds < 1, ("%.2f s"):format(spent.seconds))
          assert.is_true(#spent.err.message < 10000, ("%d bytes"):format(#spent.err.message))
          assert.matches("and 4076 more", spent.err.message, 1, true)
        end)
    end
  end
end)
