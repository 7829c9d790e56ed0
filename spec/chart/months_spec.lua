-- Charts of monthly panels: their axis of time, breaks, texts. All values are synthetic.
local canvases = require "urssaf.chart.canvas"
local chart = require "urssaf.chart"
local break_marks = require "urssaf.chart.break_marks"
local period = require "urssaf.domain.period"
local small_panel = require "spec.support.small_panel"
local svg_reader = require "spec.support.svg_reader"
local time_axis = require "urssaf.chart.time_axis"

local function spaced(text)
  return (text:gsub("\194\160", " "):gsub("\226\128\175", " "))
end

describe("the time axis of months", function()
  local function drawn(first, last, width, lang)
    local canvas = canvases.new { lang = lang, width = 800 }
    local axis = time_axis.new(period.range(first, last), 100, 100 + width)
    local svg = axis:draw(canvas, 100)
    local found = svg_reader.of(svg .. "<style>\n.urssaf-tick{font-size:11px}\n</style>")
    found.width, found.height = 2000, 300
    return found
  end

  local function texts(...)
    return table.concat(svg_reader.texts(drawn(...)), " ")
  end

  it("labels each month if there is room, in the reader's language", function()
    assert.are.equal("nov. déc. janv. févr. 2019 2020", texts("2019-11", "2020-02", 160, "fr"))
    assert.are.equal("Nov Dec Jan Feb 2019 2020", texts("2019-11", "2020-02", 160))
  end)

  it("labels the months in which quarters begin, or half-years, or none, for want of it", function()
    assert.are.equal(13, #drawn("2020-01", "2020-12", 408).texts) -- 34 pixels each
    assert.are.equal("Jan Apr Jul Oct 2020", texts("2020-01", "2020-12", 407))
    -- two years: 24 pixels a month, then 12, then 6, then 4
    assert.are.equal("Jan Apr Jul Oct Jan Apr Jul Oct 2020 2021", texts("2020-01", "2021-12", 576))
    assert.are.equal("Jan Apr Jul Oct Jan Apr Jul Oct 2020 2021", texts("2020-01", "2021-12", 288))
    -- the first January has no room before it
    assert.are.equal("juil. janv. juil. 2020 2021", texts("2020-01", "2021-12", 144, "fr"))
    assert.are.equal("2020 2021", texts("2020-01", "2021-12", 96))
  end)

  it("puts a label below the middle of its month", function()
    local found = drawn("2020-01", "2020-12", 480)
    for i, box in ipairs(found.texts) do
      if i <= 12 then
        assert.is_true(math.abs((box.left + box.right) / 2 - (100 + 40 * i - 20)) < 0.01)
      end
    end
    assert.are.equal(13, #found.texts)
  end)

  local function ticks(...)
    return #svg_reader.shapes(drawn(...), "axis") - 1 -- without the line of the axis
  end

  it("has a tick for each month, quarter or half-year, by the room there is", function()
    assert.are.equal(12, ticks("2020-01", "2020-12", 84)) -- seven pixels each
    assert.are.equal(4, ticks("2020-01", "2020-12", 83))
    assert.are.equal(4, ticks("2020-01", "2020-12", 48))
    assert.are.equal(2, ticks("2020-01", "2020-12", 24))
    assert.are.equal(0, ticks("2021-01", "2021-12", 12))
  end)

  it("keeps a year's label inside the axis", function()
    -- January 2020 has 20 pixels, its year's label is wider
    local found = drawn("2019-01", "2020-01", 260)
    local last = found.texts[#found.texts]
    assert.are.equal("2020", last.text)
    assert.is_true(last.right - last.left > 20)
    assert.is_true(math.abs(last.right - 360) < 0.01)
    -- so does one below the beginning of its year, of which there are three pixels
    found = drawn("1998-01", "2010-03", 130)
    assert.are.same({ "2000", "2005", "2010" }, svg_reader.texts(found))
    assert.is_true(math.abs(found.texts[3].right - 230) < 0.01)
  end)

  it("has a tick between years that leaves out the label of a month", function()
    local found = drawn("2020-01", "2021-12", 288)
    local parts = {}
    for _, line in ipairs(svg_reader.shapes(found, "axis")) do
      if line.left == 244 and line.right == 244 then
        parts[#parts + 1] = { line.top, line.bottom }
      end
    end
    -- above and below the labels of months, which are 15 pixels below the axis
    assert.are.same({ { 100, 105 }, { 121, 133 } }, parts)
  end)

  it("labels some of the years of a long series", function()
    assert.are.equal("2000 2005 2010", texts("1998-01", "2012-12", 150))
    assert.are.equal("1998 2000 2002 2004 2006 2008 2010 2012",
      texts("1998-01", "2012-12", 300))
  end)

  -- A line touches a text's box.
  local function crosses(line, text)
    return line.left > text.left and line.left < text.right and line.bottom > text.top
      and line.top < text.bottom
  end

  it("has labels that neither overlap nor are crossed by a tick, however many months", function()
    local months = { 1, 2, 3, 5, 7, 11, 12, 13, 18, 24, 25, 37, 60, 94, 121, 200, 349 }
    for _, count in ipairs(months) do
      for _, width in ipairs { 106, 160, 240, 333, 480, 700, 1100 } do
        for _, lang in ipairs { "fr", "en" } do
          local found = drawn("2019-11", period.add("2019-11", count - 1), width, lang)
          assert.are.same({}, svg_reader.faults(found))
          assert.is_true(#found.texts > 0)
          for _, line in ipairs(svg_reader.shapes(found, "axis")) do
            for _, text in ipairs(found.texts) do
              assert.is_false(crosses(line, text), ("%s, %d months, %d px"):format(text.text, count,
                width))
            end
          end
        end
      end
    end
  end)
end)

-- A measure by month in 2019 and 2020: 1, 2, … 24 in Isère, 99, 98, … 76 in Ain.
local function panel_of(measure)
  local up, down = {}, {}
  for i = 1, 24 do up[i], down[i] = i, 100 - i end
  return small_panel.panel(2019, { measure }, {
    { small_panel.keys.isere, [measure] = up }, { small_panel.keys.ain, [measure] = down },
  }, { frequency = "month" })
end

describe("a chart of a monthly panel", function()
  local isere = panel_of("radiations"):filter { departement = 38 }

  it("says what its data are, and from which month to which", function()
    local text = chart.text("line", isere, { lang = "fr" })
    assert.are.equal("Nombre de comptes, données mensuelles, janvier 2019 à décembre 2020",
      spaced(text.subtitle))
    assert.are.equal("Courbes. Isère : première 1 (janvier 2019), dernière 24 (décembre 2020),"
      .. " plus haute 24 (décembre 2020), plus basse 1 (janvier 2019).", spaced(text.description))
    assert.are.equal("Number of accounts, monthly data, January 2019 to December 2020",
      spaced(chart.text("line", isere, { lang = "en" }).subtitle))
  end)

  it("has a point for each month, named in the reader's language", function()
    for _, kind in ipairs { "line", "multiples" } do
      local points = svg_reader.of(chart[kind](isere, { lang = "fr" })).points
      assert.are.equal(24, #points)
      assert.are.equal("Isère, mars 2019", spaced(points[3].label))
      assert.are.equal("3", points[3].value)
    end
  end)

  it("says over how many months values were added, and in which month an index is 100", function()
    local registered = panel_of("immatriculations"):filter { departement = 38 }
    local title = chart.text("line", registered:rolling(12), { lang = "fr" }).title
    assert.are.equal("Isère : immatriculations, sur 12 mois", spaced(title))
    registered.series = { registered.series[1]:index "2020-03" }
    assert.are.equal(100, registered.series[1]:at "2020-03")
    assert.are.equal("Isère : immatriculations, indice, 100 en mars 2020",
      spaced(chart.text("line", registered, { lang = "fr" }).title))
  end)

  it("marks a break at the month in which it took effect", function()
    local svg = chart.line(isere, { lang = "fr" })
    local found = svg_reader.of(svg)
    local lines = svg_reader.shapes(found, "break")
    assert.are.equal(1, #lines)
    -- December 2019 is the twelfth of 24 months, with the value 12; there the line of the series is
    local path, xs = svg:match '%-line1" d="([^"]*)"', {}
    for x in path:gmatch "(%-?[%d.]+) %-?[%d.]+" do xs[#xs + 1] = tonumber(x) end
    assert.are.equal(24, #xs)
    assert.is_true(math.abs(lines[1].left - xs[12]) < 0.1)
    local notes = chart.text("line", isere, { lang = "fr" }).notes
    assert.matches("^%(1%) T4 2019 : les radiations d'office", spaced(notes[1]))
  end)

  it("has no mark of a break outside of its months", function()
    local before = chart.line(isere:filter { to = "2019-11" })
    assert.are.equal(0, #svg_reader.shapes(svg_reader.of(before), "break"))
    local after = chart.line(isere:filter { from = "2020-01" })
    assert.are.equal(0, #svg_reader.shapes(svg_reader.of(after), "break"))
  end)

  it("of one month compares places in the latest month, or another", function()
    local panel = panel_of "radiations"
    assert.are.equal("Strike-offs, December 2020", spaced(chart.text("bars", panel).title))
    local bars = svg_reader.of(chart.bars(panel, { at = "mars 2019", lang = "fr" }))
    assert.are.same({ { label = "Ain, mars 2019", value = "97" },
      { label = "Isère, mars 2019", value = "3" } },
      { { label = spaced(bars.points[1].label), value = bars.points[1].value },
        { label = spaced(bars.points[2].label), value = bars.points[2].value } })
    for _, point in ipairs(svg_reader.of(chart.map(panel, { at = "2019-03", lang = "fr" })).points)
    do
      if point.value == "3" then
        assert.are.equal("Isère (38), mars 2019", spaced(point.label))
      end
    end
    local ok, message = pcall(chart.map, panel, { at = "2021-03" })
    assert.is_false(ok)
    assert.matches("2021-03 is outside these data, months from 2019-01 to 2020-12", message, 1,
      true)
  end)

  it("says how many values a sum of months covers, as quarters and years", function()
    local panel = panel_of "immatriculations"
    panel.series[1].values[2] = nil -- of Isère, whose other values are 1, 3, 4, …
    for _, s in ipairs(panel.series) do s.since = "2019-01" end
    local total = panel:total { missing = "skip" }
    local function first(of)
      local point = svg_reader.of(chart.line(of)).points[1]
      return spaced(point.label) .. ": " .. point.value
    end
    assert.are.equal("Total, January 2019: 100", first(total))
    assert.matches("Total, Q1 2019: 298 (5 of 6 values)", first(total:quarterly()), 1, true)
    -- 2,400 of both départements in two years, half of it in each, without the 2
    assert.matches("Total, 2019: 1,198 (23 of 24 values)", first(total:annual()), 1, true)
  end)

  it("is inside its frame, and its texts do not overlap", function()
    local panel = panel_of "radiations"
    for _, width in ipairs { 240, 360, 430, 800, 1200 } do
      for from = 1, 24, 4 do
        local part = panel:filter { from = panel.periods[from] }
        for _, kind in ipairs { "line", "multiples", "bars", "map" } do
          local found = svg_reader.of(chart[kind](part, { lang = "fr", width = width }))
          assert.are.same({}, svg_reader.faults(found))
        end
      end
    end
  end)
end)

describe("the position of a break", function()
  it("is that of each quarter that is an estimate", function()
    local estimated = { date = "2022-12-31", period = "2022-Q4",
      periods = { "2022-Q4", "2023-Q4", "2024-Q4" } }
    for _, case in ipairs { { "month", "2023-10", "2025-01", { 3, 15 } },
      { "quarter", "2022-Q3", "2023-Q4", { 2, 6 } }, { "year", "2022", "2024", { 1, 2, 3 } } } do
      local panel = { frequency = case[1], periods = period.range(case[2], case[3]) }
      assert.are.same(case[4], break_marks.positions(panel, estimated))
    end
  end)

  local known = { date = "2014-06-18", period = "2014-Q2" }

  for _, case in ipairs {
    { "month", "2014-01", "2014-12", 6 }, { "month", "2014-07", "2014-12", nil },
    { "quarter", "2013-Q4", "2014-Q4", 3 }, { "quarter", "2014-Q3", "2014-Q4", nil },
    { "year", "2012", "2015", 3 }, { "year", "2015", "2016", nil },
  } do
    it(("in %ss from %s is %s"):format(case[1], case[2], tostring(case[4])), function()
      local panel = { frequency = case[1], periods = period.range(case[2], case[3]) }
      assert.are.same({ case[4] }, break_marks.positions(panel, known))
    end)
  end
end)
