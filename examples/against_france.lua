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

local own = panel:filter { departement = place.code }
if not own.series[1] then stop("these data do not cover " .. place.name) end

local base = tonumber(arg[2] or 2015)
local first, last = panel.periods[1], panel.periods[#panel.periods]
first, last = tonumber(first:sub(1, 4)), tonumber(last:sub(1, 4))
if not base or base % 1 ~= 0 or base < first or base > last then
  stop(("the base is a year, from %d to %d"):format(first, last))
end

own = own:index(base).series[1]
local france = panel:total():index(base)
local all = france.series[1]

local function show(value) return value and ("%8.1f"):format(value) or " missing" end

print(("Economically active, %d = 100: %s, and France without Mayotte"):format(base, place.name))
for period, value in own:each() do
  print(("%s %s   %s"):format(period, show(value), show(all:at(period))))
end
for _, note in ipairs(france.notes) do print("note: " .. note.message) end
