local not_empty = require "spec.support.not_empty"
local svg_reader = require "spec.support.svg_reader"
local http = require "socket.http"
local sample = require "spec.support.standin.sample"
local sample_figures = require "spec.support.oracle.sample_figures"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

-- An environment with nothing set: a checkout has its modules in build/, or for another Lua in a
-- folder of its name there. Only if they are elsewhere LUA_CPATH says where.
local UNSET = "env -u LUA_PATH -u LUA_CPATH -u URSSAF_BASE_URL "
if shell.build ~= "build" and shell.build ~= "build/" .. shell.lua then
  UNSET = UNSET .. ("LUA_CPATH='%s%s/?.so;;' "):format(shell.root, shell.build)
end

-- "1 234"
local function spelt(number) return sample_figures.grouped(number, " ") end

local function national(data, measure)
  return spelt(sample_figures.sum(measure, data.periods[#data.periods]))
end

describe("examples/quickstart.lua", function()
  local portal = standin.for_cases()
  local data

  setup(function() data = sample.auto_entrepreneurs() end)

  it("prints national figures and a département, from a checkout with nothing set", function()
    local ok, _, output = shell.run(("%s URSSAF_BASE_URL=%s %s examples/quickstart.lua"):format(
      UNSET, portal.base_url, shell.lua))
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
    local ok, _, output = shell.run(("here=$(pwd); cd / && %s URSSAF_BASE_URL=%s %s "
      .. "\"$here\"/examples/quickstart.lua"):format(UNSET, portal.base_url, shell.lua))
    assert.is_true(ok, output)
  end)

  it("goes to the live portal without an environment", function()
    -- the specs must not reach it: the error of a proxy that does not exist has the address
    local ok, code, output = shell.run(UNSET .. "https_proxy=http://127.0.0.1:1 "
      .. shell.lua .. " examples/quickstart.lua")
    assert.is_false(ok)
    assert.are.equal(1, code)
    assert.matches("network: ", output, 1, true)
    assert.matches("https://open.urssaf.fr/api/explore/v2.1/catalog/datasets/auto-entrepreneurs-",
      output, 1, true)
    assert.is_nil(output:find("traceback", 1, true))
  end)
end)

-- The examples run in the C locale, whatever the locale of the specs.
local function with_point(text) return (text:gsub(",", ".")) end

-- The others, each against the stand-in: the expected figures are plain sums over the sample.
describe("the example #long", function()
  local portal = standin.for_cases()
  local data, folder

  setup(function()
    data = sample.auto_entrepreneurs()
    folder = shell.temporary_folder()
  end)

  teardown(function() shell.remove(folder) end)

  local function run(command, base_url)
    return shell.run(("%s URSSAF_CACHE_DIR=%s/kept URSSAF_BASE_URL=%s %s examples/%s"):format(UNSET,
      folder, base_url or portal.base_url, shell.lua, command))
  end

  -- The sum over the units of a region (or of all) `back` periods before the last.
  local function sum(measure, back, region)
    return sample_figures.sum(measure, data.periods[#data.periods - back],
      region and sample_figures.region(region))
  end

  -- The last value of a département.
  local function last(code)
    return sample_figures.cell(code, "economiquement_actifs", data.periods[#data.periods])
  end

  it("at_once.lua asks for several départements in one thread", function()
    local ok, code, output = run("at_once.lua Paris 38 971 976",
      portal:with { { on = "export", delay = 0.2 } })
    assert.is_false(ok)
    assert.are.equal(1, code)
    for place, name in pairs { ["75"] = "Paris", ["38"] = "Isère", ["971"] = "Guadeloupe" } do
      assert.matches(("\n%-3s  2025-Q4  %9d  %s\n"):format(place, last(place), name),
        "\n" .. output, 1, true)
    end
    assert.matches("976: these data do not cover Mayotte\n", output, 1, true)
    assert.is_true(tonumber(output:match "4 fetches in (%d+) rounds") > 3)
  end)

  -- loops.lua in the other loops: see spec/hosts/loops_spec.lua
  for command, ticks in pairs {
    ["select_loop.lua"] = "3 fetches, (%d+) ticks",
    ["loops.lua socket"] = "3 fetches and (%d+) ticks in one loop of socket",
  } do
    it(command .. " waits for several in a loop, and goes on ticking", function()
      local ok, code, output = run(command .. " 75 976 guadeloupe",
        portal:with { { on = "export", delay = 0.2 } })
      assert.is_false(ok)
      assert.are.equal(1, code)
      for known, name in pairs { ["75"] = "Paris", ["971"] = "Guadeloupe" } do
        assert.matches(("\n%-3s  %9d  %s\n"):format(known, last(known), name), "\n" .. output, 1,
          true)
      end
      assert.matches("\n976  these data do not cover Mayotte\n", output, 1, true)
      assert.is_true(tonumber(output:match(ticks)) > 3)
    end)
  end

  it("loops.lua asks which loop", function()
    local ok, code, output = run "loops.lua"
    assert.is_false(ok)
    assert.are.equal(2, code)
    assert.matches("which loop?", output, 1, true)
  end)

  it("growing_regions.lua ranks regions by their growth over a year", function()
    local ok, _, output = run "growing_regions.lua 3"
    assert.is_true(ok, output)
    local best, name
    for _, unit in ipairs(data.units) do
      local growth = sum("administrativement_actifs", 0, unit.region)
        / sum("administrativement_actifs", 4, unit.region) - 1
      if unit.code_region ~= "NCA" and (not best or growth > best) then
        best, name = growth, unit.region
      end
    end
    assert.matches(with_point((" 1  %+6.1f %%  "):format(best * 100)) .. name .. "\n", output, 1,
      true)
    assert.matches("\n 3  ", output, 1, true)
    assert.is_nil(output:find("\n 4  ", 1, true))
    assert.matches("Jeu d'essai du module urssaf", output, 1, true)
  end)

  it("four_quarters.lua adds a region's turnover of four quarters", function()
    local ok, _, output = run "four_quarters.lua paca"
    assert.is_true(ok, output)
    local region, turnover, active = "Provence-Alpes-Côte d'Azur", 0, 0
    for back = 0, 3 do
      turnover = turnover + sum("chiffres_d_affaires", back, region)
      active = active + sum("economiquement_actifs", back, region)
    end
    assert.matches(region, output, 1, true)
    assert.matches(("2025-Q4  %16d  %8.0f an active account\n"):format(turnover,
      turnover / (active / 4)), output, 1, true)
  end)

  it("against_france.lua has both at 100 on the mean of the base year", function()
    local ok, _, output = run "against_france.lua 38 2020"
    assert.is_true(ok, output)
    local own, all = 0, 0
    for period, left, right in output:gmatch("(%S+) +([%d.]+) +([%d.]+)\n") do
      if period:find("^2020") then own, all = own + left, all + right end
    end
    -- four figures, each rounded to a tenth
    assert.is_true(math.abs(own / 4 - 100) < 0.1, own)
    assert.is_true(math.abs(all / 4 - 100) < 0.1, all)
    assert.matches("Isère", output, 1, true)
    assert.matches("because values are missing: Corse-du-Sud", output, 1, true)
  end)

  it("fact_sheet.lua writes a département's figures as Markdown", function()
    local ok, _, output = run "fact_sheet.lua isere"
    assert.is_true(ok, output)
    assert.matches("# Isère (38), T4 2025", output, 1, true)
    for u, unit in ipairs(data.units) do
      if unit.code_departement == "38" then
        local registered = data:value(u, "administrativement_actifs", 68)
        local before = data:value(u, "administrativement_actifs", 64)
        assert.matches(with_point(("| %s | %+.1f %% |\n"):format(spelt(registered),
          (registered / before - 1) * 100)), output, 1, true)
      end
    end
    assert.matches("put off by a year", output, 1, true)
    assert.matches("nominal", output, 1, true)
    assert.is_nil(output:find("| missing", 1, true))
  end)

  it("fact_sheet.lua and Neovim's sheet take nothing in a name for Markdown or HTML", function()
    local name = "<script>a</script>|[b](javascript:c)`d`*e*&lt;"
    local escaped = "\\<script\\>a\\</script\\>\\|\\[b\\](javascript:c)"
      .. "\\`d\\`\\*e\\*\\&lt;"
    local lines = { "annee;trimestre;code_departement;departement;immatriculations;radiations;"
      .. "economiquement_actifs;administrativement_actifs;chiffres_d_affaires" }
    for i = 0, 11 do
      lines[i + 2] = ('%d;%d;38;"%s";%d;5;900;1000;9e6'):format(2020 + math.floor(i / 4),
        i % 4 + 1, name, 100 + i)
    end
    local path = shell.write(folder .. "/hostile.csv", table.concat(lines, "\n") .. "\n")
    local ok, _, sheet = shell.run(("%s %s -e %s"):format(shell.checkout, shell.lua, shell.quote(([[
      local urssaf = require "urssaf"
      function urssaf.fetch() return urssaf.read %q end
      arg = { [0] = "examples/fact_sheet.lua", "38" }
      dofile(arg[0])]]):format(path))))
    assert.is_true(ok, sheet)
    assert.matches("# " .. escaped .. " (38), T4 2022", sheet, 1, true)
    local panel = assert(urssaf.read(path)):filter { measure = "radiations" }
    panel.source.title = name
    local shown = dofile("examples/hosts/neovim/lua/urssaf_nvim/sheet.lua")(panel)
    assert.are.equal("# " .. escaped .. " (38)", shown[1])
    assert.matches(escaped, shown[#shown], 1, true)
  end)

  it("charts.lua writes charts of a département into a folder", function()
    local function written(arguments)
      local ok, _, output = run(("charts.lua %s %s"):format(folder, arguments))
      assert.is_true(ok, output)
      local charts = {}
      for path in output:gmatch "([^\n]+)\n" do charts[#charts + 1] = shell.read(path) end
      assert.are.equal(6, #charts)
      assert.are.equal("", svg_reader.refused(charts))
      return charts
    end
    local fetched = written "Rhône"
    for i, svg in ipairs(fetched) do
      -- the third chart is of the regions
      if i ~= 3 then assert.matches("Rhône", svg, 1, true) end
    end
    assert.matches(spelt(last "69"):gsub(" ", ","), fetched[6], 1, true)
    assert.matches("synthetic data", written("Rhône --sample")[1]:lower(), 1, true)
  end)

  it("revisions.lua says what changed between two publications", function()
    local head = "annee;trimestre;code_departement;departement;immatriculations\r\n"
    local function write(name, text)
      local file = assert(io.open(folder .. "/" .. name, "wb"))
      file:write(head, text)
      file:close()
    end
    write("old.csv", "2020;1;01;Ain;100\r\n2020;1;38;Isère;200\r\n")
    write("new.csv", "2020;1;38;Isère;250\r\n2020;1;01;Ain;100\r\n2020;2;01;Ain;110\r\n")
    local ok, _, output = run(("revisions.lua %s/old.csv %s/new.csv"):format(folder, folder))
    assert.is_true(ok, output)
    assert.matches("Q2 2020", output, 1, true)
    assert.matches("Isère (38)", output, 1, true)
    assert.matches("200", output, 1, true)
    assert.matches("250", output, 1, true)
    assert.is_nil(output:find("Ain (01)[^\n]*100"))
  end)

  it("revisions.lua compares publications that were kept", function()
    local revised = { unit = 2, measure = "radiations", quarter = 3, by = -5 }
    local base_url = portal:with { { on = "any", times = 3, older = { quarters = 2,
      revised = { revised } }, publication = "2026-01-16T07:30:12+00:00" } }
    local ok, _, output = run("revisions.lua", base_url)
    assert.is_false(ok)
    assert.matches("only one publication is kept so far", output, 1, true)
    -- now the next publication is kept too
    assert(urssaf.fetch { base_url = base_url, cache_dir = folder .. "/kept", max_age = 0 })
    for _, arguments in ipairs { "", " 2026-06-30" } do
      local ran, _, said = run("revisions.lua" .. arguments, base_url)
      assert.is_true(ran, said)
      assert.matches("Q3 2025", said, 1, true)
      assert.matches(data.units[2].departement, said, 1, true)
      assert.matches(spelt(data:value(2, "radiations", 3) - 5), said, 1, true)
    end
  end)

  it("revisions.lua compares a saved file with the portal", function()
    local saved = assert(io.open(folder .. "/saved.csv", "wb"))
    saved:write((http.request(("%s/catalog/datasets/%s/exports/csv"):format(portal.base_url,
      data.id))))
    saved:close()
    local ok, _, output = run("revisions.lua " .. folder .. "/saved.csv")
    assert.is_true(ok, output)
    assert.is_nil(output:find("revised cells: [1-9]"))
  end)

  for name, case in pairs {
    ["a place that is none"] = { "fact_sheet.lua Isèr", "did you mean 'Isère'?" },
    ["no folder"] = { "charts.lua", "say which folder" },
    ["a folder that is not there"] = { "charts.lua /nonexistent --sample", "cannot write" },
    ["an option that is none"] = { "charts.lua --sampel", "the only option is --sample" },
    ["a place that the data lack"] = { "charts.lua / Mayotte", "do not cover Mayotte" },
    ["one in Markdown"] = { "fact_sheet.lua 976", "do not cover Mayotte" },
    ["one as an index"] = { "against_france.lua 976", "do not cover Mayotte" },
    ["a region that the data lack"] = { "four_quarters.lua Mayotte", "do not cover Mayotte" },
    ["a year that the data lack"] = { "against_france.lua 38 1999", "from 2009 to 2025" },
    ["no number"] = { "growing_regions.lua two", "a whole number" },
    ["a place that is none, for several at once"] = { "at_once.lua 75 9Z", "is '9Z'" },
    ["one for a loop"] = { "loops.lua socket Lyon", "it is a town in Rhône (69)" },
    ["one for a loop of its own"] = { "select_loop.lua Parsi", "did you mean 'Paris'?" },
    ["a day that is none"] = { "revisions.lua 2026-13-45", "'2026-13-45' is no day" },
    ["a region that is none"] = { "four_quarters.lua Bretagn", "did you mean 'Bretagne'?" },
    ["a file that is not there"] = { "revisions.lua /nonexistent.csv", "cannot read" },
    ["a day before all that is kept"] = { "revisions.lua 2009-01-01", "offline: no publication" },
  } do
    it("given " .. name .. " says so in one line", function()
      local ok, code, output = run(case[1])
      assert.is_false(ok)
      assert.are.equal(1, code)
      assert.matches(case[2], output, 1, true)
      assert.is_nil(output:find("\n.", 1), output)
    end)
  end

  it("has a case for each of them", function()
    local _, _, listing = shell.run "ls examples"
    local spec = shell.read_file "spec/docs/examples_spec.lua"
    for name in not_empty.matches(listing, "[%w_]+%.lua") do
      if name ~= "checkout.lua" then assert.matches(name, spec, 1, true) end
    end
  end)
end)

describe("make demo", function()
  it("says that the data are synthetic and how to run it on the live portal", function()
    local ok, _, output = shell.run(shell.checkout .. shell.lua .. " spec/support/demo.lua")
    assert.is_true(ok, output)
    assert.matches("^SYNTHETIC DATA", output)
    assert.matches("France without Mayotte, T4 2025", output, 1, true)
    assert.matches("SYNTHETIC. For the live portal: " .. shell.lua .. " examples/quickstart.lua",
      output, 1, true)
  end)
end)
