--- Notes do not change: what is to be told otherwise becomes another note.
local tables = require "urssaf.base.tables"

--- A note with other fields.
---@param note urssaf.Note
---@param fields table those that are others
---@return urssaf.Note
return function(note, fields)
  return setmetatable(tables.merge(note, fields), getmetatable(note))
end
