-- The regions whose registered accounts grew most over a year.
--
--     lua5.4 examples/growing_regions.lua [how many]
pcall(dofile, (arg[0]:match("^.*[/\\]") or "") .. "checkout.lua")

local urssaf = require "urssaf"

local panel, err = urssaf.fetch { measures = { "administrativement_actifs" } }
if not panel then
  io.stderr:write(tostring(err), "\n")
  os.exit(1)
end

local growth = panel:aggregate { by = "code_region" }:yoy()
local ranking = growth:rank { n = tonumber(arg[1]) or 5 }

print(("Registered accounts, growth over the year to %s"):format(
  urssaf.quarter.format(ranking.period, "fr")))
for _, row in ipairs(ranking.rows) do
  print(("%2d  %+6.1f %%  %s"):format(row.rank, row.value * 100, row.key.region))
end
for _, note in ipairs(ranking.notes) do print("note: " .. note.message) end
print(panel:cite "en")
