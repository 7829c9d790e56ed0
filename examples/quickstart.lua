-- The whole dataset, national figures and one département.
--
--     lua5.4 examples/quickstart.lua          -- from the live portal
--     make demo                               -- from a stand-in with synthetic data
pcall(dofile, (arg[0]:match("^.*[/\\]") or "") .. "checkout.lua")

local urssaf = require "urssaf"

local panel, err = urssaf.fetch()
if not panel then
  io.stderr:write(tostring(err), "\n")
  os.exit(1)
end

-- 1234567 -> "1 234 567"
local function spaced(number)
  local text = ("%.0f"):format(number)
  return (text:reverse():gsub("(%d%d%d)", "%1 "):reverse():gsub("^(%-?) ", "%1"))
end

local function show(label, value, unit)
  print(("  %-32s %16s%s"):format(label, value and spaced(value) or "missing", unit or ""))
end

local latest = panel:latest_complete()
local year_before = urssaf.quarter.add(latest, -4)
local france = panel:total()

local function national(measure, period)
  return france:get { measure = measure }:at(period)
end

print(panel)
print(("%s\nSource: %s, %s"):format(panel.source.title or panel.dataset,
  panel.source.attribution or "not stated", panel.source.licence or "licence not stated"))

for _, period in ipairs { year_before, latest } do
  print(("\nFrance without Mayotte, %s"):format(urssaf.quarter.format(period, "fr")))
  show("registered at the quarter's end", national("administrativement_actifs", period))
  show("with turnover in the quarter", national("economiquement_actifs", period))
  show("turnover of the quarter", national("chiffres_d_affaires", period), " euros")
  show("registrations", national("immatriculations", period))
  show("strike-offs", national("radiations", period))
end

local isere = assert(panel:get { code_departement = "38", measure = "economiquement_actifs" })
print("\n" .. tostring(isere))
for i = math.max(1, #isere.periods - 7), #isere.periods do
  show(urssaf.quarter.format(isere.periods[i], "fr"), isere.values[i])
end
