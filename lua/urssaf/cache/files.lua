--- What the cache reads from a disk: an operation that fails returns nil and the problem; none
-- raises. What changes something on the disk is in file_changes.lua.
local errors = require "urssaf.base.errors"

local files = {}

-- Bytes of one read: so few that the memory of one is still in the processor's cache for the next.
local BLOCK = 16 * 1024

--- Calls a function of lua-filesystem.
---@param name string
---@param ... any its arguments
---@return any ... its results; nil and the problem, if it is not installed
function files.call(name, ...)
  local loaded, lfs = errors.try(require, "lfs")
  if not loaded then return nil, "lua-filesystem is not installed" end
  return lfs[name](...)
end

--- Why nothing can be kept in this host, nil if it can.
---@return string? problem
function files.problem()
  if not (rawget(_G, "io") and rawget(_G, "os")) then return "this host has no io" end
  local ok, problem = errors.try(require, "lfs")
  if not ok then
    local is_absent = tostring(problem):find("module 'lfs' not found", 1, true)
    return is_absent and "lua-filesystem is not installed"
      or "lua-filesystem cannot be loaded: " .. errors.unloadable(problem)
  end
  ok, problem = errors.try(require, "urssaf.checksum")
  if not ok then return "a C module cannot be loaded: " .. errors.unloadable(problem) end
end

-- ------------------------------------------------------------------ looking, without a link

--- What a path is: "file", "directory", "link" whatever that leads to, "named pipe" and so on; nil
-- if it is not there.
---@param path string
---@return string?
function files.kind(path)
  return (files.call("symlinkattributes", path, "mode"))
end

--- The bytes of a file; nil if it is not there, or something else: to open a pipe waits for whoever
-- writes to it, and a device has no end.
---@param path string
---@return integer? size
---@return string? problem
function files.size(path)
  local kind, problem = files.call("symlinkattributes", path, "mode")
  if kind == "file" then return files.call("symlinkattributes", path, "size") end
  return nil, kind and ("%s is a %s"):format(path, kind) or problem
end

--- What is known of the file or folder that a path leads to, also through a link; nil if it is not
-- there.
---@param path string
---@return table? attributes as lua-filesystem names them
function files.attributes(path)
  return (files.call("attributes", path))
end

-- ------------------------------------------------------------------ folders

--- The names in a folder, in no order.
---@param path string
---@return string[]? names
---@return string? problem
function files.list(path)
  local ok, next_name, folder = errors.try(files.call, "dir", path)
  if not ok then return nil, next_name end
  if not next_name then return nil, folder end
  local names = {}
  for name in next_name, folder do
    if name ~= "." and name ~= ".." then names[#names + 1] = name end
  end
  return names
end

-- ------------------------------------------------------------------ files

--- Opens a file, "rb" or "wb".
---@param path string
---@param mode "rb"|"wb"
---@return userdata? handle
---@return string? problem
function files.open(path, mode)
  return io.open(path, mode)
end

--- Reads the next block of at most 16 KiB; nil at the end.
---@param handle userdata
---@return string? bytes
---@return string? problem
function files.read(handle)
  return handle:read(BLOCK)
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

-- ------------------------------------------------------------------ whole files

--- Reads a file of at most so many bytes.
---@param path string
---@param most integer
---@return string? text nil too if it is longer, or is no file
---@return string? problem
function files.read_all(path, most)
  local size, problem = files.size(path)
  local handle
  if size then handle, problem = files.open(path, "rb") end
  if not handle then return nil, problem end
  local blocks, total = {}, 0
  local block, unread = files.read(handle)
  while block and total <= most do
    blocks[#blocks + 1], total = block, total + #block
    block, unread = files.read(handle)
  end
  files.close(handle)
  if total > most then unread = ("%s is over %d bytes"):format(path, most) end
  if unread then return nil, unread end
  return table.concat(blocks)
end

return files
