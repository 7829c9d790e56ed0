--- What the cache does with a disk, all in one place: an operation that fails returns nil and the
-- problem; none raises.
local errors = require "urssaf.base.errors"

local files = {}

-- Bytes of one read: so few that the memory of one is still in the processor's cache for the next.
local BLOCK = 16 * 1024

local function call(name, ...)
  local loaded, lfs = errors.try(require, "lfs")
  if not loaded then return nil, "lua-filesystem is not installed" end
  return lfs[name](...)
end

--- Why nothing can be kept in this host, nil if it can.
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

--- Seconds since a file or folder was last written, nil if it is not there.
---@param path string
---@return number?
function files.age(path)
  local modified = call("attributes", path, "modification")
  return modified and os.time() - modified
end

--- Makes a folder that is not there yet; of several processes that try, one succeeds.
---@param path string
---@return boolean? ok
---@return string? problem
function files.make_folder(path)
  return call("mkdir", path)
end

--- Makes a folder with all those above it, as far as they are not there.
---@param path string
---@return boolean? ok
---@return string? problem
function files.make_folders(path)
  if files.is_folder(path) then return true end
  local above = path:match("^(.+)/[^/]+/*$")
  if above then
    local ok, problem = files.make_folders(above)
    if not ok then return nil, problem end
  end
  local made, problem = files.make_folder(path)
  -- another process may have been first
  if made or files.is_folder(path) then return true end
  return nil, ("%s: %s"):format(path, problem or "cannot be made")
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

--- Reads the next block of at most 64 KiB; nil at the end.
---@param handle userdata
---@return string? bytes
---@return string? problem
function files.read(handle)
  return handle:read(BLOCK)
end

--- Writes all of the bytes.
---@param handle userdata
---@param bytes string
---@return any? ok
---@return string? problem
function files.write(handle, bytes)
  return handle:write(bytes)
end

--- Closes a file; a failure to write shows here at the latest. Where the handle and its owner were
-- garbage together, the collector may have closed it already.
---@param handle userdata
---@return boolean? ok
---@return string? problem
function files.close(handle)
  if io.type(handle) == "closed file" then return true end
  return handle:close()
end

--- Renames a file, in one step and in place of another one of that name.
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

-- ------------------------------------------------------------------ whole files

--- Reads a file.
---@param path string
---@return string? text
---@return string? problem
function files.read_all(path)
  local handle, problem = files.open(path, "rb")
  if not handle then return nil, problem end
  local text
  text, problem = handle:read("*a")
  files.close(handle)
  return text, problem
end

--- Writes a file.
---@param path string
---@param text string
---@return boolean? ok
---@return string? problem
function files.write_all(path, text)
  local handle, problem = files.open(path, "wb")
  if not handle then return nil, problem end
  local ok, unwritten = files.write(handle, text)
  local closed, unclosed = files.close(handle)
  if ok and closed then return true end
  return nil, unwritten or unclosed
end

return files
