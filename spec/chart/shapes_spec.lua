-- Shapes of places from a GeoJSON file: what is read, which place a feature is, where it lies.
local files = require "spec.support.geojson_files"
local geojson = require "urssaf.chart.geojson"
local hygiene = require "spec.support.hygiene"
local shapes = require "urssaf.chart.shapes"
local shell = require "spec.support.shell"

local folder

setup(function() folder = shell.temporary_folder() end)
teardown(function() shell.remove(folder) end)

local function keys_of(set)
  local list = {}
  for name in pairs(set) do list[#list + 1] = name end
  table.sort(list)
  return list
end

describe("urssaf.chart.geojson", function()
  hygiene("urssaf.chart.geojson", { "read" })

  local function read(features) return geojson.read(files.write(folder, features)) end

  it("reads polygons, holes, multipolygons and collections, each position once", function()
    local outer, hole = files.rectangle(0, 0, 9, 9), files.rectangle(1, 1, 2, 2)
    local features = assert(read {
      files.feature({ code = "01" }, outer, hole),
      { type = "Feature", id = 7, geometry = { type = "MultiPolygon",
        coordinates = { { outer }, { hole } } } },
      { type = "Feature", geometry = { type = "GeometryCollection", geometries = {
        { type = "Point", coordinates = { 1, 2 } },
        { type = "Polygon", coordinates = { hole } } } } },
    })
    local wide, small = { 0, 0, 9, 0, 9, 9, 0, 9 }, { 1, 1, 2, 1, 2, 2, 1, 2 }
    assert.are.same({ wide, small }, features[1].rings)
    assert.are.same({ wide, small }, features[2].rings)
    assert.are.equal(7, features[2].id)
    assert.are.same({ small }, features[3].rings)
    assert.are.same({ { code = "01" }, {} }, { features[1].properties, features[2].properties })
  end)

  it("reads a single feature, a BOM, an absent geometry and heights", function()
    local features = assert(read("\239\187\191" .. '{"type":"Feature","geometry":null,"properties":'
      .. 'null}'))
    assert.are.same({ { properties = {}, rings = {} } }, features)
    features = assert(read('{"type":"Feature","geometry":{"type":"Polygon","coordinates":'
      .. '[[[0,0,5],[1,0,5],[1,1,5]]]}}'))
    assert.are.same({ { 0, 0, 1, 0, 1, 1 } }, features[1].rings)
  end)

  for what, case in pairs {
    ["no JSON"] = { "<kml/>", "decode", "is no JSON" },
    ["an empty file"] = { "", "file", "cannot read" },
    ["TopoJSON"] = { '{"type":"Topology"}', "decode", "it is TopoJSON, not GeoJSON: convert it" },
    ["no features"] = { '{"type":"Polygon"}', "decode", "no GeoJSON with features" },
    ["a list"] = { "[1]", "decode", "no GeoJSON with features" },
    ["a number"] = { "5", "decode", "no GeoJSON with features" },
    ["features that are none"] = { '{"type":"FeatureCollection","features":[5]}', "decode",
      "feature 1 of '%S+': it is no Feature" },
    ["a geometry of another name"] = {
      '{"type":"Feature","geometry":{"type":"Poligon","coordinates":[]}}', "decode",
      "no geometry is called 'Poligon' %(did you mean 'Polygon'%?%)" },
    ["a position that is none"] = {
      '{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,"2"]]]}}', "decode",
      "position 2 of a ring is not two numbers" },
    ["too few lists"] = {
      '{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[0,0],[1,1]]}}', "decode",
      "its geometry is not as GeoJSON has it" },
    ["a coordinate off the earth"] = {
      '{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,1e10],[1,1]]]}}', "decode",
      "position 1 of a ring is not two numbers" },
    ["a deep collection"] = { '{"type":"Feature","geometry":' .. ('{"type":"GeometryCollection",'
      .. '"geometries":['):rep(9) .. "]}" .. ("]}"):rep(8) .. "}", "decode",
      "nested too deeply" },
  } do
    it("tells what is wrong: " .. what, function()
      local result, err = read(case[1])
      assert.is_nil(result)
      assert.are.equal(case[2], err.kind)
      assert.matches(case[3], err.message)
      assert.are.equal(folder .. "/shapes.geojson", err.path)
    end)
  end

  it("tells that a file is not there", function()
    local result, err = geojson.read("/nonexistent.geojson")
    assert.is_nil(result)
    assert.are.equal("file", err.kind)
    assert.matches("^cannot read '/nonexistent%.geojson': .", err.message)
  end)
end)

describe("urssaf.chart.shapes", function()
  hygiene("urssaf.chart.shapes", { "read" })

  local function read(features, kind)
    return shapes.read(files.write(folder, features), kind or "departement")
  end

  -- The codes of the places that two features with these properties are.
  local function codes(one, other, kind)
    local made, err = read({ files.square(0, one), files.square(1, other) }, kind)
    return made and keys_of(made.rings) or err
  end

  for what, properties in pairs {
    ["codes as `code`"] = { { code = "01" }, { code = "2A" } },
    ["numbers"] = { { dep = 1 }, { dep = "2a" } },
    ["codes of INSEE beside those of regions"] = {
      { INSEE_DEP = "01", INSEE_REG = "84", NOM = "AIN" },
      { INSEE_DEP = "2A", INSEE_REG = "94", NOM = "CORSE-DU-SUD" } },
    ["names alone"] = { { libelle = "ain" }, { libelle = "Corse du Sud" } },
    ["codes of ISO 3166-2"] = { { iso = "FR-01" }, { iso = "FR-2A" } },
  } do
    it("tells places by " .. what, function()
      assert.are.same({ "01", "2A" }, codes(properties[1], properties[2]))
    end)
  end

  it("tells places by the ids of features", function()
    local one, other = files.square(0), files.square(1)
    one.id, other.id = "69", 1
    assert.are.same({ "01", "69" }, keys_of(assert(read { one, other }).rings))
  end)

  it("puts the rings of several features of one place together", function()
    local made = assert(read { files.square(0, { code = "01" }), files.square(1, { code = "01" }),
      files.square(2, { code = "38" }) })
    assert.are.equal(2, #made.rings["01"])
    assert.are.equal(1, #made.rings["38"])
  end)

  it("names the features that are no place", function()
    local made = assert(read { files.square(0, { code = "01", nom = "Ain" }),
      files.square(1, { code = "XX", nom = "Atlantis" }), files.square(2, { code = "38" }) })
    assert.are.same({ "01", "38" }, keys_of(made.rings))
    assert.are.same({ "XX" }, made.unknown)
    made = assert(read { files.square(0, { code = "01" }), files.square(1, { nom = "Atlantis" }),
      files.square(2, { code = "38" }) })
    assert.are.same({ "Atlantis" }, made.unknown)
  end)

  it("tells regions by their codes, and does not take départements for them", function()
    local ile = { code = "11", nom = "Île-de-France" }
    assert.are.same({ "11", "84" }, codes(ile, { code = "84", nom = "Auvergne-Rhône-Alpes" },
      "region"))
    -- each code of a region is one of a département: Aude is 11, Vaucluse 84
    local err = codes(ile, { code = "84", nom = "Auvergne-Rhône-Alpes" })
    assert.are.equal("schema", err.kind)
    assert.matches("has the shapes of regions, and the map is one of départements", err.message, 1,
      true)
  end)

  it("takes ten codes or more that are all regions' for regions", function()
    local function with(list)
      local features = {}
      for i, code in ipairs(list) do features[i] = files.square(i, { code = code }) end
      return read(features)
    end
    local regions = { "11", "24", "27", "28", "32", "44", "52", "53", "75", "76" }
    local made, err = with(regions)
    assert.is_nil(made)
    assert.matches("shapes of regions", err.message, 1, true)
    regions[11] = "38"
    assert.are.equal(11, #keys_of(with(regions).rings))
  end)

  it("makes regions of départements: by their codes of regions, else by what lies where", function()
    assert.are.same({ "84" }, codes({ code = "01", reg = "84" }, { code = "38", reg = "84" },
      "region"))
    local made = assert(read({ files.square(0, { code = "01" }), files.square(1, { code = "38" }),
      files.square(2, { code = "2A" }) }, "region"))
    assert.are.same({ "84", "94" }, keys_of(made.rings))
    assert.are.equal(2, #made.rings["84"])
    -- Alpes-de-Haute-Provence is no Réunion, Alpes-Maritimes no Mayotte
    assert.are.same({ "93" }, codes({ code = "04", nom = "Alpes-de-Haute-Provence" },
      { code = "06", nom = "Alpes-Maritimes" }, "region"))
  end)

  it("says that nothing tells the places", function()
    local err = codes({ a = "x" }, { a = true })
    assert.are.equal("schema", err.kind)
    assert.matches("no property with the codes or the names of départements", err.message, 1, true)
    assert.matches("the codes or the names of regions", codes({}, {}, "region").message, 1, true)
  end)

  it("projects degrees, and takes metres as they are", function()
    local made = assert(read { files.feature({ code = "01" }, files.rectangle(3, 46.5, 4, 47)) })
    assert.is_true(math.abs(made.rings["01"][1][1] - 700000) < 0.01)
    assert.is_true(math.abs(made.rings["01"][1][2] - 6600000) < 0.01)
    made = assert(read { files.feature({ code = "01" }, files.rectangle(8e5, 6.5e6, 9e5, 6.6e6)) })
    assert.are.same({ 8e5, 6.5e6, 9e5, 6.5e6, 9e5, 6.6e6, 8e5, 6.6e6 }, made.rings["01"][1])
  end)

  it("draws overseas départements true to scale at their middle latitude", function()
    local made = assert(read { files.feature({ code = "974" }, files.rectangle(55, -62, 56, -58)) })
    local ring = made.rings["974"][1]
    -- at 60 degrees a degree of longitude is half as long as one of latitude
    assert.is_true(math.abs((ring[3] - ring[1]) - 0.5) < 1e-9)
    assert.are.equal(4, ring[6] - ring[4])
  end)

  it("says that latitudes come before longitudes, or that a shape is elsewhere", function()
    local _, err = read { files.feature({ code = "01" }, files.rectangle(46, 3, 47, 4)) }
    assert.are.equal("decode", err.kind)
    assert.matches("the shape of Ain (01) is not in France; GeoJSON has longitudes before"
      .. " latitudes", err.message, 1, true)
  end)
end)
