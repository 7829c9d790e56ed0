-- Writes reports and charts of the synthetic sample, for check.mjs:
--
--     lua5.4 spec/browser/make.lua folder
local urssaf = require "urssaf"

local folder = assert(arg[1], "the folder to write to is missing")
local panel = urssaf.sample()

local function write(name, text)
  local file = assert(io.open(folder .. "/" .. name, "wb"))
  assert(file:write(text))
  assert(file:close())
  print(("%s: %.0f KB"):format(name, #text / 1024))
end

-- name, place, language
for _, wanted in ipairs {
  { "isere", "38", "en" }, { "paris", "75", "fr" }, { "corse-du-sud", "2A", "fr" },
  { "guyane", "973", "en" }, { "bretagne", "Bretagne", "fr" }, { "corse", "Corse", "en" },
  { "france", "France", "fr" },
} do
  local name, place, lang = wanted[1], wanted[2], wanted[3]
  write(name .. ".html", assert(urssaf.report(panel, place, { lang = lang })))
end

-- with the source of a fetch, whose address is longer than a phone is wide
local function published()
  local made = {}
  for name, value in pairs(panel) do made[name] = value end
  made.source = { attribution = "Urssaf", title = "Auto-entrepreneurs, par département",
    data_processed = "2026-07-16T07:30:12+00:00", fetched_at = "2026-11-01T10:00:00Z",
    licence = "Open Database License (ODbL)",
    licence_url = "http://opendatacommons.org/licenses/odbl/1-0/",
    url = "https://open.urssaf.fr/api/explore/v2.1/catalog/datasets/auto-entrepreneurs-par"
      .. "-departement/exports/csv?delimiter=%3B" }
  return setmetatable(made, getmetatable(panel))
end
write("published.html", assert(urssaf.report(published(), "38", { lang = "fr" })))

-- a site of all places, in a folder of its own
assert(os.execute("mkdir " .. folder .. "/site"))
for _, file in ipairs(assert(urssaf.site(panel, { lang = "fr" }))) do
  local page = assert(io.open(folder .. "/site/" .. file.name, "wb"))
  assert(page:write(file.text))
  assert(page:close())
end

-- few quarters: no growth, and little to draw
write("short.html", assert(urssaf.report(panel:filter { from = "2025-Q3" }, "38")))

-- charts as files of their own, as the command writes them
local active = panel:filter { measure = "economiquement_actifs" }
for _, lang in ipairs { "en", "fr" } do
  local options = { lang = lang, highlight = "38" }
  write("map-" .. lang .. ".svg", urssaf.chart.map(active:yoy(), options))
  write("bars-" .. lang .. ".svg", urssaf.chart.bars(active:filter { region = "84" }, options))
  options = { lang = lang }
  write("line-" .. lang .. ".svg",
    urssaf.chart.line(active:filter { departement = { "38", "69", "2A" } }, options))
  write("multiples-" .. lang .. ".svg",
    urssaf.chart.multiples(active:filter { region = "53" }, options))
end

-- the first figures of a place beside the latest ones
local place = panel:filter { departement = "38", measure = "economiquement_actifs" }
local earlier = place:filter { to = "2025-Q2" }:map(function(value) return value * 1.02 end)
for _, lang in ipairs { "en", "fr" } do
  local found = assert(urssaf.revisions { panels = { earlier, place }, key = {},
    measure = "economiquement_actifs" })
  for _, width in ipairs { 360, 1200 } do
    write(("revisions-%s-%d.svg"):format(lang, width),
      assert(urssaf.chart.revisions(found, { lang = lang, width = width, theme = "auto" })))
  end
end

-- squares in the place of départements, for a map of shapes
local features = {}
for i, code in ipairs { "38", "69", "75", "92", "93", "94", "971", "974" } do
  local west, south = (i - 1) % 3, 44 + math.floor((i - 1) / 3)
  features[i] = ('{"type":"Feature","properties":{"code":"%s"},"geometry":{"type":"Polygon",'
    .. '"coordinates":[[[%d,%d],[%d,%d],[%d,%d],[%d,%d]]]}}'):format(code, west, south, west + 1,
    south, west + 1, south + 1, west, south + 1)
end
local shapes = os.tmpname() -- all that is in the folder is opened in the browser
local file = assert(io.open(shapes, "wb"))
assert(file:write('{"type":"FeatureCollection","features":[', table.concat(features, ","), "]}"))
assert(file:close())

-- Series of sectors with long names, in two regions.
local SECTORS = { "Activités spécialisées de design, graphisme et infographie",
  "Autres activités de service administratif et de soutien", "Transports routiers de fret",
  "Commerce de détail non alimentaire (hors pharmacie)", "Santé", "Construction" }

local function sectors()
  local list = panel:filter { measure = "immatriculations",
    departement = { "13", "33", "38", "59", "69", "75" } }.series
  local made = {}
  for i, s in ipairs(list) do
    made[i] = setmetatable({}, getmetatable(s))
    for field, value in pairs(s) do made[i][field] = value end
    made[i].key = { code_region = i % 2 == 0 and "84" or "93", secteur_d_activite = SECTORS[i],
      region = i % 2 == 0 and "Auvergne-Rhône-Alpes" or "Provence-Alpes-Côte d'Azur" }
  end
  return made
end

-- every kind for a phone, as light or dark as its system, and for a page; with growths whose first
-- year is beyond the axis
for _, width in ipairs { 360, 1200 } do
  local look = { width = width, theme = "auto", lang = "fr" }
  local function draw(name, kind, of, more)
    local options = {}
    for _, given in ipairs { look, more or {} } do
      for option, value in pairs(given) do options[option] = value end
    end
    write(("%s-%d.svg"):format(name, width), assert(urssaf.chart[kind](of, options)))
  end
  draw("breaks", "line", panel:filter { departement = "38", measure = "radiations" })
  draw("growth", "line", active:filter { departement = { "38", "69" } }:yoy())
  draw("small", "multiples", panel:filter { departement = "38" }, { scale = "own" })
  draw("top", "bars", active, { n = 12, highlight = "38" })
  draw("squares", "map", active)
  draw("regions", "map", active, { by = "region" })
  for _, kind in ipairs { "line", "multiples", "bars" } do
    draw("long-" .. kind, kind, sectors())
  end
  draw("shapes", "map", active:yoy(), { shapes = shapes, highlight = "38" })
end
os.remove(shapes)
