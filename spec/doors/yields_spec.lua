-- What yields and what blocks: the table of docs/embedding.md, by calling all that it names in a
-- coroutine, with a `wait` that yields.
local annotations = require "docs.reference.annotations"
local doc_pages = require "spec.support.doc_pages"
local http = require "urssaf.http"
local raw_server = require "spec.support.raw_server"
local http_transfers = require "spec.support.http_transfers"
local shell = require "spec.support.shell"
local small_panel = require "spec.support.small_panel"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

local RAD = "radiations"

-- Calls in a coroutine, whose sessions are driven here. Returns how often it yielded, what the call
-- returned, and its error.
local function yields(call)
  local thread, count = coroutine.create(call), 0
  while true do
    local ok, first, second = coroutine.resume(thread)
    assert(ok, first)
    if coroutine.status(thread) == "dead" then return count, first, second end
    count = count + 1
    if first then first:poll(0.005) end
  end
end

local function panel_of(last)
  return small_panel.panel(2021, { RAD }, { { small_panel.keys.ain, [RAD] = { 1, 2, last } } })
end

describe("what yields", function()
  local portal = standin.for_cases()
  local server = raw_server.for_cases()
  local folder, rows

  setup(function()
    folder = shell.temporary_folder()
    rows = doc_pages.rows(shell.read_file "docs/embedding.md", "What yields and what blocks")
  end)
  teardown(function() shell.remove(folder) end)

  -- The names in the rows of the table whose texts begin so.
  local function named(...)
    local names = {}
    for _, cells in ipairs(rows) do
      for _, words in ipairs { ... } do
        if cells[2]:sub(1, #words) == words then
          for name in cells[1]:gmatch "`([%l_.:]+)`" do names[#names + 1] = name end
        end
      end
    end
    assert.is_true(#names > 0)
    return names
  end

  local function options(more)
    local given = { base_url = portal.base_url, wait = coroutine.yield, cache = "off" }
    for name, value in pairs(more or {}) do given[name] = value end
    return given
  end

  -- of a function of urssaf, and of the method of a client: what the call has besides the options
  local ARGUMENTS = {
    fetch = { { measures = { RAD }, from = 2025 } }, describe = { {} }, catalog = { {} },
    calendar = { {} }, read = { { text = "period,measure,value\n2021-Q1,x,3\n" } },
    vintages = { {} }, prune = { { keep = 1 } },
    revisions = { { measure = RAD, panels = { panel_of(3), panel_of(4) } } },
    provisional = { panel_of(3), { panels = { panel_of(3), panel_of(4) } } },
  }

  local function as_method(name)
    local client = urssaf.client(options())
    local count, result, err = yields(function()
      return client[name](client, ARGUMENTS[name][1], ARGUMENTS[name][2])
    end)
    client:close()
    assert.is_nil(err)
    assert.is_truthy(result)
    return count
  end

  it("is a request, of a function and of a client's method", function()
    for _, name in ipairs(named "yield in `wait`") do
      name = assert(name:match "^urssaf%.(%l+)$", name)
      local count, result, err = yields(function()
        return urssaf[name](options(ARGUMENTS[name][1]))
      end)
      assert.is_nil(err)
      assert.is_truthy(result)
      assert.is_true(count > 0, name)
      assert.is_true(as_method(name) > 0, name)
    end
  end)

  it("is no answer from what is kept", function()
    local given = options { cache = "use", cache_dir = folder, measures = { RAD }, from = 2025 }
    assert.is_true(yields(function() return assert(urssaf.fetch(given)) end) > 0)
    assert.are.equal(0, (yields(function() return assert(urssaf.fetch(given)) end)))
    given.wait = false -- of a loop that is not installed
    assert.are.equal(0, (yields(function() return assert(urssaf.fetch(given)) end)))
    given.max_age = 0
    local count, panel, err = yields(function() return urssaf.fetch(given) end)
    assert.are.equal(0, count)
    assert.is_nil(panel)
    assert.are.equal("host", err.kind)
    assert.is_true(yields(function()
      return assert(urssaf.calendar(options { cache = "use", cache_dir = folder }))
    end) > 0)
    assert.are.equal(0, (yields(function()
      return assert(urssaf.calendar(options { cache = "use", cache_dir = folder }))
    end)))
  end)

  it("is the host's transport, if it does", function()
    local answers = 0
    local count, panel = yields(function()
      return assert(urssaf.fetch { base_url = portal.base_url, cache = "off", measures = { RAD },
        from = 2025, transport = function(url)
          coroutine.yield()
          answers = answers + 1
          local body, status, headers = require("socket.http").request(url)
          return status, headers, body
        end })
    end)
    assert.is_true(#panel.series > 0)
    assert.are.equal(answers, count)
  end)

  it("is nothing that reads files", function()
    for _, name in ipairs(named "block: they read files") do
      name = assert(name:match "^urssaf%.(%l+)$", name)
      assert.are.equal(0, as_method(name), name)
      assert.are.equal(0, (yields(function()
        return assert(urssaf[name](ARGUMENTS[name][1], ARGUMENTS[name][2]))
      end)), name)
    end
  end)

  -- Each is called without its arguments too: most refuse that, and none yields.
  local function calls_of(object, names)
    for _, name in ipairs(names) do
      local method = assert(object[name], name)
      assert.are.equal(0, (yields(function() pcall(method, object) end)), name)
    end
  end

  local CALLS = {
    ["urssaf.client"] = function() return urssaf.client(options()) end,
    ["client:close"] = function() return urssaf.client(options()):close() end,
    ["urssaf.capabilities"] = urssaf.capabilities,
    ["urssaf.panel"] = function() return urssaf.panel(panel_of(3)) end,
    ["urssaf.sample"] = function() return urssaf.sample { from = 2025 } end,
    ["urssaf.report"] = function() return urssaf.report(panel_of(3), "01") end,
    ["urssaf.site"] = function() return urssaf.site(panel_of(3)) end,
    ["panel:join"] = function()
      return panel_of(3):join { by = "code_departement", measure = "x",
        rows = { { code_departement = "01", x = 1 } } }
    end,
    ["urssaf.chart"] = function() return urssaf.chart.line(panel_of(3)) end,
    ["urssaf.chart.map"] = function()
      return urssaf.chart.map(urssaf.sample { from = 2025, measures = { RAD } })
    end,
    ["urssaf.language"] = function() return urssaf.language.of("fr"):number(3) end,
    ["urssaf.geo"] = function() return urssaf.geo.find "38" end,
    ["urssaf.measures"] = function() return urssaf.measures.of(RAD) end,
    ["urssaf.period"] = function() return urssaf.period.parse "2021" end,
    ["urssaf.quarter"] = function() return urssaf.quarter.parse "2021-Q1" end,
  }
  for name, loop in pairs(urssaf.loop) do
    CALLS["urssaf.loop." .. name] = function()
      if name ~= "copas" then loop() end -- which changes luasocket, and so the specs after this one
    end
  end

  it("is nothing that loads modules or computes", function()
    for _, name in ipairs(named("neither: they open nothing", "block as `require`", "compute;")) do
      assert.is_function(CALLS[name], name)
    end
    for name, call in pairs(CALLS) do assert.are.equal(0, (yields(call)), name) end
  end)

  it("is no method of a panel, of a series or of a language", function()
    for object, files in pairs {
      [panel_of(3)] = { "panel/methods.lua", "panel/derived_methods.lua" },
      [panel_of(3).series[1]] = { "panel/series_methods.lua" },
      [urssaf.language.of "fr"] = { "language/init.lua" },
    } do
      local names = {}
      for _, path in ipairs(files) do
        for _, one in ipairs(annotations.of(shell.read_file("lua/urssaf/" .. path)).functions) do
          if one.is_method and not one.name:find "^__" then names[#names + 1] = one.name end
        end
      end
      assert.is_true(#names > 10, #names)
      calls_of(object, names)
    end
  end)

  it("is nothing of urssaf.http: a session's poll blocks, and the others do not #c", function()
    for _, name in ipairs { "session:poll", "session:get", "transfer:read", "transfer:feed" } do
      assert.matches("`" .. name .. "`", shell.read_file "docs/embedding.md", 1, true)
    end
    assert.are.equal(0, (yields(function()
      local session = http.session()
      local mute = session:get(server:on("/mute", { { mute = true } }))
      local short = session:get(server:on("/short", { { send = http_transfers.sized "x" } }))
      assert.are.equal("", mute:read())
      assert.is_table(session:fds())
      assert.is_number(session:timeout())
      http_transfers.poll_until(session, function() return short:read() ~= "" end)
      mute:close()
      session:close()
    end)))
  end)
end)
