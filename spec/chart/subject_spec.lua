-- What charts take besides panels, and what they draw of provisional values.
local assert_misuse = require "spec.support.assert_misuse"
local chart = require "urssaf.chart"
local hygiene = require "spec.support.hygiene"
local small_panel = require "spec.support.small_panel"

local keys = small_panel.keys
local RAD, IMM = "radiations", "immatriculations"

local function two()
  return small_panel.panel(2021, { IMM, RAD }, {
    { keys.ain, [IMM] = { 100, 120, 130, 140 }, [RAD] = { 60, 70, 80, 90 } },
    { keys.corse, [IMM] = { 10, 20, 30, 40 }, [RAD] = { 5, 6, 7, 8 } } })
end

describe("charts", function()
  it("take a series as the panel of it alone", function()
    local panel = two()
    local alone = panel:filter { departement = "Ain", measure = RAD }
    for _, kind in ipairs { "line", "multiples", "bars" } do
      assert.are.equal(chart[kind](alone), chart[kind](alone.series[1]))
      assert.are.same(chart.text(kind, alone), chart.text(kind, alone.series[1]))
    end
  end)

  it("take a list of series, also of different panels and spans", function()
    local panel = two()
    local both = panel:filter { measure = RAD }
    assert.are.equal(chart.line(both), chart.line { both.series[1], both.series[2] })
    assert.are.equal(chart.map(both), chart.map { both.series[2], both.series[1] })
    local texts = chart.text("line", { panel.series[1]:slice(nil, "2021-Q2"),
      small_panel.panel(2022, { IMM }, { { keys.isere, [IMM] = { 7 } } }).series[1] })
    assert.matches("Q1.2021 to Q1.2022", (texts.subtitle:gsub("\194\160", " ")))
  end)

  it("have nothing to draw of an empty list", function()
    local svg, err = chart.line {}
    assert.is_nil(svg)
    assert.are.equal("none", err.kind)
  end)

  it("refuse what is neither", function()
    for _, case in ipairs { { nil, "got nil" }, { "x", "got string" },
      { { { measure = "x" } }, "series 1" } } do
      assert_misuse(function() chart.line(case[1]) end, case[2])
    end
    assert_misuse(function() chart.line { two().series[1], two():annual().series[1] } end,
      "has years")
  end)
end)

describe("provisional values", function()
  local function marked()
    local panel = two():filter { measure = RAD, departement = "Ain" }
    panel.series[1].provisional = { [3] = true, [4] = true }
    return panel
  end

  it("are drawn dashed from the value before, and named in tooltips and a footnote", function()
    local svg = chart.line(marked())
    local _, solid = svg:gsub('<path class="[^"]*%-line1"', "")
    local path = svg:match '<path class="[^"]*%-dashed1" d="([^"]*)"'
    assert.are.equal(1, solid)
    -- from the second value to the fourth
    assert.are.equal(3, select(2, path:gsub("%d+%.?%d*[ ,]%d+%.?%d*", "")))
    assert.matches('data%-value="80 %(provisional%)"', svg)
    assert.is_nil(svg:find('70 (provisional)', 1, true))
    assert.matches("The dashed part of a line is provisional.", svg, 1, true)
    svg = chart.multiples(marked(), { lang = "fr" })
    assert.matches("%-dashed1", svg)
    assert.matches("La partie en tirets d'une courbe est provisoire.",
      table.concat(chart.text("multiples", marked(), { lang = "fr" }).notes, "\n"), 1, true)
  end)

  it("that stand alone are hollow", function()
    local panel = marked()
    panel.series[1].values = { 60, [4] = 90 }
    local svg = chart.multiples(panel)
    assert.matches('<circle class="[^"]*%-hollow1"', svg)
    assert.is_nil(svg:find '<path class="[^"]*%-dashed1"')
  end)

  it("are none in a chart without marks", function()
    assert.is_nil(chart.line(two():filter { measure = RAD }):find "dashed")
  end)
end)

describe("urssaf.chart.subject", function()
  hygiene("urssaf.chart.subject", "function")
end)
