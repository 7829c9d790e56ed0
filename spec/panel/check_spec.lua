local cjson = require "spec.support.cjson"
local check = require "urssaf.panel.check"
local check_text = require "urssaf.panel.check_text"
local hygiene = require "spec.support.hygiene"
local locale = require "spec.support.locale"
local lua = require "spec.support.lua"
local panel = require "urssaf.panel"
local assert_misuse = require "spec.support.assert_misuse"
local sample = require "spec.support.standin.sample"
local small_panel = require "spec.support.small_panel"

local MEASURES = { "immatriculations", "radiations", "chiffres_d_affaires", "economiquement_actifs",
  "administrativement_actifs" }
local CAME, WENT, TURNOVER, ACTIVE, STOCK = lua.unpack(MEASURES)

-- No weight is a sum of others, so that no unit looks like a total.
local WEIGHTS = { A = 1, B = 2, C = 4, D = 8, E = 16 }
local REST = "_non classé ailleurs_"

-- A consistent panel. In each quarter a unit has 100 registrations, 60 strike-offs, a stock that
-- grows by 40 from 1000 on, and 600 active accounts with a turnover of 4000 euros each; all times
-- `scale` and its weight. `punch` may change cells[unit][measure][position]; false is a hole.
local function build(options, punch)
  local quarters, cells = options.quarters or 12, {}
  local weights = options.weights or WEIGHTS
  for name, weight in pairs(weights) do
    local size, of = weight * (options.scale or 1), {}
    for _, measure in ipairs(MEASURES) do of[measure] = {} end
    for i = 1, quarters do
      of[CAME][i], of[WENT][i], of[STOCK][i] = 100 * size, 60 * size, (1000 + 40 * i) * size
      of[ACTIVE][i], of[TURNOVER][i] = 600 * size, 600 * 4000 * size
    end
    cells[name] = of
  end
  if punch then punch(cells) end
  local order, units = {}, {}
  for name in pairs(cells) do order[#order + 1] = name end
  table.sort(order)
  for i, name in ipairs(order) do
    units[i] = { options.keys and options.keys[name] or { region = name } }
    for measure, values in pairs(cells[name]) do units[i][measure] = values end
  end
  return small_panel.panel(options.year or 2016, MEASURES, units)
end

local function found(result, kind)
  local list = {}
  for _, one in ipairs(result.findings) do
    if one.kind == kind then list[#list + 1] = one end
  end
  return list
end

-- The places of findings: "unit measure period period …".
local function places(result, kind)
  local list = {}
  for i, one in ipairs(found(result, kind)) do
    list[i] = table.concat({ one.where, one.measure or "-", lua.unpack(one.periods or {}) }, " ")
  end
  return list
end

local function kinds(result)
  local list, seen = {}, {}
  for _, one in ipairs(result.findings) do
    if not seen[one.kind] then seen[one.kind], list[#list + 1] = true, one.kind end
  end
  return list
end

local function reason(result, kind, measure)
  for _, one in ipairs(result.skipped) do
    if one.kind == kind and one.measure == measure then return one.reason end
  end
end

local function last_line(result)
  return tostring(result):match("[^\n]*$")
end

local function near(expected, value)
  assert.is_true(math.abs(expected - value) < 1e-12, ("%s expected, got %s"):format(expected,
    tostring(value)))
end

-- The sample as a panel; `punch(value, key, measure, i)` may change a cell.
local function sample_panel(punch)
  local data, list = sample.auto_entrepreneurs(), {}
  for u, key in ipairs(data.units) do
    for _, measure in ipairs(data.measures) do
      local values = {}
      for i = 1, #data.periods do
        values[i] = data:value(u, measure, i)
        if punch then values[i] = punch(values[i], key, measure, i) end
      end
      list[#list + 1] = { measure = measure, frequency = "quarter", key = key,
        periods = data.periods, values = values }
    end
  end
  return panel.new { dataset = data.id, frequency = "quarter", periods = data.periods,
    series = list }
end

for module, exports in pairs {
  ["urssaf.panel.check"] = { "report" },
  ["urssaf.panel.check_cells"] = { "estimated", "negative", "outlier" },
  ["urssaf.panel.vintage"] = { "estimated" },
  ["urssaf.panel.check_completeness"] = { "missing", "totals", "unclassified" },
  ["urssaf.panel.check_plausibility"] = { "NEEDS", "active_above_registered", "stock_flow",
    "turnover_per_active" },
  ["urssaf.panel.check_findings"] = { "new" },
  ["urssaf.panel.check_units"] = { "empty", "lifetimes" },
  ["urssaf.panel.check_text"] = { "period", "rounded", "signed_percent", "spans" },
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

describe("active above registered", function()
  -- B: 1200 active of 2000 + 80 i registered, 120 struck off in each quarter
  for name, case in pairs {
    ["far above, it is a warning"] = { 2080 + 121, "warning", nil, 121 },
    ["by as many as were struck off, it is explained"] = { 2080 + 120, "warning",
      { "radiations" }, 120 },
    ["as many as registered, there is nothing to find"] = { 2080 },
  } do
    it("in one quarter: " .. name, function()
      local result = check.report(build({}, function(cells)
        cells.B[ACTIVE][1], cells.B[TURNOVER][1] = case[1], case[1] * 4000
      end))
      local one = found(result, "active_above_registered")[1]
      assert.are.equal(case[2] == nil or case[3] ~= nil, result.ok)
      assert.are.equal(case[2] and 1 or 0, #result.findings)
      if case[2] then
        assert.are.equal(case[2], one.severity)
        assert.are.same(case[3], one.explained_by)
        assert.are.equal(case[4], one.size)
        assert.are.same({ region = "B" }, one.key)
        assert.are.same({ "2016-Q1" }, one.periods)
      end
    end)
  end

  it("is not explained without strike-offs", function()
    local result = check.report(build({}, function(cells)
      cells.B[ACTIVE][1], cells.B[TURNOVER][1], cells.B[WENT][1] = 2081, 2081 * 4000, false
    end))
    assert.is_nil(found(result, "active_above_registered")[1].explained_by)
  end)

  it("distinguishes explained from other cases, with the largest of each", function()
    local result = check.report(build({}, function(cells)
      for i, more in pairs { [1] = 120, [2] = 500, [3] = 300, [4] = 7 } do
        cells.B[ACTIVE][i] = cells.B[STOCK][i] + more
        cells.B[TURNOVER][i] = cells.B[ACTIVE][i] * 4000
      end
    end))
    local list = found(result, "active_above_registered")
    assert.are.same({ "B economiquement_actifs 2016-Q2 2016-Q3",
      "B economiquement_actifs 2016-Q1 2016-Q4" }, places(result, "active_above_registered"))
    assert.are.same({ 500, 120 }, { list[1].size, list[2].size })
    assert.are.same({ { 500, 300 }, { 120, 7 } }, { list[1].sizes, list[2].sizes })
  end)
end)

describe("stock against flows", function()
  -- The stock of all from quarter `from` on is higher by this share of what it is at that quarter.
  local function raise(share, from)
    return function(cells)
      for _, of in pairs(cells) do
        local more = share * of[STOCK][from] / (1 - share)
        for i = from, #of[STOCK] do of[STOCK][i] = of[STOCK][i] + more end
      end
    end
  end

  -- The share is of the larger stock. What falls by 3 % of the later one, 1240 / 1.03 after 1200
  -- and 40 more, is compared with the one of 1200 or 1240 / 1.03 that is larger.
  for name, case in pairs {
    ["of many accounts, by 3 %"] = { 1000, 0.03, 0.03 },
    ["of many accounts, by 1 %"] = { 1000, 0.01 },
    ["of many accounts, by -3 %"] = { 1000, -0.03, -0.03 },
    ["of many accounts, by -6 %"] = { 1000, -0.06, (1240 / 1.06 - 1240) / 1200 },
    ["of few accounts, by 3 %"] = { 1, 0.03 },
    ["of few accounts, by 12 %"] = { 1, 0.12, 0.12 },
  } do
    it((case[3] and "fires: " or "is silent: ") .. name, function()
      local result = check.report(build({ scale = case[1] }, raise(case[2], 6)))
      assert.are.same(case[3] and { "stock_flow" } or {}, kinds(result))
      if not case[3] then return end
      assert.are.equal(1, #result.findings)
      local one = result.findings[1]
      assert.are.equal("the whole", one.where)
      assert.are.same({ "2017-Q2" }, one.periods)
      assert.is_nil(one.explained_by)
      assert.are.equal("warning", one.severity)
      assert.is_false(result.ok)
      near(case[3], one.size)
    end)
  end

  it("names the break that may explain it, and is ok", function()
    local result = check.report(build({ scale = 1000, year = 2019 }, raise(0.03, 6)))
    local one = result.findings[1]
    assert.are.same({ "2020-Q2" }, one.periods)
    assert.are.same({ "strike-offs-2019" }, one.explained_by)
    assert.matches("31 December 2019", one.message, 1, true)
    assert.is_true(result.ok)
    assert.are.equal("ok: 1 explained", last_line(result))
  end)

  it("distinguishes what a break explains from other gaps", function()
    local result = check.report(build({ scale = 1000, year = 2019 }, function(cells)
      raise(0.03, 2)(cells)
      raise(0.03, 4)(cells)
      raise(0.05, 8)(cells)
      raise(0.04, 9)(cells)
    end))
    assert.are.same({
      "the whole administrativement_actifs 2019-Q2 2021-Q1",
      "the whole administrativement_actifs 2019-Q4 2020-Q4",
    }, places(result, "stock_flow"))
    local open, explained = result.findings[1], result.findings[2]
    assert.is_nil(open.explained_by)
    near(0.04, open.size)
    assert.are.same({ "strike-offs-2019" }, explained.explained_by)
    near(0.05, explained.size)
    near(0.03, explained.sizes[1])
    assert.is_false(result.ok)
  end)

  for name, case in pairs {
    ["a stock with a digit too many"] = { 2024, function(cells)
      for _, of in pairs(cells) do of[STOCK][2] = of[STOCK][2] * 10 end
    end, { "the whole administrativement_actifs 2024-Q2 2024-Q3" } },
    ["a rise of 7 %"] = { 2019, raise(0.07, 6), { "the whole administrativement_actifs 2020-Q2" } },
    ["a fall of 13 %"] = { 2019, raise(-0.16, 6),
      { "the whole administrativement_actifs 2020-Q2" } },
    ["strike-offs with a digit too many"] = { 2019, function(cells)
      for _, of in pairs(cells) do of[WENT][6] = of[WENT][6] * 10 end
    end, { "the whole administrativement_actifs 2020-Q2" } },
  } do
    it("does not let a break explain " .. name, function()
      local result = check.report(build({ scale = 1000, year = case[1] }, case[2]))
      assert.are.same(case[3], places(result, "stock_flow"))
      assert.is_nil(found(result, "stock_flow")[1].explained_by)
      assert.is_false(result.ok)
    end)
  end

  it("lets a break explain a fall of 11 %, and what is twice as much of few accounts", function()
    for _, p in ipairs { build({ scale = 1000, year = 2019 }, raise(-0.12, 6)),
      build({ year = 2019 }, raise(0.115, 6)), build({ year = 2019 }, raise(-0.25, 6)) } do
      local result = check.report(p)
      assert.are.same({ "strike-offs-2019" }, found(result, "stock_flow")[1].explained_by)
      assert.is_true(result.ok)
    end
  end)

  -- the strike-offs of one unit in 2022-Q4 and 2023-Q4 have fractions
  local function reallocated(more)
    return function(cells)
      for _, i in ipairs { 4, 8 } do
        cells.B[WENT][i], cells.B[STOCK][i] = cells.B[WENT][i] + 0.25, cells.B[STOCK][i]
      end
      if more then more(cells) end
    end
  end

  it("finds strike-offs that Urssaf has estimated by their fractions, for information", function()
    local result = check.report(build({ scale = 1000, year = 2022 }, reallocated()))
    assert.are.same({ "the whole radiations 2022-Q4 2023-Q4" }, places(result, "estimated"))
    assert.are.equal(1, #result.findings)
    assert.are.equal("info", result.findings[1].severity)
    assert.matches("Urssaf has estimated and re-allocated", result.findings[1].message, 1, true)
    assert.is_true(result.ok)
    -- not in other quarters, nor before they were put off
    local early = check.report(build({ scale = 1000, year = 2017 }, reallocated()))
    assert.are.same({}, early.findings)
  end)

  it("is explained by no break where Urssaf has re-allocated the strike-offs", function()
    local result = check.report(build({ scale = 1000, year = 2022 }, reallocated(raise(0.03, 6))))
    assert.are.same({ "the whole administrativement_actifs 2023-Q2" },
      places(result, "stock_flow"))
    assert.is_nil(found(result, "stock_flow")[1].explained_by)
    assert.is_false(result.ok)
    local older = check.report(build({ scale = 1000, year = 2022 }, raise(0.03, 6)))
    assert.are.same({ "strike-offs-2022" }, found(older, "stock_flow")[1].explained_by)
  end)

  it("takes another tolerance for the total", function()
    local p = build({ scale = 1000 }, raise(0.01, 6))
    assert.are.equal(1, #check.report(p, { tolerance = 0.009 }).findings)
    assert.are.equal(0, #check.report(p, { tolerance = 0.011 }).findings)
    local few = build({}, raise(0.01, 6))
    assert.are.equal(1, #check.report(few, { tolerance = 0.009 }).findings)
  end)

  -- C's stock, 4000 + 160 i, is doubled in quarter 5: a gap of 4800 there, of -4800 after.
  it("finds the only unit that deviates", function()
    local result = check.report(build({}, function(cells) cells.C[STOCK][5] = 9600 end))
    assert.are.same({ "the whole administrativement_actifs 2017-Q1 2017-Q2",
      "C administrativement_actifs 2017-Q1 2017-Q2" }, places(result, "stock_flow"))
    local whole, unit = result.findings[1], result.findings[2]
    near(4800 / (31 * 1200 + 4800), whole.size)
    assert.are.same({ 1 / 2, -1 / 2 }, unit.sizes)
    assert.are.same({ region = "C" }, unit.key)
    assert.is_nil(whole.key)
  end)

  it("finds a stock of zero, also in the first quarter", function()
    local result = check.report(build({}, function(cells) cells.A[STOCK][5] = 0 end))
    assert.are.same({ "A administrativement_actifs 2017-Q1 2017-Q2" }, places(result, "stock_flow"))
    -- to zero: 0 - 1160 - 40, of 1160; from zero: 1240 - 0 - 40, of 1240
    local sizes = found(result, "stock_flow")[1].sizes
    near(-1200 / 1160, sizes[1])
    near(1200 / 1240, sizes[2])
  end)

  it("finds a unit that deviates among three, from the second quarter on", function()
    local result = check.report(build({ weights = { A = 10, B = 20, C = 1 } }, function(cells)
      cells.C[STOCK][1] = 520 -- half of it: 560 more in the second, of 1080
    end))
    assert.are.same({ "C administrativement_actifs 2016-Q2" }, places(result, "stock_flow"))
    near(520 / 1080, found(result, "stock_flow")[1].size)
  end)

  it("compares a unit with the median", function()
    -- by 0, 10, 16 and 24 % in one quarter: the middle is 13 %, and both ends are 11 % and more off
    local result = check.report(build({ weights = { A = 1, B = 1, C = 1, D = 1 } }, function(cells)
      for name, share in pairs { B = 0.10, C = 0.16, D = 0.24 } do
        raise(share, 6)({ cells[name] })
      end
    end))
    assert.are.same({ "the whole administrativement_actifs 2017-Q2",
      "A administrativement_actifs 2017-Q2", "D administrativement_actifs 2017-Q2" },
      places(result, "stock_flow"))
    near(0, result.findings[2].size)
    near(0.24, result.findings[3].size)
  end)

  it("leaves out sums with missing units", function()
    local keys = {}
    for name in pairs(WEIGHTS) do
      keys[name] = { region = name < "C" and "West" or "East", departement = name }
    end
    local p = build({ scale = 1000, keys = keys }, function(cells) cells.E[STOCK][5] = false end)
    local result = check.report(p:aggregate { by = "region", missing = "skip" })
    assert.are.same({}, result.findings)
  end)

  it("reports a gap that all units have for the total only", function()
    local result = check.report(build({ scale = 1000 }, raise(0.3, 6)))
    assert.are.equal(1, #result.findings)
    assert.are.equal("the whole", result.findings[1].where)
  end)

  it("does not check the unclassified remainder alone", function()
    local result = check.report(build({ weights = { A = 10, B = 20, C = 40, D = 80, [REST] = 1 } },
      function(cells) cells[REST][STOCK][5] = 2400 end))
    assert.are.same({}, found(result, "stock_flow"))
  end)

  it("counts the units that have all of the values", function()
    local result = check.report(build({ scale = 1000 }, function(cells)
      cells.E[STOCK][5], cells.D[CAME][8] = false, false
    end))
    assert.are.same({ "missing" }, kinds(result))
  end)

  it("of a panel of one unit is that unit's", function()
    local result = check.report(build({ weights = { A = 1 } }, raise(0.2, 3)))
    assert.are.same({ "A administrativement_actifs 2016-Q3" }, places(result, "stock_flow"))
    assert.are.same({ region = "A" }, result.findings[1].key)
  end)
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
    ["no turnover below zero"] = { "negative", function(cells) cells.B[TURNOVER][3] = -5 end, {} },
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
    ["not a little less"] = { "outlier", function(cells) cells.B[CAME][3] = 200 * 500 - 1 end, {} },
    ["a five hundredth"] = { "outlier", function(cells) cells.E[CAME][3] = 3.2 end,
      { "E immatriculations 2016-Q3" }, 3.2 },
    ["seven hundred times at the end"] = { "outlier", function(cells)
      cells.B[CAME][12] = 200 * 700
    end, { "B immatriculations 2018-Q4" }, 140000 },
    ["not a little less at the end"] = { "outlier", function(cells)
      cells.B[CAME][12] = 200 * 700 - 1
    end, {} },
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
    ["no hundred times"] = { "outlier", function(cells) cells.B[CAME][3] = 200 * 400 end, {} },
    ["no level that stays"] = { "outlier", function(cells)
      for i = 6, 12 do cells.B[TURNOVER][i] = cells.B[TURNOVER][i] * 600 end
    end, {} },
    ["no rise of money at the end"] = { "outlier", function(cells)
      cells.B[TURNOVER][12] = cells.B[TURNOVER][12] * 1000
    end, {} },
    ["no zero"] = { "outlier", function(cells) cells.C[CAME][3] = 0 end, {} },
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

describe("turnover per active account", function()
  local function times(factor, at)
    return function(cells)
      for _, of in pairs(cells) do
        for i = at or 1, at or 12 do of[TURNOVER][i] = of[TURNOVER][i] * factor end
      end
    end
  end

  -- 4000 euros an account; 18 600 active at scale 1
  for name, case in pairs {
    ["at 12 000 euros, of many accounts"] = { 1000, 3, 12000 },
    ["at 1 000 euros, of many accounts"] = { 1000, 1 / 4, 1000 },
    ["in thousands of euros"] = { 1, 1 / 1000, 4 },
    ["in cents"] = { 1, 100, 400000 },
    ["of nothing"] = { 1, 0, 0 },
    ["at 8 000 euros, of many accounts"] = { 1000, 2 },
    ["at 12 000 euros, of few accounts"] = { 1, 3 },
    ["at 1 000 euros, of few accounts"] = { 1, 1 / 4 },
  } do
    it((case[3] and "fires: " or "is silent: ") .. name, function()
      local result = check.report(build({ scale = case[1] }, times(case[2], 5)))
      assert.are.same(case[3] and { "the whole chiffres_d_affaires 2017-Q1" } or {},
        places(result, "turnover_per_active"))
      assert.are.equal(case[3] == nil, result.ok)
      if case[3] then near(case[3], found(result, "turnover_per_active")[1].size) end
    end)
  end

  it("is known of a single account", function()
    local result = check.report(build({ weights = { A = 1 } }, function(cells)
      for i = 1, 12 do cells.A[ACTIVE][i] = 600 end
      cells.A[ACTIVE][5], cells.A[TURNOVER][5] = 1, 9000000
    end))
    assert.are.equal(9000000, found(result, "turnover_per_active")[1].size)
  end)

  it("covers the units that have both", function()
    local result = check.report(build({ scale = 1000 }, function(cells)
      cells.E[ACTIVE][5], cells.D[TURNOVER][6] = false, false
    end))
    assert.are.same({ "missing" }, kinds(result))
  end)

  it("reports the quarter that is farthest off", function()
    local result = check.report(build({ scale = 1000 }, function(cells)
      times(1 / 4, 1)(cells)
      times(3, 2)(cells)
      times(1 / 100, 3)(cells)
      times(5, 4)(cells)
    end))
    local one = result.findings[1]
    assert.are.same({ "2016-Q1", "2016-Q2", "2016-Q3", "2016-Q4" }, one.periods)
    assert.are.same({ 1000, 12000, 40, 20000 }, one.sizes)
    assert.are.equal(40, one.size)
  end)

  it("of a panel of one unit is that unit's, and without active accounts nothing", function()
    local result = check.report(build({ weights = { A = 1 } }, function(cells)
      cells.A[TURNOVER][5], cells.A[TURNOVER][6], cells.A[ACTIVE][6] = 7, 0, 0
    end))
    assert.are.same({ "A chiffres_d_affaires 2017-Q1" }, places(result, "turnover_per_active"))
    assert.are.same({ region = "A" }, result.findings[1].key)
  end)

  it("is not checked where turnover is a mean", function()
    local p = build({}, times(1 / 600))
    for _, s in ipairs(p.series) do
      if s.measure == TURNOVER then s.nature, s.unit = "ratio", "EUR/account" end
    end
    local result = check.report(p)
    assert.are.same({}, result.findings)
    assert.matches("no chiffres_d_affaires", reason(result, "turnover_per_active"), 1, true)
    assert.is_string(reason(result, nil, TURNOVER))
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

describe("on other panels", function()
  it("an empty one is ok, and nothing was checked", function()
    local result = check.report(panel.new { frequency = "quarter", periods = {}, series = {} })
    assert.is_true(result.ok)
    assert.are.same({}, result.findings)
    assert.are.equal(10, #result.skipped)
    for _, one in ipairs(result.skipped) do assert.matches("no values", one.reason, 1, true) end
  end)

  it("one without the five measures reports the checks that need them", function()
    local result = check.report(small_panel.panel(2020, { "dpae_brut", "nouveaux" }, {
      { { region = "A" }, dpae_brut = { 1, false, 3 }, nouveaux = { 5, 6, 7 } },
      { { region = "B" }, dpae_brut = { 4, 5, 6 }, nouveaux = { false, 1, false } } }))
    assert.are.same({ "A dpae_brut 2020-Q2", "B nouveaux 2020-Q3" }, places(result, "missing"))
    assert.matches("no economiquement_actifs, no administrativement_actifs",
      reason(result, "active_above_registered"), 1, true)
    assert.matches("no administrativement_actifs, no immatriculations, no radiations",
      reason(result, "stock_flow"), 1, true)
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
    local result = check.report(sample_panel())
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
    local p = sample_panel(function(value, key, measure, i)
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
    local p = sample_panel(function(value, key, measure, i)
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

describe("the report", function()
  it("groups findings, names periods as spans, and ends with the verdict", function()
    local p = build({ scale = 1000 }, function(cells)
      for i = 2, 5 do cells.A[CAME][i] = false end
      cells.A[CAME][8] = false
      for i = 1, 12 do cells.B[ACTIVE][i] = cells.B[STOCK][i] + 1 end
    end)
    assert.are.equal(table.concat({
      "panel: 25 series, 2016-Q1 to 2018-Q4",
      "missing (1 warning)",
      "  A: immatriculations missing in Q2 2016 to Q1 2017, Q4 2017",
      "active_above_registered (1 explained)",
      "  B: more accounts active than registered, by up to 1, in Q1 2016 to Q4 2018; as many were"
        .. " struck off in the quarter, and may have been active",
      "not ok: 1 warning, 1 explained",
    }, "\n"), tostring(check.report(p)))
  end)

  it("lists what was not checked, once for each reason", function()
    local p = small_panel.panel(2020, { "dpae_brut", "nouveaux" }, {
      { { region = "A" }, dpae_brut = { 1, 2 }, nouveaux = { 5, 6 } },
      { { region = REST }, dpae_brut = { 3, 6 }, nouveaux = { 7, 8 } } })
    assert.are.equal(table.concat({
      "panel: 4 series, 2020-Q1 to 2020-Q2",
      "unclassified (1 warning)",
      "  " .. REST .. ": 75 % of dpae_brut in Q2 2020",
      "not checked: total_row: one of 2 units may equal the others by chance, so only names were"
        .. " checked",
      "not checked: active_above_registered: there is no economiquement_actifs, no"
        .. " administrativement_actifs",
      "not checked: stock_flow: there is no administrativement_actifs, no immatriculations, no"
        .. " radiations",
      "not checked: turnover_per_active: there is no chiffres_d_affaires, no economiquement_actifs",
      "not checked: unclassified of nouveaux: it is not known whether it can be added up",
      "not ok: 1 warning, in what was checked",
    }, "\n"), tostring(check.report(p)))
    local text = tostring(check.report(p:yoy()))
    assert.matches("\nnot checked: yoy of dpae_brut, yoy of nouveaux: it is computed from others,"
      .. " or a ratio\nnot checked: missing, ended, empty, total_row, negative, outlier,"
      .. " active_above_registered, stock_flow, turnover_per_active, unclassified: there are no"
      .. " values to check\n", text, 1, true)
  end)

  it("prints ten lines of a kind without a line on more", function()
    local text = tostring(check.report(build({}, function(cells)
      for k, name in ipairs { "A", "B", "C", "D", "E" } do
        cells[name][CAME][2 + k], cells[name][WENT][2 + k] = false, false
      end
    end)))
    local _, line_ends = text:gsub("\n", "")
    assert.are.equal(12, line_ends) -- the panel, the kind, ten, the verdict
    assert.is_nil(text:find("more", 1, true))
  end)

  it("is short: ten lines of a kind, six spans", function()
    local weights = {}
    for i = 1, 13 do weights[("U%02d"):format(i)] = 2 ^ i end
    local result = check.report(build({ weights = weights, quarters = 20 }, function(cells)
      for _, name in pairs { "U01", "U02", "U03", "U04", "U05", "U06", "U07", "U08", "U09", "U10",
        "U11", "U12" } do
        for i = 2, 16, 2 do cells[name][TURNOVER][i] = false end
      end
    end))
    assert.are.equal(12, #result.findings)
    local text = tostring(result)
    assert.matches("U01: chiffres_d_affaires missing in Q2 2016, Q4 2016, Q2 2017, Q4 2017,"
      .. " Q2 2018, Q4 2018 and 2 more\n", text, 1, true)
    assert.matches("\n  U09:", text, 1, true)
    assert.matches("\n  U10:", text, 1, true)
    assert.is_nil(text:find("U11", 1, true))
    assert.matches("\n  and 2 more\n", text, 1, true)
    assert.are.equal("not ok: 12 warnings", last_line(result))
  end)

  it("has no decimal comma under a French locale", function()
    if not locale.has_french() then return pending(locale.MISSING) end
    local text = locale.under(locale.FRENCH, function()
      local weights = { A = 1, B = 2, C = 300, D = 70, [REST] = 5 }
      return tostring(check.report(build({ weights = weights }, function(cells)
        cells.B[STOCK][5] = 9999
        for _, of in pairs(cells) do of[TURNOVER][3] = of[ACTIVE][3] * 100.25 end
      end)))
    end)
    assert.matches("1.32 % of immatriculations", text, 1, true) -- 5 of 378
    assert.matches(" is 100.25 euros in Q3 2016", text, 1, true)
    -- 9999 - 2 × 1160 - 2 × 40 = 7599, of 9999
    assert.matches("by up to +76 % of the stock (Q1 2017)", text, 1, true)
    assert.is_nil(text:find("%d,%d"))
  end)
end)

describe("periods in findings", function()
  it("are in words, and spans where they follow each other", function()
    assert.are.equal("January 2021", check_text.period "2021-01")
    assert.are.equal("Q2 2021 to Q3 2021, Q1 2022",
      check_text.spans({ "2021-Q2", "2021-Q3", "2022-Q1" }, "quarter"))
    assert.are.equal("December 2020 to January 2021",
      check_text.spans({ "2020-12", "2021-01" }, "month"))
    assert.are.equal("2019, 2021", check_text.spans({ "2019", "2021" }, "year"))
  end)

  it("are in the words of the caller, if it gives any", function()
    local function code(name) return name end
    assert.are.equal("2021-01 to 2021-02, 2021-04",
      check_text.spans({ "2021-01", "2021-02", "2021-04" }, "month", code))
    assert.are.equal("2021-01 à 2021-02",
      check_text.spans({ "2021-01", "2021-02" }, "month", code, " à "))
  end)
end)
