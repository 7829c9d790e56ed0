--- A request: what one call of the library is to do, and its connection to the portal once it needs
-- one.
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"

local panels = lazy "urssaf.portal.assembly"

local request = {}

---@class urssaf.portal.Request
---@field base_url string the address of the API, without a final slash
---@field dataset string? its identifier; nil for the catalog
---@field options table the client's options, overridden by those of the call
---@field open fun(request: urssaf.portal.Request): urssaf.portal.Call starts the call
---@field assembly table makes what is asked for of the bytes and the metadata: a panel
-- (`urssaf.portal.assembly`), or a table of rows (`urssaf.portal.listing`)
---@field observer urssaf.cache.Observer? told what the cache decides, if there is an option `log`
---@field opened urssaf.portal.Call? the call, once something was asked of the portal
local Request = {}
Request.__index = Request

--- Makes a request; nothing is opened yet.
---@param options table of the client and the call: `base_url` and those of `urssaf.FetchOptions`
---@param dataset string?
---@param open fun(request: urssaf.portal.Request): urssaf.portal.Call
---@param assembly table? by default that of panels
---@return urssaf.portal.Request
function request.new(options, dataset, open, assembly)
  return setmetatable({ base_url = options.base_url, dataset = dataset, options = options,
    open = open, assembly = assembly or panels }, Request)
end

--- The call to the portal. Its time limit begins when it is first needed.
---@return urssaf.portal.Call
function Request:call()
  self.opened = self.opened or self:open()
  return self.opened
end

--- Calls the option `progress`, if there is one.
---@param received integer bytes
---@param phase urssaf.Phase
---@return boolean? ok
---@return urssaf.Error? err kind `cancelled`, if `progress` returned false
function Request:report(received, phase)
  local progress = self.options.progress
  if progress and progress(received, nil, phase) == false then
    return errors.fail("cancelled", "progress returned false")
  end
  return true
end

--- Ends all that is still under way.
function Request:close()
  if self.opened then self.opened:close() end
end

return request
