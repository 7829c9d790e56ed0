-- What `urssaf diff` tells of two publications, to people and to programs. The figures are made up.
local cjson = require "spec.support.cjson"
local command = require "spec.support.command"
local hygiene = require "spec.support.hygiene"
local shell = require "spec.support.shell"

local printed, spaced = command.printed, command.spaced

local HEADER = "code_departement;departement;annee;trimestre;radiations;%s;chiffre_d_affaires\n"

local OLDER = HEADER:format "immatriculations" .. [[
01;Ain;2021;1;5;7;100
01;Ain;2021;2;6;8;100
38;Isere;2021;1;9;7;100
38;Isere;2021;2;;8;100
2A;Corse-du-Sud;2021;1;1;7;100
2A;Corse-du-Sud;2021;2;2;8;100
]]

local NEWER = HEADER:format "economiquement_actifs" .. [[
01;Ain;2021;2;9;8;100
01;Ain;2021;3;6;8;100
38;Isère;2021;2;7;8;
38;Isère;2021;3;7;8;100
69;Rhône;2021;2;7;8;100
69;Rhône;2021;3;7;8;100
]]

describe("urssaf diff", function()
  hygiene("urssaf.cli.difference_rows", { "COLUMNS", "fields", "of" })

  local folder

  setup(function()
    folder = shell.temporary_folder()
    shell.write(folder .. "/older.csv", OLDER)
    shell.write(folder .. "/newer.csv", NEWER)
  end)
  teardown(function() shell.remove(folder) end)

  local function compared(newer, older, arguments)
    return printed(("diff --file %s/%s --with %s/%s -q %s"):format(folder, newer, folder, older,
      arguments))
  end

  it("has a row for each difference in CSV", function()
    assert.are.equal("code,place,measure,period,old,new,change,relative,unit,difference,field,"
      .. "old_name,new_name\n"
      .. "01,Ain,radiations,2021-Q2,6,9,3,0.5,account,revised,,,\n"
      .. "38,Isère,radiations,2021-Q2,,7,,,account,appeared,,,\n"
      .. "38,Isère,chiffre_d_affaires,2021-Q2,100,,,,,vanished,,,\n"
      .. ",,,2021-Q3,,,,,,new_period,,,\n"
      .. "69,Rhône,,,,,,,,new_unit,,,\n"
      .. ",,economiquement_actifs,,,,,,account,new_measure,,,\n"
      .. ",,,2021-Q1,,,,,,gone_period,,,\n"
      .. "2A,Corse-du-Sud,,,,,,,,gone_unit,,,\n"
      .. ",,immatriculations,,,,,,account,gone_measure,,,\n"
      .. "38,Isère,,,,,,,,renamed_unit,departement,Isere,Isère\n",
      compared("newer.csv", "older.csv", "--format csv"))
  end)

  it("has in JSON the periods, units and measures that are new, gone or renamed", function()
    local found = cjson.decode(compared("newer.csv", "older.csv", "--format json"))
    assert.is_false(found.same)
    assert.are.same({ "2021-Q3" }, found.new_periods)
    assert.are.same({ "2021-Q1" }, found.gone_periods)
    assert.are.same({ "economiquement_actifs" }, found.new_measures)
    assert.are.same({ "immatriculations" }, found.gone_measures)
    assert.are.same({ { code = "69", place = "Rhône",
      key = { code_departement = "69", departement = "Rhône" } } }, found.new_units)
    assert.are.same({ { code = "2A", place = "Corse-du-Sud",
      key = { code_departement = "2A", departement = "Corse-du-Sud" } } }, found.gone_units)
    assert.are.same({ { code = "38", place = "Isère",
      key = { code_departement = "38", departement = "Isère" },
      changes = { { field = "departement", old = "Isere", new = "Isère" } } } },
      found.renamed_units)
    assert.are.same({ measure = "radiations", compared = 1, revised = 1, appeared = 1,
      vanished = 0, relative = 0.5 }, found.by_measure[1])
    assert.are.equal(10, #found.rows)
    assert.are.equal("revised", found.rows[1].difference)
  end)

  it("tells people the same, in both languages", function()
    for lang, lines in pairs {
      en = { "New units: Rhône.", "Units that are gone: Corse-du-Sud.",
        "Renamed units: Isère (departement was Isere).", "New measures: Economically active.",
        "Measures that are gone: Registrations.", "New periods: Q3 2021." },
      fr = { "Nouvelles unités : Rhône.", "Unités disparues : Corse-du-Sud.",
        "Unités renommées : Isère (departement : Isere auparavant).",
        "Nouvelles mesures : Économiquement actifs.", "Mesures disparues : Immatriculations.",
        "Nouvelles périodes : T3 2021." },
    } do
      local output = spaced(compared("newer.csv", "older.csv", "--lang " .. lang))
      for _, line in ipairs(lines) do assert.matches("\n" .. line .. "\n", output, 1, true) end
    end
  end)

  it("names a measure that cannot be compared, and why", function()
    local figures = "period,code_departement,name,measure,value,unit,transform,nature\n"
      .. "2021-Q1,38,38,foo,5,%s,,%s\n"
    shell.write(folder .. "/stock.csv", figures:format("", "stock"))
    shell.write(folder .. "/flow.csv", figures:format("", "flow"))
    shell.write(folder .. "/euros.csv", figures:format("EUR", "flow"))
    for lang, said in pairs { en = "Not compared: foo (it is a stock, and was a flow).",
      fr = "Non comparé : foo (la nature est stock, et était flux)." } do
      assert.matches(said, spaced(compared("stock.csv", "flow.csv", "--lang " .. lang)), 1, true)
    end
    local found = cjson.decode(compared("euros.csv", "flow.csv", "--format json --lang fr"))
    assert.are.same({ { measure = "foo", reason = "l'unité est euros, et était ?" } },
      found.skipped)
    assert.is_false(found.same)
  end)

  it("has nothing to tell of a publication and itself", function()
    local found = cjson.decode(compared("newer.csv", "newer.csv", "--format json"))
    assert.is_true(found.same)
    for _, name in ipairs { "rows", "new_periods", "gone_periods", "new_units", "gone_units",
      "renamed_units", "new_measures", "gone_measures", "skipped" } do
      assert.are.same({}, found[name], name)
    end
  end)
end)
