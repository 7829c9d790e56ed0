-- Places of former regions, which are several to a region: each has its own name, for people and
-- for other programs.
local command = require "spec.support.command"
local shell = require "spec.support.shell"

local HEADER = "code_region;region;code_ancienne_region;ancienne_region;nature_de_procedure;annee;"
  .. "trimestre;nombre_de_procedures_brut"

describe("urssaf and former regions", function()
  local folder, file

  setup(function()
    folder = shell.temporary_folder()
    file = shell.write(folder .. "/former.csv", table.concat({ HEADER,
      "44;Grand Est;41;Lorraine;Sauvegarde;2024;1;7",
      "44;Grand Est;42;Alsace;Sauvegarde;2024;1;5",
      "53;Bretagne;53;Bretagne;Sauvegarde;2024;1;9", "" }, "\n"))
  end)

  teardown(function() shell.remove(folder) end)

  local function with_file(arguments)
    return ("%s --file %s"):format(arguments, shell.quote(file))
  end

  it("tells them apart for people", function()
    local output = command.printed(with_file "top -m nombre_de_procedures_brut")
    assert.matches("1 +53 +Bretagne, Sauvegarde +9", output)
    assert.matches("2 +44 +Grand Est, Lorraine, +7", output)
    assert.matches("3 +44 +Grand Est, Alsace, +5", output)
    output = command.printed(with_file "show --where code_ancienne_region=42")
    assert.matches("^Grand Est %(44%), Alsace, Sauvegarde\n", output)
    assert.matches("^Grand Est %(44%)\n", command.printed(with_file "show 'Grand Est'"))
  end)

  it("tells them apart for other programs", function()
    local output = command.printed(with_file
      "show --where code_region=44 --where nature_de_procedure=Sauvegarde --format csv --quiet")
    for former, value in pairs { ["41"] = "7", ["42"] = "5" } do
      assert.matches(("\n2024%%-Q1,region_44_ancienne_region_%s_Sauvegarde,[^\n]*,%s,proceeding,,"
        .. "final\n"):format(former, value), output)
    end
  end)

  it("compares them by code, for people by that of the place", function()
    local more = "compare Bretagne Corse calage --file " .. shell.quote(shell.write(
      folder .. "/two.csv", table.concat({ HEADER, "53;Bretagne;53;Bretagne;Sauvegarde;2024;1;8",
        "53;Bretagne;53;Bretagne;Sauvegarde;2024;2;9", "94;Corse;94;Corse;Sauvegarde;2024;1;1",
        "94;Corse;94;Corse;Sauvegarde;2024;2;2", "99;_calage_;99;_calage_;Sauvegarde;2024;1;-1",
        "99;_calage_;99;_calage_;Sauvegarde;2024;2;-2", "" }, "\n")))
    local output = command.printed(more)
    assert.matches("\n53 +Bretagne.+\n94 +Corse.+\n99 +adjustment", output)
    output = command.printed(more .. " --format csv --quiet")
    assert.matches("\nregion_53_Sauvegarde,.+\nregion_94_Sauvegarde,.+\nregion_99_calage",
      output)
  end)

  it("says how to get one, and what to do where a map has several to a square", function()
    local ok, code, output = command.run(with_file "show Alsace")
    assert.is_false(ok)
    assert.are.equal(1, code)
    assert.matches("In data of former regions: --where ancienne_region=NAME.", output, 1, true)
    ok, code, output = command.run(with_file("map -m nombre_de_procedures_brut -o "
      .. shell.quote(folder .. "/map.svg")))
    assert.is_false(ok)
    assert.are.equal(2, code)
    assert.matches("Here: --by region (or departement), or --where NAME=VALUE", output, 1, true)
  end)
end)
