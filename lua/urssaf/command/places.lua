--- Places that people name, and the series of each: a département as it is, a region or France as
-- the sum of its units.
local caveats = require "urssaf.caveats"
local errors = require "urssaf.errors"
local geo = require "urssaf.geo"
local names = require "urssaf.names"
local panel = require "urssaf.panel"

local places = {}

local FRANCE = { france = true, ["la france"] = true, fr = true, ["france hors mayotte"] = true }

-- "region:84" says which kind is meant.
local KINDS = { region = "region", departement = "departement", dep = "departement",
  reg = "region" }

local function split(name)
  local kind, rest = name:match("^(%S-):(.+)$")
  if not kind then return name end
  local known = KINDS[names.words(kind)]
  if not known then return name end
  return rest, known
end

--- The place that somebody names: an entry of `geo`, or { kind = "france" }.
---@param name string
---@return table?
---@return urssaf.Error? err kind `none`
function places.find(name)
  if FRANCE[names.words(name)] then return { kind = "france", name = "France" } end
  local text, kind = split(name)
  return geo.find(text, kind)
end

local function of_place(whole, place)
  if place.kind == "france" then return whole:total() end
  local key = "code_" .. place.kind
  local part = whole:filter { [key] = place.code }
  if place.kind == "departement" or #part.series == 0 then return part end
  return part:aggregate { by = key }
end

-- A place that exists, and of which the data have nothing.
local function absent(place)
  local why = place.code == "976" or place.name == "Mayotte"
  return errors.fail("none", ("the data have nothing of %s%s"):format(place.name,
    why and ": they do not cover Mayotte" or ""))
end

--- The series of some places, one after the other; of France if there are none.
---@param whole urssaf.Panel
---@param list string[]
---@return urssaf.Panel?
---@return urssaf.Error? err kind `none`
function places.select(whole, list)
  local all, notes = {}, nil
  for _, name in ipairs(#list > 0 and list or { "France" }) do
    local place, err = places.find(name)
    if not place then return nil, err end
    local part = of_place(whole, place)
    if #part.series == 0 then return absent(place) end
    for _, s in ipairs(part.series) do all[#all + 1] = s end
    notes = caveats.add(notes, part.notes)
  end
  return panel.new { dataset = whole.dataset, frequency = whole.frequency, periods = whole.periods,
    source = whole.source, series = all, notes = notes }
end

return places
