-- Every operation on the disk fails in turn: the k-th alone, and the k-th with all that follow.
-- Whatever fails, a fetch that may ask the portal has the right panel, one that may not has that or
-- a clean error, and afterwards the folder is as good as before.
local file_changes = require "urssaf.cache.file_changes"
local files = require "urssaf.cache.files"
local lua = require "spec.support.lua"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

local FAILURES = {
  is_folder = function() return false end,
  age = function() return nil end,
  close = function(real, handle) -- what the system could not write shows when it is closed
    real(handle)
    return nil, "injected"
  end,
}

-- All operations: these two are none, but what the others call, or what they need.
local NONE = { call = true, problem = true }

local originals = {}
for _, module in ipairs { files, file_changes } do
  for name, real in pairs(module) do
    if not NONE[name] then originals[name] = { module = module, real = real } end
  end
end
for name in pairs(FAILURES) do assert(originals[name], name) end

local function refuse()
  return nil, "injected"
end

-- Makes the operations fail for whose number `fails` returns true. Returns a function that ends
-- this and returns how many operations there were.
local function inject(fails)
  local count = 0
  for name, of in pairs(originals) do
    of.module[name] = function(...)
      count = count + 1
      if not fails(count) then return of.real(...) end
      return (FAILURES[name] or refuse)(FAILURES[name] and of.real or nil, ...)
    end
  end
  return function()
    for name, of in pairs(originals) do of.module[name] = of.real end
    return count
  end
end

describe("the disk under what is kept:", function()
  local portal = standin.for_cases()
  local folder, expected
  local WHERE = { code_departement = "2A" }

  setup(function() expected = assert(urssaf.fetch(portal:options { where = WHERE })).series end)

  before_each(function() folder = shell.temporary_folder() end)

  after_each(function()
    inject(function() return false end)()
    shell.remove(folder)
  end)

  local base_url, number = nil, 0

  local function fetch(options)
    return urssaf.fetch(lua.merged({ base_url = base_url, cache_dir = folder .. "/" .. number,
      where = WHERE, retries = 0 }, options))
  end

  -- A folder and an address of one's own, so that no case sees another's.
  local function anew(...)
    number = number + 1
    base_url = portal:with { { on = "any", delay = 0 }, ... }
  end

  local function is_sound()
    assert.are.same(expected, assert(fetch()).series)
    local panel = assert(fetch())
    assert.are.same(expected, panel.series)
    assert.is_true(panel.source.cached)
    assert.are.same({}, panel.notes)
  end

  local OFFLINE = { cache = true, offline = true }

  local scenarios = {
    ["a first fetch"] = { act = fetch },
    ["a fetch of what is kept"] = { prepare = fetch, act = fetch },
    ["a fetch that asks whether it is the newest"] = { prepare = fetch,
      act = function() return fetch { max_age = 0 } end },
    ["a refresh"] = { prepare = fetch, act = function() return fetch { cache = "refresh" } end },
    ["a new publication"] = { prepare = fetch, act = function() return fetch { max_age = 0 } end,
      faults = { { on = "any", times = 3, publication = "2026-01-16T07:30:12+00:00" } } },
    ["`only`"] = { prepare = fetch, act = function() return fetch { cache = "only" } end,
      may_fail = OFFLINE },
    ["as_of"] = { prepare = fetch, act = function() return fetch { as_of = "2026-07-16" } end,
      may_fail = OFFLINE },
    ["a list of vintages"] = { prepare = fetch, plain = true, act = function()
      return urssaf.vintages { base_url = base_url, cache_dir = folder .. "/" .. number }
    end },
    ["a prune"] = { prepare = fetch, plain = true, may_fail = OFFLINE, act = function()
      return urssaf.prune { keep = 0, base_url = base_url, cache_dir = folder .. "/" .. number }
    end },
  }

  -- How many operations the scenario has; the k-th fails, or all from the k-th on.
  local function run(scenario, fails)
    anew(lua.unpack(scenario.faults or {}))
    if scenario.prepare then assert(scenario.prepare()) end
    local stop = inject(fails)
    local ok, result, err = pcall(scenario.act)
    local count = stop()
    assert.is_true(ok, tostring(result))
    if result == nil then
      assert.is_true(scenario.may_fail ~= nil and scenario.may_fail[err.kind], tostring(err))
    elseif not scenario.plain then
      assert.are.same(expected, result.series)
    end
    is_sound()
    return count
  end

  for name, scenario in pairs(scenarios) do
    for _, from_then_on in ipairs { false, true } do
      it(("%s, %s"):format(name, from_then_on and "all from the k-th on fail" or
        "the k-th operation fails"), function()
        local k = 0
        repeat
          k = k + 1
          local count = run(scenario, function(n) return n == k or from_then_on and n > k end)
        until count < k
        assert.is_true(k > 3, "there was hardly anything to fail")
      end)
    end
  end
end)
