-- What the command `urssaf` prints of the synthetic sample.
local cjson = require "spec.support.cjson"
local command = require "spec.support.command"
local hygiene = require "spec.support.hygiene"
local sample_figures = require "spec.support.oracle.sample_figures"
local shell = require "spec.support.shell"

local data, run, printed = command.data, command.run, command.printed
local spaced, cell = command.spaced, command.cell

local grouped = sample_figures.grouped

local function total(measure, period, region)
  return sample_figures.sum(measure, period, region and sample_figures.region_coded(region))
end

local function lines_of(text)
  local lines = {}
  for line in text:gmatch("([^\n]*)\n") do lines[#lines + 1] = line end
  return lines
end

local unpack = table.unpack or unpack -- luacheck: ignore 113

local function csv(arguments)
  local rows = {}
  for i, line in ipairs(lines_of(printed(arguments .. " --quiet"))) do
    rows[i] = {}
    for field in (line .. ","):gmatch("([^,]*),") do table.insert(rows[i], field) end
  end
  return rows
end

-- The columns of series, whatever they are.
local SERIES = { "period", "code", "place", "measure", "value", "unit", "transform",
  "status" }

describe("urssaf.cli", function()
  hygiene("urssaf.cli", { "main" })
  hygiene("urssaf.cli.text", { "between_commas", "length", "pad", "wrap", "hang" })
  hygiene("urssaf.cli.blocks", { "sparkline", "bar", "extent", "greatest" })
  hygiene("urssaf.cli.text_table", { "lines" })
  hygiene("urssaf.cli.formats", { "write" })
  hygiene("urssaf.cli.markdown", { "text" })
  hygiene("urssaf.cli.records", { "csv", "json" })
end)

describe("urssaf show #long", function()
  it("prints a département's series, with numbers as people write them", function()
    local output = printed "show 38 --sample --measure economiquement_actifs --from 2024-Q1"
    assert.matches("^Isère %(38%)\n", output)
    assert.matches("Q4 2025 +" .. grouped(cell("38", "economiquement_actifs", "2025-Q4"), ","),
      spaced(output))
    output = printed "show 38 --sample -m economiquement_actifs --from 2024 --lang fr"
    assert.matches("T4 2025 +" .. grouped(cell("38", "economiquement_actifs", "2025-Q4"), " "),
      spaced(output))
  end)

  it("prints every period, in plain numbers, for machines", function()
    local rows = csv "show Isère --sample -m radiations --format csv"
    assert.are.same(SERIES, rows[1])
    assert.are.equal(1 + #data.periods, #rows)
    for p, name in ipairs(data.periods) do
      assert.are.same({ name, "38", "Isère", "radiations",
        ("%d"):format(cell("38", "radiations", name)), "account", "" },
        { unpack(rows[p + 1], 1, 7) })
    end
  end)

  it("leaves a missing value empty, a dash, or null", function()
    local arguments = "show 48 --sample -m radiations --from 2013-Q2 --to 2013-Q4 "
    assert.are.equal("", csv(arguments .. "--format csv")[3][5])
    assert.matches("Q3 2013 +–\n", spaced(printed(arguments)))
    local read = cjson.decode(printed(arguments .. "--format json"))
    assert.are.equal(cjson.null, read.rows[2].value)
  end)

  it("shows a region as the sum of its départements, and France as the sum of all", function()
    local rows = csv "show region:84 France --sample -m immatriculations --format csv"
    local last, size = #rows, #data.periods
    assert.are.equal(1 + 2 * size, last)
    assert.are.same({ "2025-Q4", "region_84", "Auvergne-Rhône-Alpes", "immatriculations",
      ("%d"):format(total("immatriculations", "2025-Q4", "84")), "account", "", "final" },
      rows[1 + size])
    assert.are.same({ "all", ("%d"):format(total("immatriculations", "2025-Q4")) },
      { rows[last][2], rows[last][5] })
  end)

  it("computes growth before it cuts periods, so that the first year has its growth", function()
    local rows = csv "show 75 --sample -m immatriculations --growth --from 2010 --format csv"
    local now, before = cell("75", "immatriculations", "2010-Q1"),
      cell("75", "immatriculations", "2009-Q1")
    assert.are.equal("2010-Q1", rows[2][1])
    assert(math.abs(tonumber(rows[2][5]) - (now / before - 1)) < 1e-12)
    assert.are.same({ "1", "yoy" }, { rows[2][6], rows[2][7] })
  end)

  it("writes growth in per cent with its sign, shares in points", function()
    local now, before = cell("75", "immatriculations", "2025-Q4"),
      cell("75", "immatriculations", "2024-Q4")
    local percent = math.floor(math.abs(now / before - 1) * 1000 + 0.5) / 10
    assert.matches((now > before and "+" or "-") .. ("%.1f"):format(percent):gsub(",", ".") .. "%",
      spaced(printed "show 75 --sample -m immatriculations --growth --from 2025"), 1, true)
    assert.matches("[+-]%d,%d pt\n",
      spaced(printed "show 75 --sample -m taux_activite --growth --from 2025 --lang fr"))
  end)

  it("shows people the last twelve periods, and says so", function()
    local output = printed "show 38 --sample -m radiations"
    assert.matches("Q1 2023", spaced(output), 1, true)
    assert.is_nil(spaced(output):find("Q4 2022", 1, true))
    assert.matches("The last 12 of 68 periods (lines: Q1 2009 to Q4 2025); --from 2009 shows"
      .. " all.\n", spaced(output), 1, true)
  end)

  it("selects units by any key, and does not call them France", function()
    local output = printed "show --where departement=Paris --sample -m radiations --from 2025"
    assert.matches("^Paris %(75%)\n", output)
    assert.is_nil(output:find("France", 1, true))
  end)

  it("prints the notes, among them that the data are synthetic", function()
    local output = printed "show France --sample -m radiations --rolling 4 --from 2020"
    assert.matches("Synthetic data, without any statistical value.", output, 1, true)
    assert.matches("France without Mayotte", output, 1, true)
    assert.matches("put off by a year", output, 1, true)
    assert.is_nil(output:find("Pinel", 1, true)) -- its effects are before 2020
  end)

  it("keeps warnings apart from CSV, and --quiet leaves them out", function()
    local arguments = "show 38 --sample -m radiations --format csv"
    assert.matches("^period,code,", printed(arguments .. " 2>/dev/null"))
    assert.matches("urssaf: Synthetic data", printed(arguments .. " 2>&1 >/dev/null"), 1, true)
    for _, quiet in ipairs { "--quiet", "-q" } do
      assert.are.equal("", printed(("%s %s 2>&1 >/dev/null"):format(arguments, quiet)))
    end
  end)

  it("fits the terminal", function()
    for _, width in ipairs { 40, 60, 80, 200 } do
      for _, arguments in ipairs { "show 38 PACA --sample", "compare 38 PACA --sample",
        "top --sample", "info --sample", "check --sample", "info radiations", "annual --sample",
        "chart 38 --sample", "chart 38 75 --sample" } do
        local _, code, output = run(arguments, "COLUMNS=" .. width)
        assert.are.equal(arguments == "check --sample" and 3 or 0, code, arguments)
        for _, line in ipairs(lines_of(output)) do
          local _, columns = line:gsub("[^\128-\191]", "")
          assert(columns <= width, ("%s in %d: %s"):format(arguments, width, line))
        end
      end
    end
  end)
end)

describe("urssaf top #long", function()
  it("ranks by size", function()
    local rows = csv "top --sample -m administrativement_actifs -n 100 --format csv"
    assert.are.same({ "rank", "code", "place", "period", "measure", "value", "unit", "transform",
      "status" }, rows[1])
    assert.are.same({ "2025-Q4", "administrativement_actifs", "account", "" },
      { rows[2][4], rows[2][5], rows[2][7], rows[2][8] })
    local before = math.huge
    for i = 2, #rows do
      local value = cell(rows[i][2], "administrativement_actifs", "2025-Q4")
      assert.are.equal(("%d"):format(value), rows[i][6])
      assert(value <= before)
      before = value
    end
    assert.are.equal(101, #rows)
  end)

  it("ranks regions by growth", function()
    local rows = csv("top --sample --by region -m radiations --growth --format csv -n 3"
      .. " --at 2024-Q1")
    local highest = math.huge
    for i = 2, 4 do
      local code = rows[i][2]:match "^region_(%d%d)$"
      local now, before = total("radiations", "2024-Q1", code), total("radiations", "2023-Q1", code)
      assert(math.abs(tonumber(rows[i][6]) - (now / before - 1)) < 1e-12)
      assert(tonumber(rows[i][6]) <= highest)
      highest = tonumber(rows[i][6])
    end
    assert.are.equal(4, #rows)
  end)

  it("draws bars as long as the values", function()
    local output = printed "top --sample -n 2 -m immatriculations"
    assert.matches("75 +Paris .-████████████████████████\n", output)
    local second = cell("13", "immatriculations", "2025-Q4") / cell("75", "immatriculations",
      "2025-Q4")
    local _, blocks = output:match("\n[^\n]*Bouches[^\n]*"):gsub("█", "")
    assert.are.equal(math.floor(math.floor(second * 24 * 8 + 0.5) / 8), blocks)
  end)

  it("names the places without a value, and so without a rank", function()
    assert.matches("Turnover: without a value in Q2 2020, and so without a rank: Creuse.",
      spaced(printed "top --sample -m chiffres_d_affaires --at 2020-Q2"), 1, true)
  end)
end)

describe("the CSV of every command #long", function()
  local COLUMNS = {
    show = table.concat(SERIES, ","), annual = table.concat(SERIES, ","),
    top = "rank,code,place,period,measure,value,unit,transform,status",
    compare = "code,place,measure,from,to,value_from,value_to,change,growth,unit,transform,"
      .. "status_from,status_to",
    check = "kind,code,where,measure,periods,explained_by,severity,message",
    info = "measure,label,nature,unit,computed",
  }

  local function header(arguments)
    return select(3, run(arguments .. " --sample --quiet --format csv")):match "^[^\r\n]*"
  end

  it("has the same columns whatever the data are", function()
    for arguments, name in pairs {
      ["show 38 75 -m radiations"] = "show", ["show PACA --growth"] = "show",
      ["show 38 -m radiations --to 2009-Q1"] = "show", ["annual --from 2024"] = "annual",
      ["top --growth"] = "top", ["top --by region -m taux_activite --at 2020-Q1"] = "top",
      ["compare 38 PACA"] = "compare", ["compare 38 --from 2019-Q1 --growth"] = "compare",
      check = "check", info = "info", ["info --lang fr"] = "info",
    } do
      assert.are.equal(COLUMNS[name], header(arguments), arguments)
    end
  end)

  it("says what a value is: a part of a sum, or affected by a break", function()
    -- Creuse has no turnover in 2020-Q2
    local arguments = " -m chiffres_d_affaires --sample --missing skip --format csv"
    local rows = csv("show France --from 2020-Q1 --to 2020-Q2" .. arguments)
    assert.are.same({ "final", "partial" }, { rows[2][8], rows[3][8] })
    rows = csv("top --by region --at 2020-Q2 -n 99" .. arguments)
    for i = 2, #rows do
      local expected = rows[i][2] == "region_75" and "partial" or "final"
      assert.are.equal(expected, rows[i][9], rows[i][3])
    end
    rows = csv("compare France --from 2020-Q2 --to 2020-Q3" .. arguments)
    assert.are.same({ "partial", "final" }, { rows[2][12], rows[2][13] })
    rows = csv "show 38 --from 2019-Q4 --to 2019-Q4 -m radiations --growth --sample --format csv"
    assert.are.equal("break", rows[2][8])
    assert.are.equal("missing",
      csv("show France --from 2020-Q2 --to 2020-Q2 -m chiffres_d_affaires --sample --format csv")
        [2][8])
  end)

  it("has the same codes in every language", function()
    local fr, en = csv "info --sample --format csv --lang fr", csv "info --sample --format csv"
    for i = 2, #en do
      assert.are.same({ en[i][1], en[i][3], en[i][4], en[i][5] },
        { fr[i][1], fr[i][3], fr[i][4], fr[i][5] })
    end
    local _, _, output = run "check --sample --quiet --format csv"
    assert.matches("\nmissing,2A,Corse-du-Sud,economiquement_actifs,2016-Q2,", output, 1, true)
    assert.matches("\nunclassified,NCA,not classified,", output, 1, true)
  end)

  it("is for French spreadsheets with --preset fr, and has the --delimiter", function()
    for arguments, name in pairs { ["show 38"] = "show", ["annual 38"] = "annual", top = "top",
      ["compare 38"] = "compare", check = "check", info = "info" } do
      assert.are.equal("\239\187\191" .. COLUMNS[name]:gsub(",", ";"),
        header(arguments .. " --preset fr"), arguments)
      assert.are.equal(COLUMNS[name]:gsub(",", "\t"), (header(arguments .. " --delimiter tab")))
    end
    local text = printed "show 38 -m taux_activite --sample --quiet --format csv --preset fr"
    assert.matches("\r\n2025%-Q4;38;Isère;taux_activite;0,%d+;1;;final\r\n$", text)
    assert.matches("^period|code_departement|",
      printed "export 38 --sample --quiet --delimiter '|'")
  end)

  it("is what --preset and --delimiter are for", function()
    for _, arguments in ipairs { "top --sample --preset fr", "show 38 --sample --delimiter ';'",
      "export --sample --format json --preset fr" } do
      local _, code, output = run(arguments)
      assert.are.equal(2, code)
      assert.matches("is for CSV: add --format csv", output, 1, true)
    end
  end)
end)

describe("urssaf compare, annual, chart #long", function()
  it("compares over a year by default", function()
    local rows = csv "compare 38 France --sample -m radiations --format csv"
    assert.are.same({ "code", "place", "measure", "from", "to", "value_from", "value_to", "change",
      "growth", "unit", "transform", "status_from", "status_to" }, rows[1])
    local now, before = cell("38", "radiations", "2025-Q4"), cell("38", "radiations", "2024-Q4")
    assert.are.same({ "38", "Isère", "radiations", "2024-Q4", "2025-Q4", tostring(before),
      tostring(now), tostring(now - before) }, { unpack(rows[2], 1, 8) })
    assert.are.equal("France without Mayotte", rows[3][2])
  end)

  it("prints the notes of the growth", function()
    local output = printed "compare 38 --sample -m radiations --from 2019-Q3 --to 2020-Q4"
    assert.matches("31 December 2019 were put off", command.spaced(output), 1, true)
    assert.matches("different quarters", output, 1, true)
    output = printed "compare 38 --sample -m chiffres_d_affaires"
    assert.matches("nominal", output, 1, true)
    assert.is_nil(output:find("different quarters", 1, true))
  end)

  it("names the unit that makes a sum missing", function()
    local arguments = "France -m chiffres_d_affaires --sample --from 2020 --to 2020"
    assert.matches("no sum in Q2 2020, because values are missing: Creuse;",
      spaced(printed("show " .. arguments)), 1, true)
    assert.matches("values are missing: Creuse", printed("annual " .. arguments), 1, true)
  end)

  it("writes each value of several measures in its own unit", function()
    local output = spaced(printed "chart 38 --sample -m taux_activite -m radiations --lang fr")
    local share = cell("38", "economiquement_actifs", "2025-Q4")
      / cell("38", "administrativement_actifs", "2025-Q4")
    assert.matches(("%.1f"):format(share * 100):gsub("%.", ",") .. " %", output, 1, true)
    assert.matches("5 098", output, 1, true)
  end)

  it("sums the flows of a year and takes the stock at its end", function()
    local rows = csv("annual 38 --sample -m immatriculations -m administrativement_actifs"
      .. " --from 2024 --to 2024 --format csv")
    local sum = 0
    for q = 1, 4 do sum = sum + cell("38", "immatriculations", "2024-Q" .. q) end
    assert.are.same(SERIES, rows[1])
    assert.are.same({ "2024", "38", "Isère", "immatriculations", tostring(sum), "account", "",
      "final" }, rows[2])
    assert.are.equal(tostring(cell("38", "administrativement_actifs", "2024-Q4")), rows[3][5])
  end)

  it("draws a bar for each period in the terminal", function()
    local output = printed "chart 38 --sample --from 2025 -m administrativement_actifs"
    assert.are.equal(4, select(2, output:gsub("\nQ%d\194\1602025[^\n]*█", "")))
  end)
end)

describe("urssaf info, cite, check #long", function()
  it("prints what measures mean, in both languages", function()
    assert.matches("struck off during the period", printed "info radiations", 1, true)
    local output = printed "info Radiations --lang fr"
    assert.matches("Comptes radiés au cours de la période", output, 1, true)
    assert.matches("la loi Pinel", output, 1, true)
  end)

  it("says in which publications a measure has a break, or estimates", function()
    local of = {}
    for line in printed("info radiations --format csv"):gmatch "[^\n]+" do
      of[#of + 1] = table.concat({ line:match "^([^,]+),.*,([^,]+),[^,]+$" }, " ")
    end
    assert.are.same({ "period publications", "2014-Q2 all", "2019-Q4 older", "2022-Q4 older",
      "2023-Q4 older", "2022-Q4 newer", "2023-Q4 newer", "2024-Q4 newer" }, of)
    assert.matches("récentes", printed "info radiations --lang fr", 1, true)
  end)

  it("prints what a measure means in a dataset, and what is inferred", function()
    local registered = "info administrativement_actifs"
    assert.matches("Auto-entrepreneurs' accounts", printed(registered), 1, true)
    local output = printed(registered .. " --dataset travailleurs-independants-par-departement")
    assert.matches("Accounts of self-employed workers", output, 1, true)
    assert.matches("No known break", output, 1, true)
    assert.is_nil(output:find("inferred", 1, true))
    output = printed "info taux_de_satisfaction"
    assert.matches("\nratio, %.\n", output, 1, true)
    assert.matches("Partly inferred, and not stated by Urssaf.", output, 1, true)
    assert.matches("\nratio.\n", printed "info note", 1, true)
  end)

  it("prints whom the figures of a dataset cover", function()
    assert.matches("\nChamp : auto-entrepreneurs inscrits à l'Urssaf, France hors Mayotte.\n",
      spaced(printed "info --sample --lang fr"), 1, true)
    assert.matches("Scope: auto-entrepreneurs registered with Urssaf, France without Mayotte.",
      printed "info --sample", 1, true)
  end)

  it("lists the measures, with those that can be computed", function()
    local rows = csv "info --sample --format csv"
    local seen, rest = {}, {}
    for i = 2, #rows do
      seen[rows[i][1]] = rows[i][3]
      rest[rows[i][1]] = { rows[i][2], rows[i][4], rows[i][5] }
    end
    assert.are.same({ "Turnover", "EUR", "false" }, rest.chiffres_d_affaires)
    assert.are.same({ "Share of active accounts", "1", "true" }, rest.taux_activite)
    assert.are.same({ immatriculations = "flow", radiations = "flow", chiffres_d_affaires = "flow",
      economiquement_actifs = "count", administrativement_actifs = "stock", solde = "flow",
      taux_activite = "ratio", taux_radiation = "ratio", chiffre_d_affaires_moyen = "ratio" },
      seen)
  end)

  it("cites", function()
    assert.matches("synthétiques", printed "cite --sample --lang fr", 1, true)
    assert.matches("^@misc{", printed "cite --sample --bibtex")
  end)

  it("checks, and exits with a code of its own if something is unexplained", function()
    local ok, code, output = run "check --sample --lang fr"
    assert.is_false(ok)
    assert.are.equal(3, code)
    assert.matches("Lozère +Radiations +T3 2013", spaced(output))
    assert.matches("les constats inexpliqués : 5 sur 10", output, 1, true)
    local found = cjson.decode(select(3, run "check --sample --format json"))
    assert.is_false(found.ok)
    assert.are.equal(10, #found.rows)
  end)
end)

describe("urssaf export #long", function()
  it("writes every cell", function()
    local folder = shell.temporary_folder()
    finally(function() shell.remove(folder) end)
    printed(("export --sample -o %s/all.csv"):format(folder))
    local text = shell.read(folder .. "/all.csv")
    local _, count = text:gsub("\n", "")
    assert.are.equal(1 + #data.units * #data.periods * #data.measures, count)
    local row = ("\n2025-Q4,38,Isère,84,Auvergne-Rhône-Alpes,Isère,radiations,%d,account,"):format(
      cell("38", "radiations", "2025-Q4"))
    assert.is_truthy(text:find(row, 1, true))
  end)

  it("writes what --file reads, and a day of each period", function()
    local folder = shell.temporary_folder()
    finally(function() shell.remove(folder) end)
    printed(("export 38 --sample -m radiations --growth --date last --preset fr"
      .. " -o %s/a.csv"):format(folder))
    assert.matches("\r\n2025%-Q4;2025%-12%-31;38;", shell.read(folder .. "/a.csv"))
    local growth = cell("38", "radiations", "2025-Q4") / cell("38", "radiations", "2024-Q4") - 1
    local output = printed(("show 38 --file %s/a.csv --format csv --from 2025-Q4"):format(folder))
    local written = tonumber(output:match "\n2025%-Q4,38,Isère,radiations,([^,]+),1,yoy,[%w ]+\n")
    assert.is_true(math.abs(written - growth) < 1e-12, output)
    assert.are.equal(output, printed(("show 38 --file - --format csv --from 2025-Q4 <%s/a.csv")
      :format(folder)))
  end)

  it("writes a table for French spreadsheets", function()
    local output = printed("export --sample -m radiations --wide code_departement --preset fr"
      .. " --from 2025-Q4 --quiet")
    assert.matches("^\239\187\191period;01;02;", output)
    assert.matches("\r\n2025%-Q4;", output)
  end)

  it("writes JSON if the file's ending says so", function()
    local folder = shell.temporary_folder()
    finally(function() shell.remove(folder) end)
    printed(("export 38 --sample -m radiations -o %s/isere.json"):format(folder))
    local read = cjson.decode(shell.read(folder .. "/isere.json"))
    assert.are.equal("radiations", read.rows[1].measure)
  end)
end)

describe("urssaf --help #long", function()
  it("lists the commands and the exit codes", function()
    local output = printed "--help"
    for _, name in ipairs(require("urssaf.cli.parser").COMMANDS) do
      assert.matches("\n   " .. name .. " ", output, 1, true)
    end
    for _, code in ipairs { "0 done", "1 it could", "2 a mistake", "3 'check'", "70 a defect" } do
      assert.matches(code, output, 1, true)
    end
  end)

  it("fits a narrow terminal", function()
    local output = printed("help", "COLUMNS=40")
    assert.matches("\n   compare\n        compare places: first and last", output, 1, true)
    for _, help in ipairs { output, printed("help --lang fr", "COLUMNS=40") } do
      for line in help:gmatch "[^\n]+" do
        assert.is_true(select(2, line:gsub("[^\128-\191]", "")) <= 40, line)
      end
    end
  end)

  it("has the names of an option in one line", function()
    local output = printed "top --help"
    for _, names in ipairs { "-h, --help ", "-m, --measure NAME ", "-o, --output PATH ",
      "-q, --quiet " } do
      assert.matches("\n   " .. names, output, 1, true)
    end
  end)
end)
