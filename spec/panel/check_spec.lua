local assert_misuse = require "spec.support.assert_misuse"
local check = require "urssaf.panel.check"
local checked_panels = require "spec.support.checked_panels"
local cjson = require "spec.support.cjson"
local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local panel = require "urssaf.panel"
local small_panel = require "spec.support.small_panel"

local build, found, places, kinds, reason, last_line, sample = checked_panels.build,
  checked_panels.found, checked_panels.places, checked_panels.kinds, checked_panels.reason,
  checked_panels.last_line, checked_panels.sample
local CAME, WENT, TURNOVER, ACTIVE, STOCK = lua.unpack(checked_panels.MEASURES)

for module, exports in pairs {
  ["urssaf.panel.check"] = { "report" },
  ["urssaf.panel.check_findings"] = { "new" },
  ["urssaf.panel.check_units"] = { "empty", "lifetimes" },
} do
  describe(module, function() hygiene(module, exports) end)
end

describe("a consistent panel", function()
  for name, options in pairs {
    small = {}, large = { scale = 1000 }, ["over a break"] = { year = 2019, quarters = 24 },
    ["of one unit"] = { weights = { A = 1 } }, ["of one quarter"] = { quarters = 1 },
  } do
    it(name .. ", has no finding", function()
      local result = check.report(build(options))
      assert.are.same({}, result.findings)
      assert.is_true(result.ok)
      assert.are.same({}, result.skipped)
      assert.are.equal("ok: nothing found", last_line(result))
    end)
  end

  it("is not changed", function()
    local p = build({ scale = 1000 }, function(cells)
      cells.A[STOCK][3], cells.B[CAME][2], cells.C[ACTIVE][2] = 5, false, 1e9
    end)
    local before = cjson.encode { p.periods, p.notes, p.source }
    local values = {}
    for i, s in ipairs(p.series) do values[i] = small_panel.listed(s) end
    check.report(p)
    assert.are.equal(before, cjson.encode { p.periods, p.notes, p.source })
    for i, s in ipairs(p.series) do assert.are.same(values[i], small_panel.listed(s)) end
  end)
end)

describe("grid", function()
  local function of(periods, frequency, change)
    local s = { measure = "radiations", frequency = frequency, key = { region = "A" },
      periods = periods, values = {} }
    for i = 1, #periods do s.values[i] = i end
    if change then change(s) end
    return check.report(panel.new { frequency = frequency, periods = periods, series = { s } })
  end

  for name, case in pairs {
    ["a quarter is left out"] = { { "2020-Q1", "2020-Q3", "2020-Q4" }, "quarter", { "2020-Q3" } },
    ["a quarter comes twice"] = { { "2020-Q1", "2020-Q1", "2020-Q2" }, "quarter", { "2020-Q1" } },
    ["quarters run backwards"] = { { "2020-Q2", "2020-Q1" }, "quarter", { "2020-Q1" } },
    ["a period is no quarter"] = { { "2020-Q1", "2020" }, "quarter", { "2020" } },
    ["a year is left out"] = { { "2020", "2022" }, "year", { "2022" } },
    ["a period is no year"] = { { "2020", "2021-Q1" }, "year", { "2021-Q1" } },
  } do
    it("fires where " .. name, function()
      local result = of(case[1], case[2])
      assert.are.equal(1, #result.findings)
      local one = result.findings[1]
      assert.are.equal("grid", one.kind)
      assert.are.equal("error", one.severity)
      assert.are.equal("the whole", one.where)
      assert.are.same(case[3], one.periods)
      assert.are.equal("the whole: the periods do not follow each other, at " .. case[3][1],
        one.message)
      assert.is_false(result.ok)
      assert.are.equal("not ok: 1 error, in what was checked", last_line(result))
    end)
  end

  for name, change in pairs {
    ["has other periods"] = function(s) s.periods = { "2020-Q1", "2020-Q2", "2021-Q1" } end,
    ["has fewer periods"] = function(s) s.periods = { "2020-Q1", "2020-Q2" }; s.values[3] = nil end,
    ["is of years"] = function(s) s.frequency = "year" end,
    ["has a value after its periods"] = function(s) s.values[4] = 4 end,
    ["has a value before its periods"] = function(s) s.values[0] = 0 end,
    ["has a value between its periods"] = function(s) s.values[3 / 2] = 0 end,
  } do
    it("fires where a series " .. name, function()
      local result = of({ "2020-Q1", "2020-Q2", "2020-Q3" }, "quarter", change)
      assert.are.same({ "A radiations" }, places(result, "grid"))
      assert.are.equal("error", result.findings[1].severity)
      assert.are.equal(name:find "value" and 1 or 0, result.findings[1].size)
      assert.matches(name:find "value" and "belong to no period" or "other periods",
        result.findings[1].message, 1, true)
    end)
  end

  it("accepts consecutive quarters and years, and equal copies of the grid", function()
    assert.are.same({}, of({ "2020-Q3", "2020-Q4", "2021-Q1" }, "quarter").findings)
    assert.are.same({}, of({ "2019", "2020" }, "year").findings)
    local copied = of({ "2020-Q1", "2020-Q2" }, "quarter", function(s)
      s.periods = { "2020-Q1", "2020-Q2" }
    end)
    assert.are.same({}, copied.findings)
  end)

  it("is checked of growths too", function()
    local p = build {}:yoy()
    p.series[1].values[99] = 1
    assert.are.same({ "A immatriculations" }, places(check.report(p), "grid"))
  end)

  it("with an error prevents all other checks", function()
    local result = of({ "2020-Q1", "2020-Q3" }, "quarter")
    for _, kind in ipairs { "missing", "total_row", "active_above_registered", "stock_flow",
      "turnover_per_active", "unclassified" } do
      assert.matches("grid is not in order", reason(result, kind), 1, true)
    end
  end)
end)

describe("on other panels", function()
  it("an empty one is ok, and nothing was checked", function()
    local result = check.report(panel.new { frequency = "quarter", periods = {}, series = {} })
    assert.is_true(result.ok)
    assert.are.same({}, result.findings)
    assert.are.equal(14, #result.skipped)
    for _, one in ipairs(result.skipped) do assert.matches("no values", one.reason, 1, true) end
  end)

  it("one with some of the five measures reports the checks that need the others", function()
    local result = check.report(build {}:filter { measure = { CAME, TURNOVER } })
    assert.matches("no economiquement_actifs, no administrativement_actifs",
      reason(result, "active_above_registered"), 1, true)
    assert.matches("no administrativement_actifs, no radiations", reason(result, "stock_flow"), 1,
      true)
  end)

  it("one without any of them does not, since nobody expects these checks", function()
    local result = check.report(small_panel.panel(2020, { "dpae_brut", "nouveaux" }, {
      { { region = "A" }, dpae_brut = { 1, false, 3 }, nouveaux = { 5, 6, 7 } },
      { { region = "B" }, dpae_brut = { 4, 5, 6 }, nouveaux = { false, 1, false } } }))
    assert.are.same({ "A dpae_brut 2020-Q2", "B nouveaux 2020-Q3" }, places(result, "missing"))
    for _, kind in ipairs { "active_above_registered", "stock_flow", "turnover_per_active" } do
      assert.is_nil(reason(result, kind))
    end
  end)

  it("growths, windows and ratios are reported as not checked", function()
    local holes = build({}, function(cells) cells.A[CAME][3], cells.A[ACTIVE][3] = false, false end)
    for _, p in ipairs { holes:yoy(), holes:with("taux_activite"):filter {
      measure = "taux_activite" } } do
      local result = check.report(p)
      assert.are.same({}, result.findings)
      assert.is_true(result.ok)
      for _, one in ipairs(result.skipped) do assert.is_string(one.reason) end
    end
    assert.is_string(reason(check.report(holes:yoy()), nil, "yoy of immatriculations"))
    assert.is_string(reason(check.report(holes:with "taux_activite"), nil, "taux_activite"))
  end)

  it("years are checked for missing values and single figures only", function()
    local p = build({ quarters = 12 }, function(cells)
      cells.B[CAME][6] = false
      cells.C[TURNOVER][6] = 1e12
    end)
    local result = check.report(p:annual())
    assert.are.same({ "B immatriculations 2017" }, places(result, "missing"))
    assert.are.same({ "C chiffres_d_affaires 2017" }, places(result, "outlier"))
    assert.are.same({ "missing", "outlier" }, kinds(result))
    assert.matches("quarters", reason(result, "turnover_per_active"), 1, true)
  end)

  it("totals are checked as totals", function()
    local p = build({ scale = 1000 }, function(cells) cells.B[CAME][6] = false end):total()
    assert.are.same({ "the whole immatriculations 2017-Q2" }, places(check.report(p), "missing"))
  end)

  it("the sample has the holes that it was made with, and no other finding", function()
    local result = check.report(sample())
    assert.are.same({ "missing", "unclassified" }, kinds(result))
    assert.are.same({ "Cantal (15) immatriculations 2012-Q1", "Lozère (48) radiations 2013-Q3",
      "Creuse (23) chiffres_d_affaires 2020-Q2", "Corse-du-Sud (2A) economiquement_actifs 2016-Q2",
      "Hautes-Alpes (05) administrativement_actifs 2018-Q4" }, places(result, "missing"))
    assert.are.equal(5, #found(result, "unclassified"))
    for _, one in ipairs(found(result, "unclassified")) do
      assert.is_true(one.size > 0.002 and one.size < 0.004) -- 60 of about 22 000
    end
    assert.are.same({}, result.skipped)
  end)

  it("of the sample, a stock that is ten times too large is found", function()
    local at = 50 -- 2021-Q2, in no break
    local p = sample(function(value, key, measure, i)
      local hit = key.code_departement == "01" and measure == STOCK and i == at
      return hit and value * 10 or value
    end)
    assert.are.same({ "the whole administrativement_actifs 2021-Q2 2021-Q3",
      "Ain (01) administrativement_actifs 2021-Q2 2021-Q3" },
      places(check.report(p), "stock_flow"))
  end)

  it("of the sample, strike-offs that are a year late are found, with a possible reason", function()
    -- those of 2019-Q4 fall in 2020-Q4; the stock stays as it was
    local late = {}
    local p = sample(function(value, key, measure, i)
      if measure ~= WENT or not value then return value end
      local id = key.code_departement or "rest"
      if i == 44 then late[id] = value end
      return i == 44 and 0 or i == 48 and value + late[id] or value
    end)
    local result = check.report(p)
    local whole = found(result, "stock_flow")[1]
    assert.are.equal("the whole", whole.where)
    assert.are.same({ "2019-Q4", "2020-Q4" }, whole.periods)
    assert.are.same({ "strike-offs-2019" }, whole.explained_by)
    -- about 109 500 of 1 641 000 and of 1 928 000
    assert.is_true(whole.sizes[1] < -0.05 and whole.sizes[2] > 0.05)
  end)

  it("unknown options raise, with the nearest name", function()
    assert_misuse(function() check.report(build {}, { tolerence = 1 }) end, "tolerence",
      "'tolerance'")
    assert_misuse(function() check.report(build {}, { tolerance = "1 %" }) end, "tolerance",
      "number")
  end)
end)
