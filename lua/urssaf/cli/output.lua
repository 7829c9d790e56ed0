--- The format of the output, and writing it to the standard output or a file.
local compat = require "urssaf.base.compat"
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"
local tables = require "urssaf.base.tables"

local pictures = lazy "urssaf.cli.pictures"
local random = lazy "urssaf.base.random"

local output = {}

local ENDINGS = { svg = "svg", csv = "csv", json = "json", md = "md", markdown = "md",
  html = "html", htm = "html", xlsx = "xlsx", parquet = "parquet" }

-- The formats as a message lists them: a chart may be one of the pictures, too.
local function listed(formats)
  local list = {}
  for _, name in ipairs(formats) do
    list[#list + 1] = name
    if name == "svg" then tables.append(list, pictures.FORMATS) end
  end
  return table.concat(list, ", ")
end

--- The format of the output: that of `--format`, else of the file's ending, else the first.
---@param given table `format output`
---@param formats string[] of the command
---@return string?
---@return urssaf.Error? err kind `usage`: the ending is of none of the command's formats
function output.format(given, formats)
  if given.format then return given.format end
  local ending = (given.output or ""):match("[^/]%.(%w+)$")
  local format = ending and (ENDINGS[ending:lower()] or pictures.format_of(given.output) and "svg")
  if tables.contains(formats, format) then return format end
  if not ending or formats[1] == "text" or ending == "txt" then return formats[1] end
  return errors.fail("usage", ("'%s': %s is none of this command's formats: %s"):format(
    given.output, ending, listed(formats)))
end

-- Returns true; or nil, the problem, and whether the file could be opened.
local function write_all(text, path)
  local file, problem = io.open(path, "wb")
  if not file then return nil, problem, false end
  local written, write_problem = file:write(text)
  local closed, close_problem = file:close()
  if written and closed then return true end
  return nil, write_problem or close_problem, true
end

-- The name of a file in the same folder that does not exist yet.
local function temporary_name(path)
  local next_random = random.new()
  repeat
    local name = ("%s.%08x.part"):format(path, math.floor(next_random() * 2 ^ 31))
    local existing = io.open(name, "rb")
    if not existing then return name end
    existing:close()
  until false
end

-- Whether a new file may take the place of what is at a path. A device, a pipe, a link, and a file
-- with permissions of its own are written to instead, so that they stay what they are; so is
-- everything where LuaFileSystem cannot tell.
local function is_replaceable(path, new)
  local loaded, lfs = pcall(require, "lfs")
  if not loaded then return false end
  local old = lfs.symlinkattributes(path)
  return old == nil or old.mode == "file"
    and old.permissions == lfs.attributes(new, "permissions")
end

-- Writes a temporary file, and puts it where the old one is; the file itself is written if it is
-- not replaceable, or if its folder takes no temporary file.
local function write_by(temporary, text, path)
  local ok, problem, was_open = write_all(text, temporary)
  if ok and is_replaceable(path, temporary) then return os.rename(temporary, path) end
  if ok or not was_open then return write_all(text, path) end
  return nil, problem
end

-- The old file is not lost if the disk is full, and no temporary one stays.
local function write_file(text, path)
  local temporary = temporary_name(path)
  local ok, problem = compat.finally(function() os.remove(temporary) end, write_by, temporary, text,
    path)
  if ok then return true end
  return errors.fail("file", ("cannot write '%s': %s"):format(path,
    (tostring(problem):gsub("^.-: ", "", 1))))
end

--- Writes a text.
---@param text string
---@param path string? a file; nil or "-" is the standard output
---@return boolean? ok
---@return urssaf.Error? err kind `file`; `pipe` if the reader of the output has gone
function output.write(text, path)
  if path and path ~= "-" then return write_file(text, path) end
  local ok, problem = io.stdout:write(text)
  if ok then ok, problem = io.stdout:flush() end
  if ok then return true end
  local is_gone = tostring(problem):find("roken pipe") ~= nil
  return errors.fail(is_gone and "pipe" or "file", "cannot write: " .. tostring(problem))
end

return output
