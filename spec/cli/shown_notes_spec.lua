-- Notes under a table are about what the table shows, and say why a column has nothing but dashes.
local command = require "spec.support.command"
local hygiene = require "spec.support.hygiene"
local shell = require "spec.support.shell"

describe("the notes of what is shown", function()
  hygiene("urssaf.cli.used_periods", { "lag", "of", "spans" })
  hygiene("urssaf.cli.missing_notes", { "add", "of_span" })
end)

-- Two départements of a region from 2019 to 2024. Isère lacks 2019-Q2, 2023-Q2 and 2024-Q4; of new
-- accounts there is none after 2023.
local lines = { "code_region;region;code_departement;departement;annee;trimestre;radiations;"
  .. "immatriculations" }
local MISSING = { ["2019-2"] = true, ["2023-2"] = true, ["2024-4"] = true }
for i = 0, 23 do
  local year, quarter = 2019 + math.floor(i / 4), i % 4 + 1
  local added = year < 2024 and tostring(50 + i) or ""
  lines[#lines + 1] = ("84;Auvergne-Rhône-Alpes;01;Ain;%d;%d;%d;%s"):format(year, quarter, 100 + i,
    added)
  lines[#lines + 1] = ("84;Auvergne-Rhône-Alpes;38;Isère;%d;%d;%s;%s"):format(year, quarter,
    MISSING[year .. "-" .. quarter] and "" or 200 + i, added)
end

describe("the notes under a table", function()
  local folder = shell.temporary_folder()
  local path = shell.write(folder .. "/quarters.csv", table.concat(lines, "\n") .. "\n")
  local file = " --file " .. shell.quote(path)

  teardown(function() shell.remove(folder) end)

  -- What stands under the table, in one line.
  local function notes(arguments)
    local output = command.spaced(command.printed(arguments .. file))
    return (output:match("\n(· .*)$"):gsub("%s+", " "))
  end

  local function assert_has(expected, arguments)
    assert.matches(expected, notes(arguments), 1, true)
  end

  local TWO = "no sum in 2 quarters between Q2 2023 and Q4 2024, because values are missing: Isère;"

  it("name the periods that are shown, and those that these are made of", function()
    assert_has(TWO,
      "show France -m radiations")
    assert_has("no sum in Q4 2024, because values are missing: Isère;",
      "show France -m radiations --from 2024")
    assert_has(TWO,
      "show France -m radiations --growth --from 2024")
    assert_has("pas de somme au T4 2024, faute de valeur : Isère",
      "show France -m radiations --quarterly-growth --from 2024 --lang fr")
    assert_has(TWO,
      "annual France -m radiations --growth --from 2024")
    assert_has("no sum in Q4 2024, because values are missing: Isère;",
      "annual France -m radiations --from 2024")
    assert_has("2 empty cells count as 0: Isère (2 quarters, Q2 2023 to Q4 2024).",
      "show France -m radiations --missing zero")
    assert_has("une cellule vide compte pour 0 : Isère (T4 2024).",
      "show France -m radiations --missing zero --from 2024 --lang fr")
  end)

  it("are about one period in rankings and shares, and about two where these are compared",
    function()
      assert_has("no sum in Q2 2023, because values are missing: Isère;",
        "top --by region -m radiations --at 2023-Q2 --missing strict")
      assert_has("partial sums in Q4 2024; missing: Isère.",
        "share --by region -m radiations --missing skip")
      assert_has("une cellule vide compte pour 0 : Isère (T4 2024).",
        "share --by region -m radiations --missing zero --at 2024-Q4 --lang fr")
      assert.is_nil(notes("top --by region -m radiations --at 2022-Q1"):find("no sum", 1, true))
      assert_has("no sum in Q4 2024, because values are missing: Isère;",
        "compare France -m radiations")
    end)

  it("name what sums over several periods and indices are made of, and no more", function()
    -- four quarters to Q1 2024 begin with Q2 2023, those to Q2 2024 after it
    assert_has("no sum in Q2 2023, because values are missing: Isère;",
      "top --by region -m radiations --rolling 4 --at 2024-Q1")
    assert.is_nil(notes("top --by region -m radiations --rolling 4 --at 2024-Q2"):find("no sum", 1,
      true))
    assert_has("pas de somme au T2 2023, faute de valeur : Isère",
      "show France -m radiations --rolling 4 --from 2024-Q1 --to 2024-Q3 --lang fr")
    -- an index is made of its own quarter and of the base
    assert.is_nil(notes("top --by region -m radiations --index 2020 --at 2024-Q3"):find("no sum", 1,
      true))
    assert_has("no sum in Q2 2019, because values are missing: Isère;",
      "top --by region -m radiations --index 2019 --at 2024-Q3")
    assert_has("no sum in Q4 2024, because values are missing: Isère;",
      "show France -m radiations --index 2020 --from 2024")
  end)

  it("name no period between two that are compared", function()
    for _, arguments in ipairs { "compare France -m radiations --from 2022-Q4 --to 2024-Q4",
      "top --by region -m radiations --growth --at 2024-Q4",
      "contributions --by region -m radiations --from 2022-Q4 --to 2024-Q4" } do
      assert_has("no sum in Q4 2024, because values are missing: Isère;", arguments)
    end
    local compared = notes "compare France -m radiations --from 2019-Q2 --to 2023-Q2 --lang fr"
    assert.matches("pas de somme au T2 2019, faute de valeur : Isère ;", compared, 1, true)
    assert.matches("pas de somme au T2 2023, faute de valeur : Isère ;", compared, 1, true)
    assert_has("no sum in Q2 2023, because values are missing: Isère;",
      "top --by region -m radiations --quarterly-growth --at 2023-Q3")
  end)

  it("say that a line is of more periods than the table", function()
    local output = command.spaced(command.printed("show 01 -m radiations" .. file))
    assert.matches("Strike-offs: 100 to 123\nThe last 12 of 24 periods (lines: Q1 2019 to Q4 2024);"
      .. " --from 2019 shows all.\n", output, 1, true)
    output = command.spaced(command.printed("show 01 -m radiations --from 2024 --lang fr" .. file))
    assert.matches(" Radiations : 120 à 123\n", output, 1, true)
  end)

  it("say why there is no value at all", function()
    assert_has("Registrations: no value from Q1 2024 to Q4 2024 (last value: Q4 2023).",
      "show 38 -m immatriculations --from 2024")
    assert_has("Immatriculations : pas de valeur au T2 2024 : Ain (dernière valeur : T4 2023),"
      .. " Isère (dernière valeur : T4 2023).",
      "share -m immatriculations --at 2024-Q2 --lang fr")
    assert_has("Registrations: no value in Q2 2024: Ain (last value: Q4 2023), Isère",
      "contributions -m immatriculations --from 2023-Q2 --to 2024-Q2")
    assert_has("Registrations: no value in Q4 2024 (last value: Q4 2023).",
      "compare 38 -m immatriculations --from 2023")
    assert_has("Registrations: no value in Q4 2024: Ain (last value: Q4 2023), Isère",
      "top -m immatriculations --at 2024-Q4")
    assert_has("Immatriculations : pas de valeur du T2 2024 au T4 2024",
      "chart 38 -m immatriculations --from 2024-Q2 --lang fr")
    assert_has("Strike-offs: no value in 2024, because a part of the year has none.",
      "annual 38 -m radiations --from 2024")
    assert_has("Radiations : pas de valeur en 2024, car une partie de l'année n'en a pas.",
      "annual 38 -m radiations --from 2020 --lang fr")
  end)

  it("say what a transform takes", function()
    assert_has("Strike-offs: no growth from Q1 2019 to Q4 2019, because there is no value to"
      .. " compare with, and these data begin in Q1 2019.",
      "show 01 -m radiations --growth --to 2019")
    assert_has("Radiations : pas de valeur de 2019 à 2024, car il y faut 1 000 ans, et ces données"
      .. " commencent au T1 2019.", "annual 01 -m radiations --rolling 1000 --lang fr")
    assert_has("Strike-offs: no value from Q1 2020 to Q4 2020, because that takes 9 quarters, and"
      .. " these data begin in Q1 2019.",
      "show 01 -m radiations --rolling 5 --growth --from 2020 --to 2020")
    assert_has("Registrations: there is no index, because its base is missing, zero or negative.",
      "show 01 -m immatriculations --index 2024")
    local growing = notes "show 01 -m radiations --rolling 5 --growth --from 2020 --to 2021"
    assert.is_nil(growing:find("no value", 1, true))
  end)

  it("are in the CSV and JSON of other programs, too", function()
    local output = command.printed("show 38 -m immatriculations --from 2024 --format json" .. file)
    assert.matches('"kind":"no_value"', output, 1, true)
    output = command.printed("export 38 -m immatriculations --from 2024 --lang fr" .. file)
    assert.matches("urssaf: Immatriculations : pas de valeur du T1 2024 au T4 2024 (dernière",
      command.spaced(output), 1, true)
  end)
end)

describe("a partial sum", function()
  local folder = shell.temporary_folder()
  local path = shell.write(folder .. "/quarters.csv", table.concat(lines, "\n") .. "\n")
  local file = " -m radiations --missing skip --file " .. shell.quote(path)

  teardown(function() shell.remove(folder) end)

  local function printed(arguments)
    return command.spaced(command.printed(arguments .. file))
  end

  it("has a mark behind the place, or behind the period", function()
    local output = printed "share --by region"
    assert.matches("\n84    Auvergne%-Rhône%-Alpes %(i%)  +123  ", output)
    assert.matches("\nall   Total %(i%)  +123  ", output)
    assert.matches("(i) incomplete: some of what should be in the sum is missing", output, 1, true)
    output = printed "share --lang fr"
    assert.matches("\n01    Ain  +123  ", output)
    assert.matches("\nall   Total %(i%)  +123  ", output)
    assert.matches("(i) incomplet : une partie de ce qui entre dans la somme manque", output, 1,
      true)
    assert.matches(" 84    Auvergne%-Rhône%-Alpes %(i%)  +123  ", printed "top --by region")
    assert.matches("\nall   Total %(i%)  ", printed "contributions --from 2023-Q4 --to 2024-Q4")
    assert.matches("\nQ4 2024 %(i%)  +123\n", printed "show France --from 2024")
    assert.matches("  Q4 2023 (1)  Q4 2024 (i)  ", printed "compare France", 1, true)
    assert.is_nil(printed("share --by region --at 2024-Q3"):find("(i)", 1, true))
  end)

  it("has its status in CSV", function()
    local output = command.printed("share --by region --format csv --quiet" .. file)
    assert.are.equal("code,place,period,measure,value,share,role,unit,status\n"
      .. "region_84,Auvergne-Rhône-Alpes,2024-Q4,radiations,123,1,,account,partial break\n"
      .. "all,Total,2024-Q4,radiations,123,1,total,account,partial break\n", output)
    output = command.printed("share --at 2024-Q3 --format csv --quiet" .. file)
    assert.matches("\n38,Isère,2024%-Q3,radiations,222,[%d.]+,,account,break\n", output)
    output = command.printed("contributions --by region --from 2023-Q4 --to 2024-Q4 --format csv"
      .. " --quiet" .. file)
    assert.matches("^code,place,measure,from,to,value_from,value_to,change,points,role,unit,"
      .. "status_from,status_to\n", output)
    assert.matches("\nall,[^\n]*,break,partial break\n", output)
  end)
end)
