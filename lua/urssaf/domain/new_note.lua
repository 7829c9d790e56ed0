--- The constructor of notes.
local tables = require "urssaf.base.tables"

-- What `print` shows: the kind and message, and the measure that the note is about.
local NOTE = {}

function NOTE.__tostring(note)
  local about = type(note.measure) == "string" and (" (%s)"):format(note.measure) or ""
  return ("%s: %s%s"):format(note.kind, note.message, about)
end

--- Makes a note: what a reader of a result has to know. It travels with panels, series and rows.
---@param kind string one of the kinds in docs/guide.md
---@param message string a sentence in English; `language:note` translates it
---@param fields table? `measure`, `periods` and what else the kind has
---@return urssaf.Note
return function(kind, message, fields)
  return setmetatable(tables.merge(fields or {}, { kind = kind, message = message }), NOTE)
end
