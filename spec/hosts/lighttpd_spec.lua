-- examples/hosts/lighttpd in a real lighttpd: its responses, the sockets it opens, its memory.
local cjson = require "spec.support.cjson"
local lua = require "spec.support.lua"
local processes = require "spec.support.processes"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local web_server = require "spec.support.hosts.web_server"

local EXAMPLE = shell.root .. "examples/hosts/lighttpd"
local SERVE = ("lighttpd -D -f %s"):format(shell.quote(EXAMPLE .. "/lighttpd.conf"))
local BEFORE, AFTER = "2026-01-16T07:30:12+00:00", "2026-07-16T07:30:12+00:00"

local host = web_server { name = "lighttpd", lua = "lua5.4", build = "build",
  start = function(environment, folder, command)
    return processes.start { command = command or SERVE, port_as = "SERVE_PORT",
      environment = lua.merged({ SERVE_FOLDER = EXAMPLE }, environment), folder = folder }
  end }

-- mod_magnet is another package; its Lua is 5.4, whichever runs the specs.
local function has_all()
  return shell.has("lighttpd", "lua5.4", "curl")
    and (shell.run "test -e /usr/lib/lighttpd/mod_magnet.so && test -e build/urssaf/decode.so")
end

describe("examples/hosts/lighttpd #host", function()
  local case = host:declare(has_all(), "no lighttpd with mod_magnet, or no build for lua5.4")

  case("logs nothing of Lua, and serves no file", function()
    local server = host:serve(host:keep_one())
    assert.are.equal(200, (host:ask(server, "/departement/38")))
    assert.are.equal(403, (host:ask(server, "/departement/../departement.lua")))
    assert.is_nil(server:output():find("lua", 1, true), server:output())
  end)

  -- ---------------------------------------------------------------- publications

  case("says that nothing is kept, and notices when a publication is", function()
    local portal = standin.start {}
    local base_url = portal:with { { on = "any", times = 3, publication = BEFORE,
      older = { quarters = 2, revised = {} } } }
    local eager = host:serve(base_url, { SERVE_LOOK_EVERY = 0 })
    local slow = host:serve(base_url)
    local function published(server)
      local _, body = host:ask(server, "/departement/38")
      local answer = cjson.decode(body)
      return { answer.source.data_processed, #answer.periods }
    end

    for _, server in ipairs { eager, slow } do
      local status, body, headers = host:ask(server, "/departement/38")
      assert.are.equal(503, status)
      assert.are.equal(server == eager and "0" or "60", headers["retry-after"])
      assert.are.same({ error = "no publication is kept yet" }, cjson.decode(body))
      assert.matches("offline: no kept publication answers this query", server:output(), 1, true)
    end
    assert.are.equal(0, #portal:requests(base_url)) -- nobody asked the portal

    host:must_refresh(base_url)
    slow = host:serve(base_url, { SERVE_LOOK_EVERY = 3600 })
    assert.are.same({ BEFORE, 66 }, published(eager))
    assert.are.same({ BEFORE, 66 }, published(slow))
    host:must_refresh(base_url)
    local asked = #portal:requests(base_url)
    assert.are.same({ AFTER, 68 }, published(eager))
    assert.are.same({ BEFORE, 66 }, published(slow)) -- it looks when its time has come

    -- what was read is still served after the files are removed
    shell.run(("rm -r %s/kept"):format(host.folder))
    assert.are.same({ AFTER, 68 }, published(eager))
    assert.are.equal(asked, #portal:requests(base_url))
    portal:stop()
  end)

  case("says when the newest publication was last checked", function()
    local portal = standin.start {}
    local server = host:serve(portal.base_url, { SERVE_LOOK_EVERY = 0 })
    local function checked_at()
      local _, body = host:ask(server, "/departement/38")
      return cjson.decode(body).source.checked_at
    end
    host:must_refresh(portal.base_url)
    local first = checked_at()
    assert.is_true(processes.wait_until(function()
      return os.date "!%Y-%m-%dT%H:%M:%SZ" > first
    end))
    host:must_refresh(portal.base_url)
    assert.is_true(checked_at() > first)
    portal:stop()
  end)

  case("refresh.lua fails with one line if it cannot fetch or cannot keep", function()
    local portal = standin.start {}
    local ok, code, output = host:refresh(portal.base_url, { URSSAF_CACHE_DIR = "/dev/null/kept" })
    assert.are.same({ false, 1 }, { ok, code })
    assert.matches("^this publication is not kept: [^\n]+\n$", output)
    host:must_refresh(portal.base_url)
    portal:stop()
    ok, code, output = host:refresh(portal.base_url) -- though an older one would answer
    assert.are.same({ false, 1 }, { ok, code })
    assert.matches("^network: [^\n]+\n$", output)
  end)

  case("serves another dataset, if it has départements", function()
    local portal = standin.start {}
    local other = { SERVE_DATASET = "auto-entrepreneurs-par-departement-secteur" }
    assert.is_true((host:refresh(portal.base_url, other)))
    local status, body = host:ask(host:serve(portal.base_url, other),
      "/departement/38?measure=chiffres_d_affaires")
    local answer = cjson.decode(body)
    assert.are.same({ 200, other.SERVE_DATASET, 5 }, { status, answer.dataset, #answer.series })
    assert.is_string(answer.series[1].key.secteur_d_activite_me)
    local ok, code, output = host:refresh(portal.base_url,
      { SERVE_DATASET = "procedures-collectives-par-region" })
    assert.are.same({ false, 1 }, { ok, code })
    assert.are.equal("procedures-collectives-par-region has no départements\n", output)
    portal:stop()
  end)

  -- ---------------------------------------------------------------- what it costs

  case("opens no socket in a request", function()
    if not (shell.has "strace" and shell.run "strace -o /dev/null true") then
      return pending("strace cannot trace here")
    end
    local trace_file = host.folder .. "/trace"
    -- with -D strace is the child, so that the program keeps its process id
    local server = host:serve(host:keep_one(), nil,
      ("strace -D -f -e trace=network -o %s %s"):format(shell.quote(trace_file), SERVE))
    for _ = 1, 5 do
      assert.are.equal(200, (host:ask(server, "/departement/38")))
      assert.are.equal(404, (host:ask(server, "/departement/99")))
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
end)
