local sample = require "spec.support.sample"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"

-- "1 234" as the example spells it, found another way than the example does
local function spelt(number)
  local text = tostring(number)
  local groups = {}
  while #text > 3 do
    table.insert(groups, 1, text:sub(-3))
    text = text:sub(1, -4)
  end
  return text .. (groups[1] and " " .. table.concat(groups, " ") or "")
end

local function national(data, measure)
  local sum = 0
  for u = 1, #data.units do sum = sum + data:value(u, measure, #data.periods) end
  return spelt(sum)
end

describe("examples/quickstart.lua", function()
  local data, portal

  setup(function()
    data = sample.auto_entrepreneurs()
    portal = standin.start {}
  end)

  teardown(function() portal:stop() end)

  it("prints national figures and a département, from a checkout with nothing set", function()
    local ok, _, output = shell.run(("env -u LUA_PATH -u LUA_CPATH URSSAF_BASE_URL=%s %s "
      .. "examples/quickstart.lua"):format(portal.base_url, shell.lua))
    assert.is_true(ok, output)
    for _, measure in ipairs(data.measures) do
      assert.matches(" " .. national(data, measure), output, 1, true)
    end
    for u, unit in ipairs(data.units) do
      if unit.code_departement == "38" then
        assert.matches(spelt(data:value(u, "economiquement_actifs", 68)), output, 1, true)
      end
    end
    assert.matches("synthétiques", output, 1, true)
    assert.matches("Isère (38)", output, 1, true)
  end)

  it("runs from another folder too", function()
    local ok, _, output = shell.run(("here=$(pwd); cd / && URSSAF_BASE_URL=%s %s "
      .. "\"$here\"/examples/quickstart.lua"):format(portal.base_url, shell.lua))
    assert.is_true(ok, output)
  end)

  it("goes to the live portal without an environment", function()
    -- no machine that tests reaches it: a proxy that is not there shows where it wanted to go
    local ok, code, output = shell.run("env -u URSSAF_BASE_URL https_proxy=http://127.0.0.1:1 "
      .. shell.lua .. " examples/quickstart.lua")
    assert.is_false(ok)
    assert.are.equal(1, code)
    assert.matches("network: ", output, 1, true)
    assert.matches("https://open.urssaf.fr/api/explore/v2.1/catalog/datasets/auto-entrepreneurs-",
      output, 1, true)
    assert.is_nil(output:find("traceback", 1, true))
  end)
end)

describe("make demo", function()
  it("says that the data are synthetic and how to run it on the live portal", function()
    local ok, _, output = shell.run(shell.checkout .. shell.lua .. " spec/support/demo.lua")
    assert.is_true(ok, output)
    assert.matches("^SYNTHETIC DATA", output)
    assert.matches("France without Mayotte, T4 2025", output, 1, true)
    assert.matches("SYNTHETIC. For the live portal: lua5.4 examples/quickstart.lua", output, 1,
      true)
  end)
end)
