--- Départements and regions of France: codes, names, and finding a place in any usual spelling.
--
-- Source: INSEE, Code officiel géographique. Regions are those since 2016; each département also
-- has the code and name of its former region.
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"
local names = require "urssaf.base.names"
local numbers = require "urssaf.base.numbers"
local order = require "urssaf.domain.order"
local printed = require "urssaf.domain.printed"
local tables = require "urssaf.base.tables"

local towns = lazy "urssaf.domain.towns"
local utf8 = lazy "urssaf.base.utf8"

---@class urssaf.geo
---@field departements urssaf.Place[] in official order
---@field regions urssaf.Place[] those since 2016
---@field anciennes_regions urssaf.Place[] those until 2015
local geo = {}

---@class urssaf.Place
---@field kind "departement"|"region"|"ancienne_region"
---@field code string the official code: "01", "2A", "971"
---@field name string
---@field area "metropole"|"drom"
---@field code_region string? of a département or former region
---@field region string? the name of that region
---@field code_ancienne_region string? of a département
---@field ancienne_region string? the name of that region

-- Each region: code, name, its former regions. Each of these: code, name, départements.
local REGIONS = {
  { "01", "Guadeloupe", { "01", "Guadeloupe", "971 Guadeloupe" } },
  { "02", "Martinique", { "02", "Martinique", "972 Martinique" } },
  { "03", "Guyane", { "03", "Guyane", "973 Guyane" } },
  { "04", "La Réunion", { "04", "La Réunion", "974 La Réunion" } },
  { "06", "Mayotte", { "06", "Mayotte", "976 Mayotte" } },
  { "11", "Île-de-France", { "11", "Île-de-France", "75 Paris;77 Seine-et-Marne;78 Yvelines;"
    .. "91 Essonne;92 Hauts-de-Seine;93 Seine-Saint-Denis;94 Val-de-Marne;95 Val-d'Oise" } },
  { "24", "Centre-Val de Loire", { "24", "Centre", "18 Cher;28 Eure-et-Loir;36 Indre;"
    .. "37 Indre-et-Loire;41 Loir-et-Cher;45 Loiret" } },
  { "27", "Bourgogne-Franche-Comté",
    { "26", "Bourgogne", "21 Côte-d'Or;58 Nièvre;71 Saône-et-Loire;89 Yonne" },
    { "43", "Franche-Comté", "25 Doubs;39 Jura;70 Haute-Saône;90 Territoire de Belfort" } },
  { "28", "Normandie", { "23", "Haute-Normandie", "27 Eure;76 Seine-Maritime" },
    { "25", "Basse-Normandie", "14 Calvados;50 Manche;61 Orne" } },
  { "32", "Hauts-de-France", { "22", "Picardie", "02 Aisne;60 Oise;80 Somme" },
    { "31", "Nord-Pas-de-Calais", "59 Nord;62 Pas-de-Calais" } },
  { "44", "Grand Est",
    { "21", "Champagne-Ardenne", "08 Ardennes;10 Aube;51 Marne;52 Haute-Marne" },
    { "41", "Lorraine", "54 Meurthe-et-Moselle;55 Meuse;57 Moselle;88 Vosges" },
    { "42", "Alsace", "67 Bas-Rhin;68 Haut-Rhin" } },
  { "52", "Pays de la Loire", { "52", "Pays de la Loire", "44 Loire-Atlantique;"
    .. "49 Maine-et-Loire;53 Mayenne;72 Sarthe;85 Vendée" } },
  { "53", "Bretagne", { "53", "Bretagne", "22 Côtes-d'Armor;29 Finistère;35 Ille-et-Vilaine;"
    .. "56 Morbihan" } },
  { "75", "Nouvelle-Aquitaine",
    { "54", "Poitou-Charentes", "16 Charente;17 Charente-Maritime;79 Deux-Sèvres;86 Vienne" },
    { "72", "Aquitaine", "24 Dordogne;33 Gironde;40 Landes;47 Lot-et-Garonne;"
      .. "64 Pyrénées-Atlantiques" },
    { "74", "Limousin", "19 Corrèze;23 Creuse;87 Haute-Vienne" } },
  { "76", "Occitanie",
    { "73", "Midi-Pyrénées", "09 Ariège;12 Aveyron;31 Haute-Garonne;32 Gers;46 Lot;"
      .. "65 Hautes-Pyrénées;81 Tarn;82 Tarn-et-Garonne" },
    { "91", "Languedoc-Roussillon", "11 Aude;30 Gard;34 Hérault;48 Lozère;"
      .. "66 Pyrénées-Orientales" } },
  { "84", "Auvergne-Rhône-Alpes",
    { "82", "Rhône-Alpes", "01 Ain;07 Ardèche;26 Drôme;38 Isère;42 Loire;69 Rhône;73 Savoie;"
      .. "74 Haute-Savoie" },
    { "83", "Auvergne", "03 Allier;15 Cantal;43 Haute-Loire;63 Puy-de-Dôme" } },
  { "93", "Provence-Alpes-Côte d'Azur", { "93", "Provence-Alpes-Côte d'Azur",
    "04 Alpes-de-Haute-Provence;05 Hautes-Alpes;06 Alpes-Maritimes;13 Bouches-du-Rhône;83 Var;"
      .. "84 Vaucluse" } },
  { "94", "Corse", { "94", "Corse", "2A Corse-du-Sud;2B Haute-Corse" } },
}

-- Other names of regions, those that can mean one region only.
local ABBREVIATIONS = {
  paca = "93", idf = "11", aura = "84", ara = "84", bfc = "27", hdf = "32", cvl = "24", pdl = "52",
  naq = "75", ["region parisienne"] = "11",
}

-- ------------------------------------------------------------------ order

-- A code as official ones are written: 1 is 01, 2a is 2A.
local function written(code)
  return (code:gsub("^%d$", "0%0"):gsub("^2[ab]$", string.upper))
end

--- Whether code a comes before code b in the official order: … 19, 2A, 2B, 21 … 95, 971 … The codes
-- of pseudo-units (99, NCA) and other texts come after those of places, in byte order.
---@param a string
---@param b string
---@return boolean
function geo.before(a, b)
  return order.before(written(a), written(b), true)
end

-- ------------------------------------------------------------------ the lists

geo.departements, geo.regions, geo.anciennes_regions = {}, {}, {}

local function area_of(code_region)
  return tonumber(code_region) < 10 and "drom" or "metropole"
end

local function add_former(region, former)
  geo.anciennes_regions[#geo.anciennes_regions + 1] = {
    kind = "ancienne_region", code = former[1], name = former[2], area = region.area,
    code_region = region.code, region = region.name,
  }
  for code, name in former[3]:gmatch("(%w+) ([^;]+)") do
    geo.departements[#geo.departements + 1] = {
      kind = "departement", code = code, name = name, area = region.area,
      code_region = region.code, region = region.name,
      code_ancienne_region = former[1], ancienne_region = former[2],
    }
  end
end

-- Corse stands where the département 20 was.
local CORSE = { ["2A"] = 20.1, ["2B"] = 20.2 }

-- The order of `geo.before`, by numbers: a tenth of the time, which was a millisecond of each
-- command.
local function sort(list)
  local ranks = {}
  for _, place in ipairs(list) do ranks[place] = CORSE[place.code] or tonumber(place.code) end
  table.sort(list, function(a, b) return ranks[a] < ranks[b] end)
end

for i, row in ipairs(REGIONS) do
  local region = { kind = "region", code = row[1], name = row[2], area = area_of(row[1]) }
  geo.regions[i] = region
  for f = 3, #row do add_former(region, row[f]) end
end

sort(geo.departements)
sort(geo.anciennes_regions)

for _, list in ipairs { geo.departements, geo.regions, geo.anciennes_regions } do
  for _, place in ipairs(list) do setmetatable(place, printed.PLACE) end
  setmetatable(list, printed.PLACES[list[1].kind])
end

-- ------------------------------------------------------------------ finding

local LISTS = { departement = geo.departements, region = geo.regions,
  ancienne_region = geo.anciennes_regions }
local KINDS = { "departement", "region", "ancienne_region" }
local IN_WORDS = { departement = "département", region = "region",
  ancienne_region = "former region" }

-- Case, accents, hyphens, apostrophes and a leading article make no difference, nor does "St".
local function simplified(text)
  return (names.words(text):gsub("^la ", ""):gsub("^le ", ""):gsub("^les ", ""):gsub("^l ", "")
    :gsub("%f[%l]st%f[%L]", "saint"))
end

-- A table for each kind, made when a place of that kind is first looked for.
local function by_kind(id_of)
  return setmetatable({}, { __index = function(self, kind)
    local places = {}
    for _, place in ipairs(LISTS[kind]) do places[id_of(place)] = place end
    self[kind] = places
    return places
  end })
end

local BY_CODE = by_kind(function(place) return place.code end)
local BY_NAME = by_kind(function(place) return simplified(place.name) end)

--- The canonical form of a code: "1" becomes "01", "2a" becomes "2A". Other values, and values of
-- columns without official codes, are returned unchanged.
---@param column string such as "code_region"
---@param value string
---@return string
function geo.canonical(column, value)
  if not LISTS[column:match("^code_(.*)$")] then return value end
  if value:find("^%d$") then return "0" .. value end
  local letter = column == "code_departement" and value:match("^2([ab])$")
  if letter then return letter == "a" and "2A" or "2B" end
  return value
end

-- Bytes: no place has a longer name, in any spelling.
local LONGEST = 200

local function find_as(kind, text)
  if #text > LONGEST then return nil end
  local code = geo.canonical("code_" .. kind, (text:gsub("^%s+", ""):gsub("%s+$", "")))
  if BY_CODE[kind][code] then return BY_CODE[kind][code] end
  local words = simplified(text)
  if kind == "region" and ABBREVIATIONS[words] then return BY_CODE[kind][ABBREVIATIONS[words]] end
  return BY_NAME[kind][words]
end

local function find_among(kinds, text)
  for _, kind in ipairs(kinds) do
    local place = find_as(kind, text)
    if place then return place end
  end
end

local function text_of(value)
  if type(value) == "string" then return value end
  local number = numbers.integer(value)
  return number and number >= 0 and ("%d"):format(number) or nil
end

local function nearest(kinds, text)
  local known = {}
  for _, kind in ipairs(kinds) do tables.append(known, LISTS[kind]) end
  return names.nearest(text, tables.map(known, function(place) return place.name end))
end

-- For the end of a message: which place the text means, of whatever kind; "" if it means none.
local function as_any_kind(text)
  local place = find_among(KINDS, text)
  if not place then return "" end
  local part = place.region and place.region ~= place.name and ", part of " .. place.region or ""
  return (" (%s is a %s%s)"):format(place.name, IN_WORDS[place.kind], part)
end

-- The error on a town, with the codes of the départements that have one of this name.
local function only_a_town(what, text, codes)
  local found = tables.map(codes, function(code) return BY_CODE.departement[code] end)
  if #found == 1 then
    return errors.fail("none", ("no %s is '%s': it is a town in %s (%s), and départements and"
      .. " regions are known, not towns"):format(what, text, found[1].name, found[1].code),
      { nearest = found[1].name })
  end
  local shown = tables.map(found, function(place)
    return ("%s (%s)"):format(place.name, place.code)
  end)
  return errors.fail("none", ("no %s is '%s': towns of this name are in %s, and départements and"
    .. " regions are known, not towns"):format(what, text, table.concat(shown, ", ")))
end

local function fail(name, text, kinds)
  local what = #kinds == 1 and IN_WORDS[kinds[1]] or "département or region"
  if not text then
    return errors.fail("none", ("a code or a name of a %s expected, got %s"):format(what,
      name == nil and "nothing" or numbers.shown(name)))
  end
  local with_town = #text <= LONGEST and towns.departements(text) or {}
  if #with_town > 0 then return only_a_town(what, text, with_town) end
  local near = nearest(kinds, text)
  local hint = as_any_kind(text)
  if hint == "" and near then hint = (" (did you mean '%s'?)"):format(near) end
  return errors.fail("none", ("no %s is '%s'%s"):format(what, utf8.bounded(text), hint),
    { nearest = near })
end

--- The place of a kind with a code or name; nil if there is none. Unlike `geo.find` it looks for no
-- similar name, and so costs little for each of many texts.
---@param text string
---@param kind "departement"|"region"|"ancienne_region"
---@return urssaf.Place?
function geo.lookup(text, kind)
  return find_as(kind, text)
end

--- Finds a place by its code or name, in any usual spelling: `1`, `"01"`, `"ain"`,
-- `"Cotes d'Armor"`, `"PACA"`.
--
-- Without a kind, départements are searched first, then regions, then former regions: "84" is
-- Vaucluse, and the region 84 is `geo.find("84", "region")`. Raises if the kind is unknown.
---@param name string|integer
---@param kind "departement"|"region"|"ancienne_region"|nil
---@return urssaf.Place?
---@return urssaf.Error? err kind `none`; `nearest` is the name of a similar place, if there is one
function geo.find(name, kind)
  if kind ~= nil and not LISTS[kind] then
    errors.misuse("unknown kind of place '%s': departement, region or ancienne_region",
      tostring(kind))
  end
  local kinds = kind and { kind } or KINDS
  local text = text_of(name)
  local place = text and find_among(kinds, text)
  if place then return place end
  return fail(name, text, kinds)
end

--- Whether a unit lies in metropolitan France or overseas; nil if its key names no known place.
---@param key table<string, string>
---@return "metropole"|"drom"|nil
function geo.area(key)
  local function look(kind)
    local code, name = key["code_" .. kind], key[kind]
    return code and BY_CODE[kind][code] or name and find_as(kind, name)
  end
  local place = look "departement" or look "region" or look "ancienne_region"
  return place and place.area or nil
end

return geo
