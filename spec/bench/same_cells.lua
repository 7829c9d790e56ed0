-- Compares the results of two programs, cell by cell.
local same_cells = {}

local TOLERANCE = 1e-9 -- relative, for values above one

local function differs(value, other)
  if other == nil then return true end
  local gap = math.abs(value - other)
  return gap ~= gap or gap > TOLERANCE * math.max(1, math.abs(value))
end

--- The name of a cell that only one of two tables has, or in which they differ; nil if there is
-- none.
function same_cells.first_difference(ours, theirs)
  for cell, value in pairs(ours) do
    if differs(value, theirs[cell]) then return cell end
  end
  for cell in pairs(theirs) do
    if ours[cell] == nil then return cell end
  end
end

return same_cells
