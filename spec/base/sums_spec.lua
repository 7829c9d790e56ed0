-- Sums neither wrap around nor depend on the order.
local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local language = require "urssaf.language"
local small_panel = require "spec.support.small_panel"
local sums = require "urssaf.base.sums"

local IMM, LARGEST = "immatriculations", math.maxinteger or 2 ^ 63

-- What several numbers add up to, and what is left of it beyond one number.
local function added(list)
  local sum, rest = 0, 0
  for _, value in ipairs(list) do sum, rest = sums.add(sum, rest, value) end
  return sums.finish(sum, rest)
end

local function itself(value) return value end

describe("urssaf.base.sums", function()
  hygiene("urssaf.base.sums", { "ROUNDED_FROM", "add", "difference", "finish", "of", "plus" })

  it("are exact below 2^53, and of integers where there are any", function()
    assert.are.equal(2 ^ 53 - 1, sums.plus(2 ^ 53 - 2, 1))
    local whole = lua.has_integers and 9007199254740990 or 2 ^ 53 - 2
    assert.are.equal(lua.number_type(whole), lua.number_type(sums.plus(whole, 1)))
    assert.are.equal(lua.number_type(whole), lua.number_type((added { whole, 1 })))
    assert.are.equal(10, sums.of({ 1, 2, 3, 4 }, itself))
    assert.are.equal(-3, sums.difference(4, 7))
    local sum, low = added { 1, 2, 3 }
    assert.are.equal(lua.number_type(6), lua.number_type(sum))
    assert.is_nil(low)
  end)

  it("leave out what is missing", function()
    assert.are.equal(4, sums.of({ { 1 }, {}, { 3 } }, function(one) return one[1] end))
  end)

  it("do not wrap around", function()
    assert.are.equal(2.0 ^ 63 + 2.0 ^ 63, (added { LARGEST, LARGEST }))
    assert.are.equal(-2.0 ^ 64, (added { -LARGEST, -LARGEST }))
    assert.are.equal(2.0 ^ 63, sums.plus(1, LARGEST))
    assert.are.equal(-2.0 ^ 64, sums.plus(-LARGEST - 1, -LARGEST - 1))
    assert.are.equal(2.0 ^ 53, sums.plus(2 ^ 53 - 1, 1))
    if lua.has_integers then
      assert.are.equal("float", lua.number_type(sums.plus(9007199254740991, 1)))
      assert.are.equal("float", lua.number_type(sums.difference(-9007199254740991, 1)))
      assert.are.equal("float", lua.number_type((added { 9007199254740991, 1 })))
    end
    assert.are.equal(2.0 ^ 64, sums.difference(LARGEST, -LARGEST))
    local list = {}
    for i = 1, 3000 do list[i] = LARGEST end
    assert.is_true(added(list) > 2.7e22)
  end)

  it("do not depend on the order", function()
    assert.are_not.equal(0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1)
    -- python3: math.fsum([0.1, 0.2, 0.3]) is 0.6
    for _, list in ipairs { { 0.1, 0.2, 0.3 }, { 0.3, 0.2, 0.1 }, { 0.2, 0.3, 0.1 },
      { 0.2, 0.1, 0.3 } } do
      assert.are.equal(0.6, (added(list)))
      assert.are.equal(0.6, sums.of(list, itself))
    end
  end)

  it("keep what one large value would swallow", function()
    assert.are.equal(2, (added { 1, 1e15, 0.25, 0.75, -1e15 }))
  end)

  it("are infinite where a sum is", function()
    assert.are.equal(math.huge, (added { 1, 1e308, 1e308, 2 }))
  end)

  it("tell what is left beyond the sum", function()
    local sum, low = added { 2 ^ 53, 0.5 }
    assert.are.equal(2 ^ 53, sum)
    assert.are.equal(0.5, low)
    assert.are.equal(3, sums.of({ { 2, 0.25 }, { 0.5, 0.25 } }, function(one)
      return one[1], one[2]
    end))
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
