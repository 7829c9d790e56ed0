-- What the option `log` is told: requests, retries, decisions about kept publications, files.
local compat = require "urssaf.base.compat"
local hygiene = require "spec.support.hygiene"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local timestamp = require "urssaf.base.timestamp"
local urssaf = require "urssaf"

local DATASET = "auto-entrepreneurs-par-departement"

describe("urssaf.cache.log", function()
  hygiene("urssaf.cache.log", { "observed" })

  local portal = standin.for_cases()
  local folder

  before_each(function() folder = shell.temporary_folder() end)
  after_each(function() shell.remove(folder) end)

  -- The events of a call, and what it returned.
  local function events_of(options, call)
    local events = {}
    options.base_url = options.base_url or portal.base_url
    options.cache_dir = folder
    options.log = function(event) events[#events + 1] = event end
    local result, err = (call or urssaf.fetch)(options)
    for _, event in ipairs(events) do assert.are.equal("string", type(event.message)) end
    return events, result, err
  end

  -- "asked:absent request:200 …"
  local function outline(events)
    local words = {}
    for i, event in ipairs(events) do
      words[i] = event.decision and event.decision .. ":" .. event.reason_kind
        or event.event .. (event.status and ":" .. event.status or "")
    end
    return table.concat(words, " ")
  end

  local DOWNLOAD = "request:200 request:200 request:200"

  it("tells a download, and that it is served afterwards, from which file", function()
    local events, panel = events_of {}
    assert.are.equal("asked:absent " .. DOWNLOAD .. " downloaded:absent", outline(events))
    local bytes = 0
    for _, event in ipairs(events) do
      if event.event == "request" then
        assert.matches(portal.base_url .. "/catalog/datasets/" .. DATASET, event.url, 1, true)
        assert.is_true(event.seconds >= 0)
        bytes = math.max(bytes, event.bytes)
      end
    end
    assert.are.equal(panel.source.data_processed, events[#events].published)
    assert.are.equal(DATASET, events[#events].dataset)
    events = events_of {}
    assert.are.equal("read served:fresh", outline(events))
    assert.are.equal(bytes, events[1].bytes)
    assert.are.equal(bytes, #shell.read(events[1].path))
  end)

  it("tells why the portal is asked again", function()
    events_of {}
    assert.are.equal("asked:old request:200 read served:same", outline(events_of { max_age = 0 }))
    assert.are.equal("asked:refresh " .. DOWNLOAD .. " downloaded:refresh",
      outline(events_of { cache = "refresh" }))
    assert.are.equal("asked:off " .. DOWNLOAD .. " downloaded:off",
      outline(events_of { cache = "off" }))
    assert.are.equal("read served:alone", outline(events_of { cache = "only" }))
    assert.are.equal("read served:alone", outline(events_of { as_of = "2030-01-01" }))
    assert.are.equal("", outline(events_of { as_of = "2000-01-01" }))
  end)

  it("tells that something stands in for a portal that is out of order, and each retry", function()
    events_of {}
    local broken = portal:with { { on = "metadata", status = 503 } }
    local _, panel = events_of { base_url = broken, retries = 0 }
    assert.is_nil(panel) -- what is kept is of another address
    local events, _, err = events_of { base_url = broken, retries = 1, cache = "off" }
    assert.are.equal(503, err.status)
    local words = outline(events)
    assert.matches("^asked:off request:503 retry", words)
    assert.matches("request:503", words:match "retry(.*)", 1, true)
    for _, event in ipairs(events) do
      if event.event == "retry" then
        assert.are.equal(503, event.err.status)
        assert.is_true(event.seconds > 0)
        assert.matches("status 503", event.message, 1, true)
      end
    end
  end)

  it("tells that a kept publication stands in, or is damaged", function()
    local own = standin.start()
    events_of { base_url = own.base_url }
    own:stop()
    local events, panel = events_of { base_url = own.base_url, max_age = 0, retries = 0 }
    assert.is_true(panel.source.stale)
    assert.are.equal("asked:old request read stale:unreachable", outline(events))
    assert.are.equal("network", events[2].err.kind)
    assert(shell.run(("find %s -name '*.json' -exec truncate -s 10 {} +"):format(folder)))
    events = events_of { base_url = own.base_url, cache = "only" }
    assert.are.equal("damaged:damaged", outline(events))
  end)

  -- The events of a call whose time of day is `shifted`.
  local function with_clock(shifted, options)
    local now = timestamp.now
    timestamp.now = function() return shifted(now()) end
    return compat.finally(function() timestamp.now = now end, function()
      local events, panel, err = events_of(options)
      return events, { panel = panel, err = err }
    end)
  end

  -- Cuts a kept publication's bytes, but not its description.
  local function cut_bytes()
    assert(shell.run(("find %s -name '*.csv' -exec truncate -s 10 {} +"):format(folder)))
  end

  it("tells that the portal is asked because what is kept is damaged", function()
    events_of {}
    cut_bytes()
    local events, panel = events_of {}
    assert.are.equal("damaged:damaged asked:damaged " .. DOWNLOAD .. " downloaded:damaged",
      outline(events))
    assert.is_nil(panel.source.cached)
    assert.are.equal("cache: downloaded, because what is kept is damaged", events[#events].message)
    assert.are.equal("read served:fresh", outline((events_of {})))
    cut_bytes()
    assert.are.equal("asked:old request:200 damaged:damaged " .. DOWNLOAD .. " downloaded:damaged",
      outline((events_of { max_age = 0 })))
  end)

  it("tells nothing of what could not be listed in time", function()
    events_of {}
    local steps = 0
    local events, result = with_clock(function(now)
      steps = steps + 1000
      return now + steps
    end, {})
    assert.is_nil(result.panel)
    assert.are.equal("timeout", result.err.kind)
    assert.are.equal("", outline(events))
  end)

  it("tells that a clock was set back", function()
    events_of {}
    local events = with_clock(function(now) return now - 7200 end, {})
    assert.are.equal("asked:old request:200 read served:same", outline(events))
    assert.are.equal("cache: asked, because the portal was last asked in the future: the clock was"
      .. " set back", events[1].message)
  end)

  it("tells once what each fetch decides, from what it reads itself", function()
    events_of {}
    local stores = require "urssaf.cache.store"
    local list, count = stores.entry_at, 0
    stores.entry_at = function(...) count = count + 1; return list(...) end
    events_of {}
    stores.entry_at = list
    assert.are.equal(1, count)
  end)

  it("is told by other calls, too, and by a client", function()
    assert.are.equal("request:200", outline(events_of({}, function(options)
      options.cache_dir = nil
      return urssaf.describe(options)
    end)))
    assert.are.equal("asked:absent " .. DOWNLOAD .. " downloaded:absent",
      outline(events_of({}, urssaf.calendar)))
    local path = folder .. "/x.csv"
    shell.write(path, urssaf.sample { from = 2025 }:to_csv())
    assert.are.equal("read", outline(events_of({}, function(options)
      local client = urssaf.client(options)
      return client:read(path)
    end)))
  end)

  it("tells of each request that it ended, also if a callback raises", function()
    local urls = {}
    local function count(event) urls[#urls + 1] = event.event == "request" and event.url or nil end
    assert.has_error(function()
      urssaf.fetch { base_url = portal.base_url, cache = "off", log = count,
        progress = function(_, _, phase) if phase == "download" then error("enough", 0) end end }
    end, "enough")
    assert.are.equal(3, #urls)
    assert.matches("/exports/csv", table.concat(urls, " "), 1, true)
  end)

  it("leaves nothing open or half written if it raises", function()
    assert.has_error(function()
      urssaf.fetch { base_url = portal.base_url, cache_dir = folder, log = function(event)
        if (event.url or ""):find("/exports/", 1, true) then error("from log", 0) end
      end, progress = function(_, _, phase) if phase == "download" then error("enough", 0) end end }
    end)
    local _, _, left = shell.run(("find %s -name '.new-*'"):format(folder))
    assert.are.equal("", left)
  end)

  it("passes on what it raises, and is not asked for where it is not given", function()
    assert.has_error(function()
      urssaf.fetch { base_url = portal.base_url, cache_dir = folder,
        log = function() error("from log", 0) end }
    end, "from log")
    local program = "package.preload['urssaf.cache.log'] = function() error 'loaded' end;"
      .. ("assert(require('urssaf').fetch { base_url = %q, cache_dir = %q })"):format(
        portal.base_url, folder)
    local ok, _, output = shell.run(("env %s %s -e %s"):format(shell.checkout, shell.lua,
      shell.quote(program)))
    assert.is_true(ok, output)
  end)
end)
