--- The constructor of notes.
local printed = require "urssaf.domain.printed"
local tables = require "urssaf.base.tables"

--- Makes a note: what a reader of a result has to know. It travels with panels, series and rows.
---@param kind string one of the kinds in docs/guide.md
---@param message string a sentence in English; `language:note` translates it
---@param fields table? `measure`, `periods` and what else the kind has
---@return urssaf.Note
return function(kind, message, fields)
  return setmetatable(tables.merge(fields or {}, { kind = kind, message = message }), printed.NOTE)
end
