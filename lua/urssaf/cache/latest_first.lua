--- The order of cache entries by time.
local sorting = require "urssaf.base.sorting"
local timestamp = require "urssaf.base.timestamp"

-- Seconds; of what this machine noted by a clock that was ahead, nothing is known.
local function moment_of(entry, field, now)
  local seconds = entry[field] and timestamp.of_iso(entry[field]) or -math.huge
  return (field == "data_processed" or seconds <= now) and seconds or -math.huge
end

--- Sorts entries, the latest first.
---@param list urssaf.cache.Entry[]
---@param ... string fields with moments; each decides where those before it are equal
return function(list, ...)
  local fields, now = { ... }, timestamp.now()
  table.sort(list, function(a, b)
    for _, field in ipairs(fields) do
      local x, y = moment_of(a, field, now), moment_of(b, field, now)
      if x ~= y then return x > y end
    end
    return sorting.before(b.path, a.path)
  end)
end
