local geo = require "urssaf.domain.geo"
local hygiene = require "spec.support.hygiene"
local towns = require "urssaf.domain.towns"

describe("urssaf.domain.towns", function()
  hygiene("urssaf.domain.towns", { "departements" })

  for spelt, code in pairs {
    ["Lyon"] = "69", ["saint etienne"] = "42", ["St-Étienne"] = "42", ["LE MANS"] = "72",
    ["Ajaccio"] = "2A", ["Mamoudzou"] = "976", ["Bourg en Bresse"] = "01",
    ["Saint-Denis"] = "93 974", ["st denis"] = "93 974", ["Saint-Louis"] = "68 974",
    ["SAINT PIERRE"] = "972 974", ["Saint-Paul"] = "974",
  } do
    it("knows " .. spelt, function()
      assert.are.equal(code, table.concat(towns.departements(spelt), " "))
    end)
  end

  it("knows no other", function()
    for _, text in ipairs { "Nowhere", "", "69 Lyon;71", "Denis" } do
      assert.are.same({}, towns.departements(text))
    end
  end)

  it("helps a place to be found, which is no town", function()
    local place, err = geo.find "Lyon"
    assert.is_nil(place)
    assert.are.equal("none", err.kind)
    assert.are.equal("Rhône", err.nearest)
    assert.matches("'Lyon': it is a town in Rhône (69), and départements and regions are known, not"
      .. " towns", err.message, 1, true)
    place, err = geo.find("saint denis", "departement")
    assert.is_nil(place)
    assert.are.equal("no département is 'saint denis': towns of this name are in Seine-Saint-Denis"
      .. " (93), La Réunion (974), and départements and regions are known, not towns", err.message)
    assert.is_nil(err.nearest)
    -- what is a town and a département is the département
    assert.are.equal("75", geo.find("Paris").code)
    assert.are.equal("93", geo.find("Seine St Denis").code)
  end)
end)
