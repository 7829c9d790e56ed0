-- Codes and names by which units are found, told apart and put in order.
local small_panel = require "spec.support.small_panel"
local assert_misuse = require "spec.support.assert_misuse"

local RAD = "radiations"

local BRETAGNE, CORSE = { code_region = "53", region = "Bretagne" },
  { code_region = "94", region = "Corse" }

local function in_sector(region, sector)
  return { code_region = region.code_region, region = region.region, secteur_d_activite = sector }
end

describe("names that a filter knows", function()
  local p = small_panel.panel(2024, { "alpha", "beta" }, {
    { in_sector(BRETAGNE, "Mercerie"), alpha = { 1, 2 }, beta = { 1, 2 } },
    { in_sector(CORSE, "Peausserie"), alpha = { 1, 2 }, beta = { 3, 2 } } })
  local one = p:filter { secteur_d_activite = "Mercerie", measure = "alpha" }

  it("are those before any filter, through every operation", function()
    for _, derived in ipairs { one:yoy(), one:rolling(2, { how = "sum" }),
        one:annual { how = "sum" }, one:aggregate { by = "secteur_d_activite", how = "sum" } } do
      assert.are.equal(0, #derived:filter { secteur_d_activite = "Peausserie" }.series)
      assert.are.equal(0, #derived:filter { measure = "beta" }.series)
      assert_misuse(function() derived:filter { secteur_d_activite = "Peauserie" } end,
        "did you mean 'Peausserie'?")
    end
  end)
end)

describe("a code", function()
  local p = small_panel.panel(2024, { RAD }, {
    { { code_departement = "01", departement = "Département 01" }, [RAD] = { 1 } },
    { { code_departement = "Z1", departement = "Ain" }, [RAD] = { 2 } },
    { { departement = "Ain" }, [RAD] = { 3 } } })
  local function found(wanted)
    local values = {}
    for i, s in ipairs(p:filter(wanted).series) do values[i] = s.values[1] end
    table.sort(values)
    return values
  end

  it("matches codes, and by name only units without a code", function()
    for _, code in ipairs { "01", "1", 1 } do
      assert.are.same({ 1, 3 }, found { code_departement = code })
      assert.are.same({ 1, 3 }, found { departement = code })
    end
    assert.are.same({ 2 }, found { code_departement = "Z1" })
    assert.are.same({ 1, 2, 3 }, found { code_departement = { "01", "Z1" } })
  end)

  it("may be left to a name", function()
    assert.are.same({ 1, 2, 3 }, found { departement = "Ain" })
  end)
end)
