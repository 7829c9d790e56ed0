-- What the command says of files that it cannot read: what to do, and nothing of Lua.
local command = require "spec.support.command"
local shell = require "spec.support.shell"

describe("urssaf on a file that cannot be read", function()
  local folder

  setup(function() folder = shell.temporary_folder() end)
  teardown(function() shell.remove(folder) end)

  for name, case in pairs {
    ["months by a column's name"] = { "annee;trimestre;mois;dpae_brut\n2021;1;3;5\n",
      "seems to tell months, in a way that is not read (if it does not, give it another name);" },
    ["months by a column's cells"] = { "annee;trimestre;date;dpae_brut\n2021;1;2021-01-31;5\n",
      "if it dates something else, leave it out of the file\n" },
    ["an unknown column that splits a unit"] = {
      "annee;trimestre;code_region;x;dpae_brut\n2021;1;11;a;5\n2021;1;11;b;5\n",
      "line 3, column 4 (x): an unknown column splits the unit 11: \"x\"\n" },
    ["the calendar"] = { "periodicite;date_de_mise_a_jour\nAnnuelle;2026-01-01\n",
      "the file is no time series but the portal's release calendar\n" },
    ["too many periods"] = { "annee;radiations\n1000;1\n9999;2\n",
      "more than 2000 periods between the first and the last\n" },
  } do
    it("says what to do about " .. name, function()
      local path = shell.write(folder .. "/file.csv", case[1])
      local ok, code, output = command.run("info --file " .. shell.quote(path))
      assert.is_falsy(ok)
      assert.are.equal(1, code)
      assert.matches(case[2], output, 1, true)
      assert.is_nil(output:find("[{}]"), output)
    end)
  end

  it("counts one finding as one, and says which strike-offs are estimates", function()
    local path = shell.write(folder .. "/estimated.csv", "annee;trimestre;code_departement;"
      .. "radiations\n2022;3;38;100\n2022;4;38;500.25\n2023;1;38;100\n")
    local ok, _, output = command.run("check --lang en --file " .. shell.quote(path))
    assert.is_truthy(ok)
    assert.matches("strike-offs estimated", output, 1, true)
    assert.matches("Nothing unexplained: one finding.", output, 1, true)
    _, _, output = command.run("check --lang fr --file " .. shell.quote(path))
    assert.matches("Rien d'inexpliqué : un constat.", output, 1, true)
    _, _, output = command.run("show --growth --lang en --file " .. shell.quote(path))
    assert.matches("Q4\194\1602022: the strike-offs are estimated and re-allocated", output, 1,
      true)
  end)

  it("says of a cache folder that is a file, or below one, that it is a file", function()
    local path = shell.write(folder .. "/kept", "")
    for _, cache in ipairs { path, path .. "/", path .. "/below" } do
      for lang, said in pairs { en = "is a file, not a folder: move it away, or name another folder"
        .. " (URSSAF_CACHE_DIR)", fr = "est un fichier, et non un dossier\194\160: déplacez-le, ou"
        .. " nommez un autre dossier (URSSAF_CACHE_DIR)" } do
        local ok, code, output = command.run("vintages --lang " .. lang,
          "URSSAF_CACHE_DIR=" .. shell.quote(cache))
        assert.is_falsy(ok)
        assert.are.equal(1, code)
        assert.matches(" " .. said, output, 1, true)
      end
    end
  end)

  it("says how a bound is written that is no period", function()
    local ok, code, output = command.run "show 38 --sample --from 2021-13"
    assert.is_falsy(ok)
    assert.are.equal(2, code)
    assert.are.equal("urssaf: '2021-13' is not one period: write a month as 2021-06 or juin 2021, a"
      .. " quarter as 2021-Q2 or T2 2021, a year as 2021\n", output)
  end)
end)
