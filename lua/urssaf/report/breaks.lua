--- The breaks in the series of a report, and estimates. Charts mark them by number, a list explains
-- them.
local break_marks = require "urssaf.chart.break_marks"
local break_notes = require "urssaf.panel.break_notes"
local stable = require "urssaf.base.stable"
local tables = require "urssaf.base.tables"
local vintage = require "urssaf.panel.vintage"

local breaks = {}

---@class urssaf.report.Break
---@field known urssaf.Break as it is in the publication
---@field at integer its first position on the grid
---@field measures string[] those of the report that it concerns

--- The breaks and estimates within a panel, the oldest first.
---@param panel urssaf.Panel
---@return urssaf.report.Break[]
function breaks.of(panel)
  local list, of_id = {}, {}
  for _, s in ipairs(panel.series) do
    for _, known in ipairs(vintage.breaks(s.measure, s.dataset, vintage.of(s))) do
      local at = break_marks.positions(panel, known)[1]
      if at and not of_id[known.id] then
        of_id[known.id] = { known = known, at = at, measures = {} }
        list[#list + 1] = of_id[known.id]
      end
      if at then table.insert(of_id[known.id].measures, s.measure) end
    end
  end
  return stable.sort(list, function(a, b) return a.at < b.at end)
end

--- Whether there are estimates among them.
---@param list urssaf.report.Break[]
---@return boolean
function breaks.has_estimates(list)
  return tables.find(list, function(one) return one.known.periods ~= nil end) ~= nil
end

--- When a break was, and why.
---@param one urssaf.report.Break
---@param language urssaf.Language
---@return string
function breaks.sentence(one, language)
  return language:note(break_notes.note(one.known, one.measures[1]))
end

return breaks
