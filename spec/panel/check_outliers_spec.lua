-- Figures that are many times those of other periods, and levels on another scale.
local check = require "urssaf.panel.check"
local checked_panels = require "spec.support.checked_panels"
local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local small_panel = require "spec.support.small_panel"

local build, found, places = checked_panels.build, checked_panels.found, checked_panels.places
local CAME, WENT, TURNOVER = lua.unpack(checked_panels.MEASURES)

describe("urssaf.panel.check_outliers", function()
  hygiene("urssaf.panel.check_outliers", { "figures", "level_of", "levels" })
end)

-- B has 200 registrations in each quarter, C 400 and a turnover of 9 600 000 euros
local CASES = {
  ["ten times"] = { "outlier", function(cells) cells.B[CAME][6] = 2000 end,
    { "B immatriculations 2017-Q2" }, 2000 },
  ["six times"] = { "outlier", function(cells) cells.B[CAME][6] = 1200 end,
    { "B immatriculations 2017-Q2" }, 1200 },
  ["not a little less"] = { "outlier", function(cells) cells.B[CAME][6] = 1199 end, {} },
  ["a tenth"] = { "outlier", function(cells) cells.C[TURNOVER][6] = 960000 end,
    { "C chiffres_d_affaires 2017-Q2" }, 960000 },
  ["a sixth"] = { "outlier", function(cells) cells.C[TURNOVER][6] = 1600000 end,
    { "C chiffres_d_affaires 2017-Q2" }, 1600000 },
  ["not a little more"] = { "outlier", function(cells) cells.C[TURNOVER][6] = 1600001 end, {} },
  ["none among hundreds"] = { "outlier", function(cells) cells.C[CAME][6] = 0 end,
    { "C immatriculations 2017-Q2" }, 0 },
  ["ten times in the last quarter"] = { "outlier", function(cells) cells.B[CAME][12] = 2000 end,
    { "B immatriculations 2018-Q4" }, 2000 },
  ["not in the first, when figures may begin"] = { "outlier", function(cells)
    cells.B[CAME][1] = 2000
  end, {} },
  ["not where the year before had it too"] = { "outlier", function(cells)
    cells.B[CAME][4], cells.B[CAME][8], cells.B[CAME][12] = 2000, 2000, 2000
  end, {} },
  ["not of small numbers"] = { "outlier", function(cells)
    for i = 1, 12 do cells.B[CAME][i] = i == 6 and 490 or 49 end
  end, {} },
  ["not of little money"] = { "outlier", function(cells)
    for i = 1, 12 do cells.B[TURNOVER][i] = i == 6 and 99990 or 9999 end
  end, {} },
  ["not what half of the units have"] = { "outlier", function(cells)
    for _, name in ipairs { "A", "B", "C" } do
      cells[name][CAME][6] = cells[name][CAME][6] * 10
    end
  end, {} },
  ["what two units of five have"] = { "outlier", function(cells)
    for _, name in ipairs { "A", "B" } do cells[name][CAME][6] = cells[name][CAME][6] * 10 end
  end, { "A immatriculations 2017-Q2", "B immatriculations 2017-Q2" }, 1000 },
  ["not of a unit that often jumps"] = { "outlier", function(cells)
    cells.B[CAME][3], cells.B[CAME][6], cells.B[CAME][9] = 2000, 3000, 4000
  end, {} },
  ["in a unit that jumps twice"] = { "outlier", function(cells)
    cells.B[CAME][3], cells.B[CAME][9] = 2000, 4000
  end, { "B immatriculations 2016-Q3 2018-Q1" }, 4000 },
  ["not of the remainder"] = { "outlier", function(cells)
    cells[checked_panels.REST] = cells.B
    cells.B = nil
    cells[checked_panels.REST][CAME][6] = 2000
  end, {} },

  ["thousands from a quarter on"] = { "level", function(cells)
    for i = 6, 12 do cells.C[TURNOVER][i] = cells.C[TURNOVER][i] / 1000 end
  end, { "C chiffres_d_affaires 2017-Q2" }, 9600 },
  ["twenty times from a quarter on"] = { "level", function(cells)
    for i = 6, 12 do cells.C[CAME][i] = 8000 end
  end, { "C immatriculations 2017-Q2" }, 8000 },
  ["not nineteen times"] = { "level", function(cells)
    for i = 6, 12 do cells.C[CAME][i] = 7600 end
  end, {} },
  ["not for three quarters"] = { "level", function(cells)
    for i = 6, 8 do cells.C[CAME][i] = 8000 end
  end, {} },
  ["not of most units, as in March 2020"] = { "level", function(cells)
    for _, name in ipairs { "A", "B", "C" } do
      for i = 6, 12 do cells[name][TURNOVER][i] = cells[name][TURNOVER][i] * 600 end
    end
  end, {} },
  ["not a rise from little to little"] = { "level", function(cells)
    for i = 1, 12 do cells.A[WENT][i] = i < 6 and 2 or 45 end
  end, {} },
}

describe("a figure on another scale", function()
  for name, case in pairs(CASES) do
    it("is found, and no other: " .. name, function()
      local result = check.report(build({}, case[2]))
      assert.are.same(case[3], places(result, case[1]))
      local one = found(result, case[1])[1]
      assert.are.equal(case[4], one and one.size)
      if one then assert.are.equal("warning", one.severity) end
    end)
  end

  it("is compared with the same month of the years beside", function()
    local rows = {}
    for u, name in ipairs { "A", "B", "C", "D" } do
      local values = {}
      for i = 1, 48 do values[i] = (i % 12 == 0 and 900 or 100) * u end
      if u == 1 then values[31] = 1000 end
      rows[u] = { { region = name }, dpae_brut = values }
    end
    local panel = small_panel.panel(2020, { "dpae_brut" }, rows, { frequency = "month" })
    assert.are.same({ "A dpae_brut 2022-07" }, places(check.report(panel), "outlier"))
  end)

  it("is no fault of what is paid once, unless it is as much as a thousand times", function()
    local measure, rows = "montant_des_exonerations", {}
    for u, name in ipairs { "A", "B", "C", "D" } do
      local values = {}
      for i = 1, 12 do values[i] = 100000 * u end
      rows[u] = { { region = name }, [measure] = values }
    end
    rows[1][measure][6] = 1000000
    for i = 6, 12 do rows[2][measure][i] = 8000000 end
    rows[3][measure][4] = 300000000
    local function found_in(dataset)
      local result = check.report(small_panel.panel(2008, { measure }, rows,
        { frequency = "year", dataset = dataset }))
      return { places(result, "outlier"), places(result, "level") }
    end
    assert.are.same({ { "C montant_des_exonerations 2011" }, {} },
      found_in "exos-secteur-prive-par-region-grandes-categories")
    assert.are.same({ { "A montant_des_exonerations 2013", "C montant_des_exonerations 2011" },
      { "B montant_des_exonerations 2013" } },
      found_in "nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-epci")
  end)

  it("of two units alone nothing tells what is usual", function()
    local result = check.report(build({ weights = { A = 1, B = 2 } }, function(cells)
      cells.B[CAME][6] = 2000
      for i = 6, 12 do cells.A[TURNOVER][i] = cells.A[TURNOVER][i] / 1000 end
    end))
    assert.are.same({}, places(result, "outlier"))
    assert.are.same({}, places(result, "level"))
  end)
end)
