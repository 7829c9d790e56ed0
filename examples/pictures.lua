-- A few pictures of a département as SVG files in a folder.
--
--     lua5.4 examples/pictures.lua FOLDER [département] [--sample]
--
-- With --sample they are of synthetic data, and nothing is asked of the portal.
pcall(dofile, (arg[0]:match("^.*[/\\]") or "") .. "checkout.lua")

local urssaf = require "urssaf"
local chart = urssaf.chart

local function stop(problem)
  io.stderr:write(tostring(problem), "\n")
  os.exit(1)
end

local words, is_sample = {}, false
for _, word in ipairs(arg) do
  if word == "--sample" then is_sample = true else words[#words + 1] = word end
end
local folder = words[1] or stop "say which folder the pictures go to"
local place, unknown = urssaf.geo.find(words[2] or "Isère", "departement")
if not place then stop(unknown) end

local panel, err
if is_sample then panel = urssaf.sample() else panel, err = urssaf.fetch() end
if not panel then stop(err) end

local function write(name, svg)
  local path = folder .. "/" .. name
  local file = io.open(path, "wb") or stop("cannot write " .. path)
  file:write(svg)
  file:close()
  print(path)
end

local own = panel:filter { departement = place.code }
local active = panel:filter { measure = "economiquement_actifs" }

-- over time; breaks in the series are marked, and told below
write("strike-offs.svg", chart.line(own:filter { measure = "radiations" }))
write("growth.svg", chart.line(own:filter { measure = "immatriculations", from = 2012 }:yoy(),
  { lang = "fr", theme = "dark" }))
-- a small picture for each region
write("regions.svg", chart.multiples(active:aggregate { by = "code_region" }, { scale = "own" }))
-- side by side at one time
write("ranking.svg", chart.bars(active, { n = 15, highlight = place.code }))
write("map.svg", chart.map(active:yoy(), { highlight = place.code }))
-- narrow, for a phone, and without what a page says around it
write("narrow.svg", chart.line(own:filter { measure = "economiquement_actifs" },
  { width = 360, bare = true, embedded = true }))
