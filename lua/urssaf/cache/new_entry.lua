--- Entries that are written.
local entries = require "urssaf.cache.entry"
local json_writer = require "urssaf.base.json_writer"

local new_entry = {}

--- The entry for a publication that was fetched.
---@param fields table those of the file, without `csv`
---@param folder string
---@return urssaf.cache.Entry
function new_entry.of(fields, folder)
  local name, csv = entries.file_names(fields)
  fields.csv = csv
  return entries.construct(fields, folder .. "/" .. name)
end

--- The text of an entry's file.
---@param entry urssaf.cache.Entry
---@return string
function new_entry.encode(entry)
  local fields = {}
  for name in pairs(entries.FIELDS) do fields[name] = entry[name] end
  fields.query, fields.question = nil, entry.query
  local text = json_writer.encode(fields, "an entry of the cache")
  return ('{"entry":%s,"checksum":"%s"}\n'):format(text, entries.crc(text))
end

return new_entry
