-- How measures are added up that the library does not know, and which are left out or refused.
local cjson = require "spec.support.cjson"
local lua = require "spec.support.lua"
local assert_misuse = require "spec.support.assert_misuse"
local small_panel = require "spec.support.small_panel"

local keys, listed, notes = small_panel.keys, small_panel.listed, small_panel.notes
local IMM = "immatriculations"

-- 2020-Q1 to Q3; Isère lacks Q2; the remainder lacks Q1
local function small()
  return small_panel.panel(2020, { IMM }, {
    { keys.ain, [IMM] = { 1, 2, 3 } },
    { keys.corse, [IMM] = { 100, 200, 300 } },
    { keys.isere, [IMM] = { 10, false, 30 } },
    { keys.rest, [IMM] = { false, 2000, 3000 } },
  })
end

local function only(panel)
  assert.are.equal(1, #panel.series)
  return panel.series[1]
end

describe("aggregate", function()
  describe("of a measure the library does not know", function()
    local function p()
      return small_panel.panel(2020, { "mystere", IMM }, {
        { keys.ain, mystere = { 1, 2 }, [IMM] = { 1, 2 } },
        { keys.isere, mystere = { 3, 5 }, [IMM] = { 3, 5 } } })
    end

    it("asks how to add it up", function()
      assert_misuse(function() p():total() end, "does not know the measure 'mystere'",
        '"sum", "mean"')
    end)

    it("adds it up as told, and known measures by their nature", function()
      local mean = p():total { how = "mean" }
      assert.are.same({ 2.0, 3.5 }, listed(mean:get { measure = "mystere" }))
      assert.are.same({ 4, 7 }, listed(mean:get { measure = IMM }))
      assert.are.same({ 4, 7 }, listed(p():total { how = { mystere = "sum" } }:get {
        measure = "mystere" }))
    end)

    it("takes the mean of the values that are there", function()
      local some = small_panel.panel(2020, { "mystere" }, { { keys.ain, mystere = { 1, 2 } },
        { keys.isere, mystere = { 3, false } }, { keys.corse, mystere = { 8, 4 } } })
      assert.are.same({ 4.0, 3.0 }, listed(only(some:total { how = "mean", missing = "skip" })))
      assert.are.same({ 4.0, "-" }, listed(only(some:total { how = "mean" })))
    end)

    it("refuses impossible ways", function()
      assert_misuse(function() p():total { how = "last" } end,
        "option 'how' must be one of \"sum\", \"mean\"", "got 'last'")
      assert_misuse(function() p():total { how = { [IMM] = "mean", mystere = "sum" } } end,
        "immatriculations is a flow")
    end)
  end)

  it("refuses growths, and ratios alone", function()
    assert_misuse(function() small():yoy():total() end, "yoy of immatriculations", "never added")
    assert_misuse(function()
      small_panel.panel(2020, { "taux_activite" },
        { { keys.ain, taux_activite = { 0.5 } } }):total()
    end, "taux_activite is a ratio")
  end)

  it("leaves a ratio out of a panel of other measures, with a note", function()
    local p = small_panel.panel(2020, { IMM, "taux_activite" }, {
      { keys.ain, [IMM] = { 1 }, taux_activite = { 0.5 } } })
    assert.are.equal(1, #p:total().series)
    assert.are.equal("taux_activite", notes(p:total(), "left_out")[1].measure)
  end)

  it("of incomplete sums is a plain table to cjson", function()
    local values = {}
    for i = 1, 40 do values[i] = i end
    local holed = { lua.unpack(values) }
    holed[30] = false
    local p = small_panel.panel(2010, { IMM }, { { keys.ain, [IMM] = values },
      { keys.isere, [IMM] = holed } }):total { missing = "skip" }
    local s = cjson.decode(cjson.encode(p)).series[1]
    assert.are.same({ 1, 2 }, s.coverage[30])
    for i = 1, 40 do assert.are.equal(i == 30 and 30 or 2 * i, s.values[i]) end
  end)

  it("notes that sums of adjusted figures are not adjusted", function()
    local cvs = small_panel.panel(2020, { "dpae_cvs" }, { { keys.ain, dpae_cvs = { 1 } },
      { keys.isere, dpae_cvs = { 2 } } })
    assert.are.equal("dpae_cvs", notes(cvs:total(), "adjusted")[1].measure)
    -- one unit is not a sum
    assert.are.same({}, notes(cvs:filter { departement = "Ain" }:total(), "adjusted"))
  end)
end)
