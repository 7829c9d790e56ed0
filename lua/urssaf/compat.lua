--- What differs between Lua 5.1, LuaJIT and later ones, and nothing else; whole numbers are
-- integer.lua's.
local compat = {}

-- Can a function yield that was called by pcall? In Lua 5.1 it cannot.
local pcall_yields = coroutine.wrap(function() return pcall(coroutine.yield, true) end)() == true

local function pass_on(thread, ok, ...)
  if not ok then return false, (...) end
  if coroutine.status(thread) == "dead" then return true, ... end
  return pass_on(thread, coroutine.resume(thread, coroutine.yield(...)))
end

--- Calls a function as `pcall` does, which may yield.
---@param call function written in Lua
function compat.pcall(call, ...)
  if pcall_yields or not coroutine.running() then return pcall(call, ...) end
  local thread = coroutine.create(call)
  return pass_on(thread, coroutine.resume(thread, ...))
end

local newproxy = newproxy -- luacheck: ignore 113 (where tables have no finalizers)

--- Does work and then, however it ends, what comes after; an error of the work goes on as it is.
---@param after function
---@param work function written in Lua, which may yield
---@return any result
---@return any err
function compat.finally(after, work, ...)
  local ok, result, err = compat.pcall(work, ...)
  after()
  if not ok then error(result, 0) end
  return result, err
end

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
