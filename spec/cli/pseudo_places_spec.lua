-- The command takes a pseudo-unit by name or code where it takes a place.
local command = require "spec.support.command"
local pseudo_cases = require "spec.support.pseudo_cases"
local shell = require "spec.support.shell"

local function spaced(text) return (command.spaced(text):gsub("%s+", " ")) end

local function chosen(by, pattern)
  for _, case in ipairs(pseudo_cases.list) do
    if case.by == by and case.name:find(pattern) then return case end
  end
  error(by .. ": " .. pattern)
end

describe("the command #long", function()
  local folder = shell.temporary_folder()

  teardown(function() shell.remove(folder) end)

  describe("takes in the place of a place", function()
    local path = shell.quote(shell.write(folder .. "/named.csv", table.concat({
      "annee;trimestre;code_region;region;code_departement;departement;radiations",
      "2020;1;84;Auvergne-Rhône-Alpes;01;Ain;100",
      "2020;1;84;Auvergne-Rhône-Alpes;NCA;_non classé ailleurs_;7",
      "2020;1;03;Guyane;NCA;_non classé ailleurs_;2",
      "2020;1;99;_calage_;99;_calage_;-3", "2020;1;;_autre_;99;_autre_;-5" }, "\n") .. "\n"))

    local function shown(place)
      return command.printed(("export --file %s --format csv --quiet %s"):format(path,
        shell.quote(place)))
    end

    local function refused(arguments)
      local _, code, said = command.run(arguments)
      assert.are.equal(1, code)
      return spaced(said)
    end

    it("a remainder, in all spellings, summed over regions", function()
      for _, place in ipairs { "NCA", "nca", "_non classé ailleurs_", "non classe ailleurs",
        "Non classés ailleurs", "nca _non_classés_ailleurs_", "departement:NCA",
        "not classified" } do
        assert.matches("\n2020%-Q1,NCA,_non classé ailleurs_,,,not classified,radiations,9,"
          .. "[^\n]*\n$", shown(place), nil, place)
      end
    end)

    it("an adjustment, in all spellings", function()
      for _, place in ipairs { "_calage_", "calage", "Calage", "region:99", "region:calage",
        "adjustment (calage)", "adjustment" } do
        assert.matches(",radiations,%-3,[^\n]*\n$", shown(place), nil, place)
      end
      assert.matches(",radiations,%-5,[^\n]*\n$", shown "autre")
    end)

    it("all that have one code", function()
      assert.are.equal("period,code,place,measure,value,unit,transform,status\n"
        .. "2020-Q1,99_autre,autre,radiations,-5,account,,break\n"
        .. "2020-Q1,99_calage,adjustment (calage),radiations,-3,account,,break\n",
        command.printed(("show --file %s --format csv --quiet 99"):format(path)))
    end)

    it("those that are compared by name", function()
      local case = chosen("departement", "remainder.*own region, code NCA")
      local own = shell.write(folder .. "/compared.csv", pseudo_cases.csv(case))
      local rows = command.printed(("compare --file %s --format csv --quiet 01 NCA"):format(
        shell.quote(own)))
      assert.matches("\n01,Ain,radiations,2020-Q1,2021-Q1,60,66,6,", rows, 1, true)
      assert.matches("\nNCA,not classified,radiations,2020-Q1,2021-Q1,20,25,5,", rows, 1, true)
    end)

    it("none that the data lack", function()
      local said = refused(("show --file %s ___"):format(path))
      assert.matches("no row of these data is called '___'; those without a place are called"
        .. " _autre_ (99), _calage_ (99), _non classé ailleurs_ (NCA)", said, 1, true)
      said = refused(("show --file %s region:NCA"):format(path))
      assert.matches("'NCA' is no place in these data; --where 'code_departement=NCA'", said, 1,
        true)
      local sector = chosen("grand_secteur_d_activite", "^nca _non_classés_ailleurs_.*of the Ain")
      said = refused(("show --file %s NCA"):format(shell.quote(shell.write(folder .. "/sector.csv",
        pseudo_cases.csv(sector)))))
      assert.matches("--where 'grand_secteur_d_activite=NCA' chooses", said, 1, true)
    end)

    it("none in a report or on a map", function()
      for _, place in ipairs { "NCA", "calage", "region:99" } do
        local said = refused(("report --file %s %s -o %s/none.html"):format(path, place, folder))
        assert.matches("is no place, but a remainder or an adjustment in the data: a département, a"
          .. " region or France is expected For its figures: urssaf show", said, 1, true)
      end
      local _, code, said = command.run(("map --file %s --highlight NCA -o %s/none.svg"):format(
        path, folder))
      assert.are.equal(2, code)
      assert.matches("'NCA' is no place, and is not drawn among places", spaced(said), 1, true)
    end)
  end)
end)
