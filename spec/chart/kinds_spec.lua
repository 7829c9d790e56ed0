local chart = require "urssaf.chart"
local geo = require "urssaf.domain.geo"
local svg_reader = require "spec.support.svg_reader"
local locale = require "spec.support.locale"
local panels = require "urssaf.panel"
local quarter = require "urssaf.domain.quarter"
local assert_misuse = require "spec.support.assert_misuse"
local urssaf = require "urssaf"

local sample = urssaf.sample()

local function spaced(text)
  return (text:gsub("\194\160", " "):gsub("\226\128\175", " "):gsub("\226\136\146", "-"))
end

local PLACES = { "01 Ain", "38 Isère", "69 Rhône", "73 Savoie", "74 Haute-Savoie", "07 Ardèche",
  "26 Drôme", "42 Loire", "43 Haute-Loire" }

-- A panel with quarters from 2018 on and a series for each list of values, of the départements in
-- PLACES.
local function panel_of(size, lists, fields)
  local periods = quarter.range("2018-Q1", quarter.add("2018-Q1", size - 1))
  local made = { dataset = "auto-entrepreneurs-x", frequency = "quarter", periods = periods,
    series = {} }
  for i, values in ipairs(lists) do
    local code, name = PLACES[i]:match "^(%S+) (.*)$"
    made.series[i] = { measure = "economiquement_actifs", frequency = "quarter", periods = periods,
      values = values, key = { code_departement = code, departement = name, code_region = "84",
      region = "Auvergne-Rhône-Alpes" } }
    for field, value in pairs(fields or {}) do made.series[i][field] = value end
  end
  return panels.new(made)
end

local function count(list) return #list end

-- The middles of the shapes of a class.
local function middles(found, class)
  local list = {}
  for i, box in ipairs(svg_reader.shapes(found, class)) do
    list[i] = { x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2 }
  end
  return list
end

describe("chart.line", function()
  it("breaks its line where values are missing, and never bridges them", function()
    local svg = chart.line(panel_of(8, { { 5, 6, nil, 7, nil, nil, 9, 10 } }))
    local data = svg:match '%-line1" d="([^"]*)"'
    -- 5-6 and 9-10 are lines of two points each; the 7 is a dot
    assert.are.equal(2, select(2, data:gsub("M", "")))
    assert.are.equal(2, select(2, data:gsub("L", "")))
    -- the dot, and the mark at the end
    assert.are.equal(2, count(svg_reader.shapes(svg_reader.of(svg), "mark1")))
  end)

  it("draws values in proportion", function()
    local svg = chart.line(panel_of(3, { { 0, 50, 100 } }))
    local points = {}
    for x, y in svg:match('%-line1" d="([^"]*)"'):gmatch "(%-?[%d.]+) (%-?[%d.]+)" do
      points[#points + 1] = { tonumber(x), tonumber(y) }
    end
    assert.is_true(math.abs(points[1][2] - 2 * points[2][2] + points[3][2]) < 0.02)
    assert.is_true(math.abs(points[1][1] - 2 * points[2][1] + points[3][1]) < 0.02)
    assert.is_true(points[3][2] < points[1][2])
    -- zero lies on the time axis
    local found = svg_reader.of(svg)
    local lowest = 0
    for _, box in ipairs(svg_reader.shapes(found, "axis")) do
      if box.right - box.left > 100 then lowest = box.top end
    end
    assert.is_true(math.abs(lowest - points[1][2]) < 0.02)
  end)

  it("labels several lines with their names, a single one with its last value", function()
    local found = svg_reader.of(chart.line(panel_of(3, { { 1, 2, 30 }, { 5, 6, 31 }, { 7, 8,
      32 } })))
    local ends = {}
    for _, name in ipairs { "Rhône", "Isère", "Ain" } do
      for _, box in ipairs(found.texts) do
        if box.text == name then ends[#ends + 1] = box end
      end
    end
    assert.are.equal(3, #ends)
    -- in the order in which the lines end
    assert.is_true(ends[1].bottom <= ends[2].top + 0.5 and ends[2].bottom <= ends[3].top + 0.5)
    local alone = svg_reader.of(chart.line(panel_of(3, { { 1, 2, 1234 } }), { lang = "fr" }))
    assert.is_true(svg_reader.says(alone, "1\226\128\175234"))
    assert.is_false(svg_reader.says(alone, "Ain"))
  end)

  it("has a leader to a label that is moved, and from a line that ends early", function()
    local function leaders(lists)
      return count(svg_reader.shapes(svg_reader.of(chart.line(panel_of(40, lists))), "leader"))
    end
    local low, middle, high = {}, {}, {}
    for i = 1, 40 do low[i], middle[i], high[i] = 1, 50, 100 end
    assert.are.equal(0, leaders { low, middle, high })
    assert.are.equal(2, leaders { low, middle, middle, high })
    local short = {}
    for i = 1, 20 do short[i] = 100 end
    assert.are.equal(1, leaders { low, short })
  end)

  it("tells lines apart by shapes as well as by colours", function()
    local svg = chart.line(panel_of(2, { { 1, 2 }, { 3, 4 }, { 5, 6 }, { 7, 8 }, { 9, 10 },
      { 11, 12 }, { 13, 14 }, { 15, 16 } }), { id = "a" })
    local shapes, kinds = {}, 0
    for n = 1, 8 do
      local tag = svg:match('<(%a+ class="a%-mark' .. n .. '"[^>]*)/>')
      -- the shape alone, whatever its colour and place
      local shape = tag:match "^%a+"
      local first_x, first_y
      for x, y in (tag:match ' d="([^"]*)"' or ""):gmatch "(%-?[%d.]+) (%-?[%d.]+)" do
        first_x, first_y = first_x or tonumber(x), first_y or tonumber(y)
        shape = ("%s %.1f,%.1f"):format(shape, tonumber(x) - first_x, tonumber(y) - first_y)
      end
      if not shapes[shape] then shapes[shape], kinds = true, kinds + 1 end
    end
    assert.are.equal(8, kinds)
  end)

  it("marks breaks in their quarter, with the number of their note", function()
    local panel = sample:filter { departement = 38, measure = "radiations", from = 2018, to = 2023 }
    local found = svg_reader.of(chart.line(panel))
    local marks = middles(found, "break")
    -- 2019-Q4, 2022-Q4 and 2023-Q4 of four known ones: the 8th, 20th and 24th of 24 quarters
    assert.are.equal(3, #marks)
    assert.is_true(math.abs((marks[2].x - marks[1].x) / 12 - (marks[3].x - marks[2].x) / 4) < 0.01)
    for _, number in ipairs { "1", "2", "3" } do assert.is_true(svg_reader.says(found, number)) end
    local notes = table.concat(svg_reader.texts(found), "\n")
    assert.matches("(1) Q4 2019: the office strike-offs of 31 December 2019 were put off by a year",
      spaced(notes), 1, true)
    local without = chart.line(sample:filter { departement = 38, measure = "immatriculations" })
    assert.are.equal(0, #svg_reader.shapes(svg_reader.of(without), "break"))
  end)

  it("says that growth of money is nominal, and has a zero line", function()
    local found = svg_reader.of(chart.line(sample:filter { departement = 38,
      measure = "chiffres_d_affaires", from = 2012 }:yoy(), { lang = "fr" }))
    assert.are.equal(1, #svg_reader.shapes(found, "zero"))
    local text = spaced(table.concat(svg_reader.texts(found), "\n"))
    assert.matches("évolution en euros courants", text, 1, true)
    assert.matches("données synthétiques, sans valeur statistique", text:lower(), 1, true)
    assert.matches("\n0 %", text, 1, true)
  end)

  it("says where its axis does not start at zero", function()
    local cut = svg_reader.texts(svg_reader.of(chart.line(panel_of(3, { { 90, 95, 100 } }))))
    assert.matches("the axis does not start at zero", table.concat(cut, "\n"), 1, true)
    local whole = svg_reader.texts(svg_reader.of(chart.line(panel_of(3, { { 30, 95, 100 } }))))
    assert.is_nil(table.concat(whole, "\n"):find("does not start", 1, true))
  end)

  it("says so if there is no value", function()
    assert.is_true(svg_reader.says(svg_reader.of(chart.line(panel_of(3, { {} }))),
      "No value in this span."))
  end)

  it("refuses too many series, different units, and what is not a panel", function()
    assert_misuse(function() chart.line(sample) end,
      "505 series are too many for one chart, 8 at most",
      "multiples")
    assert_misuse(function() chart.line(sample:filter { departement = 38 }) end,
      "different units (account, EUR)", 'scale = "own"')
    local nothing, err = chart.line(sample:filter { departement = 38, from = 1990, to = 1991 })
    assert.is_nil(nothing)
    assert.are.equal("none", err.kind)
    assert.are.equal("there is nothing to draw: no period in these data", err.message)
    assert_misuse(function() chart.line() end,
      "a panel, a series or a list of series expected, got nil")
    assert_misuse(function() chart.line(panel_of(2, { { 1, 1 / 0 } })) end, "cannot be drawn")
  end)
end)

describe("chart.multiples", function()
  local panel = panel_of(5, { { 1, 2, 3, 4, 5 }, { 100, 200, 300, 400, 500 },
    { 9, nil, 9, 9, nil } })

  local function heights(svg)
    local list = {}
    for data in svg:gmatch '%-line1" d="([^"]*)"' do
      local low, high = math.huge, -math.huge
      for y in data:gmatch " (%-?[%d.]+)" do
        low, high = math.min(low, tonumber(y)), math.max(high, tonumber(y))
      end
      list[#list + 1] = high - low
    end
    return list
  end

  it("has one scale for all, unless each has its own", function()
    local same, own = heights(chart.multiples(panel)), heights(chart.multiples(panel,
      { scale = "own" }))
    assert.are.equal(3, #same)
    -- a hundred times as high, except for rounding of coordinates
    assert.is_true(math.abs(same[2] / same[1] - 100) < 2)
    assert.is_true(math.abs(own[2] / own[1] - 1) < 0.05)
    local found = svg_reader.of(chart.multiples(panel, { scale = "own" }))
    local text = table.concat(svg_reader.texts(found), "\n")
    assert.matches("each with an axis of its own", text, 1, true)
  end)

  it("shows the name and last value of each, with its period if it is an earlier one", function()
    local found = svg_reader.of(chart.multiples(panel, { width = 1000 }))
    for _, text in ipairs { "Ain", "5", "Isère", "500", "Rhône", "9 (Q4\194\1602018)" } do
      assert.is_true(svg_reader.says(found, text), text)
    end
  end)

  it("has as many columns as there is room for", function()
    local function columns(width)
      local tops, most = {}, 0
      for _, box in ipairs(svg_reader.of(chart.multiples(panel, { width = width })).texts) do
        local is_name = box.text == "Ain" or box.text == "Isère" or box.text == "Rhône"
        if is_name then
          local top = math.floor(box.top)
          tops[top] = (tops[top] or 0) + 1
          most = math.max(most, tops[top])
        end
      end
      return most
    end
    assert.are.equal(1, columns(240))
    assert.are.equal(2, columns(360))
    assert.are.equal(3, columns(760))
  end)

  it("marks breaks and estimates by the numbers that a chart of lines has", function()
    local two = sample:filter { departement = { 38, 69 }, measure = "radiations", from = 2019,
      to = 2021 }
    local found = svg_reader.of(chart.multiples(two))
    assert.are.equal(2, #svg_reader.shapes(found, "break"))
    assert.are.equal(2, #svg_reader.shapes(found, "break-badge"))
    local notes, own = {}, chart.text("multiples", two).notes
    for i = 2, #own do notes[i - 1] = own[i] end -- the first is on the values beside the names
    assert.are.same(chart.text("line", two).notes, notes)
    assert.matches("^%(1%) Q4 2019: ", spaced(notes[1]))
  end)

  it("has hollow points on sums of some units, as the chart of lines has", function()
    local part = sample:filter { measure = "radiations", region = "76", from = 2013, to = 2014 }
      :aggregate { by = "code_region", missing = "skip" }
    for _, kind in ipairs { "line", "multiples" } do
      local found = svg_reader.of(chart[kind](part))
      assert.are.equal(1, #svg_reader.shapes(found, "hollow1"), kind)
    end
  end)

  it("marks a break only in the charts of its measures", function()
    local two = sample:filter { departement = 38, measure = { "immatriculations", "radiations" } }
    local function lines(svg) return select(2, svg:gsub('<line[^>]*break"', "")) end
    -- registrations have none, strike-offs that are whole numbers four
    assert.are.equal(4, lines(chart.multiples(two)))
    assert.are.equal(0, lines(chart.multiples(two:filter { measure = "immatriculations" })))
  end)

  it("refuses too many, and one scale for different units", function()
    assert_misuse(function() chart.multiples(sample) end, "505 series are too many", "40 at most")
    assert_misuse(function() chart.multiples(sample:filter { departement = 38 }) end,
      "different units", 'scale = "own"')
  end)
end)

describe("chart.bars", function()
  local panel = panel_of(2, { { 1, 30 }, { 1, -10 }, { 1, 20 }, { 1, 0 }, { 1, 5 } })

  local function bars_of(svg)
    local list = {}
    for _, class in ipairs { "bar", "quiet", "strong" } do
      for _, box in ipairs(svg_reader.shapes(svg_reader.of(svg), class)) do
        box.kind = class
        list[#list + 1] = box
      end
    end
    table.sort(list, function(a, b) return a.top < b.top end)
    return list
  end

  it("has bars in proportion to their values, from one zero line, in order", function()
    local svg = chart.bars(panel)
    local list, zero = bars_of(svg), svg_reader.shapes(svg_reader.of(svg), "zero")[1]
    assert.are.equal(5, #list)
    local unit = (list[1].right - list[1].left) / 30
    for i, value in ipairs { 30, 20, 5, 0, -10 } do
      assert.is_true(math.abs(list[i].right - list[i].left - math.abs(value) * unit) < 0.05)
      local at = value < 0 and list[i].right or list[i].left
      assert.is_true(math.abs(at - zero.left) < 0.05)
    end
  end)

  it("has the rows of panel:rank, with their ranks", function()
    local found = svg_reader.of(chart.bars(sample,
      { measure = "radiations", n = 3, at = "2021-Q2" }))
    local rows = sample:rank { measure = "radiations", n = 3, at = "2021-Q2" }
    assert.are.equal(3, #found.points)
    for i, row in ipairs(rows) do
      assert.matches(row.key.departement, found.points[i].label, 1, true)
    end
    local tied = svg_reader.texts(svg_reader.of(chart.bars(panel_of(1, { { 3 }, { 3 }, { 2 } }))))
    -- after title and subtitle: rank, name and value of each; equal values share a rank
    assert.are.same({ "1", "1", "3" }, { tied[3], tied[6], tied[9] })
    local regions = svg_reader.of(chart.bars(sample,
      { measure = "radiations", by = "code_region" }))
    assert.are.equal(17, #regions.points)
  end)

  it("highlights a place, even if it is not among the first", function()
    local list = bars_of(chart.bars(panel, { n = 2, highlight = "Savoie" }))
    assert.are.same({ "quiet", "quiet", "strong" }, { list[1].kind, list[2].kind, list[3].kind })
    local found = svg_reader.of(chart.bars(panel, { n = 2, highlight = { ["73"] = true } }))
    assert.is_true(svg_reader.says(found, "4"))
    assert.is_true(svg_reader.says(found, "⋮"))
    assert.is_false(svg_reader.says(svg_reader.of(chart.bars(panel, { highlight = "Isère" })), "⋮"))
  end)

  it("names a place that it does not know", function()
    assert_misuse(function() chart.bars(panel, { highlight = "Savois" }) end,
      "highlight: 'Savois' is none of the places here", "'Savoie'")
  end)

  it("refuses what panel:rank refuses", function()
    assert_misuse(function() chart.bars(sample) end, "say which measure")
    assert_misuse(function() chart.bars(sample, { measure = "radiatons" }) end, "'radiations'")
    assert_misuse(function() chart.bars(panel, { at = "2030-Q1" }) end, "outside these data")
  end)
end)

describe("chart.map", function()
  local lists = { { 10 }, { 20 }, { 30 }, { 40 }, { 50 } }

  local function square(svg, code)
    return svg:match('data%-label="[^"]*%(' .. code .. '%)[^"]*" data%-value="([^"]*)"'
      .. '><title>[^<]*</title><rect class="m%-([%w-]+)"')
  end

  it("shades squares by class, hatches those without a value, and says so", function()
    local svg = chart.map(panel_of(1, lists), { id = "m" })
    for i, code in ipairs { "01", "38", "69", "73", "74" } do
      local value, class = square(svg, code)
      assert.are.same({ ("%d"):format(i * 10), "seq" .. i }, { value, class })
    end
    assert.are.same({ "no data", "missing" }, { square(svg, "75") })
    local found = svg_reader.of(svg)
    for _, text in ipairs { "10", "50", "no data",
      "Mayotte (976) is not covered by these data." } do
      assert.is_true(svg_reader.says(found, text), text)
    end
    -- all squares but five, and one in the legend
    assert.are.equal(97, select(2, svg:gsub("url%(#m%-hatch%)", "")))
  end)

  it("writes shares with as many decimals as tell the classes apart", function()
    -- in per cent, as the portal has them; and fractions
    for unit, factor in pairs { ["%"] = 1, ["1"] = 100 } do
      local function shares_of(...)
        local values = {}
        for i, share in ipairs { ... } do values[i] = { share / factor } end
        return chart.map(panel_of(1, values, { measure = "part_x", unit = unit, nature = "ratio" }),
          { id = "m" })
      end
      local svg = shares_of(0.211, 0.187, 0.263, 0.29, 0.163)
      assert.are.equal("0.21%", (square(svg, "01")))
      assert.are.equal("0.16%", (square(svg, "74")))
      assert.are.equal("12.5%", (square(shares_of(12.5, 13.5, 14.5), "01")))
      -- what three decimals do not tell apart has one
      assert.are.equal("0.2%", (square(shares_of(0.2, 0.20001), "01")))
    end
  end)

  it("leaves places plain that were filtered out, and hatches those without a value", function()
    local panel = panel_of(1, { { 10 }, {}, { 30 }, { 40 }, { 50 } })
    for lang, words in pairs { en = { "not shown", "no data" },
      fr = { "non montré", "pas de donnée" } } do
      local svg = chart.map(panel:filter { departement = { "01", "38" } },
        { id = "m", lang = lang })
      assert.are.same({ words[1], "missing" }, { square(svg, "69") })
      assert.are.same({ words[2], "missing" }, { square(svg, "38") }) -- there, without a value
      assert.are.same({ words[2], "missing" }, { square(svg, "75") }) -- it never was
      assert.is_true(svg_reader.says(svg_reader.of(svg), words[1]))
      -- 101 squares but one with a value and three left out, and one in the legend
      assert.are.equal(98, select(2, svg:gsub("url%(#m%-hatch%)", "")))
    end
    assert.is_false(svg_reader.says(svg_reader.of(chart.map(panel)), "not shown"))
  end)

  it("has no entry for missing values where every square has one", function()
    local periods, list = { "2018-Q1" }, {}
    for i, region in ipairs(geo.regions) do
      list[i] = { measure = "economiquement_actifs", frequency = "quarter", periods = periods,
        values = { i }, key = { code_region = region.code, region = region.name } }
    end
    local panel = panels.new { dataset = "x", frequency = "quarter", periods = periods,
      series = list }
    for lang, words in pairs { en = "no data", fr = "pas de donnée" } do
      for _, width in ipairs { 360, 760 } do
        local options = { lang = lang, width = width }
        assert.is_false(svg_reader.says(svg_reader.of(chart.map(panel, options)), words))
        list[18].values[1] = nil
        assert.is_true(svg_reader.says(svg_reader.of(chart.map(panel, options)), words))
        list[18].values[1] = 18
      end
    end
  end)

  it("says which classes are open", function()
    -- the values of places that had 100 a year ago
    local function remark_of(...)
      local of_places = {}
      for i, now in ipairs { ... } do of_places[i] = { 100, 1, 1, 1, now } end
      local text = table.concat(svg_reader.texts(svg_reader.of(chart.map(panel_of(5,
        of_places):yoy(),
        { width = 4000 }))), "\n")
      return text:match "Classes of equal width[^\n]*"
    end
    -- three steps to each side have to hold 19 % or 25 %: they are of 10 %, the third is open
    assert.are.equal("Classes of equal width", remark_of(81, 95, 105, 119))
    assert.are.equal("Classes of equal width, the lowest open", remark_of(75, 95, 105, 119))
    assert.are.equal("Classes of equal width, the highest open", remark_of(81, 95, 105, 125))
    assert.are.equal("Classes of equal width, the outermost open", remark_of(75, 95, 105, 125))
  end)

  it("draws names of absurd length", function()
    local panel = panel_of(2, { { 1, 2 }, { 2, 1 } })
    for i, s in ipairs(panel.series) do s.key.departement = ("mot "):rep(5e4) .. i end
    for _, kind in ipairs { "line", "multiples", "bars", "map" } do
      local from = os.clock()
      local svg = chart[kind](panel)
      assert.is_true(#svg < 1e5 and os.clock() - from < 5, kind)
    end
  end)

  it("shades growths of both signs in equal steps from zero", function()
    local panel = panel_of(5, { { 100, 1, 1, 1, 104 }, { 100, 1, 1, 1, 97 }, { 100, 1, 1, 1, 100 },
      { 100, 1, 1, 1, 101 }, { 100, 1, 1, 1, 80 } }):yoy()
    local svg = chart.map(panel, { id = "m", lang = "fr" })
    -- of the sizes 4, 3, 0, 1 and 20 %, nine of ten are within 20: three steps of 10
    assert.are.equal("above1", select(2, square(svg, "01")))
    assert.are.equal("below1", select(2, square(svg, "38")))
    assert.are.equal("above1", select(2, square(svg, "69")))
    assert.are.equal("below2", select(2, square(svg, "74")))
    local text = spaced(table.concat(svg_reader.texts(svg_reader.of(svg)), "\n"))
    for _, one in ipairs { "-10 % à 0 %", "-20 % à -10 %", "Classes de même amplitude" } do
      assert.matches(one, text, 1, true)
    end
  end)

  it("shades growths in quantiles if all are above zero", function()
    local panel = panel_of(5, { { 100, 1, 1, 1, 104 }, { 100, 1, 1, 1, 103 }, { 100, 1, 1, 1, 108 },
      { 100, 1, 1, 1, 100 }, { 100, 1, 1, 1, 105 } }):yoy()
    local svg = chart.map(panel, { id = "m" })
    local found = {}
    for i, code in ipairs { "73", "38", "01", "74", "69" } do
      found[i] = select(2, square(svg, code))
    end
    assert.are.same({ "seq1", "seq2", "seq3", "seq4", "seq5" }, found)
    assert.matches("+8.0%", spaced(table.concat(svg_reader.texts(svg_reader.of(svg)), "\n")), 1,
      true)
  end)

  it("shows the latest complete period, or the one that is asked for", function()
    local panel = panel_of(3, { { 1, 2, 3 }, { 1, 5 } })
    assert.matches("Q2 2018", spaced(svg_reader.texts(svg_reader.of(chart.map(panel)))[1]), 1, true)
    assert.matches("Q3 2018", spaced(svg_reader.texts(svg_reader.of(chart.map(panel,
      { at = "2018-Q3" })))[1]), 1, true)
    assert_misuse(function() chart.map(panel, { at = "2030-Q1" }) end, "at: ", "outside these data")
  end)

  it("outlines a place", function()
    local found = svg_reader.of(chart.map(panel_of(1, lists), { highlight = "Isère" }))
    assert.are.equal(1, #svg_reader.shapes(found, "outline"))
    local both = chart.map(panel_of(1, lists), { highlight = { "Isère", 974 } })
    assert.are.equal(2, #svg_reader.shapes(svg_reader.of(both), "outline"))
    assert_misuse(function() chart.map(panel_of(1, lists), { highlight = "Isaire" }) end,
      "'Isaire'")
  end)

  it("shows regions: sums, if the panel has départements", function()
    local svg = chart.map(sample, { measure = "radiations", by = "region", at = "2021-Q2",
      lang = "fr", id = "m" })
    local found = svg_reader.of(svg)
    assert.are.equal(18, #found.points)
    local sum = 0
    for _, code in ipairs { 22, 29, 35, 56 } do
      sum = sum + sample:get { departement = code, measure = "radiations" }:at "2021-Q2"
    end
    for _, point in ipairs(found.points) do
      if point.label:find "^Bretagne" then
        assert.are.equal(tostring(sum), (point.value:gsub("\226\128\175", "")))
      end
    end
    local regions = sample:filter { measure = "radiations" }:aggregate { by = "code_region" }
    assert.are.equal(18, #svg_reader.of(chart.map(regions)).points)
    assert_misuse(function() chart.map(regions, { by = "departement" }) end,
      "units of these data are regions")
    -- in narrow squares letters stand for names, and a note explains them
    local narrow = spaced(table.concat(svg_reader.texts(svg_reader.of(chart.map(regions,
      { width = 360 }))), " "))
    assert.matches("BRE = Bretagne", narrow, 1, true)
  end)

  it("names units without a square", function()
    local text = svg_reader.texts(svg_reader.of(chart.map(sample, { measure = "radiations" })))
    assert.matches("Not on the map: not classified.", table.concat(text, "\n"), 1, true)
  end)

  it("says of totals that large places have more, and of nothing else", function()
    local accounts = sample:filter { measure = "economiquement_actifs" }
    local function says(panel, options)
      local text = table.concat(svg_reader.texts(svg_reader.of(chart.map(panel, options))), " ")
      return text:find("These are totals: a large", 1, true) ~= nil
        or text:find("Ce sont des totaux", 1, true) ~= nil
    end
    assert.is_true(says(accounts))
    assert.is_true(says(accounts, { lang = "fr", by = "region" }))
    assert.is_true(says(accounts:change(4)))
    assert.is_true(says(sample:filter { measure = "immatriculations" }:rolling(4)))
    for what, panel in pairs { growth = accounts:yoy(), index = accounts:index(2019),
      share = sample:with("taux_activite"):filter { measure = "taux_activite" },
      points = sample:with("taux_activite"):filter { measure = "taux_activite" }:yoy(),
      mean = sample:with("chiffre_d_affaires_moyen"):filter {
        measure = "chiffre_d_affaires_moyen" },
      unknown = panel_of(1, lists, { measure = "density" }) } do
      assert.is_false(says(panel), what)
    end
  end)

  it("refuses what cannot be on a map", function()
    assert_misuse(function() chart.map(sample) end, "say which measure")
    assert_misuse(function() chart.map(sample:filter { measure = "radiations" }:total()) end,
      "a map needs units with code_departement or code_region")
    local panel = panel_of(1, lists)
    for _, s in ipairs(panel.series) do s.key.code_departement = "38" end
    assert_misuse(function() chart.map(panel) end, "several series are of the departement 38")
  end)
end)

describe("the options of charts", function()
  local panel = panel_of(2, { { 1, 2 } })

  for _, case in ipairs {
    { "line", { lang = "de" }, 'option \'lang\' must be "en" or "fr", got \'de\'' },
    { "line", { width = 100 }, "a number of pixels from 240 to 4000, got 100" },
    { "line", { width = 0 / 0 }, "a number of pixels" },
    { "line", { theme = "sepia" }, '"auto", "light" or "dark"' },
    { "line", { id = "1a" }, "a letter, and after it letters, digits, _ or -" },
    { "line", { title = "" }, "a string, not empty" },
    { "line", { embedded = 1 }, "true or false" },
    { "line", { highlight = "Ain" }, "unknown option 'highlight'" },
    { "line", { titel = "x" }, "did you mean 'title'?" },
    { "multiples", { scale = "log" }, '"same" or "own"' },
    { "bars", { n = 0 }, "a whole number above zero" },
    { "bars", { highlight = {} }, "a list of places" },
    { "map", { by = "commune" }, '"departement" or "region"' },
    { "map", { at = "soon" }, "a quarter, or a year" },
  } do
    it("are checked: " .. case[3], function()
      assert_misuse(function() chart[case[1]](panel, case[2]) end, case[3])
    end)
  end
end)

describe("charts under a French locale", function()
  if not locale.has_french() then return pending(locale.MISSING) end

  it("are the same bytes", function()
    local function all()
      return { chart.line(panel_of(5, { { 1.5, 2.25, 3, 4, 5 } })),
        chart.multiples(panel_of(5, { { 0.1, nil, 3 }, { 1 } })),
        chart.bars(sample, { measure = "radiations", n = 7 }),
        chart.map(sample:filter { measure = "radiations" }:yoy(), { lang = "fr" }) }
    end
    assert.are.same(all(), locale.under(locale.FRENCH, all))
  end)
end)
