local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local quarter = require "urssaf.domain.quarter"

describe("urssaf.domain.quarter", function()
  hygiene("urssaf.domain.quarter", {
    "is", "parse", "parts", "format", "first_day", "last_day", "ordinal",
    "from_ordinal", "add", "difference", "compare", "range",
  })

  describe("parse takes", function()
    for _, spelling in ipairs {
      "2021-Q2", "2021Q2", "2021 Q2", "2021-T2", "2021T2", "2021t2", "T2 2021", "T2-2021",
      "Q2 2021", "2T2021", "2T 2021", "2q2021", "2e trimestre 2021", "2ème trimestre 2021",
      "2nd trimestre 2021", "2E TRIMESTRE 2021",
      "T2\194\1602021", "Q2\226\128\1752021", "2T\194\1602021",
      "\194\160T2\194\1602021 ", "Q2 2021\226\128\175",
      "2e\194\160trimestre\226\128\1752021",
      "2021-06-30", "2021-06-30T00:00:00+00:00", "  2021-Q2  ", { 2021, 2 },
      { 2021.0, 2.0 },
      { year = 2021, quarter = 2 },
    } do
      local shown = type(spelling) == "table" and "a table" or ("'%s'"):format(spelling)
      it(shown .. " for 2021-Q2", function()
        assert.are.equal("2021-Q2", quarter.parse(spelling))
        assert.is_true(quarter.is(spelling))
      end)
    end

    it("the first quarter in words", function()
      assert.are.equal("2009-Q1", quarter.parse "1er trimestre 2009")
    end)

    it("each quarter's last day", function()
      for day, expected in pairs { ["2024-03-31"] = "2024-Q1", ["2024-06-30"] = "2024-Q2",
        ["2024-09-30"] = "2024-Q3", ["2024-12-31"] = "2024-Q4" } do
        assert.are.equal(expected, quarter.parse(day))
      end
    end)
  end)

  describe("parse refuses", function()
    for _, wrong in ipairs {
      "2021-Q5", "2021-Q0", "2021.2", "21Q2", "2021-05-14", "2021-06-31", "2021-04-01", "2021-06",
      "2021", "", "Q2", "2021-Q22", "12021-Q2", "2021-Q2x", "0999-Q1", "5e trimestre 2021",
      "4er trimestre 2021", "1e trimestre 2021",
      "2xyz trimestre 2021", "2021-S1", "2021-06-30T12:00:00", 2021, 2021.2, true, {}, { 2021 },
      { 2021, 5 }, { 2021, 2, 3 }, { year = 2021, quarter = 7 }, { 2021, 2.5 }, { "x", 2 }, print,
    } do
      it(type(wrong) .. " " .. (type(wrong) == "string" and wrong or ""), function()
        local ok, message = pcall(quarter.parse, wrong)
        assert.is_false(ok)
        assert.matches("not one quarter", message, 1, true)
        assert.is_false(quarter.is(wrong))
      end)
    end

    it("nil, naming it", function()
      assert.has_error(function() quarter.parse(nil) end)
      assert.is_false(quarter.is(nil))
    end)

    it("with the caller's place in front", function()
      local _, message = pcall(function() quarter.parse "2021-Q5" end)
      assert.matches("^[^:]*quarter_spec%.lua:%d+: '2021%-Q5' is not one quarter", message)
    end)
  end)

  it("format spells 2021-Q2 and T2 2021", function()
    assert.are.equal("2021-Q2", quarter.format "T2 2021")
    assert.are.equal("2021-Q2", quarter.format("T2 2021", "iso"))
    assert.are.equal("T2 2021", quarter.format("2021-Q2", "fr"))
    assert.has_error(function() quarter.format("2021-Q2", "de") end)
  end)

  it("knows first and last days", function()
    local days = {}
    for number = 1, 4 do
      days[number] = quarter.first_day { 2023, number } .. "/" .. quarter.last_day { 2023, number }
    end
    assert.are.same({ "2023-01-01/2023-03-31", "2023-04-01/2023-06-30", "2023-07-01/2023-09-30",
      "2023-10-01/2023-12-31" }, days)
  end)

  it("gives parts as integers", function()
    local year, number = quarter.parts "T3 2019"
    assert.are.equal("integer", lua.number_type(year))
    assert.are.equal("integer", lua.number_type(number))
    assert.are.same({ 2019, 3 }, { year, number })
  end)

  it("gives consecutive ordinals to consecutive quarters", function()
    local last = quarter.ordinal "2008-Q4"
    for year = 2009, 2025 do
      for number = 1, 4 do
        local ordinal = quarter.ordinal { year, number }
        assert.are.equal(last + 1, ordinal)
        assert.are.equal(("%d-Q%d"):format(year, number), quarter.from_ordinal(ordinal))
        last = ordinal
      end
    end
    assert.are.equal("integer", lua.number_type(last))
  end)

  it("adds quarters across years, both ways", function()
    assert.are.equal("2022-Q1", quarter.add("2021-Q4", 1))
    assert.are.equal("2020-Q4", quarter.add("2021-Q1", -1))
    assert.are.equal("2009-Q1", quarter.add("2025-Q4", -67))
    assert.are.equal("2021-Q2", quarter.add("2021-Q2", 0))
    assert.has_error(function() quarter.add("2021-Q2", 1.5) end)
    assert.has_error(function() quarter.add("9999-Q4", 1) end)
  end)

  it("takes differences and compares", function()
    assert.are.equal(2, quarter.difference("2021-Q2", "2020-Q4"))
    assert.are.equal(-67, quarter.difference("2009-Q1", "2025-Q4"))
    assert.are.equal(-1, quarter.compare("2020-Q4", "T1 2021"))
    assert.are.equal(0, quarter.compare("2021-03-31", "T1 2021"))
    assert.are.equal(1, quarter.compare("2021-Q2", "2021-Q1"))
  end)

  it("lists a range, both ends included", function()
    assert.are.same({ "2020-Q3", "2020-Q4", "2021-Q1" }, quarter.range("2020-Q3", "2021-Q1"))
    assert.are.same({ "2021-Q1" }, quarter.range("2021-Q1", "2021-Q1"))
    assert.are.same({}, quarter.range("2021-Q2", "2021-Q1"))
    assert.are.equal(68, #quarter.range("2009-Q1", "2025-Q4"))
  end)
end)
