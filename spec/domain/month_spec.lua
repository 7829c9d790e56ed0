local assert_misuse = require "spec.support.assert_misuse"
local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local month = require "urssaf.domain.month"

describe("urssaf.domain.month", function()
  hygiene("urssaf.domain.month", {
    "NAMES", "is", "parse", "parts", "format", "first_day", "last_day", "ordinal", "from_ordinal",
  })

  describe("parse takes", function()
    for _, spelling in ipairs {
      "2021-08", "08/2021", "août 2021", "aout 2021", "AOÛT 2021", "August 2021", "august 2021",
      "ao\195\187t\194\1602021", "ao\195\187t\226\128\1752021", "August\194\1602021",
      "\194\160August 2021\226\128\175",
      "2021-08-31", "2021-08-31T00:00:00+00:00", "  2021-08  ",
      { 2021, 8 }, { 2021.0, 8.0 }, { year = 2021, month = 8 },
    } do
      it(type(spelling) == "table" and "a table" or spelling, function()
        assert.are.equal("2021-08", month.parse(spelling))
        assert.is_true(month.is(spelling))
      end)
    end

    it("each name in both languages, with and without accents", function()
      local names = { "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout",
        "septembre", "octobre", "novembre", "decembre" }
      for number = 1, 12 do
        local expected = ("2019-%02d"):format(number)
        assert.are.equal(expected, month.parse(names[number] .. " 2019"))
        assert.are.equal(expected, month.parse(month.NAMES.fr[number] .. " 2019"))
        assert.are.equal(expected, month.parse(month.NAMES.en[number] .. " 2019"))
      end
    end)

    it("the 28th of February in every year, the 29th where there is one", function()
      for _, day in ipairs { "2020-02-28", "2020-02-29", "2000-02-29", "2021-02-28",
        "1900-02-28" } do
        assert.are.equal(day:sub(1, 7), month.parse(day))
      end
      for _, day in ipairs { "2021-02-29", "1900-02-29", "2020-02-27", "2020-02-30" } do
        assert.is_false(month.is(day), day)
      end
    end)
  end)

  describe("parse refuses", function()
    for _, wrong in ipairs {
      "2021-3", "3/2021", "2021-13", "2021-00", "00/2021", "2021-Q2", "2021", 2021, "", "mars",
      "mars 21", "martobre 2021", "2021-03-30", "2021-04-31", "2021-03-31T12:00:00", "0999-03",
      "mars  2021", {}, { 2021 }, { 2021, 13 }, { 2021, 0 }, { 2021, 3, 1 }, { 2021, 3.5 },
      { "2021", 3 }, { year = 2021, quarter = 3 }, true, print,
    } do
      it(type(wrong) .. " " .. (type(wrong) == "string" and wrong or ""), function()
        assert.is_false(month.is(wrong))
        assert_misuse(function() month.parse(wrong) end, "not one month: write it as 2021-03")
      end)
    end
  end)

  it("formats 2021-02 and février 2021", function()
    assert.are.equal("2021-02", month.format "février 2021")
    assert.are.equal("2021-02", month.format("février 2021", "iso"))
    assert.are.equal("février 2021", month.format("2021-02", "fr"))
    assert_misuse(function() month.format("2021-02", "de") end, "unknown style 'de'")
  end)

  -- last days from the calendar
  it("knows first and last days", function()
    local last = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }
    for number = 1, 12 do
      local name = ("2023-%02d"):format(number)
      assert.are.equal(name .. "-01", month.first_day(name))
      assert.are.equal(("%s-%d"):format(name, last[number]), month.last_day(name))
    end
    assert.are.equal("2024-02-29", month.last_day "2024-02")
    assert.are.equal("2000-02-29", month.last_day "2000-02")
    assert.are.equal("1900-02-28", month.last_day "1900-02")
  end)

  it("gives parts and ordinals as integers, consecutive ones to consecutive months", function()
    local year, number = month.parts "mars 2021"
    assert.are.same({ 2021, 3 }, { year, number })
    assert.are.equal("integer", lua.number_type(number))
    local before = month.ordinal "2018-12"
    assert.are.equal("integer", lua.number_type(before))
    for of_year = 2019, 2021 do
      for of_month = 1, 12 do
        assert.are.equal(before + 1, month.ordinal { of_year, of_month })
        before = before + 1
        assert.are.equal(("%d-%02d"):format(of_year, of_month), month.from_ordinal(before))
      end
    end
    assert_misuse(function() month.from_ordinal(month.ordinal "9999-12" + 1) end, "1000-01")
    assert_misuse(function() month.from_ordinal(month.ordinal "1000-01" - 1) end, "1000-01")
  end)
end)
