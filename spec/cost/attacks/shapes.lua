-- Shapes for a map, which a reader has from anywhere.
local function draw(urssaf, path)
  return urssaf.chart.map(urssaf.sample():filter { measure = "radiations" }, { shapes = path })
end

-- A feature of the département 38 whose geometry is written by a function.
local function feature(write)
  return function(n, out)
    out '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"38"},'
    write(n, out)
    out "}]}"
  end
end

local function polygon(position_of)
  return feature(function(n, out)
    out '"geometry":{"type":"Polygon","coordinates":[['
    for i = 1, n do out((i > 1 and "," or "") .. position_of(i)) end
    out "]]}"
  end)
end

return {
  -- no two positions beside each other are near, so that none is left out before the last step
  { name = "a ring all over the map", size = 10000, ends = "ok", call = draw,
    memory = { 32, 24 }, seconds = { 3, 0.6 },
    file = polygon(function(i)
      return ("[%.3f,%.3f]"):format(i * 7919 % 5003 / 1000, 44 + i * 104729 % 5003 / 1000)
    end) },
  { name = "a zigzag that is flat", size = 10000, ends = "ok", call = draw,
    memory = { 48, 24 }, seconds = { 3, 0.6 },
    file = polygon(function(i) return ("[%.4f,%d]"):format(3 + i / 1e5, 46 + i % 2) end) },
  { name = "many small rings", size = 5000, ends = "ok", call = draw,
    memory = { 48, 24 }, seconds = { 3, 0.6 },
    file = feature(function(n, out)
      out '"geometry":{"type":"Polygon","coordinates":['
      for i = 1, n do
        local x, y = i % 100 / 25, 44 + math.floor(i / 100) / 100
        out(("%s[[%.2f,%.2f],[%.2f,%.2f],[%.2f,%.2f]]"):format(i > 1 and "," or "", x, y, x + 0.03,
          y, x, y + 0.03))
      end
      out "]}"
    end) },
  { name = "lists of nothing", bound = "MAX_SHAPE_WEIGHT", size = 2200000, ends = "limit",
    call = draw, memory = { 4, 24 }, seconds = { 0.2, 0.6 },
    file = feature(function(n, out)
      out '"geometry":[[]'
      for _ = 1, n / 1000 do out((",[]"):rep(1000)) end
      out "]"
    end) },
  { name = "blanks", bound = "MAX_SHAPE_BYTES", size = 33, ends = "limit", call = draw,
    memory = { 2, 96 }, seconds = { 0.1, 0.6 },
    file = function(n, out)
      for _ = 1, n do out((" "):rep(1024 * 1024)) end
    end },
  { name = "properties", bound = "MAX_PROPERTIES", size = 200001, ends = "limit", call = draw,
    memory = { 64, 24 }, seconds = { 1, 0.6 },
    file = function(n, out)
      out '{"type":"Feature","properties":{"a":1'
      for i = 2, n do out((',"p%d":1'):format(i)) end
      out "}}"
    end },
  { name = "collections in collections", bound = "MAX_DEPTH", size = 100, ends = "decode",
    call = draw, memory = { 256, 24 }, seconds = { 8, 0.6 },
    file = feature(function(n, out)
      out('"geometry":' .. ('{"type":"GeometryCollection","geometries":['):rep(n)
        .. ("]}"):rep(n))
    end) },
}
