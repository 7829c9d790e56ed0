--- The whole of the panel that was reported on last: reports on many places of a panel, one after
-- the other, make it once, which is more than half of their work.
--
-- It counts only as long as nothing in the panel has changed, which a copy tells: to compare it
-- takes a fiftieth of the time that it saves. The panel is not kept alive.
local whole = require "urssaf.report.whole"

local last_whole = {}

-- What `value` has in it; tables that are several times in it are copied once.
local function copy_of(value, copies)
  if type(value) ~= "table" then return value end
  local copy = copies[value]
  if not copy then
    copy = {}
    copies[value] = copy
    for name, one in next, value do copy[name] = copy_of(one, copies) end
  end
  return copy
end

local is_same

-- Whether a table has in it what its copy has.
local function has_same(value, copy, seen)
  for name, one in next, value do
    local other = copy[name]
    if one ~= other and not is_same(one, other, seen) then return false end
  end
  for name in next, copy do
    if value[name] == nil then return false end
  end
  return true
end

function is_same(value, copy, seen)
  if type(value) ~= "table" or type(copy) ~= "table" then return false end
  if seen[value] then return seen[value] == copy end
  seen[value] = copy
  return has_same(value, copy, seen)
end

-- By panel { missing =, whole =, copy = }: one at most.
local last = setmetatable({}, { __mode = "k" })

--- The panel as a whole.
---@param panel urssaf.Panel
---@param missing "strict"|"skip"|"zero"|nil what an empty cell does to a sum
---@return urssaf.report.Whole
function last_whole.of(panel, missing)
  local found = last[panel]
  if found and found.copy and found.missing == missing and is_same(panel, found.copy, {}) then
    return found.whole
  end
  local made = whole.of(panel, missing)
  for other in next, last do last[other] = nil end
  last[panel] = { missing = missing }
  if found then -- a panel that comes again may come a third time; one report needs no copy
    last[panel].whole, last[panel].copy = made, copy_of(panel, {})
  end
  return made
end

return last_whole
