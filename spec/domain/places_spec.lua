local geo = require "urssaf.domain.geo"
local hygiene = require "spec.support.hygiene"
local panels = require "urssaf.panel"
local places = require "urssaf.domain.places"
local assert_misuse = require "spec.support.assert_misuse"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

describe("urssaf.domain.places", function()
  hygiene("urssaf.domain.places", { "absent", "area", "cover_france", "find", "find_in",
    "had_mayotte", "has", "is_auto_entrepreneurs", "is_key", "is_mayotte", "lacking" })

  local whole = urssaf.sample { from = 2025 }

  local function found(wanted)
    local place = assert(places.find(wanted))
    return place.kind .. " " .. (place.code or place.name)
  end

  for spelt, meant in pairs {
    ["38"] = "departement 38", ["isere"] = "departement 38", ["PACA"] = "region 93",
    ["region:84"] = "region 84", ["84"] = "departement 84", ["departement:1"] = "departement 01",
    ["région:84"] = "region 84", ["Département:38"] = "departement 38",
    ["Isère (38)"] = "departement 38", ["Guadeloupe (971)"] = "departement 971",
    ["Guadeloupe (01)"] = "region 01", ["ARA"] = "region 84",
    ["France"] = "france France", ["france hors Mayotte"] = "france France",
  } do
    it("finds " .. spelt, function() assert.are.equal(meant, found(spelt)) end)
  end

  it("finds metropolitan France and the overseas départements, which are no place for a report",
    function()
      for spelt, code in pairs { metropole = "metropole", ["France métropolitaine"] = "metropole",
        drom = "drom", ["Outre-mer"] = "drom" } do
        assert.are.equal(code, places.area(spelt).code)
        local place, err = places.find(spelt)
        assert.is_nil(place)
        assert.matches("is several regions", err.message, 1, true)
      end
      assert.is_nil(places.area "France")
      assert.are.same({ {}, 96 }, { places.lacking(whole, places.area "metropole") })
      assert.are.same({ {}, 4 }, { places.lacking(whole, places.area "drom") }) -- without Mayotte
      local part = whole:filter { departement = { "Guyane", "Ain" } }
      assert.are.same({ { "Guadeloupe", "Martinique", "La Réunion" }, 4 },
        { places.lacking(part, places.area "drom") })
    end)

  it("finds no place by a name with the code of another", function()
    local place, err = places.find "Isère (69)"
    assert.is_nil(place)
    assert.matches("no département or region is 'Isère (69)'", err.message, 1, true)
  end)

  it("finds by kind, and France by default", function()
    assert.are.equal("region 84", found { region = 84 })
    assert.are.equal("france France", found(nil))
    assert_misuse(function() places.find { commune = "38185" } end, "a place is a code or a name")
  end)

  it("finds a département that is all of its region, where there are only regions", function()
    local regions = small_panel.panel(2020, { "radiations" }, {
      { { code_region = "06", region = "Mayotte" }, radiations = { 1 } },
      { { code_region = "84", region = "Auvergne-Rhône-Alpes" }, radiations = { 1 } } })
    local function found_in(panel, wanted)
      local place = assert(places.find_in(panel, wanted))
      return place.kind .. " " .. place.code
    end
    assert.are.equal("region 06", found_in(regions, "Mayotte"))
    assert.are.equal("region 01", found_in(regions, "971"))
    assert.are.equal("departement 38", found_in(regions, "Isère"))
    assert.are.equal("departement 2A", found_in(regions, "2A"))
    assert.are.equal("departement 971", found_in(whole, "Guadeloupe"))
    local _, err = places.find_in(regions, "Mayote")
    assert.matches("did you mean 'Mayotte'", err.message, 1, true)
  end)

  it("suggests near names, and explains that a former region no longer exists", function()
    local _, err = places.find "Iser"
    assert.are.equal("none", err.kind)
    assert.matches("did you mean 'Isère'", err.message, 1, true)
    _, err = places.find "Picardie"
    assert.matches("Hauts-de-France", err.message, 1, true)
  end)

  it("says that a pseudo-unit is no place, and what is expected", function()
    for _, wanted in ipairs { "NCA", "_non classé ailleurs_", "non classé ailleurs", "calage", "99",
      "___", "region:NCA", { region = "_calage_" } } do
      local place, err = places.find(wanted)
      assert.is_nil(place)
      assert.are.equal("none", err.kind)
      assert.matches("is no place, but a remainder or an adjustment in the data: a département, a"
        .. " region or France is expected", err.message, 1, true)
    end
    local _, err = urssaf.report(whole, "NCA")
    assert.matches("'NCA' is no place", err.message, 1, true)
  end)

  it("does not take a remainder with the code of a place for the place", function()
    local own = small_panel.panel(2020, { "radiations" }, {
      { { code_region = "03", region = "_non classé ailleurs_" }, radiations = { 1 } },
      { { code_region = "94", region = "Corse" }, radiations = { 1 } } })
    assert.are.same({ "Guyane" }, (places.lacking(own, places.find "region:03")))
    assert.are.same({}, (places.lacking(own, places.find "region:94")))
  end)

  it("tells which départements of a place a panel lacks", function()
    local some = whole:filter { departement = { "22", "29", "35" } }
    local lacking, size = places.lacking(some, places.find "Bretagne")
    assert.are.same({ "Morbihan" }, lacking)
    assert.are.equal(4, size)
    assert.are.same({}, (places.lacking(whole, places.find "Bretagne")))
    assert.are.same({}, (places.lacking(whole, places.find "France"))) -- Mayotte is excused
    assert.are.same({ "Mayotte" }, (places.lacking(whole, places.find "976")))
  end)

  it("has an error for each", function()
    local _, err = places.absent(whole, places.find "976", { "Mayotte" }, 1)
    assert.matches("do not cover it", err.message, 1, true)
    _, err = places.absent(whole, places.find "Bretagne", { "Morbihan" }, 4)
    assert.matches("a sum without Morbihan would be wrong", err.message, 1, true)
    _, err = places.absent(whole, places.find "38", { "Isère" }, 1)
    assert.matches("nothing of Isère$", err.message)
  end)

  it("has an error that says which places a panel has, if none is of that kind", function()
    local function message(key, wanted)
      local given = small_panel.panel(2020, { "radiations" }, { { key, radiations = { 1, 2 } } })
      return select(2, places.absent(given, places.find(wanted), { wanted }, 1)).message
    end
    local region = { code_region = "84", region = "x" }
    assert.matches("nothing of Isère: their places are regions, and Isère is in"
      .. " Auvergne%-Rhône%-Alpes %(region:84%)$", message(region, "38"))
    assert.matches("nothing of Bretagne$", message({ code_region = "84", region = "x" },
      "region:53"))
    assert.matches("nothing of Isère: their units are no places$", message({ secteur = "a" }, "38"))
    assert.matches("nothing of France: their places are in other columns, ancienne_region$",
      message({ ancienne_region = "Alsace" }, "France"))
  end)

  describe("Mayotte", function()
    -- one series for each département except Mayotte
    local function all_but_mayotte(dataset)
      local units = {}
      for _, one in ipairs(geo.departements) do
        if one.code ~= "976" then
          units[#units + 1] = { { code_departement = one.code, departement = one.name },
            radiations = { 1 } }
        end
      end
      return small_panel.panel(2024, { "radiations" }, units, { dataset = dataset })
    end

    it("may be absent from France if the data never had it, not if it was filtered out", function()
      local france = places.find "France"
      local without = all_but_mayotte "dpae-par-departement"
      local lacking, size = places.lacking(without, france)
      assert.are.same({ {}, 100 }, { lacking, size })
      local all = small_panel.panel(2024, { "radiations" }, { { { code_departement = "976",
        departement = "Mayotte" }, radiations = { 1 } } }, { dataset = "dpae-par-departement" })
      for _, s in ipairs(without.series) do all.series[#all.series + 1] = s end
      all = panels.new { dataset = all.dataset, frequency = "quarter", periods = all.periods,
        series = all.series }
      assert.are.same({}, (places.lacking(all, france)))
      local filtered = all:filter { departement = function(name) return name ~= "Mayotte" end }
      assert.are.same({ "Mayotte" }, (places.lacking(filtered, france)))
    end)

    it("has its absence explained for datasets on auto-entrepreneurs only", function()
      for name, is_explained in pairs { ["auto-entrepreneurs-par-departement"] = true,
        ["dpae-par-departement"] = false } do
        local given = all_but_mayotte(name)
        local place = places.find "Mayotte"
        local _, err = places.absent(given, place, places.lacking(given, place))
        assert.matches("these data have nothing of Mayotte", err.message, 1, true)
        assert.are.equal(is_explained, err.message:find("do not cover it", 1, true) ~= nil, name)
      end
    end)
  end)
end)
