--- Modules that are loaded at their first use: a script pays for what it calls.

--- Stands for a module until a field of it is asked for, which loads it.
--
--     local lazy = require "urssaf.base.lazy"
--     local diff = lazy "urssaf.panel.diff"
---@param name string what `require` is given
---@return table module its fields are the module's
return function(name)
  return setmetatable({}, { __index = function(stand_in, field)
    local module = require(name)
    getmetatable(stand_in).__index = module
    return module[field]
  end })
end
