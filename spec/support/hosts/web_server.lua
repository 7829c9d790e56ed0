-- A web server of examples/hosts in a spec: the publications it answers from, its requests, and the
-- cases that hold for each of them.
--
--   local host = web_server { lua = "lua5.4", start = function(environment, folder) … end }
--   local case = host:declare(is_here, "no lighttpd")
--   case("answers", function() … end)
--   local base_url = host:keep_one()
--   local server = host:serve(base_url)
--   host:ask(server, "/departement/38")
--
-- `start` starts the server with an environment, which has where Lua finds the example and the
-- library; it returns a process of processes.lua with its `port`.
local assert = require "luassert"
local busted = require "busted"
local cjson = require "spec.support.cjson"
local http = require "socket.http"
local lua = require "spec.support.lua"
local ltn12 = require "ltn12"
local processes = require "spec.support.processes"
local sample = require "spec.support.standin.sample"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

local SHARED = shell.root .. "examples/hosts/web_server"

-- More than garbage that is not yet collected, and less than a leak of half a kilobyte per request.
local GROWTH = 2048 -- KiB

local LOADS = { "/departement/38?measure=economiquement_actifs", "/departement/2A" }

local Host = {}
Host.__index = Host

function Host:open()
  self.folder, self.running = shell.temporary_folder(), {}
end

function Host:close()
  for _, process in ipairs(self.running) do process:stop() end
  shell.remove(self.folder)
end

-- ---------------------------------------------------------------- publications

function Host:environment(base_url, more)
  return lua.merged({ URSSAF_CACHE_DIR = self.folder .. "/kept", URSSAF_BASE_URL = base_url,
    LUA_PATH = ("%s/?.lua;%s"):format(SHARED, shell.lua_path),
    LUA_CPATH = ("%s%s/?.so;;"):format(shell.root, self.build) }, more)
end

--- Runs the example's refresh.lua, as cron does.
function Host:refresh(base_url, more)
  return shell.run(shell.with(self:environment(base_url, more),
    self.lua .. " " .. shell.quote(SHARED .. "/refresh.lua")))
end

function Host:must_refresh(base_url)
  local ok, _, output = self:refresh(base_url)
  assert(ok, output)
end

--- Keeps one publication of a portal, which is then stopped; returns its address.
function Host:keep_one()
  local portal = standin.start {}
  self:must_refresh(portal.base_url)
  portal:stop()
  return portal.base_url
end

function Host:kept_panel(base_url)
  return assert(urssaf.fetch { base_url = base_url, cache = "only",
    cache_dir = self.folder .. "/kept" })
end

-- ---------------------------------------------------------------- the server

function Host:serve(base_url, more, command)
  local server = self.start(self:environment(base_url, more), self.folder, command)
  self.running[#self.running + 1] = server
  server.root = ("http://127.0.0.1:%d"):format(server.port)
  return server
end

function Host.ask(_, server, target, method, sent)
  local parts = {}
  local _, status, headers = http.request { url = server.root .. target, method = method,
    sink = ltn12.sink.table(parts), source = sent and ltn12.source.string(sent),
    headers = sent and { ["content-length"] = #sent } }
  return status, table.concat(parts), headers
end

--- Asks it from many connections for some seconds; every response must be right. Returns how many
-- there were.
function Host:load(server, panel, seconds)
  shell.write(self.folder .. "/1",
    panel:filter { departement = "38", measure = "economiquement_actifs" }:to_json())
  shell.write(self.folder .. "/2", panel:filter { departement = "2A" }:to_json())
  local _, _, output = shell.run(shell.with({ EXPECTED = self.folder }, ("timeout 60 wrk -t2 -c16"
    .. " -d%ds --timeout 30s -s spec/support/hosts/wrk_load.lua %s -- '%s' '%s'"):format(seconds,
    server.root, LOADS[1], LOADS[2])))
  local asked, checked, wrong, failed =
    output:match "asked (%d+) checked (%d+) wrong (%d+) failed (%d+)"
  assert.are.same({ "0", "0" }, { wrong, failed }, output)
  assert.are.equal(asked, checked, output)
  assert.is_true(tonumber(checked) > 100, output)
  return tonumber(checked)
end

--- Expects that a refresh which the portal makes fail is repeated before its usual time.
function Host:assert_refreshes_again()
  local portal = standin.start {}
  local base_url = portal:with { { on = "metadata", times = 1, html = true } }
  local server = self:serve(base_url, { SERVE_LOOK_EVERY = 0, SERVE_REFRESH_EVERY = 72 })
  assert.is_true(processes.wait_until(function()
    return self:ask(server, "/departement/38") == 200
  end))
  assert.matches("content: ", server:output(), 1, true)
  portal:stop()
end

-- ---------------------------------------------------------------- cases

local function figures(host)
  local base_url = host:keep_one()
  local server, panel = host:serve(base_url), host:kept_panel(base_url)
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
    local status, body, headers = host:ask(server, "/departement/" .. target)
    assert.are.equal(200, status, body)
    assert.are.equal("application/json", headers["content-type"])
    assert.are.equal(panel:filter(wanted):to_json(), body)
  end
end

local function portal_figures(host)
  local data = sample.auto_entrepreneurs()
  local server = host:serve(host:keep_one())
  local missing = 0
  for u, unit in ipairs(data.units) do
    if unit.code_departement ~= "NCA" then
      local _, body = host:ask(server, "/departement/" .. unit.code_departement)
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
      assert.are.equal("2026-07-16T07:30:12+00:00", answer.source.data_processed)
      assert.matches("synthétiques", answer.source.attribution, 1, true)
      assert.matches("ODbL", answer.source.licence, 1, true)
      assert.are.same({}, answer.notes)
    end
  end
  assert.are.equal(13, missing) -- Guyane's first eight, and five in small départements
end

local function curl_and_head(host)
  local base_url = host:keep_one()
  local server = host:serve(base_url)
  local target = LOADS[1]
  local ok, _, output = shell.run(("curl -sS --fail '%s%s'"):format(server.root, target))
  assert.is_true(ok, output)
  assert.are.equal(host:kept_panel(base_url):filter { departement = "38",
    measure = "economiquement_actifs" }:to_json(), output)
  local status, body, headers = host:ask(server, target, "HEAD")
  assert.are.equal(200, status)
  assert.are.equal("", body)
  assert.are.equal(tostring(#output), headers["content-length"])
  assert.are.equal(404, (host:ask(server, "/departement/Is%C3%A8r", "HEAD")))
end

local KNOWN = "administrativement_actifs, chiffres_d_affaires, economiquement_actifs,"
  .. " immatriculations, radiations"

local ONE_ARGUMENT = "the only argument is measure, as in /departement/38?measure=radiations"

local function wrong_requests(host)
  local server = host:serve(host:keep_one())
  for target, expected in pairs {
    ["/departement/Is%C3%A8r"] = { 404, "no département is 'Isèr' (did you mean 'Isère'?)" },
    ["/departement/99"] = { 404, "no département is '99'" },
    ["/departement/"] = { 404, "say which département, as in /departement/38" },
    ["/departement/38/radiations"] = { 404, "no département is '38/radiations'" },
    ["/departement/Bretagne"] = { 404, "no département is 'Bretagne' (Bretagne is a region)" },
    ["/departement/976"] = { 404, "Mayotte is not in these data" },
    ["/departement/38?measure=solde"] = { 400, "no measure is 'solde': there are " .. KNOWN },
    ["/departement/38?measure="] = { 400, "no measure is '': there are " .. KNOWN },
    ["/departement/38?mesure=radiations"] = { 400, ONE_ARGUMENT },
    ["/departement/38?measure=radiations&from=2020"] = { 400, ONE_ARGUMENT },
    ["/departement/38?measure=%22%5C%C3%A9"] = { 400,
      "no measure is '\"\\é': there are " .. KNOWN },
  } do
    local status, body, headers = host:ask(server, target)
    assert.are.equal(expected[1], status, target)
    assert.are.equal("application/json", headers["content-type"])
    assert.are.same({ error = expected[2] }, cjson.decode(body))
  end
  for method, sent in pairs { POST = "measure=radiations", PUT = "{}", DELETE = false,
    OPTIONS = false } do
    local status, body, headers = host:ask(server, "/departement/38", method, sent)
    assert.are.equal(405, status, method)
    assert.are.equal("GET, HEAD", headers.allow)
    assert.are.same({ error = "only GET and HEAD are answered" }, cjson.decode(body))
  end
  for _, target in ipairs { "/departement/%FF", "/departement/38?measure=%FF",
    "/departement/38?%FF" } do
    assert.are.equal(400, (host:ask(server, target)))
  end
  for _, target in ipairs { "/", "/departement.lua" } do
    assert.are.equal(403, (host:ask(server, target))) -- nothing is served as a file
  end
  assert.are.equal(200, (host:ask(server, "/departement/38")))
end

local function under_load(host)
  if not shell.has "wrk" then return busted.pending("no wrk to ask with") end
  local base_url = host:keep_one()
  local server, panel = host:serve(base_url), host:kept_panel(base_url)
  local fresh = server:resident()
  local warm_up, before = host:load(server, panel, 2), server:resident()
  local first, second = host:load(server, panel, 2), host:load(server, panel, 2)
  local after = server:resident()
  print(("%s: %d requests answered right, %.0f a second; resident %d KiB at start, %d after %d of"
    .. " them, %d at the end"):format(host.name, warm_up + first + second, (first + second) / 4,
    fresh, before, warm_up, after))
  assert.is_true(after - before < GROWTH, ("%d KiB, then %d"):format(before, after))
end

local CASES = {
  { "responds with the library's figures", figures },
  { "responds with the portal's figures, missing ones as null", portal_figures },
  { "responds to curl and to HEAD", curl_and_head },
  { "says what is wrong with a request", wrong_requests },
  { "responds correctly under load, and its memory does not grow", under_load },
}

--- Declares, within a `describe`, the cases of every web server, with a folder for each. Returns
-- what declares one more, as `it` does. Where the server is missing, cases are pending.
---@param is_here boolean
---@param lack string what is missing if it is not
---@return fun(name: string, work: function) case
function Host:declare(is_here, lack)
  busted.before_each(function() self:open() end)
  busted.after_each(function() self:close() end)
  local function case(name, work)
    busted.it(name, function()
      if not is_here then return busted.pending(lack) end
      work()
    end)
  end
  for _, one in ipairs(CASES) do case(one[1], function() one[2](self) end) end
  return case
end

---@param host table name; `lua` and `build`: the interpreter of refresh.lua and the folder of its
-- C modules; `start`
return function(host) return setmetatable(host, Host) end
