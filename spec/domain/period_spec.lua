local assert_misuse = require "spec.support.assert_misuse"
local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local period = require "urssaf.domain.period"
local quarter = require "urssaf.domain.quarter"

describe("urssaf.domain.year", function()
  hygiene("urssaf.domain.year", { "number", "is", "ordinal", "parse", "from_ordinal", "format",
    "first_day", "last_day" })
end)

describe("urssaf.domain.shown_period", function()
  hygiene("urssaf.domain.shown_period", "function")
end)

describe("urssaf.domain.period", function()
  hygiene("urssaf.domain.period", {
    "A_YEAR", "add", "check_span", "compare", "difference", "first_day", "format", "frequency",
    "from_ordinal", "is", "is_bound", "last_day", "lower", "ordinal", "outside",
    "overlap", "parse", "position", "positions", "range", "upper", "year",
  })

  it("is public as urssaf.period", function()
    assert.are.equal(period, require("urssaf").period)
  end)

  it("knows how many periods make a year", function()
    assert.are.same({ month = 12, quarter = 4, year = 1 }, period.A_YEAR)
  end)

  describe("without a frequency", function()
    for _, case in ipairs {
      { "mars 2021", "2021-03", "month" }, { "03/2021", "2021-03", "month" },
      { { year = 2021, month = 3 }, "2021-03", "month" },
      { "T2 2021", "2021-Q2", "quarter" }, { "2e trimestre 2021", "2021-Q2", "quarter" },
      { { year = 2021, quarter = 2 }, "2021-Q2", "quarter" },
      { 2021, "2021", "year" }, { "2021", "2021", "year" },
    } do
      it(("takes %s for a %s"):format(case[2], case[3]), function()
        assert.are.equal(case[2], period.parse(case[1]))
        assert.are.equal(case[3], period.frequency(case[1]))
        assert.is_true(period.is(case[1]))
      end)
    end

    it("refuses what may be a month or a quarter, and says what to do", function()
      for _, value in ipairs { "2021-06-30", "2021-05-31", "2021-06-30T00:00:00Z", { 2021, 2 },
        { 2021, 7 } } do
        assert.is_false(period.is(value))
        for _, name in ipairs { "parse", "frequency", "ordinal", "first_day", "last_day",
          "format" } do
          assert_misuse(function() period[name](value) end,
            "may be a month or a quarter: write it as 2021-06 or 2021-Q2")
        end
      end
    end)

    it("refuses what is no period", function()
      for _, value in ipairs { "2021-Q5", "2021-13", "21", 21, "2021-05-14", { 2021, 13 }, {},
        true } do
        assert.is_false(period.is(value))
        assert_misuse(function() period.parse(value) end, "is not one period: write a month as")
      end
      assert_misuse(function() period.frequency(nil) end, "'nil' is not one period")
      assert_misuse(function() period.frequency { a = 1 } end, "'a table' is not one period")
    end)
  end)

  describe("with a frequency", function()
    it("takes a last day and a pair", function()
      assert.are.equal("2021-06", period.parse("2021-06-30", "month"))
      assert.are.equal("2021-Q2", period.parse("2021-06-30", "quarter"))
      assert.are.equal("2021-02", period.parse({ 2021, 2 }, "month"))
      assert.are.equal("2021-Q2", period.parse({ 2021, 2 }, "quarter"))
      assert.is_true(period.is("2021-05-31", "month"))
      assert.is_false(period.is("2021-05-31", "quarter"))
    end)

    it("refuses a period of another one", function()
      assert.is_false(period.is("2021-03", "quarter"))
      assert.is_false(period.is("2021", "month"))
      assert_misuse(function() period.parse("2021-Q2", "month") end, "'2021-Q2' is not one month")
      assert_misuse(function() period.parse("2021-03", "quarter") end,
        "'2021-03' is not one quarter")
      assert_misuse(function() period.ordinal("2021-03", "year") end, "'2021-03' is not a year")
    end)

    it("refuses a frequency that there is not", function()
      for _, name in ipairs { "parse", "is", "ordinal" } do
        assert_misuse(function() period[name]("2021", "week") end,
          "unknown frequency 'week': 'month', 'quarter' or 'year' expected")
      end
      assert_misuse(function() period.from_ordinal(24252, "week") end, "unknown frequency")
      assert_misuse(function() period.from_ordinal(24252) end, "unknown frequency")
    end)
  end)

  it("formats all three", function()
    local shown = {}
    for i, value in ipairs { "2021-12", "2021-Q4", 2021 } do
      shown[2 * i - 1], shown[2 * i] = period.format(value), period.format(value, "fr")
    end
    assert.are.same({ "2021-12", "décembre 2021", "2021-Q4", "T4 2021", "2021", "2021" }, shown)
  end)

  it("knows first and last days", function()
    for value, days in pairs { ["2024-02"] = "2024-02-01/2024-02-29",
      ["2023-Q2"] = "2023-04-01/2023-06-30", ["2023"] = "2023-01-01/2023-12-31" } do
      assert.are.equal(days, period.first_day(value) .. "/" .. period.last_day(value))
    end
  end)

  it("adds periods across years, both ways", function()
    for _, case in ipairs {
      { "2021-12", 1, "2022-01" }, { "2021-01", -1, "2020-12" }, { "mars 2021", -14, "2020-01" },
      { "2021-Q4", 1, "2022-Q1" }, { "T1 2021", -67, "2004-Q2" }, { 2021, -21, "2000" },
    } do
      assert.are.equal(case[3], period.add(case[1], case[2]))
    end
    assert_misuse(function() period.add("2021-03", 0.5) end, "a whole number of periods")
    assert_misuse(function() period.add("9999-12", 1) end, "months run from 1000-01 to 9999-12")
    assert_misuse(function() period.add(9999, 1) end, "years run from 1000 to 9999")
  end)

  it("knows the years from 1000 to 9999", function()
    for value, is in pairs { ["1000"] = true, ["9999"] = true, ["0999"] = false } do
      assert.are.equal(is, period.is(value, "year"))
    end
    assert.are.same({ true, false }, { period.is(1000, "year"), period.is(999, "year") })
    assert.is_false(period.is(10000, "year"))
  end)

  it("takes differences, compares and lists, within one frequency", function()
    assert.are.equal(14, period.difference("2021-03", "janvier 2020"))
    assert.are.equal(-67, period.difference("2009-Q1", "2025-Q4"))
    assert.are.equal(5, period.difference(2021, 2016))
    assert.are.equal("integer", lua.number_type(period.difference("2021-03", "2020-01")))
    assert.are.equal(-1, period.compare("2020-12", "2021-01"))
    assert.are.equal(0, period.compare("2021-03", "mars 2021"))
    assert.are.equal(1, period.compare("2021", "2020"))
    assert.are.same({ "2020-11", "2020-12", "2021-01" }, period.range("2020-11", "2021-01"))
    assert.are.same({ "2020", "2021" }, period.range(2020, 2021))
    assert.are.same({}, period.range("2021-02", "2021-01"))
    for _, name in ipairs { "difference", "compare", "range" } do
      assert_misuse(function() period[name]("2021-03", "2021-Q1") end,
        "'2021-03' is a month, '2021-Q1' a quarter: only periods of one frequency")
    end
  end)

  it("gives consecutive ordinals, with the way back", function()
    for frequency, expected in pairs { month = 2021 * 12 + 2, quarter = 2021 * 4 + 2,
      year = 2021 } do
      local spelling = ({ month = "2021-03", quarter = "2021-Q3", year = "2021" })[frequency]
      assert.are.equal(expected, period.ordinal(spelling))
      assert.are.equal(expected, period.ordinal(spelling, frequency))
      assert.are.equal(spelling, period.from_ordinal(expected, frequency))
    end
    assert_misuse(function() period.from_ordinal(1.5, "month") end, "a whole number of periods")
  end)

  describe("in a span", function()
    -- { bound, frequency of the grid, first period, last period }, by the calendar
    for _, case in ipairs {
      { "2021-02", "month", "2021-02", "2021-02" },
      { "2021-Q2", "month", "2021-04", "2021-06" },
      { 2021, "month", "2021-01", "2021-12" },
      { "2021-06-30", "month", "2021-06", "2021-06" },
      { { 2021, 5 }, "month", "2021-05", "2021-05" },
      -- a quarter begins in January, and ends in March
      { "2021-01", "quarter", "2021-Q1", "2020-Q4" },
      { "2021-02", "quarter", "2021-Q2", "2020-Q4" },
      { "2021-03", "quarter", "2021-Q2", "2021-Q1" },
      { "2021-12", "quarter", "2022-Q1", "2021-Q4" },
      { "2021-06-30", "quarter", "2021-Q2", "2021-Q2" },
      { { 2021, 3 }, "quarter", "2021-Q3", "2021-Q3" },
      { 2021, "quarter", "2021-Q1", "2021-Q4" },
      { "2021-01", "year", "2021", "2020" }, { "2021-02", "year", "2022", "2020" },
      { "2021-12", "year", "2022", "2021" },
      { "2021-Q1", "year", "2021", "2020" }, { "2021-Q4", "year", "2022", "2021" },
      { { 2021, 1 }, "year", "2021", "2020" }, { 2021, "year", "2021", "2021" },
    } do
      it(("%s bounds %ss"):format(type(case[1]) == "table" and "a pair" or case[1], case[2]),
        function()
          local lower, upper = period.lower(case[1], case[2]), period.upper(case[1], case[2])
          assert.are.equal("integer", lua.number_type(lower))
          assert.are.equal(case[3], period.from_ordinal(lower, case[2]))
          assert.are.equal(case[4], period.from_ordinal(upper, case[2]))
        end)
    end

    -- { period, frequency of the grid, first, last }
    for _, case in ipairs {
      { "2021-Q2", "month", "2021-04", "2021-06" }, { "2021-Q2", "quarter", "2021-Q2", "2021-Q2" },
      { "2021-Q2", "year", "2021", "2021" }, { "2021-03", "quarter", "2021-Q1", "2021-Q1" },
      { "2021-04", "quarter", "2021-Q2", "2021-Q2" }, { "2021-12", "year", "2021", "2021" },
      { 2021, "month", "2021-01", "2021-12" }, { 2021, "quarter", "2021-Q1", "2021-Q4" },
    } do
      it(("%s overlaps %ss"):format(case[1], case[2]), function()
        local first, last = period.overlap(case[1], case[2])
        assert.are.equal("integer", lua.number_type(first))
        assert.are.equal(case[3], period.from_ordinal(first, case[2]))
        assert.are.equal(case[4], period.from_ordinal(last, case[2]))
      end)
    end

    it("a last day and a pair are a quarter's, except in months", function()
      for _, value in ipairs { "2021-06-30", { 2021, 2 }, "2021-03", 2021, "T2 2021" } do
        assert.is_true(period.is_bound(value))
      end
      for _, value in ipairs { "2021-05-31", { 2021, 7 }, "2021-13", "21", {}, "" } do
        assert.is_false(period.is_bound(value))
        for _, frequency in ipairs { "quarter", "year" } do
          assert_misuse(function() period.lower(value, frequency) end, "is not one period: write"
            .. " a month as 2021-06 or juin 2021, a quarter as 2021-Q2 or T2 2021, a year as 2021")
        end
      end
      assert_misuse(function() period.lower("2021-13", "month") end, "is not one period")
      for _, frequency in ipairs { "month", "quarter", "year" } do
        assert_misuse(function() period.upper("2021-Q5", frequency) end, "'2021-Q5' is not one"
          .. " quarter: write it as 2021-Q2 or T2 2021, or as its last day, 2021-06-30")
      end
    end)

    it("finds the positions of a grid of months", function()
      local months = period.range("2020-11", "2021-08")
      assert.are.same({ 3, 5 }, { period.positions(months, "month", "2021-Q1", "2021-03") })
      assert.are.same({ 3, 10 }, { period.positions(months, "month", 2021) })
      assert.are.same({ 1, 2 }, { period.positions(months, "month", nil, 2020) })
      local first, last = period.positions(months, "month", nil, "2020-05")
      assert.is_true(last < first)
      assert.are.equal(6, period.position(months, "month", "2021-04-30"))
      assert.is_nil(period.position(months, "month", "2021-09"))
      assert.are.equal("2021-09 is outside these data, months from 2020-11 to 2021-08",
        period.outside(months, "month", "septembre 2021"))
    end)

    it("does not end before it begins", function()
      period.check_span("2021-03", "2021-03")
      period.check_span("2021-02", "2021-Q1")
      period.check_span(2021, "2021-01")
      period.check_span({ 2021, 3 }, "2021-04") -- as in March
      assert_misuse(function() period.check_span("2021-04", "2021-03") end,
        "from is after to: 2021-04, 2021-03")
      assert_misuse(function() period.check_span("2021-Q2", "2021-03") end,
        "from is after to: 2021-Q2, 2021-03")
      assert_misuse(function() period.check_span({ 2021, 3 }, { 2021, 2 }, "month") end,
        "from is after to: 2021-03, 2021-02")
    end)
  end)

  describe("of quarters and years", function()
    it("year is given for a bare year only", function()
      assert.are.equal(2021, period.year(2021))
      assert.are.equal(2021, period.year "2021")
      assert.are.equal(2021, period.year(2021.0))
      for _, other in ipairs { "2021-Q1", "21", 21, 2021.5, true, {} } do
        assert.is_nil(period.year(other))
      end
    end)

    it("spans begin and end with a year's first and last quarter", function()
      assert.are.equal(period.ordinal("2021-Q1", "quarter"), period.lower(2021, "quarter"))
      assert.are.equal(period.ordinal("2021-Q4", "quarter"), period.upper("2021", "quarter"))
      assert.are.equal(period.ordinal("2021-Q2", "quarter"), period.upper("T2 2021", "quarter"))
    end)

    it("positions of a span are within the grid; an empty span ends before it begins", function()
      local grid = { "2020-Q1", "2020-Q2", "2020-Q3" }
      local function positions(from, to) return { period.positions(grid, "quarter", from, to) } end
      assert.are.same({ 2, 3 }, positions("T2 2020", 2020))
      assert.are.same({ 1, 3 }, positions(nil, nil))
      assert.are.same({ 1, 2 }, positions("1999-Q1", "2020-Q2"))
      local first, last = period.positions(grid, "quarter", 2030)
      assert.is_true(last < first)
      assert.are.same({ 1, 0 }, { period.positions({}, "quarter", 2030) })
    end)

    it("the position of a period is its index in the grid, or nil", function()
      local grid = { "2020-Q1", "2020-Q2" }
      assert.are.equal(2, period.position(grid, "quarter", "T2 2020"))
      assert.is_nil(period.position(grid, "quarter", "2020-Q3"))
      assert.is_nil(period.position(grid, "quarter", "2019-Q4"))
      assert.is_nil(period.position({}, "quarter", "2019-Q4"))
      assert.has_error(function() period.position({}, "quarter", "2019-Q5") end)
    end)

    it("years are consecutive", function()
      assert.are.equal(1, period.ordinal("2021", "year") - period.ordinal(2020, "year"))
      -- a year that is only partly within the span is not one of its years
      assert.are.equal(2022, period.lower("2021-Q3", "year"))
      assert.are.equal(2021, period.lower("2021-Q1", "year"))
      assert.are.equal(2020, period.upper("2021-Q3", "year"))
      assert.are.equal(2021, period.upper("2021-Q4", "year"))
      assert.has_error(function() period.ordinal("2021-Q3", "year") end)
    end)
  end)

  it("reads each spelling of a quarter as urssaf.quarter does", function()
    for _, value in ipairs { "2021-Q2", "2021Q2", "T2-2021", "2q2021", "2nd trimestre 2021" } do
      assert.are.equal(quarter.parse(value), period.parse(value))
    end
  end)
end)
