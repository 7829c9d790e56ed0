local assert_misuse = require "spec.support.assert_misuse"
local hygiene = require "spec.support.hygiene"
local small_panel = require "spec.support.small_panel"

local keys, listed, notes_of = small_panel.keys, small_panel.listed, small_panel.notes
local IMM, RAD = "immatriculations", "radiations"

-- The positions that are marked as filled, in order.
local function marks(s)
  local list = {}
  for i = 1, #s.periods do
    if s.filled and s.filled[i] then list[#list + 1] = i end
  end
  return list
end

-- A panel of radiations from 2023 on; each argument is { key, values }.
local function panel_of(fields, ...)
  local units = {}
  for i, one in ipairs { ... } do units[i] = { one[1], [RAD] = one[2] } end
  return small_panel.panel(2023, { RAD }, units, fields)
end

describe("urssaf.panel.fill", function()
  hygiene("urssaf.panel.fill", { "panel", "series", "units" })

  -- Ain lacks one cell, Corse ends in 2023-Q3, Isère begins in 2023-Q2 and lacks the last cell
  local function holes()
    return panel_of(nil, { keys.ain, { 10, false, 12, 13, 14, 15, 16, 17 } },
      { keys.isere, { false, 20, 21, 22, 23, 24, 25, false } },
      { keys.corse, { 5, 6, 7, false, false, false, false, false } })
  end

  describe("a panel", function()
    it("has zeros from a unit's first value to the last period, or to its end", function()
      local filled = holes():fill()
      assert.are.same({ 10, 0, 12, 13, 14, 15, 16, 17 }, listed(filled.series[1]))
      assert.are.same({ "-", 20, 21, 22, 23, 24, 25, 0 }, listed(filled.series[2]))
      assert.are.same({ 5, 6, 7, "-", "-", "-", "-", "-" }, listed(filled.series[3]))
      assert.are.same({ { 2 }, { 8 }, {} },
        { marks(filled.series[1]), marks(filled.series[2]), marks(filled.series[3]) })
      assert.are.equal("2023-Q3", filled.series[3].ends)
    end)

    it("leaves the panel that it was made of as it is", function()
      local panel = holes()
      panel:fill { value = 7 }
      assert.are.same({ 10, "-", 12, 13, 14, 15, 16, 17 }, listed(panel.series[1]))
      assert.is_nil(panel.series[1].filled)
      assert.are.same({}, panel.notes)
    end)

    it("says in a note who had empty cells, how many, and when", function()
      local notes = notes_of(holes():fill(), "filled")
      assert.are.equal(1, #notes)
      local note = notes[1]
      assert.are.same({ RAD, 0, 2, 0, { "2023-Q2", "2024-Q4" } },
        { note.measure, note.value, note.cells, note.more, note.periods })
      assert.are.same({ "Ain (01)", "2023-Q2", "Isère (38)", "2024-Q4" },
        { note.units[1].name, note.units[1].from, note.units[2].name, note.units[2].from })
    end)

    it("says it of the units and periods alone that a filter leaves", function()
      local filled = holes():fill()
      local function told(panel)
        local note = notes_of(panel, "filled")[1]
        if not note then return {} end
        local units = {}
        for i, one in ipairs(note.units) do units[i] = one.name end
        return { note.cells, note.more, units, note.periods }
      end
      assert.are.same({ 1, 0, { "Ain (01)" }, { "2023-Q2" } },
        told(filled:filter { departement = "Ain" }))
      assert.are.same({ 1, 0, { "Isère (38)" }, { "2024-Q4" } },
        told(filled:filter { from = "2023-Q3" }))
      assert.are.same({}, told(filled:filter { departement = "Corse-du-Sud" }))
      assert.are.same({}, told(filled:filter { departement = "Ain", from = "2023-Q3" }))
      local both = { 2, 0, { "Ain (01)", "Isère (38)" }, { "2023-Q2", "2024-Q4" } }
      assert.are.same(both, told(filled:filter { departement = { "Ain", "Isère" } }))
      -- a sum is made of filled cells, and has none of its own
      assert.are.same(both, told(filled:total():filter { to = "2023-Q4" }))
    end)

    it("takes another value, and measures by name", function()
      local panel = small_panel.panel(2023, { IMM, RAD }, {
        { keys.ain, [IMM] = { 1, false, 3 }, [RAD] = { 1, false, 3 } },
        { keys.isere, [IMM] = { 1, 2, 3 }, [RAD] = { 1, 2, 3 } } })
      local filled = panel:fill { value = 2.5, measure = RAD }
      assert.are.same({ { 1, "-", 3 }, { 1, 2.5, 3 } },
        { listed(filled.series[1]), listed(filled.series[2]) })
      assert.are.equal(2.5, notes_of(filled, "filled")[1].value)
      assert_misuse(function() panel:fill { measure = "radiation" } end, "radiations")
      assert_misuse(function() panel:fill { value = "0" } end, "a finite number")
      assert_misuse(function() panel:fill { value = 0 / 0 } end, "a finite number")
    end)

    it("has no zeros in a period in which nobody has a value", function()
      local filled = panel_of(nil, { keys.ain, { 1, false, 3, false } },
        { keys.isere, { 1, false, 3, false } }):fill()
      assert.are.same({ 1, "-", 3, "-" }, listed(filled.series[1]))
      assert.are.same({}, notes_of(filled, "filled"))
    end)

    it("needs nobody else where an empty cell very probably means none", function()
      local fields = { dataset = "procedures-collectives-par-region" }
      local filled = panel_of(fields, { keys.ain, { false, 1, false, false, false, false, false } })
        :fill()
      assert.are.same({ "-", 1, 0, 0, 0, 0, 0 }, listed(filled.series[1]))
    end)

    it("leaves pseudo-units as they are", function()
      local filled = panel_of(nil, { keys.rest, { 1, false, 3 } }, { keys.ain, { 1, 2, 3 } }):fill()
      assert.are.same({ 1, "-", 3 }, listed(filled.series[1]))
    end)

    it("leaves total rows as they are, and they are not another unit that has a value", function()
      local france = { departement = "France entière" }
      local filled = panel_of(nil, { keys.ain, { 1, false, 3, false } },
        { keys.isere, { 2, 5, 6, false } }, { keys.rest, { false, false, false, 7 } },
        { france, { 3, 5, false, 7 } }):fill()
      assert.are.same({ 1, 0, 3, "-" }, listed(filled.series[1]))
      assert.are.same({ 2, 5, 6, "-" }, listed(filled.series[2]))
      assert.are.same({ 3, 5, "-", 7 }, listed(filled.series[4]))
      assert.are.equal(1, notes_of(filled, "filled")[1].cells)
      assert.are.same({ 3, 5, 9, "-" }, listed(filled:total().series[1]))
    end)

    it("fills the parts of a ratio, and computes it anew", function()
      local active, stock = "economiquement_actifs", "administrativement_actifs"
      local panel = small_panel.panel(2023, { active, stock }, {
        { keys.ain, [active] = { 50, false }, [stock] = { 100, 80 } },
        { keys.isere, [active] = { 30, 30 }, [stock] = { 60, 60 } } }):with "taux_activite"
      local filled = panel:fill()
      assert.are.same({ 0.5, "-" }, listed(filled:get { departement = "Ain",
        measure = "taux_activite" }))
      assert.are.equal(0.5, filled:total():get { measure = "taux_activite" }:at "2023-Q2")
      assert.is_nil(panel:total():get { measure = "taux_activite" }:at "2023-Q2")
    end)

    it("is refused where no empty cell is a cell of the data", function()
      local panel = holes()
      assert_misuse(function() panel:total():fill() end, "is a sum over units")
      assert_misuse(function() panel:yoy():fill() end, "is computed over several periods")
      assert_misuse(function() panel:annual():fill() end, "is computed over several periods")
      local both = small_panel.panel(2023, { IMM, RAD }, {
        { keys.ain, [IMM] = { 5, 6 }, [RAD] = { 1, false } } }):with "solde"
      assert_misuse(function() both:fill { measure = "solde" } end,
        "is computed from other measures")
      local rate = small_panel.panel(2023, { "taux_activite" }, {
        { keys.ain, taux_activite = { 0.5, false } } })
      assert_misuse(function() rate:fill() end, "is a ratio")
    end)
  end)

  describe("a series", function()
    it("is filled from its first value on, to its end", function()
      local panel = holes()
      local filled = panel.series[2]:fill()
      assert.are.same({ "-", 20, 21, 22, 23, 24, 25, 0 }, listed(filled))
      assert.are.same({ 8 }, marks(filled))
      assert.are.equal(1, #notes_of(filled, "filled"))
      assert.are.same({ 5, 6, 7, "-", "-", "-", "-", "-" }, listed(panel.series[3]:fill()))
      assert.are.same({ 10, 9, 12, 13, 14, 15, 16, 17 }, listed(panel.series[1]:fill { value = 9 }))
      assert_misuse(function() panel:total().series[1]:fill() end, "is a sum over units")
    end)
  end)

  describe("sums with missing = \"zero\"", function()
    it("are those of the filled panel", function()
      local total = holes():total { missing = "zero" }
      -- 10 + 5, 0 + 20 + 6, 12 + 21 + 7, then without Corse
      assert.are.same({ 15, 26, 40, 35, 37, 39, 41, 17 }, listed(total.series[1]))
      assert.are.same(listed(total.series[1]), listed(holes():fill():total().series[1]))
      assert.are.same({ 2, 8 }, marks(total.series[1]))
      assert.are.equal(1, #notes_of(total, "filled"))
      assert.is_nil(total.series[1].coverage)
    end)

    it("are missing of a group whose units have all ended, which then lacks nothing", function()
      local sums = holes():aggregate { by = "code_region", missing = "zero" }
      assert.are.same({ 10, 20, 33, 35, 37, 39, 41, 17 }, listed(sums.series[1]))
      assert.are.same({ 5, 6, 7, "-", "-", "-", "-", "-" }, listed(sums.series[2]))
      -- the end of a group's only unit is the group's, whose sum lacks nothing then
      assert.are.same({ 15, 26, 40, 35, 37, 39, 41, 17 }, listed(sums:total().series[1]))
    end)

    it("are of the units that have not ended, also where these ended before all periods", function()
      assert.are.same({ 3, 2 },
        holes():fill():filter { from = "2023-Q3", to = "2023-Q4" }:total().series[1].expected)
      local last = holes():fill():filter { from = "2024-Q4" }:total()
      assert.are.same({ { 17 }, { 2 } }, { listed(last.series[1]), last.series[1].expected })
      -- a sum ends with the last of its units, not with the first
      local sum = panel_of(nil, { keys.corse, { 5, 6, 7, false, false, false, false, false } },
        { keys.ain, { 1, 2, 3, 4, 5, 6, 7, 8 } }):total { missing = "zero" }.series[1]
      assert.is_nil(sum.ends)
    end)

    it("are years, windows and growths that keep the mark", function()
      local total = holes():total { missing = "zero" }
      assert.are.same({ 116, 134 }, listed(total:annual().series[1]))
      assert.are.same({ 1, 2 }, marks(total:annual().series[1]))
      assert.are.same({ 4, 5, 8 }, marks(total:rolling(4).series[1]))
      assert.are.same({ 6, 8 }, marks(total:yoy().series[1]))
      assert.are.same({ 2 }, marks(total:filter { to = "2023-Q4" }.series[1]))
      assert.are.same({ 1, 7 }, marks(total.series[1]:slice("2023-Q2")))
      assert.are.same({ 2, 8 }, marks(total.series[1]:index "2023-Q1"))
      -- all are divided by the base, which has Ain's empty cell
      assert.are.same({ 1, 2, 3, 4, 5, 6, 7, 8 }, marks(total.series[1]:index "2023-Q2"))
      assert.are.same({ 1, 2, 3, 4, 5, 6, 7, 8 }, marks(total.series[1]:index "2023"))
      assert.are.same({ 2, 8 }, marks(total.series[1]:map(function(x) return x end)))
      local low = total.series[1]:map(function(x) return x < 20 and x or nil end)
      assert.are.same({ 8 }, marks(low)) -- where there is no value there is no mark
    end)

    it("leave a year missing that a period of nobody makes so", function()
      local values = { 1, false, 3, 4 }
      local panel = panel_of(nil, { keys.ain, values }, { keys.isere, values })
      assert.are.same({ "-" }, listed(panel:total { missing = "zero" }:annual().series[1]))
    end)
  end)

  describe("ranks, shares and contributions with missing = \"zero\"", function()
    it("are of the last period, without units that have ended", function()
      local panel = holes()
      local ranked = panel:rank { missing = "zero" }
      assert.are.same({ "2024-Q4", 2, 17, 0 },
        { ranked.period, #ranked, ranked[1].value, ranked[2].value })
      assert.are.equal(1, #notes_of(ranked, "filled"))
      assert.are.same({}, notes_of(ranked, "latest"))
      local shares = panel:share { missing = "zero" }
      assert.are.same({ 17, 1, 0 }, { shares.total, shares[1].share, shares[2].share })
      -- from 13 + 22 to 17 + 0
      local parts = panel:contributions { missing = "zero" }
      assert.are.same({ 35, 17 }, { parts.total.from, parts.total.to })
    end)
  end)
end)

describe("growth of a series with a filled cell", function()
  it("is marked where either of its ends is filled", function()
    local grown = small_panel.panel(2020, { RAD }, {
      { keys.ain, [RAD] = { 4, 5, false, 8, 10, 5 } },
      { keys.corse, [RAD] = { 1, 1, 1, 1, 1, 1 } } }):fill { value = 2 }:qoq().series[1]
    assert.are.same({ "-", 0.25, -0.6, 3, 0.25, -0.5 }, listed(grown))
    assert.are.same({ 3, 4 }, marks(grown))
  end)
end)
