--- The panel that a command works on: synthetic, of a file, kept, or of the portal.
local input = {}

local function cache_of(given)
  if given.offline then return "only" end
  if given.refresh then return "refresh" end
end

--- The options of a call of the library.
---@param given table
---@param progress function?
---@return table
function input.options(given, progress)
  return { cache = cache_of(given), as_of = given.as_of, progress = progress }
end

-- Options that contradict each other; what is wrong, or nil.
function input.problem(given)
  if given.sample and (given.file or given.dataset) then
    return "--sample is one dataset of its own: leave out --file and --dataset"
  end
  if given.offline and given.refresh then
    return "--offline opens no connection and --refresh downloads: take one of them"
  end
  if given.as_of and (given.file or given.sample) then
    return "--as-of is about what is kept: leave out --file and --sample"
  end
end

--- The panel.
---@param given table `sample file dataset offline refresh as_of`
---@param progress function? as in `urssaf.fetch`
---@return urssaf.Panel?
---@return urssaf.Error?
function input.panel(given, progress)
  local urssaf = require "urssaf"
  if given.sample then return urssaf.sample() end
  if given.file then return urssaf.read(given.file, { dataset = given.dataset }) end
  return urssaf.fetch(given.dataset, input.options(given, progress))
end

return input
