-- Findings on figures that contradict each other.
local check = require "urssaf.panel.check"
local checked_panels = require "spec.support.checked_panels"
local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"

local build, found, places, kinds, reason, last_line, near, WEIGHTS, REST = checked_panels.build,
  checked_panels.found, checked_panels.places, checked_panels.kinds, checked_panels.reason,
  checked_panels.last_line, checked_panels.near, checked_panels.WEIGHTS, checked_panels.REST
local CAME, WENT, TURNOVER, ACTIVE, STOCK = lua.unpack(checked_panels.MEASURES)

for module, exports in pairs {
  ["urssaf.panel.vintage"] = { "breaks", "estimated", "of", "settle", "source" },
  ["urssaf.panel.check_plausibility"] = { "NEEDS", "active_above_registered", "stock_flow",
    "turnover_per_active" },
} do
  describe(module, function() hygiene(module, exports) end)
end

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

  it("is known of each unit among others", function()
    -- 4000 euros; the usual range is 2000 to 9000, of one unit eight times as wide
    for turnover, places_of in pairs { [4] = true, [249] = true, [250] = false, [72000] = false,
      [72001] = true } do
      local result = check.report(build({}, function(cells)
        for i = 1, 12 do cells.B[TURNOVER][i] = turnover * cells.B[ACTIVE][i] end
      end))
      local list = {}
      for _, one in ipairs(found(result, "turnover_per_active")) do list[#list + 1] = one.where end
      assert.are.same(places_of, list[#list] == "B", turnover)
    end
  end)

  it("is not known of a unit of few accounts among others", function()
    local result = check.report(build({}, function(cells)
      for i = 1, 12 do cells.B[ACTIVE][i], cells.B[TURNOVER][i] = 49, 49 * 80000 end
    end))
    assert.are.same({}, found(result, "turnover_per_active"))
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
