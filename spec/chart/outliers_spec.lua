-- Growths of a scheme's first years, which are so large that they would flatten all others.
local canvases = require "urssaf.chart.canvas"
local chart = require "urssaf.chart"
local hygiene = require "spec.support.hygiene"
local numbers = require "urssaf.base.numbers"
local outliers = require "urssaf.chart.outliers"
local panels = require "urssaf.panel"
local quarter = require "urssaf.domain.quarter"
local svg_reader = require "spec.support.svg_reader"

local function spaced(text)
  return (text:gsub("\194\160", " "):gsub("\226\128\175", " "):gsub("\226\136\146", "-"))
end

-- A panel of growths, as fractions, of so many quarters; each list of values is a département's.
local function growths(lists, fields, count)
  count = count or #lists[1]
  local periods = quarter.range("2010-Q1", quarter.add("2010-Q1", count - 1))
  local made = { dataset = "x", frequency = "quarter", periods = periods, series = {} }
  for i, values in ipairs(lists) do
    made.series[i] = { measure = "economiquement_actifs", frequency = "quarter", periods = periods,
      values = values, transform = "yoy", nature = "ratio", unit = "1",
      key = { code_departement = ("%02d"):format(i), departement = "D" .. i } }
    for name, value in pairs(fields or {}) do made.series[i][name] = value end
  end
  return panels.new(made)
end

local FIRST_YEAR = { 6.7, 3, 1.7, 0.6, 0.1, 0.12, 0.08, 0.05, 0.1, -0.04, 0.06, 0.1 }

local PERCENT = { is_growth = function() return true end }

-- The ends of the extent, and whether it leaves values out.
local function extent_of(lists)
  local extent = outliers.extent(growths(lists).series, PERCENT)
  return { extent.low, extent.high, extent.has_outliers or false }
end

describe("urssaf.chart.outliers", function()
  hygiene("urssaf.chart.outliers", { "HEIGHT", "extent", "farthest", "marks", "notes", "of" })

  -- in order of size: .04 .05 .06 .08 .1 .1 .1 .12 .6 1.7 3 6.7; the ninth of twelve is typical
  it("are the values with which a series begins, more than three times the typical size", function()
    -- 0.6 is typical: 1.7 is not more than three times as large
    assert.are.same({ -0.04, 1.7, true }, extent_of { FIRST_YEAR })
  end)

  it("are left out only if they are more than twice as large as all others", function()
    local values = { 0.42, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1 }
    assert.are.same({ 0.1, 0.1, true }, extent_of { values })
    values[5] = 0.21 -- the half of 0.42, which then is no more than twice as large
    assert.are.same({ 0.1, 0.42, false }, extent_of { values })
    values[5] = 0.2
    assert.are.same({ 0.1, 0.2, true }, extent_of { values })
  end)

  it("are, later, only those more than ten times the typical size", function()
    assert.are.same({ 0.1, 0.9, false },
      extent_of { { 0.1, 0.1, 0.1, 0.1, 0.9, 0.1, 0.1, 0.1 } })
    assert.are.same({ 0.1, 0.1, true }, extent_of { { 0.1, 0.1, 0.1, 0.1, 1.1, 0.1, 0.1, 0.1 } })
    assert.are.same({ 0.1, 0.1, true }, extent_of { { 0.1, 0.1, 0.1, 0.1, -1.1, 0.1, 0.1, 0.1 } })
  end)

  it("are none among fewer than eight values, nor where most are zero", function()
    assert.are.same({ 0.1, 9, false }, extent_of { { 9, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1 } })
    assert.are.same({ 0, 9, false }, extent_of { { 9, 0, 0, 0, 0, 0, 0, 0 } })
  end)

  it("begin with the first value of each series, whenever that is", function()
    assert.are.same({ 0.1, 0.1, true }, extent_of {
      { 0.1, 0.1, 0.1, 0.1, 0.1, 0.1 }, { nil, nil, nil, 0.5, 0.1, 0.1 } })
  end)

  it("are no values of levels, changes and points", function()
    for _, fields in ipairs { { transform = "index(2019)", unit = "index", nature = "index" },
      { transform = "yoy", unit = "points" } } do
      local svg = chart.line(growths({ FIRST_YEAR }, fields))
      assert.is_nil(svg:find("the axis is cut", 1, true))
    end
  end)

  it("are found run by run, at both ends of an axis", function()
    local list = growths({ { 5, 9, 0.1, nil, 7, -8, 0.1, 3 } }, nil, 8).series
    local found = outliers.of(list, { low = -1, high = 4, has_outliers = true })
    local seen = {}
    for i, one in ipairs(found) do
      seen[i] = { one.first, one.last, one.i, one.value, one.is_above }
    end
    assert.are.same({ { 1, 2, 2, 9, true }, { 5, 5, 5, 7, true }, { 6, 6, 6, -8, false } }, seen)
    assert.are.equal(9, outliers.farthest(found, true).value)
    assert.are.equal(-8, outliers.farthest(found, false).value)
    assert.are.same({}, outliers.of(list, { low = -1, high = 4 }))
  end)

  it("are told in both languages, by name if there are several series", function()
    local panel = growths { FIRST_YEAR, { 0.1 } }
    local axis = { low = 0, high = 1, has_outliers = true, number_format = { value = function(_, v)
      return numbers.text(v)
    end } }
    assert.are.same({ "The axis is cut at the top: higher values go up to 6.7 (D1, Q1 2010)." },
      { spaced(outliers.notes(panel.series, { "D1", "D2" }, axis, canvases.new { })[1]) })
    axis.low, panel.series[1].values[10], panel.series[2] = -0.5, -3, nil
    local notes = outliers.notes(panel.series, { "D1" }, axis, canvases.new { lang = "fr" })
    assert.are.equal("L'axe est coupé en haut : des valeurs plus hautes vont jusqu'à 6.7"
      .. " (T1 2010).", spaced(notes[1]))
    assert.are.equal("L'axe est coupé en bas : des valeurs plus basses vont jusqu'à -3 (T2 2012).",
      spaced(notes[2]))
  end)
end)

describe("a chart of growths with a start-up year", function()
  local START = { 6.7, 3, 1.8, 0.15, 0.1, 0.12, 0.08, 0.05, 0.1, -0.04, 0.06, 0.1, 0.1, 0.1, 0.1,
    0.1 }

  local function ticks_of(svg)
    local list = {}
    for _, one in ipairs(svg_reader.of(svg).texts) do
      if spaced(one.text):find "^[+-]?%d+%%$" then list[#list + 1] = spaced(one.text) end
    end
    return list
  end

  it("has an axis for the others, an arrow, the value, and says so", function()
    local svg = chart.line(growths { START })
    assert.matches("the axis is cut</text>", svg, 1, true)
    assert.matches(">+670.0%</text>", svg, 1, true)
    assert.matches("higher values go up to +670.0% (Q1\194\1602010).", svg, 1, true)
    assert.are.same({ "-5%", "0%", "+5%", "+10%", "+15%" }, ticks_of(svg))
    assert.are.same({}, svg_reader.faults(svg_reader.of(svg)))
    local _, arrows = svg:gsub('<path class="[^"]*mark1"', "")
    assert.are.equal(1, arrows)
    -- its tooltips still have the values themselves
    assert.matches('data%-value="%+670%.0%%"', svg)
  end)

  it("has no line beyond its axis: it begins where it crosses the end", function()
    local svg = chart.line(growths { START }, { height = 200 })
    local path = svg:match '<path class="[^"]*line1" d="([^"]+)"'
    local top = math.huge
    for y in path:gmatch "[ML][%d.]+ ([%d.]+)" do top = math.min(top, tonumber(y)) end
    local grid = {}
    for y in svg:gmatch '<line class="[^"]*grid"[^>]* y1="([%d.]+)"' do
      grid[#grid + 1] = tonumber(y)
    end
    table.sort(grid)
    assert.are.equal(grid[1], top) -- the topmost tick, +15 %, is the end of the axis
    assert.are.equal(1, select(2, path:gsub("M", "")))
  end)

  it("has the same in small multiples, with an axis for all or one for each", function()
    local panel = growths { START, { 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1,
      0.1, 0.1, 0.1, 0.1 } }
    local svg = chart.multiples(panel)
    assert.matches("the axis is cut</text>", svg, 1, true)
    assert.matches("go up to +670.0% (D1, Q1\194\1602010).", svg, 1, true)
    svg = chart.multiples(panel, { scale = "own" })
    assert.matches("An arrow stands for values beyond an axis that is cut.", svg, 1, true)
    assert.are.same({}, svg_reader.faults(svg_reader.of(svg)))
  end)
end)
