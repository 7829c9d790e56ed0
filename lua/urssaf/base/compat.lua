--- Functions that work alike on Lua 5.1, LuaJIT and later versions. Integers: see numbers.lua.
local compat = {}

-- Whether a function that pcall calls may yield: in Lua 5.1 it may not, in LuaJIT it may. To try it
-- out would not do: in nginx a new coroutine yields to the server, which `require` does not allow.
local pcall_yields = _VERSION ~= "Lua 5.1" or type(rawget(_G, "jit")) == "table"

--- Calls `work`, then `after`, also if `work` raises: the error is then raised again unchanged.
-- In a coroutine of Lua 5.1 `work` is called without pcall, so that it can yield. If it raises
-- there, `after` is not called, and what is left open is closed by the garbage collector.
---@param after function
---@param work function may yield
---@param ... any the arguments of `work`
---@return any result of `work`
---@return any err of `work`
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

-- exists where tables have no __gc; hosts may raise where a global is read that does not exist
local newproxy = rawget(_G, "newproxy")

--- Has the `__gc` of a table's metatable called when the table is collected, on every Lua.
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
