-- Rows that are totals of others are kept out of sums: the expected figures are worked out by hand.
local hygiene = require "spec.support.hygiene"
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

  for _, name in ipairs { "France entière", "FRANCE", "Ensemble", "Total" } do
    it("named " .. name, function()
      local total = national({ departement = name, region = name }, { 111, 222 }):total()
      assert.are.same({ 111, 222 }, listed(only(total)))
      assert.matches(name, notes(total, "total")[1].message, 1, true)
    end)
  end

  it("that lacks a key and equals the sum of the units below it", function()
    local p = national({ code_region = "84", region = "Auvergne-Rhône-Alpes" }, { 11, 22 })
    assert.are.same({ 111, 222 }, listed(only(p:total())))
    assert.are.equal(1, #notes(p:total(), "total"))
  end)

  it("but not if it lacks a key and equals no sum", function()
    local p = national({ code_region = "84", region = "Auvergne-Rhône-Alpes" }, { 11, 23 })
    assert.are.same({ 122, 245 }, listed(only(p:total())))
  end)

  it("that equals the sum of all others in enough cells", function()
    local function row(code, factor)
      local values = {}
      for i = 1, 8 do values[i] = factor * i end
      return { { code_departement = code }, [IMM] = values }
    end
    local p = small_panel.panel(2020, { IMM },
      { row("01", 1), row("02", 2), row("03", 4), row("99", 7) })
    assert.are.equal(7, only(p:total()).values[1])
    assert.are.equal(1, #notes(p:total(), "total"))
    -- in fewer cells it may be chance
    assert.are.equal(14, only(p:filter { to = "2021-Q3" }:total()).values[1])
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

  it("but not if it is the only unit", function()
    local p = small_panel.panel(2020, { IMM }, { { { region = "France entière" }, [IMM] = { 5 } } })
    assert.are.same({ 5 }, listed(only(p:total())))
  end)
end)

describe("urssaf.panel.total_rows", function()
  hygiene("urssaf.panel.total_rows", { "FEW_UNITS", "equal_in_some", "find", "keep_out" })
end)
