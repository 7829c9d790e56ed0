--- The notes of a growth that name units: those that begin or end in it, those that grow from
-- little.
local caveats = require "urssaf.panel.caveats"
local perimeter = require "urssaf.panel.perimeter"
local small_bases = require "urssaf.panel.small_bases"

local growth_notes = {}

--- Adds the notes to the fields of a growth. In a panel, where thousands of series may grow from
-- little, `small_base` has the fields of that note, and one note is made of all of them.
---@param fields table of the growth: `values`, `span`, `notes`
---@param s urssaf.Series that grows
---@param k integer over how many periods
---@param has_small boolean whether it grows from little, of which chance makes much
---@param in_panel boolean
function growth_notes.add(fields, s, k, has_small, in_panel)
  if s.perimeter then
    local changes = perimeter.notes(s, fields.values, caveats.reach(fields.span - 1))
    fields.notes = caveats.add(fields.notes, changes)
  end
  local small = has_small and small_bases.find(s, fields.values, k) or nil
  if in_panel then
    fields.small_base = small
  elseif small then
    fields.notes = caveats.add(fields.notes, { small_bases.note(small) })
  end
end

return growth_notes
