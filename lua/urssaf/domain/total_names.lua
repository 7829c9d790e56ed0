--- Names that say that something is the sum of others: "France entière (hors Mayotte)", "Total",
-- "Métropole", "Tous secteurs".
local geo = require "urssaf.domain.geo"
local names = require "urssaf.base.names"
local places = require "urssaf.domain.places"
local tables = require "urssaf.base.tables"

local total_names = {}

local function split(text)
  local list = {}
  for word in text:gmatch "%S+" do list[#list + 1] = word end
  return list
end

local function words_of(text) return tables.set(split(text)) end

-- Each is a total by itself, or with what may follow it.
local FIRST = words_of "ensemble total totaux tous toutes toute tout"
local MAY_FOLLOW = words_of("de des du d la le les l et ou general generale confondu confondus"
  .. " confondue confondues france national nationale region regions departement departements"
  .. " territoire territoires zone zones emploi commune communes epci secteur secteurs activite"
  .. " activites branche branches categorie categories nature natures procedure procedures type"
  .. " types sexe sexes age ages tranche tranches taille tailles profession professions metier"
  .. " metiers champ famille familles mesure mesures hors mayotte")
local OF_FRANCE = words_of("entiere totale total metropolitaine metropole hors avec sans y compris"
  .. " et mayotte dom drom com tom outre mer ensemble niveau national nationale la")
local FRANCE = tables.set { "national", "nationale", "niveau national", "total national",
  "ensemble national", "total france", "ensemble france", "france total", "ensemble de la france",
  "total general france", "territoire national" }
local METROPOLE = tables.set { "metropole", "france metropolitaine", "france metropole",
  "total metropole", "ensemble metropole", "total france metropolitaine", "france hors dom",
  "france hors drom", "ensemble de la metropole", "hors dom", "hors drom" }
local DROM = tables.set { "drom", "dom", "drom com", "dom tom", "outre mer", "total drom",
  "total dom", "ensemble drom", "ensemble dom", "ensemble des drom", "ensemble des dom",
  "departements d outre mer", "regions d outre mer", "departements et regions d outre mer" }

local function are_all(list, allowed)
  return not tables.find(list, function(word) return not allowed[word] end)
end

-- Whether words are of a total: "tous secteurs", "total general", "total Bretagne".
local function is_whole(list)
  local rest = tables.append({}, list)
  local first = table.remove(rest, 1)
  if not FIRST[first] then return false end
  return are_all(rest, MAY_FOLLOW) or geo.find(table.concat(rest, " ")) ~= nil
end

local function is_of_france(list)
  local rest = tables.append({}, list)
  return table.remove(rest, 1) == "france" and are_all(rest, OF_FRANCE)
end

-- By the first letter of such a word, the second one, if it is not accented; both as bytes.
local SECOND = {}
for letters, seconds in pairs { Dd = "EeOoRr", Ee = "Nn", Ff = "Rr", Hh = "Oo", Mm = "Ee",
  Nn = "AaIi", Oo = "Uu", Rr = "Ee", Tt = "EeOo" } do
  for letter in letters:gmatch "." do SECOND[letter:byte()] = tables.set { seconds:byte(1, -1) } end
end

-- Digits and letters that no such word begins with.
local BEGINS_NONE = {}
for letter in ("0123456789ABCGIJKLPQSUVWXYZabcgijklpqsuvwxyz"):gmatch "." do
  BEGINS_NONE[letter:byte()] = true
end

-- Whether a text may begin with a word of a total: hardly a name and no code of digits does, and to
-- fold their letters takes time.
local function may_be_total(value)
  local first, second = value:byte(1, 2)
  if BEGINS_NONE[first] then return false end
  if not SECOND[first] then -- it may begin with a mark or a blank
    first, second = (value:match "^[%s%p]*([DdEeFfHhMmNnOoRrTt].)" or ""):byte(1, 2)
  end
  return second and (second > 127 or SECOND[first][second])
end

--- Of what a name says to be the sum: of everything, of France, or of a part of it.
---@param value string
---@return "all"|"france"|"metropole"|"drom"|nil kind nil if the name does not say so
---@return boolean? without_mayotte whether it says that Mayotte is not in it
function total_names.kind(value)
  if not may_be_total(value) then return nil end
  local text = names.words(value)
  local list = split(text)
  local without = (" " .. text .. " "):find " [hs][oa][rn]s mayotte " ~= nil
  if METROPOLE[(text:gsub(" hors mayotte$", ""))] then return "metropole", true end
  if DROM[(text:gsub(" hors mayotte$", ""))] then return "drom", without end
  if FRANCE[text] or is_of_france(list) then return "france", without end
  if #list > 0 and is_whole(list) then return "all", without end
end

local function field_of(name)
  return name:gsub("^code_", "")
end

-- What the names in a key say, by dimension. Many keys have the same values, so what was found is
-- kept in `memo`.
local function said_by(key, memo)
  local said, kind, without
  for name, value in pairs(key) do
    local found = memo[value]
    if not found then
      found = { total_names.kind(value) }
      memo[value] = found
    end
    local own, own_without = found[1], found[2]
    if own then
      said = said or {}
      said[field_of(name)] = own
    end
    if own and (own ~= "all" or not kind) then kind, without = own, own_without end
  end
  return said, kind, without
end

--- A unit's key without the fields that say that it is a sum over them; of a sum over places
-- without any place.
---@param key table<string, string>
---@param memo table? shared by the units of a list
---@return table<string, string> rest
---@return "all"|"france"|"metropole"|"drom"|nil kind nil if no name in the key says so
---@return boolean? without_mayotte
function total_names.reduced(key, memo)
  local said, kind, without = said_by(key, memo or {})
  if not kind then return key end
  local rest = {}
  for name, value in pairs(key) do
    local is_place = kind ~= "all" and places.is_key(name)
    if not (said[field_of(name)] or is_place) then rest[name] = value end
  end
  return rest, kind, without
end

--- Whether a unit is in the sum that a name says: in that part of France, and not Mayotte if the
-- name leaves it out.
---@param key table<string, string> the unit's
---@param kind "all"|"france"|"metropole"|"drom"|nil
---@param without_mayotte boolean?
---@return boolean
function total_names.includes(key, kind, without_mayotte)
  if without_mayotte and places.is_mayotte(key) then return false end
  if kind ~= "metropole" and kind ~= "drom" then return true end
  return (geo.area(key) or kind) == kind
end

return total_names
