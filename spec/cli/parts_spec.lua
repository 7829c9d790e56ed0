-- Shares, contributions, rankings by several measures, and sums by a key: against the sample's own
-- cells.
local cjson = require "spec.support.cjson"
local command = require "spec.support.command"
local hygiene = require "spec.support.hygiene"
local sample_figures = require "spec.support.oracle.sample_figures"
local shell = require "spec.support.shell"

local run, printed, spaced, sum = command.run, command.printed, command.spaced, sample_figures.sum

describe("the parts of the command that choose", function()
  hygiene("urssaf.cli.part_rows", { "of", "statuses" })
  hygiene("urssaf.cli.area_selection", { "of" })
  hygiene("urssaf.cli.measure_selection", { "added", "all", "asked", "computable", "filtered",
    "in_order" })
  hygiene("urssaf.cli.unit_selection", { "by", "filtered", "key", "summed" })
  hygiene("urssaf.cli.ranking_options", { "at", "by", "by_key", "number", "yearly_transforms" })
end)

-- The rows of CSV as lists of cells, without the header.
local function rows(arguments)
  local list, header = {}, nil
  for line in printed(arguments .. " --format csv --quiet --sample"):gmatch "[^\n]+" do
    local cells = {}
    for cell in (line .. ","):gmatch "([^,]*)," do cells[#cells + 1] = cell end
    if header then list[#list + 1] = cells else header = line end
  end
  return list, header
end

describe("urssaf share #long", function()
  it("prints the largest parts, what has no place, and the total", function()
    local found, header = rows "share -m radiations --at 2025-Q4 -n 2"
    assert.are.equal("code,place,period,measure,value,share,role,unit,status", header)
    local total = sum("radiations", "2025-Q4")
    local paris = command.cell("75", "radiations", "2025-Q4")
    assert.are.equal(4, #found)
    assert.are.same({ "75", "Paris", "2025-Q4", "radiations", tostring(paris) },
      { found[1][1], found[1][2], found[1][3], found[1][4], found[1][5] })
    assert.is_true(math.abs(tonumber(found[1][6]) - paris / total) < 1e-12)
    assert.are.equal("remainder", found[3][7])
    assert.are.same({ "all", tostring(total), "1", "total" },
      { found[4][1], found[4][5], found[4][6], found[4][7] })
  end)

  it("prints all places, whose shares add up to one", function()
    local whole = 0
    for _, row in ipairs(rows "share -m radiations --by region -n all") do
      if row[7] ~= "total" then whole = whole + tonumber(row[6]) end
    end
    assert.is_true(math.abs(whole - 1) < 1e-12)
  end)

  it("has no share of the whole where the parts have none", function()
    local found = rows "share -m solde -n 1 --at 2025-Q4"
    assert.are.same({ "all", "", "total" }, { found[3][1], found[3][6], found[3][7] })
  end)

  it("refuses what is no part of a total", function()
    local _, code, output = run "share -m taux_activite --sample"
    assert.are.equal(2, code)
    assert.matches("is a ratio", output, 1, true)
  end)
end)

describe("units that are no places", function()
  local folder = shell.temporary_folder()
  local path = shell.write(folder .. "/sectors.csv", "Secteur;Année;Trimestre;Radiations\n"
    .. "Pêche;2017;4;3\nPêche;2018;4;5\nMine;2017;4;1\nMine;2018;4;1\n")

  teardown(function() shell.remove(folder) end)

  -- The headings of a Markdown table, which no width cuts.
  local function headings(arguments)
    local output = printed(arguments .. " -m radiations --format md --file " .. shell.quote(path))
    return spaced(output:match "\n(| [^\n]*)\n| :?%-")
  end

  it("are not called places, and have no column of codes", function()
    assert.are.equal("| Unit | Strike-offs | Share |  |", headings "share")
    assert.matches("| Rank | Unit | Strike-offs |", headings "top", 1, true)
    assert.matches("^| Unité | T4 2017 | T4 2018 | ", headings "contributions --lang fr")
    assert.matches("^| Unit | Q4 2017 | Q4 2018 | ", headings "compare --where secteur=Mine")
    assert.matches("^| Code | Place | Q4 2017 | Q4 2018 | ", headings "compare France")
  end)
end)

describe("urssaf contributions #long", function()
  it("prints points that add up to the growth of the total", function()
    local found, header = rows "contributions -m radiations --by region -n all --from 2024-Q4"
    assert.are.equal("code,place,measure,from,to,value_from,value_to,change,points,role,unit,"
      .. "status_from,status_to",
      header)
    local before, now = sum("radiations", "2024-Q4"), sum("radiations", "2025-Q4")
    local points, total = 0, found[#found]
    for i = 1, #found - 1 do
      points = points + tonumber(found[i][9])
      assert.are.equal(tonumber(found[i][8]), found[i][7] - found[i][6])
    end
    assert.is_true(math.abs(points - (now / before - 1)) < 1e-12)
    assert.are.same({ "all", tostring(before), tostring(now) }, { total[1], total[6], total[7] })
    assert.is_true(tonumber(found[1][9]) >= tonumber(found[2][9]))
  end)

  it("speaks of points, in both languages", function()
    assert.matches("Contribution\n", printed "contributions -n 1 --sample", 1, true)
    assert.matches("%+%d,%d pt\n", spaced(printed "contributions -n 1 --sample --lang fr"))
  end)
end)

describe("urssaf top #long", function()
  it("ranks by the first measure and shows the others beside it", function()
    local found = rows "top -m radiations -m solde -n 2 --at 2025-Q4"
    local in_paris = command.cell("75", "radiations", "2025-Q4")
    local solde = command.cell("75", "immatriculations", "2025-Q4") - in_paris
    assert.are.same({ "1", "75", "radiations", tostring(in_paris) },
      { found[1][1], found[1][2], found[1][5], found[1][6] })
    assert.are.same({ "1", "75", "solde", tostring(solde) },
      { found[2][1], found[2][2], found[2][5], found[2][6] })
    assert.are.equal("2", found[3][1])
    local shown = spaced(printed "top -m radiations -m solde -n 2 --at 2025-Q4 --sample")
    assert.matches("Paris +" .. sample_figures.english(in_paris) .. " +"
      .. spaced(sample_figures.english(solde)):gsub("%-", "%%-") .. "\n", shown)
  end)

  it("shows all places", function()
    assert.are.equal(100, #rows "top -n all")
    assert.are.equal(17, #rows "top -n all --by region")
  end)
end)

describe("urssaf export #long", function()
  it("sums by a key, or over all", function()
    local code = "84"
    local expected = sum("radiations", "2025-Q4", sample_figures.region_coded(code))
    local text = printed "export --by region -m radiations --from 2025-Q4 --quiet --sample"
    assert.matches("\n2025-Q4,,,84,Auvergne-Rhône-Alpes,Auvergne-Rhône-Alpes,radiations,"
      .. expected .. ",", text, 1, true)
    text = printed "export --by france -m radiations --from 2025-Q4 --quiet --sample"
    assert.matches(("radiations,%d,"):format(sum("radiations", "2025-Q4")), text, 1, true)
    assert.are.equal(2, select(2, text:gsub("\n", "")))
    assert.are.equal(printed "export --by code_region -m radiations --quiet --sample",
      printed "export --by region -m radiations --quiet --sample")
  end)

  it("refuses places and a key together", function()
    local _, code, output = run "export 38 --by region --sample"
    assert.are.equal(2, code)
    assert.matches("leave out --by or the places", output, 1, true)
  end)
end)

describe("urssaf and the order of measures #long", function()
  it("is that in which they are named", function()
    local shown = printed "show 38 -m radiations -m immatriculations --from 2025 --sample"
    assert.matches("Period +Strike%-offs +Registrations\n", shown)
    local found = rows "show 38 69 -m solde -m radiations --from 2025-Q4"
    local names = {}
    for i, row in ipairs(found) do names[i] = row[2] .. " " .. row[4] end
    assert.are.same({ "38 solde", "38 radiations", "69 solde", "69 radiations" }, names)
  end)
end)

describe("urssaf annual #long", function()
  it("adds up years, and takes an index and its growth", function()
    local function years(last, count)
      return sum("radiations", last .. "-Q4", sample_figures.departement "38", 4 * count)
    end
    assert.are.equal(tostring(years(2025, 2)), rows "annual 38 -m radiations --rolling 2"[17][5])
    local index = tonumber(rows "annual 38 -m radiations --index 2015"[17][5])
    assert.is_true(math.abs(index - 100 * years(2025, 1) / years(2015, 1)) < 1e-9)
    local growth = tonumber(rows "annual 38 -m radiations --index 2015 --growth"[17][5])
    assert.is_true(math.abs(growth - (years(2025, 1) / years(2024, 1) - 1)) < 1e-12)
  end)
end)

describe("urssaf --format json #long", function()
  it("has the same shape in every command", function()
    for _, arguments in ipairs { "show 38", "top", "compare 38", "annual 38", "share",
      "contributions", "export 38", "export -m solde --wide code_departement", "info",
      "info radiations", "check", "cite", "vintages" } do
      local name = arguments:match "^%a+"
      local sample = (name == "vintages" or arguments:find "info r") and "" or " --sample"
      local ok, _, output = run(arguments .. " --format json --quiet" .. sample)
      assert.is_true(ok or name == "check", output)
      local object = cjson.decode(output)
      assert.are.equal(name, object.command)
      assert.are.equal("table", type(object.rows))
      assert.are.equal("table", type(object.notes))
      for _, label in ipairs { "title", "source" } do
        assert.is_not_nil(output:find(('"%s":'):format(label), 1, true), arguments)
      end
      for _, row in ipairs(object.rows) do assert.are.equal("table", type(row)) end
    end
  end)
end)

describe("urssaf --units #long", function()
  -- Two départements of a region, of which one begins in 2024: 10, 20, 40 and 30, 60.
  it("compares the units that are common to both ends", function()
    local folder = shell.temporary_folder()
    finally(function() shell.remove(folder) end)
    shell.write(folder .. "/x.csv", "departement;code_departement;code_region;region;"
      .. "dernier_jour_du_trimestre;radiations\n"
      .. "Corse-du-Sud;2A;94;Corse;2022-12-31;10\nCorse-du-Sud;2A;94;Corse;2023-12-31;20\n"
      .. "Corse-du-Sud;2A;94;Corse;2024-12-31;40\nHaute-Corse;2B;94;Corse;2023-12-31;30\n"
      .. "Haute-Corse;2B;94;Corse;2024-12-31;60\n")
    local function growth(arguments)
      local output = printed(("show Corse -m radiations --growth --format csv --file %s/x.csv %s")
        :format(folder, arguments))
      return output:match "\n2023%-Q4,[^\n]*,radiations,([^,]*),"
    end
    assert.are.equal("4", growth "") -- 50 of 10
    assert.are.equal("1", growth "--units common") -- 20 of 10
    local _, code, output = run "show Corse --units common --sample"
    assert.are.equal(2, code)
    assert.matches("--units is for growths", output, 1, true)
  end)
end)
