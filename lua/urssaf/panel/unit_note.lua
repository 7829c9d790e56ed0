--- The constructor of notes that name units: their message is the English sentence.
local languages = require "urssaf.language"
local new_note = require "urssaf.domain.new_note"
local printed = require "urssaf.domain.printed"
local tables = require "urssaf.base.tables"
local unit_notes = require "urssaf.language.unit_notes"

--- Makes a note that names units.
---@param kind string one of the kinds of `language/unit_notes`
---@param fields table `units`, `more`, and what else the kind has
---@return urssaf.Note
return function(kind, fields)
  local message = unit_notes.text(languages.of "en", tables.merge(fields, { kind = kind }))
  for _, one in ipairs(fields.units or {}) do setmetatable(one, printed.NOTE_UNIT) end
  return new_note(kind, message, fields)
end
