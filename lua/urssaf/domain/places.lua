--- Finds places as people name them, France included, and tells whether a panel has all of one.
local errors = require "urssaf.base.errors"
local geo = require "urssaf.domain.geo"
local names = require "urssaf.base.names"
local pseudo_units = require "urssaf.domain.pseudo_units"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"

local places = {}

local FRANCE = { kind = "france", name = "France" }
local CALLED_FRANCE = { france = true, ["la france"] = true, ["france hors mayotte"] = true,
  ["france without mayotte"] = true }

-- What metropolitan France and the overseas départements are called.
local AREAS = { metropole = "metropole", ["france metropolitaine"] = "metropole",
  ["metropolitan france"] = "metropole", drom = "drom", dom = "drom", ["outre mer"] = "drom",
  overseas = "drom", ["les drom"] = "drom", ["la metropole"] = "metropole" }

-- Mayotte's codes, by kind.
local MAYOTTE = { departement = "976", region = "06" }

local IS_CODE_OF_MAYOTTE = tables.set { MAYOTTE.departement, MAYOTTE.region }

--- Whether a panel's dataset is one of those on auto-entrepreneurs. They do not cover Mayotte, so
-- their sums are complete without it.
---@param panel urssaf.Panel
---@return boolean
function places.is_auto_entrepreneurs(panel)
  return (panel.dataset or ""):find "^auto%-entrepreneurs" ~= nil
end

local function words_of(values)
  local words = {}
  for value in pairs(values or {}) do words[names.words(value)] = true end
  return words
end

--- Whether all départements, or all regions, are among the values of some keys; Mayotte may be
-- missing.
---@param keys table<string, table<string, boolean>> values by key, as in a panel's universe
---@return boolean
function places.cover_france(keys)
  for kind, list in pairs { departement = geo.departements, region = geo.regions } do
    local codes, named = keys["code_" .. kind] or {}, words_of(keys[kind])
    if not tables.find(list, function(place)
      return not (codes[place.code] or named[names.words(place.name)]
        or place.code == MAYOTTE[kind])
    end) then
      return true
    end
  end
  return false
end

-- ------------------------------------------------------------------ finding

--- Metropolitan France or the overseas départements, by one of their usual names.
---@param wanted string
---@return table? place { kind = "area", code = "metropole"|"drom", name = }
function places.area(wanted)
  local code = AREAS[names.words(wanted)]
  return code and { kind = "area", code = code,
    name = code == "drom" and "the overseas départements" or "metropolitan France" }
end

local function found(name, kind)
  local place, err = geo.find(name, kind)
  if not place and type(name) == "string" and pseudo_units.is_name(name) then
    return errors.fail("none", ("'%s' is no place, but a remainder or an adjustment in the data: a"
      .. " département, a region or France is expected"):format(names.quoted(name)),
      { about = "pseudo_unit" })
  end
  if not place and type(name) == "string" and places.area(name) then
    return errors.fail("none", ("'%s' is several regions: a département, a region or France is"
      .. " expected"):format(names.quoted(name)))
  end
  if not place or place.kind ~= "ancienne_region" then return place, err end
  return errors.fail("none", ("%s is a former region: use the present region, %s"):format(
    place.name, place.region), { nearest = place.region, about = "former_region" })
end

local function of_table(wanted)
  local kind, name = next(wanted)
  if (kind ~= "region" and kind ~= "departement") or next(wanted, kind) ~= nil then
    errors.misuse("a place is a code or a name, or a table such as { region = \"84\" }")
  end
  return found(name, kind)
end

-- A place as tables and charts show it, "Isère (38)"; nil if the name and the code are not of one.
local function shown(text)
  local name, code = text:match "^%s*(.-)%s*%(%s*(%w+)%s*%)%s*$"
  for _, kind in ipairs(name and { "departement", "region" } or {}) do
    local place = geo.lookup(name, kind)
    if place and place == geo.lookup(code, kind) then return place end
  end
end

--- Finds a place. Former regions are refused.
---@param wanted any a code or a name, `{ region = }`, `{ departement = }`, "region:84",
-- "Isère (38)"; nil: France
---@return table? place an entry of `geo`, or { kind = "france", name = "France" }
---@return urssaf.Error? err kind `none`
function places.find(wanted)
  if wanted == nil then return FRANCE end
  if type(wanted) == "table" then return of_table(wanted) end
  if type(wanted) ~= "string" then return found(wanted) end
  if CALLED_FRANCE[names.words(wanted)] then return FRANCE end
  local kind, name = wanted:match "^([^:]+):(.+)$"
  kind = kind and names.words(kind)
  if kind == "region" or kind == "departement" then return found(name, kind) end
  local place = shown(wanted)
  if place then return place end
  return found(wanted)
end

--- Whether some unit of a panel has a place of this kind.
---@param panel urssaf.Panel
---@param kind "departement"|"region"
---@return boolean
function places.has(panel, kind)
  return tables.find(panel.series, function(s)
    return s.key["code_" .. kind] or s.key[kind]
  end) ~= nil
end

-- Whether a département is all of its region, as those overseas are.
local function is_region(place)
  return not tables.find(geo.departements, function(other)
    return other.code_region == place.code_region and other.code ~= place.code
  end)
end

--- Finds a place as it is in a panel: a département that is all of its region is that region where
-- the panel has nothing finer.
---@param panel urssaf.Panel
---@param wanted any as for `find`
---@return table? place
---@return urssaf.Error? err kind `none`
function places.find_in(panel, wanted)
  local place, err = places.find(wanted)
  if place and place.kind == "departement" and is_region(place) and places.has(panel, "region")
    and not places.has(panel, "departement") then
    return found(place.code_region, "region")
  end
  return place, err
end

-- A panel's places of one kind: their codes, and the folded names of those without a code. A
-- remainder with the code of a place is not the place.
local function present(panel, kind)
  local codes, uncoded = {}, {}
  for _, s in ipairs(panel.series) do
    local code, name = s.key["code_" .. kind], s.key[kind]
    local is_place = not (name and pseudo_units.is_marked(name))
    if code and is_place then codes[code] = true end
    if name and not code then uncoded[names.words(name)] = true end
  end
  return codes, uncoded
end

--- Whether a key names a place, by code or name.
---@param name string
---@return boolean
function places.is_key(name)
  return name:find "departement$" ~= nil or name:find "region$" ~= nil
end

--- Whether a key names Mayotte, as a département or a region.
---@param key table<string, string>
---@return boolean
function places.is_mayotte(key)
  for name, value in pairs(key) do
    -- few names are, and no code of two characters
    local may_be = IS_CODE_OF_MAYOTTE[value] or #value > 2 and value:find "[yY]"
    local kind = may_be and name:match "^code_(.*)$"
    local is_it = kind and value == MAYOTTE[kind]
      or may_be and not kind and places.is_key(name) and names.words(value) == "mayotte"
    if is_it then return true end
  end
  return false
end

--- Whether a panel has Mayotte, or had it before any filter.
---@param panel urssaf.Panel
---@return boolean
function places.had_mayotte(panel)
  for name, values in pairs(panel.universe.keys) do
    for value in pairs(values) do
      if places.is_mayotte { [name] = value } then return true end
    end
  end
  return false
end

-- Whether the units of a panel are places, or were before a filter.
local function is_of_places(panel)
  for name in pairs(panel.universe.keys) do
    if places.is_key(name) then return true end
  end
  return false
end

-- The départements or regions that make up a place, whichever the panel has, and which of the two
-- they are. A panel without places is about France as a whole.
local function parts_of(panel, place)
  if place.kind == "departement" then return { place }, "departement" end
  if place.kind == "france" and not is_of_places(panel) then return {}, "region" end
  local kind = places.has(panel, "departement") and "departement" or "region"
  if kind == place.kind then return { place }, kind end
  local function is_part(one)
    if place.kind == "area" then return one.area == place.code end
    return place.kind == "france" or one.code_region == place.code
  end
  return tables.filter(kind == "region" and geo.regions or geo.departements, is_part), kind
end

--- The names of the parts of a place that a panel lacks, and how many parts the place has. Mayotte
-- is not counted as a part of France if the panel never had it.
---@param panel urssaf.Panel
---@param place table from `find`
---@return string[] lacking
---@return integer size
function places.lacking(panel, place)
  local parts, kind = parts_of(panel, place)
  local codes, uncoded = present(panel, kind)
  local lacking, size = {}, 0
  local has_mayotte = place.kind == "france" or place.code == "drom"
  local may_lack = has_mayotte and not places.had_mayotte(panel)
  for _, one in ipairs(parts) do
    local is_excused = may_lack and one.code == MAYOTTE[kind]
    local is_present = codes[one.code] or uncoded[names.words(one.name)]
    if not is_excused then size = size + 1 end
    if not is_excused and not is_present then lacking[#lacking + 1] = one.name end
  end
  return lacking, size
end

-- How many missing parts a message names.
local SHOWN = 3

-- Behind "nothing of Isère": which places the panel has, if none is of that kind.
local function what_it_has(panel, place)
  if #panel.series == 0 or places.has(panel, "departement") then return "" end
  if not is_of_places(panel) then return ": their units are no places" end
  if not places.has(panel, "region") then
    local columns = tables.filter(sorting.keys(panel.universe.keys), places.is_key)
    return ": their places are in other columns, " .. table.concat(columns, ", ")
  end
  if place.kind ~= "departement" then return "" end
  return (": their places are regions, and %s is in %s (region:%s)"):format(place.name,
    place.region, place.code_region)
end

--- Fails because a panel has nothing of a place, or not all of it.
---@param panel urssaf.Panel
---@param place table from `find`
---@param lacking string[] from `lacking`
---@param size integer from `lacking`
---@return nil
---@return urssaf.Error err kind `none`
function places.absent(panel, place, lacking, size)
  local is_mayotte = place.code and place.code == MAYOTTE[place.kind]
  if is_mayotte and places.is_auto_entrepreneurs(panel) and not places.had_mayotte(panel) then
    return errors.fail("none", "these data have nothing of Mayotte: Urssaf's data on"
      .. " auto-entrepreneurs do not cover it")
  end
  if #lacking >= size then
    return errors.fail("none", ("these data have nothing of %s%s"):format(place.name,
      what_it_has(panel, place)))
  end
  return errors.fail("none", ("these data do not have all of %s, and a sum without %s would be"
    .. " wrong"):format(place.name, names.listed(lacking, SHOWN)))
end

return places
