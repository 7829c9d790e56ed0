--- Where a result goes: the standard output, or a file.
local errors = require "urssaf.errors"

local output = {}

local ENDINGS = { svg = "svg", csv = "csv", json = "json", md = "md", markdown = "md",
  html = "html", htm = "html" }

--- The format of the output: what is asked for, else what the file's ending says, else the first.
---@param given table `format output`
---@param formats string[]
---@return string
function output.format(given, formats)
  if given.format then return given.format end
  local ending = given.output and ENDINGS[(given.output:match("%.(%w+)$") or ""):lower()]
  for _, format in ipairs(formats) do
    if format == ending then return format end
  end
  return formats[1]
end

local function cannot(path, problem)
  return errors.fail("file", ("cannot write '%s': %s"):format(path, problem))
end

local function write_all(text, path)
  local file, problem = io.open(path, "wb")
  if not file then return nil, problem end
  local ok, writing = file:write(text)
  local closed, closing = file:close()
  if ok and closed then return true end
  return nil, writing or closing
end

-- A device, a pipe, a link: written into as it is, never replaced.
local function is_special(path)
  local loaded, lfs = pcall(require, "lfs")
  local mode = loaded and lfs.symlinkattributes(path, "mode")
  return mode and mode ~= "file"
end

-- First beside it, then in its place: what was there before is not lost to a full disk.
local function write_file(text, path)
  local target = is_special(path) and path or path .. ".part"
  local ok, problem = write_all(text, target)
  if ok and target ~= path then ok, problem = os.rename(target, path) end
  if ok then return true end
  if target ~= path then os.remove(target) end
  return cannot(path, (tostring(problem):gsub("^" .. target:gsub("%p", "%%%0") .. ": ", "")))
end

--- Writes a text.
---@param text string
---@param path string? a file; by default the standard output
---@return boolean? ok
---@return urssaf.Error? err kind `file`, or `pipe` where the reader has gone
function output.write(text, path)
  if path and path ~= "-" then return write_file(text, path) end
  local ok, problem = io.stdout:write(text)
  if ok then ok, problem = io.stdout:flush() end
  if ok then return true end
  local gone = tostring(problem):find("roken pipe") ~= nil
  return errors.fail(gone and "pipe" or "file", "cannot write: " .. tostring(problem))
end

return output
