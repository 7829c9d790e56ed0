--- Growth from a small base, of which chance makes much.
--
-- Two counts of the same size differ by chance alone: a count of n varies by about the root of n.
-- The National Center for Health Statistics of the United States calls a rate from fewer than 20
-- events unreliable (a relative standard error of 23 %). A growth compares two counts, and so has
-- twice the variance: the threshold here is 40.
local additivity = require "urssaf.domain.additivity"
local unit = require "urssaf.domain.unit"
local unit_note = require "urssaf.panel.unit_note"

local small_bases = {}

--- Growth from a base below this is mostly chance.
small_bases.THRESHOLD = 40

local IS_COUNTED = { flow = true, stock = true, count = true, window = true }

-- Whether the values are numbers of something, and not money or hours.
local function is_counted(s)
  local own = additivity.unit(s)
  return own ~= nil and not own:find "^EUR" and own ~= "hour"
    and IS_COUNTED[additivity.nature(s) or ""] or false
end

--- The note on the growths of a series from a small base: kind `small_base`, with the last of these
-- bases.
---@param s urssaf.Series
---@param values table<integer, number> the growths, by position
---@param k integer how many periods before its own the base of each is
---@return urssaf.Note[] notes at most one
function small_bases.notes(s, values, k)
  if not is_counted(s) then return {} end
  local periods, last = {}, nil
  for i = k + 1, #s.periods do
    local base = values[i] ~= nil and s.values[i - k]
    if base and base < small_bases.THRESHOLD then
      periods[#periods + 1], last = s.periods[i], { key = s.key, name = unit.name(s.key),
        base = base, period = s.periods[i - k] }
    end
  end
  if not last then return {} end
  return { unit_note("small_base", { measure = s.measure, periods = periods, units = { last },
    more = 0, threshold = small_bases.THRESHOLD }) }
end

return small_bases
