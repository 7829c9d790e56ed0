--- The notes that figures which are shown as they are have been estimated. Those of sums over time
-- and of growths have such notes already.
local caveats = require "urssaf.panel.caveats"
local tables = require "urssaf.base.tables"

local estimate_notes = {}

local function is_estimated(note) return note.kind == "estimated" end

--- The notes on estimates among a panel's figures of some periods.
---@param panel urssaf.Panel
---@param periods string[] that are shown
---@return urssaf.Note[] notes kind `estimated`
function estimate_notes.of(panel, periods)
  local notes, seen = {}, {}
  local grid = { frequency = panel.frequency, periods = periods }
  for _, s in ipairs(#periods > 0 and panel.series or {}) do
    if not (s.transform or seen[s.measure]) then
      seen[s.measure] = true
      tables.append(notes, tables.filter(caveats.breaks(s, caveats.reach(0), grid), is_estimated))
    end
  end
  return notes
end

--- A panel's notes, and those on estimates among its figures of some periods.
---@param panel urssaf.Panel
---@param periods string[] that are shown
---@return urssaf.Note[]
function estimate_notes.added(panel, periods)
  local own = estimate_notes.of(panel, periods)
  return #own > 0 and caveats.add(panel.notes, own) or panel.notes
end

return estimate_notes
