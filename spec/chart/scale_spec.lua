local number_formats = require "urssaf.chart.number_format"
local hygiene = require "spec.support.hygiene"
local languages = require "urssaf.language"
local quarter = require "urssaf.domain.quarter"
local assert_misuse = require "spec.support.assert_misuse"
local scale = require "urssaf.chart.scale"
local panels = require "urssaf.panel"
local time_axis = require "urssaf.chart.time_axis"
local value_axis = require "urssaf.chart.value_axis"

describe("urssaf.chart.scale", function()
  hygiene("urssaf.chart.scale", { "axis", "extent", "has_zero", "linear", "step" })

  -- span, how many intervals at most, step: worked out by hand
  for _, case in ipairs {
    { 10, 5, 2 }, { 10, 10, 1 }, { 9, 5, 2 }, { 11, 5, 5 }, { 0.1, 5, 0.02 }, { 26000, 6, 5000 },
    { 1000, 1, 1000 }, { 1001, 1, 2000 }, { 3, 4, 1 }, { 1e12, 4, 5e11 },
  } do
    it(("divides %g in at most %d steps of %g"):format(case[1], case[2], case[3]), function()
      assert.is_true(math.abs(scale.step(case[1], case[2]) / case[3] - 1) < 1e-9)
    end)
  end

  for _, case in ipairs {
    { 0, 10, 5, { 0, 2, 4, 6, 8, 10 } }, { 0, 9.5, 5, { 0, 2, 4, 6, 8, 10 } },
    { -3, 10, 5, { -5, 0, 5, 10 } }, { 62, 79, 5, { 60, 65, 70, 75, 80 } },
    { -8, -1, 4, { -8, -6, -4, -2, 0 } }, { 0, 0, 5, { 0, 0.2, 0.4, 0.6, 0.8, 1 } },
    { 0, 0, 5, { 0, 1 }, 1 }, { 0, 3, 6, { 0, 1, 2, 3 }, 1 },
    -- the outermost interval is hardly filled, so the axis ends near the values
    { 0, 4.7, 3, { 0, 2, 4 } }, { -0.3, 8.5, 5, { 0, 2, 4, 6, 8 } },
  } do
    it(("has nice ticks from %g to %g"):format(case[1], case[2]), function()
      local axis = scale.axis(case[1], case[2], case[3], case[5])
      assert.are.equal(#case[4], #axis.ticks)
      for i, tick in ipairs(case[4]) do assert.is_true(math.abs(tick - axis.ticks[i]) < 1e-9) end
      assert.is_true(axis.low <= case[1] and axis.high >= case[2])
    end)
  end

  it("holds any values between its ends, and has two ticks at least", function()
    for _, size in ipairs { 1e-12, 1e-3, 1, 7, 1e6, 1e12, 1e20 } do
      for _, pair in ipairs { { 0, 1 }, { 0.97, 1 }, { -1, 1 }, { -0.1, 1 }, { -1, -0.4 },
        { 0.3, 0.3 }, { 1, 1.0000000001 }, { -2, -2 } } do
        local low, high = pair[1] * size, pair[2] * size
        local axis = scale.axis(low, high, 5)
        assert.is_true(axis.low <= low and axis.high >= high and axis.low < axis.high)
        assert.is_true(#axis.ticks >= 2 and #axis.ticks <= 8, #axis.ticks)
        for _, tick in ipairs(axis.ticks) do
          assert.is_true(tick >= axis.low - 1e-9 * size and tick <= axis.high + 1e-9 * size)
        end
      end
    end
  end)

  it("maps values to coordinates", function()
    local y = scale.linear({ low = 0, high = 10 }, 300, 100)
    assert.are.equal(300, y(0))
    assert.are.equal(100, y(10))
    assert.are.equal(200, y(5))
  end)

  it("maps values that are hardly above zero to the beginning", function()
    local y = scale.linear({ low = 0, high = 2 ^ -1074 }, 300, 100)
    assert.are.equal(300, y(0))
    assert.is_true(math.abs(y(2 ^ -1074) - 300) < 1e-9)
  end)

  it("leaves zero out only if all levels are far from it", function()
    assert.is_true(scale.has_zero(0, 10, false))
    assert.is_true(scale.has_zero(5, 10, false))
    assert.is_true(scale.has_zero(-3, 10, false))
    assert.is_true(scale.has_zero(7, 7, false))
    assert.is_false(scale.has_zero(0.52, 0.66, false))
    assert.is_false(scale.has_zero(-10, -9, false))
    assert.is_true(scale.has_zero(0.52, 0.66, true))
  end)

  local function list_of(...)
    local list = {}
    for i, values in ipairs { ... } do
      list[i] = { measure = "radiations", periods = quarter.range("2019-Q1", "2019-Q4"),
        values = values }
    end
    return list
  end

  it("finds the lowest and highest value and their periods", function()
    assert.are.same({ low = -1, low_at = "2019-Q4", high = 9, high_at = "2019-Q1", count = 3 },
      scale.extent(list_of({ nil, 5, nil, -1 }, { 9 })))
    assert.is_nil(scale.extent(list_of {}))
  end)

  for _, value in ipairs { 0 / 0, 1 / 0, -1 / 0, 1e301 } do
    it("refuses a value that cannot be drawn: " .. value, function()
      assert_misuse(function() scale.extent(list_of { 1, value }) end,
        "2019-Q2 of radiations cannot be drawn")
    end)
  end
end)

describe("urssaf.chart.value_axis", function()
  hygiene("urssaf.chart.value_axis", { "draw", "holds", "new", "remark", "width" })

  local function axis_of(values, options)
    local one = { measure = options.measure, frequency = "quarter", key = {},
      periods = { "2020-Q1", "2020-Q2" }, values = values, transform = options.transform,
      unit = options.unit }
    setmetatable(one, panels.series_of())
    local own = number_formats.of(languages.of(options.lang or "fr"), one)
    return value_axis.new({ low = values[1], high = values[2] }, own, 5)
  end

  local function spaced(names)
    local list = {}
    for i, name in ipairs(names) do
      list[i] = name:gsub("\194\160", " "):gsub("\226\128\175", " "):gsub("\226\136\146", "-")
    end
    return list
  end

  for _, case in ipairs {
    { { 0, 1900000 }, { measure = "immatriculations" },
      { "0", "0,5 M", "1,0 M", "1,5 M", "2,0 M" } },
    { { 0, 4e6 }, { measure = "chiffres_d_affaires" },
      { "0 €", "1 M€", "2 M€", "3 M€", "4 M€" } },
    { { 0, 4e6 }, { measure = "chiffres_d_affaires", lang = "en" },
      { "€0", "€1M", "€2M", "€3M", "€4M" } },
    { { 0.5, 0.6 }, { measure = "taux_activite" },
      { "50 %", "52 %", "54 %", "56 %", "58 %", "60 %" } },
    { { -0.1, 0.1 }, { measure = "radiations", transform = "yoy", unit = "1" },
      { "-10 %", "-5 %", "0 %", "+5 %", "+10 %" } },
    { { -0.01, 0.01 }, { measure = "taux_activite", transform = "yoy", unit = "points" },
      { "-1,0", "-0,5", "0,0", "+0,5", "+1,0" } },
    { { 1, 3 }, { measure = "immatriculations" }, { "0", "1", "2", "3" } },
    { { 1e-9, 4e-9 }, { measure = "unheard_of" },
      { "0", "1 × 10⁻⁹", "2 × 10⁻⁹", "3 × 10⁻⁹", "4 × 10⁻⁹" } },
    -- in billions all of these were "1,370000 Md"
    { { 1369999900, 1370000000 }, { measure = "immatriculations" },
      { "1 369 999 900", "1 369 999 920", "1 369 999 940", "1 369 999 960", "1 369 999 980",
        "1 370 000 000" } },
    { { 1.00e15, 1.02e15 }, { measure = "immatriculations", lang = "en" },
      { "1.000 × 10¹⁵", "1.005 × 10¹⁵", "1.010 × 10¹⁵", "1.015 × 10¹⁵", "1.020 × 10¹⁵" } },
    -- six decimals do not tell these apart: one tick has the label, the others have none
    { { 0, 4e-10 }, { measure = "taux_activite" }, { "0,000000 %", "", "", "", "" } },
  } do
    it("has ticks such as " .. case[3][#case[3]], function()
      assert.are.same(case[3], spaced(axis_of(case[1], case[2]).labels))
    end)
  end

  it("tells whether it starts at zero", function()
    assert.is_true(axis_of({ 0.5, 0.6 }, { measure = "taux_activite" }).is_cut)
    assert.is_false(axis_of({ 100, 900 }, { measure = "radiations" }).is_cut)
    assert.is_false(axis_of({ 0.5, 0.6 }, { measure = "radiations", transform = "yoy",
      unit = "1" }).is_cut)
  end)
end)

describe("urssaf.chart.time_axis", function()
  hygiene("urssaf.chart.time_axis", { "new" })

  local canvases = require "urssaf.chart.canvas"
  local svg_reader = require "spec.support.svg_reader"

  local function drawn(periods, left, right, lang)
    local canvas = canvases.new { lang = lang, width = 800 }
    local axis = time_axis.new(periods, left, right)
    local svg = axis:draw(canvas, 100)
    local style = "<style>\n.urssaf-tick{font-size:11px}\n</style>"
    return svg_reader.of(svg .. style), axis
  end

  it("gives each period a slot, with its value in the middle", function()
    local axis = time_axis.new(quarter.range("2020-Q1", "2020-Q4"), 100, 180)
    assert.are.equal(20, axis.slot)
    assert.are.equal(110, axis:x(1))
    assert.are.equal(170, axis:x(4))
  end)

  it("labels each year below its middle, if there is room", function()
    local found = drawn(quarter.range("2018-Q1", "2020-Q4"), 100, 220)
    assert.are.same({ "2018", "2019", "2020" }, svg_reader.texts(found))
    -- three years of forty pixels each
    for i, middle in ipairs { 120, 160, 200 } do
      local box = found.texts[i]
      assert.is_true(math.abs((box.left + box.right) / 2 - middle) < 0.01)
    end
  end)

  it("labels quarters if there is room, in the reader's language", function()
    local found = drawn(quarter.range("2020-Q3", "2021-Q2"), 100, 400, "fr")
    assert.are.same({ "T3", "T4", "T1", "T2", "2020", "2021" }, svg_reader.texts(found))
    assert.are.equal("Q3", svg_reader.texts(drawn(quarter.range("2020-Q3", "2021-Q2"), 100,
      400))[1])
  end)

  it("labels every second, fifth or tenth year if there is no room for all", function()
    assert.are.same({ "2010", "2012", "2014", "2016" },
      svg_reader.texts(drawn(quarter.range("2009-Q1", "2016-Q4"), 0, 200)))
    assert.are.same({ "2010", "2015" },
      svg_reader.texts(drawn(quarter.range("2009-Q1", "2016-Q4"), 0, 100)))
  end)

  it("labels the years of annual series", function()
    assert.are.same({ "2019", "2020", "2021" },
      svg_reader.texts(drawn({ "2019", "2020", "2021" }, 0, 300)))
    assert.are.same({ "2021" }, svg_reader.texts(drawn({ "2021" }, 0, 300)))
  end)

  it("has no overlapping labels, however many periods there are", function()
    for last = 2010, 2200, 7 do
      for _, width in ipairs { 60, 130, 240, 700 } do
        local found = drawn(quarter.range({ 2009, 2 }, { last, 3 }), 20, 20 + width)
        found.width, found.height = 800, 300
        assert.are.same({}, svg_reader.faults(found))
        assert.is_true(#found.texts > 0)
      end
    end
  end)
end)
