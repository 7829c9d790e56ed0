--- Where a result goes: the standard output, or a file.
local chance = require "urssaf.base.random"
local errors = require "urssaf.base.errors"

local output = {}

local ENDINGS = { svg = "svg", csv = "csv", json = "json", md = "md", markdown = "md",
  html = "html", htm = "html" }

--- The format of the output: what is asked for, else what the file's ending says, else the first.
---@param given table `format output`
---@param formats string[]
---@return string?
---@return urssaf.Error? err kind `usage`, where the ending is of no format that there is
function output.format(given, formats)
  if given.format then return given.format end
  local ending = (given.output or ""):match("[^/]%.(%w+)$")
  if not ending or formats[1] == "text" or ending == "txt" then return formats[1] end
  for _, format in ipairs(formats) do
    if format == ENDINGS[ending:lower()] then return format end
  end
  return errors.fail("usage", ("'%s': %s is none of the formats here: %s"):format(given.output,
    ending, table.concat(formats, ", ")))
end

local function cannot(path, problem)
  return errors.fail("file", ("cannot write '%s': %s"):format(path, problem))
end

-- Whether it was written; if not, why, and whether there was a file to write into.
local function write_all(text, path)
  local file, problem = io.open(path, "wb")
  if not file then return nil, problem, false end
  local ok, writing = file:write(text)
  local closed, closing = file:close()
  if ok and closed then return true end
  return nil, writing or closing, true
end

-- A name beside a file that nobody else has.
local function beside(path)
  local random = chance.new()
  repeat
    local name = ("%s.%08x.part"):format(path, math.floor(random() * 2 ^ 31))
    local there = io.open(name, "rb")
    if not there then return name end
    there:close()
  until false
end

-- A new file, or one that may be replaced: a device, a pipe, a link, or what has permissions of its
-- own is written into as it is.
local function is_replaceable(path, new)
  local loaded, lfs = pcall(require, "lfs")
  if not loaded then return false end
  local old = lfs.symlinkattributes(path)
  return old == nil or old.mode == "file"
    and old.permissions == lfs.attributes(new, "permissions")
end

-- First beside it, then in its place: what was there before is not lost to a full disk.
local function write_file(text, path)
  local target = beside(path)
  local ok, problem, was_open = write_all(text, target)
  if ok and is_replaceable(path, target) then
    ok, problem = os.rename(target, path)
  elseif ok or not was_open then
    ok, problem = write_all(text, path)
  end
  os.remove(target)
  if ok then return true end
  return cannot(path, (tostring(problem):gsub("^.-: ", "", 1)))
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
