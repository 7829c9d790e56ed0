--- Where the cache is, if its folder is not written out.
local environment = require "urssaf.base.environment"

local location = {}

-- The default folder, by the XDG Base Directory Specification.
local function default_folder()
  local function get(name)
    local value = environment.get(name)
    return value and value:find("^%a?:?[/\\]") and value
  end
  if get "XDG_CACHE_HOME" then return get "XDG_CACHE_HOME" .. "/urssaf" end
  if get "HOME" then return get "HOME" .. "/.cache/urssaf" end
  return get "LOCALAPPDATA" and get "LOCALAPPDATA" .. "/urssaf"
end

-- A shell replaces `~` only where it reads it, which is not so in every file of settings.
local function expanded(folder)
  local name, rest = folder:match("^~([^/\\]*)(.*)$")
  local home = environment.get "HOME" or environment.get "USERPROFILE"
  if name == "" and home then return home .. rest end
  return nil, ("the cache folder %s: what ~%s stands for is not known here, write it out")
    :format(folder, name)
end

--- The cache's folder.
---@param cache_dir string? one that begins with `~`; by default the one of the user's system
---@return string? folder
---@return string? problem why none is known
function location.of(cache_dir)
  if cache_dir then return expanded(cache_dir) end
  local folder = default_folder()
  if folder then return folder end
  return nil, "no cache folder is known: name one (URSSAF_CACHE_DIR)"
end

return location
