-- Borders with fewer points, and the projection of metropolitan France.
local borders = require "urssaf.chart.borders"
local hygiene = require "spec.support.hygiene"
local lambert93 = require "urssaf.chart.lambert93"

-- A ring of points from { x, y, x, y, … }.
local function ring(list)
  local made = {}
  for i = 1, #list, 2 do made[#made + 1] = borders.point(list[i], list[i + 1]) end
  return made
end

-- The coordinates of a ring as a set of "x y".
local function set_of(points)
  local set = {}
  for _, point in ipairs(points) do
    local x, y = borders.coordinates(point)
    set[("%d %d"):format(x, y)] = true
  end
  return set
end

describe("urssaf.chart.borders", function()
  hygiene("urssaf.chart.borders", { "coordinates", "dissolved", "point",
    "simplified" })

  it("keeps coordinates in a number", function()
    for _, pair in ipairs { { 0, 0 }, { 65535, 65535 }, { 1, 65535 }, { 40000, 3 } } do
      assert.are.same(pair, { borders.coordinates(borders.point(pair[1], pair[2])) })
    end
  end)

  it("leaves out the points that span a small triangle, smallest first", function()
    -- on the lower side of a square of 100: a bump of 1 (a triangle of 25) and one of 20 (500)
    local square = ring { 0, 0, 25, 1, 50, 0, 75, 20, 100, 0, 100, 100, 0, 100 }
    local function left(area) return set_of(borders.simplified({ square }, area)[1]) end
    local corners = { ["0 0"] = true, ["100 0"] = true, ["100 100"] = true, ["0 100"] = true }
    local function with(...)
      local set = {}
      for name in pairs(corners) do set[name] = true end
      for _, name in ipairs { ... } do set[name] = true end
      return set
    end
    assert.are.same(with("25 1", "50 0", "75 20"), left(24))
    assert.are.same(with("50 0", "75 20"), left(26))
    -- then "50 0" spans 0 0, 75 20: |50 * 20 - 75 * 0| / 2 = 500, as "75 20" does: 500
    assert.are.same(with("50 0", "75 20"), left(500))
    assert.is_nil(left(501)["50 0"])
  end)

  it("keeps at least a triangle of a ring, but nothing of one without an area", function()
    local made = borders.simplified({ ring { 0, 0, 3, 0, 3, 3, 0, 3 }, ring { 5, 5, 5, 5, 9, 9 },
      ring {} }, 1000)
    assert.are.equal(3, #made[1])
    assert.is_false(made[2])
    assert.is_false(made[3])
  end)

  it("keeps a shared border shared, whichever way round and wherever the rings begin", function()
    -- two rectangles side by side, their common side a zigzag of many points
    local side = {}
    for y = 1, 199 do side[#side + 1] = { 100 + (y * 7) % 5, y } end
    local function with_side(list, is_down)
      local made = ring(list)
      for i = 1, #side do
        local one = side[is_down and #side + 1 - i or i]
        made[#made + 1] = borders.point(one[1], one[2])
      end
      return made
    end
    local left = with_side({ 100, 200, 0, 200, 0, 0, 100, 0 }, false)
    local right = with_side({ 100, 0, 200, 0, 200, 200, 100, 200 }, true)
    -- the right one begins somewhere on the common side
    local turned = {}
    for i = 1, #right do turned[i] = right[(i + 60) % #right + 1] end
    local function middle_of(points)
      local set = {}
      for name in pairs(set_of(points)) do
        local x = tonumber(name:match "^%d+")
        if x >= 100 and x < 110 then set[name] = true end
      end
      return set
    end
    for _, area in ipairs { 0.5, 3, 10, 50 } do
      local made = borders.simplified({ left, turned }, area)
      local a, b = middle_of(made[1]), middle_of(made[2])
      assert.are.same(a, b)
      local count = 0
      for _ in pairs(a) do count = count + 1 end
      assert.is_true(count >= 2 and count < 201, count)
    end
  end)

  it("keeps a hole the same as the ring that fills it", function()
    local hole, filling = {}, {}
    for i = 0, 99 do
      local angle = 2 * math.pi * i / 100
      hole[i + 1] = borders.point(math.floor(500 + 100 * math.cos(angle)),
        math.floor(500 + 100 * math.sin(angle)))
    end
    for i = 1, 100 do filling[i] = hole[(130 - i) % 100 + 1] end
    local made = borders.simplified({ hole, filling }, 60)
    assert.are.same(set_of(made[1]), set_of(made[2]))
    assert.is_true(#made[1] < 60, #made[1])
  end)

  it("cuts rings where three borders meet, and keeps that point", function()
    -- three rectangles: the lower side of the third is shared by the two others
    local made = borders.simplified({ ring { 0, 0, 50, 0, 50, 50, 0, 50 },
      ring { 50, 0, 100, 0, 100, 50, 50, 50 }, ring { 0, 50, 50, 50, 100, 50, 100, 99, 0, 99 } },
      1)
    -- "50 50" spans no triangle in the third, and is there: else it would be a gap
    assert.is_true(set_of(made[3])["50 50"])
  end)
end)

describe("the outline of a place made of several", function()
  -- Which squares of the grid lie in rings, where those in each other alternate: by whether their
  -- middles are inside.
  local function inside(rings, x, y)
    local is_in = false
    for _, one in ipairs(rings) do
      for i, point in ipairs(one) do
        local ax, ay = borders.coordinates(point)
        local bx, by = borders.coordinates(one[i % #one + 1])
        if (ay > y) ~= (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax then
          is_in = not is_in
        end
      end
    end
    return is_in
  end

  local function squares_of(rings)
    local list = {}
    for x = 0, 12 do
      for y = 0, 12 do
        if inside(rings, x + 0.5, y + 0.5) then list[#list + 1] = x .. " " .. y end
      end
    end
    return table.concat(list, ", ")
  end

  local function points(rings)
    local count = 0
    for _, one in ipairs(rings) do count = count + #one end
    return count
  end

  local left, right = ring { 0, 0, 4, 0, 4, 4, 0, 4 }, ring { 4, 0, 8, 0, 8, 4, 4, 4 }

  it("has no border between neighbours, whichever way round they run", function()
    for _, other in ipairs { right, ring { 4, 4, 8, 4, 8, 0, 4, 0 } } do
      local made = borders.dissolved { left, other }
      assert.are.equal(1, #made)
      assert.are.equal(6, #made[1])
      assert.are.equal(squares_of { left, other }, squares_of(made))
    end
  end)

  it("keeps parts that lie apart, and holes", function()
    local far, hole = ring { 10, 10, 12, 10, 12, 12 }, ring { 1, 1, 3, 1, 3, 3, 1, 3 }
    local made = borders.dissolved { left, hole, right, far }
    assert.are.equal(3, #made)
    assert.are.equal(6 + 4 + 3, points(made))
    assert.are.equal(squares_of { left, hole, right, far }, squares_of(made))
  end)

  it("is nothing of a hole and what fills it, and the parts that meet in a point", function()
    local filled = borders.dissolved { left, ring { 1, 1, 3, 1, 3, 3, 1, 3 },
      ring { 1, 3, 3, 3, 3, 1, 1, 1 } }
    assert.are.equal(1, #filled)
    assert.are.equal(4, #filled[1])
    local corner = ring { 4, 4, 8, 4, 8, 8, 4, 8 }
    local made = borders.dissolved { left, corner }
    assert.are.equal(8, points(made))
    assert.are.equal(squares_of { left, corner }, squares_of(made))
    assert.are.same({}, borders.dissolved {})
    assert.are.same({}, borders.dissolved { left, left })
  end)
end)

describe("urssaf.chart.lambert93", function()
  hygiene("urssaf.chart.lambert93", { "project" })

  local function distance(a, b)
    local ax, ay = lambert93.project(a[1], a[2])
    local bx, by = lambert93.project(b[1], b[2])
    return math.sqrt((bx - ax) ^ 2 + (by - ay) ^ 2)
  end

  it("has its origin where EPSG:2154 has it", function()
    local x, y = lambert93.project(3, 46.5)
    assert.is_true(math.abs(x - 700000) < 0.001 and math.abs(y - 6600000) < 0.001)
  end)

  -- the length of a small part of a parallel on the ellipsoid GRS 80: N cos(latitude) radians
  local function length_of_parallel(latitude, degrees)
    local phi, e2 = math.rad(latitude), 0.00669438002290
    return 6378137 / math.sqrt(1 - e2 * math.sin(phi) ^ 2) * math.cos(phi) * math.rad(degrees)
  end

  it("is true to scale along its standard parallels, and nowhere off by more than 3 in 1000",
    function()
      for latitude, most in pairs { [44] = 1e-7, [49] = 1e-7, [46.5] = 2e-3, [42] = 3e-3 } do
        for _, longitude in ipairs { -4, 3, 8 } do
          local real = length_of_parallel(latitude, 2e-3)
          local drawn = distance({ longitude - 1e-3, latitude }, { longitude + 1e-3, latitude })
          assert.is_true(math.abs(drawn / real - 1) <= most, latitude)
        end
      end
    end)

  it("keeps angles: a small square stays one", function()
    local latitude, step = 45, 1e-3
    local wide = distance({ 5, latitude }, { 5 + step, latitude })
    -- a degree of latitude by the ellipsoid's radius of curvature in the meridian
    local e2 = 0.00669438002290
    local sine = math.sin(math.rad(latitude))
    local ratio = (1 - e2) / (1 - e2 * sine ^ 2) / math.cos(math.rad(latitude))
    local tall = distance({ 5, latitude - step / 2 }, { 5, latitude + step / 2 })
    assert.is_true(math.abs(tall / wide / ratio - 1) < 1e-5)
  end)
end)
