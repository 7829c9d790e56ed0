-- Names that are long, or have several parts: they are wrapped and moved, never cut, and what all
-- of them share is said once, in the title.
local chart = require "urssaf.chart"
local files = require "spec.support.geojson_files"
local panels = require "urssaf.panel"
local shell = require "spec.support.shell"
local svg_reader = require "spec.support.svg_reader"

local function spaced(text)
  return (text:gsub("\194\160", " "))
end

-- A panel of two quarters: a series for each key, whose values are its number and ten times it.
local function panel_of(keys)
  local periods = { "2024-Q3", "2024-Q4" }
  local made = { dataset = "x", frequency = "quarter", periods = periods, series = {} }
  for i, key in ipairs(keys) do
    made.series[i] = { measure = "immatriculations", frequency = "quarter", periods = periods,
      values = { i, 10 * i }, key = key }
  end
  return panels.new(made)
end

local function regions(...)
  local keys = {}
  for i, name in ipairs { ... } do keys[i] = { code_region = tostring(10 + i), region = name } end
  return panel_of(keys)
end

local function sectors(names)
  local keys = {}
  for i, name in ipairs(names) do keys[i] = { secteur_d_activite = name } end
  return panel_of(keys)
end

local LONG = "Activités spécialisées de design, graphisme et infographie"
local LONGER = "Commerce de détail non alimentaire, hors pharmacie et hors réparation"

-- The boxes of texts, by text.
local function by_text(found)
  local boxes = {}
  for _, box in ipairs(found.texts) do boxes[box.text] = box end
  return boxes
end

local function drawn(kind, panel, options)
  local found = svg_reader.of(assert(chart[kind](panel, options)))
  assert.are.same({}, svg_reader.faults(found))
  for _, text in ipairs(svg_reader.texts(found)) do assert.is_nil(text:find("…", 1, true), text) end
  return found
end

describe("long names in a chart", function()
  local narrow = { width = 360 }

  it("stand in two lines beside their bars, which lie in their middle", function()
    local found = drawn("bars", regions("Bretagne", "Provence-Alpes-Côte d'Azur"), narrow)
    local boxes, bar = by_text(found), svg_reader.shapes(found, "bar")[1]
    local first, second = boxes["Provence-Alpes-Côte"], boxes["d'Azur"]
    assert.are.equal(first.left, second.left)
    assert.is_true(first.right < bar.left)
    assert.is_true(math.abs((first.top + second.bottom) - (bar.top + bar.bottom)) <= 4)
  end)

  it("are measured in bold letters where they are highlighted", function()
    local found = drawn("bars", regions("Bretagne", "Auvergne-Rhône-Alpes"),
      { width = 360, highlight = "Auvergne-Rhône-Alpes" })
    local name, bar = by_text(found)["Auvergne-Rhône-"], svg_reader.shapes(found, "strong")[1]
    assert.is_true(name.right < bar.left)
  end)

  it("stand above their bars where two lines beside them do not do", function()
    for _, width in ipairs { 240, 360 } do
      local found = drawn("bars", sectors { "Santé", LONG, LONGER }, { width = width })
      local boxes, bars = by_text(found), svg_reader.shapes(found, "bar")
      assert.are.equal(3, #bars)
      local value = boxes["10"]
      assert.is_true(boxes["Santé"].bottom <= bars[3].top)
      assert.are.equal(boxes["Santé"].left, bars[3].left)
      assert.is_true(value.top < bars[3].bottom and value.bottom > bars[3].top)
      -- 30, 20 and 10
      assert.is_true(math.abs((bars[1].right - bars[1].left) - 3 * (bars[3].right - bars[3].left))
        < 0.1)
    end
  end)

  it("have their value at the left above a bar below zero", function()
    local panel = sectors { "Santé", LONG, LONGER }
    panel.series[1].values[2] = -25
    local found = drawn("bars", panel, narrow)
    local bars, value = svg_reader.shapes(found, "bar"), by_text(found)["−25"]
    assert.is_true(value.right < bars[3].left)
    -- all begin at one zero
    assert.is_true(math.abs(bars[3].right - bars[1].left) < 0.1)
    assert.are.equal(3, #svg_reader.shapes(found, "zero"))
  end)

  it("take as many lines at the ends of lines as there is room for", function()
    local found = drawn("line", sectors { "Santé", "Commerce de détail non alimentaire" }, narrow)
    local boxes, mark = by_text(found), svg_reader.shapes(found, "mark2")[1]
    for _, line in ipairs { "Commerce de", "détail non", "alimentaire" } do
      assert.is_true(boxes[line].left > mark.right, line)
    end
  end)

  it("are a legend above the plot where there is none, in the order of the ends", function()
    local names = {}
    for i = 1, 8 do names[i] = LONG .. " numéro " .. i end
    local found = drawn("line", sectors(names), narrow)
    local boxes, last = by_text(found), 0
    for i = 8, 1, -1 do
      local box
      for text, one in pairs(boxes) do
        if text:find(" " .. i .. "$") and not text:find "^%d" and not text:find "%d%d" then
          box = one
        end
      end
      assert.is_true(box.top > last, "series " .. i)
      last = box.bottom
    end
    -- above the plot, each with a mark of its own; nothing at the right of the lines
    local tick = boxes["80"] or boxes["100"]
    assert.is_true(last < tick.top)
    for i = 1, 8 do
      assert.is_true(#svg_reader.shapes(found, "mark" .. i) >= 2, "marks of series " .. i)
    end
    assert.are.equal(0, #svg_reader.shapes(found, "leader"))
  end)

  it("take more than two lines above small charts", function()
    local found = drawn("multiples", sectors { LONG, LONGER }, narrow)
    assert.is_truthy(table.concat(svg_reader.texts(found), " "):find("hors réparation", 1, true))
  end)
end)

describe("small charts", function()
  it("fill their rows, and are larger rather than more in a wide picture", function()
    -- charts, width of the picture, columns: five of 760 would leave one alone in the second row
    for _, case in ipairs { { 6, 760, 3 }, { 5, 760, 5 }, { 6, 360, 2 }, { 1, 360, 1 },
      { 8, 1280, 4 } } do
      local names = {}
      for i = 1, case[1] do names[i] = "S" .. i end
      local boxes, lefts, count = by_text(drawn("multiples", sectors(names),
        { width = case[2] })), {}, 0
      for _, name in ipairs(names) do
        local left = boxes[name].left
        if not lefts[left] then lefts[left], count = true, count + 1 end
      end
      assert.are.equal(case[3], count, ("%d charts in %d pixels"):format(case[1], case[2]))
    end
  end)
end)

describe("names of several parts", function()
  local panel = panel_of {
    { code_region = "84", region = "Auvergne-Rhône-Alpes", secteur_d_activite = "Construction" },
    { code_region = "84", region = "Auvergne-Rhône-Alpes", secteur_d_activite = "Industrie" },
  }

  it("have what all share in the title, and only there", function()
    for kind, title in pairs {
      line = "Auvergne-Rhône-Alpes : immatriculations",
      multiples = "Auvergne-Rhône-Alpes : immatriculations",
      bars = "Auvergne-Rhône-Alpes : immatriculations, T4 2024",
    } do
      assert.are.equal(title, spaced(chart.text(kind, panel, { lang = "fr" }).title))
      local found = svg_reader.of(chart[kind](panel, { lang = "fr" }))
      assert.is_true(svg_reader.says(found, "Construction"), kind)
      local labels = {}
      for _, point in ipairs(found.points) do labels[spaced(point.label)] = true end
      assert.is_true(labels["Construction, T4 2024"], kind)
    end
  end)

  it("stay whole where they share nothing, or one is what the others share", function()
    local apart = panel_of {
      { code_region = "84", region = "Auvergne-Rhône-Alpes", secteur_d_activite = "Construction" },
      { code_region = "53", region = "Bretagne", secteur_d_activite = "Industrie" },
    }
    local part = panel_of {
      { code_region = "53", region = "Bretagne" },
      { code_region = "53", region = "Bretagne", secteur_d_activite = "Industrie" },
    }
    for _, one in ipairs { apart, part } do
      assert.are.equal("Registrations", chart.text("line", one).title)
      assert.is_true(svg_reader.says(svg_reader.of(chart.line(one)), "Bretagne, Industrie"))
    end
  end)

  it("are not shared by the first rows of a ranking alone", function()
    local ranked = panel_of {
      { code_region = "53", region = "Bretagne", secteur_d_activite = "Construction" },
      { code_region = "84", region = "Auvergne-Rhône-Alpes", secteur_d_activite = "Industrie" },
      { code_region = "11", region = "Île-de-France", secteur_d_activite = "Industrie" },
    }
    assert.are.equal("Registrations, Q4 2024",
      spaced(chart.text("bars", ranked, { n = 2 }).title))
  end)
end)

describe("a title", function()
  it("begins with a capital, also of a pseudo-unit", function()
    local panel = panel_of { { departement = "_non classé ailleurs_", code_departement = "99" } }
    assert.are.equal("Non classé ailleurs : immatriculations",
      spaced(chart.text("line", panel, { lang = "fr" }).title))
  end)
end)

describe("the boxes of a map of regions", function()
  it("have letters where names have no room, which a note explains", function()
    local folder, codes = shell.temporary_folder(), { "01", "02", "03", "04", "06" }
    local features, keys = {}, {}
    for i, code in ipairs(codes) do
      features[i] = files.square(i, { code = code })
      keys[i] = { code_region = code, region = "R" .. code }
    end
    local path = files.write(folder, features)
    local function texts(width)
      return svg_reader.of(assert(chart.map(panel_of(keys), { width = width, by = "region",
        shapes = path })))
    end
    local small, large = texts(360), texts(760)
    shell.remove(folder)
    assert.is_true(svg_reader.says(small, "GLP") and svg_reader.says(small, "MYT"))
    assert.is_false(svg_reader.says(small, "01"))
    assert.is_truthy(spaced(table.concat(svg_reader.texts(small), " ")):find("GLP = Guadeloupe,"
      .. " MTQ = Martinique, GUF = Guyane, REU = La Réunion, MYT = Mayotte.", 1, true))
    assert.is_true(svg_reader.says(large, "Guadeloupe"))
    assert.is_false(svg_reader.says(large, "GLP"))
  end)
end)
