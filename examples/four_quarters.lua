-- The turnover of one region over four quarters, in total and per active account.
--
--     lua5.4 examples/four_quarters.lua [region]
pcall(dofile, (arg[0]:match("^.*[/\\]") or "") .. "checkout.lua")

local urssaf = require "urssaf"

local function stop(problem)
  io.stderr:write(tostring(problem), "\n")
  os.exit(1)
end

local place, unknown = urssaf.geo.find(arg[1] or "Bretagne", "region")
if not place then stop(unknown) end

local panel, err = urssaf.fetch { measures = { "chiffres_d_affaires", "economiquement_actifs" } }
if not panel then stop(err) end

local region = panel:with "chiffre_d_affaires_moyen":filter { region = place.code }
  :aggregate { by = "code_region" }:rolling(4)
if not region.series[1] then stop("these data do not cover " .. place.name) end
local turnover = assert(region:get { measure = "chiffres_d_affaires" })
local mean = assert(region:get { measure = "chiffre_d_affaires_moyen" })

print(("%s: turnover of the four quarters up to each, in euros"):format(turnover.key.region))
for i = math.max(1, #region.periods - 7), #region.periods do
  local sum, by_account = turnover.values[i], mean.values[i]
  print(("%s  %s  %s"):format(region.periods[i],
    sum and ("%16.0f"):format(sum) or "         missing",
    by_account and ("%8.0f an active account"):format(by_account) or "missing"))
end
