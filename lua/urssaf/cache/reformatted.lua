--- An entry's file that another program has written anew, with the same content.
local checksum = require "urssaf.checksum"
local errors = require "urssaf.base.errors"
local json = require "urssaf.base.json"
local json_writer = require "urssaf.base.json_writer"

--- The fields of the entry.
---@param text string of the file
---@param parser table? the host's JSON
---@return table? fields nil if they are not those that the library wrote
return function(text, parser)
  local document = json.decode(text, parser)
  if type(document) ~= "table" then return nil end
  local ok, again = errors.try(json_writer.encode, document.entry, "an entry")
  local is_the_same = ok and ("%08x"):format(checksum.crc32(again)) == document.checksum
  return is_the_same and document.entry or nil
end
