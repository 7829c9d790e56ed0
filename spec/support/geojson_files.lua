-- Small synthetic GeoJSON files: rectangles in the place of départements.
local shell = require "spec.support.shell"

local geojson_files = {}

local cjson = require "spec.support.cjson"

--- The closed ring of a rectangle.
function geojson_files.rectangle(west, south, east, north)
  return { { west, south }, { east, south }, { east, north }, { west, north }, { west, south } }
end

--- A feature with these properties and rings, a Polygon.
function geojson_files.feature(properties, ...)
  return { type = "Feature", properties = properties,
    geometry = { type = "Polygon", coordinates = { ... } } }
end

--- A feature of a square of half a degree in the middle of France, `i` columns east of it.
function geojson_files.square(i, properties)
  return geojson_files.feature(properties,
    geojson_files.rectangle(2 + 0.5 * i, 46, 2.5 + 0.5 * i, 46.5))
end

--- The text of a collection of features.
function geojson_files.text(features)
  return cjson.encode { type = "FeatureCollection", features = features }
end

--- Writes a file into a folder, and returns its path.
function geojson_files.write(folder, features)
  local text = type(features) == "string" and features or geojson_files.text(features)
  return shell.write(folder .. "/shapes.geojson", text)
end

return geojson_files
