-- A transport of the host's own in the place of libcurl.
local shell = require "spec.support.shell"
local transport = require "spec.support.luasocket_transport"
local standin = require "spec.support.standin"
local cjson = require "cjson"
local urssaf = require "urssaf"

describe("a transport of the host's", function()
  local portal = standin.for_cases()

  local function fetch(options, faults)
    options.transport = options.transport or transport
    return urssaf.fetch(portal:options(options, faults))
  end

  it("gives the panel that libcurl gives", function()
    local expected, got = assert(urssaf.fetch(portal:options {})), assert(fetch {})
    assert.are.same(expected.series, got.series)
    assert.are.equal(expected.source.data_processed, got.source.data_processed)
    local described = assert(urssaf.describe(portal:options { transport = transport,
      cache = "use" }))
    assert.are.equal("auto-entrepreneurs-par-departement", described.dataset_id)
    assert.is_true(#assert(urssaf.catalog(portal:options { transport = transport,
      cache = "use" })) > 1)
  end)

  it("takes the host's JSON too, with whatever null it has", function()
    local panel = assert(fetch { json = cjson })
    assert.are.equal(505, #panel.series)
    assert.are.equal("host", urssaf.capabilities { json = cjson }.json)
    local there = urssaf.capabilities { transport = transport }
    assert.are.equal("host", there.transport)
    assert.is_nil(there.inflate)
  end)

  for name, case in pairs {
    ["the portal's refusal"] = { where = "no_such_field = 1", kind = "portal" },
    ["a busy portal"] = { faults = { { on = "metadata", status = 503 } }, kind = "http" },
    ["a body cut short"] = { faults = { { on = "export", cut = 5000 } }, kind = "network" },
    ["a page for an export"] = { faults = { { on = "export", html = true } }, kind = "content" },
    ["fewer rows than are counted"] = { faults = { { on = "records", count = 1 } },
      kind = "incomplete" },
  } do
    it("is met with the same errors: " .. name, function()
      local panel, err = urssaf.fetch(portal:options({ where = case.where }, case.faults))
      local other, wrong = fetch({ where = case.where }, case.faults)
      assert.is_nil(panel)
      assert.is_nil(other)
      assert.are.equal(err.kind, wrong.kind)
      if case.kind ~= "network" then assert.are.equal(case.kind, wrong.kind) end
    end)
  end

  it("fails as a network does if it returns nil", function()
    local panel, err = fetch { transport = function() return nil, "the host is asleep" end }
    assert.is_nil(panel)
    assert.are.equal("network", err.kind)
    assert.matches("the host is asleep", err.message, 1, true)
  end)

  it("is told the limits that it has to keep by itself", function()
    local told
    fetch { max_bytes = 5e6, timeout = 20, stall_timeout = 3, transport = function(_, _, limits)
      told = limits
      return nil, "enough"
    end }
    assert.are.equal(5e6, told.max_bytes)
    assert.are.equal(3, told.stall_timeout)
    assert.are.equal(10, told.connect_timeout)
    assert.is_true(told.timeout > 15 and told.timeout < 25)
  end)

  it("may be where the client is closed: the call is cancelled", function()
    local client
    client = urssaf.client(portal:options { transport = function()
      client:close()
      return nil, "killed"
    end })
    local panel, err = client:fetch()
    assert.is_nil(panel)
    assert.are.equal("cancelled", err.kind)
  end)

  it("is not asked again without a way to wait, and is with one", function()
    local asked, waited = 0, 0
    local function failing()
      asked = asked + 1
      return nil, "asleep"
    end
    fetch { transport = failing, retries = 2 }
    assert.are.equal(1, asked)
    asked = 0
    local _, err = fetch { transport = failing, retries = 2, timeout = 30,
      wait = function(_, seconds)
        waited = waited + 1
        require "socket".sleep(seconds)
      end }
    assert.are.equal(3, asked)
    assert.are.equal(3, err.attempts)
    assert.is_true(waited > 0)
  end)

  it("may yield", function()
    local yielded = 0
    local thread = coroutine.create(function()
      return assert(fetch { transport = function(...)
        coroutine.yield()
        return transport(...)
      end })
    end)
    local ok, panel
    repeat
      ok, panel = coroutine.resume(thread)
      assert(ok, panel)
      yielded = yielded + 1
    until coroutine.status(thread) == "dead"
    assert.are.equal(505, #panel.series)
    assert.are.equal(4, yielded)
  end)

  it("may go on from a callback that resumes the coroutine which it runs in", function()
    local waiting, panel
    local thread = coroutine.create(function()
      panel = assert(fetch { transport = function(...)
        waiting = coroutine.running()
        coroutine.yield()
        return transport(...)
      end })
    end)
    assert(coroutine.resume(thread))
    while coroutine.status(thread) ~= "dead" do assert(coroutine.resume(waiting)) end
    assert.are.equal(505, #panel.series)
  end)

  it("has its time limited by the call's, however many requests there are", function()
    local asked = 0
    local panel, err = fetch { timeout = 1, transport = function(...)
      asked = asked + 1
      if asked == 2 then require "socket".sleep(3.5) end
      return transport(...)
    end }
    assert.is_nil(panel)
    assert.are.equal("timeout", err.kind)
    assert.are.equal(2, asked)
  end)

  it("may have JSON that is nested without an end: that is no answer", function()
    local panel, err = fetch { json = { decode = function()
      local round = {}
      round.round = round
      return round
    end } }
    assert.is_nil(panel)
    assert.are.equal("content", err.kind)
  end)

  it("may raise: the error comes out as it is", function()
    local mine = {}
    local ok, err = pcall(fetch, { transport = function() error(mine) end })
    assert.is_false(ok)
    assert.are.equal(mine, err)
  end)

  it("has its body bounded, and refused if it is still packed", function()
    local _, err = fetch { max_bytes = 1000 }
    assert.are.equal("limit", err.kind)
    _, err = fetch { transport = function(url, headers)
      local status, fields, body = transport(url, headers)
      fields["Content-Encoding"] = "gzip"
      return status, fields, body
    end }
    assert.are.equal("content", err.kind)
    assert.matches("gzip", err.message, 1, true)
  end)

  it("sends the key as a header, and never in the address", function()
    local seen = {}
    fetch { api_key = "geheim", transport = function(url, headers)
      seen[#seen + 1] = headers.Authorization .. " " .. tostring(url:find("geheim", 1, true))
      return transport(url, headers)
    end }
    assert.are.same({ "Apikey geheim nil", "Apikey geheim nil", "Apikey geheim nil" }, seen)
  end)

  it("cannot say what nobody understands, or be told what is libcurl's", function()
    for words, options in pairs {
      ["transport must return a status"] = { transport = function() return "200", {}, "" end },
      ["option 'proxy' is libcurl's"] = { proxy = "http://127.0.0.1:1" },
      ["option 'ca_file' is libcurl's"] = { ca_file = "/x" },
      ["option 'transport' must be a function"] = { transport = "curl" },
      ["option 'json' must be a table with a function decode"] = { json = {} },
    } do
      local ok, err = pcall(fetch, options)
      assert.is_false(ok)
      assert.matches(words, err, 1, true)
    end
  end)

  it("is kept like any other answer", function()
    local folder = shell.temporary_folder()
    local first = assert(fetch { cache = "use", cache_dir = folder })
    local kept = assert(urssaf.fetch { base_url = portal.base_url, cache = "only",
      cache_dir = folder })
    assert.are.same(first.series, kept.series)
    shell.remove(folder)
  end)
end)
