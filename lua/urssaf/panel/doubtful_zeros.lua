--- Empty cells beside figures that are too large for a zero between them, in datasets in which an
-- empty cell very probably means none.
local doubtful_zeros = {}

-- Where so many are usual, none is no chance: of twelve it is one in 160 000. In the real file no
-- empty cell has more than six beside it.
local TOO_LARGE, BESIDE = 12, 4

-- Adds to `sums` and `counts` what the last values before each empty cell add up to, going from one
-- end of the grid to the other.
local function look(s, from, to, step, sums, counts)
  local last, place, sum, count = {}, 0, 0, 0
  for i = from, to, step do
    local value = s.values[i]
    if value == nil then
      sums[i], counts[i] = (sums[i] or 0) + sum, (counts[i] or 0) + count
    else
      place = place % BESIDE + 1
      sum, count = sum + value - (last[place] or 0), last[place] and count or count + 1
      last[place] = value
    end
  end
end

--- The positions of the empty cells of a series beside which the values (four on each side, or as
-- many as there are) have a mean that is too large for none.
---@param s urssaf.Series
---@return table<integer, true>
function doubtful_zeros.of(s)
  local sums, counts, found = {}, {}, {}
  look(s, 1, #s.periods, 1, sums, counts)
  look(s, #s.periods, 1, -1, sums, counts)
  for i, sum in pairs(sums) do
    if counts[i] > 0 and sum >= TOO_LARGE * counts[i] then found[i] = true end
  end
  return found
end

return doubtful_zeros
