-- Places, against the hand-made list of the synthetic sample and the official counts.
local geo = require "urssaf.domain.geo"
local geography = require "spec.support.oracle.geography"
local hygiene = require "spec.support.hygiene"
local assert_misuse = require "spec.support.assert_misuse"

describe("urssaf.domain.geo", function()
  hygiene("urssaf.domain.geo", { "anciennes_regions", "area", "before", "canonical", "departements",
    "find", "lookup", "regions" })

  it("has 101 départements, 18 regions, and 27 before 2016", function()
    assert.are.same({ 101, 18, 27 }, { #geo.departements, #geo.regions, #geo.anciennes_regions })
    local metropolitan = 0
    for _, place in ipairs(geo.departements) do
      if place.area == "metropole" then metropolitan = metropolitan + 1 end
    end
    assert.are.equal(96, metropolitan)
  end)

  it("has each département of the sample under its code, name and region, in the same order",
    function()
      local theirs = {}
      for i, place in ipairs(geography.departements) do
        theirs[i] = { place.code, place.name, place.code_region, place.region }
      end
      theirs[#theirs + 1] = { "976", "Mayotte", "06", "Mayotte" }
      local own = {}
      for i, place in ipairs(geo.departements) do
        own[i] = { place.code, place.name, place.code_region, place.region }
      end
      assert.are.same(theirs, own)
    end)

  it("has the regions in the order of their codes", function()
    local codes = {}
    for i, place in ipairs(geo.regions) do codes[i] = place.code end
    assert.are.equal("01 02 03 04 06 11 24 27 28 32 44 52 53 75 76 84 93 94",
      table.concat(codes, " "))
  end)

  it("knows former regions", function()
    for code, former in pairs { ["01"] = "Rhône-Alpes", ["67"] = "Alsace", ["59"] =
      "Nord-Pas-de-Calais", ["23"] = "Limousin", ["14"] = "Basse-Normandie", ["34"] =
      "Languedoc-Roussillon", ["2B"] = "Corse", ["974"] = "La Réunion", ["45"] = "Centre" } do
      assert.are.equal(former, geo.find(code, "departement").ancienne_region)
    end
    local alsace = geo.find("Alsace", "ancienne_region")
    assert.are.same({ "42", "44", "Grand Est" },
      { alsace.code, alsace.code_region, alsace.region })
  end)

  describe("find", function()
    for _, case in ipairs {
      { 1, "departement", "01" }, { "01", "departement", "01" }, { "1", "departement", "01" },
      { "2a", "departement", "2A" }, { "2B", "departement", "2B" }, { 971, "departement", "971" },
      { "Ain", "departement", "01" }, { "ain", "departement", "01" },
      { "isere", "departement", "38" }, { " Isère ", "departement", "38" },
      { "ISÈRE", "departement", "38" }, { "Côtes d'Armor", "departement", "22" },
      { "cotes-d'armor", "departement", "22" }, { "Cotes d’Armor", "departement", "22" },
      { "val d oise", "departement", "95" }, { "loire atlantique", "departement", "44" },
      { "territoire de belfort", "departement", "90" }, { "La Réunion", "departement", "974" },
      { "reunion", "departement", "974" }, { "Guadeloupe", "departement", "971" },
      { "84", "departement", "84" }, { "Corse", "region", "94" },
      { "auvergne rhone alpes", "region", "84" }, { "PACA", "region", "93" },
      { "idf", "region", "11" }, { "ile de france", "region", "11" },
      { "Grand-Est", "region", "44" }, { "Picardie", "ancienne_region", "22" },
    } do
      it(("%s is %s %s"):format(case[1], case[2], case[3]), function()
        local place = assert(geo.find(case[1]))
        assert.are.same({ case[2], case[3] }, { place.kind, place.code })
      end)
    end

    for _, case in ipairs {
      { "84", "region", "Auvergne-Rhône-Alpes" }, { 1, "region", "Guadeloupe" },
      { "Guadeloupe", "region", "Guadeloupe" }, { "94", "region", "Corse" },
      { "94", "departement", "Val-de-Marne" }, { "42", "ancienne_region", "Alsace" },
    } do
      it(("%q as a %s is %s"):format(case[1], case[2], case[3]), function()
        assert.are.equal(case[3], assert(geo.find(case[1], case[2])).name)
      end)
    end

    for _, case in ipairs {
      { { "Isèr" }, "did you mean 'Isère'?", "Isère" },
      { { "Bretange", "region" }, "did you mean 'Bretagne'?", "Bretagne" },
      { { "Corse", "departement" }, "Corse is a region" },
      { { "Alsace", "region" }, "Alsace is a former region, part of Grand Est" },
      { { "75000" }, "no département or region is '75000'" },
      { { "20" }, "'20'" }, { { 100 }, "'100'" }, { { "" }, "''" },
      { { 1.5 }, "got 1.5" }, { { -1 }, "got -1" }, { {}, "got nothing" },
      { { {} }, "got a table" },
    } do
      it(("has no %s"):format(tostring(case[2])), function()
        local place, err = geo.find(case[1][1], case[1][2])
        assert.is_nil(place)
        assert.are.equal("none", err.kind)
        assert.matches(case[2], err.message, 1, true)
        if case[3] then assert.are.equal(case[3], err.nearest) end
      end)
    end

    it("refuses an unknown kind", function()
      assert_misuse(function() geo.find("Ain", "commune") end, "unknown kind of place 'commune'")
    end)
  end)

  it("finds every place by its code, its name and its name in capitals without accents", function()
    local PLAIN = { ["é"] = "e", ["è"] = "e", ["ô"] = "o", ["Î"] = "I" }
    for kind, list in pairs { departement = geo.departements, region = geo.regions,
      ancienne_region = geo.anciennes_regions } do
      for _, place in ipairs(list) do
        local capitals = place.name:gsub("[\195][\128-\191]", PLAIN):upper():gsub("-", " ")
        for _, spelling in ipairs { place.code, place.name, capitals } do
          assert.are.equal(place, (geo.find(spelling, kind)), spelling)
        end
      end
    end
  end)

  it("canonical pads and capitalises codes, and nothing else", function()
    for _, case in ipairs {
      { "code_departement", "1", "01" }, { "code_departement", "2a", "2A" },
      { "code_departement", "2b", "2B" }, { "code_departement", "971", "971" },
      { "code_departement", "99Z", "99Z" }, { "code_region", "1", "01" },
      { "code_region", "84", "84" }, { "code_ancienne_region", "4", "04" },
      { "code_region", "2a", "2a" }, { "departement", "1", "1" }, { "code_secteur", "1", "1" },
    } do
      assert.are.equal(case[3], geo.canonical(case[1], case[2]))
    end
  end)

  it("before is the official order; other texts come after the codes", function()
    local list = { "zone", "974", "21", "2B", "", "95", "01", "19", "2A", "971", "Ain", "100000",
      "NCA", "99" }
    table.sort(list, geo.before)
    assert.are.same({ "01", "100000", "19", "2A", "2B", "21", "95", "971", "974", "99", "Ain",
      "NCA", "zone", "" }, list)
  end)

  it("before is a strict order: asymmetric and transitive", function()
    local list = { "2A", "2a", "20", "2", "02", "21", "", "x", "9", "09", "971", "2AA" }
    for _, a in ipairs(list) do
      assert.is_false(geo.before(a, a))
      for _, b in ipairs(list) do
        assert.is_false(geo.before(a, b) and geo.before(b, a))
        for _, c in ipairs(list) do
          if geo.before(a, b) and geo.before(b, c) then assert.is_true(geo.before(a, c)) end
        end
      end
    end
  end)

  it("area is found by any of the columns that a key has", function()
    assert.are.equal("metropole", geo.area { code_departement = "2A" })
    assert.are.equal("drom", geo.area { code_departement = "973" })
    assert.are.equal("drom", geo.area { departement = "Guyane" })
    assert.are.equal("metropole", geo.area { code_region = "94" })
    assert.are.equal("drom", geo.area { region = "La Réunion" })
    assert.is_nil(geo.area { region = "_non classé ailleurs_" })
    assert.is_nil(geo.area {})
  end)
end)
