--- Notes on the columns of a file: which are left out, and which datasets have them.
local names = require "urssaf.base.names"
local new_note = require "urssaf.domain.new_note"

local column_notes = {}

-- A file may be of several datasets with the same columns.
local function note_of_datasets(fitting)
  local ids = {}
  for i, one in ipairs(fitting) do ids[i] = one.id end
  local list = table.concat(ids, ", ")
  return new_note("datasets", ("several datasets have these columns: %s; the option dataset says"
    .. " which it is"):format(list), { datasets = list })
end

--- The notes on the columns.
---@param header string[]
---@param seen table<integer, urssaf.decode.Column> of `decoder:columns`
---@param knowledge table of schema.knowledge
---@return urssaf.Note[] notes kinds `column`, `seconds`, `datasets`
function column_notes.of(header, seen, knowledge)
  local fitting = knowledge.fitting or {}
  local notes = { #fitting > 1 and note_of_datasets(fitting) or nil }
  for position, heading in ipairs(header) do
    if knowledge.seconds[position] then
      notes[#notes + 1] = new_note("seconds", ("the column '%s' is left out: it gives the time of"
        .. " the row once more, in seconds"):format(names.quoted(heading)), { column = heading })
    elseif seen[position] and seen[position].varies then
      notes[#notes + 1] = new_note("column", ("the column '%s' is left out: it differs within a"
        .. " unit, and nothing says what it is"):format(names.quoted(heading)),
        { column = heading })
    end
  end
  return notes
end

--- Adds a note for each measure with a figure so large that not all its digits are kept.
---@param plain table of `decoder:finish`, with `rounded`
---@return table plain
function column_notes.with_rounded(plain)
  for _, measure in ipairs(plain.rounded) do
    table.insert(plain.notes, new_note("rounded", "some figures have more digits than a number"
      .. " keeps: they are 2^53 (some 9 quadrillion) or more, and rounded", { measure = measure }))
  end
  plain.rounded = nil
  return plain
end

return column_notes
