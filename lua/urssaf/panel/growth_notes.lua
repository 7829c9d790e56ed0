--- The notes of a growth that name units: those that begin or end in it, those that grow from
-- little.
local additivity = require "urssaf.domain.additivity"
local caveats = require "urssaf.panel.caveats"
local perimeter = require "urssaf.panel.perimeter"
local small_bases = require "urssaf.panel.small_bases"

local growth_notes = {}

local function is_counted(s, memo)
  if not memo then return small_bases.is_counted(s) end
  memo.counted = memo.counted or {}
  local id = additivity.id(s)
  if memo.counted[id] == nil then memo.counted[id] = small_bases.is_counted(s) end
  return memo.counted[id]
end

--- Adds the notes to the fields of a growth. In a panel, where thousands of series may grow from
-- little, `small_base` has the fields of that note, and one note is made of all of them.
---@param fields table of the growth: `values`, `span`, `unit`, `notes`
---@param s urssaf.Series that grows
---@param k integer over how many periods
---@param memo table? shared by the series of a panel
function growth_notes.add(fields, s, k, memo)
  local changes = perimeter.notes(s, fields.values, caveats.reach(fields.span - 1))
  fields.notes = caveats.add(fields.notes, changes)
  local small = fields.unit == "1" and is_counted(s, memo) and small_bases.find(s, fields.values, k)
  if small and memo then fields.small_base = small end
  if small and not memo then
    fields.notes = caveats.add(fields.notes, { small_bases.note(small) })
  end
end

return growth_notes
