--- What the cache changes on a disk: an operation that fails returns nil and the problem; none
-- raises.
local files = require "urssaf.cache.files"

local file_changes = {}

-- ------------------------------------------------------------------ folders

--- Seconds since a file or folder was last written, nil if it is not there.
---@param path string
---@return number?
function file_changes.age(path)
  local modified = files.call("symlinkattributes", path, "modification")
  return modified and os.time() - modified
end

--- Whether a path is a folder, or leads to one.
---@param path string
---@return boolean
function file_changes.is_folder(path)
  return files.call("attributes", path, "mode") == "directory"
end

--- Makes a folder that is not there yet; of several processes that try, one succeeds.
---@param path string
---@return boolean? ok
---@return string? problem
function file_changes.make_folder(path)
  return files.call("mkdir", path)
end

--- Makes a folder with all those above it, as far as they are not there.
---@param path string
---@return boolean? ok
---@return string? problem
function file_changes.make_folders(path)
  if file_changes.is_folder(path) then return true end
  local above = path:match("^(.+)/[^/]+/*$")
  if above then
    local ok, problem = file_changes.make_folders(above)
    if not ok then return nil, problem end
  end
  local made, problem = file_changes.make_folder(path)
  -- another process may have been first
  if made or file_changes.is_folder(path) then return true end
  return nil, ("%s: %s"):format(path, problem or "cannot be made")
end

--- Removes an empty folder.
---@param path string
---@return boolean? ok
---@return string? problem
function file_changes.remove_folder(path)
  return files.call("rmdir", path)
end

-- ------------------------------------------------------------------ files

--- Writes all of the bytes.
---@param handle userdata
---@param bytes string
---@return any? ok
---@return string? problem
function file_changes.write(handle, bytes)
  return handle:write(bytes)
end

--- Renames a file, in one step and in place of another one of that name.
---@param from string
---@param to string
---@return boolean? ok
---@return string? problem
function file_changes.rename(from, to)
  return os.rename(from, to)
end

--- Removes a file.
---@param path string
---@return boolean? ok
---@return string? problem
function file_changes.remove(path)
  return os.remove(path)
end

--- Writes a file.
---@param path string
---@param text string
---@return boolean? ok
---@return string? problem
function file_changes.write_all(path, text)
  local handle, problem = files.open(path, "wb")
  if not handle then return nil, problem end
  local ok, unwritten = file_changes.write(handle, text)
  local closed, unclosed = files.close(handle)
  if ok and closed then return true end
  return nil, unwritten or unclosed
end

return file_changes
