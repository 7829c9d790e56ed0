--- Errors as text: see errors.lua.
local error_texts = {}

--- An error as one line.
---@param err urssaf.Error
---@return string
function error_texts.line(err)
  local line = tostring(err.kind) .. ": " .. tostring(err.message)
  line = line:gsub("%s+", function(run) return run:find("[\r\n]") and " " or nil end)
  if err.url then line = line .. " (" .. err.url .. ")" end
  return line
end

--- Why a module could not be loaded, on one line.
---@param problem any what `require` raised
---@return string
function error_texts.unloadable(problem)
  local text = tostring(problem)
  local name = text:match("^[^\n]*module '([^']+)' not found")
  if name then return name .. " is not where this Lua looks" end
  -- the first line names the file, the second has the loader's reason
  local first, second = text:match("^([^\n]*)\n?%s*([^\n]*)")
  return second ~= "" and first .. " " .. second or first
end

return error_texts
