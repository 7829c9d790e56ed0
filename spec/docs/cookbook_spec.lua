-- The cookbook: each of its programs is run as it stands and prints what the page shows. The page's
-- figures are also computed another way, by plain loops over the sample.
local http = require "socket.http"
local doc_pages = require "spec.support.doc_pages"
local sample_figures = require "spec.support.oracle.sample_figures"
local vintages = require "spec.support.vintages"

local cell, sum, english, percent = sample_figures.cell, sample_figures.sum, sample_figures.english,
  sample_figures.percent

local page = doc_pages.read "docs/cookbook.md"
local programs = doc_pages.programs(page, "lua")

describe("the cookbook #long", function()
  local portal, runner = doc_pages.for_cases()

  setup(function()
    runner:write("auto-entrepreneurs.csv", (http.request(portal.base_url
      .. "/catalog/datasets/auto-entrepreneurs-par-departement/exports/csv"
      .. "?use_labels=true&with_bom=true")))
    assert(runner:run 'assert(require("urssaf").fetch())') -- so that something is kept
  end)

  -- By heading: makes what the program needs, and returns its environment.
  local needs = {
    ["What did the new publication revise?"] = function()
      return vintages.one_kept(portal, runner.folder .. "/vintages")
    end,
    ["How do I refresh several datasets every night, and report what changed?"] = function()
      return vintages.one_kept(portal, runner.folder .. "/nightly")
    end,
    ["Will this figure stand?"] = function()
      return vintages.one_kept(portal, runner.folder .. "/revisions")
    end,
  }

  for _, program in ipairs(programs) do
    it("answers: " .. program.heading, function()
      runner:check(program, nil, needs[program.heading] and needs[program.heading]())
    end)
  end

  it("has a program for each question, and its output", function()
    assert.is_true(#programs >= 20)
    for i, heading in ipairs(page.headings) do
      if i > 1 then assert(doc_pages.under(page, heading)) end
    end
    for _, program in ipairs(programs) do
      assert(program.output or program.text:find("save", 1, true), program.heading)
    end
  end)

  it("says at its top that its figures are synthetic", function()
    assert.matches("synthetic", page.text:match "^(.-)\n## ", 1, true)
  end)

  it("prints the same of urssaf.sample, without a network", function()
    local count = 0
    for _, program in ipairs(programs) do
      local text, calls = program.text:gsub("urssaf%.fetch%f[^%a]", "urssaf.sample")
      local is_of_portal = false
      for _, word in ipairs { "cite", "cache =", "dataset", "chart" } do
        is_of_portal = is_of_portal or text:find(word, 1, true) ~= nil
      end
      if calls == 1 and not is_of_portal then
        count = count + 1
        local ok, output = runner:run(text, { URSSAF_BASE_URL = "http://127.0.0.1:1/none" })
        assert.is_true(ok, output)
        output = output:gsub("[^\n]*[Ss]ynthetic data[^\n]*\n", "")
        assert.are.equal(program.output, output)
      end
    end
    assert.is_true(count >= 12, count)
  end)

  it("has charts that show the sample", function()
    local program = doc_pages.under(page, "How do I draw a chart?")
    assert(runner:run(program.text))
    local lines, map = runner:read "alps.svg", runner:read "map.svg"
    assert.matches("Active accounts in the Alps", lines, 1, true)
    for _, code in ipairs { "38", "73", "74" } do
      assert.matches('"' .. english(cell(code, "economiquement_actifs", "2025-Q4")) .. '"', lines,
        1, true)
    end
    assert.matches(sample_figures.french(cell("75", "economiquement_actifs", "2025-Q4")), map, 1,
      true)
  end)

  it("writes a CSV for French spreadsheets", function()
    assert(runner:run(doc_pages.under(page, "How do I export a table, or JSON?").text))
    local function active(code, period) return cell(code, "economiquement_actifs", period) end
    assert.are.equal(("\239\187\191period;Corse-du-Sud;Haute-Corse\r\n2016-Q1;%d;%d\r\n"
      .. "2016-Q2;;%d\r\n2016-Q3;%d;%d\r\n"):format(active("2A", "2016-Q1"),
      active("2B", "2016-Q1"), active("2B", "2016-Q2"), active("2A", "2016-Q3"),
      active("2B", "2016-Q3")), (runner:read "corse.csv":gsub(";columns;[^\r]*", "")
        :gsub(";departement;[^\r]*", "")))
  end)
end)

-- What the page says, compared with plain loops over the sample.
describe("the cookbook's figures", function()
  -- non-breaking spaces count as spaces
  local function spaced(text) return (text:gsub("\194\160", " ")) end

  local function says(heading, expected)
    assert.matches(spaced(expected), spaced(doc_pages.under(page, heading).output), 1, true)
  end

  -- "+1.4 pt"
  local function in_points(value) return (percent(value, 1, true):gsub("%%", " pt")) end

  local function bretagne(measure, period)
    return sum(measure, period, sample_figures.region "Bretagne")
  end

  it("are the sample's: a cell, a series", function()
    says("How do I get a first figure?", ("%d\n"):format(
      cell("38", "economiquement_actifs", "2025-Q4")))
    local lines = {}
    for year = 2024, 2025 do
      for quarter = 1, 4 do
        local period = ("%d-Q%d"):format(year, quarter)
        lines[#lines + 1] = ("%s\t%d\n"):format(period, cell("38", "immatriculations", period))
      end
    end
    assert.are.equal(table.concat(lines),
      doc_pages.under(page, "What did one département do, quarter by quarter?").output)
  end)

  it("are the sample's: turnover of four quarters, and by the mean of the active", function()
    local region = sample_figures.region "Bretagne"
    local turnover = sample_figures.four_quarters("chiffres_d_affaires", "2025-Q4", region)
    local active = sample_figures.four_quarters("economiquement_actifs", "2025-Q4", region)
    says("What was a region's turnover over four quarters?", ("Q4 2025\n€%s\t€%s an active"):format(
      english(turnover), english(turnover / (active / 4))))
  end)

  it("are the sample's: growths, and none where a département is missing", function()
    local heading = "How fast did it grow, and why are some growths missing?"
    local region = sample_figures.region "Nouvelle-Aquitaine"
    assert.is_nil(sum("chiffres_d_affaires", "2020-Q2", region))
    for _, period in ipairs { "2019-Q4", "2020-Q1", "2020-Q3", "2020-Q4", "2021-Q1", "2021-Q3" } do
      says(heading, ("Q%s %s\t%s\n"):format(period:sub(-1), period:sub(1, 4),
        percent(sample_figures.growth("chiffres_d_affaires", period, region), 1, true)))
    end
    says(heading, "Q2 2020\t" .. sample_figures.DASH)
    says(heading, "Q2 2021\t" .. sample_figures.DASH)
  end)

  it("are the sample's: the départements with most active accounts", function()
    local rows = {}
    for _, unit in ipairs(sample_figures.data.units) do
      local value = cell(unit.code_departement, "economiquement_actifs", "2025-Q4")
      if unit.code_departement ~= "NCA" then rows[#rows + 1] = { value = value, unit = unit } end
    end
    table.sort(rows, function(a, b) return a.value > b.value end)
    for i = 1, 5 do
      says("Which départements have most active accounts?", ("%d\t%s\t%s (%s)\n"):format(i,
        english(rows[i].value), rows[i].unit.departement, rows[i].unit.code_departement))
    end
  end)

  it("are the sample's: the regions that grow fastest", function()
    local rows = {}
    for i, name in ipairs(sample_figures.regions()) do
      rows[i] = { name = name,
        growth = sample_figures.growth("administrativement_actifs", "2024-Q4",
        sample_figures.region(name)) }
    end
    table.sort(rows, function(a, b) return a.growth > b.growth end)
    for i = 1, 3 do
      says("Which regions grow fastest?", ("%d\t%s\t%s\n"):format(i,
        percent(rows[i].growth, 1, true), rows[i].name))
    end
  end)

  it("are the sample's: a share, and contributions that add up", function()
    local all = sum("chiffres_d_affaires", "2025-Q4")
    says("What is a region's share in France?", ("Bretagne\t%s\tof €%s\n"):format(
      percent(bretagne("chiffres_d_affaires", "2025-Q4") / all), english(all)))
    local heading, measure = "Who made the growth?", "economiquement_actifs"
    local before, best, name = sum(measure, "2024-Q4"), 0, nil
    for _, one in ipairs(sample_figures.regions()) do
      local region = sample_figures.region(one)
      local points = (sum(measure, "2025-Q4", region) - sum(measure, "2024-Q4", region)) / before
      if points > best then best, name = points, one end
    end
    local growth = sample_figures.growth(measure, "2025-Q4")
    says(heading, "all\t" .. percent(growth, 1, true))
    says(heading, ("\n%s\t%s\n"):format(name, in_points(best)))
    says(heading, "points of all rows\t" .. in_points(growth))
  end)

  it("are the sample's: a share in each year, and what it has gained", function()
    local heading, measure = "How did a region's share develop?", "economiquement_actifs"
    local paris = sample_figures.region "Île-de-France"
    local function share(year)
      return sample_figures.four_quarters(measure, year .. "-Q4", paris)
        / sample_figures.four_quarters(measure, year .. "-Q4")
    end
    for _, year in ipairs { 2015, 2020, 2025 } do
      says(heading, ("%d\t%s\n"):format(year, percent(share(year), 2)))
    end
    assert.is_nil(sample_figures.four_quarters(measure, "2016-Q4"))
    says(heading, "2016\t" .. sample_figures.DASH)
    says(heading, "2020 to 2025\t" .. in_points(share(2025) - share(2020)) .. "\tpoints\n")
  end)

  it("are the sample's: contributions year after year, which add up to the growth", function()
    local measure, paris = "administrativement_actifs", sample_figures.region "Île-de-France"
    for year = 2021, 2025 do
      local now, before = year .. "-Q4", (year - 1) .. "-Q4"
      local own = (sum(measure, now, paris) - sum(measure, before, paris)) / sum(measure, before)
      local growth = sample_figures.growth(measure, now)
      says("Who made the growth, year after year?", ("Q4 %d\t%s\t%s\t%s\n"):format(year,
        in_points(own), in_points(growth), percent(growth, 1, true)))
    end
  end)

  it("are the survey's: a sum of two départements, missing where one is", function()
    says("How do I make a panel of figures of my own?",
      ("2023\t%d\n2024\t%s\n2025\t%d\n"):format(310 + 520, sample_figures.DASH, 341 + 559))
  end)

  it("are the sample's: an index on the mean of a year", function()
    local function index(year, wanted)
      local base = sample_figures.four_quarters("economiquement_actifs", "2019-Q4", wanted) / 4
      local level = sum("economiquement_actifs", year .. "-Q4", wanted)
      return sample_figures.fixed(level / base * 100, 1)
    end
    for year = 2019, 2025 do
      says("How did it develop since 2019?", ("Q4 %d\t%s\t%s\n"):format(year,
        index(year, sample_figures.departement "38"), index(year)))
    end
  end)

  it("are the sample's: a table in French", function()
    for _, name in ipairs { "Île-de-France", "Auvergne-Rhône-Alpes", "Occitanie" } do
      local region, measure = sample_figures.region(name), "administrativement_actifs"
      says("How do I make a small table for an article in French?", ("| %s | %s | %s | %s |\n")
        :format(name, sample_figures.french(sum(measure, "2024-Q4", region)),
          sample_figures.french(sum(measure, "2025-Q4", region)),
          sample_figures.french_growth(sample_figures.growth(measure, "2025-Q4", region))))
    end
  end)

  it("are the sample's: years, each measure by its own rule", function()
    for year = 2023, 2025 do
      local last = year .. "-Q4"
      says("What are the figures of a year?", ("%d %14s %12s %18s\n"):format(year,
        english(sample_figures.four_quarters("immatriculations", last)),
        english(sample_figures.four_quarters("economiquement_actifs", last) / 4),
        english(sum("administrativement_actifs", last))))
    end
  end)

  it("are the sample's: net registrations beside the change of the stock", function()
    local heading, isere = "How many more register than are struck off?",
      sample_figures.departement "38"
    local net = sample_figures.four_quarters("immatriculations", "2025-Q4", isere)
      - sample_figures.four_quarters("radiations", "2025-Q4", isere)
    local change = cell("38", "administrativement_actifs", "2025-Q4")
      - cell("38", "administrativement_actifs", "2024-Q4")
    says(heading, ("four quarters\t%s\nregistered\t%s\n"):format(english(net), english(change)))
    says(heading, "Q4 2025\t" .. english(cell("38", "immatriculations", "2025-Q4")
      - cell("38", "radiations", "2025-Q4")))
  end)

  it("are the sample's: a ratio of sums, and the mean of ratios that it is not", function()
    local function share(wanted)
      return sum("economiquement_actifs", "2025-Q4", wanted)
        / sum("administrativement_actifs", "2025-Q4", wanted)
    end
    local mean = 0
    for _, code in ipairs { "22", "29", "35", "56" } do
      mean = mean + share(sample_figures.departement(code)) / 4
    end
    says("What share of a region's accounts is active?", ("Bretagne\t%s\nnot the mean\t%s\n")
      :format(percent(share(sample_figures.region "Bretagne"), 2), percent(mean, 2)))
  end)

  it("are the sample's: what a figure was before it was revised", function()
    local now, by = cell("38", "radiations", "2025-Q1"), -40
    says("Will this figure stand?", ("age\t1\t1 of 1 revised\t%s\t2025-Q1\n"):format(
      percent(now / (now + by) - 1, 2, true)))
  end)

  it("are the sample's: per thousand inhabitants, and in constant prices", function()
    local heading, people = "How many is that per 1 000 inhabitants?",
      { ["22"] = 600, ["29"] = 900, ["35"] = 1100, ["56"] = 800 }
    local all, thousands = 0, 0
    for code, size in pairs(people) do
      local wanted = sample_figures.departement(code)
      local year = sample_figures.four_quarters("immatriculations", "2025-Q4", wanted)
      says(heading, ("\t%s\taccounts per 1,000 people\n"):format(
        sample_figures.fixed(year / size, 2)))
      all, thousands = all + year, thousands + size
    end
    says(heading, ("Bretagne\t%s\t"):format(sample_figures.fixed(all / thousands, 2)))
    local region = sample_figures.region "Bretagne"
    local function turnover(period, prices)
      return english(sample_figures.four_quarters("chiffres_d_affaires", period, region) / prices)
    end
    says("How much is that in constant prices?", ("Turnover\t€%s\t€%s\n"):format(
      turnover("2020-Q4", 1), turnover("2025-Q4", 1)))
    says("How much is that in constant prices?", ("in euros of 2020\t€%s\t€%s\n"):format(
      turnover("2020-Q4", 1), turnover("2025-Q4", 1.25)))
  end)

  it("are the sample's: a file, several questions, and what was revised", function()
    says("How do I read a CSV that I saved from the portal?", ("rows\t%d\npublished\tnil\n%d\t")
      :format(sample_figures.data.count, cell("2A", "radiations", "2025-Q4")))
    for _, code in ipairs { "38", "2A", "974" } do
      says("How do I ask several things without blocking?", ("%s\t%d\n"):format(code,
        cell(code, "immatriculations", "2025-Q4")))
    end
    for _, one in ipairs(vintages.REVISED) do
      local now = cell(one.code, one.measure, one.period)
      local period = one.period:gsub("^(%d+)%-(Q%d)$", "%2 %1")
      says("What did the new publication revise?", (" (%s), %s, %s: %d, before %d ("):format(
        one.code, one.measure, period, now, now + one.by))
    end
  end)
end)
