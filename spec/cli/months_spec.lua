-- The command on a file of months. Its figures are synthetic: in the 24 months of 2019 and 2020 raw
-- declarations of hiring rise by one a month from 101 on in Isère, and fall by one from 199 in Ain.
local command = require "spec.support.command"
local shell = require "spec.support.shell"

local run, printed, spaced = command.run, command.printed, command.spaced

local DAYS = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

local PLACES = {
  { "Auvergne-Rhône-Alpes;Ain;84;01", function(i) return 200 - i end },
  { "Auvergne-Rhône-Alpes;Isère;84;38", function(i) return 100 + i end },
}

-- The text of the file; `edit` may give another line for a row, or none.
local function file_text(edit)
  local lines = { "region;departement;code_region;code_departement;annee;trimestre"
    .. ";dernier_jour_du_mois;dpae_brut;dpae_cvs" }
  for _, place in ipairs(PLACES) do
    for i = 1, 24 do
      local year, month = 2019 + math.floor((i - 1) / 12), (i - 1) % 12 + 1
      local line = ("%s;%d;%d;%d-%02d-%02d;%d;150"):format(place[1], year,
        math.floor((month - 1) / 3) + 1, year, month, DAYS[month], place[2](i))
      lines[#lines + 1] = edit and edit(line) or not edit and line or nil
    end
  end
  return table.concat(lines, "\n") .. "\n"
end

describe("the command on months #long", function()
  local folder = shell.temporary_folder()
  local file = "--file " .. shell.quote(shell.write(folder .. "/months.csv", file_text())) .. " "

  teardown(function() shell.remove(folder) end)

  -- The rows as machines get them.
  local function rows(arguments)
    local list = {}
    for line in printed(arguments .. " --format csv --quiet"):gmatch "[^\n]+" do
      list[#list + 1] = line
    end
    return list
  end

  -- Of the rows of series the periods with their values.
  local function values(arguments)
    local list = rows(arguments)
    for i, line in ipairs(list) do
      list[i] = line:gsub("^([^,]*),[^,]*,[^,]*,[^,]*,([^,]*),.*$", "%1=%2")
    end
    return list
  end

  it("shows a year of them, and before it the month to compare the last one with", function()
    local output = spaced(printed("show 38 -m dpae_brut --lang fr " .. file))
    assert.matches("\ndécembre 2019 +112\n", output)
    assert.matches("\ndécembre 2020 +124\n", output)
    assert.is_nil(output:find("novembre 2019", 1, true))
    assert.matches("Les 13 dernières périodes sur 24 (courbes : janvier 2019 à décembre 2020) ;"
      .. " --from 2019 les montre toutes.", output:gsub("%s+", " "), 1, true)
    output = spaced(printed("show 38 -m dpae_brut " .. file))
    assert.matches("\nDecember 2020 +124\n", output)
  end)

  for _, case in ipairs {
    { "2020-02", "2020-03" }, { "02/2020", "03/2020" }, { "février 2020", "March 2020" },
    { "f\195\169vrier\194\1602020", "mars\226\128\1752020" }, { "2020-02-29", "2020-03-31" },
  } do
    it(("shows those from %s to %s"):format(case[1], case[2]), function()
      assert.are.same({ "period=value", "2020-02=114", "2020-03=115" },
        values(("show 38 -m dpae_brut --from %s --to %s %s"):format(shell.quote(case[1]),
          shell.quote(case[2]), file)))
    end)
  end

  it("shows those of quarters and years", function()
    assert.are.same({ "period=value", "2020-04=116", "2020-05=117", "2020-06=118" },
      values("show 38 -m dpae_brut --from 2020-Q2 --to 'T2\194\1602020' " .. file))
    assert.are.equal(13, #rows("show 38 -m dpae_brut --from 2020 " .. file))
  end)

  it("takes a period as a table of quarters prints it", function()
    assert.are.equal(2, #rows "show 38 --sample --from 'T4\194\1602025' -m radiations")
  end)

  it("computes growths over a year and a month, sums and indices", function()
    local function value(options)
      return tonumber((rows("show 38 -m dpae_brut --from 2020-12 " .. options .. " " .. file)[2]
        :match "^2020%-12,38,Isère,dpae_brut,([^,]*),"))
    end
    assert.is_true(math.abs(value "--growth" - 12 / 112) < 1e-12)
    assert.is_true(math.abs(value "--monthly-growth" - 1 / 123) < 1e-12)
    assert.are.equal(1422, value "--rolling 12") -- 12 × 100 + 13 + … + 24
    -- the mean of 2019 is 106.5, that of its last quarter 111
    assert.is_true(math.abs(value "--index 2019" - 100 * 124 / 106.5) < 1e-9)
    assert.is_true(math.abs(value "--index 2019-Q4" - 100 * 124 / 111) < 1e-9)
    assert.matches("sur 12 mois", printed("show 38 -m dpae_brut --rolling 12 --lang fr " .. file),
      1, true)
  end)

  it("says which growth is for which data", function()
    local _, code, output = run("show 38 --quarterly-growth " .. file)
    assert.are.equal(2, code)
    assert.matches("--quarterly-growth is for quarters: these are months\n", output, 1, true)
    assert.matches("Here: --growth, or --monthly-growth for months.", output, 1, true)
    _, code, output = run "show 38 --monthly-growth --sample --lang fr"
    assert.are.equal(2, code)
    assert.matches("Ici : --growth, ou --quarterly-growth pour des trimestres.",
      command.spaced(output), 1, true)
  end)

  it("sums the months of a year", function()
    assert.are.same({ "period=value", "2019=1278", "2020=1422" },
      values("annual 38 -m dpae_brut " .. file))
  end)

  it("compares the last month with the same one of the year before", function()
    local list = rows("compare 38 France -m dpae_brut " .. file)
    assert.matches("^38,Isère,dpae_brut,2019%-12,2020%-12,112,124,12,0%.107142857", list[2])
    assert.are.equal("all,Total,dpae_brut,2019-12,2020-12,300,300,0,0,declaration,,final,final",
      list[3])
    local output = printed("compare 38 -m dpae_brut --lang fr " .. file)
    assert.matches("décembre 2019  décembre 2020", spaced(output), 1, true)
    assert.is_nil(output:find("bornes", 1, true))
  end)

  it("says that two months are of different seasons, unless the data are adjusted", function()
    local span = "compare 38 --from 2020-03 --to 2020-08 " .. file
    assert.matches("the two ends are different months, and the data are not seasonally adjusted",
      printed(span .. "-m dpae_brut --format md"), 1, true)
    assert.matches("les deux bornes sont des mois différents",
      printed(span .. "-m dpae_brut --lang fr --format md"), 1, true)
    assert.is_nil(printed(span .. "-m dpae_cvs"):find("different months", 1, true))
  end)

  it("ranks places in a month", function()
    assert.are.same({ "rank,code,place,period,measure,value,unit,transform,status",
      "1,01,Ain,2019-03,dpae_brut,197,declaration,,final",
      "2,38,Isère,2019-03,dpae_brut,103,declaration,,final" },
      rows("top -m dpae_brut --at 'mars 2019' " .. file))
    assert.matches("^Hiring declarations %(raw%), December 2020\n",
      spaced(printed("top -m dpae_brut " .. file)))
    local _, code, output = run("top -m dpae_brut --at 2021-03 " .. file)
    assert.are.equal(2, code)
    assert.matches("2021-03 is outside these data, months from 2019-01 to 2020-12", output, 1, true)
    _, code, output = run("top -m dpae_brut --at 2019-Q1 " .. file)
    assert.are.equal(2, code)
    assert.matches("'2019-Q1' is not one month", output, 1, true)
  end)

  it("names the places without a value in a month", function()
    local path = shell.write(folder .. "/gap.csv", file_text(function(line)
      return (line:gsub(";2020%-12%-31;176;", ";2020-12-31;;"))
    end))
    local gap = " -m dpae_brut --at 2020-12 --file " .. shell.quote(path)
    local function sentences(of) return (spaced(printed(of .. gap)):gsub("\n +", " ")) end
    assert.matches("without a value in December 2020, and so without a rank: Ain.",
      sentences "top", 1, true)
    assert.matches("sans valeur en décembre 2020, donc sans rang : Ain.",
      sentences "top --lang fr", 1, true)
    assert.matches("pas de somme en décembre 2020, faute de valeur : Ain ;",
      spaced(printed("show France --lang fr -m dpae_brut --file " .. shell.quote(path)))
        :gsub("\n +", " "), 1, true)
  end)

  it("checks them, and names spans of months", function()
    local path = shell.write(folder .. "/spans.csv", file_text(function(line)
      return not line:find "Ain.*;2019%-0[5-7]%-" and line or nil
    end))
    local check = ("check --file %s"):format(shell.quote(path))
    local _, code, output = run(check .. " --lang fr")
    assert.are.equal(3, code)
    assert.matches("mai 2019 à", spaced(output), 1, true)
    assert.matches("juillet 2019", spaced(output), 1, true)
    assert.is_nil(output:find("2019-05", 1, true))
    assert.matches("2019-05 to 2019-07", select(3, run(check .. " --format csv --quiet")), 1, true)
  end)

  it("describes the file, and exports a part of it", function()
    assert.matches("2 units, January 2019 to December 2020, 48 rows.",
      spaced(printed("info " .. file)), 1, true)
    local unit, tail = ",38,Isère,84,Auvergne-Rhône-Alpes,Isère,dpae_brut,",
      ",declaration,,flow,,,,final,1,1,,,,,"
    local lines = rows("export 38 -m dpae_brut --from 2020-11 " .. file)
    assert.matches("^period,code_departement,departement,code_region,region,name,measure,value,",
      table.remove(lines, 1))
    assert.are.same({ "2020-11" .. unit .. "123" .. tail, "2020-12" .. unit .. "124" .. tail },
      lines)
  end)

  it("tells which months are new or revised", function()
    local path = shell.write(folder .. "/older.csv", file_text(function(line)
      if line:find(";2020-12-31;", 1, true) then return nil end
      return (line:gsub("38;2020;4;2020%-11%-30;123;", "38;2020;4;2020-11-30;120;"))
    end))
    local diff = ("diff --with %s %s"):format(shell.quote(path), file)
    assert.matches("^code,place,measure,period,old,new,change,relative,unit,difference,field,"
      .. "old_name,new_name\n38,Isère,dpae_brut,2020%-11,120,123,3,0%.02[45]%d*,declaration,"
      .. "revised,,,\n,,,2020%-12,,,,,,new_period,,,\n$",
      printed(diff .. "--format csv --quiet"))
    local output = spaced(printed(diff .. "--lang fr"))
    assert.matches("Nouvelles périodes : décembre 2020.", output, 1, true)
    assert.matches("novembre 2020 +120 +123", output)
    assert.matches("^months.csv : publication de date inconnue", output)
  end)

  it("draws charts, a map and a report", function()
    local out = folder .. "/out"
    for _, case in ipairs {
      { "chart 38 -m dpae_brut", "svg", "données mensuelles, janvier 2019 à décembre 2020" },
      { "map -m dpae_brut --at 2019-03", "svg", "(brutes), mars 2019" },
      { "report 38", "html", "dernier mois complet : décembre 2020" },
    } do
      printed(("%s --lang fr -o %s.%s %s"):format(case[1], shell.quote(out), case[2], file))
      assert.matches(case[3], spaced(shell.read(out .. "." .. case[2])), 1, true)
    end
    local output = spaced(printed("chart 38 -m dpae_brut --from 2020-11 --lang fr " .. file))
    assert.matches("novembre 2020 +123", output)
  end)

  it("shows the rates of a region that is one row, and adds nothing", function()
    local path = shell.write(folder .. "/rates.csv", "region;code_region;dernier_jour_du_mois"
      .. ";masse_salariale_brute;glissement_annuel_masse_salariale;assiette_chomage_partiel"
      .. ";part_assiette_chomage_partiel\n"
      .. "Bretagne;53;2020-01-31;900;1.5;100;10\nBretagne;53;2020-02-29;950;2.5;50;5\n")
    assert.are.same({ "period=value", "2020-01=10", "2020-02=5" },
      values("show Bretagne -m part_assiette_chomage_partiel --file " .. shell.quote(path)))
  end)
end)
