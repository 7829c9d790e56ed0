--- The environment of the process. Some hosts have none.
local environment = {}

--- The value of a variable; nil if it is not set, or empty.
---@param name string
---@return string? value
function environment.get(name)
  local getenv = rawget(_G, "os") and os.getenv
  local value = getenv and getenv(name)
  return value ~= "" and value or nil
end

return environment
