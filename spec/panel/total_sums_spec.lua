-- Total rows that only their figures tell, since they have the keys of those that they add up. The
-- expected figures are worked out by hand.
local small_panel = require "spec.support.small_panel"

local listed, notes = small_panel.listed, small_panel.notes
local IMM = "immatriculations"

local function only(panel)
  assert.are.equal(1, #panel.series)
  return panel.series[1]
end

describe("a total row is kept out, with a note:", function()
  it("that equals the sum of all others in enough cells", function()
    local function row(code, factor)
      local values = {}
      for i = 1, 8 do values[i] = factor * i end
      return { { code_departement = code }, [IMM] = values }
    end
    local units = { row("01", 1), row("02", 2), row("03", 4), row("99", 7) }
    local p = small_panel.panel(2020, { IMM }, units)
    assert.are.equal(7, only(p:total()).values[1])
    assert.are.equal(1, #notes(p:total(), "total"))
    -- in fewer cells it may be chance
    for _, unit in ipairs(units) do unit[IMM][8] = nil end
    assert.are.equal(14, only(small_panel.panel(2020, { IMM }, units):total()).values[1])
  end)

  it("but not one that equals the sum of all others in one measure alone", function()
    local function total_of(radiations)
      local units = {}
      for u, code in ipairs { "01", "02", "03", "99" } do
        units[u] = { { code_departement = code }, [IMM] = {}, radiations = {} }
        for i = 1, 8 do
          units[u][IMM][i] = ({ 1, 2, 4, 7 })[u] * i
          units[u].radiations[i] = radiations[u] and radiations[u] * i
        end
      end
      local total = small_panel.panel(2020, { IMM, "radiations" }, units):total()
      return { total:get { measure = IMM }.values[1],
        total:get { measure = "radiations" }.values[1], #notes(total, "total") }
    end
    assert.are.same({ 7, 16, 1 }, total_of { 3, 5, 8, 16 })
    assert.are.same({ 14, 33, 0 }, total_of { 3, 5, 8, 17 }) -- 99 has one more than 3 + 5 + 8
    assert.are.same({ 14, 26, 0 }, total_of { 13, 2, 4, 7 }) -- there it is 01, 2 + 4 + 7
    assert.are.same({ 7, 16, 1 }, total_of { 3, 5, 8, false }) -- in radiations nothing is compared
  end)

  it("that equals the sum of all others, also where these make zero", function()
    local units = { { { code_departement = "01" }, [IMM] = { 1, 2, 3, 4, 6, 7, 8, 5 } },
      { { code_departement = "02" }, [IMM] = { 1, 1, 1, 1, 1, 1, 1, -3 } },
      { { code_departement = "03" }, [IMM] = { 2, 2, 2, 2, 2, 2, 2, -2 } },
      { { code_departement = "99" }, [IMM] = { 4, 5, 6, 7, 9, 10, 11, 0 } } }
    local total = small_panel.panel(2020, { IMM }, units):total()
    assert.are.same({ 4, 5, 6, 7, 9, 10, 11, 0 }, listed(only(total)))
    assert.are.equal(1, #notes(total, "total"))
  end)

  it("that equals the sum of all others, also if adding decimals rounds", function()
    local function row(code, count, amount)
      local counts, amounts = {}, {}
      for i = 1, 8 do counts[i], amounts[i] = count, amount end
      return { { code_departement = code }, [IMM] = counts, chiffres_d_affaires = amounts }
    end
    -- 0.1 + 0.1 + 1.0 is 1.2, but 1.2 + 0.1 + 0.1 + 1.0 is not 2.4
    local p = small_panel.panel(2020, { IMM, "chiffres_d_affaires" },
      { row("99", 6, 1.2), row("01", 1, 0.1), row("02", 2, 0.1), row("03", 3, 1.0) })
    assert.are.equal(6, p:total():get { measure = IMM }.values[1])
    assert.are.equal(1, #notes(p:total(), "total"))
  end)

  it("that equals the sum of those beside it, in each place", function()
    local total = small_panel.sectors(IMM, 4):total()
    assert.are.same({ 70, 98, 210 }, listed(only(total))) -- 7 times 1+2+3+4, …
    assert.are.equal(4, #notes(total, "total"))
  end)

  it("that equals the sum of those beside it, among units with many equal keys", function()
    local units = {}
    for i = 1, 3 do
      for sector, factor in pairs { A = 1, B = 2, C = 4, Z = 7 } do
        local key = { region = "R" .. i, secteur_d_activite = sector }
        for j = 1, 7 do key["kind" .. j] = "same" end
        units[#units + 1] = { key, [IMM] = { factor * i, factor * (i + 1), factor * (i + 5) } }
      end
    end
    local total = small_panel.panel(2020, { IMM }, units):total()
    assert.are.same({ 42, 63, 147 }, listed(only(total))) -- 7 times 1+2+3, …
  end)

  it("that is the sum of those beside it in three of four places, but not in the fourth", function()
    local total = small_panel.sectors(IMM, 4, function(i) return i == 4 and 9 end):total()
    -- 7 times 1+2+3+4, …, and 9 times 4, 5 and 9
    assert.are.same({ 106, 143, 291 }, listed(only(total)))
    assert.are.equal(3, #notes(total, "total"))
  end)

  it("but not one that equals the sum of those beside it in three of five places", function()
    local total = small_panel.sectors(IMM, 5, function(i) return i > 3 and 9 end):total()
    -- 14 times 1+2+3 and 16 times 4+5, …
    assert.are.same({ 228, 302, 598 }, listed(only(total)))
    assert.are.same({}, notes(total, "total"))
  end)

  it("that equals the sum of those beside it, of which one has no such measure", function()
    local units = {}
    for i = 1, 4 do
      for sector, counts in pairs { ["0"] = { 0, 1 }, A = { 1, 1 }, B = { 2, 2 }, C = { 4, 4 },
          Z = { 7, 8 } } do
        units[#units + 1] = { { region = "R" .. i, secteur_d_activite = sector },
          [IMM] = { counts[1] * i, counts[1] * (i + 1), counts[1] * (i + 5) },
          radiations = { counts[2] * i, counts[2] * (i + 1), counts[2] * (i + 5) } }
      end
    end
    local p = small_panel.panel(2020, { IMM, "radiations" }, units)
    for i = #p.series, 1, -1 do
      local s = p.series[i]
      if s.measure == IMM and s.key.secteur_d_activite == "0" then table.remove(p.series, i) end
    end
    local total = p:total()
    assert.are.same({ 70, 98, 210 }, listed(total:get { measure = IMM }))
    assert.are.same({ 80, 112, 240 }, listed(total:get { measure = "radiations" }))
    assert.are.equal(4, #notes(total, "total"))
  end)

  it("but not with too few equal cells, in too few places", function()
    local function whole(places, sectors, quarters)
      local units, sum = {}, 0
      for i = 1, places do
        for sector, factor in pairs(sectors) do
          local values = {}
          for j = 1, quarters do values[j] = factor * (i + 4 * j) end
          sum = sum + values[1]
          units[#units + 1] = { { region = "R" .. i, secteur_d_activite = sector },
            [IMM] = values }
        end
      end
      return only(small_panel.panel(2020, { IMM }, units):total()).values[1] == sum
    end
    local three, four = { A = 1, B = 2, Z = 3 }, { A = 1, B = 2, C = 4, Z = 7 }
    assert.is_true(whole(2, three, 8)) -- three units in two places
    assert.is_false(whole(3, three, 8))
    assert.is_true(whole(3, three, 2)) -- six cells
    assert.is_true(whole(3, four, 2))
    assert.is_true(whole(7, four, 1))
    assert.is_false(whole(8, four, 1))
    assert.is_false(whole(2, four, 4))
  end)

  it("but not one of several that each are half of the sum", function()
    local function row(code, value)
      local values = {}
      for i = 1, 8 do values[i] = value * i end
      return { { code_departement = code }, [IMM] = values }
    end
    local p = small_panel.panel(2020, { IMM }, { row("01", 5), row("02", 5), row("03", 3),
      row("04", -3) })
    assert.are.equal(10, only(p:total()).values[1])
  end)

  it("but not one of two that each are the sum of all others", function()
    local function row(code, value)
      local values = {}
      for i = 1, 8 do values[i] = value * i end
      return { { code_departement = code }, [IMM] = values }
    end
    local p = small_panel.panel(2020, { IMM }, { row("01", 5), row("02", 5), row("03", 0),
      row("04", 0) })
    assert.are.equal(10, only(p:total()).values[1])
  end)

  it("but not if it is the only unit", function()
    local p = small_panel.panel(2020, { IMM }, { { { region = "France entière" }, [IMM] = { 5 } } })
    assert.are.same({ 5 }, listed(only(p:total())))
  end)
end)
