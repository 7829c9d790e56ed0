-- "Mistakes these data invite": each program prints what the page shows, and the sizes of the
-- mistakes are computed another way.
local doc_pages = require "spec.support.doc_pages"
local sample_figures = require "spec.support.oracle.sample_figures"

local sum, english, percent = sample_figures.sum, sample_figures.english, sample_figures.percent

local page = doc_pages.read "docs/mistakes.md"
local programs = doc_pages.programs(page, "lua")
local prelude = table.remove(programs, 1)

describe("mistakes #long", function()
  local runner

  setup(function() runner = doc_pages.runner { URSSAF_BASE_URL = "http://127.0.0.1:1/none" } end)
  teardown(function() runner:stop() end)

  for _, program in ipairs(programs) do
    it("are shown: " .. program.heading, function() runner:check(program, prelude.text) end)
  end

  it("have programs that print, after lines that print nothing", function()
    assert.is_true(#programs >= 20)
    for _, program in ipairs(programs) do assert(program.output, program.where) end
    assert.is_nil(prelude.output)
    runner:check(prelude)
  end)

  it("are seen to be refused: what is not refused fails", function()
    local ok, output = runner:run(prelude.text .. "refused(function() return 1 end)")
    assert.is_false(ok)
    assert.matches("it was not refused", output, 1, true)
  end)
end)

describe("the sizes of mistakes", function()
  local function says(heading, expected)
    assert.matches(expected, doc_pages.under(page, heading).output, 1, true)
  end

  local registered, active = "administrativement_actifs", "economiquement_actifs"

  it("are those of sums that should not be", function()
    says("Adding stocks", ("added\t%s\nat the end\t%s\n"):format(
      english(sample_figures.four_quarters(registered, "2025-Q4")),
        english(sum(registered, "2025-Q4"))))
    local added = sample_figures.four_quarters(active, "2025-Q4")
    says("Adding active accounts to a year", ("added\t%s\nmean\t%s\n"):format(english(added),
      english(added / 4)))
  end)

  it("are those of the season, and of breaks", function()
    local function radiations(period) return sum("radiations", period) end
    says("Comparing a fourth quarter with a first", ("2025-Q4\t%s\t%s\n"):format(
      percent(radiations "2025-Q4" / radiations "2025-Q3" - 1, 1, true),
      percent(radiations "2025-Q4" / radiations "2024-Q4" - 1, 1, true)))
    for _, year in ipairs { 2019, 2020, 2021, 2022, 2023, 2024 } do
      local period = year .. "-Q4"
      says("Comparing across a break", ("%s\t%s\n"):format(period,
        percent(sample_figures.growth("radiations", period), 1, true)))
    end
  end)

  it("are those between flows and stock", function()
    for _, year in ipairs { 2023, 2024, 2025 } do
      local last, before = year .. "-Q4", (year - 1) .. "-Q4"
      says("Expecting the stock to follow from the flows", ("%s\t%s\t%s\n"):format(last,
        english(sample_figures.four_quarters("immatriculations", last)
          - sample_figures.four_quarters("radiations", last)),
        english(sum(registered, last) - sum(registered, before))))
    end
  end)

  it("are those of years, of turnover, of what is below zero", function()
    says("Taking a part of a year for the year", ("2023\t%s\n2024\t%s\n2025\t%s\n"):format(
      english(sample_figures.four_quarters("immatriculations", "2023-Q4")),
      english(sample_figures.four_quarters("immatriculations", "2024-Q4")), sample_figures.DASH))
    local function net(period)
      return sum("immatriculations", period) - sum("radiations", period)
    end
    says("Growth from nothing, and growth of little", ("%s\t%s\nnil\t%s\n"):format(
      english(net "2024-Q4"), english(net "2025-Q4"), english(net "2025-Q4" - net "2024-Q4")))
    -- a département has no turnover in a quarter of 2020, none in 2022 or 2023
    says("Reading growth of turnover as growth of activity",
      percent(sample_figures.growth("chiffres_d_affaires", "2023-Q4"), 1, true) .. "\n")
  end)

  it("are those of ratios", function()
    local function share(wanted)
      return sum(active, "2025-Q4", wanted) / sum(registered, "2025-Q4", wanted)
    end
    local mean = 0
    for _, code in ipairs { "22", "29", "35", "56" } do
      mean = mean + share(sample_figures.departement(code)) / 4
    end
    local region = share(sample_figures.region "Bretagne")
    says("Averaging ratios", ("mean of four\t%s\nthe region's\t%s\n"):format(percent(mean, 2),
      percent(region, 2)))
    -- "three tenths of a point"
    assert.are.equal("0.3", sample_figures.fixed((mean - region) * 100, 1))
    local turnover = sum("chiffres_d_affaires", "2025-Q4")
    says("Registered is not active", ("active\t%s\nby active account\t€%s\n"
      .. "by registered account\t€%s\n"):format(percent(share()),
      english(turnover / sum(active, "2025-Q4")), english(turnover / sum(registered, "2025-Q4"))))
  end)

  it("are those of points and per cent", function()
    local function share(period)
      return sum(active, period, sample_figures.region "Île-de-France") / sum(active, period)
    end
    local before, now = share "2024-Q4", share "2025-Q4"
    says("Points are not per cent", ("%s\t%s\n"):format(percent(before, 2), percent(now, 2)))
    says("Points are not per cent", ("points\t%s\194\160pt\n"):format(
      sample_figures.fixed((now - before) * 100, 1)))
    assert.matches("and by 0.3 % of itself", page.text, 1, true)
    assert.are.equal("0.3", sample_figures.fixed((now / before - 1) * 100, 1))
  end)

  it("are those of the remainder", function()
    local function remainder(unit) return unit.code_departement == "NCA" end
    local own, rank = sum(registered, "2025-Q4", remainder), 1
    for _, unit in ipairs(sample_figures.data.units) do
      if sum(registered, "2025-Q4", function(one) return one == unit end) > own then
        rank = rank + 1
      end
    end
    says("Dropping the remainder, or ranking it", ("rank\t%d\tof\t%d\n%s\t%s\n"):format(rank,
      #sample_figures.data.units, english(own), percent(own / sum(registered, "2025-Q4"), 2)))
  end)

  it("are those of places with one code, and of a former region", function()
    says("One code, two places", ("Vaucluse\t%s\nAuvergne-Rhône-Alpes\t%s\n"):format(
      english(sample_figures.cell("84", registered, "2025-Q4")),
      english(sum(registered, "2025-Q4", function(unit) return unit.code_region == "84" end))))
    local former = 0
    for _, code in ipairs { "01", "07", "26", "38", "42", "69", "73", "74" } do
      former = former + sample_figures.cell(code, active, "2025-Q4")
    end
    says("Regions of before 2016", "\n" .. english(former) .. "\n")
  end)

  it("are those of an empty cell", function()
    local there = sum("chiffres_d_affaires", "2020-Q2", function(unit)
      return unit.region == "Nouvelle-Aquitaine" and unit.departement ~= "Creuse"
    end)
    local before = sample_figures.cell("23", "chiffres_d_affaires", "2020-Q1")
      / sum("chiffres_d_affaires", "2020-Q1", sample_figures.region "Nouvelle-Aquitaine")
    says("Reading empty cells as zero", ("what is there\t€%s\ndépartements\t11\tof 12\n"
      .. "Creuse's part before\t%s\n"):format(english(there), percent(before)))
  end)

  it("are that of the revision of 2019", function()
    -- 69 000 of 1 710 000
    says("Comparing figures of different publications", "\226\136\1464.0%\n")
    assert.are.equal("4.0", sample_figures.fixed(69 / 1710 * 100, 1))
  end)

  it("are of as many rows and places as the page says", function()
    assert.are.equal(6868, sample_figures.data.count)
    local text = page.text:gsub("\n", " ")
    assert.matches("some 6 800 rows", text, 1, true)
    local zeros, letters, all = 0, 0, 0
    for _, unit in ipairs(sample_figures.data.units) do
      local code = unit.code_departement
      if code ~= "NCA" then
        all = all + 1
        zeros = zeros + (code:find "^0" and 1 or 0)
        letters = letters + (code:find "%a" and 1 or 0)
      end
    end
    assert.are.same({ 100, 9, 2 }, { all, zeros, letters })
    assert.matches("Of the 100 départements of the data nine lose a zero, and two have a letter",
      text, 1, true)
  end)
end)
