-- Sums do not wrap around.
local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local language = require "urssaf.language"
local small_panel = require "spec.support.small_panel"
local sums = require "urssaf.base.sums"

local IMM, LARGEST = "immatriculations", math.maxinteger or 2 ^ 63

describe("urssaf.base.sums", function()
  hygiene("urssaf.base.sums", { "ROUNDED_FROM", "add", "difference", "of" })

  it("are exact below 2^53, and of integers where there are any", function()
    assert.are.equal(2 ^ 53 - 1, sums.add(2 ^ 53 - 2, 1))
    local whole = lua.has_integers and 9007199254740990 or 2 ^ 53 - 2
    assert.are.equal(lua.number_type(whole), lua.number_type(sums.add(whole, 1)))
    assert.are.equal(6, sums.of({ 1, 2, 3, 4 }, 1, 3))
    assert.are.equal(lua.number_type(whole), lua.number_type(sums.of({ whole, 1 }, 1, 2)))
    assert.is_nil(sums.of({ 1, nil, 3 }, 1, 3))
    assert.are.equal(-3, sums.difference(4, 7))
  end)

  it("do not wrap around", function()
    assert.are.equal(2.0 ^ 63 + 2.0 ^ 63, sums.of({ LARGEST, LARGEST }, 1, 2))
    assert.are.equal(-2.0 ^ 64, sums.of({ -LARGEST, -LARGEST }, 1, 2))
    assert.are.equal(2.0 ^ 63, sums.add(1, LARGEST))
    assert.are.equal(-2.0 ^ 64, sums.add(-LARGEST - 1, -LARGEST - 1))
    assert.are.equal(2.0 ^ 53, sums.add(2 ^ 53 - 1, 1))
    if lua.has_integers then
      assert.are.equal("float", lua.number_type(sums.add(9007199254740991, 1)))
      assert.are.equal("float", lua.number_type(sums.difference(-9007199254740991, 1)))
      assert.are.equal("float", lua.number_type(sums.of({ 9007199254740991, 1 }, 1, 2)))
    end
    assert.are.equal(2.0 ^ 64, sums.difference(LARGEST, -LARGEST))
    local list = {}
    for i = 1, 3000 do list[i] = LARGEST end
    assert.is_true(sums.of(list, 1, 3000) > 2.7e22)
  end)
end)

describe("a sum of figures of 2^62", function()
  local HUGE = lua.has_integers and 4611686018427387904 or 2 ^ 62
  local function row(name, value, other)
    return { { code_departement = name, departement = "D" .. name },
      [IMM] = { value, value, value, value }, radiations = { other, other, other, other } }
  end
  local function rounded(panel)
    local list = small_panel.notes(panel, "rounded")
    return #list == 1 and list[1].measure
  end
  local panel = small_panel.panel(2020, { IMM, "radiations" },
    { row("01", HUGE, 1), row("02", HUGE, 2), row("03", HUGE, 4) })

  it("is right to 16 digits, with a note, over units", function()
    local total = panel:total()
    assert.are.equal(3 * 2.0 ^ 62, total:get { measure = IMM }.values[1])
    assert.are.equal(IMM, rounded(total))
    assert.are.equal(7, total:get { measure = "radiations" }.values[1])
    assert.matches("rounded", small_panel.notes(total, "rounded")[1].message, 1, true)
    assert.matches("arrondis.$", language.of("fr"):note(small_panel.notes(total, "rounded")[1]))
    assert.are.equal(IMM, rounded(panel:aggregate { by = "departement" }))
    assert.are.same({}, small_panel.notes(panel:filter { measure = "radiations" }:total(),
      "rounded"))
  end)

  it("is right over time", function()
    for _, result in ipairs { panel:annual(), panel:rolling(4) } do
      local s = result:get { measure = IMM, departement = "01" }
      assert.are.equal(2.0 ^ 64, s.values[#s.periods])
      assert.are.equal(IMM, rounded(result))
    end
  end)

  it("is right in shares, changes, differences and checks", function()
    local shares = panel:share { measure = IMM }
    assert.are.equal(3 * 2.0 ^ 62, shares.total)
    assert.are.equal(1 / 3, shares[1].share)
    local s = panel:get { measure = IMM, departement = "01" }
    s.values[1] = -HUGE
    assert.are.equal(2.0 ^ 63, s:change(1).values[2])
    local balance = panel:with("solde"):get { measure = "solde", departement = "01" }
    assert.are.equal(-2.0 ^ 62, balance.values[1])
    s.values[1] = HUGE
    assert.is_string(tostring(panel:check()))
  end)
end)
