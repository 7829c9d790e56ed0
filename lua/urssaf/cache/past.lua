--- Which kept publication was the latest at a time (`as_of`), and what to say if none answers.
local errors = require "urssaf.base.errors"
local files = require "urssaf.cache.files"
local latest_first = require "urssaf.cache.latest_first"
local timestamp = require "urssaf.base.timestamp"

local past = {}

-- The last second that `as_of` includes: of a day, its end.
local function last_second(as_of)
  local seconds = timestamp.of_iso(as_of)
  return #as_of == 10 and seconds + 86399 or seconds
end

--- The latest publication up to a day or moment; of two with the same date, the one that was
-- fetched last.
---@param kept urssaf.cache.Entries
---@param as_of string
---@return urssaf.cache.Entry? entry
function past.entry(kept, as_of)
  local last, best = last_second(as_of), nil
  latest_first(kept.list, "fetched_at")
  for _, entry in ipairs(kept.list) do
    local dated = entry:dated()
    if dated <= last and (not best or dated > best:dated()) then best = entry end
  end
  return best
end

local function earliest(list)
  local first = list[1]
  for _, entry in ipairs(list) do
    if entry:dated() < first:dated() then first = entry end
  end
  return first
end

-- The number of the error that a path may not be looked at: EACCES on every system.
local NOT_ALLOWED = 13

-- Why the folder of a query cannot be used, though it may be there; nil if it can.
local function unusable(kept)
  local store = kept.store
  local folder = store:folder_of(kept.query)
  local _, problem, code = files.call("attributes", (folder or store.folder) .. "/.")
  return code == NOT_ALLOWED and problem or nil
end

--- Why no entry answers.
---@param kept urssaf.cache.Entries
---@param as_of string? the option
---@return nil
---@return urssaf.Error err kinds `host`, `cache`, `offline`
function past.none(kept, as_of)
  local lack = kept.problem
  local problem = lack or unusable(kept)
  if problem then
    return errors.fail(lack and files.problem() and "host" or "cache", "nothing can be kept here: "
      .. problem)
  end
  if kept.list[1] then
    return errors.fail("offline", ("no publication up to %s is kept; the earliest that is kept is"
      .. " of %s"):format(as_of, earliest(kept.list):day()), { about = "too_early" })
  end
  if kept.notes[1] then return errors.fail("cache", kept.notes[1].message) end
  local in_lua = "fetch it once while the portal can be reached"
  return errors.fail("offline", ("no kept publication answers this query; %s"):format(in_lua),
    { in_lua = in_lua })
end

return past
