--- The shapes of départements or regions that a reader has as GeoJSON: which feature is which
-- place, and where its borders are on a plane.
local errors = require "urssaf.base.errors"
local geo = require "urssaf.domain.geo"
local geojson = require "urssaf.chart.geojson"
local lambert93 = require "urssaf.chart.lambert93"
local numbers = require "urssaf.base.numbers"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"
local utf8 = require "urssaf.base.utf8"

local shapes = {}

---@class urssaf.chart.Shapes
---@field rings table<string, number[][]> of each place, by code, in the units of the plane, north
-- up
---@field unknown string[] names of the features that are no place of the kind

-- ------------------------------------------------------------------ which place

-- The text that may name a place; nil if a value is no such text. Codes of ISO 3166-2 are those of
-- départements with FR- before.
local function text_of(value)
  if type(value) == "number" then
    local whole = numbers.integer(value)
    return whole and whole >= 0 and ("%d"):format(whole) or nil
  end
  return type(value) == "string" and value:gsub("^[Ff][Rr]%-?(%d[%dABab]%d?)$", "%1") or nil
end

local function place_of(value, kind)
  local text = text_of(value)
  return text and geo.lookup(text, kind)
end

-- Calls `run(name, value)` for each property of a feature, and for its id.
local function each_property(feature, run)
  for name, value in pairs(feature.properties) do
    if type(name) == "string" then run(name, value) end
  end
  if feature.id ~= nil then run("id", feature.id) end
end

-- How many features have a place of a kind in each property, and how many different places.
local function matches_of(features, kind)
  local matches = {}
  local function count(name, value)
    local place = place_of(value, kind)
    if not place then return end
    local one = matches[name] or { features = 0, places = 0, seen = {} }
    matches[name], one.features = one, one.features + 1
    if not one.seen[place.code] then
      one.seen[place.code], one.places = true, one.places + 1
    end
  end
  for _, feature in ipairs(features) do each_property(feature, count) end
  return matches
end

-- The property that tells the places: the one in which most are. Some numbers are codes by chance:
-- at least half of the features have to have one.
local function property_of(features, matches)
  local best
  for _, name in ipairs(sorting.keys(matches)) do
    local one = matches[name]
    local is_better = not best or one.places > matches[best].places
      or one.places == matches[best].places and one.features > matches[best].features
    if is_better and one.features * 2 >= #features then best = name end
  end
  return best
end

local OTHER = { departement = "region", region = "departement" }
local IN_WORDS = { departement = "départements", region = "regions" }

local function value_of(feature, property)
  if property == "id" and feature.properties.id == nil then return feature.id end
  return feature.properties[property]
end

-- Whether a département lies in a region.
local function is_part(a, b)
  local departement, region = a, b
  if a.kind == "region" then departement, region = b, a end
  return departement.code_region == region.code
end

-- Whether the names of most features say that their codes are those of the other kind of place:
-- each code of a region is a département's, too, but Vaucluse (84) lies in no region 84.
local function is_contradicted(features, property, kind)
  local agree, differ = 0, 0
  for _, feature in ipairs(features) do
    local place = place_of(value_of(feature, property), kind)
    each_property(feature, function(_, value)
      local is_name = type(value) == "string" and not value:find "^%s*[Ff]?[Rr]?%-?%d"
      local other = place and is_name and place_of(value, OTHER[kind])
      if other and is_part(place, other) then
        agree = agree + 1
      elseif other then
        differ = differ + 1
      end
    end)
  end
  return differ > agree
end

-- So many codes that are all those of regions are no départements' by chance.
local ALL_BY_CHANCE = 10

local function are_regions(features, property)
  local others = matches_of(features, "region")[property]
  return others ~= nil and others.features == #features and others.places >= ALL_BY_CHANCE
end

local function tell_nothing(path, kind, is_other)
  local message = is_other
    and ("'%s' has the shapes of regions, and the map is one of départements"):format(path)
    or ("'%s' has no property with the codes or the names of %s"):format(path, IN_WORDS[kind])
  return errors.fail("schema", message, { path = path, is_shapes = true })
end

-- A name for a feature that is no place here.
local function name_of(feature, property)
  local value = value_of(feature, property)
  for _, name in ipairs { "nom", "name", "libelle", "code" } do
    if value == nil then value = feature.properties[name] end
  end
  local kind = type(value)
  return utf8.bounded((kind == "string" or kind == "number") and tostring(value) or "?", 40)
end

-- ------------------------------------------------------------------ the plane

-- Whether coordinates are degrees; else they are on a plane already.
local function are_degrees(features)
  for _, feature in ipairs(features) do
    for _, ring in ipairs(feature.rings) do
      for i = 1, #ring, 2 do
        if math.abs(ring[i]) > 180 or math.abs(ring[i + 1]) > 90 then return false end
      end
    end
  end
  return true
end

-- The degrees between which metropolitan France lies, with room to spare.
local WEST, EAST, SOUTH, NORTH = -15, 20, 35, 60

local function project_metropolitan(ring)
  for i = 1, #ring, 2 do
    local longitude, latitude = ring[i], ring[i + 1]
    if longitude < WEST or longitude > EAST or latitude < SOUTH or latitude > NORTH then
      return nil
    end
    ring[i], ring[i + 1] = lambert93.project(longitude, latitude)
  end
  return true
end

-- A small country near the equator is drawn true to scale at its middle latitude.
local function project_overseas(rings)
  local low, high = math.huge, -math.huge
  for _, ring in ipairs(rings) do
    for i = 2, #ring, 2 do low, high = math.min(low, ring[i]), math.max(high, ring[i]) end
  end
  local shrunk = math.cos(math.rad((low + high) / 2))
  for _, ring in ipairs(rings) do
    for i = 1, #ring, 2 do ring[i] = ring[i] * shrunk end
  end
end

local function project(place, rings, path)
  if place.area ~= "metropole" then
    project_overseas(rings)
    return true
  end
  for _, ring in ipairs(rings) do
    if not project_metropolitan(ring) then
      return errors.fail("decode", ("'%s': the shape of %s (%s) is not in France; GeoJSON has"
        .. " longitudes before latitudes, in degrees"):format(path, place.name, place.code),
        { path = path, is_shapes = true })
    end
  end
  return true
end

-- ------------------------------------------------------------------ reading

-- The property that tells places of a kind; nil if there is none, and whether the shapes are of the
-- other kind.
local function telling(features, kind)
  local property = property_of(features, matches_of(features, kind))
  local is_other = property and (is_contradicted(features, property, kind)
    or kind == "departement" and are_regions(features, property))
  if is_other then return nil, true end
  return property, false
end

-- The shape of a region is made of those of its départements, where there is no other.
local function collect(features, property, kind, wanted)
  local made, places = { rings = {}, unknown = {} }, {}
  for _, feature in ipairs(features) do
    local place = place_of(value_of(feature, property), kind)
    if place and kind ~= wanted then place = geo.lookup(place.code_region, wanted) end
    if place then
      places[place.code] = place
      made.rings[place.code] = tables.append(made.rings[place.code] or {}, feature.rings)
    else
      made.unknown[#made.unknown + 1] = name_of(feature, property)
    end
  end
  return made, places
end

--- The shapes of a file.
---@param path string of a GeoJSON file
---@param kind "departement"|"region"
---@return urssaf.chart.Shapes?
---@return urssaf.Error? err kinds `file`, `decode`, `limit`; `schema` if no feature is such a place
function shapes.read(path, kind)
  local features, err = geojson.read(path)
  if not features then return nil, err end
  local of = kind
  local property, is_other = telling(features, kind)
  if not property and kind == "region" then
    of, property = "departement", (telling(features, "departement"))
  end
  if not property then return tell_nothing(path, kind, is_other) end
  local made, places = collect(features, property, of, kind)
  if are_degrees(features) then
    for _, code in ipairs(sorting.keys(places)) do
      local ok
      ok, err = project(places[code], made.rings[code], path)
      if not ok then return nil, err end
    end
  end
  return made
end

return shapes
