--- The error of a file that cannot be read.
local errors = require "urssaf.base.errors"

--- What io.open or a read said, as an error. Most hosts name the file in what they say; LuaTeX says
-- nothing at all.
---@param path string
---@param problem any
---@param fields table? more fields of the error
---@return nil
---@return urssaf.Error err of kind `file`
return function(path, problem, fields)
  if not problem then return errors.fail("file", ("cannot read '%s'"):format(path), fields) end
  local reason, prefix = tostring(problem), path .. ": "
  if reason:sub(1, #prefix) == prefix then reason = reason:sub(#prefix + 1) end
  return errors.fail("file", ("cannot read '%s': %s"):format(path, reason), fields)
end
