-- Findings on single figures.
local check = require "urssaf.panel.check"
local checked_panels = require "spec.support.checked_panels"
local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"

local build, found, places = checked_panels.build, checked_panels.found, checked_panels.places
local CAME, WENT, TURNOVER = lua.unpack(checked_panels.MEASURES)

describe("urssaf.panel.check_cells", function()
  hygiene("urssaf.panel.check_cells", { "estimated", "is_count", "negative", "report", "where" })
end)

describe("a single figure", function()
  for name, case in pairs {
    ["a count below zero"] = { "negative", function(cells) cells.B[CAME][3] = -5 end,
      { "B immatriculations 2016-Q3" }, -5 },
    ["several, by measure and unit"] = { "negative", function(cells)
      cells.B[CAME][3], cells.B[CAME][5], cells.C[WENT][2] = -5, -7, -1
    end, { "B immatriculations 2016-Q3 2017-Q1", "C radiations 2016-Q2" }, -7 },
    ["no nought, and no half"] = { "negative", function(cells)
      cells.B[CAME][3], cells.B[CAME][4] = 0, 0.5
    end, {} },
    ["what all units have, once"] = { "negative", function(cells)
      for _, of in pairs(cells) do of[CAME][3] = -of[CAME][3] end
    end, { "the whole immatriculations 2016-Q3" }, -100 },
    ["no small turnover below zero"] = { "negative", function(cells)
      cells.B[TURNOVER][3] = -1599999
    end, {} },
    -- 4 800 000 before and after it: a third of that
    ["a turnover with the wrong sign"] = { "negative", function(cells)
      cells.B[TURNOVER][3] = -1600000
    end, { "B chiffres_d_affaires 2016-Q3" }, -1600000 },
    ["not beside another one below zero"] = { "negative", function(cells)
      cells.B[TURNOVER][3], cells.B[TURNOVER][4] = -1600000, -1600000
    end, {} },
    ["a thousand times too many"] = { "outlier", function(cells)
      cells.B[CAME][3] = cells.B[CAME][3] * 1000
    end, { "B immatriculations 2016-Q3" }, 200000 },
    ["a thousandth"] = { "outlier", function(cells) cells.C[TURNOVER][3] = 9600 end,
      { "C chiffres_d_affaires 2016-Q3" }, 9600 },
    ["a thousand times in the last quarter"] = { "outlier", function(cells)
      cells.B[CAME][12] = cells.B[CAME][12] * 1000
    end, { "B immatriculations 2018-Q4" }, 200000 },
    ["a thousand times in the first quarter"] = { "outlier", function(cells)
      cells.B[CAME][1] = cells.B[CAME][1] * 1000
    end, { "B immatriculations 2016-Q1" }, 200000 },
    ["five hundred times"] = { "outlier", function(cells) cells.B[CAME][3] = 200 * 500 end,
      { "B immatriculations 2016-Q3" }, 100000 },
    ["a five hundredth"] = { "outlier", function(cells) cells.E[CAME][3] = 3.2 end,
      { "E immatriculations 2016-Q3" }, 3.2 },
    ["seven hundred times at the end"] = { "outlier", function(cells)
      cells.B[CAME][12] = 200 * 700
    end, { "B immatriculations 2018-Q4" }, 140000 },
    ["beside what is far away"] = { "outlier", function(cells)
      cells.B[CAME][3], cells.B[CAME][6] = 200 * 600, 200 * 600
    end, { "B immatriculations 2016-Q3 2017-Q2" }, 120000 },
    ["not beside another such figure"] = { "outlier", function(cells)
      cells.B[CAME][3], cells.B[CAME][5] = 200 * 600, 200 * 600
    end, {} },
    ["not beside zeros"] = { "outlier", function(cells)
      for i = 1, 12 do cells.B[CAME][i] = i == 3 and 5000 or 0 end
    end, {} },
    ["not of two figures"] = { "outlier", function(cells)
      for i = 3, 12 do cells.B[CAME][i] = false end
      cells.B[CAME][2] = 200 * 1000
    end, {} },
    ["what three units of five have, once"] = { "negative", function(cells)
      for _, name in ipairs { "A", "B", "C" } do cells[name][CAME][3] = -1 end
    end, { "the whole immatriculations 2016-Q3" }, -1 },
    ["what two of five have, each"] = { "negative", function(cells)
      for _, name in ipairs { "A", "B" } do cells[name][CAME][3] = -1 end
    end, { "A immatriculations 2016-Q3", "B immatriculations 2016-Q3" }, -1 },
    ["what three have in two periods, each by its periods"] = { "negative", function(cells)
      for _, name in ipairs { "A", "B" } do cells[name][CAME][3] = -1 end
      cells.C[CAME][4] = -1
    end, { "A immatriculations 2016-Q3", "B immatriculations 2016-Q3",
      "C immatriculations 2016-Q4" }, -1 },
    ["no level that stays"] = { "outlier", function(cells)
      for i = 6, 12 do cells.B[TURNOVER][i] = cells.B[TURNOVER][i] * 600 end
    end, {} },
  } do
    it("is found, and no other: " .. name, function()
      local result = check.report(build({}, case[2]))
      assert.are.same(case[3], places(result, case[1]))
      local one = found(result, case[1])[1]
      assert.are.equal(case[4], one and one.size)
      if one then assert.are.equal("warning", one.severity) end
    end)
  end

  it("that half of all units have is each unit's", function()
    local weights = { A = 1, B = 2, C = 4, D = 8, E = 16, F = 32 }
    local result = check.report(build({ weights = weights }, function(cells)
      for _, name in ipairs { "A", "B", "C" } do cells[name][CAME][3] = -1 end
    end))
    assert.are.equal(3, #found(result, "negative"))
  end)

  it("below zero is no fault of an adjustment, nor of a balance", function()
    local p = build({ weights = { A = 100, B = 20, C = 40, D = 80, _calage_ = 1 } }, function(cells)
      for i = 1, 12 do cells._calage_[CAME][i] = -3 end
    end)
    assert.are.same({}, found(check.report(p), "negative"))
    local balance = build({}, function(cells) cells.A[WENT][3] = 180 end):with "solde"
    assert.are.same({}, found(check.report(balance), "negative"))
  end)
end)
