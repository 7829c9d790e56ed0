--- Kept publications that are damaged: what is said of them, and that they no longer answer.
local errors = require "urssaf.base.errors"
local stores = require "urssaf.cache.store"

local damage = {}

-- How many damaged files have a note of their own.
local MOST_NOTES = 20

-- Adds a note, and tells who looks on.
local function note(kept, message)
  local observer = kept.request.observer
  if observer then observer:damaged(message) end
  kept:note(message)
end

--- Adds notes on files that are no entries.
---@param kept urssaf.cache.Entries
---@param paths string[] at least one
function damage.note(kept, paths)
  for i = 1, math.min(#paths, MOST_NOTES) do
    note(kept, "a kept publication cannot be used: " .. paths[i])
  end
  if #paths > MOST_NOTES then
    note(kept, ("%d more kept publications cannot be used"):format(#paths - MOST_NOTES))
  end
end

--- The error of an entry that cannot be read.
---@param entry urssaf.cache.Entry
---@param problem string
---@return urssaf.Error err kind `cache`
function damage.of(entry, problem)
  return errors.new("cache", ("the kept publication of %s is damaged: %s"):format(
    entry:day(), problem))
end

--- Drops a damaged entry from the list, with a note, unless another process removed it meanwhile.
---@param kept urssaf.cache.Entries
---@param entry urssaf.cache.Entry
---@param err urssaf.Error
function damage.drop(kept, entry, err)
  if stores.is_there(entry, kept.store.parser) then note(kept, err.message) end
  for i, other in ipairs(kept.list) do
    if other == entry then
      table.remove(kept.list, i)
      break
    end
  end
end

return damage
