--- The series of places: a département as it is, a region or France as the sum of its units.
local caveats = require "urssaf.panel.caveats"
local missing = require "urssaf.panel.missing"
local panel = require "urssaf.panel"
local places = require "urssaf.domain.places"
local unit = require "urssaf.domain.unit"

local command_places = {}

-- What a panel may have several units of, by sector say, is added up; a single unit is no sum.
local function of_place(whole, place)
  local key = "code_" .. place.kind
  local part = place.kind == "france" and whole or whole:filter { [key] = place.code }
  local is_sum = #unit.collect(part.series) > 1
  if not is_sum and place.kind ~= "region" or #part.series == 0 then return part end
  local sums = place.kind == "france" and part:total() or part:aggregate { by = key }
  sums.notes = caveats.add(sums.notes, missing.notes(part, sums))
  return sums
end

-- The series of one place, if the panel has all of it.
local function part_of(whole, name)
  local place, err = places.find(name)
  if not place then return nil, err end
  local lacking, size = {}, 1
  if place.kind ~= "france" then lacking, size = places.lacking(whole, place) end
  if #lacking > 0 then return places.absent(whole, place, lacking, size) end
  local part = of_place(whole, place)
  if #part.series == 0 then return places.absent(whole, place, { place.name }, 1) end
  return part
end

--- The series of some places, one after the other; of France if there are none.
---@param whole urssaf.Panel
---@param list string[]
---@return urssaf.Panel?
---@return urssaf.Error? err kind `none`
function command_places.select(whole, list)
  local all, notes = {}, nil
  local seen = {}
  for _, name in ipairs(#list > 0 and list or { "France" }) do
    local part, err = part_of(whole, name)
    if not part then return nil, err end
    for _, s in ipairs(part.series) do
      local id = unit.id(s.key) .. "\n" .. s.measure
      if not seen[id] then seen[id], all[#all + 1] = true, s end
    end
    notes = caveats.add(notes, part.notes)
  end
  return panel.new { dataset = whole.dataset, frequency = whole.frequency, periods = whole.periods,
    source = whole.source, series = all, notes = notes }
end

return command_places
