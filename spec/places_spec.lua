local hygiene = require "spec.support.hygiene"
local places = require "urssaf.places"
local refused = require "spec.support.refused"
local urssaf = require "urssaf"

describe("urssaf.places", function()
  hygiene("urssaf.places", { "find", "has", "lacking", "absent" })

  local whole = urssaf.sample { from = 2025 }

  local function found(wanted)
    local place = assert(places.find(wanted))
    return place.kind .. " " .. (place.code or place.name)
  end

  for spelt, meant in pairs {
    ["38"] = "departement 38", ["isere"] = "departement 38", ["PACA"] = "region 93",
    ["region:84"] = "region 84", ["84"] = "departement 84", ["departement:1"] = "departement 01",
    ["France"] = "france France", ["france hors Mayotte"] = "france France",
  } do
    it("finds " .. spelt, function() assert.are.equal(meant, found(spelt)) end)
  end

  it("finds by kind, and France where nothing is said", function()
    assert.are.equal("region 84", found { region = 84 })
    assert.are.equal("france France", found(nil))
    refused(function() places.find { commune = "38185" } end, "a place is a code or a name")
  end)

  it("says what is near, and that a former region is none of today", function()
    local _, err = places.find "Iser"
    assert.are.equal("none", err.kind)
    assert.matches("did you mean 'Isère'", err.message, 1, true)
    _, err = places.find "Picardie"
    assert.matches("Hauts-de-France", err.message, 1, true)
  end)

  it("tells what a panel lacks of a place", function()
    local some = whole:filter { departement = { "22", "29", "35" } }
    local lacking, size = places.lacking(some, places.find "Bretagne")
    assert.are.same({ "Morbihan" }, lacking)
    assert.are.equal(4, size)
    assert.are.same({}, (places.lacking(whole, places.find "Bretagne")))
    assert.are.same({}, (places.lacking(whole, places.find "France"))) -- Mayotte is excused
    assert.are.same({ "Mayotte" }, (places.lacking(whole, places.find "976")))
  end)

  it("has an error for each", function()
    local _, err = places.absent(places.find "976", { "Mayotte" }, 1)
    assert.matches("do not cover it", err.message, 1, true)
    _, err = places.absent(places.find "Bretagne", { "Morbihan" }, 4)
    assert.matches("a sum without Morbihan would be wrong", err.message, 1, true)
    _, err = places.absent(places.find "38", { "Isère" }, 1)
    assert.matches("nothing of Isère", err.message, 1, true)
  end)
end)
