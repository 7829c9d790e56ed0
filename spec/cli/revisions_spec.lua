-- `urssaf revisions` on two kept publications. Three cells of the older one differ (see
-- spec/support/vintages.lua), which has two quarters less.
local command = require "spec.support.command"
local sample_figures = require "spec.support.oracle.sample_figures"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local vintages = require "spec.support.vintages"

local cell = command.cell

describe("urssaf revisions #long", function()
  local portal = standin.for_cases()
  local folder, before

  setup(function()
    folder = shell.temporary_folder()
    local environment = vintages.both_kept(portal, folder)
    before = ("URSSAF_BASE_URL='%s' URSSAF_CACHE_DIR='%s'"):format(environment.URSSAF_BASE_URL,
      environment.URSSAF_CACHE_DIR)
  end)
  teardown(function() shell.remove(folder) end)

  local function printed(arguments) return command.printed("revisions " .. arguments, before) end

  it("lists each figure of each publication for machines", function()
    local now = cell("38", "radiations", "2025-Q1")
    local output = printed "38 -m radiations --format csv"
    assert.matches("^period,code,place,measure,published,age,value,unit\n", output)
    -- the older publication ends with 2025-Q2
    assert.matches(("\n2025-Q1,38,Isère,radiations,2026-01-16,1,%d,account\n2025-Q1,38,Isère,"
      .. "radiations,2026-07-16,3,%d,account\n"):format(now - 40, now), output, 1, true)
    local latest = cell("38", "radiations", "2025-Q4")
    assert.matches(("\n2025%%-Q4,38,Isère,radiations,2026%%-07%%-16,0,%d,account\n$"):format(
      latest), output)
    assert.are.equal(1 + 66 + 68, select(2, output:gsub("\n", "")))
  end)

  it("shows the last ones to people, and what figures of an age did", function()
    local now = cell("38", "radiations", "2025-Q1")
    local output = command.spaced(printed "Isère -m radiations --lang fr --format md")
    assert.matches("Radiations, Isère (38)", output, 1, true)
    assert.matches("16 janvier 2026", output, 1, true)
    assert.matches(("| T1 2025 | %s | %s |"):format(command.spaced(sample_figures.french(now - 40)),
      command.spaced(sample_figures.french(now))), output, 1, true)
    assert.matches("Une période avant : 1 sur 1 révisées avec la publication suivante", output, 1,
      true)
    assert.matches("Dernière période d'une publication : 0 sur 1 révisées", output, 1, true)
    assert.matches("Les 12 dernières périodes ; --format csv donne tout.", output, 1, true)
  end)

  it("follows the sum of a region and of France", function()
    for place, code in pairs { Bretagne = "region_53,Bretagne", [""] = "all,France" } do
      local output = printed(place .. " -m economiquement_actifs --format csv")
      local about = "\n2025%-Q2," .. code .. ",economiquement_actifs,"
      local older = tonumber(output:match(about .. "2026%-01%-16,0,(%d+),account\n"))
      local newer = tonumber(output:match(about .. "2026%-07%-16,2,(%d+),account\n"))
      assert.are.equal(-85, newer - older)
    end
  end)

  it("takes empty cells as zero, or leaves them out, where it is told to", function()
    local turnover = 0 -- in Nouvelle-Aquitaine Creuse has none in 2020-Q2
    for _, unit in ipairs(sample_figures.data.units) do
      if unit.region == "Nouvelle-Aquitaine" then
        turnover = turnover
          + (cell(unit.code_departement, "chiffres_d_affaires", "2020-Q2") or 0)
      end
    end
    local question = "Nouvelle-Aquitaine -m chiffres_d_affaires --format csv"
    local row = "\n2020-Q2,region_75,Nouvelle-Aquitaine,chiffres_d_affaires,2026-07-16,22,%d,EUR\n"
    assert.is_nil(printed(question):find("\n2020-Q2,", 1, true))
    for _, missing in ipairs { "skip", "zero" } do
      assert.matches(row:format(turnover), printed(question .. " --missing " .. missing), 1, true)
    end
  end)

  it("draws the first figures beside the latest ones", function()
    local now = cell("38", "radiations", "2025-Q1")
    local path = folder .. "/revisions.svg"
    assert.are.equal("", printed("38 -m radiations --lang fr --width 360 -o " .. path))
    local svg = command.spaced(shell.read(path))
    assert.matches(('data-label="Premiers chiffres, T1 2025" data-value="%s"'):format(
      command.spaced(sample_figures.french(now - 40))), svg, 1, true)
    assert.matches(('data-label="Publication du 16 juillet 2026, T1 2025" data-value="%s"'):format(
      command.spaced(sample_figures.french(now))), svg, 1, true)
    assert.matches("Chiffres révisés : 1 sur 66", svg, 1, true)
    local ok, _, output = command.run("revisions 38 --title Titre", before)
    assert.is_false(ok)
    assert.matches("--title is for pictures: write to a file that ends in .svg", output, 1, true)
  end)

  it("says what it lacks", function()
    local ok, _, output = command.run("revisions Mayotte", before)
    assert.is_false(ok)
    assert.matches("no publication that is kept has a figure of this", output, 1, true)
  end)
end)
