-- What editors are told: the descriptions of the C modules are of the functions that there are, and
-- the options are those that functions take.
local annotations = require "docs.reference.annotations"
local hygiene = require "spec.support.hygiene"
local not_empty = require "spec.support.not_empty"
local shell = require "spec.support.shell"
local urssaf = require "urssaf"

local function model_of(name)
  return annotations.of(shell.read_file("lua/urssaf/annotations/" .. name .. ".lua"))
end

local function sorted(names)
  table.sort(names)
  return names
end

for name, exports in pairs {
  http = { "inflater", "now", "session" }, decode = { "csv" }, checksum = { "crc32" }, options = {},
  shapes = {},
} do
  describe("urssaf.annotations." .. name, function()
    hygiene("urssaf.annotations." .. name, exports)
  end)
end

describe("the descriptions of the C modules #c", function()
  local function described(name, of)
    local list = {}
    for _, one in ipairs(model_of(name).functions) do
      if one.of == of then list[#list + 1] = one.name end
    end
    return sorted(list)
  end

  local function names_of(functions)
    local list = {}
    for name in pairs(functions) do list[#list + 1] = name end
    return sorted(list)
  end

  local function methods_of(object)
    return getmetatable(object).__index
  end

  it("have their functions and methods, no more and no fewer", function()
    local http, decode = require "urssaf.http", require "urssaf.decode"
    local session = http.session {}
    local transfer = session:get "http://127.0.0.1:1/"
    for _, case in ipairs {
      { "http", "http", http }, { "http", "Session", methods_of(session) },
      { "http", "Transfer", methods_of(transfer) }, { "decode", "decode", decode },
      { "decode", "Decoder", methods_of(decode.csv {}) },
      { "checksum", "checksum", require "urssaf.checksum" },
    } do
      assert.are.same(names_of(case[3]), described(case[1], case[2]))
    end
    session:close()
  end)

  local function fields_of(name, class_name)
    for _, class in ipairs(model_of(name).classes) do
      if class.name == class_name then
        local list = {}
        for i, field in ipairs(class.fields) do list[i] = field.name end
        return list
      end
    end
  end

  -- A coroutine is right for no option: what is known is refused for its type.
  local WRONG = coroutine.create(function() end)

  it("have their options", function()
    local http, decode = require "urssaf.http", require "urssaf.decode"
    local session = http.session {}
    for _, case in ipairs {
      { "http", "urssaf.http.SessionOptions", http.session },
      { "http", "urssaf.http.RequestOptions",
        function(options) return session:get("http://127.0.0.1:1/", options) end },
      { "decode", "urssaf.decode.Options", decode.csv },
    } do
      for _, name in ipairs(fields_of(case[1], case[2])) do
        local ok, message = pcall(case[3], { [name] = WRONG })
        assert.is_false(ok)
        assert.is_nil(tostring(message):find "unknown", message)
      end
    end
    session:close()
  end)
end)

describe("the options that are described", function()
  local classes = {}
  for _, class in ipairs(model_of("options").classes) do classes[class.name] = class end

  local function add_fields(into, name)
    local class = assert(classes[name], name)
    for _, field in ipairs(class.fields) do into[field.name] = true end
    for _, parent in ipairs(class.parents) do add_fields(into, parent) end
    return into
  end

  -- Every name that might be an option's: what is set in a module that checks options.
  local every = {}
  for name in pairs(classes) do add_fields(every, name) end
  local _, _, checking = shell.run "grep -rl 'checks' lua/urssaf --include='*.lua'"
  for path in not_empty.matches(checking, "%S+") do
    for name in shell.read_file(path):gmatch "([%a_][%w_]*) = " do every[name] = true end
  end

  local panel = urssaf.sample { measures = { "radiations", "immatriculations" } }
  local one = panel:get { departement = "Ain", measure = "radiations" }
  local client = urssaf.client {}

  local function method(name)
    return function(options) return panel[name](panel, options) end
  end

  local function of_client(name)
    return function(options) return client[name](client, options) end
  end

  local TAKEN = {
    FetchOptions = urssaf.fetch, RequestOptions = urssaf.describe, ClientOptions = urssaf.client,
    CalendarOptions = urssaf.calendar, ClientCalendarOptions = of_client "calendar",
    RevisionsOptions = urssaf.revisions, ClientRevisionsOptions = of_client "revisions",
    VintagesOptions = urssaf.vintages, PruneOptions = urssaf.prune,
    CapabilitiesOptions = urssaf.capabilities, SampleOptions = urssaf.sample,
    ReadOptions = function(options) return urssaf.read({ text = "" }, options) end,
    ReportOptions = function(options) return urssaf.report(panel, "Ain", options) end,
    SiteOptions = function(options) return urssaf.site(panel, options) end,
    PanelOptions = of_client "fetch", ClientVintagesOptions = of_client "vintages",
    ClientPruneOptions = of_client "prune", CallOptions = of_client "describe",
    CatalogOptions = urssaf.catalog, ClientCatalogOptions = of_client "catalog",
    AggregateOptions = method "aggregate", TotalOptions = method "total",
    HowOptions = method "annual", RankOptions = method "rank", ShareOptions = method "share",
    ContributionsOptions = method "contributions", LatestOptions = method "latest_complete",
    FillOptions = method "fill", GrowthOptions = method "yoy",
    SeriesFillOptions = function(options) return panel.series[1]:fill(options) end,
    CheckOptions = method "check", WideTableOptions = method "wide", CsvOptions = method "to_csv",
    JsonOptions = method "to_json", JoinOptions = method "join", DeflateOptions = method "deflate",
    PointsOptions = method "points", RecordsOptions = method "records",
    ProvisionalOptions = function(options) return urssaf.provisional(panel, options) end,
    ClientProvisionalOptions = function(options) return client:provisional(panel, options) end,
    RatioParts = function(options) return panel:with("new", options) end,
    LineOptions = function(options) return urssaf.chart.line(panel, options) end,
    MultiplesOptions = function(options) return urssaf.chart.multiples(panel, options) end,
    BarsOptions = function(options) return urssaf.chart.bars(panel, options) end,
    MapOptions = function(options) return urssaf.chart.map(panel, options) end,
  }

  local WRONG = coroutine.create(function() end)

  -- Whether a function knows an option; one with its place elsewhere it does not take.
  local function knows(call, name)
    local ok, message = pcall(call, { [name] = WRONG })
    message = ok and "" or tostring(message)
    return not (message:find("unknown option", 1, true) or message:find("given to urssaf.client", 1,
      true))
  end

  for class, call in pairs(TAKEN) do
    it(("are those of urssaf.%s"):format(class), function()
      local described, taken = {}, {}
      for name in pairs(add_fields({}, "urssaf." .. class)) do
        described[#described + 1] = name
      end
      for name in pairs(every) do
        if not name:find "^%[" and knows(call, name) then taken[#taken + 1] = name end
      end
      assert.are.same(sorted(taken), sorted(described))
    end)
  end

  it("are of functions, each of them, or of other options", function()
    local parents = {}
    for _, class in pairs(classes) do
      for _, name in ipairs(class.parents) do parents[name] = true end
    end
    local is_data = { ["urssaf.Selection"] = true, ["urssaf.GivenPanel"] = true,
      ["urssaf.GivenSeries"] = true }
    for name in pairs(classes) do
      local is_taken = TAKEN[name:gsub("^urssaf%.", "")] or parents[name]
      assert.is_truthy(is_taken or is_data[name], name)
    end
  end)

  it("of a series are the same as a panel's", function()
    assert.is_true(knows(function(options) return one:rolling(4, options) end, "how"))
    assert.is_false(knows(function(options) return one:rolling(4, options) end, "by"))
  end)
end)
