-- The regions whose registered accounts grew most over a year.
--
--     lua5.4 examples/growing_regions.lua [how many]
pcall(dofile, (arg[0]:match("^.*[/\\]") or "") .. "checkout.lua")

local urssaf = require "urssaf"

local function stop(problem)
  io.stderr:write(tostring(problem), "\n")
  os.exit(1)
end

local count = tonumber(arg[1] or 5)
if not count or count < 1 or count % 1 ~= 0 then
  stop "say how many regions: a whole number, such as 5"
end

local panel, err = urssaf.fetch { measures = { "administrativement_actifs" } }
if not panel then stop(err) end

local growth = panel:aggregate { by = "code_region" }:yoy()
local ranking = growth:rank { n = count }

print(("Registered accounts, growth over the year to %s"):format(
  urssaf.quarter.format(ranking.period, "fr")))
for _, row in ipairs(ranking.rows) do
  print(("%2d  %+6.1f %%  %s"):format(row.rank, row.value * 100, row.key.region))
end
for _, note in ipairs(ranking.notes) do print("note: " .. note.message) end
print(panel:cite "en")
