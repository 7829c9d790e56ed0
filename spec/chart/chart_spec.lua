local chart = require "urssaf.chart"
local not_empty = require "spec.support.not_empty"
local svg_reader = require "spec.support.svg_reader"
local hygiene = require "spec.support.hygiene"
local panels = require "urssaf.panel"
local quarter = require "urssaf.domain.quarter"
local assert_misuse = require "spec.support.assert_misuse"
local urssaf = require "urssaf"

-- Whole charts. Their parts have specs of their own, beside this one.

local PARTS = { bars = { "plan" }, break_marks = { "draw", "height", "positions" },
  canvas = { "new" }, description = { "at_once", "of_series", "over_time" },
  frame = { "parts", "render" }, line = { "MOST", "draw", "plan" },
  line_marks = { "draw", "hover", "last", "marker", "partial",
    "runs" }, map = { "plan" },
  map_data = { "class", "label", "notes", "of", "value_text" },
  map_legend = { "column", "hatch", "hatched", "hatching", "rows" },
  multiples = { "MOST", "plan" }, options = { "check" }, plan = { "new", "subtitle" } }

describe("urssaf.chart", function()
  hygiene("urssaf.chart", { "bars", "line", "map", "multiples", "revisions", "text" })
end)

for name, exports in pairs(PARTS) do
  describe("urssaf.chart." .. name, function() hygiene("urssaf.chart." .. name, exports) end)
end

local sample = urssaf.sample()

local function spaced(text)
  return (text:gsub("\194\160", " "):gsub("\226\128\175", " "):gsub("\226\136\146", "-"))
end

-- A panel of one measure, with quarters from 2018 on and a series for each list of values, of the
-- départements in CODES.
local CODES = { "01", "38", "69", "73", "74", "07", "26", "42", "43" }

local function panel_of(size, lists, fields)
  local periods = quarter.range("2018-Q1", quarter.add("2018-Q1", size - 1))
  local made = { dataset = "x", frequency = "quarter", periods = periods, series = {} }
  for i, values in ipairs(lists) do
    made.series[i] = { measure = "economiquement_actifs", frequency = "quarter", periods = periods,
      values = values, key = { code_departement = CODES[i], departement = "D" .. CODES[i] } }
    for name, value in pairs(fields or {}) do made.series[i][name] = value end
  end
  return panels.new(made)
end

-- Every kind of chart, of ordinary and of strange data.
local function gallery()
  local deep = sample:filter { measure = "radiations", from = 2019 }
  local regions = sample:filter { measure = "economiquement_actifs", area = "metropole" }
    :aggregate { by = "code_region" }
  local list = {
    line = { "line", sample:filter { departement = 38, measure = "radiations" } },
    five = { "line", sample:filter { departement = { 38, 69, 75, "2A", 971 },
      measure = "economiquement_actifs" } },
    eight = { "line", deep:filter { departement = { "01", "07", 26, 38, 42, 69, 73, 74 } } },
    growth = { "line", deep:filter { departement = { 38, 69 } }:yoy() },
    annual = { "line", sample:filter { departement = { 13, 38 },
      measure = "chiffres_d_affaires" }:annual() },
    total = { "line", sample:filter { measure = "economiquement_actifs" }:total() },
    share = { "line", sample:with "taux_activite":filter { departement = { 38, 69 },
      measure = "taux_activite", from = 2015 } },
    holes = { "line", panel_of(9, { { 5, 6, nil, 7, nil, nil, 9, 10 }, { nil, 3 } }) },
    partial = { "line", sample:filter { region = "Corse", measure = "economiquement_actifs" }
      :aggregate { by = "code_region", missing = "skip" } },
    none = { "line", panel_of(4, { {} }) }, one = { "line", panel_of(4, { { nil, 7 } }) },
    single = { "line", panel_of(1, { { 7 } }) }, equal = { "line", panel_of(3, { { 7, 7, 7 } }) },
    zero = { "line", panel_of(3, { { 0, 0, 0 } }) },
    negative = { "line", panel_of(3, { { -5, -1, -9 } }) },
    huge = { "line", panel_of(3, { { 1e12, 2e12, 1e18 } }) },
    tiny = { "line", panel_of(3, { { 1e-9, 2e-9, 3e-9 } }, { measure = "unheard_of" }) },
    regions = { "multiples", regions },
    measures = { "multiples", sample:filter { departement = 38 }, { scale = "own" } },
    many = { "multiples", panel_of(2, { { 1, 2 }, { 3 }, {}, { nil, 4 }, { 5, 6 }, { 1, 1 },
      { 0, 0 }, { -1, 3 }, { 9, 9 } }) },
    bars = { "bars", sample, { measure = "immatriculations", n = 15, highlight = "Creuse" } },
    losses = { "bars", sample:filter { measure = "immatriculations" }:yoy(),
      { n = 12, descending = false } },
    falls = { "bars", panel_of(2, { { 1, -3 }, { 1, -1e6 }, { 2, 0 } }), { at = "2018-Q2" } },
    bar = { "bars", panel_of(1, { { 3 } }) },
    map = { "map", sample, { measure = "chiffres_d_affaires", highlight = { "Paris", 971 } } },
    changes = { "map", sample:filter { measure = "immatriculations" }:yoy() },
    balance = { "map", sample:with "solde", { measure = "solde" } },
    areas = { "map", sample, { measure = "radiations", by = "region", highlight = "Corse" } },
    blank = { "map", panel_of(2, { {}, {} }) },
    revised = { "revisions", assert(urssaf.revisions { measure = "economiquement_actifs", key = {},
      panels = { panel_of(9, { { 5, 6, 7, 8, 9, 10, 11, 12 } }),
        panel_of(9, { { 5, 6, 7, 8, 9, 9, 13, 12, 1e6 } }) } }) },
    adjusted = { "line", panels.new { dataset = "procedures-collectives-par-region",
      frequency = "quarter", periods = { "2024-Q1", "2024-Q2" }, series = {
        { measure = "nombre_de_procedures_cvs", frequency = "quarter", key = {},
          periods = { "2024-Q1", "2024-Q2" }, values = { 5, 6 } },
        { measure = "nombre_de_procedures_brut", frequency = "quarter", key = {},
          periods = { "2024-Q1", "2024-Q2" }, values = { 4, 7 } } } } },
  }
  return list
end

local function drawn(one, more)
  local options = {}
  for _, given in ipairs { one[3] or {}, more or {} } do
    for name, value in pairs(given) do options[name] = value end
  end
  return chart[one[1]](one[2], options)
end

describe("every chart", function()
  local charts = gallery()
  local LOOKS = { { lang = "fr" }, { width = 360 }, { lang = "fr", width = 240, theme = "dark" },
    { width = 1200, embedded = true, theme = "light" },
    { bare = true, embedded = true, width = 430 } }

  for name, one in pairs(charts) do
    it("is well-formed, inside its frame, legible and the same each time: " .. name, function()
      local made = {}
      for i, look in ipairs(LOOKS) do
        made[i] = drawn(one, look)
        if i == 1 then assert.are.equal(made[i], drawn(one, look)) end
        assert.are.same({}, svg_reader.faults(svg_reader.of(made[i])))
        assert.is_nil(made[i]:find '[%W]nan[%W]')
        assert.is_nil(made[i]:find '[%W]inf[%W]')
      end
      assert.are.equal("", svg_reader.refused(made))
    end)
  end

  it("describes itself for screen readers", function()
    local svg = chart.line(panel_of(3, { { 5, 9, 4 } }), { id = "p1" })
    local found = svg_reader.of(svg)
    assert.are.equal("img", found.root.role)
    assert.are.equal("p1-title p1-desc", found.root["aria-labelledby"])
    assert.matches('<title id="p1-title">D01: economically active</title>', svg, 1, true)
    assert.matches("D01: first 5 (Q1 2018), last 4 (Q3 2018), highest 9 (Q2 2018), lowest 4"
      .. " (Q3 2018).", spaced(svg:match '<desc id="p1%-desc">(.-)</desc>'), 1, true)
    local bars = chart.bars(panel_of(1, { { 5 }, { 9 }, { 4 } }))
    assert.matches("Bar chart. Highest: D38, 9; lowest: D69, 4.", bars:match "<desc.->(.-)</desc>",
      1, true)
  end)

  it("has ids and classes of its own, given or derived from its content", function()
    local one, other = panel_of(3, { { 5, 9, 4 } }), panel_of(3, { { 5, 9, 5 } })
    local function ids(svg)
      local list = {}
      for id in not_empty.matches(svg, '[ "]id="([^"]+)"') do list[#list + 1] = id end
      for class in not_empty.matches(svg, 'class="([^"]+)"') do list[#list + 1] = class end
      return list
    end
    for _, id in ipairs(ids(chart.line(one, { id = "left" }))) do assert.matches("^left", id) end
    assert.are.same(ids(chart.line(one)), ids(chart.line(one)))
    assert.are_not.same(ids(chart.line(one))[1], ids(chart.line(other))[1])
    for _, id in ipairs(ids(chart.map(sample, { measure = "radiations", id = "m" }))) do
      assert.matches("^m%-?", id)
    end
  end)

  it("has a rule for each of its classes", function()
    for name, one in pairs(charts) do
      local svg = drawn(one, { id = "x" })
      local rules = svg:match "<style>(.-)</style>"
      for class in not_empty.matches(svg, 'class="(x%-[^"]+)"') do
        assert.is_true(class == "x-point" or rules:find("." .. class .. "{", 1, true) ~= nil,
          name .. ": " .. class)
      end
    end
  end)

  it("is the same under each theme but for its colours", function()
    local function without_style(svg) return (svg:gsub("<style>.-</style>", "")) end
    local panel = panel_of(3, { { 5, 9, 4 } })
    assert.are.equal(without_style(chart.line(panel, { theme = "light" })),
      without_style(chart.line(panel, { theme = "dark" })))
    assert.matches("prefers-color-scheme:dark", chart.line(panel, { theme = "auto" }), 1, true)
    assert.is_nil(chart.line(panel, { theme = "dark" }):find("@media", 1, true))
    assert.are.equal(chart.line(panel, { theme = "light" }), chart.line(panel))
  end)

  it("is a file of its own, or a part of a page", function()
    local panel = panel_of(3, { { 5, 9, 4 } })
    assert.matches("^<%?xml version", chart.line(panel))
    local part = chart.line(panel, { embedded = true })
    assert.matches("^<svg ", part)
    assert.is_nil(part:find('-ground"', 1, true))
    local bare = svg_reader.of(chart.line(panel, { bare = true }))
    assert.is_false(svg_reader.says(bare, "D01: economically active"))
    assert.is_true(svg_reader.says(svg_reader.of(part), "D01: economically active"))
  end)

  it("has the title of its options, escaped", function()
    local svg = chart.line(panel_of(3, { { 5, 9, 4 } }), { title = 'A & B <"C">' })
    assert.is_true(svg_reader.says(svg_reader.of(svg), 'A & B <"C">'))
    assert.matches("A &amp; B &lt;&quot;C&quot;&gt;</title>", svg, 1, true)
  end)

  it("has the subtitle of its options, without the subject", function()
    local svg = chart.line(sample:filter { departement = 38, measure = "radiations" },
      { subtitle = "Encore" })
    assert.is_true(svg_reader.says(svg_reader.of(svg), "Encore"))
    assert.is_nil(svg:find("Auto-entrepreneurs ·", 1, true))
  end)

  it("escapes names from the data", function()
    local panel = panel_of(2, { { 1, 2 }, { 3, 4 } })
    for _, s in ipairs(panel.series) do s.key.departement = '<b>&"' .. s.key.code_departement end
    local made = { chart.line(panel), chart.multiples(panel), chart.bars(panel) }
    assert.are.equal("", svg_reader.refused(made))
    for _, svg in ipairs(made) do
      assert.is_true(svg_reader.says(svg_reader.of(svg), '<b>&"01'))
      assert.is_nil(svg:find("<b>", 1, true))
    end
  end)

  it("gives its texts to pages that set them themselves", function()
    local panel = sample:filter { departement = 38, measure = "radiations", from = 2019, to = 2020 }
    local text = chart.text("line", panel, { lang = "fr", bare = true })
    assert.are.equal("Isère : radiations", spaced(text.title))
    assert.are.equal("Auto-entrepreneurs · Nombre de comptes, données trimestrielles, T1 2019 à T4"
      .. " 2020", spaced(text.subtitle))
    assert.matches("^%(1%) T4 2019", spaced(text.notes[1]))
    assert.matches("^Source", text.source)
    assert.matches("Isère", text.description)
    assert_misuse(function() chart.text("lines", panel) end, "no chart is called 'lines'",
      "did you mean 'line'?")
  end)
end)

describe("a chart's points", function()
  local function labels(svg)
    local set, count = {}, 0
    for _, point in ipairs(svg_reader.of(svg).points) do
      set[spaced(point.label)], count = spaced(point.value), count + 1
    end
    return set, count
  end

  it("are its values, each with a label, in lines and multiples", function()
    local panel = panel_of(6, { { 5, nil, 7, nil, nil, 1234 }, { nil, nil, 3 } })
    for _, kind in ipairs { "line", "multiples" } do
      local set, count = labels(chart[kind](panel, { lang = "fr" }))
      assert.are.equal(4, count)
      assert.are.same({ ["D01, T1 2018"] = "5", ["D01, T3 2018"] = "7", ["D01, T2 2019"] = "1 234",
        ["D38, T3 2018"] = "3" }, set)
    end
  end)

  it("have a tooltip with label and value", function()
    local svg = chart.line(panel_of(2, { { 5, 6 } }), { lang = "en" })
    assert.matches('data-label="D01, Q1\194\1602018" data-value="5"><title>D01, Q1\194\1602018: 5'
      .. "</title>", svg, 1, true)
  end)

  it("are a bar each in bars, and a square each on a map", function()
    local panel = panel_of(1, { { 5 }, { 9 }, { 4 } })
    assert.are.same({ ["D01, Q1 2018"] = "5", ["D38, Q1 2018"] = "9", ["D69, Q1 2018"] = "4" },
      (labels(chart.bars(panel))))
    local set, count = labels(chart.map(panel))
    assert.are.equal(101, count)
    assert.are.equal("9", set["Isère (38), Q1 2018"])
    assert.are.equal("no data", set["Mayotte (976), Q1 2018"])
  end)

  it("say how many units a sum covers, if not all", function()
    local panel = panel_of(2, { { 5, 6 } }, { coverage = { { 1, 2 }, { 2, 2 } } })
    local svg = chart.line(panel)
    assert.are.same({ ["D01, Q1 2018"] = "5 (1 of 2 units)", ["D01, Q2 2018"] = "6" },
      (labels(svg)))
    assert.are.equal(1, #svg_reader.shapes(svg_reader.of(svg), "hollow1"))
  end)

  it("say how many values a sum covers, if each of its own is of several quarters", function()
    -- two départements, the second without its first quarter: 7 of the first year's 8 values
    local panel = panel_of(8, { { 1, 2, 3, 4, 5, 6, 7, 8 }, { nil, 1, 1, 1, 1, 1, 1, 1 } })
    for _, s in ipairs(panel.series) do s.measure, s.since = "radiations", "2018-Q1" end
    panel.series[2].values[1] = nil
    local total = panel:total { missing = "skip" }
    assert.are.equal("13 (7 of 8 values)", labels(chart.line(total:annual()))["Total, 2018"])
    assert.are.equal("13 (7 of 8 values)",
      labels(chart.line(total:rolling(4)))["Total, Q4 2018"])
    local text = table.concat(svg_reader.texts(svg_reader.of(chart.line(total:annual(),
      { lang = "fr" }))), " "):gsub("\194\160", " ")
    assert.matches("au pire 7 valeurs sur 8", text, 1, true)
  end)

  it("are found by pointing anywhere in their column", function()
    local svg = chart.line(panel_of(4, { { 5, 6, 2, 8 }, { 1, 9, nil, 4 } }))
    local areas = {}
    for tag in svg:gmatch "</title><rect ([^>]*)/>" do
      areas[#areas + 1] = { x = tag:match ' x="([%d.]+)"', height = tag:match 'height="([%d.]+)"' }
    end
    assert.are.equal(7, #areas)
    local by_column = {}
    for _, area in ipairs(areas) do
      by_column[area.x] = (by_column[area.x] or 0) + tonumber(area.height)
    end
    local columns, tall = 0, nil
    for _, sum in pairs(by_column) do
      columns, tall = columns + 1, tall or sum
      assert.is_true(math.abs(sum - tall) < 0.05)
    end
    assert.are.equal(4, columns)
  end)
end)
