-- Entries of the cache as somebody else writes them, with their checksum.
local checksum = require "urssaf.checksum"
local json = require "urssaf.base.json"
local json_writer = require "urssaf.base.json_writer"
local shell = require "spec.support.shell"

local entry_file = {}

--- Writes an entry's file.
---@param path string
---@param body string the entry as JSON
function entry_file.write(path, body)
  shell.write(path, ('{"entry":%s,"checksum":"%08x"}\n'):format(body, checksum.crc32(body)))
end

--- Reads an entry's file, and writes it again as `change` left it.
---@param path string
---@param change fun(entry: table)
function entry_file.change(path, change)
  local entry = json.decode(shell.read(path)).entry
  change(entry)
  entry_file.write(path, json_writer.encode(entry, "entry"))
end

return entry_file
