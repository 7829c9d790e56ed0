-- What is made of each series of a panel: change, growth, index and map; figures by hand.
local assert_misuse = require "spec.support.assert_misuse"
local hygiene = require "spec.support.hygiene"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local keys, listed, notes = small_panel.keys, small_panel.listed, small_panel.notes
local IMM = "immatriculations"

local function two()
  return small_panel.panel(2021, { IMM }, {
    { keys.ain, [IMM] = { 80, 100, 120, 100, 120 } },
    { keys.corse, [IMM] = { 40, false, 50, 60, 50 } },
  })
end

describe("a panel's", function()
  it("change is that of each series", function()
    local made = two():change(1)
    assert.are.same({ "-", 20, 20, -20, 20 }, listed(made.series[1]))
    assert.are.same({ "-", "-", "-", 10, -10 }, listed(made.series[2]))
    assert.are.equal("change(1)", made.series[1].transform)
  end)

  it("growth is that of each series, with the notes of a measure once", function()
    local made = two():growth(2)
    assert.are.same({ "-", "-", 0.5, 0, 0 }, listed(made.series[1]))
    assert.are.same({ "-", "-", 0.25, "-", 0 }, listed(made.series[2]))
    assert.are.equal(1, #notes(made, "season"))
    assert.are.equal("growth(2)", made.series[2].transform)
    -- Corse lacks a value in Q2: the sum of Q4 compares with nothing, or with Ain's alone
    assert.are.equal("-", listed(two():total():growth(2).series[1])[4])
    assert.are.equal(0, listed(two():total():growth(2, { units = "common" }).series[1])[4])
  end)

  it("index is that of each series", function()
    local made = two():index "2021-Q1"
    assert.are.same({ 100, 125, 150, 125, 150 }, listed(made.series[1]))
    assert.are.same({ 100, "-", 125, 150, 125 }, listed(made.series[2]))
    -- the mean of the year is 100; that of Corse is not known
    made = two():index(2021)
    assert.are.same({ 80, 100, 120, 100, 120 }, listed(made.series[1]))
    assert.are.same({ "-", "-", "-", "-", "-" }, listed(made.series[2]))
    assert.are.equal(1, #notes(two():index "2021-Q1", "season"))
  end)

  it("map gets the period, the key and the measure of each value", function()
    local seen = {}
    local made = two():map(function(value, period, key, measure)
      seen[#seen + 1] = table.concat({ period, key.code_departement, measure }, " ")
      return value > 60 and value / 10 or nil
    end)
    assert.are.same({ 8, 10, 12, 10, 12 }, listed(made.series[1]))
    assert.are.same({ "-", "-", "-", "-", "-" }, listed(made.series[2]))
    assert.are.equal(9, #seen)
    assert.are.equal("2021-Q1 01 immatriculations", seen[1])
    assert.are.equal("2022-Q1 2A immatriculations", seen[9])
    assert.is_nil(made.series[1].unit)
    assert_misuse(function() made:total() end, "how")
  end)

  it("derived figures know what was filtered out, and refuse what series refuse", function()
    local part = two():filter { departement = "Ain" }:change(1)
    assert.are.equal(0, #part:filter { departement = "Corse-du-Sud" }.series)
    local none = two():filter { departement = "Ain" }:filter { departement = "Corse-du-Sud" }
    for _, case in ipairs {
      { function(p) return p:change(0) end, "change: a whole number of periods above zero" },
      { function(p) return p:growth(1.5) end, "growth: a whole number of periods above zero" },
      { function(p) return p:growth() end, "a whole number" },
      { function(p) return p:map(3) end, "map: a function expected, got number" },
      { function(p) return p:index(2021, { unit = "common" }) end, "did you mean 'units'?" },
    } do
      for _, panel in ipairs { two(), none } do
        assert_misuse(function() case[1](panel) end, case[2])
      end
    end
    assert_misuse(function() two().series[1]:growth(0) end, "a whole number of periods above zero")
    assert_misuse(function() two():yoy():growth(1) end, "means nothing")
    assert_misuse(function() two():yoy():index(2021) end, "means nothing")
    assert_misuse(function() two():map(function() return 0 / 0 end) end, "a finite number")
    assert.are.same({}, none:map(tostring).series)
  end)
end)

-- Two measures of one dataset: wages, and their growth as it is published.
local function with_published_growth(name)
  return urssaf.panel { dataset = "masse-salariale-du-secteur-prive-france-entiere", series = {
    { measure = "ms_t_60j_cvs", key = {}, values = {
      ["2020-Q1"] = 80, ["2020-Q2"] = 100, ["2020-Q3"] = 120 } },
    { measure = name, key = {}, values = {
      ["2020-Q1"] = 4, ["2020-Q2"] = 10, ["2020-Q3"] = 10 } },
  } }
end

describe("a growth that is published as a measure", function()
  for _, name in ipairs { "ga_ms_t_60j_cvs", "gt_x", "glissement_annuel_tx_90_jours" } do
    it("has no growth and no index, as one that was computed: " .. name, function()
      local panel = with_published_growth(name)
      local published = panel:get { measure = name }
      assert_misuse(function() published:growth(1) end, "growth(1) of " .. name .. " means nothing,"
        .. " since that is a growth or a difference already")
      assert_misuse(function() published:index "2020-Q1" end, "an index of " .. name)
      assert_misuse(function() panel:filter({ measure = name }):growth(1) end, "means nothing")
      -- how it rose and fell, in points: 10 % after 4 % are six more
      assert.are.same({ "-", 6, 0 }, listed(published:change(1)))
      assert.are.same({ "-", 6, 0 }, listed(published:qoq()))
    end)

    it("is left out of those of all measures, with a note: " .. name, function()
      for _, made in ipairs { with_published_growth(name):growth(1),
        with_published_growth(name):index "2020-Q1" } do
        assert.are.equal(1, #made.series)
        assert.are.equal("ms_t_60j_cvs", made.series[1].measure)
        assert.are.equal("left out: " .. name .. " is a growth or a difference already",
          notes(made, "left_out")[1].message)
      end
      assert.are.same({ 100, 125, 150 }, listed(with_published_growth(name):index("2020-Q1")
        .series[1]))
      assert.are.equal(2, #with_published_growth(name):change(1).series)
    end)
  end

  it("is told from rates that are levels, and from what its maker says it is", function()
    local panel = with_published_growth "taux_x"
    assert.are.same({ "-", 1.5, 0 }, listed(panel:get({ measure = "taux_x" }):growth(1)))
    panel = urssaf.panel { series = { { measure = "gt_x", nature = "stock", unit = "EUR", key = {},
      values = { ["2020-Q1"] = 4, ["2020-Q2"] = 6 } } } }
    assert.are.equal(0.5, panel.series[1]:growth(1):at "2020-Q2")
  end)
end)

describe("urssaf.panel.derived_methods", function()
  hygiene("urssaf.panel.derived_methods", { "change", "growth", "index", "map", "points", "records",
    "shares" })
end)

describe("urssaf.panel.panel_like", function()
  hygiene("urssaf.panel.panel_like", "function")
end)
