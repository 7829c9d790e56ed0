-- `wait`: how a host lets time pass without blocking.
local gettime = require "socket".gettime
local lua = require "spec.support.lua"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

describe("wait", function()
  local portal = standin.for_cases()

  -- Starts a fetch in a coroutine that yields while it waits.
  local function start(options, faults)
    local job = {}
    options.wait = function(session)
      job.session = session
      coroutine.yield()
    end
    job.thread = coroutine.create(function() return portal:fetch(options, faults) end)
    return job
  end

  -- Lets each go on in turn until all are over; `tick` is called in between.
  local function round_robin(jobs, tick)
    local waiting = #jobs
    while waiting > 0 do
      for _, job in ipairs(jobs) do
        if coroutine.status(job.thread) == "suspended" then
          local ok, panel, err = coroutine.resume(job.thread)
          assert(ok, panel)
          if coroutine.status(job.thread) == "dead" then
            job.panel, job.err, waiting = panel, err, waiting - 1
          else
            job.session:poll(0.002)
          end
        end
        tick()
      end
    end
  end

  it("that is coroutine.yield says so where there is no coroutine", function()
    -- specs run in coroutines, and a script does not
    local ok, _, output = shell.run(shell.checkout .. shell.lua .. " -e " .. shell.quote(([[
      local urssaf = require "urssaf"
      local options = { base_url = %q, cache = "off", wait = coroutine.yield }
      print(select(2, pcall(urssaf.fetch, options)))
      local fetch = coroutine.wrap(urssaf.fetch)
      local session = fetch(options)
      while type(session) == "userdata" do session:poll(0.01) session = fetch() end
      print(#session.series)
    ]]):format(portal.base_url)))
    assert.is_true(ok, output)
    assert.matches("^[^\n]*option 'wait' is coroutine.yield, and this call is in no coroutine",
      output)
    assert.matches("\n505\n$", output)
  end)

  it("is given the session and how long it may take, and is called until all is there", function()
    local calls = 0
    local panel = assert(portal:fetch({ wait = function(session, seconds)
      calls = calls + 1
      assert.is_true(seconds >= 0 and seconds <= 1)
      session:poll(seconds)
    end }, { { on = "any", delay = 0.1 } }))
    assert.are.equal(505, #panel.series)
    assert.is_true(calls > 0)
  end)

  it("may return at once", function()
    assert.are.equal(505, #assert(portal:fetch { wait = function() end }.series))
  end)

  it("lets ten fetches in one thread take about the time of one", function()
    local faults = { { on = "export", delay = 2 } }
    local began = gettime()
    local expected = assert(portal:fetch({}, faults))
    local one = gettime() - began
    local jobs = {}
    for i = 1, 10 do jobs[i] = start({}, faults) end
    local ticks, longest, last = 0, 0, gettime()
    began = last
    round_robin(jobs, function()
      local now = gettime()
      ticks, longest, last = ticks + 1, math.max(longest, now - last), now
    end)
    local ten = gettime() - began
    for _, job in ipairs(jobs) do
      assert.is_nil(job.err)
      assert.are.same(expected.series, job.panel.series)
    end
    print(("\n  one fetch %.2f s, ten at once %.2f s; %d ticks, the longest pause %.3f s")
      :format(one, ten, ticks, longest))
    assert.is_true(one >= 2)
    assert.is_true(ten < 5 * one)
    assert.is_true(ticks > 100)
  end)

  -- A call of a client in a coroutine; its `wait` says how it is ended.
  local function start_on(client)
    local job = { ended = 0 }
    job.thread = coroutine.create(function()
      job.panel, job.err = client:fetch { wait = function(session, _, set_end)
        set_end(function() job.ended = job.ended + 1 end)
        coroutine.yield(session)
      end }
    end)
    return job
  end

  local function resume(job)
    local ok, problem = coroutine.resume(job.thread)
    assert(ok, problem)
  end

  it("is ended before another call of the client drives the session, and before it is closed",
    function()
      local client = urssaf.client(portal:options({}, { { on = "any", mute = true } }))
      local first, second = start_on(client), start_on(client)
      resume(first)
      assert.are.equal(0, first.ended)
      resume(second)
      assert.are.same({ 1, 0 }, { first.ended, second.ended }) -- not the wait of the caller
      resume(first) -- was told, so it looks at its own transfers only
      assert.are.same({ 1, 0 }, { first.ended, second.ended })
      resume(second)
      assert.are.same({ 2, 0 }, { first.ended, second.ended })
      resume(first)
      resume(first) -- this time it drives the session itself
      assert.are.same({ 2, 1 }, { first.ended, second.ended })
      client:close()
      assert.are.same({ 3, 1 }, { first.ended, second.ended }) -- whose wait is over already
      resume(first)
      resume(second)
      assert.are.same({ "cancelled", "cancelled" }, { first.err.kind, second.err.kind })
    end)

  it("of other clients goes on", function()
    local faults = { { on = "any", mute = true } }
    local one, other = urssaf.client(portal:options({}, faults)),
      urssaf.client(portal:options({}, faults))
    local first, second = start_on(one), start_on(other)
    resume(first)
    resume(second)
    one:close()
    other:close()
    assert.are.same({ 1, 1 }, { first.ended, second.ended })
  end)

  it("is how the pause before asking again passes, too", function()
    local waited = 0
    local panel = assert(portal:fetch({ retries = 1, wait = function(session, seconds)
      waited = waited + 1
      session:poll(seconds)
    end }, { { on = "metadata", status = 503, times = 1 } }))
    assert.are.equal(505, #panel.series)
    assert.is_true(waited > 0)
  end)

  it("is a client's too, and two calls of one client may be under way", function()
    local client = urssaf.client(portal:options({ wait = function(session)
      session:poll(0.002)
      coroutine.yield()
    end }, { { on = "any", delay = 0.1 } }))
    local threads, results = {}, {}
    for i = 1, 8 do
      threads[i] = coroutine.create(function()
        results[i] = assert(client:fetch { from = 2010 + i, cache = "off" })
      end)
    end
    local alive = true
    while alive do
      alive = false
      for _, thread in ipairs(threads) do
        if coroutine.status(thread) == "suspended" then
          alive = true
          assert(coroutine.resume(thread))
        end
      end
    end
    client:close()
    for i = 1, 8 do assert.are.equal(2010 + i .. "-Q1", results[i].periods[1]) end
  end)

  it("lets progress end a fetch that is not answered", function()
    local began = gettime()
    local panel, err = portal:fetch({ timeout = 30, progress = function()
      return gettime() - began < 0.3
    end, wait = function(session) session:poll(0.02) end }, { { on = "any", mute = true } })
    assert.is_nil(panel)
    assert.are.equal("cancelled", err.kind)
    assert.is_true(gettime() - began < 10)
  end)

  it("may raise: the error comes out as it is", function()
    local ok, err = pcall(portal.fetch, portal, { wait = function() error { mine = true } end })
    assert.is_false(ok)
    assert.is_true(err.mine)
  end)

  it("may close the client: the call is cancelled", function()
    local client
    client = urssaf.client(portal:options({ wait = function() client:close() end },
      { { on = "any", delay = 0.3 } }))
    local panel, err = client:fetch()
    assert.is_nil(panel)
    assert.are.equal("cancelled", err.kind)
  end)

  it("may be where a fetch is left for good: its connections are closed", function()
    local job = start({}, { { on = "export", mute = true } })
    for _ = 1, 50 do
      assert(coroutine.resume(job.thread))
      job.session:poll(0.01)
    end
    assert.are.equal("suspended", coroutine.status(job.thread))
    local session = setmetatable({ job.session }, { __mode = "v" })
    job = nil -- luacheck: ignore
    lua.collect_all()
    assert.is_nil(session[1])
  end)

  it("is a function or nothing", function()
    local ok, err = pcall(portal.fetch, portal, { wait = 5 })
    assert.is_false(ok)
    assert.matches("option 'wait'", err, 1, true)
  end)
end)
