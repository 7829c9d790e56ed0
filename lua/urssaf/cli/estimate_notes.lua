--- The notes that figures which are shown as they are have been estimated. Those of sums over time
-- and of growths have such notes already.
local caveats = require "urssaf.panel.caveats"
local measures = require "urssaf.domain.measures"
local tables = require "urssaf.base.tables"

local estimate_notes = {}

local function is_estimated(note) return note.kind == "estimated" end

-- Whether figures of a measure may be estimates: few are.
local function may_be_estimated(s)
  return not s.transform and tables.find(measures.breaks(s.measure, s.dataset), function(known)
    return known.periods ~= nil
  end) ~= nil
end

--- The notes on estimates among a panel's figures of some periods.
---@param panel urssaf.Panel
---@param periods string[] that are shown
---@return urssaf.Note[] notes kind `estimated`
function estimate_notes.of(panel, periods)
  local notes, seen = {}, {}
  local grid = { frequency = panel.frequency, periods = periods }
  for _, s in ipairs(#periods > 0 and panel.series or {}) do
    local is_first = not seen[s.measure]
    seen[s.measure] = true
    if is_first and may_be_estimated(s) then
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
