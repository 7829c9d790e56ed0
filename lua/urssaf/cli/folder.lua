--- Writes a folder of files: a new one as a whole or not at all; into one that is there each file
-- as a whole, the last one last.
local compat = require "urssaf.base.compat"
local errors = require "urssaf.base.errors"
local output = require "urssaf.cli.output"
local random = require "urssaf.base.random"

local folder = {}

local function lfs()
  local loaded, module = errors.try(require, "lfs")
  if loaded then return module end
  return errors.fail("file", "a folder cannot be made: lua-filesystem is not installed"
    .. " (luarocks install luafilesystem)")
end

-- Without slashes at the end, but for "/" itself.
local function plain(path)
  return (path:gsub("(.)/+$", "%1"))
end

local function cannot_make(path, problem)
  return errors.fail("file", ("cannot make the folder '%s': %s"):format(path,
    (tostring(problem):gsub("^.-: ", "", 1))))
end

-- Writes the files one after the other; the error says how many there are.
local function fill(path, files)
  for i, file in ipairs(files) do
    local ok, err = output.write(file.text, path .. "/" .. file.name)
    if not ok then
      return errors.fail("file", ("%s: only %d of the %d files in '%s' are new"):format(
        err.message, i - 1, #files, path))
    end
  end
  return true
end

local function remove(path, files)
  for _, file in ipairs(files) do os.remove(path .. "/" .. file.name) end
  os.remove(path)
end

-- Fills a folder, which then takes the name that is wanted.
local function fill_and_rename(temporary, path, files)
  local filled, err = fill(temporary, files)
  if not filled then
    return errors.fail("file", (err.message:gsub(": only %d+ of .*$", "")) .. ": nothing was left")
  end
  local ok, problem = os.rename(temporary, path)
  if not ok then return cannot_make(path, problem) end
  return true
end

-- Fills a folder beside the one that is wanted; whatever happens, it does not stay.
local function write_new(module, path, files)
  local temporary = ("%s.%08x.part"):format(path, math.floor(random.new()() * 2 ^ 31))
  local ok, problem = module.mkdir(temporary)
  if not ok then return cannot_make(path, problem) end
  return compat.finally(function() remove(temporary, files) end, fill_and_rename, temporary, path,
    files)
end

--- Writes files into a folder, which is made if it is not there. Other files in it stay.
---@param path string
---@param files { name: string, text: string }[] the one that leads to the others last
---@return boolean? ok
---@return urssaf.Error? err kind `file`
function folder.write(path, files)
  path = plain(path)
  local module, err = lfs()
  if not module then return nil, err end
  local mode = module.attributes(path, "mode")
  if mode == "directory" then return fill(path, files) end
  if mode then
    return errors.fail("file", ("'%s' is a file, not a folder: name another one"):format(path))
  end
  return write_new(module, path, files)
end

return folder
