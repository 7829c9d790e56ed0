-- Some charts of a département, as SVG files in a folder.
--
--     lua5.4 examples/charts.lua FOLDER [département] [--sample]
--
-- With --sample they show synthetic data, and the portal is not asked.
pcall(dofile, (arg[0]:match("^.*[/\\]") or "") .. "checkout.lua")

local urssaf = require "urssaf"
local chart = urssaf.chart

local function stop(problem)
  io.stderr:write(tostring(problem), "\n")
  os.exit(1)
end

local arguments, is_sample = {}, false
for _, argument in ipairs(arg) do
  if argument == "--sample" then
    is_sample = true
  elseif argument:find "^%-" then
    stop("the only option is --sample, not " .. argument)
  else
    arguments[#arguments + 1] = argument
  end
end
local folder = arguments[1] or stop "say which folder the charts go to, such as . for this one"
local place, unknown = urssaf.geo.find(arguments[2] or "Isère", "departement")
if not place then stop(unknown) end

local panel, err
if is_sample then panel = urssaf.sample() else panel, err = urssaf.fetch() end
if not panel then stop(err) end

local function write(name, svg)
  local path = folder .. "/" .. name
  local file, problem = io.open(path, "wb")
  if not file then stop("cannot write " .. problem) end
  file:write(svg)
  file:close()
  print(path)
end

local own = panel:filter { departement = place.code }
if not own.series[1] then stop("these data do not cover " .. place.name) end
local active = panel:filter { measure = "economiquement_actifs" }

-- over time; breaks in the series are marked, and explained below the chart
write("strike-offs.svg", chart.line(own:filter { measure = "radiations" }))
write("growth.svg", chart.line(own:filter { measure = "immatriculations", from = 2012 }:yoy(),
  { lang = "fr", theme = "dark" }))
-- a small chart for each region
write("regions.svg", chart.multiples(active:aggregate { by = "code_region" }, { scale = "own" }))
-- units compared in one period
write("ranking.svg", chart.bars(active, { n = 15, highlight = place.code }))
write("map.svg", chart.map(active:yoy(), { highlight = place.code }))
-- narrow, for a phone, and without title and notes, which the page around it has
write("narrow.svg", chart.line(own:filter { measure = "economiquement_actifs" },
  { width = 360, bare = true, embedded = true }))
