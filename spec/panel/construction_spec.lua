-- Panels made from series and from plain tables.
local assert_misuse = require "spec.support.assert_misuse"
local cjson = require "spec.support.cjson"
local hygiene = require "spec.support.hygiene"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local keys, listed = small_panel.keys, small_panel.listed
local RAD, IMM = "radiations", "immatriculations"
local MAIN = "auto-entrepreneurs-par-departement"

local function one(fields)
  local given = { measure = "permis", key = { code_departement = "38", departement = "Isère" },
    values = { ["2021-Q1"] = 310, ["2021-Q2"] = 295, ["2021-Q4"] = 342 } }
  for name, value in pairs(fields or {}) do given[name] = value end
  return given
end

local function two()
  return small_panel.panel(2021, { IMM, RAD }, {
    { keys.ain, [IMM] = { 1, 2, 3, 4, 5 }, [RAD] = { 6, false, 8, 9, 10 } },
    { keys.corse, [IMM] = { 11, 12, 13, 14, 15 }, [RAD] = { 16, 17, 18, 19, 20 } } })
end

describe("urssaf.panel makes a panel", function()
  it("of values by period, in any spelling and order", function()
    local panel = urssaf.panel { series = { one() } }
    assert.are.equal("quarter", panel.frequency)
    assert.are.same({ "2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4" }, panel.periods)
    assert.are.same({ 310, 295, "-", 342 }, listed(panel.series[1]))
    assert.are.equal(342, panel.series[1]:last())
    panel = urssaf.panel { { measure = "x", values = { ["mars 2021"] = 3, ["2021-01"] = 1 } } }
    assert.are.same({ 1, "-", 3 }, listed(panel.series[1]))
    assert.are.equal("month", panel.frequency)
  end)

  it("of values by position", function()
    local panel = urssaf.panel { periods = { "T1 2021", "2021Q2", "2021-Q3" },
      series = { one { values = { 1, nil, 3 } } } }
    assert.are.same({ 1, "-", 3 }, listed(panel.series[1]))
    panel = urssaf.panel { series = { one { periods = { 2021, 2022 }, frequency = "year",
      values = { 1, 2 } } } }
    assert.are.same({ "2021", "2022" }, panel.periods)
  end)

  it("on the grid of all series, or a given one", function()
    local list = { one(), one { measure = "y", values = { ["2020-Q4"] = 7, ["2022-Q1"] = 8 } } }
    local panel = urssaf.panel(list)
    assert.are.same({ "-", 310, 295, "-", 342, "-" }, listed(panel.series[1]))
    assert.are.same({ 7, "-", "-", "-", "-", 8 }, listed(panel.series[2]))
    panel = urssaf.panel { series = { one() }, periods = small_panel.quarters(2020, 12) }
    assert.are.equal(12, #panel.periods)
    assert.are.equal(310, panel.series[1].values[5])
    assert.are.same({}, urssaf.panel({ series = {}, frequency = "year" }).periods)
  end)

  it("in canonical order, that all operations take", function()
    local function of(code, measure, value)
      return { measure = measure, key = { code_departement = code }, values = { ["2021"] = value } }
    end
    local panel = urssaf.panel { of("2A", RAD, 1), of("38", "own", 2), of("2A", IMM, 3),
      of("19", RAD, 4), of("38", RAD, 5) }
    local order = {}
    for i, s in ipairs(panel.series) do order[i] = s.key.code_departement .. " " .. s.measure end
    assert.are.same({ "19 radiations", "2A immatriculations", "2A radiations", "38 radiations",
      "38 own" }, order)
    assert.are.equal(10, panel:filter({ measure = RAD }):total().series[1].values[1])
    assert.are.equal("38", panel:rank({ measure = RAD })[1].key.code_departement)
  end)

  it("with natures and units of the user's own", function()
    local panel = urssaf.panel { series = { one { nature = "stock", unit = "permit",
      label = "Permits" } } }
    assert_misuse(function() panel:rolling(2) end, "is a stock")
    assert.are.equal("permit", panel.series[1].unit)
    assert_misuse(function() urssaf.panel({ one() }):annual() end, "how")
    -- of a measure that the library knows, it knows the nature
    assert.are.equal(3, urssaf.panel({ { measure = RAD, values = { ["2021-Q1"] = 1,
      ["2021-Q2"] = 1, ["2021-Q3"] = 1 } } }):rolling(3).series[1].values[3])
  end)

  it("of what JSON has of one, with null where there is no value", function()
    local given = two()
    local back = urssaf.panel(cjson.decode(given:to_json()))
    assert.are.equal(given:to_csv(), back:to_csv())
    assert.are.equal("-", listed(back.series[2])[2])
  end)

  it("of series of other panels, which keep what is known of them", function()
    local given = two()
    local grown, part = given.series[1]:growth(1), given.series[4]:slice("2021-Q3", "2021-Q4")
    local panel = urssaf.panel { part, grown }
    assert.are.same({ "-", "-", 18, 19, "-" }, listed(panel.series[2]))
    assert.are.same({ "growth(1)", "1" }, { panel.series[1].transform, panel.series[1].unit })
    assert.are.equal(2, panel.series[1].values[2] + 1)
    assert.are.equal(1, #small_panel.notes(panel, "season"))
    assert.are.same({ "-", "-", 18, 19, "-" }, listed(panel:filter({ measure = RAD }):total()
      .series[1]))
    assert.are.equal(given:to_csv(), urssaf.panel(given):to_csv())
  end)

  it("of sums and ratios on a longer grid, which stay what they are", function()
    local holes = small_panel.panel(2021, { RAD }, { { keys.ain, [RAD] = { 1, 2 } },
      { keys.corse, [RAD] = { 5, false } } })
    local sum = holes:total({ missing = "skip" }).series[1]
    local ratio = two():with("r", { numerator = IMM, denominator = RAD })
      :filter({ measure = "r", departement = "Ain" }).series[1]
    local panel = urssaf.panel { sum, ratio,
      { measure = "x", values = { ["2020-Q4"] = 1 } } }
    local at = {}
    for _, s in ipairs(panel.series) do at[s.measure] = s end
    assert.are.same({ "-", 6, 2, "-", "-", "-" }, listed(at[RAD]))
    assert.are.same({ 1, 2 }, at[RAD].coverage[3])
    assert.are.equal(1 / 6, at.r.values[2])
    -- the year's immatriculations and radiations: one quarter lacks a part
    assert.is_nil(panel:filter({ measure = "r" }):annual().series[1].values[2])
    assert.are.equal(6, at.r.parts.denominator.values[2])
  end)

  it("whose source is what is given", function()
    local lacking = urssaf.panel { one() }
    assert.are.equal("Source: not given.", lacking:cite "en")
    assert.are.equal("Source\194\160: non précisée.", lacking:cite "fr")
    assert.matches("not given", lacking:cite "bibtex")
    assert.matches("Source: not given%.", urssaf.chart.line(lacking))
    assert.matches("^Ministère", urssaf.panel({ series = { one() },
      source = "Ministère" }):cite "en")
    assert.are.equal("Urssaf", urssaf.panel({ two().series[1] }):cite("en"):match "^Urssaf")
  end)

  it("of values by years that are numbers", function()
    local panel = urssaf.panel { one { values = { [2021] = 5, [2023] = 7 } } }
    assert.are.equal("year", panel.frequency)
    assert.are.same({ "2021", "2022", "2023" }, panel.periods)
    assert.are.same({ 5, "-", 7 }, listed(panel.series[1]))
    assert.are.same({ 5, 7 }, listed(urssaf.panel { one {
      values = { [2021] = 5, ["2022"] = 7 } } }.series[1]))
    -- positions are no years, and years are no quarters
    assert_misuse(function() urssaf.panel { one { values = { 5, 7 } } } end,
      "say which periods the values belong to")
    assert_misuse(function() urssaf.panel { one { values = { [2021] = 5, [3] = 7 } } } end,
      "the value '3' is of no ")
    assert_misuse(function()
      urssaf.panel { one { values = { [2021] = 5 }, frequency = "quarter" } }
    end, "the value '2021' is of no quarter")
  end)

  it("of figures of a user's own, which are not said to be Urssaf's", function()
    local panel = urssaf.panel { series = { one() },
      source = { title = "A survey", url = "https://example.org/x" } }
    assert.are.equal("A survey, https://example.org/x.", panel:cite "en")
    assert.are.equal("@misc{urssaf:panel,\n  title = {A survey},\n"
      .. "  url = {https://example.org/x},\n}", panel:cite "bibtex")
    assert.is_nil(panel:cite("csl"):find("author", 1, true))
    assert.matches(">Source: A survey, example%.org/x<", urssaf.chart.line(panel))
    local of_address = urssaf.panel { series = { one() }, source = { url = "https://x.fr/y" } }
    assert.matches(">Source: x%.fr/y<", urssaf.chart.line(of_address))
    assert.matches("^https://x%.fr/y%.$", of_address:cite "fr")
    for _, again in ipairs { urssaf.read { text = panel:to_csv() },
      urssaf.panel(cjson.decode(panel:to_json())) } do
      assert.are.equal("A survey, https://example.org/x",
        again:cite("en"):match "^A survey, https://example.org/x")
    end
    local table_of_rows = urssaf.read { text = "period,measure,value\n2021-Q1,x,3\n" }
    assert.matches(">Source: not given%.<", urssaf.chart.line(table_of_rows))
  end)

  it("of figures that are said to be of a dataset of Urssaf's, as its files are", function()
    local panel = urssaf.panel { series = { one() }, dataset = MAIN, source = { path = "x.csv" } }
    assert.matches("^Urssaf: ", panel:cite "en")
  end)

  it("with a source and notes that can be written", function()
    local within = {}
    within.within = { within }
    for expected, given in pairs {
      ["'source' must be a table whose title is a text, got a table"] = { source = { title = {} } },
      ["'source' must be a table whose url is a text, got a table"] = { source = { url = 5 } },
      ["'source' must be a table that does not contain itself"] = { source = { more = within } },
      ["'notes' must be a list of notes that do not contain themselves"] = {
        notes = { { kind = "own", message = "mine", more = within } } },
    } do
      given.series = { one() }
      assert_misuse(function() urssaf.panel(given) end, expected)
    end
  end)

  it("also under the module's name", function()
    local panel = require "urssaf.panel"
    assert.are.equal(urssaf.panel({ one() }):to_csv(), panel({ one() }):to_csv())
  end)
end)

describe("urssaf.panel refuses", function()
  for name, case in pairs {
    ["what is no table"] = { 4, "a table of options expected, got 4" },
    ["an unknown option"] = { { serie = {} }, "unknown option 'serie'", "'series'" },
    ["an unknown field"] = { { { measure = "x", value = {} } },
      "series 1: unknown field 'value' (did you mean 'values'?)" },
    ["a series without a measure"] = { { { values = {} } }, "series 1: say which measure" },
    ["a wrong nature"] = { { one { nature = "flows" } }, "nature must be", "got flows" },
    ["a panel among series"] = { { two() }, "series 1 is a panel: give its series" },
    ["what is no series"] = { { one(), 3 }, "series 2: a series, or a table, expected, got 3" },
    ["values without periods"] = { { one { values = { 1 } } }, "say which periods" },
    ["no values"] = { { { measure = "x" } }, "values must be a table, got nil" },
    ["a gap in the grid"] = { { one { values = {}, periods = { "2021-Q1", "2021-Q3" } } },
      "series 1 (permis, Isère (38)): 2021-Q3 follows 2021-Q1", "consecutive" },
    ["a value too many"] = { { one { values = { 1, 2 }, periods = { "2021-Q1" } } },
      "a value number 2", "periods is 1" },
    ["infinity"] = { { one { values = { ["2021-Q3"] = 1 / 0 } } }, "2021-Q3: a finite number",
      "got inf" },
    ["a text for a number"] = { { one { values = { ["2021-Q3"] = "12" } } }, 'got "12"' },
    ["what is no period"] = { { one { values = { ["2021-Q5"] = 1 } } },
      "'2021-Q5' is of no period" },
    ["a period twice"] = { { one { values = { ["2021-Q1"] = 1, ["T1 2021"] = 2 } } },
      "2021-Q1 is there twice" },
    ["a number for a code"] = { { one { key = { code_departement = 38 } } },
      "the key code_departement must be a text, such as \"01\", got 38" },
    ["a key called measure"] = { { one { key = { measure = "x" } } },
      "'measure' cannot be the name of a key" },
    ["a unit twice"] = { { one(),
      one { key = { code_departement = "38", departement = "ISÈRE" } } },
      "series 2 (permis, ISÈRE (38)) is there already, as series 1" },
    ["months beside quarters"] = { { one(), one { measure = "y", values = { ["2021-03"] = 1 } } },
      "series 2 (y, Isère (38)) has months, series 1 (permis, Isère (38)) has quarters" },
    ["quarters in a panel of years"] = { { frequency = "year", series = { one { values = {},
      periods = { "2021-Q1" }, frequency = "quarter" } } }, "has quarters, the panel years" },
    ["a grid without some values"] = { { series = { one() }, periods = { "2021-Q1", "2021-Q2" } },
      "the series go from 2021-Q1 to 2021-Q4" },
    ["a grid that is too long"] = { { one { values = { ["1021-01"] = 1, ["2021-01"] = 2 } } },
      "more than 2000 months" },
    ["a panel without a frequency"] = { { series = {} }, "say which frequency" },
    ["notes that are no list"] = { { series = { one() }, notes = 5 }, "a list of notes" },
    ["notes without a kind"] = { { series = { one() }, notes = { "x" } }, "a list of notes" },
  } do
    it(name, function()
      for i = 2, #case do assert_misuse(function() urssaf.panel(case[1]) end, case[i]) end
    end)
  end
end)

describe("urssaf.panel.construction", function()
  hygiene("urssaf.panel.construction", { "panel" })
end)

describe("urssaf.panel.plain_series", function()
  hygiene("urssaf.panel.plain_series", { "check_length", "grid", "is_null", "key", "of",
    "value" })
end)

describe("urssaf.panel.regrid", function()
  hygiene("urssaf.panel.regrid", "function")
end)
