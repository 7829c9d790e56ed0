-- The years of sums are the sums of years, whatever quarters a pseudo-unit lacks; its own year, of
-- which a quarter is missing, is missing. The figures are worked out by hand.
local small_panel = require "spec.support.small_panel"

local listed = small_panel.listed

local PLACE, REST = { region = "A" }, { region = "_non classé ailleurs_" }

-- Two years of a place and of a remainder.
local function panel_of(measure, place, rest)
  return small_panel.panel(2020, { measure },
    { { PLACE, [measure] = place }, { REST, [measure] = rest } })
end

local function both_ways(panel, name, k)
  return listed(panel:total()[name](panel:total(), k).series[1]),
    listed(panel[name](panel, k):total().series[1])
end

describe("over time, a remainder that lacks quarters", function()
  local PLACES = { 10, 10, 10, 10, 20, 20, 20, 20 }
  local GAPS = { 5, false, 5, 5, false, false, false, false }

  for _, case in ipairs {
    { "a flow", "radiations", GAPS, { 55, 80 } },
    { "a count", "economiquement_actifs", GAPS, { 13.75, 20 } },
    { "a stock", "administrativement_actifs", { 1, false, 3, 4, 5, 5, 5, false }, { 14, 20 } },
    { "with negative figures", "radiations", { -5, false, -50, 5, 0, false, false, false },
      { -10, 80 } },
  } do
    it("is not lost from a year, " .. case[1], function()
      local panel = panel_of(case[2], PLACES, case[3])
      local of_sums, sums = both_ways(panel, "annual")
      assert.are.same(case[4], of_sums)
      assert.are.same(case[4], sums)
      assert.are.same({ "-", "-" }, listed(panel:annual():get { region = "NCA" }))
    end)
  end

  it("is not lost from rolling sums", function()
    local panel = panel_of("radiations", PLACES, GAPS)
    local of_sums, sums = both_ways(panel, "rolling", 2)
    assert.are.same({ "-", 25, 25, 30, 35, 40, 40, 40 }, of_sums)
    assert.are.same(of_sums, sums)
    assert.are.same({ "-", "-", "-", 10, "-", "-", "-", "-" },
      listed(panel:rolling(2):get { region = "NCA" }))
  end)

  it("is not lost from quarters of months", function()
    local panel = small_panel.panel(2020, { "radiations" }, { { PLACE, radiations = { 1, 1, 1 } },
      { REST, radiations = { 2, false, 2 } } }, { frequency = "month" })
    local of_sums, sums = both_ways(panel, "quarterly")
    assert.are.same({ 7 }, of_sums)
    assert.are.same({ 7 }, sums)
  end)

  it("is not lost from ratios", function()
    local panel = small_panel.panel(2020, { "chiffres_d_affaires", "economiquement_actifs" }, {
      { PLACE, chiffres_d_affaires = { 10, 10, 10, 10 }, economiquement_actifs = { 2, 2, 2, 2 } },
      { REST, chiffres_d_affaires = { 4, false, 4, 4 },
        economiquement_actifs = { 4, false, 4, 4 } } }):with "chiffre_d_affaires_moyen"
    -- 52 a year over the mean of 6, 2, 6, 6
    for _, years in ipairs { panel:total():annual(), panel:annual():total() } do
      assert.are.equal(52 / 5, years:get { measure = "chiffre_d_affaires_moyen" }.values[1])
    end
  end)

  it("is not lost from ratios whose year it has not", function()
    local panel = small_panel.panel(2020, { "radiations", "immatriculations" }, {
      { PLACE, radiations = { 1, 1, 1, 1 }, immatriculations = { 2, 2, 2, 2 } },
      { REST, radiations = { 1, false, 2, 3 }, immatriculations = { 2, false, 4, 4 } } })
      :with("r", { numerator = "radiations", denominator = "immatriculations" })
    assert.are.same({ "-" }, listed(panel:annual():get { measure = "r", region = "NCA" }))
    -- 4 + 6 of 8 + 10
    assert.are.same({ 10 / 18 }, listed(panel:annual():total():get { measure = "r" }))
    assert.are.same({ 10 / 18 }, listed(panel:total():annual():get { measure = "r" }))
  end)

  it("is compared as the units of both years are, also where the gap is in the second", function()
    local years = panel_of("radiations", PLACES, { 5, 5, 5, 5, 6, false, 6, 6 }):total():annual()
    assert.are.same({ 60, 98 }, listed(years.series[1]))
    assert.are.same({ "-", 98 / 60 - 1 }, listed(years:yoy { units = "common" }.series[1]))
  end)

  it("is missing by itself as beside places", function()
    local panel = panel_of("radiations", PLACES, { 5, false, 5, 5, 5, 5, 5, 5 })
    for _, one in ipairs { panel, panel:filter { region = "NCA" } } do
      assert.are.same({ "-", 20 }, listed(one:annual():get { region = "NCA" }))
      -- so there is no growth that a gap makes
      assert.are.same({ "-", "-" }, listed(one:annual():yoy():get { region = "NCA" }))
    end
  end)

  it("is not lost from years of nothing but pseudo-units", function()
    local panel = small_panel.panel(2020, { "radiations" }, { { REST, radiations = { 1, 2, 3, 4 } },
      { { region = "_calage_" }, radiations = { -1, false, -1, -1 } } })
    local of_sums, sums = both_ways(panel, "annual")
    assert.are.same({ 7 }, of_sums)
    assert.are.same({ 7 }, sums)
  end)

  it("does not change the years of places", function()
    local gap = { 10, false, 10, 10, 20, 20, 20, 20 }
    local panel = small_panel.panel(2020, { "radiations" }, { { PLACE, radiations = gap },
      { { region = "B" }, radiations = PLACES }, { REST, radiations = GAPS } })
    assert.are.same({ "-", 80 }, listed(panel:annual():get { region = "A" }))
    local of_sums, sums = both_ways(panel, "annual")
    assert.are.same({ "-", 160 }, of_sums)
    assert.are.same({ "-", 160 }, sums)
  end)
end)
