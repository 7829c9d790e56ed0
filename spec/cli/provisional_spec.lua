-- `--provisional`: the youngest figures are marked by what is kept.
local command = require "spec.support.command"
local hygiene = require "spec.support.hygiene"
local input = require "urssaf.cli.input"
local shell = require "spec.support.shell"

describe("the option --provisional", function()
  it("marks the panel that was read, for export, chart and show", function()
    local asked = {}
    local library = { read = function() return "panel" end,
      provisional = function(panel) asked[#asked + 1] = panel return "marked" end }
    assert.are.equal("marked", input.panel(library, { file = "x", provisional = true }))
    assert.are.equal("panel", input.panel(library, { file = "x" }))
    assert.are.same({ "panel" }, asked)
    local failing = { read = function() return nil, "why" end }
    assert.are.same({ nil, "why" }, { input.panel(failing, { file = "x", provisional = true }) })
  end)

  it("says that nothing is known where no two publications are kept", function()
    local folder = shell.temporary_folder()
    shell.write(folder .. "/data.csv", "annee,trimestre,code_region,region,radiations\n"
      .. "2021,1,53,Bretagne,5\n2021,2,53,Bretagne,6\n")
    local arguments = ("%%s --file %s/data.csv --provisional"):format(folder)
    local environment = ("URSSAF_CACHE_DIR='%s/cache'"):format(folder)
    for _, name in ipairs { "show Bretagne", "chart Bretagne -m radiations",
      "export" } do
      local ok, _, output = command.run(arguments:format(name), environment)
      assert.is_true(ok, output)
      assert.matches("which figures are provisional is not known", output, 1, true)
    end
    local _, _, french = command.run(arguments:format "show Bretagne" .. " --lang fr", environment)
    assert.matches("on ne sait pas quels chiffres sont provisoires", french, 1, true)
    shell.remove(folder)
  end)

  it("is refused for the sample, which has no publications", function()
    local ok, _, output = command.run "show 38 --sample --provisional"
    assert.is_false(ok)
    assert.matches("leave out --sample", output, 1, true)
  end)
end)

describe("urssaf.cli.input", function()
  hygiene("urssaf.cli.input", { "cache_mode", "panel", "problem" })
end)
