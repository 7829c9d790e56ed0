--- What differs between Lua 5.1, LuaJIT and later ones, and nothing else; whole numbers are
-- integer.lua's.
local compat = {}

-- Can a function yield that was called by pcall? In Lua 5.1 it cannot.
local pcall_yields = coroutine.wrap(function() return pcall(coroutine.yield, true) end)() == true

--- Does work and then, however it ends, what comes after; an error of the work goes on as it is.
-- Work in a coroutine of Lua 5.1 is not guarded, so that it can yield: what an error leaves open
-- there is the collector's to close.
---@param after function
---@param work function which may yield
---@param ... any what the work is given
---@return any result
---@return any err
function compat.finally(after, work, ...)
  if not pcall_yields and coroutine.running() then
    local result, err = work(...)
    after()
    return result, err
  end
  local ok, result, err = pcall(work, ...)
  after()
  if not ok then error(result, 0) end
  return result, err
end

local newproxy = newproxy -- luacheck: ignore 113 (where tables have no finalizers)

--- Sees to it that `__gc` of a table's metatable is called when the table is collected.
---@param object table with its metatable
---@return table object
function compat.finalized(object)
  if not newproxy then return object end
  local proxy = newproxy(true)
  getmetatable(proxy).__gc = function() getmetatable(object).__gc(object) end
  object.proxy = proxy
  return object
end

return compat
