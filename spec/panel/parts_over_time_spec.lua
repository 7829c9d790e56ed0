-- Shares and contributions in every period; figures by hand, and compared with those of one period.
local assert_misuse = require "spec.support.assert_misuse"
local hygiene = require "spec.support.hygiene"
local languages = require "urssaf.language"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local keys, listed, notes = small_panel.keys, small_panel.listed, small_panel.notes
local RAD, IMM = "radiations", "immatriculations"

-- The sums are 100, 100, nil (Corse is missing), 200 and 200.
local function four()
  return small_panel.panel(2020, { RAD }, {
    { keys.ain, [RAD] = { 10, 20, 30, 40, 50 } }, { keys.corse, [RAD] = { 30, 20, false, 40, 40 } },
    { keys.isere, [RAD] = { 40, 40, 40, 80, 70 } }, { keys.rest, [RAD] = { 20, 20, 20, 40, 40 } } })
end

local function near(expected, list)
  assert.are.equal(#expected, #list)
  for i, value in ipairs(expected) do
    if value == "-" then
      assert.are.equal("-", list[i])
    else
      assert.is_true(math.abs(value - list[i]) < 1e-12, ("%s: %s"):format(i, tostring(list[i])))
    end
  end
end

describe("shares in every period", function()
  it("are those of units in the total, with the remainder", function()
    local panel = four():shares()
    near({ 0.1, 0.2, "-", 0.2, 0.25 }, listed(panel.series[1]))
    near({ 0.3, 0.2, "-", 0.2, 0.2 }, listed(panel.series[2]))
    near({ 0.4, 0.4, "-", 0.4, 0.35 }, listed(panel.series[3]))
    near({ 0.2, 0.2, "-", 0.2, 0.2 }, listed(panel.series[4]))
    local s = panel.series[1]
    assert.are.same({ "1", "ratio", "share" }, { s.unit, s.nature, s.transform })
    assert.are.equal(1, #notes(panel, "gap"))
    assert.are.equal("Strike-offs, share of the total", languages.of("en"):title(s))
    assert.are.equal("Radiations, part du total", languages.of("fr"):title(s))
  end)

  it("are in each period those of panel:share", function()
    for _, missing in ipairs { "strict", "skip", "zero" } do
      for _, by in ipairs { false, "region" } do
        local panel = four():shares { missing = missing, by = by or nil }
        for i, at in ipairs(panel.periods) do
          local rows = four():share({ missing = missing, by = by or nil, at = at }).rows
          for n, row in ipairs(rows) do
            assert.are.same(row.key, panel.series[n].key)
            assert.are.equal(row.share, panel.series[n].values[i])
          end
        end
      end
    end
  end)

  it("add up over units, and are computed anew for longer periods", function()
    local panel = four():shares()
    near({ 1, 1, "-", 1, 1 }, listed(panel:total().series[1]))
    local regions = panel:aggregate { by = "region" }
    near({ 0.5, 0.6, "-", 0.6, 0.6 }, listed(regions.series[1]))
    assert.are.equal(1, #notes(regions, "gap"))
    -- (10 + 20) of (100 + 100), and (40 + 50) of 400
    near({ "-", 0.15, "-", "-", 0.225 }, listed(panel:rolling(2).series[1]))
    near({ "-", 0.55, "-", "-", 0.6 }, listed(regions:rolling(2).series[1]))
    near({ "-", 0.55, "-", "-", 0.6 }, listed(panel:rolling(2):aggregate({ by = "region" })
      .series[1]))
    assert.are.equal("share of rolling(2)", panel:rolling(2).series[1].transform)
    local year = small_panel.panel(2020, { RAD }, { { keys.ain, [RAD] = { 1, 2, 3, 4 } },
      { keys.corse, [RAD] = { 9, 8, 7, 6 } } }):shares():annual()
    near({ 0.25 }, listed(year.series[1]))
  end)

  it("stay shares through filters and cuts, and differ in points", function()
    local part = four():shares():filter { region = 84, from = "2020-Q4" }
    near({ 0.6, 0.6 }, listed(part:total().series[1]))
    assert.are.equal("share", part:total().series[1].transform)
    local yoy = four():shares():yoy().series[1]
    near({ "-", "-", "-", "-", 0.15 }, listed(yoy))
    assert.are.equal("points", yoy.unit)
  end)

  it("are missing where signs do not fit, with a note on these periods", function()
    local panel = small_panel.panel(2020, { "solde" }, { { keys.ain, solde = { 5, 5 } },
      { keys.corse, solde = { 5, -4 } } }):shares()
    near({ 0.5, "-" }, listed(panel.series[1]))
    assert.are.same({ "2020-Q2" }, notes(panel, "signs")[1].periods)
  end)

  it("are read back from CSV as what they are, without their parts", function()
    for _, panel in ipairs { four():shares(), four():shares():rolling(2), four():points { k = 1 },
      four():shares():aggregate { by = "region" } } do
      local back = assert(urssaf.read { text = panel:to_csv() })
      assert.are.equal(panel:to_csv(), back:to_csv())
      local one, other = panel.series[1], back.series[1]
      assert.are.same({ one.transform, one.unit, one.values }, { other.transform, other.unit,
        other.values })
      assert.is_nil(other.parts)
      assert_misuse(function() back:total() end, "never added")
    end
  end)

  it("ask and refuse as panel:share does", function()
    local both = small_panel.panel(2020, { IMM, RAD }, { { keys.ain, [IMM] = { 1 }, [RAD] = { 2 } },
      { keys.corse, [IMM] = { 3 }, [RAD] = { 2 } } })
    assert_misuse(function() both:shares() end, "say which measure")
    near({ 0.25 }, listed(both:shares({ measure = IMM }).series[1]))
    assert_misuse(function() four():shares { at = 2020 } end, "unknown option 'at'")
    assert_misuse(function() four():yoy():shares() end, "never added")
    assert.are.same({}, four():filter({ departement = "Ain" }):filter({ departement = 38 })
      :shares().series)
  end)
end)

describe("contributions in every period", function()
  it("are the points of units in the growth of the total", function()
    local panel = four():points { k = 1 }
    near({ "-", 0.1, "-", "-", 0.05 }, listed(panel.series[1]))
    near({ "-", -0.1, "-", "-", 0 }, listed(panel.series[2]))
    near({ "-", 0, "-", "-", -0.05 }, listed(panel.series[3]))
    local s = panel.series[1]
    assert.are.same({ "points", "contribution(1)" }, { s.unit, s.transform })
    assert.are.equal(1, #notes(panel, "season"))
    assert.are.equal("Radiations, contribution à l'évolution sur 4 trimestres, en points",
      languages.of("fr"):title(four():points().series[1]))
  end)

  it("are in each period those of panel:contributions, and add up to the growth", function()
    for _, k in ipairs { 1, 4 } do
      for _, missing in ipairs { "strict", "skip", "zero" } do
        local panel = four():points { missing = missing, k = k }
        local growth = four():total({ missing = missing }):growth(k).series[1]
        local sum = panel:total().series[1]
        for i = k + 1, #panel.periods do
          local rows = four():contributions({ missing = missing, from = panel.periods[i - k],
            to = panel.periods[i] }).rows
          for n, row in ipairs(rows) do
            assert.are.equal(row.points, panel.series[n].values[i])
          end
          if missing == "strict" and growth.values[i] then
            assert.is_true(math.abs(sum.values[i] - growth.values[i]) < 1e-12)
          end
        end
        assert.are.same(notes(panel, "gap"), notes(panel:total(), "gap"))
      end
    end
  end)

  it("count a unit that begins", function()
    local panel = small_panel.panel(2020, { RAD }, { { keys.ain, [RAD] = { 90, 100, 110 } },
      { keys.corse, [RAD] = { false, 20, 30 } } }):points { k = 1 }
    near({ "-", 10 / 90, 10 / 120 }, listed(panel.series[1]))
    near({ "-", 20 / 90, 10 / 120 }, listed(panel.series[2]))
    assert.are.equal(1, #notes(panel, "perimeter"))
  end)

  it("refuse longer periods, and what is no number of periods", function()
    assert_misuse(function() four():points():annual() end, "is a difference between two periods")
    assert_misuse(function() four():points { k = 1.5 } end, "a whole number of periods above zero")
    assert_misuse(function() four():points { k = -1 } end, "a number above zero")
  end)
end)

describe("urssaf.panel.parts_over_time", function()
  hygiene("urssaf.panel.parts_over_time", { "points", "shares" })
end)
