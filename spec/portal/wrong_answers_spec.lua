-- Answers of the portal in which one value is not what it should be: whatever it is, a call returns
-- a result, or nil and an error. It never raises.
local cjson = require "spec.support.cjson"
local lua = require "spec.support.lua"
local shell = require "spec.support.shell"
local urssaf = require "urssaf"

local COLUMNS = {
  { "dernier_jour_du_trimestre", "date" }, { "departement", "text" },
  { "code_departement", "text" }, { "immatriculations", "double" }, { "radiations", "double" },
}

local function metadata()
  local fields, header = {}, {}
  for i, column in ipairs(COLUMNS) do
    fields[i] = { name = column[1], label = "Le " .. column[1], type = column[2] }
    header[i] = column[1]
  end
  return { dataset_id = "d", fields = fields, metas = { default = {
    title = "Auto-entrepreneurs", data_processed = "2026-07-16T07:30:12+00:00",
    license = "ODbL", license_url = "http://example.org/", publisher = "Urssaf",
    records_count = 1,
  } } }, table.concat(header, ";")
end

local ROW = "2021-06-30;Ain;01;10;5"

local function right_answers()
  local fields, header = metadata()
  return {
    metadata = fields,
    count = { total_count = 1, results = {} },
    catalog = { total_count = 1, results = { (metadata()) } },
    failure = { error_code = "X", message = "wrong", errorcode = 10002, call_limit = 10000,
      reset_time = "2026-08-18T00:00:00Z" },
    csv = header .. "\r\n" .. ROW .. "\r\n",
  }
end

-- ------------------------------------------------------------------ wrong values

-- As JSON, since some of them no Lua value stands for.
local WRONG = {
  "null", "true", "0", "-1", "1.5", "1e400", "-1e400", "1e300", "123456789012345678901234567890",
  '""', '"\\u0000"', '"\\u001b[31mrouge"', '"a b"', '"\\"; drop"', '"1e400"', '"nan"', '"é"',
  '"%s%d"', ('"%s"'):format(("x"):rep(20000)), "[]", "{}", "[null,1]", "[1,null,2]",
  '{"a":null}', '[["a"]]', '{"fields":[1]}',
}

-- Writes a document; the value at one place, a list of keys, is replaced by a text.
local function written(value, place, wrong, depth)
  if place and depth > #place then return wrong end
  if type(value) ~= "table" then return cjson.encode(value) end
  local items, is_list = {}, value[1] ~= nil
  for _, key in ipairs(is_list and {} or lua.sorted_keys(value)) do items[#items + 1] = key end
  for i = 1, #value do items[i] = i end
  for i, key in ipairs(items) do
    local is_on_the_way = place and place[depth] == key
    local text = written(value[key], is_on_the_way and place or nil, wrong, depth + 1)
    items[i] = is_list and text or cjson.encode(key) .. ":" .. text
  end
  local open, close = "{", "}"
  if is_list or next(value) == nil then open, close = "[", "]" end
  return open .. table.concat(items, ",") .. close
end

-- The places of all values of a document, the document itself among them.
local function places_of(value, before, list)
  before, list = before or {}, list or {}
  list[#list + 1] = before
  for key, inner in pairs(type(value) == "table" and value or {}) do
    local place = lua.copy(before)
    place[#place + 1] = key
    places_of(inner, place, list)
  end
  return list
end

-- ------------------------------------------------------------------ calls

local function media(name)
  return { ["content-type"] = "application/" .. name }
end

local function transport(answers)
  return function(url)
    if url:find("/exports/csv", 1, true) then return 200, media "csv", answers.csv end
    if url:find("/records?", 1, true) then return 200, media "json", answers.count end
    if url:find("/datasets/", 1, true) then return 200, media "json", answers.metadata end
    return 200, media "json", answers.catalog
  end
end

-- The right answers, as bodies, with one value of one of them replaced.
local function bodies(name, place, wrong)
  local answers = right_answers()
  for kind, document in pairs(answers) do
    if kind ~= "csv" then
      answers[kind] = written(document, kind == name and place or nil, wrong, 1)
    end
  end
  return answers
end

local KINDS = { content = true, schema = true, limit = true, incomplete = true, portal = true,
  http = true, quota = true, decode = true }

-- Runs a call; returns what is wrong with its outcome, nil if nothing is.
local function fault(call)
  local ok, result, err = pcall(call)
  if not ok then return "raised " .. tostring(result):sub(1, 300) end
  if type(result) == "table" then return nil end
  if type(err) ~= "table" or not KINDS[err.kind] then return "no error: " .. tostring(err) end
  if #err.message > 10000 then return ("a message of %d bytes"):format(#err.message) end
end

-- Tries each wrong value at each place of an answer.
local function try(name, call)
  local faults = {}
  for _, place in ipairs(places_of(right_answers()[name])) do
    for _, wrong in ipairs(WRONG) do
      local answers = bodies(name, place, wrong)
      local found = fault(function() return call(transport(answers), answers) end)
      if found then
        faults[#faults + 1] = ("%s = %s: %s"):format(table.concat(place, "."), wrong:sub(1, 40),
          found)
      end
    end
  end
  assert.are.same({}, faults)
end

describe("an answer with one wrong value never raises:", function()
  local folder
  setup(function() folder = shell.temporary_folder() end)
  teardown(function() shell.remove(folder) end)

  it("right answers are right", function()
    local panel = assert(urssaf.fetch("d", { cache = "off", transport = transport(bodies()) }))
    assert.are.equal(2, #panel.series)
    assert.are.same({}, panel.notes)
    assert.are.equal(1, #assert(urssaf.catalog { transport = transport(bodies()) }))
    assert.are.equal(5, #assert(urssaf.describe("d", { transport = transport(bodies()) })).fields)
  end)

  local function fetch_with(options)
    return function(host)
      return urssaf.fetch("d", lua.merged({ cache = "off", transport = host }, options))
    end
  end

  for what, options in pairs {
    ["the whole"] = {}, ["from and to"] = { from = 2019, to = 2022 },
    ["measures"] = { measures = { "radiations" } },
    ["where"] = { where = { code_departement = "01", dernier_jour_du_trimestre = "2021-06-30" } },
  } do
    it("metadata, fetching " .. what, function() try("metadata", fetch_with(options)) end)
  end

  it("a count", function() try("count", fetch_with {}) end)

  it("metadata of a fetch that is kept", function()
    try("metadata", fetch_with { cache = "refresh", cache_dir = folder })
  end)

  it("metadata that are described", function()
    try("metadata", function(host) return urssaf.describe { transport = host } end)
  end)

  for _, status in ipairs { 400, 429, 500 } do
    it(("an error of status %d"):format(status), function()
      try("failure", function(_, answers)
        return urssaf.describe { transport = function()
          return status, media "json", answers.failure
        end, retries = 0 }
      end)
    end)
  end

  it("metadata of the release calendar", function()
    local function with_calendar(host)
      return function(url)
        if not url:find("/exports/csv", 1, true) then return host(url) end
        return 200, { ["content-type"] = "text/csv" },
          "lien_vers_le_produit;date_de_mise_a_jour\nd;2026-07-16\n"
      end
    end
    assert.are.equal("2026-07-16", assert(urssaf.calendar { dataset = "d", cache = "off",
      transport = with_calendar(transport(bodies())) }).releases[1].day)
    try("metadata", function(host)
      return urssaf.calendar { dataset = "d", cache = "off", transport = with_calendar(host) }
    end)
  end)

  it("a page of the catalog", function()
    try("catalog", function(host) return urssaf.catalog { transport = host } end)
    try("catalog", function(host)
      return urssaf.catalog { words = "ain", grain = "quarter", theme = "x", dimension = "region",
        transport = host }
    end)
  end)
end)
