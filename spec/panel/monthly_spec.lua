-- Panels of months: the arithmetic over time. The figures of a unit are those of its months counted
-- from 1 on, so that sums and means are easy to do by hand.
local assert_misuse = require "spec.support.assert_misuse"
local small_panel = require "spec.support.small_panel"

local keys, listed, notes = small_panel.keys, small_panel.listed, small_panel.notes

local FLOW, STOCK, COUNT = "immatriculations", "administrativement_actifs", "economiquement_actifs"

-- first, first + 1, …
local function counted(first, size)
  local values = {}
  for i = 1, size do values[i] = first + i - 1 end
  return values
end

local function months(first_year, measures, values, key)
  local unit = { key or keys.ain }
  for _, measure in ipairs(measures) do unit[measure] = values end
  return small_panel.panel(first_year, measures, { unit }, { frequency = "month" })
end

-- Two years of months, from 2020-01 on.
local function two_years(...)
  return months(2020, { ... }, counted(1, 24))
end

local function near(expected, got)
  assert.is_true(math.abs(expected - got) < 1e-12, ("%.17g, not %.17g"):format(got, expected))
end

describe("a series of months", function()
  local flow = two_years(FLOW).series[1]

  it("is looked up in any spelling of a month, the month's last day and a pair too", function()
    for _, when in ipairs { "2020-03", "03/2020", "mars 2020", "March 2020", "2020-03-31",
      { 2020, 3 }, { year = 2020, month = 3 } } do
      assert.are.equal(3, flow:at(when))
    end
    assert.is_nil(flow:at "2022-01")
    for _, wrong in ipairs { "2020-Q1", "2020", 2020 } do
      assert_misuse(function() flow:at(wrong) end, "is not one month")
    end
  end)

  it("grows over twelve months", function()
    local yoy = flow:yoy()
    assert.is_nil(yoy:at "2020-12")
    near(12, yoy:at "2021-01") -- 13 / 1 - 1
    near(1, yoy:at "2021-12") -- 24 / 12 - 1
    assert.are.equal(12, yoy:count())
    assert.are.equal("yoy", yoy.transform)
  end)

  it("grows over a month", function()
    local mom = flow:mom()
    assert.is_nil(mom:at "2020-01")
    near(1, mom:at "2020-02")
    near(1 / 23, mom:at "2021-12")
    assert.are.equal("mom", mom.transform)
    assert.are.equal("1", mom.unit)
  end)

  it("has no growth over a quarter; quarters and years have none over a month", function()
    assert_misuse(function() flow:qoq() end,
      "qoq is for quarters: these are months, use mom or yoy")
    local quarters = two_years(FLOW):quarterly()
    assert_misuse(function() quarters:mom() end,
      "mom is for months: these are quarters, use qoq or yoy")
    assert_misuse(function() two_years(FLOW):annual():mom() end,
      "mom is for months: these are years, use yoy")
  end)

  it("rolls over a year unless told otherwise", function()
    local year = flow:rolling()
    assert.is_nil(year:at "2020-11")
    assert.are.equal(78, year:at "2020-12") -- 1 + … + 12
    assert.are.equal(222, year:at "2021-12") -- 13 + … + 24
    assert.are.equal("rolling(12)", year.transform)
    assert.are.equal(6, flow:rolling(3):at "2020-03")
    assert.are.equal(6.5, two_years(COUNT).series[1]:rolling():at "2020-12")
    assert_misuse(function() two_years(STOCK).series[1]:rolling() end, "is a stock")
    local quarters = small_panel.panel(2020, { FLOW }, { { keys.ain, [FLOW] = { 1, 2, 3, 4 } } })
    assert.are.equal(10, quarters.series[1]:rolling():at "2020-Q4")
  end)

  it("is an index with a month, a quarter's mean or a year's mean as base", function()
    near(2400, flow:index("2020-01"):at "2021-12")
    near(200, flow:index(2020):at "2021-01") -- 13 / 6.5
    near(200, flow:index("2020-Q1"):at "2020-04") -- 4 / 2
    assert.are.equal("index(2020-01)", flow:index("janvier 2020").transform)
    assert.are.equal("index(2020)", flow:index(2020).transform)
    assert.are.equal("index(2020-Q1)", flow:index("T1 2020").transform)
    assert_misuse(function() flow:index(2022) end,
      "index: 2022 is outside these data, months from 2020-01 to 2021-12")
    assert_misuse(function() two_years(FLOW):quarterly().series[1]:index "2020-02" end,
      "index: the base is shorter than a quarter")
  end)

  it("is cut by periods of any frequency", function()
    assert.are.same({ 4, 5, 6 }, flow:slice("2020-Q2", "2020-06").values)
    assert.are.same(counted(13, 12), flow:slice(2021).values)
    assert.are.same({ 1, 2 }, flow:slice(nil, "février 2020").values)
  end)
end)

describe("a panel of months", function()
  it("is filtered by periods of any frequency", function()
    local panel = two_years(FLOW):filter { from = "2020-Q4", to = "2021-01-31" }
    assert.are.same({ "2020-10", "2020-11", "2020-12", "2021-01" }, panel.periods)
    assert.are.same({ 10, 11, 12, 13 }, panel.series[1].values)
    assert_misuse(function() panel:filter { from = "2021-Q2", to = "2021-03" } end,
      "from is after to: 2021-Q2, 2021-03")
    assert_misuse(function() panel:filter { from = "2021-13" } end, "'2021-13' is not one period")
  end)

  it("cut by months leaves out the quarters that are only partly in the span", function()
    local quarters = two_years(FLOW):quarterly()
    assert.are.same({ "2020-Q2", "2020-Q3" },
      quarters:filter({ from = "2020-02", to = "2020-11" }).periods)
    assert.are.same({ "2021" },
      two_years(FLOW):annual():filter({ from = "2020-02" }).periods)
  end)

  it("has growths of every series", function()
    near(1, two_years(FLOW):mom().series[1]:at "2020-02")
    near(12, two_years(FLOW):yoy().series[1]:at "2021-01")
    assert.are.equal(78, two_years(FLOW):rolling().series[1]:at "2020-12")
  end)

  it("knows its latest complete month", function()
    local panel = small_panel.panel(2020, { FLOW }, {
      { keys.ain, [FLOW] = { 1, 2, 3, 4 } }, { keys.isere, [FLOW] = { 1, 2, 3, false } },
    }, { frequency = "month" })
    assert.are.equal("2020-03", panel:latest_complete())
    assert.are.equal("2020-03", panel:rank({}).period)
    assert.are.equal("2020-04", panel:rank({ at = "avril 2020" }).period)
    assert.are.equal("2020-04", panel:rank({ at = "2020-04-30" }).period)
    assert.are.equal(4, panel:share({ at = "2020-02" }).total)
    assert_misuse(function() panel:rank { at = "2021-01" } end,
      "at: 2021-01 is outside these data, months from 2020-01 to 2020-04")
  end)

  it("compares with the month a year before", function()
    local rows = small_panel.panel(2020, { FLOW }, {
      { keys.ain, [FLOW] = counted(1, 13) }, { keys.isere, [FLOW] = counted(2, 13) },
    }, { frequency = "month" }):contributions {}
    assert.are.same({ "2020-01", "2021-01" }, { rows.from, rows.to })
    near(12 / 3, rows[1].points) -- 1 becomes 13, of a total of 3
    near(24 / 3, rows.total.growth)
  end)

  it("is added up over units, and a unit is expected from its first month on", function()
    local panel = small_panel.panel(2020, { FLOW }, {
      { keys.ain, [FLOW] = { 1, 2, 3, 4 } }, { keys.isere, [FLOW] = { false, false, 10, false } },
    }, { frequency = "month" })
    assert.are.same({ 1, 2, 13, "-" }, listed(panel:total().series[1]))
    assert.are.same({ 13, "-" },
      listed(panel:filter({ from = "2020-03" }):total().series[1]))
  end)
end)

describe("quarters of months", function()
  it("add flows, take stocks at the end, average counts", function()
    local panel = months(2020, { FLOW, COUNT, STOCK }, counted(1, 6)):quarterly()
    assert.are.equal("quarter", panel.frequency)
    assert.are.same({ "2020-Q1", "2020-Q2" }, panel.periods)
    local got = {}
    for _, s in ipairs(panel.series) do
      assert.are.equal("quarter", s.frequency)
      got[s.measure] = listed(s)
    end
    assert.are.same({ [FLOW] = { 6, 15 }, [COUNT] = { 2, 5 }, [STOCK] = { 3, 6 } }, got)
  end)

  it("are missing unless whole", function()
    local whole = months(2020, { FLOW, STOCK }, { 1, 2, 3, 4, false, 6, 7, 8, 9, 10, 11 })
    local panel = whole:quarterly()
    assert.are.same({ 6, "-", 24, "-" }, listed(panel.series[1]))
    assert.are.same({ 3, "-", 9, "-" }, listed(panel.series[2]))
    local cut = whole:filter({ from = "2020-02", to = "2020-09" }):quarterly()
    assert.are.same({ "2020-Q1", "2020-Q2", "2020-Q3" }, cut.periods)
    assert.are.same({ "-", "-", 24 }, listed(cut.series[1]))
    assert.are.equal("2020-Q1", cut.series[1].since)
  end)

  it("compute ratios anew from their parts", function()
    -- turnover 300, 600, 900 of 2, 3, 4 active accounts among 10, 20, 30
    local panel = small_panel.panel(2020, { "chiffres_d_affaires", COUNT, STOCK }, { { keys.ain,
      chiffres_d_affaires = { 300, 600, 900 }, [COUNT] = { 2, 3, 4 }, [STOCK] = { 10, 20, 30 },
    } }, { frequency = "month" }):with("chiffre_d_affaires_moyen"):with("taux_activite")
    local got = {}
    for _, s in ipairs(panel:quarterly().series) do got[s.measure] = s.values[1] end
    near(600, got.chiffre_d_affaires_moyen) -- 1800 / 3
    near(3 / 20, got.taux_activite)
    assert.are.equal(1800, got.chiffres_d_affaires)
  end)

  it("leave out a ratio without parts, with a note", function()
    local panel = months(2020, { FLOW, "taux_activite" }, counted(1, 3)):quarterly()
    assert.are.equal(1, #panel.series)
    local note = notes(panel, "left_out")[1]
    assert.are.equal("taux_activite", note.measure)
    assert.matches("is a ratio", note.message, 1, true)
    assert_misuse(function() months(2020, { "taux_activite" }, counted(1, 3)):quarterly() end,
      "is a ratio: it is never added or averaged", "panel:quarterly")
  end)

  it("ask how an unknown measure is combined", function()
    local panel = months(2020, { "mystere" }, counted(1, 3))
    assert_misuse(function() panel:quarterly() end, "mystere", 'how = "sum"')
    assert.are.equal(3, panel:quarterly({ how = "last" }).series[1].values[1])
    assert.are.equal(2, panel:quarterly({ how = "mean" }).series[1].values[1])
  end)

  it("are made of months alone", function()
    local quarters = small_panel.panel(2020, { FLOW }, { { keys.ain, [FLOW] = { 1 } } })
    assert_misuse(function() quarters:quarterly() end,
      "quarterly: a panel of months expected, these are quarters")
    assert_misuse(function() two_years(FLOW):annual():quarterly() end,
      "quarterly: a panel of months expected, these are years")
  end)

  it("of an empty panel are none", function()
    local empty = two_years(FLOW):filter({ from = 2030 }):quarterly()
    assert.are.same({}, empty.periods)
    assert.are.equal("quarter", empty.frequency)
  end)
end)

describe("years of months", function()
  it("are those of their quarters", function()
    local panel = months(2020, { FLOW, COUNT, STOCK }, counted(1, 24))
    local years = panel:annual()
    assert.are.same({ "2020", "2021" }, years.periods)
    local got = {}
    for _, s in ipairs(years.series) do got[s.measure] = listed(s) end
    assert.are.same({ [FLOW] = { 78, 222 }, [COUNT] = { 6.5, 18.5 }, [STOCK] = { 12, 24 } }, got)
    for i, s in ipairs(panel:quarterly():annual().series) do
      assert.are.same(listed(years.series[i]), listed(s))
    end
  end)

  it("are missing unless all twelve months are there", function()
    local panel = months(2020, { FLOW }, counted(1, 23))
    assert.are.same({ 78, "-" }, listed(panel:annual().series[1]))
    assert.are.same({ "-", "-" }, listed(panel:filter({ from = "2020-02" }):annual().series[1]))
  end)
end)

-- strike-offs-2019, of the measures' definitions: from 2019-Q4 to 2020-Q4
describe("a break, which is dated by quarter", function()
  local function touched(result)
    for _, note in ipairs(result.notes or {}) do
      if note.id == "strike-offs-2019" then return note.periods end
    end
    return {}
  end

  it("affects all months of its quarters", function()
    local panel = months(2019, { "radiations" }, counted(1, 36))
    local periods = touched(panel:filter({ from = "2019-01" }).series[1]:rolling(1))
    assert.are.equal("2019-10", periods[1])
    assert.are.equal("2020-12", periods[#periods])
    assert.are.equal(15, #periods)
    periods = touched(panel.series[1]:mom())
    assert.are.equal("2021-01", periods[#periods])
    periods = touched(panel:quarterly())
    assert.are.same({ "2019-Q4", "2020-Q4" }, { periods[1], periods[#periods] })
  end)

  it("affects a level until the end of its last quarter, when it is right again", function()
    local panel = months(2019, { STOCK }, counted(1, 36))
    local periods = touched(panel.series[1]:change(1))
    assert.are.same({ "2019-10", "2020-12" }, { periods[1], periods[#periods] })
    assert.are.same({}, touched(panel:filter({ from = "2021-01" }).series[1]:change(1)))
  end)
end)

describe("reports on a panel of months", function()
  it("name the months without a value, and check no rule for quarters", function()
    local panel = small_panel.panel(2020, { FLOW, "radiations", STOCK }, {
      { keys.ain, [FLOW] = { 1, 2, 3, 4 }, radiations = { 1, false, false, 1 },
        [STOCK] = { 10, 50, 60, 70 } },
    }, { frequency = "month" })
    local report = panel:check()
    local kinds = {}
    for _, finding in ipairs(report.findings) do kinds[#kinds + 1] = finding.kind end
    assert.are.same({ "missing" }, kinds)
    assert.matches("February 2020 to March 2020", report.findings[1].message, 1, true)
    local skipped = {}
    for _, one in ipairs(report.skipped) do skipped[one.kind or one.measure] = one.reason end
    assert.are.equal("the periods are not quarters", skipped.stock_flow)
  end)

  it("find months that do not follow each other", function()
    local panel = two_years(FLOW)
    panel.periods[5] = "2020-06"
    local finding = panel:check().findings[1]
    assert.are.equal("grid", finding.kind)
    assert.are.same({ "2020-06", "2020-06" }, finding.periods)
  end)

  it("compare publications", function()
    local older = months(2020, { FLOW }, { 1, 2, 3 })
    local newer = months(2020, { FLOW }, { 1, 5, 3, 4 })
    local diff = newer:diff(older)
    assert.are.same({ "2020-04" }, diff.new_periods)
    assert.are.equal("2020-02", diff.revised[1].period)
    local text = tostring(diff)
    assert.matches("April 2020", text, 1, true)
    assert_misuse(function() newer:diff(older:quarterly()) end, "frequency")
  end)

  it("write months as they are", function()
    local panel = months(2020, { FLOW }, { 1, 2 })
    assert.matches("\n2020%-02,[^\n]*,immatriculations,2,[^\n]*\n", panel:to_csv())
    assert.matches('"frequency":"month"', panel:to_json(), 1, true)
    assert.matches('"2020-02"', panel:to_json { layout = "wide", columns = "departement" }, 1, true)
    local wide = panel:wide { columns = "departement" }
    assert.are.same({ "2020-02", 2 }, wide.rows[2])
    assert.matches("2020-01 to 2020-02", tostring(panel), 1, true)
    assert.matches("2020-01 to 2020-02", tostring(panel.series[1]), 1, true)
  end)
end)
