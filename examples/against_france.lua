-- One département against France, as indices: the mean of the base year is 100.
--
--     lua5.4 examples/against_france.lua [département [base year]]
pcall(dofile, (arg[0]:match("^.*[/\\]") or "") .. "checkout.lua")

local urssaf = require "urssaf"

local function stop(problem)
  io.stderr:write(tostring(problem), "\n")
  os.exit(1)
end

local place, unknown = urssaf.geo.find(arg[1] or "Isère", "departement")
if not place then stop(unknown) end

local panel, err = urssaf.fetch { measures = { "economiquement_actifs" } }
if not panel then stop(err) end

local base = arg[2] or 2015
local own = assert(panel:get { departement = place.code }):index(base)
local france = panel:total().series[1]:index(base)

local function show(value) return value and ("%8.1f"):format(value) or " missing" end

print(("Economically active, %s = 100\n%-8s %s   France without Mayotte"):format(base, "",
  own.key.departement))
for period, value in own:each() do
  print(("%s %s   %s"):format(period, show(value), show(france:at(period))))
end
