-- examples/hosts/lighttpd in a real lighttpd: its responses, the sockets it opens, its memory.
local cjson = require "spec.support.cjson"
local lua = require "spec.support.lua"
local processes = require "spec.support.processes"
local http = require "socket.http"
local ltn12 = require "ltn12"
local sample = require "spec.support.standin.sample"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

local EXAMPLE = shell.root .. "examples/hosts/lighttpd"
local SERVE = ("lighttpd -D -f %s"):format(shell.quote(EXAMPLE .. "/lighttpd.conf"))
local BEFORE, AFTER = "2026-01-16T07:30:12+00:00", "2026-07-16T07:30:12+00:00"

-- More than garbage that is not yet collected, and less than a leak of half a kilobyte per request.
local GROWTH = 2048 -- KiB

local LOADS = { "/departement/38?measure=economiquement_actifs", "/departement/2A" }

-- mod_magnet is another package; its Lua is 5.4, whichever runs the specs.
local function has_all()
  return shell.has("lighttpd", "lua5.4", "curl")
    and (shell.run "test -e /usr/lib/lighttpd/mod_magnet.so && test -e build/urssaf/decode.so")
end

describe("examples/hosts/lighttpd #host", function()
  local is_here = has_all()
  local folder, running

  before_each(function() folder, running = shell.temporary_folder(), {} end)

  after_each(function()
    for _, process in ipairs(running) do process:stop() end
    shell.remove(folder)
  end)

  local function case(name, work)
    it(name, function()
      if not is_here then return pending("no lighttpd with mod_magnet, or no build for lua5.4") end
      work()
    end)
  end

  local function environment(base_url, more)
    return lua.merged({ SERVE_FOLDER = EXAMPLE, URSSAF_CACHE_DIR = folder .. "/kept",
      URSSAF_BASE_URL = base_url, LUA_PATH = EXAMPLE .. "/?.lua;" .. shell.lua_path,
      LUA_CPATH = shell.root .. "build/?.so;;" }, more)
  end

  local function refresh(base_url, more)
    return shell.run(shell.with(environment(base_url, more),
      "lua5.4 " .. shell.quote(EXAMPLE .. "/refresh.lua")))
  end

  local function must_refresh(base_url)
    local ok, _, output = refresh(base_url)
    assert.is_true(ok, output)
  end

  local function serve(base_url, more, command)
    local server = processes.start { command = command or SERVE, port_as = "SERVE_PORT",
      environment = environment(base_url, more), folder = folder }
    running[#running + 1] = server
    server.root = ("http://127.0.0.1:%d"):format(server.port)
    return server
  end

  local function ask(server, target, method, sent)
    local parts = {}
    local _, status, headers = http.request { url = server.root .. target, method = method,
      sink = ltn12.sink.table(parts), source = sent and ltn12.source.string(sent),
      headers = sent and { ["content-length"] = #sent } }
    return status, table.concat(parts), headers
  end

  local function kept_panel(base_url)
    return assert(urssaf.fetch { base_url = base_url, cache = "only",
      cache_dir = folder .. "/kept" })
  end

  -- Keeps one publication of a portal, which is then stopped.
  local function keep_one()
    local portal = standin.start {}
    must_refresh(portal.base_url)
    portal:stop()
    return portal.base_url
  end

  -- ---------------------------------------------------------------- responses

  case("responds with the library's figures", function()
    local base_url = keep_one()
    local server, panel = serve(base_url), kept_panel(base_url)
    for target, wanted in pairs {
      ["38?measure=economiquement_actifs"] = { departement = "38",
        measure = "economiquement_actifs" },
      ["2A?measure=economiquement%5factifs"] = { departement = "2A",
        measure = "economiquement_actifs" },
      ["38"] = { departement = "38" },
      ["1"] = { departement = "01" },
      ["2b?"] = { departement = "2B" },
      ["is%C3%A8re"] = { departement = "38" },
      ["C%C3%B4tes-d%27Armor"] = { departement = "22" },
      ["cotes%20d'armor?measure=radiations"] = { departement = "22", measure = "radiations" },
      ["La%20R%C3%A9union"] = { departement = "974" },
    } do
      local status, body, headers = ask(server, "/departement/" .. target)
      assert.are.equal(200, status, body)
      assert.are.equal("application/json", headers["content-type"])
      assert.are.equal(panel:filter(wanted):to_json(), body)
    end
    assert.is_nil(server:output():find("lua", 1, true), server:output())
  end)

  case("responds with the portal's figures, missing ones as null", function()
    local data = sample.auto_entrepreneurs()
    local server = serve(keep_one())
    local missing = 0
    for u, unit in ipairs(data.units) do
      if unit.code_departement ~= "NCA" then
        local _, body = ask(server, "/departement/" .. unit.code_departement)
        local answer = cjson.decode(body)
        assert.are.same(data.periods, answer.periods)
        assert.are.equal(#data.measures, #answer.series)
        for _, series in ipairs(answer.series) do
          assert.are.equal(unit.departement, series.key.departement)
          for p = 1, #data.periods do
            local value = data:value(u, series.measure, p)
            if value == nil then missing = missing + 1 end
            assert.are.equal(value == nil and cjson.null or value, series.values[p])
          end
        end
        assert.are.equal(AFTER, answer.source.data_processed)
        assert.matches("synthétiques", answer.source.attribution, 1, true)
        assert.matches("ODbL", answer.source.licence, 1, true)
        assert.are.same({}, answer.notes)
      end
    end
    assert.are.equal(13, missing) -- Guyane's first eight, and five in small départements
  end)

  case("responds to curl and to HEAD", function()
    local base_url = keep_one()
    local server = serve(base_url)
    local target = LOADS[1]
    local ok, _, output = shell.run(("curl -sS --fail '%s%s'"):format(server.root, target))
    assert.is_true(ok, output)
    assert.are.equal(kept_panel(base_url):filter { departement = "38",
      measure = "economiquement_actifs" }:to_json(), output)
    local status, body, headers = ask(server, target, "HEAD")
    assert.are.equal(200, status)
    assert.are.equal("", body)
    assert.are.equal(tostring(#output), headers["content-length"])
    assert.are.equal(404, (ask(server, "/departement/Isèr", "HEAD")))
  end)

  case("says what is wrong with a request", function()
    local base_url = keep_one()
    local server = serve(base_url)
    local known = "administrativement_actifs, chiffres_d_affaires, economiquement_actifs,"
      .. " immatriculations, radiations"
    for target, expected in pairs {
      ["/departement/Is%C3%A8r"] = { 404, "no département is 'Isèr' (did you mean 'Isère'?)" },
      ["/departement/99"] = { 404, "no département is '99'" },
      ["/departement/"] = { 404, "no département is ''" },
      ["/departement/38/radiations"] = { 404, "no département is '38/radiations'" },
      ["/departement/Bretagne"] = { 404, "no département is 'Bretagne' (Bretagne is a region)" },
      ["/departement/976"] = { 404, "Mayotte is not in these data" },
      ["/departement/38?measure=solde"] = { 400, "no measure is 'solde': there are " .. known },
      ["/departement/38?measure="] = { 400, "no measure is '': there are " .. known },
      ["/departement/38?measure=%22%5C%C3%A9"] = { 400,
        "no measure is '\"\\é': there are " .. known },
    } do
      local status, body, headers = ask(server, target)
      assert.are.equal(expected[1], status, target)
      assert.are.equal("application/json", headers["content-type"])
      assert.are.same({ error = expected[2] }, cjson.decode(body))
    end
    for method, sent in pairs { POST = "measure=radiations", PUT = "{}", DELETE = false,
      OPTIONS = false } do
      local status, body, headers = ask(server, "/departement/38", method, sent)
      assert.are.equal(405, status, method)
      assert.are.equal("GET, HEAD", headers.allow)
      assert.are.same({ error = "only GET and HEAD are answered" }, cjson.decode(body))
    end
    for _, target in ipairs { "/departement/%FF", "/departement/38?measure=%FF" } do
      assert.are.equal(400, (ask(server, target)))
    end
    for _, target in ipairs { "/", "/refresh.lua", "/departement/../departement.lua" } do
      assert.are.equal(403, (ask(server, target))) -- nothing is served as a file
    end
    assert.are.equal(200, (ask(server, "/departement/38")))
  end)

  -- ---------------------------------------------------------------- publications

  case("says that nothing is kept, and notices when a publication is", function()
    local portal = standin.start {}
    local base_url = portal:with { { on = "any", times = 3, publication = BEFORE,
      older = { quarters = 2, revised = {} } } }
    local eager = serve(base_url, { SERVE_LOOK_EVERY = 0 })
    local slow = serve(base_url)
    local function published(server)
      local _, body = ask(server, "/departement/38")
      local answer = cjson.decode(body)
      return { answer.source.data_processed, #answer.periods }
    end

    for _, server in ipairs { eager, slow } do
      local status, body, headers = ask(server, "/departement/38")
      assert.are.equal(503, status)
      assert.are.equal(server == eager and "0" or "60", headers["retry-after"])
      assert.are.same({ error = "no publication is kept yet" }, cjson.decode(body))
      assert.matches("offline: no kept publication answers this query", server:output(), 1, true)
    end
    assert.are.equal(0, #portal:requests(base_url)) -- nobody asked the portal

    must_refresh(base_url)
    slow = serve(base_url, { SERVE_LOOK_EVERY = 3600 })
    assert.are.same({ BEFORE, 66 }, published(eager))
    assert.are.same({ BEFORE, 66 }, published(slow))
    must_refresh(base_url)
    local asked = #portal:requests(base_url)
    assert.are.same({ AFTER, 68 }, published(eager))
    assert.are.same({ BEFORE, 66 }, published(slow)) -- it looks when its time has come

    -- what was read is still served after the files are removed
    shell.run(("rm -r %s/kept"):format(folder))
    assert.are.same({ AFTER, 68 }, published(eager))
    assert.are.equal(asked, #portal:requests(base_url))
    portal:stop()
  end)

  case("says when the newest publication was last checked", function()
    local portal = standin.start {}
    local server = serve(portal.base_url, { SERVE_LOOK_EVERY = 0 })
    local function checked_at()
      local _, body = ask(server, "/departement/38")
      return cjson.decode(body).source.checked_at
    end
    must_refresh(portal.base_url)
    local first = checked_at()
    assert.is_true(processes.wait_until(function()
      return os.date "!%Y-%m-%dT%H:%M:%SZ" > first
    end))
    must_refresh(portal.base_url)
    assert.is_true(checked_at() > first)
    portal:stop()
  end)

  case("refresh.lua fails with one line if it cannot fetch or cannot keep", function()
    local portal = standin.start {}
    local ok, code, output = refresh(portal.base_url, { URSSAF_CACHE_DIR = "/dev/null/kept" })
    assert.are.same({ false, 1 }, { ok, code })
    assert.matches("^this publication is not kept: [^\n]+\n$", output)
    must_refresh(portal.base_url)
    portal:stop()
    ok, code, output = refresh(portal.base_url) -- though an older one would answer
    assert.are.same({ false, 1 }, { ok, code })
    assert.matches("^network: [^\n]+\n$", output)
  end)

  -- ---------------------------------------------------------------- what it costs

  case("opens no socket in a request", function()
    if not (shell.has "strace" and shell.run "strace -o /dev/null true") then
      return pending("strace cannot trace here")
    end
    local trace_file = folder .. "/trace"
    -- with -D strace is the child, so that the program keeps its process id
    local server = serve(keep_one(), nil,
      ("strace -D -f -e trace=network -o %s %s"):format(shell.quote(trace_file), SERVE))
    for _ = 1, 5 do
      assert.are.equal(200, (ask(server, "/departement/38")))
      assert.are.equal(404, (ask(server, "/departement/99")))
    end
    server:stop()
    local trace
    assert.is_true(processes.wait_until(function()
      trace = shell.read(trace_file)
      return trace:find("+++", 1, true) ~= nil
    end))
    local started, asked = trace:match "^(.-)([^\n]*accept4?%(.*)$"
    assert.matches("socket(", started, 1, true) -- or strace sees nothing at all
    assert.is_nil(asked:find "socket%(", asked)
    assert.is_nil(asked:find "connect%(", asked)
    assert.is_true(select(2, asked:gsub("accept4?%(", "")) >= 10, asked)
  end)

  case("responds correctly under load, and its memory does not grow", function()
    if not shell.has "wrk" then return pending("no wrk to ask with") end
    local base_url = keep_one()
    local server, panel = serve(base_url), kept_panel(base_url)
    local function write(name, text)
      shell.write(folder .. "/" .. name, text)
    end
    write("1", panel:filter { departement = "38", measure = "economiquement_actifs" }:to_json())
    write("2", panel:filter { departement = "2A" }:to_json())

    local function load()
      local _, _, output = shell.run(shell.with({ EXPECTED = folder }, ("timeout 60 wrk -t2 -c16"
        .. " -d3s --timeout 30s -s spec/support/hosts/wrk_load.lua %s -- '%s' '%s'"):format(
        server.root, LOADS[1], LOADS[2])))
      local asked, checked, wrong, failed =
        output:match "asked (%d+) checked (%d+) wrong (%d+) failed (%d+)"
      assert.are.same({ "0", "0" }, { wrong, failed }, output)
      assert.are.equal(asked, checked, output)
      assert.is_true(tonumber(checked) > 100, output)
      return tonumber(checked), server:resident()
    end
    local fresh = server:resident()
    local warm_up, before = load()
    local first = load()
    local second, after = load()
    print(("lighttpd: %d requests answered right, %.0f a second; resident %d KiB at start,"
      .. " %d after %d of them, %d at the end"):format(warm_up + first + second,
      (first + second) / 6, fresh, before, warm_up, after))
    assert.is_true(after - before < GROWTH, ("%d KiB, then %d"):format(before, after))
    assert.is_nil(server:output():find("lua", 1, true), server:output())
  end)
end)
