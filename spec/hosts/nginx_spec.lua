-- examples/hosts/nginx in a real nginx with Debian's Lua module: its responses, whether a fetch
-- keeps it from answering others, its timer, a reload.
local cjson = require "spec.support.cjson"
local lua = require "spec.support.lua"
local processes = require "spec.support.processes"
local shell = require "spec.support.shell"
local socket = require "socket"
local standin = require "spec.support.standin"
local web_server = require "spec.support.hosts.web_server"

local EXAMPLE = shell.root .. "examples/hosts/nginx"

-- The module is here as a package, or unpacked by `make deps-hosts`: its LuaJIT and that of the
-- other specs cannot both be installed.
local UNPACKED = shell.root .. "build/nginx-lua/usr"
local IS_INSTALLED = shell.exists "/usr/lib/nginx/modules/ngx_http_lua_module.so"

-- Copies the example, and lets it listen on a free port, as root if that is who runs it.
local SERVE = [[
set -e
cp -r %s "$SERVE_FOLDER"
cd "$SERVE_FOLDER"
sed -i "s/:8038/:$SERVE_PORT/" departement.conf
if [ "$(id -u)" = 0 ]; then sed -i "1i user root;" nginx.conf; fi
[ -z "$MODULES" ] || sed -i "s|^load_module /usr|load_module $MODULES|" nginx.conf
exec nginx -p "$SERVE_FOLDER/" -c nginx.conf -e stderr]]

local function with_modules(environment)
  if IS_INSTALLED then return environment end
  return lua.merged(environment, {
    MODULES = UNPACKED,
    LD_LIBRARY_PATH = shell.run_line("ls -d " .. UNPACKED .. "/lib/*-linux-*"),
    LUA_PATH = ("%s/share/lua/5.1/?.lua;%s"):format(UNPACKED, environment.LUA_PATH),
  })
end

local function workers(server)
  local _, _, output = shell.run("ps -o pid= --ppid " .. server.pid)
  local pids = {}
  for pid in output:gmatch "%d+" do pids[#pids + 1] = tonumber(pid) end
  return pids
end

local count = 0

local host = web_server { name = "nginx", lua = "lua5.1", build = "build/lua5.1",
  start = function(environment, folder)
    count = count + 1
    local server = processes.start { port_as = "SERVE_PORT", folder = folder,
      command = "sh -c " .. shell.quote(SERVE:format(shell.quote(EXAMPLE))),
      environment = lua.merged(with_modules(environment),
        { SERVE_FOLDER = ("%s/nginx-%d"):format(folder, count) }) }
    -- the memory that grows, if any does, is the worker's
    function server.resident()
      return processes.resident(workers(server)[1])
    end
    return server
  end }

local function has_all()
  return shell.has("nginx", "lua5.1", "curl") and (IS_INSTALLED or shell.exists(UNPACKED .. "/lib"))
    and (shell.run "env -u MAKEFLAGS make -s all LUA=lua5.1 BUILD=build/lua5.1")
end

-- A request that is sent, whose answer is read later.
local function begin(server, target)
  local connection = assert(socket.connect("127.0.0.1", server.port))
  assert(connection:send(("GET %s HTTP/1.0\r\n\r\n"):format(target)))
  return connection
end

local function has_answer(connection)
  return #socket.select({ connection }, nil, 0) > 0
end

local function body_of(connection)
  connection:settimeout(20)
  local text = assert(connection:receive "*a")
  connection:close()
  return (text:match "^HTTP/1.1 %d+ .-\r\n\r\n(.*)$")
end

describe("examples/hosts/nginx #host", function()
  local case = host:declare(has_all(), "no nginx with Lua, or no Lua 5.1: make deps-hosts")

  case("logs nothing, and serves no file", function()
    local server = host:serve(host:keep_one(), { SERVE_REFRESH_EVERY = 3600 })
    for _, target in ipairs { "/departement.lua", "/nginx.conf", "/departement/../departement.lua" }
    do
      assert.are.equal(403, (host:ask(server, target)))
    end
    -- the timer alone has something to say: the portal has gone
    local log = server:output():gsub("[^\n]*refresh_timer%.lua:%d+: network: [^\n]*\n", "")
    assert.are.equal("", log)
  end)

  -- Asks for what is kept until `is_over`; every answer must be right. Returns how many there were,
  -- and the longest time that one took.
  local function ask_until(server, is_over)
    local _, expected = host:ask(server, "/departement/38")
    local asked, longest = 0, 0
    repeat
      local begun = socket.gettime()
      local status, body = host:ask(server, "/departement/38")
      longest = math.max(longest, socket.gettime() - begun)
      assert.are.same({ 200, expected }, { status, body })
      asked = asked + 1
    until is_over()
    return asked, longest
  end

  case("asks the portal for one request, and answers others meanwhile", function()
    local portal = standin.start {}
    local base_url = portal:with { { on = "export", after = 1, delay = 1 } }
    host:must_refresh(base_url)
    local server, panel = host:serve(base_url), host:kept_panel(base_url)
    local live = begin(server, "/live/departement/38")
    local asked, longest = ask_until(server, function() return has_answer(live) end)
    local answer = cjson.decode(body_of(live))
    local own = cjson.decode(panel:filter({ departement = "38" }):to_json())
    assert.are.same(own.series, answer.series)
    assert.are.same(own.periods, answer.periods)
    print(("nginx: %d requests answered while one fetched, the longest pause %.0f ms"):format(asked,
      longest * 1000))
    assert.is_true(asked > 20, asked)
    portal:stop()
  end)

  case("answers twenty such requests at once", function()
    local portal = standin.start {}
    local base_url = portal:with { { on = "export", after = 1, delay = 0.3 } }
    host:must_refresh(base_url)
    local server, panel = host:serve(base_url), host:kept_panel(base_url)
    local under_way = {}
    for i = 1, 20 do under_way[i] = begin(server, ("/live/departement/%02d"):format(i % 5 + 1)) end
    for i, connection in ipairs(under_way) do
      local own = panel:filter { departement = ("%02d"):format(i % 5 + 1) }
      assert.are.same(cjson.decode(own:to_json()).series,
        cjson.decode(body_of(connection)).series)
    end
    portal:stop()
  end)

  case("says why the portal could not be asked", function()
    local portal = standin.start {}
    for base_url, expected in pairs {
      [portal:with { { on = "export", html = true } }] = { 502, "text/html" },
      ["http://127.0.0.1:1/api/explore/v2.1"] = { 502, "connect" },
    } do
      local status, body = host:ask(host:serve(base_url), "/live/departement/38")
      assert.are.equal(expected[1], status)
      assert.matches(expected[2], cjson.decode(body).error, 1, true)
    end
    local server = host:serve(portal.base_url)
    assert.are.equal(404, (host:ask(server, "/live/departement/Isèr")))
    assert.are.equal(405, (host:ask(server, "/live/departement/38", "DELETE")))
    portal:stop()
  end)

  case("fetches by itself what is new, and goes on serving", function()
    local portal = standin.start {}
    local base_url = portal:with { { on = "any", times = 3,
      publication = "2026-01-16T07:30:12+00:00", older = { quarters = 2, revised = {} } } }
    local server = host:serve(base_url, { SERVE_LOOK_EVERY = 0, SERVE_REFRESH_EVERY = 1 })
    local function last_period()
      local status, body = host:ask(server, "/departement/38")
      local periods = cjson.decode(body).periods
      return status == 200 and periods[#periods]
    end
    assert.is_true(processes.wait_until(function() return last_period() == "2025-Q2" end))
    assert.is_true(processes.wait_until(function() return last_period() == "2025-Q4" end))
    assert.are.equal("", server:output())
    portal:stop()
  end)

  case("fetches again soon where that failed", function() host:assert_refreshes_again() end)

  case("is safe to reload while it fetches", function()
    local portal = standin.start {}
    local base_url = portal:with { { on = "metadata", after = 1, mute = true } }
    host:must_refresh(base_url)
    local server = host:serve(base_url, { SERVE_REFRESH_EVERY = 1 })
    local first = workers(server)[1]
    for _ = 1, 3 do
      local old = workers(server)
      shell.run("kill -HUP " .. server.pid)
      ask_until(server, function()
        local now = workers(server)
        return #now == 1 and now[1] ~= old[1]
      end)
    end
    assert.are_not.equal(first, workers(server)[1])
    assert.are.equal("", server:output())
    portal:stop()
  end)
end)
