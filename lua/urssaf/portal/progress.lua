--- Telling the caller how far a call is.
local errors = require "urssaf.base.errors"

local progress = {}

--- Calls `progress`, if there is one; false from it ends the call.
---@param options table `progress`
---@param received integer bytes
---@param phase string connect, metadata, download or decode
---@return boolean? ok
---@return table? err kind `cancelled`
function progress.report(options, received, phase)
  if options.progress and options.progress(received, nil, phase) == false then
    return errors.fail("cancelled", "progress said stop")
  end
  return true
end

return progress
