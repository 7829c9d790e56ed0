--- What the cache does with a disk: every operation in one place, each returning nil and the
-- problem where it fails, none raising.
local errors = require "urssaf.base.errors"

local files = {}

local function call(name, ...)
  local loaded, lfs = errors.try(require, "lfs")
  if not loaded then return nil, "lua-filesystem is not installed" end
  return lfs[name](...)
end

--- Why there can be no cache at all, nil if there can.
---@return string? problem
function files.problem()
  if not io or not os then return "this host has no io" end
  if not errors.try(require, "lfs") then return "lua-filesystem is not installed" end
  local ok, problem = errors.try(require, "urssaf.checksum")
  if not ok then return "a C module cannot be loaded: " .. errors.unloadable(problem) end
end

--- Whether a path is a folder.
---@param path string
---@return boolean
function files.is_folder(path)
  return call("attributes", path, "mode") == "directory"
end

--- Seconds since something was last written, nil if it is not there.
---@param path string
---@return number?
function files.age(path)
  local modified = call("attributes", path, "modification")
  return modified and os.time() - modified
end

--- Makes a folder that is not there yet; of several processes one succeeds.
---@param path string
---@return boolean? ok
---@return string? problem
function files.make_folder(path)
  return call("mkdir", path)
end

--- Removes an empty folder.
---@param path string
---@return boolean? ok
---@return string? problem
function files.remove_folder(path)
  return call("rmdir", path)
end

--- The names in a folder, in no order.
---@param path string
---@return string[]? names
---@return string? problem
function files.list(path)
  local ok, next_name, folder = errors.try(call, "dir", path)
  if not ok then return nil, next_name end
  if not next_name then return nil, folder end
  local names = {}
  for name in next_name, folder do
    if name ~= "." and name ~= ".." then names[#names + 1] = name end
  end
  return names
end

--- Opens a file, "rb" or "wb".
---@param path string
---@param mode "rb"|"wb"
---@return userdata? handle
---@return string? problem
function files.open(path, mode)
  return io.open(path, mode)
end

--- Reads up to so many bytes; nil at the end.
---@param handle userdata
---@param count integer
---@return string? bytes
---@return string? problem
function files.read(handle, count)
  return handle:read(count)
end

--- Writes all of the bytes.
---@param handle userdata
---@param bytes string
---@return any? ok
---@return string? problem
function files.write(handle, bytes)
  return handle:write(bytes)
end

--- Closes a file; what the system could not write shows here at the latest. The collector may have
-- closed it before, where both were dropped together.
---@param handle userdata
---@return boolean? ok
---@return string? problem
function files.close(handle)
  if io.type(handle) == "closed file" then return true end
  return handle:close()
end

--- Gives a file another name, at once and over what had that name before.
---@param from string
---@param to string
---@return boolean? ok
---@return string? problem
function files.rename(from, to)
  return os.rename(from, to)
end

--- Removes a file.
---@param path string
---@return boolean? ok
---@return string? problem
function files.remove(path)
  return os.remove(path)
end

return files
