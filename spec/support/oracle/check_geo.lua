-- By hand, not a spec: compares lua/urssaf/domain/geo.lua with an independent list of INSEE's
-- codes.
--
--     npm install @etalab/decoupage-administratif          (in a folder elsewhere)
--     make && LUA_PATH='lua/?.lua;;' lua5.4 spec/support/oracle/check_geo.lua \
--       elsewhere/node_modules/@etalab/decoupage-administratif/data
--
-- That list has no former regions.
local cjson = require "cjson"
local geo = require "urssaf.domain.geo"

local folder = assert(arg[1], "which folder? see the head of this file")

local function read(name)
  local file = assert(io.open(folder .. "/" .. name))
  local list = cjson.decode(file:read "*a")
  file:close()
  return list
end

local differences, compared = 0, 0

local function expect(same, what)
  compared = compared + 1
  if same then return end
  differences = differences + 1
  print("differs: " .. what)
end

-- metropolitan France and the overseas départements; the list has collectivities besides
local function compare(kind, own, theirs)
  local of_code, count = {}, 0
  for _, place in ipairs(own) do of_code[place.code] = place end
  for _, entry in ipairs(theirs) do
    if entry.zone ~= "com" then
      local place = of_code[entry.code]
      count = count + 1
      expect(place ~= nil, kind .. " " .. entry.code .. " is not there")
      if place then
        expect(place.name == entry.nom, entry.code .. " " .. place.name .. " / " .. entry.nom)
        expect(place.code_region == entry.region, entry.code .. " region")
        expect((place.area == "metropole") == (entry.zone == "metro"), entry.code .. " zone")
      end
    end
  end
  expect(count == #own, ("%d %s here, %d there"):format(#own, kind, count))
end

compare("departements", geo.departements, read "departements.json")
compare("regions", geo.regions, read "regions.json")
print(("%d comparisons, %d differences"):format(compared, differences))
os.exit(differences == 0 and 0 or 1)
