-- examples/hosts/haproxy in a real HAProxy: its responses, and its task that fetches.
local cjson = require "spec.support.cjson"
local lua = require "spec.support.lua"
local processes = require "spec.support.processes"
local shell = require "spec.support.shell"
local socket = require "socket"
local standin = require "spec.support.standin"
local web_server = require "spec.support.hosts.web_server"

local EXAMPLE = shell.root .. "examples/hosts/haproxy"
local SERVE = ("haproxy -db -f %s"):format(shell.quote(EXAMPLE .. "/haproxy.cfg"))

local host = web_server { name = "haproxy", lua = "lua5.3", build = "build/lua5.3",
  start = function(environment, folder)
    return processes.start { command = SERVE, port_as = "SERVE_PORT",
      environment = lua.merged({ SERVE_FOLDER = EXAMPLE }, environment), folder = folder }
  end }

-- Debian's HAProxy has Lua 5.3, whichever runs the specs.
local function has_all()
  return shell.has("haproxy", "lua5.3", "curl")
    and (shell.run "haproxy -vv | grep -q 'Built with Lua version : Lua 5.3'")
    and (shell.run "env -u MAKEFLAGS make -s all LUA=lua5.3 BUILD=build/lua5.3")
end

describe("examples/hosts/haproxy #host", function()
  local case = host:declare(has_all(), "no HAProxy with Lua 5.3, or no build for it")

  case("fetches by itself what is new, and goes on serving meanwhile", function()
    local portal = standin.start {}
    local base_url = portal:with { { on = "any", times = 3,
      publication = "2026-01-16T07:30:12+00:00", older = { quarters = 2, revised = {} } },
      { on = "export", after = 1, delay = 1 } }
    local server = host:serve(base_url, { SERVE_LOOK_EVERY = 0, SERVE_REFRESH_EVERY = 1 })
    local asked, longest = {}, 0
    local function last_period_is(expected)
      local begun = socket.gettime()
      local status, body = host:ask(server, "/departement/38")
      longest = math.max(longest, socket.gettime() - begun)
      local answer = cjson.decode(body)
      local period = status == 200 and answer.periods[#answer.periods] or status
      asked[period] = (asked[period] or 0) + 1
      return period == expected
    end
    assert.is_true(processes.wait_until(function() return last_period_is "2025-Q2" end))
    assert.is_true(processes.wait_until(function() return last_period_is "2025-Q4" end))
    assert.is_true(asked["2025-Q2"] > 20, asked["2025-Q2"]) -- within the second of the second fetch
    print(("haproxy: %d requests answered while it fetched, the longest pause %.0f ms"):format(
      asked["2025-Q2"], longest * 1000))
    portal:stop()
  end)

  case("fetches again soon where that failed", function() host:assert_refreshes_again() end)

  case("says in its log that the portal could not be asked, and serves what is kept", function()
    local server = host:serve(host:keep_one())
    assert.are.equal(200, (host:ask(server, "/departement/38")))
    assert.is_true(processes.wait_until(function()
      return server:output():find("network: ", 1, true) ~= nil
    end))
  end)
end)
