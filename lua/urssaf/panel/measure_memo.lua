--- What the results of a measure's series have in common, such as their notes: made once for a
-- panel, and not for each unit.
local additivity = require "urssaf.domain.additivity"

local measure_memo = {}

--- What is made of a series, or was made of one of the same measure, unit, nature and publication.
---@param memo table<string, table>? that the series of a panel share during one call; without it
-- nothing is kept
---@param s urssaf.Series
---@param is_part boolean? whether it is a part of a ratio
---@param make fun(): table
---@return table
function measure_memo.of(memo, s, is_part, make)
  if not memo then return make() end
  local id = additivity.id(s)
  local known = memo[id] or {}
  memo[id] = known
  for _, one in ipairs(known) do
    local like = one.like
    if like.nature == s.nature and like.unit == s.unit and like.span == s.span
        and getmetatable(like) == getmetatable(s) and one.is_part == is_part then
      return one.made
    end
  end
  local made = make()
  known[#known + 1] = { like = s, is_part = is_part, made = made }
  return made
end

return measure_memo
