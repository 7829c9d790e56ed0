--- Who may write in a folder: whoever may can change what is kept there.
local errors = require "urssaf.base.errors"
local files = require "urssaf.cache.files"

local ownership = {}

--- The number of the user who runs this: the owner of what is new here. nil where files have none.
---@return integer?
function ownership.own_number()
  if package.config:sub(1, 1) == "\\" then return nil end
  local process = files.attributes "/proc/self"
  if process then return process.uid end
  local made, path = errors.try(os.tmpname)
  local new = made and files.attributes(path)
  if not new then return nil end
  os.remove(path)
  return new.uid
end

--- Who may write in a folder besides its owner and root; nil if nobody, or if it is not there. A
-- group that has its owner's number is taken for the owner's own.
---@param path string
---@param owner integer who has to own it, unless root does
---@return string? who for messages
function ownership.other_writers(path, owner)
  local is = files.attributes(path)
  if not is then return nil end
  if is.uid ~= owner and is.uid ~= 0 then return "another user owns" end
  local group, all = (is.permissions or ""):match("^....(.)..(.)")
  if all == "w" then return "everybody may write in" end
  return group == "w" and is.gid ~= is.uid and "a group may write in" or nil
end

return ownership
