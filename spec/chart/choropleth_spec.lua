-- Maps of a reader's own shapes, read back from the SVG.
local chart = require "urssaf.chart"
local files = require "spec.support.geojson_files"
local hygiene = require "spec.support.hygiene"
local panels = require "urssaf.panel"
local shell = require "spec.support.shell"
local svg_reader = require "spec.support.svg_reader"

local folder

setup(function() folder = shell.temporary_folder() end)
teardown(function() shell.remove(folder) end)

local function spaced(text)
  return (text:gsub("\194\160", " "):gsub("\226\128\175", " "))
end

-- A panel of accounts in one quarter, by the codes of départements.
local function panel_of(values, regions)
  local periods = { "2024-Q4" }
  local made = { dataset = "x", frequency = "quarter", periods = periods, series = {} }
  for code, value in pairs(values) do
    local s = { measure = "economiquement_actifs", frequency = "quarter", periods = periods,
      values = { value }, key = { code_departement = code, departement = "D" .. code,
        code_region = regions and regions[code] } }
    made.series[#made.series + 1] = s
  end
  return panels.new(made)
end

local function map_of(features, values, options, regions)
  options = options or {}
  options.shapes = files.write(folder, features)
  return chart.map(panel_of(values, regions), options)
end

-- The paths of a place: the group with its label, its class, and the path's data.
local function place(svg, label)
  local group = svg:match('<g class="[^"]*%-point" data%-label="' .. label .. '.-</g>')
  if not group then return nil end
  return { class = group:match '<path class="[^"]*%-(%w+)"', d = group:match ' d="([^"]+)"',
    text = group, value = spaced(group:match 'data%-value="([^"]*)"') }
end

local function points_of(d)
  local list = {}
  for x, y in d:gmatch "[ML]([%d.]+) ([%d.]+)" do list[#list + 1] = { tonumber(x), tonumber(y) } end
  return list
end

local function box_of(d)
  local box = { math.huge, math.huge, -math.huge, -math.huge }
  for _, point in ipairs(points_of(d)) do
    box[1], box[2] = math.min(box[1], point[1]), math.min(box[2], point[2])
    box[3], box[4] = math.max(box[3], point[1]), math.max(box[4], point[2])
  end
  return box
end

describe("urssaf.chart.choropleth", function()
  hygiene("urssaf.chart.choropleth", { "draw", "notes" })

  it("shades each place by its class, and hatches one without a value", function()
    local svg = assert(map_of({ files.square(0, { code = "01" }), files.square(1, { code = "38" }),
      files.square(2, { code = "69" }) }, { ["01"] = 10, ["38"] = 2000 }))
    local ain, isere, rhone = place(svg, "Ain"), place(svg, "Isère"), place(svg, "Rhône")
    assert.are.same({ "seq1", "10" }, { ain.class, ain.value })
    assert.are.same({ "seq5", "2,000" }, { isere.class, isere.value })
    assert.are.same({ "missing", "no data" }, { rhone.class, rhone.value })
    assert.matches('fill="url%(#[^"]*%-hatch%)"', rhone.text)
    assert.are.same({}, svg_reader.faults(svg_reader.of(svg)))
    assert.are.equal("", svg_reader.refused { svg })
    assert.matches(">Map. Highest: Isère, 2,000; lowest: Ain, 10.<", svg, 1, true)
  end)

  it("has a legend of what is drawn: a place without a shape lacks no value", function()
    local three = { files.square(0, { code = "01" }), files.square(1, { code = "38" }),
      files.square(2, { code = "69" }) }
    local two, values = { three[1], three[2] }, { ["01"] = 1, ["38"] = 2, ["73"] = 3 }
    for lang, words in pairs { en = { "no data", "not shown" },
      fr = { "pas de donnée", "non montré" } } do
      local function said_of(features, panel)
        local svg = assert(chart.map(panel, { lang = lang, shapes = files.write(folder,
          features) }))
        return { svg_reader.says(svg_reader.of(svg), words[1]),
          svg_reader.says(svg_reader.of(svg), words[2]) }
      end
      assert.are.same({ true, false }, said_of(three, panel_of(values)))
      assert.are.same({ false, false }, said_of(two, panel_of(values)))
      -- Savoie is left out, but has no shape anyway
      local part = panel_of(values):filter { departement = { "01", "38" } }
      assert.are.same({ false, false }, said_of(two, part))
      part = panel_of(values):filter { departement = { "01", "73" } }
      assert.are.same({ false, true }, said_of(two, part))
    end
  end)

  it("has north up and west left, and neighbours that touch", function()
    local svg = assert(map_of({ files.square(0, { code = "01" }), files.square(1, { code = "38" }),
      files.feature({ code = "69" }, files.rectangle(2, 46.5, 2.5, 47)) },
      { ["01"] = 1, ["38"] = 2, ["69"] = 3 }))
    local ain, isere, rhone = box_of(place(svg, "Ain").d), box_of(place(svg, "Isère").d),
      box_of(place(svg, "Rhône").d)
    assert.is_true(ain[3] <= isere[1] + 5)
    assert.is_true(rhone[4] <= ain[2] + 5)
    local shared = {}
    for _, point in ipairs(points_of(place(svg, "Ain").d)) do
      shared[point[1] .. " " .. point[2]] = true
    end
    local count = 0
    for _, point in ipairs(points_of(place(svg, "Isère").d)) do
      if shared[point[1] .. " " .. point[2]] then count = count + 1 end
    end
    assert.are.equal(2, count)
  end)

  it("leaves holes open, and draws all parts of a place", function()
    local svg = assert(map_of({
      files.feature({ code = "01" }, files.rectangle(2, 46, 4, 48),
        files.rectangle(2.5, 46.5, 3, 47)),
      { type = "Feature", properties = { code = "38" }, geometry = { type = "MultiPolygon",
        coordinates = { { files.rectangle(5, 46, 6, 47) }, { files.rectangle(5, 48, 6, 49) } } } },
    }, { ["01"] = 1, ["38"] = 2 }))
    for _, name in ipairs { "Ain", "Isère" } do
      local one = place(svg, name)
      assert.are.equal(2, select(2, one.d:gsub("M[^M]+Z", "")), name)
      assert.matches('fill-rule="evenodd"', one.text, 1, true)
    end
  end)

  it("draws a region of départements without the borders between them", function()
    local svg = assert(map_of({ files.square(0, { code = "01" }), files.square(1, { code = "38" }),
      files.square(3, { code = "2A" }) }, { ["01"] = 1, ["38"] = 2, ["2A"] = 4 },
      { by = "region", id = "m" }, { ["01"] = "84", ["38"] = "84", ["2A"] = "94" }))
    local region = place(svg, "Auvergne%-Rhône%-Alpes")
    assert.are.equal("3", region.value)
    assert.are.equal(1, select(2, region.d:gsub("M", "")))
    assert.is_true(#points_of(region.d) <= 6, region.d)
  end)

  it("has a box for each overseas département, and one around Paris", function()
    local features = {
      files.feature({ code = "971" }, files.rectangle(-61.8, 15.9, -61, 16.5)),
      files.feature({ code = "974" }, files.rectangle(55.2, -21.4, 55.8, -20.9)) }
    local values = { ["971"] = 5, ["974"] = 6 }
    for i, code in ipairs { "75", "92", "93", "94", "77" } do
      features[#features + 1] = files.square(i, { code = code })
      values[code] = i
    end
    local svg = assert(map_of(features, values, { lang = "fr" }))
    local texts = svg_reader.of(svg)
    for _, label in ipairs { "Autour de Paris", "Guadeloupe", "La Réunion" } do
      assert.is_true(svg_reader.says(texts, label), label)
    end
    -- Paris is on the map and in its box, the overseas ones in theirs alone
    assert.are.equal(2, select(2, svg:gsub('data%-label="Paris', "")))
    assert.are.equal(1, select(2, svg:gsub('data%-label="Guadeloupe', "")))
    assert.are.equal(1, select(2, svg:gsub('data%-label="Seine%-et%-Marne', "")))
    local paris, reunion = box_of(place(svg, "Paris").d), box_of(place(svg, "La Réunion").d)
    assert.is_true(reunion[2] > paris[4])
    -- in narrow boxes there are codes
    svg = assert(map_of(features, values, { width = 240 }))
    assert.is_true(svg_reader.says(svg_reader.of(svg), "974"))
    assert.are.same({}, svg_reader.faults(svg_reader.of(svg)))
  end)

  it("draws a place too small for a shape as a dot", function()
    local tiny = files.feature({ code = "38" }, files.rectangle(2.2, 46.2, 2.2001, 46.2001))
    local large = files.feature({ code = "01" }, files.rectangle(0, 44, 5, 49))
    local svg = assert(map_of({ large, tiny }, { ["01"] = 1, ["38"] = 2 }))
    local box = box_of(place(svg, "Isère").d)
    local wide, tall = box[3] - box[1], box[4] - box[2]
    assert.are.same({ 2, 2 }, { math.floor(wide + 0.5), math.floor(tall + 0.5) })
  end)

  it("says which places have no shape, and which shapes are no place", function()
    local svg = assert(map_of({ files.square(0, { code = "01" }), files.square(1, { code = "38" }),
      files.square(2, { code = "nowhere" }) }, { ["01"] = 1, ["38"] = 2, ["69"] = 3 }))
    local text = spaced(table.concat(svg_reader.texts(svg_reader.of(svg)), " "))
    assert.matches("Not on the map, having no shape in the file (1): Rhône (69).", text, 1, true)
    assert.matches("Shapes in the file that are no place here (1): nowhere.", text, 1, true)
    -- of many the first three, without a full stop behind the ellipsis
    local values = { ["01"] = 1, ["02"] = 2, ["03"] = 3, ["04"] = 4, ["05"] = 5 }
    svg = assert(map_of({ files.square(0, { code = "01" }) }, values, { lang = "fr" }))
    text = spaced(table.concat(svg_reader.texts(svg_reader.of(svg)), " "))
    assert.matches("dans le fichier (4) : Aisne (02), Allier (03), Alpes-de-Haute-Provence (04)… ",
      text, 1, true)
  end)

  it("outlines highlighted places", function()
    local two = { files.square(0, { code = "01" }), files.square(1, { code = "38" }) }
    local svg = assert(map_of(two, { ["01"] = 1, ["38"] = 2 }, { highlight = "Isère" }))
    local outline = svg:match '<path class="[^"]*%-outline" d="([^"]+)"'
    assert.are.equal(place(svg, "Isère").d, outline)
    -- below it a wider one as light as the ground, so that it is seen on every shade
    local ground = svg:find('-outline-ground" d="' .. outline .. '"', 1, true)
    assert.is_true(ground ~= nil and ground < svg:find('-outline" d="', 1, true))
  end)

  it("is simplified for its width", function()
    local ring = {}
    for i = 0, 4000 do
      local angle = 2 * math.pi * (i % 4000) / 4000
      ring[i + 1] = { 3 + math.cos(angle), 46 + math.sin(angle) }
    end
    local counts = {}
    for i, width in ipairs { 240, 1200 } do
      local svg = assert(map_of({ files.feature({ code = "01" }, ring) }, { ["01"] = 1 },
        { width = width }))
      counts[i] = #points_of(place(svg, "Ain").d)
    end
    assert.is_true(counts[1] < counts[2] and counts[2] < 400 and counts[1] > 20,
      ("%d and %d"):format(counts[1], counts[2]))
  end)

  it("gives the error of the file", function()
    local svg, err = chart.map(panel_of { ["01"] = 1 }, { shapes = folder .. "/nowhere.geojson" })
    assert.is_nil(svg)
    assert.are.equal("file", err.kind)
  end)
end)
