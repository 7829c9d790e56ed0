--- The series of places: a département's own, the sum of the units of a region or of France; and of
-- what stands in the place of one, such as the unclassified remainder.
local lazy = require "urssaf.base.lazy"
local places = require "urssaf.domain.places"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"

local area_selection = lazy "urssaf.cli.area_selection"
local caveats = lazy "urssaf.panel.caveats"
local errors = lazy "urssaf.base.errors"
local geo = lazy "urssaf.domain.geo"
local pseudo_selection = lazy "urssaf.cli.pseudo_selection"
local texts = lazy "urssaf.cli.text"

local place_selection = {}

-- Whether units are those of a place, with nothing to be summed. A region's only unit may be a
-- département, whose names it must lose.
local function is_place(units, place)
  local key = #units == 1 and units[1].key
  return key and not (place.kind == "region" and (key.code_departement or key.departement))
end

-- A département may have several units too, one for each sector say.
local function of_place(panel, place, how)
  local key = "code_" .. place.kind
  local part = place.kind == "france" and panel or panel:filter { [key] = place.code }
  if #part.series == 0 or is_place(unit.collect(part.series), place) then return part end
  if place.kind == "france" then return part:total(how) end
  return part:aggregate(tables.merge(how, { by = key }))
end

-- The panel of France, whose series have no key and are named by what they cover: as in a report,
-- France, unless the data lack a part of it, or a part of its figures was left out.
local function named_france(part, lacking)
  local summed = part.universe.summed
  if #lacking > 0 or summed and summed.is_part then return part end
  local list = tables.map(part.series, function(s)
    return setmetatable(tables.merge(s, { scope = "france" }), getmetatable(s))
  end)
  return { series = list, notes = part.notes }
end

--- An error on a place, which is told what its code alone means: in data of regions, that of a
-- region is written `region:84`.
---@param panel urssaf.Panel
---@param name string as it was typed
---@param err urssaf.Error
---@return nil
---@return urssaf.Error err
function place_selection.absent(panel, name, err)
  local keys = panel.universe.keys
  local has_departements = keys.code_departement or keys.departement
  local region = name:find "^%d+$" and geo.lookup(name, "region")
  if not region or has_departements or err.kind ~= "none" then return nil, err end
  return errors.fail(err.kind, err.message, { about = "region_code", code = region.code,
    name = region.name })
end

-- The series of one place; an error if the panel does not cover all of it.
local function of_name(panel, name, how)
  local place, err = places.find_in(panel, name)
  if not place then
    local area = places.area(name)
    if area then return area_selection.of(panel, area, how) end
    local part, wrong = pseudo_selection.of(panel, name)
    return part, wrong or err
  end
  local function absent(lacking, size)
    return place_selection.absent(panel, name,
      select(2, places.absent(panel, place, lacking, size)))
  end
  local lacking, size = places.lacking(panel, place)
  local is_france = place.kind == "france"
  if #lacking > 0 and not is_france then return absent(lacking, size) end
  local part = of_place(panel, place, how)
  if #part.series == 0 then return absent({ place.name }, 1) end
  return is_france and named_france(part, lacking) or part
end

-- The names in a list of texts, each of which may have several with commas between them.
local function names_in(list)
  local found = {}
  for _, text in ipairs(list) do
    local parts = text:find(",", 1, true) and texts.between_commas(text) or {}
    tables.append(found, #parts > 0 and parts or { text })
  end
  return found
end

--- The series of several places, in the order of the places; those of France if none is named.
---@param panel urssaf.Panel
---@param list string[] names or codes; a text may have several with commas between them
---@param how { missing: "strict"|"skip", how: "sum"? } how units are summed
---@return urssaf.Series[]?
---@return urssaf.Note[]|urssaf.Error notes_or_err an error of kind `none`
function place_selection.series(panel, list, how)
  local all, notes = {}, nil
  for _, name in ipairs(#list > 0 and names_in(list) or { "France" }) do
    local part, err = of_name(panel, name, how)
    if not part then return nil, err end
    tables.append(all, part.series)
    notes = caveats.add(notes, part.notes)
  end
  return tables.unique(all, function(s) return unit.id(s.key) .. "\n" .. s.measure end), notes
end

return place_selection
