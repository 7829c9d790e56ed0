-- urssaf.loop: what it returns, and its waits with sessions that are none. With real ones they are
-- in spec/hosts/loops_spec.lua.
local assert_misuse = require "spec.support.assert_misuse"
local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local shell = require "spec.support.shell"
local socket = require "socket"
local urssaf = require "urssaf"

hygiene("urssaf.loop", { "copas", "cqueues", "luv", "socket" })
hygiene("urssaf.loop.installed", { "list" })
hygiene("urssaf.loop.selectable", { "NO_DESCRIPTOR", "descriptors", "luasocket", "new" })
hygiene("urssaf.loop.waits", { "class", "library", "of", "refuse", "resume", "take_over",
  "thread" })
for _, name in ipairs { "copas", "cqueues", "luv", "socket" } do
  hygiene("urssaf.loop." .. name, { "wait" })
end

-- Calls a function while a module cannot be found; `package.loaded` is as before afterwards.
local function without(module, act)
  local loaded, preload = package.loaded[module], package.preload[module]
  package.loaded[module] = nil
  package.preload[module] = function()
    error("module '" .. module .. "' not found:\n\tnowhere", 0)
  end
  local one, other = act()
  package.loaded[module], package.preload[module] = loaded, preload
  return one, other
end

-- A portal that nobody may ask: the error of a connection is another one.
local NOBODY = "http://127.0.0.1:1/api"

local function session_of(watched, timeout)
  return { fds = function() return watched end, timeout = function() return timeout end }
end

describe("a loop that is not installed", function()
  for name, module in pairs { cqueues = "cqueues", luv = "luv", copas = "copas",
    socket = "socket" } do
    it("is an error that says what to install: " .. name, function()
      local wait, err = without(module, urssaf.loop[name])
      assert.is_false(wait)
      assert.are.equal("host", err.kind)
      assert.matches(module .. " cannot be loaded in Lua", err.message, 1, true)
      assert.matches("luarocks install", err.message, 1, true)
      assert.is_nil(err.message:find "\n")
    end)
  end

  -- What such a loop is in the place of the option.
  local function with_it(more)
    local given = { wait = without("luv", urssaf.loop.luv), base_url = NOBODY, retries = 0 }
    for name, value in pairs(more or {}) do given[name] = value end
    return given
  end

  for name, call in pairs {
    fetch = function() return urssaf.fetch(with_it { cache = "off" }) end,
    describe = function() return urssaf.describe(with_it()) end,
    catalog = function() return urssaf.catalog(with_it()) end,
    calendar = function() return urssaf.calendar(with_it { cache = "off" }) end,
    ["a client's fetch"] = function()
      local client = urssaf.client(with_it { cache = "off" })
      local panel, err = client:fetch()
      client:close()
      return panel, err
    end,
    ["a fetch with the host's own transport"] = function()
      return urssaf.fetch(with_it { cache = "off", transport = function()
        error "nothing may be asked"
      end })
    end,
  } do
    it("has no call block in its place: " .. name, function()
      local result, err = call()
      assert.is_nil(result)
      assert.are.equal("host", err.kind)
      assert.matches("option 'wait' is false", err.message, 1, true)
    end)
  end

  it("is not needed by what is kept, nor by a call with another wait", function()
    local folder = shell.temporary_folder()
    local client = urssaf.client(with_it { cache_dir = folder })
    assert.are.equal(0, #assert(client:vintages()))
    local _, kept = client:fetch { cache = "only" }
    assert.are.equal("offline", kept.kind)
    local waited = 0
    local _, refused = client:fetch { cache = "off", wait = function(session)
      waited = waited + 1
      session:poll(0.01)
    end }
    client:close()
    shell.remove(folder)
    assert.are.equal("network", refused.kind)
    assert.is_true(waited > 0)
  end)
end)

describe("a function of urssaf.loop", function()
  local OF = { cqueues = "no arguments", luv = "luv itself, or nothing", copas = "no arguments",
    socket = "no arguments" }

  for name, takes in pairs(OF) do
    it("refuses what it does not take, and says what to write: " .. name, function()
      for _, given in ipairs { 1, "x", true, {}, io.stdout, function() end, urssaf.loop } do
        assert_misuse(function() urssaf.loop[name](given) end,
          ("urssaf.loop.%s takes %s, not "):format(name, takes),
          ("write wait = urssaf.loop.%s()"):format(name))
      end
    end)

    it("is told to be called when it is the option `wait` itself: " .. name, function()
      assert_misuse(function()
        urssaf.fetch { wait = urssaf.loop[name], cache = "off", retries = 0, base_url = NOBODY }
      end, ("write wait = urssaf.loop.%s()"):format(name))
    end)
  end

  it("is meant by the message about a wait that is no function", function()
    for _, given in ipairs { true, 1, "luv", urssaf.loop } do
      assert_misuse(function() urssaf.fetch { wait = given } end,
        "option 'wait' must be a function, as those of urssaf.loop return")
    end
  end)

  it("returns a wait that the library calls, and nobody else", function()
    local wait = urssaf.loop.socket()
    for _, arguments in ipairs { {}, { 0.5 }, { 1, 2 }, { {}, "x" } } do
      assert_misuse(function() wait(arguments[1], arguments[2]) end, "give it as the option 'wait'")
    end
  end)
end)

describe("the loops of this host", function()
  local function has(name)
    for _, found in ipairs(urssaf.capabilities().loops) do
      if found == name then return true end
    end
    return false
  end

  it("are told without loading them", function()
    local before = lua.sorted_keys(package.loaded)
    urssaf.capabilities()
    local list = urssaf.capabilities().loops
    table.sort(before)
    local new = {}
    for name in pairs(package.loaded) do
      if name:find "^cqueues" or name:find "^_cqueues" or name:find "^copas" or name == "luv" then
        new[#new + 1] = name
      end
    end
    for _, name in ipairs(before) do
      for i = #new, 1, -1 do
        if new[i] == name then table.remove(new, i) end
      end
    end
    assert.are.same({}, new)
    for i = 2, #list do assert.is_true(list[i - 1] < list[i]) end
  end)

  it("are those whose modules are found", function()
    assert.is_true(has "socket")
    local path, cpath = package.path, package.cpath
    local core = package.loaded["socket.core"]
    package.path, package.cpath = "/nowhere/?.lua", "/nowhere/?.so"
    package.loaded["socket.core"] = nil
    local is_there = has "socket"
    package.preload["socket.core"] = function() end
    local is_preloaded = has "socket"
    package.preload["socket.core"], package.loaded["socket.core"] = nil, core
    package.path, package.cpath = path, cpath
    assert.is_false(is_there)
    assert.is_true(is_preloaded)
  end)
end)

describe("a wait in select", function()
  local server, client, peer

  before_each(function()
    server = assert(socket.bind("127.0.0.1", 0))
    client = assert(socket.connect("127.0.0.1", (select(2, server:getsockname()))))
    peer = assert(server:accept())
  end)

  after_each(function()
    client:close()
    peer:close()
    server:close()
  end)

  local function readable()
    return session_of({ { fd = client:getfd(), read = true, write = false } })
  end

  it("is over when a descriptor is ready", function()
    local wait, step = urssaf.loop.socket()
    local is_over = false
    coroutine.wrap(function()
      wait(readable(), 60)
      is_over = true
    end)()
    assert.are.equal(1, (step(0)))
    assert.is_false(is_over)
    peer:send "x"
    assert.are.equal(0, (step(10)))
    assert.is_true(is_over)
  end)

  it("is over when a descriptor can be written", function()
    local wait, step = urssaf.loop.socket()
    coroutine.wrap(function()
      wait(session_of { { fd = client:getfd(), read = false, write = true } }, 60)
    end)()
    assert.are.equal(0, (step(10)))
  end)

  it("is over when its time or the session's is, without a descriptor", function()
    local wait, step = urssaf.loop.socket()
    local began = socket.gettime()
    coroutine.wrap(function() wait(session_of {}, 0.05) end)()
    coroutine.wrap(function() wait(session_of({}, 0.05), 60) end)()
    while step() > 0 do end -- luacheck: ignore 542
    assert.is_true(socket.gettime() - began >= 0.05)
  end)

  it("blocks outside of a coroutine", function()
    local wait = urssaf.loop.socket()
    local began = socket.gettime()
    wait(readable(), 0.05)
    assert.is_true(socket.gettime() - began >= 0.05)
    peer:send "x"
    wait(readable(), 60)
    assert.is_true(socket.gettime() - began < 30)
  end)

  it("is ended by whoever drives the session", function()
    local wait, step = urssaf.loop.socket()
    local end_wait
    coroutine.wrap(function()
      wait(readable(), 60, function(given) end_wait = given end)
    end)()
    assert.are.equal(1, (step(0)))
    end_wait()
    assert.are.equal(0, (step(60)))
  end)

  it("leaves the descriptors to the newest of a session, and keeps its time", function()
    local wait, step = urssaf.loop.socket()
    local session, ended = readable(), {}
    for i = 1, 2 do
      coroutine.wrap(function()
        wait(session, 0.1)
        ended[#ended + 1] = i
      end)()
    end
    peer:send "x"
    assert.are.equal(1, (step(60)))
    assert.are.same({ 2 }, ended)
    assert.are.equal(0, (step(60)))
    assert.are.same({ 2, 1 }, ended)
  end)

  it("returns which of the program's own sockets are ready", function()
    local _, step = urssaf.loop.socket()
    local count, reading, writing = step(0, { client, peer }, { peer })
    assert.are.equal(0, count)
    assert.are.same({ 0, 1 }, { #reading, #writing })
    client:send "x"
    count, reading, writing = step(10, { client, peer }, {})
    assert.are.same({ 0, 1, 0 }, { count, #reading, #writing })
    assert.is_true(reading[1] == peer and reading[peer] == 1)
  end)

  it("looks now and then at a descriptor that select cannot watch", function()
    local wait, step = urssaf.loop.socket()
    local began = socket.gettime()
    local high = session_of { { fd = 70000, read = true, write = false } }
    coroutine.wrap(function() wait(high, 60) end)()
    assert.are.equal(0, (step(60)))
    assert.is_true(socket.gettime() - began < 30)
  end)

  it("lets what a coroutine raises come out of the step", function()
    local wait, step = urssaf.loop.socket()
    coroutine.wrap(function()
      wait(session_of {}, 0)
      error("no more", 0)
    end)()
    local ok, problem = pcall(step, 1)
    assert.is_false(ok)
    assert.are.equal("no more", problem)
    assert.are.equal(0, (step(0)))
  end)

  it("returns at once if there is nothing to wait for", function()
    local _, step = urssaf.loop.socket()
    assert.are.equal(0, (step()))
    assert.are.equal(0, (step(-1))) -- of a program that is late
  end)

  it("waits for the program's own sockets alone, without a limit or with any", function()
    local _, step = urssaf.loop.socket()
    client:send "x"
    for _, seconds in ipairs { 1e300, math.huge, false } do
      local _, reading = step(seconds or nil, { peer })
      assert.is_true(reading[1] == peer)
    end
  end)

  it("refuses other arguments", function()
    local _, step = urssaf.loop.socket()
    for message, call in pairs {
      ["a number of seconds, not x"] = function() step "x" end,
      ["a number of seconds, not a table"] = function() step { client } end,
      ["lists of sockets, as select does, not a userdata"] = function() step(0, client) end,
      ["lists of sockets, as select does, not 1"] = function() step(0, nil, 1) end,
      ["and 7 in one has no method getfd"] = function() step(0, { client, 7 }) end,
      ["and a table in one has no method getfd"] = function() step(0, {}, { {} }) end,
    } do assert_misuse(call, message) end
    assert_misuse(function() step(0 / 0) end, "a number of seconds")
  end)
end)

-- A luv that only counts its handles.
local function counting_luv()
  local uv = { open = 0, timers = {} }
  local function handle(more)
    uv.open = uv.open + 1
    function more:close()
      assert(not self.is_closed, "closed twice")
      self.is_closed, uv.open = true, uv.open - 1
    end
    return more
  end
  function uv.new_poll(fd)
    if fd == 13 then return nil, "EEXIST" end
    return handle { start = function(self, _, callback)
      self.callback, uv.poll = callback, self
    end }
  end
  function uv.new_timer()
    return handle { start = function(self, ms, _, callback)
      self.callback, uv.ms, uv.timer = callback, ms, self
    end }
  end
  return uv
end

describe("a wait in luv", function()
  local uv, wait, is_over, end_wait

  local function start(watched, seconds)
    uv = counting_luv()
    wait = assert(urssaf.loop.luv(uv))
    is_over = false
    local thread = coroutine.create(function()
      wait(session_of(watched), seconds, function(given) end_wait = given end)
      is_over = true
    end)
    assert(coroutine.resume(thread))
    return thread
  end

  local READ = { { fd = 9, read = true, write = false } }

  for name, wake in pairs {
    ["a descriptor is ready"] = function() uv.poll.callback() end,
    ["its time is over"] = function() uv.timer.callback() end,
  } do
    it("closes its handles before it goes on when " .. name, function()
      start(READ, 2)
      assert.are.same({ 2, 2000 }, { uv.open, uv.ms })
      wake()
      assert.is_true(is_over)
      assert.are.equal(0, uv.open)
      uv.poll.callback() -- which was on its way
    end)
  end

  it("stops watching at once when it is ended, and goes on in the loop", function()
    start(READ, 2)
    end_wait()
    assert.are.same({ 1, 0, false }, { uv.open, uv.ms, is_over })
    uv.timer.callback()
    assert.are.same({ 0, true }, { uv.open, is_over })
  end)

  it("closes its handles if somebody else resumes the coroutine", function()
    assert(coroutine.resume(start(READ, 2)))
    assert.are.same({ 0, true }, { uv.open, is_over })
  end)

  it("looks now and then at what is being connected, and at what luv does not take", function()
    start({ { fd = 9, read = false, write = true } }, 2)
    assert.are.same({ 1, 10 }, { uv.open, uv.ms })
    start({ { fd = 13, read = true, write = false } }, 2)
    assert.are.same({ 1, 10 }, { uv.open, uv.ms })
  end)

  if coroutine.close then -- luacheck: ignore 143
    it("closes its handles when the coroutine is closed", function()
      coroutine.close(start(READ, 2)) -- luacheck: ignore 143
      assert.are.same({ 0, false }, { uv.open, is_over })
    end)
  end

  it("is that of Neovim there, which resumes where everything is allowed", function()
    local scheduled
    uv = counting_luv()
    rawset(_G, "vim", { uv = uv, schedule = function(resume) scheduled = resume end })
    local own = assert(urssaf.loop.luv())
    rawset(_G, "vim", nil)
    is_over = false
    coroutine.wrap(function()
      own(session_of(READ), 2)
      is_over = true
    end)()
    uv.poll.callback()
    assert.are.same({ 0, false }, { uv.open, is_over })
    scheduled()
    assert.is_true(is_over)
  end)
end)

-- A copas with timers, as since 2.0, whose loop is the spec: `watched` are the objects that it
-- would give to `select`, each with its thread.
local function copas_with_timers()
  local copas = { watched = {} }
  local function watching(method)
    return function(object)
      while not object[method](object) do
        copas.watched[object] = coroutine.running()
        coroutine.yield()
        copas.watched[object] = nil
      end
    end
  end
  copas.receive, copas.connect = watching "receive", watching "connect"
  function copas.addthread(work) assert(coroutine.resume(coroutine.create(work))) end
  function copas.pause(seconds)
    copas.paused = seconds
    coroutine.yield()
  end
  function copas.wakeup(thread) copas.woken = thread end
  return copas
end

describe("a wait in a copas with timers", function()
  it("sleeps by these, and is woken by its descriptors", function()
    local copas, loaded = copas_with_timers(), package.loaded.copas
    package.loaded.copas = copas
    local wait = assert(urssaf.loop.copas())
    package.loaded.copas = loaded
    local udp = assert(socket.udp())
    assert(udp:setsockname("127.0.0.1", 0))
    local is_over = false
    local thread = coroutine.create(function()
      wait(session_of { { fd = udp:getfd(), read = true, write = false } }, 2)
      is_over = true
    end)
    assert(coroutine.resume(thread))
    assert.is_true(copas.paused > 1 and copas.paused <= 2, copas.paused)
    local object, watcher = next(copas.watched)
    assert.are.equal(udp:getfd(), object:getfd())
    assert(coroutine.resume(watcher))
    assert.are.equal(thread, copas.woken)
    assert.are.equal(-1, object:getfd()) -- no longer watched, before the session is driven
    assert.is_false(is_over)
    assert(coroutine.resume(thread))
    assert.is_true(is_over)
    assert.is_true(object:getfd() >= 0 and object:getfd() ~= udp:getfd()) -- is always ready
    assert(coroutine.resume(watcher))
    assert.are.equal("dead", coroutine.status(watcher))
    assert.is_nil(next(copas.watched))
    udp:close()
  end)
end)

describe("a wait in copas", function()
  it("has to be in a thread of copas", function()
    local loaded = package.loaded.copas
    package.loaded.copas = copas_with_timers()
    local wait = assert(urssaf.loop.copas())
    package.loaded.copas = loaded
    assert_misuse(function() wait(session_of {}, 0) end, "in a thread of copas")
  end)
end)
