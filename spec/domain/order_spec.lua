-- One order of units: that of `unit.before`, of the decoder in C and of the one in Lua, compared
-- with an order written down by hand.
local decoding = require "spec.support.decoding"
local geo = require "urssaf.domain.geo"
local hygiene = require "spec.support.hygiene"
local lua_decoder = require "urssaf.csv.lua_decoder"
local order = require "urssaf.domain.order"
local unit = require "urssaf.domain.unit"

-- In order: real places, at home and overseas, then pseudo-units, then those without a code.
local UNITS = {
  { "0051", "Zone" }, { "01", "Ain" }, { "09", "Ariège" }, { "19", "Corrèze" },
  { "2A", "Corse-du-Sud" }, { "2B", "Haute-Corse" }, { "21", "Côte-d'Or" },
  { "93", "Seine-Saint-Denis" }, { "95", "Val-d'Oise" }, { "971", "Guadeloupe" },
  { "974", "La Réunion" }, { "978", "Autre" }, { "99", "_calage_" },
  { "99", "_non classé ailleurs_" }, { "NCA", "_non classé ailleurs_" }, { "NCA", "_reste_" },
  { "___", "_calage_" }, { "", "Ailleurs" }, { "", "Zut" }, { "", "Île" }, { "", "_calage_" },
  { "", "nca _non classés_" },
}

local ROLES = decoding.role_list { "year",
  { role = "dimension", name = "code_departement", rank = 1, width = 2 },
  { role = "attribute", name = "departement", rank = 2, of = 2 }, "measure" }

local function shuffled(random)
  local rows, keys, numbers = {}, {}, {}
  for i in ipairs(UNITS) do numbers[i] = i end
  for i, number in ipairs(decoding.shuffled(numbers, random)) do
    local code, name = UNITS[number][1], UNITS[number][2]
    rows[i] = ("2020;%s;%s;%d\n"):format(code, name, number)
    keys[i] = { departement = name, code_departement = code ~= "" and code or nil, number = number }
  end
  return "annee;code_departement;departement;m\n" .. table.concat(rows), keys
end

local function numbers_of(list)
  for i, s in ipairs(list) do list[i] = s.values[1] end
  return list
end

describe("the order of units", function()
  local expected, random = {}, decoding.generator(3)
  for i in ipairs(UNITS) do expected[i] = i end

  it("is the same in C, in Lua and for keys", function()
    for _ = 1, 20 do
      local body, keys = shuffled(random)
      for _, module in ipairs { require "urssaf.decode", lua_decoder } do
        local result = assert(decoding.decoded(body, ROLES, nil, nil, module))
        assert.are.same(expected, numbers_of(result.series))
      end
      table.sort(keys, function(a, b)
        return unit.before({ code_departement = a.code_departement, departement = a.departement },
          { code_departement = b.code_departement, departement = b.departement })
      end)
      for i, key in ipairs(keys) do assert.are.equal(i, key.number) end
      -- a list that is sorted stays as it is, a shuffled one gets this order
      for _, list in ipairs { keys, select(2, shuffled(random)) } do
        unit.sort(list, function(one)
          return { code_departement = one.code_departement, departement = one.departement }
        end)
        for i, key in ipairs(list) do assert.are.equal(i, key.number) end
      end
    end
  end)

  it("goes by a name only where it identifies one of the two units", function()
    -- the name of the first two does not: their sectors tell them apart
    local keys = { { code_departement = "75", departement = "Z", secteur_na17 = "a" },
      { code_departement = "75", departement = "A", secteur_na17 = "b" },
      { departement = "M", secteur_na17 = "a" } }
    local sorted = { keys[3], keys[2], keys[1] }
    unit.sort(sorted, function(key) return key end)
    assert.are.same(keys, sorted)
    assert.is_true(unit.before(keys[1], keys[2]))
    assert.is_true(unit.before(keys[2], keys[3]))
  end)

  it("of codes is that of geo.before", function()
    for i = 2, 17 do
      local a, b = UNITS[i - 1][1], UNITS[i][1]
      assert.are.equal(a ~= b, geo.before(a, b))
      assert.is_false(geo.before(b, a))
    end
  end)

  it("of names has pseudo-units last, whatever letter the others begin with", function()
    local list = { "Île-de-France", "nca _non classé ailleurs_", "_calage_", "ZZ", "a_b_", "_x" }
    table.sort(list, function(a, b) return order.before(a, b) end)
    assert.are.same({ "ZZ", "_x", "a_b_", "Île-de-France", "_calage_",
      "nca _non classé ailleurs_" }, list)
  end)

  it("does not take the 99 of other columns for a pseudo-unit's", function()
    assert.is_true(order.before("99", "ab"))
    assert.is_true(order.before("98", "99"))
    assert.is_true(unit.before({ code_famille = "99" }, { code_famille = "990" }))
  end)

  it("compares long texts as well", function()
    local same = ("1"):rep(100)
    assert.is_true(order.before(same .. "A", same .. "0", true))
    assert.is_false(order.before(same .. "0", same .. "A", true))
    assert.is_true(order.before(same, same .. "A", true))
  end)
end)

describe("urssaf.domain.order", function() hygiene("urssaf.domain.order", { "before" }) end)
