local map_classes = require "urssaf.chart.map_classes"
local atlas = require "spec.support.atlas"
local geo = require "urssaf.domain.geo"
local hygiene = require "spec.support.hygiene"
local tile_grid = require "urssaf.chart.tile_grid"

local function apart(a, b)
  return math.max(math.abs(a.column - b.column), math.abs(a.row - b.row))
end

describe("urssaf.chart.tile_grid", function()
  hygiene("urssaf.chart.tile_grid", { "LAYOUTS", "SHORT", "letters" })

  for kind, list in pairs { departement = geo.departements, region = geo.regions } do
    local layout = tile_grid.LAYOUTS[kind]

    it("has a square for each " .. kind .. ", and no two are on the same one", function()
      local taken, count = {}, 0
      for code, tile in pairs(layout.tiles) do
        local place = tile.column .. "," .. tile.row
        assert.is_nil(taken[place], place)
        taken[place], count = code, count + 1
        assert.is_true(tile.column >= 0 and tile.column < layout.columns)
        assert.is_true(tile.row >= 0 and tile.row < layout.rows)
        assert.are.equal(tile.column, math.floor(tile.column))
      end
      assert.are.equal(#list, count)
      assert.are.equal(kind == "region" and 18 or 101, count)
      for _, place in ipairs(list) do assert.is_table(layout.tiles[place.code], place.code) end
    end)

    it("the overseas ones stand apart: " .. kind, function()
      local area = {}
      for _, place in ipairs(list) do area[place.code] = place.area end
      for code, tile in pairs(layout.tiles) do
        for other, place in pairs(layout.tiles) do
          if area[code] ~= area[other] then assert.is_true(apart(tile, place) >= 2, code) end
        end
      end
    end)
  end

  -- Départements with a common border, from an atlas.
  local NEIGHBOURS = "01-71 01-69 01-38 01-73 01-74 01-39 02-59 02-60 02-80 02-51 02-08 03-58 "
    .. "03-18 03-71 03-63 04-05 04-06 04-83 04-84 04-26 05-26 06-83 07-26 07-43 07-42 07-84 "
    .. "08-51 08-55 09-11 09-31 09-66 10-51 10-52 10-77 10-89 10-21 11-66 11-34 11-81 12-15 12-46 "
    .. "12-48 12-81 12-82 13-84 13-83 13-30 14-50 14-61 14-27 15-43 15-63 15-48 15-19 16-17 16-79 "
    .. "16-86 16-87 16-24 17-85 17-79 17-33 18-36 18-45 18-58 19-46 19-87 19-23 19-63 21-52 21-70 "
    .. "21-71 21-39 21-89 22-29 22-56 22-35 23-36 23-87 23-63 24-33 24-47 24-87 25-70 25-90 25-39 "
    .. "26-38 26-84 27-76 27-28 27-95 27-78 28-78 28-72 28-41 28-61 29-56 30-34 30-48 30-84 31-32 "
    .. "31-65 31-82 31-81 32-40 32-47 32-82 32-65 33-40 33-47 35-50 35-53 35-44 35-56 36-41 36-37 "
    .. "36-86 36-87 37-41 37-72 37-86 38-69 38-73 38-42 39-71 40-64 40-47 41-45 41-72 41-18 42-63 "
    .. "42-69 42-43 43-63 43-48 44-56 44-49 44-85 45-91 45-77 46-82 46-47 47-82 49-53 49-72 49-85 "
    .. "49-79 49-37 50-61 50-53 51-77 51-55 52-55 52-88 52-70 53-61 53-72 54-55 54-57 54-88 54-67 "
    .. "57-67 58-89 58-71 59-62 59-80 60-80 60-95 60-76 60-77 61-72 62-80 64-65 65-32 66-11 67-68 "
    .. "67-88 68-88 68-90 69-71 70-88 70-90 73-74 75-92 75-93 75-94 76-80 77-91 77-89 77-93 77-94 "
    .. "78-92 78-95 78-91 79-86 79-85 83-84 88-90 91-94 91-92 92-93 92-95 93-95 93-94 2A-2B"

  it("has neighbours close to each other", function()
    local layout, count, touching = tile_grid.LAYOUTS.departement.tiles, 0, 0
    for a, b in NEIGHBOURS:gmatch "(%w+)%-(%w+)" do
      local far = apart(layout[a], layout[b])
      count, touching = count + 1, touching + (far == 1 and 1 or 0)
      assert.is_true(far <= 2, ("%s and %s"):format(a, b))
    end
    assert.is_true(count > 190)
    -- a square has eight neighbours, so not all can touch
    assert.is_true(touching / count > 0.85, ("%d of %d touch"):format(touching, count))
  end)

  it("has north at the top and west at the left", function()
    local t = tile_grid.LAYOUTS.departement.tiles
    -- from north to south, from west to east, as on any map
    for _, chain in ipairs { { "62", "80", "60", "95", "91", "45", "18", "63", "15", "12", "81",
      "11", "66" }, { "08", "51", "10", "21", "71", "69", "38", "26", "84", "13" },
      { "50", "35", "44", "85", "17", "33", "40", "64" }, { "54", "88", "25", "74", "73", "05",
      "06" }, { "13", "2B", "2A" } } do
      for i = 2, #chain do
        assert.is_true(t[chain[i]].row >= t[chain[i - 1]].row, chain[i])
      end
      assert.is_true(t[chain[#chain]].row > t[chain[1]].row)
    end
    for _, chain in ipairs { { "29", "22", "35", "53", "61", "78", "75", "77", "10", "52", "88",
      "68" }, { "33", "24", "23", "63", "42", "38", "73" }, { "64", "65", "31", "81", "34", "13",
      "83" }, { "50", "14", "27", "95", "51", "55", "54", "57", "67" } } do
      for i = 2, #chain do
        assert.is_true(t[chain[i]].column > t[chain[i - 1]].column, chain[i])
      end
    end
  end)

  it("has no neighbour on the wrong side, nor far out of its direction", function()
    local t, count = tile_grid.LAYOUTS.departement.tiles, 0
    for _, pair in ipairs(atlas.borders) do
      local a, b = t[pair[1]], t[pair[2]]
      local from, to = atlas.middles[pair[1]], atlas.middles[pair[2]]
      local south, east = from.north - to.north, to.east - from.east
      local down, right = b.row - a.row, b.column - a.column
      -- where they lie so far apart that it shows
      local name = pair[1] .. " and " .. pair[2]
      if math.abs(south) > 0.15 then assert.is_true(south * down >= 0, name) end
      if math.abs(east) > 0.15 then assert.is_true(east * right >= 0, name) end
      local cosine = (south * down + east * right)
        / math.sqrt((south ^ 2 + east ^ 2) * (down ^ 2 + right ^ 2))
      assert.is_true(cosine > 0.17, name) -- less than 80 degrees from its direction
      count = count + 1
    end
    assert.are.equal(238, count)
    -- Nord reaches farther north than Pas-de-Calais, which lies west of it
    assert.is_true(t["59"].row < t["62"].row and t["59"].column > t["62"].column)
  end)

  it("has Bretagne in the west and Corse in the south-east, apart", function()
    local t = tile_grid.LAYOUTS.departement.tiles
    for code, tile in pairs(t) do
      local is_drom = #code == 3
      if code ~= "29" and not is_drom then assert.is_true(tile.column > t["29"].column) end
      if code ~= "2A" and code ~= "2B" then assert.is_true(apart(tile, t["2B"]) >= 2, code) end
      if not is_drom and code ~= "2B" and code ~= "66" then
        assert.is_true(tile.row < t["2A"].row or code == "2A", code)
      end
    end
  end)
end)

describe("urssaf.chart.map_classes", function()
  hygiene("urssaf.chart.map_classes", { "around_zero", "of", "quantiles" })

  local function values_of(list)
    local values = {}
    for i, value in ipairs(list) do values[("%02d"):format(i)] = value end
    return values
  end

  local function limits(made)
    local list = {}
    for i, class in ipairs(made) do list[i] = { class.low or "open", class.high or "open" } end
    return list
  end

  it("has about as many values in each quantile", function()
    assert.are.same({ { 1, 2 }, { 3, 4 }, { 5, 6 }, { 7, 8 }, { 9, 10 } },
      limits(map_classes.quantiles(values_of { 10, 1, 9, 2, 8, 3, 7, 4, 6, 5 }, 5)))
    assert.are.same({ { 1, 3 }, { 4, 5 }, { 7, 100 } },
      limits(map_classes.quantiles(values_of { 1, 2, 3, 4, 5, 7, 100 }, 3)))
  end)

  it("has equal values in one class, and as many classes as there are different ones", function()
    assert.are.same({ { 5, 5 } }, limits(map_classes.quantiles(values_of { 5, 5, 5, 5 }, 5)))
    assert.are.same({ { 1, 1 }, { 2, 2 } },
      limits(map_classes.quantiles(values_of { 1, 1, 1, 1, 2 }, 5)))
    assert.are.same({}, map_classes.quantiles({}, 5))
    assert.are.same({ { 3, 3 } }, limits(map_classes.quantiles(values_of { 3 }, 5)))
  end)

  it("takes shades from the whole scale", function()
    local styles = {}
    for i, class in ipairs(map_classes.quantiles(values_of { 1, 2, 3 }, 5)) do
      styles[i] = class.style
    end
    assert.are.same({ 1, 3, 5 }, styles)
  end)

  it("steps away from zero with one width, the outermost open", function()
    -- nine of ten are within 0.05: three steps of 0.02 hold them
    local made = map_classes.around_zero(values_of { -0.05, -0.04, -0.03, -0.01, 0, 0.01, 0.02,
      0.03, 0.05, 0.4 }, 3)
    assert.are.equal(6, #made)
    for i, limit in ipairs { -0.04, -0.02, 0, 0.02, 0.04 } do
      assert.is_true(math.abs(made[i].high - limit) < 1e-9)
      assert.is_true(math.abs(made[i + 1].low - limit) < 1e-9)
    end
    assert.is_nil(made[1].low)
    assert.is_nil(made[6].high)
    assert.are.same({ "below", "below", "below", "above", "above", "above" },
      { made[1].kind, made[2].kind, made[3].kind, made[4].kind, made[5].kind, made[6].kind })
    assert.are.same({ 3, 2, 1, 1, 2, 3 }, { made[1].style, made[2].style, made[3].style,
      made[4].style, made[5].style, made[6].style })
  end)

  it("has no empty classes at the ends, and none across zero", function()
    local made = map_classes.around_zero(values_of { 0.01, 0.02, 0.03, 0.05 }, 3)
    assert.are.equal("above", made[1].kind)
    assert.are.equal(0, made[1].low)
    assert.are.same({ { 0, "open" } }, limits(map_classes.around_zero(values_of { 0, 0 }, 1)))
    assert.are.same({}, limits(map_classes.around_zero({}, 3)))
  end)

  it("finds each value's class, those on a limit once", function()
    for _, list in ipairs { { -5, -1, 0, 1, 2, 3, 9 }, { 0.02, 0.04, -0.02 }, { 7 } } do
      local values = values_of(list)
      for _, made in ipairs { map_classes.quantiles(values, 5),
        map_classes.around_zero(values, 3) } do
        for _, value in ipairs(list) do
          local class = map_classes.of(made, value)
          assert.is_table(class)
          local is_side = class.kind == "seq" or class.kind == (value < 0 and "below" or "above")
          assert.is_true(is_side)
        end
      end
    end
    assert.is_nil(map_classes.of(map_classes.quantiles(values_of { 1, 2 }, 5), 3))
  end)
end)
