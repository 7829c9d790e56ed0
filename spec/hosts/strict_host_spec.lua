-- A host that makes it an error to read a global that does not exist, or to set one.
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"

describe("in a host with strict globals", function()
  local portal = standin.for_cases()

  local STRICT = [[
    setmetatable(_G, {
      __index = function(_, name) error("read the global " .. tostring(name), 2) end,
      __newindex = function(all, name, value) -- C modules such as lfs may set theirs
        local setter = debug.getinfo(2, "S")
        if setter.what ~= "C" then error("set the global " .. tostring(name), 2) end
        rawset(all, name, value)
      end,
    })
  ]]

  -- What a script prints in such a host; it has the locals `urssaf` and `base_url`.
  local function run(script, before)
    local folder = shell.temporary_folder()
    shell.write(folder .. "/script.lua", (before or "") .. STRICT
      .. ("local base_url, cache_dir = %q, %q\n"):format(portal.base_url, folder .. "/kept")
      .. 'local urssaf = require "urssaf"\n' .. script)
    local _, _, output = shell.run(shell.checkout .. shell.lua .. " " .. folder .. "/script.lua")
    shell.remove(folder)
    return output
  end

  it("what is fetched is kept, added up, drawn and written", function()
    assert.are.equal("505\ntrue\n1 true true\n", run [[
      local client = urssaf.client { base_url = base_url, cache_dir = cache_dir }
      print(#assert(client:fetch()).series)
      local panel = assert(client:fetch { cache = "only" })
      print(panel.source.cached)
      local corsica = panel:filter { region = "Corse" }:with "taux_activite"
      print(#corsica:filter { measure = "radiations" }:total():yoy().series,
        #urssaf.chart.map(panel, { measure = "radiations" }) > 0, #panel:check().findings > 0)
      for _, write in ipairs { "to_csv", "to_json", "cite", "records" } do panel[write](panel) end
      panel:rank { measure = "radiations" }
      assert(urssaf.report(panel, "38"))
      assert(urssaf.read { text = corsica:to_csv() })
      for name, ask in pairs { vintages = {}, describe = {}, catalog = {}, calendar = {},
        revisions = { measure = "radiations" } } do assert(client[name](client, ask)) end
      assert(client:provisional(panel))
      client:close()
      urssaf.capabilities()
    ]]:gsub("\t", " "))
  end)

  it("a mistake in a call is said to be one", function()
    assert.matches("unknown option 'chache' (did you mean 'cache'?)",
      run 'print(select(2, pcall(urssaf.fetch, { chache = "off" })))', 1, true)
  end)

  it("what cannot be loaded there is said, and not that it is absent", function()
    assert.matches("lua%-filesystem cannot be loaded: %S+script.lua:%d+: no global lfs",
      run [[
        package.preload.lfs = function() error "no global lfs" end
        print(urssaf.capabilities().lacking.cache)
      ]])
  end)

  it("what needs no files works where there are none", function()
    assert.are.equal("505 nil\nhost\ttrue\n", run([[
      local panel = assert(urssaf.fetch { base_url = base_url })
      print(#panel.series .. " " .. tostring(panel.source.cached))
      local _, err = urssaf.read "saved.csv"
      print(err.kind, err.message:find("pass { text", 1, true) ~= nil)
    ]], "io, os, debug, package.loaded.io, package.loaded.os = nil\n"))
  end)
end)
