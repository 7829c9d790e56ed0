-- Rates in per cent, and their differences in points, as people read them.
local chart = require "urssaf.chart"
local languages = require "urssaf.language"
local small_panel = require "spec.support.small_panel"
local svg_reader = require "spec.support.svg_reader"

local fr, en = languages.of "fr", languages.of "en"

local function spaced(text)
  return (text:gsub("\226\128\175", " "):gsub("\194\160", " "):gsub("\226\136\146", "-"))
end

describe("a rate in per cent", function()
  it("is written as it is, and not as a fraction", function()
    for _, case in ipairs {
      { 12.34, "%", "12,3 %", "12.3%" }, { -0.04, "%", "-0,04 %", "-0.04%" },
      { 0.1354, "%", "0,14 %", "0.14%" }, { -0.972, "%", "-0,97 %", "-0.97%" },
      { 0.0008, "%", "0,001 %", "0.001%" }, { 1, "%", "1,0 %", "1.0%" },
      { 0, "%", "0,0 %", "0.0%" },
      { 2.5, "pt", "2,5 pt", "2.5 pt" }, { -2.5, "pt", "-2,5 pt", "-2.5 pt" },
      { nil, "pt", "–", "–" }, { nil, "%", "–", "–" },
    } do
      assert.are.equal(case[3], spaced(fr:value(case[1], case[2])))
      assert.are.equal(case[4], spaced(en:value(case[1], case[2])))
    end
    assert.are.equal("points", fr:unit "pt")
    assert.are.equal("pt", en:kind_of_change { measure = "x", unit = "%" })
  end)

  it("is drawn in per cent, and its growth in points", function()
    local panel = small_panel.panel(2020, { "taux_x" }, { { { region = "A" },
      taux_x = { 10, 11, 12, 13, 12.5, 13, 13 } } })
    panel.series[1].unit = "%"
    local function texts(of)
      return spaced(table.concat(svg_reader.texts(svg_reader.of(chart.line(of))), "\n"))
    end
    local levels, growth = texts(panel), texts(panel:yoy())
    assert.matches("In %", levels, 1, true)
    assert.matches("13.0%", levels, 1, true)
    assert.matches("difference over a year, in points", growth, 1, true)
    assert.matches("In points", growth, 1, true)
    assert.matches("+1.0 pt", growth, 1, true) -- 13 after 12
  end)
end)
