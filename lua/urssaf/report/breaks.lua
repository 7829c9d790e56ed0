--- The breaks in the series of a report. Charts mark them by number, a list explains them.
local break_marks = require "urssaf.chart.break_marks"
local measures = require "urssaf.domain.measures"
local period = require "urssaf.domain.period"

local breaks = {}

---@class urssaf.report.Break
---@field known urssaf.Break
---@field measures string[] those of the report that it concerns

local function by_time(a, b)
  return period.ordinal(a.known.period, "quarter") < period.ordinal(b.known.period, "quarter")
end

--- The breaks within a panel, the oldest first.
---@param panel urssaf.Panel
---@return urssaf.report.Break[]
function breaks.of(panel)
  local list, of_id = {}, {}
  for _, s in ipairs(panel.series) do
    for _, known in ipairs(measures.breaks(s.measure, s.dataset)) do
      local at = break_marks.position(panel, known)
      if at and not of_id[known.id] then
        of_id[known.id] = { known = known, measures = {} }
        list[#list + 1] = of_id[known.id]
      end
      if at then table.insert(of_id[known.id].measures, s.measure) end
    end
  end
  table.sort(list, by_time)
  return list
end

--- When a break was, and why.
---@param one urssaf.report.Break
---@param language urssaf.Language
---@return string
function breaks.sentence(one, language)
  return language:note { kind = "break", id = one.known.id, measure = one.measures[1],
    message = one.known.explanation.en }
end

return breaks
