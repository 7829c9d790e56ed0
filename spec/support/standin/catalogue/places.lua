-- The places of the 83 datasets, with all columns that datasets have for them: regions, regions
-- before 2016, départements, employment zones and groupings of communes, and the rows that are no
-- place. Names and codes of regions and départements are real; those of zones and groupings, and
-- what lies in which of them, are made up.
--
-- A place is { columns…, weight =, role =, ends = }: its share of the country in some unit; the
-- role "remainder" or "adjustment" of a row that is no place; the last year of a unit that ends.

local geography = require "spec.support.oracle.geography"
local json = require "spec.support.standin.json"
local lua = require "spec.support.lua"
local noise = require "spec.support.standin.catalogue.noise"

local REMAINDER = geography.UNCLASSIFIED
local ADJUSTMENT = "_calage_"

-- The regions before 2016 that are not a region of today, with their départements.
local FORMER = {
  { "82", "Rhône-Alpes", "01 07 26 38 42 69 73 74" }, { "83", "Auvergne", "03 15 43 63" },
  { "26", "Bourgogne", "21 58 71 89" }, { "43", "Franche-Comté", "25 39 70 90" },
  { "42", "Alsace", "67 68" }, { "41", "Lorraine", "54 55 57 88" },
  { "21", "Champagne-Ardenne", "08 10 51 52" }, { "31", "Nord-Pas-de-Calais", "59 62" },
  { "22", "Picardie", "02 60 80" }, { "23", "Haute-Normandie", "27 76" },
  { "25", "Basse-Normandie", "14 50 61" }, { "72", "Aquitaine", "24 33 40 47 64" },
  { "74", "Limousin", "19 23 87" }, { "54", "Poitou-Charentes", "16 17 79 86" },
  { "73", "Midi-Pyrénées", "09 12 31 32 46 65 81 82" },
  { "91", "Languedoc-Roussillon", "11 30 34 48 66" },
  { "24", "Centre", "18 28 36 37 41 45" },
}

local former_of = {}
for _, former in ipairs(FORMER) do
  for code in former[3]:gmatch "%S+" do former_of[code] = former end
end

-- A département's share of the country, made up.
local function weight_of(n)
  return 1 + 0.8 * noise(n, 3, 71)
end

local function departement(n, area)
  local former = former_of[area.code]
  return {
    departement = area.name, code_departement = area.code,
    region = area.region, code_region = area.code_region,
    ancienne_region = former and former[2] or area.region,
    code_ancienne_region = former and former[1] or area.code_region,
    weight = weight_of(n),
  }
end

local departements = {}
for n, area in ipairs(geography.departements) do departements[n] = departement(n, area) end

-- The places that share a column, added up, in the order of their codes.
local function grouped(places, column, kept)
  local by_code, list = {}, {}
  for _, place in ipairs(places) do
    local group = by_code[place[column]]
    if not group then
      group = { weight = 0 }
      for _, name in ipairs(kept) do group[name] = place[name] end
      by_code[place[column]], list[#list + 1] = group, group
    end
    group.weight = group.weight + place.weight
  end
  table.sort(list, function(a, b) return a[column] < b[column] end)
  return list
end

local REGION = { "region", "code_region" }
local FORMER_REGION = { "region", "code_region", "ancienne_region", "code_ancienne_region" }

local regions = grouped(departements, "code_region", REGION)
local former_regions = grouped(departements, "code_ancienne_region", FORMER_REGION)

-- Some datasets have one former region for the two of Normandie.
local function with_one_normandie()
  local places = {}
  for i, place in ipairs(departements) do
    local is_there = place.region == "Normandie"
    places[i] = is_there and lua.merged(place,
      { ancienne_region = place.region, code_ancienne_region = place.code_region }) or place
  end
  return grouped(places, "code_ancienne_region", FORMER_REGION)
end

-- The columns of a row that is no place: its name, and a code for each column of codes.
local function pseudo(role, name, code, code_departement)
  return {
    region = name, ancienne_region = name, departement = name,
    code_region = code, code_ancienne_region = code, code_departement = code_departement or code,
    role = role, weight = 1,
  }
end

local MAYOTTE = {
  region = "Mayotte", ancienne_region = "Mayotte", departement = "Mayotte", code_region = "06",
  code_ancienne_region = "06", code_departement = "976", weight = 0.3,
}

-- ---------------------------------------------------------------- employment zones

local DIRECTIONS = { "Nord", "Sud", "Est", "Ouest" }

-- A zone, or the part of one that lies in the place's region.
local function zone(place, code, name, weight)
  return {
    region = place.region, code_region = place.code_region,
    ancienne_region = place.ancienne_region, code_ancienne_region = place.code_ancienne_region,
    code_zone_d_emploi = code, libelle_zone_d_emploi = name,
    zone_d_emploi = ("%s - %s"):format(code, name),
    part = ("%s%s"):format(code, place.code_region),
    weight = weight,
  }
end

-- The column names of a zone's regional part differ between the two datasets that have it.
local function with_part_columns(place)
  local name = ("%s (partie %s)"):format(place.libelle_zone_d_emploi, place.region)
  place.code_zone_d_emploi_regionalisee = place.part
  place.code_zone_d_emploi_regionalise = place.part
  place.libelle_zone_d_emploi_reg = name
  place.zone_d_emploi_regionalisee = ("%s - %s"):format(place.part, name)
  place.zone_d_emploi_regionalise = place.zone_d_emploi_regionalisee
  return place
end

-- The k-th zone of each département, numbered within its region.
local function add_inner_zones(list, k, numbers)
  for n, place in ipairs(departements) do
    local number = (numbers[place.code_region] or 0) + 1
    numbers[place.code_region] = number
    local name = ("%s %s"):format(place.departement, DIRECTIONS[k])
    list[#list + 1] = zone(place, ("%s%02d"):format(place.code_region, number), name,
      place.weight * (1 + 0.5 * noise(n, k, 72)))
  end
end

-- Zones that lie in two regions: code, and a département in each. A part of zone 2711 is tiny and
-- ends, as on the portal.
local ACROSS = {
  { "0051", "28", "61" }, { "0052", "60", "95" }, { "0053", "02", "51" }, { "0054", "77", "10" },
  { "0055", "45", "89" }, { "0056", "07", "30" }, { "0057", "35", "53" }, { "0058", "44", "56" },
  { "0059", "79", "85" }, { "0060", "13", "30" },
}

local function add_zones_across(list, inner)
  local by_code = {}
  for _, place in ipairs(departements) do by_code[place.code_departement] = place end
  for k, across in ipairs(ACROSS) do
    local one, other = by_code[across[2]], by_code[across[3]]
    local name = ("%s - %s"):format(one.departement, other.departement)
    list[#list + 1] = zone(one, across[1], name, 0.4 + 0.02 * k)
    list[#list + 1] = zone(other, across[1], name, 0.2)
  end
  for _, main in ipairs(inner) do
    if main.code_zone_d_emploi == "2711" then
      local part = zone(by_code["52"], "2711", main.libelle_zone_d_emploi, 0.0003)
      part.ends = 2018
      list[#list + 1] = part
    end
  end
end

-- The last zones are those of the fourth direction, so that a shorter list has every département.
local function all_zones()
  local inner, list, numbers = {}, {}, {}
  for k = 1, #DIRECTIONS do add_inner_zones(inner, k, numbers) end
  add_zones_across(list, inner)
  for _, each in ipairs(inner) do list[#list + 1] = each end
  for _, each in ipairs(list) do with_part_columns(each) end
  return list
end

local zones = all_zones()

-- ---------------------------------------------------------------- groupings of communes

-- The grouping of a number; each hundredth has a part in the region of the next département.
local function grouping(n)
  local place = departements[(n - 1) % #departements + 1]
  local is_part = n % 100 == 0
  local number = is_part and n - 1 or n
  local main = departements[(number - 1) % #departements + 1]
  return {
    region = place.region, code_region = place.code_region,
    ancienne_region = place.ancienne_region, code_ancienne_region = place.code_ancienne_region,
    epci = ("CC %s %d"):format(main.departement, math.floor((number - 1) / #departements) + 1),
    code_epci = ("2000%05d"):format(number),
    weight = is_part and 0.05 or place.weight * (1 + 0.6 * noise(n, 5, 73)),
  }
end

local groupings = {}
for n = 1, 1284 do groupings[n] = grouping(n) end

-- ---------------------------------------------------------------- the country in regions

-- A square as the portal has shapes: a feature of GeoJSON.
local function square(west, south)
  local corners = json.array()
  for i, corner in ipairs { { 0, 0 }, { 1, 0 }, { 1, 1 }, { 0, 1 }, { 0, 0 } } do
    corners[i] = json.array { west + corner[1], south + corner[2] }
  end
  local geometry = { type = "Polygon", coordinates = json.array { corners } }
  return { type = "Feature", geometry = geometry, properties = {} }
end

-- Shapes and their centres, for the columns of geometry: squares on a coarse grid.
local function with_shapes(places)
  local shaped = {}
  for i, place in ipairs(places) do
    local west, south = -4.25 + (i - 1) % 5 * 2.5, 43.5 + math.floor((i - 1) / 5) * 2
    shaped[i] = lua.merged(place, { geom = square(west, south),
      centroid = { lon = west + 0.5, lat = south + 0.5 } })
  end
  return shaped
end

local function first_of(list, count)
  return { lua.unpack(list, 1, count) }
end

local function joined(list, ...)
  local all = lua.copy(list)
  for _, place in ipairs { ... } do all[#all + 1] = place end
  return all
end

local remainder = pseudo("remainder", REMAINDER, "NCA")
local adjustment = pseudo("adjustment", ADJUSTMENT, "99", "___")
-- the remainder of a real region: its region is Guyane
local remainder_of_guyane = lua.merged(remainder, {
  region = "Guyane", code_region = "03", ancienne_region = "Guyane", code_ancienne_region = "03",
  weight = 0.2,
})
-- codes that are numbers have no letters
local remainder_99 = pseudo("remainder", REMAINDER, "99")
-- a region that was not told: no codes at all
local untold = pseudo("remainder", "_non renseigné_")

return {
  departements = departements,
  departements_and_remainder = joined(departements, remainder),
  departements_and_remainders = joined(departements, remainder, remainder_of_guyane),
  departements_and_pseudo_units =
    joined(departements, remainder, remainder_of_guyane, adjustment),
  regions = regions,
  regions_with_shapes = with_shapes(first_of(regions, 14)),
  former_regions = former_regions,
  former_regions_and_adjustment = joined(former_regions, adjustment),
  former_regions_and_remainder = joined(former_regions, remainder_99),
  today_and_former = joined(with_one_normandie(), MAYOTTE),
  today_and_former_and_adjustment = joined(with_one_normandie(), MAYOTTE, adjustment),
  today_and_former_and_untold = joined(with_one_normandie(), MAYOTTE, untold),
  zones = first_of(zones, 348),
  zones_of_years = first_of(zones, 365),
  groupings = groupings,
}
