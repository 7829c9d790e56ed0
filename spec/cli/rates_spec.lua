-- Published rates of several places: computed anew from the measures that they are made of, also
-- where the rate alone is asked for.
local command = require "spec.support.command"
local shell = require "spec.support.shell"

describe("urssaf and published rates", function()
  local folder, file

  setup(function()
    folder = shell.temporary_folder()
    file = shell.write(folder .. "/rates.csv", table.concat({
      "code_region;region;dernier_jour_du_mois;masse_salariale_brute;"
        .. "glissement_annuel_masse_salariale;assiette_chomage_partiel;"
        .. "part_assiette_chomage_partiel",
      "53;Bretagne;2024-01-31;900;1.5;100;10", "94;Corse;2024-01-31;300;2.5;100;25", "" }, "\n"))
  end)

  teardown(function() shell.remove(folder) end)

  local function with_file(arguments)
    return ("%s --file %s"):format(arguments, shell.quote(file))
  end

  it("computes the rate of the whole from its parts, though it alone is shown", function()
    local csv = " --format csv --quiet"
    local arguments = "show -m part_assiette_chomage_partiel" .. csv
    -- 200 of 1200 + 200
    assert.matches("2024%-01,all,Total,part_assiette_chomage_partiel,14%.2857142857",
      command.printed(with_file(arguments)))
    arguments = "compare Bretagne France -m part_assiette_chomage_partiel"
    local ok, code, output = command.run(with_file(arguments))
    assert.is_false(ok)
    assert.are.equal(2, code)
    assert.matches("only one period", output, 1, true)
    assert.matches("2024%-01,[^\n]*,part_assiette_chomage_partiel,10,%%,,final\n",
      command.printed(with_file("show Bretagne -m part_assiette_chomage_partiel" .. csv)))
  end)

  it("refuses one whose parts are not there", function()
    local ok, code, output = command.run(with_file "show -m glissement_annuel_masse_salariale")
    assert.is_false(ok)
    assert.are.equal(2, code)
    assert.matches("it is never added or averaged", output, 1, true)
  end)
end)

describe("urssaf compare", function()
  it("has no column of growths for a rate, whose change is in points", function()
    local output = command.printed "compare 38 69 -m taux_activite --sample"
    assert.matches("Change +Shape", output)
    assert.matches("Change +Growth +Shape", command.printed "compare 38 69 -m radiations --sample")
    assert.matches("value_to,change,growth,unit",
      command.printed "compare 38 -m taux_activite --sample --format csv", 1, true)
  end)
end)
