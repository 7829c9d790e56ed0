--- The whole of a panel, which the panel remembers: reports on many of its places, one after the
-- other, make it once, which is more than half of their work.
--
-- It stands in a metatable of the panel's own, since a panel is a plain table that encoders take as
-- it is, and lives as long as the panel. It counts only as long as nothing in the panel has
-- changed, which a copy tells: to compare it takes a fiftieth of the time that it saves.
local tables = require "urssaf.base.tables"
local whole = require "urssaf.report.whole"

local remembered_whole = {}

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

--- The panel as a whole.
---@param panel urssaf.Panel
---@param missing "strict"|"skip"|"zero"|nil what an empty cell does to a sum
---@return urssaf.report.Whole
function remembered_whole.of(panel, missing)
  local found = getmetatable(panel).own
  if found and found.copy and found.missing == missing and is_same(panel, found.copy, {}) then
    return found.whole
  end
  local made, memory = whole.of(panel, missing), { missing = missing }
  if found then -- a panel that comes again may come a third time; one report needs no copy
    memory.whole, memory.copy = made, copy_of(panel, {})
  end
  setmetatable(panel, tables.merge(getmetatable(panel), { own = memory }))
  return made
end

return remembered_whole
