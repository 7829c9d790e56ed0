-- The page on errors: it has every kind and field that exists, and the message it shows for each
-- kind is the one that a user sees.
local doc_pages = require "spec.support.doc_pages"
local not_empty = require "spec.support.not_empty"
local tls_server = require "spec.support.tls_server"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

local page = doc_pages.read "docs/errors.md"

-- By kind: the line of the block that shows one error of each kind.
local function shown()
  local lines = {}
  for _, block in ipairs(page.blocks) do
    local text = block.heading == "What they look like" and block.text or ""
    for line in text:gmatch "[^\n]+" do lines[line:match "^%l+"] = line end
  end
  return lines
end

local HEADER = "annee;trimestre;departement;radiations\n"

describe("the page on errors", function()
  local portal = standin.for_cases()
  local tls, folder

  setup(function()
    tls = tls_server.start { hello = "HTTP/1.0 200 OK\r\n\r\nhello" }
    folder = shell.temporary_folder()
  end)

  teardown(function()
    if tls then tls:stop() end
    shell.remove(folder)
  end)

  local function fetch(given, faults) return portal:fetch(given, faults) end

  -- A kept publication whose file was changed afterwards.
  local function damaged()
    local given = { cache = "use", cache_dir = folder }
    assert(fetch(given))
    local vintage = assert(urssaf.vintages { base_url = portal.base_url, cache_dir = folder })[1]
    local file = assert(io.open(vintage.path, "r+b"))
    file:seek("set", 500)
    file:write("#")
    file:close()
    given.cache = "only"
    return fetch(given)
  end

  -- By kind: provokes the error.
  local meet = {
    network = function()
      return urssaf.fetch { base_url = "http://127.0.0.1:1/none", cache = "off", retries = 0 }
    end,
    timeout = function()
      return fetch({ stall_timeout = 1 }, { { on = "export", mute = true } })
    end,
    tls = function()
      return urssaf.fetch { base_url = tls.root, cache = "off", retries = 0 }
    end,
    quota = function() return fetch({}, { { on = "any", status = 429 } }) end,
    portal = function() return fetch { where = "departemant = 'x'" } end,
    http = function() return fetch({}, { { on = "any", status = 503 } }) end,
    content = function() return fetch({}, { { on = "export", html = true } }) end,
    decode = function() return urssaf.read { text = HEADER .. "2025;1;Ain;12 345\n" } end,
    schema = function() return fetch { measures = { "radiation" } } end,
    incomplete = function() return fetch({}, { { on = "export", cut_rows = 6000 } }) end,
    limit = function() return fetch { max_units = 10 } end,
    offline = function() return fetch { cache = "only", cache_dir = folder .. "/none" } end,
    cache = damaged,
    file = function() return urssaf.read "nowhere.csv" end,
    host = function()
      local loaded, preload = package.loaded.luv, package.preload.luv
      package.loaded.luv, package.preload.luv = nil, function()
        error("module 'luv' not found:", 0)
      end
      local _, err = urssaf.loop.luv()
      package.loaded.luv, package.preload.luv = loaded, preload
      return nil, err
    end,
    cancelled = function() return fetch { progress = function() return false end } end,
    none = function() return urssaf.geo.find("Isèr", "departement") end,
    ambiguous = function() return urssaf.sample():get { departement = "Isère" } end,
  }

  for kind, work in pairs(meet) do
    it("shows what one sees: " .. kind, function()
      if kind == "tls" and not tls then return pending("no openssl to serve with") end
      local result, err = work()
      assert.is_nil(result)
      assert.are.equal(kind, err.kind)
      local line = assert(shown()[kind], "nothing is shown")
      if not doc_pages.says(line, tostring(err)) then assert.are.equal(line, tostring(err)) end
    end)
  end

  it("shows one of each kind that it lists, and lists those that the library makes", function()
    local listed, lines, met = doc_pages.quoted(doc_pages.rows(page.text, "The kinds"), 1), {}, {}
    for kind in pairs(shown()) do lines[kind] = true end
    for kind in pairs(meet) do met[kind] = true end
    assert.are.same(listed, lines)
    assert.are.same(listed, met)
    local _, _, sources = shell.run("find lua/urssaf -name '*.lua' -not -path '*/cli/*'"
      .. " | xargs cat src/http/outcome.c src/http/transfer.c src/binding/decode.c")
    local count = 0
    for _, pattern in ipairs { 'errors%.fail%("(%l+)"', 'errors%.new%("(%l+)"',
      'fail%(t, "(%l+)"', 'fail_with%(d, "(%l+)"', 'return "(%l+)";' } do
      for kind in not_empty.matches(sources, pattern) do
        count = count + 1
        assert(listed[kind], kind)
      end
    end
    assert.is_true(count > 20)
  end)

  local function of_no_series()
    return urssaf.read { text = "nombre_de_mois_de_declarations;somme_des_ages\n1;2\n" }
  end

  local function of_months()
    return urssaf.read { text = "annee;trimestre;mois;radiations\n2021;1;3;5\n" }
  end

  it("has the fields that errors have", function()
    local fields = {}
    for name in pairs(select(2, of_no_series())) do fields[name] = true end
    for name in pairs(select(2, of_months())) do fields[name] = true end
    local _, of_shapes = urssaf.chart.map(urssaf.sample(), { measure = "radiations",
      shapes = "/nonexistent.geojson" })
    for name in pairs(of_shapes) do fields[name] = true end
    for kind, work in pairs(meet) do
      local err = (kind ~= "tls" or tls) and select(2, work())
      for name in pairs(err or {}) do fields[name] = true end
    end
    fields.kind, fields.message = nil, nil
    assert.are.same(fields, doc_pages.quoted(doc_pages.rows(page.text, "Their fields"), 1))
  end)
end)
