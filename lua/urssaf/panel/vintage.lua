--- What the figures of a panel tell of its publication: whether Urssaf has estimated and
-- re-allocated the office strike-offs of some fourth quarters. Such strike-offs have fractions;
-- stock and flows then add up, which they do not in older publications.
local period = require "urssaf.domain.period"
local sorting = require "urssaf.base.sorting"

local vintage = {}

local STRIKE_OFFS = "radiations"
-- The first office strike-offs that were put off are those of the end of 2019.
local FIRST = "2019-Q4"

-- The positions of fourth quarters in which strike-offs may be estimates.
local function positions_of(periods)
  local positions, first = {}, period.ordinal(FIRST, "quarter")
  for i, name in ipairs(periods) do
    if name:find "Q4$" and period.ordinal(name, "quarter") >= first then
      positions[#positions + 1] = i
    end
  end
  return positions
end

--- The fourth quarters whose strike-offs are estimates that Urssaf has re-allocated.
---@param panel urssaf.Panel
---@return string[] periods
function vintage.estimated(panel)
  local found, positions = {}, positions_of(panel.periods)
  for _, s in ipairs(panel.series) do
    local is_count = s.measure == STRIKE_OFFS and not s.transform
    for _, i in ipairs(is_count and positions or {}) do
      local value = s.values[i]
      if value and value % 1 ~= 0 then found[panel.periods[i]] = true end
    end
  end
  return sorting.keys(found)
end

return vintage
