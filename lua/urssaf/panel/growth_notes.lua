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
---@param small integer[]? the positions of small bases, of whose growth chance makes much
---@param in_panel boolean
function growth_notes.add(fields, s, k, small, in_panel)
  if s.perimeter then
    local changes = perimeter.notes(s, fields.values, caveats.reach(fields.span - 1))
    fields.notes = caveats.add(fields.notes, changes)
  end
  if not small then return end
  local found = small_bases.of(s, small, k)
  if in_panel then
    fields.small_base = found
  else
    fields.notes = caveats.add(fields.notes, { small_bases.note(found) })
  end
end

return growth_notes
