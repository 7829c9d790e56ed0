-- Sums of decimals, and of figures of many digits: no order and no window loses a digit. The
-- figures are worked out by hand.
local small_panel = require "spec.support.small_panel"

local keys, listed = small_panel.keys, small_panel.listed
local IMM, RAD = "immatriculations", "radiations"

local function only(panel, measure)
  return assert(panel:get { measure = measure })
end

describe("windows of decimals", function()
  it("are added up without rounding", function()
    local p = small_panel.panel(2020, { "chiffres_d_affaires" },
      { { { region = "A" }, chiffres_d_affaires = { 0.1, 0.2, 0.3 } } })
    assert.are.equal(0.6, p:rolling(3).series[1].values[3]) -- 0.1 + 0.2 + 0.3 is more
  end)
end)

describe("windows of whole numbers", function()
  local function rolling(...)
    local p = small_panel.panel(2020, { RAD }, { { { region = "A" }, [RAD] = { ... } } })
    return listed(p:rolling(2).series[1])
  end

  it("go on behind a gap, and behind a decimal or a large number", function()
    assert.are.same({ "-", 3, "-", "-", 9, 11 }, rolling(1, 2, false, 4, 5, 6))
    assert.are.same({ "-", 3, 2.5, 4.5, 9 }, rolling(1, 2, 0.5, 4, 5))
    -- 2^41 is past what is added without a look at rounding
    assert.are.same({ "-", 3, 2 ^ 41 + 2, 2 ^ 41 + 4, 9 }, rolling(1, 2, 2 ^ 41, 4, 5))
    assert.are.same({ "-", -3, 2 - 2 ^ 41, 4 - 2 ^ 41, 9 }, rolling(-5, 2, -2 ^ 41, 4, 5))
  end)
end)

describe("sums over windows", function()
  local function types_of(values)
    local p = small_panel.panel(2020, { RAD }, { { { region = "A" }, [RAD] = values } })
    local sums, types = listed(p:rolling(2).series[1]), {}
    for i, sum in ipairs(sums) do types[i] = math.type and math.type(sum) or type(sum) end
    return sums, types
  end

  it("are integers where all values of a window are, also behind a float", function()
    if not math.type then return end -- such a Lua has one kind of numbers
    for _, exponent in ipairs { 3, 39, 40, 41 } do
      local float = 2.0 ^ exponent
      local sums, types = types_of { 1, float, 3, 4, 5 }
      assert.are.same({ "-", float + 1, float + 3, 7, 9 }, sums)
      assert.are.equal("float float integer integer", table.concat(types, " ", 2))
    end
  end)

  it("are exact and integers also where many values are large", function()
    -- each is less than 2^40, and a thousand and more squares of them are more than 2^80
    local large, values, expected = 1099511627775, {}, { "-" }
    for i = 1, 1100 do values[i] = large end
    for i = 2, 1100 do expected[i] = 2199023255550 end
    local sums, types = types_of(values)
    assert.are.same(expected, sums)
    if math.type then assert.are.equal("integer", types[1100]) end
  end)
end)

describe("sums of more digits than a number keeps", function()
  it("do not wrap around where units are integers", function()
    local large = math.tointeger and math.tointeger(2 ^ 62) or 2 ^ 62
    local p = small_panel.panel(2020, { RAD }, { { { region = "A" }, [RAD] = { large, 1 } },
      { { region = "B" }, [RAD] = { large, 1 } }, { { region = "C" }, [RAD] = { large, 1 } } })
    assert.are.same({ 3 * 2 ^ 62, 3 }, listed(p:total().series[1]))
  end)

  it("have one note for a measure", function()
    local total = small_panel.panel(2020, { RAD }, {
      { { departement = "A1", region = "A" }, [RAD] = { 2 ^ 53 } },
      { { departement = "A2", region = "A" }, [RAD] = { 1 } },
      { { departement = "B1", region = "B" }, [RAD] = { 2 ^ 53 } },
      { { departement = "B2", region = "B" }, [RAD] = { 1 } } }):aggregate { by = "region" }
    assert.are.equal(1, #small_panel.notes(total, "rounded"))
  end)
end)

describe("sums over windows of figures with many digits", function()
  it("keep for sums over units what the windows round", function()
    local large = { 1e16, 1 }
    local panel = small_panel.panel(2020, { "chiffres_d_affaires" }, {
      { { region = "A" }, chiffres_d_affaires = large },
      { { region = "B" }, chiffres_d_affaires = large },
      { { region = "C" }, chiffres_d_affaires = large } })
    -- 3e16 + 3; the numbers are 4 apart there
    assert.are.equal(3e16 + 4, panel:rolling(2):total().series[1].values[2])
    assert.are.equal(3e16 + 4, panel:total():rolling(2).series[1].values[2])
  end)
end)

describe("sums of decimals", function()
  local function panel(order)
    local values, units = { ["01"] = 0.1, ["02"] = 0.2, ["03"] = 0.3 }, {}
    for i, code in ipairs(order) do
      units[i] = { { code_departement = code, code_region = code == "03" and "53" or "84" },
        [RAD] = { values[code], values[code] } }
    end
    return small_panel.panel(2024, { RAD }, units)
  end

  it("do not depend on the order of units, nor on how they are nested", function()
    -- python3: math.fsum([0.1, 0.2, 0.3]) is 0.6; from left to right it is 0.6000000000000001
    for _, order in ipairs { { "01", "02", "03" }, { "03", "02", "01" }, { "02", "03", "01" } } do
      local p = panel(order)
      assert.are.same({ 0.6, 0.6 }, listed(p:total().series[1]))
      assert.are.same({ 0.6, 0.6 }, listed(p:aggregate { by = "code_region" }:total().series[1]))
      assert.are.equal(0.6, p:share { at = "2024-Q1" }.total)
      assert.are.equal(1.2, p:total():rolling(2).series[1]:last())
      assert.are.equal(1.2, p:rolling(2):total().series[1]:last())
    end
  end)

  it("are the same where all other figures are whole", function()
    for at = 1, 3 do
      local units = {}
      for i, value in ipairs { 0.1, 0.2, 0.3 } do
        units[i] = { { code_departement = "0" .. i }, [RAD] = { 1, 1, 1 } }
        units[i][RAD][at] = value
      end
      local expected = { 3, 3, 3 }
      expected[at] = 0.6
      assert.are.same(expected, listed(small_panel.panel(2024, { RAD }, units):total().series[1]))
    end
  end)

  it("keep what rounding took away in differences", function()
    local p = small_panel.panel(2024, { IMM, RAD }, {
      { keys.ain, [IMM] = { 1.2 }, [RAD] = { 7.6 } },
      { keys.isere, [IMM] = { 6.9 }, [RAD] = { 2.3 } } })
    -- python3: math.fsum([1.2, 6.9, -7.6, -2.3]); from left to right it is -1.799999999999999
    assert.are.equal(-1.7999999999999992, (only(p:with "solde":total(), "solde"):last()))
    assert.are.equal(-1.7999999999999992, (only(p:total():with "solde", "solde"):last()))
  end)
end)
