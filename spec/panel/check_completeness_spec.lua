-- Findings on missing cells, names, total rows and the remainder.
local check = require "urssaf.panel.check"
local checked_panels = require "spec.support.checked_panels"
local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local small_panel = require "spec.support.small_panel"

local build, found, places, kinds, reason, last_line, near, MEASURES, REST = checked_panels.build,
  checked_panels.found, checked_panels.places, checked_panels.kinds, checked_panels.reason,
  checked_panels.last_line, checked_panels.near, checked_panels.MEASURES, checked_panels.REST
local CAME, WENT, TURNOVER, ACTIVE, STOCK = lua.unpack(checked_panels.MEASURES)

describe("urssaf.panel.check_completeness", function()
  hygiene("urssaf.panel.check_completeness", { "missing", "totals", "unclassified" })
end)

describe("missing", function()
  for name, case in pairs {
    ["a hole"] = { function(cells) cells.B[CAME][3] = false end,
      { "B immatriculations 2016-Q3" } },
    ["several holes of a unit and measure, as one finding"] = { function(cells)
      cells.B[CAME][3], cells.B[CAME][4], cells.B[CAME][12] = false, false, false
    end, { "B immatriculations 2016-Q3 2016-Q4 2018-Q4" } },
    ["of two measures and units, by measure and unit"] = { function(cells)
      cells.B[TURNOVER][1 + 1], cells.C[TURNOVER][1 + 1], cells.A[STOCK][12] = false, false, false
    end, { "B chiffres_d_affaires 2016-Q2", "C chiffres_d_affaires 2016-Q2",
      "A administrativement_actifs 2018-Q4" } },
    ["nothing before a unit's own first value"] = { function(cells)
      cells.D[TURNOVER][1], cells.D[TURNOVER][2] = false, false
    end, {} },
    ["what is missing at the panel's end"] = { function(cells) cells.E[WENT][12] = false end,
      { "E radiations 2018-Q4" } },
    ["what no unit has, once"] = { function(cells)
      for _, of in pairs(cells) do of[WENT][5] = false end
      cells.A[WENT][7] = false
    end, { "the whole radiations 2017-Q1", "A radiations 2017-Q3" } },
    ["nothing before a measure's first value at all"] = { function(cells)
      for _, of in pairs(cells) do of[WENT][1], of[WENT][2] = false, false end
    end, {} },
  } do
    it("finds " .. name, function()
      local result = check.report(build({}, case[1]))
      assert.are.same(case[2], places(result, "missing"))
      assert.are.equal(#case[2] == 0, result.ok)
      for _, one in ipairs(found(result, "missing")) do
        assert.are.equal("warning", one.severity)
        assert.are.equal(#one.periods, one.size)
      end
    end)
  end

  it("finds a unit without values of a measure, from the measure's first period on", function()
    local result = check.report(build({ quarters = 3 }, function(cells)
      cells.A[CAME] = { false, false, false }
      for _, name in ipairs { "B", "C", "D", "E" } do cells[name][CAME][1] = false end
    end))
    assert.are.same({ "A immatriculations 2016-Q2 2016-Q3" }, places(result, "missing"))
  end)

  it("finds a unit that lacks a series", function()
    local p = build { quarters = 2 }
    table.remove(p.series, 4)
    local result = check.report(p)
    assert.are.same({ "A economiquement_actifs 2016-Q1 2016-Q2" }, places(result, "missing"))
    assert.are.equal("A: economiquement_actifs missing altogether", result.findings[1].message)
  end)

  it("ignores a measure that no unit has", function()
    local result = check.report(build({}, function(cells)
      for _, of in pairs(cells) do
        for i = 1, 12 do of[TURNOVER][i] = false end
      end
    end))
    assert.are.same({}, result.findings)
    assert.matches("no chiffres_d_affaires", reason(result, "turnover_per_active"), 1, true)
  end)

  it("of the unclassified remainder is a finding for information", function()
    local result = check.report(build({ weights = { A = 10, B = 20, C = 40, D = 80, [REST] = 1 } },
      function(cells) cells[REST][CAME][3] = false end))
    assert.are.same({ REST .. " immatriculations 2016-Q3" }, places(result, "missing"))
    assert.are.equal("info", found(result, "missing")[1].severity)
    assert.is_true(result.ok)
  end)

  -- A and B, the second without a value in 2016-Q2
  local function insolvencies(dataset)
    return small_panel.panel(2016, { "nombre_de_procedures_brut" }, {
      { { region = "A" }, nombre_de_procedures_brut = { 5, 6, 7 } },
      { { region = "B" }, nombre_de_procedures_brut = { 1, false, 2 } },
    }, { dataset = dataset })
  end

  it("is for information where an empty cell very probably means none", function()
    local result = check.report(insolvencies "procedures-collectives-par-region")
    assert.are.same({ "B nombre_de_procedures_brut 2016-Q2" }, places(result, "missing"))
    assert.are.equal("info", result.findings[1].severity)
    assert.matches("very probably none: .*Urssaf does not say", result.findings[1].message)
    assert.is_true(result.ok)
  end)

  it("is a warning beside figures that are too large for none", function()
    local p = small_panel.panel(2016, { "nombre_de_procedures_brut" }, {
      { { region = "A" }, nombre_de_procedures_brut = { 13, 11, false, 12, 12, 1, false, 2 } },
      { { region = "B" }, nombre_de_procedures_brut = { 8, 9, 8, false, 10, 9, 9, 9 } },
      { { region = "C" }, nombre_de_procedures_brut = { 1, 2, 1, 2, 1, 2, 1, 2 } },
    }, { dataset = "procedures-collectives-par-region" })
    -- beside the first: 13, 11, 12, 12, 1, 2; the mean is 8.5
    local result = check.report(p)
    assert.are.equal("info", found(result, "missing")[1].severity)
    for i in pairs(p.series[1].values) do p.series[1].values[i] = 12 end
    result = check.report(p)
    assert.are.same({ "A nombre_de_procedures_brut 2016-Q3 2017-Q3",
      "B nombre_de_procedures_brut 2016-Q4" }, places(result, "missing"))
    assert.are.equal("warning", found(result, "missing")[1].severity)
    assert.are.equal("info", found(result, "missing")[2].severity)
    assert.matches("in Q3 2016, Q3 2017, beside figures too large for none",
      found(result, "missing")[1].message, 1, true)
  end)

  it("comes first where it is a warning, among many that are for information", function()
    local units = {}
    for u = 1, 12 do
      units[u] = { { region = ("U%02d"):format(u) },
        nombre_de_procedures_brut = { 1, false, 2, 1, 2, 1, 2, 1 } }
    end
    units[13] = { { region = "Z" },
      nombre_de_procedures_brut = { 50, 60, 50, false, 60, 50, 60, 50 } }
    local result = check.report(small_panel.panel(2016, { "nombre_de_procedures_brut" }, units,
      { dataset = "procedures-collectives-par-region" }))
    assert.are.equal("Z", result.findings[1].where)
    assert.matches("missing (1 warning, 12 for information)\n  Z: ", tostring(result), 1, true)
  end)

  it("does not hide a total where an empty cell very probably means none", function()
    local function of(dataset)
      local p = small_panel.panel(2016, { "nombre_de_procedures_brut" }, {
        { { region = "A" }, nombre_de_procedures_brut = { 5, false, 7, 8, 9, false, 4, 6, 5 } },
        { { region = "B" }, nombre_de_procedures_brut = { 1, 1, false, 2, 1, 3, false, 2, 1 } },
        { { region = "C" }, nombre_de_procedures_brut = { 2, 3, 4, false, 3, 2, 1, false, 2 } },
        { { region = "D" }, nombre_de_procedures_brut = { 4, 5, 3, 6, 4, 6, 5, 3, false } },
        { { region = "Z" }, nombre_de_procedures_brut = { 12, 9, 14, 16, 17, 11, 10, 11, 8 } },
      }, { dataset = dataset })
      return check.report(p), p:total { missing = "zero" }.series[1]
    end
    local result, sum = of "procedures-collectives-par-region"
    assert.are.same({ "Z -" }, places(result, "total_row"))
    assert.are.equal(12, sum:at "2016-Q1")
    -- elsewhere a sum of which a part is missing is not known
    assert.are.same({}, places(of "procedures-collectives-france-entiere", "total_row"))
  end)

  it("that goes on to the end is a warning, too, where a unit was not small", function()
    local p = small_panel.panel(2016, { "nombre_de_procedures_brut" }, {
      { { region = "A" }, nombre_de_procedures_brut = { 300, 310, 290, 305, false, false, false,
        false, false } },
      { { region = "B" }, nombre_de_procedures_brut = { 1, 2, 1, 2, 1, 2, 1, 2, 1 } },
    }, { dataset = "procedures-collectives-par-region" })
    local result = check.report(p)
    assert.are.same({ "A nombre_de_procedures_brut 2017-Q1 2017-Q2 2017-Q3 2017-Q4 2018-Q1" },
      places(result, "missing"))
    assert.is_false(result.ok)
  end)

  it("is a warning in other datasets", function()
    local result = check.report(insolvencies "procedures-collectives-france-entiere")
    assert.are.equal("warning", result.findings[1].severity)
    assert.not_matches("probably", result.findings[1].message, 1, true)
  end)

  it("knows a unit's first period even if it was filtered out", function()
    local p = build({}, function(cells) cells.B[CAME][5] = false end)
    local cut = check.report(p:filter { from = "2017-Q1" })
    assert.are.same({ "B immatriculations 2017-Q1" }, places(cut, "missing"))
  end)
end)

describe("names that read alike", function()
  for name, other in pairs {
    ["with a blank at the end"] = "Isère ", ["with an accent of its own"] = "Ise\204\128re",
    ["with a no-break space"] = "Isère\194\160", ["with a hidden character"] = "Is\226\128\139ère",
    ["with capitals"] = "ISÈRE", ["with a blank at the beginning"] = " Isère",
  } do
    it(name .. " are a warning, and two units", function()
      local keys = { A = { region = "Isère" }, B = { region = other } }
      local whole = build { keys = keys }
      local result = check.report(whole)
      local list = found(result, "alike")
      assert.are.equal(1, #list)
      assert.are.equal("warning", list[1].severity)
      assert.is_false(result.ok)
      local one = list[1].message:match "another unit, (.*), but its name is not the same$"
      local shown = other:gsub("\226\128\139", "\239\191\189") -- what is hidden is not printed
      assert.are.same({ [shown] = true, ["Isère"] = true },
        { [list[1].where] = true, [one] = true })
      assert.is_true(list[1].key.region == "Isère" or list[1].key.region == other)
      assert.are.equal(1, #whole:filter { measure = CAME,
        region = function(value) return value == other end }.series)
    end)
  end

  it("are compared by what identifies a unit: the code, if there is one", function()
    local keys = { A = { region = "Isère", code_region = "1" },
      B = { region = "Isère ", code_region = "2" }, C = { region = "< 1 mois" },
      D = { region = "> 1 mois" }, E = { region = "Isere et Ain" } }
    assert.are.same({}, found(check.report(build { keys = keys }), "alike"))
  end)

  it("are one finding for each name after the first", function()
    local keys = { A = { region = "Isère" }, B = { region = "Isère " }, C = { region = "Isère  " } }
    assert.are.equal(2, #found(check.report(build { keys = keys }), "alike"))
  end)
end)

describe("a total row", function()
  -- The unit T: in each measure the sum of the others.
  local function add_sum(cells)
    local sums = {}
    for _, measure in ipairs(MEASURES) do
      sums[measure] = {}
      for i = 1, #cells.A[measure] do
        local sum = 0
        for _, of in pairs(cells) do sum = sum + (of[measure][i] or 0) end
        sums[measure][i] = sum
      end
    end
    cells.T = sums
  end

  it("is found where it equals the sum of the others, with the evidence", function()
    local result = check.report(build({ scale = 1000 }, add_sum))
    assert.are.equal(1, #result.findings)
    local one = result.findings[1]
    assert.are.equal("total_row", one.kind)
    assert.are.equal("warning", one.severity)
    assert.are.same({ region = "T" }, one.key)
    assert.are.equal(60, one.size) -- five measures, twelve quarters
    assert.matches("60 cells", one.message, 1, true)
    assert.is_false(result.ok)
  end)

  it("is found though a cell of each measure differs, and the report says by how much", function()
    local result = check.report(build({ scale = 1000 }, function(cells)
      add_sum(cells)
      for _, measure in ipairs(MEASURES) do cells.T[measure][9] = cells.T[measure][9] + 31000 end
    end))
    local one = found(result, "total_row")[1]
    assert.are.equal(55, one.size)
    assert.matches("in 55 of 60 cells where every unit has a value", one.message, 1, true)
    -- 60 strike-offs of 31 000: 31 000 more are a share of 1/61, the largest
    assert.matches("5 cells differ from the sum of its parts, most in Q1 2018, by +31000"
      .. " (radiations)", one.message, 1, true)
  end)

  it("is found from the other cells where a unit has holes", function()
    local result = check.report(build({}, function(cells)
      cells.B[CAME][3] = false
      add_sum(cells)
    end))
    assert.are.equal(59, found(result, "total_row")[1].size)
  end)

  it("is found even if it is a total in one measure only", function()
    local result = check.report(build({}, function(cells)
      add_sum(cells)
      for _, measure in ipairs { WENT, TURNOVER, ACTIVE, STOCK } do
        for i = 2, 6 do cells.T[measure][i] = cells.T[measure][i] * 2 end
      end
    end))
    local one = found(result, "total_row")[1]
    assert.are.equal(12, one.size)
    assert.matches("in immatriculations, in all 12 cells", one.message, 1, true)
  end)

  it("is kept out of the other checks", function()
    -- its stock is far off its flows, and its turnover off the active: both are not its units'
    local p = build({ keys = { T = { region = "France entière" } } }, function(cells)
      add_sum(cells)
      cells.T[STOCK][5], cells.T[TURNOVER][5] = 1e7, 1e12
    end)
    assert.are.same({ "total_row" }, kinds(check.report(p)))
  end)

  for _, name in ipairs { "France entière", "Ensemble", "TOTAL" } do
    it("is found by its name: " .. name, function()
      local result = check.report(build { weights = { A = 1, B = 2, [name] = 7 } })
      assert.are.same({ name .. " -" }, places(result, "total_row"))
      assert.matches("its name", result.findings[1].message, 1, true)
    end)
  end

  it("is found beside another that has a name", function()
    local result = check.report(build({}, function(cells)
      add_sum(cells)
      for i = 1, 12 do cells.T[WENT][i] = cells.T[WENT][i] * 2 end
      cells.Ensemble = { [TURNOVER] = {}, [ACTIVE] = {}, [STOCK] = {}, [WENT] = {}, [CAME] = {} }
      for _, measure in ipairs(MEASURES) do
        for i = 1, 12 do cells.Ensemble[measure][i] = cells.T[measure][i] end
      end
    end))
    assert.are.same({ "Ensemble -", "T -" }, places(result, "total_row"))
    assert.are.equal(48, found(result, "total_row")[2].size)
  end)

  it("is suspected if at least eight cells agree", function()
    local result = check.report(build({ quarters = 8 }, function(cells)
      add_sum(cells)
      for _, measure in ipairs { WENT, TURNOVER, ACTIVE, STOCK } do
        for i = 2, 4 do cells.T[measure][i] = 1e9 end
      end
    end))
    assert.are.equal(8, found(result, "total_row")[1].size)
  end)

  it("is not suspected without enough evidence", function()
    for name, p in pairs {
      ["seven cells"] = build({ quarters = 7 }, function(cells)
        add_sum(cells)
        for _, measure in ipairs { WENT, TURNOVER, ACTIVE, STOCK } do
          for i = 2, 4 do cells.T[measure][i] = 1e9 end
        end
      end),
      ["three units"] = build { weights = { A = 1, B = 2, C = 3 } },
      ["four cells of twelve that differ in each measure"] = build({}, function(cells)
        add_sum(cells)
        for _, measure in ipairs(MEASURES) do
          for i = 9, 12 do cells.T[measure][i] = cells.T[measure][i] * 2 end
        end
      end),
      ["zeros"] = build({}, function(cells)
        for _, of in pairs(cells) do
          for i = 1, 12 do of[WENT][i] = 0 end
        end
      end),
    } do
      assert.are.same({}, found(check.report(p), "total_row"), name)
    end
  end)

  it("is recognized among three units by its name only, which the report says", function()
    local result = check.report(build { weights = { A = 1, B = 2, C = 3 } })
    assert.matches("3 units", reason(result, "total_row"), 1, true)
    assert.are.equal("ok: nothing found, in what was checked", last_line(result))
  end)
end)

describe("the unclassified remainder", function()
  for name, case in pairs {
    ["of 4 %, for information"] = { { A = 96, [REST] = 4 }, 0.04, "info", true },
    ["of 11 %, as a warning"] = { { A = 89, [REST] = 11 }, 0.11, "warning", false },
    ["of 10 %, for information"] = { { A = 90, [REST] = 10 }, 0.10, "info", true },
  } do
    it("is reported " .. name, function()
      local result = check.report(build { weights = case[1] })
      local list = found(result, "unclassified")
      assert.are.equal(5, #list) -- one a measure
      for i, one in ipairs(list) do
        assert.are.equal(MEASURES[i], one.measure)
        assert.are.equal(REST, one.where)
        assert.are.same({ "2018-Q4" }, one.periods)
        near(case[2], one.size)
        assert.are.equal(case[3], one.severity)
      end
      assert.are.equal(case[4], result.ok)
    end)
  end

  it("is measured where all units are there, for each measure", function()
    local result = check.report(build({ weights = { A = 9, B = 90, [REST] = 1 } }, function(cells)
      cells.A[CAME][12], cells[REST][WENT][12], cells.A[WENT][11] = false, false, false
    end))
    local list = found(result, "unclassified")
    assert.are.same({ "2018-Q3" }, list[1].periods)
    assert.are.same({ "2018-Q2" }, list[2].periods)
    assert.are.same({ "2018-Q4" }, list[3].periods)
  end)

  it("of several units is their sum", function()
    local keys = { X = { region = "Corse", departement = REST }, Y = { region = REST } }
    local result = check.report(build { weights = { A = 97, X = 1, Y = 2 }, keys = keys })
    near(0.03, found(result, "unclassified")[1].size)
    assert.is_nil(found(result, "unclassified")[1].key)
    assert.are.equal("unclassified units: 3 % of immatriculations in Q4 2018",
      found(result, "unclassified")[1].message)
  end)

  it("is measured even if a unit is zero, or has not begun", function()
    local result = check.report(build({ weights = { A = 99, B = 5, [REST] = 1 } }, function(cells)
      cells.B[WENT][12] = 0
      for i = 1, 12 do cells.B[CAME][i] = i == 12 and 0 end
    end))
    local list = found(result, "unclassified")
    near(0.01, list[1].size)
    near(0.01, list[2].size)
    assert.are.same({ "2018-Q4" }, list[1].periods)
  end)

  it("without a complete period, or of an unknown measure, is reported as not checked", function()
    local function of(measure, a, rest)
      return check.report(small_panel.panel(2020, { measure },
        { { { region = "A" }, [measure] = a }, { { region = REST }, [measure] = rest } }))
    end
    assert.matches("no period", reason(of("radiations", { 1, false }, { false, 1 }),
      "unclassified", "radiations"), 1, true)
    assert.matches("no period", reason(of("radiations", { 0, 0 }, { 0, 0 }), "unclassified",
      "radiations"), 1, true)
    assert.matches("no negative value", reason(of("solde", { -1, 5 }, { 1, -1 }), "unclassified",
      "solde"), 1, true)
    assert.matches("it is not known", reason(of("nouveaux", { 1, 2 }, { 1, 1 }), "unclassified",
      "nouveaux"), 1, true)
    assert.is_nil(reason(of("radiations", { 1, 2 }, { 1, 1 }), "unclassified", "radiations"))
  end)
end)
