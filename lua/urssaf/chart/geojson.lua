--- Reads the polygons of a GeoJSON file (RFC 7946), within bounds: the file is somebody else's.
local cannot_read = require "urssaf.base.cannot_read"
local errors = require "urssaf.base.errors"
local json = require "urssaf.base.json"
local json_weight = require "urssaf.base.json_weight"
local names = require "urssaf.base.names"

local geojson = {}

---@class urssaf.chart.Feature
---@field properties table<string, any>
---@field id any
---@field rings number[][] those of all its polygons, each as x1, y1, x2, y2, …, without the closing
-- position

-- The most bytes of a file; the most memory that it may take to decode it, which bounds the
-- positions of its rings; the most properties of all its features; and how deep a collection may
-- lie in another.
local MAX_SHAPE_BYTES = 32 * 1024 * 1024
local MAX_SHAPE_WEIGHT = 512 * 1024 * 1024
local MAX_PROPERTIES = 200000
local MAX_DEPTH = 8

-- No coordinate of the earth is larger, in whatever unit.
local LARGEST = 1e9

-- ------------------------------------------------------------------ text

-- The fields of an error: that a file is one of shapes tells what to do about it.
local function about(path)
  return { path = path, is_shapes = true }
end

local function text_of(path)
  if not rawget(_G, "io") then
    return errors.fail("host", "this host has no io to open the shapes with", about(path))
  end
  local file, problem = io.open(path, "rb")
  if not file then return cannot_read(path, problem, about(path)) end
  local text, failed = file:read(MAX_SHAPE_BYTES + 1)
  file:close()
  if not text then return cannot_read(path, failed or "the file is empty", about(path)) end
  return text
end

local function too_large(path)
  return errors.fail("limit", ("'%s' is too large for a map: take a simplified version of the"
    .. " shapes"):format(path), about(path))
end

local function decoded(path)
  local text, err = text_of(path)
  if not text then return nil, err end
  if #text > MAX_SHAPE_BYTES or json_weight(text, MAX_SHAPE_WEIGHT) > MAX_SHAPE_WEIGHT then
    return too_large(path)
  end
  local value, problem = json.decode((text:gsub("^\239\187\191", "")))
  if value ~= nil then return value end
  return errors.fail("decode", ("'%s' is no JSON: %s"):format(path, problem), about(path))
end

-- ------------------------------------------------------------------ geometries

-- What is wrong is raised as a table and caught in `geojson.read`: it may be found deep inside.
local function fail(reader, kind, message)
  error({ kind = kind, message = message, path = reader.path }, 0)
end

local function refuse(reader, what)
  local path = reader.path
  fail(reader, "decode", reader.at and ("feature %d of '%s': %s"):format(reader.at, path, what)
    or ("'%s': %s"):format(path, what))
end

local function is_coordinate(value)
  return type(value) == "number" and value >= -LARGEST and value <= LARGEST
end

local function list_of(reader, value)
  if type(value) ~= "table" then refuse(reader, "its geometry is not as GeoJSON has it") end
  return value
end

local function add_ring(reader, positions)
  local ring, size = {}, #list_of(reader, positions)
  for i = 1, size do
    local position = list_of(reader, positions[i])
    local x, y = position[1], position[2]
    if not (is_coordinate(x) and is_coordinate(y)) then
      refuse(reader, ("position %d of a ring is not two numbers"):format(i))
    end
    ring[2 * i - 1], ring[2 * i] = x, y
  end
  local is_closed = size > 1 and ring[1] == ring[2 * size - 1] and ring[2] == ring[2 * size]
  if is_closed then ring[2 * size - 1], ring[2 * size] = nil, nil end
  reader.rings[#reader.rings + 1] = ring
end

local function add_polygon(reader, rings)
  for _, ring in ipairs(list_of(reader, rings)) do add_ring(reader, ring) end
end

local add_geometry

-- Points and lines have no area.
local ADD = {
  Polygon = function(reader, geometry) add_polygon(reader, geometry.coordinates) end,
  MultiPolygon = function(reader, geometry)
    for _, polygon in ipairs(list_of(reader, geometry.coordinates)) do
      add_polygon(reader, polygon)
    end
  end,
  GeometryCollection = function(reader, geometry, depth)
    for _, one in ipairs(list_of(reader, geometry.geometries)) do
      add_geometry(reader, one, depth + 1)
    end
  end,
  Point = false, MultiPoint = false, LineString = false, MultiLineString = false,
}

function add_geometry(reader, geometry, depth)
  if geometry == nil then return end
  if depth > MAX_DEPTH then refuse(reader, "its collections are nested too deeply") end
  local kind = list_of(reader, geometry).type
  local add = ADD[kind]
  if add == nil then
    refuse(reader, ("no geometry is called '%s'%s"):format(tostring(kind):sub(1, 40),
      names.suggestion(kind, { "Polygon", "MultiPolygon", "GeometryCollection" })))
  end
  if add then add(reader, geometry, depth) end
end

-- ------------------------------------------------------------------ features

local function count_properties(reader, properties)
  for _ in pairs(properties) do reader.properties = reader.properties + 1 end
  if reader.properties > MAX_PROPERTIES then
    fail(reader, "limit", ("'%s' has more than %d properties: take a file with fewer, such as the"
      .. " codes alone"):format(reader.path, MAX_PROPERTIES))
  end
end

local function feature_of(reader, feature)
  local is_feature = type(feature) == "table" and feature.type == "Feature"
  if not is_feature then refuse(reader, "it is no Feature") end
  reader.rings = {}
  add_geometry(reader, feature.geometry, 1)
  feature.geometry = nil -- what was read is not held twice
  local properties = type(feature.properties) == "table" and feature.properties or {}
  count_properties(reader, properties)
  return { properties = properties, id = feature.id, rings = reader.rings }
end

local function features_of(reader, document)
  local kind = type(document) == "table" and document.type
  if kind == "Feature" then
    document = { features = { document } }
  elseif kind ~= "FeatureCollection" then
    refuse(reader, kind == "Topology"
      and "it is TopoJSON, not GeoJSON: convert it (mapshaper, ogr2ogr)"
      or "it is no GeoJSON with features")
  end
  local features = {}
  for i, feature in ipairs(list_of(reader, document.features)) do
    reader.at = i
    features[i] = feature_of(reader, feature)
  end
  return features
end

--- The features of a file.
---@param path string
---@return urssaf.chart.Feature[]?
---@return urssaf.Error? err kinds `file`, `decode`, `limit`
function geojson.read(path)
  local document, err = decoded(path)
  if document == nil then return nil, err end
  local reader = { path = path, properties = 0 }
  local ok, result = pcall(features_of, reader, document)
  if ok then return result end
  if type(result) ~= "table" or not result.kind then error(result, 0) end
  return errors.fail(result.kind, result.message, about(path))
end

return geojson
