-- What a host with a loop of its own is told: which descriptors to watch, and when to come back.
local http = require "urssaf.http"
local raw_server = require "spec.support.raw_server"
local shell = require "spec.support.shell"
local socket = require "socket"
local standin = require "spec.support.standin"
local http_transfers = require "spec.support.http_transfers"

local sized = http_transfers.sized

-- The connections among what is watched: while a transfer is under way, newer libcurls have another
-- descriptor of theirs watched, which is no socket.
local function connections(session)
  local list = {}
  for _, watched in ipairs(session:fds()) do
    if shell.run(("test -S /proc/$PPID/fd/%d"):format(watched.fd)) then
      list[#list + 1] = watched
    end
  end
  return list
end

describe("a session's descriptors", function()
  local portal = standin.for_cases()
  local server = raw_server.for_cases()

  it("are none, and nothing is due, where nothing is under way", function()
    local session = http.session()
    assert.same({}, session:fds())
    assert.is_nil(session:timeout())
    session:poll(0)
    assert.same({}, session:fds())
    assert.is_nil(session:timeout())
  end)

  it("are due at once after a request was made", function()
    local session = http.session()
    session:get(server:on("/mute", { { mute = true } }))
    assert.equal(0, session:timeout())
  end)

  it("are those of the connections, each with what it is watched for", function()
    local session = http.session()
    for i = 1, 3 do session:get(server:on("/mute" .. i, { { mute = true } })) end
    http_transfers.poll_for(session, 0.2)
    local list = connections(session)
    assert.equal(3, #list)
    local seen = {}
    for _, watched in ipairs(list) do
      assert.is_true(watched.fd > 2 and watched.fd == math.floor(watched.fd))
      assert.is_nil(seen[watched.fd])
      seen[watched.fd] = true
      assert.is_true(watched.read)
      assert.is_false(watched.write)
    end
  end)

  it("are no longer watched once the answer is there, or the transfer closed", function()
    local session = http.session()
    local short = session:get(server:on("/short", { { send = sized("x") } }))
    local mute = session:get(server:on("/mute", { { mute = true } }))
    http_transfers.poll_until(session, function() return short:status() == 200 end)
    http_transfers.poll_for(session, 0.1)
    assert.equal(1, #connections(session))
    mute:close()
    assert.same({}, session:fds())
    assert.is_nil(session:timeout())
  end)

  it("are not watched of a transfer that waits for its reader", function()
    local session = http.session()
    local full = session:get(server:on("/full", {
      { send = http_transfers.ok("Content-Length: " .. 2 * #http_transfers.LARGE .. "\r\n") },
      { send = http_transfers.LARGE, times = 2 },
    }))
    http_transfers.poll_for(session, 0.3)
    assert.same({}, connections(session))
    while full:read() ~= "" do end -- luacheck: ignore 542
    assert.is_true(#connections(session) > 0 or session:timeout() == 0)
  end)

  it("are due when a time limit is over", function()
    local session = http.session()
    local mute = session:get(server:on("/mute", { { mute = true } }), { stall_timeout = 0.4 })
    http_transfers.poll_for(session, 0.1)
    local due = session:timeout()
    assert.is_true(due > 0 and due <= 0.4, tostring(due))
    socket.sleep(0.4)
    assert.equal(0, session:timeout())
    session:poll(0)
    local bytes, err = mute:read()
    assert.is_nil(bytes)
    assert.equal("timeout", err.kind)
    assert.is_nil(session:timeout())
  end)

  it("cannot be asked for once the session is closed", function()
    local session = http.session()
    session:close()
    for _, method in ipairs { "fds", "timeout" } do
      local ok, err = pcall(session[method], session)
      assert.is_false(ok)
      assert.matches("closed session", err, 1, true)
    end
  end)

  local function run(limit, prelude, program, ...)
    local words = { "ulimit -n " .. limit .. ";", shell.checkout,
      "URSSAF_BASE_URL=" .. portal.base_url, shell.lua, "-e", shell.quote(prelude), program, ... }
    return shell.run(table.concat(words, " "))
  end

  -- A program that has them open already.
  local MANY_OPEN = [[
    local open = {}
    for i = 1, 1100 do open[i] = assert(io.open("/dev/null")) end
    _G.open = open]]

  it("are enough for a loop of luasocket's select, which fetches ten at once", function()
    local ran, _, output = run(1024, "", "examples/select_loop.lua",
      "75 13 69 2A 971 38 01 31 59 33")
    assert.is_true(ran, output)
    local rows = 0
    for code, figure in output:gmatch "(%w+) +(%d+)  [^\n]+\n" do
      local panel = assert(require "urssaf".fetch(portal:options {
        where = { code_departement = code }, measures = { "economiquement_actifs" } }))
      assert.equal(tonumber(figure), (panel.series[1]:last()))
      rows = rows + 1
    end
    assert.equal(10, rows)
    assert.matches("10 fetches, %d+ ticks", output)
  end)

  it("may be beyond those that select knows: a fetch goes on as ever", function()
    local path = os.tmpname()
    local file = assert(io.open(path, "w"))
    file:write [[
      local highest = 0
      local panel = assert(require "urssaf".fetch { cache = "off", wait = function(session, seconds)
        for _, watched in ipairs(session:fds()) do highest = math.max(highest, watched.fd) end
        session:poll(seconds)
      end })
      print(#panel.series .. " series, a descriptor over 1024: " .. tostring(highest > 1024))]]
    file:close()
    local ran, _, output = run(4096, MANY_OPEN, path)
    os.remove(path)
    assert.is_true(ran, output)
    assert.equal("505 series, a descriptor over 1024: true\n", output)
  end)

  -- Whatever a fetch loads is there after the first; a process that has no descriptor left can load
  -- nothing more.
  local NONE_LEFT = [[
    local urssaf = require "urssaf"
    local client = urssaf.client { cache = "off", retries = 0 }
    local kept = { cache = "refresh", cache_dir = "FOLDER", retries = 0 }
    local refused = { cache = "off", retries = 0, base_url = "http://127.0.0.1:1" }
    assert(client:fetch())
    assert(urssaf.fetch(kept))
    for left = 0, 6 do
      local open = {}
      repeat
        local one = io.open "/dev/null"
        open[#open + 1] = one
      until not one
      for _ = 1, left do table.remove(open):close() end
      local function try(what, ...)
        local ran, panel, err = pcall(...)
        local what_came = panel and "fetched" or tostring(err):match "%a+"
        io.write(what, " ", left, " ", ran and what_came or panel, "\n")
      end
      try("new", urssaf.fetch, { cache = "off", retries = 0 })
      try("refused", urssaf.fetch, refused)
      try("404", client.fetch, client, "no-such-dataset")
      try("kept", urssaf.fetch, kept)
      for _, one in ipairs(open) do one:close() end
    end]]

  it("may be used up: a fetch fails with an error, however few are left", function()
    local folder = shell.temporary_folder()
    -- the process inherits those of the specs, of which there may be hundreds
    local ran, _, output = run(1024, NONE_LEFT:gsub("FOLDER", folder), "-")
    shell.remove(folder)
    assert.is_true(ran, output)
    local count = 0
    for what, left, kind in output:gmatch "(%S+) (%d) ([^\n]*)\n" do
      count = count + 1
      local expected = what == "404" and { portal = true, network = true }
        or what == "refused" and { network = true } or { network = true, fetched = true }
      assert.is_true(expected[kind], ("%s with %s left: %s"):format(what, left, kind))
    end
    assert.equal(28, count)
  end)
end)
