-- Rows that are totals of others, by their level or their name, are kept out of sums: the expected
-- figures are worked out by hand.
local hygiene = require "spec.support.hygiene"
local language = require "urssaf.language"
local lua = require "spec.support.lua"
local small_panel = require "spec.support.small_panel"

local keys, listed, notes = small_panel.keys, small_panel.listed, small_panel.notes
local IMM = "immatriculations"

local function only(panel)
  assert.are.equal(1, #panel.series)
  return panel.series[1]
end

describe("a total row is kept out, with a note:", function()
  local function national(key, extra)
    local units = { { keys.ain, [IMM] = { 1, 2 } }, { keys.isere, [IMM] = { 10, 20 } },
      { keys.corse, [IMM] = { 100, 200 } } }
    units[4] = { key, [IMM] = extra }
    return small_panel.panel(2020, { IMM }, units)
  end

  for _, name in ipairs { "France entière", "FRANCE", "Ensemble", "Total", "Total France",
    "France entière (hors Mayotte)", "Métropole", "DROM", "National", "Tous secteurs",
    "Toutes régions", "Ensemble des départements", "France métropolitaine" } do
    it("named " .. name, function()
      local total = national({ departement = name, region = name }, { 111, 222 }):total()
      assert.are.same({ 111, 222 }, listed(only(total)))
      assert.matches(name, notes(total, "total")[1].message, 1, true)
    end)
  end

  local AURA = { code_region = "84", region = "Auvergne-Rhône-Alpes" }

  it("that lacks a key and equals the sum of the units below it", function()
    local p = national(AURA, { 11, 22 })
    assert.are.same({ 111, 222 }, listed(only(p:total())))
    assert.are.equal("Auvergne-Rhône-Alpes (84) is itself a total and was kept out: it is the sum"
      .. " of those under it", notes(p:total(), "total")[1].message)
    local note = notes(p:total(), "total")[1]
    assert.are.same({}, { note.gap, note.gap_cells, note.open_cells, note.variant })
  end)

  it("that differs from them in a cell, and the note tells by how much and where", function()
    local total = national(AURA, { 11, 23 }):total()
    assert.are.same({ 111, 222 }, listed(only(total)))
    local note = notes(total, "total")[1]
    assert.are.equal("Auvergne-Rhône-Alpes (84) is itself a total and was kept out: it is near the"
      .. " sum of those under it; 1 cell differs from the sum of its parts, most in Q2 2020, by +1"
      .. " (immatriculations)", note.message)
    assert.are.same({ 1, 1, IMM, "2020-Q2" },
      { note.gap, note.gap_cells, note.gap_measure, note.gap_period })
    assert.are.equal("Auvergne-Rhône-Alpes (84) est déjà un total, et n'est pas additionné ; écart"
      .. " avec la somme de ses parties dans 1 cellule, au plus +1 au T2\194\1602020"
      .. " (Immatriculations).", language.of("fr"):note(note))
    -- typed with a digit too many
    assert.are.same({ 111, 222 }, listed(only(national(AURA, { 110, 22 }):total())))
  end)

  it("of a single unit", function()
    local p = national({ code_region = "94", region = "Corse" }, { 100, 200 })
    assert.are.same({ 111, 222 }, listed(only(p:total())))
  end)

  it("under which a cell is hidden", function()
    local p = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 1, false } },
      { keys.isere, [IMM] = { 10, 20 } }, { keys.corse, [IMM] = { 100, 200 } },
      { AURA, [IMM] = { 11, 25 } } })
    local total = p:total { missing = "skip" }
    assert.are.same({ 111, 220 }, listed(only(total)))
    assert.matches("in 1 cell a part of it is missing", notes(total, "total")[1].message, 1, true)
    assert.matches("une partie manque dans 1 cellule.",
      language.of("fr"):note(notes(total, "total")[1]), 1, true)
    -- hidden in each cell
    p = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { false, false } },
      { keys.isere, [IMM] = { 10, 20 } }, { AURA, [IMM] = { 11, 25 } } })
    assert.are.same({ 10, 20 }, listed(only(p:total())))
  end)

  it("like most of its level, though it differs", function()
    local p = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 1, 2 } },
      { keys.isere, [IMM] = { 10, 20 } }, { keys.corse, [IMM] = { 100, 200 } },
      { { code_departement = "35", code_region = "53" }, [IMM] = { 7, 7 } },
      { AURA, [IMM] = { 11, 22 } }, { { code_region = "94" }, [IMM] = { 100, 200 } },
      { { code_region = "53" }, [IMM] = { 9, 9 } } })
    local total = p:total()
    assert.are.same({ 118, 229 }, listed(only(total)))
    assert.matches("others like it are the sums of those under them; 2 cells differ from the sum"
      .. " of its parts, most in Q1 2020, by +2", notes(total, "total")[3].message, 1, true)
  end)

  it("like most of its level that have parts, though it differs", function()
    local p = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 1 } },
      { keys.corse, [IMM] = { 100 } },
      { { code_departement = "35", code_region = "53" }, [IMM] = { 7 } },
      { { code_region = "84" }, [IMM] = { 1 } }, { { code_region = "94" }, [IMM] = { 100 } },
      { { code_region = "53" }, [IMM] = { 9 } }, { { code_region = "11" }, [IMM] = { 1000 } },
      { { code_region = "24" }, [IMM] = { 2000 } } })
    assert.are.same({ 3108 }, listed(only(p:total())))
  end)

  it("but not like as many of its level as are no sums", function()
    local p = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 10, 20 } },
      { keys.corse, [IMM] = { 100, 200 } }, { AURA, [IMM] = { 10, 20 } },
      { { code_region = "94" }, [IMM] = { 200, 400 } } })
    assert.are.same({ 310, 620 }, listed(only(p:total())))
  end)

  it("at each of three levels, and by sector too", function()
    local p = national({ code_region = "FR", region = "France entière" }, { 111, 222 })
    local units = { { keys.ain, [IMM] = { 1, 2 } }, { keys.isere, [IMM] = { 10, 20 } },
      { keys.corse, [IMM] = { 100, 200 } }, { AURA, [IMM] = { 11, 22 } },
      { { code_region = "94" }, [IMM] = { 100, 200 } }, { { pays = "FR" }, [IMM] = { 111, 222 } } }
    for i = 1, 5 do units[i][1] = lua.merged(units[i][1], { pays = "FR" }) end
    assert.are.same({ 111, 222 }, listed(only(small_panel.panel(2020, { IMM }, units):total())))
    assert.are.same({ 111, 222 }, listed(only(p:total())))
    local cube = {}
    for place, factor in pairs { A = 1, B = 10, [false] = 11 } do
      for sector, size in pairs { X = 1, Y = 2, [false] = 3 } do
        cube[#cube + 1] = { { region = place or nil, secteur_d_activite = sector or nil },
          [IMM] = { factor * size, factor * size } }
      end
    end
    local total = small_panel.panel(2020, { IMM }, cube):total()
    assert.are.same({ 33, 33 }, listed(only(total)))
    assert.are.equal(5, #notes(total, "total"))
  end)

  it("of a table that has margins alone: one of them is added up", function()
    local function row(region, sector, values)
      return { { region = region, secteur = sector }, [IMM] = values }
    end
    local total = small_panel.panel(2020, { IMM }, { row("Bretagne", "Total", { 1, 10 }),
      row("Corse", "Total", { 2, 20 }), row("France", "Commerce", { 2, 10 }),
      row("France", "Artisanat", { 1, 20 }) }):total()
    assert.are.same({ 3, 30 }, listed(only(total)))
    assert.are.equal(2, #notes(total, "total"))
    assert.matches("France, Artisanat is itself a total and was kept out: its name says so",
      notes(total, "total")[1].message .. notes(total, "total")[2].message, 1, true)
    -- a measure that only one of them has is no total
    total = small_panel.panel(2020, { IMM, "radiations" }, {
      { { region = "Bretagne", secteur = "Total" }, [IMM] = { 1 } },
      { { region = "Corse", secteur = "Total" }, [IMM] = { 2 } },
      { { region = "France", secteur = "Commerce" }, [IMM] = { 2 }, radiations = { 5 } },
      { { region = "France", secteur = "Artisanat" }, [IMM] = { 1 }, radiations = { 7 } } }):total()
    assert.are.same({ 3 }, listed(total:get { measure = IMM }))
    assert.are.same({ 12 }, listed(total:get { measure = "radiations" }))
  end)

  it("of which a measure is known at its level alone: that is no total", function()
    local p = small_panel.panel(2020, { IMM, "radiations" }, {
      { keys.ain, [IMM] = { 1, 2 } }, { keys.isere, [IMM] = { 10, 20 } },
      { AURA, [IMM] = { 11, 22 }, radiations = { 5, 6 } } })
    for i = #p.series, 1, -1 do
      local s = p.series[i]
      if s.measure == "radiations" and s.key ~= AURA then table.remove(p.series, i) end
    end
    local total = p:total()
    assert.are.same({ 11, 22 }, listed(total:get { measure = IMM }))
    assert.are.same({ 5, 6 }, listed(total:get { measure = "radiations" }))
  end)

  it("but not what is small beside its parts", function()
    local total = national(AURA, { 1, 3 }):total()
    assert.are.same({ 112, 225 }, listed(only(total)))
    assert.are.same({}, notes(total, "total"))
    -- a measure that is zero everywhere tells nothing
    local none = { 0, 0 }
    total = small_panel.panel(2020, { IMM, "radiations" }, {
      { keys.ain, [IMM] = { 10, 20 }, radiations = none },
      { keys.isere, [IMM] = { 100, 200 }, radiations = none },
      { AURA, [IMM] = { 1, 3 }, radiations = none } }):total()
    assert.are.same({ 111, 223 }, listed(total.series[1]))
    assert.are.same({}, notes(total, "total"))
  end)

  it("but not what is no sum of its parts: a note says that it may be one", function()
    local total = national(AURA, { 20, 40 }):total()
    assert.are.same({ 131, 262 }, listed(only(total)))
    assert.matches("may be a total, since it lacks a key that others in it have; it was added up,"
      .. " since it is not their sum; 2 cells differ from the sum of its parts, most in Q2 2020,"
      .. " by +18 (",
      notes(total, "total")[1].message, 1, true)
    assert.matches("est peut-être un total", language.of("fr"):note(notes(total, "total")[1]), 1,
      true)
  end)

  it("but a note on what is at least half of its parts in most cells alone", function()
    assert.are.equal(1, #notes(national(AURA, { 5.5, 2 }):total(), "total"))
    assert.are.equal(1, #notes(small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 10 } },
      { AURA, [IMM] = { 6 } } }):total(), "total")) -- in the only one
    local units = { { keys.ain, [IMM] = { 10, 10, 10 } }, { AURA, [IMM] = { 5, 4, 4 } } }
    assert.are.same({}, notes(small_panel.panel(2020, { IMM }, units):total(), "total"))
  end)

  it("with many names: only some of them are compared", function()
    local units = { { keys.ain, [IMM] = { 10 } }, { keys.isere, [IMM] = { 20 } } }
    for i, name in ipairs { "Total", "Ensemble", "Tous", "Toutes", "Total général", "France",
      "National", "Tous secteurs", "Toutes régions", "Ensemble général" } do
      units[i + 2] = { { departement = name }, [IMM] = { 31 } }
    end
    local total = small_panel.panel(2020, { IMM }, units):total()
    assert.are.same({ 30 }, listed(only(total)))
    local told = 0
    for _, note in ipairs(notes(total, "total")) do
      if note.gap == 1 then told = told + 1 end
    end
    assert.are.same({ 10, 8 }, { #notes(total, "total"), told })
  end)

  it("but not a region without départements in the data, nor one of data by region", function()
    local p = national({ code_region = "06", region = "Mayotte" }, { 1000, 2000 })
    assert.are.same({ 1111, 2222 }, listed(only(p:total())))
    p = small_panel.panel(2020, { IMM }, { { AURA, [IMM] = { 11, 22 } },
      { { code_region = "94", region = "Corse" }, [IMM] = { 11, 22 } } })
    assert.are.same({ 22, 44 }, listed(only(p:total())))
  end)

  it("but not a named one whose parts are not in the data", function()
    -- the sectors of Isère are hidden, and only their sum is known
    local p = small_panel.panel(2020, { IMM }, {
      { { departement = "Ain", secteur_d_activite = "A" }, [IMM] = { 1, 1 } },
      { { departement = "Ain", secteur_d_activite = "B" }, [IMM] = { 2, 2 } },
      { { departement = "Isère", secteur_d_activite = "Ensemble" }, [IMM] = { 40, 40 } } })
    assert.are.same({ 43, 43 }, listed(only(p:total())))
    -- the two halves of France are units where nothing is finer
    p = small_panel.panel(2020, { IMM }, { { { region = "France" }, [IMM] = { 10, 10 } },
      { { region = "Métropole" }, [IMM] = { 9, 9 } }, { { region = "DROM" }, [IMM] = { 1, 1 } } })
    assert.are.same({ 10, 10 }, listed(only(p:total())))
  end)

  it("of a remainder, but not of an adjustment, which each level has of its own", function()
    local function with(name)
      return listed(only(small_panel.panel(2020, { IMM }, {
        { { departement = "Ain", region = "A" }, [IMM] = { 1, 2 } },
        { { departement = name, region = name }, [IMM] = { 10, 20 } },
        { { region = name }, [IMM] = { 10, 20 } } }):total()))
    end
    assert.are.same({ 11, 22 }, with "_non classé ailleurs_")
    assert.are.same({ 21, 42 }, with "_calage_")
  end)

  it("whose parts are rounded, in whole numbers and in cents", function()
    local units = {}
    for i = 1, 4 do
      local values = {}
      for j = 1, 8 do values[j] = i * 1000 + j end
      units[i] = { { code_departement = "0" .. i }, [IMM] = values }
    end
    local function total_of(more)
      local sums = {}
      for j = 1, 8 do sums[j] = 10000 + 4 * j + more end
      units[5] = { { code_departement = "99" }, [IMM] = sums }
      return only(small_panel.panel(2020, { IMM }, units):total()).values[1]
    end
    assert.are.equal(10004, total_of(0))
    assert.are.equal(10004, total_of(1)) -- one in ten thousand may be rounding
    assert.are.equal(10004 + 10024, total_of(20))
    -- a region's cents: 0.01 may be rounding of three figures, 0.02 is told
    for more, is_told in pairs { [0.01] = false, [0.02] = true } do
      local total = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 1000.25 } },
        { keys.isere, [IMM] = { 2000.5 } }, { AURA, [IMM] = { 3000.75 + more } } }):total()
      assert.are.same({ 3000.75 }, listed(only(total)))
      assert.are.equal(is_told, notes(total, "total")[1].gap ~= nil)
    end
  end)

  it("that differs by what rounding each figure to a whole number can make, and no more", function()
    local function is_total(count, more)
      local units, all = {}, {}
      for n = 1, count do
        local values = {}
        for i = 1, 8 do
          values[i] = n * 10000 + i
          all[i] = (all[i] or more) + values[i]
        end
        units[n] = { { code_departement = "0" .. n }, [IMM] = values }
      end
      units[count + 1] = { { code_departement = "99" }, [IMM] = all }
      return #notes(small_panel.panel(2020, { IMM }, units):total(), "total") == 1
    end
    -- halves rounded to the even number: three of 10001.5 are 30004.5, told as 10002 and 30004
    assert.is_true(is_total(3, -2))
    assert.is_true(is_total(3, 2))
    assert.is_false(is_total(3, 3))
    -- five figures of a half each
    assert.is_true(is_total(4, 2))
    assert.is_false(is_total(4, 3))
  end)

  it("that is named so, of units by other keys", function()
    local total = small_panel.panel(2020, { IMM }, {
      { { code_departement = "01" }, [IMM] = { 10 } },
      { { code_departement = "38" }, [IMM] = { 20 } },
      { { region = "Bretagne", secteur_d_activite = "Tous secteurs" }, [IMM] = { 5 } },
      { { region = "Corse", secteur_d_activite = "Tous secteurs" }, [IMM] = { 7 } },
      { { region = "Normandie" }, [IMM] = { 100 } } }):total()
    assert.are.same({ 130 }, listed(only(total)))
    assert.are.equal(2, #notes(total, "total"))
  end)

  it("of part of France: it is compared with the places in it", function()
    local total = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 1, 2 } },
      { { code_departement = "974", departement = "La Réunion" }, [IMM] = { 10, 20 } },
      { { departement = "Métropole" }, [IMM] = { 1, 2 } },
      { { departement = "DROM" }, [IMM] = { 10, 21 } } }):total()
    assert.are.same({ 11, 22 }, listed(only(total)))
    local list = notes(total, "total")
    assert.matches("its name says so$", list[1].message)
    assert.matches("by +1 (immatriculations)", list[2].message, 1, true)
  end)

  it("of France, of which those of its parts are no parts beside its places", function()
    local total = small_panel.panel(2020, { IMM }, {
      { { departement = "France entière" }, [IMM] = { 11, 22 } },
      { { departement = "Métropole" }, [IMM] = { 1, 2 } },
      { { departement = "DROM" }, [IMM] = { 10, 20 } }, { keys.ain, [IMM] = { 1, 2 } },
      { { code_departement = "974", departement = "La Réunion" }, [IMM] = { 10, 20 } } }):total()
    assert.are.same({ 11, 22 }, listed(only(total)))
    local list = notes(total, "total")
    assert.are.equal(3, #list)
    for _, note in ipairs(list) do assert.matches("its name says so$", note.message) end
  end)

  it("of part of France, beside rows of all of France that name no place", function()
    local total = small_panel.panel(2020, { IMM }, {
      { { secteur_d_activite = "A" }, [IMM] = { 8 } },
      { { secteur_d_activite = "B" }, [IMM] = { 6 } },
      { { secteur_d_activite = "A", region = "Métropole" }, [IMM] = { 5 } },
      { { secteur_d_activite = "B", region = "Métropole" }, [IMM] = { 6 } } }):total()
    assert.are.same({ 14 }, listed(only(total)))
    assert.are.equal(2, #notes(total, "total"))
  end)

  it("of part of France with one place in it: it is told how they differ", function()
    local total = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 1, 2 } },
      { { code_departement = "974", departement = "La Réunion" }, [IMM] = { 10, 20 } },
      { { departement = "DROM" }, [IMM] = { 10, 23 } } }):total()
    assert.are.same({ 11, 22 }, listed(only(total)))
    assert.matches("by +3 (immatriculations)", notes(total, "total")[1].message, 1, true)
  end)
end)

for module, exports in pairs {
  total_rows = { "FEW_UNITS", "find", "keep_out" },
  total_levels = { "find" },
  total_sums = { "FEW_UNITS", "equal_in_some", "find" },
  total_evidence = { "is_additive", "is_total", "of", "of_unit", "rounding" },
} do
  describe("urssaf.panel." .. module, function() hygiene("urssaf.panel." .. module, exports) end)
end
