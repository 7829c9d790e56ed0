--- The breaks in the series of a page, numbered: its pictures mark them, a list says what they are.
local measures = require "urssaf.domain.measures"
local period = require "urssaf.domain.period"

local breaks = {}

local function by_time(a, b)
  return period.ordinal(a.known.period, "quarter") < period.ordinal(b.known.period, "quarter")
end

--- Those within a panel, oldest first, each with the measures of the panel that it concerns.
---@param panel urssaf.Panel
---@return table[] list of { known: urssaf.Break, measures: string[] }
function breaks.of(panel)
  local list, of_id = {}, {}
  for _, s in ipairs(panel.series) do
    for _, known in ipairs(measures.breaks(s.measure)) do
      local at = period.position(panel.periods, panel.frequency, known.period)
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

--- When it was, and why.
---@param one table of the list
---@param said urssaf.Language
---@return string
function breaks.sentence(one, said)
  return said:note { kind = "break", id = one.known.id, measure = one.measures[1],
    message = one.known.explanation.en }
end

return breaks
