--- Modules that are loaded at first use, so that a script loads only what it calls.

--- A stand-in for a module, which is loaded when one of its fields is first read, or the stand-in
-- is called.
--
-- The stand-in has no fields of its own, so `pairs` finds none.
--
--     local lazy = require "urssaf.base.lazy"
--     local diff = lazy "urssaf.panel.diff"
---@param name string the module's, as for `require`
---@return table stand_in with the fields of the module
return function(name)
  return setmetatable({}, {
    __index = function(stand_in, field)
      local module = require(name)
      getmetatable(stand_in).__index = module
      return module[field]
    end,
    __call = function(_, ...) return require(name)(...) end,
  })
end
