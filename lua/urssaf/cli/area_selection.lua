--- The series of metropolitan France and of the overseas départements.
local caveats = require "urssaf.panel.caveats"
local new_note = require "urssaf.domain.new_note"
local places = require "urssaf.domain.places"
local tables = require "urssaf.base.tables"

local area_selection = {}

--- The sums of an area, whose key names it.
---@param panel urssaf.Panel
---@param area table of `places.area`
---@param how table how units are summed
---@return { series: urssaf.Series[], notes: urssaf.Note[] }?
---@return urssaf.Error? err kind `none`: the panel does not have all of it
function area_selection.of(panel, area, how)
  local lacking, size = places.lacking(panel, area)
  if #lacking > 0 then return places.absent(panel, area, lacking, size) end
  local sum = panel:filter({ area = area.code }):total(how)
  local list = tables.map(sum.series, function(s)
    return setmetatable(tables.merge(s, { key = { area = area.code } }), getmetatable(s))
  end)
  local notes = sum.notes
  if area.code == "drom" and not places.had_mayotte(panel) then
    notes = caveats.add(notes, { new_note("scope", "the overseas départements without Mayotte,"
      .. " which these data do not cover", { variant = "overseas" }) })
  end
  return { series = list, notes = notes }
end

return area_selection
