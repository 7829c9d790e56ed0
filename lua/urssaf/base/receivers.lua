--- Methods say so when they are called without their object, with a dot in the place of a colon.
local errors = require "urssaf.base.errors"

local receivers = {}

--- Raises: a method was called without its object.
---@param name string the method's
---@param what string the object: "panel"
function receivers.refuse(name, what)
  errors.misuse("%s is a method of a %s, and was called without one: write %s:%s(…), with a colon",
    name, what, what, name)
end

--- Has each function of a table of methods raise unless it is called on an object.
---@param methods table<string, function> those whose names begin with `__` apart
---@param what string the object, for the message: "panel"
---@param field string that all such objects have
function receivers.check(methods, what, field)
  for name, method in pairs(methods) do
    if not name:find "^__" then
      methods[name] = function(self, ...)
        if type(self) ~= "table" or self[field] == nil then
          receivers.refuse(name, what)
        end
        return method(self, ...)
      end
    end
  end
end

return receivers
