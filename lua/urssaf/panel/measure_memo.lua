--- What the results of a measure's series have in common, such as their notes: made once for a
-- panel, and not for each unit.
local additivity = require "urssaf.domain.additivity"

local measure_memo = {}

--- What is made of a series, or was made of one of the same measure, unit, nature and publication.
---@param memo table<string, table>? that the series of a panel share during one call; without it
-- nothing is kept
---@param s urssaf.Series
---@param is_part boolean? whether it is a part of a ratio
---@param make fun(s: urssaf.Series, a: any, b: any, c: any, d: any): table
---@param a any with b, c and d what `make` takes besides: a closure would take half of the time
---@param b any
---@param c any
---@param d any
---@return table
function measure_memo.of(memo, s, is_part, make, a, b, c, d)
  if not memo then return make(s, a, b, c, d) end
  local id = s.transform and additivity.id(s) or s.measure
  local known = memo[id] or {}
  memo[id] = known
  local nature, unit, span, metatable = s.nature, s.unit, s.span, getmetatable(s)
  for i = 1, #known do -- of one or two, which `ipairs` takes twice as long for
    local one = known[i]
    if one.nature == nature and one.unit == unit and one.span == span
        and one.metatable == metatable and one.is_part == is_part then
      return one.made
    end
  end
  local made = make(s, a, b, c, d)
  known[#known + 1] = { nature = nature, unit = unit, span = span, metatable = metatable,
    is_part = is_part, made = made }
  return made
end

return measure_memo
